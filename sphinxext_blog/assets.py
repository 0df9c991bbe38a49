"""Assets: the style sheet of listings, copied beside the theme's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["STYLESHEET", "copy_assets"]

STYLESHEET = "sphinxext_blog.css"


def copy_assets(app: Sphinx, builder: Builder) -> None:
    """Put the style sheet into the output of HTML builders, before pages name its checksum (event: write-started)."""
    if builder.format != "html":
        return
    # not by Sphinx's copy_asset_file: it warns where the file of an older version of ours stands
    source = (Path(__file__).with_name("static") / STYLESHEET).read_bytes()
    target = Path(app.outdir) / "_static" / STYLESHEET
    if not target.is_file() or target.read_bytes() != source:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source)
