"""The views of a page around its text: post components, the head, and navigation with sidebars."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias

from .post import Measure
from .record import record
from .views import Shared

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .listing_views import ProfileLink, VersionBadge
    from .services import License
    from .views import Link

__all__ = [
    "AnyPost",
    "ArticleView",
    "BylineView",
    "CommentsView",
    "CoverView",
    "HeadView",
    "ImageView",
    "KnownPosts",
    "NavigationView",
    "NoticeView",
    "OriginalView",
    "PageLink",
    "PageView",
    "PersonView",
    "PostComponents",
    "PostingView",
    "PrevNextView",
    "RecentPost",
    "RecentPosts",
    "RelatedView",
    "SeriesBoxView",
    "SeriesPartView",
    "ShareView",
    "SidebarCount",
    "SidebarProfile",
    "SidebarTerm",
    "SidebarTerms",
    "SidebarView",
    "SidebarYear",
    "SidebarYears",
    "SiteView",
    "TermGroup",
    "Toctrees",
]


@record
class ImageView:
    """An image."""

    path: str
    """From the source folder; or a URL."""
    file: str = ""
    """Its name in the output; empty for one that no document shows."""
    alt: str = ""


@record
class TermGroup:
    """The terms of one taxonomy in a byline."""

    taxonomy: str
    terms: tuple[Link, ...]


@record
class OriginalView:
    """Where a post comes from."""

    kind: str
    """``repost``, ``translation`` or ``cross-post``."""
    source: Link
    """Its title, or its URL without one."""
    author: str = ""


@record
class BylineView:
    """The date of a post, its authors and other terms, its length."""

    date: datetime | None = None
    updated: datetime | None = None
    avatars: tuple[ImageView, ...] = ()
    """The pictures of the authors that have one."""
    groups: tuple[TermGroup, ...] = ()
    """The terms in one line with the date, in order."""
    tags: tuple[Link, ...] = ()
    measure: Measure = field(default_factory=Measure)
    """Without the number of words if the site does not show it: it changes at nearly every edit."""
    original: OriginalView | None = None
    versions: tuple[VersionBadge, ...] = ()
    """The versions to which the post applies, by project."""


@record
class NoticeView:
    """A box above the text of a post."""

    kind: str
    """The status of the post, or ``updated``, ``superseded``, ``other-version`` or ``outdated``."""
    timestamp: datetime | None = None
    """When the status changes or has changed; of an outdated post, the date of its text."""
    successor: Link | None = None
    """The post that supersedes it."""
    version: str = ""
    """The project with the versions to which the post applies."""
    current: str = ""
    """The current version of that project."""


@record
class SeriesPartView:
    """A part of a series."""

    number: int
    post: Link
    is_current: bool = False
    """Whether it is the post that shows it."""


@record
class SeriesBoxView:
    """A series of which a post is one of several parts."""

    series: Link
    number: int
    total: int
    parts: tuple[SeriesPartView, ...]
    """All parts, or those nearest to the post."""
    previous: Link | None = None
    next: Link | None = None


@record
class PrevNextView:
    """The posts before and after one by date."""

    newer: Link | None = None
    older: Link | None = None


@record
class RelatedView:
    """A post on the same subjects."""

    post: Link
    date: datetime | None = None


@record
class ShareView:
    """Links by which visitors share a post."""

    post: Link
    """Its text is the title to share."""
    base: str
    """The base URL of the site; empty if it has none."""
    canonical: str
    """The URL that the author gave for the post; empty if none."""
    services: tuple[tuple[str, str, str], ...]
    """(key, name, template of the URL) of each; the key is empty for a service that the site defines."""


@record
class CommentsView:
    """The comments of a service."""

    post: Link
    """Its text is the title of the thread."""
    base: str
    canonical: str
    language: str
    options: Mapping[str, object]
    """Of the service, with its name as ``provider``."""


@record
class CoverView:
    """The cover of a post on its own page."""

    image: ImageView
    digest: str = ""
    """Of the file and the program that resizes it; not displayed."""


@record
class PostComponents:
    """All that the components of a post show.

    Whether a component has a place in the text is not part of it: templates show any of them anywhere.
    """

    key: str
    byline: BylineView = field(default_factory=BylineView)
    cover: CoverView | None = None
    notices: tuple[NoticeView, ...] = ()
    series: tuple[SeriesBoxView, ...] = ()
    prev_next: PrevNextView = field(default_factory=PrevNextView)
    related: tuple[RelatedView, ...] = ()
    license: License | None = None
    share: ShareView | None = None
    comments: CommentsView | None = None


@record
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


@record
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


@record
class PostingView:
    """A post in the data of the home page."""

    post: Link
    canonical: str = ""
    """The URL that the author gave for the post; empty if none."""
    published: datetime | None = None


@record
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


@record
class PageView:
    """A page that is not a post."""

    page: Link
    description: str = ""
    image: ImageView | None = None
    person: PersonView | None = None
    """The author that the page is about."""
    postings: tuple[PostingView, ...] | None = None
    """The posts on the home page; None on other pages."""


@record
class HeadView:
    """The head of a post, or of a page of the blog."""

    is_hidden: bool = False
    """Whether search engines are kept out."""
    site: SiteView | None = None
    """None if the site disables metadata tags, except for pages marked ``noindex``."""
    articles: tuple[ArticleView, ...] = ()
    page: PageView | None = None
    """None for a document that is a post."""
    crumbs: tuple[Link, ...] = ()
    """The pages above this one, from the home of the site down."""


# -- sidebars ----------------------------------------------------------------------------------------------------------


@record
class RecentPost:
    """One of the newest posts."""

    post: Link
    date: datetime | None = None


@record
class RecentPosts(Shared):
    """The newest posts, for the sidebar ``recent``."""

    posts: tuple[RecentPost, ...]
    more: Link
    """A link to the home of the blog."""
    date_format: str = ""
    """The pattern of the dates; empty for the one of the site."""


@record
class SidebarTerm:
    """A term of a sidebar."""

    term: Link
    count: int
    size: int
    """The size of its letters in a cloud."""


@record
class SidebarTerms(Shared):
    """All terms of a taxonomy."""

    taxonomy: str
    terms: tuple[SidebarTerm, ...]
    more: Link
    """A link to all terms of the taxonomy, or to the archive."""


@record
class SidebarYear:
    """A year of a sidebar."""

    year: int
    count: int
    page: Link
    """Its page, or the archive."""


@record
class SidebarYears(Shared):
    """The years with posts."""

    years: tuple[SidebarYear, ...]
    more: Link
    """A link to the archive."""


@record
class SidebarCount:
    """A number of posts, categories or tags."""

    name: str
    """``posts``, or the name of a taxonomy."""
    count: int
    page: Link
    """The archive, or all terms of the taxonomy."""


@record
class SidebarProfile(Shared):
    """An author, for the sidebar ``profile``."""

    author: Link
    """The name, as a link to the page of the author or to the home of the blog."""
    motto: str = ""
    image: ImageView | None = None
    digest: str = ""
    """The digest of the file of the image."""
    counts: tuple[SidebarCount, ...] = ()
    profiles: tuple[ProfileLink, ...] = ()
    """Links to profiles on other sites."""


@record
class AnyPost:
    """A post as templates see it by an object that shows all of the blog."""

    post: Link
    date: datetime | None
    updated: datetime | None
    status: str
    terms: tuple[tuple[str, tuple[Link, ...]], ...]


@record
class KnownPosts(Shared):
    """All posts, for templates that may show anything of them."""

    posts: tuple[AnyPost, ...]


SidebarView: TypeAlias = RecentPosts | SidebarTerms | SidebarYears | SidebarProfile | KnownPosts


# -- navigation --------------------------------------------------------------------------------------------------------


@record
class PageLink:
    """A link of the navigation to a page, with its title as the page has it."""

    page: Link
    markup: str
    """The title with its markup, for themes show it: a title with code or math in it."""


@record
class NavigationView:
    """Where a post or page is in the navigation of a theme."""

    parents: tuple[Link, ...] = ()
    """The documents below which the page may be displayed, the best first; the first one in a toctree is used."""
    previous_page: PageLink | None = None
    """The page before it in a collection of several pages."""
    next_page: PageLink | None = None
    is_post: bool = False
    """Whether previous and next are posts, if there are any."""
    previous_post: PageLink | None = None
    """The part before it in its series, or the older post."""
    next_post: PageLink | None = None
    """The part after it in its series, or the newer post."""


@record
class Toctrees(Shared):
    """The toctrees of the site, which themes show on every page."""

    entries: tuple[tuple[str, tuple[tuple[str | None, str], ...]], ...]
    """(docname, its entries: title given by the author, docname or URL) of each document with a toctree."""
    titles: tuple[tuple[str, str], ...]
    """(docname, title with its markup) of the documents in them."""
