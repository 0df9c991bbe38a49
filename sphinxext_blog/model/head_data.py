"""The head of a page: Open Graph, Twitter card and JSON-LD, as plain data."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from .citations import doi_url
from .record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

__all__ = [
    "CARD_SIZE",
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
    "citation_tags",
    "language_of",
    "page_tags",
    "profile",
    "remove_present",
    "script_text",
]

CARD_SIZE = (1200, 630)
"""The width and height of social cards, as Open Graph and the large card of Twitter expect."""
_SEE_ALSO = 6
"""The maximum number of other parts of a series; consumers of the metadata ignore more."""
_DEPENDENT = dict.fromkeys(("og:image:alt", "og:image:width", "og:image:height"), "og:image")
"""Tags that describe another tag, and are omitted if that tag is not generated."""


class Tag(NamedTuple):  # three times as fast as a frozen dataclass, and each page has many
    """A ``meta`` element."""

    attribute: str
    """``name`` or ``property``."""
    key: str
    content: str


@record
class Person:
    """An author."""

    name: str
    url: str = ""
    """The URL of a page about the author; empty if none."""
    description: str = ""
    image: str = ""
    """The URL of a picture."""
    profiles: tuple[tuple[str, str], ...] = ()
    """(name, URL) of each profile elsewhere."""
    cited: str = ""
    """The name in citations, with the family name first if that is known."""
    orcid: str = ""
    """The URL of the ORCID iD."""


@record
class Cover:
    """The image of a page."""

    url: str
    alt: str = ""
    size: tuple[int, int] | None = None
    """The width and height of a social card."""


@record
class Crumb:
    """An item of a breadcrumb trail."""

    name: str
    url: str


@record
class Site:
    """The properties that all pages of a site share."""

    name: str
    language: str
    """The language in the form of Sphinx: ``en``, ``zh_CN``."""
    locale: str = ""
    """The language with its territory, as Open Graph requires; empty if unknown."""
    blog: Crumb
    """The home page of the blog; its URL is empty if the site has no base URL."""


@record
class Article:
    """The metadata of a post for its head; URLs are absolute, or empty if unknown."""

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
    """The language of the post, if it differs from that of the site."""
    see_also: tuple[str, ...] = ()
    """URLs of the other parts of its series."""
    doi: str = ""
    is_cited: bool = False
    """Whether the head contains metadata for citations."""


@record
class PageHead:
    """The metadata of a page that is not a post."""

    title: str
    url: str = ""
    description: str = ""
    cover: Cover | None = None
    person: Person | None = None
    """The author that the page is about."""


def article_tags(site: Site, article: Article) -> tuple[Tag, ...]:
    """Return the ``meta`` elements of a post."""
    tags = [
        ("name", "description", article.description),
        *(("name", "author", person.name) for person in article.authors),
        *(("name", "fediverse:creator", _handle(person)) for person in article.authors[:1]),
        ("property", "og:type", "article"),
        *_open_graph(site, article.title, article.url, article.description, article.cover),
        ("property", "article:published_time", _iso(article.published)),
        ("property", "article:modified_time", _iso(article.modified)),
        ("property", "article:expiration_time", _iso(article.expires)),
        *(("property", "article:author", person.url or person.name) for person in article.authors),
        *(("property", "article:section", section) for section in article.sections[:1]),
        *(("property", "article:tag", tag) for tag in article.tags),
        *(("property", "og:see_also", url) for url in article.see_also[:_SEE_ALSO]),
        ("name", "twitter:card", _card(article.cover)),
    ]
    return tuple(_filled(tags))


def citation_tags(site: Site, article: Article) -> tuple[Tag, ...]:
    """Return the ``meta`` elements of a post for Google Scholar and reference managers; none without an author.

    See https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
    """
    if not article.is_cited or not article.authors:
        return ()
    date = article.published.strftime("%Y/%m/%d") if article.published is not None else ""
    tags = [
        ("name", "citation_title", article.title),
        *(("name", "citation_author", person.cited or person.name) for person in article.authors),
        ("name", "citation_publication_date", date),
        ("name", "citation_online_date", date),
        ("name", "citation_doi", article.doi),
        ("name", "citation_language", article.language or _language(site)),
    ]
    return tuple(_filled(tags))


def page_tags(site: Site, page: PageHead) -> tuple[Tag, ...]:
    """Return the ``meta`` elements of a page that is not a post."""
    tags = [
        ("name", "description", page.description),
        ("property", "og:type", "website" if page.person is None else "profile"),
        *_open_graph(site, page.title, page.url, page.description, page.cover),
        ("name", "twitter:card", _card(page.cover)),
    ]
    return tuple(_filled(tags))


def remove_present(tags: Iterable[Tag], present: Collection[str]) -> tuple[Tag, ...]:
    """Return the tags that the head does not contain, and that do not describe one that it contains."""
    return tuple(
        tag for tag in tags if tag.key not in present and not (tag.key in _DEPENDENT and _DEPENDENT[tag.key] in present)
    )


def language_of(labels: Iterable[str], default: str = "") -> str:
    """Return the first label that is a language code (``en``, ``zh-Hant``), or else the default, as in HTML."""
    codes = (label.replace("_", "-") for label in labels)
    return next(
        (code for code in codes if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", code)), default.replace("_", "-")
    )


def _open_graph(
    site: Site, title: str, url: str, description: str, cover: Cover | None
) -> Iterator[tuple[str, str, str]]:
    yield "property", "og:title", title
    yield "property", "og:url", url
    yield "property", "og:description", description
    if cover is not None:
        yield "property", "og:image", cover.url
        for name, value in zip(("width", "height"), cover.size or (), strict=False):
            yield "property", f"og:image:{name}", str(value)
        yield "property", "og:image:alt", cover.alt
    yield "property", "og:site_name", site.name
    yield "property", "og:locale", site.locale


def _card(cover: Cover | None) -> str:
    return "summary" if cover is None else "summary_large_image"


def _iso(timestamp: datetime | None) -> str:
    return timestamp.isoformat() if timestamp is not None else ""


def _handle(person: Person) -> str:
    """Return the fediverse handle of an author: ``@mei@example.social``."""
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
                _without_empty({"@type": "Person", "name": one.name, "url": one.url, **_orcid(one)})
                for one in article.authors
            ],
            "image": _image(article),
            "articleSection": list(article.sections),
            "keywords": list(article.tags),
            "wordCount": article.words,
            "timeRequired": f"PT{article.minutes}M" if article.minutes else "",
            "inLanguage": article.language or _language(site),
            "isPartOf": _blog(site),
            **_doi(article.doi),
        }
    )


def _doi(doi: str) -> dict[str, Any]:
    if not doi:
        return {}
    url = doi_url(doi)
    return {"identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": doi, "url": url}, "sameAs": url}


def _orcid(person: Person) -> dict[str, Any]:
    return {"identifier": person.orcid, "sameAs": person.orcid} if person.orcid else {}


def blog_data(site: Site, page: PageHead, articles: Iterable[Article]) -> dict[str, Any]:
    """Return a ``Blog`` with the posts on its home page."""
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
    """Return a ``BreadcrumbList`` from the home page of the site to the page; None for a page without parents."""
    if len(crumbs) <= 1 or not all(crumb.url for crumb in crumbs):
        return None
    items = [
        {"@type": "ListItem", "position": position, "name": crumb.name, "item": crumb.url}
        for position, crumb in enumerate(crumbs, 1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def script_text(data: object) -> str:
    """Return data as JSON that is safe in a ``script`` element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char, escape in _INERT:  # in JSON these characters occur only in strings, where an escape is equivalent
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
            "identifier": person.orcid,
        }
    )


def _image(article: Article) -> object:
    if article.cover is None:
        return None
    width, height = article.cover.size or (0, 0)
    return _without_empty(
        {
            "@type": "ImageObject",
            "url": article.cover.url,
            "caption": article.cover.alt,
            "width": width,
            "height": height,
        }
    )


def _blog(site: Site) -> dict[str, Any]:
    return _without_empty({"@type": "Blog", "@id": site.blog.url, "name": site.blog.name, "url": site.blog.url})


def _language(site: Site) -> str:
    return site.language.replace("_", "-")


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
