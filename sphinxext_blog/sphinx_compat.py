"""What this package uses of other projects that they do not document, or that differs between their versions.

Each entry states why it is needed and the versions for which it was checked.  ``tests/builds/test_sphinx_compat.py``
has a test for each, and checks that no other module imports anything undocumented.

Some functions and classes are used as they are.  Other modules import them from here (Sphinx 7.4 to 9.2, docutils 0.20
to 0.22, MyST-Parser 3.0 to 5.2):

- ``BuildPhase``: a builder that only reads must enter the phases, by which extensions determine what is complete.
- ``I18nBuilder``: the base class of builders of message catalogs, of which only one is documented.
- ``Matcher`` and ``patmatch``: the patterns of ``exclude_patterns`` and ``html_sidebars``, which options share.
- ``NoUri``: what builders raise for a document without a URL.
- ``SearchEnglish``: the stop words and the stemmer for words of other scripts in a Chinese index.
- ``WarningStreamHandler``: the class of the handler that prints warnings, which Sphinx buffers while it reads; its
  records have a ``type``, a ``subtype`` and a ``location``.
- ``clean_astext``: the text of a title as labels store it.
- ``column_width``: the width of a text in a terminal or under a heading, where wide characters count twice.
- ``docname_join``: a docname relative to another one.
- ``get_image_filename_for_language`` and ``search_image_for_language``: the file of an image in another language.
- ``get_image_size`` and ``guess_mimetype``: the size of an image, and whether a builder supports its format.
- ``get_translator``: the catalog of the current language, for messages with a plural.
- ``ifconfig``, ``todo_node`` and ``todolist``: nodes that are in the output under a condition.
- ``math_reference``: the node for links to equations that the LaTeX builder creates while it resolves references.
- ``new_document``: a document with the settings that Sphinx parses with.
- ``relative_uri``: a URL relative to another one, as builders create it.
- ``search_languages``: the table of search languages, to which entries can only be added by documented functions.
- ``suppress_logging``: discards the warnings about something that is reported elsewhere.
- ``Tags``: the tags of ``only``, in a set other than that of the current build.

Between events this package changes of the environment only what this list names:

- ``project.docnames``: the docnames of generated pages and of drafts exist while documents are read.
- ``all_docs``: a document that is a draft is removed in the same way as one whose source is deleted.
- ``toc_fignumbers``: posts get figure numbers, since Sphinx numbers only what is in a toctree; they are removed before
  Sphinx compares its numbers with those of the last build (:mod:`.pages.numbering`).
- ``images``: images of one file name get names that do not depend on the order of reading (:mod:`.pages.outputs`).
- ``toctree_includes``: while the page of a post is written, its parent's children include it, since themes of the
  pydata family read them; the next page restores it (:mod:`.render.navigation`).
"""

from __future__ import annotations

import importlib.resources
import logging
import pickle
import re
import time
import zlib
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import myst_parser
import sphinx
import sphinx.locale
from docutils import nodes
from docutils.languages import get_language
from docutils.parsers.rst.states import Inliner
from docutils.utils import Reporter, column_width
from jinja2 import FileSystemLoader
from myst_parser.config.main import merge_file_level
from myst_parser.inventory import filter_sphinx_inventories
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx.addnodes import only, pending_xref
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders.gettext import I18nBuilder
from sphinx.builders.latex.nodes import math_reference
from sphinx.environment import CONFIG_OK
from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.errors import NoUri
from sphinx.ext.ifconfig import ifconfig, process_ifconfig_nodes
from sphinx.ext.intersphinx import (
    inventory_exists,
    resolve_reference_any_inventory,
    resolve_reference_detect_inventory,
    resolve_reference_in_inventory,
)
from sphinx.ext.todo import todo_node, todolist
from sphinx.locale import get_translator
from sphinx.search import languages as search_languages
from sphinx.search.en import SearchEnglish
from sphinx.transforms import SphinxSmartQuotes, SphinxTransformer
from sphinx.util import docname_join, requests
from sphinx.util.build_phase import BuildPhase
from sphinx.util.docutils import LoggingReporter, docutils_namespace, new_document, patch_docutils
from sphinx.util.i18n import get_image_filename_for_language, search_image_for_language
from sphinx.util.images import get_image_size, guess_mimetype
from sphinx.util.logging import MemoryHandler, WarningStreamHandler, get_node_location, suppress_logging
from sphinx.util.matching import Matcher, patmatch
from sphinx.util.nodes import clean_astext, process_only_nodes
from sphinx.util.osutil import relative_uri
from sphinx.util.tags import Tags

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.project import Project
    from sphinx.util import FilenameUniqDict

__all__ = [
    "DOMAIN_DATA",
    "EXITS_EARLY",
    "FINDS_MATH_BY_DOCNAME",
    "INDEXES_ALL",
    "MYST_LINK",
    "MYST_STOPS_AT_INVALID_YAML",
    "READ_ATTRIBUTES",
    "STOPS_AT_INVALID_BYTES",
    "BuildPhase",
    "I18nBuilder",
    "Matcher",
    "NoUri",
    "SearchEnglish",
    "Tags",
    "WarningStreamHandler",
    "append_template_folders",
    "apply_post_transforms",
    "apply_smart_quotes",
    "assign_numbers",
    "bibliography_digest",
    "card_styles",
    "cited_works",
    "clean_astext",
    "column_width",
    "complete_reading",
    "copied_foreign_data",
    "defined_names",
    "docname_join",
    "doctree_file",
    "download",
    "drop_warnings",
    "drop_warnings_about",
    "empty_document",
    "enter_phase",
    "evaluate_condition",
    "forget_document",
    "get_image_filename_for_language",
    "get_image_size",
    "get_translator",
    "global_context",
    "global_toctree",
    "guess_mimetype",
    "has_myst",
    "heading_anchors",
    "ifconfig",
    "intersphinx_limits",
    "inventories_digest",
    "inventories_of",
    "inventory_match",
    "inventory_object",
    "is_config_unchanged",
    "listeners_of",
    "load_doctree",
    "math_reference",
    "names_in_conf",
    "new_document",
    "note_image_names",
    "notebook_position",
    "numbered_kind",
    "pack_foreign_data",
    "parse_inline_markdown",
    "parse_inline_rst",
    "patched_docutils",
    "patmatch",
    "prune_search_words",
    "purge_document",
    "read_again",
    "register_heading_levels",
    "relations_of",
    "relative_uri",
    "remove_image",
    "remove_source_path",
    "render_body",
    "render_partial",
    "repeat_heading_levels",
    "replace_warning_handlers",
    "reporter_at",
    "resolve_external",
    "resolve_stored",
    "search_image_for_language",
    "search_languages",
    "set_has_math",
    "set_source_path",
    "store_environment",
    "suppress_logging",
    "theme_folders",
    "title_in_inventories",
    "todo_node",
    "todolist",
    "translated_languages",
    "warnings_mark",
]

# -- attributes --------------------------------------------------------------------------------------------------------

READ_ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "app": {
        "extensions": "which extensions a project loads: some options depend on them",
        "parallel": "whether other processes write pages, so that templates are compiled before",
        "registry": "what extensions have registered, see below",
        "tags": "the tags for `only`",
    },
    "registry": {
        "html_assets_policy": "whether each page loads all style sheets; only the setter is documented",
        "translation_handlers": "whether an extension has registered visitors for one builder, which hides others",
    },
    "env": {
        "all_docs": "the documents that have been read, unlike found_docs",
        "clear_doc": "removes what a document has stored, without the event for extensions",
        "dependencies": "the included files of a document, whose drafts have to be found",
        "dlfiles": "the files of downloads, which are deleted with the post",
        "domains": "all domains, for references and inventories; get_domain() needs a name",
        "files_to_rebuild": "the documents whose toctrees have to be written again",
        "find_files": "finds documents for a command that does not read them",
        "glob_toctrees": "the documents whose toctrees have patterns, which match new pages",
        "images": "the output names of images",
        "reread_always": "the documents that are read in each build, which are not read twice",
        "settings": "the encoding of sources",
        "temp_data": "data of the document that is read; current_document does not exist before Sphinx 8.2",
        "toc_fignumbers": "the numbers of figures",
        "toc_secnumbers": "the numbers of sections",
        "tocs": "the toctrees of each document",
        "toctree_includes": "the documents in the toctrees of each document",
    },
    "builder": {
        "assemble_doctree": "builders with it merge documents",
        "embedded": "builders with it write books",
        "env": "the environment; only that of the application is documented",
        "get_outfilename": "the output file of a document",
        "imagedir": "the folder of images",
        "images": "the files of images to copy",
        "imgpath": "the path to the folder of images from the current page",
        "implementation": "builders with it write data instead of pages",
        "out_suffix": "the suffix of output files",
        "outdir": "the output folder; only that of the application is documented",
        "search": "whether there is a search index",
        "srcdir": "the source folder; only that of the application is documented",
        "templates": "the template bridge, whose methods are documented",
    },
    "translator": {
        "body": "the parts of the page",
        "builder": "the builder, for the names of images",
        "cloak_email": "mail addresses are written as docutils writes them",
        "cloak_mailto": "as above",
        "depart_table": "the tags that a theme writes for a table",
        "emptytag": "an image with more attributes than Sphinx supports",
        "encode": "as cloak_email",
        "settings": "whether mail addresses are cloaked",
        "starttag": "elements that docutils does not write",
        "visit_math": "math in titles, by the renderer that the site has chosen",
        "visit_table": "as depart_table",
    },
    "std": {
        "anonlabels": "the labels of the standard domain, for texts of links before they are resolved",
        "labels": "as above, with titles",
        "objects": "terms, options and others, for fingerprints",
        "progoptions": "as above",
    },
    "document": {
        "autofootnote_refs": "parsed footnotes: lines of a removed section are kept if the rest refers to them",
        "autofootnotes": "as above",
        "citation_refs": "as above, for citations",
        "citations": "as above",
        "footnote_refs": "as above",
        "footnotes": "as above",
        "note_implicit_target": "the heading of a document without one",
        "refnames": "as above, for links by name",
        "set_id": "the id of a generated page",
        "substitution_defs": "as above, for substitutions",
        "symbol_footnote_refs": "as above",
        "symbol_footnotes": "as above",
    },
}
"""The undocumented attributes that this package reads, with the reason (Sphinx 7.4 to 9.2, docutils 0.20 to 0.22).

The attributes of builders are those of :class:`~sphinx.builders.html.StandaloneHTMLBuilder` unless they distinguish
builders.  :mod:`.builders` reads most of them.
"""

DOMAIN_DATA = (("std", "labels"), ("std", "anonlabels"), ("math", "objects"), ("citation", "citations"))
"""The data of Sphinx's domains that this package reads, for the texts of links (Sphinx 7.4 to 9.2)."""

# -- Sphinx: differences between versions ------------------------------------------------------------------------------

INDEXES_ALL = sphinx.version_info < (8, 2)
"""Whether the search ignores the class ``no-search``, so that it would find the words of a post in all its listings."""
FINDS_MATH_BY_DOCNAME = sphinx.version_info < (8, 2)
"""Whether Sphinx looks for math when a document is read, not when its page is written."""
EXITS_EARLY = sphinx.version_info < (8, 2)
"""Whether Sphinx exits before it writes if nothing is outdated."""
STOPS_AT_INVALID_BYTES = sphinx.version_info >= (9, 0)
"""Whether a source file that is not UTF-8 stops the build."""
MYST_STOPS_AT_INVALID_YAML = int(myst_parser.__version__.partition(".")[0]) < 5  # noqa: PLR2004 - a version
"""Whether some invalid front matter stops the build (MyST-Parser before 5.0)."""

# -- Sphinx: events and the environment --------------------------------------------------------------------------------


def translated_languages() -> list[str]:
    """Return the codes of the languages that Sphinx itself is translated into, sorted.

    The folders in ``sphinx/locale`` (Sphinx 7.4 to 9.2): the documentation of ``language`` lists them, no API does.
    """
    folders = Path(sphinx.locale.__file__).parent.iterdir()
    return sorted(path.name for path in folders if re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", path.name))


def listeners_of(app: Sphinx, event: str) -> Iterator[Callable[..., Any]]:
    """Yield the handlers that are connected to an event, in the order in which Sphinx calls them.

    ``EventManager.listeners`` (Sphinx 7.4 to 9.2).  Whether another extension changes the text of a source file decides
    whether its front matter is known before it is read; and feeds have nodes that other extensions replace only when
    ``doctree-resolved`` is emitted, which must not happen a second time for the page itself.
    """
    listeners = sorted(app.events.listeners.get(event, ()), key=lambda listener: listener.priority)
    yield from (listener.handler for listener in listeners)


_PATHS_ARE_STRINGS = sphinx.version_info < (8, 0)


def set_source_path(project: Project, docname: str, path: Path) -> None:
    """Map a docname to a file, or to a path that does not exist.

    ``Project._docname_to_path`` (Sphinx 7.4 to 9.2, with strings before 8.0): ``Project.discover`` fills it from the
    source folder, and a generated page has no file there.
    """
    project.docnames.add(docname)
    paths: dict[str, Any] = project._docname_to_path  # noqa: SLF001 - there is no public way
    paths[docname] = str(path) if _PATHS_ARE_STRINGS else path


def remove_source_path(project: Project, docname: str) -> None:
    """Remove a docname that :func:`set_source_path` has added."""
    project.docnames.discard(docname)
    project._docname_to_path.pop(docname, None)  # noqa: SLF001 - as above


def remove_image(images: FilenameUniqDict, path: str) -> None:
    """Remove an image that no document shows.

    ``FilenameUniqDict._existing`` (Sphinx 7.4 to 9.2): the public ``purge_doc`` only removes all images of a document.
    """
    images._existing.discard(images.pop(path)[1])  # noqa: SLF001 - there is no public way


def note_image_names(images: FilenameUniqDict) -> None:
    """Note the names of images that were renamed, so that no other image gets one of them.

    ``FilenameUniqDict._existing`` (Sphinx 7.4 to 9.2): there is no public way to rename.
    """
    images._existing = {name for _, name in images.values()}  # noqa: SLF001


def set_has_math(env: BuildEnvironment, docname: str, *, has_math: bool) -> bool:
    """Set whether Sphinx loads what displays math on a page; return whether it does now.

    ``MathDomain.data["has_equations"]`` (Sphinx 7.4 to 8.1): Sphinx asks for the math of the document that was read,
    and a listing has that of others.  From Sphinx 8.2 on, it looks at the page.
    """
    known: dict[str, bool] = env.domaindata["math"]["has_equations"]
    before = known.get(docname, True)
    if docname in known:
        known[docname] = has_math
    return before


def purge_document(app: Sphinx, docname: str) -> None:
    """Remove the data of a document from the environment, as ``Builder.read`` does before it reads one again.

    ``BuildEnvironment.clear_doc`` (Sphinx 7.4 to 9.2); extensions remove theirs at the documented event.
    """
    app.emit("env-purge-doc", app.env, docname)
    app.env.clear_doc(docname)


def read_again(app: Sphinx, docname: str, *, in_cache: bool = True) -> None:
    """Read a document once more, as Sphinx reads one that has changed.

    The parameter ``_cache`` of ``Builder.read_doc`` (Sphinx 7.4 to 9.2).

    :param in_cache: whether Sphinx keeps the doctree in memory until it writes; it does so if it has read the document.
    """
    purge_document(app, docname)
    app.builder.read_doc(docname, _cache=in_cache)


def forget_document(app: Sphinx, docname: str) -> None:
    """Remove a document from the environment, as Sphinx does if its source is deleted.

    ``BuildEnvironment.all_docs``, ``Project.docnames`` and ``Builder.doctreedir`` (Sphinx 7.4 to 9.2).
    """
    purge_document(app, docname)
    app.env.all_docs.pop(docname, None)
    app.env.project.docnames.discard(docname)
    (Path(app.doctreedir) / f"{docname}.doctree").unlink(missing_ok=True)


def defined_names(env: BuildEnvironment, docnames: Collection[str] | None = None) -> set[str]:
    """Return the names that some documents define in the domains of others, or that all documents define.

    Parsing a document overwrites what another one has defined with the same name, and nothing brings that back when
    the document is purged.  ``Domain.get_objects`` is documented; ``MathDomain.equations`` (Sphinx 7.4 to 9.2) is not,
    and that domain does not list its objects.
    """
    names = {
        name
        for domain in env.domains.values()
        for name, _display, kind, owner, *_ in (domain.get_objects() if domain.name != "blog" else ())
        if (docnames is None or owner in docnames) and not (domain.name == "std" and kind == "doc")
    }
    equations = cast("Mapping[str, tuple[str, int]]", getattr(env.domains["math"], "equations", {}))
    return names | {label for label, (owner, _) in equations.items() if docnames is None or owner in docnames}


def warnings_mark() -> dict[MemoryHandler, int]:
    """Return how many messages wait to be printed; see :func:`drop_warnings`.

    While it reads, Sphinx buffers warnings in a handler of its logger: ``pending_warnings()``, and
    ``pending_logging()`` in a parallel reader (Sphinx 7.4 to 9.2).  With ``--exception-on-warning`` it does not.
    """
    handlers = logging.getLogger("sphinx").handlers
    return {handler: len(handler.buffer) for handler in handlers if isinstance(handler, MemoryHandler)}


def drop_warnings(mark: Mapping[MemoryHandler, int]) -> None:
    """Drop the warnings since a mark: those about a text that no one is to see, or that is read once more."""
    for handler, start in mark.items():
        handler.buffer[start:] = [record for record in handler.buffer[start:] if record.levelno < logging.WARNING]


def drop_warnings_about(env: BuildEnvironment, docname: str) -> None:
    """Drop the warnings about a document that is read once more, which gives them again.

    ``SphinxLogRecord.location`` is a node, a docname with or without a line, or a path with a line; a parallel reader
    hands on texts only (Sphinx 7.4 to 9.2).
    """
    path = str(env.doc2path(docname))

    def is_about(record: logging.LogRecord) -> bool:
        location = getattr(record, "location", None)
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        elif isinstance(location, tuple):
            location = location[0]
        return location == docname or str(location).startswith(f"{path}:")

    for handler in warnings_mark():
        handler.buffer[:] = [
            record for record in handler.buffer if record.levelno < logging.WARNING or not is_about(record)
        ]


def prune_search_words(builder: Builder, docnames: Collection[str]) -> None:
    """Remove words that no document has from the index of the search.

    ``IndexBuilder.prune`` removes documents and leaves their words without a document in the published file, those of
    including drafts of an earlier preview.  ``IndexBuilder._mapping`` and ``_title_mapping`` are dicts of sets
    of docnames by word (Sphinx 7.4 to 9.2).
    """
    indexer = getattr(builder, "indexer", None)
    known = set(docnames)  # sets are compared by the smaller one
    for name in ("_mapping", "_title_mapping"):
        words = cast("dict[str, set[str]]", getattr(indexer, name, {}))
        for word in [word for word, found in words.items() if found.isdisjoint(known)]:
            del words[word]


# -- Sphinx: reading, and checks without a build -----------------------------------------------------------------------


def names_in_conf(config: Config) -> Mapping[str, object]:
    """Return all names in ``conf.py`` with their values, whether they are options or not.

    ``Config._raw_config`` (Sphinx 7.4 to 9.2): Sphinx reports unknown names only if they are given on the command line.
    """
    return dict(config._raw_config)  # noqa: SLF001 - as above


def is_config_unchanged(env: BuildEnvironment) -> bool:
    """Return whether documents need not be read again because of the configuration or extensions.

    ``BuildEnvironment.config_status`` (Sphinx 7.4 to 9.2): Sphinx does not read the documents that this package adds.
    """
    return env.config_status == CONFIG_OK


def complete_reading(app: Sphinx, updated: set[str]) -> None:
    """Number sections and figures, and check consistency, as ``Builder.build`` does between reading and writing.

    ``BuildEnvironment.check_dependents`` and ``check_consistency`` (Sphinx 7.4 to 9.2): commands that do not write have
    to report what a build reports.
    """
    app.env.config_status = CONFIG_OK  # it is read with this configuration now
    list(app.env.check_dependents(app, updated))
    enter_phase(app, BuildPhase.CONSISTENCY_CHECK)
    app.env.check_consistency()


def enter_phase(app: Sphinx, phase: BuildPhase) -> None:
    """Set the phase of the build, which before Sphinx 8 is an attribute of the application (Sphinx 7.4 to 9.2)."""
    if isinstance(vars(Sphinx).get("phase"), property):
        app.builder.phase = phase
    else:
        app.phase = phase  # type: ignore[misc]


@contextmanager
def patched_docutils(confdir: Path) -> Iterator[None]:
    """Restore what Sphinx changes of docutils, as ``sphinx-build`` does.

    ``patch_docutils`` and ``docutils_namespace`` (Sphinx 7.4 to 9.2): commands create an application themselves.
    """
    with patch_docutils(str(confdir)), docutils_namespace():
        yield


def store_environment(app: Sphinx) -> None:
    """Store the environment for the next run.

    ``ENV_PICKLE_FILENAME`` (Sphinx 7.4 to 9.2): Sphinx stores it only in a build that writes.
    """
    with (Path(app.doctreedir) / ENV_PICKLE_FILENAME).open("wb") as file:
        pickle.dump(app.env, file, pickle.HIGHEST_PROTOCOL)


def doctree_file(app: Sphinx, docname: str) -> str:
    """Return the path of the stored doctree of a document, which need not exist (Sphinx 7.4 to 9.2).

    A string, since this package looks for thousands of these files in each build.
    """
    return f"{app.doctreedir}/{docname}.doctree"


def load_doctree(app: Sphinx, docname: str) -> nodes.document:
    """Return the stored doctree of a document; ``env.get_doctree`` would keep the content of each file in memory."""
    with Path(doctree_file(app, docname)).open("rb") as file:
        doctree: nodes.document = pickle.load(file)  # noqa: S301 - Sphinx has stored it
    return doctree


def resolve_stored(app: Sphinx, docname: str, stored: bytes) -> None:
    """Resolve the references of a stored doctree, for the warnings.

    ``BuildEnvironment.apply_post_transforms`` (Sphinx 7.4 to 9.2): nothing is written.
    """
    doctree: nodes.document = pickle.loads(stored)  # noqa: S301 - Sphinx has stored it
    doctree.settings.env = app.env
    doctree.reporter = LoggingReporter(str(app.env.doc2path(docname)))
    app.env.apply_post_transforms(doctree, docname)


def replace_warning_handlers(create: Callable[[WarningStreamHandler], logging.Handler]) -> None:
    """Replace the handlers that print warnings by others with the same level and filters.

    ``WarningStreamHandler`` (Sphinx 7.4 to 9.2): commands report warnings in a form of their own.  The filters apply
    ``suppress_warnings`` and turn locations into texts.
    """
    logger = logging.getLogger("sphinx")
    for handler in logger.handlers[:]:
        if isinstance(handler, WarningStreamHandler):
            logger.removeHandler(handler)
            replacement = create(handler)
            replacement.setLevel(handler.level)
            for filtering in handler.filters:
                replacement.addFilter(filtering)
            logger.addHandler(replacement)


def numbered_kind(env: BuildEnvironment, node: nodes.Element) -> str:
    """Return the kind by which ``numfig`` numbers a node; empty for other nodes.

    ``StandardDomain.is_enumerable_node``, ``get_numfig_title`` and ``get_enumerable_node_type`` (Sphinx 7.4 to 9.2):
    Sphinx numbers only documents in toctrees.
    """
    std: Any = env.domains["std"]
    if std.is_enumerable_node(node) and std.get_numfig_title(node):
        return str(std.get_enumerable_node_type(node))
    return ""


def assign_numbers(env: BuildEnvironment) -> None:
    """Replace the numbers of sections, figures and equations by those of the current toctrees.

    ``TocTreeCollector`` (Sphinx 7.4 to 9.2): Sphinx does so only after the event at which pages are planned.
    """
    collector = TocTreeCollector()
    with suppress_logging():
        collector.assign_section_numbers(env)
        collector.assign_figure_numbers(env)


# -- Sphinx: resolving -------------------------------------------------------------------------------------------------


def evaluate_condition(config: Config, condition: tuple[str, str], builder_name: str, tags: Tags) -> bool | None:
    """Return the result of a condition of ``only`` or ``ifconfig``; None if it cannot be evaluated.

    ``process_only_nodes`` and ``process_ifconfig_nodes`` (Sphinx 7.4 to 9.2): Sphinx evaluates conditions when it
    writes a page, but excerpts are extracted when it is read.
    """
    kind, expression = condition
    document = new_document("")
    # Sphinx reports errors when it writes the page. The reporter that Sphinx shares between new documents must
    # not be changed, since the warnings of other documents use it.
    document.reporter = LoggingReporter("", Reporter.SEVERE_LEVEL)
    document += (only if kind == "only" else ifconfig)("", nodes.paragraph(), expr=expression)
    with suppress_logging():
        if kind == "only":
            process_only_nodes(document, tags)
        else:
            app: Any = SimpleNamespace(config=config, builder=SimpleNamespace(name=builder_name))
            process_ifconfig_nodes(app, document, "")
    if any(isinstance(node, nodes.system_message) for node in document.children):
        return None
    return isinstance(document[0] if document.children else None, nodes.paragraph)


def apply_post_transforms(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Apply all post-transforms to part of a document, without the event that follows for a page.

    ``SphinxTransformer``, ``SphinxComponentRegistry.get_post_transforms`` and ``temp_data["docname"]`` (Sphinx 7.4 to
    9.2): excerpts are resolved as in the document of the post.
    """
    transformer = SphinxTransformer(document)
    transformer.set_environment(app.env)
    transformer.add_transforms(app.registry.get_post_transforms())
    env = app.env
    before = env.temp_data.get("docname", docname)
    env.temp_data["docname"] = docname
    try:
        transformer.apply_transforms()
    finally:
        env.temp_data["docname"] = before


_PACKAGES_WITHOUT_NODES = frozenset(("docutils", "myst_parser", "sphinx", "sphinx_design", __package__))
"""The packages whose domains store no nodes, or that have none."""


def pack_foreign_data(env: BuildEnvironment) -> dict[str, bytes]:
    """Return the data of the domains of other extensions that contains nodes, pickled, by the name of the domain.

    ``BuildEnvironment.domaindata`` (Sphinx 7.4 to 9.2).  Post-transforms may fill such nodes with text and move
    them into a document.  An excerpt is resolved separately from its post: without the copy, the nodes would be filled
    twice, with ids of the excerpt in the post.
    """
    foreign = {name: domain for name, domain in env.domains.items() if _is_foreign(domain)}
    packed = {name: pickle.dumps(domain.data, pickle.HIGHEST_PROTOCOL) for name, domain in foreign.items()}
    return {name: data for name, data in packed.items() if b"docutils.nodes" in data}


@contextmanager
def copied_foreign_data(env: BuildEnvironment, packed: Mapping[str, bytes], document: nodes.document) -> Iterator[None]:
    """Replace the data of domains by a copy in a ``with`` block, if a document has nodes of other extensions.

    ``Domain.data`` is the entry of ``BuildEnvironment.domaindata`` (Sphinx 7.4 to 9.2).

    :param packed: from :func:`pack_foreign_data`.
    """
    if not packed or not any(_is_foreign(node) for node in document.findall(nodes.Element)):
        yield
        return
    originals = {name: env.domaindata[name] for name in packed}
    for name, data in packed.items():
        env.domaindata[name] = env.domains[name].data = pickle.loads(data)  # noqa: S301 - packed by this process
    try:
        yield
    finally:
        for name, original in originals.items():
            env.domaindata[name] = env.domains[name].data = original


def _is_foreign(thing: object) -> bool:
    return type(thing).__module__.partition(".")[0] not in _PACKAGES_WITHOUT_NODES


def resolve_external(
    env: BuildEnvironment, node: pending_xref, content: nodes.inline, inventory: str | None
) -> nodes.reference | None:
    """Return the reference to another project that intersphinx makes; None if no inventory has its target.

    ``resolve_reference_detect_inventory``, ``resolve_reference_any_inventory``, ``resolve_reference_in_inventory`` and
    ``inventory_exists`` (Sphinx 7.4 to 9.2): plain-text excerpts contain the texts of links.

    :param inventory: the name of the only inventory to search; None for the default, empty for all of them.
    """
    if inventory is None:
        return resolve_reference_detect_inventory(env, node, content)
    if not inventory:
        return resolve_reference_any_inventory(env, False, node, content)  # noqa: FBT003 - its signature
    exists = inventory_exists(env, inventory)
    return resolve_reference_in_inventory(env, inventory, node, content) if exists else None


def inventories_of(env: BuildEnvironment) -> dict[str, Any]:
    """Return the inventories of other projects by name; none without intersphinx.

    ``BuildEnvironment.intersphinx_named_inventory`` (Sphinx 7.4 to 9.2).
    """
    return getattr(env, "intersphinx_named_inventory", None) or {}


def inventory_object(env: BuildEnvironment, inventory: str, kind: str, name: str) -> tuple[str, str] | None:
    """Return (name of the project, URL) of an object of a type, such as ``py:function``; None if there is none.

    Until Sphinx 8.1, the entries are tuples; from 8.2 on, access by index is deprecated.
    """
    entry = inventories_of(env).get(inventory, {}).get(kind, {}).get(name)
    return _project_and_url(entry) if entry is not None else None


def intersphinx_limits(config: Config) -> tuple[int, float]:
    """Return the age of cached inventories in days, and the timeout in seconds; the defaults without intersphinx.

    Sphinx itself has no timeout by default, so that a server could stop a build.
    """
    limit, timeout = getattr(config, "intersphinx_cache_limit", 5), getattr(config, "intersphinx_timeout", None)
    return limit, timeout or _TIMEOUT


_TIMEOUT = 10.0
_MAX_SECONDS = 60
"""The maximum time of a download: a timeout only limits the time between two parts of it."""


def download(config: Config, url: str, timeout: float, max_size: int) -> bytes:
    """Return the content of a URL, as intersphinx requests it: with the user agent and certificates of the options.

    ``sphinx.util.requests.get`` with ``_user_agent`` and ``_tls_info`` (Sphinx 7.4 to 9.2).  Content of more
    than the maximum size is not read to its end.

    :raises OSError: if the URL cannot be requested; errors of ``requests`` are OSErrors.
    """
    tls_info = (config.tls_verify, config.tls_cacerts)
    end = time.monotonic() + _MAX_SECONDS
    with requests.get(url, timeout=timeout, stream=True, _user_agent=config.user_agent, _tls_info=tls_info) as response:
        response.raise_for_status()
        data = bytearray()
        for chunk in response.iter_content(65_536):
            data += chunk
            if time.monotonic() > end:
                raise TimeoutError(f"not complete after {_MAX_SECONDS} seconds")
            if len(data) > max_size:
                break
    return bytes(data)


def _project_and_url(entry: Any) -> tuple[str, str]:
    return (entry.project_name, entry.uri) if hasattr(entry, "uri") else (entry[0], entry[2])


def inventories_digest(env: BuildEnvironment) -> str:
    """Return the checksum of all objects in inventories, with their projects and URLs."""
    checksum = 0
    for name, objects_by_type in sorted(inventories_of(env).items()):
        for kind, objects in sorted(objects_by_type.items()):
            entries = (_project_and_url(entry) for entry in objects.values())
            text = "\0".join((name, kind, *objects, *(part for entry in entries for part in entry)))
            checksum = zlib.crc32(text.encode("utf-8", "surrogatepass"), checksum)
    return f"{checksum:08x}"


# -- sphinxcontrib-bibtex ----------------------------------------------------------------------------------------------


def bibliography_digest(env: BuildEnvironment) -> str:
    """Return the digest of the BibTeX files; empty without sphinxcontrib-bibtex.

    ``BibtexDomain.bibdata`` (sphinxcontrib-bibtex 2.5 to 2.7): the domain updates its citations after this extension
    has computed its fingerprints, and changed files do not change its objects.
    """
    domain = _bibtex_domain(env)
    if domain is None:
        return ""
    digest = sha256()
    for path in domain.bibdata.bibfiles:
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def cited_works(env: BuildEnvironment, keys: str) -> list[tuple[list[str], str]]:
    """Return (last names of the authors or editors, year) of the works that a role cites; empty if one is unknown.

    ``BibtexDomain.bibdata`` and ``.bibliographies`` (sphinxcontrib-bibtex 2.5 to 2.7), and ``Person`` of pybtex 0.25
    and 0.26: labels do not exist before all documents are read.

    :param keys: as in the role, with text in braces before and after each.
    """
    domain = _bibtex_domain(env)
    if domain is None:
        return []
    entries = domain.bibdata.data.entries
    prefixes = sorted({"", *(bibliography.keyprefix for bibliography in domain.bibliographies.values())})
    names = [key.strip() for key in re.sub(r"\{[^{}]*\}", "", keys).split(",")]
    works = [next((key for prefix in prefixes if (key := name.removeprefix(prefix)) in entries), "") for name in names]
    return [_authors_and_year(entries[key]) for key in works] if all(works) else []


def _bibtex_domain(env: BuildEnvironment) -> Any | None:
    """Return the domain of sphinxcontrib-bibtex; None without it, also if another extension has one of its name."""
    if "cite" not in env.domains:
        return None
    domain = env.domains["cite"]
    return domain if hasattr(domain, "bibdata") else None


def _authors_and_year(entry: Any) -> tuple[list[str], str]:
    persons = entry.persons.get("author") or entry.persons.get("editor") or ()
    names = [" ".join(map(str, (*person.rich_prelast_names, *person.rich_last_names))) for person in persons]
    return names, str(entry.fields.get("year") or entry.fields.get("date", "")[:4])


# -- Sphinx: HTML ------------------------------------------------------------------------------------------------------


def relations_of(builder: Builder) -> Mapping[str, Sequence[str | None]]:
    """Return the parent and the neighbors in the toctrees of each document; empty for other builders than HTML.

    ``StandaloneHTMLBuilder.relations`` (Sphinx 7.4 to 9.2): a post in a toctree is treated like all other documents.
    """
    return cast("Mapping[str, Sequence[str | None]]", getattr(builder, "relations", {}))


def global_context(builder: Builder) -> Mapping[str, Any]:
    """Return the values that all templates of a theme get, such as its options; empty for other builders than HTML.

    ``StandaloneHTMLBuilder.globalcontext`` (Sphinx 7.4 to 9.2): whether the theme itself shows previous and next.
    """
    return cast("Mapping[str, Any]", getattr(builder, "globalcontext", {}))


def render_partial(builder: Builder, node: nodes.Node) -> Mapping[str, str]:
    """Return parts of a node as HTML, among them ``title`` and ``fragment``.

    ``StandaloneHTMLBuilder.render_partial`` (Sphinx 7.4 to 9.2): titles in navigation have their markup.
    """
    return cast("Mapping[str, str]", builder.render_partial(node))  # type: ignore[attr-defined]  # of HTML builders


def global_toctree(builder: Builder, docname: str, *, collapse: bool, **options: Any) -> nodes.Element | None:
    """Return the toctree that themes display on a page; None if there is none.

    ``global_toctree_for_doc`` (Sphinx 7.4 to 9.2, with ``tags`` since 9.0): the page of a post, which is in no toctree,
    displays that of another document.
    """
    if "tags" in (global_toctree_for_doc.__kwdefaults__ or {}):
        options["tags"] = builder.tags
    return global_toctree_for_doc(builder.env, docname, builder, collapse=collapse, **options)


_PAGE_ATTRIBUTES = ("current_docname", "dlpath", "fignumbers", "images", "imgpath", "secnumbers")
"""What a builder stores about the page that it is writing."""


def render_body(builder: StandaloneHTMLBuilder, document: nodes.document, docname: str) -> str:
    """Return a resolved document as HTML, written as if for the page of another document, with headings from level 2.

    The attributes that ``StandaloneHTMLBuilder.write_doc`` sets, ``post_process_images`` and the ``fragment`` of a
    translator (Sphinx 7.4 to 9.2): feeds contain posts as the theme's translator writes them.
    """
    with _page_attributes(builder, docname):
        builder.post_process_images(document)
        document.settings = builder.docsettings
        visitor: Any = builder.create_translator(document, builder)
        visitor.section_level = 1  # headings begin below that of the entry
        document.walkabout(visitor)
        return "".join(visitor.fragment)


@contextmanager
def _page_attributes(builder: StandaloneHTMLBuilder, docname: str) -> Iterator[None]:
    """Set the attributes of a builder for the page of a document, and restore them."""
    before = {name: getattr(builder, name, None) for name in _PAGE_ATTRIBUTES}
    uri, env = builder.get_target_uri(docname), builder.env
    builder.current_docname = docname
    builder.imgpath, builder.dlpath = relative_uri(uri, "_images"), relative_uri(uri, "_downloads")
    builder.secnumbers = env.toc_secnumbers.get(docname, {})
    builder.fignumbers = env.toc_fignumbers.get(docname, {})
    builder.images = {}  # it contains those of the documents that were written in this run
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(builder, name, value)


def theme_folders(builder: Builder) -> list[Path]:
    """Return the folders with the templates of the theme and its parents.

    ``StandaloneHTMLBuilder.theme`` and ``HTMLTheme.get_theme_dirs`` (Sphinx 7.4 to 9.2, with strings before 8.0):
    themes can override the templates of this package.
    """
    theme: Any = getattr(builder, "theme", None)
    return [Path(folder) for folder in theme.get_theme_dirs()] if theme is not None else []


def append_template_folders(builder: Builder, folders: Sequence[Path]) -> None:
    """Add folders of templates to a builder, after all others, unless it already has them.

    ``BuiltinTemplateLoader.loaders`` and ``pathchain`` (Sphinx 7.4 to 9.2): ``templates_path`` is the author's.  Sphinx
    also looks in these folders for templates that are newer than a page.
    """
    templates = getattr(builder, "templates", None)
    loaders, chain = getattr(templates, "loaders", None), getattr(templates, "pathchain", None)
    if isinstance(loaders, list) and isinstance(chain, list) and folders[0] not in chain:
        loaders += map(FileSystemLoader, folders)
        chain += folders


# -- docutils ----------------------------------------------------------------------------------------------------------


def empty_document(document: nodes.document) -> None:
    """Remove all that parsing has put into a document, before any transform looks at it.

    ``nodes.document`` notes footnotes, targets and ids in lists and dicts beside its tree, which a new one has empty,
    and its transformer has a list of transforms that belong to pending nodes (docutils 0.20 to 0.22).
    """
    for name, value in vars(nodes.document(document.settings, document.reporter)).items():
        if isinstance(value, (list, dict)) and name != "attributes":
            setattr(document, name, value)
    transforms = document.transformer.transforms
    transforms[:] = [entry for entry in transforms if entry[2] is None]


def reporter_at(document: nodes.document, source: str, line: int) -> LoggingReporter:
    """Return a separate reporter with a fixed location.

    ``Reporter.get_source_and_line`` (docutils 0.20 to 0.22) and ``LoggingReporter`` (Sphinx 7.4 to 9.2): Sphinx shares
    one reporter between all documents.
    """
    shared = document.reporter
    reporter: Any = LoggingReporter(source, shared.report_level, shared.halt_level, shared.debug_flag)
    reporter.get_source_and_line = lambda number=None: (source, number or line)
    return cast("LoggingReporter", reporter)


def parse_inline_rst(document: nodes.document, text: str, line: int) -> Sequence[nodes.Node]:
    """Return the nodes of a text in reStructuredText without blocks.

    ``Inliner`` and the attributes that it reads from the state of the parser (docutils 0.20 to 0.22): front matter may
    contain markup.
    """
    inliner = Inliner()
    inliner.init_customizations(document.settings)
    language = get_language(document.settings.language_code, document.reporter)
    memo = SimpleNamespace(document=document, reporter=document.reporter, language=language, inliner=inliner)
    with suppress_logging():  # docutils has already reported problems of the field
        return inliner.parse(text, line, memo, document)[0]


def apply_smart_quotes(document: nodes.document, paragraph: nodes.paragraph) -> None:
    """Apply smart quotes, dashes and ellipses as in the text of the post.

    ``SphinxSmartQuotes`` (Sphinx 7.4 to 9.2): it is applied to whole documents only.

    :param document: an otherwise empty document, which contains the paragraph only meanwhile.
    """
    document.children = [paragraph]
    paragraph.parent = document
    SphinxSmartQuotes(document, startnode=None).apply()
    paragraph.parent = None  # the paragraph is not part of a document


# -- MyST-Parser -------------------------------------------------------------------------------------------------------

MYST_LINK = "myst"
"""The type of the nodes that MyST generates from links (MyST-Parser 3.0 to 5.2).

A path that is a document becomes a ``pending_xref`` of the domain ``doc``, with its docname as the target and the
fragment as ``reftargetid``; another file becomes a ``download_reference``; a path that does not exist, or a label,
becomes a ``pending_xref`` without a domain, with the target as the author wrote it.  Whether a path exists is decided
while the document is read, so the document must be read again if the answer changes.
"""


def heading_anchors(env: BuildEnvironment, docname: str) -> Mapping[str, tuple[int, str, str]]:
    """Return (line, id, text) of the headings of a document, by the anchors that MyST generates for them.

    The metadata ``myst_slugs`` (MyST-Parser 3.0 to 5.2), by which links with a fragment are resolved.
    """
    metadata = env.metadata[docname] if docname in env.titles else {}
    return cast("Mapping[str, tuple[int, str, str]]", metadata.get("myst_slugs", {}))


def has_myst(env: BuildEnvironment) -> bool:
    """Return whether a project loads MyST-Parser, by ``env.myst_config`` (MyST-Parser 3.0 to 5.2)."""
    return hasattr(env, "myst_config")


def parse_inline_markdown(
    env: BuildEnvironment, document: nodes.document, front_matter: Mapping[str, Any], text: str, line: int
) -> Sequence[nodes.Node]:
    """Return the nodes of a text in MyST Markdown without blocks.

    ``merge_file_level``, ``create_md_parser``, ``SphinxRenderer`` and the ``document`` option of its parser
    (MyST-Parser 3.0 to 5.2): front matter may contain markup.

    :param document: an empty document.
    :param front_matter: that of the document that is read, which may change the configuration of MyST.
    """
    config: Any = env.myst_config  # type: ignore[attr-defined]  # MyST's
    config = merge_file_level(config, dict(front_matter), lambda *_: None)  # MyST itself warns of problems
    parser = create_md_parser(config, SphinxRenderer)
    parser.options["document"] = document
    metadata = dict(env.metadata[env.docname])
    state: dict[str, Any] = {}
    tokens = parser.parseInline(text, state)
    for token in tokens:
        token.map = [line - 1, line]
    parser.renderer.render(tokens, parser.options, state)
    env.metadata[env.docname] = metadata  # the renderer stores the word count of this text there
    return document.children


def title_in_inventories(env: BuildEnvironment, target: str) -> str:
    """Return the text of a link of MyST to another project; empty if no inventory has its target.

    ``filter_sphinx_inventories`` (MyST-Parser 3.0 to 5.2): MyST looks for a name without a role in this way.
    """
    domains = env.config.myst_ref_domains
    matches = filter_sphinx_inventories(inventories_of(env), targets=target)
    return next((match.text or match.name for match in matches if domains is None or match.domain in domains), "")


def inventory_match(node: nodes.Element) -> tuple[str, str, str] | None:
    """Return (inventory, type, name) of the object that a link of MyST refers to; None for any other link.

    The attribute ``inv_match`` (MyST-Parser 3.0 to 5.2): ``[text](inv:key#name)`` is resolved while it is read.  It
    contains the inventory, the domain, the type and the name, joined by colons; parts with colons are in quotes.
    """
    match = _INVENTORY_MATCH.fullmatch(str(node.get("inv_match", "")))
    if match is None:
        return None
    inventory, domain, kind, name = (part[1:-1] if ":" in part else part for part in match.groups())
    return inventory, f"{domain}:{kind}", name


_INVENTORY_MATCH = re.compile(r'("[^"]*"|[^:]*):([^:]*):("[^"]*"|[^:]*):(.*)')


def repeat_heading_levels(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Copy the level of generated headings to the attribute that MyST 3 reads (event: doctree-resolved).

    The rubric visitor of MyST-Parser 3.0 replaces that of Sphinx and does not support ``heading-level``.
    """
    if app.builder.format == "html":
        is_generated = doctree.get("source", "").endswith(".sphinxblog")
        for rubric in doctree.findall(nodes.rubric):
            is_blog_heading = is_generated or any(name.startswith("blog-") for name in rubric["classes"])
            if is_blog_heading and "heading-level" in rubric:
                rubric["level"] = rubric["heading-level"]


def register_heading_levels(app: Sphinx) -> None:
    """Connect :func:`repeat_heading_levels` with MyST-Parser before 4.0."""
    if int(myst_parser.__version__.partition(".")[0]) < 4:  # noqa: PLR2004 - a version
        app.connect("doctree-resolved", repeat_heading_levels, priority=950)


# -- MyST-NB -----------------------------------------------------------------------------------------------------------

_LINES_OF_A_CELL = 10_000


def notebook_position(line: int) -> tuple[int, int] | None:
    """Return the cell of a notebook, and the line in it, of a line number; None for any other number.

    ``notebook_to_tokens`` numbers the lines of a cell from 10,000 times its number, counted from 1 (MyST-NB 1.0 to
    1.4).
    """
    cell, row = divmod(line, _LINES_OF_A_CELL)
    return (cell - 1, max(row - 1, 0)) if cell else None


# -- sphinx-design -----------------------------------------------------------------------------------------------------


@cache
def card_styles() -> bytes:
    """Return the style sheet with the grids and cards of sphinx-design (sphinx-design 0.6 to 0.8).

    Listings in the style of cards are made of them, also on sites that do not load sphinx-design.
    """
    package = importlib.resources.files("sphinx_design")
    names = ("static/sphinx-design.min.css", "compiled/style.min.css")  # since version 0.8, and before
    return next(file.read_bytes() for name in names if (file := package / name).is_file())
