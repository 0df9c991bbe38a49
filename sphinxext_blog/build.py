"""The build: what one build finds out on its way from reading to writing; never stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from .core.feedplan import PlannedFeed
    from .core.post import Post
    from .reading.blanking import Blanking

__all__ = ["Build"]


@dataclass(slots=True, kw_only=True)
class Build:
    """The state of a build; a new one begins with the look for changed files."""

    documents: AbstractSet[str] = frozenset()
    """The author's own documents, without those that are known to be withheld."""
    withdrawn: AbstractSet[str] = frozenset()
    """The documents that the last build has read and that are unpublished now."""
    unsure: AbstractSet[str] = frozenset()
    """The documents that were unpublished and are likely to be so still, which reading will tell."""
    texts_change: bool = False
    """Whether another extension may change the text of a source file before it is parsed."""
    blankings: dict[str, Blanking] = field(default_factory=dict)
    """What documents are read without."""
    gone: AbstractSet[str] = frozenset()
    """The documents that their author has deleted since the last build."""
    reserved: AbstractSet[str] = frozenset()
    """The names that generated pages got before reading."""
    being_read: list[str] = field(default_factory=list)
    """Sphinx's own list of the documents that it reads, and then writes."""
    unchanged: bool = False
    """Whether nothing was added, changed or removed since the last build, so that its plan still holds."""
    said_before: tuple[object, ...] | None = None
    """What the documents to be read gave others to show; None where that is not compared."""
    reread_pages: bool = False
    """Whether every generated page has to be read again, as Sphinx does with documents after a change of config."""
    signatures: dict[str, str] | None = None
    """What each document shows of others; None until all is read."""
    written: set[str] = field(default_factory=set)
    """The documents that were written."""
    related: dict[str, tuple[Post, ...]] | None = None
    """The related posts of each post that has some, by key; None until they are asked for."""
    series: dict[str, tuple[tuple[Post, ...], dict[str, int]]] = field(default_factory=dict)
    """The parts of each series in order, by the key of its term, and the place of each by its own key."""
    computed: dict[str, object] = field(default_factory=dict)
    """What the sidebars show, by name, and what else is made once for all pages."""
    planned_feeds: dict[str, tuple[PlannedFeed, ...]] | None = None
    """By the planned name of the page that shows the same posts, the blog's first; None until they are asked for."""
    feeds: dict[str, str] | None = None
    """The signatures of the feeds that stand in the output; None where none was looked at."""
    scaled: dict[str, object] = field(default_factory=dict)
    """What is known of each cover, by its path: its size, and its scaled copies."""
    copies: dict[str, set[str]] = field(default_factory=dict)
    """The names of the scaled copies of covers that each document shows."""
    rendered: dict[object, str] = field(default_factory=dict)
    """Titles and toctrees as HTML, for the navigation."""
    folder: str | None = None
    """The output folder of the page that was last linked from."""
    addresses: dict[str, str | None] = field(default_factory=dict)
    """The address of each document as seen from that folder; None for one that cannot be linked to."""
    toctree_includes: dict[str, list[str]] | None = None
    """The environment's own, while a page is shown with a changed one."""
    search_language: tuple[str, str | type | None] | None = None
    """The name of our search language in Sphinx's table, and what stood there before; None while ours is not there."""
