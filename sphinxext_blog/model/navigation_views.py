"""Views of sidebars and navigation: what themes and templates show of the blog beside the text of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from .views import Shared

if TYPE_CHECKING:
    from datetime import datetime

    from .views import Link

__all__ = [
    "AnyPost",
    "KnownPosts",
    "NavigationView",
    "PageLink",
    "RecentPost",
    "RecentPosts",
    "SidebarTerm",
    "SidebarTerms",
    "SidebarView",
    "SidebarYear",
    "SidebarYears",
    "Toctrees",
]


# -- sidebars ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentPost:
    """One of the newest posts."""

    post: Link
    date: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentPosts(Shared):
    """The newest posts, for the sidebar ``recent``."""

    posts: tuple[RecentPost, ...]
    more: Link
    """A link to the home of the blog."""
    date_format: str = ""
    """The pattern of the dates; empty for the one of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SidebarTerm:
    """A term of a sidebar."""

    term: Link
    count: int
    size: int
    """The size of its letters in a cloud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SidebarTerms(Shared):
    """All terms of a taxonomy."""

    taxonomy: str
    terms: tuple[SidebarTerm, ...]
    more: Link
    """A link to all terms of the taxonomy, or to the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SidebarYear:
    """A year of a sidebar."""

    year: int
    count: int
    page: Link
    """Its page, or the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SidebarYears(Shared):
    """The years with posts."""

    years: tuple[SidebarYear, ...]
    more: Link
    """A link to the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyPost:
    """A post as templates see it by an object that shows all of the blog."""

    post: Link
    date: datetime | None
    updated: datetime | None
    status: str
    terms: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPosts(Shared):
    """All posts, for templates that may show anything of them."""

    posts: tuple[AnyPost, ...]


SidebarView: TypeAlias = RecentPosts | SidebarTerms | SidebarYears | KnownPosts


# -- navigation --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link of the navigation to a page, with its title as the page has it."""

    page: Link
    markup: str
    """The title with its markup, for themes show it: a title with code or math in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationView:
    """Where a post or page is in the navigation of a theme."""

    parents: tuple[Link, ...] = ()
    """The documents below which it may be shown, the best first: the one that is in a toctree is."""
    previous_page: PageLink | None = None
    """The page before it in a collection of several pages."""
    next_page: PageLink | None = None
    is_post: bool = False
    """Whether previous and next are posts by date, if there are any."""
    newer: PageLink | None = None
    older: PageLink | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toctrees(Shared):
    """The toctrees of the site, which themes show on every page."""

    entries: tuple[tuple[str, tuple[tuple[str | None, str], ...]], ...]
    """(docname, its entries: title given by the author, docname or URL) of each document with a toctree."""
    titles: tuple[tuple[str, str], ...]
    """(docname, title with its markup) of the documents in them."""
