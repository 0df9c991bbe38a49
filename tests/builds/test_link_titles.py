"""Plain-text excerpts show the titles of what a post links to without words of its own, in every kind of build."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from tests.builds.site import Build, Site, differences, snapshot

if TYPE_CHECKING:
    from pathlib import Path

_MYST = int(version("myst-parser").partition(".")[0])
LINKS = {
    "[](alpha.md)": "The *alpha* post",
    "[](/page.md)": "A page",
    "[](../page.md#a-part)": "A part",
    "[](#own-part)": "Own part",
    "[](part)": "A part",
    "<project:alpha.md>": "The alpha post",
    "{doc}`alpha`": "The alpha post",
    "{doc}`/page`": "A page",
    "{doc}`/blog/archive`": "Archive",
    "{ref}`part`": "A part",
    "{ref}`genindex`": "Index",
    "{any}`part`": "A part",
    "{any}`/page`": "A page",
    "{blog:post}`alpha`": "The alpha post",
    "{blog:tag}`NLP`": "nlp",
    "{blog:archive}`2025`": "2025",
    "{any}`nlp`": "nlp",
    "{numref}`part`": "A part",
    "{eq}`one`": "one",
    "[](nowhere.md)": "nowhere.md",
    "{doc}`nowhere`": "nowhere",
    "{ref}`nowhere`": "nowhere",
    "[words](alpha.md)": "words",
    "{doc}`words <alpha>`": "words",
    "{py:func}`print`": "print()",
}
ALPHA = "---\ndate: 2025-01-01\ntags: [nlp]\n---\n# The *alpha* post\n\nHello.\n"
PAGE = "# A page\n\n(part)=\n## A part\n\nText.\n"
BETA = "---\ndate: 2025-01-02\n---\n# Beta\n\nSee {links}.\n\n## Own part\n\nEnd.\n"


def _site(site: Site, *links: str) -> Site:
    site.conf = {"blog_excerpt": "text", "myst_heading_anchors": 3, "suppress_warnings": ["ref", "myst"]}
    files = {"index.md": "# Home\n", "page.md": PAGE, "posts/alpha.md": ALPHA}
    return site.write({**files, "posts/beta.md": BETA.format(links="; ".join(links))})


def _excerpt(build: Build) -> str:
    """What the home says of the newest post."""
    found = build.main("blog/index.html").select_one(".blog-excerpt")
    return found.get_text().strip() if found is not None else ""


def test_links_show_what_they_show_on_the_page(site: Site) -> None:
    build = _site(site, *LINKS).build(blog_excerpt_length=1000)
    titles = [title.replace("*", "") for title in LINKS.values()]
    assert _excerpt(build) == f"See {'; '.join(titles)}. Own part End."
    page = build.main("posts/beta.html").select_one(".e-content > p:not([class])")
    assert page is not None
    shown = [text.strip(" .") for text in page.get_text().removeprefix("See").split(";")]
    numbered = list(LINKS).index("{numref}`part`")
    assert shown.pop(numbered) == "part"  # sections have no number here
    assert titles.pop(numbered) == "A part"
    assert shown == titles


@pytest.mark.parametrize(
    ("link", "title", "target"),
    [("[](../page.md#part)", "A part", "page.html#part"), ("[](alpha.md#nothing)", "nothing", "alpha.html#nothing")],
)
def test_a_link_to_a_label_in_a_file_shows_its_title(site: Site, link: str, title: str, target: str) -> None:
    """MyST 4 does not know the form, and shows nothing on pages; a text without the words would make no sense."""
    on_page = title if _MYST >= 5 else ""
    build = _site(site, link).build()
    assert _excerpt(build) == f"See {title}. Own part End."
    rich = site.build(to="rich", blog_excerpt="rich")
    for page in (build.main("posts/beta.html"), rich.main("blog/index.html")):
        (found,) = page.select(f"a[href$='{target}']")
        assert found.get_text() == on_page


def test_a_new_title_of_a_label_in_a_file_is_shown_too(site: Site) -> None:
    build = _site(site, "[](../page.md#part)").build()
    assert _excerpt(build) == "See A part. Own part End."
    site.replace("page.md", "## A part", "## A piece")
    assert _excerpt(site.build()) == "See A piece. Own part End."


@pytest.mark.parametrize("link", ["[](alpha.md)", "{doc}`alpha`", "{blog:post}`alpha`"])
def test_a_new_title_is_shown_in_the_listings_and_nowhere_else(site: Site, link: str) -> None:
    build = _site(site, link).build()
    before = snapshot(build.out, site.folder / "before")
    site.replace("posts/alpha.md", "The *alpha* post", "Another title")
    rebuilt = site.build()
    assert _excerpt(rebuilt) == "See Another title. Own part End."
    assert differences(rebuilt.out, site.fresh().out) == {}
    changed = differences(before, rebuilt.out).keys()
    assert "page.html" not in changed
    assert "index.html" not in changed


def test_a_new_title_of_an_ordinary_page_is_shown_too(site: Site) -> None:
    _site(site, "[](/page.md)", "{ref}`part`").build()
    site.write({"page.md": PAGE.replace("A page", "Renamed").replace("A part", "A piece")})
    build = site.build()
    assert _excerpt(build) == "See Renamed; A piece. Own part End."
    assert "blog/index" in build.updated
    assert differences(build.out, site.fresh().out) == {}


@pytest.mark.parametrize("excerpt", ["", "excerpt: 'See {doc}`/page`, {ref}`part`.'\n"])
def test_a_new_title_of_an_ordinary_page_is_shown_in_rich_excerpts(site: Site, excerpt: str) -> None:
    _site(site, "{doc}`/page`", "{ref}`part`").conf["blog_excerpt"] = "rich"
    site.replace("posts/beta.md", "date: 2025-01-02\n", f"date: 2025-01-02\n{excerpt}")
    site.build()
    site.write({"page.md": PAGE.replace("# A page", "# Renamed").replace("## A part", "## A piece")})
    build = site.build()
    (first,) = (found.get_text() for found in build.main("blog/index.html").select(".blog-excerpt")[:1])
    assert "Renamed" in first
    assert "A piece" in first
    assert "blog/tag/nlp" not in build.updated
    assert differences(build.out, site.fresh().out) == {}


def test_a_page_that_is_gone_or_new_is_shown_as_it_is(site: Site) -> None:
    _site(site, "{doc}`/page`").build()
    site.delete("page.md")
    assert _excerpt(site.build()) == "See /page. Own part End."
    site.write({"page.md": PAGE})
    build = site.build()
    assert _excerpt(build) == "See A page. Own part End."
    assert differences(build.out, site.fresh().out) == {}


_NUMBERED = {
    "{numref}`fig`": ("Fig. 1", "Caption"),
    "{numref}`Figure %s <fig>`": ("Figure 1", "Caption"),
    "{numref}`{name} is {number} <fig>`": ("Caption is 1", "Caption"),
    "{numref}`Figure %s %s <fig>`": ("Caption", "Caption"),
    "{numref}`tab`": ("Table 1", "T"),
    "{numref}`part`": ("A part", "A part"),
    "{numref}`nowhere`": ("nowhere", "nowhere"),
    "{eq}`two`": ("(2)", "[equation]"),
    "{eq}`of-page`": ("[equation]", "[equation]"),
    "{eq}`nowhere`": ("nowhere", "nowhere"),
}
"""What links by number show: in a post of no toctree, and in one whose numbers Sphinx finds out later."""
_FIGURES = """
```{figure} p.png
:name: fig
Caption
```

```{table} T
:name: tab
| a |
|---|
| b |
```

```{math}
:label: one
a
```

```{math}
:label: two
b
```
"""


def _numbered(site: Site, **conf: object) -> Site:
    _site(site, *_NUMBERED).conf |= {"numfig": True, "blog_excerpt_length": 200, **conf}
    site.replace("posts/beta.md", "End.", _FIGURES)
    site.replace("page.md", "Text.", "Text.\n\n```{math}\n:label: of-page\na\n```")
    return site.write({"posts/p.png": b"GIF87a"})


def test_links_by_number_show_it_where_it_is_known(site: Site) -> None:
    """As on the page; else what a figure is called."""
    numbers, words = (f"See {'; '.join(shown)}." for shown in zip(*_NUMBERED.values(), strict=True))
    assert _excerpt(_numbered(site).build()).startswith(numbers)
    site.write({"index.md": "# Home\n\n```{toctree}\nposts/beta\n```\n"})
    rebuilt = site.build()
    assert _excerpt(rebuilt).startswith(words)
    assert differences(rebuilt.out, site.fresh().out) == {}


def test_equations_have_numbers_without_numfig(site: Site) -> None:
    _numbered(site, numfig=False, math_eqref_format="Eq. {number}")
    assert "; Eq. 2; Eq. 1; nowhere." in _excerpt(site.build())
    site.replace(
        "page.md", "```{math}\n:label: of-page", "```{math}\n:label: new\na\n```\n\n```{math}\n:label: of-page"
    )
    rebuilt = site.build()
    assert "; Eq. 2; Eq. 2; nowhere." in _excerpt(rebuilt)
    assert differences(rebuilt.out, site.fresh().out) == {}


_ELSEWHERE = (
    "{ref}`there`", "{ref}`them:there`", "{doc}`them:index`", "{any}`there`", "[](there)", "[](inv:them#there)",
    "{external+them:ref}`there`", "{external:ref}`there`", "{external+them:doc}`index`",
)  # fmt: skip


def test_links_to_other_projects_display_the_titles_of_inventories(site: Site, tmp_path: Path) -> None:
    """The title, as on the page, and not the name of the target."""
    other = Site(tmp_path / "them")
    other.folder.mkdir()
    other.write({"index.md": "(there)=\n# *Their* title\n", "conf.py": 'extensions = ["myst_parser"]\n'})
    inventory = str(other.build().out / "objects.inv")
    _site(site, *_ELSEWHERE, "{ref}`nothing`").conf |= {
        "intersphinx_mapping": {"them": ("https://example.org/", inventory)},
        "extensions": ["myst_parser", "sphinx.ext.intersphinx", "sphinxext_blog"],
    }
    assert _excerpt(site.build()).startswith(f"See {'Their title; ' * len(_ELSEWHERE)}nothing.")


def test_parallel_repeated_and_fresh_builds_agree(site: Site) -> None:
    build = _site(site, *LINKS).build(parallel=2)
    assert site.build(parallel=2).updated == []
    assert differences(build.out, site.fresh().out) == {}


def test_the_excerpt_is_cut_where_the_titles_end_up(site: Site) -> None:
    links = ["{doc}`alpha`"] * 100
    build = _site(site, *links).build(blog_excerpt_length=60)
    assert _excerpt(build) == f"See {'The alpha post; ' * 20}"[:55].rstrip() + "..."
    build = _site(site, *["x" * 500, *links]).build(blog_excerpt_length=60)
    assert _excerpt(build) == f"See {'x' * 56}..."


def test_an_excerpt_of_the_author_s_own_is_left_alone(site: Site) -> None:
    _site(site, "[](alpha.md)")
    site.replace("posts/beta.md", "date: 2025-01-02", "date: 2025-01-02\nexcerpt: My own words.")
    assert _excerpt(site.build()) == "My own words."


def test_the_head_contains_the_same_text(site: Site) -> None:
    """The description of a post in its head, and in feeds, is the text that listings show."""
    _site(site, "{doc}`/page`", "{ref}`part`", "{blog:post}`alpha`").conf["html_baseurl"] = "https://example.org/"

    def said(build: Build) -> str:
        found = build.page("posts/beta.html").select_one('meta[name="description"]')
        return str(found["content"]) if found is not None else ""

    assert said(site.build()).startswith("See A page; A part; The alpha post.")
    site.replace("posts/alpha.md", "The *alpha* post", "Another title")
    site.replace("page.md", "# A page", "# Another page")
    rebuilt = site.build()
    assert said(rebuilt).startswith("See Another page; A part; Another title.")
    assert differences(rebuilt.out, site.fresh().out) == {}


def test_math_in_titles_is_readable(site: Site) -> None:
    """In plain texts no TeX is displayed, whatever leads to the document."""
    links = ("[](alpha.md)", "{doc}`alpha`", "{ref}`label`", "[](#label)", "[](alpha.md#label)", "{blog:post}`alpha`")
    _site(site, *links).replace("posts/alpha.md", "# The *alpha* post", "(label)=\n# The $\\frac{\\pi^2}{6}$ post")
    build = site.build(myst_enable_extensions=["dollarmath"])
    text = "; ".join(["The π²/6 post"] * len(links))
    assert _excerpt(build) == f"See {text}. Own part End."
    description = build.page("posts/beta.html").select_one("meta[name=description]")
    assert description is not None
    assert "\\" not in description["content"]
