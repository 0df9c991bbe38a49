"""One blog in each theme, handed from its folder to a Chromium that is there already."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.builds.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Route

THEMES = ("alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme")
ADDRESS = "http://blog.test"
"""Where the blog is. There is no server, and no connection that could leave this machine."""
_ROOT = Path(__file__).with_name("roots") / "readers-blog"
_SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
_QUIET = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


@dataclass
class Reader:
    """A page of the blog before a reader's eyes, and what it said and fetched behind their back."""

    page: Page
    folder: Path
    said: list[str] = field(default_factory=list)
    """What it wrote to the console."""
    fetched: list[str] = field(default_factory=list)
    """What it asked of other sites; it did not get it."""

    def open(self, name: str) -> Page:
        """Go to a page of the blog."""
        self.page.goto(f"{ADDRESS}/{name}")
        return self.page

    def listen(self, message: ConsoleMessage) -> None:
        """Note warnings and errors; themes tell of their doings in the log."""
        if message.type in ("warning", "error"):
            self.said.append(f"{message.type}: {message.text}")

    def serve(self, route: Route) -> None:
        """Answer requests to the blog from its folder, and no others."""
        url = route.request.url
        file = self.folder / unquote(urlsplit(url).path).lstrip("/")
        if not url.startswith(f"{ADDRESS}/"):
            self.fetched.append(url)
            route.abort()
        elif file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium of this machine."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    """A theme."""
    return str(request.param)


@pytest.fixture(scope="session")
def folder(theme: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The blog in a theme."""
    pytest.importorskip(theme)
    site = Site(tmp_path_factory.mktemp(theme))
    shutil.copytree(_ROOT, site.src)
    build = site.build(html_theme=theme)
    assert build.warnings == []
    return build.out


@pytest.fixture(params=_SIZES)
def size(request: pytest.FixtureRequest) -> str:
    """A phone or a desktop."""
    return str(request.param)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """A colour scheme."""
    return str(request.param)


@pytest.fixture
def reader(browser: Browser, folder: Path, size: str, scheme: str) -> Iterator[Reader]:
    """A reader with a screen of a size and a wish for light or dark."""
    width, height = _SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    found = Reader(context.new_page(), folder)
    context.route("**/*", found.serve)
    found.page.on("console", found.listen)
    found.page.on("pageerror", lambda error: found.said.append(f"error: {error}"))
    yield found
    context.close()
