"""Terms: one for all the ways of writing it, with an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.post import TaggedPage, newest_first
from sphinxext_blog.model.slugs import label_key
from sphinxext_blog.model.terms import Collision, by_key, cloud_sizes, most_used_terms, terms_of
from tests.unit.records import post, post_lists, tagged_pages

if TYPE_CHECKING:
    from sphinxext_blog.model.post import Post


def test_the_spelling_used_most_is_the_label() -> None:
    """Of two used equally often, the one that sorts first, whichever came first."""
    posts = [post("a", tag=("nlp",)), post("b", tag=("NLP",)), post("c", tag=("NLP",)), post("d", tag=("go",))]
    (go, nlp), clashes = terms_of("tag", posts)
    assert (nlp.label, nlp.key, nlp.slug, nlp.count) == ("NLP", "nlp", "nlp", 3)
    assert go.label == "go"
    assert clashes == ()
    tied, _ = terms_of("tag", [post("a", tag=("go",)), post("b", tag=("Go",))])
    assert [term.label for term in tied] == ["Go"]


def test_two_spellings_in_one_post_are_one_term() -> None:
    """It is filed there once, under the first of them, and so is a page."""
    pages = [TaggedPage(docname="p", title="P", tags=("x", "X"))]
    (term,), _ = terms_of("tag", [post(tag=("X", "x"))], pages)
    assert (len(term.posts), len(term.pages), term.count, term.label) == (1, 1, 2, "X")
    assert by_key(("b", "a", "B")) == {"b": "b", "a": "a"}


def test_posts_of_a_term_are_newest_first() -> None:
    """In the order of the posts that were given."""
    posts = newest_first([post("old", 9, tag=("x",)), post("new", 1, tag=("X",)), post("other", 2)])
    (term,), _ = terms_of("tag", posts)
    assert [found.docname for found in term.posts] == ["new", "old"]


def test_tagged_pages_are_counted_and_sorted_by_title() -> None:
    """An ordinary page makes a term too, also one that no post has."""
    pages = [TaggedPage(docname="z", title="A", tags=("x", "only")), TaggedPage(docname="a", title="B", tags=("X",))]
    (only, both), _ = terms_of("tag", [post(tag=("x",))], pages)
    assert [page.docname for page in both.pages] == ["z", "a"]
    assert (both.label, both.count) == ("x", 3)
    assert (only.posts, only.count) == ((), 1)


def test_the_term_of_the_older_post_keeps_its_address() -> None:
    """A new post with a clashing tag takes no address that readers know."""
    posts = newest_first([post("old", 9, tag=("foo!",)), post("new", 1, tag=("foo",))])
    terms, clashes = terms_of("tag", posts)
    assert {term.label: term.slug for term in terms} == {"foo!": "foo", "foo": "foo-2"}
    assert clashes == (Collision(taxonomy="tag", later="foo", earlier="foo!", slug="foo-2"),)


def test_no_term_takes_the_place_of_the_overview() -> None:
    """A tag named index is a tag like others, at another address."""
    terms, clashes = terms_of("tag", [post(tag=("Index",))])
    assert [(term.label, term.slug) for term in terms] == [("Index", "index-2")]
    assert clashes == (Collision(taxonomy="tag", later="Index", earlier="", slug="index-2"),)


def test_the_most_used_terms() -> None:
    """Most posts first, ties by label, and no more than asked for."""
    posts = [post("a", tag=("b", "c")), post("b", tag=("c", "a"))]
    terms, _ = terms_of("tag", posts)
    assert [term.label for term in most_used_terms(terms, None)] == ["c", "a", "b"]
    assert [term.label for term in most_used_terms(terms, 2)] == ["c", "a"]


@given(posts=post_lists, pages=tagged_pages)
def test_every_label_leads_to_one_term_and_every_term_to_its_own_page(
    posts: list[Post], pages: list[TaggedPage]
) -> None:
    """Nothing is lost between labels, terms and slugs; slugs differ even where case does not count."""
    terms, clashes = terms_of("tag", newest_first(posts), pages)
    by_key = {term.key: term for term in terms}
    assert len(by_key) == len(terms) == len({term.slug.casefold() for term in terms})
    assert "index" not in {term.slug for term in terms}
    assert [term.key for term in terms] == sorted(by_key)
    assert all(len(set(term.posts)) == len(term.posts) for term in terms)
    assert all(len(set(term.pages)) == len(term.pages) for term in terms)
    for found in posts:
        assert all(found in by_key[label_key(label)].posts for label in found.labels("tag"))
    for page in pages:
        assert all(page in by_key[label_key(label)].pages for label in page.tags)
    assert {clash.slug for clash in clashes} <= {term.slug for term in terms}
    assert all(term.count for term in terms)


@given(counts=st.lists(st.integers(1, 10_000), max_size=30))
def test_sizes_in_a_cloud_follow_the_counts(counts: list[int]) -> None:
    """From 1 to the largest size, never smaller for more posts, and none for none."""
    sizes = cloud_sizes(counts, 5)
    assert len(sizes) == len(counts)
    assert set(sizes) <= {1, 2, 3, 4, 5}
    assert [size for _, size in sorted(zip(counts, sizes, strict=True))] == sorted(sizes)


@pytest.mark.parametrize(
    ("counts", "sizes"),
    [
        ([1, 2, 4, 8, 100], [1, 2, 2, 3, 5]),
        ([1, 2], [1, 2]),
        ([1, 8], [1, 5]),
        ([3, 3, 3], [2, 2, 2]),
        ([0, 1], [2, 2]),
        ([], []),
    ],
)
def test_one_large_count_does_not_make_all_others_small(counts: list[int], sizes: list[int]) -> None:
    """The scale is logarithmic; few posts more are no headline, and equal counts are plain text."""
    assert cloud_sizes(counts, 5) == sizes
