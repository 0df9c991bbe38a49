"""Nodes of other extensions, and the author's own HTML, where a post is shown on another page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builds.site import differences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bs4 import BeautifulSoup, Tag

    from tests.builds.site import Site

pytestmark = pytest.mark.slow

CONF = (
    'project = "Test"\nextensions = ["myst_parser", "tests.builds.foreign_nodes", "sphinxext_blog"]\n'
    'blog_posts = ["posts/**"]\nhtml_baseurl = "https://example.org/"\n'
)
FULL = "```{postlist}\n:style: full\n```\n"
RICH = "```{postlist}\n:style: list\n:excerpt: rich\n```\n"
TABS = "```{tabs}\n```\n"
CHOICES = "```{choices}\n```\n"
WORKS = "```{works}\n```\n"


def _site(site: Site, posts: Mapping[str, str], *, index: str = FULL, conf: str = "") -> Site:
    dates = {name: f"---\ndate: 2026-01-{place:02}\n---\n" for place, name in enumerate(posts, start=1)}
    site.write({"conf.py": CONF + conf, "index.md": f"# Home\n\n{index}"})
    return site.write({f"posts/{name}.md": f"{dates[name]}# {name}\n\n{body}\n" for name, body in posts.items()})


def _ids(page: BeautifulSoup) -> list[str]:
    return [str(found["id"]) for found in page.select("[id]")]


def _target(page: BeautifulSoup, node: Tag, key: str) -> Tag:
    """The one element to which an attribute refers."""
    names = node.get_attribute_list(key)  # one
    (found,) = page.find_all(id=" ".join(map(str, names)).removeprefix("#"))
    return found


@pytest.mark.parametrize("index", [FULL, RICH, FULL + RICH])
def test_an_id_of_another_page_is_preserved(site: Site, index: str) -> None:
    """A video has one, at its host."""
    page = _site(site, {"one": "```{film} dQw4w9WgXcQ\n```"}, index=index).build().page("index.html")
    assert {found["src"] for found in page.select("iframe")} == {"https://films.example/dQw4w9WgXcQ"}


@pytest.mark.parametrize("index", [FULL, RICH, RICH + RICH, FULL + RICH])
def test_a_tab_leads_to_its_own_panel(site: Site, index: str) -> None:
    """In each listing of a page, and back."""
    page = _site(site, {"one": TABS, "two": TABS}, index=index).build().page("index.html")
    assert len(_ids(page)) == len(set(_ids(page)))
    boxes = page.select(".panels")
    assert len(boxes) == 2 * index.count("postlist")
    for box in boxes:
        for button in box.select("[role=tab]"):
            panel = _target(page, button, "aria-controls")
            assert panel in box.select("[role=tabpanel]")
            assert panel.get_text().strip()[-2] == button.get_text().strip()[-1]
            assert _target(page, panel, "aria-labelledby") == button
    names = [button["name"] for button in page.select("[role=tab]")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("index", [FULL, RICH + RICH])
def test_choices_of_two_posts_are_apart(site: Site, index: str) -> None:
    """A label leads to its own button, and no two sets share a name."""
    page = _site(site, {"one": CHOICES, "two": CHOICES}, index=index).build().page("index.html")
    groups = []
    for box in page.select(".choices"):
        buttons = box.select("input")
        assert [_target(page, label, "for") for label in box.select("label")] == buttons
        (name,) = {button["name"] for button in buttons}
        groups.append(name)
    assert len(set(groups)) == len(groups) == 2 * index.count("postlist")


@pytest.mark.parametrize("content", ["full", "excerpt"])
def test_all_panels_are_shown_in_feeds(site: Site, content: str) -> None:
    """Feed readers run no script, and have no style sheet for radio buttons."""
    build = _site(site, {"one": TABS + CHOICES}, conf=f'blog_feed_content = "{content}"\n').build()
    found = build.feed_content()
    assert "Panel 1." in found.get_text()
    assert "Choice 2" in found.get_text()
    assert not found.select("[hidden], [role^=tab], input")


@pytest.mark.parametrize("index", [FULL, RICH])
@pytest.mark.parametrize("parallel", [0, 2])
def test_a_listing_has_the_style_sheet_that_its_posts_need(site: Site, index: str, parallel: int) -> None:
    """An extension may note in the document of a post what its page needs."""
    posts = {"one": "```{coloured}\n```", "two": "Text."}
    site = _site(site, posts, index=index, conf="blog_page_size = 1\n")
    build = site.build(parallel=parallel)
    needing = ("index.html", "blog/page/2.html", "posts/one.html")
    for name in (*needing, "blog/index.html", "posts/two.html", "blog/archive.html"):
        assert ("foreign.css" in build.text(name)) == (name in needing), name
    site.replace("posts/one.md", "```{coloured}\n```", "Coloured.")
    assert not differences(site.build(parallel=parallel).out, site.fresh().out)


@pytest.mark.parametrize("failing", ["visitor", "transform"])
@pytest.mark.parametrize("index", [FULL, RICH])
@pytest.mark.parametrize("parallel", [0, 2])
def test_a_post_is_shown_as_text_where_another_extension_fails(
    site: Site, failing: str, index: str, parallel: int
) -> None:
    """Its nodes work in their document only; the post, and other posts in the listing, have all their markup."""
    theorem = f"Some *text*.\n\n```{{theorem}} {failing}\n```\n"
    build = _site(site, {"two": "Other *text*.", "one": theorem}, index=index).build(parallel=parallel)
    assert {warning.rpartition(" WARNING: ")[2].partition(" (")[0] for warning in build.warnings} == {
        "excerpt: another extension fails for a copy of it"
    }
    assert all("posts/one.md" in warning and "KeyError" in warning for warning in build.warnings)
    assert "Theorem 1" in build.main("posts/one.html").text
    for name in ("index.html", "blog/index.html"):
        page = build.main(name)
        assert "Some text. Assumption." in " ".join(page.text.split())
        assert [found.text for found in page.select("em")] == ["text"]
    assert ("Theorem 1" in build.feed_content().text) == (failing == "visitor")
    assert "Some text." in " ".join(build.feed_content().text.split())
    site.replace("posts/two.md", "Other", "Another")
    assert not differences(site.build(parallel=parallel).out, site.fresh().out)


@pytest.mark.parametrize("math", ["Math $a$.", "$$\na\n$$"])
def test_a_listing_shows_the_math_of_its_posts(site: Site, math: str) -> None:
    """Sphinx loads what shows math on pages that have some, and on no other."""
    conf = 'extensions += ["sphinx.ext.mathjax"]\nmyst_enable_extensions = ["dollarmath"]\nblog_page_size = 1\n'
    build = _site(site, {"one": math, "two": "Text."}, conf=conf).build()
    pages = {name: "/mathjax@" in build.text(name) for name in ("index.html", "blog/page/2.html", "posts/one.html")}
    assert all(pages.values())
    assert "/mathjax@" not in build.text("blog/index.html") + build.text("posts/two.html")


def test_a_post_shown_as_text_needs_no_style_sheet(site: Site) -> None:
    """None of its nodes are there."""
    build = _site(site, {"one": "```{coloured}\n```"}, conf='blog_excerpt = "text"\n').build()
    assert "foreign.css" not in build.text("blog/index.html")


HTML = (
    '<div id="tip">Tip.</div><button aria-describedby="tip gone" data-bs-target="#tip">B</button>\n'
    '<label for="field">L</label><input id="field" list="words"><datalist id="words"></datalist>\n'
    '<input type="radio" name="set" id="a"><label for="a">A</label>\n'
    '<img src="x.png" usemap="#shapes"><map name="shapes"></map>\n'
    '<a class="inner" href="#tip">I</a> <a class="outer" href="#rest">O</a>\n'
    '<table><tr><th id="head">H</th><td headers="head">D</td></tr></table>\n'
    '<div id="unused">U</div>\n'
)


@pytest.mark.parametrize("index", [FULL, RICH, RICH + RICH, FULL + RICH])
def test_what_refers_to_ids_in_html_of_the_author_follows_them(site: Site, index: str) -> None:
    """Whatever the attribute; the names of groups and of maps are apart as well."""
    page = _site(site, {"one": HTML, "two": HTML}, index=index).build().page("index.html")
    assert len(_ids(page)) == len(set(_ids(page)))
    count = 2 * index.count("postlist")
    for key in ("data-bs-target", "for", "list", "headers"):
        found = page.select(f".blog-excerpt [{key}], .blog-entry [{key}]")
        assert len(found) >= count, key
        assert all(_target(page, node, key) for node in found)
    for button in page.select("[aria-describedby]"):
        tip, gone = str(button["aria-describedby"]).split()
        assert (len(page.find_all(id=tip)), gone) == (1, "gone")
    for names in (page.select("input[type=radio]"), page.select("map")):
        assert len({node["name"] for node in names}) == len(names) == count
    for image, shapes in zip(page.select("img[usemap]"), page.select("map"), strict=True):
        assert image["usemap"] == f"#{shapes['name']}"
    for link in page.select("a.inner"):
        assert _target(page, link, "href").get_text() == "Tip."
    assert {str(link["href"]).partition("#")[2] for link in page.select("a.outer")} == {"rest"}


def test_an_id_that_a_script_uses_is_preserved(site: Site) -> None:
    """A script of the post itself, or of the site, for an element that nothing else refers to."""
    drawn = '<div id="chart"></div><a href="#chart">C</a>\n<script>\ndraw("chart")\n</script>\n\n<div id="map"></div>\n'
    page = _site(site, {"one": drawn}).build().page("index.html")
    assert {"chart", "map"} <= set(_ids(page))


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_cited_work_leads_back_to_where_it_is_cited(site: Site, parallel: int) -> None:
    """On the page of the post, and in each listing that shows all of it; and it is there once."""
    site.write({"more.md": f"---\norphan: true\n---\n# More\n\n{FULL}"})
    site = _site(site, {"one": WORKS}, index=FULL + FULL, conf='blog_feed_content = "full"\n')
    build = site.build(parallel=parallel)
    for name in ("index.html", "more.html", "posts/one.html"):
        page = build.page(name)
        assert len(_ids(page)) == len(set(_ids(page)))
        for work in page.select("div.citation"):
            assert work.get_text().count("The title.") == 1
            back = work.select("a[href]")[0]
            assert _target(page, back, "href").get_text().strip("[]") == "A90"
    assert build.page("posts/one.html").select_one("#work-a") is not None
    feed = build.text("blog/atom.xml")
    assert feed.count("The title.") == 1
    assert "https://example.org/posts/one.html#cited-a" in feed
    assert not differences(build.out, site.fresh(parallel=2 - parallel).out)


# -- what stands before the title ---------------------------------------------------------------------------------

BEFORE = {
    "highlight.md": "```{highlight} python\n```",
    "picture.md": "![A picture](a.svg)",
    "linked picture.md": "[![A picture](a.svg)](https://example.org/)",
    "figure.md": "```{figure} a.svg\nA caption.\n```",
    "comment.md": "% a note",
    "html comment.md": "<!-- a note -->",
    "target.md": "(here)=",
    "html.md": "<p>By hand.</p>",
    "index.md": "```{index} word\n```",
    "only.md": "````{only} internal\nSecret.\n````",
    "shown picture.md": "````{only} html\n![A picture](a.svg)\n````",
    "film.md": "```{film} x\n```",
    "list of pages.md": "```{postlist}\n```",
    "tags.md": "```{tag} one\n```",
    "highlight.rst": ".. highlight:: python",
    "picture.rst": ".. image:: a.svg",
    "figure.rst": ".. figure:: a.svg\n\n   A caption.",
    "comment.rst": ".. a note",
    "target.rst": ".. _here:",
    "raw.rst": ".. raw:: html\n\n   <p>By hand.</p>",
    "raw of another format.rst": ".. raw:: latex\n\n   Text",
    "meta.rst": ".. meta::\n   :keywords: a",
    "only.rst": ".. only:: internal\n\n   Secret.",
    "substitution.rst": ".. |x| replace:: y",
    "two.rst": ".. highlight:: python\n\n.. image:: a.svg\n\n.. meta::\n   :keywords: a",
}


@pytest.mark.parametrize("name", BEFORE)
def test_the_title_below_what_is_no_text_is_not_repeated(site: Site, name: str) -> None:
    """In an excerpt, in a whole post, in a feed; what stands above it stays."""
    is_rst = name.endswith(".rst")
    path = f"posts/one.{'rst' if is_rst else 'md'}"
    head, heading = (":date: 2026-01-01", "Heading\n=======") if is_rst else ("---\ndate: 2026-01-01\n---", "# Heading")
    conf = CONF + 'blog_feed_content = "full"\nsuppress_warnings = ["toc.not_included"]\n'
    site.write({"conf.py": conf, "index.md": f"# Home\n\n{FULL}\n{RICH}", "posts/a.svg": "<svg/>"})
    build = site.write({path: f"{head}\n\n{BEFORE[name]}\n\n{heading}\n\nText.\n"}).build()
    for page in ("index.html", "blog/index.html"):
        for entry in build.main(page).select(".blog-entry"):
            excerpt = entry.select_one(".blog-excerpt")
            assert excerpt is not None
            assert "Text." in excerpt.get_text()
            assert "Heading" not in excerpt.get_text()
            assert ("img" in str(excerpt)) == ("a.svg" in BEFORE[name])
    content = build.feed_content().get_text()
    assert ("Text." in content, "Heading" in content) == (True, False)


def test_a_heading_below_text_is_a_heading(site: Site) -> None:
    """A post may have its title in its front matter, and begin with text."""
    post = "---\ndate: 2026-01-01\ntitle: Title\n---\n\nText.\n\n# Heading\n\nMore.\n"
    site.write({"conf.py": CONF, "index.md": f"# Home\n\n{FULL}", "posts/one.md": post})
    excerpt = site.build().main("index.html").select_one(".blog-excerpt")
    assert excerpt is not None
    assert [node.get_text() for node in excerpt.select(".rubric")] == ["Heading"]


CODE = "::\n\n   def f(): pass\n"


@pytest.mark.parametrize(
    "text",
    [
        f":date: 2026-01-01\n\n.. highlight:: python\n\nOne\n===\n\n{CODE}",
        f":date: 2026-01-01\n\nOne\n===\n\n.. highlight:: python\n\n{CODE}",
        f"One\n===\n\n.. highlight:: python\n\n.. post:: 2026-01-01\n\n   {CODE}".replace("   def", "      def"),
        f"All\n===\n\n.. highlight:: python\n\nOne\n---\n\n.. post:: 2026-01-01\n\n{CODE}",
    ],
)
def test_code_in_an_excerpt_has_the_language_that_holds_in_its_post(site: Site, text: str) -> None:
    """A `highlight` directive may stand above the post, or above its excerpt."""
    site.write({"conf.py": CONF + 'highlight_language = "none"\n', "index.md": f"# Home\n\n{FULL}\n{RICH}"})
    build = site.write({"posts/one.rst": text}).build()
    for page in ("index.html", "blog/index.html"):
        found = build.main(page).select("[class*=highlight-]")
        assert {"highlight-python"} == {
            name for node in found for name in node["class"] if name.startswith("highlight-")
        }
