"""The blog as the site: its home is the root document, or its pages stand at the top."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.builds.links import dead_links
from tests.builds.site import Site, differences

_POSTS = {
    f"posts/{name}.md": f"---\ndate: 2026-01-{day:02}\ntags: [Common]\n---\n# Post {name}\n\nThe text of {name}.\n"
    for day, name in enumerate("abcdef", 1)
}


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "man"])
def test_a_site_without_an_index_of_its_own(site: Site, builder: str) -> None:
    """With ``root_doc = "blog/index"`` posts are all that an author has to write."""
    build = site.write(_POSTS).build(
        builder, root_doc="blog/index", version="1", project="Only posts", author="Mei", copyright="Mei"
    )
    assert build.warnings == []
    if builder == "html":
        assert "Post f" in build.main("blog/index.html").text
        assert dead_links(build.out) == []


@pytest.mark.slow
@pytest.mark.parametrize("root_doc", ["blog/index", "index"])
@pytest.mark.parametrize("path", ["blog", "a/b/c", ""])
def test_the_blog_has_the_path_of_its_option(site: Site, path: str, root_doc: str) -> None:
    """A path may be nested or empty, and links, pagers and rebuilds follow."""
    prefix = f"{path}/" if path else ""
    root_doc = f"{prefix}index" if root_doc != "index" else "index"
    if path and root_doc == "index":
        site.write({"index.md": f"# Site\n\n```{{toctree}}\n{prefix}index\n{prefix}tag/index\n{prefix}archive\n```\n"})
    conf: dict[str, Any] = {"blog_path": path, "root_doc": root_doc, "blog_page_size": 2}
    build = site.write(_POSTS).build(**conf)
    assert build.warnings == []
    assert {
        "index.html",
        "page/2.html",
        "page/3.html",
        "archive.html",
        "2026.html",
        "tag/index.html",
        "tag/common.html",
    } <= {file.relative_to(build.out / path).as_posix() for file in (build.out / path).rglob("*.html")}
    assert "Post f" in build.main(f"{prefix}index.html").text
    assert dead_links(build.out) == []
    site.replace("posts/a.md", "Common", "Other")
    assert differences(site.build(**conf).out, site.fresh(**conf).out) == {}


def test_an_empty_path_and_the_authors_index(site: Site) -> None:
    """An author's own ``index`` is the home, and the listing stands below its text."""
    site.write(_POSTS).write({"index.md": "# My site\n\nWelcome.\n"})
    build = site.build(blog_path="", blog_page_size=2)
    assert build.warnings == []
    text = build.main("index.html").text
    assert text.index("Welcome.") < text.index("Post f") < text.index("Post e")
    assert build.main("index.html").select_one(".blog-pager a")["href"] == "page/2.html"  # type: ignore[index]
    assert dead_links(build.out) == []


def test_a_blog_without_posts(site: Site) -> None:
    """The first build of a new blog: a home that says so, an archive, and no warning."""
    build = site.write({"index.md": "# Site\n\n```{toctree}\nblog/index\nblog/archive\n```\n"}).build()
    assert build.warnings == []
    assert "No posts yet." in build.main("blog/index.html").text
    assert not build.has("blog/tag/index.html")
    site.write(_POSTS)
    after = site.build()
    assert after.warnings == []
    assert differences(after.out, site.fresh().out) == {}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_readers_get_everywhere_from_the_front_page(site: Site, builder: str) -> None:
    """A site of nothing but posts has no toctree, so a theme has nothing to show for navigation."""
    front = "date: 2026-02-01\ntags: [A]\ncategory: B\nauthor: C\nseries: D"
    site.write({**_POSTS, "posts/g.md": f"---\n{front}\n---\n# Post g\n\nText.\n"})
    build = site.build(builder, root_doc="blog/index", blog_page_size=2, html_baseurl="https://example.org/")
    pending, seen = [build.out / "index.html"], set()
    while pending:
        page = pending.pop()
        seen.add(page)
        links = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select("div.body a, body > p a")
        found = {_file(page, str(link["href"])) for link in links}
        pending += {path for path in found - seen if path.suffix == ".html" and path.is_file()} - set(pending)
    of_sphinx = {"genindex", "search"}
    pages = {path for path in build.out.rglob("*.html") if not of_sphinx & {path.stem, path.parent.name}}
    assert {path.relative_to(build.out).as_posix() for path in pages - seen if "_static" not in path.parts} == set()


def _file(page: Path, link: str) -> Path:
    """The file that a link leads to."""
    path = (page.parent / urlsplit(link).path).resolve() if not urlsplit(link).scheme else Path(link)
    return path / "index.html" if path.is_dir() else path


def test_the_onward_links_are_those_that_there_are(site: Site) -> None:
    """An overview comes with its first term, and goes with its last; the line is not in the search."""
    site.write({"posts/a.md": "---\ndate: 2026-01-01\n---\n# A\n\nText.\n"})

    def ways() -> list[str]:
        return [
            link.text for link in site.build(root_doc="blog/index").main("blog/index.html").select(".blog-home-links a")
        ]

    assert ways() == ["Archive"]
    site.replace("posts/a.md", "---\ndate", "---\ntags: x\nauthor: Mei\ndate")
    assert ways() == ["Archive", "Tags", "Authors"]
    site.replace("posts/a.md", "tags: x\n", "")
    assert ways() == ["Archive", "Authors"]
    assert differences(site.build(root_doc="blog/index").out, site.fresh(root_doc="blog/index").out) == {}


@pytest.mark.parametrize(("builder", "home"), [("html", "blog/index.html"), ("dirhtml", "blog/")])
def test_the_address_of_the_site_leads_to_its_home(site: Site, builder: str, home: str) -> None:
    """A host shows ``index.html`` to whoever asks for the site, and Read the Docs takes no site without one."""
    conf: dict[str, Any] = {"root_doc": "blog/index", "html_baseurl": "https://example.org/"}
    build = site.write(_POSTS).build(builder, **conf)
    assert build.warnings == []
    page = build.page("index.html")
    refresh, canonical, link = (page.select_one(what) for what in ("meta[http-equiv]", "link[rel=canonical]", "body a"))
    assert refresh is not None
    assert refresh["content"] == f"0; url=./{home}"
    assert canonical is not None
    assert canonical["href"] == f"https://example.org/{home}"
    assert link is not None
    assert (link["href"], link.text) == (f"./{home}", "Blog")
    written = (build.out / "index.html").stat().st_mtime_ns
    assert (site.build(builder, **conf).out / "index.html").stat().st_mtime_ns == written


def test_a_document_at_the_url_of_the_blog_is_preserved(site: Site) -> None:
    """A document, a page of a template, a file; in the first build and the next, without a word."""
    site.write(_POSTS).write({"extra/index.html": "theirs", "_templates/front.html": "a template"})
    conf: dict[str, Any] = {"root_doc": "blog/index", "templates_path": ["_templates"], "exclude_patterns": ["extra"]}
    for more, text in (
        ({"html_extra_path": ["extra"]}, "theirs"),
        ({"html_additional_pages": {"index": "front.html"}}, "a template"),
    ):
        for build in (site.build(**conf, **more), site.build(**conf, **more), site.fresh(**conf, **more)):
            assert (build.warnings, build.text("index.html")) == ([], text)
    site.write({"index.md": "---\norphan: true\n---\n# Front\n"})
    for build in (site.build(**conf), site.build(**conf), site.fresh(**conf)):
        assert (build.warnings, "Front" in build.main("index.html").text) == ([], True)
    site.delete("index.md")
    assert site.build(**conf).page("index.html").select("meta[http-equiv=refresh]")


def test_a_root_document_of_the_author_s_own_is_left_alone(site: Site) -> None:
    """Where the front page is no page of the blog, its address is the author's business."""
    build = site.write({"front.md": "# Front\n\n```{toctree}\nblog/index\n```\n", **_POSTS}).build(root_doc="front")
    assert (build.warnings, build.has("index.html")) == ([], False)


def test_a_home_that_is_the_root_gives_themes_their_navigation(site: Site) -> None:
    """A hidden toctree: what themes show of it follows, on all pages, when a page comes or goes."""
    site.write({"posts/a.md": "---\ndate: 2026-01-01\n---\n# A\n\nText.\n", "posts/b.md": "# B\n\nNo date.\n"})
    conf: dict[str, Any] = {"root_doc": "blog/index", "html_theme": "alabaster"}

    def shown(page: str) -> list[str]:
        return [link.text for link in site.build(**conf).page(page).select(".sphinxsidebar .toctree-l1 > a")]

    assert shown("posts/a.html") == ["Archive"]
    site.replace("posts/a.md", "---\ndate", "---\ntags: x\nauthor: Mei\ndate")
    assert shown("posts/a.html") == ["Archive", "Tags", "Authors"]
    assert differences(site.build(**conf).out, site.fresh(**conf).out) == {}
    site.replace("posts/a.md", "tags: x\n", "")
    assert shown("blog/author/index.html") == ["Archive", "Authors"]
    assert shown("blog/index.html") == ["Archive", "Authors"]
    assert differences(site.build(**conf).out, site.fresh(**conf).out) == {}


def test_the_home_leads_to_its_second_page_though_the_archive_follows_it(site: Site) -> None:
    """Themes' next link, and that of the head, turn the pages of the home."""
    build = site.write(_POSTS).build(root_doc="blog/index", blog_page_size=2)
    assert [link["href"] for link in build.page("blog/index.html").select('link[rel="next"]')] == ["page/2.html"]
    assert [link["href"] for link in build.page("blog/page/2.html").select('link[rel="prev"]')] == ["../index.html"]


def test_an_author_makes_the_navigation_of_an_index_of_their_own(site: Site) -> None:
    build = site.write(_POSTS).write({"index.md": "# My site\n"}).build(blog_path="", html_theme="alabaster")
    assert build.page("posts/a.html").select(".sphinxsidebar .toctree-l1 > a") == []


def test_a_generated_page_does_not_replace_the_root(site: Site) -> None:
    """Sphinx stops where the root document does not exist, so a warning is reported of the two names."""
    site.write({**_POSTS, "blog.md": "# My blog\n"})
    build = site.build(root_doc="blog/index")
    assert (
        "blog.md: WARNING: root_doc: the front page is the generated page 'blog/index', not 'blog'."
        in build.warnings[-1]
    )
    assert "Post f" in build.main("blog/index.html").text
    assert site.build(root_doc="blog").warnings == []
