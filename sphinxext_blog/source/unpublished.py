"""Removal of documents and sections that reading finds to be unpublished, because of a directive or a template.

At that time, parsing has stored names in the domains (objects, equations, terms), and no transform has run.  The names
are purged as Sphinx purges a document, and the document is emptied, so that later steps process nothing of it.  After
reading, a draft is removed, and a document with unpublished sections is read again without them (:mod:`..drafts`).
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain import blog_domain
from ..model.post import Blanking
from ..sphinx_compat import defined_names, drop_warnings, empty_document, warnings_mark
from .blanking import Sources, apply_blanking, find_blanking

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = [
    "Reading",
    "file_type",
    "note_included",
    "remove_document",
    "remove_sections",
    "source_kind",
    "start_reading",
]

READING = "blog_reading"
"""The key of a :class:`Reading` in ``env.temp_data``."""


@dataclass(slots=True)
class Reading:
    """The state of a document while it is read."""

    texts: dict[str, str]
    """The parsed texts by the path of an included file; the document's own text has an empty path."""
    warnings_start: Any = field(default_factory=warnings_mark)
    """The position of the first warning about the document."""


def source_kind(env: BuildEnvironment, path: str) -> str:
    """Return the kind of a source file: ``rst``, ``ipynb``, or ``md`` for any other."""
    if path.endswith(".ipynb"):
        return "ipynb"
    return "rst" if file_type(env, path) == "restructuredtext" else "md"


def file_type(env: BuildEnvironment, path: str) -> str:
    """Return the type of a source file, by which Sphinx selects the parser: that of its first suffix."""
    return next((kind for suffix, kind in env.config.source_suffix.items() if path.endswith(suffix)), "")


def start_reading(env: BuildEnvironment, docname: str, text: str) -> str:
    """Store the text of a document before it is parsed, and return it without unpublished sections."""
    blanking = blog_domain(env).build.blankings.get(docname)
    if blanking is not None:
        text = apply_blanking(blanking, "", text, source_kind(env, str(env.doc2path(docname, base=False))))
    env.temp_data[READING] = Reading({"": text})
    return text


def note_included(app: Sphinx, path: Path, _parent: str, content: list[str]) -> None:
    """Store the text of an included file, without unpublished sections (event: include-read).

    The handler is connected only while it is needed.
    """
    env = app.env
    kind = source_kind(env, str(env.doc2path(env.docname, base=False)))
    folder = Path(env.srcdir).resolve()
    name = _relative((folder / path).resolve(), folder)
    blanking = blog_domain(env).build.blankings.get(env.docname)
    if blanking is not None:
        content[0] = apply_blanking(blanking, name, content[0], "rst" if kind == "rst" else "md")
    env.temp_data[READING].texts[name] = content[0]


def remove_document(env: BuildEnvironment, document: nodes.document) -> tuple[str, ...]:
    """Remove an unpublished document and the warnings about it; return the names that it defined.

    Names that it took over from other documents are removed as well.
    """
    reading: Reading = env.temp_data[READING]
    drop_warnings(reading.warnings_start)
    names = defined_names(env, {env.docname})
    env.clear_doc(env.docname)
    empty_document(document)
    return tuple(sorted(names))


def remove_sections(
    env: BuildEnvironment,
    document: nodes.document,
    sections: Sequence[nodes.section],
    *,
    dates: tuple[datetime | None, ...],
    posts: int,
    kept: int,
) -> Blanking:
    """Remove the whole document, and return the lines to omit when it is read again; see :class:`Blanking`."""
    reading: Reading = env.temp_data[READING]
    kind = source_kind(env, str(env.doc2path(env.docname, base=False)))
    own = Path(env.doc2path(env.docname)).resolve()

    def path_of(source: str | None) -> str:
        path = Path(source or own).resolve()
        return "" if path == own else _relative(path, Path(env.srcdir).resolve())

    def resolve(argument: str) -> str:
        return _relative(Path(env.relfn2path(argument)[1]).resolve(), Path(env.srcdir).resolve())

    sources = Sources(texts=reading.texts, kind=kind, path_of=path_of, resolve=resolve)
    lines = find_blanking(document, sections, sources)
    names = remove_document(env, document)
    return Blanking(lines=lines, dates=dates, posts=posts, kept=kept, names=names)


def _relative(path: Path, folder: Path) -> str:
    """Return a path in the form of the event for included texts."""
    return posixpath.relpath(path.as_posix(), folder.as_posix())
