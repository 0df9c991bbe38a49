"""The head of a page: what it says to those who do not read it, search engines and previews of links, as records.

How these become HTML is a template's business; the data for machines (JSON-LD) are made in :mod:`.structured`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

__all__ = [
    "Article",
    "Cover",
    "Crumb",
    "PageHead",
    "Person",
    "Site",
    "Tag",
    "article_tags",
    "language_of",
    "page_tags",
    "without",
]

_SEE_ALSO = 6
"""How many other parts of a series are named; readers of the head take no more."""
_DEPENDENT = {"og:image:alt": "og:image"}
"""Tags that say something of another tag, and so are left out where that one is not ours."""


class Tag(NamedTuple):  # many are made for each page, three times as fast as frozen dataclasses
    """A ``meta`` element."""

    attribute: str
    """``name`` or ``property``."""
    key: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An author."""

    name: str
    url: str = ""
    """Where one reads of them; empty: nowhere that has an address."""
    description: str = ""
    image: str = ""
    """The URL of a picture."""
    profiles: tuple[tuple[str, str], ...] = ()
    """(name, URL) of their pages elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The image of a page."""

    url: str
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """A page above another one, or that one itself."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What all pages of a site have in common."""

    name: str
    language: str
    """As the config has it: ``en``, ``zh_CN``."""
    locale: str = ""
    """With the territory, as Open Graph has it; empty when not known."""
    blog: Crumb
    """The home of the blog; its URL is empty where the site has no address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A post, as its head tells of it.  URLs are whole; what has no address yet is empty."""

    title: str
    url: str = ""
    description: str = ""
    cover: Cover | None = None
    published: datetime | None = None
    modified: datetime | None = None
    expires: datetime | None = None
    authors: tuple[Person, ...] = ()
    sections: tuple[str, ...] = ()
    """The categories, the main one first."""
    tags: tuple[str, ...] = ()
    words: int = 0
    minutes: int = 0
    language: str = ""
    """Its own, where it is not that of the site."""
    see_also: tuple[str, ...] = ()
    """URLs of the other parts of its series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """A page that is no post."""

    title: str
    url: str = ""
    description: str = ""
    cover: Cover | None = None
    person: Person | None = None
    """Whom the page is about."""


def article_tags(site: Site, article: Article) -> tuple[Tag, ...]:
    """The ``meta`` elements of a post."""
    tags = [
        ("name", "description", article.description),
        *(("name", "author", person.name) for person in article.authors),
        *(("name", "fediverse:creator", _handle(person)) for person in article.authors[:1]),
        ("property", "og:type", "article"),
        *_open_graph(site, article.title, article.url, article.description, article.cover),
        ("property", "article:published_time", _moment(article.published)),
        ("property", "article:modified_time", _moment(article.modified)),
        ("property", "article:expiration_time", _moment(article.expires)),
        *(("property", "article:author", person.url or person.name) for person in article.authors),
        *(("property", "article:section", section) for section in article.sections[:1]),
        *(("property", "article:tag", tag) for tag in article.tags),
        *(("property", "og:see_also", url) for url in article.see_also[:_SEE_ALSO]),
        ("name", "twitter:card", _card(article.cover)),
    ]
    return tuple(_filled(tags))


def page_tags(site: Site, page: PageHead) -> tuple[Tag, ...]:
    """The ``meta`` elements of a page that is no post."""
    tags = [
        ("name", "description", page.description),
        ("property", "og:type", "website" if page.person is None else "profile"),
        *_open_graph(site, page.title, page.url, page.description, page.cover),
        ("name", "twitter:card", _card(page.cover)),
    ]
    return tuple(_filled(tags))


def without(tags: Iterable[Tag], present: Collection[str]) -> tuple[Tag, ...]:
    """The tags whose keys the head does not have yet, and that say nothing of one that it has."""
    return tuple(
        tag for tag in tags if tag.key not in present and not (tag.key in _DEPENDENT and _DEPENDENT[tag.key] in present)
    )


def language_of(labels: Iterable[str]) -> str:
    """The first label that is a code of a language (``en``, ``zh-Hant``), as HTML writes it; empty if there is none."""
    codes = (label.replace("_", "-") for label in labels)
    return next((code for code in codes if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", code)), "")


def _open_graph(
    site: Site, title: str, url: str, description: str, cover: Cover | None
) -> Iterator[tuple[str, str, str]]:
    yield "property", "og:title", title
    yield "property", "og:url", url
    yield "property", "og:description", description
    if cover is not None:
        yield "property", "og:image", cover.url
        yield "property", "og:image:alt", cover.alt
    yield "property", "og:site_name", site.name
    yield "property", "og:locale", site.locale


def _card(cover: Cover | None) -> str:
    return "summary" if cover is None else "summary_large_image"


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment is not None else ""


def _handle(person: Person) -> str:
    """The name of a person in the fediverse: ``@mei@example.social``."""
    pages = (re.fullmatch(r"https?://([^/\s]+)/@(\w+)/?", url) for name, url in person.profiles if name == "mastodon")
    return next((f"@{page[2]}@{page[1]}" for page in pages if page is not None), "")


def _filled(tags: Iterable[tuple[str, str, str]]) -> Iterator[Tag]:
    return (Tag(*tag) for tag in tags if tag[2])
