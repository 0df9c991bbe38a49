"""Templates and static files of the package, and the templates of authors that override them."""

from __future__ import annotations

import re
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
from ..sphinx_compat import append_template_folders, card_styles, relative_uri, theme_folders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Template
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..domain import BlogDomain

__all__ = [
    "CARD_STYLES",
    "SCRIPT",
    "STATIC_FOLDER",
    "STYLESHEET",
    "TEMPLATES",
    "add_template_folders",
    "author_template_folders",
    "compile_for_workers",
    "copy_assets",
    "loads_all_styles",
    "package_template_folders",
    "register_cards",
    "remove_card_styles",
    "render",
    "script_url",
    "style_cards",
    "write_asset",
]

STYLESHEET = "sphinxext_blog.css"
SCRIPT = "sphinxext_blog_comments.js"
_CARD_STYLESHEET = "sphinxext_blog_cards.css"
CARD_STYLES = f"_static/{_CARD_STYLESHEET}"
"""The path of the style sheet of cards in the output."""
_BLANKS_IN_STYLES = re.compile(r" ?([{};,>]|(?<=[a-z]):(?= )) ?")
"""Blanks that mean nothing, if no string of the style sheet contains one of these characters."""
STATIC_FOLDER = Path(__file__).parents[1] / "static"
"""The folder of the style sheets and scripts of the package."""


def copy_assets(app: Sphinx, builder: Builder) -> None:
    """Write the static files in HTML builds, before pages contain their checksums (event: write-started)."""
    if not writes_html(builder):
        return
    folder = Path(app.outdir) / "_static"
    has_comments = blog_domain(app.env).options.comments and not is_book(builder)
    if not has_comments:
        (folder / SCRIPT).unlink(missing_ok=True)
    write_asset(folder / STYLESHEET, _compact_styles())
    if has_comments:
        write_asset(folder / SCRIPT, (STATIC_FOLDER / SCRIPT).read_bytes())
    if loads_all_styles(app):
        write_asset(folder / _CARD_STYLESHEET, card_styles())


@cache
def _compact_styles() -> bytes:
    """Return the style sheet without comments and unnecessary blanks, since every page loads it."""
    text = re.sub(r"/\*.*?\*/", "", (STATIC_FOLDER / STYLESHEET).read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = (_BLANKS_IN_STYLES.sub(r"\1", line.strip()) for line in text.splitlines())
    return "\n".join(filter(None, lines)).replace(";}", "}").encode() + b"\n"


def write_asset(target: Path, source: bytes) -> None:
    """Write a file that has changed; copy_asset_file() of Sphinx would warn about the file of an older version."""
    if not target.is_file() or target.read_bytes() != source:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source)


def _has_sphinx_design(app: Sphinx) -> bool:
    """Return whether the site loads sphinx-design."""
    return "sphinx_design" in app.extensions


def loads_all_styles(app: Sphinx) -> bool:
    """Return whether all pages load all style sheets, which themes that load pages without a head require."""
    is_page = writes_html(app.builder) and not is_book(app.builder)
    return is_page and app.registry.html_assets_policy == "always" and not _has_sphinx_design(app)


def register_cards(app: Sphinx, docname: str) -> None:
    """Record in the main process that a page displays cards; Sphinx reads the style sheet when it writes the page."""
    if not _has_sphinx_design(app):
        blog_domain(app.env).build.documents_with_cards.add(docname)
        write_asset(Path(app.outdir) / "_static" / _CARD_STYLESHEET, card_styles())


def style_cards(app: Sphinx, pagename: str, _template: str, _context: object, _doctree: object) -> None:
    """Add the style sheet to a page with cards (event: html-page-context)."""
    if pagename in blog_domain(app.env).build.documents_with_cards or loads_all_styles(app):
        app.add_css_file(_CARD_STYLESHEET)


def remove_card_styles(app: Sphinx) -> None:
    """Delete the style sheet of cards, unless all pages load it."""
    if not loads_all_styles(app):
        (Path(app.outdir) / "_static" / _CARD_STYLESHEET).unlink(missing_ok=True)


def script_url(builder: Builder, docname: str, name: str) -> str:
    """Return the URL of a script of the package, relative to a page, with its checksum."""
    page = builder.get_target_uri(docname)
    return relative_uri(page, f"_static/{name}") + f"?v={_checksum(name):08x}"


@cache
def _checksum(name: str) -> int:
    """Return the checksum of a file of the package, which does not change while the program runs."""
    return zlib.crc32((STATIC_FOLDER / name).read_bytes())


TEMPLATES = Path(__file__).parents[1] / "templates"
"""The folder of the templates of the package."""


def render(app: Sphinx, name: str, context: Mapping[str, Any]) -> str:
    """Render a template, which escapes the values.

    If a custom template cannot be rendered, warn once and use that of the package.
    """
    templates = _template_cache(blog_domain(app.env))
    try:
        if name not in templates:
            templates[name] = _environment(app, is_custom=True).get_template(name)
        return templates[name].render(context)
    except TemplateError as error:
        _warn_about_template(name, error)
        templates[name] = _environment(app, is_custom=False).get_template(name)
        return templates[name].render(context)


def compile_for_workers(app: Sphinx, *names: str) -> None:
    """Compile templates in the main process of a parallel build; otherwise each batch of pages would compile them."""
    if app.parallel > 1:
        with suppress(TemplateError):  # render() warns
            for name in names:
                _custom_environment(blog_domain(app.env)).get_template(name)


def author_template_folders(app: Sphinx) -> list[Path]:
    """Return the template folders of the author."""
    return [Path(app.confdir) / folder for folder in app.config.templates_path]


def package_template_folders(app: Sphinx) -> list[Path]:
    """Return the template folders of the package, including those of a compatibility mode."""
    return [TEMPLATES, *blog_domain(app.env).options.templates]


def add_template_folders(app: Sphinx, *_: object) -> None:
    """Add the template folders of the package after all others, since ``html_sidebars`` may contain their templates.

    Events: builder-inited, and write-started, in case another extension has replaced the template loader.

    They are added to the list of the builder, which is new in each build; the option ``templates_path`` is not changed.
    Sphinx also searches this list for templates that are newer than a page, so that a new version of the package causes
    a rewrite.
    """
    if writes_html(app.builder):
        append_template_folders(app.builder, package_template_folders(app))


@per_build
def _template_cache(_domain: BlogDomain) -> dict[str, Template]:
    """Return a dictionary for the compiled templates of one build."""
    return {}


def _environment(app: Sphinx, *, is_custom: bool) -> Environment:
    """Return the template environment of one build.

    :param is_custom: whether templates of the author and of the theme take precedence.
    """
    domain = blog_domain(app.env)
    return _custom_environment(domain) if is_custom else _package_environment(domain)


@per_build
def _custom_environment(domain: BlogDomain) -> Environment:
    return _environment_of([*author_template_folders(domain.app), *theme_folders(domain.app.builder)])


@per_build
def _package_environment(_domain: BlogDomain) -> Environment:
    return _environment_of([])


def _environment_of(folders: Sequence[str | Path]) -> Environment:
    return Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        auto_reload=False,  # otherwise Jinja would check each file for each page
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _warn_about_template(name: str, error: TemplateError) -> None:
    warn(
        Subtype.TEMPLATE,
        f"template '{name}': cannot be rendered ({error.message}). The built-in template is used.",
        location=_location_of(error) or name,
    )


def _location_of(error: TemplateError) -> str:
    """Return the file and line of a template error; empty if Jinja does not provide them."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno}"
    # The traceback contains the lines of templates.
    locations = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    in_templates = [f"{file}:{line}" for file, line in locations if file.endswith(".html")]
    return in_templates[-1] if in_templates else ""
