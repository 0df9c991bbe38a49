"""Relations: the related posts and the series of each post, found once for a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.catalog import in_order, standing
from ..model.related import related_among

if TYPE_CHECKING:
    from ..domain import BlogDomain
    from ..model.catalog import Standing
    from ..model.post import Post
    from ..model.terms import Term

__all__ = ["related_to", "series_of"]

MOST_PARTS = 25
"""How many parts of a series its box names.  With all of them, the pages of a series would grow with its square."""


def related_to(domain: BlogDomain, post: Post) -> tuple[Post, ...]:
    """The posts a post is related to, best first."""
    if not domain.options.related or post.related is False:
        return ()
    if domain.build.related is None:
        domain.build.related = _related(domain, domain.options.related)
    return domain.build.related.get(post.key, ())


def _related(domain: BlogDomain, count: int) -> dict[str, tuple[Post, ...]]:
    """By key.  What the last build found is kept with the environment: most edits leave all of it as it is."""
    listed = domain.catalog.listed
    undated = [post for post in listed if post.date is None]  # in previews: drafts, which will be the newest
    posts = [post for post in reversed(listed) if post.date is not None] + undated
    filed = tuple((post.key, post.terms) for post in posts)
    stored = domain.records.related
    known = stored[1:] if stored is not None and stored[0] == count else ((), ())
    found = related_among(filed, count, known)
    domain.records.related = (count, filed, found)
    return {post.key: tuple(posts[place] for place in places) for post, places in zip(posts, found, strict=True)}


def parts_of(domain: BlogDomain, term: Term) -> tuple[tuple[Post, ...], dict[str, int]]:
    """The parts of a series in order, and the place of each by its key."""
    series = domain.build.series
    if term.key not in series:
        parts = in_order(term.posts)
        series[term.key] = parts, {part.key: place for place, part in enumerate(parts)}
    return series[term.key]


def series_of(domain: BlogDomain, post: Post) -> list[tuple[Term, Standing]]:
    """The series that a post is one of several parts of, and where it stands in each."""
    found = []
    for term in domain.catalog.terms_for(post, "series"):
        parts, places = parts_of(domain, term)
        if len(parts) > 1 and post.key in places:  # which an unlisted post is not
            found.append((term, standing(parts, places[post.key], MOST_PARTS)))
    return found
