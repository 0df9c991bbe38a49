"""Raw HTML in excerpts, and “Read more” wherever something was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bs4 import Tag

    from tests.builds.site import Site

pytestmark = pytest.mark.slow

CONF = (
    'project = "Test"\nextensions = ["myst_parser", "sphinx.ext.graphviz", "sphinxext_blog"]\n'
    'blog_posts = ["posts/**"]\ngraphviz_output_format = "svg"\nsuppress_warnings = ["graphviz"]\nhtml_baseurl = "https://example.org/"\n'
)
MORE = "\n\n<!-- more -->\n\n"
WORDS = "word " * 80


def _entry(site: Site, body: str, head: str = "", name: str = "posts/one.md") -> tuple[str, bool, Tag]:
    """The HTML of the post's excerpt, whether “Read more” stands below it, and the entry."""
    is_whole = body.startswith(("---", ":date:"))
    text = body if is_whole else f"---\ndate: 2026-01-11\n{head}---\n# One\n\n{body}\n"
    site.write({"conf.py": CONF, "index.md": "# Home\n", name: text, "posts/a.svg": "<svg/>"})
    site.write({"posts/old.md": "---\ndate: 2020-01-01\n---\n# Old\n\nOld text.\n"})
    build = site.build()
    entry, old = build.main("blog/index.html").select(".blog-entry")
    assert "Old text." in old.get_text()  # it is not inside of the other
    excerpt = entry.select_one(".blog-excerpt")
    html = str(excerpt) if excerpt is not None else ""
    return html, entry.select_one(".blog-read-more") is not None, entry


@pytest.mark.parametrize(
    "html",
    [
        '<iframe class="mine" src="https://example.org/x"></iframe>',
        "<p class='mine'>By hand.</p>",
        "<div class='mine'>\n\nMarked **up**.\n\n</div>",
        "<div class='mine'><div>\n\nMarked.\n\n</div></div>",
        "- item\n\n  <p class='mine'>By hand.</p>",
    ],
)
@pytest.mark.parametrize("place", ["above", "body", "automatic", "number"])
def test_html_is_preserved(site: Site, html: str, place: str) -> None:
    """Above the marker, in the body of a directive, in an automatic excerpt, before the last of some paragraphs."""
    text = {"above": f"{html}{MORE}Rest.", "number": f"{html}\n\nA\n\nB\n\nRest."}.get(place, html)
    body, head = text, "excerpt: 2\n" if place == "number" else ""
    if place == "body":
        body = f"`````{{post}} 2026-01-11\n{html}\n`````\n\nRest."
    if place == "number" and "Marked" in html:
        head = "excerpt: 3\n"  # it has a paragraph itself
    found, more, entry = _entry(site, body, head)
    assert entry.select_one(".blog-excerpt .mine") is not None
    assert "Rest" not in found
    assert more == (place != "automatic")


def test_addresses_in_it_fit_the_listing(site: Site) -> None:
    """As with inline HTML."""
    found, _, _ = _entry(site, '<p><img src="a.svg"></p>')
    assert 'src="../posts/a.svg"' in found


def test_html_counts_by_its_words(site: Site) -> None:
    """Tags are none."""
    tags = '<i class="a b c d e f g h" title="i j k l m n o p q r s t u v w x y z"></i>' * 10
    found, more, _ = _entry(site, f"<p>{tags}Few.</p>\n\nSecond.\n\n<p>{WORDS}</p>\n\nRest.")
    assert "Second." in found
    assert WORDS.strip() in found
    assert "Rest." not in found
    assert more


def test_a_block_that_is_far_too_long_is_left_out(site: Site) -> None:
    """HTML is not cut."""
    found, more, _ = _entry(site, f"First.\n\n<table><tr><td>{WORDS * 5}</td></tr></table>")
    assert "First." in found
    assert "<table" not in found
    assert more


def test_html_in_a_block_that_is_cut_is_shown_whole_or_not_at_all(site: Site) -> None:
    """Inline, too."""
    found, more, _ = _entry(site, f"First <b>{WORDS * 5}</b> and <kbd>x</kbd>\n")
    assert "First" in found
    assert "<b>" not in found
    assert more


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='open'>\n\nFirst.{MORE}Rest.\n\n</div>",
        f"<div class='open'>\n\nFirst. {WORDS}\n\nRest.\n\n</div>",
        f"First.\n\n</div>\n\n</div>{MORE}Rest.",
        "> First.\n>\n> <div class='open'>\n>\n> <!-- more -->\n>\n> </div>\n\nRest.",
        "`````{post} 2026-01-11\n<div class='open'>\n\nFirst.\n`````\n\nRest.\n\n</div>",
    ],
)
def test_an_excerpt_between_two_tags_does_not_swallow_the_listing(site: Site, body: str) -> None:
    """What is not ended in it, or not begun, is left out; its text stays."""
    found, more, _ = _entry(site, body)
    assert "First." in found
    assert 'class="open"' not in found
    assert more


@pytest.mark.parametrize("quiet", ["<!-- note -->", "<script>\nx()\n</script>", "<style>\np {}\n</style>"])
def test_what_shows_nothing_is_not_taken(site: Site, quiet: str) -> None:
    """And is no rest."""
    found, more, _ = _entry(site, f"{quiet}\n\nFirst.\n\n{quiet}{MORE}{quiet}\n")
    assert "First." in found
    assert not any(word in found for word in ("note", "script", "style"))
    assert not more


def test_a_post_of_one_html_block(site: Site) -> None:
    """It is the excerpt."""
    found, more, _ = _entry(site, "<p>By hand.</p>")
    assert ("By hand." in found, more) == (True, False)


@pytest.mark.parametrize("said", ["Said in **short**.", "Said in short."])
@pytest.mark.parametrize("body", ["<p>By hand.</p>", "![](a.svg)", "<!-- note -->"])
def test_read_more_below_an_excerpt_of_the_author_s_own(site: Site, said: str, body: str) -> None:
    """Wherever the post has anything to show."""
    found, more, _ = _entry(site, body, f"excerpt: {said}\n")
    assert ("Said in" in found, more) == (True, body != "<!-- note -->")


def test_a_title_below_html_is_still_the_title(site: Site) -> None:
    """It is not shown twice."""
    found, _, entry = _entry(site, "---\ndate: 2026-01-11\n---\n<p>Banner.</p>\n\n# One\n\nText.\n")
    assert "Banner." in found
    assert "One" not in found
    assert "One" in entry.get_text()


# -- read more ----------------------------------------------------------------------------------------------------

LEFT_OUT = {
    "html": f"First.{MORE}<p>By hand.</p>",
    "frame": f"First.{MORE}<iframe src='x'></iframe>",
    "list of posts": f"First.{MORE}```{{postlist}}\n```",
    "list of terms": f"First.{MORE}```{{termlist}} tags\n```",
    "contents": f"First.{MORE}```{{toctree}}\n../index\n```",
    "diagram": f"First.{MORE}```{{graphviz}}\ndigraph {{ a -> b }}\n```",
    "image": f"First.{MORE}![](a.svg)",
    "image in a quote": "> First.\n>\n> <!-- more -->\n>\n> ![](a.svg)",
    "image in an item": "- First.\n\n  <!-- more -->\n\n  ![](a.svg)",
    "html in an item": "- First.\n\n  <!-- more -->\n\n  <iframe src='x'></iframe>",
    "diagram in a note": ("````{note}\nFirst.\n\n<!-- more -->\n\n```{graphviz}\ndigraph { a -> b }\n```\n````"),
    "list after an automatic one": "First.\n\n```{postlist}\n```",
    "list above the marker": f"First.\n\n```{{postlist}}\n```{MORE}",
    "list in a note": "````{note}\nFirst.\n\n```{postlist}\n```\n````",
    "html far too long": f"First.\n\n<p>{WORDS * 5}</p>",
}
NOTHING = {
    "comment": f"First.{MORE}<!-- note -->",
    "percent": f"First.{MORE}% note",
    "target": f"First.{MORE}(here)=",
    "index": f"First.{MORE}```{{index}} word\n```",
    "hidden": f"First.{MORE}````{{only}} internal\nSecret.\n````",
    "hidden contents": f"First.{MORE}```{{toctree}}\n:hidden:\n../index\n```",
    "tags": f"First.{MORE}```{{tag}} a\n```",
    "end tag": f"<div>\n\nFirst.{MORE}</div>",
    "anchor": f"First.{MORE}<a name='x'></a>",
    "hidden in a quote": "> First.\n>\n> <!-- more -->\n>\n> ````{only} internal\n> Secret.\n> ````",
    "end of an item": "- First.\n\n  <!-- more -->",
    "body and a comment": "`````{post} 2026-01-11\nFirst.\n`````\n\n<!-- note -->",
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_read_more_where_something_was_left_out(site: Site, name: str) -> None:
    """Be it no text."""
    found, more, _ = _entry(site, LEFT_OUT[name])
    assert "First." in found
    assert more


@pytest.mark.parametrize("name", NOTHING)
def test_no_read_more_for_what_nobody_sees(site: Site, name: str) -> None:
    """Comments, targets, index entries, what a condition hides."""
    found, more, _ = _entry(site, NOTHING[name])
    assert "First." in found
    assert not more


def test_substitutions_are_nothing_to_read_on_for(site: Site) -> None:
    """Their definitions, that is."""
    text = ":date: 2026-01-11\n\nOne\n===\n\nFirst.\n\n.. more\n\n.. |s| replace:: t\n"
    found, more, _ = _entry(site, text, name="posts/one.rst")
    assert ("First." in found, more) == (True, False)


# -- scripts ------------------------------------------------------------------------------------------------------

PLACES = {
    "heading": "First.\n\n## Heading {}\n\nSecond.",
    "paragraph": "First. {} Second.",
    "emphasis": "*First. {}* Second.",
    "item": "- First. {}\n- Second.",
    "quote": "> First. {}\n\nSecond.",
    "cell": "| A {} | B |\n|---|---|\n| First. | Second. {} |",
    "caption": "```{{figure}} a.svg\nFirst. {}\n```\n\nSecond.",
    "note": "```{{note}}\nFirst. {}\n```\n\nSecond.",
    "title of a note": "```{{admonition}} First. {}\nText.\n```\n\nSecond.",
    "link": "[First. {}](https://example.org/)\n\nSecond.",
    "footnote": "First.[^1] Second.\n\n[^1]: Note {}",
    "term": "First {}\n: Second {}",
}
QUIET = ("<script>run(1)</script>", "<STYLE>run {}</STYLE>", "<template><b>run</b></template>")
CONF_OF_PLACES = CONF + 'myst_enable_extensions = ["deflist"]\n'


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "quiet", ["<script>run(1)</script>", "<STYLE>run {}</STYLE>", "<template><b>run</b></template>"]
)
def test_scripts_are_excluded_anywhere(site: Site, place: str, quiet: str) -> None:
    """In nodes, plain texts and descriptions; nothing of them counts as something to read on for."""
    body = PLACES[place].format(*([quiet] * 2))
    text = f"---\ndate: 2026-01-11\n---\n# One\n\n{body}\n"
    conf = CONF_OF_PLACES + 'blog_feed_content = "excerpt"\n'
    site.write({"conf.py": conf, "index.md": "# Home\n\n```{postlist}\n:style: list\n:excerpt: text\n```\n"})
    build = site.write({"posts/one.md": text, "posts/a.svg": "<svg/>"}).build()
    for page in ("blog/index.html", "index.html"):
        excerpt = build.main(page).select_one(".blog-excerpt")
        assert excerpt is not None
        if place == "cell" and page == "index.html":  # a plain text names a table
            assert excerpt.get_text().strip() == "[table]"
        else:
            assert ("First" in str(excerpt), "Second" in str(excerpt)) == (True, True)
        assert "run" not in excerpt.get_text()
        assert not excerpt.select("script, style, template")
    assert "run" not in build.feed_content().get_text()
    assert not build.main("blog/index.html").select(".blog-read-more")
    described = build.page("posts/one.html").select("meta[name=description]")
    assert not any("run" in str(found["content"]) for found in described)
