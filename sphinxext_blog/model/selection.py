"""The selection of posts for a listing: filters, order and number.

A filter is a tuple of labels.  It matches a post with at least one of them, and with none of those that start with
``-``.  A post with a term also has the ancestors of the term.  All filters must match.
"""

from __future__ import annotations

from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from .catalog import sort_parts
from .record import record
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
    SERIES = "series"
    """The order of the parts of a series."""


@record
class Query:
    """The posts that a listing requests."""

    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(taxonomy, labels), each label optionally with a leading ``-``."""
    years: tuple[str, ...] = ()
    """Years of four digits, optionally with a leading ``-``."""
    paths: tuple[str, ...] = ()
    """Docnames or glob patterns, optionally with a leading ``-``; ``*`` also matches slashes."""
    sort: Sort = Sort.NEWEST
    limit: int | None = None
    """None: all matching posts."""
    among: int | None = None
    """The number of newest posts to sort; None: all matching posts."""
    pinned_first: bool = False

    @property
    def series(self) -> str:
        """Return the label of the series whose parts the query requests in order; empty if there is none."""
        labels = dict(self.terms).get("series", ())
        is_one = len(labels) == 1 and not labels[0].startswith("-")
        return labels[0] if is_one and self.sort is Sort.SERIES else ""


def select(catalog: Catalog, query: Query) -> tuple[Post, ...]:
    """Return the posts that match a query, in its order; a filter with unknown terms only matches no post."""
    posts = [post for post in catalog.listed if _matches(catalog, post, query)][: query.among]
    if query.sort is Sort.OLDEST:
        posts.reverse()
    elif query.sort is Sort.TITLE:
        posts.sort(key=lambda post: (label_key(post.title), post.title))
    elif query.sort is Sort.UPDATED:
        posts.sort(key=_last_change, reverse=True)
    elif query.sort is Sort.SERIES:
        posts = [*sort_parts(posts)]
    if query.pinned_first:
        posts.sort(key=lambda post: not post.pinned)
    return tuple(posts[: query.limit])


def unknown_in(catalog: Catalog, query: Query) -> tuple[tuple[str, str], ...]:
    """Return (filter, value) for each term and year of a query without listed posts."""
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
    date = post.updated or post.date
    return date.timestamp() if date is not None else float("-inf")


def _matches(catalog: Catalog, post: Post, query: Query) -> bool:
    for taxonomy, labels in query.terms:
        vocabulary = catalog.vocabulary(taxonomy)
        keys = vocabulary.filed_under(post.labels(taxonomy))
        if not _accepts(labels, lambda label, keys=keys, key_of=vocabulary.key_of: key_of(label) in keys):  # type: ignore[misc]
            return False
    year = str(post.date.year) if post.date is not None else ""
    return _accepts(query.years, lambda value: value == year) and _accepts(
        query.paths, lambda pattern: fnmatchcase(post.docname, pattern)
    )


def _accepts(values: tuple[str, ...], matches: Callable[[str], bool]) -> bool:
    excluded = [value[1:] for value in values if value.startswith("-")]
    included = [value for value in values if not value.startswith("-")]
    return not any(map(matches, excluded)) and (not included or any(map(matches, included)))
