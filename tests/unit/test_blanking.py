"""A text without some lines has the others where they were."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.post import Blanking
from sphinxext_blog.model.views import digest
from sphinxext_blog.source.blanking import SourceText, apply_blanking, without_lines

_TEXTS = st.text(st.sampled_from("ab \t#\n\r\v\f\x85\u2028"), max_size=40)


@given(text=_TEXTS, gone=st.sets(st.integers(0, 12)), kind=st.sampled_from(["md", "rst"]))
def test_all_other_lines_are_preserved(text: str, gone: set[int], kind: str) -> None:
    before = SourceText(text, kind).lines
    after = SourceText(without_lines(text, gone, kind), kind).lines
    assert after == ["" if number in gone else line for number, line in enumerate(before)]


@given(texts=st.lists(_TEXTS, max_size=4), gone=st.sets(st.integers(0, 12)))
def test_cells_of_a_notebook_keep_their_numbers(texts: list[str], gone: set[int]) -> None:
    cells = [
        {"cell_type": "code", "id": str(n), "source": text if n % 2 else text.splitlines(keepends=True)}
        for n, text in enumerate(texts)
    ]
    notebook = json.dumps({"cells": cells, "metadata": {"a": 1}})
    before, left = SourceText(notebook, "ipynb").lines, without_lines(notebook, gone, "ipynb")
    assert [cell["id"] for cell in json.loads(left)["cells"]] == [cell["id"] for cell in cells]
    assert SourceText(left, "ipynb").lines[: len(before)] == [
        "" if number in gone else line for number, line in enumerate(before)
    ] or any(not line for line in before)


def test_docutils_and_markdown_divide_lines_each_in_its_own_way() -> None:
    assert SourceText("a\fb\x85c\nd", "rst").lines == ["a\fb", "c", "d"]
    assert SourceText("a\fb\x85c\nd", "md").lines == ["a\fb\x85c", "d"]


def test_a_text_that_has_changed_is_not_edited() -> None:
    blanking = Blanking(lines={"": (digest("a\nb\n"), (1,))})
    assert apply_blanking(blanking, "", "a\nb\n", "md") == "a\n\n"
    assert apply_blanking(blanking, "", "b\na\n", "md") == "b\na\n"
    assert apply_blanking(blanking, "other.txt", "a\nb\n", "md") == "a\nb\n"


@pytest.mark.parametrize("known", [None, {"": ("0", (1,)), "a": ("1", (2,))}])
def test_two_readings_make_one(known: dict[str, tuple[str, tuple[int, ...]]] | None) -> None:
    date = datetime(2026, 5, 1, tzinfo=UTC)
    earlier = Blanking(lines=known, dates=(None,), posts=4, kept=2)
    later = Blanking(lines={"": ("9", (3,)), "b": ("2", (5,))}, dates=(date,), posts=4, kept=1)
    both = earlier.and_then(later)
    assert (both.posts, both.kept) == (4, 1)
    if known is None:  # the first one has only said that the lines have to be looked for
        assert both == later
    else:
        assert both.lines == {"": ("0", (1, 3)), "a": ("1", (2,)), "b": ("2", (5,))}
        assert both.dates == (None, date)


@pytest.mark.parametrize(("lines", "expected"), [(None, False), ({}, False), ({"": ("9", (3,))}, True)])
def test_lines_of_included_files_are_recognized(
    lines: dict[str, tuple[str, tuple[int, ...]]] | None, expected: bool
) -> None:
    assert Blanking(lines=lines).is_within_own_file is expected
    both = None if lines is None else {**lines, "part.txt": ("2", (5,))}
    assert not Blanking(lines=both).is_within_own_file
