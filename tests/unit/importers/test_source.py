"""Sources: offsets of parsed texts, prefixes of lines, and edits that are applied once."""

from __future__ import annotations

import pytest

from sphinxext_blog.importers.source import DEDENT, Edit, Place, Source, apply_edits


def _characters(text: str, place: Place | None) -> str:
    """Return what the file has at the offsets of a place."""
    assert place is not None
    return "".join(text[offset] for offset in place.offsets[:-1])


@pytest.mark.parametrize(
    ("text", "content", "first"),
    [
        ("a b", "a b", 0),
        ("> a\n> b", "a\nb", 0),
        ("> a\nlazy", "a\nlazy", 0),
        (">> a\n>b", "a\nb", 0),
        ("- a\n  b", "a\nb", 0),
        ("10. a\n    b", "a\nb", 0),
        ("- > a\n  > b", "a\nb", 0),
        ("x\n\n- a\n\n  b", "b", 4),
        ("# a ##", "a", 0),
        ("# a #b #", "a #b", 0),
        ("a\\\nb  \nc", "a\\\nb  \nc", 0),
        ("\u00a0\na", "a", 0),
        ("\u2028\n\x0c\na", "a", 0),
        ("[^1]: a\n    b", "a\nb", 0),
        ("中文 é", "中文 é", 0),
    ],
)
def test_a_text_is_found_line_by_line(text: str, content: str, first: int) -> None:
    assert _characters(text, Source(text).place(content, first)) == content


def test_line_breaks_of_every_kind_count_as_one_character() -> None:
    text = "> a\r\n> b\rc\n> d"
    place = Source(text).place("a\nb\nc\nd", 0)
    assert _characters(text, place) == "a\rb\rc\nd"
    source = Source(text)
    assert [source.line(number) for number in range(-1, 5)] == ["", "> a", "> b", "c", "> d", ""]
    assert source.newline == "\r\n"
    assert [text[source.offset(position)] for position in (2, 6, 8, 12)] == ["a", "b", "c", "d"]


def test_a_tab_that_was_parted_into_blanks_has_one_offset() -> None:
    text = "-\ta\n\n\tb\tc"
    place = Source(text).place("  b\tc", 2)
    assert place is not None
    assert [text[offset] for offset in place.offsets[2:5]] == ["b", "\t", "c"]
    assert place.offsets[:3] == [6, 6, 6]


def test_a_text_that_is_not_there_has_no_place() -> None:
    source = Source("a\nb")
    assert source.place("c", 0) is None
    assert source.place("a\nb\nc", 0) is None
    assert source.place("b", 1) is not None


def test_characters_that_parsers_replace_are_found() -> None:
    text = "a\0b"
    assert Source(text).place("a\ufffdb", 0) is not None


@pytest.mark.parametrize(
    ("row", "contents"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("> | a | b", ["a", "b"]),
        ("- a | b", ["a", "b"]),
        ("|a||", ["a", ""]),
        (r"| a\|b | `c\|d` |", ["a|b", "`c|d`"]),
        (r"| a\\ | b |", [r"a\\", "b"]),
        ("| a | a |", ["a", "a"]),
        ("|  中 | é|", ["中", "é"]),
    ],
)
def test_cells_of_a_table(row: str, contents: list[str]) -> None:
    places = Source(row).cells(contents, 0)
    assert [
        _characters(row, place) if content else "" for place, content in zip(places, contents, strict=True)
    ] == contents
    starts = [place.at(0) for place, content in zip(places, contents, strict=True) if place and content]
    assert starts == sorted(set(starts))


def test_cells_that_are_not_there_have_no_place() -> None:
    assert Source("| a |").cells(["b"], 0) == [None]
    assert Source("| a |").cells(["a", "b"], 0) == [None, None]


def test_spans_over_lines_contain_prefixes() -> None:
    text = "> a\n> b"
    place = Source(text).place("a\nb", 0)
    assert place is not None
    assert place.span(0, 3) == (2, 7)
    assert place.span(2, 2) == (6, 6)
    assert place.span(0, 1) == (2, 3)


@pytest.mark.parametrize(
    ("line", "text", "prefix"),
    [
        ("> a", "a", "> "),
        ("- a", "a", "  "),
        ("> - a", "a", ">   "),
        ("- > a", "a", "  > "),
        ("12. a", "a", "    "),
        ("-\ta", "a", " \t"),
        ("[^1]: a", "a", "      "),
        (": a", "a", "  "),
        ("  a", "a", "  "),
        ("> text a", "a", "> "),
        ("text > a", "a", ""),
        ("a", "a", ""),
    ],
)
def test_the_prefix_of_further_lines(line: str, text: str, prefix: str) -> None:
    assert Source(line).prefix(line.rindex(text)) == prefix


def test_removed_indentation_is_no_prefix() -> None:
    text = ">     a"
    source = Source(text)
    source.add_cut(2, 6, "")
    assert source.prefix(6) == "> "
    assert source.cuts == [Edit(2, 6, "")]
    assert source.cuts[0].reason == DEDENT


def test_a_line_may_end_before_its_end() -> None:
    text = "a {% end %}"
    source = Source(text)
    assert source.place("a", 0) is None
    source.limit_line(1)
    assert _characters(text, source.place("a", 0)) == "a"


def test_the_body_begins_below_the_front_matter() -> None:
    text = "---\na: 1\n---\nb\n\nc"
    source = Source(text, text.index("b"))
    assert source.body == "b\n\nc"
    assert source.line(0) == "b"
    assert [source.line_number(text.index(letter)) for letter in ("b", "c")] == [4, 6]
    assert source.offset(3) == text.index("c")


def test_edits_are_applied_once() -> None:
    text = "abcdef"
    edits = [Edit(1, 2, "B"), Edit(3, 5, "DE"), Edit(6, 6, "!"), Edit(0, 0, "<"), Edit(0, 0, ">")]
    assert apply_edits(text, edits) == ("<>aBcDEf!", [])
    assert apply_edits(text, []) == (text, [])


def test_insertions_come_before_what_is_replaced_at_their_offset() -> None:
    assert apply_edits("abc", [Edit(1, 2, "B"), Edit(1, 1, "-")]) == ("a-Bc", [])
    assert apply_edits("abc", [Edit(1, 2, ""), Edit(1, 1, "x"), Edit(1, 1, "y")]) == ("axyc", [])


def test_an_edit_within_another_is_returned_unless_it_removes_indentation() -> None:
    inner, dedent = Edit(2, 3, "x", "inner"), Edit(1, 2, "", DEDENT)
    assert apply_edits("abcd", [Edit(0, 4, "-"), inner, dedent]) == ("-", [inner])
    assert apply_edits("abcd", [Edit(0, 3, "-"), Edit(2, 4, "=")]) == ("-d", [Edit(2, 4, "=")])
