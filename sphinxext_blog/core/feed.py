"""Feeds: what is in one, as plain records, whatever the format it is written in.

Texts are plain here, content is finished HTML, URLs are absolute.  :mod:`.atom`, :mod:`.rss` and :mod:`.jsonfeed` know
one format each; what all of them need is here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from .plaintext import join_lines

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["GENERATOR", "Category", "Feed", "FeedEntry", "Person", "Picture", "line", "readable", "whole_minutes"]

GENERATOR = "sphinxext-blog"
"""What made a feed; without a version, so that an update of it is no change of a feed."""

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who wrote something."""

    name: str
    url: str = ""
    picture: str = ""
    """Its URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A term of a post."""

    label: str
    scheme: str = ""
    """The URL of the page of all terms of its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The cover of a post."""

    url: str
    media_type: str = ""
    """Empty where it is not known; formats that need it do without the picture."""
    length: int = 0
    """In bytes; 0 where it is not known."""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One post."""

    url: str
    """Of its page: also its identity, by which a reader's program knows that it has it already."""
    link: str = ""
    """Where it leads instead, for a post about a page elsewhere."""
    title: str
    published: datetime
    updated: datetime
    authors: tuple[Person, ...] = ()
    categories: tuple[Category, ...] = ()
    summary: str = ""
    content: str | None = None
    """HTML; None for a feed without the posts' texts."""
    picture: Picture | None = None
    language: str = ""
    """A language tag, where it is not that of the feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed in one format."""

    url: str
    """Its own: also its identity."""
    page: str
    """The URL of the page that shows the same posts."""
    title: str
    subtitle: str = ""
    language: str = ""
    icon: str = ""
    """The URL of a small picture."""
    author: Person
    """Whose feed it is; entries without an author are theirs."""
    entries: tuple[FeedEntry, ...]
    """Newest first; at least one."""

    @property
    def updated(self) -> datetime:
        """When anything in it last changed: that of the entry changed last, never the moment of a build."""
        return max(entry.updated for entry in self.entries)


def readable(text: str) -> str:
    """The text without characters that no XML 1.0 document can hold, not even escaped."""
    return _ILLEGAL.sub("", text)


def line(text: str) -> str:
    """A text as one line: a title, a name; one that is a line already stays as it is, two spaces and all."""
    bare = readable(text).strip()
    return bare if bare.isprintable() else join_lines(bare).strip()


def whole_minutes(moment: datetime) -> datetime:
    """The moment with an offset that dates in feeds can have.

    Before there were zones, clocks went by the sun: that of Shanghai by +08:05:43.  What is past the minute is dropped,
    so that the day and the time stay as the author wrote them.
    """
    offset = moment.utcoffset() or timedelta()
    return moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset // timedelta(minutes=1))))
