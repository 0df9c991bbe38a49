"""The sites that the manual shows whole are what it says of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.builds.links import dead_links
from tests.builds.recipes import RECIPES, build_recipe, files_on_page

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup

    from tests.builds.site import Build, Site

THEMES = ("furo", "pydata_sphinx_theme")


@pytest.fixture(scope="module", params=THEMES)
def notes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The site of notes."""
    pytest.importorskip(request.param)
    return build_recipe("notes", tmp_path_factory.mktemp("notes"), request.param)


@pytest.fixture(scope="module", params=THEMES)
def personal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The personal blog."""
    pytest.importorskip(request.param)
    return build_recipe("personal", tmp_path_factory.mktemp("personal"), request.param)


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    """The texts of elements."""
    found = (element.get_text(" ", strip=True) for element in page.select(selector))
    return [text.removesuffix("¶").removesuffix("#").strip() for text in found]


def test_the_notes_build_without_a_word(notes: Build) -> None:
    """And no link leads nowhere."""
    assert notes.warnings == []
    assert [link for _, link in dead_links(notes.out) if not link.startswith("#")] == []


@pytest.mark.parametrize("name", ["blog/index.html", "blog/page/2.html"])
def test_each_page_of_notes_has_the_same_head(notes: Build, name: str) -> None:
    """A small line, the title and the row of tags."""
    main = notes.main(name)
    assert texts(main, ".blog-overline") == ["Signals from the desk"]
    assert texts(main, "h1")[0].startswith("Latest notes")
    assert [link.get_text() for link in main.select(".blog-bar a")][:3] == ["全部", "数学", "算法"]
    pages = texts(main, ".blog-pager-number, .blog-pager-current")
    assert pages == ["1", "2"]


def test_a_note_has_category_date_and_350_characters(notes: Build) -> None:
    """With placeholders for code and formulas; only a cut text ends in dots."""
    excerpts = []
    for name in ("blog/index.html", "blog/page/2.html"):
        for entry in notes.main(name).select(".blog-entry"):
            assert re.fullmatch(r"\S+ 20\d\d-\d\d-\d\d", texts(entry, ".blog-meta")[0])  # type: ignore[arg-type]  # a Tag
            paragraph = entry.select_one(".blog-excerpt")
            assert paragraph is not None
            excerpts.append(paragraph.get_text().strip("\n"))
    assert len(excerpts) == 9
    cut = [excerpt for excerpt in excerpts if excerpt.endswith("...")]
    assert len(cut) >= 6
    assert {len(excerpt) for excerpt in cut} == {353}
    for placeholder in ("[代码]", "[Math]", "[公式]"):
        assert sum(placeholder in excerpt for excerpt in excerpts) >= 4


def test_the_personal_blog_builds_without_a_word(personal: Build) -> None:
    """And no link leads nowhere."""
    assert personal.warnings == []
    assert [link for _, link in dead_links(personal.out) if not link.startswith("#")] == []


def test_the_personal_blog_has_title_motto_and_author(personal: Build) -> None:
    """The card has a picture, the motto, numbers and links, on each page."""
    assert texts(personal.main("blog/index.html"), "h1, .blog-subtitle") == ["示例博客", "慢慢写，慢慢改"]
    for name in ("blog/index.html", "posts/heap.html", "about.html"):
        card = personal.page(name).select_one(".blog-sidebar-profile")
        assert card is not None
        assert texts(card, "img, .blog-motto") == ["", "慢慢写，慢慢改"]  # type: ignore[arg-type]  # a Tag
        assert texts(card, ".blog-profile-counts li") == ["7 文章", "4 分类", "8 标签"]  # type: ignore[arg-type]
        assert len(card.select(".blog-profile-links a")) == 2
    assert personal.has("_images/blogger.svg")


def test_posts_without_a_marker_are_whole_and_the_others_have_a_button(personal: Build) -> None:
    """Code has line numbers in listings, too."""
    main = personal.main("blog/index.html")
    entries = {texts(entry, ".blog-entry-title")[0]: entry for entry in main.select(".blog-entry")}  # type: ignore[arg-type]
    more = {title: [str(a.contents[0]) for a in entry.select(".blog-read-more a")] for title, entry in entries.items()}
    button = ["阅读全文 »"]
    assert {title for title, words in more.items() if words == button} == {
        "用数组装下一棵堆", "二分查找一个 bug", "零点一加零点二", "三行写一个 LRU",
    }  # fmt: skip
    assert all(words in ([], button) for words in more.values())
    assert "听的人走了，说的人也该停下来。" in entries["管道那一头是谁"].get_text()
    assert entries["用数组装下一棵堆"].select(".highlight .linenos")


def test_the_personal_blog_counts_what_has_been_read(personal: Build) -> None:
    """On posts and on the home, not on the page about the author."""
    for name in ("blog/index.html", "posts/heap.html"):
        assert len(personal.page(name).select("a.blog-top[href='#']")) == 1
    assert personal.page("about.html").select("a.blog-top") == []


@pytest.mark.parametrize("name", ["notes", "personal"])
def test_the_manual_shows_every_file_of_a_site(name: str) -> None:
    """Its configuration, styles and templates are on the page, and one post."""
    page = (RECIPES.parent / f"{name}.md").read_text(encoding="utf-8")
    folder: Path = RECIPES / name
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and "posts" not in path.parts):
        if file.suffix != ".svg":
            assert f"sites/{name}/{file.relative_to(folder).as_posix()}" in page
    assert f"sites/{name}/posts/" in page


def test_a_blog_beside_api_documentation_is_as_in_the_manual(site: Site) -> None:
    """The header has the blog, its pages have sidebars, and the guide has that of the theme."""
    pytest.importorskip("pydata_sphinx_theme")
    post = "---\ndate: 2026-01-11\ntags: [release]\ncategory: Releases\n---\n# Version 1\n\nSee {py:func}`load`.\n"
    site.write(files_on_page("api-docs")).write(
        {
            "conf.py": 'project = "My project"\nmyst_enable_extensions = ["colon_fence"]\n'
            + files_on_page("api-docs")["conf.py"],
            "authors.yml": "mei:\n  name: Mei\n",
            "guide/index.md": "# Guide\n",
            "api/index.md": "# API\n\n```{py:function} load()\n```\n",
            "news/version-1.md": post,
        }
    )
    build = site.build()
    assert build.warnings == []
    entry = build.page("news/version-1.html").select_one(".bd-header .current")
    assert entry is not None
    assert entry.get_text(strip=True) == "News"
    assert build.main("news/version-1.html").select("a[href='../api/index.html#load']")
    assert texts(build.page("blog/archive.html"), ".blog-sidebar-title") == ["Recent posts", "Categories", "Archive"]
    assert texts(build.page("news/version-1.html"), ".blog-sidebar-title") == ["Recent posts", "Tags"]
    assert build.page("guide/index.html").select(".blog-sidebar") == []
    assert next(link.get_text() for link in build.main("index.html").select(".blog-compact a")) == "Version 1"


def test_the_pages_of_a_site_are_as_in_the_manual(site: Site) -> None:
    """A page about the author with posts, and a script of analytics on each page, but not in previews."""
    files = files_on_page("site-files")
    extensions = 'project = "Site"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
    site.write(
        {
            "conf.py": f'{extensions}myst_enable_extensions = ["colon_fence"]\n{files["conf.py"]}',
            "index.md": "# Site\n\n```{toctree}\nabout\nblog/index\n```\n",
            "about.md": files["about.md"],
            "404.md": files["404.md"],
            "posts/one.md": "---\ndate: 2026-01-11\n---\n# One\n\nText.\n",
        }
    )
    build = site.build()
    assert build.warnings == []
    assert [link["href"] for link in build.main("about.html").select("p > a[href^=blog], .blog-compact a")] == [
        "blog/archive.html",
        "posts/one.html",
    ]
    for name in ("index.html", "posts/one.html"):
        (script,) = build.page(name).select("script[src='https://stats.example.org/script.js'][defer]")
        assert script["data-site"] == "example.org"
