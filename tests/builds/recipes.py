"""The whole sites that the manual shows, in the theme of their configuration and in another one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.builds.site import Site

if TYPE_CHECKING:
    from tests.builds.site import Build

__all__ = ["RECIPES", "build_recipe", "files_on_page"]

RECIPES = Path(__file__).parents[2] / "docs" / "recipes" / "sites"
_SIDEBARS = {"**": ["menu.html", "blog/profile.html", "blog/categories.html"]}
"""The sidebars of the personal blog in a theme without the templates of furo."""


def build_recipe(name: str, folder: Path, theme: str = "furo") -> Build:
    """Build a copy of a site of the manual."""
    site = Site(folder)
    shutil.copytree(RECIPES / name, site.src)
    conf: dict[str, Any] = {"html_theme": theme}
    if name == "personal" and theme != "furo":
        conf["html_sidebars"] = _SIDEBARS
    return site.build(**conf)


_FILE = re.compile(r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def files_on_page(name: str) -> dict[str, str]:
    """Return the files that a page of recipes shows, by their captions; the first of each name."""
    files: dict[str, str] = {}
    for found in _FILE.finditer((RECIPES.parent / f"{name}.md").read_text(encoding="utf-8")):
        files.setdefault(found[1], found[2])
    return files
