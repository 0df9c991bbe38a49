"""The record of a post, and its status at a given time.

All fields are plain values: no nodes, no absolute paths, no objects of Sphinx.  The records are pickled with the
environment, so a changed field requires a new ``BlogDomain.data_version``.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from .record import record
from .taxonomy import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .views import Run

__all__ = [
    "TAXONOMIES",
    "UNPUBLISHED",
    "Blanking",
    "ExcerptRule",
    "FoundDraft",
    "Measure",
    "Post",
    "PostStatus",
    "TaggedPage",
    "UnpublishedDocument",
    "newest_first",
    "status_of",
    "update_shown",
]

TAXONOMIES = tuple(taxonomy.name for taxonomy in BUILT_IN)
"""The built-in taxonomies, in the order in which entries and navigation display them."""


class PostStatus(StrEnum):
    """The visibility of a post at a given time."""

    PUBLISHED = "published"
    """Included in listings, feeds, search and inventory."""
    DRAFT = "draft"
    """Without a valid date, or with ``draft: true``; included in previews only."""
    SCHEDULED = "scheduled"
    """With a date in the future; included in previews only until then."""
    UNLISTED = "unlisted"
    """With a page, but excluded from listings."""
    EXPIRED = "expired"
    """With a page, but no longer in listings."""


UNPUBLISHED = (PostStatus.DRAFT, PostStatus.SCHEDULED)
"""The statuses of posts that are not published yet."""


@record
class Measure:
    """The length of a text; :mod:`sphinxext_blog.model.readtime` counts it."""

    words: int = 0
    """Words of scripts that separate words by spaces."""
    characters: int = 0
    """Han and kana characters."""
    minutes: int = 0
    """Reading time in whole minutes; 0 only for a post without text."""


@record
class ExcerptRule:
    """The part of a post that is its excerpt, so that it can be extracted from the stored doctree."""

    from_body: bool = False
    """Whether the excerpt is the body of the ``post`` directive."""
    blocks: int = 0
    """The number of leading blocks of the post otherwise, headings included."""
    marked: bool = False
    """Whether a marker inside the last of those blocks ends the excerpt."""
    automatic: bool = False
    """Whether the length of the excerpt was determined automatically."""
    truncated: bool = False
    """Whether the post continues after the excerpt."""
    from_front_matter: bool = False
    """Whether the excerpt is a text with markup from front matter, and not a part of the post."""


@record
class Original:
    """Where a post comes from, if it was first published elsewhere."""

    kind: str = "repost"
    """One of :data:`ORIGINAL_KINDS`."""
    title: str = ""
    author: str = ""
    url: str = ""
    document: str = ""
    """The name of a document of this site, instead of a URL."""


ORIGINAL_KINDS = ("repost", "translation", "cross-post")


@record
class Post:
    """A post: a document, or a section of one.

    ``docname`` and ``anchor`` identify it; the other fields are its metadata with defaults filled in.
    """

    docname: str
    anchor: str = ""
    """The id of the section; empty for a post that is a whole document."""
    title: str
    """The title as text; math in it is readable text, too."""
    original: Original | None = None
    """Where the post comes from."""
    title_runs: tuple[Run, ...] = ()
    """The title with its markup; empty if it has none."""
    date: datetime | None = None
    """Zone-aware; a post without one is a draft."""
    updated: datetime | None = None
    """Zone-aware; the newest of ``updated`` and the dates of its ``update`` notes."""
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(taxonomy, labels as written) for each taxonomy of the post."""
    series_order: int | None = None
    excerpt: str | int | None = None
    """The key ``excerpt``: a text or a number of paragraphs; None if not set."""
    description: str = ""
    """The key ``description``; empty if not set."""
    summary: str = ""
    """The description, or the start of the text, as plain text of about the length of a search result."""
    text: str = ""
    """The plain-text excerpt (``blog_excerpt = "text"``)."""
    text_cut: bool = False
    """Whether the plain-text excerpt is truncated."""
    excerpt_rule: ExcerptRule = ExcerptRule()
    """The part of the post that is its excerpt with markup."""
    digest: str = ""
    """A digest of the part of the body that listings display."""
    image: str = ""
    """The cover image: a path from the source folder, a URL, or empty."""
    image_alt: str = ""
    image_digest: str = ""
    """A digest of the file of the cover; empty for a URL, and without a cover."""
    image_shown: bool | None = None
    """Whether the page of the post displays the cover; None: the default of the site."""
    has_fallback_image: bool = False
    """Whether the cover is that of a category or of the site."""
    draft: bool = False
    unlisted: bool = False
    pinned: bool = False
    expires: datetime | None = None
    applies_to: tuple[tuple[str, str], ...] = ()
    """(project, version specifier) as the author wrote them."""
    outdated_after: str | None = None
    """The duration after which the post may be outdated; None: the default of the site; empty: never."""
    superseded_by: str = ""
    """The name of the post that replaces this one, as the author wrote it."""
    external_link: str = ""
    canonical: str = ""
    aliases: tuple[str, ...] = ()
    comments: bool | None = None
    """None: the default of the site."""
    related: bool | None = None
    """None: the default of the site."""
    mentions: bool = True
    """Whether lists of links to other posts and to objects include the post."""
    license: str | None = None
    """None: the default of the site; empty: no license."""
    doi: str = ""
    """The DOI, without the prefix of its URL; empty if none."""
    citation: bool | None = None
    """Whether the post can be cited; None: the default of the site."""
    measure: Measure = Measure()
    named: tuple[str, ...] = ()
    """For a section: the explicit ids in it that are in no other post."""
    others: tuple[str, ...] = ()
    """The ids of the sections of the document that are posts of their own."""
    line: int = 0
    """The line of the declaration; 0 if unknown."""

    @property
    def key(self) -> str:
        """The identity of the post: the docname, with ``#anchor`` for a section."""
        return f"{self.docname}#{self.anchor}" if self.anchor else self.docname

    @property
    def has_plain_excerpt(self) -> bool:
        """Whether the excerpt is a text without markup from front matter; the body of a directive takes precedence."""
        return isinstance(self.excerpt, str) and not (
            self.excerpt_rule.from_body or self.excerpt_rule.from_front_matter
        )

    def labels(self, taxonomy: str) -> tuple[str, ...]:
        """Return the labels of a taxonomy, in the order of the source."""
        return next((labels for name, labels in self.terms if name == taxonomy), ())


@record
class TaggedPage:
    """A document that is not a post, but is included on tag pages by the ``tag`` directive."""

    docname: str
    title: str
    tags: tuple[str, ...] = ()


@record
class UnpublishedDocument:
    """A document that is not published yet and so is excluded from the output."""

    post: Post
    files: tuple[tuple[str, int], ...] = ()
    """(path from the source folder, modification time in nanoseconds) of each file that this depends on."""


def status_of(post: Post, now: datetime) -> PostStatus:
    """Return the status of a post at a given time.

    A post with a date equal to ``now`` is published; one with ``expires`` equal to ``now`` has expired.  A draft is a
    draft whatever its date; a scheduled post is scheduled even if it is also unlisted.
    """
    if post.draft or post.date is None:
        return PostStatus.DRAFT
    if post.date > now:
        return PostStatus.SCHEDULED
    if post.unlisted:
        return PostStatus.UNLISTED
    if post.expires is not None and post.expires <= now:
        return PostStatus.EXPIRED
    return PostStatus.PUBLISHED


def update_shown(post: Post) -> datetime | None:
    """Return the update to display: one on a later day than the post, or of a post without date; None if there is none.

    The days are those that are displayed, so each is in the time zone of its timestamp.
    """
    updated, date = post.updated, post.date
    if updated is None or date is None:
        return updated
    return updated if updated > date and updated.date() > date.date() else None


def newest_first(posts: list[Post]) -> list[Post]:
    """Return posts by date, newest first, undated posts last; ties by docname, then by anchor, ascending."""
    ordered = sorted(posts, key=_identity)
    dated = [(post.date, post) for post in ordered if post.date is not None]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [post for _, post in dated] + [post for post in ordered if post.date is None]


def _identity(post: Post) -> tuple[str, str]:
    return post.docname, post.anchor


@record
class FoundDraft:
    """A document that turned out to be unpublished while Sphinx read it."""

    post: Post
    names: tuple[str, ...] = ()
    """The names it defined in domains, where it may have replaced those of other documents."""


@record
class Blanking:
    """The lines of the unpublished sections of a document, which are removed before it is read."""

    lines: Mapping[str, tuple[str, tuple[int, ...]]] | None = None
    """(digest of the text, indices of the lines) by the path of an included file, empty for the document; None if
    unknown."""
    dates: tuple[datetime | None, ...] = ()
    """The publication dates of the removed posts; None for drafts."""
    posts: int = 0
    """The number of ``post`` directives in the document, including removed ones."""
    kept: int = 0
    """The number of those that remain."""
    names: tuple[str, ...] = ()
    """The names that the whole document defines."""

    @property
    def is_within_own_file(self) -> bool:
        """Whether all lines are in the file of the document itself."""
        return self.lines is not None and self.lines.keys() == {""}

    def and_then(self, later: Blanking) -> Blanking:
        """Return this combined with a later one, if the rest of a document has another unpublished section."""
        if self.lines is None:
            return later
        lines = dict(self.lines)
        for path, (text, indices) in (later.lines or {}).items():
            digest, before = lines.get(path, (text, ()))
            lines[path] = digest, tuple(sorted({*before, *indices}))
        return replace(later, lines=lines, dates=(*self.dates, *later.dates))
