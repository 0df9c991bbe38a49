"""The references of documents, recorded while Sphinx reads them, as plain values.

They are used for the fingerprints of pages, for warnings of roles without target, for mentions, and to reread a
document if a file that it refers to is added or removed.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, TypeAlias

from .record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .code_names import CodeName

__all__ = [
    "ANY",
    "DOCUMENT",
    "INVENTORY",
    "DocumentReferences",
    "FileLookups",
    "Reference",
    "ReferenceKey",
    "merge_references",
]

ReferenceKey: TypeAlias = tuple[str, str, str, str, str, bool, tuple[tuple[str, str | int], ...]]
"""The values by which references are distinguished."""

ANY = ""
"""The domain of a reference that every domain may resolve, such as ``any`` and MyST's links."""
DOCUMENT = "doc"
"""The domain of MyST's links to documents by path."""
INVENTORY = "inv"
"""The domain of MyST's links to objects of other projects, resolved while reading; the type is that in the inventory,
such as ``py:function``, and the context contains the name of the inventory.
"""


@record
class Reference:
    """A reference to a document, a label or an object, not resolved."""

    domain: str
    """The domain that resolves it, :data:`ANY`, :data:`DOCUMENT` or :data:`INVENTORY`."""
    type: str
    """The type, mostly the name of the role."""
    target: str
    """The name of the target as the author wrote it; the docname where the domain is :data:`DOCUMENT`."""
    anchor: str = ""
    """The anchor in the target, if it is separate from its name."""
    docname: str
    """The document that a relative name starts from."""
    is_explicit: bool = False
    """Whether the author wrote the text of the link, so that the title of the target is not displayed."""
    context: tuple[tuple[str, str | int], ...] = ()
    """(attribute, value) of the node that the domain uses besides the target, such as the current module."""
    excerpts: tuple[str, ...] = ()
    """The anchors of the posts whose excerpts contain it; an empty one for the post that is the whole document."""
    posts: tuple[str, ...] = ()
    """The anchors of the posts that contain it, in the same form."""
    line: int = field(default=0, compare=False)
    """The line of the first of such references in the document; 0 if unknown."""

    @property
    def key(self) -> ReferenceKey:
        """The values that determine the target and the displayed text."""
        return self.domain, self.type, self.target, self.anchor, self.docname, self.is_explicit, self.context


@record
class FileLookups:
    """The files that the parser looked for in a document, by path from the source folder.

    The kind of a link depends on whether a file exists, so the document must be reread if that changes.
    """

    existing: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    patterns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(pattern, matching files)."""

    @property
    def is_empty(self) -> bool:
        """Whether no file was looked for."""
        return not (self.existing or self.missing or self.patterns)


@record
class DocumentReferences:
    """The references of one document."""

    references: tuple[Reference, ...] = ()
    """Distinct references, sorted; of documents without posts, those that may refer to a post or a generated page."""
    files: FileLookups = FileLookups()
    code: tuple[CodeName, ...] = ()
    """The names in code blocks, if the site resolves them."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded."""
        return not self.references and self.files.is_empty and not self.code


def merge_references(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """Return each reference once, sorted, with all the posts and excerpts that contain it and the first line."""
    merged: dict[ReferenceKey, Reference] = {}
    for reference in references:
        other = merged.setdefault(reference.key, reference)
        if other is not reference and _occurrence(other) != _occurrence(reference):
            merged[reference.key] = replace(
                other,
                excerpts=tuple(sorted({*other.excerpts, *reference.excerpts})),
                posts=tuple(sorted({*other.posts, *reference.posts})),
                line=min(filter(None, (other.line, reference.line)), default=0),
            )
    return tuple(merged[key] for key in sorted(merged))


def _occurrence(reference: Reference) -> tuple[object, ...]:
    return reference.excerpts, reference.posts, reference.line
