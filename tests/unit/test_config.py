"""Options: what conf.py says is checked, and a bad value never reaches the rest."""

from __future__ import annotations

from dataclasses import fields
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sphinx.config import Config

from sphinxext_blog import config
from sphinxext_blog.config import BlogConfig, check_config, default_of
from sphinxext_blog.model.listing import TermList
from sphinxext_blog.model.page_plan import Layout

Told = list[tuple[str, str, Any]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """The warnings: subtype, message, location."""
    found: Told = []
    monkeypatch.setattr(
        config, "warn", lambda subtype, message, *, location: found.append((subtype.value, message, location))
    )
    return found


def _checked(**said: Any) -> BlogConfig:
    site = Config({}, {})
    for option in fields(BlogConfig):
        name = f"blog_{option.name}"
        site.add(name, default_of(option), "env", Any)
        if option.name in said:
            site[name] = said[option.name]
    return check_config(site)


def test_an_option_that_is_there_already_keeps_its_default() -> None:
    """So a takeover has other defaults, by registering them first."""
    site = Config({}, {})

    def add(name: str, default: object, rebuild: Any, types: Any) -> None:
        site.add(name, default, rebuild, types)

    app = SimpleNamespace(config=site, add_config_value=add)
    add("blog_page_size", 99, "env", Any)
    config.register_options(cast("Any", app))
    assert (site.blog_page_size, site.blog_term_page_size) == (99, 50)


def test_every_default_is_a_good_value(told: Told) -> None:
    """An empty conf.py is a blog."""
    assert _checked() == BlogConfig()
    assert told == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("path", ""), ("path", "news/blog"), ("posts", ["posts/**"]), ("posts", ("a", "b")),
        ("timezone", "Asia/Shanghai"),
        ("drafts", "show"), ("page_size", 1), ("listing", "cards"), ("filter_bar", "categories"),
        ("archive", ["year", "month"]),
        ("archive", []), ("date_format", "yyyy-MM-dd"), ("date_format", "long"), ("excerpt", "text"),
        ("excerpt_length", 350),
        ("excerpt_length", None), ("excerpt_placeholders", {"code": "[代码]", "image": ""}), ("orphan_posts", False),
        ("feed_hub", "https://hub.example/"), ("feed_hub", ["https://a.example/", "https://b.example/"]),
        ("citation", ["text", "csl"]),
    ],
)  # fmt: skip
def test_good_values_are_taken(name: str, value: object, told: Told) -> None:
    """Lists become tuples, since the record is frozen."""
    assert getattr(_checked(**{name: value}), name) == (tuple(value) if isinstance(value, list) else value)
    assert told == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("path", "/blog"), ("path", "../blog"), ("path", "a\\b"), ("path", None), ("posts", "posts/**"), ("posts", [1]),
        ("timezone", "Mars/Base"), ("timezone", "../etc"), ("timezone", "Asia"), ("timezone", 8), ("drafts", True),
        ("page_size", 0), ("page_size", "10"), ("page_size", True), ("listing", "grid"), ("filter_bar", "years!"),
        ("archive", "year"), ("archive", ["day"]), ("date_format", "%Y-%m-%d"), ("date_format", "HH:mm"),
        ("date_format", ""), ("date_format", "MMMMMMMM"), ("date_format", 1), ("excerpt", None), ("excerpt_length", 0),
        ("excerpt_length", 1.5), ("excerpt_placeholders", {"codes": "x"}), ("excerpt_placeholders", {"code": 1}),
        ("excerpt_placeholders", "x"), ("orphan_posts", 1), ("title", 5),
        ("feed_hub", "hub.example"), ("feed_hub", ["javascript:alert(1)"]), ("citation", ["pdf"]), ("citation", "text"),
    ],
)  # fmt: skip
def test_a_bad_value_gives_way_to_the_default(name: str, value: object, told: Told) -> None:
    """With one warning that says what was found, what was expected, and what was done."""
    found = _checked(**{name: value})
    assert found == BlogConfig()
    ((subtype, message, location),) = told
    assert (subtype, location) == ("config", None)
    assert f"blog_{name}: {value!r} is not valid. Expected " in message
    assert f"The default {getattr(BlogConfig(), name)!r} is used." in message


def test_lengths_belong_to_their_kind_of_excerpt() -> None:
    """Words for rich ones, characters for text; the other kind keeps its default."""
    rich, text = BlogConfig(excerpt_length=9), BlogConfig(excerpt="text", excerpt_length=9)
    assert (rich.lead_length(), rich.text_length()) == (9, 350)
    assert (text.lead_length(), text.text_length()) == (70, 9)
    assert (BlogConfig().lead_length(), BlogConfig().text_length()) == (70, 350)


def test_what_shapes_the_plan() -> None:
    """And the row of links above the home, where one was asked for."""
    assert BlogConfig(archive=("month",), page_size=3).layout() == Layout(archive=("month",), page_size=3)
    assert BlogConfig().bar_block() is None
    assert BlogConfig(filter_bar="tags", filter_bar_size=3).bar_block() == TermList(
        taxonomy="tag", style="bar", limit=3
    )


def test_mutable_defaults_are_not_shared() -> None:
    """Two projects in one process do not meet."""
    option = next(option for option in fields(BlogConfig) if option.name == "excerpt_placeholders")
    assert default_of(option) is not default_of(option)
