"""Feeds: the same records in each format, valid by its rules, whatever an author wrote."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sphinxext_blog.model.feed_formats import Category, Feed, FeedEntry, Person, Picture, feed_document, one_line
from sphinxext_blog.model.feeds import FORMATS
from tests.feedrules import ATOM, atom_faults, content_faults, faults, json_faults, rss_faults

_URL = "https://example.org/posts/a.html"
_HOSTILE = "a]]>b</script>c<!--d&amp;<x y=\"'>\x00\x0b\x1f\ufffe\ud800 \r\n\t中\n文 \u2028"
_MOMENT = datetime(2026, 1, 11, 9, 30, tzinfo=timezone(timedelta(hours=8)))


def _entry(**said: Any) -> FeedEntry:
    plain = {"url": _URL, "title": "A", "published": _MOMENT, "updated": _MOMENT}
    return FeedEntry(**{**plain, **said})


def _feed(*entries: FeedEntry, **said: Any) -> Feed:
    plain = {
        "url": "https://example.org/feed",
        "page": "https://example.org/",
        "title": "Blog",
        "author": Person(name="Site"),
    }
    return Feed(**{**plain, **said}, entries=entries or (_entry(),))


@pytest.mark.parametrize(
    ("text", "shown"),
    [(" A  b ", "A  b"), ("A\n b", "A b"), ("A\t b", "A b"), ("\x00A", "A"), ("中\n文", "中文"), ("", "")],
)
def test_a_line_is_one_line(text: str, shown: str) -> None:
    """Spaces that an author wrote are no fault."""
    assert one_line(text) == shown


_FULL = _entry(
    link="https://example.com/elsewhere",
    title="Title <b> & “more”",
    updated=_MOMENT + timedelta(days=1),
    authors=(Person(name="Mei", url="https://example.org/mei"), Person(name="Bo")),
    categories=(Category(label="C++", scheme="https://example.org/tag/"), Category(label="A & B")),
    summary="What it says: a < b",
    content="<p>a &lt; b</p>",
    picture=Picture(url="https://example.org/a.png", media_type="image/png", length=12, title="A map"),
    language="zh-CN",
)


def _atom(feed: Feed) -> Any:
    document = feed_document(feed, "atom")
    assert atom_faults(document) == []
    return etree.fromstring(document)


def _rss(feed: Feed) -> Any:
    document = feed_document(feed, "rss")
    assert rss_faults(document) == []
    return etree.fromstring(document)[0]


def _json(feed: Feed) -> Any:
    document = feed_document(feed, "json")
    assert json_faults(document) == []
    return json.loads(document)


def test_hubs_are_named_in_every_format() -> None:
    """So that feed readers subscribe to them."""
    hubs = ("https://hub.example/?a=1&b=2", "https://other.example/")
    feed = _feed(_FULL, hubs=hubs)
    assert [link.get("href") for link in _atom(feed).findall(f"{ATOM}link[@rel='hub']")] == [*hubs]
    assert [link.get("href") for link in _rss(feed).findall(f"{ATOM}link[@rel='hub']")] == [*hubs]
    assert _json(feed)["hubs"] == [{"type": "WebSub", "url": hub} for hub in hubs]


def test_an_atom_entry_contains_all_fields() -> None:
    """RFC 4287, with the link to what the post is about, and to the post."""
    root = _atom(_feed(_FULL, subtitle="About things", language="en", icon="https://example.org/icon.png"))
    entry = root.find(f"{ATOM}entry")
    assert root.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated") == "2026-01-12T09:30:00+08:00"
    assert root.findtext(f"{ATOM}subtitle") == "About things"
    assert root.findtext(f"{ATOM}icon") == "https://example.org/icon.png"
    assert entry.findtext(f"{ATOM}published") == "2026-01-11T09:30:00+08:00"
    assert entry.findtext(f"{ATOM}title") == "Title <b> & “more”"
    assert [(a.findtext(f"{ATOM}name"), a.findtext(f"{ATOM}uri")) for a in entry.findall(f"{ATOM}author")] == [
        ("Mei", "https://example.org/mei"),
        ("Bo", None),
    ]
    assert [dict(link.attrib) for link in entry.findall(f"{ATOM}link")] == [
        {"rel": "alternate", "href": "https://example.com/elsewhere"},
        {"rel": "related", "href": _URL, "type": "text/html"},
        {
            "rel": "enclosure",
            "href": "https://example.org/a.png",
            "type": "image/png",
            "length": "12",
            "title": "A map",
        },
    ]
    assert [dict(c.attrib) for c in entry.findall(f"{ATOM}category")] == [
        {"term": "C++", "scheme": "https://example.org/tag/"},
        {"term": "A & B"},
    ]
    assert entry.find(f"{ATOM}content").get("type") == "html"
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-CN"


def test_an_rss_item_contains_all_fields() -> None:
    """The description is HTML, the title is not, the authors are those of Dublin Core."""
    channel = _rss(_feed(_FULL, subtitle="About things", language="en"))
    item = channel.find("item")
    assert channel.findtext("description") == "About things"
    assert channel.findtext("lastBuildDate") == "Mon, 12 Jan 2026 09:30:00 +0800"
    assert item.findtext("pubDate") == "Sun, 11 Jan 2026 09:30:00 +0800"
    assert (item.findtext("link"), item.findtext("guid")) == ("https://example.com/elsewhere", _URL)
    assert item.findtext("description") == "What it says: a &lt; b"
    assert item.findtext("{*}encoded") == "<p>a &lt; b</p>"
    assert [creator.text for creator in item.findall("{*}creator")] == ["Mei", "Bo"]
    assert item.find("category").attrib == {"domain": "https://example.org/tag/"}
    assert item.find("enclosure").attrib == {"url": "https://example.org/a.png", "length": "12", "type": "image/png"}


def test_a_json_item_contains_all_fields() -> None:
    """And nothing that is empty."""
    feed = _json(_feed(_FULL, subtitle="About things", language="en", icon="https://example.org/icon.png"))
    assert feed["items"] == [
        {
            "id": _URL,
            "url": _URL,
            "external_url": "https://example.com/elsewhere",
            "title": "Title <b> & “more”",
            "summary": "What it says: a < b",
            "image": "https://example.org/a.png",
            "date_published": "2026-01-11T09:30:00+08:00",
            "date_modified": "2026-01-12T09:30:00+08:00",
            "authors": [{"name": "Mei", "url": "https://example.org/mei"}, {"name": "Bo"}],
            "tags": ["C++", "A & B"],
            "language": "zh-CN",
            "content_html": "<p>a &lt; b</p>",
        }
    ]
    assert (feed["favicon"], feed["description"]) == ("https://example.org/icon.png", "About things")


@pytest.mark.parametrize("name", FORMATS)
def test_a_feed_of_bare_posts_is_valid(name: str) -> None:
    """No author, no summary, no text; a picture of which nothing is known is left out where it may not stand."""
    bare = _entry(picture=Picture(url="https://example.org/a"))
    document = feed_document(_feed(bare, _entry(url=f"{_URL}#b", title="", content="")), name)
    assert faults(name, document) == (["title is empty"] if name == "rss" else [])
    assert b"enclosure" not in document


def test_a_text_without_content_is_the_summary() -> None:
    """JSON Feed wants a text in every item."""
    assert [item["content_text"] for item in _json(_feed(_entry(summary="S"), _entry(url=f"{_URL}2")))["items"]] == [
        "S",
        "",
    ]


def test_the_feed_is_as_old_as_its_newest_change() -> None:
    """Also where that is not the newest post; no clock of a build is in it."""
    old = _entry(url=f"{_URL}2", published=_MOMENT - timedelta(days=9), updated=_MOMENT + timedelta(days=3))
    assert _feed(_entry(), old).updated == old.updated


@pytest.mark.parametrize(
    ("moment", "atom", "rss"),
    [
        (datetime(2026, 1, 11, tzinfo=UTC), "2026-01-11T00:00:00+00:00", "Sun, 11 Jan 2026 00:00:00 +0000"),
        (
            datetime(1899, 12, 31, 12, 0, 0, 5, timezone(timedelta(hours=8, minutes=5, seconds=43))),
            "1899-12-31T12:00:00+08:05",
            "Sun, 31 Dec 1899 12:00:00 +0805",
        ),
        (
            datetime(1850, 6, 1, tzinfo=timezone(-timedelta(hours=4, minutes=56, seconds=2))),
            "1850-06-01T00:00:00-04:57",
            "Sat, 01 Jun 1850 00:00:00 -0457",
        ),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=8))), "0001-01-01T00:00:00+08:00", None),
    ],
)
def test_dates_have_a_form_that_every_reader_knows(moment: datetime, atom: str, rss: str | None) -> None:
    """Local mean times, too, which have seconds."""
    feed = _feed(_entry(published=moment, updated=moment))
    assert _atom(feed).findtext(f"{ATOM}entry/{ATOM}published") == atom
    if rss is not None:
        assert _rss(feed).findtext("item/pubDate") == rss


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_is_text(name: str) -> None:
    """In every field; nothing of it ends an element, and what XML cannot hold is gone."""
    entry = _entry(
        title=_HOSTILE,
        authors=(Person(name=_HOSTILE),),
        categories=(Category(label=_HOSTILE),),
        summary=_HOSTILE,
        content=_HOSTILE,
        picture=Picture(url="https://example.org/a.png", media_type="image/png", title=_HOSTILE),
    )
    document = feed_document(_feed(entry, title=_HOSTILE, subtitle=_HOSTILE, author=Person(name=_HOSTILE)), name)
    assert b"</script>" not in document
    assert {char for char in document.decode("utf-8") if char < " " or char in "\ufffe\ud800"} <= {"\n", "\t"}
    if name == "json":
        title, content = json.loads(document)["title"], json.loads(document)["items"][0]["content_html"]
    else:
        assert b"]]>" not in document
        root = etree.fromstring(document)
        title, content = root.findtext("{*}title") or root[0].findtext("title"), root.findtext(".//{*}content")
        content = content or root.findtext(".//{*}encoded")
    assert title == "a]]>b</script>c<!--d&amp;<x y=\"'> 中文"
    assert "</script>c<!--d&amp;<x y=\"'>" in content


_ODD = "]]><&\"'!-/\\\r\n\t\x00 中"
_TEXTS = st.text(alphabet=st.characters(exclude_categories=())) | st.text(alphabet=_ODD, max_size=20)
_NAMES = _TEXTS.map(lambda text: f"x{text}")
_MOMENTS = st.datetimes(min_value=datetime(1000, 1, 2), max_value=datetime(9999, 12, 30)).map(  # noqa: DTZ001 - given one below
    lambda moment: moment.replace(tzinfo=timezone(timedelta(minutes=len(str(moment)) * 7)))
)
_ENTRIES = st.builds(
    _entry,
    url=st.sampled_from([f"{_URL}{n}" for n in range(9)]),
    title=_NAMES,
    published=_MOMENTS,
    updated=_MOMENTS,
    authors=st.lists(st.builds(Person, name=_NAMES), max_size=2).map(tuple),
    categories=st.lists(st.builds(Category, label=_NAMES), max_size=2).map(tuple),
    summary=_TEXTS,
    content=st.none() | st.just("<p>x</p>"),
    language=st.sampled_from(["", "de", "zh-Hant"]),
)


@given(st.lists(_ENTRIES, min_size=1, max_size=4, unique_by=lambda entry: entry.url), _NAMES, _TEXTS)
@pytest.mark.parametrize("name", FORMATS)
def test_every_feed_is_valid(name: str, entries: list[FeedEntry], title: str, subtitle: str) -> None:
    """By the rules of its format, and the same each time."""
    feed = _feed(*entries, title=title, subtitle=subtitle)
    document = feed_document(feed, name)
    assert faults(name, document) == []
    assert feed_document(feed, name) == document


def test_a_format_has_to_be_one() -> None:
    """The caller learns which there are."""
    with pytest.raises(ValueError, match="'rdf' is not a feed format"):
        feed_document(_feed(), "rdf")


# -- the rules themselves, without which the tests above would prove nothing ------------------------------------------


def _without(name: str, piece: bytes, instead: bytes = b"") -> list[str]:
    document = feed_document(_feed(_FULL), name)
    assert piece in document
    return faults(name, document.replace(piece, instead))


@pytest.mark.parametrize(
    ("name", "piece", "instead"),
    [
        ("atom", b"<id>https://example.org/feed</id>", b""),
        ("atom", b"+08:00</updated>", b"</updated>"),
        ("atom", b' href="https://example.com/elsewhere"', b""),
        ("atom", b'rel="self"', b'rel="other"'),
        ("atom", b"<title>Blog</title>", b"<title>Blog</title><title>Blog</title>"),
        ("atom", b"https://example.org/a.png", b"a b.png"),
        ("rss", b'isPermaLink="true">https:', b'isPermaLink="true">'),
        ("rss", b"Sun, 11 Jan 2026", b"2026-01-11"),
        ("rss", b'length="12"', b""),
        ("rss", b"<dc:creator>", b"<dc:other>"),
        ("json", b'"content_html"', b'"content"'),
        ("json", b'"title": "Blog"', b'"title": 1'),
        ("json", b"https://example.org/mei", b"mei"),
    ],
)
def test_the_rules_find_what_is_wrong(name: str, piece: bytes, instead: bytes) -> None:
    """Each by one fault."""
    try:
        assert _without(name, piece, instead) != []
    except etree.XMLSyntaxError:
        assert piece == b"<dc:creator>"


@pytest.mark.parametrize(
    "html",
    ["<script></script>", '<a href="#x">x</a>', '<img src="a.png">', "<p onclick=x>", '<img srcset="a.png 1x">',
     '<a class="headerlink" href="https://example.org">x</a>', '<a href="javascript:x">x</a>'],
)  # fmt: skip
def test_the_rules_find_what_does_not_leave_a_page(html: str) -> None:
    """Each by one fault."""
    assert content_faults(html) != []
