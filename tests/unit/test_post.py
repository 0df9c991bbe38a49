"""Posts: what identifies one, what may be seen of it, and which stands first."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.core.post import State, newest_first, state_of
from tests.unit.records import NOW, days_ago, post, post_lists

if TYPE_CHECKING:
    from sphinxext_blog.core.post import Post


def test_a_post_is_named_by_its_document_and_section() -> None:
    """A whole document is its docname; a section adds its anchor."""
    assert post("posts/a").key == "posts/a"
    assert post("posts/a", anchor="two").key == "posts/a#two"


def test_labels_are_found_by_taxonomy() -> None:
    """In the author's order; none for a taxonomy that the post does not use."""
    found = post(tag=("b", "a"), author=("Mei",))
    assert found.labels("tag") == ("b", "a")
    assert found.labels("author") == ("Mei",)
    assert found.labels("series") == ()


@pytest.mark.parametrize(
    ("age", "said", "state"),
    [
        (1, {}, State.PUBLISHED),
        (0, {}, State.PUBLISHED),
        (-1, {}, State.SCHEDULED),
        (None, {}, State.DRAFT),
        (1, {"draft": True}, State.DRAFT),
        (-1, {"draft": True}, State.DRAFT),
        (1, {"unlisted": True}, State.UNLISTED),
        (-1, {"unlisted": True}, State.SCHEDULED),
        (9, {"expires": NOW}, State.EXPIRED),
        (9, {"expires": days_ago(-1)}, State.PUBLISHED),
        (9, {"expires": NOW, "unlisted": True}, State.UNLISTED),
    ],
)
def test_what_a_reader_may_see(age: float | None, said: dict[str, Any], state: State) -> None:
    """The strictest reason wins; a date of this very moment is here."""
    assert state_of(post(age=age, **said), NOW) is state


def test_newest_stands_first() -> None:
    """Undated ones last; equal dates by docname, then by anchor."""
    posts = [post("old", 5), post("b", 1), post("none", None), post("a", 1, anchor="z"), post("a", 1, anchor="b")]
    assert [found.key for found in newest_first(posts)] == ["a#b", "a#z", "b", "old", "none"]


@given(posts=post_lists, data=st.data())
def test_the_order_is_total(posts: list[Post], data: st.DataObject) -> None:
    """However they come in, the same posts stand in the same order."""
    shuffled = data.draw(st.permutations(posts))
    ordered = newest_first(posts)
    assert newest_first(list(shuffled)) == ordered
    assert sorted(found.key for found in ordered) == sorted(found.key for found in posts)
    dates = [found.date for found in ordered if found.date is not None]
    assert all(one >= other for one, other in pairwise(dates))
