"""Redirects: old addresses lead to their posts, and never stand over anything, anywhere."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from tests.builds.links import dead_links
from tests.builds.site import Site, differences, tree

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builds.site import Build

_HOME = "# Site\n\n```{toctree}\nblog/index\n```\n"


def post(aliases: str, title: str = "Post", *front: str) -> str:
    """A post with old addresses."""
    lines = ["date: 2026-01-11", *front] + ([f"aliases: {aliases}"] if aliases else [])
    return "---\n" + "\n".join(lines) + f"\n---\n# {title}\n\nText.\n"


def target(build: Build, name: str) -> str:
    """The file that a redirect leads to."""
    page = build.page(name)
    refresh = page.select_one("meta[http-equiv=refresh]")
    assert refresh is not None, f"{name} is no redirect"
    delay, _, url = str(refresh["content"]).partition("; url=")
    link = page.select_one("body a")
    assert (delay, link is not None and link["href"]) == ("0", url)
    return urljoin(f"/{name}", url).removeprefix("/")


def times(build: Build) -> dict[str, int]:
    """When each page but those that Sphinx always writes was written."""
    return {
        name: (build.out / name).stat().st_mtime_ns
        for name in tree(build.out)
        if name.endswith("index.html") and name != "genindex.html"
    }


@pytest.fixture
def blog(site: Site) -> Site:
    """A blog with a post that had other addresses."""
    return site.write({"index.md": _HOME, "posts/new.md": post("[/2019/01/old/, other.html, 旧/页]", "New \\<b> & co")})


@pytest.mark.parametrize(("builder", "page"), [("html", "posts/new.html"), ("dirhtml", "posts/new/")])
def test_an_old_address_leads_to_its_post(blog: Site, builder: str, page: str) -> None:
    build = blog.build(builder, html_baseurl="https://example.org/docs/")
    assert build.warnings == []
    for name in ("2019/01/old/index.html", "other.html", "旧/页/index.html"):
        assert target(build, name) == page
        redirect = build.page(name)
        robots, canonical, link = (
            redirect.select_one(what) for what in ("meta[name=robots]", "link[rel=canonical]", "body a")
        )
        assert robots is not None
        assert robots["content"] == "noindex"
        assert canonical is not None
        assert canonical["href"] == f"https://example.org/docs/{page}"
        assert link is not None
        assert link.text == "New <b> & co"
        assert redirect.html is not None
        assert redirect.html["lang"] == "en"
    assert [link for link in dead_links(build.out) if link[0].startswith(("2019", "other", "旧"))] == []


def test_without_an_address_there_is_no_canonical_link(blog: Site) -> None:
    assert blog.build().page("other.html").select("link[rel=canonical]") == []


def test_a_whole_url_of_the_site_is_an_alias(site: Site) -> None:
    site.write({"index.md": _HOME, "posts/new.md": post("https://example.org/docs/a/%E6%97%A7.html")})
    build = site.build(html_baseurl="https://example.org/docs/")
    assert (build.warnings, target(build, "a/旧.html")) == ([], "posts/new.html")
    (warning,) = site.build(html_baseurl="").warnings
    assert "html_baseurl is not set" in warning


def test_a_section_has_old_addresses_too(site: Site) -> None:
    news = "# News\n\n## We moved\n\n```{post} 2026-01-01\n:aliases: /moved/, /old-news/\n```\n\nFar.\n\n"
    site.write(
        {"index.md": _HOME, "news.md": f"---\norphan: true\n---\n{news}## More\n\n```{{post}} 2026-01-02\n```\n"}
    )
    build = site.build()
    assert build.warnings == []
    assert target(build, "moved/index.html") == target(build, "old-news/index.html") == "news.html#we-moved"


def test_only_posts_that_are_published_have_redirects(site: Site) -> None:
    site.write(
        {
            "index.md": _HOME,
            "posts/draft.md": post("/a/", "Draft", "draft: true"),
            "posts/hidden.md": post("/b/", "Hidden", "unlisted: true"),
            "posts/expired.md": post("/c/", "Expired", "expires: 2026-02-01"),
        }
    )
    build = site.build()
    assert [build.has(f"{name}/index.html") for name in "abc"] == [False, True, True]
    assert site.build(blog_drafts="show").has("a/index.html")
    assert not site.build().has("a")


@pytest.mark.parametrize("builder", ["epub", "singlehtml", "latex", "text", "json", "man"])
def test_other_builders_have_none(blog: Site, builder: str) -> None:
    build = blog.build(builder, version="1", copyright="2026, Mei")
    assert build.warnings == []
    assert [name for name in tree(build.out) if "2019" in name or "other" in name] == []


# -- what stands in the way --------------------------------------------------------------------------------------------

_IN_THE_WAY = {
    "a post": "posts/other.html",
    "a page": "page.html",
    "a page of the blog": "blog/index.html",
    "the index of terms": "genindex.html",
    "the search": "search.html",
    "a file of the author's": "extra.html",
    "a page of another extension": "theirs.html",
    "a page as a folder": "page.html/old/",
    "a folder of the output": "folder.html",
    "a file as a folder": "objects.inv/",
}


@pytest.mark.slow
@pytest.mark.parametrize("what", _IN_THE_WAY)
def test_nothing_is_written_over(site: Site, what: str) -> None:
    """What an alias would stand over stays, in the first build and in the next, and a warning is reported."""
    site.write(
        {
            "conf.py": 'extensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
            'html_extra_path = ["extra"]\nhtml_additional_pages = {"theirs": "page.html"}\n'
            'exclude_patterns = ["extra"]\n',
            "extra/extra.html": "theirs",
            "extra/folder.html/x.txt": "theirs",
            "index.md": _HOME,
            "page.md": "---\norphan: true\n---\n# Page\n",
            "posts/other.md": post("", "Other"),
            "posts/new.md": post(""),
        }
    )
    before = tree(site.fresh().out)
    site.write({"posts/new.md": post(_IN_THE_WAY[what])})
    for build in (site.build(), site.build(), site.fresh()):
        (warning,) = build.warnings
        assert "[blog.alias]" in warning
        assert "posts/new.md:" in warning
        assert _IN_THE_WAY[what] in warning
        after = tree(build.out)
        assert after.keys() == before.keys()
        assert [
            name
            for name in before
            if after[name] != before[name] and not name.startswith("_sources/posts/new") and name != "searchindex.js"
        ] == []


@pytest.mark.parametrize(("builder", "alias"), [("html", "/posts/new.html"), ("dirhtml", "posts/new/")])
def test_the_address_that_a_post_has_is_no_alias(site: Site, builder: str, alias: str) -> None:
    """Posts that came from elsewhere may name it: nothing is written, and there is nothing to tell."""
    site.write({"index.md": _HOME, "posts/new.md": post("")})
    before = tree(site.fresh(builder).out)
    site.write({"posts/new.md": post(alias)})
    for build in (site.build(builder), site.build(builder), site.fresh(builder)):
        assert build.warnings == []
        assert tree(build.out).keys() == before.keys()
        assert not build.page("posts/new.html" if builder == "html" else "posts/new/index.html").select(
            "meta[http-equiv]"
        )


def test_a_redirect_ends_where_its_post_comes(blog: Site) -> None:
    """A post that moves back to an old address of its own stands there, and comes away from there again."""
    assert target(blog.build(), "other.html") == "posts/new.html"
    blog.rename("posts/new.md", "other.md")
    blog.replace("other.md", "date:", "blogpost: true\ndate:")
    build = blog.build()
    assert build.warnings == []
    assert not build.page("other.html").select("meta[http-equiv]")
    blog.rename("other.md", "posts/new.md")
    build = blog.build()
    assert (build.warnings, target(build, "other.html")) == ([], "posts/new.html")


def test_no_file_leaves_the_output(site: Site) -> None:
    """Each of these is a warning with its place, and nothing is written, in the output or beside it."""
    aliases = [
        "../evil", "/../../evil.html", "/%2e%2e/evil", "C:/evil", "\\\\evil\\x", "/_static/evil.html", "/a%00/evil",
        "//evil.example/", "/?evil=1", "/evil#x", "/" + "evil" * 99, "https://evil.example/",
    ]  # fmt: skip
    site.write({"index.md": _HOME, "posts/new.md": post(repr(aliases))})
    build = site.build()
    assert len(build.warnings) == len(aliases)
    assert all("[blog.alias]" in warning and "posts/new.md:" in warning for warning in build.warnings)
    assert [path for path in site.folder.rglob("*") if "evil" in path.name] == []
    assert differences(build.out, site.fresh().out) == {}


def test_no_link_in_the_output_is_followed_out_of_it(site: Site, tmp_path: Path) -> None:
    site.write({"index.md": _HOME, "posts/new.md": post("")})
    build = site.build()
    outside = tmp_path / "outside"
    outside.mkdir()
    (build.out / "linked").symlink_to(outside)
    site.write({"posts/new.md": post("/linked/old/")})
    (warning,) = site.build().warnings
    assert "is outside of the output folder" in warning
    assert list(outside.iterdir()) == []


def test_the_first_post_by_name_has_the_alias(site: Site) -> None:
    site.write({"index.md": _HOME, "posts/a.md": post("/old/"), "posts/b.md": post("/old")})
    build = site.build()
    (warning,) = build.warnings
    assert "aliases: '/old' is already an alias of 'posts/a'" in warning
    assert target(build, "old/index.html") == "posts/a.html"
    site.delete("posts/a.md")
    rebuilt = site.build()
    assert (rebuilt.warnings, target(rebuilt, "old/index.html")) == ([], "posts/b.html")


def test_a_warning_names_the_line_of_the_key(site: Site) -> None:
    """For an address that cannot be, one that is taken, and one of a section that is a post."""
    news = "# News\n\n## We moved\n\n```{post} 2026-01-01\n:tags: x\n:aliases: ../out\n```\n\nFar.\n\n"
    site.write(
        {
            "index.md": _HOME,
            "posts/a.md": post("/old/"),
            "posts/bad.md": "---\ndate: 2026-01-11\ntags: [x]\naliases:\n- ../out\n---\n# Bad\n",
            "posts/later.md": "---\ndate: 2026-01-11\naliases: /old\n---\n# Later\n",
            "posts/over.rst": ":date: 2026-01-11\n:tags: x\n:aliases: /index.html, /search.html\n\nOver\n====\n",
            "posts/z.md": news + "## Again\n\n```{post} 2026-01-02\n```\n\nMore.\n",
        }
    )
    found = sorted(re.findall(r"src/posts/([^ ]+): WARNING: alias", "\n".join(site.build().warnings)))
    # what stands in a directive is placed by the line of the directive
    assert found == ["bad.md:4", "later.md:3", "over.rst:3", "over.rst:3", "z.md:5"]


def test_what_is_no_text_is_no_alias(site: Site) -> None:
    site.write({"index.md": _HOME, "posts/new.md": post("[{a: b}, /old/, null, 2019]")})
    build = site.build()
    (warning,) = build.warnings
    assert "aliases: {'a': 'b'} is not text" in warning
    assert target(build, "old/index.html") == target(build, "2019/index.html") == "posts/new.html"


# -- exact rebuilds ----------------------------------------------------------------------------------------------------


def test_a_build_without_a_change_writes_no_redirect(blog: Site) -> None:
    before = times(blog.build())
    assert times(blog.build()) == before
    blog.write({"posts/other.md": post("")})
    after = times(blog.build())
    assert {name: after[name] for name in before if "old" in name or "页" in name} == {
        name: before[name] for name in before if "old" in name or "页" in name
    }


_EDITS: dict[str, dict[str, str | None]] = {
    "one alias goes": {"posts/new.md": post("/2019/01/old/", "New \\<b> & co")},
    "all go": {"posts/new.md": post("", "New")},
    "another title": {"posts/new.md": post("[/2019/01/old/, other.html]", "Newer")},
    "the post becomes a draft": {"posts/new.md": post("/2019/01/old/", "New", "draft: true")},
    "the post goes": {"posts/new.md": None},
    "the post moves": {"posts/new.md": None, "posts/newer.md": post("[other.html, posts/new.html]", "New")},
    "a page takes the address": {"other.md": "---\norphan: true\n---\n# Other\n"},
    "a page takes its folder": {"2019/01/old/index.md": "---\norphan: true\n---\n# Other\n"},
}


@pytest.mark.slow
@pytest.mark.parametrize("edit", _EDITS)
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_redirects_follow_their_posts(blog: Site, edit: str, builder: str) -> None:
    blog.build(builder)
    for name, text in _EDITS[edit].items():
        if text is None:
            blog.delete(name)
        else:
            blog.write({name: text})
    rebuilt, fresh = blog.build(builder), blog.fresh(builder)
    assert differences(rebuilt.out, fresh.out) == {}
    assert {path for path in rebuilt.out.rglob("*") if path.is_dir() and not any(path.iterdir())} == set()
    said = [[warning.split("WARNING:")[1] for warning in build.warnings] for build in (rebuilt, fresh)]
    assert said[0] == said[1]


def test_a_page_that_took_an_address_gives_it_back(blog: Site) -> None:
    blog.build()
    blog.write({"other.md": "---\norphan: true\n---\n# Other\n"})
    taken = blog.build()
    assert len(taken.warnings) == 1
    assert "Other" in taken.main("other.html").text
    blog.delete("other.md")
    again = blog.build()
    assert (again.warnings, target(again, "other.html")) == ([], "posts/new.html")
    assert target(blog.build(), "other.html") == "posts/new.html"


def test_an_ordinary_page_can_become_a_post_of_another_name(site: Site) -> None:
    """Sphinx leaves the output of a document that is gone; its address is free nevertheless."""
    site.write({"index.md": _HOME, "guide.md": "---\norphan: true\n---\n# Guide\n"})
    assert site.build().has("guide.html")
    site.delete("guide.md")
    site.build()
    site.write({"posts/guide.md": post("guide.html", "Guide")})
    rebuilt = site.build()
    assert (rebuilt.warnings, target(rebuilt, "guide.html")) == ([], "posts/guide.html")
    site.write({"posts/guide.md": post("", "Guide")})
    assert not site.build().has("guide.html")


def test_a_draft_keeps_its_address(site: Site) -> None:
    """A redirect from the address of a post to come would have to go when it appears."""
    site.write(
        {"index.md": _HOME, "posts/new.md": post("posts/next.html"), "posts/next.md": post("", "Next", "draft: true")}
    )
    for build in (site.build(), site.build(), site.fresh()):
        assert ["a post that is not published" in warning for warning in build.warnings] == [True]
        assert not build.has("posts/next.html")


def test_another_extension_may_take_an_address_later(blog: Site) -> None:
    """What is no longer ours is neither rewritten nor deleted."""
    build = blog.build()
    (build.out / "other.html").write_text("theirs", encoding="utf-8")
    assert len(blog.build().warnings) == 1
    blog.write({"posts/new.md": post("")})
    assert blog.build().text("other.html") == "theirs"


def test_a_lost_redirect_comes_back(blog: Site) -> None:
    build = blog.build()
    (build.out / "other.html").unlink()
    assert target(blog.build(), "other.html") == "posts/new.html"


def test_what_was_remembered_may_be_lost(blog: Site) -> None:
    """Broken notes are no crash; the redirects are recognised by what they hold."""
    build = blog.build()
    (notes,) = (build.out.parent / "doctrees").glob("blog-html-*.json")
    notes.write_text("[", encoding="utf-8")
    build = blog.build()
    assert (build.warnings, differences(build.out, blog.fresh().out)) == ([], {})


@pytest.mark.parametrize("what", ["the build folder", "the output"])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_redirects_in_a_folder_that_was_moved_are_recognized(blog: Site, builder: str, what: str) -> None:
    """Those to posts and those to pages of the blog; they are updated and deleted there as before."""
    blog.write({"blog.md": "# Blog\n\n```{postlist}\n```\n"})
    blog.replace("index.md", "blog/index", "blog")
    first = blog.build(builder)
    redirects = [name for name in tree(first.out) if b'http-equiv="refresh"' in tree(first.out)[name]]
    assert len(redirects) == (4 if builder == "html" else 3)
    if what == "the output":
        shutil.copytree(blog.folder / "build" / "doctrees", blog.folder / "elsewhere" / "doctrees")
        first.out.rename(blog.folder / "elsewhere" / builder)
    else:
        (blog.folder / "build").rename(blog.folder / "elsewhere")
    moved = blog.build(builder, to="elsewhere")
    assert (moved.warnings, differences(moved.out, blog.fresh(builder).out)) == ([], {})
    blog.replace("posts/new.md", "New", "Newer")
    blog.replace("posts/new.md", ", other.html", "")
    updated = blog.build(builder, to="elsewhere")
    assert (updated.warnings, differences(updated.out, blog.fresh(builder).out)) == ([], {})
    assert not updated.has("other.html")


def test_a_template_of_the_authors_is_used(blog: Site) -> None:
    """A change of it reaches every redirect."""
    blog.write({"_templates/blog/redirect.html": "<p>{{ title }} {{ url }}</p>"})
    build = blog.build(templates_path=["_templates"])
    assert build.text("other.html") == "<p>New &lt;b&gt; &amp; co ./posts/new.html</p>"
    blog.write({"_templates/blog/redirect.html": "<b>{{ url }}</b>"})
    assert blog.build(templates_path=["_templates"]).text("other.html") == "<b>./posts/new.html</b>"


def test_parallel_builds_agree(blog: Site) -> None:
    assert differences(blog.build().out, blog.fresh(parallel=2).out) == {}


def test_an_alias_in_another_case_is_the_page_where_case_does_not_matter(site: Site) -> None:
    """On macOS and Windows; a hard link stands for it."""
    link = (
        "def setup(app):\n    app.connect('build-finished', same, priority=100)\n\n"
        "def same(app, error):\n    import os\n    os.makedirs(app.outdir / 'Posts', exist_ok=True)\n"
        "    if not (app.outdir / 'Posts/One.html').exists():\n"
        "        os.link(app.outdir / 'posts/one.html', app.outdir / 'Posts/One.html')\n"
    )
    conf = 'extensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n' + link
    post = "---\ndate: 2026-01-11\naliases: [/Posts/One.html, /old/]\n---\n# One\n\nText.\n"
    build = site.write({"conf.py": conf, "index.md": "# Home\n", "posts/one.md": post}).build()
    assert build.warnings == []
    assert "Text." in build.text("posts/one.html")
    assert "posts/one.html" in build.text("old/index.html")
