"""Assets: the style sheet and the script of comments, copied beside the theme's."""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.osutil import relative_uri

from .builders import is_book, writes_html
from .domain import blog_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["SCRIPT", "STYLESHEET", "copy_assets", "script_address"]

STYLESHEET = "sphinxext_blog.css"
SCRIPT = "sphinxext_blog_comments.js"
_STATIC = Path(__file__).with_name("static")


def copy_assets(app: Sphinx, builder: Builder) -> None:
    """Put them into the output of HTML builders, before pages name their checksums (event: write-started)."""
    if not writes_html(builder):
        return
    folder = Path(app.outdir) / "_static"
    has_comments = blog_domain(app.env).options.comments and not is_book(builder)
    if not has_comments:
        (folder / SCRIPT).unlink(missing_ok=True)
    for name in (STYLESHEET, SCRIPT) if has_comments else (STYLESHEET,):
        # not by Sphinx's copy_asset_file: it warns where the file of an older version of ours stands
        source = (_STATIC / name).read_bytes()
        target = folder / name
        if not target.is_file() or target.read_bytes() != source:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source)


def script_address(builder: Builder, docname: str, name: str) -> str:
    """Return the URL of a script of the package as seen from a page, with its checksum."""
    page = builder.get_target_uri(docname)
    return relative_uri(page, f"_static/{name}") + f"?v={_checksum(name):08x}"


@cache
def _checksum(name: str) -> int:
    """Of a file of the package, which does not change while it runs."""
    return zlib.crc32((_STATIC / name).read_bytes())
