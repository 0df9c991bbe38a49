"""Structured data: what a page says to machines, in the words of schema.org, as JSON-LD.

Rule: what is not known is left out; nothing is made up to please a validator.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .headdata import Article, Crumb, PageHead, Person, Site

__all__ = ["blog_data", "breadcrumbs", "posting", "profile", "script_text"]

_CONTEXT = "https://schema.org"
_INERT = tuple((char, f"\\u{ord(char):04x}") for char in "<>&\u2028\u2029")


def posting(site: Site, article: Article) -> dict[str, Any]:
    """A ``BlogPosting``."""
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
    """A ``Blog`` with the posts that its home shows."""
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
    """A ``ProfilePage`` of an author."""
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
    """A ``BreadcrumbList`` from the site's home down to the page; None for a page with nothing above it."""
    if len(crumbs) <= 1 or not all(crumb.url for crumb in crumbs):
        return None
    items = [
        {"@type": "ListItem", "position": position, "name": crumb.name, "item": crumb.url}
        for position, crumb in enumerate(crumbs, 1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def script_text(data: object) -> str:
    """JSON that may stand in a ``script`` element: no text in it can end that, or begin anything else."""
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
