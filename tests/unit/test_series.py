"""Series: the order of the parts, and where a post stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.catalog import series_position, sort_parts
from tests.unit.records import post, post_lists

if TYPE_CHECKING:
    from sphinxext_blog.model.post import Post


def _names(posts: tuple[Post, ...]) -> list[str]:
    return [found.docname for found in posts]


def test_parts_are_in_order_of_their_dates() -> None:
    assert _names(sort_parts([post("new", 1), post("old", 9), post("middle", 5)])) == ["old", "middle", "new"]


def test_a_number_comes_before_a_date() -> None:
    """Those with a number first, then the others by date."""
    parts = [post("b", 9, series_order=2), post("late", 1), post("a", 1, series_order=1), post("early", 8)]
    assert _names(sort_parts(parts)) == ["a", "b", "early", "late"]


def test_equal_numbers_go_by_date_and_equal_dates_by_docname() -> None:
    parts = [post("c", 3, series_order=1), post("b", 4, series_order=1), post("a", 3, series_order=1)]
    assert _names(sort_parts(parts)) == ["b", "a", "c"]


def test_undated_parts_are_last() -> None:
    """Drafts, in previews."""
    assert _names(sort_parts([post("draft", None), post("dated", 1), post("future", -5)])) == [
        "dated",
        "future",
        "draft",
    ]


@given(posts=post_lists)
def test_the_order_does_not_depend_on_where_posts_come_from(posts: list[Post]) -> None:
    assert sort_parts(posts) == sort_parts(reversed(posts))


def test_the_position_of_a_part() -> None:
    parts = sort_parts([post(name, 9 - n) for n, name in enumerate("abc")])
    place = series_position(parts, 1, 10)
    assert (place.number, place.total) == (2, 3)
    assert place.previous is parts[0]
    assert place.next is parts[2]
    assert place.parts == ((1, parts[0]), (2, parts[1]), (3, parts[2]))


def test_the_first_and_the_last_part() -> None:
    parts = sort_parts([post(name, 9 - n) for n, name in enumerate("ab")])
    assert series_position(parts, 0, 9).previous is None
    assert series_position(parts, 1, 9).next is None


@pytest.mark.parametrize(
    ("at", "numbers"), [(0, [1, 2, 3]), (1, [1, 2, 3]), (5, [5, 6, 7]), (8, [7, 8, 9]), (7, [7, 8, 9])]
)
def test_of_many_parts_the_nearest_are_shown(at: int, numbers: list[int]) -> None:
    parts = sort_parts([post(str(n), 99 - n) for n in range(9)])
    place = series_position(parts, at, 3)
    assert [number for number, _ in place.parts] == numbers
    assert all(parts[number - 1] is part for number, part in place.parts)


@given(total=st.integers(1, 40), at=st.integers(0, 39), most=st.integers(1, 30))
def test_a_part_is_always_among_those_shown(total: int, at: int, most: int) -> None:
    parts = [post(f"{n:02}", 99 - n) for n in range(total)]
    place = series_position(parts, at % total, most)
    assert len(place.parts) == min(total, most)
    assert place.number in [number for number, _ in place.parts]
