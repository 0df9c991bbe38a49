"""Views of feeds: what each feed and each of its entries shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .views import Shared

if TYPE_CHECKING:
    from datetime import datetime

    from .head_views import ImageView, PersonView
    from .views import Link

__all__ = ["AnnouncedFeed", "AnnouncedFeeds", "CategoryView", "FeedEntryView", "FeedView"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedFeed:
    """A feed to which the heads of pages link."""

    file: str
    """Its path in the output."""
    title: str
    format: str
    """A key of ``FORMATS``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedFeeds(Shared):
    """The feeds to which the head of a page links."""

    base: str
    """The base URL of the site."""
    feeds: tuple[AnnouncedFeed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryView:
    """A term of an entry."""

    label: str
    index: Link
    """A link to all terms of the taxonomy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntryView(Shared):
    """A post in feeds."""

    key: str
    post: Link
    external_link: str
    """The URL of the page elsewhere that the post is about; empty if none."""
    published: datetime
    updated: datetime
    authors: tuple[PersonView, ...]
    categories: tuple[CategoryView, ...]
    summary: str
    image: ImageView | None
    language: str
    """A language tag, if it is not that of the feed."""
    content: str
    """The digest of all that the text of the post is made of."""
    images: tuple[tuple[str, str], ...] = ()
    """(path, name in the output) of each image of its document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """A feed in one format."""

    file: str
    """Its path in the output."""
    format: str
    """A key of ``FORMATS``."""
    content: str
    """How much of the texts of posts it contains: ``full``, ``excerpt`` or ``none``."""
    base: str
    """The base URL of the site."""
    page: Link
    """A link to the page that shows the same posts."""
    title: str
    subtitle: str
    language: str
    icon: str
    """The path or URL of the icon of the site; empty if none."""
    author: str
    """The author of entries without one."""
    patterns: tuple[tuple[str, str], ...]
    """(field, template) of each field of entries that a template of the site makes."""
    entries: tuple[FeedEntryView, ...]
