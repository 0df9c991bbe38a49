"""Listings: which posts an author's listing shows, in which order and form, and where its links lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.builds.links import dead_links, doubled_ids
from tests.builds.site import differences
from tests.builds.test_states import post

if TYPE_CHECKING:
    from tests.builds.site import Build, Site

_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


@pytest.fixture
def blog(site: Site) -> Site:
    """Four posts, each different."""
    return site.write(
        {
            "index.md": "# Site\n\n```{toctree}\nblog/index\nlist\n```\n",
            "posts/one.md": post("One", "date: 2026-01-01", "tags: [A, B]", "author: Mei", "category: Notes"),
            "posts/two.md": post("two", "date: 2026-01-02", "tags: [B]", "author: Ada", "updated: 2026-02-20"),
            "posts/sub/three.md": post("Three", "date: 2025-06-01", "tags: [C]", "series: S", "location: Kyoto"),
            "posts/sub/four.md": post(
                "Four", "date: 2025-07-01", "category: Notes", "language: Chinese", "pinned: true"
            ),
        }
    )


def listed(site: Site, *options: str, argument: str = "", builder: str = "html") -> Build:
    """A build of a page with one listing."""
    lines = "".join(f"{option}\n" for option in options)
    return site.write({"list.md": f"# List\n\n```{{postlist}} {argument}\n{lines}```\n"}).build(builder)


def titles(build: Build, name: str = "list.html") -> list[str]:
    """The titles of its entries, in order."""
    return [found.text.strip() for found in build.main(name).select(".blog-entry-title")]


@pytest.mark.parametrize(
    ("options", "argument", "expected"),
    [
        ([], "", ["two", "One", "Four", "Three"]),
        ([], "2", ["two", "One"]),
        ([":tags: B"], "", ["two", "One"]),
        ([":tags: b"], "", ["two", "One"]),
        ([":tags: A, C"], "", ["One", "Three"]),
        ([":tags: B, -A"], "", ["two"]),
        ([":tags: -B"], "", ["Four", "Three"]),
        ([":tags: B", ":author: Mei"], "", ["One"]),
        ([":category: notes"], "", ["One", "Four"]),
        ([":categories: Notes", ":year: 2025"], "", ["Four"]),
        ([":series: S"], "", ["Three"]),
        ([":location: Kyoto"], "", ["Three"]),
        ([":language: Chinese"], "", ["Four"]),
        ([":year: 2025"], "", ["Four", "Three"]),
        ([":year: -2025"], "", ["two", "One"]),
        ([":path: posts/sub/*"], "", ["Four", "Three"]),
        ([":path: posts/*, -posts/sub/*"], "", ["two", "One"]),
        ([":sort: oldest"], "", ["Three", "Four", "One", "two"]),
        ([":sort: title"], "", ["Four", "One", "Three", "two"]),
        ([":sort: updated"], "3", ["two", "One", "Four"]),
        ([":sort: newest"], "1", ["two"]),
    ],
)  # fmt: skip
def test_filters_and_orders(blog: Site, options: list[str], argument: str, expected: list[str]) -> None:
    """All filters must match, commas mean any, a hyphen leaves out."""
    build = listed(blog, *options, argument=argument)
    assert build.warnings == []
    assert titles(build) == expected


@pytest.mark.parametrize("option", [":tags: Nothing", ":author: nobody", ":year: 1999", ":series: none"])
def test_an_unknown_term_is_an_empty_listing_and_a_warning(blog: Site, option: str) -> None:
    """Never all posts, and the author learns file and line."""
    build = listed(blog, option)
    assert titles(build) == []
    assert "No posts yet." in build.main("list.html").text
    assert len(build.warnings) == 1
    assert "list.md:3: WARNING: " in build.warnings[0]
    assert build.warnings[0].endswith("[blog.filter]")


@pytest.mark.parametrize(
    ("option", "text"), [(":empty: Nothing here.", "Nothing here."), (":empty:", ""), ("", "No posts yet.")]
)
def test_an_empty_listing_displays_a_text(blog: Site, option: str, text: str) -> None:
    """The author's words, nothing at all, or ours."""
    build = listed(blog, ":path: nowhere/*", *([option] if option else []))
    assert build.warnings == []
    found = build.main("list.html").select_one(".blog-empty")
    assert (found.text if found else "") == text


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (":sort: random", "sort"),
        (":style: nice", "style"),
        (":excerpt: short", "excerpt"),
        (":paginate: none", "paginate"),
    ],
)
def test_an_invalid_option_is_a_warning_and_the_listing_is_displayed(blog: Site, option: str, said: str) -> None:
    """A misspelling costs the option, not the page."""
    build = listed(blog, option)
    assert len(build.warnings) == 1
    assert re.search(rf"list\.md:3: WARNING: .*{said}.*\[blog\.value\]$", build.warnings[0])
    assert len(titles(build)) == 4


def test_pages_of_a_listing(blog: Site) -> None:
    """``:paginate:`` makes pages of its own, with a pager, and as many as there are posts for."""
    build = listed(blog, ":paginate: 3")
    assert build.warnings == []
    assert titles(build) == ["two", "One", "Four"]
    assert titles(build, "list/page/2.html") == ["Three"]
    assert [link["href"] for link in build.main("list/page/2.html").select(".blog-pager a")] == [
        "../../list.html", "../../list.html",
    ]  # fmt: skip
    assert "List" in build.main("list/page/2.html").h1.text  # type: ignore[union-attr]
    assert not listed(blog, ":paginate: 4").has("list/page/2.html")


def test_a_second_listing_with_pages_shows_all_its_posts(blog: Site) -> None:
    """The pages of a document are those of its first listing."""
    second = "```{postlist}\n:paginate: 1\n```\n"
    build = blog.write({"list.md": f"# List\n\n```{{postlist}}\n:paginate: 3\n```\n\n{second}"}).build()
    assert titles(build) == ["two", "One", "Four", "two", "One", "Four", "Three"]
    assert len(build.main("list.html").select(".blog-pager")) == 1
    blog.replace("posts/sub/three.md", "# Three", "# Another three")  # which the first one has on its second page
    rebuilt = blog.build()
    assert titles(rebuilt)[-1] == "Another three"
    assert differences(rebuilt.out, blog.fresh().out) == {}


def test_the_forms_of_an_entry(blog: Site) -> None:
    """List, lines, cards and whole posts, each with a link to its post."""
    for style in ("list", "compact", "cards", "table", "timeline", "full"):
        build = listed(blog, f":style: {style}")
        assert build.warnings == []
        hrefs = {str(link["href"]) for link in build.main("list.html").select("a")}
        assert {"posts/one.html", "posts/sub/three.html"} <= hrefs
    assert listed(blog, ":style: cards").main("list.html").select(".sd-card")


def test_a_line_of_ones_own(blog: Site) -> None:
    """``:format:`` puts dates, titles and terms where the author wants them."""
    build = listed(blog, ":format: {date} | {title} | {tags} | {category} | {nothing}", argument="2")
    assert build.warnings == []
    lines = [" ".join(line.text.split()) for line in build.main("list.html").select(".blog-lines li")]
    assert lines == ["Jan 2, 2026 | two | B | | {nothing}", "Jan 1, 2026 | One | A B | Notes | {nothing}"]


def test_an_entry_displays_its_metadata(blog: Site) -> None:
    """Date for machines and people, author, category, reading time, tags, all as links in the site's language."""
    entry = listed(blog, ":tags: A").main("list.html").select_one(".blog-entry")
    assert entry is not None
    time = entry.select_one("time")
    assert time is not None
    assert (time["datetime"], time.text) == ("2026-01-01T00:00:00+00:00", "Jan 1, 2026")
    assert {str(link["href"]) for link in entry.select("a")} == {
        "posts/one.html", "blog/author/mei.html", "blog/category/notes.html", "blog/tag/a.html", "blog/tag/b.html",
    }  # fmt: skip
    assert "1 min read" in entry.text
    german = blog.build(language="de").main("list.html")
    assert "01.01.2026" in german.text


_RICH = """\
A lead with $x^2$, a [link](sub/three.md), {blog:post}`two`, {ref}`there`, a footnote[^1], `code`
and [below](#below).

![A picture](pictures/cover.png)

{download}`A file <pictures/notes.txt>`

<!-- more -->

(there)=
## Below

The rest.

[^1]: The note.
"""


@pytest.fixture
def rich(blog: Site) -> Site:
    """A post with everything that could break on another page."""
    return blog.write(
        {
            "posts/rich.md": post("Rich", "date: 2026-02-01", "tags: [Rich]", body=_RICH),
            "posts/pictures/cover.png": _PICTURE,
            "posts/pictures/notes.txt": "Notes.",
            "deep/er/list.md": "---\norphan: true\n---\n# Deep\n\n```{postlist}\n:tags: Rich\n```\n",
        }
    )


@pytest.mark.parametrize(
    ("builder", "name", "expected"),
    [
        ("html", "list.html", ["posts/sub/three.html", "posts/two.html", "posts/rich.html#there"]),
        ("html", "blog/index.html", ["../posts/sub/three.html", "../posts/two.html", "../posts/rich.html#there"]),
        ("html", "deep/er/list.html", ["../../posts/sub/three.html", "../../posts/rich.html#there"]),
        ("dirhtml", "list/index.html", ["../posts/sub/three/", "../posts/two/", "../posts/rich/#there"]),
        ("dirhtml", "blog/index.html", ["../posts/sub/three/", "../posts/two/", "../posts/rich/#there"]),
        ("dirhtml", "deep/er/list/index.html", ["../../../posts/sub/three/", "../../../posts/rich/#there"]),
    ],
)  # fmt: skip
def test_links_of_an_excerpt_lead_right_from_the_listing(
    rich: Site, builder: str, name: str, expected: list[str]
) -> None:
    """What worked in the post works where its excerpt is shown: links, labels, footnotes, images, downloads."""
    rich.conf["myst_enable_extensions"] = ["dollarmath"]
    rich.conf["myst_heading_anchors"] = 2
    build = listed(rich, ":tags: Rich", builder=builder)
    assert build.warnings == []
    [entry] = [found for found in build.main(name).select(".blog-entry") if "Rich" in found.text]
    hrefs = [str(link["href"]) for link in entry.select("a.reference")]
    assert [href for href in expected if re.sub("#id.*", "", href) not in {re.sub("#id.*", "", h) for h in hrefs}] == []
    assert entry.select_one("img")["src"].endswith("_images/cover.png")  # type: ignore[index,union-attr]
    assert entry.select(".math")
    assert entry.select("a.download")
    assert "The note." not in entry.text
    assert "The rest." not in entry.text
    assert dead_links(build.out) == []
    assert doubled_ids(build.out) == []


def test_read_more_is_displayed_if_a_part_is_omitted(rich: Site) -> None:
    """A post that is shown as a whole needs no link to the rest of it."""
    rich.conf["myst_enable_extensions"] = ["dollarmath"]
    rich.conf["myst_heading_anchors"] = 2
    build = listed(rich, ":path: posts/rich, posts/one", ":expand: Go on")
    assert [found.text for found in build.main("list.html").select(".blog-read-more")] == ["Go on: Rich"]
    shown_whole = listed(rich, ":path: posts/rich", ":excerpt: full")
    assert shown_whole.main("list.html").select(".blog-read-more") == []
    assert "The rest." in shown_whole.main("list.html").text


def test_excerpts_of_each_kind(rich: Site) -> None:
    """Rich, plain, whole and none."""
    rich.conf["myst_enable_extensions"] = ["dollarmath"]
    rich.conf["myst_heading_anchors"] = 2
    plain = listed(rich, ":tags: Rich", ":excerpt: text").main("list.html").select_one(".blog-excerpt")
    assert plain is not None
    assert plain.text.strip().startswith("A lead with x^2, a link, ")
    assert plain.select("a, img, code") == []
    assert listed(rich, ":tags: Rich", ":excerpt: none").main("list.html").select(".blog-excerpt") == []


@pytest.mark.parametrize("style", ["list", "cloud", "table", "bar"])
@pytest.mark.parametrize("kind", ["tags", "categories", "authors", "series", "locations", "languages", "years"])
def test_lists_of_terms(blog: Site, style: str, kind: str) -> None:
    """Each kind of term in each style, with links and counts."""
    build = blog.write({"list.md": f"# List\n\n```{{termlist}} {kind}\n:style: {style}\n```\n"}).build()
    assert build.warnings == []
    links = build.main("list.html").select("a.reference")
    folder = {"tags": "tag/a", "categories": "category/notes", "authors": "author/ada", "series": "series/s"}
    folder |= {"locations": "location/kyoto", "languages": "language/chinese", "years": "2026"}
    assert f"blog/{folder[kind]}.html" in {link["href"] for link in links}


def test_a_list_of_the_most_used_terms(blog: Site) -> None:
    """A number chooses the most used ones."""
    build = blog.write({"list.md": "# List\n\n```{termlist} tags 1\n```\n"}).build()
    assert [link.text for link in build.main("list.html").select("a.reference")] == ["B"]


def test_a_list_of_no_kind_of_term(blog: Site) -> None:
    """A misspelling is a located warning that names the kinds there are."""
    build = blog.write({"list.md": "# List\n\n```{termlist} tagz\n```\n"}).build()
    assert len(build.warnings) == 1
    assert re.search(r"list\.md:3: WARNING: termlist: 'tagz'.*tags.*\[blog\.value\]", build.warnings[0])


def test_an_archive_anywhere(blog: Site) -> None:
    """``postarchive`` shows every post by year and month on any page."""
    build = blog.write({"list.md": "# List\n\n```{postarchive}\n```\n"}).build()
    assert len(build.main("list.html").select(".blog-archive-posts a")) == 4
    assert dead_links(build.out) == []
