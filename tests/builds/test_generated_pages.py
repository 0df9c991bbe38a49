"""Generated pages: which there are, what they are called, and how they live with the author's documents."""

from __future__ import annotations

import posixpath

import pytest
import sphinx

from tests.builds.links import dead_links
from tests.builds.site import Build, Site, differences
from tests.builds.test_states import post

_HOME = "# Site\n\n```{toctree}\nblog/index\n```\n"


@pytest.fixture
def blog(site: Site) -> Site:
    """Seven posts in two years."""
    site.write({"index.md": _HOME})
    for number in range(1, 8):
        year = 2025 if number < 3 else 2026
        site.write(
            {f"posts/p{number}.md": post(f"Post {number}", f"date: {year}-01-0{number}", "tags: [Common, More]")}
        )
    return site


def pages(build: Build) -> set[str]:
    """The pages below ``blog``."""
    return {path.relative_to(build.out / "blog").as_posix() for path in (build.out / "blog").rglob("*.html")}


def titles(build: Build, name: str) -> list[str]:
    """The titles of the entries of a page."""
    return [found.text.strip() for found in build.main(name).select(".blog-entry-title")]


def test_the_pages_there_are(blog: Site) -> None:
    """A home, an archive, years, an overview and a page for each term that is used, and no other."""
    build = blog.build(blog_page_size=3)
    assert build.warnings == []
    assert pages(build) == {
        "index.html", "page/2.html", "page/3.html", "archive.html", "2025.html", "2026.html",
        "tag/index.html", "tag/common.html", "tag/more.html",
    }  # fmt: skip


def test_months_are_there_when_asked_for(blog: Site) -> None:
    """``blog_archive`` chooses years, months, both or none."""
    assert {"2025/01.html", "2026/01.html", "2026.html"} <= pages(blog.build(blog_archive=["year", "month"]))
    assert not {"2025/01.html", "2026/01.html", "2026.html"} & pages(blog.fresh(blog_archive=[]))


def test_the_home_is_divided_into_pages(blog: Site) -> None:
    """Newest first, each post once, with a pager that leads to every page."""
    build = blog.build(blog_page_size=3)
    shown = [titles(build, name) for name in ("blog/index.html", "blog/page/2.html", "blog/page/3.html")]
    assert shown == [["Post 7", "Post 6", "Post 5"], ["Post 4", "Post 3", "Post 2"], ["Post 1"]]
    pager = build.main("blog/page/2.html").select(".blog-pager a")
    assert [link["href"] for link in pager] == ["../index.html", "../index.html", "3.html", "3.html"]
    assert build.main("blog/page/2.html").select_one(".blog-pager-current").text == "2"  # type: ignore[union-attr]
    assert "page 2" in build.main("blog/page/2.html").h1.text  # type: ignore[union-attr]


def test_the_archive_counts(blog: Site) -> None:
    """Years and months with the number of their posts, each post a link."""
    archive = blog.build().main("blog/archive.html")
    assert [" ".join(found.text.split()) for found in archive.select(".blog-archive-heading")] == [
        "2026 (5)", "January (5)", "2025 (2)", "January (2)",
    ]  # fmt: skip
    assert len(archive.select(".blog-archive-posts a")) == 7


def test_a_tagged_page_is_listed_below_the_posts(blog: Site) -> None:
    """Ordinary pages have a heading of their own on a tag's page, and show their tags as links."""
    build = blog.write({"page.md": "---\norphan: true\n---\n# Plain\n\n```{tag} common, Only here\n```\n"}).build()
    assert build.warnings == []
    common = build.main("blog/tag/common.html")
    assert common.select_one(".blog-pages a").text == "Plain"  # type: ignore[union-attr]
    assert common.text.index("Post 1") < common.text.index("Plain")
    assert [a["href"] for a in build.main("page.html").select(".blog-tags a")] == [
        "blog/tag/common.html", "blog/tag/only-here.html",
    ]  # fmt: skip
    assert "Plain" not in build.main("blog/index.html").text


def test_a_page_with_posts_in_it_may_have_tags_of_its_own(blog: Site) -> None:
    """What stands in a section is of the post there, what stands above them of the page."""
    one, two = (f"## Part {n}\n\n```{{post}} 2026-02-0{n}\n:tags: Part\n```\n\nText.\n\n" for n in (1, 2))
    front = "---\norphan: true\n---\n# Plain\n\n```{tag} Whole\n```\n\n"
    build = blog.write({"page.md": front + one + two}).build()
    assert build.warnings == []
    assert build.main("blog/tag/whole.html").select_one(".blog-pages a").text == "Plain"  # type: ignore[union-attr]
    part = build.main("blog/tag/part.html").text
    assert 0 < part.index("Part 2") < part.index("Part 1")
    assert build.main("blog/tag/part.html").select(".blog-pages") == []


def test_terms_that_share_an_address(blog: Site) -> None:
    """The later one gets a number, and a warning names the post."""
    blog.write({"posts/x.md": post("X", "date: 2026-02-01", "tags: [com mon, 'com-mon']")})
    build = blog.build()
    assert {"tag/com-mon.html", "tag/com-mon-2.html"} <= pages(build)
    assert len(build.warnings) == 1
    assert build.warnings[0].endswith("[blog.collision]")
    assert "posts/x.md" in build.warnings[0]


def test_a_tag_called_index(blog: Site) -> None:
    """No tag takes the page of the overview."""
    build = blog.write({"posts/x.md": post("X", "date: 2026-02-01", "tags: [Index]")}).build()
    assert {"tag/index.html", "tag/index-2.html"} <= pages(build)
    assert build.main("blog/tag/index.html").h1.text.startswith("Tags")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("own", "page"),
    [
        ("blog/index.md", "blog/index.html"), ("blog.md", "blog.html"), ("blog/tag/common.md", "blog/tag/common.html"),
        ("blog/tag/common/index.md", "blog/tag/common/index.html"), ("blog/2026.md", "blog/2026.html"),
    ],
)  # fmt: skip
def test_an_authors_page_is_used_and_gets_the_listing(blog: Site, own: str, page: str) -> None:
    """Their words first, then the listing; links of the blog lead there."""
    blog.write({own: "# Mine\n\nMy own words.\n"})
    if own.startswith("blog.") or own == "blog/index.md":
        blog.write({"index.md": _HOME.replace("blog/index", own.removesuffix(".md"))})
    else:
        blog.write({own: "---\norphan: true\n---\n# Mine\n\nMy own words.\n"})
    build = blog.build()
    assert build.warnings == []
    text = build.main(page).text
    assert text.index("My own words.") < text.index("Post 7")
    assert build.has(f"_sources/{own}.txt")
    assert dead_links(build.out) == []


_TWINS = [
    ("blog.md", "blog/index"), ("blog/tag.md", "blog/tag/index"), ("blog/tag/common/index.md", "blog/tag/common"),
    ("blog/archive/index.md", "blog/archive"), ("blog/2026/index.md", "blog/2026"),
]  # fmt: skip


@pytest.mark.parametrize(("own", "name"), _TWINS)
def test_the_address_of_a_page_leads_to_the_authors(blog: Site, own: str, name: str) -> None:
    """A host answers for ``/blog/`` with ``blog/index.html``, though the author's page is ``blog.html``."""
    blog.write({own: "---\norphan: true\n---\n# Mine & yours\n\nMy own words.\n", "index.md": "# Site\n"})
    page, other = own.replace(".md", ".html"), f"{name}.html"
    for build in (blog.build(), blog.build(), blog.fresh()):
        assert build.warnings == []
        (link,) = build.page(other).select("body a")
        assert posixpath.normpath(posixpath.join(posixpath.dirname(other), str(link["href"]))) == page
        assert link.text == "Mine & yours"
        assert dead_links(build.out) == []
    assert "My own words." in blog.fresh("dirhtml").main(f"{name.removesuffix('/index')}/index.html").text
    blog.delete(own)
    assert differences(blog.build().out, blog.fresh().out) == {}
    blog.write({own: "---\norphan: true\n---\n# Mine & yours\n"})
    assert differences(blog.build().out, blog.fresh().out) == {}


def test_an_alias_keeps_the_address_of_a_page_with_another_name(blog: Site) -> None:
    """What a post has been given is not taken."""
    blog.write({"blog.md": "---\norphan: true\n---\n# Mine\n", "index.md": "# Site\n"})
    blog.write({"posts/p1.md": post("Post 1", "date: 2025-01-01", "aliases: /blog/")})
    build = blog.build()
    assert build.warnings == []
    assert [link["href"] for link in build.page("blog/index.html").select("body a")] == ["../posts/p1.html"]


_OWN = "---\norphan: true\n---\n# Mine\n\nMy own words.\n"
_LISTS = "---\norphan: true\n---\n# Lists\n\n```{postlist}\n:paginate: 2\n```\n"


@pytest.mark.slow
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("own", [_OWN, _OWN + "\n```{postlist} 1\n```\n"])
@pytest.mark.parametrize("name", ["lists/page/2", "blog/page/2", "blog/tag/common/page/2", "blog/page/4"])
def test_an_authors_page_among_those_of_a_collection(blog: Site, name: str, own: str, builder: str) -> None:
    """The pages before and after lead there, whether it comes, changes its title or goes."""
    blog.conf = {"blog_page_size": 2, "blog_term_page_size": 2}
    blog.write({"lists.md": _LISTS})
    before = blog.build(builder)
    blog.write({f"{name}.md": own})
    there = blog.build(builder)
    assert there.warnings == []
    assert differences(there.out, blog.fresh(builder).out) == {}
    blog.replace(f"{name}.md", "# Mine", "# *Mine*")
    assert differences(blog.build(builder).out, blog.fresh(builder).out) == {}
    blog.delete(f"{name}.md")
    gone = blog.build(builder)
    assert differences(gone.out, blog.fresh(builder).out) == {}
    number = int(name[-1])
    page = name.removesuffix(f"/page/{number}") if number == 2 else name.replace(str(number), str(number - 1))
    page = f"{page}/index" if page == "blog" or (builder == "dirhtml" and not page.endswith("index")) else page
    follows = [build.page(f"{page}.html").select("head link[rel=next]") for build in (before, there, gone)]
    assert [link["href"] for (link,) in follows] == [follows[0][0]["href"]] * 3


def test_an_authors_listing_takes_the_place_of_ours(blog: Site) -> None:
    """A page with a ``postlist`` of its own shows that, and no second listing."""
    blog.write({"blog/tag/common.md": "---\norphan: true\n---\n# Mine\n\n```{postlist} 1\n:style: list\n```\n"})
    build = blog.build()
    assert build.warnings == []
    assert titles(build, "blog/tag/common.html") == ["Post 7"]
    assert "Post 1" not in build.main("blog/tag/common.html").text


def test_nothing_is_written_into_the_sources(blog: Site) -> None:
    """The source tree is the author's."""
    blog.write(
        {"conf.py": 'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'}
    )
    before = sorted(blog.src.rglob("*"))
    blog.build()
    blog.build("dirhtml")
    assert sorted(blog.src.rglob("*")) == before


def test_a_toctree_takes_generated_pages_by_name_and_by_pattern(blog: Site) -> None:
    """Also on the first build, when none of them exists yet."""
    blog.write({"index.md": "# Site\n\n```{toctree}\n:glob:\n\nblog/index\nblog/tag/*\nblog/20*\nblog/archive\n```\n"})
    build = blog.build()
    assert build.warnings == []
    links = [link["href"] for link in build.main("index.html").select(".toctree-wrapper a")]
    assert links == [
        "blog/index.html", "blog/tag/common.html", "blog/tag/index.html", "blog/tag/more.html",
        "blog/2025.html", "blog/2026.html", "blog/archive.html",
    ]  # fmt: skip


def test_an_example_of_a_post_makes_no_page(blog: Site) -> None:
    """A manual that shows how posts are written names tags that no post has."""
    blog.write(
        {
            "manual.md": "---\norphan: true\n---\n# Manual\n\n````md\n```{post} 2026-01-01\n:tags: Demo\n```\n````\n",
            "index.md": "# Site\n\n```{toctree}\n:glob:\n\nblog/index\nblog/tag/*\n```\n",
        }
    )
    build = blog.build()
    assert build.warnings == []
    assert "tag/demo.html" not in pages(build)
    assert "Demo" not in build.main("index.html").text
    assert blog.build().updated == []


def test_names_of_every_script(blog: Site) -> None:
    """Addresses keep letters of every script, and titles what authors wrote."""
    blog.write(
        {"posts/x.md": post("X", "date: 2026-02-01", "tags: [自然语言处理, Überblick, C++, .NET, 'a/b', '<b>&']")}
    )
    build = blog.build()
    assert {
        "tag/自然语言处理.html", "tag/überblick.html", "tag/cplusplus.html", "tag/dot-net.html", "tag/a-b.html",
        "tag/b.html",
    } <= pages(build)  # fmt: skip
    assert "<b>&”" in build.main("blog/tag/b.html").h1.text  # type: ignore[union-attr]
    assert "&lt;b&gt;&amp;" in build.text("blog/tag/b.html")
    assert dead_links(build.out) == []


def test_two_projects_in_one_process_do_not_meet(blog: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A build of another blog in the same process changes nothing."""
    first = blog.build()
    other = Site(tmp_path_factory.mktemp("other")).write(
        {"index.md": _HOME, "posts/o.md": post("Other", "date: 2026-01-01")}
    )
    assert titles(other.build(language="de"), "blog/index.html") == ["Other"]
    assert titles(blog.fresh(), "blog/index.html") == titles(first, "blog/index.html")


def test_the_style_sheet_of_an_older_version_is_replaced(site: Site) -> None:
    """An update of the extension is no reason for a warning, nor for yesterday's look."""
    site.write({"index.md": "# Site\n"})
    sheet = site.build().out / "_static" / "sphinxext_blog.css"
    new = sheet.read_bytes()
    sheet.write_text("old", encoding="utf-8")
    if sphinx.version_info < (8, 2):  # it ends at once where there is nothing to write
        site.write({"index.md": "# Site\n\nMore.\n"})
    assert site.build().warnings == []
    assert sheet.read_bytes() == new


def test_no_heading_or_label_of_an_author_is_taken(site: Site) -> None:
    """Pages of the blog have no labels, and with autosectionlabel none like a heading of an author's."""
    headings = "## Blog\n\n## Archive\n\n## Tags\n\n(blog-archive)=\n## Own\n"
    site.write(
        {
            "index.md": f"# Home\n\n{headings}\n{{ref}}`blog` {{ref}}`archive` {{ref}}`blog-archive`\n",
            "posts/a.md": post("A", "date: 2026-01-01", "tags: [x]"),
        }
    )
    build = site.build(extensions=["myst_parser", "sphinxext_blog", "sphinx.ext.autosectionlabel"])
    assert build.warnings == []
    links = [link["href"] for link in build.main("index.html").select("p a")]
    assert links == ["#blog", "#archive", "#blog-archive"]


@pytest.mark.parametrize("builder", ["html", "singlehtml"])
def test_a_page_of_ours_may_be_a_post(blog: Site, builder: str) -> None:
    """Its excerpt is the author's text, without the listing that stands below that."""
    own = {name: post(name, "date: 2026-02-01") for name in ("index", "2026", "archive", "tag/index", "tag/more")}
    blog.write({f"blog/{name}.md": text for name, text in own.items()})
    blog.conf = {"blog_posts": ["posts/**", "blog/**"], "blog_listing": "list", "blog_term_listing": "list"}
    build = blog.build(builder)
    assert build.warnings == []
    if builder == "html":
        shown = {
            entry.select_one(".blog-entry-title").text: entry.select_one(".blog-excerpt").text.strip()  # type: ignore[union-attr]
            for entry in build.main("blog/2026.html").select(".blog-entry")
        }
        assert {name: shown[name] for name in own} == {name: f"The text of {name}." for name in own}


@pytest.mark.parametrize(
    "text",
    [
        "---\norphan: true\n---\n# Own\n\n```{postlist}\n:paginate: 2\n```\n",
        "---\norphan: true\n---\n# Own\n\n```{tag} More, Lost\n```\n",
        "---\norphan: true\n---\n# Own\n\n## Part\n\n```{post} 2026-02-01\n:tags: Lost\n```\n\nText.\n",
        post("Own", "date: 2026-02-01", "tags: [Lost]"),
    ],
)
@pytest.mark.parametrize("name", ["blog/index.md", "blog/2026.md", "blog/tag/more.md"])
def test_a_page_comes_back_when_its_author_gives_it_up(blog: Site, name: str, text: str) -> None:
    """Nothing of the document that stood there is left."""
    blog.conf = {"blog_posts": ["posts/**", "blog/**"]}
    assert blog.write({name: text}).build().warnings == []
    blog.delete(name)
    after, fresh = blog.build(), blog.fresh()
    assert after.warnings == fresh.warnings == []
    assert differences(after.out, fresh.out) == {}
