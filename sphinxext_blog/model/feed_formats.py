"""Serialization of feeds as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from datetime import timedelta, timezone
from email.utils import format_datetime
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import XMLGenerator

from .record import record
from .text import join_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

__all__ = [
    "GENERATOR",
    "Category",
    "Feed",
    "FeedEntry",
    "Person",
    "Picture",
    "XmlText",
    "atom",
    "feed_document",
    "json_feed",
    "one_line",
    "remove_illegal",
    "rss",
    "whole_minutes",
]

GENERATOR = "sphinxext-blog"
"""The generator of a feed; without version, so that an update does not change feeds."""

# The complement of what XML permits: a pattern of few characters is ten times as fast to compile.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@record
class Person:
    """An author."""

    name: str
    url: str = ""
    picture: str = ""
    """The URL of a picture."""


@record
class Category:
    """A term of a post."""

    label: str
    scheme: str = ""
    """The URL of the term index of the taxonomy."""


@record
class Picture:
    """The cover of a post."""

    url: str
    media_type: str = ""
    """Empty if unknown; formats that require it then omit the picture."""
    length: int = 0
    """The size in bytes; 0 if unknown."""
    title: str = ""


@record
class FeedEntry:
    """A post in a feed."""

    url: str
    """The URL of the post, which is also the id by which feed readers recognize it."""
    link: str = ""
    """The URL of another page that the post is about; empty if none."""
    title: str
    published: datetime
    updated: datetime
    authors: tuple[Person, ...] = ()
    categories: tuple[Category, ...] = ()
    summary: str = ""
    content: str | None = None
    """HTML; None for a feed without texts."""
    picture: Picture | None = None
    language: str = ""
    """A language tag, if it differs from that of the feed."""


@record
class Feed:
    """A feed in one format."""

    url: str
    """The URL of the feed, which is also its id."""
    page: str
    """The URL of the page with the same posts."""
    title: str
    subtitle: str = ""
    language: str = ""
    icon: str = ""
    """The URL of an icon."""
    author: Person
    """The author of the feed, and of entries without author."""
    hubs: tuple[str, ...] = ()
    """The URLs of WebSub hubs, which notify subscribers."""
    entries: tuple[FeedEntry, ...]
    """Newest first; at least one."""

    @property
    def updated(self) -> datetime:
        """The time of the latest change of an entry, which does not depend on the time of the build."""
        return max(entry.updated for entry in self.entries)


def remove_illegal(text: str) -> str:
    """Return a text without the characters that XML 1.0 excludes even in escaped form."""
    return _ILLEGAL.sub("", text)


def one_line(text: str) -> str:
    """Return a title or name as one line; a text of one line is returned unchanged, including double spaces."""
    bare = remove_illegal(text).strip()
    return bare if bare.isprintable() else join_lines(bare).strip()


def whole_minutes(timestamp: datetime) -> datetime:
    """Return a timestamp with an offset in whole minutes, as the formats require.

    Offsets from before standard time have seconds, such as +08:05:43 in Shanghai.  They are truncated, so that day and
    time stay as written.
    """
    offset = timestamp.utcoffset() or timedelta()
    return timestamp.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset // timedelta(minutes=1))))


class XmlText:
    """A writer of an XML document with each element on its own line."""

    def __init__(self) -> None:
        self._out = StringIO()
        self._xml = XMLGenerator(self._out, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    @contextmanager
    def inside(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """Write an element around the elements written inside the ``with`` block."""
        self._start(name, attributes)
        self._xml.ignorableWhitespace("\n")
        yield
        self._end(name)

    def element(self, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> None:
        """Write an element with a text."""
        self._start(name, attributes)
        if content := remove_illegal(text).replace("\r\n", "\n").replace("\r", "\n"):
            self._xml.characters(content)
        self._end(name)

    def optional(self, name: str, text: str) -> None:
        """Write an element with a text, unless the text is empty."""
        if text:
            self.element(name, text)

    def _start(self, name: str, attributes: Mapping[str, str] | None) -> None:
        values = {key: remove_illegal(value) for key, value in (attributes or {}).items() if value}
        self._xml.startElement(name, values)  # type: ignore[arg-type]  # typeshed requires AttributesImpl, but any mapping works

    def _end(self, name: str) -> None:
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def encoded(self) -> bytes:
        """Return the document in UTF-8."""
        self._xml.endDocument()
        return self._out.getvalue().encode("utf-8")


def atom(feed: Feed) -> bytes:
    """Return a feed as an Atom document."""
    xml = XmlText()
    with xml.inside("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language}):
        xml.element("title", one_line(feed.title))
        xml.optional("subtitle", one_line(feed.subtitle))
        xml.element("id", feed.url)
        xml.element("updated", _date(feed.updated))
        _person(xml, feed.author)
        _link(xml, "self", feed.url, {"type": "application/atom+xml"})
        _link(xml, "alternate", feed.page, {"type": "text/html"})
        for hub in feed.hubs:
            _link(xml, "hub", hub, {})
        xml.element("generator", GENERATOR)
        xml.optional("icon", feed.icon)
        for entry in feed.entries:
            _entry(xml, entry)
    return xml.encoded()


def _entry(xml: XmlText, entry: FeedEntry) -> None:
    with xml.inside("entry", {"xml:lang": entry.language}):
        xml.element("title", one_line(entry.title))
        xml.element("id", entry.url)
        xml.element("published", _date(entry.published))
        xml.element("updated", _date(entry.updated))
        for author in entry.authors:
            _person(xml, author)
        _link(xml, "alternate", entry.link or entry.url, {"type": "" if entry.link else "text/html"})
        if entry.link:
            _link(xml, "related", entry.url, {"type": "text/html"})
        for category in entry.categories:
            xml.element("category", attributes={"term": one_line(category.label), "scheme": category.scheme})
        if (picture := entry.picture) is not None and picture.media_type:
            size = str(picture.length or "")
            _link(
                xml,
                "enclosure",
                picture.url,
                {"type": picture.media_type, "length": size, "title": one_line(picture.title)},
            )
        xml.optional("summary", one_line(entry.summary))
        if entry.content is not None:
            xml.element("content", entry.content, {"type": "html"})


def _person(xml: XmlText, person: Person) -> None:
    with xml.inside("author"):
        xml.element("name", one_line(person.name))
        xml.optional("uri", person.url)


def _link(xml: XmlText, rel: str, url: str, attributes: dict[str, str]) -> None:
    xml.element("link", attributes={"rel": rel, "href": url, **attributes})


def _date(moment: datetime) -> str:
    return whole_minutes(moment).isoformat()


_NAMESPACES = {
    "version": "2.0",
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def rss(feed: Feed) -> bytes:
    """Return a feed as an RSS document."""
    xml = XmlText()
    with xml.inside("rss", _NAMESPACES), xml.inside("channel"):
        xml.element("title", one_line(feed.title))
        xml.element("link", feed.page)
        # Feed readers display descriptions as HTML.
        xml.element("description", escape(one_line(feed.subtitle) or one_line(feed.title), quote=False))
        xml.optional("language", feed.language)
        xml.element("lastBuildDate", _rss_date(feed.updated))
        xml.element("generator", GENERATOR)
        xml.element("atom:link", attributes={"rel": "self", "href": feed.url, "type": "application/rss+xml"})
        for hub in feed.hubs:
            xml.element("atom:link", attributes={"rel": "hub", "href": hub})
        for entry in feed.entries:
            with xml.inside("item"):
                _item(xml, feed, entry)
    return xml.encoded()


def _item(xml: XmlText, feed: Feed, entry: FeedEntry) -> None:
    xml.element("title", one_line(entry.title))
    xml.element("link", entry.link or entry.url)
    xml.element("guid", entry.url, {"isPermaLink": "true"})
    xml.element("pubDate", _rss_date(entry.published))
    for author in entry.authors or (feed.author,):
        xml.element("dc:creator", one_line(author.name))
    for category in entry.categories:
        xml.element("category", one_line(category.label), {"domain": category.scheme})
    # Feed readers display descriptions as HTML.
    xml.optional("description", escape(one_line(entry.summary), quote=False))
    if entry.content is not None:
        xml.element("content:encoded", entry.content)
    if (picture := entry.picture) is not None and picture.media_type:
        # The RSS Advisory Board recommends 0 for an unknown length.
        attributes = {"url": picture.url, "length": str(picture.length), "type": picture.media_type}
        xml.element("enclosure", attributes=attributes)


def _rss_date(moment: datetime) -> str:
    return format_datetime(whole_minutes(moment))


def json_feed(feed: Feed) -> bytes:
    """Return a feed as a JSON document."""
    values = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(feed.title),
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "description": one_line(feed.subtitle),
        "favicon": feed.icon,
        "language": feed.language,
        "authors": _people([feed.author]),
        "hubs": [{"type": "WebSub", "url": hub} for hub in feed.hubs],
    }
    document = {**_without_empty(values), "items": [_json_item(entry) for entry in feed.entries]}
    text = json.dumps(document, ensure_ascii=False, indent=1)
    # "\/" is "/" in JSON, and safe if the text is embedded in an HTML page.
    return (text.replace("</", "<\\/") + "\n").encode("utf-8")


def _json_item(entry: FeedEntry) -> dict[str, Any]:
    values = {
        "id": entry.url,
        "url": entry.url,
        "external_url": entry.link,
        "title": one_line(entry.title),
        "summary": one_line(entry.summary),
        "image": entry.picture.url if entry.picture is not None else "",
        "date_published": whole_minutes(entry.published).isoformat(),
        "date_modified": whole_minutes(entry.updated).isoformat(),
        "authors": _people(entry.authors),
        "tags": [one_line(category.label) for category in entry.categories],
        "language": entry.language,
    }
    # JSON Feed requires one of the two.
    key, text = ("content_text", one_line(entry.summary)) if entry.content is None else ("content_html", entry.content)
    return {**_without_empty(values), key: remove_illegal(text)}


def _people(people: Iterable[Person]) -> list[dict[str, Any]]:
    authors = ({"name": one_line(person.name), "url": person.url, "avatar": person.picture} for person in people)
    return [_without_empty(author) for author in authors]


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {key: remove_illegal(value) if isinstance(value, str) else value for key, value in values.items() if value}


def feed_document(feed: Feed, name: str) -> bytes:
    """Return a feed in a format.

    :raises ValueError: for an unknown format.
    """
    writers = {"atom": atom, "rss": rss, "json": json_feed}
    if name not in writers:
        raise ValueError(f"{name!r} is not a feed format. Expected one of {', '.join(writers)}")
    return writers[name](feed)
