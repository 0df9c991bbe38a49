"""Blogrolls: lists of other blogs, read from and written as OPML, which feed readers import.

See http://opml.org/spec2.opml
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from .feed_formats import XmlText, one_line
from .record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Blogroll", "RecommendedBlog", "by_category", "opml", "outlines_of"]


@record
class RecommendedBlog:
    """An entry of a blogroll."""

    name: str
    url: str
    """The URL of the home page; that of the feed if it is unknown."""
    feed: str = ""
    """The URL of the feed; empty if unknown."""
    description: str = ""
    category: str = ""


@record
class Blogroll:
    """The blogs that a site recommends."""

    title: str
    blogs: tuple[RecommendedBlog, ...]


def by_category(blogs: Iterable[RecommendedBlog]) -> dict[str, list[RecommendedBlog]]:
    """Return blogs by category, in the order of the first blog of each; those without a category first."""
    groups: dict[str, list[RecommendedBlog]] = {"": []}
    for blog in blogs:
        groups.setdefault(blog.category, []).append(blog)
    return {category: group for category, group in groups.items() if group}


def opml(blogroll: Blogroll) -> str:
    """Return a blogroll as an OPML document, without the date, so that equal blogrolls are equal documents."""
    xml = XmlText()
    with xml.inside("opml", {"version": "2.0"}):
        with xml.inside("head"):
            xml.element("title", one_line(blogroll.title))
        with xml.inside("body"):
            for category, blogs in by_category(blogroll.blogs).items():
                if category:
                    with xml.inside("outline", {"text": one_line(category)}):
                        _outlines(xml, blogs)
                else:
                    _outlines(xml, blogs)
    return xml.encoded().decode("utf-8")


def _outlines(xml: XmlText, blogs: Iterable[RecommendedBlog]) -> None:
    for blog in blogs:
        name, home = one_line(blog.name), blog.url if blog.url != blog.feed else ""
        if blog.feed:
            attributes = {"type": "rss", "text": name, "title": name, "xmlUrl": blog.feed, "htmlUrl": home}
        else:
            attributes = {"type": "link", "text": name, "url": home}
        xml.element("outline", attributes={**attributes, "description": one_line(blog.description)})


def outlines_of(text: bytes) -> list[tuple[int, dict[str, str]]]:
    """Return (line, fields of an entry) for each blog in an OPML document.

    :raises ValueError: if the document is not OPML, or defines entities.
    """
    reader = _OpmlReader()
    try:
        reader.parser.Parse(text, True)  # noqa: FBT003 - the signature of expat
    except expat.ExpatError as error:
        raise ValueError(f"line {error.lineno}: {expat.ErrorString(error.code)}") from error
    if not reader.is_opml:
        raise ValueError("the root element is not 'opml'")
    return reader.entries


class _OpmlReader:
    """Collects the outlines of an OPML document."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._refuse
        self.is_opml = False
        self.entries: list[tuple[int, dict[str, str]]] = []
        self._depth = 0
        self._categories: list[str] = []

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.is_opml = self.is_opml or (self._depth == 0 and tag == "opml")
        self._depth += 1
        if tag != "outline":
            return
        values = {name.lower(): value.strip() for name, value in attributes.items()}
        name = values.get("title") or values.get("text", "")
        feed, url = values.get("xmlurl", ""), values.get("htmlurl") or values.get("url", "")
        if feed or url:
            fields = {"name": name, "url": url, "feed": feed, "description": values.get("description", "")}
            fields["category"] = next((name for name in reversed(self._categories) if name), "")
            self.entries.append((self.parser.CurrentLineNumber, {key: value for key, value in fields.items() if value}))
        self._categories.append("" if feed or url else name)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if tag == "outline":
            self._categories.pop()

    def _refuse(self, *_declaration: object) -> NoReturn:
        raise ValueError(f"line {self.parser.CurrentLineNumber}: entities are not supported")
