"""Pages of a blog as readers have them: on a phone and a desktop, in light and dark, by keyboard, without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import screen

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Reader, Readers

PLAIN = "plain.html"
"""An ordinary document with code, a wide table and math: what a theme makes of them without us."""
LISTINGS = {
    "blog/index.html": ".blog-entry",
    "blog/page/2.html": ".blog-entry",
    "blog/tag/layout.html": ".blog-compact > li",
    "blog/archive.html": ".blog-archive-posts > li",
    "blog/tag/index.html": ".blog-terms > li",
    "cards.html": ".blog-card",
    "table.html": ".blog-table tbody tr",
    "timeline.html": ".blog-points > li",
    "overviews.html": ".blog-cloud, .blog-bar, .blog-lines > li, .blog-compact > li, .blog-terms",
}
"""Pages with a listing, and what it consists of."""
POST = "posts/wide.html"
_OURS = (
    ".blog-entry", ".blog-bar", ".blog-pager", ".blog-compact", ".blog-archive-year", ".blog-terms", ".blog-cards",
    ".blog-cloud", ".blog-lines", ".blog-table", ".blog-timeline",
)  # fmt: skip
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_HIDDEN = """parts => parts.filter(part => {
    const link = part.querySelector('a') || part;
    link.scrollIntoView({block: 'center', behavior: 'instant'});
    const box = part.getBoundingClientRect();
    if (box.width < 20 || box.height < 10 || box.left < 0 || box.right > document.documentElement.clientWidth + 1)
        return true;
    const first = link.getClientRects()[0];
    const above = document.elementFromPoint(first.left + 3, first.top + first.height / 2);
    return !(above && (link.contains(above) || above.contains(link)));
}).map(part => part.textContent.slice(0, 60))"""
_FOCUSED = """() => {
    const inner = document.activeElement.closest('.blog-entry, .blog-pager, .blog-bar');
    const link = document.activeElement;
    return inner && link.matches('a') ? link.innerText + ' ' + link.href : null;
}"""
_IN_ORDER = "links => links.map(link => link.innerText + ' ' + link.href)"


def violations(page: Page, parts: tuple[str, ...]) -> set[tuple[str, ...]]:
    """What axe objects to in parts of a page: rules, and for contrast the colours."""
    present = [part for part in parts if page.locator(part).count()]
    assert present
    response: dict[str, Any] = (
        Axe().run(page, context={"include": [[part] for part in present]}, options=_RULES).response
    )
    found: set[tuple[str, ...]] = set()
    for violation in response["violations"]:
        for node in violation["nodes"]:
            colours = [check["data"] for check in node["any"] if check["id"] == "color-contrast"]
            if colours:
                found.add((violation["id"], colours[0]["fgColor"], colours[0]["bgColor"]))
            else:
                found.add((violation["id"],))
    return found


def main(page: Page) -> str:
    """A selector of the theme's column of text."""
    return next(part for part in ("div.body", "article", "[role=main]") if page.locator(part).count())


def listing_of(page: Page) -> list[str]:
    """What a page's listing says, block by block."""
    return [text.strip() for text in page.locator(", ".join(_OURS)).all_inner_texts()]


@dataclass(frozen=True)
class Tour:
    """What every page of the blog is like on a screen; each is opened once, which takes most of the time."""

    widths: dict[str, int]
    """By how much each page is wider than the window."""
    sizes: dict[str, int]
    """The number of parts of each listing."""
    hidden: dict[str, list[str]]
    """The parts of each listing that cannot be seen."""
    violations: dict[str, set[tuple[str, ...]]]
    """What axe objects to in our parts of each listing, and in the text of the plain page."""
    said_by_theme: list[str]
    """What the plain page wrote to the console."""
    said: list[str]
    """What all pages wrote to the console."""
    fetched: list[str]
    """What they asked of other sites."""


@pytest.fixture(scope="session", params=[("phone", "dark"), ("desktop", "light")], ids="-".join)
def tour(readers: Readers, folder: Path, request: pytest.FixtureRequest) -> Tour:
    """A tour of the blog in a theme, on a phone by night and on a desktop by day."""
    with readers(folder, **screen(*request.param)) as reader:
        page = reader.open(PLAIN)
        found = Tour({PLAIN: page.evaluate(_OVERFLOW)}, {}, {}, {PLAIN: violations(page, (main(page),))}, [], [], [])
        found.said_by_theme.extend(reader.said)
        for name, part in LISTINGS.items():
            page = reader.open(name)
            found.widths[name] = page.evaluate(_OVERFLOW)
            if name != "blog/page/2.html":  # which is made as the first
                found.violations[name] = violations(page, _OURS)
            found.sizes[name] = page.locator(part).count()
            found.hidden[name] = page.locator(part).evaluate_all(_HIDDEN)
        found.widths[POST] = reader.open(POST).evaluate(_OVERFLOW)
        found.said.extend(reader.said)
        found.fetched.extend(reader.fetched)
        return found


def test_pages_fit(tour: Tour) -> None:
    """No page is wider than the window, and a post with wide contents not wider than the theme makes a document."""
    assert len(tour.widths) == len(LISTINGS) + 2
    allowed = dict.fromkeys(LISTINGS, 0) | dict.fromkeys((PLAIN, POST), tour.widths[PLAIN])
    assert {name: width for name, width in tour.widths.items() if width > allowed[name]} == {}


def test_pages_are_silent(tour: Tour) -> None:
    """No page says a word to the console that the theme does not, or asks another site."""
    assert set(tour.said) - set(tour.said_by_theme) == set()
    assert tour.fetched == []


def test_each_part_of_a_listing_is_seen(tour: Tour) -> None:
    """It lies within the window, and nothing of the theme lies upon it."""
    assert {name for name, size in tour.sizes.items() if size < 2} == set()
    assert {name: parts for name, parts in tour.hidden.items() if parts} == {}


def test_listings_are_accessible(tour: Tour) -> None:
    """Axe finds nothing in our parts, contrast included, that the theme's own text has not."""
    allowed = tour.violations[PLAIN]
    assert len(tour.violations) == len(LISTINGS)
    assert {name: found - allowed for name, found in tour.violations.items() if found - allowed} == {}


@pytest.mark.parametrize("scheme", ["light"])
def test_dates_of_a_list_are_a_column(reader: Reader, size: str) -> None:
    """Titles begin at one place, beside the dates on a desktop and below them on a phone."""
    page = reader.open("blog/archive.html")
    for posts in page.locator(".blog-archive-posts").all():
        starts = posts.locator("a").evaluate_all("links => links.map(link => link.getClientRects()[0].left)")
        assert len({round(start) for start in starts}) == 1
    date, title = (page.locator(f".blog-archive-posts {part}").first.bounding_box() for part in ("time", "a"))
    assert date is not None
    assert title is not None
    if size == "phone":
        assert title["y"] >= date["y"] + date["height"] - 4
    else:
        assert title["x"] > date["x"] + 60
        assert abs(title["y"] - date["y"]) < 8


_WIDE_MATH = """() => {
    for (const math of document.querySelectorAll('div.math'))
        math.innerHTML = '<span style="display: inline-block; width: 1200px">x</span>';
    document.querySelectorAll('section').forEach(section => section.replaceWith(...section.childNodes));
}"""


@pytest.mark.parametrize("size", ["phone"])
@pytest.mark.parametrize("scheme", ["light"])
def test_wide_math_of_a_post_scrolls_by_itself(reader: Reader) -> None:
    """Even if it does not break, and in themes that omit the elements of sections."""
    page = reader.open(POST)
    before = page.evaluate(_OVERFLOW)
    page.evaluate(_WIDE_MATH)
    assert page.locator(".e-content div.math").count() > 0
    assert page.evaluate(_OVERFLOW) <= before


@pytest.mark.parametrize("size", ["desktop"])
@pytest.mark.parametrize("scheme", ["light"])
def test_the_tab_key_reaches_every_link_in_order(reader: Reader) -> None:
    """The bar, then each entry from its title on, then the pager; and the link with the focus is marked."""
    page = reader.open("blog/index.html")
    links = ":is(.blog-bar, .blog-entry, .blog-pager) a:not([tabindex])"  # a cover leads where the title does
    expected = page.locator(links).evaluate_all(_IN_ORDER)
    assert len(expected) > 30
    reached: list[str] = []
    for _ in range(len(expected) + 120):  # the theme's links come first
        page.keyboard.press("Tab")
        at = page.evaluate(_FOCUSED)
        if at is not None and (not reached or at != reached[-1]):
            reached.append(at)
        if reached[-1:] == expected[-1:]:
            break
    assert reached == [link for place, link in enumerate(expected) if place == 0 or link != expected[place - 1]]
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize("size", ["phone"])
@pytest.mark.parametrize("scheme", ["light"])
def test_listings_read_the_same_without_scripts(reader: Reader, readers: Readers, folder: Path) -> None:
    """Every word is there for who runs no JavaScript, and in the same order."""
    with readers(folder, viewport=reader.page.viewport_size, java_script_enabled=False) as bare:
        for name in LISTINGS:
            assert listing_of(bare.open(name)) == listing_of(reader.open(name)) != [], name


@pytest.mark.parametrize("scheme", ["light"])
def test_a_table_of_posts_has_rows_if_there_is_room(reader: Reader, size: str) -> None:
    """On a desktop a title stands beside its date, on a phone above it; nothing is cut off at the side."""
    page = reader.open("table.html")
    frame = page.locator(".blog-table")
    assert frame.evaluate("frame => frame.scrollWidth - frame.clientWidth") <= 0
    row = page.locator(".blog-table tbody tr").first
    date, title = (row.locator(part).bounding_box() for part in ("time", ".blog-cell-title a"))
    assert date is not None
    assert title is not None
    if size == "phone":
        assert date["y"] >= title["y"] + title["height"] - 4
    else:
        assert title["x"] > date["x"] + 60
        assert abs(title["y"] - date["y"]) < 12
        assert page.locator(".blog-table th").first.is_visible()


@pytest.mark.parametrize("size", ["desktop"])
@pytest.mark.parametrize("scheme", ["light"])
def test_the_marks_of_a_timeline_are_on_its_line(reader: Reader) -> None:
    """The middle of each is on the line at the side, in every theme."""
    page = reader.open("timeline.html")
    line = page.locator(".blog-timeline").evaluate("line => line.getBoundingClientRect().left + 1")
    middles = page.locator(".blog-timeline > :is(.blog-year, .blog-month)").evaluate_all(
        """marks => marks.map(mark => {
            const style = getComputedStyle(mark, '::before');
            return mark.getBoundingClientRect().left + parseFloat(style.left) + parseFloat(style.width) / 2;
        })"""
    )
    assert len(middles) > 4
    assert [middle for middle in middles if abs(middle - line) > 1] == []


_LEFT_EDGES = """() => {
    const parts = '.blog-entry-title a, .blog-meta, .blog-excerpt > :is(p, div), .blog-tags, .blog-read-more';
    const title = document.querySelector('section > h1');
    const start = title.getBoundingClientRect().left + parseFloat(getComputedStyle(title).paddingLeft);
    return [...document.querySelectorAll(`.blog-entry :is(${parts})`)]
        .filter(part => !part.closest('.blog-excerpt :is(li, blockquote, .admonition)'))
        .filter(part => Math.abs(part.getBoundingClientRect().left - start) > 1)
        .map(part => part.outerHTML.slice(0, 80));
}"""


@pytest.mark.parametrize("scheme", ["light"])
def test_all_parts_of_an_entry_begin_at_one_edge(reader: Reader) -> None:
    """That of the title of the page: no theme gives one of them a padding."""
    assert reader.open("blog/index.html").evaluate(_LEFT_EDGES) == []


@pytest.mark.parametrize("size", ["phone"])
@pytest.mark.parametrize("scheme", ["light"])
def test_filter_links_are_one_line_on_a_phone(reader: Reader) -> None:
    """It scrolls by itself, and the page does not."""
    page = reader.open("blog/index.html")
    tops = page.locator(".blog-pills > li").evaluate_all("items => items.map(item => item.offsetTop)")
    assert len(tops) > 3
    assert len(set(tops)) == 1
    assert page.locator(".blog-pills").evaluate("row => row.scrollWidth > row.clientWidth")
    assert page.evaluate(_OVERFLOW) == 0


@pytest.mark.parametrize("size", ["desktop"])
@pytest.mark.parametrize("scheme", ["light"])
def test_a_card_is_a_link_as_a_whole(reader: Reader) -> None:
    """A click beside the text opens its post, and a click on a tag opens the page of the tag."""
    page = reader.open("cards.html")
    body = page.locator(".blog-card:has(.blog-clamp) .blog-clamp").first
    title = page.locator(".blog-card:has(.blog-clamp) .blog-card-title a").first.get_attribute("href")
    body.scroll_into_view_if_needed()
    box = body.bounding_box()
    assert box is not None
    with page.expect_navigation():
        page.mouse.click(box["x"] + 30, box["y"] + 10)
    assert page.url.endswith(str(title))
    reader.open("cards.html").locator(".blog-card .blog-tag-name").first.click()
    assert "/blog/tag/" in page.url


@pytest.mark.parametrize("size", ["desktop"])
@pytest.mark.parametrize("scheme", ["light"])
def test_paper_has_no_links_to_other_pages(reader: Reader) -> None:
    """A printed page leaves out what is only of use on a screen."""
    page = reader.open("blog/index.html")
    page.emulate_media(media="print")
    hidden = page.locator(".blog-bar, .blog-pager, .blog-home-links, .blog-read-more").all()
    assert len(hidden) > 3
    assert not any(part.is_visible() for part in hidden)
    assert page.locator(".blog-entry-title").first.is_visible()


@pytest.mark.parametrize("scheme", ["light"])
def test_the_titles_of_a_table_have_the_most_room(reader: Reader, size: str) -> None:
    """Two fifths of the width, and no tag is broken within a word of usual length; with little room, there are none."""
    if size == "phone":
        return
    page = reader.open("table.html")
    share = page.locator(".blog-table table").evaluate(
        "table => table.querySelector('th.blog-cell-title').offsetWidth / table.offsetWidth"
    )
    assert share >= 0.39
    heights = page.locator(".blog-table .blog-tag-name").evaluate_all(
        "tags => tags.filter(tag => tag.textContent.length < 12).map(tag => tag.getClientRects().length)"
    )
    assert set(heights) in ({0}, {1})
