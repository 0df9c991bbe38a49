"""Views are plain data, and equal views have equal digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sphinxext_blog.model.post import State
from sphinxext_blog.model.views import Fingerprints, Link, digest, links_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    link: Link
    date: datetime
    state: State = State.PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    link: Link
    date: datetime
    state: State = State.PUBLISHED


DATE = datetime(2026, 1, 11, tzinfo=UTC)


def test_each_field_is_part_of_the_digest() -> None:
    one = Entry(link=Link(text="A", docname="a"), date=DATE)
    others = [
        Entry(link=Link(text="B", docname="a"), date=DATE),
        Entry(link=Link(text="A", docname="b"), date=DATE),
        Entry(link=Link(text="A", docname="a", anchor="x"), date=DATE),
        Entry(link=Link(text="A", url="a"), date=DATE),
        Entry(link=Link(text="A", docname="a"), date=DATE.replace(minute=1)),
        Entry(link=Link(text="A", docname="a"), date=DATE, state=State.DRAFT),
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
