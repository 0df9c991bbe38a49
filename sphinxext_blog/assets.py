"""Assets: the style sheet of listings, copied beside the theme's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.fileutil import copy_asset_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["STYLESHEET", "copy_assets"]

STYLESHEET = "sphinxext_blog.css"


def copy_assets(app: Sphinx, builder: Builder) -> None:
    """Put the style sheet into the output of HTML builders, before pages name its checksum (event: write-started)."""
    if builder.format != "html":
        return
    target = Path(app.outdir) / "_static"
    target.mkdir(parents=True, exist_ok=True)
    copy_asset_file(str(Path(__file__).with_name("static") / STYLESHEET), str(target))
