"""Spelling: what ABlog writes, in our forms."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.ablog.labels import (
    ablog_slug,
    babel_pattern,
    docname_patterns,
    old_paths,
    read_by_format,
    sort_undated_first,
)
from sphinxext_blog.model.slugs import label_key
from tests.unit.records import post

_DAY = date(2026, 2, 3)


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("Python", "python"), ("Two  words", "two-words"), ("C++", "c"), ("CI/CD", "cicd"), ("0.2", "02"),
        ("San Francisco, CA", "san-francisco-ca"), ("Mehmet Gerçeker", "mehmet-gerceker"), ("snake_case", "snake_case"),
        ("Switzerland; Oslo", "switzerland-oslo"), ("深度学习", "深度学习"),
        # where ABlog has no name, ours
        ("+", "plus"), ("🚀", "u1f680"), ("_", "u5f"), ("..", "u2e-u2e"),
    ],
)  # fmt: skip
def test_addresses_of_terms_live_on(label: str, slug: str) -> None:
    assert ablog_slug(label) == slug


@given(st.text())
def test_every_label_has_a_name_that_leaves_no_folder(label: str) -> None:
    if label_key(label):
        slug = ablog_slug(label)
        assert slug
        assert not {"/", "\\", "."} & set(slug)
        assert len(slug.encode()) <= 200


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("%d %B %Y", "03 February 2026"), ("%B %d, %Y", "February 03, 2026"), ("%Y-%m-%d", "2026-02-03"),
        ("%A, %b %-d '%y", "Tuesday, Feb 3 '26"), ("%d de %B", "03 de February"), ("%d%% of %Y", "03% of 2026"),
        ("%d %B %Y %H:%M", "03 February 2026 :"), ("", "03 February 2026"), ("soon", "03 February 2026"),
    ],
)  # fmt: skip
def test_forms_of_dates_are_patterns(form: str, shown: str) -> None:
    assert format_date(_DAY, babel_pattern(form), locale="en") == shown


def test_a_date_in_the_form_of_the_site_is_read() -> None:
    assert read_by_format(" 03.02.2026 ", "%d.%m.%Y") == datetime(2026, 2, 3)  # noqa: DTZ001
    assert read_by_format("Feb 3, 2026", "%d.%m.%Y") is None


@pytest.mark.parametrize(
    ("globs", "patterns"),
    [
        (("blog/*/*",), ("blog/*/*",)),
        (("posts/**/*.md",), ("posts/**/*.md", "posts/*.md")),
        ((), ()),
    ],
)
def test_two_stars_are_also_no_folder(globs: tuple[str, ...], patterns: tuple[str, ...]) -> None:
    assert docname_patterns(globs) == patterns


@pytest.mark.parametrize(
    ("name", "addresses"),
    [
        ("old/post", ("old/post", "old/post.html")), (" /old ", ("old", "old.html")), ("old/index", ("old/",)),
        ("", ()), ("index", ()),
    ],
)  # fmt: skip
def test_a_redirect_has_the_address_of_each_builder(name: str, addresses: tuple[str, ...]) -> None:
    assert old_paths(name) == addresses


def test_posts_of_one_day_are_in_the_order_of_ablog() -> None:
    """By title from the end of the alphabet; those without a date come first."""
    day = datetime(2026, 1, 1, tzinfo=UTC)
    posts = [post("a", title="A", date=day), post("b", title="B", date=day), post("c", None), post("d", 1)]
    assert [found.docname for found in sort_undated_first(posts)] == ["c", "d", "b", "a"]
