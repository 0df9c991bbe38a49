"""Which posts a listing shows: filters, order, number.

A filter is a tuple of wanted labels; a post passes when it has any of them and none of those that begin with ``-``.
It has a term also by having one below that.
All filters must pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from .slugs import label_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from .catalog import Catalog
    from .post import Post

__all__ = ["Query", "Sort", "select", "unknown_in"]


class Sort(StrEnum):
    """The order of a listing; ties are broken newest first, then by docname."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What an author asks a listing to show."""

    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(taxonomy, labels), each label maybe with a leading ``-``."""
    years: tuple[str, ...] = ()
    """Four digits each, maybe with a leading ``-``."""
    paths: tuple[str, ...] = ()
    """Docnames or glob patterns, maybe with a leading ``-``; ``*`` matches slashes, too."""
    sort: Sort = Sort.NEWEST
    limit: int | None = None
    """None: all of them."""
    among: int | None = None
    """How many of the newest are put in order; None: all of them."""
    pinned_first: bool = False


def select(catalog: Catalog, query: Query) -> tuple[Post, ...]:
    """Return the posts a query names, in its order; a filter that names only unknown terms selects nothing."""
    found = [post for post in catalog.listed if _passes(catalog, post, query)][: query.among]
    if query.sort is Sort.OLDEST:
        found.reverse()
    elif query.sort is Sort.TITLE:
        found.sort(key=lambda post: (label_key(post.title), post.title))
    elif query.sort is Sort.UPDATED:
        found.sort(key=_last_change, reverse=True)
    if query.pinned_first:
        found.sort(key=lambda post: not post.pinned)
    return tuple(found[: query.limit])


def unknown_in(catalog: Catalog, query: Query) -> tuple[tuple[str, str], ...]:
    """Return (filter, value) for each term and year of a query that no listed post has."""
    terms = (
        (taxonomy, label.removeprefix("-"))
        for taxonomy, labels in query.terms
        for label in labels
        if catalog.term(taxonomy, label.removeprefix("-")) is None
    )
    known = {str(year) for year in catalog.years}
    years = (("year", year.removeprefix("-")) for year in query.years if year.removeprefix("-") not in known)
    return (*terms, *years)


def _last_change(post: Post) -> float:
    moment = post.updated or post.date
    return moment.timestamp() if moment is not None else float("-inf")


def _passes(catalog: Catalog, post: Post, query: Query) -> bool:
    for taxonomy, wanted in query.terms:
        vocabulary = catalog.vocabulary(taxonomy)
        has = vocabulary.filed_under(post.labels(taxonomy))
        if not _accepts(wanted, lambda label, has=has, key_of=vocabulary.key_of: key_of(label) in has):  # type: ignore[misc]
            return False
    year = str(post.date.year) if post.date is not None else ""
    return _accepts(query.years, lambda value: value == year) and _accepts(
        query.paths, lambda pattern: fnmatchcase(post.docname, pattern)
    )


def _accepts(wanted: tuple[str, ...], matches: Callable[[str], bool]) -> bool:
    unwanted = [value[1:] for value in wanted if value.startswith("-")]
    any_of = [value for value in wanted if not value.startswith("-")]
    return not any(map(matches, unwanted)) and (not any_of or any(map(matches, any_of)))
