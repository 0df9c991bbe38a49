"""References: what a document refers to, noted while it is read, as plain values.

One record per document serves all that follows: the fingerprints of pages that show something of other documents, the
warnings of roles without a target, and the question whether a document has to be read again because a file that it
names has appeared or disappeared.  What else a post mentions, such as names in its code, belongs here as a further
field of :class:`DocumentReferences`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ANY", "DOCUMENT", "DocumentReferences", "FileLookups", "Reference", "merge_references"]

ANY = ""
"""The domain of a reference that every domain may resolve, such as ``any`` and MyST's links."""
DOCUMENT = "doc"
"""The domain that MyST gives to links whose path leads to a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference to a document, a label or an object, not resolved."""

    domain: str
    """The domain that resolves it, :data:`ANY` or :data:`DOCUMENT`."""
    type: str
    """The type, mostly the name of the role."""
    target: str
    """The name of the target as the author wrote it; the docname where the domain is :data:`DOCUMENT`."""
    anchor: str = ""
    """The place in the target, where it is kept apart from its name."""
    docname: str
    """The document that a relative name starts from."""
    is_explicit: bool = False
    """Whether the author wrote the text of the link, so that the title of the target is not displayed."""
    excerpts: tuple[str, ...] = ()
    """The anchors of the posts whose excerpts contain it; an empty one for the post that is the whole document."""
    line: int = field(default=0, compare=False)
    """The line of the first of such references in the document; 0 if unknown."""

    @property
    def key(self) -> tuple[str, str, str, str, str, bool]:
        """Everything that decides what it leads to and displays."""
        return self.domain, self.type, self.target, self.anchor, self.docname, self.is_explicit


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLookups:
    """The files that a document looked for while it was read, by their paths from the source folder.

    The parser decides by them what a link is, so the document has to be read again if the answer changes.
    """

    existing: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    patterns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Each pattern, with the files that matched it."""

    @property
    def is_empty(self) -> bool:
        """Return whether no file was looked for."""
        return not (self.existing or self.missing or self.patterns)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReferences:
    """What one document refers to."""

    references: tuple[Reference, ...] = ()
    """Each once, sorted; of posts all, of other documents those that may lead to a post or a generated page."""
    files: FileLookups = FileLookups()


def merge_references(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """Return each reference once, sorted, with all the excerpts that contain it and the first line."""
    found: dict[tuple[str, str, str, str, str, bool], Reference] = {}
    for reference in references:
        other = found.setdefault(reference.key, reference)
        if other is not reference and (other.excerpts, other.line) != (reference.excerpts, reference.line):
            excerpts = tuple(sorted({*other.excerpts, *reference.excerpts}))
            line = min(filter(None, (other.line, reference.line)), default=0)
            found[reference.key] = replace(other, excerpts=excerpts, line=line)
    return tuple(found[key] for key in sorted(found))
