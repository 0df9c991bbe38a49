"""Blogrolls: other blogs from a file or from the text, as a list and as a file for feed readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_blog.model.blogroll import outlines_of
from tests.builds.site import Site, differences

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builds.site import Build

_YAML = (
    "Docs & more:\n"
    "  - name: Write <the> Docs\n    url: https://docs.example/\n    feed: https://docs.example/atom.xml\n"
    "    description: About text.\n"
    "Other:\n  - feed: https://other.example/feed\n"
)
_FILES = {
    "index.md": "# Home\n",
    "links/blogs.md": "# Blogs\n\n```{blogroll} /data/blogs.yml\n:title: I read these\n```\n",
    "data/blogs.yml": _YAML,
    "posts/a.md": (
        "---\ndate: 2026-01-11\n---\n# A\n\n```{blogroll}\n- name: C\n  url: https://c.example/\n"
        "  feed: https://c.example/f\n```\n"
    ),
}


def _site(path: Path, **conf: Any) -> Site:
    return Site(path, conf={"html_baseurl": "https://example.org/", "suppress_warnings": ["toc"]} | conf).write(_FILES)


def _names(build: Build) -> list[str]:
    return [fields.get("name", "") for _, fields in outlines_of(build.text("blog/blogroll.opml").encode())]


def test_a_list_of_blogs_by_category(tmp_path: Path) -> None:
    """With links to their feeds, and to the file with all of them."""
    build = _site(tmp_path).build()
    assert build.warnings == []
    roll = build.main("links/blogs.html")
    assert [tag.get_text() for tag in roll.select(".blog-blogroll .rubric")] == ["Docs & more", "Other"]
    assert [(tag.get_text(), tag["href"]) for tag in roll.select("a.blog-blogroll-name")] == [
        ("Write <the> Docs", "https://docs.example/"), ("other.example", "https://other.example/feed"),
    ]  # fmt: skip
    assert [tag["href"] for tag in roll.select("a.blog-blogroll-feed")] == ["https://docs.example/atom.xml"]
    assert [tag["href"] for tag in roll.select(".blog-blogroll-file a")] == ["../blog/blogroll.opml"]


def test_one_file_has_all_blogs_of_the_site(tmp_path: Path) -> None:
    """It follows the sources: an edit writes what a fresh build writes, and without a blogroll there is no file."""
    site = _site(tmp_path)
    build = site.build()
    assert sorted(_names(build)) == ["C", "Write <the> Docs", "other.example"]
    assert "<title>I read these</title>" in build.text("blog/blogroll.opml")
    assert site.build().updated == []
    site.replace("data/blogs.yml", "Write <the> Docs", "Docs")
    edited = site.build()
    assert "Docs" in _names(edited)
    assert differences(edited.out, site.fresh(parallel=2).out) == {}
    site.delete("posts/a.md", "links/blogs.md")
    assert not site.build().has("blog/blogroll.opml")


def test_opml_as_a_source(tmp_path: Path) -> None:
    """As a feed reader exports it."""
    site = _site(tmp_path)
    outline = '<outline text="Cat"><outline text="X" xmlUrl="https://x.example/f"/></outline>'
    site.write({"data/blogs.opml": f'<opml version="2.0"><body>{outline}</body></opml>'})
    site.replace("links/blogs.md", "blogs.yml", "blogs.opml")
    assert sorted(_names(site.build())) == ["C", "X"]


@pytest.mark.parametrize("builder", ["text", "latex", "singlehtml", "gettext", "linkcheck", "json"])
def test_other_formats_have_no_link_to_the_file(tmp_path: Path, builder: str) -> None:
    build = (
        Site(tmp_path)
        .write({**_FILES, "index.md": "# Home\n\n```{toctree}\nlinks/blogs\nposts/a\n```\n"})
        .build(builder, linkcheck_ignore=[".*"])
    )
    assert [warning for warning in build.warnings if "blog" in warning and "toctree" not in warning] == []
    if builder == "text":
        assert "Write <the> Docs" in build.text("links/blogs.txt")
        assert "OPML" not in build.text("links/blogs.txt")


def test_listings_and_feeds_show_the_blogs_without_the_file(tmp_path: Path) -> None:
    build = _site(tmp_path, blog_listing="full").build()
    assert "https://c.example/f" in build.text("blog/index.html")
    assert "https://c.example/f" in build.text("blog/atom.xml")
    assert "blogroll.opml" not in build.text("blog/index.html") + build.text("blog/atom.xml")


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("- just text", 3, "'just text' is not a mapping with name, url, feed, description, category"),
        ("- name: A", 3, "'A' has no valid url or feed. The entry is ignored."),
        ("- url: https://a.example/\n- url: javascript:alert(1)", 4, "url: 'javascript:alert(1)' is not an https: URL"),
        ("- url: https://a.example/\n  nmae: A", 3, "unknown field 'nmae'. Did you mean 'name'? The field is ignored."),
        ("- url: https://a.example/\n  color: red", 3, "unknown field 'color'. Expected name, url, feed"),
        ("- url: https://a.example/\n  name: [A]", 3, "name: ['A'] is not text. The field is ignored."),
        ("just text", 3, "the source is not a list of blogs, or a mapping of categories to lists"),
        ("- [", 4, "the source cannot be read ("),
        ("", 2, "a file or a body is required. The list is not displayed."),
    ],
)
def test_a_bad_entry_is_reported_at_its_line(tmp_path: Path, source: str, line: int, message: str) -> None:
    """The rest of the list is displayed."""
    site = Site(tmp_path).write({"index.md": f"# Home\n```{{blogroll}}\n{source}\n```\n"})
    warnings = [warning for warning in site.build().warnings if "[blog.blogroll]" in warning]
    assert f"index.md:{line}: WARNING: blogroll: {message}" in warnings[0]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gone.yml", None, "index.md:2: WARNING: blogroll: 'gone.yml' does not exist"),
        (
            "bad.yml",
            "- name: A\n- name: [\n",
            "bad.yml:3: WARNING: blogroll: the source cannot be read (not valid YAML",
        ),
        ("bad.opml", "<opml>", "bad.opml:1: WARNING: blogroll: 'bad.opml' cannot be read (line 1: no element found)"),
        ("a.yml", "- url: x\n", "a.yml:1: WARNING: blogroll: url: 'x' is not an https: URL"),
    ],
)
def test_a_bad_file_is_reported_in_it(tmp_path: Path, name: str, content: str | None, message: str) -> None:
    site = Site(tmp_path).write({"index.md": f"# Home\n```{{blogroll}} {name}\n```\n"})
    site.write({name: content} if content is not None else {})
    assert any(message in warning for warning in site.build().warnings)


def test_restructuredtext_and_two_sources(tmp_path: Path) -> None:
    site = Site(tmp_path).write({"index.rst": "Home\n====\n\n.. blogroll::\n\n   - name: A\n", "b.yml": "- url: x"})
    assert any("index.rst:6: WARNING: blogroll: 'A' has no valid" in warning for warning in site.build().warnings)
    site.write({"index.rst": "Home\n====\n\n.. blogroll:: b.yml\n\n   - name: A\n"})
    assert any("a file and a body. Expected one of them." in warning for warning in site.build().warnings)
