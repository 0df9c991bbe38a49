"""Selections: all filters must pass, commas mean any, a minus excludes, and an unknown name shows nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.selection import Query, Sort, select, unknown_in
from tests.unit.records import catalog_of, days_ago, post, post_lists

if TYPE_CHECKING:
    from sphinxext_blog.model.post import Post

CATALOG = catalog_of(
    post("posts/a", 1, title="beta", tag=("NLP", "Go"), author=("Mei",)),
    post("posts/b", 2, title="Alpha", tag=("nlp",), updated=days_ago(0.5)),
    post("notes/c", 400, title="alpha", tag=("Go",), pinned=True),
    post("notes/d", 800, title="Gamma"),
    post("hidden", 1, tag=("NLP",), unlisted=True),
)


def _selected(**said: Any) -> list[str]:
    return [found.docname[-1] for found in select(CATALOG, Query(**said))]


@pytest.mark.parametrize(
    ("labels", "sort", "series"),
    [
        (("Long",), Sort.SERIES, "Long"),
        (("Long",), Sort.NEWEST, ""),
        (("-Long",), Sort.SERIES, ""),
        (("Long", "Short"), Sort.SERIES, ""),
        ((), Sort.SERIES, ""),
    ],
)
def test_a_query_for_one_series_has_its_label(labels: tuple[str, ...], sort: Sort, series: str) -> None:
    assert Query(terms=(("series", labels),), sort=sort).series == series


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, "abcd"),
        ({"limit": 2}, "ab"),
        ({"limit": 99}, "abcd"),
        ({"terms": (("tag", ("NLP",)),)}, "ab"),
        ({"terms": (("tag", ("ｎｌｐ",)),)}, "ab"),
        ({"terms": (("tag", ("nlp", "go")),)}, "abc"),
        ({"terms": (("tag", ("-nlp",)),)}, "cd"),
        ({"terms": (("tag", ("go", "-nlp")),)}, "c"),
        ({"terms": (("tag", ("nlp",)), ("author", ("mei",)))}, "a"),
        ({"terms": (("tag", ("nothing",)),)}, ""),
        ({"terms": (("tag", ("nothing", "go")),)}, "ac"),
        ({"terms": (("author", ("NLP",)),)}, ""),
        ({"years": ("2026",)}, "ab"),
        ({"years": ("2024", "2026")}, "abc"),
        ({"years": ("-2026",)}, "cd"),
        ({"years": ("1999",)}, ""),
        ({"years": ("20",)}, ""),
        ({"paths": ("posts/*",)}, "ab"),
        ({"paths": ("*", "-posts/a")}, "bcd"),
        ({"paths": ("notes/c",)}, "c"),
        ({"paths": ("posts",)}, ""),
        ({"paths": ("posts/*",), "years": ("2024",)}, ""),
        ({"sort": Sort.OLDEST}, "dcba"),
        ({"sort": Sort.TITLE}, "bcad"),
        ({"sort": Sort.UPDATED}, "bacd"),
        ({"among": 3, "sort": Sort.OLDEST}, "cba"),
        ({"among": 3, "sort": Sort.OLDEST, "limit": 2}, "cb"),
        ({"sort": Sort.SERIES}, "dcba"),
        ({"pinned_first": True}, "cabd"),
        ({"pinned_first": True, "sort": Sort.OLDEST, "limit": 2}, "cd"),
    ],
)
def test_what_a_query_selects(said: dict[str, Any], found: str) -> None:
    """Filters, order and number, and what they give together."""
    assert _selected(**said) == list(found)


def test_undated_posts_of_a_preview_are_in_no_year() -> None:
    """They pass where no year is asked for, are the last to have changed, and match no year."""
    catalog = catalog_of(post("x", None), post("y", 1), preview=True)
    assert [found.docname for found in select(catalog, Query(sort=Sort.UPDATED))] == ["y", "x"]
    assert [found.docname for found in select(catalog, Query(years=("2026",)))] == ["y"]
    assert [found.docname for found in select(catalog, Query(years=("-2026",)))] == ["x"]


def test_unknown_names_are_reported() -> None:
    """Each with its filter, also an excluded one, and not the known ones beside it."""
    query = Query(terms=(("tag", ("nlp", "typo", "-gone")), ("author", ("mei",))), years=("2026", "-1999", "x"))
    assert unknown_in(CATALOG, query) == (("tag", "typo"), ("tag", "gone"), ("year", "1999"), ("year", "x"))


QUERIES = st.builds(
    Query,
    terms=st.lists(st.sampled_from(["NLP", "-C", "foo", "-foo!", "no such"]), max_size=3).map(
        lambda labels: (("tag", tuple(labels)),) if labels else ()
    ),
    years=st.lists(st.sampled_from(["2026", "-2025", "2024", "1999"]), max_size=2).map(tuple),
    paths=st.lists(st.sampled_from(["posts/*", "-posts/a", "*"]), max_size=2).map(tuple),
    sort=st.sampled_from(Sort),
    limit=st.none() | st.integers(1, 4),
    pinned_first=st.booleans(),
)


@given(posts=post_lists, query=QUERIES, data=st.data())
def test_a_selection_is_part_of_what_is_listed(posts: list[Post], query: Query, data: st.DataObject) -> None:
    """Each post once, none that is not listed, no more than asked for; the records' order does not matter."""
    catalog = catalog_of(*posts)
    found = select(catalog, query)
    assert len({one.key for one in found}) == len(found)
    assert set(found) <= set(catalog.listed)
    assert query.limit is None or len(found) <= query.limit
    assert select(catalog_of(*data.draw(st.permutations(posts))), query) == found


@given(posts=post_lists, sort=st.sampled_from(Sort), pinned_first=st.booleans())
def test_an_order_loses_nothing(posts: list[Post], sort: Sort, pinned_first: bool) -> None:
    """Without filters every listed post is there, and pinned ones lead only where asked for."""
    catalog = catalog_of(*posts)
    found = select(catalog, Query(sort=sort, pinned_first=pinned_first))
    assert sorted(one.key for one in found) == sorted(one.key for one in catalog.listed)
    if pinned_first:
        pins = [one.pinned for one in found]
        assert pins == sorted(pins, reverse=True)


@given(posts=post_lists, query=QUERIES)
def test_only_unknown_names_select_nothing(posts: list[Post], query: Query) -> None:
    """A filter whose wanted names are all unknown never means all posts."""
    catalog = catalog_of(*posts)
    unknown = {value for _, value in unknown_in(catalog, query)}
    for wanted in [*(labels for _, labels in query.terms), query.years]:
        positive = [value for value in wanted if not value.startswith("-")]
        if positive and unknown.issuperset(positive):
            assert select(catalog, query) == ()
