"""Pages and pagers: nothing is lost, nothing is shown twice, and dots stand for two pages at least."""

from __future__ import annotations

from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.page_plan import page_window, paginate

GAP = None


@pytest.mark.parametrize(
    ("items", "size", "pages"),
    [
        ("", 10, [()]),
        ("a", 10, [("a",)]),
        ("abc", 3, [("a", "b", "c")]),
        ("abcd", 3, [("a", "b", "c"), ("d",)]),
        ("abc", 1, [("a",), ("b",), ("c",)]),
    ],
)
def test_items_are_divided_in_order(items: str, size: int, pages: list[tuple[str, ...]]) -> None:
    """Full pages first, the rest on the last, and one page even of nothing."""
    assert paginate(items, size) == pages


@pytest.mark.parametrize("size", [0, -1])
def test_a_page_holds_something(size: int) -> None:
    """A size below one would never end."""
    with pytest.raises(ValueError, match="is not a page size"):
        paginate("abc", size)


@given(items=st.lists(st.integers()), size=st.integers(1, 12))
def test_pages_hold_every_item_once(items: list[int], size: int) -> None:
    """Joined again they are the items; only the last may be short."""
    pages = paginate(items, size)
    assert list(chain.from_iterable(pages)) == items
    assert all(len(page) == size for page in pages[:-1])
    assert len(pages[-1]) <= size
    assert pages[-1] or len(pages) == 1


@pytest.mark.parametrize(
    ("current", "total", "around", "window"),
    [
        (1, 1, 2, (1,)),
        (1, 2, 2, (1, 2)),
        (1, 5, 2, (1, 2, 3, 4, 5)),
        (1, 6, 2, (1, 2, 3, GAP, 6)),
        (4, 6, 2, (1, 2, 3, 4, 5, 6)),
        (3, 9, 2, (1, 2, 3, 4, 5, GAP, 9)),
        (4, 9, 2, (1, 2, 3, 4, 5, 6, GAP, 9)),
        (5, 9, 2, (1, 2, 3, 4, 5, 6, 7, 8, 9)),
        (10, 20, 2, (1, GAP, 8, 9, 10, 11, 12, GAP, 20)),
        (20, 20, 2, (1, GAP, 18, 19, 20)),
        (10, 20, 0, (1, GAP, 10, GAP, 20)),
    ],
)
def test_a_pager_shows_the_ends_and_the_middle(
    current: int, total: int, around: int, window: tuple[int | None, ...]
) -> None:
    """First, last, and what is near; a gap of one page is that page."""
    assert page_window(current, total, around=around) == window


@pytest.mark.parametrize(("current", "total", "around"), [(0, 3, 2), (4, 3, 2), (1, 0, 2), (1, 3, -1)])
def test_a_place_outside_is_refused(current: int, total: int, around: int) -> None:
    """A wrong page is an error of the caller, not an empty pager."""
    with pytest.raises(ValueError, match="is not valid in a pager"):
        page_window(current, total, around=around)


@given(total=st.integers(1, 60), around=st.integers(0, 4), data=st.data())
def test_a_gap_hides_two_pages_or_more(total: int, around: int, data: st.DataObject) -> None:
    """Numbers ascend; neighbours without a gap between them are neighbours in fact."""
    current = data.draw(st.integers(1, total))
    window = page_window(current, total, around=around)
    numbers = [number for number in window if number is not None]
    assert numbers == sorted(set(numbers))
    assert {1, current, total} <= set(numbers)
    assert all(number in numbers for number in range(current - around, current + around + 1) if 1 <= number <= total)
    for place, (one, next_one) in enumerate(pairwise(window)):
        if one is not None and next_one is not None:
            assert next_one == one + 1
        elif next_one is None:
            assert one is not None
            after = window[place + 2]
            assert after is not None
            assert after - one > 2
