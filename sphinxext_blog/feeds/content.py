"""Content of feed entries: the HTML of a post, portable to other places than its page.

It is rendered like the page: from the stored doctree, resolved in the document of the post, by the translator of the
builder.  The components of a post are excluded, since the stored doctree does not contain them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes

from ..domain import blog_domain
from ..model.html import make_portable
from ..nodes import blogroll_file, listing_placeholder
from ..render.excerpt import attempt, resolve, text_nodes
from ..source.conditions import Conditions, remove_failing_conditions
from ..source.excerpt_storage import unpack
from ..source.excerpts import is_marker, post_root, title_in
from ..sphinx_compat import listeners_of, load_doctree, new_document, render_body, suppress_logging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from ..model.post import Post

__all__ = ["entry_html"]

_PACKAGE = __package__.partition(".")[0]
_EXCLUDED = (
    nodes.comment, nodes.decoration, nodes.docinfo, nodes.meta, nodes.substitution_definition, nodes.system_message,
    addnodes.index, addnodes.toctree, blogroll_file, listing_placeholder,
)  # fmt: skip
"""Nodes that are invisible on the page, and lists of other pages."""
_LIST_CLASSES = frozenset(("blog-tags", "toctree-wrapper"))


def entry_html(app: Sphinx, post: Post, content: str, url: str) -> str:
    """Return the content of an entry.

    :param content: ``full`` or ``excerpt``; the excerpt is that of listings.
    :param url: the URL of the document that contains the post.
    """
    document = _document_with(app, post, _whole_post(app, post) if content == "full" else _excerpt(app, post))
    remove_failing_conditions(app, document)
    html = attempt(post, lambda: _resolved_html(app, document, post))
    if html is None:
        html = _html_of(app, _document_with(app, post, text_nodes(post)), post)
    return make_portable(html, url).strip()


def _document_with(app: Sphinx, post: Post, content: Sequence[nodes.Node]) -> nodes.document:
    document = new_document(str(app.env.doc2path(post.docname)))
    document.settings.env = app.env
    document += content
    return document


def _resolved_html(app: Sphinx, document: nodes.document, post: Post) -> str:
    with suppress_logging():  # Sphinx logs the problems of the post when it writes its page
        resolve(app, document, post.docname)
        _call_other_extensions(app, document, post.docname)
        return _html_of(app, document, post)


def _html_of(app: Sphinx, document: nodes.document, post: Post) -> str:
    return render_body(cast("StandaloneHTMLBuilder", app.builder), document, post.docname)


def _whole_post(app: Sphinx, post: Post) -> list[nodes.Node]:
    """Return the nodes of a post without its title, in the order of its page; the doctree is a copy and is modified."""
    root = post_root(load_doctree(app, post.docname), post.anchor)
    others = frozenset(post.others)
    for node in list(root.findall(lambda node: _is_excluded(node, others))):
        node.parent.remove(node)
    for node in list(root.findall(nodes.problematic)):  # it would link to an excluded message
        node.parent.replace(node, nodes.Text(node.astext()))
    if isinstance(root, nodes.document):
        title = title_in(root, others, Conditions(app).hides)
        if title is not None and isinstance(title.parent, nodes.section) and title.parent.parent is root:
            section = title.parent  # the document may have footnotes or a picture beside it
            section.remove(title)
            index = root.index(section)
            root[index : index + 1] = section.children
    elif root.children and isinstance(root[0], nodes.title):
        del root[0]
    return list(root.children)


def _is_excluded(node: nodes.Node, others: frozenset[str]) -> bool:
    if isinstance(node, nodes.section):
        return not others.isdisjoint(node["ids"])  # a separate post
    is_list = isinstance(node, nodes.Element) and not _LIST_CLASSES.isdisjoint(node["classes"])
    is_name = isinstance(node, nodes.target) and not node.children
    return isinstance(node, _EXCLUDED) or is_list or is_name or is_marker(node)


def _excerpt(app: Sphinx, post: Post) -> list[nodes.Node]:
    domain = blog_domain(app.env)
    if post.has_plain_excerpt or domain.options.excerpt == "text":
        return [*text_nodes(post)]
    excerpt = unpack(domain.records.excerpts[post.docname][post.anchor])
    for root in excerpt:
        for equation in root.findall(nodes.math_block):  # its number is meaningless outside of the post
            equation["label"], equation["number"] = None, None
            equation.setdefault("nowrap", False)
    return list(excerpt)


def _call_other_extensions(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Call the handlers of other extensions, which complete their nodes as on the page (event: doctree-resolved).

    The handlers of this extension are excluded: they add the components of a post, and record its page as written.
    """
    for handler in listeners_of(app, "doctree-resolved"):
        if not str(getattr(handler, "__module__", "")).startswith(f"{_PACKAGE}."):
            handler(app, document, docname)
