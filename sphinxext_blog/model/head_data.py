"""The head of a page: Open Graph, Twitter card and JSON-LD, as plain data."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
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
    "blog_data",
    "blog_posting",
    "breadcrumbs",
    "language_of",
    "page_tags",
    "profile",
    "remove_present",
    "script_text",
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
    """Return the ``meta`` elements of a post."""
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
    """Return the ``meta`` elements of a page that is no post."""
    tags = [
        ("name", "description", page.description),
        ("property", "og:type", "website" if page.person is None else "profile"),
        *_open_graph(site, page.title, page.url, page.description, page.cover),
        ("name", "twitter:card", _card(page.cover)),
    ]
    return tuple(_filled(tags))


def remove_present(tags: Iterable[Tag], present: Collection[str]) -> tuple[Tag, ...]:
    """Return the tags whose keys the head does not have yet, and that say nothing of one that it has."""
    return tuple(
        tag for tag in tags if tag.key not in present and not (tag.key in _DEPENDENT and _DEPENDENT[tag.key] in present)
    )


def language_of(labels: Iterable[str]) -> str:
    """Return the first label that is a code of a language (``en``, ``zh-Hant``), as HTML writes it; empty if there is none."""
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
    """Return the name of a person in the fediverse: ``@mei@example.social``."""
    pages = (re.fullmatch(r"https?://([^/\s]+)/@(\w+)/?", url) for name, url in person.profiles if name == "mastodon")
    return next((f"@{page[2]}@{page[1]}" for page in pages if page is not None), "")


def _filled(tags: Iterable[tuple[str, str, str]]) -> Iterator[Tag]:
    return (Tag(*tag) for tag in tags if tag[2])


_CONTEXT = "https://schema.org"
_INERT = tuple((char, f"\\u{ord(char):04x}") for char in "<>&\u2028\u2029")


def blog_posting(site: Site, article: Article) -> dict[str, Any]:
    """Return a ``BlogPosting``."""
    return _without_empty(
        {
            "@context": _CONTEXT,
            "@type": "BlogPosting",
            "@id": article.url,
            "headline": article.title,
            "description": article.description,
            "url": article.url,
            "mainEntityOfPage": article.url,
            "datePublished": article.published.isoformat() if article.published is not None else "",
            "dateModified": article.modified.isoformat() if article.modified is not None else "",
            "expires": article.expires.isoformat() if article.expires is not None else "",
            "author": [
                _without_empty({"@type": "Person", "name": one.name, "url": one.url}) for one in article.authors
            ],
            "image": _image(article),
            "articleSection": list(article.sections),
            "keywords": list(article.tags),
            "wordCount": article.words,
            "timeRequired": f"PT{article.minutes}M" if article.minutes else "",
            "inLanguage": article.language or _language(site),
            "isPartOf": _blog(site),
        }
    )


def blog_data(site: Site, page: PageHead, articles: Iterable[Article]) -> dict[str, Any]:
    """Return a ``Blog`` with the posts that its home shows."""
    posts = [
        _without_empty(
            {
                "@type": "BlogPosting",
                "@id": article.url,
                "headline": article.title,
                "url": article.url,
                "datePublished": article.published.isoformat() if article.published is not None else "",
            }
        )
        for article in articles
    ]
    return {
        "@context": _CONTEXT,
        **_blog(site),
        **_without_empty({"description": page.description, "inLanguage": _language(site), "blogPost": posts}),
    }


def profile(page: PageHead, person: Person) -> dict[str, Any]:
    """Return a ``ProfilePage`` of an author."""
    return _without_empty(
        {
            "@context": _CONTEXT,
            "@type": "ProfilePage",
            "@id": page.url,
            "url": page.url,
            "name": page.title,
            "mainEntity": _person(person),
        }
    )


def breadcrumbs(crumbs: Sequence[Crumb]) -> dict[str, Any] | None:
    """Return a ``BreadcrumbList`` from the site's home down to the page; None for a page with nothing above it."""
    if len(crumbs) <= 1 or not all(crumb.url for crumb in crumbs):
        return None
    items = [
        {"@type": "ListItem", "position": position, "name": crumb.name, "item": crumb.url}
        for position, crumb in enumerate(crumbs, 1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def script_text(data: object) -> str:
    """Return JSON that may stand in a ``script`` element: no text in it can end that, or begin anything else."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char, escape in _INERT:  # they stand in strings only, where an escape means the same
        text = text.replace(char, escape)
    return text


def _person(person: Person) -> dict[str, Any]:
    return _without_empty(
        {
            "@type": "Person",
            "name": person.name,
            "url": person.url,
            "description": person.description,
            "image": person.image,
            "sameAs": [url for _, url in person.profiles],
        }
    )


def _image(article: Article) -> object:
    if article.cover is None:
        return None
    return _without_empty({"@type": "ImageObject", "url": article.cover.url, "caption": article.cover.alt})


def _blog(site: Site) -> dict[str, Any]:
    return _without_empty({"@type": "Blog", "@id": site.blog.url, "name": site.blog.name, "url": site.blog.url})


def _language(site: Site) -> str:
    return site.language.replace("_", "-")


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
