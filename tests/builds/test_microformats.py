"""Microformats: programs find the posts of a page, and the parts of a post, by classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builds.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

_FILES = {
    "index.md": "# Home\n\n```{postlist}\n:format: {date} {title} {author}\n```\n",
    "posts/a.md": (
        "---\ndate: 2026-01-11\nupdated: 2026-02-01\nauthor: Mei\ncategory: c\ntags: [x, y]\n---\n"
        "# The *first* one\n\nText.\n\n## Below\n\nMore.\n"
    ),
    "posts/b.md": "# Notes\n\n## One\n\n```{post} 2026-01-12\n```\n\nA text.\n\n## Two\n\n```{post} 2026-01-13\n```\n",
}


def _texts(root: Tag, name: str) -> list[str]:
    return [tag.get_text() for tag in root.select(f".{name}")]


def test_a_post_is_an_entry_with_its_parts(tmp_path: Path) -> None:
    """The name lacks the link of the heading; the content lacks title, byline and other components."""
    page = Site(tmp_path, conf={"blog_citation": ["text"]}).write(_FILES).build().page("posts/a.html")
    (entry,) = page.select(".h-entry")
    assert _texts(entry, "p-name") == ["The first one"]
    assert [tag["datetime"] for tag in entry.select("time.dt-published")] == ["2026-01-11T00:00:00+00:00"]
    assert [tag["datetime"] for tag in entry.select("time.dt-updated")] == ["2026-02-01T00:00:00+00:00"]
    assert _texts(entry, "p-author.h-card") == ["Mei"]
    assert _texts(entry, "p-category") == ["c", "x", "y"]
    assert [tag["value"] for tag in entry.select("data.u-url")] == [""]
    (content,) = entry.select("div.e-content")
    assert [tag.name for tag in content.find_all(recursive=False)] == ["p", "section"]
    assert "Cite" not in content.get_text()
    assert entry.select_one("h1 > .p-name > em") is not None


def test_a_section_that_is_a_post_is_an_entry(tmp_path: Path) -> None:
    """With the address of the section."""
    page = Site(tmp_path).write(_FILES).build().page("posts/b.html")
    entries = page.select(".h-entry")
    assert [_texts(entry, "p-name") for entry in entries] == [["One"], ["Two"]]
    assert [tag["value"] for entry in entries for tag in entry.select(".u-url")] == ["#one", "#two"]


@pytest.mark.parametrize("style", ["list", "full", "cards", "compact", "table", "timeline"])
def test_a_listing_is_a_feed_of_entries(tmp_path: Path, style: str) -> None:
    """In every style, an entry has a name, an address and a date."""
    page = Site(tmp_path, conf={"blog_listing": style}).write(_FILES).build().page("blog/index.html")
    (feed,) = page.select(".h-feed")
    assert _texts(feed, "p-name")[0] == "Blog"
    entries = feed.select(".h-entry")
    assert [_texts(entry, "p-name") for entry in entries] == [["Two"], ["One"], ["The first one"]]
    assert [tag["href"] for entry in entries for tag in entry.select("a.u-url")] == [
        "../posts/b.html#two", "../posts/b.html#one", "../posts/a.html",
    ]  # fmt: skip
    assert all(len(entry.select("time.dt-published")) == 1 for entry in entries)
    content = {"list": "p-summary", "cards": "p-summary", "timeline": "p-summary", "full": "e-content"}.get(style)
    if content is not None:
        assert "Text." in _texts(entries[2], content)[0]
    if style in {"list", "full", "table"}:
        assert _texts(entries[2], "p-author.h-card") == ["Mei"]
    if style not in {"compact", "timeline"}:
        assert "c" in _texts(entries[2], "p-category")


def test_lines_with_a_format_are_entries(tmp_path: Path) -> None:
    page = Site(tmp_path).write(_FILES).build().page("index.html")
    entries = page.select("li.h-entry")
    assert [_texts(entry, "p-name") for entry in entries] == [["Two"], ["One"], ["The first one"]]
    assert _texts(entries[2], "p-author.h-card") == ["Mei"]


def test_a_page_without_posts_is_no_feed(tmp_path: Path) -> None:
    """A term index, and an ordinary page."""
    build = Site(tmp_path).write(_FILES).build()
    for name in ("blog/tag/index.html", "index.html"):
        assert build.page(name).select(".h-feed") == []
    assert "e-content" not in Site(tmp_path).build("singlehtml").text("index.html")
