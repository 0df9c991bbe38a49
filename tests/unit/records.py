"""Posts for tests in one line each, and strategies that make many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from sphinxext_blog.model.catalog import Catalog, build_catalog
from sphinxext_blog.model.post import Post, TaggedPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxext_blog.model.terms import Vocabulary

__all__ = ["NOW", "catalog_of", "days_ago", "post", "post_lists", "tagged_pages"]

NOW = datetime(2026, 1, 11, 12, tzinfo=UTC)
"""The moment at which the tests' blogs are looked at."""

_TAGS = ("NLP", "nlp", "C", "C#", "C++", "csharp", "foo", "foo!", "index", "ガイド", "page", "🚀")


def days_ago(days: float) -> datetime:
    """A moment before now; after it for a negative number."""
    return NOW - timedelta(days=days)


def post(docname: str = "a", age: float | None = 1, **said: Any) -> Post:
    """A post that is so many days old; undated for None.  ``tags=("x",)`` and other kinds of term go by their names."""
    terms = {kind: said.pop(kind) for kind in ("tag", "category", "author", "series") if kind in said}
    date = days_ago(age) if age is not None else None
    return Post(**{"docname": docname, "title": docname.title(), "date": date, "terms": tuple(terms.items()), **said})


def catalog_of(
    *posts: Post,
    pages: Iterable[TaggedPage] = (),
    preview: bool = False,
    vocabularies: Mapping[str, Vocabulary] | None = None,
    **ways: Any,
) -> Catalog:
    """The catalogue of these posts, now."""
    return build_catalog(posts, pages, now=NOW, preview=preview, vocabularies=vocabularies, **ways)


_posts = st.builds(
    post,
    docname=st.sampled_from([f"posts/{name}" for name in "abcdefghijklmnop"]),
    age=st.none() | st.sampled_from([-400, -1, 0, 1, 2, 40, 400, 800]),
    anchor=st.sampled_from(["", "one", "two"]),
    tag=st.lists(st.sampled_from(_TAGS), max_size=3, unique=True).map(tuple),
    category=st.sampled_from([(), ("NLP",), ("Systems",)]),
    draft=st.booleans(),
    unlisted=st.booleans(),
    pinned=st.booleans(),
    expires=st.sampled_from([None, None, days_ago(3), days_ago(-3)]),
)
post_lists = st.lists(_posts, max_size=14, unique_by=lambda found: found.key)
tagged_pages = st.lists(
    st.builds(
        TaggedPage,
        docname=st.sampled_from(["guide", "install", "faq"]),
        title=st.sampled_from(["Guide", "FAQ"]),
        tags=st.lists(st.sampled_from(_TAGS), max_size=2, unique=True).map(tuple),
    ),
    max_size=3,
    unique_by=lambda page: page.docname,
)
