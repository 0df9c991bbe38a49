"""Templates of listings: an author's replaces ours by its name, and gets what the view of the page names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinxext_blog.render.context import NotInViewError, ViewContext
from tests.builds.site import differences
from tests.builds.test_states import post

if TYPE_CHECKING:
    from tests.builds.site import Site

_MATH = "A formula $x^2$, ![a picture](cover.png) and `code`.\n\n<!-- more -->\n\nThe rest.\n"


@pytest.fixture
def blog(site: Site) -> Site:
    """Two posts, and a page that lists them."""
    site.conf = {"templates_path": ["_templates"], "myst_enable_extensions": ["dollarmath"]}
    return site.write(
        {
            "index.md": "# Site\n",
            "list.md": "---\norphan: true\n---\n# List\n\n```{postlist}\n```\n",
            "posts/a.md": post("A & b", "date: 2026-01-01", "tags: [x, y]", "author: Mei", body=_MATH),
            "posts/b.md": post("B", "date: 2026-01-02", "pinned: true"),
            "posts/cover.png": b"GIF89a",
        }
    )


def _example() -> str:
    """The template that the manual has for an example."""
    text = (Path(__file__).parents[2] / "docs" / "reference" / "templates.md").read_text(encoding="utf-8")
    return text.partition(":caption: _templates/blog/entry.html\n\n")[2].partition("```")[0]


def test_an_entry_may_be_laid_out_otherwise(blog: Site) -> None:
    """The example of the manual: the excerpt first, wherever entries stand."""
    build = blog.write({"_templates/blog/entry.html": _example()}).build()
    assert build.warnings == []
    for name, up in (("list.html", ""), ("blog/index.html", "../")):
        entries = build.main(name).select("article.blog-entry")
        assert len(entries) == 2
        [entry] = [found for found in entries if "A & b" in found.text]
        assert entry.find().name == "p"  # type: ignore[union-attr]
        assert entry.select_one(".math") is not None
        assert entry.select_one("img")["src"] == f"{up}_images/cover.png"  # type: ignore[index]
        assert entry.select_one("h2 a")["href"] == f"{up}posts/a.html"  # type: ignore[index]
        assert [tag.text for tag in entry.select(".blog-tag-name")] == ["x", "y"]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("list", "list.html"),
        ("compact", "blog/tag/x.html"),
        ("archive", "blog/archive.html"),
        ("term_list", "blog/tag/index.html"),
        ("home_links", "blog/index.html"),
    ],
)
def test_each_part_has_a_template_of_its_own(blog: Site, name: str, page: str) -> None:
    blog.write({f"_templates/blog/{name}.html": "<b>mine</b>"})
    build = blog.build()
    assert build.warnings == []
    assert [found.text for found in build.main(page).select("b")] == ["mine"]


def test_what_a_template_shows_is_escaped(blog: Site) -> None:
    blog.replace("posts/b.md", "# B", r"# B \<script>")
    blog.write({"_templates/blog/list.html": "{% for entry in entries %}<b>{{ entry.title.text }}</b>{% endfor %}"})
    assert "<b>B &lt;script&gt;</b>" in blog.build().text("list.html")


@pytest.mark.parametrize("text", ["{% if %}", "{{ entry.no.such }}", "{% include 'nothing.html' %}"])
def test_a_template_that_is_broken_is_reported_and_ours_is_used(blog: Site, text: str) -> None:
    """Once, and the pages are as ever."""
    ours = blog.fresh().main("list.html")
    blog.write({"_templates/blog/entry.html": text})
    build = blog.build()
    assert len(build.warnings) == 1
    assert build.warnings[0].endswith("[blog.template]")
    assert "entry.html" in build.warnings[0]
    assert build.main("list.html") == ours


def test_a_change_of_a_template_writes_the_pages_again(blog: Site) -> None:
    blog.write({"_templates/blog/entry.html": "<b>one</b>"})
    blog.build()
    blog.write({"_templates/blog/entry.html": "<b>two</b>"})
    build = blog.build()
    assert [found.text for found in build.main("list.html").select("b")] == ["two", "two"]
    assert [found.text for found in build.main("blog/index.html").select("b")] == ["two", "two"]


@pytest.mark.parametrize("request_", ["year_label(1999)", "badge_label('draft')", "counted('x', 77)"])
def test_a_template_gets_what_the_view_names_and_nothing_else(
    blog: Site, monkeypatch: pytest.MonkeyPatch, request_: str
) -> None:
    """So whatever a page shows of others is part of its fingerprint; outside of these tests nothing breaks."""
    blog.write({"_templates/blog/list.html": f"<b>{{{{ {request_} }}}}</b>"})
    with pytest.raises(NotInViewError):
        blog.build()
    monkeypatch.setattr(ViewContext, "is_strict", False)
    assert blog.fresh().main("list.html").select("b")


def test_workers_lay_out_the_same(blog: Site) -> None:
    for number in range(8):
        blog.write({f"posts/more-{number}.md": post(f"More {number}", "date: 2025-01-01", "tags: [x]", body=_MATH)})
    serial, parallel = blog.fresh(), blog.fresh(parallel=2)
    assert serial.warnings == parallel.warnings == []
    assert differences(serial.out, parallel.out) == {}
