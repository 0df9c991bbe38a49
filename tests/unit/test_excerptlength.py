"""The automatic excerpt: whole blocks, and as many as it takes to reach the limit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.text import blocks_within, units

SIZES = st.lists(st.integers(0, 200).map(lambda tenths: tenths / 10))


@pytest.mark.parametrize(
    ("text", "size"),
    [("", 0), ("…", 0), ("two words", 2), ("机器学习", 2.4), ("API设计", 2.2), ("안녕하세요 여러분", 2)],
)
def test_a_character_is_six_tenths_of_a_word(text: str, size: float) -> None:
    """Excerpts are equally long in every script."""
    assert units(text) == pytest.approx(size)


@pytest.mark.parametrize(
    ("sizes", "limit", "blocks"),
    [
        ([], 70, 0),
        ([5], 70, 1),
        ([500, 5], 70, 1),
        ([30, 30, 30, 30], 70, 3),
        ([70, 1], 70, 1),
        ([69, 1, 1], 70, 2),
        ([0, 70, 1], 70, 2),
        ([30, 30], 70, 2),
        ([0.1] * 20, 1, 10),
        ([5, 5], 0, 1),
        ([5, 5], -1, 1),
    ],
)
def test_the_block_that_reaches_the_limit_is_in(sizes: list[float], limit: float, blocks: int) -> None:
    """Never a part of a block, never nothing where there is something."""
    assert blocks_within(sizes, limit) == blocks


@given(sizes=SIZES, limit=st.integers(1, 100))
def test_one_block_less_would_be_too_short(sizes: list[float], limit: int) -> None:
    """The excerpt is the shortest that reaches the limit, or everything."""
    taken = blocks_within(sizes, limit)
    assert taken == len(sizes) or sum(sizes[:taken]) > limit - 0.01
    assert not taken or sum(sizes[: taken - 1]) < limit


@given(sizes=SIZES, limit=st.integers(0, 100), more=st.integers(0, 100))
def test_a_higher_limit_takes_no_less(sizes: list[float], limit: int, more: int) -> None:
    """An author who asks for more gets at least as much."""
    assert blocks_within(sizes, limit) <= blocks_within(sizes, limit + more)
