"""The build: what one build finds out on its way from reading to writing; never stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from .core.feedplan import PlannedFeed

__all__ = ["Build"]


@dataclass(slots=True, kw_only=True)
class Build:
    """The state of a build; a new one begins with the look for changed files."""

    documents: AbstractSet[str] = frozenset()
    """The author's own documents."""
    reserved: AbstractSet[str] = frozenset()
    """The names that generated pages got before reading."""
    being_read: list[str] = field(default_factory=list)
    """Sphinx's own list of the documents that it reads, and then writes."""
    unchanged: bool = False
    """Whether nothing was added, changed or removed since the last build, so that its plan still holds."""
    reread_pages: bool = False
    """Whether every generated page has to be read again, as Sphinx does with documents after a change of config."""
    signatures: dict[str, str] | None = None
    """What each document shows of others; None until all is read."""
    written: set[str] = field(default_factory=set)
    """The documents that were written."""
    planned_feeds: dict[str, tuple[PlannedFeed, ...]] | None = None
    """By the planned name of the page that shows the same posts, the blog's first; None until they are asked for."""
    feeds: dict[str, str] | None = None
    """The signatures of the feeds that stand in the output; None where none was looked at."""
    rendered: dict[object, str] = field(default_factory=dict)
    """Titles and toctrees as HTML, for the navigation."""
    toctree_includes: dict[str, list[str]] | None = None
    """The environment's own, while a page is shown with a changed one."""
