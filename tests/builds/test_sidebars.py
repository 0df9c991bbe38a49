"""Sidebars: what themes show of the blog on any page, and which pages are written again for it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.builds.links import dead_links
from tests.builds.pictures import png
from tests.builds.site import NOW, Build, Site, differences
from tests.builds.test_around import filled, links, post

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = ("recent", "tags", "categories", "archives", "authors")
_SIDEBARS = [f"blog/{name}.html" for name in _NAMES]
_POSTS = {
    "a": post("2025-01-01", "tags: [x, y]", "category: News", "author: Mei", title="A"),
    "b": post("2026-01-02", "tags: [x]", "category: News", "author: Bo", title="B & <i>b</i>"),
    "c": post("2026-01-03", "tags: [x]", "author: Bo", title="C"),
}
_CLOUD = "---\norphan: true\n---\n# Cloud\n\n```{termlist} tags\n:style: cloud\n```\n"


def _site(site: Site, **more: str) -> Site:
    return filled(site, _POSTS).write({"guide/start.md": "---\norphan: true\n---\n# Start\n", **more})


@pytest.fixture
def everywhere() -> dict[str, Any]:
    """All sidebars on all pages."""
    return {"html_sidebars": {"**": _SIDEBARS}, "blog_recent_posts": 2}


def test_sidebars_show_the_blog_on_any_page(site: Site, everywhere: dict[str, Any]) -> None:
    """Documents, generated pages, and pages that Sphinx makes."""
    build = _site(site).build(**everywhere)
    page = build.page("guide/start.html")
    assert links(page, ".blog-sidebar-recent li") == [("C", "../posts/c.html"), ("B & b", "../posts/b.html")]
    assert links(page, ".blog-sidebar-tags .blog-cloud") == [("x", "../blog/tag/x.html"), ("y", "../blog/tag/y.html")]
    assert [item.get_text() for item in page.select(".blog-sidebar-categories li")] == ["News 2"]
    assert [item.get_text() for item in page.select(".blog-sidebar-archives li")] == ["2026 2", "2025 1"]
    assert [item.get_text() for item in page.select(".blog-sidebar-authors li")] == ["Bo 2", "Mei 1"]
    headings = [heading.get_text() for heading in page.select(".blog-sidebar-title")]
    assert headings == ["Recent posts", "Tags", "Categories", "Archive", "Authors"]
    assert links(build.page("blog/index.html"), ".blog-sidebar-recent .blog-sidebar-title") == [
        ("Recent posts", "index.html")
    ]
    assert len(build.page("genindex.html").select(".blog-sidebar")) == 5
    assert dead_links(build.out) == []
    assert build.warnings == []


def test_a_cloud_in_a_sidebar_has_the_sizes_of_that_on_a_page(site: Site) -> None:
    """A tag with most of the posts leaves the others readable in both."""
    posts = {
        f"{n}": post(f"2026-01-{n:02}", f"tags: [all{', some' * (n < 5)}{', one' * (n < 2)}]") for n in range(1, 21)
    }
    build = filled(site, posts).write({"cloud.md": _CLOUD}).build(html_sidebars={"**": ["blog/tags.html"]})
    page = build.page("cloud.html")
    clouds = [
        {link.get_text(): next(name for name in link["class"] if name.startswith("blog-size")) for link in found}
        for found in (page.select(".body .blog-cloud a"), page.select(".blog-sidebar-tags a[class]"))
    ]
    assert clouds[0] == clouds[1] == {"all": "blog-size-5", "some": "blog-size-3", "one": "blog-size-1"}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_addresses_fit_every_folder(site: Site, everywhere: dict[str, Any], builder: str) -> None:
    build = _site(site).build(builder, **everywhere)
    assert dead_links(build.out) == []


def test_a_blog_without_posts_has_empty_sidebars(site: Site, everywhere: dict[str, Any]) -> None:
    build = site.write({"index.md": "# Home\n"}).build(**everywhere)
    assert build.page("index.html").select(".blog-sidebar") == []
    assert [warning for warning in build.warnings if "no document matches" not in warning] == []


def test_a_year_without_a_page_leads_to_the_archive(site: Site, everywhere: dict[str, Any]) -> None:
    page = _site(site).build(**everywhere, blog_archive=[]).page("index.html")
    assert links(page, ".blog-sidebar-archives li") == [("2026", "blog/archive.html"), ("2025", "blog/archive.html")]


def test_an_author_has_a_template_instead(site: Site, everywhere: dict[str, Any]) -> None:
    """Values are escaped already, since themes do not escape."""
    mine = '<ul class="mine">{% for item in blog.recent["items"] %}<li>{{ item.label }}</li>{% endfor %}</ul>'
    _site(site, **{"_templates/blog/recent.html": mine}).replace("posts/b.md", "# B & <i>b</i>", "# `<script>`")
    build = site.build(**everywhere, templates_path=["_templates"])
    page = build.page("index.html")
    assert [item.get_text() for item in page.select(".mine li")] == ["C", "<script>"]
    assert page.select(".blog-sidebar-recent, .mine script") == []


def test_the_config_of_the_site_is_not_changed(site: Site) -> None:
    """A site that uses no sidebar of ours keeps its own templates and paths."""
    _site(site, **{"_templates/own.html": "<p id='own'>own</p>"})
    build = site.build(templates_path=["_templates"], html_sidebars={"**": ["own.html"]})
    assert build.page("index.html").select_one("#own") is not None
    assert build.page("index.html").select(".blog-sidebar") == []


def test_the_names_of_an_author_come_first(site: Site) -> None:
    """Who has something called “blog” for templates keeps it."""
    _site(site, **{"_templates/own.html": "<p id='own'>{{ blog }}</p>"})
    conf: dict[str, Any] = {"templates_path": ["_templates"], "html_sidebars": {"**": ["own.html"]}}
    page = site.build(**conf, html_context={"blog": "mine"}).page("index.html")
    assert page.select_one("#own").get_text() == "mine"  # type: ignore[union-attr]


# -- rebuilds ----------------------------------------------------------------------------------------------------------


def _times(build: Build) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in build.out.rglob("*.html")}


def _written(build: Build, before: dict[Path, int]) -> set[str]:
    now = _times(build)
    names = {path.relative_to(build.out).as_posix() for path in now if before.get(path) != now[path]}
    return names - {"genindex.html", "search.html"}


def test_a_new_post_is_in_the_sidebar_of_every_page_that_has_one(site: Site) -> None:
    conf: dict[str, Any] = {"html_sidebars": {"guide/*": ["blog/recent.html"], "posts/*": ["blog/tags.html"]}}
    before = _times(_site(site, **{"about.md": "# About\n"}).build(**conf))
    site.write({"posts/d.md": post("2026-02-01", title="D")})
    after = site.build(**conf)
    written = _written(after, before)
    assert "guide/start.html" in written
    assert not {"about.html", "posts/a.html"} & written  # Sphinx 7 always writes the root document
    assert links(after.page("guide/start.html"), ".blog-sidebar-recent li")[0] == ("D", "../posts/d.html")
    assert differences(after.out, site.fresh(**conf).out) == {}


def test_a_new_tag_is_in_the_sidebar_that_shows_tags(site: Site) -> None:
    conf: dict[str, Any] = {"html_sidebars": {"guide/*": ["blog/recent.html"], "about": ["blog/tags.html"]}}
    before = _times(_site(site, **{"about.md": "# About\n"}).build(**conf))
    site.replace("posts/a.md", "[x, y]", "[x, z]")
    after = site.build(**conf)
    assert "about.html" in _written(after, before)
    assert "guide/start.html" not in _written(after, before)
    assert differences(after.out, site.fresh(**conf).out) == {}


@pytest.mark.parametrize("name", ["own.html", "layout.html"])
def test_a_template_of_the_author_that_shows_posts_is_followed(site: Site, name: str) -> None:
    """Whatever its name: a sidebar, or the theme's layout with something added."""
    mine = '<b class="mine">{{ blog.recent["items"][0].label }}</b>'
    layout = f'{{% extends "!layout.html" %}}{{% block footer %}}{mine}{{% endblock %}}'
    conf: dict[str, Any] = {"templates_path": ["_templates"]}
    conf |= {"html_sidebars": {"**": ["own.html"]}} if name == "own.html" else {}
    _site(site, **{f"_templates/{name}": mine if name == "own.html" else layout})
    assert site.build(**conf).page("guide/start.html").select_one(".mine").get_text() == "C"  # type: ignore[union-attr]
    site.replace("posts/c.md", "# C", "# Changed")
    after = site.build(**conf)
    assert after.page("guide/start.html").select_one(".mine").get_text() == "Changed"  # type: ignore[union-attr]
    assert differences(after.out, site.fresh(**conf).out) == {}


def test_without_a_change_nothing_is_written(site: Site, everywhere: dict[str, Any]) -> None:
    before = _times(_site(site).build(**everywhere))
    after = site.build(**everywhere)
    assert after.updated == []
    assert _written(after, before) == set()


@pytest.mark.slow
def test_parallel_writers_give_the_same_bytes(site: Site, everywhere: dict[str, Any]) -> None:
    """Whoever writes a page of a folder first."""
    _site(site).write({f"posts/deep/p{n}.md": post(f"2024-01-{n}", f"tags: [t{n}]") for n in range(10, 20)})
    assert differences(site.build(**everywhere).out, site.fresh(parallel=2, **everywhere).out) == {}


def test_json_is_made_without_sidebars(site: Site, everywhere: dict[str, Any]) -> None:
    assert _site(site).build("json", **everywhere).warnings == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme"])
def test_themes_with_sidebars_show_them(site: Site, theme: str) -> None:
    """In a process of its own, for themes leave traces in the one they were loaded in."""
    pytest.importorskip(theme)
    conf = f'extensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\nhtml_theme = {theme!r}\n'
    _site(site, **{"conf.py": f'{conf}html_sidebars = {{"**": {_SIDEBARS!r}}}\n'})
    out, warnings = site.folder / "out", site.folder / "warnings"
    command = [sys.executable, "-m", "sphinx", "-q", "-w", str(warnings), str(site.src), str(out)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(NOW), "NO_COLOR": "1"}
    subprocess.run(command, env=environment, check=True, cwd=site.folder)
    build = Build(out, warnings.read_text(encoding="utf-8").splitlines(), [], "")
    assert build.warnings == []
    assert len(build.page("posts/a.html").select(".blog-sidebar")) == 5


_AUTHORS = """\
mei:
  name: 林梅
  avatar: pictures/mei.png
  description: Move & no regrets.
  github: mei
"""
_PROFILE: dict[str, Any] = {"html_sidebars": {"**": ["blog/profile.html"]}, "blog_authors": "authors.yml"}


def _profile_site(site: Site) -> Site:
    return _site(site, **{"authors.yml": _AUTHORS}).write({"pictures/mei.png": png(8, 8)})


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_card_presents_the_author_on_any_page(site: Site, jobs: int) -> None:
    """With a picture, a motto, the numbers of posts, categories and tags, and links."""
    build = _profile_site(site).build(**_PROFILE, parallel=jobs)
    for name, up in (("guide/start.html", "../"), ("index.html", ""), ("genindex.html", "")):
        card = build.page(name).select_one(".blog-sidebar-profile")
        assert card is not None
        assert card.select(".blog-motto")[0].get_text() == "Move & no regrets."
        assert card.select("img")[0]["src"] == f"{up}_images/mei.png"
        assert card.select("img")[0]["alt"] == "林梅"
        assert links(build.page(name), ".blog-sidebar-profile") == [
            ("林梅", f"{up}blog/author/%E6%9E%97%E6%A2%85.html"),
            ("3 Posts", f"{up}blog/archive.html"),
            ("1 Categories", f"{up}blog/category/index.html"),
            ("2 Tags", f"{up}blog/tag/index.html"),
            ("GitHub", "https://github.com/mei"),
        ]
    assert build.has("_images/mei.png")
    assert build.warnings == []


@pytest.mark.parametrize(
    ("options", "name", "motto"),
    [
        ({}, "Bo", []),
        ({"blog_profile": "mei"}, "Mei", []),
        ({"blog_profile": "Nobody", "blog_subtitle": "Notes."}, "Nobody", ["Notes."]),
    ],
)
def test_a_card_presents_an_author_without_data(
    site: Site, options: dict[str, Any], name: str, motto: list[str]
) -> None:
    """The author with most posts, unless the site names one; the subtitle is the motto."""
    page = _site(site).build(html_sidebars={"**": ["blog/profile.html"]}, **options).page("index.html")
    assert [line.get_text() for line in page.select(".blog-sidebar-profile .blog-sidebar-title")] == [name]
    assert [line.get_text() for line in page.select(".blog-motto")] == motto
    assert page.select(".blog-sidebar-profile img") == []


def test_a_card_follows_its_data_and_its_picture(site: Site) -> None:
    """A rebuild equals a fresh build, whether a post, the data or the file changes."""
    _profile_site(site).build(**_PROFILE)
    for edit in (
        {"posts/d.md": post("2026-01-09", "tags: [z]", title="D")},
        {"authors.yml": _AUTHORS.replace("no regrets", "none")},
        {"pictures/mei.png": png(9, 9)},
        {"authors.yml": "mei:\n  name: Mei\n"},
    ):
        site.write(edit)
        assert not differences(site.build(**_PROFILE).out, site.fresh(**_PROFILE).out), edit
