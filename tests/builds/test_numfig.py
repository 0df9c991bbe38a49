"""Numbers of figures, tables, listings and equations in posts, which stand in no toctree."""

from __future__ import annotations

import re

import pytest

from tests.builds.site import Site, differences

_POST = """\
:date: 2026-01-01

Numbers
=======

See :numref:`a-figure`, :numref:`a-table`, :numref:`a-listing`, :eq:`an-equation` and :numref:`second-figure`.

.. figure:: cover.png
   :name: a-figure

   A figure.

.. figure:: cover.png
   :name: second-figure

   Another.

.. table:: A table
   :name: a-table

   == ==
   a  b
   == ==

.. code-block:: python
   :caption: A listing
   :name: a-listing

   print()

.. math:: a = b
   :label: an-equation
"""
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


@pytest.fixture
def blog(site: Site) -> Site:
    """A page with a figure in a toctree, and two posts with figures in none."""
    return site.write(
        {
            "index.md": "# Site\n\n```{toctree}\n:numbered:\n\nblog/index\npage\n```\n",
            "page.md": "# Page\n\n```{figure} posts/cover.png\n:name: of-page\n\nA figure.\n```\n\n"
            "{numref}`of-page`, {numref}`a-figure`, {eq}`an-equation`\n",
            "posts/numbers.rst": _POST,
            "posts/other.rst": re.sub(r"\b(a|an|second)-(?=figure|table|listing|equation)", r"other-\1-", _POST),
            "posts/cover.png": _PICTURE,
        }
    )


@pytest.mark.parametrize("numfig", [True, False])
@pytest.mark.parametrize("builder", ["html", "dirhtml", "latex", "singlehtml", "text"])
def test_posts_have_numbers_of_their_own(blog: Site, builder: str, numfig: bool) -> None:
    """Each post counts from 1, references agree, and no builder complains."""
    build = blog.build(builder, numfig=numfig)
    unnumbered = [] if numfig else [line for line in build.warnings if "numfig is disabled" in line]
    assert [line for line in build.warnings if line not in unnumbered] == []
    if builder == "html" and numfig:
        for name in ("numbers", "other"):
            text = build.main(f"posts/{name}.html").text
            assert "See Fig. 1, Table 1, Listing 1, (1) and Fig. 2." in " ".join(text.split())
        assert "Fig. 2.1, Fig. 1, (1)" in " ".join(build.main("page.html").text.split())


def test_numbers_do_not_make_posts_look_changed(blog: Site) -> None:
    """A second build writes nothing, though Sphinx compares numbers."""
    first = blog.build(numfig=True)
    second = blog.build(numfig=True)
    assert second.updated == []
    assert "0 added, 0 changed, 0 removed" in second.log
    assert "writing output... [" not in second.log
    assert differences(first.out, blog.fresh(numfig=True).out) == {}


def test_a_listing_repeats_no_number(blog: Site) -> None:
    """Figures and equations of several posts on one page have no numbers there, which would be those of others."""
    build = blog.write({"list.md": "---\norphan: true\n---\n# List\n\n```{postlist}\n:style: full\n```\n"}).build(
        numfig=True
    )
    assert build.warnings == []
    page = build.main("list.html")
    assert len(page.select("figcaption")) == 4
    assert page.select(".caption-number, .eqno") == []


def test_posts_that_mention_objects_have_numbers(blog: Site) -> None:
    """Objects are looked up before the generated pages, which a toctree contains and Sphinx numbers, are read."""
    blog.conf |= {"numfig": True, "blog_mentions": ["py", "std"], "blog_objects": True}
    blog.write({"api.md": "---\norphan: true\n---\n# API\n\n```{py:function} run()\n```\n"})
    blog.replace("posts/other.rst", "Numbers", "Other")
    blog.build()
    blog.replace("posts/numbers.rst", "See ", "See :py:func:`run`, ")
    build = blog.build()
    assert build.warnings == []
    text = " ".join(build.main("posts/numbers.html").text.split())
    assert "run(), Fig. 1, Table 1, Listing 1, (1) and Fig. 2." in text
    assert "Numbers" in build.main("api.html").text
    assert differences(build.out, blog.fresh().out) == {}
