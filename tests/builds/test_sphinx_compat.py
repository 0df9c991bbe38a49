"""What other projects do not document is as this package takes it to be, in every version."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from sphinx.testing.util import SphinxTestApp
from sphinx.util.logging import getLogger, pending_logging, pending_warnings

from sphinxext_blog import sphinx_compat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.builds.site import Site

_PAGE = """\
# Page

(a-label)=
## Labelled

```{py:function} module.function()
```

```{c:function} int c_function(int a)
```

```{glossary}
Term
  Said.
```

```{math}
:label: formula

e
```
"""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[SphinxTestApp]:
    """A project that has been read."""
    source = tmp_path / "src"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["myst_parser", "sphinxext_blog"]\n', encoding="utf-8")
    (source / "index.md").write_text("# Home\n\n```{toctree}\npage\n```\n", encoding="utf-8")
    (source / "page.md").write_text(_PAGE, encoding="utf-8")
    made = SphinxTestApp("dummy", srcdir=source, builddir=tmp_path / "build")
    try:
        made.build()
        yield made
    finally:
        made.cleanup()


def test_handlers_of_an_event_are_known(app: SphinxTestApp) -> None:
    def handler(*_args: object) -> None:
        """Do nothing."""

    assert handler not in sphinx_compat.listeners_of(app, "source-read")
    app.connect("source-read", handler)
    assert handler in sphinx_compat.listeners_of(app, "source-read")


def test_names_in_all_domains_are_known(app: SphinxTestApp) -> None:
    names = {"a-label", "module.function", "c_function", "Term", "formula"}
    assert names <= sphinx_compat.defined_names(app.env)
    assert names <= sphinx_compat.defined_names(app.env, {"page"})
    assert not names & sphinx_compat.defined_names(app.env, {"index"})
    assert "page" not in sphinx_compat.defined_names(app.env)


def test_a_document_is_purged_and_read_again(app: SphinxTestApp) -> None:
    purged: list[str] = []
    app.connect("env-purge-doc", lambda _app, _env, docname: purged.append(docname))
    sphinx_compat.purge_document(app, "page")
    assert purged == ["page"]
    assert "page" not in app.env.all_docs
    assert not sphinx_compat.defined_names(app.env, {"page"})
    sphinx_compat.read_again(app, "page")
    assert "page" in app.env.all_docs
    assert "module.function" in sphinx_compat.defined_names(app.env, {"page"})


def test_a_document_is_forgotten(app: SphinxTestApp) -> None:
    doctree = app.doctreedir / "page.doctree"
    assert doctree.is_file()
    sphinx_compat.forget_document(app, "page")
    assert not doctree.exists()
    assert "page" not in app.env.all_docs
    assert "page" not in app.env.found_docs


@pytest.mark.parametrize("context", [pending_warnings, pending_logging], ids=["serial", "parallel"])
def test_warnings_that_wait_are_dropped(app: SphinxTestApp, context: object) -> None:
    """Those since the mark; what is only logged stays."""
    logger = getLogger("sphinxext_blog.test")
    assert callable(context)
    with context():
        logger.warning("first")
        mark = sphinx_compat.warnings_mark()
        assert mark
        logger.warning("second")
        logger.info("third")
        sphinx_compat.drop_warnings(mark)
        logger.warning("fourth")
    told = app.warning.getvalue()
    assert [word in told for word in ("first", "second", "fourth")] == [True, False, True]
    assert logging.getLogger("sphinx").handlers


def test_warnings_about_a_document_are_dropped(app: SphinxTestApp) -> None:
    """However they say where it is."""
    logger = getLogger("sphinxext_blog.test")
    node = nodes.paragraph()
    node.source, node.line = str(app.env.doc2path("page")), 3
    other = nodes.paragraph()
    other.source, other.line = str(app.env.doc2path("index")), 3
    dropped: list[Any] = ["page", ("page", 3), node, f"{app.env.doc2path('page')}:3"]
    kept: list[Any] = ["index", ("index", 3), other, None]
    with pending_warnings():
        for location in dropped:
            logger.warning("gone", location=location)
        for location in kept:
            logger.warning("kept", location=location)
        sphinx_compat.drop_warnings_about(app.env, "page")
    told = app.warning.getvalue()
    assert (told.count("gone"), told.count("kept")) == (0, 4)


def test_nothing_of_a_document_is_left() -> None:
    text = (
        ".. rst-class:: lead\n\n.. contents::\n\nTitle\n=====\n\nA [#]_ [1]_ [*]_ [CIT]_ |sub| `link`_ name_ id__\n\n"
        "__ https://example.org\n.. _link: name_\n.. |sub| replace:: text\n.. [#] a\n.. [1] b\n.. [*] c\n.. [CIT] d\n"
    )
    document = new_document("text", get_default_settings(Parser))
    Parser().parse(text, document)
    document.transformer.add_transforms([])
    assert [entry for entry in document.transformer.transforms if entry[2] is not None]
    sphinx_compat.empty_document(document)
    empty = new_document("text", get_default_settings(Parser))
    for name, value in vars(empty).items():
        if isinstance(value, (list, dict)) and name != "attributes":
            assert getattr(document, name) == value, name
    assert not [entry for entry in document.transformer.transforms if entry[2] is not None]
    document.transformer.apply_transforms()
    assert document.children == []
    assert isinstance(document, nodes.document)


def test_words_without_a_document_leave_the_index(app: SphinxTestApp) -> None:
    class Indexer:
        _mapping = {"kept": {"page"}, "gone": set[str](), "draft": {"draft"}}  # noqa: RUF012
        _title_mapping = {"title": {"draft"}}  # noqa: RUF012

    app.builder.indexer = Indexer()  # type: ignore[attr-defined]
    sphinx_compat.prune_search_words(app.builder, {"page"})
    assert (Indexer._mapping, Indexer._title_mapping) == ({"kept": {"page"}}, {})


def test_lines_of_a_notebook_are_those_of_its_cells(site: Site) -> None:
    """MyST-NB itself: a section that is not published goes, in whichever cell it is."""
    pytest.importorskip("myst_nb")
    sources = [
        ("markdown", "# News\n\n## First\n\n```{post} 2026-01-01\n```\n\nText.\n"),
        ("code", "1 + 1"),
        ("markdown", "More.\n\n(label)=\n## Zymurgy\n\n```{post} 2026-05-01\n```\n\nZymotic.\n"),
        ("code", "zythum = 2"),
        ("markdown", "Zymic.\n\n## Last\n\n```{post} 2026-01-03\n```\n\nThe end.\n"),
    ]
    cells: list[dict[str, object]] = [
        {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": text}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for number, (kind, text) in enumerate(sources)
    ]
    metadata = {"language_info": {"name": "python", "pygments_lexer": "python"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    conf = 'extensions = ["myst_nb", "sphinxext_blog"]\nnb_execution_mode = "off"\nhtml_copy_source = False\n'
    conf += 'source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}\n'
    site.write({"conf.py": conf, "index.md": "# Home\n\n```{toctree}\nnews\n```\n", "news.ipynb": json.dumps(notebook)})
    build = site.build()
    assert build.warnings == []
    text = build.main("news.html").get_text()
    assert "More." in text
    assert "The end." in text
    assert not any(b"zy" in path.read_bytes().lower() for path in build.out.rglob("news.html"))
    assert not any(word in build.text("searchindex.js") for word in ("zymurg", "zymot", "zymic", "zythum"))


def test_a_docname_leads_to_a_path(site: Site, tmp_path: Path) -> None:
    site.write({"conf.py": "", "index.md": "# Home\n"})
    app = SphinxTestApp("dummy", srcdir=site.src, builddir=tmp_path / "build")
    try:
        project = app.env.project
        sphinx_compat.set_source_path(project, "generated", tmp_path / "file.md")
        assert "generated" in project.docnames
        assert str(project.doc2path("generated", absolute=False)) == str(tmp_path / "file.md")
        sphinx_compat.remove_source_path(project, "generated")
        assert "generated" not in project.docnames
        assert str(project.doc2path("generated", absolute=False)) != str(tmp_path / "file.md")
    finally:
        app.cleanup()


def test_the_names_of_images_are_free_and_taken_again(site: Site, tmp_path: Path) -> None:
    site.write({"conf.py": "", "index.md": "# Home\n"})
    app = SphinxTestApp("dummy", srcdir=site.src, builddir=tmp_path / "build")
    images = app.env.images
    app.cleanup()
    images.add_file("one", "a/x.png")
    images["a/x.png"] = (images["a/x.png"][0], "renamed.png")
    sphinx_compat.note_image_names(images)
    assert images.add_file("two", "b/x.png") == "x.png"
    sphinx_compat.remove_image(images, "b/x.png")
    assert images.add_file("three", "c/x.png") == "x.png"
    assert images.add_file("four", "d/renamed.png") != "renamed.png"


def test_handlers_are_in_the_order_of_their_priority(site: Site, tmp_path: Path) -> None:
    site.write({"conf.py": "", "index.md": "# Home\n"})
    app = SphinxTestApp("dummy", srcdir=site.src, builddir=tmp_path / "build")
    try:
        app.connect("doctree-read", print, priority=900)
        app.connect("doctree-read", repr, priority=1)
        found = list(sphinx_compat.listeners_of(app, "doctree-read"))
        assert (found[0], found[-1]) == (repr, print)
    finally:
        app.cleanup()


def test_a_page_is_said_to_have_math_or_none(site: Site, tmp_path: Path) -> None:
    site.write({"conf.py": "extensions = ['myst_parser']\n", "index.md": "# Home\n"})
    app = SphinxTestApp("dummy", srcdir=site.src, builddir=tmp_path / "build")
    try:
        app.env.domaindata["math"]["has_equations"]["index"] = False  # as Sphinx before 8.2 notes it
        assert not sphinx_compat.set_has_math(app.env, "index", has_math=True)
        assert sphinx_compat.set_has_math(app.env, "index", has_math=False)
        assert sphinx_compat.set_has_math(app.env, "unknown", has_math=True)
    finally:
        app.cleanup()
