"""Declarations: every key of a post, every kind of value, and a warning at the line of each mistake."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.diagnostics import Subtype
from sphinxext_blog.source import metadata
from sphinxext_blog.source.metadata import KEYS, TERM_KEYS, PostMetadata, is_false, read_metadata
from tests.unit.test_labels import YAML

Told = list[tuple[str, str, Any]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """The warnings: subtype, message, location."""
    found: Told = []
    monkeypatch.setattr(
        metadata, "warn", lambda subtype, message, *, location: found.append((subtype.value, message, location))
    )
    return found


def _read(lines: Any = None, zone: Any = "UTC", **values: Any) -> PostMetadata:
    return read_metadata(values, zone=ZoneInfo(zone), location=("posts/a", 1), lines=lines or {})


def test_a_full_declaration_is_typed(told: Told) -> None:
    """Everything SPEC names, in the types of the record, without a warning."""
    found = _read(
        blogpost="true", date="2026-01-11", updated="2026-02-01 10:00 +08:00", title=" A  title ", author="Mei",
        authors=["Bo", "Mei"], tags="a, b", category="NLP", categories=["Systems"], series="Attention",
        series_order="2",
        location="北京", language=["中文", "English"], excerpt="2", description="About.", image="cover.png",
        image_alt="A cover", draft=False, unlisted="no", pinned="true", expires="2027-01-01",
        external_link="https://example.org/a?b=c:d", canonical="http://example.org", aliases=["old", "2020/old.html"],
        comments=False, related="yes",
    )  # fmt: skip
    assert found == PostMetadata(
        location=("posts/a", 1),
        date=datetime(2026, 1, 11, tzinfo=UTC),
        updated=datetime(2026, 2, 1, 2, tzinfo=UTC),
        expires=datetime(2027, 1, 1, tzinfo=UTC),
        terms={
            "tag": ("a", "b"),
            "category": ("NLP", "Systems"),
            "author": ("Mei", "Bo"),
            "series": ("Attention",),
            "location": ("北京",),
            "language": ("中文", "English"),
        },
        series_order=2,
        excerpt=2,
        image="cover.png",
        aliases=("old", "2020/old.html"),
        flags={"draft": False, "unlisted": False, "pinned": True, "comments": False, "related": True},
        texts={
            "title": "A title",
            "description": "About.",
            "image_alt": "A cover",
            "external_link": "https://example.org/a?b=c:d",
            "canonical": "http://example.org",
        },
    )
    assert told == []


def test_an_empty_value_declares_nothing(told: Told) -> None:
    """Neither empty values nor null are values."""
    empty = PostMetadata(location=("posts/a", 1))
    assert _read() == empty
    nulls = dict.fromkeys(KEYS, None) | {"draft": False, "unlisted": False, "pinned": False}
    assert _read(**nulls).flags == {"draft": False, "unlisted": False, "pinned": False}
    switches = ("draft", "unlisted", "pinned", "image_shown", "comments", "related", "mentions", "citation")
    blank = {key: "" for key in KEYS if key not in switches}
    assert _read(**blank) == empty
    assert told == []


@pytest.mark.parametrize("value", [True, "true", "True", " YES ", "on", "1", 1, ""])
def test_words_for_yes(value: object, told: Told) -> None:
    """An option without a value (``:draft:``) is yes as well."""
    assert _read(draft=value).flags == {"draft": True}
    assert told == []


@pytest.mark.parametrize("value", [False, "false", "No", "off", "0", 0, "none", None])
def test_words_for_no(value: object, told: Told) -> None:
    """Null is no for a state; for a switch it leaves the site's choice."""
    assert _read(draft=value).flags == {"draft": False}
    assert _read(comments=None).flags == {}
    assert told == []


def test_hexo_pins_by_number(told: Told) -> None:
    """A number above 0 pins; for other flags it is no answer."""
    assert _read(pinned=100).flags == {"pinned": True}
    assert _read(draft=100).flags == {}
    assert len(told) == 1


def test_a_key_has_its_place() -> None:
    """That of the whole declaration where its line is not known."""
    found = _read(lines={"image": 4}, image="a.png")
    assert (found.location_of("image"), found.location_of("tags")) == (("posts/a", 4), ("posts/a", 1))


def test_dates_are_in_the_zone_of_the_site() -> None:
    """Unless they name their own."""
    found = _read(zone="Asia/Shanghai", date="2026-01-11", updated="2026-01-12T00:00Z")
    assert str(found.date) == "2026-01-11 00:00:00+08:00"
    assert str(found.updated) == "2026-01-12 00:00:00+00:00"


@pytest.mark.parametrize(
    "value", ["2024", 2024, "March", "03/04/2024", "2026-02-30", "soon", [2026], {"a": 1}, True, 1.5]
)
def test_a_date_is_never_guessed(value: object, told: Told) -> None:
    """It is reported at its line, and the declaration knows that there was one."""
    found = _read(lines={"date": 3}, date=value)
    assert found.date is None
    assert found.bad_date
    ((subtype, message, location),) = told
    assert (subtype, location) == ("date", ("posts/a", 3))
    assert message.startswith("date: ")
    assert message.endswith(". The post is treated as a draft.")


def test_other_bad_dates_do_not_make_drafts(told: Told) -> None:
    """They are ignored, and told so."""
    found = _read(date="2026-01-11", updated="x", expires="y")
    assert (found.bad_date, found.updated, found.expires) == (False, None, None)
    assert [message.rpartition(". ")[2] for _, message, _ in told] == ["The key is ignored.", "The key is ignored."]


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("draft", "maybe", "draft: 'maybe' is not a boolean. Expected true or false. The key is ignored."),
        ("pinned", [1], "pinned: [1] is not a boolean. Expected true or false. The key is ignored."),
        ("comments", {"a": 1}, "comments: {'a': 1} is not a boolean. Expected true or false. The key is ignored."),
        ("title", ["a"], "title: ['a'] is not a text. The key is ignored."),
        ("description", {"a": 1}, "description: {'a': 1} is not a text. The key is ignored."),
        ("series_order", "first", "series_order: 'first' is not a whole number. The key is ignored."),
        ("series_order", 1.5, "series_order: 1.5 is not a whole number. The key is ignored."),
        ("excerpt", ["a"], "excerpt: ['a'] is not a text or a whole number. The key is ignored."),
        ("excerpt", True, "excerpt: True is not a text or a whole number. The key is ignored."),
        ("excerpt", -1, "excerpt: -1 is not a text or a whole number. The key is ignored."),
        ("excerpt", " -1 ", "excerpt: ' -1 ' is not a text or a whole number. The key is ignored."),
        ("excerpt", 1.5, "excerpt: 1.5 is not a text or a whole number. The key is ignored."),
        ("excerpt", float("inf"), "excerpt: inf is not a text or a whole number. The key is ignored."),
        ("excerpt", 10**10, "excerpt: 10000000000 is not a text or a whole number. The key is ignored."),
        ("image", -2, "image: -2 is not a text or a whole number. The key is ignored."),
        ("image", {"src": "a"}, "image: {'src': 'a'} is not a text or a whole number. The key is ignored."),
        ("tags", {"a": 1}, "tags: {'a': 1} is not text. The entry is ignored."),
        ("author", "\u200b", "author: '\\u200b' has no visible character. The entry is ignored."),
    ],
)
def test_a_value_of_the_wrong_kind_is_reported(key: str, value: object, says: str, told: Told) -> None:
    """What was found, what was expected, what was done, where; the post is as if the key were not there."""
    assert _read(lines={key: 7}, **{key: value}) == _read()
    ((_, message, location),) = told
    assert (message, location) == (says, ("posts/a", 7))


@pytest.mark.parametrize("key", ["external_link", "canonical", "image"])
@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "java\x00script:alert(1)",
    ],
)  # fmt: skip
def test_an_address_runs_no_code(key: str, value: str, told: Told) -> None:
    """Only http, https, mailto and paths are addresses."""
    assert _read(**{key: value}) == _read()
    assert [subtype for subtype, _, _ in told] == [Subtype.VALUE]


@pytest.mark.parametrize(
    "value",
    [
        "https://example.org",
        "HTTP://example.org",
        "mailto:mei@example.org",
        "//cdn.example.org/a",
        "a/b.html",
        "#x",
        "/a:b",
    ],
)
def test_addresses_of_pages_are_taken(value: str, told: Told) -> None:
    """As they were written."""
    assert _read(external_link=value).texts == {"external_link": value}
    assert told == []


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("tagss", "tags"), ("Tags", "tags"), ("catagory", "category"), ("autor", "author"), ("titel", "title"),
        ("dratf", "draft"), ("descripton", "description"), ("external-link", "external_link"), ("update", "updated"),
        ("Blogpost", "blogpost"), ("image-alt", "image_alt"), ("sereis", "series"), ("pined", "pinned"),
    ],
)  # fmt: skip
def test_a_misspelled_key_is_reported(key: str, meant: str, told: Told) -> None:
    """With the key that was meant; its value is not taken."""
    assert _read(lines={key: 4}, **{key: "x"}) == _read()
    assert told == [("key", f"{key}: unknown key. Did you mean '{meant}'? The key is ignored.", ("posts/a", 4))]


@pytest.mark.parametrize(
    "key",
    [
        "created", "modified", "layout", "permalink", "slug", "lang", "toc", "mathjax", "cover", "keywords", "orphan",
        "tocdepth", "nosearch", "myst", "jupytext", "kernelspec", "html_meta", "substitutions", "subtitle", "weight",
        "data",
        "id", "top", "sticky", "copyright", "thumbnail", "abstract", "file_format", "sd_hide_title",
        "publish",
    ],
)  # fmt: skip
def test_keys_of_others_are_left_alone(key: str, told: Told) -> None:
    """Hexo's, Obsidian's, MyST's, Jupytext's: nobody is bothered."""
    assert _read(**{key: "x"}) == _read()
    assert told == []


def test_every_key_has_its_meaning() -> None:
    """The manual's table is made from it, and no key that files under a term is missing but the old singular."""
    assert set(TERM_KEYS) - set(KEYS) == {"tag"}
    assert all(meaning for meaning in KEYS.values())


@pytest.mark.parametrize(
    ("value", "off"), [(False, True), ("No", True), (" 0 ", True), (None, False), ("x", False), (0, False)]
)
def test_what_switches_off(value: object, off: bool) -> None:
    """YAML's false and the words for it."""
    assert is_false(value) is off


@given(values=st.dictionaries(st.sampled_from(sorted({*KEYS, *TERM_KEYS})), YAML))
def test_no_value_stops_a_build(values: dict[str, Any]) -> None:
    """Whatever YAML can hold under a key of ours gives a declaration, and each warning is one short line."""
    found: Told = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            metadata, "warn", lambda subtype, message, *, location: found.append((subtype, message, location))
        )
        said = _read(**values)
    assert isinstance(said, PostMetadata)
    assert all("\n" not in message and len(message) < 300 for _, message, _ in found)
