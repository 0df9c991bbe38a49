"""Front matter of other engines: where it ends, what its keys mean, and what is reported of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from sphinxext_blog.importers.addresses import Permalinks, Syntax
from sphinxext_blog.importers.front_matter import (
    Key,
    MetadataMapper,
    as_flag,
    as_list,
    as_timestamp,
    split_header,
    split_names,
)
from sphinxext_blog.importers.old_blog import NoteKind, Options, SourceFile

HEADERS = [
    ("---\na: 1\nb:\n- x\n---\nBody\n", {"a": "1", "b": ["x"]}, {"a": 2, "b": 3}),
    ("\n\n---\na: 1\n---\nBody\n", {"a": "1"}, {"a": 4}),
    ("---\na: 1\n...\nBody\n", {"a": "1"}, {"a": 2}),
    ("---\n---\nBody\n", {}, {}),
    ("a: 1\nb: 2\n---\nBody\n", {"a": "1", "b": "2"}, {"a": 1, "b": 2}),
    ("\na: 1\nb: 2\n---\n\nBody\n", {"a": "1", "b": "2"}, {"a": 2, "b": 3}),
    ("+++\na = 1\n\n[t]\nb = 2\n+++\nBody\n", {"a": 1, "t": {"b": 2}}, {"a": 2, "b": 5}),
    ("\n+++\na = 1\n+++\nBody\n", {"a": 1}, {"a": 3}),
    ('{\n "a": 1,\n "b": 2\n}\n\nBody\n', {"a": 1, "b": 2}, {"a": 2, "b": 3}),
    ('{"a": 1}\nBody\n', {"a": 1}, {}),
    ('"a": 1,\n"b": 2\n;;;\nBody\n', {"a": 1, "b": 2}, {"a": 1, "b": 2}),
    (';;;\n"a": 1\n;;;\nBody\n', {"a": 1}, {"a": 2}),
    ("Body\n", {}, {}),
    ("a: 1\nBody\n", {}, {}),
    ("", {}, {}),
]


@pytest.mark.parametrize(("text", "values", "lines"), HEADERS)
def test_headers_are_parted_from_the_body(text: str, values: dict[str, Any], lines: dict[str, int]) -> None:
    header = split_header(text)
    assert (header.values, header.error) == (values, "")
    assert header.lines.items() >= lines.items()
    body = text[header.body_start :]
    assert body.strip("\n") in ("Body", "", "a: 1\nBody")
    assert header.body_start in (0, *(at + 1 for at, char in enumerate(text) if char == "\n"), len(text))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Title: A: b\nTags: x,\n  y\n\nBody\n", {"title": "A: b", "tags": "x, y"}),
        ("---\ntitle: A\n---\nBody\n", {"title": "A"}),
        ("Just: one\n\nBody: no\n", {"just": "one"}),
    ],
)
def test_plain_lines_are_a_header_where_the_engine_has_them(text: str, values: dict[str, Any]) -> None:
    header = split_header(text, plain=True)
    assert header.values == values
    assert text[header.body_start :].lstrip("\n").startswith("Body")


@pytest.mark.parametrize(
    ("text", "kept", "line"),
    [
        ("---\ntitle: a: b\nx: 1\n---\nBody\n", {"title": "a: b", "x": "1"}, 2),
        ("+++\na = 1\nb = \n+++\nBody\n", {"a": 1}, 3),
        ("\n\n+++\na = 1\nb = \n+++\nBody\n", {"a": 1}, 5),
        ('{\n "a": 1,\n b\n}\nBody\n', {}, 3),
        (';;;\n"a": 1,\nb\n;;;\nBody\n', {}, 3),
    ],
)
def test_what_a_broken_header_still_has_is_used(text: str, kept: dict[str, Any], line: int) -> None:
    header = split_header(text)
    assert header.error
    assert (header.values, header.error_line) == (kept, line)


def test_a_text_that_begins_with_a_rule_is_no_header() -> None:
    text = "---\n" + "words\n" * 20_000 + "---\n"
    assert split_header(text).body_start == 0


def _mapper(values: dict[str, Any], name: str = "a.md", **more: Any) -> MetadataMapper:
    text = "---\n" + "".join(f"{key}: x\n" for key in values) + "---\nBody"
    header = split_header(text)
    header.values.update(values)
    file = SourceFile(path=Path("/old") / name, name=name, **more)
    return MetadataMapper(header=header, text=text, file=file, options=Options())


def test_keys_are_mapped_as_data() -> None:
    mapper = _mapper({"Title": "A  b", "lastmod": "2020-01-02", "published": "no", "tag": "x, y", "other": "1"})
    for key in (
        Key.text("title"),
        Key.date("updated", "updated", "lastmod"),
        Key.flag("draft", "published", opposite=True),
        Key.terms("tags", "tags", "tag"),
    ):
        mapper.map(key)
    mapper.finish()
    assert mapper.values == {
        "title": "A b", "updated": date(2020, 1, 2), "draft": True, "tags": ["x", "y"], "other": "1",
    }  # fmt: skip
    assert mapper.notes == []


def test_values_of_a_wrong_type_are_reported_at_their_line() -> None:
    mapper = _mapper({"title": ["a"], "date": "yesterday", "published": "perhaps"})
    for key in (Key.text("title"), Key.date("date"), Key.flag("draft", "published", opposite=True)):
        mapper.map(key)
    assert [(line, kind) for line, kind, _ in mapper.notes] == [(line, NoteKind.METADATA) for line in (2, 3, 4)]
    messages = [message for _, _, message in mapper.notes]
    assert messages[0] == "title: ['a'] is not a text. The key is ignored."
    assert messages[1].startswith("date: 'yesterday'")
    assert messages[1].endswith("The post is a draft.")
    assert messages[2] == "published: 'perhaps' is not a boolean. Expected true or false. The key is ignored."
    assert mapper.values == {"date": "yesterday"}


def test_unknown_keys_stay_and_misspelled_ones_are_renamed() -> None:
    mapper = _mapper({"mood": "good", "tgas": "x", "layout": "post", "nothing": None})
    mapper.finish(frozenset())
    assert mapper.values == {"mood": "good", "old_tgas": "x"}
    assert "Did you mean 'tags'?" in mapper.notes[0][2]


def test_the_defaults_of_the_blog_fill_in_and_the_folder_of_drafts_counts() -> None:
    mapper = _mapper({"title": "T"}, draft=True, defaults={"author": "Mei", "title": "Other"})
    mapper.put_text("title", "title")
    mapper.put_terms("authors", "author")
    mapper.finish()
    assert mapper.values == {"title": "T", "authors": ["Mei"], "draft": True}


def test_a_pattern_of_the_blog_is_noted_once_and_one_of_the_post_at_its_line() -> None:
    mapper = _mapper({"date": "2020-01-02", "permalink": "/:no/"})
    mapper.permalinks = Permalinks(syntax=Syntax.COLONS, tokens=frozenset({"title", "slug"}))
    mapper.put_date("date", "date")
    assert mapper.add_address("/:title[1]/", {"title": "t"}) == ""
    assert mapper.add_address("/:no/", {}, key="permalink") == ""
    assert mapper.add_address("/:slug/", {"title": "t"}) == ""
    assert mapper.add_address("/x/:title/", {"title": "t"}) == "/x/t/"
    assert (mapper.addresses, mapper.unsupported) == (["/x/t/"], {"/:title[1]/": (":title[1]",)})
    assert [(line, kind) for line, kind, _ in mapper.notes] == [(3, NoteKind.PERMALINK), (2, NoteKind.PERMALINK)]


def test_the_order_of_keys_is_that_of_the_manual() -> None:
    mapper = _mapper({"zzz": "1", "aliases": "/x/", "tags": "a", "date": "2020-01-02", "title": "T"})
    mapper.finish()
    mapper.order()
    assert list(mapper.values) == ["title", "date", "tags", "aliases", "zzz"]


@pytest.mark.parametrize(
    ("value", "labels"),
    [
        ("a, b", ["a", "b"]),
        (["a", ["b", {"name": "c"}], None, "a"], ["a", "b", "c"]),
        (7, ["7"]),
        (None, []),
        ({"label": "x"}, ["x"]),
    ],
)
def test_labels(value: object, labels: list[str]) -> None:
    assert as_list(value) == labels


def test_a_list_in_itself_ends() -> None:
    loop: list[Any] = ["x"]
    loop.append(loop)
    assert as_list(loop) == ["x"]


def test_names_flags_and_dates() -> None:
    assert split_names("Bo (A, B), Cy") == ["Bo (A, B)", "Cy"]
    assert split_names("Last, First; Other") == ["Last, First", "Other"]
    words: tuple[object, ...] = (True, "No", 1, "0", "maybe", [])
    assert [as_flag(word) for word in words] == [True, False, True, False, None, None]
    assert as_timestamp("2020-01-02") == date(2020, 1, 2)
    assert as_timestamp("2020-01-02 00:00") == datetime(2020, 1, 2)  # noqa: DTZ001 - no zone was written
    zone = timezone(timedelta(hours=2))
    assert as_timestamp("2020-01-02T03:04:05+02:00") == datetime(2020, 1, 2, 3, 4, 5, tzinfo=zone)
    with pytest.raises(ValueError, match="yesterday"):
        as_timestamp("yesterday")
