"""Styles: posts as a listing, in each of the ways in which one can look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .cards import cards
from .grouping import by_year, heading
from .table import table
from .timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.post import Post
    from .entries import EntryMaker

__all__ = ["entries"]


def entries(maker: EntryMaker, posts: Sequence[Post], style: str, *, pinned_first: bool) -> list[nodes.Element]:
    """Posts in a style of ``LISTING_STYLES``, one node each or one for all.

    :param pinned_first: whether pinned posts stand above the others, as they do on the home page only.
    """
    if style == "compact":
        return _compact(maker, posts, pinned_first=pinned_first)
    if style == "cards":
        return [cards(maker, posts)]
    if style == "table":
        return [table(maker, posts)]
    if style == "timeline":
        return [timeline(maker, posts, pinned_first=pinned_first)]
    return [_entry(maker, post, whole=style == "full") for post in posts]


def _entry(maker: EntryMaker, post: Post, *, whole: bool) -> nodes.container:
    entry = nodes.container("", maker.heading(post), maker.meta(post), classes=["blog-entry", "no-search"])
    body, truncated = maker.body(post, whole=whole)
    picture = maker.picture(post, "list", beside=body) if not whole else None
    if picture is not None:
        entry += nodes.container("", picture, classes=["blog-entry-cover"])
    if body:
        entry += nodes.container("", *body, classes=["blog-excerpt"])
    entry += maker.tags(post)
    if truncated:
        entry += maker.read_more(post)
    return entry


def _compact(maker: EntryMaker, posts: Sequence[Post], *, pinned_first: bool) -> list[nodes.Element]:
    """One line each, under a heading for each year where there are several."""
    groups = by_year(maker.words, posts, pinned_first=pinned_first)
    result: list[nodes.Element] = []
    for year, found in groups.items():
        if len(groups) > 1:
            result.append(heading(2, nodes.Text(year), "blog-year"))
        lines = nodes.bullet_list(bullet="*", classes=["blog-compact", "no-search"])
        lines += [_line(maker, post) for post in found]
        result.append(lines)
    return result


def _line(maker: EntryMaker, post: Post) -> nodes.list_item:
    line = nodes.paragraph()
    for place, part in enumerate(filter(None, (maker.date(post), maker.title(post), maker.few_tags(post)))):
        line += [nodes.Text(" "), *part] if place else part
    return nodes.list_item("", line)
