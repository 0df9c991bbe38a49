"""Signatures: they change when, and only when, what is shown changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.signature import digest, title_facts
from tests.unit.records import post

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
POST = post("a", 3, tag=("NLP",), image="cover.png")


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
