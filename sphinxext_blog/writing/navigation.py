"""Navigation: where a theme shows posts and generated pages that are in no toctree.

Resolving a toctree of hundreds of posts on each page is what makes a large site slow.  So posts stay out of it, and
their pages show the toctree of the blog's page, made to fit; previous and next are the neighbours by date.
"""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.locale import _

from ..domain import blog_domain
from ..model.page_plan import join
from .pager import pages_beside
from .relocating import move_uri

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx

    from ..domain import BlogDomain

__all__ = ["escape_plain_title", "fit_navigation", "hide_source", "restore_toctree"]

_SOURCE_LINKS = ("display_github", "display_gitlab", "display_bitbucket")


def restore_toctree(app: Sphinx, _pagename: str, _template: str, _context: dict[str, Any], _doctree: object) -> None:
    """Undo what the last page needed (event: html-page-context, before all others)."""
    domain = blog_domain(app.env)
    if domain.build.toctree_includes is not None:
        app.env.toctree_includes = domain.build.toctree_includes
        domain.build.toctree_includes = None


def fit_navigation(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object) -> None:
    """Give a post or page its place in the navigation (event: html-page-context, before the themes' handlers)."""
    domain = blog_domain(app.env)
    _between_pages(app, domain, pagename, context)
    if doctree is None:
        return
    if pagename in domain.catalog.built and pagename not in getattr(app.builder, "relations", {}):
        _between_neighbours(app, domain, pagename, context)  # also where no page of the blog is in a toctree
    parent = _parent(app, domain, pagename)
    if parent is None:
        return
    context["toctree"] = _toctree_as(app, pagename, parent)
    context["parents"] = [_relation(app, pagename, name) for name in _ancestors(app, parent)]
    if parent != app.config.root_doc:  # no section, whose navigation would be empty
        # pydata-sphinx-theme and its children read this: show them the one child
        domain.build.toctree_includes = app.env.toctree_includes
        app.env.toctree_includes = {
            **app.env.toctree_includes, parent: [*app.env.toctree_includes.get(parent, ()), pagename]
        }  # fmt: skip


def escape_plain_title(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Escape the title of a post or page that a theme has read as plain text (event: html-page-context, after themes).

    sphinx-book-theme puts it into the page as it is, for printing: a tag named ``<script>`` would be one.
    """
    domain = blog_domain(app.env)
    plain = context.get("pagetitle")
    if isinstance(plain, str) and (pagename in domain.posts or pagename in domain.pages):
        title = app.env.titles.get(pagename)
        if title is not None and plain == title.astext():
            context["pagetitle"] = escape(plain)


def hide_source(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Remove links to a source that does not exist or is not for readers; as on the index, the keys are absent.

    Either all of them or none: sphinx-book-theme takes it for granted that a page with a suffix has a source.

    Event: html-page-context, before themes, which make links of what they find, and after them, since other extensions
    may have added a link.
    """
    domain = blog_domain(app.env)
    # The source of a document with removed sections contains them.
    if pagename not in domain.pages and pagename not in domain.records.removed_sections:
        return
    context.pop("sourcename", None)
    context.pop("page_source_suffix", None)
    context["show_source"] = context["has_source"] = False
    for key in _SOURCE_LINKS:  # sphinx_rtd_theme shows its link whatever the suffix
        context[key] = False


def _parent(app: Sphinx, domain: BlogDomain, pagename: str) -> str | None:
    """The document in the toctree as which a post or page is shown; None for one that stands there itself."""
    relations = getattr(app.builder, "relations", {})
    if pagename in relations or (pagename not in domain.posts and pagename not in domain.pages):
        return None
    return next((name for name in _places(domain, pagename) if name in relations and name != pagename), None)


def _places(domain: BlogDomain, pagename: str) -> list[str | None]:
    """Where a post or page may be shown, the best first: a term below its overview, a year below the archive."""
    root, page = domain.options.path, domain.pages.get(pagename)
    home, archive = (domain.plan.docname_of(join(root, name)) for name in ("index", "archive"))
    if page is None:
        return [home, archive]
    if page.taxonomy:
        return [page.first, domain.plan.docname_of(join(root, page.taxonomy, "index")), home, archive]
    return [page.first, archive, home] if page.year else [page.first, home, archive]


def _ancestors(app: Sphinx, docname: str) -> list[str]:
    relations = app.builder.relations  # type: ignore[attr-defined]  # only HTML builders have a page context
    found = [docname]
    while (above := relations.get(found[0], (None,))[0]) and above not in found:
        found.insert(0, above)
    return [name for name in found if name != app.config.root_doc]


def _relation(app: Sphinx, pagename: str, docname: str) -> dict[str, str]:
    builder = app.builder
    titles = blog_domain(app.env).build.rendered
    if docname not in titles:  # most are asked for three times, as a page and as the neighbour of two
        titles[docname] = _rendered_title(app, docname)
    return {"link": builder.get_relative_uri(pagename, docname), "title": titles[docname]}


def _rendered_title(app: Sphinx, docname: str) -> str:
    title = app.env.titles[docname]
    if all(isinstance(child, nodes.Text) for child in title.children):
        return escape(title.astext())  # much faster than to publish it
    return str(app.builder.render_partial(title)["title"])  # type: ignore[attr-defined]


def _between_neighbours(app: Sphinx, domain: BlogDomain, pagename: str, context: dict[str, Any]) -> None:
    """Previous is the newer post and next the older one, as a listing shows them."""
    newer, older = domain.catalog.neighbours().get(pagename, (None, None))
    links = {"next": older, "prev": newer}
    _lead(app, pagename, context, {key: post.docname if post is not None else None for key, post in links.items()})


def _between_pages(app: Sphinx, domain: BlogDomain, pagename: str, context: dict[str, Any]) -> None:
    """Previous and next lead to the pages of a collection, where no toctree of an author has others."""
    links = pages_beside(domain, pagename)
    ours = pagename == app.config.root_doc and pagename in domain.pages  # its toctree is of our making
    _lead(app, pagename, context, {key: name for key, name in links.items() if ours or not context.get(key)})


def _lead(app: Sphinx, pagename: str, context: dict[str, Any], links: Mapping[str, str | None]) -> None:
    """Let the theme's next and previous, which stand in its head, too, lead to documents; to none for None."""
    context.update({key: _relation(app, pagename, name) if name is not None else None for key, name in links.items()})
    words = {"next": ("N", str(_("next"))), "prev": ("P", str(_("previous")))}
    ours = {words[key][0] for key in links}
    kept = [link for link in context.get("rellinks", ()) if link[2] not in ours]
    context["rellinks"] = kept + [
        (name, context[key]["title"], *words[key]) for key, name in links.items() if name is not None
    ]


def _toctree_as(app: Sphinx, pagename: str, parent: str) -> Callable[..., str]:
    """The template function ``toctree()`` of a page that is shown as another one."""

    def toctree(*, collapse: bool = True, **options: Any) -> str:
        builder = app.builder
        options.setdefault("includehidden", False)
        if options.get("maxdepth") == "":
            options.pop("maxdepth")
        target = builder.get_target_uri(pagename)
        # pages of one folder see the same addresses
        key = (parent, posixpath.dirname(target), collapse, *sorted(options.items()))
        rendered = blog_domain(app.env).build.rendered
        if key not in rendered:
            rendered[key] = _rendered_toctree(app, parent, target, collapse=collapse, **options)
        return rendered[key]

    return toctree


def _rendered_toctree(app: Sphinx, parent: str, target: str, *, collapse: bool, **options: Any) -> str:
    builder = app.builder
    if "tags" in (global_toctree_for_doc.__kwdefaults__ or {}):  # Sphinx 9
        options["tags"] = builder.tags
    tree = global_toctree_for_doc(app.env, parent, builder, collapse=collapse, **options)
    if tree is None:
        return ""
    source = builder.get_target_uri(parent)
    for reference in tree.findall(nodes.reference):
        reference["refuri"] = move_uri(reference["refuri"], source, target)
    return str(builder.render_partial(tree)["fragment"])  # type: ignore[attr-defined]
