"""Around a post: where its parts are put, in the document itself, so that every theme shows them in its text.

HTML gets a node that is laid out by templates when the page is written.  It holds no text: nothing of it is in the
search, or in what other extensions read from the document.  Other formats get plain nodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes

from ..builders import is_book, makes_data, merges_documents, uses_html_visitors, writes_nodes
from ..config.components import PARTS
from ..domain import blog_domain, per_build
from ..nodes import around
from ..reading.lead import post_root
from .components import shows_prev_next, views_of_components
from .context import PageContext
from .parts import plain_components, template_values
from .templating import render

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..domain import BlogDomain
    from ..model.components import PostComponents
    from ..model.post import Post

__all__ = ["put_around", "register_around", "rendered_part", "switched_on"]

_TOP = PARTS[:3]
_END = PARTS[3:]
_OF_THE_WEB = ("share", "comments")


def register_around(app: Sphinx) -> None:
    """Add the node to HTML; no other format ever gets one."""
    app.add_node(around, html=(_visit, None))


def put_around(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the parts into a document that is about to be written (event: doctree-resolved).

    Listings show posts as they were stored, without them.
    """
    domain = blog_domain(app.env)
    if docname in domain.posts:
        _fill(domain, doctree, docname)
    elif merges_documents(app.builder):
        for part in doctree.findall(addnodes.start_of_file):
            _fill(domain, part, part["docname"])


def _fill(domain: BlogDomain, root: nodes.Element, docname: str) -> None:
    builder = domain.app.builder
    for post in domain.posts.get(docname, ()):
        if post.key not in domain.catalog.built:
            continue
        section = post_root(cast("nodes.document", root), post.anchor)
        parent, place = _below_title(section)
        if uses_html_visitors(domain.app):
            parent.insert(place, _node(post, _TOP))
            if not post.anchor and not is_book(builder):
                root += _node(post, _END)
        elif writes_nodes(builder):
            view, context = _shown(domain, post, docname)
            parent[place:place] = plain_components(view, context, switched_on(domain))


def _shown(domain: BlogDomain, post: Post, docname: str) -> tuple[PostComponents, PageContext]:
    """Return the view of the components of a post, and a context for the page of a document."""
    view = views_of_components(domain).of(domain.catalog.built[post.key])
    return view, PageContext(domain.app, domain.wording, docname, view)


def _below_title(section: nodes.Element) -> tuple[nodes.Element, int]:
    """Where the text of a post begins: below its own title, or that of its first section."""
    for place, child in enumerate(section.children):
        if isinstance(child, nodes.title):
            return section, place + 1
        if isinstance(child, nodes.section):
            return _below_title(child)
    return section, 0


def _node(post: Post, parts: tuple[str, ...]) -> around:
    return around(post=post.key, parts=parts, classes=["no-search"])


def _visit(translator: HTML5Translator, node: nodes.Element) -> None:
    domain = blog_domain(translator.builder.env)
    post = domain.catalog.built[node["post"]]
    switches = switched_on(domain)
    view, context = _shown(domain, post, post.docname)
    translator.body += [_rendered(domain, view, context, part) for part in node["parts"] if part in switches]
    raise nodes.SkipNode


@per_build
def switched_on(domain: BlogDomain) -> frozenset[str]:
    """Return the names of the components that have a place in posts."""
    options, builder = domain.options, domain.app.builder
    switches = {
        "byline": options.byline,
        "notices": options.notices,
        "series": options.series_box,
        "licence": True,  # of some posts, though the site has none
        "share": options.share and domain.base,
        "neighbours": options.series_box or shows_prev_next(domain),
        "related": options.related,
        "comments": options.comments,
    }
    # sites made of JSON or pickles have scripts and templates of their own
    left_out = (*options.manual, *(_OF_THE_WEB if makes_data(builder) else ()))
    return frozenset(part for part in PARTS if switches[part] and part not in left_out)


def rendered_part(domain: BlogDomain, docname: str, part: str) -> str:
    """Return a component of the post that a document is, as HTML; empty if there is nothing to show."""
    post = domain.catalog.built.get(docname)
    if post is None or part not in PARTS:
        return ""
    return _rendered(domain, *_shown(domain, post, docname), part)


def _rendered(domain: BlogDomain, view: PostComponents, context: PageContext, part: str) -> str:
    values = template_values(view, part, context, shows_prev_next=_shows_prev_next(domain))
    return render(domain.app, f"blog/{part}.html", values) + "\n" if values is not None else ""


_shows_prev_next = per_build(shows_prev_next)
