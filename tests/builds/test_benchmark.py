"""The benchmark's plain Sphinx with equal gc collects garbage as seldom as the extension does."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from benchmarks.corpus import write_corpus
from benchmarks.engines import ENGINES, GC_THRESHOLDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.builds.site import Site


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(
    ("engine", "expected"), [("plain", (700, 10, 10)), ("plain-gc", GC_THRESHOLDS), ("blog", GC_THRESHOLDS)]
)
def test_both_read_with_the_same_thresholds(site: Site, engine: str, expected: tuple[int, int, int]) -> None:
    write_corpus(site.src, 1, corpus="short", toctree=ENGINES[engine].toctree)
    site.write({"conf.py": ENGINES[engine].conf_py("alabaster")})
    out = site.folder / "out"
    thresholds: set[tuple[int, int, int]] = set()
    with docutils_namespace():
        app = Sphinx(site.src, site.src, out, out / ".doctrees", "html", status=None, warning=None)
        app.connect("doctree-read", lambda *_: thresholds.add(gc.get_threshold()))
        app.build()
    assert thresholds == {expected}
    assert gc.get_threshold() == (700, 10, 10)
