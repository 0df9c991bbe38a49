"""The post catalog: all posts that a build includes, sorted and grouped, and their positions in series."""

from __future__ import annotations

from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .dates import date_after
from .post import TAXONOMIES, UNPUBLISHED, Post, PostStatus, TaggedPage, newest_first, status_of
from .record import record
from .slugs import slugify
from .terms import Collision, Term, Vocabulary, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

__all__ = [
    "Catalog",
    "SeriesPosition",
    "build_catalog",
    "outdated_at",
    "series_position",
    "sort_parts",
    "status_interval",
    "text_date",
]

_UNDECLARED = Vocabulary()


@record
class Catalog:
    """The posts of a site and their groups; every sequence is in display order."""

    listed: tuple[Post, ...]
    """The posts in listings, newest first."""
    built: dict[str, Post]
    """Every post that has a page, listed or not, by key; newest first."""
    statuses: dict[str, PostStatus]
    """The status of every post, by key."""
    terms: dict[str, tuple[Term, ...]]
    """By taxonomy, then by label; without taxonomies that have no terms."""
    years: dict[int, tuple[Post, ...]]
    """Years and their posts, newest first."""
    months: dict[tuple[int, int], tuple[Post, ...]]
    collisions: tuple[Collision, ...]
    next_scheduled: datetime | None
    """The date of the next scheduled post."""
    vocabularies: Mapping[str, Vocabulary]
    """The declared terms of each taxonomy of the site, in display order."""
    _by_label: dict[tuple[str, str], Term] = field(repr=False)
    _filed: dict[str, dict[str, tuple[Term, ...]]] = field(default_factory=dict, repr=False)
    """Cache: the terms of each post by taxonomy."""
    _neighbors: dict[str, tuple[Post | None, Post | None]] = field(default_factory=dict, repr=False)
    """Cache: the newer and the older post of each listed post."""

    @property
    def taxonomies(self) -> tuple[str, ...]:
        """The taxonomies of the site, in display order."""
        return tuple(self.vocabularies)

    def term(self, taxonomy: str, label: str) -> Term | None:
        """Return the term with a label, or with a name in the term data, ignoring case; None if it has no posts."""
        return self._by_label.get((taxonomy, self.vocabulary(taxonomy).key_of(label)))

    def vocabulary(self, taxonomy: str) -> Vocabulary:
        """Return the declared terms of a taxonomy."""
        return self.vocabularies.get(taxonomy, _UNDECLARED)

    def above(self, term: Term) -> tuple[Term, ...]:
        """Return the ancestors of a term, the topmost first."""
        keys = self.vocabulary(term.taxonomy).ancestors(term.key)
        return tuple(self._by_label[term.taxonomy, key] for key in keys)[::-1]

    def below(self, term: Term) -> tuple[Term, ...]:
        """Return the children of a term, by label."""
        return tuple(other for other in self.terms[term.taxonomy] if other.parent == term.key)

    def terms_for(self, post: Post, taxonomy: str) -> tuple[Term, ...]:
        """Return the terms of a post, in the author's order; without those that have no page (of an unlisted post)."""
        filed = self._filed.get(post.key)
        if filed is None:
            filed = {name: tuple(self._known(name, labels)) for name, labels in post.terms}
            self._filed[post.key] = filed
        return filed.get(taxonomy, ())

    def _known(self, taxonomy: str, labels: Iterable[str]) -> Iterator[Term]:
        keys = dict.fromkeys(map(self.vocabulary(taxonomy).key_of, labels))
        terms = (self._by_label.get((taxonomy, key)) for key in keys)
        return (term for term in terms if term is not None)

    def prev_next(self) -> dict[str, tuple[Post | None, Post | None]]:
        """Return (newer, older) by date for each listed post, by key."""
        if not self._neighbors:
            row = (None, *self.listed, None)
            self._neighbors.update((post.key, (row[index], row[index + 2])) for index, post in enumerate(self.listed))
        return self._neighbors


def text_date(post: Post) -> datetime | None:
    """Return the date of the current text of a post: that of its last update, or its own if that is later."""
    return max((timestamp for timestamp in (post.updated, post.date) if timestamp is not None), default=None)


def outdated_at(post: Post, default: str) -> datetime | None:
    """Return when a post may be outdated because of its age; None if never.

    :param default: the duration of the site; empty: never.
    """
    duration = default if post.outdated_after is None else post.outdated_after
    timestamp = text_date(post) if duration else None
    return date_after(timestamp, duration) if timestamp is not None else None


def status_interval(posts: Iterable[Post], now: datetime, outdated_after: str = "") -> tuple[datetime, datetime | None]:
    """Return the interval around ``now`` in which no post changes its status or becomes outdated.

    The end of the interval is None if there is none.

    :param outdated_after: the duration of the site; empty: never.
    """
    moments = ((post.date, post.expires, outdated_at(post, outdated_after)) for post in posts)
    changes = [timestamp for group in moments for timestamp in group if timestamp is not None]
    start = max((timestamp for timestamp in changes if timestamp <= now), default=datetime.min.replace(tzinfo=UTC))
    return start, min((timestamp for timestamp in changes if timestamp > now), default=None)


def build_catalog(
    posts: Iterable[Post],
    pages: Iterable[TaggedPage],
    *,
    now: datetime,
    preview: bool,
    drafts_unlisted: bool = False,
    vocabularies: Mapping[str, Vocabulary] | None = None,
    slug_of: Callable[[str], str] = slugify,
    order: Callable[[list[Post]], list[Post]] = newest_first,
) -> Catalog:
    """Return the catalog of all posts and tagged pages.

    :param now: an aware timestamp, which decides what is scheduled and what has expired.
    :param preview: include drafts and scheduled posts as if they were published.
    :param drafts_unlisted: exclude the drafts and scheduled posts of a preview from listings; they still have pages.
    :param vocabularies: the declared terms of each taxonomy; defaults to the built-in taxonomies without any.
    :param slug_of: returns the slug of a label.
    :param order: sorts all posts, the newest first.
    """
    ordered = order(list(posts))
    statuses = {post.key: status_of(post, now) for post in ordered}
    built = {post.key: post for post in ordered if preview or statuses[post.key] not in UNPUBLISHED}
    listable = (PostStatus.PUBLISHED, *UNPUBLISHED) if preview and not drafts_unlisted else (PostStatus.PUBLISHED,)
    listed = tuple(post for post in built.values() if statuses[post.key] in listable and not post.unlisted)
    scheduled = [post.date for post in ordered if post.date is not None and statuses[post.key] is PostStatus.SCHEDULED]
    declared = dict.fromkeys(TAXONOMIES, _UNDECLARED) if vocabularies is None else vocabularies
    terms, collisions = _terms(listed, list(pages), declared, slug_of)
    years: dict[int, list[Post]] = {}
    months: dict[tuple[int, int], list[Post]] = {}
    for post in listed:
        if post.date is not None:
            years.setdefault(post.date.year, []).append(post)
            months.setdefault((post.date.year, post.date.month), []).append(post)
    return Catalog(
        listed=listed,
        built=built,
        statuses=statuses,
        terms=terms,
        years={year: tuple(years[year]) for year in sorted(years, reverse=True)},
        months={month: tuple(months[month]) for month in sorted(months, reverse=True)},
        collisions=collisions,
        next_scheduled=min(scheduled, default=None),
        vocabularies=declared,
        _by_label={(taxonomy, term.key): term for taxonomy, group in terms.items() for term in group},
    )


def _terms(
    listed: tuple[Post, ...],
    pages: list[TaggedPage],
    vocabularies: Mapping[str, Vocabulary],
    slug_of: Callable[[str], str],
) -> tuple[dict[str, tuple[Term, ...]], tuple[Collision, ...]]:
    terms: dict[str, tuple[Term, ...]] = {}
    collisions: list[Collision] = []
    for taxonomy, vocabulary in vocabularies.items():
        tagged = pages if taxonomy == "tag" else ()
        group, clashes = terms_of(taxonomy, listed, tagged, vocabulary=vocabulary, slug_of=slug_of)
        if group:
            terms[taxonomy] = group
        collisions += clashes
    return terms, tuple(collisions)


_FIRST = datetime.min.replace(tzinfo=UTC)


@record
class SeriesPosition:
    """The position of a post in a series."""

    number: int
    """From 1."""
    total: int
    previous: Post | None
    next: Post | None
    parts: tuple[tuple[int, Post], ...]
    """The parts to display with their numbers: all, or those nearest to the post."""


def sort_parts(posts: Iterable[Post]) -> tuple[Post, ...]:
    """Return the parts of a series in order.

    They are sorted by ``series_order``, then by date, docname and anchor; parts without order or date come last.
    """
    return tuple(sorted(posts, key=_series_key))


def series_position(parts: Sequence[Post], at: int, most: int) -> SeriesPosition:
    """Return the position of one of the parts of a series.

    :param parts: the result of :func:`sort_parts`.
    :param at: the index of the part.
    :param most: the maximum number of parts to display; of more, the nearest are displayed.
    """
    start = max(0, min(at - most // 2, len(parts) - most))
    return SeriesPosition(
        number=at + 1,
        total=len(parts),
        previous=parts[at - 1] if at else None,
        next=parts[at + 1] if at + 1 < len(parts) else None,
        parts=tuple(enumerate(parts[start : start + most], start + 1)),
    )


def _series_key(post: Post) -> tuple[object, ...]:
    order, date = post.series_order, post.date
    return order is None, order or 0, date is None, date or _FIRST, post.docname, post.anchor
