"""Ordering: posts as ABlog lists them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..core.post import Post

__all__ = ["undated_first"]

_NEVER = datetime.max.replace(tzinfo=UTC)


def undated_first(posts: list[Post]) -> list[Post]:
    """Posts by date, newest first, undated ones before; those of one moment by title, descending; ties by docname."""
    ordered = sorted(posts, key=lambda post: (post.docname, post.anchor))
    ordered.sort(key=lambda post: (post.date or _NEVER, post.title), reverse=True)
    return ordered
