"""Plain text: blanks, line ends, placeholders, and cuts that divide nothing a reader sees as one."""

from __future__ import annotations

import time
from typing import Any
from unicodedata import category, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.text import (
    Formula,
    Heading,
    Link,
    Mark,
    Table,
    TextFormat,
    Untitled,
    description_of,
    gaps,
    inline_math,
    join_lines,
    plain_text,
    start_of,
    summary,
    truncate,
    words_of,
)

CHINESE: dict[str, str] = {Mark.CODE: "[代码]", Mark.EQUATION: "[公式]", Mark.MATH: "[公式]", Mark.IMAGE: ""}
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1ef\U0001f1f5"
TEXTS = st.text(alphabet=st.characters(codec=None) | st.sampled_from("ab 中文，。“”（）\n\t🚀🇯🇵\u0301\u200d한글…,."))


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("one\ntwo", "one two"),
        ("one  \t two", "one two"),
        ("one \n\n two", "one two"),
        ("one\u00a0two\u3000three", "one two three"),
        (" one ", " one "),
        ("今天\n天气", "今天天气"),
        ("今天 \n\n  天气", "今天天气"),
        ("今天\r\n天气", "今天天气"),
        ("今天\n\u3000\u3000天气", "今天天气"),
        ("今天 天气", "今天 天气"),
        ("今天，\n天气", "今天，天气"),
        ("今天\nAPI", "今天 API"),
        ("API\n今天", "API 今天"),
        ("他说\n“好”\n然后", "他说“好”然后"),
        ("好……\n好", "好……好"),
        ("好\n——好", "好——好"),
        ("“one”\n“two”", "“one” “two”"),
        ("one\n“好”", "one “好”"),
        ("カタ\nカナ", "カタカナ"),
        ("안녕\n하세요", "안녕 하세요"),
        ("한\n中", "한 中"),
        ("中\n한", "中 한"),
        ("\n中文\n", " 中文 "),
        ("\n", " "),
        ("", ""),
    ],
)
def test_a_line_end_between_wide_characters_is_no_space(text: str, joined: str) -> None:
    """Chinese and Japanese lines join; all other white space is one space."""
    assert join_lines(text) == joined


@given(text=TEXTS)
def test_joined_lines_have_single_spaces_only(text: str) -> None:
    """White space is single spaces after it, nothing else is lost, and it has nothing more to do."""
    joined = join_lines(text)
    assert "  " not in joined
    assert all(char == " " or not char.isspace() for char in joined)
    assert "".join(joined.split()) == "".join(text.split())
    assert join_lines(joined) == joined


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([], ""),
        (["  one ", "two\n"], "one two"),
        (["on", "e"], "one"),
        (["今天\n", "天气"], "今天天气"),
        (["见", Mark.CODE, "。"], "见 [代码] 。"),
        (["见 \n", Mark.CODE, "\n 然后"], "见 [代码] 然后"),
        ([Mark.CODE, Mark.MATH, "\n", Mark.EQUATION], "[代码] [公式] [公式]"),
        (["one ", Mark.IMAGE, " two"], "one two"),
        (["one", Mark.IMAGE, Mark.IMAGE, "two"], "one two"),
        (["今天", Mark.IMAGE, "天气"], "今天天气"),
        ([Mark.IMAGE, "one", Mark.IMAGE], "one"),
        ([Mark.IMAGE], ""),
        (["code", "image"], "codeimage"),
    ],
)
def test_pieces_become_one_line(pieces: list[str | Mark], text: str) -> None:
    """Placeholders stand apart by one space, empty ones leave the end of a word."""
    assert plain_text(pieces, CHINESE) == text


def test_a_wide_placeholder_is_separated() -> None:
    """The rule for line ends does not reach over a placeholder, and its own text is one line."""
    assert plain_text(["中文\n", Mark.CODE, "\n中文"], {"code": " 【代\n码】 "}) == "中文 【代码】 中文"
    assert plain_text(["one", Mark.CODE, "two"], {}) == "one two"


@given(pieces=st.lists(TEXTS | st.sampled_from(Mark)))
def test_plain_text_is_one_trimmed_line(pieces: list[str | Mark]) -> None:
    """Whatever the pieces, no double space, no line end, nothing at the ends."""
    text = plain_text(pieces, CHINESE)
    assert text == " ".join(text.split())


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a^2 + b", "a^2 + b"),
        ("x_1", "x_1"),
        (r"a\,b", r"a\,b"),
        (r"\alpha", Formula(source=r"\alpha")),
        (r"2\pi r", Formula(source=r"2\pi r")),
        ("", ""),
    ],
)
def test_math_without_commands_is_readable(source: str, shown: str | Formula) -> None:
    """Only a TeX command makes a formula unreadable as text."""
    assert inline_math(source) == shown


@pytest.mark.parametrize(
    ("text", "length", "start", "is_cut"),
    [
        ("", 5, "", False),
        ("hello", 5, "hello", False),
        ("hello   ", 5, "hello", False),
        ("hello you", 5, "hello...", True),
        ("hello you", 6, "hello ...", True),
        ("hello you", 8, "hello yo...", True),
        ("hello", 0, "h...", True),
        ("h", -3, "h", False),
        ("今天天气", 2, "今天...", True),
        ("abe\u0301c", 3, "ab...", True),
        ("abe\u0301c", 4, "abe\u0301...", True),
        ("a❤\ufe0fb", 2, "a...", True),
        (f"a{FAMILY}b", 4, "a...", True),
        (f"a{FAMILY}b", 6, f"a{FAMILY}...", True),
        (f"a{FLAG}{FLAG}b", 2, "a...", True),
        (f"a{FLAG}{FLAG}b", 3, f"a{FLAG}...", True),
        (f"a{FLAG}{FLAG}b", 4, f"a{FLAG}...", True),
        (f"{FLAG}{FLAG}", 1, f"{FLAG}...", True),
        ("a👍🏽b", 2, "a...", True),
        ("a\ud83d\ude80b", 2, "a...", True),
        ("한\u1112\u1161\u11ab", 3, "한...", True),
        (f"{FAMILY}ab", 2, f"{FAMILY}...", True),
        (FAMILY, 2, FAMILY, False),
        ("e\u0301\u0302", 1, "e\u0301\u0302", False),
    ],
)
def test_a_cut_divides_no_visible_character(text: str, length: int, start: str, is_cut: bool) -> None:
    """Whole letters, emoji and flags; dots only where something was left out."""
    assert truncate(text, length) == (start, is_cut)


@given(text=TEXTS, length=st.integers(-2, 40))
def test_a_cut_keeps_a_start_of_the_text(text: str, length: int) -> None:
    """What is preserved is the text's start, never nothing, never before a mark, and dots tell the truth."""
    kept, is_cut = truncate(text, length)
    assert text.startswith(kept.removesuffix("...") if is_cut else kept)
    if not is_cut:
        assert kept == text.rstrip()
    else:
        stem = kept.removesuffix("...")
        assert kept.endswith("...")
        assert text.rstrip() != stem
        rest = text[len(stem) :]
        assert category(rest[0])[0] != "M"
    assert not text.strip() or kept


@pytest.mark.parametrize(
    ("text", "columns", "short"),
    [
        ("", 10, ""),
        ("fits exactly", 12, "fits exactly"),
        (" fits\nhere ", 10, "fits here"),
        ("does not fit", 11, "does not…"),
        ("does not fit", 10, "does not…"),
        ("does not fit", 9, "does not…"),
        ("does not fit", 8, "does…"),
        ("unbreakable", 5, "unbr…"),
        ("a unbreakable", 5, "a…"),
        ("One clause, and some more", 14, "One clause…"),
        ("A sentence. And some more", 14, "A sentence…"),
        ("A, bcd efg hij", 12, "A, bcd efg…"),
        ('He said "yes." And more text', 17, 'He said "yes."…'),
        ("at 3.14159 and more", 8, "at…"),
        ("机器学习很好", 12, "机器学习很好"),
        ("机器学习很好", 11, "机器学习很…"),
        ("机器学习很好", 10, "机器学习…"),
        ("机器学习，很好很好", 12, "机器学习…"),
        ("机器学习。很好很好", 12, "机器学习。…"),
        ("机器学，习很好", 9, "机器学…"),
        ("机器学习的》很好很好很", 11, "机器学习…"),
        ("机器学（习很好很好很好）", 9, "机器学…"),
        ("他说：“好。”然后走了，走远了", 14, "他说：“好。”…"),
        ("用Python很好用很好用", 10, "用Python…"),
        ("한국어를 배우다", 14, "한국어를…"),
        ("abc", 1, "…"),
        ("好好", 2, "…"),
        ("abc", 0, ""),
        ("", 0, ""),
        ("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"),
        ("e\u0301e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301…"),
        ("wait… and then some more", 8, "wait…"),
    ],
)
def test_a_summary_ends_where_a_reader_would(text: str, columns: int, short: str) -> None:
    """After a clause, else after a word or between wide characters, else anywhere."""
    assert summary(text, columns) == short


def _width(text: str) -> int:
    return sum(0 if category(char)[0] == "M" else 1 + (east_asian_width(char) in "WF") for char in text)


@given(text=TEXTS, columns=st.integers(0, 40))
def test_a_summary_fits(text: str, columns: int) -> None:
    """Never wider than asked; the whole text where it fits, else a start of it and an ellipsis."""
    whole, short = join_lines(text).strip(), summary(text, columns)
    assert _width(short) <= columns
    if _width(whole) <= columns:
        assert short == whole
    elif columns:
        assert short.endswith("…")
        assert whole.startswith(short.removesuffix("…"))


def test_long_texts_take_linear_time() -> None:
    """Megabytes of the worst take seconds: blanks, line ends, marks, flags; were it quadratic, hours."""
    start = time.perf_counter()
    for text in (" " * 5_000_000, "中\n" * 100_000, "a" + "\u0301" * 100_000, FLAG * 100_000, "a  b" * 100_000):
        plain_text([text, Mark.CODE, text[:1000]], CHINESE)
        summary(text)
        truncate(text, 350)
        truncate(text, len(text) - 1)
    assert time.perf_counter() - start < 20


def test_a_link_without_a_text_is_what_it_shows_by_itself() -> None:
    link = Link(kind="doc", target="other", shown="other")
    assert plain_text(["See ", link, "."], {}) == "See other."


def test_the_start_of_a_text_is_as_long_as_it_has_to_be() -> None:
    """Marks, links and blanks count for nothing: what becomes of them may be empty."""
    link = Link(kind="doc", target="other", shown="other")
    pieces: list[str | Mark | Link] = ["one ", Mark.CODE, link, " two", "three", "four"]
    assert start_of(pieces, 100) == tuple(pieces)
    assert start_of(pieces, 5) == ("one ", Mark.CODE, link, " two")
    assert start_of([], 5) == ()


def test_gaps_are_where_lines_join() -> None:
    assert gaps("天气\n好 ok\nnext") == [(2, 3)]
    assert gaps("plain text") == []


# -- languages with blanks between words -------------------------------------------------------------------------------

ENGLISH: dict[str, str] = {Mark.CODE: "[code]", Mark.MATH: "[math]", Mark.TABLE: "[table]", Mark.IMAGE: ""}
PI = Formula(source=r"\pi")


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["The ", PI, ", too."], "The [math], too."),
        (["the number (", PI, ") is"], "the number ([math]) is"),
        (["See ", Mark.CODE, " . Then"], "See [code]. Then"),
        (["un ", PI, " ; deux"], "un [math] ; deux"),
        (["see", Mark.IMAGE, ", and"], "see, and"),
        ([PI, Mark.CODE, PI], "[math] [code] [math]"),
        (["a ", PI, " .5"], "a [math] .5"),
        (["Of ", Table(words=" a b "), " rows."], "Of [table] rows."),
    ],
)
def test_no_blank_between_a_placeholder_and_punctuation(pieces: list[str | Mark], text: str) -> None:
    """Where the author has none; full stops and commas have none in any language."""
    assert plain_text(pieces, ENGLISH, is_spaced=True) == text


@pytest.mark.parametrize(
    ("text", "length", "start"),
    [
        ("hello you", 8, "hello..."),
        ("hello you", 5, "hello..."),
        ("One. Two three", 5, "One..."),
        ("One, two three", 6, "One..."),
        ("incomprehensible word", 4, "inco..."),
        ("今天天气 and more", 3, "今天天..."),
        ("... word", 3, "......"),
    ],
)
def test_a_cut_at_words_divides_no_word(text: str, length: int, start: str) -> None:
    """Except one that is too long; the dots replace a comma or full stop."""
    assert truncate(text, length, at_words=True) == (start, True)


@given(text=TEXTS, length=st.integers(1, 40))
def test_a_cut_at_words_is_as_long_as_asked_for(text: str, length: int) -> None:
    start, is_cut = truncate(text, length, at_words=True)
    plain, is_plainly_cut = truncate(text, length)
    assert is_cut == is_plainly_cut
    assert len(start) <= len(plain)


@pytest.mark.parametrize(
    ("language", "is_spaced"),
    [("en", True), ("ko", True), ("zh_CN", False), ("zh-TW", False), ("ja", False), ("th", False), ("de_AT", True)],
)
def test_languages_with_blanks_between_words(language: str, is_spaced: bool) -> None:
    assert TextFormat(placeholders={}, language=language).is_spaced == is_spaced


def test_a_description_has_formulas_as_text_and_no_placeholders() -> None:
    pieces: list[Any] = ["We have ", Formula(source=r"\zeta(2) = \frac{\pi^2}{6}"), ", as in", Mark.EQUATION, "."]
    assert description_of([*pieces, Table(words="a"), " Next."], is_spaced=True) == "We have ζ(2) = π²/6, as in. Next."


def test_a_description_has_no_headings() -> None:
    """Unless there is nothing else."""
    heading = Heading(pieces=("On ", Formula(source=r"\pi")))
    assert description_of([heading, " One. ", heading, " Two."], is_spaced=True) == "One. Two."
    assert description_of([heading, Mark.CODE, heading], is_spaced=True) == "On π On π"
    assert description_of([], is_spaced=True) == ""


def test_a_heading_is_part_of_the_other_texts() -> None:
    heading = Heading(pieces=("Two", Link(kind="doc", target="three", shown=" three")))
    assert plain_text(["One", heading, "four"], {}) == "One Two three four"
    assert words_of(["One", heading, "four"]) == "One Two four"
    assert start_of([heading, "one", "two"], 2) == (heading, "one")
    assert Untitled(text=(heading,), excerpt=None).has_links


def test_no_full_stop_before_the_ellipsis() -> None:
    assert summary("One two three. Four five six seven eight.", 20) == "One two three…"


def test_the_words_of_a_table_count() -> None:
    assert words_of(["a", Table(words=" b c "), PI, Mark.CODE, "d"]) == "a b c d"


def test_links_without_titles_count_where_the_text_is_used() -> None:
    link = Link(kind="doc", target="other")
    assert Untitled(text=("A ", link), excerpt=None).has_links
    assert Untitled(text=("A text",), excerpt=(link,)).has_links
    assert not Untitled(text=("A text",), excerpt=("An excerpt",)).has_links
    assert not Untitled(text=(), excerpt=(link,)).has_links
