"""Kinds of term that a site adds: all that tags and authors have, in that site and in no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

from sphinxext_blog.domain import BlogDomain
from tests.builds.site import Build, Site, differences
from tests.builds.test_states import post

if TYPE_CHECKING:
    from pathlib import Path

ROOT = "declared-terms"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The root, as HTML."""
    return Site(tmp_path_factory.mktemp(ROOT)).copy_of(ROOT).build()


def _texts(build: Build, page: str, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in build.main(page).select(selector)]


@pytest.fixture
def blog(site: Site) -> Site:
    """A blog with a kind of term of its own, written in each way that there is."""
    return site.write(
        {
            "index.md": "# Site\n\n```{toctree}\nblog/index\n```\n",
            "posts/a.md": post("A", "date: 2026-01-01", "country: France"),
            "posts/b.md": post("B", "date: 2026-01-02", "countries: [france, Peru]"),
            "posts/c.rst": ":date: 2026-01-03\n:country: Peru, Chile\n\nC\n=\n\nText.\n",
            "d.md": "---\norphan: true\n---\n# D\n\n## E\n\n```{post} 2026-01-04\n:countries: Chile\n```\n\nText.\n",
        }
    )


CONF = {"blog_taxonomies": {"country": "Countries"}}


def test_every_way_of_writing_files_a_post(blog: Site) -> None:
    """Front matter, field lists and directives; the name and its plural."""
    build = blog.build(**CONF)  # type: ignore[arg-type]
    assert build.warnings == []
    assert _texts(build, "blog/country/index.html", "h1, li") == ["Countries¶", "Chile (2)", "France (2)", "Peru (2)"]
    assert _texts(build, "blog/country/peru.html", "h1") == ["Countries: Peru¶"]
    assert _texts(build, "blog/index.html", ".blog-taxonomy-country") == [
        "Chile",
        "Peru, Chile",
        "France, Peru",
        "France",
    ]


def test_its_class_is_the_same_around_a_post_and_in_listings(blog: Site) -> None:
    """One that is not the class of anything else of a blog: a kind may be called ``card`` or ``entry``."""
    build = blog.build(**CONF)  # type: ignore[arg-type]
    for page in ("blog/index.html", "posts/b.html"):
        assert "France" in _texts(build, page, ".blog-taxonomy-country > a.blog-taxonomy-country-name")
        assert build.main(page).select(".blog-country, .blog-country-name") == []


@pytest.mark.parametrize("names", [["countries", "tags"], ["country", "tag"]])
def test_it_can_have_feeds_by_either_name(blog: Site, names: list[str]) -> None:
    """As ``termlist`` takes both."""
    build = blog.build(html_baseurl="https://example.org/", blog_feed_terms=names, **CONF)  # type: ignore[arg-type]
    assert build.warnings == []
    assert build.has("blog/country/peru/atom.xml")


def test_unknown_kinds_are_reported_with_those_that_are_known(blog: Site) -> None:
    """The others have their feeds."""
    named: dict[str, object] = {"blog_feed_terms": ["projects", "countries", "years"], "blog_filter_bar": "colours"}
    build = blog.build(html_baseurl="https://example.org/", **named, **CONF)  # type: ignore[arg-type]
    known = "'tags', 'categories', 'authors', 'series', 'locations', 'languages', "
    assert [warning.removeprefix("WARNING: ") for warning in build.warnings] == [
        (
            f"blog_filter_bar: 'colours' is not valid. Expected one of {known}'countries', 'years'. "
            "The default '' is used. [blog.config]"
        ),
        *(
            f"blog_feed_terms: '{name}' is not valid. Expected one of {known}'countries'. "
            "The entry is ignored. [blog.config]"
            for name in ("projects", "years")
        ),
    ]
    assert build.has("blog/country/peru/atom.xml")


def test_a_kind_of_term_has_all_that_others_have(built: Build) -> None:
    """Pages, headings, the bar of the home, filters, overviews, roles, places in a line, the inventory."""
    assert _texts(built, "blog/project/apollo.html", "h1") == ["Project: Apollo¶"]
    assert _texts(built, "blog/project/apollo.html", ".blog-about") == ["To the moon."]
    assert _texts(built, "blog/index.html", ".blog-bar .blog-bar-item") == ["Apollo 3", "Gemini 2"]
    assert _texts(built, "filters.html", ".blog-lines li") == [
        "Alpha · Apollo · Mei Example",
        "Beta · Apollo, Gemini · Mei Example, Bo Example",
        "Several · Apollo · Bo Example",
    ]
    assert _texts(built, "filters.html", "table th") == ["Projects", "Posts"]
    with (built.out / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "https://example.org/", lambda base, uri: base + uri)
    assert sorted(inventory["blog:project"]) == ["Apollo", "Gemini"]


def test_another_site_of_the_process_knows_nothing_of_it(blog: Site, tmp_path: Path) -> None:
    """The class of the domain, and so all other projects, stay as they were."""
    blog.build(**CONF)  # type: ignore[arg-type]
    other = Site(tmp_path / "other").write(
        {
            "index.md": "# Site\n\n{blog:country}`France`\n",
            "posts/a.md": post("A", "date: 2026-01-01", "country: France"),
        }
    )
    build = other.build(exclude_patterns=["blog"])
    assert len(build.warnings) == 1
    assert "blog:country" in build.warnings[0]
    assert not build.has("blog/country/index.html")
    assert "country" not in BlogDomain.object_types | BlogDomain.roles


def test_names_that_cannot_be(site: Site) -> None:
    """Each is a warning, and the others are there."""
    names = (
        "tags",
        "author",
        "page",
        "archive",
        "title",
        "date",
        "post",
        "2026",
        "Project",
        "a-b",
        "year",
        "ok",
        "oks",
    )
    site.write({"index.md": "# Site\n", "posts/a.md": post("A", "date: 2026-01-01", "ok: x")})
    build = site.build(blog_taxonomies=dict.fromkeys(names, "Things"), exclude_patterns=["blog"])
    said = [found for found in build.warnings if found.endswith("The taxonomy is ignored. [blog.config]")]
    assert said == build.warnings
    assert [found.split("'")[1] for found in said] == [name for name in names if name != "ok"]
    assert build.has("blog/ok/x.html")


@pytest.mark.parametrize("value", ["project", ["project"], {"project": 1}, {"project": {"name": "x"}}, {"a": " "}])
def test_a_value_that_names_no_kinds(site: Site, value: object) -> None:
    """One warning, and the build goes on."""
    site.write({"conf.py": f"extensions = ['myst_parser', 'sphinxext_blog']\nblog_taxonomies = {value!r}\n"})
    build = site.write({"index.md": "# Site\n"}).build(exclude_patterns=["blog"])
    (warning,) = build.warnings
    assert f"blog_taxonomies: {value!r} is not valid. Expected a dict of strings" in warning


def test_a_misspelled_key_or_filter_is_reported(blog: Site) -> None:
    """A wrong filter never shows all posts."""
    blog.write({"posts/a.md": post("A", "date: 2026-01-01", "contries: France")})
    blog.write({"index.md": "# Site\n\n```{postlist}\n:contry: Peru\n```\n\n```{postlist}\n:xyz: Peru\n```\n"})
    build = blog.build(**CONF, exclude_patterns=["blog"])  # type: ignore[arg-type]
    said = sorted(found.partition("/src/")[2] for found in build.warnings)
    assert said == [
        (
            "index.md:3: WARNING: postlist: unknown option 'contry'. Did you mean 'country'? "
            "The listing is not displayed. [blog.key]"
        ),
        "index.md:7: WARNING: postlist: unknown option 'xyz'. The listing is not displayed. [blog.key]",
        "posts/a.md:3: WARNING: contries: unknown key. Did you mean 'countries'? The key is ignored. [blog.key]",
    ]
    assert _texts(build, "index.html", ".blog-entry") == []


@pytest.mark.parametrize("style", ["list", "cloud", "table", "bar", "cards"])
def test_an_overview_in_each_style(blog: Site, style: str) -> None:
    """By its name or its plural; years, too, are no terms and still have cards."""
    for name in ("country", "countries", "years"):
        blog.write({"index.md": f"# Site\n\n```{{termlist}} {name}\n:style: {style}\n```\n"})
        build = blog.build(**CONF, exclude_patterns=["blog"])  # type: ignore[arg-type]
        assert build.warnings == []
        assert len(build.main("index.html").select("a[href^=blog]")) >= (1 if name == "years" else 3)


def test_kinds_of_term_come_and_go(blog: Site) -> None:
    """With their pages, in the same folder of output."""
    first = blog.build()
    assert not first.has("blog/country/peru.html")
    assert differences(blog.build(**CONF).out, blog.fresh(**CONF).out) == {}  # type: ignore[arg-type]
    blog.replace("posts/c.rst", "Peru, Chile", "Nepal")
    assert differences(blog.build(**CONF).out, blog.fresh(**CONF, parallel=2).out) == {}  # type: ignore[arg-type]
    assert differences(blog.build().out, blog.fresh().out) == {}


def test_an_authors_page_of_that_name_is_adopted(blog: Site) -> None:
    """It is no post, though a pattern names it."""
    blog.write({"blog/country/peru.md": "# My Peru\n\nMine.\n"})
    build = blog.build(**CONF, blog_posts=["**"])  # type: ignore[arg-type]
    assert _texts(build, "blog/country/peru.html", "h1, .blog-compact a") == ["My Peru¶", "C", "B"]


def test_a_toctree_may_name_its_pages_at_once(blog: Site) -> None:
    """In the very first build, before any post was read."""
    blog.write({"index.md": "# Site\n\n```{toctree}\nblog/country/index\nblog/country/peru\n```\n"})
    assert blog.build(**CONF).warnings == []  # type: ignore[arg-type]
