"""What the tests that build sites share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builds.site import Site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An empty site."""
    return Site(tmp_path)


@pytest.fixture(autouse=True)
def _no_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine that runs the tests may be one that makes previews."""
    for name in ("READTHEDOCS_VERSION_TYPE", "READTHEDOCS_VERSION", "READTHEDOCS_CANONICAL_URL", "SPHINX_AUTOBUILD"):
        monkeypatch.delenv(name, raising=False)
