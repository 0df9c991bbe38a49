"""What each builder of Sphinx, and one that nobody knows, can do with a blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.builders import Builder
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.testing.util import SphinxTestApp

from sphinxext_blog import builders
from tests.builds.test_builders import BUILDERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FILES = {
    "html": "posts/a.html", "dirhtml": "posts/a/index.html", "epub": "posts/a.xhtml", "text": "posts/a.txt",
    "xml": "posts/a.xml", "pseudoxml": "posts/a.pseudoxml", "json": "posts/a.fjson", "pickle": "posts/a.fpickle",
    "htmlhelp": "posts/a.html", "qthelp": "posts/a.html", "applehelp": "posts/a.html", "devhelp": "posts/a.html",
}  # fmt: skip
_HELP = {"htmlhelp", "qthelp", "applehelp", "devhelp"}
_PAGES = {"html", "dirhtml", "json", "pickle", "epub", *_HELP}
_ABILITIES = {
    "writes_html": {*_PAGES, "singlehtml"},
    "writes_nodes": {*_FILES, "singlehtml", "latex", "man", "texinfo"},
    "is_latex": {"latex"},
    "is_single_page": {"singlehtml"},
    "is_ebook": {"epub"},
    "is_book": {"epub", "singlehtml", *_HELP},
    "makes_data": {"json", "pickle"},
    "writes_page_per_document": _PAGES,
    "has_page_urls": {"html", "dirhtml", "json", "pickle"},
    "is_web_site": {"html", "dirhtml"},
    "has_search": {"html", "dirhtml", "singlehtml", "json", "pickle", "devhelp"},
    "has_documents_in_folders": {"dirhtml"},
    "merges_documents": {"singlehtml", "latex", "man", "texinfo"},
    "extracts_messages": {"gettext"},
    "checks_links": {"linkcheck"},
    "reads_all_sources": {"changes"},
}
"""The builders of Sphinx for which each function answers yes."""


class _Unknown(Builder):
    """A builder that derives from none of Sphinx's and says as little as it can."""

    name = "unknown"
    format = "markup"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return docname


class _UnknownFiles(_Unknown):
    name = "unknown-files"
    out_suffix = ".wiki"


class _UnknownCheck(_Unknown):
    name = "unknown-check"
    format = ""


class _Slides(StandaloneHTMLBuilder):
    name = "slides"


class _Folders(DirectoryHTMLBuilder):
    name = "folders"


class _OwnNames(StandaloneHTMLBuilder):
    name = "own-names"

    def get_outfilename(self, pagename: str) -> str:  # type: ignore[override]
        return f"{self.outdir}/{pagename.replace('/', '-')}.htm"


class _Outside(StandaloneHTMLBuilder):
    name = "outside"

    def get_outfilename(self, pagename: str) -> str:  # type: ignore[override]
        return f"{self.outdir}/../{pagename}.html"


_LIKE: dict[type[Builder], str] = {_Slides: "html", _Folders: "dirhtml", _OwnNames: "html"}
"""Builders of other packages, with that of Sphinx to which each is like."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SphinxTestApp]:
    """An application to which builders can be asked for."""
    source: Path = tmp_path_factory.mktemp("abilities")
    conf = 'extensions = ["sphinx.ext.coverage", "sphinx.ext.doctest"]\napplehelp_bundle_id = "org.example"\n'
    (source / "conf.py").write_text(conf, encoding="utf-8")
    (source / "index.rst").write_text("Home\n====\n", encoding="utf-8")
    found = SphinxTestApp("dummy", srcdir=source)
    yield found
    found.cleanup()


def _made(app: SphinxTestApp, name: str) -> Builder:
    app.registry.preload_builder(app, name)
    app.env.versioning_condition = None  # as in a new environment: builders want one of their own
    builder = app.registry.create_builder(app, name, app.env)
    builder.init()
    return builder


def _abilities(builder: Builder) -> set[str]:
    return {name for name in _ABILITIES if getattr(builders, name)(builder)}


@pytest.mark.parametrize("name", BUILDERS)
def test_each_builder_of_sphinx_is_known(app: SphinxTestApp, name: str) -> None:
    builder = _made(app, name)
    assert _abilities(builder) == {ability for ability, names in _ABILITIES.items() if name in names}
    assert builders.output_file(builder, "posts/a") == _FILES.get(name)


@pytest.mark.parametrize(("kind", "like"), _LIKE.items())
def test_a_builder_of_another_package_can_do_what_its_base_can(
    app: SphinxTestApp, kind: type[Builder], like: str
) -> None:
    assert _abilities(kind(app, app.env)) == {ability for ability, names in _ABILITIES.items() if like in names}


@pytest.mark.parametrize(
    ("kind", "abilities", "file"),
    [
        (_Unknown, {"writes_nodes"}, None),
        (_UnknownFiles, {"writes_nodes"}, "posts/a.wiki"),
        (_UnknownCheck, set(), None),
    ],
)
def test_a_builder_of_which_nothing_is_known_gets_plain_text(
    app: SphinxTestApp, kind: type[Builder], abilities: set[str], file: str | None
) -> None:
    builder = kind(app, app.env)
    assert _abilities(builder) == abilities
    assert builders.output_file(builder, "posts/a") == file
    assert builders.newest_template(builder) == 0


@pytest.mark.parametrize(
    ("kind", "file"),
    [(_Slides, "posts/a.html"), (_Folders, "posts/a/index.html"), (_OwnNames, "posts-a.htm"), (_Outside, None)],
)
def test_the_file_of_a_document_is_what_its_builder_writes(
    app: SphinxTestApp, kind: type[Builder], file: str | None
) -> None:
    """Also if it names files by a rule of its own; outside the output folder nothing is ours."""
    assert builders.output_file(kind(app, app.env), "posts/a") == file


@pytest.mark.parametrize("docname", ["index", "a", "a/index", "index/a", "a.b", "indexindex", "a/b/index"])
@pytest.mark.parametrize("name", ["html", "dirhtml", "json"])
def test_the_quick_rule_for_names_of_files_is_that_of_sphinx(app: SphinxTestApp, name: str, docname: str) -> None:
    builder = _made(app, name)
    assert isinstance(builder, StandaloneHTMLBuilder)
    assert f"{app.outdir}/{builders.output_file(builder, docname)}" == str(builder.get_outfilename(docname))
