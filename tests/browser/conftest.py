"""One blog in each theme, served to a Chromium that is there already."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.builds.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

THEMES = ("alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme")
ADDRESS = "http://blog.test"
"""Where the blog is; the name means this machine, and no other name means anything."""
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


class _Files(SimpleHTTPRequestHandler):
    """The files of the folder of a server, which a browser may keep while it reads them."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def translate_path(self, path: str) -> str:
        """Return the file of an address."""
        return str(self.server.folder / unquote(urlsplit(path).path).lstrip("/"))

    def end_headers(self) -> None:
        """Let each file be fetched once by a reader."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Print nothing."""


class _Server(ThreadingHTTPServer):
    """A server of one folder at a time."""

    daemon_threads = True
    folder: Path

    def handle_error(self, *args: object) -> None:
        """Print nothing: a reader who leaves a page does not wait for its pictures."""


@dataclass(frozen=True)
class Readers:
    """Lets readers read folders, one after the other."""

    browser: Browser
    server: _Server

    @contextmanager
    def __call__(
        self, folder: Path, services: Mapping[str, Callable[[Route], None]] | None = None, **options: Any
    ) -> Iterator[Reader]:
        """Let a reader read the files of a folder.

        :param services: the sites that answer besides the blog, by their origin.
        :param options: those of a context of Playwright.
        """
        self.server.folder = folder
        known = (f"{ADDRESS}/", "blob:", *(services or {}))
        context = self.browser.new_context(**options)
        found = Reader(context.new_page())
        for origin, answer in (services or {}).items():
            context.route(f"{origin}/**", answer)

        def note(request: Request) -> None:
            if not request.url.startswith(known):
                found.fetched.append(request.url)

        context.on("request", note)
        found.page.on("console", found.listen)
        found.page.on("pageerror", lambda error: found.said.append(f"error: {error}"))
        try:
            yield found
        finally:
            context.close()


@pytest.fixture(scope="session")
def readers() -> Iterator[Readers]:
    """Readers with a Chromium of this machine."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    with _Server(("127.0.0.1", 0), _Files) as server, sync_playwright() as playwright:
        Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True).start()
        names = f"MAP blog.test 127.0.0.1:{server.server_port}, MAP * ~NOTFOUND"
        browser = playwright.chromium.launch(executable_path=path, args=[*_QUIET, f"--host-resolver-rules={names}"])
        yield Readers(browser, server)
        browser.close()
        server.shutdown()


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
def reader(readers: Readers, folder: Path, size: str, scheme: str) -> Iterator[Reader]:
    """A reader with a screen of a size and a wish for light or dark."""
    width, height = _SIZES[size]
    with readers(
        folder, viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    ) as found:
        yield found
