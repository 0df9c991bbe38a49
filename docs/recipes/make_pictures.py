"""Makes the pictures of the recipes and of the gallery: builds the sites, and photographs them with Chromium.

Run ``python docs/recipes/make_pictures.py`` in an environment with the dependency groups ``themes`` and ``browser``,
Pillow, and a Chromium.  Arguments select pictures by the start of their names.  Themes that are not installed are
skipped, and their pictures stay.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

RECIPES = Path(__file__).parent
IMAGES = RECIPES.parent / "images"
THEMES = (
    "alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme", "sphinxawesome_theme",
)  # fmt: skip
WITHOUT_DARK = ("alabaster", "sphinx_rtd_theme")
SIZE = {"width": 1120, "height": 760}
WIDTH, QUALITY = 800, 72


def build(site: str, out: Path, theme: str) -> Path:
    """Build a site in a theme, and return the folder of its pages."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-D", f"html_theme={theme}"]
    folders = ["-d", str(out / "doctrees"), str(RECIPES / "sites" / site), str(out / "html")]
    subprocess.run([*command, *folders], check=True)  # noqa: S603 - of this repository
    return out / "html"


def main() -> None:
    """Make all pictures."""
    pictures = [(site, "furo", f"recipe-{site}") for site in ("notes", "personal")]
    pictures += [("gallery", theme, f"gallery-{theme}") for theme in THEMES if importlib.util.find_spec(theme)]
    selected = tuple(sys.argv[1:])
    pictures = [picture for picture in pictures if not selected or picture[2].startswith(selected)]
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for site, theme, name in pictures:
            for scheme in ("light",) if theme in WITHOUT_DARK or site != "gallery" else ("light", "dark"):
                page = browser.new_page(viewport=SIZE, color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
                page.route("http*://**", lambda route: route.abort())
                with TemporaryDirectory() as folder:
                    page.goto((build(site, Path(folder), theme) / "blog" / "index.html").as_uri())
                    shot = Image.open(BytesIO(page.screenshot()))
                    small = shot.convert("RGB").resize(
                        (WIDTH, WIDTH * shot.height // shot.width), Image.Resampling.LANCZOS
                    )
                    suffix = "-dark" if scheme == "dark" else ""
                    small.save(IMAGES / f"{name}{suffix}.webp", quality=QUALITY, method=6)
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
