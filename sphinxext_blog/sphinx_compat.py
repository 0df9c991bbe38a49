"""What this package uses of other projects that they do not document, or that differs between their versions.

Each entry states why it is needed and the versions for which it was checked.  ``tests/builds/test_sphinx_compat.py``
has a test for each.

Between events this package changes of the environment only what this list names:

- ``project.docnames``: the docnames of generated pages and of drafts exist while documents are read.
- ``all_docs``: a document that is a draft is removed as Sphinx removes one whose source is gone.
- ``toc_fignumbers``: posts get figure numbers, since Sphinx numbers only what is in a toctree; they are removed before
  Sphinx compares its numbers with those of the last build (:mod:`.pages.numbering`).
- ``images``: images of one file name get names that do not depend on the order of reading (:mod:`.pages.outputs`).
- ``toctree_includes``: while the page of a post is written, its parent's children include it, since themes of the
  pydata family read them; the next page restores it (:mod:`.render.navigation`).
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import sphinx
from docutils import nodes
from sphinx.util.logging import MemoryHandler, get_node_location

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.project import Project
    from sphinx.util import FilenameUniqDict

__all__ = [
    "MYST_LINK",
    "defined_names",
    "drop_warnings",
    "drop_warnings_about",
    "empty_document",
    "forget_document",
    "heading_anchors",
    "listeners_of",
    "note_image_names",
    "notebook_position",
    "prune_search_words",
    "purge_document",
    "read_again",
    "remove_image",
    "remove_source_path",
    "set_has_math",
    "set_source_path",
    "warnings_mark",
]

# -- Sphinx ------------------------------------------------------------------------------------------------------------


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
    """Let a docname lead to a file, or to a path that no file has.

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
    """Remove what the environment knows of a document, as ``Builder.read`` does before it reads one again.

    ``BuildEnvironment.clear_doc`` (Sphinx 7.4 to 9.2); extensions remove theirs at the documented event.
    """
    app.emit("env-purge-doc", app.env, docname)
    app.env.clear_doc(docname)


def read_again(app: Sphinx, docname: str) -> None:
    """Read a document once more, into the cache of what is about to be written as well.

    ``Builder.read_doc`` (Sphinx 7.4 to 9.2).
    """
    purge_document(app, docname)
    app.builder.read_doc(docname)


def forget_document(app: Sphinx, docname: str) -> None:
    """Remove a document from the environment, as Sphinx does with one whose source is gone.

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

    While it reads, Sphinx holds warnings back in a handler of its logger: ``pending_warnings()``, and
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
    a draft that was shown in a preview among them.  ``IndexBuilder._mapping`` and ``_title_mapping`` are dicts of sets
    of docnames by word (Sphinx 7.4 to 9.2).
    """
    indexer = getattr(builder, "indexer", None)
    known = set(docnames)  # sets are compared by the smaller one
    for name in ("_mapping", "_title_mapping"):
        words = cast("dict[str, set[str]]", getattr(indexer, name, {}))
        for word in [word for word, found in words.items() if found.isdisjoint(known)]:
            del words[word]


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


# -- MyST-Parser -------------------------------------------------------------------------------------------------------

MYST_LINK = "myst"
"""The type of the nodes that MyST generates from links (MyST-Parser 4.0 to 5.2).

A path that is a document becomes a ``pending_xref`` of the domain ``doc``, with its docname as the target and the
fragment as ``reftargetid``; another file becomes a ``download_reference``; a path that does not exist, or a label,
becomes a ``pending_xref`` without a domain, with the target as the author wrote it.  Whether a path exists is decided
while the document is read, so the document must be read again if the answer changes.
"""


def heading_anchors(env: BuildEnvironment, docname: str) -> Mapping[str, tuple[int, str, str]]:
    """Return (line, id, text) of the headings of a document, by the anchors that MyST generates for them.

    The metadata ``myst_slugs`` (MyST-Parser 4.0 to 5.2), by which links with a fragment are resolved.
    """
    metadata = env.metadata[docname] if docname in env.titles else {}
    return cast("Mapping[str, tuple[int, str, str]]", metadata.get("myst_slugs", {}))


# -- MyST-NB -----------------------------------------------------------------------------------------------------------

_LINES_OF_A_CELL = 10_000


def notebook_position(line: int) -> tuple[int, int] | None:
    """Return the cell of a notebook, and the line in it, that a line number stands for; None for any other number.

    ``notebook_to_tokens`` numbers the lines of a cell from 10,000 times its number, counted from 1 (MyST-NB 1.0 to
    1.4).
    """
    cell, row = divmod(line, _LINES_OF_A_CELL)
    return (cell - 1, max(row - 1, 0)) if cell else None
