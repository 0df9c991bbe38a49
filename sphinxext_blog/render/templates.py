"""Templates: what stands around a post, laid out in HTML.

Values are decided in Python and laid out in templates.  A template of the same name in the author's ``templates_path``,
or in the theme, is used instead of ours.  All values are escaped, whoever wrote the template.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, TemplateError, TemplateSyntaxError

from ..builders import writes_html
from ..diagnostics import Subtype, warn
from ..domain import blog_domain, per_build

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Template
    from sphinx.application import Sphinx

    from ..domain import BlogDomain

__all__ = ["TEMPLATES", "compile_for_workers", "offer_templates", "own_templates", "package_templates", "render"]

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
    templates = getattr(app.builder, "templates", None)
    loaders, folders = getattr(templates, "loaders", None), getattr(templates, "pathchain", None)
    if not writes_html(app.builder) or not isinstance(loaders, list) or not isinstance(folders, list):
        return
    if TEMPLATES not in folders:
        loaders += map(FileSystemLoader, package_templates(app))
        folders += package_templates(app)


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
    theme = getattr(domain.app.builder, "theme", None)
    return _environment_of([*own_templates(domain.app), *(theme.get_theme_dirs() if theme is not None else ())])


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
