"""The whole sites that the manual shows, in the theme of their configuration and in another one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.builds.site import Site

if TYPE_CHECKING:
    from tests.builds.site import Build

__all__ = ["RECIPES", "build_recipe"]

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
