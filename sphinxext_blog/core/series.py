"""Series: the parts of one, in order, and where a post stands among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .post import Post

__all__ = ["Standing", "in_order", "standing"]

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
