"""Series: listed in their order with numbers, and links of the theme that agree with their box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.builds.site import Build, Site

pytestmark = pytest.mark.slow

_DATES = {"one": 3, "two": 1, "three": 2, "before": 4, "after": 5}
"""The days of the posts; the order of the parts is not that of their dates."""


def _build(site: Site, builder: str = "html", **conf: Any) -> Build:
    orders = {"one": 1, "two": 2, "three": 3}
    for name, day in _DATES.items():
        series = f"series: Long\nseries_order: {orders[name]}\n" if name in orders else ""
        site.write({f"posts/{name}.md": f"---\ndate: 2026-01-{day:02}\n{series}---\n# {name.title()}\n\nText.\n"})
    return site.write({"index.md": "# Home\n\n```{toctree}\nblog/index\n```\n"}).build(builder, **conf)


def _neighbors(build: Build, name: str) -> list[str | None]:
    page = build.page(f"posts/{name}.html")
    links = [page.select_one(f"head link[rel={relation}]") for relation in ("prev", "next")]
    return [str(link["href"]).removesuffix(".html") if link is not None else None for link in links]


def test_the_page_of_a_series_lists_its_parts_in_order(site: Site) -> None:
    """With their numbers, also on later pages; other terms and years are listed by date."""
    build = _build(site, blog_term_page_size=2)
    page = build.main("blog/series/long.html")
    assert [link.get_text() for link in page.select("ol.blog-compact > li a")] == ["One", "Two"]
    last = build.main("blog/series/long/page/2.html").select_one("ol.blog-compact")
    assert last is not None
    assert (last["start"], [link.get_text() for link in last.select("a")]) == ("3", ["Three"])
    assert build.main("blog/2026.html").select_one("ul.blog-compact li a").get_text() == "After"  # type: ignore[union-attr]
    assert build.warnings == []


@pytest.mark.parametrize("style", ["list", "cards", "table", "timeline", "full"])
def test_every_style_displays_the_numbers_of_a_series(site: Site, style: str) -> None:
    """On the page of the series, and in a listing of one series."""
    site.write({"list.md": f"---\norphan: true\n---\n# List\n\n```{{postlist}}\n:series: Long\n:style: {style}\n```\n"})
    build = _build(site, blog_term_listing=style, blog_term_page_size=2)
    for page, numbers in (("blog/series/long", "12"), ("blog/series/long/page/2", "3"), ("list", "123")):
        found = [number.get_text() for number in build.main(f"{page}.html").select(".blog-number")]
        assert found == [f"{number}." for number in numbers], page
    assert build.main("list.html").select_one(".blog-number + a").get_text() == "One"  # type: ignore[union-attr]
    assert build.warnings == []


@pytest.mark.parametrize(
    ("options", "titles", "first_number"),
    [
        (":series: Long", ["One", "Two", "Three"], "1"),
        (":series: Long\n:path: posts/t*", ["Two", "Three"], "2"),
        (":series: Long\n:path: '*,-posts/two'", ["One", "Three"], None),
        (":series: Long\n:sort: newest", ["One", "Three", "Two"], None),
        (":series: -Long", ["After", "Before"], None),
        (":sort: series", ["One", "Two", "Three", "Before", "After"], None),
        (":series: Long\n:paginate: 2", ["One", "Two"], "1"),
    ],
)
def test_a_listing_of_a_series_is_in_its_order(
    site: Site, options: str, titles: list[str], first_number: str | None
) -> None:
    """Consecutive parts have their numbers."""
    site.write({"list.md": f"---\norphan: true\n---\n# List\n\n```{{postlist}}\n{options}\n:style: compact\n```\n"})
    build = _build(site)
    page = build.main("list.html")
    assert [link.get_text() for link in page.select(".blog-compact > li a")] == titles
    numbered = page.select_one("ol.blog-compact")
    assert (numbered and numbered["start"]) == first_number
    if "paginate" in options:
        rest = build.main("list/page/2.html").select_one("ol.blog-compact")
        assert rest is not None
        assert (rest["start"], rest.select_one("a").get_text()) == ("3", "Three")  # type: ignore[union-attr]


def test_a_text_has_the_numbers_of_a_series(site: Site) -> None:
    text = _build(site, "text").text("blog/series/long.txt")
    starts = [line.strip()[:2] for line in text.splitlines()]
    assert [start for start in starts if start in ("1.", "2.", "3.")] == ["1.", "2.", "3."]


def test_the_links_of_the_theme_agree_with_the_series(site: Site) -> None:
    """Previous is the part before, and the older post elsewhere; from its ends no link leads back into the series."""
    build = _build(site)
    assert {name: _neighbors(build, name) for name in _DATES} == {
        "one": [None, "two"],
        "two": ["one", "three"],
        "three": ["two", None],
        "before": ["one", "after"],
        "after": ["before", None],
    }
    assert {name: _neighbors(site.build(blog_series_box=False), name) for name in ("two", "one")} == {
        "two": [None, "three"],
        "one": ["three", "before"],
    }


def test_a_changed_order_writes_the_parts_again(site: Site) -> None:
    _build(site)
    site.replace("posts/two.md", "series_order: 2", "series_order: 4")
    assert {"posts/one", "posts/two", "posts/three", "blog/series/long"} <= {*site.build().updated, "posts/two"}


def test_alabaster_calls_the_older_post_previous(site: Site) -> None:
    page = _build(site, html_theme="alabaster", html_theme_options={"show_relbars": True}).page("posts/before.html")
    related = page.select_one("nav#rellinks, div.related.top, .relations")
    assert related is not None
    links = {link.get_text(" ", strip=True): str(link.get("href")) for link in page.select(".relations a, .related a")}
    assert any(text.strip("←→ ") == "One" and "one" in href for text, href in links.items()), links
