"""Makes the pictures of the manual: builds the sites, and photographs them with Chromium.

Run ``python docs/recipes/make_pictures.py`` in an environment with the dependency groups ``themes`` and ``browser``,
Pillow, and a Chromium.  Arguments select pictures by the start of their names.  Themes that are not installed are
skipped, and their pictures stay.

Pages get nothing from the network.  For formulas, run ``npm install mathjax@4`` in a folder, and set ``MATHJAX`` to its
``node_modules``.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

RECIPES = Path(__file__).parent
IMAGES = RECIPES.parent / "images"
THEMES = (
    "alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme", "sphinxawesome_theme",
)  # fmt: skip
WITHOUT_DARK = ("alabaster", "sphinx_rtd_theme")
WIDTH, QUALITY = 800, 72
ADDRESS = "http://site.test/"
_FENCE = re.compile(r"Create a (?:file|folder) `(?P<name>[^`]+)`(?:, and in it a file `(?P<post>[^`]+)`)?.*?:\n\n"
                    r"(?P<fence>`{3,})\w+\n(?P<text>.*?)\n(?P=fence)\n", re.DOTALL)  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A picture of a page."""

    name: str
    site: str
    """A folder of ``sites``; or ``tutorial``, for the site of the tutorial."""
    page: str = "blog/index.html"
    theme: str = "furo"
    size: tuple[int, int] = (1120, 760)
    scale: float = 1
    schemes: tuple[str, ...] = ("light",)
    suffix: str = ".webp"


def pictures() -> list[Picture]:
    """Return all pictures."""
    result = [
        Picture("home", "gallery", size=(1100, 900), suffix=".png"),
        Picture("around", "gallery", "posts/2026-01-30-bisect.html", size=(720, 400), scale=1.6, suffix=".png"),
        Picture("tutorial", "tutorial", "index.html", size=(1100, 480), suffix=".png"),
        Picture("chinese", "notes", size=(900, 880), suffix=".png"),
        Picture("search", "notes", "search.html?q=git+二分", size=(1000, 420), suffix=".png"),
        *(Picture(f"recipe-{site}", site) for site in ("notes", "personal")),
    ]
    for theme in THEMES:
        schemes = ("light",) if theme in WITHOUT_DARK else ("light", "dark")
        result.append(Picture(f"gallery-{theme}", "gallery", theme=theme, schemes=schemes))
    return result


def source_of(site: str, folder: Path) -> Path:
    """Return the source folder of a site; that of the tutorial is made of the files in its text."""
    if site != "tutorial":
        return RECIPES / "sites" / site
    for found in _FENCE.finditer((RECIPES.parent / "tutorial.md").read_text(encoding="utf-8")):
        path = folder / "source" / found["name"] / (found["post"] or "")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found["text"] + "\n", encoding="utf-8")
    return folder / "source"


def build(site: str, out: Path, theme: str) -> Path:
    """Build a site in a theme, and return the folder of its pages."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-D", f"html_theme={theme}"]
    folders = ["-d", str(out / "doctrees"), str(source_of(site, out)), str(out / "html")]
    subprocess.run([*command, *folders], check=True)  # noqa: S603 - of this repository
    return out / "html"


def serve(route: Route, folder: Path) -> None:
    """Answer a request with a file of the site, or of MathJax."""
    url = route.request.url.partition("?")[0]
    file = folder / url.removeprefix(ADDRESS)
    if "/npm/" in url and (modules := os.environ.get("MATHJAX")):
        file = Path(modules, re.sub(r"@\d[^/]*", "", url.partition("/npm/")[2]))
    if url.startswith((ADDRESS, "https://cdn.jsdelivr.net/npm/")) and file.is_file():
        route.fulfill(path=file, headers={"Access-Control-Allow-Origin": "*"})
    else:
        route.abort()


def photograph(browser: Browser, picture: Picture, scheme: str, folder: Path) -> None:
    """Save the picture of a page in a color scheme."""
    width, height = picture.size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=picture.scale,
        color_scheme=scheme,  # type: ignore[arg-type]  # one of its words
    )
    page.route(re.compile("^https?://"), lambda route: serve(route, folder))
    page.goto(f"{ADDRESS}{picture.page}")
    page.wait_for_timeout(3000)  # formulas, and results of a search
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    target = IMAGES / f"{picture.name}{'-dark' if scheme == 'dark' else ''}{picture.suffix}"
    if picture.suffix == ".png":
        shot.quantize(128).save(target, optimize=True)
    else:
        small = shot.resize((WIDTH, WIDTH * shot.height // shot.width), Image.Resampling.LANCZOS)
        small.save(target, quality=QUALITY, method=6)
    page.close()


def main() -> None:
    """Make all pictures, or those that are selected."""
    selected = tuple(sys.argv[1:]) or ("",)
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for picture in pictures():
            if picture.name.startswith(selected) and importlib.util.find_spec(picture.theme):
                with TemporaryDirectory() as folder:
                    pages = build(picture.site, Path(folder), picture.theme)
                    for scheme in picture.schemes:
                        photograph(browser, picture, scheme, pages)
        browser.close()


if __name__ == "__main__":
    main()
