"""The feed plan, a pure function of the catalog, and the views of feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .page_plan import join
from .post import PostStatus
from .record import record
from .views import Shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from .catalog import Catalog
    from .page_views import ImageView, PersonView
    from .post import Post
    from .terms import Term
    from .views import Link

__all__ = [
    "FEED_CONTENTS",
    "FORMATS",
    "AnnouncedFeed",
    "AnnouncedFeeds",
    "CategoryView",
    "FeedEntryView",
    "FeedLayout",
    "FeedView",
    "Format",
    "PlannedFeed",
    "feed_posts",
    "plan_feeds",
]


@record
class Format:
    """A format of feeds."""

    label: str
    """The name, the same in all languages."""
    media_type: str
    file: str
    """The file name of feeds in this format."""


FORMATS = {
    "atom": Format(label="Atom", media_type="application/atom+xml", file="atom.xml"),
    "rss": Format(label="RSS", media_type="application/rss+xml", file="rss.xml"),
    "json": Format(label="JSON Feed", media_type="application/feed+json", file="feed.json"),
}
FEED_CONTENTS = ("full", "excerpt", "none")
"""The amounts of text in entries."""


@record
class FeedLayout:
    """The options that determine the feed plan."""

    path: str = "blog"
    formats: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    """The taxonomies whose terms have feeds of their own."""
    content: str = "full"
    length: int | None = 20


@record
class PlannedFeed:
    """One feed in one format."""

    file: str
    """Its path in the output."""
    format: str
    """A key of :data:`FORMATS`."""
    page: str
    """The planned name of the page with the same posts."""
    taxonomy: str = ""
    slug: str = ""
    label: str = ""
    """The label of the term; empty for the feed of the blog."""
    title: str = ""
    """Empty: the title of the page."""
    subtitle: str = ""
    """Empty: the description of the site or of the term."""
    content: str = "full"
    """One of :data:`FEED_CONTENTS`."""
    posts: tuple[str, ...]
    """The keys of its posts, newest first; at least one."""
    patterns: tuple[tuple[str, str], ...] = ()
    """(field, template) of each field of entries that a template of the site generates."""


def feed_posts(catalog: Catalog) -> tuple[Post, ...]:
    """Return the posts that feeds include, newest first: published ones only, even in a preview."""
    return tuple(post for post in catalog.listed if catalog.statuses[post.key] is PostStatus.PUBLISHED)


def plan_feeds(catalog: Catalog, layout: FeedLayout) -> tuple[PlannedFeed, ...]:
    """Return all feeds: those of the blog, then those of terms by taxonomy; each in the order of the formats.

    There are no feeds without posts, because a feed requires the date of its last change.
    """
    posts = feed_posts(catalog)
    if not posts:
        return ()
    return (*_feeds_of(layout, "", posts), *_term_feeds(catalog, layout, {post.key for post in posts}))


def _term_feeds(catalog: Catalog, layout: FeedLayout, keys: set[str]) -> Iterator[PlannedFeed]:
    for taxonomy, terms in catalog.terms.items():
        for term in terms if taxonomy in layout.terms else ():
            posts = [post for post in term.posts if post.key in keys]
            below = join(taxonomy, term.slug)
            yield from _feeds_of(layout, below, posts, term)


def _feeds_of(layout: FeedLayout, below: str, posts: Iterable[Post], term: Term | None = None) -> Iterator[PlannedFeed]:
    keys = tuple(post.key for post in posts)[: layout.length]
    folder = join(layout.path, below)
    for name in layout.formats if keys else ():
        yield PlannedFeed(
            file=join(folder, FORMATS[name].file),
            format=name,
            page=folder if below else join(folder, "index"),
            content=layout.content,
            posts=keys,
            taxonomy=term.taxonomy if term is not None else "",
            slug=term.slug if term is not None else "",
            label=term.label if term is not None else "",
        )


@record
class AnnouncedFeed:
    """A feed to which the heads of pages link."""

    file: str
    """Its path in the output."""
    title: str
    format: str
    """A key of ``FORMATS``."""


@record
class AnnouncedFeeds(Shared):
    """The feeds to which the head of a page links."""

    base: str
    """The base URL of the site."""
    feeds: tuple[AnnouncedFeed, ...]


@record
class CategoryView:
    """A term of an entry."""

    label: str
    index: Link
    """A link to all terms of the taxonomy."""


@record
class FeedEntryView(Shared):
    """A post in feeds."""

    key: str
    post: Link
    external_link: str
    """The URL of the page elsewhere that the post is about; empty if none."""
    published: datetime
    updated: datetime
    authors: tuple[PersonView, ...]
    categories: tuple[CategoryView, ...]
    summary: str
    image: ImageView | None
    language: str
    """A language tag, if it is not that of the feed."""
    content: str
    """A digest of the inputs of the text of the post."""
    images: tuple[tuple[str, str], ...] = ()
    """(path, name in the output) of each image of its document."""


@record
class FeedView:
    """A feed in one format."""

    file: str
    """Its path in the output."""
    format: str
    """A key of ``FORMATS``."""
    content: str
    """How much of the texts of posts it contains: ``full``, ``excerpt`` or ``none``."""
    base: str
    """The base URL of the site."""
    page: Link
    """A link to the page that shows the same posts."""
    title: str
    subtitle: str
    language: str
    icon: str
    """The path or URL of the icon of the site; empty if none."""
    author: str
    """The author of entries without one."""
    hubs: tuple[str, ...] = ()
    """The URLs of hubs that notify subscribers."""
    patterns: tuple[tuple[str, str], ...]
    """(field, template) of each field of entries that a template of the site makes."""
    entries: tuple[FeedEntryView, ...]
