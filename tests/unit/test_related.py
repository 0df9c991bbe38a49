"""Related posts: those that share the rarest terms, among older ones only."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.related import Filed, find_related


def filed(key: str, *tags: str, **others: tuple[str, ...]) -> Filed:
    """A post with these tags."""
    return key, (*others.items(), ("tag", tags))


def related(*posts: Filed, count: int = 5) -> dict[str, list[str]]:
    """The related posts of each post, by key."""
    found = find_related(posts, count)
    return {key: [posts[place][0] for place in places] for (key, _), places in zip(posts, found, strict=True)}


_TAGS = st.lists(st.sampled_from(["NLP", "nlp", "C", "Go", "ガイド", "x", "y"]), max_size=4).map(tuple)
_posts = st.lists(st.tuples(_TAGS, st.lists(st.sampled_from(["S", "T"]), max_size=1).map(tuple)), max_size=14).map(
    lambda found: tuple((f"p{n}", (("series", series), ("tag", tags))) for n, (tags, series) in enumerate(found))
)


def test_a_post_is_related_to_older_ones_that_share_a_term() -> None:
    assert related(filed("a", "x"), filed("b", "y"), filed("c", "x")) == {"a": [], "b": [], "c": ["a"]}


def test_two_posts_with_one_tag_are_enough() -> None:
    """A term that all older posts have still counts a little, or a young blog would have no related posts."""
    assert related(filed("a", "x"), filed("b", "x"))["b"] == ["a"]


def test_a_rare_term_counts_more_than_a_common_one() -> None:
    posts = [filed("rare", "rare"), *(filed(f"common{n}", "common") for n in range(9))]
    assert related(*posts, filed("new", "common", "rare"))["new"][0] == "rare"


def test_more_shared_terms_count_more() -> None:
    found = related(filed("both", "x", "y"), filed("one", "x"), filed("none"), filed("new", "x", "y"))
    assert found["new"] == ["both", "one"]


def test_of_equals_the_newer_comes_first() -> None:
    assert related(*(filed(key, "x") for key in "abcd"), count=2)["d"] == ["c", "b"]


def test_what_shares_far_less_than_the_best_is_left_out() -> None:
    """A post that has only the tag of all posts in common says nothing beside one that shares the subject."""
    posts = [filed(f"n{n}", "python") for n in range(20)]
    found = related(*posts, filed("near", "python", "attention"), filed("new", "python", "attention"))
    assert found["new"] == ["near"]


def test_categories_count_and_a_tag_of_that_name_is_something_else() -> None:
    found = related(filed("a", category=("News",)), filed("b", "News"), filed("c", category=("news",)))
    assert found == {"a": [], "b": [], "c": ["a"]}


def test_authors_and_places_do_not_count() -> None:
    assert related(
        filed("a", author=("Mei",), location=("Oslo",)), filed("b", author=("Mei",), location=("Oslo",))
    ) == {
        "a": [],
        "b": [],
    }


def test_labels_of_one_term_are_one_and_count_once() -> None:
    """Spelled otherwise, or twice in one post."""
    found = related(filed("a", "nlp", "NLP"), filed("b", "go", "x"), filed("c", "NLP", "Nlp", "go", "x"))
    assert found["c"] == ["b", "a"]


def test_parts_of_the_series_are_left_out() -> None:
    found = related(filed("a", "x", series=("S",)), filed("b", "x"), filed("c", "x", series=("s",)))
    assert found["c"] == ["b"]


def test_a_site_without_posts() -> None:
    assert find_related((), 5) == ()


@given(posts=_posts, cut=st.integers(0, 14), count=st.integers(0, 4))
def test_a_new_post_changes_nothing_under_old_ones(posts: tuple[Filed, ...], cut: int, count: int) -> None:
    """The law that keeps rebuilds small."""
    assert find_related(posts, count)[:cut] == find_related(posts[:cut], count)


@given(posts=_posts, others=_posts, cut=st.integers(0, 14), count=st.integers(0, 4))
def test_what_is_known_is_only_a_shortcut(
    posts: tuple[Filed, ...], others: tuple[Filed, ...], cut: int, count: int
) -> None:
    """Whatever was edited since, the result is that of a fresh look."""
    before = posts[:cut] + others[cut:]
    known = before, find_related(before, count)
    assert find_related(posts, count, known) == find_related(posts, count)


@given(posts=_posts, count=st.integers(0, 4))
def test_related_posts_are_older_and_share_something(posts: tuple[Filed, ...], count: int) -> None:
    for place, found in enumerate(find_related(posts, count)):
        assert len(found) == len(set(found)) <= count
        assert all(other < place for other in found)


def test_ten_thousand_posts_take_less_than_a_second_or_two() -> None:
    """Also where all share the same few tags; and nothing is done again for posts before the first change."""
    posts = tuple(filed(str(n), f"t{n % 7}", f"t{n % 5}", f"t{n % 3}", "all") for n in range(10_000))
    start = time.process_time()
    found = find_related(posts, 5)
    fresh = time.process_time() - start
    start = time.process_time()
    assert find_related((*posts, filed("new", "all")), 5, (posts, found))[:-1] == found
    assert time.process_time() - start < fresh / 2
    assert fresh < 2
