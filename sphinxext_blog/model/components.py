"""Views of the components of a post: what its byline, notices, series, related posts and other components show.

One view serves templates and the plain form of other builders.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .post import Measure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .services import Licence
    from .views import Link

__all__ = [
    "BylineView",
    "CommentsView",
    "NoticeView",
    "PostComponents",
    "PrevNextView",
    "RelatedView",
    "SeriesBoxView",
    "SeriesPartView",
    "ShareView",
    "TermGroup",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermGroup:
    """The terms of one taxonomy in a byline."""

    taxonomy: str
    terms: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BylineView:
    """The date of a post, its authors and other terms, its length."""

    date: datetime | None = None
    updated: datetime | None = None
    groups: tuple[TermGroup, ...] = ()
    """The terms in one line with the date, in order."""
    tags: tuple[Link, ...] = ()
    measure: Measure = field(default_factory=Measure)
    """Without the number of words if the site does not show it: it changes at nearly every edit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """A box above the text of a post."""

    kind: str
    """The status of the post, or ``updated``."""
    timestamp: datetime | None = None
    """When the status changes or has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPartView:
    """A part of a series."""

    number: int
    post: Link
    is_current: bool = False
    """Whether it is the post that shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesBoxView:
    """A series of which a post is one of several parts."""

    series: Link
    number: int
    total: int
    parts: tuple[SeriesPartView, ...]
    """All parts, or those nearest to the post."""
    previous: Link | None = None
    next: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrevNextView:
    """The posts before and after one by date."""

    newer: Link | None = None
    older: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedView:
    """A post on the same subjects."""

    post: Link
    date: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareView:
    """Links by which visitors share a post."""

    post: Link
    """Its text is the title to share."""
    base: str
    """The base URL of the site; empty if it has none."""
    canonical: str
    """The URL that the author gave for the post; empty if none."""
    services: tuple[tuple[str, str, str], ...]
    """(key, name, template of the URL) of each; the key is empty for a service that the site defines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentsView:
    """The comments of a service."""

    post: Link
    """Its text is the title of the thread."""
    base: str
    canonical: str
    language: str
    options: Mapping[str, object]
    """Of the service, with its name as ``provider``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostComponents:
    """All that the components of a post show.

    Whether a component has a place in the text is not part of it: templates show any of them anywhere.
    """

    key: str
    byline: BylineView = field(default_factory=BylineView)
    notices: tuple[NoticeView, ...] = ()
    series: tuple[SeriesBoxView, ...] = ()
    prev_next: PrevNextView = field(default_factory=PrevNextView)
    related: tuple[RelatedView, ...] = ()
    licence: Licence | None = None
    share: ShareView | None = None
    comments: CommentsView | None = None
