"""The look of a whole blog: lines around its title, words for the rest of a post, posts shown whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import feedparser
import pytest

from tests.builds.site import differences

if TYPE_CHECKING:
    from tests.builds.site import Build, Site

_HEAD: dict[str, Any] = {"blog_overline": "Incoming <transmission>", "blog_subtitle": "Notes & sums"}
_LONG = " ".join(f"word{number}" for number in range(100))
_POSTS = {
    f"posts/{day}.md": f"---\ndate: 2026-01-0{day}\n---\n# Post {day}\n\n{_LONG}\n\nThe end of {day}.\n"
    for day in (1, 2, 3)
}
_MARKED = "---\ndate: 2026-01-04\n---\n# Marked\n\nAbove.\n\n<!-- more -->\n\nBelow.\n"
_PLAIN = "---\ndate: 2026-01-05\nexcerpt: A sentence.\n---\n# Plain\n\nNot listed.\n"


def blog(site: Site, **files: str) -> Site:
    """Return a site with a front page and three posts."""
    return site.write({"index.md": "# Site\n\n```{toctree}\nblog/index\n```\n", **_POSTS, **files})


def around_title(build: Build, name: str) -> list[str]:
    """The lines around the title of a page, in the order of the page."""
    found = build.main(name).select("h1, .blog-overline, .blog-subtitle")
    return [line.get_text().removesuffix("¶") for line in found]


def test_each_page_of_the_home_has_the_lines_around_its_title(site: Site) -> None:
    """Page 2 has the same ones; a term page and a post have none."""
    build = blog(site).build(**_HEAD, blog_page_size=2)
    assert build.warnings == []
    assert around_title(build, "blog/index.html") == ["Incoming <transmission>", "Blog", "Notes & sums"]
    assert around_title(build, "blog/page/2.html") == ["Incoming <transmission>", "Blog – page 2", "Notes & sums"]
    assert [part.text for part in build.main("blog/page/2.html").select("h1 .blog-page-number")] == [" – page 2"]
    assert "blog-page-number" not in blog(site).build(blog_page_size=2, to="plain").text("blog/page/2.html")
    assert around_title(build, "blog/archive.html") == ["Archive"]
    assert around_title(build, "posts/1.html") == ["Post 1"]
    assert "Incoming" not in build.text("searchindex.js")


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "latex", "text", "man"])
def test_other_formats_have_the_lines_below_the_title(site: Site, builder: str) -> None:
    """Nothing is before the heading of a chapter."""
    build = blog(site).build(builder, **_HEAD)
    assert [line for line in build.warnings if "epub_" not in line and "EPUB" not in line] == []
    if builder == "text":
        text = build.text("blog/index.txt")
        assert text.index("Blog\n") < text.index("Incoming <transmission>") < text.index("Notes & sums")


def test_a_page_of_the_author_keeps_its_own_heading(site: Site) -> None:
    """The author of a home page writes what is around its title."""
    build = blog(site, **{"blog/index.md": "# My page\n"}).build(**_HEAD)
    assert around_title(build, "blog/index.html") == ["My page"]


def test_a_changed_subtitle_rewrites_the_home(site: Site) -> None:
    """The incremental build equals a fresh one."""
    blog(site).build(**_HEAD)
    changed = {**_HEAD, "blog_subtitle": "Other"}
    assert not differences(site.build(**changed).out, site.fresh(**changed).out)


def test_the_words_for_the_rest_of_a_post_are_those_of_the_site(site: Site) -> None:
    """In all listings, except one with words of its own."""
    page = "# Page\n\n```{postlist} 1\n```\n\n```{postlist} 1\n:expand: Go on\n```\n"
    build = blog(site, **{"page.md": f"---\norphan: true\n---\n{page}"}).build(blog_read_more="阅读全文 »")
    for name, words in (
        ("blog/index.html", ["阅读全文 »"] * 3),
        ("page.html", ["阅读全文 »", "Go on"]),
    ):
        # the title of the post follows, for screen readers
        assert [str(link.contents[0]) for link in build.main(name).select(".blog-read-more a")] == words


def test_posts_without_a_marker_are_shown_whole_if_the_author_wants_that(site: Site) -> None:
    """A marker, a text or a number of paragraphs still ends an excerpt."""
    counted = _MARKED.replace("date:", "excerpt: 1\ndate:").replace("<!-- more -->", "Second.").replace("# M", "# Un-m")
    blog(site, **{"posts/marked.md": _MARKED, "posts/plain.md": _PLAIN, "posts/counted.md": counted})
    build = site.build(blog_automatic_excerpts=False)
    shown = {
        str(entry.select(".blog-entry-title")[0].text): (
            str(entry.select(".blog-excerpt")[0].text.split()[-1]),
            bool(entry.select(".blog-read-more")),
        )
        for entry in build.main("blog/index.html").select(".blog-entry")
    }
    ends = {f"Post {day}": (f"{day}.", False) for day in (1, 2, 3)}
    cut = {"Plain": ("sentence.", True), "Marked": ("Above.", True), "Un-marked": ("Above.", True)}
    assert shown == {**cut, **ends}
    assert build.warnings == []


def test_an_edit_below_an_excerpt_rewrites_the_page_that_shows_the_post_whole(site: Site) -> None:
    """The incremental build equals a fresh one."""
    blog(site).build(blog_automatic_excerpts=False)
    site.replace("posts/1.md", "The end of 1.", "Another end.")
    build = site.build(blog_automatic_excerpts=False)
    assert "Another end." in build.main("blog/index.html").text
    assert not differences(build.out, site.fresh(blog_automatic_excerpts=False).out)


@pytest.mark.parametrize("name", ["blog_overline", "blog_subtitle", "blog_read_more", "blog_automatic_excerpts"])
def test_a_value_of_another_kind_is_reported(site: Site, name: str) -> None:
    """The default is used, and the build goes on."""
    conf: dict[str, Any] = {name: 3}
    build = blog(site).build(**conf)
    assert len(build.warnings) == 1
    assert f"{name}: 3 is not valid" in build.warnings[0]


@pytest.mark.parametrize(("more", "subtitle"), [({}, "Notes & sums"), ({"blog_feed_subtitle": "Feed"}, "Feed")])
def test_the_subtitle_is_that_of_the_feeds(site: Site, more: dict[str, Any], subtitle: str) -> None:
    """Unless feeds have one of their own."""
    build = blog(site).build(**_HEAD, html_baseurl="https://example.org/", **more)
    assert feedparser.parse(build.text("blog/atom.xml")).feed.subtitle == subtitle


_ALL_FEATURES = ["progress", "top", "zoom", "transitions"]
_STYLES, _SCRIPT = "_static/sphinxext_blog_features.css", "_static/sphinxext_blog_features.js"


@pytest.mark.parametrize(
    ("features", "elements", "rules", "scripts"),
    [
        ([], [], [], []),
        (["transitions"], [], ["@view-transition"], []),
        (["top"], ["a.blog-top"], [".blog-top"], ["--blog-read"]),
        (["progress"], [".blog-progress"], [".blog-progress"], ["--blog-read"]),
        (["zoom"], ["dialog.blog-zoom"], [".blog-zoom"], ["showModal"]),
        (
            [*reversed(_ALL_FEATURES)],
            [".blog-progress", "a.blog-top", "dialog.blog-zoom"],
            [".blog-progress", ".blog-top", ".blog-zoom", "@view-transition"],
            ["--blog-read", "showModal"],
        ),
    ],
)
def test_a_page_has_only_the_features_that_were_asked_for(
    site: Site, features: list[str], elements: list[str], rules: list[str], scripts: list[str]
) -> None:
    """Posts and pages of the blog have them, other pages load nothing; a script is at most 3 kB."""
    blog(site, **{"page.md": "---\norphan: true\n---\n# Page\n"}).build(blog_page_features=_ALL_FEATURES)
    build = site.build(blog_page_features=features)
    assert build.warnings == []
    for name in ("posts/1.html", "blog/index.html", "blog/page/2.html", "blog/archive.html"):
        if not build.has(name):
            continue
        page = build.page(name)
        every = [".blog-progress", "a.blog-top", "dialog.blog-zoom"]
        assert [element for element in every if page.select(element)] == elements, name
        assert len(page.select("script[src*=sphinxext_blog_features][defer]")) == bool(scripts), name
        assert len(page.select("link[href*=sphinxext_blog_features]")) == bool(rules), name
    assert "sphinxext_blog_features" not in build.text("page.html")
    assert "sphinxext_blog_features" not in build.text("index.html")
    styles = build.text(_STYLES) if build.has(_STYLES) else ""
    script = build.text(_SCRIPT) if build.has(_SCRIPT) else ""
    known = [".blog-progress", ".blog-top", ".blog-zoom", "@view-transition"]
    assert [rule for rule in known if rule in styles] == rules
    assert [part for part in ("--blog-read", "showModal") if part in script] == scripts
    assert len(script.encode()) <= 3000
    assert len(styles.encode()) <= 4000
    assert not differences(build.out, site.fresh(blog_page_features=features).out)


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "json", "text"])
def test_books_and_data_have_no_features(site: Site, builder: str) -> None:
    """They are for pages in browsers."""
    build = blog(site).build(builder, blog_page_features=_ALL_FEATURES)
    assert not build.has(_STYLES)
    assert not build.has(_SCRIPT)
    texts = [file.read_bytes() for file in build.out.rglob("*") if file.suffix in (".html", ".xhtml", ".fjson", ".txt")]
    assert texts
    assert not any(b"blog-top" in text for text in texts)


@pytest.mark.parametrize("value", [["fly"], ["top", "top"], [1]])
def test_an_unknown_feature_is_reported(site: Site, value: object) -> None:
    """And no page has any."""
    build = blog(site).build(blog_page_features=value)
    assert len(build.warnings) == 1
    assert "blog_page_features: " in build.warnings[0]
    assert not build.has(_STYLES)
