"""Views are plain data, and equal views have equal digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.post import PostStatus
from sphinxext_blog.model.views import Fingerprints, Link, Shared, digest, links_in
from sphinxext_blog.pages.fingerprints import collect_fingerprints


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    link: Link
    date: datetime
    state: PostStatus = PostStatus.PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    link: Link
    date: datetime
    state: PostStatus = PostStatus.PUBLISHED


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
DATE = datetime(2026, 1, 11, tzinfo=UTC)


def test_each_field_is_part_of_the_digest() -> None:
    one = Entry(link=Link(text="A", docname="a"), date=DATE)
    others = [
        Entry(link=Link(text="B", docname="a"), date=DATE),
        Entry(link=Link(text="A", docname="b"), date=DATE),
        Entry(link=Link(text="A", docname="a", anchor="x"), date=DATE),
        Entry(link=Link(text="A", url="a"), date=DATE),
        Entry(link=Link(text="A", docname="a"), date=DATE.replace(minute=1)),
        Entry(link=Link(text="A", docname="a"), date=DATE, state=PostStatus.DRAFT),
        Other(link=Link(text="A", docname="a"), date=DATE),
    ]
    assert len({digest(view) for view in [one, *others]}) == len(others) + 1
    assert digest(one) == digest(Entry(link=Link(text="A", docname="a"), date=DATE))


@pytest.mark.parametrize("value", [{1, 2}, Path("a"), object(), Link])
def test_what_has_no_stable_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="plain values"):
        digest([value])


def test_the_base_is_part_of_every_fingerprint() -> None:
    assert Fingerprints("1").of(["a"]) != Fingerprints("2").of(["a"])


def test_a_shared_view_is_digested_by_value() -> None:
    prints = Fingerprints("")
    one, same = (Entry(link=Link(text="A"), date=DATE) for _ in range(2))
    assert prints.shared(one) == prints.shared(one) == prints.shared(same) == digest(one)


def test_links_are_found_at_any_depth() -> None:
    inner = Entry(link=Link(text="A", docname="a", anchor="x"), date=DATE)
    view = (Link(text="B", docname="b"), [{"more": inner}], Link(text="C", url="https://example.org"))
    assert links_in(view) == {("a", "x"), ("b", "")}


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedEntry(Shared):
    title: str


def test_a_view_that_others_hold_is_digested_once_and_counts_in_each() -> None:
    prints = Fingerprints("")
    entry = SharedEntry(title="A")
    assert prints.digest([entry]) == prints.digest((digest(entry),))
    assert prints.digest([entry]) != prints.digest([SharedEntry(title="B")])


def test_the_fingerprint_of_a_document_is_made_of_all_its_views() -> None:
    pairs = [("a", Entry(link=Link(text="A"), date=DATE)), ("b", "x"), ("a", "y")]
    found = collect_fingerprints(Fingerprints(""), pairs)
    assert found.keys() == {"a", "b"}
    assert found["a"] != collect_fingerprints(Fingerprints(""), pairs[:2])["a"]
    assert found["a"] != collect_fingerprints(Fingerprints("new"), pairs)["a"]


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
