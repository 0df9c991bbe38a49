"""Atom: feeds by RFC 4287 (https://www.rfc-editor.org/rfc/rfc4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .feed import GENERATOR, line, whole_minutes
from .xmltext import XmlText

if TYPE_CHECKING:
    from datetime import datetime

    from .feed import Feed, FeedEntry, Person

__all__ = ["atom"]


def atom(feed: Feed) -> bytes:
    """A feed as an Atom document."""
    xml = XmlText()
    with xml.inside("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language}):
        xml.element("title", line(feed.title))
        xml.optional("subtitle", line(feed.subtitle))
        xml.element("id", feed.url)
        xml.element("updated", _date(feed.updated))
        _person(xml, feed.author)
        _link(xml, "self", feed.url, {"type": "application/atom+xml"})
        _link(xml, "alternate", feed.page, {"type": "text/html"})
        xml.element("generator", GENERATOR)
        xml.optional("icon", feed.icon)
        for entry in feed.entries:
            _entry(xml, entry)
    return xml.encoded()


def _entry(xml: XmlText, entry: FeedEntry) -> None:
    with xml.inside("entry", {"xml:lang": entry.language}):
        xml.element("title", line(entry.title))
        xml.element("id", entry.url)
        xml.element("published", _date(entry.published))
        xml.element("updated", _date(entry.updated))
        for author in entry.authors:
            _person(xml, author)
        _link(xml, "alternate", entry.link or entry.url, {"type": "" if entry.link else "text/html"})
        if entry.link:
            _link(xml, "related", entry.url, {"type": "text/html"})
        for category in entry.categories:
            xml.element("category", attributes={"term": line(category.label), "scheme": category.scheme})
        if (picture := entry.picture) is not None and picture.media_type:
            size = str(picture.length or "")
            _link(
                xml,
                "enclosure",
                picture.url,
                {"type": picture.media_type, "length": size, "title": line(picture.title)},
            )
        xml.optional("summary", line(entry.summary))
        if entry.content is not None:
            xml.element("content", entry.content, {"type": "html"})


def _person(xml: XmlText, person: Person) -> None:
    with xml.inside("author"):
        xml.element("name", line(person.name))
        xml.optional("uri", person.url)


def _link(xml: XmlText, rel: str, url: str, attributes: dict[str, str]) -> None:
    xml.element("link", attributes={"rel": rel, "href": url, **attributes})


def _date(moment: datetime) -> str:
    return whole_minutes(moment).isoformat()
