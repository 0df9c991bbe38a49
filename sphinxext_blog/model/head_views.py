"""Views of the head of a page: what it gives search engines and link previews, before any URL is known.

:mod:`.headdata` and :mod:`.structured` make elements and structured data of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from .views import Link

__all__ = ["ArticleView", "HeadView", "ImageView", "PageView", "PersonView", "PostingView", "SiteView"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What all pages of a site have in common."""

    name: str
    language: str
    base: str
    """The base URL of the site; empty if it has none."""
    canonical_base: str
    """The base URL of the default version of the site."""
    home: Link
    """The home of the blog."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageView:
    """An image."""

    path: str
    """From the source folder; or a URL."""
    file: str = ""
    """Its name in the output; empty for one that no document shows."""
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """An author."""

    name: str
    page: Link | None = None
    """The page of the author on the site."""
    url: str = ""
    """The web site of the author."""
    description: str = ""
    image: ImageView | None = None
    profiles: tuple[tuple[str, str], ...] = ()
    """(name, URL) of pages of the author elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingView:
    """A post in the data of the home page."""

    post: Link
    canonical: str = ""
    """The URL that the author gave for the post; empty if none."""
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """A post on its own page.

    The number of its words is not part of it: it changes at nearly every edit, and Sphinx writes a page whose text has
    changed in any case.
    """

    key: str
    posting: PostingView
    description: str = ""
    """The one that the author gave."""
    summary: str = ""
    image: ImageView | None = None
    modified: datetime | None = None
    expires: datetime | None = None
    authors: tuple[PersonView, ...] = ()
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    minutes: int = 0
    languages: tuple[str, ...] = ()
    see_also: tuple[Link, ...] = ()
    """Other parts of its series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page that is not a post."""

    page: Link
    description: str = ""
    image: ImageView | None = None
    person: PersonView | None = None
    """The author that the page is about."""
    postings: tuple[PostingView, ...] | None = None
    """The posts on the home page; None on other pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadView:
    """The head of a post, or of a page of the blog."""

    is_hidden: bool = False
    """Whether search engines are kept out."""
    site: SiteView | None = None
    """None if the site wants no tags, but for what keeps search engines out."""
    articles: tuple[ArticleView, ...] = ()
    page: PageView | None = None
    """None for a document that is a post."""
    crumbs: tuple[Link, ...] = ()
    """The pages above this one, from the home of the site down."""
