"""Timeline: posts along a line, with years and months as its marks.

It is headings and lists; the line is drawn by the style sheet, so that it reads well in any format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .grouping import by_month, by_year, heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.post import Post
    from .entries import EntryMaker

__all__ = ["timeline"]


def timeline(maker: EntryMaker, posts: Sequence[Post], *, pinned_first: bool) -> nodes.container:
    """Posts by year and month.

    :param pinned_first: whether pinned posts stand above the others; then they are out of the order of time, and are
        not put into months.
    """
    line = nodes.container(classes=["blog-timeline", "no-search"])
    pinned = maker.words.said("pinned")
    for year, found in by_year(maker.words, posts, pinned_first=pinned_first).items():
        line += heading(2, nodes.Text(year), "blog-year")
        months = {"": found} if pinned_first and year == pinned else by_month(maker.words, found)
        for month, shown in months.items():
            if month:
                line += heading(3, nodes.Text(month), "blog-month")
            line += _points(maker, shown)
    return line


def _points(maker: EntryMaker, posts: Iterable[Post]) -> nodes.bullet_list:
    points = nodes.bullet_list(bullet="*", classes=["blog-points"])
    for post in posts:
        head = nodes.paragraph(classes=["blog-point"])
        head += [*maker.date(post), nodes.Text(" "), *maker.title(post)] if post.date else maker.title(post)
        point = nodes.list_item("", head)
        if text := maker.summary(post):
            point += nodes.paragraph(text, text, classes=["blog-point-text"])
        points += point
    return points
