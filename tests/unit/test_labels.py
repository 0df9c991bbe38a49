"""Labels: whatever an author puts where terms belong, the terms in it are found and the rest is reported."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.diagnostics import Subtype
from sphinxext_blog.model.slugs import slugify
from sphinxext_blog.model.text import short_repr
from sphinxext_blog.source.metadata import label_problems, labels_of, one_line

CYCLE: list[Any] = ["x"]
CYCLE.append(CYCLE)

YAML = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.binary(max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("value", "labels"),
    [
        (None, ()),
        ("", ()),
        (" , ,", ()),
        ("NLP", ("NLP",)),
        ("a, b,a , c", ("a", "b", "c")),
        ("machine   learning,\n deep\tlearning", ("machine learning", "deep learning")),
        ("机器\n学习", ("机器学习",)),
        (["a", "b, c", ""], ("a", "b, c")),
        ([["a", "b"], ["a", "c"], None], ("a", "b", "c")),
        (("a",), ("a",)),
        ([1, 2.5, True, False], ("1", "2.5", "true", "false")),
        (7, ("7",)),
        (True, ("true",)),
        ({"name": "Mei", "url": "x"}, ("Mei",)),
        ([{"name": "Mei"}, "Bo"], ("Mei", "Bo")),
        ("[a, b]", ("a", "b")),
        ("""["C++", 'C#', ".NET"]""", ("C++", "C#", ".NET")),
        ("""\"Last, First", 'x, y' ,z, "a" b, c\"""", ("Last, First", "x, y", "z", '"a" b', 'c"')),
        ("'90s, rock 'n' roll, \"", ("'90s", "rock 'n' roll", '"')),
        ('"a "b" c", d', ('a "b" c', "d")),
        ("[]", ()),
        ("[a", ("[a",)),
        ("...", ("...",)),
        (["🚀", "ガイド", "한국어", ".NET"], ("🚀", "ガイド", "한국어", ".NET")),
        ("a\x00b", ("ab",)),
        (CYCLE, ("x",)),
    ],
)
def test_labels_are_found(value: object, labels: tuple[str, ...]) -> None:
    """Each once, in the author's order; commas part a text but not an item of a list."""
    assert labels_of(value) == labels


@pytest.mark.parametrize(
    ("value", "subtype", "said"),
    [
        ({"a": "b"}, Subtype.VALUE, "{'a': 'b'} is not text"),
        ([{"name": ["x"]}], Subtype.VALUE, "{'name': ['x']} is not text"),
        (b"x", Subtype.VALUE, "b'x' is not text"),
        ({"x"}, Subtype.VALUE, "{'x'} is not text"),
        (CYCLE, Subtype.VALUE, "is not text"),
        ("\u200b", Subtype.TERM, "'\\u200b' has no visible character"),
        (["ok", "\x00"], Subtype.TERM, "has no visible character"),
        ("x" * 201, Subtype.TERM, "has 201 characters. Expected at most 200"),
    ],
)
def test_what_is_no_label_is_reported(value: object, subtype: Subtype, said: str) -> None:
    """What was found, shortly, and why it is none."""
    ((found, message),) = label_problems(value)
    assert found is subtype
    assert said in message
    assert len(message) < 160


@pytest.mark.parametrize("value", [None, "", [], ["", None], "a,,b", "x" * 200, {"name": "Mei"}])
def test_what_is_merely_empty_is_not_told(value: object) -> None:
    """Nothing was meant, so nothing is wrong."""
    assert label_problems(value) == ()


@given(value=YAML)
def test_every_label_makes_a_page_name(value: object) -> None:
    """No value an author can write fails later, when pages are named."""
    for label in labels_of(value):
        assert slugify(label)
        assert label == label.strip()
    assert all(len(message) < 200 for _, message in label_problems(value))


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (None, ""),
        (True, "true"),
        (1.5, "1.5"),
        (" a\n b ", "a b"),
        ("你\n好", "你好"),
        ("a\x07\ud800", "a"),
        ("0 \x1b", "0"),
        ("🏴\u200d☠", "🏴\u200d☠"),
    ],
)
def test_a_scalar_is_one_line(value: object, line: str) -> None:
    """Without what no output format can hold; joiners stay."""
    assert one_line(value) == line


def test_a_value_is_shown_shortly() -> None:
    """Also a megabyte of it."""
    assert short_repr("x") == "'x'"
    assert len(short_repr("x" * 10**6)) < 70
