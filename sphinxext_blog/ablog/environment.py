"""``env.ablog_posts``: the posts in the form of ABlog, for extensions of a site.

It is a lazy view of the records of the domain, and pickled as an empty dict, which a build replaces at its start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from ..domain import blog_domain
from ..nodes import excerpt_body, find_nodes
from ..source.excerpt_storage import unpack
from ..source.excerpts import post_root
from ..sphinx_compat import load_doctree

if TYPE_CHECKING:
    from datetime import datetime

    from docutils import nodes
    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.post import Post

__all__ = ["PostsView", "add_posts_view"]


def add_posts_view(app: Sphinx) -> None:
    """Add the view of the posts to the environment (event: builder-inited)."""
    app.env.ablog_posts = PostsView(blog_domain(app.env))  # type: ignore[attr-defined]  # the name is ABlog's


class _ReadOnly:
    """A read-only part of the view."""

    def _refuse(self, *_args: object, **_values: object) -> NoReturn:
        raise TypeError("env.ablog_posts is read-only. Change the posts in their documents.")

    __setitem__ = __delitem__ = _refuse
    append = extend = insert = remove = sort = reverse = _refuse
    clear = pop = popitem = setdefault = _refuse

    def update(self, *others: object, **values: object) -> None:
        """Reject a change; accept an empty one, as when a site merges the results of parallel reading."""
        if any(others) or values:
            self._refuse()


class PostsView(_ReadOnly, Mapping[str, "tuple[PostView, ...]"]):
    """The posts of each document, by docname, in the order of the source."""

    def __init__(self, domain: BlogDomain) -> None:
        """Create a view of the posts of a domain."""
        self._domain = domain

    def __getitem__(self, docname: str) -> tuple[PostView, ...]:
        """Return the posts of a document."""
        posts = self._domain.posts[docname]
        return _Posts(PostView(self._domain, post, order) for order, post in enumerate(posts, 1))

    def __iter__(self) -> Iterator[str]:
        """Iterate over the documents with posts, in the order in which Sphinx reads them."""
        return iter(sorted(docname for docname, posts in self._domain.posts.items() if posts))

    def __len__(self) -> int:
        """Return the number of documents with posts."""
        return sum(map(bool, self._domain.posts.values()))

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[()]]:
        """Pickle an empty dict, so that the stored environment depends neither on the posts nor on this package."""
        return dict, ()


class _Posts(_ReadOnly, tuple["PostView", ...]):
    """The posts of a document."""

    __slots__ = ()


class PostView(_ReadOnly, Mapping[str, Any]):
    """A post by the keys that ABlog gives it."""

    def __init__(self, domain: BlogDomain, post: Post, order: int) -> None:
        """Create a view of a post.

        :param order: the number of the post in its document, from 1.
        """
        self._domain, self._post, self._order = domain, post, order

    def __getitem__(self, key: str) -> Any:
        """Return the value of a key, which is computed on access."""
        if key == "order":
            return self._order
        return _VALUES[key](self._domain, self._post)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys."""
        return iter((*_VALUES, "order"))

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(_VALUES) + 1

    def __repr__(self) -> str:
        """Return a short representation, without the nodes of the post."""
        return f"<post {self._post.key!r}>"


def _naive(domain: BlogDomain, timestamp: datetime | None) -> datetime | None:
    """Return a timestamp in the time zone of the blog without offset, as in ABlog."""
    return timestamp.astimezone(domain.zone).replace(tzinfo=None) if timestamp is not None else None


def _redirects(post: Post) -> list[str]:
    """Return the names of former pages, each for the paths with and without ``.html``."""
    return [alias for alias in post.aliases if alias.removesuffix(".html") not in set(post.aliases) - {alias}]


def _doctree(domain: BlogDomain, post: Post) -> nodes.Element:
    """Return the document of a post, or its section."""
    doctree = load_doctree(domain.app, post.docname)
    return post_root(doctree, post.anchor) if post.anchor else doctree


def _is_excluded(domain: BlogDomain, post: Post) -> bool:
    return any(
        isinstance(node, excerpt_body) and node.get("excluded")
        for node in find_nodes(_doctree(domain, post), excerpt_body)
    )


_Value: TypeAlias = Callable[["BlogDomain", "Post"], Any]
_VALUES: Mapping[str, _Value] = {
    "docname": lambda _domain, post: post.docname,
    "section": lambda _domain, post: post.anchor,
    "date": lambda domain, post: _naive(domain, post.date),
    "update": lambda domain, post: _naive(domain, max(filter(None, (post.updated, post.date)), default=None)),
    "title": lambda _domain, post: post.title,
    "excerpt": lambda domain, post: unpack(domain.records.excerpts[post.docname][post.anchor]),
    "tags": lambda _domain, post: list(post.labels("tag")),
    "author": lambda _domain, post: list(post.labels("author")),
    "category": lambda _domain, post: list(post.labels("category")),
    "location": lambda _domain, post: list(post.labels("location")),
    "language": lambda _domain, post: list(post.labels("language")),
    "redirect": lambda _domain, post: _redirects(post),
    "nocomments": lambda _domain, post: post.comments is False,
    "image": lambda _domain, post: post.image or None,
    "exclude": _is_excluded,
    "canonical_link": lambda _domain, post: post.canonical,
    "external_link": lambda _domain, post: post.external_link,
    "doctree": _doctree,
}
"""The functions that compute the values of the keys of ABlog, except ``order``."""
