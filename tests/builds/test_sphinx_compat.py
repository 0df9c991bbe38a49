"""What other projects do not document is as this package takes it to be, in every version."""

from __future__ import annotations

import ast
import json
import logging
import pickle
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from sphinx.addnodes import pending_xref
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.latex import LaTeXBuilder
from sphinx.testing.util import SphinxTestApp
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import is_node_registered, register_node
from sphinx.util.logging import getLogger, pending_logging, pending_warnings

import sphinxext_blog
from sphinxext_blog import sphinx_compat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.builds.site import Site

PACKAGE = Path(sphinxext_blog.__path__[0])
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.stem != "sphinx_compat"]
BUILDING = [path for path in MODULES if "importers" not in path.parts]
"""Importers see nothing of a build: their builders and documents are those of HTML and Markdown."""
DOCUMENTED_IMPORTS = {
    "docutils.nodes",
    "docutils.nodes.make_id",
    "docutils.parsers.rst.directives",
    "sphinx.addnodes",
    "sphinx.addnodes.only",
    "sphinx.addnodes.pending_xref",
    "sphinx.addnodes.start_of_file",
    "sphinx.addnodes.toctree",
    "sphinx.application.Sphinx",
    "sphinx.builders.changes.ChangesBuilder",
    "sphinx.builders.dirhtml.DirectoryHTMLBuilder",
    "sphinx.builders.epub3.Epub3Builder",
    "sphinx.builders.html.StandaloneHTMLBuilder",
    "sphinx.builders.linkcheck.CheckExternalLinksBuilder",
    "sphinx.builders.manpage.ManualPageBuilder",
    "sphinx.builders.singlehtml.SingleFileHTMLBuilder",
    "sphinx.domains.Domain",
    "sphinx.domains.ObjType",
    "sphinx.errors.ExtensionError",
    "sphinx.errors.SphinxError",
    "sphinx.locale._",
    "sphinx.locale.get_translation",
    "sphinx.parsers.Parser",
    "sphinx.project.Project",
    "sphinx.roles.XRefRole",
    "sphinx.transforms.SphinxTransform",
    "sphinx.transforms.post_transforms.SphinxPostTransform",
    "sphinx.util.docutils.SphinxDirective",
    "sphinx.util.logging",
}
"""What the pages "Developing extensions" and "Builders" of Sphinx and the guides of docutils describe."""
PROJECTS = ("docutils", "markdown_it", "mdit_py_plugins", "myst_nb", "myst_parser", "sphinx", "sphinx_design")


def _at_run_time(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes below one, without what only a type checker reads."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            yield from (child, *_at_run_time(child))


def _foreign_imports(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in _at_run_time(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.split(".")[0] in PROJECTS}


def test_only_this_module_imports_what_is_undocumented() -> None:
    imported = {name for path in BUILDING for name in _foreign_imports(ast.parse(path.read_text(encoding="utf-8")))}
    assert imported == DOCUMENTED_IMPORTS
    others = {name for path in MODULES for name in _foreign_imports(ast.parse(path.read_text(encoding="utf-8")))}
    parser = ("markdown_it", "mdit_py_plugins")  # with which importers read posts, through what it documents
    assert {name for name in others - imported if name.split(".")[0] not in parser} == set()


DOCUMENTED_ATTRIBUTES = {
    "app": {
        "builder",
        "confdir",
        "config",
        "connect",
        "disconnect",
        "doctreedir",
        "emit_firstresult",
        "env",
        "outdir",
        "setup_extension",
        "srcdir",
    },
    "registry": set[str](),
    "env": {
        "config",
        "doc2path",
        "docname",
        "found_docs",
        "metadata",
        "note_dependency",
        "path2doc",
        "project",
        "relfn2path",
        "srcdir",
        "titles",
    },
    "builder": {
        "format",
        "get_relative_uri",
        "get_target_uri",
        "name",
        "read",
        "supported_data_uri_images",
        "supported_image_types",
        "supported_remote_images",
    },
    "translator": set[str](),
    "std": {"object_types"},
    "document": {"attributes", "children", "findall", "get", "next_node", "remove", "reporter", "settings"},
}
OWN_ATTRIBUTES = {"env": {"ablog_posts"}, "document": {"posts", "tags"}}
"""What this package adds, and attributes of its own objects of the same name."""


def _attributes(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The object and name of each attribute, those that are requested by name included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner, name = node.value, node.attr
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("getattr", "hasattr"):
            owner, argument = node.args[:2]
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                continue
            name = argument.value
        else:
            continue
        yield ast.unparse(owner).rpartition(".")[2].lstrip("_"), name


def test_every_undocumented_attribute_has_its_reason() -> None:
    found: dict[str, set[str]] = {}
    for path in BUILDING:
        for owner, name in _attributes(ast.parse(path.read_text(encoding="utf-8"))):
            if owner in DOCUMENTED_ATTRIBUTES and not name.startswith("add_"):
                found.setdefault(owner, set()).add(name)
    undocumented = {
        owner: names - DOCUMENTED_ATTRIBUTES[owner] - OWN_ATTRIBUTES.get(owner, set()) for owner, names in found.items()
    }
    assert undocumented == {owner: set(reasons) for owner, reasons in sphinx_compat.READ_ATTRIBUTES.items()}
    read = re.compile(r'domains\["(\w+)"\]\.data(?:\.get\(|\[)"(\w+)"')
    data = {pair for path in MODULES for pair in read.findall(path.read_text(encoding="utf-8"))}
    assert data - {("blog", "records")} == set(sphinx_compat.DOMAIN_DATA)


def test_every_name_has_its_reason() -> None:
    """In the docstring of a function, or in that of the module."""
    assert sphinx_compat.__doc__ is not None
    for name in sphinx_compat.__all__:
        value = getattr(sphinx_compat, name)
        if getattr(value, "__module__", "") == sphinx_compat.__name__:
            assert value.__doc__, name
        elif not name.isupper():
            assert f"``{name}``" in sphinx_compat.__doc__, name


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


def test_a_page_is_marked_as_with_or_without_math(site: Site, tmp_path: Path) -> None:
    site.write({"conf.py": "extensions = ['myst_parser']\n", "index.md": "# Home\n"})
    app = SphinxTestApp("dummy", srcdir=site.src, builddir=tmp_path / "build")
    try:
        app.env.domaindata["math"]["has_equations"]["index"] = False  # as Sphinx before 8.2 notes it
        assert not sphinx_compat.set_has_math(app.env, "index", has_math=True)
        assert sphinx_compat.set_has_math(app.env, "index", has_math=False)
        assert sphinx_compat.set_has_math(app.env, "unknown", has_math=True)
    finally:
        app.cleanup()


_LINKING = """\
# Linking

[x](page.md#a-heading) [x](gone.md#a-heading) [x](file.zip) [x](gone.zip) [x](#somewhere) <project:gone.md>

## A heading
"""


def test_links_are_nodes_of_one_type(site: Site, tmp_path: Path) -> None:
    """Of a document, of another file, and of what does not exist."""
    conf = "extensions = ['myst_parser']\nmyst_heading_anchors = 2\nsuppress_warnings = ['myst', 'toc']\n"
    site.write({"conf.py": conf, "index.md": _LINKING, "page.md": "# Page\n", "file.zip": b"data"})
    app = SphinxTestApp("dummy", srcdir=site.src, builddir=tmp_path / "build")
    try:
        app.build()
        doctree = app.env.get_doctree("index")
        found = [
            (node.tagname, node.get("refdomain"), node["reftarget"], node.get("reftargetid"))
            for node in doctree.findall(nodes.Element)
            if node.get("reftype") == sphinx_compat.MYST_LINK
        ]
        assert found == [
            ("pending_xref", "doc", "page", "a-heading"),
            ("pending_xref", None, "gone.md#a-heading", None),
            ("download_reference", None, "file.zip", None),
            ("pending_xref", None, "gone.zip", None),
            ("pending_xref", None, "somewhere", None),
            ("pending_xref", "doc", "gone", None),
        ]
        assert sphinx_compat.heading_anchors(app.env, "index")["a-heading"] == (5, "a-heading", "A heading")
        assert sphinx_compat.heading_anchors(app.env, "unknown") == {}
    finally:
        app.cleanup()


# -- attributes --------------------------------------------------------------------------------------------------------


@pytest.fixture
def html(tmp_path: Path) -> Iterator[SphinxTestApp]:
    """A web site that has been built."""
    source = tmp_path / "html"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["myst_parser", "sphinxext_blog"]\n', encoding="utf-8")
    index = "# Home\n\n```{toctree}\npage\n```\n"
    (source / "index.md").write_text(index, encoding="utf-8")
    (source / "page.md").write_text("# A *page*\n\nText.\n\n## Section\n\n{eq}`e` [x](#gone)\n", encoding="utf-8")
    made = SphinxTestApp("html", srcdir=source, builddir=tmp_path / "site")
    try:
        made.build()
        yield made
    finally:
        made.cleanup()


def test_the_attributes_exist(html: SphinxTestApp) -> None:
    document = new_document("", html.builder.docsettings)  # type: ignore[attr-defined]
    objects = {
        "app": html,
        "registry": html.registry,
        "env": html.env,
        "builder": html.builder,
        "translator": html.builder.create_translator(document, html.builder),
        "std": html.env.domains["std"],
        "document": document,
    }
    kinds = {"assemble_doctree": LaTeXBuilder, "embedded": Epub3Builder}
    kinds["implementation"] = html.registry.builders["json"]
    for owner, reasons in sphinx_compat.READ_ATTRIBUTES.items():
        for name in reasons:
            assert hasattr(kinds.get(name, objects[owner]), name), (owner, name)
    for name in ("assemble_doctree", "implementation"):
        assert not hasattr(html.builder, name)
    for domain, name in sphinx_compat.DOMAIN_DATA:
        assert name in html.env.domains[domain].data


# -- reading -----------------------------------------------------------------------------------------------------------


def test_the_configuration_is_compared(site: Site, tmp_path: Path) -> None:
    """A new environment has none to compare with."""
    site.write({"conf.py": "", "index.rst": "Home\n====\n"})
    app = SphinxTestApp("dummy", srcdir=site.src, builddir=tmp_path / "build")
    try:
        assert not sphinx_compat.is_config_unchanged(app.env)
        sphinx_compat.enter_phase(app, sphinx_compat.BuildPhase.READING)
        sphinx_compat.complete_reading(app, set(app.builder.read()))
        assert sphinx_compat.is_config_unchanged(app.env)
        assert app.phase is sphinx_compat.BuildPhase.CONSISTENCY_CHECK
    finally:
        app.cleanup()


def test_a_phase_is_entered(app: SphinxTestApp) -> None:
    phases = []
    for phase in (sphinx_compat.BuildPhase.READING, sphinx_compat.BuildPhase.RESOLVING):
        sphinx_compat.enter_phase(app, phase)
        phases.append(app.phase)
    assert phases == [sphinx_compat.BuildPhase.READING, sphinx_compat.BuildPhase.RESOLVING]


def test_an_environment_is_stored_for_the_next_run(app: SphinxTestApp) -> None:
    file = app.doctreedir / "environment.pickle"
    file.unlink()
    sphinx_compat.store_environment(app)
    assert pickle.loads(file.read_bytes()).all_docs.keys() >= {"index", "page"}


def test_a_stored_doctree_is_found_and_loaded(app: SphinxTestApp) -> None:
    assert Path(sphinx_compat.doctree_file(app, "page")).is_file()
    assert not Path(sphinx_compat.doctree_file(app, "gone")).exists()
    assert "Labelled" in sphinx_compat.load_doctree(app, "page").astext()


def test_the_references_of_a_stored_doctree_are_reported(html: SphinxTestApp) -> None:
    html.warning.truncate(0)
    stored = Path(sphinx_compat.doctree_file(html, "page")).read_bytes()
    sphinx_compat.resolve_stored(html, "page", stored)
    assert "equation not found: e" in html.warning.getvalue()


def test_warnings_are_handled_in_another_way(app: SphinxTestApp) -> None:
    """With the level and filters of the handler that is replaced."""
    records: list[logging.LogRecord] = []

    class Handler(sphinx_compat.WarningStreamHandler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    app.config.suppress_warnings = ["blog"]
    sphinx_compat.replace_warning_handlers(lambda handler: Handler(handler.stream))
    app.warning.truncate(0)
    logger = getLogger("sphinxext_blog.test")
    logger.warning("seen", type="test", location=("page", 3))
    logger.warning("suppressed", type="blog")
    logger.info("not a warning")
    assert getattr(records[0], "type", "") == "test"
    assert [logging.LogRecord.getMessage(record).split()[0] for record in records] == ["seen"]
    assert str(getattr(records[0], "location", "")).endswith("page.md:3")
    assert "seen" not in app.warning.getvalue()


class Labelled(nodes.paragraph):
    """A node that only one application knows."""


def test_docutils_is_as_it_was(tmp_path: Path) -> None:
    with sphinx_compat.patched_docutils(tmp_path):
        assert not is_node_registered(Labelled)
        register_node(Labelled)
        assert is_node_registered(Labelled)
    assert not is_node_registered(Labelled)


_NUMBERED = """\
Numbered
========

.. figure:: https://example.org/x.png
   :name: figure

   Caption

.. code-block:: python
   :name: code
   :caption: Caption

   x

.. code-block:: python
   :name: plain

   x
"""


def test_what_has_a_number_is_known(site: Site, tmp_path: Path) -> None:
    toctree = "Home\n====\n\n.. toctree::\n   :numbered:\n\n   page\n"
    site.write({"conf.py": "numfig = True\n", "index.rst": toctree, "page.rst": _NUMBERED})
    app = SphinxTestApp("dummy", srcdir=site.src, builddir=tmp_path / "build")
    try:
        app.build()
        doctree = app.env.get_doctree("page")
        kinds = {
            node["names"][0]: sphinx_compat.numbered_kind(app.env, node)
            for node in doctree.findall(nodes.Element)
            if node.get("names") and not isinstance(node, nodes.section)
        }
        assert kinds == {"figure": "figure", "code": "code-block", "plain": ""}
        numbers = app.env.toc_secnumbers, app.env.toc_fignumbers
        app.env.toc_secnumbers, app.env.toc_fignumbers = {}, {}
        sphinx_compat.assign_numbers(app.env)
        assert (app.env.toc_secnumbers, app.env.toc_fignumbers) == numbers
        assert app.env.toc_fignumbers["page"]["figure"] == {"figure": (1, 1)}
    finally:
        app.cleanup()


# -- resolving ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "result"),
    [
        (("only", "draft and html"), True),
        (("only", "latex"), False),
        (("ifconfig", "language == 'de'"), True),
        (("ifconfig", "builder == 'epub'"), False),
        (("ifconfig", "builder == 'html'"), True),
        (("ifconfig", "no_such_option"), None),
    ],
)
def test_a_condition_is_evaluated_as_when_a_page_is_written(
    site: Site, tmp_path: Path, condition: tuple[str, str], result: bool | None
) -> None:
    site.write({"conf.py": "language = 'de'\n", "index.rst": "Home\n====\n"})
    app = SphinxTestApp("dummy", srcdir=site.src, builddir=tmp_path / "build")
    try:
        tags = sphinx_compat.Tags(["draft", "html"])
        assert sphinx_compat.evaluate_condition(app.config, condition, "html", tags) is result
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()


def test_part_of_a_document_is_resolved_as_in_the_document(app: SphinxTestApp) -> None:
    """By post-transforms that look at the name of the document, without the event for pages."""
    seen: list[str] = []

    class Look(SphinxPostTransform):
        default_priority = 1

        def run(self, **_kwargs: object) -> None:
            seen.append(self.env.docname)

    app.add_post_transform(Look)
    app.connect("doctree-resolved", lambda *_args: seen.append("resolved"))
    document = sphinx_compat.new_document("")
    document.settings.env = app.env
    link = pending_xref("", nodes.inline("", "text"), refdomain="std", reftype="ref")
    document += nodes.paragraph("", "", link)
    link.attributes.update(reftarget="a-label", refdoc="page", refexplicit=False, refwarn=True)
    sphinx_compat.apply_post_transforms(app, document, "page")
    assert seen == ["page"]
    assert document.astext() == "Labelled"
    assert "refid" in next(document.findall(nodes.reference))


class _Foreign(nodes.paragraph):
    """A node of another extension."""


_KEEPER = """\
from sphinx.domains import Domain

class Keeper(Domain):
    name = label = "keeper"
    initial_data = {"nodes": []}

def setup(app):
    app.add_domain(Keeper)
"""


def test_domains_with_nodes_lend_a_copy_of_their_data(site: Site, tmp_path: Path) -> None:
    """For documents with nodes of other extensions only."""
    site.write({"conf.py": _KEEPER, "index.rst": "Home\n====\n"})
    app = SphinxTestApp("dummy", srcdir=site.src, builddir=tmp_path / "build")
    try:
        domain = app.env.domains["keeper"]
        domain.data["nodes"] = [nodes.paragraph()]
        packed = sphinx_compat.pack_foreign_data(app.env)
        assert packed.keys() == {"keeper"}
        document = sphinx_compat.new_document("")
        original = domain.data
        with sphinx_compat.copied_foreign_data(app.env, packed, document):
            assert domain.data is original
        document += _Foreign()
        with sphinx_compat.copied_foreign_data(app.env, packed, document):
            assert domain.data is app.env.domaindata["keeper"]
            assert domain.data is not original
            domain.data["nodes"].clear()
        assert domain.data is app.env.domaindata["keeper"] is original
        assert len(original["nodes"]) == 1
    finally:
        app.cleanup()


def test_titles_in_other_projects_are_known(app: SphinxTestApp) -> None:
    node = pending_xref("", refdomain="std", reftype="ref", reftarget="elsewhere", refexplicit=False, refdoc="page")
    content = nodes.inline("", "elsewhere")
    assert sphinx_compat.inventories_of(app.env) == {}
    app.setup_extension("sphinx.ext.intersphinx")
    from sphinx.ext.intersphinx import InventoryAdapter

    item = _inventory_item("https://example.org/#elsewhere", "Else where")
    adapter = InventoryAdapter(app.env)
    adapter.main_inventory.update({"std:label": {"elsewhere": item}})
    adapter.named_inventory["other"] = {"std:label": {"elsewhere": item}}
    assert sphinx_compat.inventories_of(app.env).keys() == {"other"}
    assert sphinx_compat.title_in_inventories(app.env, "elsewhere") == "Else where"
    assert sphinx_compat.title_in_inventories(app.env, "nowhere") == ""
    for inventory in (None, "", "other"):
        found = sphinx_compat.resolve_external(app.env, node, content, inventory)
        assert found is not None
        assert found.astext() == "Else where"
    assert sphinx_compat.resolve_external(app.env, node, content, "unknown") is None
    found_object = sphinx_compat.inventory_object(app.env, "other", "std:label", "elsewhere")
    assert found_object == ("Other", "https://example.org/#elsewhere")
    assert sphinx_compat.inventory_object(app.env, "other", "std:label", "nowhere") is None
    digest = sphinx_compat.inventories_digest(app.env)
    adapter.named_inventory["other"]["std:label"]["elsewhere"] = _inventory_item(
        "https://example.org/#new", "Else where"
    )
    assert sphinx_compat.inventories_digest(app.env) != digest


def test_limits_are_those_of_intersphinx(app: SphinxTestApp) -> None:
    assert sphinx_compat.intersphinx_limits(app.config) == (5, 10.0)
    app.setup_extension("sphinx.ext.intersphinx")
    assert sphinx_compat.intersphinx_limits(app.config) == (5, 10.0)
    app.config.intersphinx_cache_limit, app.config.intersphinx_timeout = -1, 3
    assert sphinx_compat.intersphinx_limits(app.config) == (-1, 3)


def test_a_download_that_fails_is_an_error_of_the_system(app: SphinxTestApp) -> None:
    for url in ("http://127.0.0.1:1/x", "http://[", "http://exa mple/"):
        with pytest.raises((OSError, ValueError)):
            sphinx_compat.download(app.config, url, 1, 10)


def _inventory_item(uri: str, title: str) -> Any:
    """As the version of Sphinx at hand stores it."""
    try:
        from sphinx.util.inventory import _InventoryItem
    except ImportError:
        return ("Other", "1.0", uri, title)
    return _InventoryItem(project_name="Other", project_version="1.0", uri=uri, display_name=title)


# -- HTML --------------------------------------------------------------------------------------------------------------


def test_what_a_theme_displays_of_other_pages(html: SphinxTestApp, app: SphinxTestApp) -> None:
    assert list(sphinx_compat.relations_of(html.builder)["page"]) == ["index", "index", None]
    assert sphinx_compat.global_context(html.builder)["project"] == html.config.project
    assert sphinx_compat.relations_of(app.builder) == sphinx_compat.global_context(app.builder) == {}
    title = sphinx_compat.render_partial(html.builder, html.env.titles["page"])["title"]
    assert title == "A <em>page</em>"
    tree = sphinx_compat.global_toctree(html.builder, "index", collapse=False)
    assert tree is not None
    assert [node["refuri"] for node in tree.findall(nodes.reference)] == ["page.html", "page.html#section"]
    assert "page.html" in sphinx_compat.render_partial(html.builder, tree)["fragment"]


def test_a_body_is_written_as_on_its_page(html: SphinxTestApp) -> None:
    """The builder knows nothing of it afterwards."""
    builder: Any = html.builder
    before = {name: getattr(builder, name) for name in ("current_docname", "imgpath", "images", "secnumbers")}
    document = sphinx_compat.new_document("")
    section = nodes.section("", nodes.title("", "Heading"), ids=["heading"])
    section += nodes.image(uri="x.png", candidates={"*": "x.png"})
    document += section
    html.env.images.add_file("page", "x.png")
    body = sphinx_compat.render_body(builder, document, "page")
    assert "<h2>Heading" in body
    assert 'src="_images/x.png"' in body
    assert before == {name: getattr(builder, name) for name in before}


def test_templates_are_found_in_further_folders(html: SphinxTestApp, app: SphinxTestApp, tmp_path: Path) -> None:
    builder: Any = html.builder
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "own.html").write_text("own", encoding="utf-8")
    (folder / "layout.html").write_text("not found", encoding="utf-8")
    for _ in range(2):
        sphinx_compat.append_template_folders(builder, [folder])
    assert builder.templates.render("own.html", {}) == "own"
    assert builder.templates.pathchain.count(folder) == 1
    assert not str(builder.templates.environment.get_template("layout.html").filename).startswith(str(folder))
    assert any((path / "layout.html").is_file() for path in sphinx_compat.theme_folders(builder))
    assert sphinx_compat.theme_folders(app.builder) == []
    sphinx_compat.append_template_folders(app.builder, [folder])  # which has no templates


# -- markup of front matter --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("syntax", ["rst", "markdown"])
def test_markup_without_blocks_is_parsed(app: SphinxTestApp, syntax: str) -> None:
    app.env.temp_data["docname"] = "page"
    app.env.temp_data["default_domain"] = None
    before = dict(app.env.metadata["page"])
    settings = get_default_settings(Parser)
    settings.env, settings.smart_quotes = app.env, True
    document = sphinx_compat.new_document("page.md")
    document.settings = settings
    document.reporter = sphinx_compat.reporter_at(document, "page.md", 7)
    where: Any = document.reporter.get_source_and_line
    assert where() == ("page.md", 7)
    parse: Callable[[str], Any] = (
        (lambda text: sphinx_compat.parse_inline_rst(document, text, 7))
        if syntax == "rst"
        else (lambda text: sphinx_compat.parse_inline_markdown(app.env, document, {}, text, 7))
    )
    found = [node.tagname for node in parse("*a* `b`" if syntax == "markdown" else "*a* ``b``")]
    assert found == ["emphasis", "#text", "literal"]
    assert app.env.metadata["page"] == before
    assert sphinx_compat.has_myst(app.env)
    assert document.parse_messages == []


def test_quotes_are_those_of_the_language(app: SphinxTestApp) -> None:
    document = sphinx_compat.new_document("page.md")
    document.settings.env, document.settings.smart_quotes, document.settings.language_code = app.env, True, "en"
    document.settings.smartquotes_locales = []
    app.env.temp_data["docname"] = "page"
    paragraph = nodes.paragraph("", '"text" -- more')
    sphinx_compat.apply_smart_quotes(document, paragraph)
    assert paragraph.astext() == "“text” – more"
    assert paragraph.parent is None


def test_headings_have_a_level_in_old_versions_of_myst(html: SphinxTestApp) -> None:
    document = sphinx_compat.new_document("")
    rubric = nodes.rubric("", "Heading", classes=["blog-title"])
    rubric["heading-level"] = 3
    other = nodes.rubric("", "Heading")
    other["heading-level"] = 3
    document += [rubric, other]
    sphinx_compat.repeat_heading_levels(html, document, "page")
    assert (rubric.get("level"), other.get("level")) == (3, None)


# -- what is used as it is ---------------------------------------------------------------------------------------------


def test_small_functions_do_as_expected(html: SphinxTestApp, tmp_path: Path) -> None:
    assert sphinx_compat.docname_join("blog/index", "../post") == "post"
    assert sphinx_compat.relative_uri("blog/index.html", "post.html") == "../post.html"
    assert sphinx_compat.clean_astext(html.env.titles["page"]) == "A page"
    assert sphinx_compat.column_width("漢a") == 3
    assert sphinx_compat.patmatch("blog/post", "blog/*")
    assert sphinx_compat.Matcher(["blog/**"])("blog/a/b")
    assert sphinx_compat.guess_mimetype("x.png") == "image/png"
    assert sphinx_compat.get_image_size(str(tmp_path / "gone.png")) is None
    html.env.temp_data["docname"] = "page"
    html.config.language = "de"
    assert sphinx_compat.get_image_filename_for_language("/x.png", html.env) == "/x.de.png"
    assert sphinx_compat.search_image_for_language("/x.png", html.env) == "/x.png"
    assert sphinx_compat.get_translator("sphinxext_blog").ngettext("one", "many", 2) == "many"
    assert sphinx_compat.search_languages["en"]
    assert sphinx_compat.SearchEnglish.stopwords
    assert issubclass(html.registry.builders["gettext"], sphinx_compat.I18nBuilder)
    for kind in (sphinx_compat.ifconfig, sphinx_compat.todo_node, sphinx_compat.todolist, sphinx_compat.math_reference):
        assert issubclass(kind, nodes.Element)
    latex = LaTeXBuilder(html, html.env)
    latex.init()
    with pytest.raises(sphinx_compat.NoUri):
        latex.get_target_uri("page")


def test_logging_is_suppressed(app: SphinxTestApp) -> None:
    with sphinx_compat.suppress_logging():
        getLogger("sphinxext_blog.test").warning("not seen")
    assert "not seen" not in app.warning.getvalue()


def test_cards_have_styles() -> None:
    styles = sphinx_compat.card_styles().decode()
    assert all(f".{name}" in styles for name in ("sd-card", "sd-row", "sd-stretched-link"))


def test_the_languages_of_sphinx_are_known() -> None:
    codes = sphinx_compat.translated_languages()
    assert {"de", "zh_CN", "pt_BR"} <= set(codes)
    assert codes == sorted(codes)
    assert not [code for code in codes if code.startswith("_")]
