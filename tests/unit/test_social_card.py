"""The texts of social cards: what is drawn, where lines end, in which size; and their colors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.social_card import (
    ELLIPSIS,
    break_lines,
    clean_text,
    contrast,
    fit_text,
    is_color,
    may_break,
    mixed,
)
from sphinxext_blog.model.text import inside_grapheme, is_wide

if TYPE_CHECKING:
    from collections.abc import Callable


def measure(text: str, size: int = 1) -> Callable[[int, int], float]:
    """A font in which wide characters are two units wide, and others one."""
    return lambda start, end: size * sum(2 if is_wide(char) else 1 for char in text[start:end])


def lines_of(text: str, width: float, most: int = 9) -> list[str] | None:
    """The lines of a text."""
    lines = break_lines(text, measure(text), width, most)
    return None if lines is None else [text[start:end] for start, end in lines]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  two\n words\t", "two words"),
        ("a\u0301", "á"),
        ("a\x07b\ud83dc\u202ed\ue000", "abcd"),
        ("👩\u200d💻 می\u200cخواهم", "👩\u200d💻 می\u200cخواهم"),
        ("🏴\U000e0067\U000e007f", "🏴\U000e0067\U000e007f"),
        ("a\u00a0b", "a\u00a0b"),
        ("x" * 5000, "x" * 600),
        ("", ""),
    ],
)
def test_what_is_drawn(text: str, cleaned: str) -> None:
    """One line of visible characters, with the joiners that shape them."""
    assert clean_text(text) == cleaned


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("你好，世界。今天", ["你好，", "世界。", "今天"]),
        ("他说「你好」吗", ["他说", "「你", "好」吗"]),
        ("等等……好的", ["等等……", "好的"]),
        ("フレームワーク", ["フレー", "ムワー", "ク"]),
        ("ちょっと", ["ちょっ", "と"]),
        ("한국어 블로그", ["한국어", "블로그"]),
        ("Sphinx中文", ["Sphinx", "中文"]),
        ("well-known x", ["well-", "known x"]),
        ("a-1 -x b/c", ["a-1 -x", "b/c"]),
        ("aa\u00a0b c", ["aa\u00a0b", "c"]),
        ("ab\u200bcd ef", ["ab\u200bcd", "ef"]),
    ],
)
def test_where_lines_end(text: str, lines: list[str]) -> None:
    """Between words, or between wide characters but for the rules of punctuation and small kana."""
    found = lines_of(text, 5 if text.startswith(("한", "aa")) else 7)
    assert found is not None
    assert [line.replace("\u200b", "") for line in found] == [line.replace("\u200b", "") for line in lines]


def test_lines_are_of_about_equal_width() -> None:
    assert lines_of("aa bb cc dd ee", 11) == ["aa bb cc", "dd ee"]
    assert lines_of("春夏秋冬年月日时", 14) == ["春夏秋冬", "年月日时"]


def test_a_long_word_is_divided() -> None:
    """After punctuation in it, otherwise where the line ends, never inside a grapheme."""
    assert lines_of("module.name_of.thing", 9) == ["module.", "name_of.", "thing"]
    assert lines_of("x" * 20, 9) == ["x" * 9, "x" * 9, "xx"]
    assert lines_of("e\u0301" * 4, 4) == ["e\u0301" * 2, "e\u0301" * 2]
    assert lines_of("see " + "x" * 12, 9) == ["see", "x" * 9, "xxx"]
    assert lines_of("ab" * 3 + "เแa", 7) == ["ababab", "เแa"]


def test_a_character_wider_than_a_line_is_a_line() -> None:
    assert lines_of("中", 1) == ["中"]
    assert lines_of("中 国", 1) is None


def test_a_text_without_words_has_no_lines() -> None:
    assert lines_of("", 9) == []
    assert lines_of(" ", 9) == []


def test_a_long_title_shrinks_and_then_ends_with_an_ellipsis() -> None:
    """After a word if there is one, and without a comma before it."""
    sizes = ((2, 1), (1, 2))
    fits = [fit_text(text, sizes, measure, 12) for text in ("short", "longer title", "one two, three four, five six")]
    assert [(block.size, [block.text[start:end] for start, end in block.lines]) for block in fits] == [
        (2, ["short"]),
        (1, ["longer title"]),
        (1, ["one two,", "three four…"]),
    ]
    assert fit_text("x" * 99, sizes, measure, 12).text == "x" * 23 + ELLIPSIS
    assert fit_text("中" * 99, sizes, measure, 12).text == "中" * 11 + ELLIPSIS
    assert fit_text("中国", ((1, 1),), measure, 1).text == ELLIPSIS
    assert fit_text("中国", ((1, 2),), measure, 1).text == ELLIPSIS


@given(st.text(alphabet="ab 中，「」ーっe\u0301.-/🎉👩\u200bเ", max_size=40), st.integers(4, 12))
def test_no_text_is_lost_or_too_wide(text: str, width: int) -> None:
    """Whatever it is: each character that is not a blank is in one line, and no line is wider than the room."""
    text = clean_text(text)
    block = fit_text(text, ((1, 99),), measure, width)
    pieces = "".join(block.text[start:end] for start, end in block.lines)
    assert pieces.translate({0x20: None, 0x200B: None}) == text.translate({0x20: None, 0x200B: None})
    for start, end in block.lines:
        is_indivisible = all(inside_grapheme(text, index) for index in range(start + 1, end))
        assert measure(text)(start, end) <= width or is_indivisible


@given(st.text(alphabet="ab 中，「」ーっe\u0301.-/🎉👩\u200d", max_size=60), st.integers(2, 12), st.integers(1, 3))
def test_a_text_that_does_not_fit_is_cut(text: str, width: int, most: int) -> None:
    text = clean_text(text)
    block = fit_text(text, ((3, 1), (1, most)), measure, width)
    assert len(block.lines) <= most
    assert block.text == text or block.text.endswith(ELLIPSIS)


@pytest.mark.parametrize("text", ["a b", "中文"])
def test_a_line_may_end(text: str) -> None:
    assert [may_break(text, index) for index in range(1, len(text))][-1]


@pytest.mark.parametrize(
    ("value", "valid"),
    [("#fff", True), ("#0B62a4", True), ("fff", False), ("#ffff", False), ("red", False), (7, False), ("#ggg", False)],
)
def test_colors(value: object, valid: bool) -> None:
    assert is_color(value) is valid


def test_contrast_as_wcag_defines_it() -> None:
    assert round(contrast("#fff", "#000000"), 1) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#123456", "#123456") == 1
    assert contrast("#000", "#fff") == contrast("#fff", "#000")


def test_mixtures() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#102030", "#fff", 0) == "#102030"
