"""The command ``python -m benchmarks.axe``: problems that axe-core finds in what the extension adds to pages.

The sites are those of ``benchmarks.lighthouse``.  A problem counts if it is in an element of the extension, and if the
theme does not have it on a page without the extension.  Each page is checked on a desktop in light and on a phone in
dark colors.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from benchmarks.corpus import post_docname
from benchmarks.engines import PLAIN
from benchmarks.lighthouse import CHROMIUMS, POSTS, THEMES, build_site, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["main"]

_POST = post_docname(POSTS // 2)
PAGES = {"home": "blog/index", "post": _POST, "archive": "blog/archive", "tags": "blog/tag/index"}
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_VIEWS: tuple[dict[str, Any], ...] = (
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
)


def _problems(page: Page, url: str, inside: str = "") -> set[tuple[str, ...]]:
    """Return the problems of a page: rules, and for contrast the colors.

    :param inside: a selector; only problems in its elements count.
    """
    page.goto(url)
    page.wait_for_timeout(300)
    found: set[tuple[str, ...]] = set()
    for violation in Axe().run(page, options=_RULES).response["violations"]:
        for node in violation["nodes"]:
            if inside and not page.locator(str(node["target"][0])).first.evaluate(
                "(part, s) => !!part.closest(s)", inside
            ):
                continue
            colors = [check["data"] for check in node["any"] if check["id"] == "color-contrast"]
            found.add((violation["id"], *((colors[0]["fgColor"], colors[0]["bgColor"]) if colors else ())))
    return found


def _row(browser: Browser, theme: str) -> list[str]:
    """Return the number of problems on each page in a theme."""
    counts: dict[str, set[tuple[str, ...]]] = {page: set() for page in PAGES}
    with TemporaryDirectory() as folder:
        plain, blog = (build_site(Path(folder) / engine, engine, theme) for engine in (PLAIN, "blog"))
        for view in _VIEWS:
            context = browser.new_context(**view)
            page = context.new_page()
            with served(plain) as url:
                known = _problems(page, f"{url}/{_POST}.html")
            with served(blog) as url:
                for name, docname in PAGES.items():
                    counts[name] |= _problems(page, f"{url}/{docname}.html", '[class*="blog-"]:not(.blog-post)') - known
            context.close()
    for name, problems in counts.items():
        for problem in sorted(problems):
            print(f"<!-- {theme}, {name}: {' '.join(problem)} -->")
    return [str(len(problems)) for problems in counts.values()]


def main() -> None:
    """Check, and print the table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.axe", description=__doc__)
    parser.add_argument("--themes", default=",".join(THEMES), help="separated by commas (default: %(default)s)")
    arguments = parser.parse_args()
    program = next(filter(None, map(shutil.which, CHROMIUMS)))
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        rows = [f"| {theme} | {' | '.join(_row(browser, theme))} |" for theme in arguments.themes.split(",")]
        browser.close()
    print(f"| theme | {' | '.join(PAGES)} |", "| :--- |" + " ---: |" * len(PAGES), *rows, sep="\n")


if __name__ == "__main__":
    main()
