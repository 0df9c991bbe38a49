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
    assert texts(page, ".blog-timeline :is(.blog-year, .blog-month)") == [
        "2026", "February", "2025", "June", "2024", "January", "Undated",
    ]  # fmt: skip
    assert [part.name for part in page.select(".blog-timeline :is(.blog-year, .blog-month)")] == ["h2", "h3"] * 3 + [
        "h2"
    ]
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


@pytest.mark.parametrize("style", ["list", "full"])
def test_an_entry_displays_the_date_of_an_update(blog: Site, style: str) -> None:
    """If that was on another day than it was written."""
    page = listed(blog, style).main("list.html")
    [updated] = page.select(".blog-updated")
    assert (updated.name, updated["datetime"], updated.text) == (
        "time", "2026-02-20T00:00:00+00:00", "Updated on Feb 20, 2026",
    )  # fmt: skip


# -- pager, archive, cloud ---------------------------------------------------------------------------------------------


def test_a_pager_is_a_landmark_with_the_current_page(blog: Site) -> None:
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


def test_a_cloud_announces_its_counts(blog: Site) -> None:
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
    "cards": {"title", "category", "tag", "lead", "length", "pinned"},
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


# -- the look of a blog ------------------------------------------------------------------------------------------------


def test_an_entry_is_an_article_with_a_header(blog: Site) -> None:
    """Screen readers list the articles of a page; a link to the rest of one has the title of its post in it."""
    blog.replace("posts/new.md", "The text of New.", "The text of New.\n\n<!-- more -->\n\nThe rest.")
    first = next(entry for entry in listed(blog, "list").main("list.html").select("article.blog-entry") if entry.h2)
    assert [part.name for part in first.select("article > *")][:1] == ["header"]
    assert [part.name for part in first.select("header > *")] == ["h2", "p"]
    [more] = listed(blog, "list").main("list.html").select(".blog-read-more a")
    assert more.get_text() == "Read more: New"
    [hidden] = more.select(".blog-hidden")
    assert hidden.get_text() == ": New"


def test_no_element_of_a_listing_has_a_class_that_themes_style(blog: Site) -> None:
    """Such as `container`, to which some themes give a width and padding."""
    for style in STYLES:
        page = listed(blog, style).main("list.html")
        for part in page.select("[class*=blog-]"):
            assert not {"container", "rubric"} & set(part["class"]), (style, part["class"])


def test_the_filter_links_are_on_the_pages_of_their_terms(blog: Site) -> None:
    """With the current one marked, without counts, which would change with every post, and with a link to all."""
    built = blog.build(blog_filter_bar="tags", blog_filter_bar_size=1)
    home = built.main("blog/index.html")
    [bar] = home.select("nav.blog-bar")
    assert bar["aria-label"] == "Tags"
    assert texts(home, ".blog-bar li") == ["All", "A 1", "All tags"]
    assert [(link.text, link["href"]) for link in bar.select("[aria-current=page]")] == [("All", "index.html")]
    assert [link["href"] for link in bar.select(".blog-bar-more a")] == ["tag/index.html"]
    page = built.main("blog/tag/b.html")
    assert texts(page, ".blog-bar li") == ["All", "A", "B"]
    assert [(link.text, link["href"]) for link in page.select(".blog-bar [aria-current=page]")] == [("B", "b.html")]
    assert built.main("blog/category/notes.html").select(".blog-bar") == []


@pytest.mark.parametrize("style", ["compact", "list", "cards", "table"])
def test_the_page_of_a_term_does_not_repeat_it(blog: Site, style: str) -> None:
    """All posts of the page have it."""
    built = blog.build(blog_term_listing=style)
    names = texts(built.main("blog/tag/a.html"), ".blog-tag-name")
    assert "A" not in names
    assert "B" in names
    assert texts(built.main("blog/category/notes.html"), ".blog-category-name") == []
    assert "A" in texts(built.main("blog/category/notes.html"), ".blog-tag-name")


def test_an_archive_has_short_dates_and_few_headings(site: Site) -> None:
    """A month has a heading where months have two posts on average; if not, links to it lead to its first post."""
    site.write({"index.md": "# Site\n"})
    site.write({f"posts/{month}.md": post(f"M{month}", f"date: 2026-{month:02}-11") for month in (1, 2)})
    page = site.build().main("blog/archive.html")
    assert texts(page, ".blog-archive-heading") == ["2026 (2)"]
    assert texts(page, ".blog-archive-posts li") == ["Feb 11 M2", "Jan 11 M1"]
    assert [item["id"] for item in page.select(".blog-archive-posts li[id]")] == ["posts-2026-02", "posts-2026-01"]
    site.write({f"posts/more{day}.md": post(f"D{day}", f"date: 2026-01-{day}") for day in (12, 13)})
    assert texts(site.build().main("blog/archive.html"), "h3.blog-archive-heading") == ["February (1)", "January (3)"]
    assert texts(site.build(blog_date_format="yyyy-MM-dd").main("blog/archive.html"), "time")[0] == "02-11"


def test_authors_with_pictures_have_them_beside_their_names(blog: Site) -> None:
    """Small, without a text of their own; not on the page of the author."""
    blog.write({"mei.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'})
    built = blog.build(blog_authors={"Mei": {"avatar": "mei.svg"}}, blog_term_listing="list")
    pictures = built.main("blog/index.html").select(".blog-meta img")
    assert [(picture["alt"], picture["width"], picture["loading"]) for picture in pictures] == [("", "24", "lazy")]
    assert built.has("_images/mei.svg")
    assert built.main("blog/author/mei.html").select(".blog-meta img") == []


def test_cards_are_short(blog: Site) -> None:
    """Plain text unless the listing sets another, a few facts, and a tinted place where others have a cover."""
    blog.write({"c.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'})
    blog.replace("posts/new.md", "The text of New.", "The *text* of New.")
    assert listed(blog, "cards").main("list.html").select(".blog-card em, .blog-card-blank") == []
    assert len(listed(blog, "cards", ":excerpt: rich").main("list.html").select(".blog-card em")) == 1
    blog.replace("posts/new.md", "[A, B]", "[A, B, C, D]\nimage: /c.svg")
    page = listed(blog, "cards").main("list.html")
    assert len(page.select(".blog-card-blank")) == len(page.select(".blog-card")) - 1
    assert page.select(".blog-author-name") == []
    assert max(len(card.select(".blog-tag-name")) for card in page.select(".blog-card")) == 3


def test_the_style_sheet_of_every_page_is_small(blog: Site) -> None:
    """It is written without comments and blanks."""
    text = blog.build().text("_static/sphinxext_blog.css")
    assert len(text.encode()) <= 15_000
    assert "/*" not in text


def test_excerpts_do_not_move_and_scroll_by_the_keyboard(blog: Site) -> None:
    """Images have a size and load late, except in the first post; the Tab key reaches code and tables."""
    wide = "![A](wide.gif)\n\n```\ncode\n```\n\n| a |\n| - |\n| b |\n\n<!-- more -->\n\nRest."
    size = b"GIF89a" + (640).to_bytes(2, "little") + (480).to_bytes(2, "little") + b"\0\0\0;"
    (blog.src / "posts").mkdir(exist_ok=True)
    (blog.src / "posts" / "wide.gif").write_bytes(size)
    blog.replace("posts/new.md", "The text of New.", wide)
    blog.replace("posts/newer.md", "The text of Newer.", wide)
    first, second = listed(blog, "list").main("list.html").select(".blog-excerpt:has(img)")
    assert [(part.img["width"], part.img["height"]) for part in (first, second)] == [("640", "480")] * 2  # type: ignore[index]
    assert "loading" not in first.img.attrs  # type: ignore[union-attr]
    assert second.img["loading"] == "lazy"  # type: ignore[index]
    assert [part["tabindex"] for part in second.select("pre, table")] == ["0", "0"]
    (blog.src / "posts" / "wide.gif").write_bytes(
        size.replace((640).to_bytes(2, "little"), (320).to_bytes(2, "little"))
    )
    assert listed(blog, "list").main("list.html").select(".blog-excerpt img")[0]["width"] == "320"


def test_term_indexes_sort_numbers_and_show_profiles(blog: Site) -> None:
    """As people count; authors of whom the site says something are cards."""
    blog.replace("posts/new.md", "[A, B]", "[tag-10, tag-2, tag]")
    built = blog.build()
    assert texts(built.main("blog/tag/index.html"), ".blog-terms a") == ["tag", "tag-2", "tag-10"]
    assert texts(built.main("blog/author/index.html"), ".blog-terms a") == ["Mei"]
    built = blog.build(blog_authors={"Mei": {"bio": "Writes."}})
    page = built.main("blog/author/index.html")
    assert texts(page, ".blog-card .blog-about-name") == ["Mei (1)"]
    assert "Writes." in page.text
    assert built.page("blog/author/index.html").select('link[href*="blog_cards"]') != []


def test_texts_of_any_direction_are_isolated(blog: Site) -> None:
    """Each title and excerpt has the direction of its own first letter."""
    blog.replace("posts/new.md", "The text of New.", "نص عن C++.")
    entry = listed(blog, "list", ":tags: A").main("list.html").article
    assert entry is not None
    assert [part["dir"] for part in entry.select(".blog-entry-title, .blog-excerpt")] == ["auto", "auto"]
