"""Comments in a browser: nothing is asked of a service before a reader gets there, and it follows light and dark."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import ADDRESS
from tests.builds.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from tests.browser.conftest import Reader, Readers

_GISCUS = {"provider": "giscus", "repo": "example/blog", "repo_id": "R_1", "category": "Posts", "category_id": "DIC_1"}
_SERVICES: dict[str, tuple[dict[str, Any], str]] = {
    "giscus": (_GISCUS, "https://giscus.app"),
    "utterances": ({"provider": "utterances", "repo": "example/blog"}, "https://utteranc.es"),
}
_SWITCHES = {
    "furo": "document.body.dataset.theme = '{}'",
    "pydata_sphinx_theme": "document.documentElement.dataset.theme = '{}'",
    "sphinx_book_theme": "document.documentElement.dataset.theme = '{}'",
}
"""What the button of a theme does in the end; the others have no dark mode."""
_CLIENT = """{
    const script = document.currentScript, frame = document.createElement("iframe");
    const theme = script.dataset.theme || script.getAttribute("theme");
    frame.src = new URL(script.src).origin + "/frame?" + theme;
    script.insertAdjacentElement("afterend", frame);
}"""
_FRAME = """<body><script>
    document.body.textContent = location.search.slice(1);
    addEventListener("message", ({ data }) => {
        document.body.textContent = data.giscus ? data.giscus.setConfig.theme : data.theme;
    });
</script>"""
"""A service of our own making: it shows the theme that it was told."""


@pytest.fixture(scope="module", params=_SERVICES)
def service(request: pytest.FixtureRequest) -> str:
    """A service that follows the theme."""
    return str(request.param)


@pytest.fixture(scope="module")
def blog(theme: str, service: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blog in a theme, with comments."""
    pytest.importorskip(theme)
    site = Site(tmp_path_factory.mktemp(f"{theme}-{service}"))
    words = "Many words make a long post. " * 800
    site.write({"index.md": "# Home\n", "posts/long.md": f"---\ndate: 2026-01-05\n---\n# Long\n\n{words}\n"})
    build = site.build(html_theme=theme, blog_comments=_SERVICES[service][0])
    assert build.warnings == []
    return build.out


def _answer(route: Route) -> None:
    if route.request.url.endswith("/client.js"):
        route.fulfill(body=_CLIENT, content_type="text/javascript", headers={"Access-Control-Allow-Origin": "*"})
    else:
        route.fulfill(body=_FRAME, content_type="text/html")


@pytest.fixture(params=["light", "dark"])
def visit(
    readers: Readers, blog: Path, service: str, request: pytest.FixtureRequest
) -> Iterator[tuple[Page, Reader, list[str]]]:
    """A reader at the top of a long post, and what was asked of the service."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        _answer(route)

    with readers(blog, {_SERVICES[service][1]: answer}, color_scheme=request.param) as found:
        yield found.open("posts/long.html"), found, asked


def test_a_service_is_asked_when_a_reader_gets_there(visit: tuple[Page, Reader, list[str]], service: str) -> None:
    page, reader, asked = visit
    page.wait_for_timeout(300)
    assert asked == []
    page.locator(".blog-comments").scroll_into_view_if_needed()
    page.frame_locator(".blog-comments iframe").get_by_text("light").or_(
        page.frame_locator(".blog-comments iframe").get_by_text("dark")
    ).wait_for()
    origin = _SERVICES[service][1]
    assert asked[0] == f"{origin}/client.js"
    assert {url.split("/frame")[0] for url in asked[1:]} == {origin}
    assert reader.fetched == []
    attributes = page.locator(".blog-comments script[async]").evaluate(
        "script => Object.fromEntries([...script.attributes].map(a => [a.name, a.value]))"
    )
    told = json.loads(str(page.locator(".blog-comments").get_attribute("data-settings")))
    assert told.items() <= attributes.items()


def test_comments_are_as_light_as_the_page(visit: tuple[Page, Reader, list[str]], theme: str, service: str) -> None:
    """Also after the reader has pressed the theme's button; a theme without a dark mode is light for all."""
    page, _, _ = visit
    names = {"giscus": ("light", "dark"), "utterances": ("github-light", "github-dark")}[service]
    page.locator(".blog-comments").scroll_into_view_if_needed()
    page.wait_for_selector(".blog-comments iframe")
    shown = page.frame_locator(".blog-comments iframe").locator("body")
    is_dark = theme in _SWITCHES and page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    shown.filter(has_text=names[is_dark]).wait_for()
    for mode in ("dark", "light", "dark") if theme in _SWITCHES else ():
        page.evaluate(_SWITCHES[theme].format(mode))
        shown.filter(has_text=names[mode == "dark"]).wait_for()
    assert shown.inner_text() in names


def test_without_scripts_a_reader_finds_the_way(readers: Readers, blog: Path) -> None:
    with readers(blog, java_script_enabled=False) as found:
        page = found.open("posts/long.html")
        assert "with JavaScript" in page.locator(".blog-comments").inner_text()
        assert "github.com/example/blog/" in str(page.locator(".blog-comments a").get_attribute("href"))
        assert found.page.url == f"{ADDRESS}/posts/long.html"


_DISQUS = """{
    const page = {};
    disqus_config.call({ page });
    document.getElementById("disqus_thread").textContent = `${page.title} ${page.identifier} ${page.url}`;
}"""
_ISSO = """{
    const told = document.querySelector("script[data-isso]").dataset, box = document.getElementById("isso-thread");
    box.textContent = [told.isso, told.issoLang, told.issoVote, box.dataset.title, box.dataset.issoId].join(" ");
}"""
_IN_PAGE: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "disqus": (
        {"provider": "disqus", "shortname": "example"},
        "https://example.disqus.com",
        _DISQUS,
        f"Long posts/long {ADDRESS}/posts/long.html",
    ),
    "isso": (
        {"provider": "isso", "url": "https://comments.test/", "options": {"vote": "false"}},
        "https://comments.test",
        _ISSO,
        "https://comments.test/ en false Long /posts/long",
    ),
}
"""Services that write into the page itself: options, origin, a script of our own making, and what it says."""


@pytest.mark.parametrize("name", _IN_PAGE)
def test_a_service_in_the_page_gets_the_post(readers: Readers, tmp_path: Path, name: str) -> None:
    """Each looks for the settings and the element that its own pages name, once a reader gets there."""
    options, origin, script, said = _IN_PAGE[name]
    site = Site(tmp_path)
    words = "Many words make a long post. " * 800
    site.write({"index.md": "# Home\n", "posts/long.md": f"---\ndate: 2026-01-05\n---\n# Long\n\n{words}\n"})
    build = site.build(html_baseurl=f"{ADDRESS}/", blog_comments=options)
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=script, content_type="text/javascript")

    with readers(build.out, {origin: answer}) as found:
        page = found.open("posts/long.html")
        page.wait_for_timeout(300)
        assert asked == []
        page.locator(".blog-comments").scroll_into_view_if_needed()
        page.locator(".blog-comments div", has_text=said).wait_for()
        assert len(asked) == 1
        assert found.fetched == []
