"""Mentions: what the references of posts refer to, and which posts refer to a target.

References are resolved once, when all documents are read, and stored with the environment.  A build whose inputs are
equal to those of the last one does not resolve them again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain import per_build
from ..model.mentions import MentionIndex, MentionTarget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain import BlogDomain
    from ..model.post import Post
    from ..model.references import Reference
    from .link_views import LinkViews

__all__ = ["Mentions", "index_mentions", "mentions_of"]


def index_mentions(domain: BlogDomain, links: LinkViews) -> MentionIndex:
    """Return the targets of the references in posts."""
    finder = _TargetFinder(domain, links)
    numbers: dict[MentionTarget, int] = {}
    posts: dict[str, dict[int, None]] = {}
    for docname in sorted(domain.posts):
        for reference in domain.references_of(docname) if domain.options.backlinks else ():
            target = finder.target(reference) if reference.posts else None
            if target is None:
                continue
            for anchor in reference.posts:
                key = f"{docname}#{anchor}" if anchor else docname
                posts.setdefault(key, {})[numbers.setdefault(target, len(numbers))] = None
    return MentionIndex(
        targets=tuple(numbers), posts=tuple((key, tuple(indices)) for key, indices in sorted(posts.items()))
    )


class _TargetFinder:
    """Finds the targets of references."""

    def __init__(self, domain: BlogDomain, links: LinkViews) -> None:
        self._domain, self._links = domain, links

    def target(self, reference: Reference) -> MentionTarget | None:
        """Return the target of a reference in a post; None if it is neither a post nor in one."""
        targets = self._links.of_reference(reference).targets
        if not targets or targets[0].docname not in self._domain.posts:
            return None
        return MentionTarget(docname=targets[0].docname, anchor=targets[0].anchor)


@per_build
def mentions_of(domain: BlogDomain) -> Mentions:
    """Return the listed posts that refer to a target, in this build."""
    return Mentions(domain)


class Mentions:
    """The listed posts that refer to a target."""

    def __init__(self, domain: BlogDomain) -> None:
        """Look up the posts of the catalog in the stored index."""
        self._domain = domain
        index = domain.records.mentions
        indices = dict(index.posts)
        self._posts: dict[str, list[tuple[Post, MentionTarget]]] = {}
        """The posts that refer to each document, newest first, with the target."""
        for post in domain.catalog.listed:
            if not post.mentions:
                continue
            for number in indices.get(post.key, ()):
                target = index.targets[number]
                self._posts.setdefault(target.docname, []).append((post, target))

    def backlinks(self, post: Post) -> tuple[Post, ...]:
        """Return the posts that link to a post, newest first."""
        if not post.mentions:
            return ()
        sources = (
            source
            for source, target in self._posts.get(post.docname, ())
            if source.key != post.key and self._contains(post, target.anchor)
        )
        return tuple({source.key: source for source in sources}.values())

    def _contains(self, post: Post, anchor: str) -> bool:
        """Return whether a post contains an anchor of its document; a whole document contains the rest."""
        if post.anchor:
            return anchor == post.anchor or anchor in post.named
        return not any(self._contains(other, anchor) for other in self._sections(post.docname))

    def _sections(self, docname: str) -> Iterator[Post]:
        return (post for post in self._domain.posts.get(docname, ()) if post.anchor)
