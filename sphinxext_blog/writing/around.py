"""Around a post: where its parts are put, in the document itself, so that every theme shows them in its text.

HTML gets a node that is laid out by templates when the page is written.  It holds no text: nothing of it is in the
search, or in what other extensions read from the document.  Other formats get plain nodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes

from ..config.components import PARTS
from ..domain import blog_domain
from ..links import is_book
from ..nodes import around
from ..reading.lead import post_root
from .parts import PartMaker, shows_neighbours
from .plainparts import plain_parts
from .templating import render

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..domain import BlogDomain
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
    elif hasattr(app.builder, "assemble_doctree") or app.builder.name == "man":  # they write many documents as one
        for part in doctree.findall(addnodes.start_of_file):
            _fill(domain, part, part["docname"])


def _fill(domain: BlogDomain, root: nodes.Element, docname: str) -> None:
    builder = domain.app.builder
    for post in domain.posts.get(docname, ()):
        if post.key not in domain.catalog.built:
            continue
        section = post_root(cast("nodes.document", root), post.anchor)
        parent, place = _below_title(section)
        if builder.format == "html":
            parent.insert(place, _node(post, _TOP))
            if not post.anchor and not is_book(builder):
                root += _node(post, _END)
        elif builder.format:  # not for those that only check
            parent[place:place] = plain_parts(domain, post, docname)


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
    maker = PartMaker(domain, post, post.docname)
    translator.body += [_rendered(domain, maker, part) for part in node["parts"] if part in switches]
    raise nodes.SkipNode


def switched_on(domain: BlogDomain) -> frozenset[str]:
    """The parts that stand in posts by themselves."""
    computed = domain.build.computed
    if "parts" not in computed:
        options, builder = domain.options, domain.app.builder
        switches = {
            "byline": options.byline,
            "notices": options.notices,
            "series": options.series_box,
            "licence": True,  # of some posts, though the site has none
            "share": options.share and domain.base,
            "neighbours": options.series_box or shows_neighbours(domain),
            "related": options.related,
            "comments": options.comments,
        }
        # sites made of JSON or pickles have scripts and templates of their own
        left_out = (*options.manual, *(_OF_THE_WEB if hasattr(builder, "implementation") else ()))
        computed["parts"] = frozenset(part for part in PARTS if switches[part] and part not in left_out)
    return cast("frozenset[str]", computed["parts"])


def rendered_part(domain: BlogDomain, docname: str, part: str) -> str:
    """A part of the post that a document is, as HTML; empty where there is nothing to show."""
    post = domain.catalog.built.get(docname)
    return _rendered(domain, PartMaker(domain, post, docname), part) if post is not None and part in PARTS else ""


def _rendered(domain: BlogDomain, maker: PartMaker, part: str) -> str:
    values = maker.values(part)
    return render(domain.app, f"blog/{part}.html", values) + "\n" if values is not None else ""
