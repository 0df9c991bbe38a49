"""SiteConventions: options and keys of ABlog in our words."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sphinx.config import Config

from sphinxext_blog import config
from sphinxext_blog.ablog.conventions import ABlogConfig, convert_options, map_keys
from sphinxext_blog.ablog.options import ABlogOptions
from sphinxext_blog.config import BlogConfig, default_of

_MANUAL = Path(__file__).parents[2] / "docs/move/ablog.md"


def _taken(options: BlogConfig | None = None, **said: Any) -> ABlogConfig:
    site = Config({}, {})
    for declared in fields(ABlogOptions):
        site.add(declared.name, default_of(declared), "env", Any)
        if declared.name in said:
            site[declared.name] = said[declared.name]
    sheets: list[str] = []
    app = SimpleNamespace(config=site, add_css_file=sheets.append, sheets=sheets)
    return convert_options(cast("Any", app), options or BlogConfig())


def test_unset_options_have_the_defaults_of_ablog() -> None:
    taken = _taken()
    assert taken.date_format == "dd MMMM yyyy"
    assert taken.short_date == "dd MMMM"
    assert (taken.paragraphs, taken.auto_image, taken.sections_only, taken.keeps_drafts) == (1, 0, False, True)
    assert (taken.feed_content, taken.feed_terms, taken.title, taken.posts) == ("excerpt", (), "Blog", ())
    assert taken.prev_next is None
    assert taken.orphan_posts


@pytest.mark.parametrize(
    ("name", "value", "ours", "expected"),
    [
        ("blog_post_pattern", "posts/*", "posts", ("posts/*",)),
        ("blog_post_pattern", ["a/*", "b/*"], "posts", ("a/*", "b/*")),
        ("blog_feed_fulltext", True, "feed_content", "full"),
        ("blog_feed_titles", True, "feed_content", "none"),
        ("blog_feed_archives", True, "feed_terms",
         ("tags", "categories", "authors", "series", "locations", "languages")),
        ("blog_archive_titles", True, "term_listing", "compact"),
        ("disqus_shortname", "me", "comments", {"provider": "disqus", "shortname": "me"}),
        ("post_always_section", True, "sections_only", True),
        ("post_auto_excerpt", 3, "paragraphs", 3),
        ("post_auto_image", 2, "auto_image", 2),
        ("post_auto_orphan", False, "orphan_posts", False),
        ("post_date_format", "%Y-%m-%d", "date_format", "yyyy-MM-dd"),
        ("post_date_format_short", "%d.%m.", "short_date", "dd.MM."),
        ("post_show_prev_next", False, "prev_next", False),
    ],
)  # fmt: skip
def test_options_are_reported_by_their_names_here(name: str, value: Any, ours: str, expected: object) -> None:
    assert getattr(_taken(**{name: value}), ours) == expected


def test_an_option_of_ours_goes_first() -> None:
    """A site may go on to our options one by one."""
    options = BlogConfig(date_format="short", posts=("notes/**",), feed_content="none", drafts="hide", title="Notes")
    taken = _taken(options, post_date_format="%Y", blog_post_pattern="posts/*", blog_feed_fulltext=True)
    assert (taken.date_format, taken.feed_content, taken.title) == ("short", "none", "Notes")
    assert taken.posts == ("notes/**", "posts/*")
    assert not taken.keeps_drafts


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("post_auto_excerpt", "two"), ("blog_feed_templates", {"../atom": {}}), ("blog_feed_templates", {"atom": "x"}),
        ("post_date_format", None), ("blog_default_author", 1), ("fontawesome_link_cdn", 1),
    ],
)  # fmt: skip
def test_a_bad_value_is_reported_by_its_name(name: str, value: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(config, "warn", lambda _subtype, message, *, location: told.append(f"{location}: {message}"))
    usual = next(default_of(declared) for declared in fields(ABlogOptions) if declared.name == name)
    assert getattr(_taken(**{name: value}).ablog, name) == usual
    assert len(told) == 1
    assert told[0].startswith(f"None: {name}: ")


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ({"date": "x", "tags": "a, b"}, {"date": "x", "tags": "a, b"}),
        ({"redirect": "old, older"}, {"aliases": ["old", "old.html", "older", "older.html"]}),
        ({"redirect": ["old"], "aliases": "was"}, {"aliases": ["was", "old", "old.html"]}),
        ({"redirect": ""}, {}),
        ({"canonical_link": "https://e.org"}, {"canonical": "https://e.org"}),
        ({"canonical_link": "a", "canonical": "b"}, {"canonical": "b"}),
        ({"nocomments": None, "exclude": None}, {"comments": False}),
    ],
)
def test_keys_of_posts_are_reported_by_their_names_here(said: dict[str, Any], ours: dict[str, Any]) -> None:
    assert map_keys(said) == ours


def test_posts_that_name_none_have_the_author_of_the_site() -> None:
    taken = _taken(blog_default_author="Ana", blog_default_language=["en"])
    assert taken.map_metadata({}) == {"author": "Ana", "language": ("en",)}
    assert taken.map_metadata({"authors": "Bo", "language": "de"}) == {"authors": "Bo", "language": "de"}


@pytest.mark.parametrize(
    ("said", "told", "base"),
    [
        ("https://e.org/blog", "", "https://e.org/blog/"), ("https://e.org/", "https://f.org/", "https://e.org/"),
        ("", "https://f.org/", "https://f.org/"), (None, "", ""), ("/", "", ""),
    ],
)  # fmt: skip
def test_the_url_of_the_site_is_that_of_ablog(said: str | None, told: str, base: str) -> None:
    assert _taken(blog_baseurl=said).base_of(told) == base


def test_the_manual_names_every_option() -> None:
    text = _MANUAL.read_text(encoding="utf-8")
    assert [declared.name for declared in fields(ABlogOptions) if f"`{declared.name}`" not in text] == []
