"""Assets: style sheets and the script of comments, copied beside the theme's.

Cards have the classes of sphinx-design.  It is used as a library, and not loaded for everybody: its style sheet, under
a name of ours, is on pages that show cards.  If the author loads sphinx-design, its own is on all pages already.
"""

from __future__ import annotations

import importlib.resources
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.osutil import relative_uri

from ..builders import is_book, writes_html
from ..domain import blog_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["SCRIPT", "STYLESHEET", "copy_assets", "note_cards", "remove_card_styles", "script_address", "style_cards"]

STYLESHEET = "sphinxext_blog.css"
SCRIPT = "sphinxext_blog_comments.js"
_CARDS = "sphinxext_blog_cards.css"
_DESIGN = ("static/sphinx-design.min.css", "compiled/style.min.css")
"""The style sheet in the package ``sphinx_design``, since version 0.7 and before."""
_STATIC = Path(__file__).parents[1] / "static"


def copy_assets(app: Sphinx, builder: Builder) -> None:
    """Put them into the output of HTML builders, before pages name their checksums (event: write-started)."""
    if not writes_html(builder):
        return
    folder = Path(app.outdir) / "_static"
    has_comments = blog_domain(app.env).options.comments and not is_book(builder)
    if not has_comments:
        (folder / SCRIPT).unlink(missing_ok=True)
    for name in (STYLESHEET, SCRIPT) if has_comments else (STYLESHEET,):
        _write(folder / name, (_STATIC / name).read_bytes())
    if _styles_all(app):
        _write(folder / _CARDS, _card_styles())


def _write(target: Path, source: bytes) -> None:
    """Write a file that has changed; Sphinx's copy_asset_file() warns about the file of an older version of ours."""
    if not target.is_file() or target.read_bytes() != source:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source)


@cache
def _card_styles() -> bytes:
    package = importlib.resources.files("sphinx_design")
    return next(file.read_bytes() for name in _DESIGN if (file := package / name).is_file())


def _has_own_design(app: Sphinx) -> bool:
    """Return whether the author loads sphinx-design."""
    return "sphinx_design" in app.extensions


def _styles_all(app: Sphinx) -> bool:
    """Return whether all pages load all style sheets, as themes need that load pages without their heads."""
    is_page = writes_html(app.builder) and not is_book(app.builder)
    return is_page and app.registry.html_assets_policy == "always" and not _has_own_design(app)


def note_cards(app: Sphinx, docname: str) -> None:
    """Note in the main process that a page shows cards; Sphinx reads the style sheet when it writes the page."""
    if not _has_own_design(app):
        blog_domain(app.env).build.cards.add(docname)
        _write(Path(app.outdir) / "_static" / _CARDS, _card_styles())


def style_cards(app: Sphinx, pagename: str, _template: str, _context: object, _doctree: object) -> None:
    """Add the style sheet to a page that shows cards (event: html-page-context)."""
    if pagename in blog_domain(app.env).build.cards or _styles_all(app):
        app.add_css_file(_CARDS)


def remove_card_styles(app: Sphinx) -> None:
    """Delete the style sheet, which no page uses any more."""
    if not _styles_all(app):
        (Path(app.outdir) / "_static" / _CARDS).unlink(missing_ok=True)


def script_address(builder: Builder, docname: str, name: str) -> str:
    """Return the URL of a script of the package as seen from a page, with its checksum."""
    page = builder.get_target_uri(docname)
    return relative_uri(page, f"_static/{name}") + f"?v={_checksum(name):08x}"


@cache
def _checksum(name: str) -> int:
    """Of a file of the package, which does not change while it runs."""
    return zlib.crc32((_STATIC / name).read_bytes())
