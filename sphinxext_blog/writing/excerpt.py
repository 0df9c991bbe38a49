"""Excerpts: part of a post, as nodes for another page.

The nodes come from the post's stored doctree.  They are resolved as in the post, where the author saw them work, and
only then moved: addresses are made to fit the page they will stand on, ids made unique, and what only makes sense in
the post itself is dropped.  Problems are not reported again: the post has said them.
"""

from __future__ import annotations

import pickle
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransformer
from sphinx.util.docutils import new_document
from sphinx.util.logging import suppress_logging

from ..core.excerptlength import units
from ..core.plaintext import cut
from ..nodes import block
from ..reading.lead import blocks_of, is_marker, post_root, whole_of
from .relocating import relocate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..core.post import Post

__all__ = ["excerpt_nodes"]

_DROPPED = (
    nodes.target,
    nodes.footnote,
    nodes.citation,
    nodes.system_message,
    nodes.comment,
    nodes.substitution_definition,
    addnodes.index,
    addnodes.toctree,
    block,
)
_FAR_TOO_LONG = 4
"""How many times its length an automatic excerpt may run over before its last block is cut."""


def excerpt_nodes(
    app: Sphinx, post: Post, fromdocname: str, prefix: str, *, whole: bool, limit: float
) -> tuple[list[nodes.Element], bool]:
    """The excerpt of a post for a page, and whether the post goes on after it.

    :param prefix: makes its ids unique on the page.
    :param whole: all of the post instead.
    :param limit: the length of an automatic excerpt, in words.
    """
    path = Path(app.doctreedir) / f"{post.docname}.doctree"
    with path.open("rb") as file:  # not env.get_doctree(), which keeps every raw pickle for good
        doctree = pickle.load(file)  # noqa: S301 - Sphinx's own store
    root = post_root(doctree, post.anchor)
    blocks = whole_of(root, post.others) if whole else blocks_of(root, post.lead, post.others)
    if blocks and post.lead.marked and not whole:
        _cut_at_marker(blocks[-1])
    document = new_document(str(app.env.doc2path(post.docname)), doctree.settings)
    document.settings.env = app.env
    document += [_as_rubric(node) if isinstance(node, nodes.title) else node for node in blocks]
    truncated = post.lead.truncated and not whole
    if post.lead.automatic and not whole:
        truncated = _shorten(document, limit) or truncated
    ids = _prepare(document, post.docname, prefix)
    _resolve(app, document, post.docname)
    relocate(app.builder, document, post.docname, fromdocname, ids)
    return list(document.children), truncated


def _as_rubric(title: nodes.title) -> nodes.rubric:
    """The heading of a section, which itself is not part of the excerpt."""
    rubric = nodes.rubric(title.rawsource, "", *title.children, classes=["blog-excerpt-heading"])
    rubric.source, rubric.line = title.source, title.line
    return rubric


def _cut_at_marker(block: nodes.Element) -> None:
    """Remove the marker inside a block, and all that follows it there."""
    last: nodes.Node | None = next(block.findall(is_marker), None)
    keep = 0  # the marker goes as well; what it stands in stays
    while last is not None and last is not block:
        parent = last.parent
        del parent[parent.index(last) + keep :]
        last, keep = parent, 1


def _shorten(document: nodes.document, limit: float) -> bool:
    """Cut a last block that is far too long for an automatic excerpt: a page of code, a paragraph of a megabyte."""
    last = document.children[-1] if document.children else None
    if not isinstance(last, nodes.Element) or units(last.astext()) <= _FAR_TOO_LONG * limit:
        return False
    left = limit * _FAR_TOO_LONG
    for node in list(last.findall(nodes.Text)):
        if left <= 0:
            _remove_upwards(node, last)
            continue
        size = units(node)
        if size > left:
            kept, _ = cut(node.astext(), max(1, int(len(node) * left / size)))
            node.parent.replace(node, nodes.Text(kept))
        left -= size
    return True


def _remove_upwards(node: nodes.Node, top: nodes.Element) -> None:
    """Remove a node and all that becomes empty by that, below a block."""
    while node is not top:
        parent = node.parent
        parent.remove(node)
        if parent.children:
            return
        node = parent


def _prepare(document: nodes.document, docname: str, prefix: str) -> dict[str, str]:
    """Drop what belongs to the post only and make ids unique; gives the new id of each old one."""
    for node in list(document.findall(lambda node: isinstance(node, _DROPPED))):
        if isinstance(node, nodes.target) and node.children:
            node.parent.replace(node, node.children)
        else:
            node.parent.remove(node)
    ids: dict[str, str] = {}
    for node in document.findall(nodes.Element):
        if node is document:
            continue
        ids.update((old, f"{prefix}-{old}") for old in node["ids"])
        node["ids"] = [ids[old] for old in node["ids"]]
        node["names"], node["dupnames"] = [], []
        if "backrefs" in node:
            node["backrefs"] = []
    for node in list(document.findall(nodes.Element)):
        if isinstance(node, addnodes.pending_xref):
            node.setdefault("refdoc", docname)
        elif isinstance(node, nodes.math_block):
            node["label"], node["number"] = None, None
            node.setdefault("nowrap", False)
        elif isinstance(node, nodes.footnote_reference):
            link = nodes.reference("", "", *node.children, refid=node.get("refid", ""), internal=True)
            node.parent.replace(node, nodes.superscript("", "", link))
    return ids


def _resolve(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Apply all post-transforms, as if the nodes stood in their post; in silence."""
    transformer = SphinxTransformer(document)
    transformer.set_environment(app.env)
    transformer.add_transforms(app.registry.get_post_transforms())
    with _reading_as(app.env, docname), suppress_logging():
        transformer.apply_transforms()


@contextmanager
def _reading_as(env: BuildEnvironment, docname: str) -> Iterator[None]:
    """Let relative names mean what they mean in a document."""
    here = env.temp_data.get("docname", docname)
    env.temp_data["docname"] = docname
    try:
        yield
    finally:
        env.temp_data["docname"] = here
