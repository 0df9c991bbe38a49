"""Front matter: typed values and the line of each, whatever an author wrote between the dashes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxext_blog.source.frontmatter import (
    FrontMatter,
    notebook_metadata,
    open_front_matter,
    read_front_matter,
    shift_lines,
)


def _read(block: str) -> FrontMatter:
    found = read_front_matter(f"---\n{block}\n---\nBody\n")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("block", "values"),
    [
        ("date: 2026-01-11", {"date": "2026-01-11"}),
        ("date: 2026-01-11 10:00:00 +08:00", {"date": "2026-01-11 10:00:00 +08:00"}),
        ("tags: [nlp, 1.10, 007, 0x1f, 1e3]", {"tags": ["nlp", "1.10", "007", "0x1f", "1e3"]}),
        ("tags:\n- a\n-  b\n", {"tags": ["a", "b"]}),
        ("draft: true\npinned: False\ncomments: off", {"draft": True, "pinned": False, "comments": "off"}),
        ("a: null\nb: ~\nc:\nd: none", {"a": None, "b": None, "c": None, "d": "none"}),
        ("author: {name: Mei, url: x}", {"author": {"name": "Mei", "url": "x"}}),
        ('title: "C: #1"', {"title": "C: #1"}),
        ("excerpt: |\n  one\n  two\n", {"excerpt": "one\ntwo\n"}),
        ("base: &b {x: y}\nmore:\n  <<: *b\n  z: w", {"base": {"x": "y"}, "more": {"x": "y", "z": "w"}}),
        ("1: one\ntrue: yes", {"1": "one", "True": "yes"}),
        ("a: b\na: c", {"a": "c"}),
        ("标题: 你好", {"标题": "你好"}),
        ("", {}),
        ("# only a comment", {}),
    ],
)
def test_scalars_are_preserved_as_written(block: str, values: dict[str, Any]) -> None:
    """Version 1.10 is not 1.1 and a day is not a number; lists, mappings, true, false and null are YAML's."""
    found = _read(block)
    assert found.values == values
    assert not found.error


@pytest.mark.parametrize(
    "text",
    [
        "", "Body", "# Title\n", "\n---\na: b\n---\n", "---\na: b\n", "----\na: b\n----\n", "--- \n",
        "---a\nb: c\n---\n",
        "---\n" + "# long\n" * 10_000 + "---\n",
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_a_text_without_front_matter_has_none(text: str) -> None:
    """A rule at the top of a text is a rule."""
    assert read_front_matter(text) is None


@pytest.mark.parametrize(
    "text",
    ["---\na: b\n---", "---\r\na: b\r\n---\r\n", "\ufeff---\na: b\n---\n", "---  \na: b\n---\t\n", "---\na: b\n...\n"],
)
def test_line_ends_and_marks_of_editors_do_not_matter(text: str) -> None:
    """CRLF, a byte order mark, blanks after the dashes, YAML's own end."""
    found = read_front_matter(text)
    assert found is not None
    assert found.values == {"a": "b"}


def test_every_key_knows_its_line() -> None:
    """Counted from 1, with the dashes; what is nested, or looks like a key in a list, is no key."""
    found = _read("date: 2026\n\n# x: y\ntags:\n  - a: b\n  c: d\n\ntitle : T\n'quoted': q")
    assert found.lines == {"date": 2, "tags": 5, "title": 9}


@pytest.mark.parametrize(
    ("block", "values", "line"),
    [
        ("date: 2026-01-11\ntags: [a", {"date": "2026-01-11", "tags": "[a"}, 4),
        ("title: Foo: bar\ndate: 2026-01-11", {"title": "Foo: bar", "date": "2026-01-11"}, 2),
        ("title: @home\nx: 'y", {"title": "@home", "x": "'y"}, 2),
        ("a: b\n\tc: d", {"a": "b"}, 3),
        ("tags:\n- a\n- [b]\n- c: d: e", {"tags": ["a", ["b"], "c: d: e"]}, 5),
        ("a: one\n- x\n- y: [", {"a": "one"}, 3),
        ("a: b\nx: *none", {"a": "b", "x": "*none"}, 3),
        ("a: b\nx: !!python/object:os.system y", {"a": "b", "x": "!!python/object:os.system y"}, 3),
        ("a: b\nx: !!timestamp y", {"a": "b", "x": "!!timestamp y"}, 1),
        ("a: b\nx: !!bool y", {"a": "b", "x": "!!bool y"}, 1),
        ("a: b\nx: !!int ''", {"a": "b", "x": "!!int ''"}, 1),
        ("a: b\n? [c]\n: d", {"a": "b"}, 3),
        ("a: b\nx: \x01", {"a": "b", "x": "\x01"}, 1),
        ("- a\n- b", {}, 1),
        ("just words", {}, 1),
    ],
)
def test_what_is_no_yaml_is_saved_line_by_line(block: str, values: dict[str, Any], line: int) -> None:
    """One wrong line does not take the date of the post away; the error is one line of text with its place."""
    found = _read(block)
    assert found.values == values
    assert found.error
    assert "\n" not in found.error
    assert found.error_line == line


@given(block=st.text(alphabet="ab:-[]{}'\"#&*!|> \n\t1", max_size=40) | st.text(max_size=40))
@example("a: &a [*a]")
@example("[" * 3000)
@example("a: " + "[" * 3000)
@example("!!omap {}")
def test_reading_never_fails(block: str) -> None:
    """Whatever stands there, it gives a mapping with text keys."""
    found = read_front_matter(f"---\n{block}\n---\n")
    assert found is not None
    assert all(isinstance(key, str) for key in found.values)


def test_a_notebook_has_metadata() -> None:
    """With JSON's types; a text that is no notebook has none."""
    assert notebook_metadata(json.dumps({"metadata": {"tags": ["a"], "draft": False}})) == FrontMatter(
        values={"tags": ["a"], "draft": False}
    )
    for text in ("", "{", "[]", "1", "{}", '{"metadata": 1}', "[" * 100_000):
        assert notebook_metadata(text) is None


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("title: T\n---\n\nBody\n", "---\ntitle: T\n---\nBody\n"),
        ("title: T\n---\nBody\n", "---\ntitle: T\n---\nBody\n"),
        ("title: T\ntags:\n- a\n# note\n-----\n  \nBody\n", "---\ntitle: T\ntags:\n- a\n# note\n---\nBody\n"),
        ("\ufefftitle: T\r\n---\r\n\r\nBody\r\n", "---\ntitle: T\r\n---\nBody\r\n"),
        ("title: T\n\ndate: D\n---", "---\ntitle: T\n\ndate: D\n---\n"),
    ],
)
def test_old_hexo_files_get_their_dashes(text: str, opened: str) -> None:
    """The line that is added is taken from the blank ones below, so that the body keeps its lines."""
    assert open_front_matter(text) == opened


@pytest.mark.parametrize(
    "text",
    [
        "", "Body\n", "---\ntitle: T\n---\nBody\n", "# T\n\ndate: x\n---\n", "Note: this is prose\nthat goes on\n---\n",
        "title: T\n\nBody\n", "key: v\n" * 20_000 + "---\n", "https://example.org\n---\n",
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_other_texts_are_left_alone(text: str) -> None:
    """A heading underlined with dashes is no front matter, nor prose with a colon."""
    assert open_front_matter(text) == text


def test_lines_can_be_moved() -> None:
    """Up and down, but not above the first."""
    front = FrontMatter(lines={"a": 2}, error="x", error_line=1)
    assert shift_lines(front, -1) == FrontMatter(lines={"a": 1}, error="x", error_line=1)
    assert shift_lines(front, 2) == FrontMatter(lines={"a": 4}, error="x", error_line=3)
    assert shift_lines(None, -1) is None
