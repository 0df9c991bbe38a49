"""Titles with math, code and emphasis: kept where posts are listed, readable as text everywhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.builds.site import Build, Site

pytestmark = pytest.mark.slow

_TITLE = r"Why $\zeta(2) = \frac{\pi^2}{6}$ in `code` and *style* <b>"
_TEXT = "Why ζ(2) = π²/6 in code and style <b>"
_CONF = (
    'project = "Test"\nblog_posts = ["posts/**"]\nextensions = ["myst_parser", "sphinxext_blog"]\n'
    'myst_enable_extensions = ["dollarmath"]\nhtml_baseurl = "https://example.org/"\nblog_related = 3\n'
    "blog_prev_next = True\n"
)


def _write(site: Site) -> Site:
    head = "---\ndate: 2026-01-{}\nseries: Long\ntags: x\n---\n# {}\n\nText.\n"
    site.write({"conf.py": _CONF, "index.md": "# Home\n\n```{toctree}\nblog/index\n```\n"})
    return site.write({
        "posts/a.md": head.format("11", _TITLE.replace("<b>", "\\<b>")),
        "posts/b.md": head.format("12", "Plain"),
        "posts/later.md": "---\ndate: 2026-01-14\ntags: x\n---\n# Later\n\nText.\n",
        "posts/c.rst": ":date: 2026-01-13\n\nAn :math:`x_1` *b*\n====================\n\nText.\n",
    })  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    from tests.builds.site import Site as BuiltSite

    return _write(BuiltSite(tmp_path_factory.mktemp("titles"))).build()


@pytest.mark.parametrize("page", ["blog/index", "blog/archive", "blog/2026", "blog/tag/x", "blog/series/long"])
def test_listings_display_the_markup_of_titles(built: Build, page: str) -> None:
    """With math as in the text of a post, and what displays it."""
    link = built.main(f"{page}.html").select_one('a[href$="posts/a.html"]')
    assert link is not None
    assert link.select_one("em").get_text() == "style"  # type: ignore[union-attr]
    assert link.select_one("code").get_text() == "code"  # type: ignore[union-attr]
    assert link.select_one(".math").get_text() == r"\(\zeta(2) = \frac{\pi^2}{6}\)"  # type: ignore[union-attr]
    assert "<b>" in link.get_text()
    assert "mathjax" in built.text(f"{page}.html").lower()
    assert built.warnings == []


@pytest.mark.parametrize(
    ("page", "place"), [("b", ".blog-series-parts"), ("b", ".blog-prev-next"), ("later", ".blog-related")]
)
def test_components_display_the_markup_of_titles(built: Build, page: str, place: str) -> None:
    """As in listings, on a page whose own text has no math."""
    link = built.main(f"posts/{page}.html").select_one(f'{place} a[href="a.html"]')
    assert link is not None
    assert link.select_one("em")
    assert link.select_one("code")
    assert link.select_one(".math").get_text() == r"\(\zeta(2) = \frac{\pi^2}{6}\)"  # type: ignore[union-attr]
    assert "mathjax" in built.text(f"posts/{page}.html").lower()


def test_the_label_of_a_box_is_plain_text(built: Build) -> None:
    for box in built.main("posts/b.html").select("nav[aria-label]"):
        assert "\\" not in str(box["aria-label"])


def test_an_e_book_displays_math_as_text(site: Site) -> None:
    """Most readers of e-books run no scripts."""
    build = _write(site).build("epub")
    assert "ζ(2) = π²/6" in build.text("blog/archive.xhtml")
    assert "frac" not in build.text("blog/archive.xhtml")
    box = build.page("posts/b.xhtml").select_one(".blog-series-parts")
    assert box is not None
    assert "ζ(2) = π²/6" in box.get_text()


def test_one_page_displays_the_math_of_titles(site: Site) -> None:
    _write(site).write({"index.md": "# Home\n\n```{toctree}\nblog/index\nposts/a\nposts/b\n```\n"})
    build = site.build("singlehtml")
    box = build.main("index.html").select_one(".blog-series-parts .math")
    assert box is not None
    assert "mathjax" in build.text("index.html").lower()


def test_plain_places_have_readable_text(built: Build) -> None:
    """Tabs, link previews, feeds, sidebars and links of the theme; no TeX is left."""
    page = built.page("posts/a.html")
    assert page.title is not None
    assert page.title.get_text().startswith(_TEXT)
    assert page.select_one('meta[property="og:title"]')["content"] == _TEXT  # type: ignore[index]
    data = page.select_one("script[type='application/ld+json']")
    assert data is not None
    assert _TEXT.replace("<b>", r"\u003cb\u003e") in data.get_text()
    following = built.page("posts/b.html").select_one("head link[rel=prev]")
    assert following is not None
    assert "\\frac" not in str(following)
    neighbor = built.page("posts/b.html")
    neighbor.select_one("div.body").decompose()  # type: ignore[union-attr]  # it displays math
    assert "\\frac" not in str(neighbor)
    for name in ("blog/atom.xml", "blog/rss.xml", "blog/feed.json"):
        assert not re.search(r"\\frac", re.sub(r"<content.*?</content>", "", built.text(name), flags=re.DOTALL)), name


@pytest.mark.parametrize("builder", ["latex", "text", "epub", "singlehtml", "xml"])
def test_every_format_has_the_titles(site: Site, builder: str) -> None:
    build = _write(site).build(builder)
    assert [warning for warning in build.warnings if "blog" in warning] == []
    if builder == "text":
        assert 'Why ζ(2) = π²/6 in "code" and *style*' in build.text("blog/archive.txt")


def test_a_changed_title_writes_the_listings_again(site: Site) -> None:
    """Though its text is the same."""
    _write(site).build()
    site.replace("posts/a.md", "*style*", "**style**")
    assert {"blog/index", "blog/archive"} <= set(site.build().updated)
    assert site.build().updated == []
