"""Grouping: the posts of a listing under headings by date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..i18n import Wording
    from ..model.post import Post

__all__ = ["by_month", "by_year", "heading"]


def heading(level: int, content: nodes.Node, *classes: str) -> nodes.rubric:
    """A heading within a listing.

    A rubric, no section: a late section would take a number of the page's, and enter its table of contents.
    """
    found = nodes.rubric(content.astext(), "", content, classes=list(classes))
    found["heading-level"] = level
    return found


def by_year(words: Wording, posts: Iterable[Post], *, pinned_first: bool) -> dict[str, list[Post]]:
    """Posts by year, as it is written, in the order in which the years are met.

    :param pinned_first: whether pinned posts stand above the others: then they are a group of their own, or an old one
        would open its year before all others.
    """
    groups: dict[str, list[Post]] = {}
    for post in posts:
        if pinned_first and post.pinned:
            name = words.said("pinned")
        else:
            name = words.year(post.date.year) if post.date is not None else words.said("undated")
        groups.setdefault(name, []).append(post)
    return groups


def by_month(words: Wording, posts: Iterable[Post]) -> dict[str, list[Post]]:
    """Posts of a year by the name of their month; by the empty string those without a date."""
    groups: dict[str, list[Post]] = {}
    for post in posts:
        groups.setdefault(words.month_name(post.date.month) if post.date is not None else "", []).append(post)
    return groups
