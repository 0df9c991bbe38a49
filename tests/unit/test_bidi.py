"""The order of right-to-left text in a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.bidi import base_level, bidi_levels, visual_order


def shown(text: str, base: int | None = None) -> str:
    """The characters of a line from left to right."""
    level = base_level(text) if base is None else base
    return "".join(char for _, char in visual_order(list(zip(bidi_levels(text, level), text, strict=True))))


@pytest.mark.parametrize(
    ("text", "base"),
    [("abc", 0), ("אבג", 1), ("ابت", 1), ("12 אב", 1), ("", 0), ("12.5", 0), ("(a) ב", 0), ("🎉 ב", 1)],
)
def test_the_first_letter_decides_the_direction_of_the_line(text: str, base: int) -> None:
    assert base_level(text) == base


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc def", "abc def"),
        ("אבג דה", "הד גבא"),
        ("abc אבג דה def", "abc הד גבא def"),
        ("אב abc 12 גד", "דג abc 12 בא"),
        ("אב 12,5 גד", "דג 12,5 בא"),  # numbers run from left to right
        ("אב 10% גד", "דג 10% בא"),
        ("אב 1+2 גד", "דג 1+2 בא"),
        ("اب 1/2 ج", "ج 1/2 با"),  # Arabic letters make European digits Arabic numbers
        ("اب 1+2 ج", "ج 2+1 با"),
        ("ab 12 אב", "ab 12 בא"),
        ("אב (abc) גד", "דג )abc( בא"),  # the shaping library mirrors the brackets
        ("abc (אב) def", "abc (בא) def"),
        ("אב abc (גד) הו", "וה )דג( abc בא"),
        ("abc (אב 12)", "abc (12 בא)"),
        ("אב (c) ", " )c( בא"),
        ("אב) abc", "abc )בא"),
        ("אבּ abc", "abc ּבא"),  # a mark belongs to its letter
        ("אב -", "- בא"),
    ],
)
def test_a_line_in_both_directions(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_brackets_follow_the_text_before_them() -> None:
    """If what they enclose runs against the line, as the text before them does."""
    assert shown("אב a (bc) ד") == "ד a (bc) בא"
    assert shown("a אב (גד) e", 0) == "a )דג( בא e"
    assert shown("(אב) a", 0) == "(בא) a"
    assert shown("([)] אב", 1) == "בא ])[("


@given(st.text(alphabet="abאבاب12٣.,+%$()[] -\u0301\u200d", max_size=12), st.sampled_from((0, 1)))
def test_every_character_is_in_the_line_once(text: str, base: int) -> None:
    levels = bidi_levels(text, base)
    assert len(levels) == len(text)
    assert all(base <= level <= base + 2 for level in levels)
    assert sorted(shown(text, base)) == sorted(text)


def test_no_runs() -> None:
    assert visual_order([]) == []
