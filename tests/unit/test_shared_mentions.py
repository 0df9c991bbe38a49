"""The file of a site with its posts about objects: written, read, and read with suspicion."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from sphinxext_blog.model.shared_mentions import MAX_SIZE, SharedPost, mentions_document, parse_mentions

BASE = "https://news.example/en/"
DATE = datetime(2026, 1, 2, tzinfo=UTC)
_POST = {"title": "A", "url": "a.html"}


def _read(posts: Any, mentions: Any = None, **values: Any) -> Any:
    names = {"P": {"py": {"function": {"f": [0]}}}} if mentions is None else mentions
    content = {"version": 1, "site": "S", "posts": posts, "mentions": names, **values}
    return parse_mentions(json.dumps(content).encode(), "news", BASE, "P")


def test_what_is_written_can_be_read() -> None:
    data = mentions_document(
        "News",
        [("Ä <b>", "posts/a.html#x", DATE), ("B", "posts/b/", None), ("C", "c", DATE)],
        [(("Own", "py", "function", "f"), [1, 0]), (("NumPy", "std", "term", "ufunc"), [2])],
    )
    own = parse_mentions(data, "news", BASE.rstrip("/"), "own")
    assert own.posts == (
        SharedPost(title="Ä <b>", url=f"{BASE}posts/a.html#x", date=DATE, site="news"),
        SharedPost(title="B", url=f"{BASE}posts/b/", site="news"),
    )
    assert own.objects == ((("py", "function", "f"), (1, 0)),)
    assert own.problems == ()
    assert parse_mentions(data, "news", BASE, "NumPy").objects == ((("std", "term", "ufunc"), (0,)),)
    assert parse_mentions(data, "news", BASE, "Other").posts == ()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"\xff", b"[]", b"null", b"{}", b'{"version": 2, "posts": [], "mentions": {}}', b"[" * 100_000,
        b'{"version": 1, "posts": {}, "mentions": {}}', b'{"version": 1, "posts": [], "mentions": []}',
        b"<!doctype html>", b" " * (MAX_SIZE + 1), b"9" * 5000,
    ],
    ids=range(13),
)  # fmt: skip
def test_a_file_that_is_not_valid(data: bytes) -> None:
    with pytest.raises(ValueError, match="it "):
        parse_mentions(data, "news", BASE, "P")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "//evil.example/x",
        "https://evil.example/", "https://news.example/other/", "../x", "/x", "a/../../../x", "http://[", 5, None, [],
        "", "a b", 'a"onclick="x', "<script>", "https://news.example/en/../x", "\\\\evil.example", "mailto:a@b.example",
    ],
)  # fmt: skip
def test_a_url_that_is_not_below_the_site_is_ignored(url: object) -> None:
    found = _read([{"title": "A", "url": url}])
    if url == "":
        assert found.posts[0].url == BASE  # the home page
    else:
        assert (found.posts, found.objects, found.problems) == ((), (), ("posts[0]",))


@pytest.mark.parametrize("post", [5, None, [], {}, {"title": 5, "url": "a"}, {"title": " \u202e\0 ", "url": "a"}, "x"])
def test_a_post_that_is_not_valid_is_ignored(post: object) -> None:
    found = _read([post, _POST], {"P": {"py": {"function": {"f": [0, 1]}}}})
    assert [(post.title, post.url) for post in found.posts] == [("A", f"{BASE}a.html")]
    assert found.objects == ((("py", "function", "f"), (0,)),)
    assert found.problems == ("posts[0]",)


def test_a_title_is_one_line_of_text() -> None:
    (post,) = _read([{"title": " a\n<script>\u202eb\0 " + "x" * 400, "url": "a"}]).posts
    assert post.title.startswith("a <script>b")
    assert len(post.title) == 300


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-01-02", DATE), ("2026-01-02T00:00:00+00:00", DATE), ("soon", None), (5, None), (None, None),
        ("2026-01-02T08:00:00+08:00", datetime(2026, 1, 2, 8, tzinfo=timezone(timedelta(hours=8)))),
    ],
)  # fmt: skip
def test_dates(date: object, expected: datetime | None) -> None:
    assert _read([{**_POST, "date": date}]).posts[0].date == expected


_NO_NUMBERS: tuple[object, ...] = (5, [5], [-1], ["0"], [True], {})


@pytest.mark.parametrize(
    ("mentions", "problem"),
    [
        ({"P": 5}, "mentions.P"),
        ({"P": {"py": []}}, "mentions.P.py"),
        ({"P": {"py": {"function": None}}}, "mentions.P.py.function"),
        *(
            ({"P": {"py": {"function": {"f": value}}}}, "mentions.P.py.function.f")
            for value in _NO_NUMBERS
        ),
    ],
)  # fmt: skip
def test_mentions_that_are_not_valid_are_ignored(mentions: object, problem: str) -> None:
    found = _read([_POST], mentions)
    assert (found.posts, found.objects, found.problems) == ((), (), (problem,))
