"""OPML files are read and written without loss, and hostile ones are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.blogroll import Blogroll, RecommendedBlog, by_category, opml, outlines_of

_A = RecommendedBlog(name="A & <b>", url="https://a.example/", feed="https://a.example/feed?x=1&y=2", category="One")
_B = RecommendedBlog(name="B", url="https://b.example/", description='Said "so"')
_C = RecommendedBlog(name="C", url="https://c.example/feed", feed="https://c.example/feed", category="One")


def test_categories_are_in_the_order_of_their_first_blog() -> None:
    assert by_category([_A, _B, _C]) == {"": [_B], "One": [_A, _C]}
    assert by_category([]) == {}


def test_a_blogroll_as_opml() -> None:
    """A blog whose home page is unknown has only its feed; one without a feed is a link."""
    assert opml(Blogroll(title="My blogs", blogs=(_A, _B, _C))) == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<opml version="2.0">\n<head>\n<title>My blogs</title>\n</head>\n<body>\n'
        '<outline type="link" text="B" url="https://b.example/" description=\'Said "so"\'/>\n'
        '<outline text="One">\n'
        '<outline type="rss" text="A &amp; &lt;b&gt;" title="A &amp; &lt;b&gt;" '
        'xmlUrl="https://a.example/feed?x=1&amp;y=2" htmlUrl="https://a.example/"/>\n'
        '<outline type="rss" text="C" title="C" xmlUrl="https://c.example/feed"/>\n'
        "</outline>\n</body>\n</opml>\n"
    )


def _read(document: bytes) -> list[dict[str, str]]:
    return [fields for _, fields in outlines_of(document)]


def test_what_is_written_is_read() -> None:
    document = opml(Blogroll(title="", blogs=(_A, _B, _C))).encode()
    assert _read(document) == [
        {"name": "B", "url": "https://b.example/", "description": 'Said "so"'},
        {"name": "A & <b>", "url": "https://a.example/", "feed": "https://a.example/feed?x=1&y=2", "category": "One"},
        {"name": "C", "feed": "https://c.example/feed", "category": "One"},
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_any_name_is_valid_in_opml(name: str) -> None:
    document = opml(Blogroll(title=name, blogs=(RecommendedBlog(name=name, url="https://a.example/", category=name),)))
    assert [fields["url"] for fields in _read(document.encode())] == ["https://a.example/"]


def test_nested_categories_and_names_in_other_attributes() -> None:
    """The nearest category counts; attributes are read in any letter case, as other programs write them."""
    document = (
        b'<opml><body><outline text="Far"><outline title="Near">\n'
        b'<outline text="X" XMLURL=" https://x.example/f "/></outline><outline><outline url="https://y.example/"/>'
        b"</outline></outline></body></opml>"
    )
    assert outlines_of(document) == [
        (2, {"name": "X", "feed": "https://x.example/f", "category": "Near"}),
        (2, {"url": "https://y.example/", "category": "Far"}),
    ]


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (b"", "line 1: no element found"),
        (b"<opml>\n<body", "line 2: unclosed token"),
        (b"<rss/>", "the root element is not 'opml'"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]>\n<opml/>', "line 1: entities are not supported"),
        (b"- name: A\n", "line 1: syntax error"),
        (b"<opml>\xff</opml>", "line 1: not well-formed"),
    ],
)
def test_what_is_not_opml(document: bytes, message: str) -> None:
    """Entities could fill the memory, or include files."""
    with pytest.raises(ValueError, match=message):
        outlines_of(document)
