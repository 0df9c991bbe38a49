"""The catalog: all posts that a build shows, sorted and grouped, and the parts of their series."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .post import TAXONOMIES, UNPUBLISHED, Post, State, TaggedPage, newest_first, state_of
from .slugs import slugify
from .terms import Collision, Term, Vocabulary, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

__all__ = ["Catalog", "Standing", "catalogue", "in_order", "settled", "standing"]

_UNDECLARED = Vocabulary()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Posts and what they are grouped by; every sequence is in the order in which it is shown."""

    listed: tuple[Post, ...]
    """What listings show, newest first."""
    built: dict[str, Post]
    """Every post that has a page, listed or not, by key; newest first."""
    states: dict[str, State]
    """The state of every built post, by key."""
    terms: dict[str, tuple[Term, ...]]
    """By taxonomy, then by label; a taxonomy without terms is left out."""
    years: dict[int, tuple[Post, ...]]
    """Newest first, posts as well."""
    months: dict[tuple[int, int], tuple[Post, ...]]
    collisions: tuple[Collision, ...]
    next_scheduled: datetime | None
    """The date of the scheduled post that comes first."""
    vocabularies: Mapping[str, Vocabulary]
    """What the site declares of the terms of each taxonomy it has, in the order in which those are shown."""
    _by_label: dict[tuple[str, str], Term] = field(repr=False)
    _filed: dict[str, dict[str, tuple[Term, ...]]] = field(default_factory=dict, repr=False)
    """The terms of each post by taxonomy, once they were asked for."""
    _around: dict[str, tuple[Post | None, Post | None]] = field(default_factory=dict, repr=False)
    """The neighbours of each listed post, once they were asked for."""

    @property
    def taxonomies(self) -> tuple[str, ...]:
        """The kinds of term that the site may have, in the order in which they are shown."""
        return tuple(self.vocabularies)

    def term(self, taxonomy: str, label: str) -> Term | None:
        """The term a label or a name in the site's data means, whatever its case; None if nothing is filed under it."""
        return self._by_label.get((taxonomy, self.vocabulary(taxonomy).key_of(label)))

    def vocabulary(self, taxonomy: str) -> Vocabulary:
        """What the site declares of the terms of a taxonomy."""
        return self.vocabularies.get(taxonomy, _UNDECLARED)

    def above(self, term: Term) -> tuple[Term, ...]:
        """The terms above one, from the top down."""
        keys = self.vocabulary(term.taxonomy).ancestors(term.key)
        return tuple(self._by_label[term.taxonomy, key] for key in keys)[::-1]

    def below(self, term: Term) -> tuple[Term, ...]:
        """The terms right below one, by label."""
        return tuple(found for found in self.terms[term.taxonomy] if found.parent == term.key)

    def terms_for(self, post: Post, taxonomy: str) -> tuple[Term, ...]:
        """The terms of a post, in the author's order; without those that have no page (of an unlisted post)."""
        filed = self._filed.get(post.key)
        if filed is None:
            filed = {name: tuple(self._known(name, labels)) for name, labels in post.terms}
            self._filed[post.key] = filed
        return filed.get(taxonomy, ())

    def _known(self, taxonomy: str, labels: Iterable[str]) -> Iterator[Term]:
        keys = dict.fromkeys(map(self.vocabulary(taxonomy).key_of, labels))
        found = (self._by_label.get((taxonomy, key)) for key in keys)
        return (term for term in found if term is not None)

    def prev_next(self) -> dict[str, tuple[Post | None, Post | None]]:
        """(newer, older) by date for each listed post, by key."""
        if not self._around:
            row = (None, *self.listed, None)
            self._around.update((post.key, (row[place], row[place + 2])) for place, post in enumerate(self.listed))
        return self._around


def settled(posts: Iterable[Post], now: datetime) -> tuple[datetime, datetime | None]:
    """The moments between which every post's state is what it is now; None for the end where there is no end."""
    changes = [moment for post in posts for moment in (post.date, post.expires) if moment is not None]
    before = max((moment for moment in changes if moment <= now), default=datetime.min.replace(tzinfo=UTC))
    return before, min((moment for moment in changes if moment > now), default=None)


def catalogue(
    posts: Iterable[Post],
    pages: Iterable[TaggedPage],
    *,
    now: datetime,
    preview: bool,
    apart: bool = False,
    vocabularies: Mapping[str, Vocabulary] | None = None,
    slug_of: Callable[[str], str] = slugify,
    order: Callable[[list[Post]], list[Post]] = newest_first,
) -> Catalog:
    """Sort and group all posts and tagged pages.

    :param now: an aware moment; it decides what is scheduled and what has expired.
    :param preview: show drafts and scheduled posts as if they were published.
    :param apart: let those of a preview have pages, but stand in no listing.
    :param vocabularies: what the site declares of the terms of each taxonomy; those that every blog has, and nothing
        declared, when left out.
    :param slug_of: what makes the slug of a label.
    :param order: puts all posts in order, the newest first.
    """
    ordered = order(list(posts))
    states = {post.key: state_of(post, now) for post in ordered}
    built = {post.key: post for post in ordered if preview or states[post.key] not in UNPUBLISHED}
    shown = (State.PUBLISHED, *UNPUBLISHED) if preview and not apart else (State.PUBLISHED,)
    listed = tuple(post for post in built.values() if states[post.key] in shown and not post.unlisted)
    scheduled = [post.date for post in ordered if post.date is not None and states[post.key] is State.SCHEDULED]
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
        states=states,
        terms=terms,
        years={year: tuple(years[year]) for year in sorted(years, reverse=True)},
        months={month: tuple(months[month]) for month in sorted(months, reverse=True)},
        collisions=collisions,
        next_scheduled=min(scheduled, default=None),
        vocabularies=declared,
        _by_label={(taxonomy, term.key): term for taxonomy, found in terms.items() for term in found},
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
        found, clashes = terms_of(taxonomy, listed, tagged, vocabulary=vocabulary, slug_of=slug_of)
        if found:
            terms[taxonomy] = found
        collisions += clashes
    return terms, tuple(collisions)


_FIRST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a post stands in a series."""

    number: int
    """From 1."""
    total: int
    previous: Post | None
    following: Post | None
    shown: tuple[tuple[int, Post], ...]
    """The parts to be shown with their numbers: all, or those nearest to the post."""


def in_order(posts: Iterable[Post]) -> tuple[Post, ...]:
    """The parts of a series: by ``series_order``, those without one after those with one; by date, undated ones last.

    Ties by docname, then by anchor.
    """
    return tuple(sorted(posts, key=_place))


def standing(parts: Sequence[Post], at: int, most: int) -> Standing:
    """Where one of the parts stands.

    :param parts: as :func:`in_order` gives them.
    :param at: which of them, from 0.
    :param most: how many are shown; of more, the nearest to it.
    """
    start = max(0, min(at - most // 2, len(parts) - most))
    return Standing(
        number=at + 1,
        total=len(parts),
        previous=parts[at - 1] if at else None,
        following=parts[at + 1] if at + 1 < len(parts) else None,
        shown=tuple(enumerate(parts[start : start + most], start + 1)),
    )


def _place(post: Post) -> tuple[object, ...]:
    order, date = post.series_order, post.date
    return order is None, order or 0, date is None, date or _FIRST, post.docname, post.anchor
