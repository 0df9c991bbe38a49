"""What reading finds to be unpublished, as plain data: documents, and the lines of sections."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .post import Post

__all__ = ["Blanking", "FoundDraft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDraft:
    """A document that reading has found to be unpublished."""

    post: Post
    names: tuple[str, ...] = ()
    """What it defined in the domains, and may have taken from other documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blanking:
    """What a document is read without: the lines of its unpublished sections."""

    lines: Mapping[str, tuple[str, tuple[int, ...]]] | None = None
    """The digest of each text and the indices of its lines, by the path of an included file, empty for its own; None
    where they are not known."""
    dates: tuple[datetime | None, ...] = ()
    """The publication dates of the removed posts; None for drafts."""
    posts: int = 0
    """The number of ``post`` directives in the document, those that are removed included."""
    kept: int = 0
    """The number of those that are left."""
    names: tuple[str, ...] = ()
    """What the whole document defines."""

    @property
    def is_within_own_file(self) -> bool:
        """Whether all lines are those of the document's own file."""
        return self.lines is not None and self.lines.keys() == {""}

    def and_then(self, later: Blanking) -> Blanking:
        """Return both, where a document that was read without some sections turned out to have another one."""
        if self.lines is None:
            return later
        lines = dict(self.lines)
        for path, (text, indices) in (later.lines or {}).items():
            known = lines.get(path, (text, ()))
            lines[path] = known[0], tuple(sorted({*known[1], *indices}))
        return replace(later, lines=lines, dates=(*self.dates, *later.dates))
