"""Cards are laid out as those of sphinx-design, whose style sheet is on pages that show cards, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builds.site import differences
from tests.builds.test_states import post

if TYPE_CHECKING:
    from tests.builds.site import Build, Site

_FILE = "_static/sphinxext_blog_cards.css"
_CARDS = "---\norphan: true\n---\n# Cards\n\n```{postlist}\n:style: cards\n```\n"


@pytest.fixture
def blog(site: Site) -> Site:
    """A post, a page that lists it as a card, and one that does not."""
    return site.write(
        {
            "index.md": "# Site\n",
            "cards.md": _CARDS,
            "list.md": "---\norphan: true\n---\n# List\n\n```{postlist}\n```\n",
            "posts/a.md": post("A", "date: 2026-01-01", "tags: [x]"),
        }
    )


def styled(build: Build) -> list[str]:
    """The pages that load the style sheet."""
    pages = (path.relative_to(build.out).as_posix() for path in sorted(build.out.rglob("*.html")))
    return [name for name in pages if "sphinxext_blog_cards.css" in build.text(name)]


@pytest.mark.parametrize("parallel", [0, 2])
def test_only_pages_with_cards_have_the_style_sheet(blog: Site, parallel: int) -> None:
    build = blog.build(parallel=parallel)
    assert build.warnings == []
    assert styled(build) == ["cards.html"]
    assert ".sd-card" in build.text(_FILE)
    assert "_static/sphinxext_blog_cards.css?v=" in build.text("cards.html")
    assert not build.has("_static/sphinx-design.min.css")
    assert not build.has("_static/design-tabs.js")


def test_cards_of_terms_have_the_style_sheet(blog: Site) -> None:
    blog.write({"terms.md": "---\norphan: true\n---\n# Terms\n\n```{termlist} tags\n:style: cards\n```\n"})
    assert styled(blog.build()) == ["cards.html", "terms.html"]


def test_it_comes_with_the_first_card_and_goes_with_the_last(blog: Site) -> None:
    """A site without cards has no trace of them, whatever it had before."""
    assert blog.build().has(_FILE)
    blog.replace("cards.md", ":style: cards", ":style: list")
    without = blog.build()
    assert not without.has(_FILE)
    assert styled(without) == []
    assert differences(without.out, blog.fresh().out) == {}
    blog.replace("cards.md", ":style: list", ":style: cards")
    back = blog.build()
    assert styled(back) == ["cards.html"]
    assert differences(back.out, blog.fresh().out) == {}
    blog.replace("posts/a.md", "# A", "# B")  # the page with cards is written again, and others are not
    assert differences(blog.build().out, blog.fresh().out) == {}


def test_it_stays_while_another_page_has_cards(blog: Site) -> None:
    """Which is not written in this build."""
    blog.write({"more.md": _CARDS.replace("# Cards", "# More")})
    blog.build()
    blog.delete("more.md")
    build = blog.build()
    assert build.has(_FILE)
    blog.replace("list.md", "# List", "# Listing")
    assert blog.build().has(_FILE)
    blog.delete("cards.md")
    assert not blog.build().has(_FILE)


def test_it_goes_with_the_posts(blog: Site) -> None:
    """An empty listing shows no card."""
    assert blog.build().has(_FILE)
    blog.replace("posts/a.md", "date: 2026-01-01", "draft: true")
    build = blog.build()
    assert not build.has(_FILE)
    assert styled(build) == []


def test_an_author_s_own_sphinx_design_is_used(blog: Site) -> None:
    """It is on all pages then."""
    conf: dict[str, Any] = {"extensions": ["myst_parser", "sphinx_design", "sphinxext_blog"]}
    build = blog.build(**conf)
    assert styled(build) == []
    assert not build.has(_FILE)
    assert "sphinx-design.min.css" in build.text("index.html")
    without = blog.build()
    assert styled(without) == ["cards.html"]
    assert not blog.build(**conf).has(_FILE)


def test_a_site_that_wants_all_assets_on_all_pages_gets_them(blog: Site) -> None:
    """Sphinx's ``html_assets_policy``, for themes that load pages without their heads."""
    blog.write({"conf.py": _CONF + "\n\ndef setup(app):\n    app.set_html_assets_policy('always')\n"})
    build = blog.build()
    assert {"cards.html", "index.html", "list.html", "posts/a.html", "search.html"} <= set(styled(build))


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "latex"])
def test_other_formats_have_no_style_sheet_of_cards(blog: Site, builder: str) -> None:
    build = blog.build(builder, version="1", copyright="2026, Mei")
    assert build.warnings == []
    assert not build.has(_FILE)


_CONF = 'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'


def test_a_site_may_have_directives_of_the_names_that_sphinx_design_uses(blog: Site) -> None:
    """Whatever it calls ``card`` or ``button-link`` is its own."""
    own = """
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

class Own(SphinxDirective):
    def run(self):
        return [nodes.paragraph("", "Mine")]

def setup(app):
    app.add_directive("button-link", Own)
    app.add_directive("card", Own)
    app.add_directive("div", Own)
"""
    blog.write({"conf.py": _CONF + own, "index.md": "# Site\n\n```{button-link}\n```\n"})
    build = blog.build()
    assert build.warnings == []
    assert "Mine" in build.main("index.html").text
