"""Languages: posts that are one post in several languages, each of which is a post of its own here."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .blog import OldPost

__all__ = ["translations_in"]


def translations_in(posts: Iterable[OldPost]) -> Iterator[tuple[OldPost, OldPost]]:
    """Each translation, and the post that it is one of: that in the blog's own language, or the first."""
    versions: dict[str, list[OldPost]] = defaultdict(list)
    for post in posts:
        if post.version_of:
            versions[post.version_of].append(post)
    for group in versions.values():
        original = next((post for post in group if not post.language), group[0])
        yield from ((post, original) for post in group if post.language != original.language)
