"""Posts: what identifies one, what may be seen of it, and which stands first."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.post import PostStatus, newest_first, status_of, update_shown
from tests.unit.records import NOW, days_ago, post, post_lists

if TYPE_CHECKING:
    from sphinxext_blog.model.post import Post


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
        (1, {}, PostStatus.PUBLISHED),
        (0, {}, PostStatus.PUBLISHED),
        (-1, {}, PostStatus.SCHEDULED),
        (None, {}, PostStatus.DRAFT),
        (1, {"draft": True}, PostStatus.DRAFT),
        (-1, {"draft": True}, PostStatus.DRAFT),
        (1, {"unlisted": True}, PostStatus.UNLISTED),
        (-1, {"unlisted": True}, PostStatus.SCHEDULED),
        (9, {"expires": NOW}, PostStatus.EXPIRED),
        (9, {"expires": days_ago(-1)}, PostStatus.PUBLISHED),
        (9, {"expires": NOW, "unlisted": True}, PostStatus.UNLISTED),
    ],
)
def test_what_a_reader_may_see(age: float | None, said: dict[str, Any], state: PostStatus) -> None:
    """The strictest reason wins; a date of this very moment is here."""
    assert status_of(post(age=age, **said), NOW) is state


def test_the_newest_post_is_first() -> None:
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


@pytest.mark.parametrize(
    ("date", "updated", "shown"),
    [
        ("2026-01-11 10:00 +00:00", None, False),
        ("2026-01-11 10:00 +00:00", "2026-01-11 23:59 +00:00", False),
        ("2026-01-11 10:00 +00:00", "2026-01-12 00:00 +00:00", True),
        ("2026-01-11 10:00 +00:00", "2026-01-10 10:00 +00:00", False),
        (None, "2026-01-11 10:00 +00:00", True),
        (None, None, False),
        # the days that readers see are those of the clocks that the author wrote down
        ("2026-01-11 15:00 -08:00", "2026-01-11 23:00 -08:00", False),
        ("2026-01-11 23:00 -08:00", "2026-01-12 01:00 -08:00", True),
        ("2026-01-11 23:00 -08:00", "2026-01-12 06:00 +00:00", False),
    ],
)
def test_an_update_is_shown_if_it_came_on_a_later_day(date: str | None, updated: str | None, *, shown: bool) -> None:
    """On the same day it says nothing that the date does not; a post without a date has nothing else to say."""
    said = [datetime.fromisoformat(text) if text else None for text in (date, updated)]
    assert (update_shown(post(date=said[0], updated=said[1])) is not None) == shown
