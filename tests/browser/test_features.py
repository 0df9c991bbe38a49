"""Page features before a reader's eyes: with scroll timelines and without, with and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ADDRESS
from tests.browser.test_pages import _OVERFLOW, main, violations
from tests.builds.pictures import png
from tests.builds.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Reader, Readers

_COUNT = """() => {
  const style = getComputedStyle(document.querySelector(".blog-top"), "::after");
  return [style.content, getComputedStyle(document.querySelector(".blog-top")).getPropertyValue("--blog-read")];
}"""
_BAR = """() => {
  const box = document.querySelector(".blog-progress").getBoundingClientRect();
  return [box.top, box.width / document.documentElement.clientWidth];
}"""
_FADES = """() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(
  rule => rule.conditionText && rule.cssText.includes("@view-transition") && matchMedia(rule.conditionText).matches
).length"""
_WITHOUT_TIMELINES = """
const supports = CSS.supports.bind(CSS);
CSS.supports = (...query) => !query.join().includes("animation-timeline") && supports(...query);
"""


@pytest.fixture(scope="session")
def folder(theme: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blog in a theme with all features and one long post."""
    pytest.importorskip(theme)
    site = Site(tmp_path_factory.mktemp(f"features-{theme}"))
    words = "\n\n".join(["Some words of a post. " * 30] * 12)
    picture = "![A slope](slope.png)\n\n[![A link](slope.png)](https://example.org/)\n"
    site.write({"index.md": "# Home\n\n```{toctree}\nblog/index\n```\n", "posts/slope.png": png(600, 300)})
    site.write({"plain.md": "---\norphan: true\n---\n# Plain\n\nSome words.\n"})
    site.write({"posts/long.md": f"---\ndate: 2026-01-01\n---\n# Long\n\n{words}\n\n{picture}\n{words}\n"})
    build = site.build(
        html_theme=theme, blog_page_features=["progress", "top", "zoom", "transitions"],
        blog_overline="A small line", blog_subtitle="A sentence",
    )  # fmt: skip
    assert build.warnings == []
    return build.out


def _scroll_to(page: Page, part: float) -> None:
    """Scroll to a part of the way from the top to the end."""
    page.evaluate("part => scrollTo(0, part * (document.documentElement.scrollHeight - innerHeight))", part)
    page.wait_for_timeout(100)


@pytest.mark.parametrize("scheme", ["light"])
def test_the_button_counts_what_has_been_read_and_leads_to_the_top(reader: Reader) -> None:
    """From 0% to 100%, in the corner of the window."""
    page = reader.open("posts/long.html")
    button = page.locator(".blog-top")
    for part, count in ((0, "0"), (0.5, "50"), (1, "100")):
        _scroll_to(page, part)
        content, read = page.evaluate(_COUNT)
        assert "counter(blog-read)" in content
        assert abs(int(read) - int(count)) <= 1
        box = button.bounding_box()
        view = page.viewport_size
        assert box is not None
        assert view is not None
        assert box["x"] + box["width"] > view["width"] - 40
        assert box["y"] + box["height"] > view["height"] - 40
        assert min(box["width"], box["height"]) >= 24
    button.click()
    page.wait_for_function("() => scrollY === 0")


@pytest.mark.parametrize("scheme", ["light"])
@pytest.mark.parametrize("size", ["desktop"])
def test_a_script_counts_where_style_sheets_cannot(reader: Reader) -> None:
    """As in browsers without scroll timelines."""
    reader.page.add_init_script(_WITHOUT_TIMELINES)
    page = reader.open("posts/long.html")
    page.add_style_tag(content=".blog-top, .blog-progress { animation: none !important; }")
    for part, count in ((0, 0), (0.5, 50), (1, 100)):
        _scroll_to(page, part)
        assert abs(int(page.evaluate(_COUNT)[1]) - count) <= 1
        width = page.evaluate(
            "() => document.querySelector('.blog-progress').getBoundingClientRect().width / innerWidth"
        )
        assert abs(100 * width - count) <= 2


@pytest.mark.parametrize("scheme", ["light"])
def test_the_bar_grows_as_one_reads(reader: Reader) -> None:
    """At the top of the window, whatever the theme has there."""
    page = reader.open("posts/long.html")
    for part in (0, 0.5, 1):
        _scroll_to(page, part)
        top, width = page.evaluate(_BAR)
        assert top == 0
        assert abs(width - part) < 0.03


@pytest.mark.parametrize("scheme", ["light"])
def test_a_picture_is_enlarged_by_a_click_and_by_keys(reader: Reader) -> None:
    """Escape, a click or the button closes it; a picture that is a link stays one."""
    page = reader.open("posts/long.html")
    picture = page.get_by_role("button", name="Enlarge the picture: A slope")
    dialog = page.locator("dialog.blog-zoom")
    expect(dialog).to_be_hidden()
    picture.click()
    expect(dialog).to_be_visible()
    large = dialog.locator("img")
    assert large.get_attribute("alt") == "A slope"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    picture.focus()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    assert page.locator("a[href='https://example.org/'] img.blog-zoomable").count() == 0


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desktop", "light")])  # axe takes its time
def test_features_are_as_accessible_as_the_theme(reader: Reader) -> None:
    """axe finds nothing on a page with them that it does not find on a plain page; nothing is wider than the window."""
    page = reader.open("plain.html")
    known, allowed = violations(page, (main(page),)), page.evaluate(_OVERFLOW)
    said = {*reader.said}  # themes say something, too
    parts = (".blog-overline", ".blog-subtitle", ".blog-top", ".blog-progress", "dialog.blog-zoom", ".blog-zoomable")
    for name in ("blog/index.html", "posts/long.html"):
        page = reader.open(name)
        assert violations(page, parts) <= known, name
        assert page.evaluate(_OVERFLOW) <= allowed, name
    page.get_by_role("button", name="Enlarge the picture: A slope").click()
    assert violations(page, ("dialog.blog-zoom",)) <= known
    assert {*reader.said} <= said
    assert reader.fetched == []


@pytest.fixture
def quiet(readers: Readers, folder: Path) -> Iterator[Reader]:
    """A reader without scripts."""
    with readers(folder, java_script_enabled=False, viewport={"width": 1280, "height": 900}) as found:
        yield found


def test_the_page_is_whole_without_scripts(quiet: Reader) -> None:
    """The picture is there, no dialog is, and the button leads to the top."""
    page = quiet.open("posts/long.html")
    expect(page.get_by_alt_text("A slope")).to_be_visible()
    expect(page.locator("dialog.blog-zoom")).to_be_hidden()
    page.keyboard.press("End")
    page.locator(".blog-top").click()
    assert page.url == f"{ADDRESS}/posts/long.html#"


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_those_who_do_not_want_it(readers: Readers, folder: Path, motion: str) -> None:
    """Neither pages nor pictures fade, and the way to the top is a jump."""
    with readers(folder, reduced_motion=motion) as reader:
        page = reader.open("posts/long.html")
        assert page.evaluate(_FADES) == (motion == "no-preference")
        page.get_by_alt_text("A slope").click()
        name = page.locator("dialog.blog-zoom img").evaluate("image => getComputedStyle(image).animationName")
        assert name == ("none" if motion == "reduce" else "blog-zoom")


@pytest.mark.parametrize("scheme", ["light"])
def test_the_small_line_is_above_the_title_and_the_sentence_below(reader: Reader) -> None:
    """In every theme, at the left edge of the title."""
    page = reader.open("blog/index.html")
    names = (".blog-overline", "h1:visible:has-text('Blog')", ".blog-subtitle")
    boxes = [page.locator(name).first.bounding_box() for name in names]
    found = [box for box in boxes if box is not None]
    assert len(found) == 3
    tops = [box["y"] for box in found]
    assert tops == sorted(tops)
    assert found[0]["y"] + found[0]["height"] <= found[1]["y"] + 2
    assert max(box["x"] for box in found) - min(box["x"] for box in found) < 10  # furo shifts headings
    assert page.locator(".blog-overline").evaluate("line => getComputedStyle(line).textTransform") == "uppercase"
