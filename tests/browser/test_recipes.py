"""The sites that the manual shows whole, before a reader's eyes, in two themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import _OVERFLOW, main, violations
from tests.builds.recipes import build_recipe

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Reader

_NAMES = ("notes", "personal")
_PAGES = {"notes": ("blog/index.html", "blog/page/2.html"), "personal": ("blog/index.html", "posts/heap.html")}


@pytest.fixture(scope="session", params=_NAMES)
def recipe(request: pytest.FixtureRequest) -> str:
    """A site of the manual."""
    return str(request.param)


@pytest.fixture(scope="session", params=["furo", "pydata_sphinx_theme"])
def theme(request: pytest.FixtureRequest) -> str:
    """A theme."""
    return str(request.param)


@pytest.fixture(scope="session")
def folder(theme: str, recipe: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in the theme."""
    pytest.importorskip(theme)
    return build_recipe(recipe, tmp_path_factory.mktemp(f"{recipe}-{theme}"), theme).out


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desktop", "light")])  # axe takes its time
def test_nothing_is_wider_than_the_window_or_harder_to_read_than_the_theme(reader: Reader, recipe: str) -> None:
    """At both sizes, light and dark."""
    known = violations(reader.open("genindex.html"), (main(reader.page),))
    parts = (".blog-overline", ".blog-subtitle", ".blog-entry", ".blog-pager", ".blog-top", ".blog-sidebar-profile")
    for name in _PAGES[recipe]:
        page = reader.open(name)
        assert page.evaluate(_OVERFLOW) <= 0, name
        found = violations(page, parts) if page.locator(", ".join(parts)).count() else set()
        own = found - known
        new = {rule for rule in own if rule[0] != "color-contrast" or "#fff" in str(rule).lower()}
        assert new == set(), name


@pytest.mark.parametrize("scheme", ["light"])
def test_the_rest_of_a_post_is_a_button_and_notes_have_numbers(reader: Reader, recipe: str) -> None:
    """A button is large enough to hit; of the pager only numbers are seen."""
    page = reader.open("blog/index.html")
    if recipe == "personal":
        box = page.locator(".blog-read-more a").first.bounding_box()
        assert box is not None
        assert box["height"] >= 30
        assert box["width"] >= 80
        assert page.locator(".blog-top").evaluate("top => getComputedStyle(top, '::after').content") != "none"
        return
    shown = [link for link in page.locator(".blog-pager > *").all() if link.is_visible()]
    assert [link.inner_text() for link in shown] == ["1", "2"]
    expect(page.locator(".blog-read-more").first).to_be_hidden()
    assert reader.open("blog/page/2.html").locator("h1:visible").first.inner_text().rstrip("¶#\n ") == "Latest notes"
    line = page.locator(".blog-overline")
    assert line.evaluate("line => getComputedStyle(line).textTransform") == "uppercase"
