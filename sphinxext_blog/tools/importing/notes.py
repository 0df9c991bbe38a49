"""Notes: what an import could not do, or did by guessing, each with its place in the old blog."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Fault", "Kind", "Note"]

Fault = tuple[int, str]
"""A line, counted from 1 in the text that was looked at, and what is to be said of it."""


class Kind(StrEnum):
    """How much a note matters."""

    LOST = "Not imported"
    """A post that is not there now."""
    HAND = "Needs a hand"
    """Something in an imported post that its author has to look at."""
    LEFT = "Left where it is"
    """Files that are no posts."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Note:
    """One thing to tell, sorted by its place."""

    file: str
    """The path of the source, from the folder that was imported."""
    line: int = 0
    """0 where it is about the whole file."""
    message: str
    kind: Kind = Kind.HAND
