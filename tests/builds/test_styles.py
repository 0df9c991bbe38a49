"""Styles of listings: what each shows, how it is marked up, and when it is written again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builds.links import dead_links, doubled_ids
from tests.builds.test_states import post

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    from tests.builds.site import Build, Site

STYLES = ("list", "compact", "cards", "table", "timeline", "full")
_HOME = "# Site\n\n```{toctree}\nblog/index\nlist\n```\n"


@pytest.fixture
def blog(site: Site) -> Site:
    """Four posts of three years, an old one of them pinned."""
    return site.write(
        {
            "index.md": _HOME,
            "posts/new.md": post("New", "date: 2026-02-03", "tags: [A, B]", "author: Mei", "category: Notes"),
            "posts/newer.md": post("Newer", "date: 2026-02-13", "updated: 2026-02-20", "description: Said by hand."),
            "posts/old.md": post("Old", "date: 2025-06-01", "category: Essays", "updated: 2025-06-01 18:00"),
            "posts/oldest.md": post("Oldest", "date: 2024-01-01", "pinned: true"),
        }
    )


def listed(site: Site, style: str, *options: str, builder: str = "html", **conf: Any) -> Build:
    """A build of a page with a listing in a style."""
    lines = "".join(f"{option}\n" for option in options)
    return site.write({"list.md": f"# List\n\n```{{postlist}}\n:style: {style}\n{lines}```\n"}).build(builder, **conf)


def texts(found: BeautifulSoup | Tag, selector: str) -> list[str]:
    """What the parts of a page say."""
    return [" ".join(part.get_text().split()) for part in found.select(selector)]


# -- table -------------------------------------------------------------------------------------------------------------


def test_a_table_has_a_row_for_each_post(blog: Site) -> None:
    """Date, title with its marks, authors, categories, tags, reading time, below headings."""
    build = listed(blog, "table")
    assert build.warnings == []
    page = build.main("list.html")
    assert texts(page, ".blog-table th") == ["Date", "Title", "Authors", "Categories", "Tags", "Reading time"]
    rows = [texts(row, "td") for row in page.select(".blog-table tbody tr")]
    assert rows == [
        ["Feb 13, 2026", "Newer", "", "", "", "1 min read"],
        ["Feb 3, 2026", "New", "Mei", "Notes", "A B", "1 min read"],
        ["Jun 1, 2025", "Old", "", "Essays", "", "1 min read"],
        ["Jan 1, 2024", "Oldest Pinned", "", "", "", "1 min read"],
    ]
    assert next(link["href"] for link in page.select(".blog-cell-title a")) == "posts/newer.html"
    assert page.select_one(".blog-cell-date time")["datetime"] == "2026-02-13T00:00:00+00:00"  # type: ignore[index]


def test_a_table_has_no_column_of_which_no_post_knows(blog: Site) -> None:
    """What is empty from top to bottom takes room from the titles."""
    page = listed(blog, "table", ":year: 2025").main("list.html")
    assert texts(page, ".blog-table th") == ["Date", "Title", "Categories", "Reading time"]


def test_a_table_in_other_formats(blog: Site) -> None:
    """It is a table there, too."""
    latex = listed(blog, "table", builder="latex")
    assert latex.warnings == []
    assert r"\begin{tabular" in "".join(path.read_text(encoding="utf-8") for path in latex.out.glob("*.tex"))
    text = blog.build("text").text("list.txt")
    assert "| Date" in text
    assert "Essays" in text


# -- timeline ----------------------------------------------------------------------------------------------------------


def test_a_timeline_goes_by_year_and_month(blog: Site) -> None:
    """Headings and lists, that read well without the line."""
    blog.write({"posts/undated.md": post("Undated", "draft: true")})
    build = listed(blog, "timeline", blog_drafts="show")
    assert build.warnings == []
    page = build.main("list.html")
    assert texts(page, ".blog-timeline .rubric") == [
        "2026", "February", "2025", "June", "2024", "January", "Undated",
    ]  # fmt: skip
    assert [part.name for part in page.select(".blog-timeline .rubric")] == ["h2", "h3"] * 3 + ["h2"]
    assert texts(page, ".blog-point") == [
        "Feb 13, 2026 Newer", "Feb 3, 2026 New", "Jun 1, 2025 Old", "Jan 1, 2024 Oldest Pinned", "Undated Draft",
    ]  # fmt: skip
    assert texts(page, ".blog-point-text")[:2] == ["Said by hand.", "The text of New."]
    assert texts(listed(blog, "timeline", ":excerpt: none").main("list.html"), ".blog-point-text") == []


@pytest.mark.parametrize("style", ["timeline", "compact"])
def test_pinned_posts_of_a_home_by_date_are_a_group_of_their_own(blog: Site, style: str) -> None:
    """They stand first there, and would open their year before all others; elsewhere they stand in their year."""
    home = blog.build(blog_listing=style, blog_term_listing=style).main("blog/index.html")
    assert texts(home, ".blog-year") == ["Pinned", "2026", "2025"]
    assert "Oldest" in texts(home, ".blog-points, .blog-compact")[0]
    assert texts(listed(blog, style).main("list.html"), ".blog-year") == ["2026", "2025", "2024"]


# -- marks and dates ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", STYLES)
def test_marks_are_seen_in_every_style(blog: Site, style: str) -> None:
    """Pinned, and in a preview draft and scheduled, beside the title."""
    blog.write(
        {"posts/draft.md": post("Draft one", "draft: true"), "posts/later.md": post("Later", "date: 2027-01-01")}
    )
    page = listed(blog, style, blog_drafts="show").main("list.html")
    assert sorted(texts(page, ".blog-badge")) == ["Draft", "Pinned", "Scheduled"]
    assert texts(listed(blog, style).main("list.html"), ".blog-badge") == ["Pinned"]


def test_marks_are_seen_in_the_archive_of_a_preview(blog: Site) -> None:
    """There as well nobody takes a scheduled post for one that is out."""
    blog.write({"posts/later.md": post("Later", "date: 2027-01-01")})
    assert texts(blog.build(blog_drafts="show").main("blog/archive.html"), ".blog-badge") == ["Scheduled"]
    assert texts(blog.build().main("blog/archive.html"), ".blog-badge") == []


@pytest.mark.parametrize("style", ["list", "cards", "full"])
def test_an_entry_says_when_its_post_was_updated(blog: Site, style: str) -> None:
    """If that was on another day than it was written."""
    page = listed(blog, style).main("list.html")
    [updated] = page.select(".blog-updated")
    assert (updated.name, updated["datetime"], updated.text) == (
        "time", "2026-02-20T00:00:00+00:00", "Updated on Feb 20, 2026",
    )  # fmt: skip


# -- pager, archive, cloud ---------------------------------------------------------------------------------------------


def test_a_pager_is_a_landmark_that_says_where_one_is(blog: Site) -> None:
    """For those who hear a page, and for those who go through it by its relations."""
    build = blog.build(blog_page_size=1)
    [pager] = build.main("blog/page/2.html").select("nav:has(> .blog-pager)")
    assert pager["aria-label"] == "Pages of this list"
    [current] = pager.select("[aria-current]")
    assert (current.name, current["aria-current"], current.text) == ("strong", "page", "2")
    links = {link.text: (link["href"], link.get("rel")) for link in pager.select("a")}
    assert links["Newer posts"] == ("../index.html", ["prev"])
    assert links["Older posts"] == ("3.html", ["next"])
    assert links["3"] == ("3.html", None)
    assert build.main("blog/tag/a.html").select(".blog-pager") == []


def test_a_pager_in_other_formats(blog: Site) -> None:
    """It is a line."""
    blog.conf["blog_page_size"] = 2
    blog.write({"index.md": "# Site\n\n```{toctree}\nblog/index\n```\n"})
    text = blog.build("text")
    assert text.warnings == []
    assert "**1** 2 Older posts" in text.text("blog/index.txt")
    assert blog.build("latex").warnings == []


def test_an_archive_of_many_years_begins_with_links_to_them(blog: Site) -> None:
    """Each leads to its heading on the page; few years need none, and neither does a book."""
    assert blog.build().main("blog/archive.html").select("nav") == []
    for year in (2021, 2022, 2023):
        blog.write({f"posts/{year}.md": post(f"Of {year}", f"date: {year}-05-05")})
    build = blog.build()
    [row] = build.main("blog/archive.html").select("nav")
    assert row["aria-label"] == "Years"
    assert texts(row, "a") == ["2026", "2025", "2024", "2023", "2022", "2021"]
    assert dead_links(build.out) == []
    assert doubled_ids(build.out) == []
    assert "2026 2025" not in blog.build("text").text("blog/archive.txt")


def test_a_cloud_says_its_counts(blog: Site) -> None:
    """The eye sees sizes; a title says them in words."""
    blog.write({f"posts/a{n}.md": post(f"A{n}", f"date: 2023-01-{n:02}", "tags: [A]") for n in range(1, 10)})
    blog.write({"list.md": "# List\n\n```{termlist} tags\n:style: cloud\n```\n"})
    links = blog.build().main("list.html").select(".blog-cloud a")
    assert [(link.text, link["title"], link["class"][0]) for link in links] == [
        ("A", "A: 10 posts", "blog-size-5"), ("B", "B: 1 post", "blog-size-1"),
    ]  # fmt: skip


# -- written when needed -----------------------------------------------------------------------------------------------

EDITS = {
    "title": ("posts/new.md", "# New", "# Brand-new"),
    "category": ("posts/new.md", "category: Notes", "category: Essays"),
    "tag": ("posts/new.md", "[A, B]", "[B, C]"),
    "author": ("posts/new.md", "author: Mei", "author: Ada"),
    "lead": ("posts/new.md", "The text", "The new text"),
    "rest": ("posts/new.md", "## Below", "## Far below"),
    "description": ("posts/newer.md", "Said by hand", "Said again"),
    "length": ("posts/new.md", "## Below", "words " * 900 + "\n\n## Below"),
    "pinned": ("posts/new.md", "date", "pinned: true\ndate"),
    "updated": ("posts/new.md", "date", "updated: 2026-02-25\ndate"),
    "series": ("posts/new.md", "date", "series: Long\ndate"),
}
SHOWN = {
    "list": {"title", "category", "tag", "author", "lead", "length", "pinned", "updated", "series"},
    "compact": {"title", "tag", "pinned"},
    "cards": {"title", "category", "tag", "author", "lead", "length", "pinned", "updated", "series"},
    "table": {"title", "category", "tag", "author", "length", "pinned"},
    "timeline": {"title", "lead", "description", "pinned"},
}


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("style", SHOWN)
def test_a_listing_is_written_when_what_it_shows_has_changed(blog: Site, style: str, edit: str) -> None:
    """And only then."""
    body = "The text of New. " + "More of it. " * 40 + "\n\n" + "And more. " * 60 + "\n\n## Below\n\nThe end.\n"
    blog.write({"posts/new.md": post("New", "date: 2026-02-03", "tags: [A, B]", "author: Mei", "category: Notes")})
    blog.replace("posts/new.md", "The text of New.\n", body)
    blog.write({"index.md": "# Site\n"})
    page = listed(blog, style).out / "list.html"
    written = page.stat().st_mtime_ns
    blog.replace(*EDITS[edit])
    blog.build()
    assert (page.stat().st_mtime_ns != written) is (edit in SHOWN[style])
