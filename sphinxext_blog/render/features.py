"""Page features: a bar of progress, a button to the top, enlarged pictures, transitions between pages.

The card of an author in a sidebar and the citation of a post have styles, too: only sites that display them load these.

Each is a style sheet in ``static/features``.  A script is added only for pictures, and for browsers in which style
sheets cannot follow scrolling.  A build writes one style sheet and one script with the features of the site.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..builders import is_web_site
from ..config.pages import PAGE_FEATURES
from ..domain import blog_domain
from .components import enabled_components
from .sidebars import shows_profile
from .templates import STATIC_FOLDER, loads_all_styles, render, write_asset

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..domain import BlogDomain

__all__ = ["add_features", "copy_features"]

_STYLESHEET = "sphinxext_blog_features.css"
_SCRIPT = "sphinxext_blog_features.js"
_SCRIPTS = {"progress": "scroll.js", "top": "scroll.js", "zoom": "zoom.js"}


def copy_features(app: Sphinx, builder: Builder) -> None:
    """Write the style sheet and the script, or delete those of an earlier build (event: write-started)."""
    if not is_web_site(builder):
        return
    features = _features(app)
    domain = blog_domain(app.env)
    styles = [
        *features,
        *(["profile"] if shows_profile(domain) else []),
        *(["citation"] if "citation" in enabled_components(domain) else []),
    ]
    folder = Path(app.outdir) / "_static"
    for name, parts in ((_STYLESHEET, [f"{name}.css" for name in styles]), (_SCRIPT, _scripts(features))):
        if parts:
            write_asset(folder / name, b"".join((STATIC_FOLDER / "features" / part).read_bytes() for part in parts))
        else:
            (folder / name).unlink(missing_ok=True)


def _features(app: Sphinx) -> list[str]:
    """Return the features of the site, in a fixed order."""
    return [name for name in PAGE_FEATURES if name in blog_domain(app.env).options.page_features]


def _scripts(features: list[str]) -> list[str]:
    return list(dict.fromkeys(_SCRIPTS[name] for name in features if name in _SCRIPTS))


def add_features(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Add the features to a post or a page of the blog (event: html-page-context)."""
    domain = blog_domain(app.env)
    features, has_profile = _features(app), shows_profile(domain)
    has_citations = "citation" in enabled_components(domain)
    if not (features or has_profile or has_citations) or not is_web_site(app.builder):
        return
    is_page = bool(features) and _is_in_blog(domain, pagename) and "body" in context
    if is_page or has_profile or loads_all_styles(app) or (has_citations and pagename in domain.posts):
        app.add_css_file(_STYLESHEET)
    if (is_page or loads_all_styles(app)) and _scripts(features):
        app.add_js_file(_SCRIPT, loading_method="defer")
    if is_page:
        context["body"] += render(app, "blog/page_features.html", {"features": features, "word": domain.messages.text})


def _is_in_blog(domain: BlogDomain, docname: str) -> bool:
    """Return whether a document is a post, contains one, or is a page of the blog."""
    posts = domain.posts.get(docname, ())
    return domain.plan.page(docname) is not None or any(post.key in domain.catalog.built for post in posts)
