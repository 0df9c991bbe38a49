"""Links in excerpts: a listing shows what they show after an edit elsewhere, which Sphinx would not write again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import myst_parser
import pytest

from tests.builds.site import Build, differences

if TYPE_CHECKING:
    from tests.builds.site import Site

pytestmark = pytest.mark.slow

_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
PAGE = """\
# A page

(part)=
## A part

Text.

```{figure} one.png
:name: figure

A figure
```

```{math}
:label: formula

e = m
```

```{glossary}
Word
  What it means.
```

```{py:function} called(x)
```

```{option} --flag
```
"""
_NEW_TITLE = ("page.md", "## A part", "## Another part")
_RENAMED = ("page.md", "# A page", "# Another page")
LINKS = {
    "{ref}`part`": _NEW_TITLE,
    "[](#part)": _NEW_TITLE,
    "[](../page.md#part)": _NEW_TITLE,
    "[](../page.md#a-part)": ("page.md", "## A part", "## A  *part*"),
    "{any}`part`": _NEW_TITLE,
    "[](part)": _NEW_TITLE,
    "[](../page.md)": _RENAMED,
    "{doc}`/page`": _RENAMED,
    "{any}`/page`": _RENAMED,
    "<project:/page.md>": _RENAMED,
    "{ref}`figure`": ("page.md", "A figure", "Another figure"),
    "{numref}`figure`": ("page.md", "## A part", "```{figure} one.png\n\nFirst\n```\n\n## A part"),
    "{numref}`%s {name} <figure>`": ("page.md", "A figure", "Another figure"),
    "{eq}`formula`": ("page.md", "## A part", "```{math}\n:label: first\n\na = b\n```\n\n## A part"),
}
MOVED = ["{term}`Word`", "{py:func}`called`", "{option}`--flag`", "{numref}`figure`", "{eq}`formula`", "{ref}`figure`"]


def _site(site: Site, link: str, **conf: Any) -> Site:
    site.conf = {"myst_heading_anchors": 3, "suppress_warnings": ["ref", "myst", "toc"], "numfig": True, **conf}
    site.conf["html_baseurl"] = "https://example.org/"
    site.write({"one.png": _PNG, "page.md": PAGE, "second.md": "# Second\n\nText.\n"})
    index = "# Home\n\n```{toctree}\n:numbered:\n\nsecond\npage\nblog/index\n```\n"
    post = f"---\ndate: 2026-01-01\ntags: [one]\n---\n# Post\n\nSee {link}.\n\n<!-- more -->\n\nRest {link}.\n"
    return site.write({"index.md": index, "posts/a.md": post, "posts/b.md": post.replace(link, "nothing")})


def _listings(one: Build, other: Build) -> dict[str, str]:
    """What differs in generated pages."""
    found = differences(one.out, other.out)
    return {name: why for name, why in found.items() if name.startswith("blog/")}


@pytest.mark.parametrize("excerpt", ["rich", "full"])
@pytest.mark.parametrize("numfig", [True, False])
@pytest.mark.parametrize("link", LINKS)
def test_a_listing_follows_what_a_link_shows(site: Site, link: str, excerpt: str, numfig: bool) -> None:
    """The title, caption or number, whatever document it is in."""
    conf = {"blog_excerpt": excerpt, "numfig": numfig, "blog_term_listing": "list"}
    before = _site(site, link, **conf).build().text("blog/index.html")
    site.replace(*LINKS[link])
    after = site.build()
    assert _listings(after, site.fresh()) == {}
    changes = numfig or "numref" not in link
    if int(myst_parser.__version__.partition(".")[0]) < 5 and link == "[](../page.md#part)":
        changes = False  # it looks for headings in a file, and not for labels
    assert (after.text("blog/index.html") != before) is changes


@pytest.mark.parametrize("numfig", [True, False])
@pytest.mark.parametrize("link", MOVED)
def test_a_listing_follows_what_moves(site: Site, link: str, numfig: bool) -> None:
    """To another document, and away."""
    _site(site, link, numfig=numfig).build()
    parts = PAGE.partition("```")
    site.write({"page.md": parts[0], "second.md": f"# Second\n\n{''.join(parts[1:])}"})
    moved = site.build()
    assert _listings(moved, site.fresh()) == {}
    site.write({"second.md": "# Second\n\nText.\n"})
    assert _listings(site.build(), site.fresh()) == {}


def test_numbers_of_another_document_count(site: Site) -> None:
    """A figure before it in the toctree makes a figure a later one, though its document was not read."""
    _site(site, "{numref}`figure`", numfig_secnum_depth=0)
    assert "Fig. 1" in site.build().main("blog/index.html").text
    site.replace("second.md", "Text.", "```{figure} one.png\n\nFirst\n```\n")
    site.write({"one.png": _PNG})
    after = site.build()
    assert "Fig. 2" in after.main("blog/index.html").text
    assert _listings(after, site.fresh()) == {}


@pytest.mark.parametrize("link", [*LINKS, *MOVED])
def test_only_the_listings_that_show_it_are_written(site: Site, link: str) -> None:
    """An edit that changes nothing they show is none of theirs."""
    _site(site, link).build()
    site.build("dirhtml")
    assert [name for name in site.build().updated if name.startswith("blog/")] == []
    site.replace("page.md", "Text.", "Another text.")
    assert [name for name in site.build().updated if name.startswith("blog/")] == []
