"""RSS: feeds by RSS 2.0 (https://www.rssboard.org/rss-specification) and the board's advice on its use.

Authors stand in elements of Dublin Core, since RSS's own wants e-mail addresses; whole texts in ``content:encoded``.
"""

from __future__ import annotations

from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING

from .feed import GENERATOR, line, whole_minutes
from .xmltext import XmlText

if TYPE_CHECKING:
    from datetime import datetime

    from .feed import Feed, FeedEntry

__all__ = ["rss"]

_NAMESPACES = {
    "version": "2.0",
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def rss(feed: Feed) -> bytes:
    """A feed as an RSS document."""
    xml = XmlText()
    with xml.inside("rss", _NAMESPACES), xml.inside("channel"):
        xml.element("title", line(feed.title))
        xml.element("link", feed.page)
        # readers show it as HTML, as they do the descriptions of entries
        xml.element("description", escape(line(feed.subtitle) or line(feed.title), quote=False))
        xml.optional("language", feed.language)
        xml.element("lastBuildDate", _date(feed.updated))
        xml.element("generator", GENERATOR)
        xml.element("atom:link", attributes={"rel": "self", "href": feed.url, "type": "application/rss+xml"})
        for entry in feed.entries:
            with xml.inside("item"):
                _item(xml, feed, entry)
    return xml.encoded()


def _item(xml: XmlText, feed: Feed, entry: FeedEntry) -> None:
    xml.element("title", line(entry.title))
    xml.element("link", entry.link or entry.url)
    xml.element("guid", entry.url, {"isPermaLink": "true"})
    xml.element("pubDate", _date(entry.published))
    for author in entry.authors or (feed.author,):
        xml.element("dc:creator", line(author.name))
    for category in entry.categories:
        xml.element("category", line(category.label), {"domain": category.scheme})
    # the description is HTML
    xml.optional("description", escape(line(entry.summary), quote=False))
    if entry.content is not None:
        xml.element("content:encoded", entry.content)
    if (picture := entry.picture) is not None and picture.media_type:
        # a length that is not known is 0, by the advice of the board
        attributes = {"url": picture.url, "length": str(picture.length), "type": picture.media_type}
        xml.element("enclosure", attributes=attributes)


def _date(moment: datetime) -> str:
    return format_datetime(whole_minutes(moment))
