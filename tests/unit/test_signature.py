"""Signatures: they change when, and only when, what is shown changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.post import Measure
from sphinxext_blog.model.signature import digest, entry_facts, line_facts, point_facts, row_facts, title_facts
from tests.unit.records import NOW, catalog_of, days_ago, post

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
POST = post("a", 3, tag=("NLP",), image="cover.png")


def _signature(found: Any, *others: Any, body: str = "body") -> str:
    return digest(entry_facts(catalog_of(found, *others), found, body=body))


@given(facts=PLAIN)
def test_equal_facts_have_one_digest(facts: object) -> None:
    """Also when the keys of a dict were set in another order."""
    other = dict(reversed(facts.items())) if isinstance(facts, dict) else facts
    assert digest(other) == digest(facts)
    assert len(digest(facts)) == 16


@given(one=st.text(max_size=9), other=st.text(max_size=9))
def test_different_texts_have_different_digests(one: str, other: str) -> None:
    """No two texts are taken for each other."""
    assert (digest(one) == digest(other)) is (one == other)


@pytest.mark.parametrize(("one", "other"), [(["ab", ""], ["a", "b"]), ([1], ["1"]), ([[1], 2], [1, [2]]), ("", [""])])
def test_facts_are_not_just_glued_together(one: object, other: object) -> None:
    """Where one fact ends and the next begins is part of the hash."""
    assert digest(one) != digest(other)


def test_half_a_surrogate_pair_has_a_digest() -> None:
    """What a broken file may hold does not stop a build."""
    assert digest("\ud800") != digest("\ud801")
    assert digest(["\ud800"]) != digest(["\ud801"])


def test_no_post_has_no_facts() -> None:
    """The neighbour that is not there."""
    assert title_facts(None) is None
    assert title_facts(POST) != title_facts(replace(POST, title="Other"))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Other"},
        {"docname": "b"},
        {"anchor": "section"},
        {"external_link": "https://example.org"},
        {"date": days_ago(4)},
        {"draft": True, "date": days_ago(3)},
        {"pinned": True},
        {"terms": (("tag", ("NLP", "Go")),)},
        {"terms": (("category", ("NLP",)),)},
        {"measure": Measure(minutes=5)},
        {"image": "other.png"},
        {"image_alt": "What it shows"},
        {"image_digest": "another file of that name"},
        {"updated": NOW},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_entry_changes_with_what_it_shows(change: dict[str, Any]) -> None:
    """Title, address, date, state, terms, reading time, cover."""
    assert _signature(replace(POST, **change)) != _signature(POST)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "other"},
        {"digest": "other"},
        {"summary": "other"},
        {"comments": False},
        {"related": False},
        {"aliases": ("old",)},
        {"canonical": "https://example.org"},
        {"line": 7},
        {"measure": Measure(words=3)},
        {"updated": days_ago(3)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_entry_does_not_change_with_what_it_does_not_show(change: dict[str, Any]) -> None:
    """Else pages would be written without need; the body is a digest of its own."""
    assert _signature(replace(POST, **change)) == _signature(POST)


@pytest.mark.parametrize(
    "change",
    [{"title": "Other"}, {"date": days_ago(4)}, {"terms": (("tag", ("Go",)),)}, {"pinned": True}, {"draft": True}],
)
def test_a_line_changes_with_what_it_shows(change: dict[str, Any]) -> None:
    """Title, date, marks and tags."""
    other = replace(POST, **change)
    assert digest(line_facts(catalog_of(other), other)) != digest(line_facts(catalog_of(POST), POST))


@pytest.mark.parametrize(
    "change", [{"image": "x.png"}, {"updated": NOW}, {"digest": "other"}, {"measure": Measure(minutes=9)}]
)
def test_a_line_does_not_change_with_the_rest(change: dict[str, Any]) -> None:
    """Which only whole entries show."""
    other = replace(POST, **change)
    assert digest(line_facts(catalog_of(other), other)) == digest(line_facts(catalog_of(POST), POST))


def test_an_entry_changes_with_its_body_and_its_terms_spelling() -> None:
    """A label that other posts decide is shown here as well."""
    assert _signature(POST, body="other") != _signature(POST)
    others = [post(name, 9, tag=("nlp",)) for name in "xyz"]
    assert _signature(POST, *others) != _signature(POST)
    assert _signature(POST, post("x", 9, tag=("Go",))) == _signature(POST)


@pytest.mark.parametrize(
    ("change", "is_shown"),
    [
        ({"title": "Other"}, True),
        ({"pinned": True}, True),
        ({"terms": (("category", ("Go",)),)}, True),
        ({"terms": (("author", ("Go",)),)}, True),
        ({"terms": (("series", ("Go",)), ("tag", ("NLP",)))}, False),
        ({"measure": Measure(minutes=9)}, True),
        ({"image": "x.png"}, False),
        ({"summary": "other"}, False),
    ],
)
def test_a_row_changes_with_what_it_shows(change: dict[str, Any], *, is_shown: bool) -> None:
    """Title, date, marks, authors, category, tags, reading time; and nothing else."""
    other = replace(POST, **change)
    assert (digest(row_facts(catalog_of(other), other)) != digest(row_facts(catalog_of(POST), POST))) is is_shown


def test_a_point_changes_with_what_it_shows() -> None:
    """Title, date, marks and its text."""
    facts = point_facts(catalog_of(POST), POST, text="text")
    assert point_facts(catalog_of(POST), POST, text="other") != facts
    for change in ({"title": "Other"}, {"pinned": True}, {"date": days_ago(4)}):
        other = replace(POST, **change)
        assert point_facts(catalog_of(other), other, text="text") != facts
    other = replace(POST, image="x.png", measure=Measure(minutes=9))
    assert point_facts(catalog_of(other), other, text="text") == facts
