"""What reading finds to be unpublished: documents and sections that a directive, or a template, makes drafts.

Parsing has noted names in the domains by then (objects, equations, terms), and no transform has run yet.  So the names
are purged as Sphinx purges those of a document, and the document is emptied: whatever follows sees nothing of it.
When all is read, a document that is a draft is forgotten, and one that holds unpublished sections is read again
without them (:mod:`..drafts`).
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain import blog_domain
from ..model.post import Blanking
from ..sphinx_compat import defined_names, drop_warnings, empty_document, warnings_mark
from .blanking import Sources, blanked, find_blanking

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["Reading", "file_type", "kind_of", "note_included", "remove_document", "remove_sections", "start_reading"]

READING = "blog_reading"
"""The key of a :class:`Reading` in ``env.temp_data``."""


@dataclass(slots=True)
class Reading:
    """A document while it is read."""

    texts: dict[str, str]
    """The texts that it is parsed from, by the path of an included file; its own under an empty one."""
    mark: Any = field(default_factory=warnings_mark)
    """Where the warnings about it begin."""


def kind_of(env: BuildEnvironment, path: str) -> str:
    """Return the kind of a source file: ``rst``, ``ipynb``, or ``md`` for any other."""
    if path.endswith(".ipynb"):
        return "ipynb"
    return "rst" if file_type(env, path) == "restructuredtext" else "md"


def file_type(env: BuildEnvironment, path: str) -> str:
    """Return the type of a source file, which tells Sphinx the parser: that of the first suffix that it has."""
    return next((kind for suffix, kind in env.config.source_suffix.items() if path.endswith(suffix)), "")


def start_reading(env: BuildEnvironment, docname: str, text: str) -> str:
    """Note the text of a document before it is parsed, and return it without the sections that are not published."""
    blanking = blog_domain(env).build.blankings.get(docname)
    if blanking is not None:
        text = blanked(blanking, "", text, kind_of(env, str(env.doc2path(docname, base=False))))
    env.temp_data[READING] = Reading({"": text})
    return text


def note_included(app: Sphinx, path: Path, _parent: str, content: list[str]) -> None:
    """Do the same for an included text (event: include-read; connected only while it is of use)."""
    env = app.env
    kind = kind_of(env, str(env.doc2path(env.docname, base=False)))
    folder = Path(env.srcdir).resolve()
    name = _relative((folder / path).resolve(), folder)
    blanking = blog_domain(env).build.blankings.get(env.docname)
    if blanking is not None:
        content[0] = blanked(blanking, name, content[0], "rst" if kind == "rst" else "md")
    env.temp_data[READING].texts[name] = content[0]


def remove_document(env: BuildEnvironment, document: nodes.document) -> tuple[str, ...]:
    """Remove a document of which nothing is published, and the warnings about it; return the names that it defined.

    The names that it took from other documents are gone with its own.
    """
    reading: Reading = env.temp_data[READING]
    drop_warnings(reading.mark)
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
    """Remove the whole document, and return what it is to be read again without; see :class:`Blanking`."""
    reading: Reading = env.temp_data[READING]
    kind = kind_of(env, str(env.doc2path(env.docname, base=False)))
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
    """Return a path as the event for included texts has it."""
    return posixpath.relpath(path.as_posix(), folder.as_posix())
