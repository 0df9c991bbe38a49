"""Every theme: its navigation, its marks and its switches work for posts and pages of the blog as for any document."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.builds.links import dead_links, doubled_ids
from tests.builds.site import NOW, Build, Site

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

pytestmark = pytest.mark.slow

THEMES = {
    "alabaster": "div.sphinxsidebar",
    "furo": "div.sidebar-tree",
    "pydata_sphinx_theme": "div.bd-sidebar-primary, nav.navbar-nav, header",
    "sphinx_book_theme": "nav.bd-links",
    "sphinx_rtd_theme": "div.wy-menu",
}
"""The themes, and where each has its navigation."""
_SOURCE = "https://github.com/example/project"
_OPTIONS: dict[str, dict[str, object]] = {
    "furo": {"source_repository": _SOURCE, "source_branch": "main", "source_directory": "docs/"},
    "pydata_sphinx_theme": {"use_edit_page_button": True},
    "sphinx_book_theme": {
        "repository_url": _SOURCE, "use_edit_page_button": True, "use_source_button": True, "path_to_docs": "docs",
    },
}  # fmt: skip
_CONTEXT = {
    "display_github": True, "github_user": "example", "github_repo": "project", "github_version": "main",
    "conf_py_path": "/docs/", "doc_path": "docs",
}  # fmt: skip

_WAITING = """---
orphan: true
---
# Waiting

## Published
```{post} 2025-06-01
:unlisted:
```

## Not yet
```{post}
```
"""


@pytest.fixture(scope="module")
def builds() -> dict[str, Build]:
    """One build for each theme."""
    return {}


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    """A theme."""
    return str(request.param)


@pytest.fixture
def build(theme: str, builds: dict[str, Build], tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A blog in a theme."""
    pytest.importorskip(theme)
    if theme not in builds:
        builds[theme] = _built_apart(Site(tmp_path_factory.mktemp(theme)).copy_of("small-blog"), theme)
    return builds[theme]


def _built_apart(site: Site, theme: str) -> Build:
    """A build in a process of its own: themes leave traces in the one they were loaded in."""
    conf = f"html_theme = {theme!r}\nhtml_theme_options = {_OPTIONS.get(theme, {})!r}\nhtml_context = {_CONTEXT!r}\n"
    text = (site.src / "conf.py").read_text(encoding="utf-8").replace('html_theme = "alabaster"\n', conf)
    site.write({"conf.py": text, "waiting.md": _WAITING})
    out, warnings = site.folder / "out", site.folder / "warnings"
    command = [sys.executable, "-m", "sphinx", "-q", "-w", str(warnings), "-d", str(site.folder / "doctrees")]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(NOW), "NO_COLOR": "1"}
    subprocess.run([*command, str(site.src), str(out)], env=environment, check=True, cwd=site.folder)
    return Build(out, warnings.read_text(encoding="utf-8").splitlines(), [], "")


def navigation(page: BeautifulSoup, theme: str) -> BeautifulSoup:
    """What a theme shows as navigation."""
    found = page.select(THEMES[theme])
    assert found
    return type(page)("".join(map(str, found)), "html.parser")


def test_a_theme_shows_a_blog_without_a_word(build: Build) -> None:
    """No warning, no dead link, no id twice."""
    assert build.warnings == []
    assert [(page, link) for page, link in dead_links(build.out) if not link.startswith("#")] == []
    ours = [(page, name) for page, name in doubled_ids(build.out) if page.startswith(("blog/", "posts/"))]
    of_theme = {name for page, name in doubled_ids(build.out) if page in ("about.html", "several.html")}
    of_theme |= {"equation-alpha-equation"}  # furo wraps an equation in a second element with its id
    assert [name for _, name in ours if name not in of_theme] == []


@pytest.mark.parametrize("name", ["posts/beta.html", "blog/index.html", "blog/tag/python.html", "blog/page/2.html"])
def test_the_navigation_shows_the_blog_as_current(build: Build, theme: str, name: str) -> None:
    """A reader of a post or tag page sees where that belongs: below the blog."""
    shown = navigation(build.page(name), theme)
    links = {link.text.strip(): link for link in shown.select("a")}
    assert {"Blog", "About"} <= links.keys()
    current = [item for item in shown.select("li.current, li.current-page") if "Blog" in item.text]
    if theme != "alabaster" or current:
        assert current, shown
    if theme != "alabaster":
        assert all("About" not in item.text for item in current if not item.select("li"))


@pytest.mark.parametrize("name", ["posts/beta.html", "posts/gamma.html"])
def test_previous_and_next_are_neighbours_by_date(build: Build, name: str) -> None:
    """The theme's own buttons lead to the newer and the older post."""
    page = build.page(name)
    newer, older = {"posts/beta.html": ("gamma.html", "alpha.html"), "posts/gamma.html": (None, "beta.html")}[name]
    previous, following = page.select_one("link[rel=prev]"), page.select_one("link[rel=next]")
    assert (previous["href"] if previous else None, following["href"] if following else None) == (newer, older)
    shown = {str(link.get("href")) for link in page.select("body a")}
    assert older in shown


@pytest.mark.parametrize("name", ["blog/index.html", "blog/tag/python.html", "blog/2026.html", "blog/page/2.html"])
def test_a_generated_page_has_no_link_to_a_source(build: Build, name: str) -> None:
    """What has no source offers no “view source” and no “edit on GitHub”."""
    page = build.page(name)
    hrefs = [str(link.get("href")) for link in page.select("a, link")]
    assert [href for href in hrefs if "_sources" in href or re.search(r"github\.com/.*/(edit|blob|raw)/", href)] == []
    assert not build.has(f"_sources/{name.removesuffix('.html')}.sphinxblog.txt")
    assert "sphinxblog:" not in str(page)


def test_a_page_with_a_section_that_is_not_published_has_no_link_to_its_source(build: Build) -> None:
    """The source holds what readers must not see yet."""
    page = build.page("waiting.html")
    assert "Published" in page.text
    assert "Not yet" not in page.text
    hrefs = [str(link.get("href")) for link in page.select("a, link")]
    assert [href for href in hrefs if "_sources" in href or re.search(r"github\.com/.*/(edit|blob|raw)/", href)] == []


_PAGES = [
    "posts/alpha.html",
    "posts/beta.html",
    "blog/index.html",
    "blog/page/2.html",
    "blog/author/mei.html",
    "several.html",
]


@pytest.mark.parametrize("name", _PAGES)
def test_a_head_has_each_thing_once(build: Build, name: str) -> None:
    """No theme writes what we write, and each writes the canonical link that it is given."""
    head = build.page(name).head
    assert head is not None
    assert [link["href"] for link in head.select("link[rel=canonical]")] == [f"https://example.org/{name}"]
    said = Counter(str(tag.get("property") or tag.get("name")) for tag in head.select("meta"))
    once = {"og:type", "og:title", "og:url", "og:site_name", "og:locale", "twitter:card"}
    assert once <= said.keys()
    often = ("viewport", "author", "article:author", "article:tag", "og:see_also", "None")  # two viewports are Sphinx's
    assert [key for key, times in said.items() if times > 1 and key not in often] == []
    for relation in ("next", "prev"):
        assert len(head.select(f"link[rel={relation}]")) <= 1
    kinds = [json.loads(script.text)["@type"] for script in head.select('script[type="application/ld+json"]')]
    assert kinds.count("BreadcrumbList") == 1
    assert len(kinds) == len(set(kinds)) or name == "several.html"


def test_pages_of_a_listing_follow_each_other(build: Build) -> None:
    """The head and the pager lead through the pages of a collection; the theme has no other links to them."""
    page = build.page("blog/page/2.html")
    assert [link["href"] for link in page.select("head link[rel=prev]")] == ["../index.html"]
    assert [link["href"] for link in page.select("head link[rel=next]")] == ["3.html"]
    for pager in page.select(".blog-pager"):
        assert [link["href"] for link in pager.select("a")] == ["../index.html", "../index.html", "3.html", "3.html"]
        pager.decompose()
    assert "3.html" not in {str(link.get("href")) for link in page.select("body a")}
    last = build.page("blog/page/3.html")
    assert [link["href"] for link in last.select("head link[rel=prev]")] == ["2.html"]
    assert last.select("head link[rel=next]") == []


def test_a_post_keeps_its_link_to_its_source(build: Build, theme: str) -> None:
    """A post is a document as any, and can be edited."""
    links = [str(link.get("href")) for link in build.page("posts/beta.html").select("a")]
    assert [href for href in links if "_sources/posts/beta.md" in href or "posts/beta.md" in href]


def test_sidebars_are_the_themes(site: Site, build: Build, theme: str) -> None:
    """A post has the sidebars that any page of the site has."""
    page, post = build.page("guide.html"), build.page("posts/beta.html")
    for selector in ("div.sphinxsidebar", "aside.toc-drawer", "div.bd-sidebar-secondary", "nav.wy-nav-side"):
        assert bool(page.select(selector)) == bool(post.select(selector))


def test_a_page_shows_itself_in_the_toctree(build: Build, theme: str) -> None:
    """No toctree of a post names all posts: it would make every page of the site as long as the blog."""
    shown = navigation(build.page("posts/beta.html"), theme)
    named = {str(link.get("href")) for link in shown.select("a")}
    assert not any(name in href for href in named for name in ("zeta", "delta"))
