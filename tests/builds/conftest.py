"""What the tests that build sites share."""

from __future__ import annotations

import logging
from copy import copy
from typing import TYPE_CHECKING, Any

import pytest
from docutils import frontend
from jinja2 import BytecodeCache, Environment
from jinja2.sandbox import SandboxedEnvironment
from sphinx import jinja2glue

from sphinxext_blog.render import templates
from sphinxext_blog.render.context import ViewContext
from tests.builds.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from jinja2.bccache import Bucket


class _Compiled(BytecodeCache):
    """Templates that were compiled before, by name, path and checksum.

    Compiling the same templates of themes takes a fifth of the time of all these builds.
    """

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def _templates_are_compiled_once() -> Iterator[None]:
    """Those that Sphinx and the extension load; with and without translations they are compiled otherwise."""
    compiled: dict[tuple[str, ...], _Compiled] = {}
    own = _Compiled()

    def environment(*, extensions: list[str], **options: Any) -> SandboxedEnvironment:
        known = compiled.setdefault(tuple(extensions), _Compiled())
        return SandboxedEnvironment(extensions=extensions, bytecode_cache=known, **options)

    def own_environment(**options: Any) -> Environment:
        return Environment(bytecode_cache=own, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2glue, "SandboxedEnvironment", environment)
        patch.setattr(templates, "Environment", own_environment)
        yield


@pytest.fixture(scope="session", autouse=True)
def _options_are_declared_once() -> Iterator[None]:
    """Docutils declares its 80 options again for each document that is read: a tenth of the time of these builds."""
    option_parser: Any = vars(frontend)["OptionParser"]  # docutils announces that another class will replace it
    declare = option_parser.populate_from_components
    names = ("option_list", "option_groups", "defaults", "relative_path_settings", "_short_opt", "_long_opt")
    known: dict[tuple[type, ...], dict[str, Any]] = {}

    def populate(parser: object, components: Sequence[object]) -> None:
        key = tuple(part if isinstance(part, type) else type(part) for part in components)
        if key not in known:
            declare(parser, components)
            known[key] = {name: getattr(parser, name) for name in names}
        vars(parser).update({name: copy(value) for name, value in known[key].items()})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(option_parser, "populate_from_components", populate)
        yield


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_logged_for_debugging() -> Iterator[None]:
    """Sphinx logs a thousand such records in a build."""
    logging.disable(logging.DEBUG)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="session", autouse=True)
def _renderers_are_held_to_their_views() -> Iterator[None]:
    """In all builds of these tests, a request for something that a view does not name is an error."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ViewContext, "is_strict", True)
        yield


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An empty site."""
    return Site(tmp_path)


@pytest.fixture(autouse=True)
def _no_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine that runs the tests may be one that makes previews."""
    for name in ("READTHEDOCS_VERSION_TYPE", "READTHEDOCS_VERSION", "READTHEDOCS_CANONICAL_URL", "SPHINX_AUTOBUILD"):
        monkeypatch.delenv(name, raising=False)
