"""Content of feed entries: a post as HTML that holds outside its page.

It is made as its page is: from the stored doctree, resolved where the author saw it work, written by the builder's own
translator.  The doctree is no page, though, so what stands around a post stays out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes

from ..domain import blog_domain
from ..model.html import make_portable
from ..nodes import listing_placeholder
from ..render.excerpt import resolve
from ..source.conditions import Conditions, remove_failing_conditions
from ..source.excerpt_storage import unpack
from ..source.excerpts import is_marker, post_root, title_in
from ..sphinx_compat import listeners_of, load_doctree, new_document, render_body, suppress_logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from ..model.post import Post

__all__ = ["entry_html"]

_PACKAGE = __package__.partition(".")[0]
_LEFT_OUT = (
    nodes.comment, nodes.decoration, nodes.docinfo, nodes.meta, nodes.substitution_definition, nodes.system_message,
    addnodes.index, addnodes.toctree, listing_placeholder,
)  # fmt: skip
"""What a reader of the page does not see in the text, and lists of other pages."""
_LISTS = frozenset(("blog-tags", "toctree-wrapper"))


def entry_html(app: Sphinx, post: Post, content: str, url: str) -> str:
    """The content of an entry.

    :param content: ``full`` or ``excerpt``; an excerpt is what listings show.
    :param url: of the document that the post is in.
    """
    document = new_document(str(app.env.doc2path(post.docname)))
    document.settings.env = app.env
    document += _whole(app, post) if content == "full" else _excerpt(app, post)
    remove_failing_conditions(app, document)
    with suppress_logging():  # the post has told of its problems itself
        resolve(app, document, post.docname)
        _tell_others(app, document, post.docname)
        html = render_body(cast("StandaloneHTMLBuilder", app.builder), document, post.docname)
    return make_portable(html, url).strip()


def _whole(app: Sphinx, post: Post) -> list[nodes.Node]:
    """All of a post but its title, in the order of its page; the doctree is fresh, so it is taken apart."""
    root = post_root(load_doctree(app, post.docname), post.anchor)
    others = frozenset(post.others)
    for node in list(root.findall(lambda node: _is_left_out(node, others))):
        node.parent.remove(node)
    for node in list(root.findall(nodes.problematic)):  # it would link to a message that is left out
        node.parent.replace(node, nodes.Text(node.astext()))
    if isinstance(root, nodes.document):
        title = title_in(root, others, Conditions(app).hides)
        if title is not None and isinstance(title.parent, nodes.section) and title.parent.parent is root:
            section = title.parent  # footnotes, or a picture, stand beside it
            section.remove(title)
            place = root.index(section)
            root[place : place + 1] = section.children
    elif root.children and isinstance(root[0], nodes.title):
        del root[0]
    return list(root.children)


def _is_left_out(node: nodes.Node, others: frozenset[str]) -> bool:
    if isinstance(node, nodes.section):
        return not others.isdisjoint(node["ids"])  # a post itself
    is_list = isinstance(node, nodes.Element) and not _LISTS.isdisjoint(node["classes"])
    is_name = isinstance(node, nodes.target) and not node.children
    return isinstance(node, _LEFT_OUT) or is_list or is_name or is_marker(node)


def _excerpt(app: Sphinx, post: Post) -> list[nodes.Node]:
    domain = blog_domain(app.env)
    if post.has_plain_excerpt or domain.options.excerpt == "text":
        return [nodes.paragraph(post.text, post.text)] if post.text else []
    shown = unpack(domain.records.excerpts[post.docname][post.anchor])
    for root in shown:
        for equation in root.findall(nodes.math_block):  # its number says nothing outside of the post
            equation["label"], equation["number"] = None, None
            equation.setdefault("nowrap", False)
    return list(shown)


def _tell_others(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Let other extensions finish the nodes that are theirs, as on the page (event: doctree-resolved).

    Not the handlers of this one: they put parts around a post, and note that its page is written.
    """
    for handler in listeners_of(app, "doctree-resolved"):
        if not str(getattr(handler, "__module__", "")).startswith(f"{_PACKAGE}."):
            handler(app, document, docname)
