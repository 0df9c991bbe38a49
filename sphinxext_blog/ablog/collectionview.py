"""Views of collections: terms and years as templates of a site see them; see :mod:`.view`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from ..core.terms import cloud_sizes
from .spelling import ablog_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..core.post import Post
    from .postview import PostView
    from .view import ABlogView

__all__ = ["CatalogView", "CollectionView"]


class CatalogView:
    """The terms of a kind, or the years."""

    def __init__(self, view: ABlogView, kind: str) -> None:
        """The terms of a kind."""
        self._view, self._kind = view, kind
        self.name = self.xref = kind
        self.path = self.docname = view.page("archive") if kind == "archive" else view.page(kind, "index")

    def __iter__(self) -> Iterator[CollectionView]:
        """The collections: by label, years newest first."""
        catalog = self._view.domain.catalog
        if self._kind == "archive":
            for year, posts in catalog.years.items():
                yield CollectionView(self._view, self._kind, str(year), str(year), self._view.page(str(year)), posts)
            return
        for term in catalog.terms.get(self._kind, ()):
            page = self._view.page(self._kind, term.slug)
            yield CollectionView(self._view, self._kind, term.label, term.label, page, term.posts, term.info.url)

    def __len__(self) -> int:
        """How many posts its collections have."""
        return sum(map(len, self))

    def of(self, post: Post) -> list[CollectionView]:
        """The collections of a post, in its author's order."""
        catalog = self._view.domain.catalog
        known = {term.key: term for term in catalog.terms_for(post, self._kind)}
        keys = [catalog.vocabulary(self._kind).key_of(label) for label in post.labels(self._kind)]
        names = dict(zip(keys, post.labels(self._kind), strict=True))
        result = []
        for key, name in names.items():
            term = known.get(key)
            label, posts = (term.label, term.posts) if term is not None else (name, ())
            page = self._view.page(self._kind, term.slug) if term is not None else ""
            result.append(CollectionView(self._view, self._kind, name, label, page, posts))
        return result


class CollectionView:
    """The posts of a term or a year."""

    def __init__(  # noqa: PLR0917 - what a collection is made of
        self, view: ABlogView, kind: str, label: str, name: str, docname: str, posts: Iterable[Post], href: str = ""
    ) -> None:
        """Posts of a kind of collection."""
        self._view, self._posts, self._kind = view, tuple(posts), kind
        self.label, self.name, self.href = escape(label), escape(name), escape(href) if href else None
        self.title, self.path, self.docname = self.name, docname, docname
        self.xref = f"{kind}-{ablog_slug(label)}"

    def __iter__(self) -> Iterator[PostView]:
        """The posts, newest first."""
        return (self._view.post(post) for post in self._posts)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._posts)

    def __str__(self) -> str:
        """The name."""
        return self.name

    def __html__(self) -> str:
        """The name, which is escaped."""
        return self.name

    def relsize(self, maxsize: int = 5, minsize: int = 1) -> int:
        """The size of its name in a cloud."""
        sizes, key = self._view.sizes, (self._kind, maxsize, minsize)
        if key not in sizes:
            counts = [len(term.posts) for term in self._view.domain.catalog.terms.get(self._kind, ())]
            sizes[key] = dict(zip(counts, cloud_sizes(counts, maxsize - minsize + 1), strict=True))
        return minsize - 1 + sizes[key].get(len(self), 1)
