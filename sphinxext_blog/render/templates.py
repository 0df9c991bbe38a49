"""Templates and static files: those of the package, and how an author's template replaces one."""

from __future__ import annotations

import importlib.resources
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, TemplateError, TemplateSyntaxError

from ..builders import is_book, writes_html
from ..diagnostics import Subtype, warn
from ..domain import blog_domain, per_build
from ..sphinx_compat import add_template_folders, relative_uri, theme_folders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Template
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..domain import BlogDomain

__all__ = [
    "CARD_STYLES",
    "SCRIPT",
    "STYLESHEET",
    "TEMPLATES",
    "compile_for_workers",
    "copy_assets",
    "note_cards",
    "offer_templates",
    "own_templates",
    "package_templates",
    "remove_card_styles",
    "render",
    "script_address",
    "style_cards",
]

STYLESHEET = "sphinxext_blog.css"
SCRIPT = "sphinxext_blog_comments.js"
_CARDS = "sphinxext_blog_cards.css"
CARD_STYLES = f"_static/{_CARDS}"
"""The path in the output of the style sheet of cards."""
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
        blog_domain(app.env).build.documents_with_cards.add(docname)
        _write(Path(app.outdir) / "_static" / _CARDS, _card_styles())


def style_cards(app: Sphinx, pagename: str, _template: str, _context: object, _doctree: object) -> None:
    """Add the style sheet to a page that shows cards (event: html-page-context)."""
    if pagename in blog_domain(app.env).build.documents_with_cards or _styles_all(app):
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


TEMPLATES = Path(__file__).parents[1] / "templates"
"""Our own."""


def render(app: Sphinx, name: str, context: Mapping[str, Any]) -> str:
    """A template filled in with values, which it escapes.

    One that cannot be rendered is told, once, and ours is used.
    """
    templates = _compiled(blog_domain(app.env))
    try:
        if name not in templates:
            templates[name] = _environment(app, own=True).get_template(name)
        return templates[name].render(context)
    except TemplateError as error:
        _tell(name, error)
        templates[name] = _environment(app, own=False).get_template(name)
        return templates[name].render(context)


def compile_for_workers(app: Sphinx, *names: str) -> None:
    """Compile templates in the main process if others write the pages: each batch of pages would compile them again."""
    if app.parallel > 1:
        with suppress(TemplateError):  # render() warns
            for name in names:
                _own_environment(blog_domain(app.env)).get_template(name)


def own_templates(app: Sphinx) -> list[Path]:
    """The author's folders of templates."""
    return [Path(app.confdir) / folder for folder in app.config.templates_path]


def package_templates(app: Sphinx) -> list[Path]:
    """The folders of templates that come with the package, those of a takeover among them."""
    return [TEMPLATES, *blog_domain(app.env).options.templates]


def offer_templates(app: Sphinx, *_: object) -> None:
    """Let themes find our templates, after all others: sidebars are named in ``html_sidebars``.

    Events: builder-inited, and write-started, should another extension have set up the templates anew.

    They are put on the list of the builder, which makes one anew for each build; the ``templates_path`` of the config
    stays the author's.  Sphinx also looks there for templates that are newer than a page, so that a new version of ours
    writes the pages again.
    """
    if writes_html(app.builder):
        add_template_folders(app.builder, package_templates(app))


@per_build
def _compiled(_domain: BlogDomain) -> dict[str, Template]:
    """Return a place for the templates of one build, each compiled once."""
    return {}


def _environment(app: Sphinx, *, own: bool) -> Environment:
    """Return the templates of one build.

    :param own: whether those of the author and of the theme come first.
    """
    domain = blog_domain(app.env)
    return _own_environment(domain) if own else _package_environment(domain)


@per_build
def _own_environment(domain: BlogDomain) -> Environment:
    return _environment_of([*own_templates(domain.app), *theme_folders(domain.app.builder)])


@per_build
def _package_environment(_domain: BlogDomain) -> Environment:
    return _environment_of([])


def _environment_of(folders: Sequence[str | Path]) -> Environment:
    return Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        auto_reload=False,  # else it would look at each file for each page
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _tell(name: str, error: TemplateError) -> None:
    warn(
        Subtype.TEMPLATE,
        f"template '{name}' cannot be rendered ({error.message}); the one of sphinxext-blog is used",
        location=_place_of(error) or name,
    )


def _place_of(error: TemplateError) -> str:
    """The file and line of a template that an error comes from; empty where Jinja does not tell."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno}"
    # Jinja puts the lines of templates into the traceback
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    own = [f"{file}:{line}" for file, line in places if file.endswith(".html")]
    return own[-1] if own else ""
