"""A post, as all later modules see it: one frozen record of plain values, and its status at a time.

No field is a node, a path of this machine or an object of Sphinx.  The record is pickled with the environment, so a
changed field means a new ``BlogDomain.data_version``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from .taxonomy import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

__all__ = [
    "TAXONOMIES",
    "UNPUBLISHED",
    "Blanking",
    "FoundDraft",
    "LeadRule",
    "Measure",
    "Post",
    "State",
    "TaggedPage",
    "Withheld",
    "newest_first",
    "state_of",
    "update_shown",
]

TAXONOMIES = tuple(taxonomy.name for taxonomy in BUILT_IN)
"""The kinds of term that every blog has, in the order in which entries and navigation show them."""


class State(StrEnum):
    """What a reader may see of a post at a given moment."""

    PUBLISHED = "published"
    """In listings, feeds, search and inventory."""
    DRAFT = "draft"
    """No date, a date that cannot be read, or ``draft: true``: in previews only."""
    SCHEDULED = "scheduled"
    """Its date lies in the future: in previews only, until then."""
    UNLISTED = "unlisted"
    """Its page is built, but nothing leads there."""
    EXPIRED = "expired"
    """Its page is kept, but listings have let it go."""


UNPUBLISHED = (State.DRAFT, State.SCHEDULED)
"""The states of what readers are not to see yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much there is to read: see :mod:`sphinxext_blog.model.readtime` for how it is counted."""

    words: int = 0
    """Words of scripts that put spaces between them."""
    characters: int = 0
    """Han and kana characters."""
    minutes: int = 0
    """Reading time in whole minutes; 0 only for a post without text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadRule:
    """Which part of its post an excerpt is: enough to find it again in the stored doctree without looking for it."""

    from_body: bool = False
    """It is the body of the ``post`` directive."""
    blocks: int = 0
    """How many of the post's first blocks it takes otherwise, headings counted."""
    marked: bool = False
    """A marker stands inside the last of them, and the rest of that is not part of it."""
    automatic: bool = False
    """Its length was not chosen by the author."""
    truncated: bool = False
    """The post goes on after it."""
    written: bool = False
    """It is no part of it, but a text of front matter with markup."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post: a document, or a section of one.

    ``docname`` and ``anchor`` identify it; all else is what its author wrote, read and completed.
    """

    docname: str
    anchor: str = ""
    """The id of its section; empty for a post that is a whole document."""
    title: str
    date: datetime | None = None
    """Zone-aware; None makes the post a draft."""
    updated: datetime | None = None
    """Zone-aware; the newest of ``updated`` and the dates of its ``update`` notes."""
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(taxonomy, labels as written) for each taxonomy the post uses."""
    series_order: int | None = None
    excerpt: str | int | None = None
    """The author's: a text, or a number of paragraphs; None when none was given."""
    description: str = ""
    """The author's; empty when none was given."""
    summary: str = ""
    """Plain text of about one search result's length: the description, or made from the post's text."""
    text: str = ""
    """The plain-text excerpt (``blog_excerpt = "text"``)."""
    text_cut: bool = False
    """Whether the plain-text excerpt leaves something out."""
    lead: LeadRule = LeadRule()
    """Where its rich excerpt is found."""
    digest: str = ""
    """Changes when what a listing shows of the post's body may have changed."""
    image: str = ""
    """Path from the source folder of the cover image, a URL, or the empty string."""
    image_alt: str = ""
    image_digest: str = ""
    """Changes with the file of the cover; empty for a URL, and without a cover."""
    draft: bool = False
    unlisted: bool = False
    pinned: bool = False
    expires: datetime | None = None
    external_link: str = ""
    canonical: str = ""
    aliases: tuple[str, ...] = ()
    comments: bool | None = None
    """None: as the site has it."""
    related: bool | None = None
    """None: as the site has it."""
    license: str | None = None
    """None: as the site has it; empty: nothing is said."""
    measure: Measure = Measure()
    named: tuple[str, ...] = ()
    """Of a section: the ids in it that its author named, and that stand in no other post."""
    others: tuple[str, ...] = ()
    """The ids of sections of the document that are posts themselves, and no part of this one."""
    line: int = 0
    """Where the author declared it; 0 when unknown."""

    @property
    def key(self) -> str:
        """Its identity: the docname, with ``#anchor`` for a section."""
        return f"{self.docname}#{self.anchor}" if self.anchor else self.docname

    @property
    def has_plain_excerpt(self) -> bool:
        """Whether its excerpt is a text of front matter without markup; the body of a directive comes before that."""
        return isinstance(self.excerpt, str) and not (self.lead.from_body or self.lead.written)

    def labels(self, taxonomy: str) -> tuple[str, ...]:
        """The labels it has of a taxonomy, in the author's order."""
        return next((labels for name, labels in self.terms if name == taxonomy), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedPage:
    """An ordinary document that the ``tag`` directive puts on tag pages, beside the posts."""

    docname: str
    title: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A document that is not published yet, and so is not in the output."""

    post: Post
    files: tuple[tuple[str, int], ...] = ()
    """The files that were read to know this, from the source folder, and when each was last changed, in nanoseconds."""


def state_of(post: Post, now: datetime) -> State:
    """The state of a post at a moment.

    A date equal to ``now`` is published, an ``expires`` equal to ``now`` has expired.  A draft is a draft
    whatever its date; a scheduled post is scheduled even where it is also unlisted.
    """
    if post.draft or post.date is None:
        return State.DRAFT
    if post.date > now:
        return State.SCHEDULED
    if post.unlisted:
        return State.UNLISTED
    if post.expires is not None and post.expires <= now:
        return State.EXPIRED
    return State.PUBLISHED


def update_shown(post: Post) -> datetime | None:
    """When a post was updated, if readers are told: it came on a later day than the post, or the post has no date.

    The days are those that readers are shown: each on the clock of the zone that its moment is in.
    """
    updated, date = post.updated, post.date
    if updated is None or date is None:
        return updated
    return updated if updated > date and updated.date() > date.date() else None


def newest_first(posts: list[Post]) -> list[Post]:
    """Posts by date, newest first, undated ones last; ties by docname, then by anchor, ascending."""
    ordered = sorted(posts, key=_identity)
    dated = [(post.date, post) for post in ordered if post.date is not None]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [post for _, post in dated] + [post for post in ordered if post.date is None]


def _identity(post: Post) -> tuple[str, str]:
    return post.docname, post.anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDraft:
    """A document that reading has found to be unpublished."""

    post: Post
    names: tuple[str, ...] = ()
    """What it defined in the domains, and may have taken from other documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blanking:
    """What a document is read without: the lines of its unpublished sections."""

    lines: Mapping[str, tuple[str, tuple[int, ...]]] | None = None
    """The digest of each text and the indices of its lines, by the path of an included file, empty for its own; None
    where they are not known."""
    dates: tuple[datetime | None, ...] = ()
    """The publication dates of the removed posts; None for drafts."""
    posts: int = 0
    """The number of ``post`` directives in the document, those that are removed included."""
    kept: int = 0
    """The number of those that are left."""
    names: tuple[str, ...] = ()
    """What the whole document defines."""

    @property
    def is_within_own_file(self) -> bool:
        """Whether all lines are those of the document's own file."""
        return self.lines is not None and self.lines.keys() == {""}

    def and_then(self, later: Blanking) -> Blanking:
        """Return both, where a document that was read without some sections turned out to have another one."""
        if self.lines is None:
            return later
        lines = dict(self.lines)
        for path, (text, indices) in (later.lines or {}).items():
            known = lines.get(path, (text, ()))
            lines[path] = known[0], tuple(sorted({*known[1], *indices}))
        return replace(later, lines=lines, dates=(*self.dates, *later.dates))
