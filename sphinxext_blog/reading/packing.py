"""Packing: the nodes of an excerpt, cut out of their doctree.

They are cut out once, when the post is read, and kept as bytes beside its record: a listing would otherwise have to
load the whole post again, and live nodes would make every start of a build slow.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..core.excerptlength import units
from ..core.plaintext import cut
from ..nodes import block
from .lead import blocks_of, is_marker, whole_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..core.post import LeadRule

__all__ = ["cut_lead", "cut_whole", "pack", "unpack"]

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
"""What only makes sense in the post itself."""
_FAR_TOO_LONG = 4
"""How many times its length an automatic excerpt may run over before its last block is cut."""


def cut_lead(
    root: nodes.Element, rule: LeadRule, limit: float, others: Collection[str]
) -> tuple[list[nodes.Element], LeadRule]:
    """Copies of the blocks of a lead, without what belongs to the post only; and the rule, with whether it was cut.

    :param limit: the length of an automatic excerpt, in words.
    """
    blocks = [_copy(node) for node in blocks_of(root, rule, others)]
    if blocks and rule.marked:
        _cut_at_marker(blocks[-1])
    if blocks and rule.automatic and _shorten(blocks[-1], limit):
        rule = replace(rule, truncated=True)
    return _cleaned(blocks), rule


def cut_whole(root: nodes.Element, others: Collection[str]) -> list[nodes.Element]:
    """Copies of all blocks of a post, without what belongs to the post only."""
    return _cleaned([_copy(node) for node in whole_of(root, others)])


def pack(blocks: Sequence[nodes.Element]) -> bytes:
    """Nodes as bytes; they let go of their document."""
    for root in blocks:
        for part in root.findall():
            part.document = None  # type: ignore[assignment]  # as docutils has it before a node is attached
    return pickle.dumps(list(blocks), pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> list[nodes.Element]:
    """Nodes from bytes, fresh each time."""
    blocks: list[nodes.Element] = pickle.loads(packed)  # noqa: S301 - from the environment, which is a pickle itself
    return blocks


def _copy(node: nodes.Element) -> nodes.Element:
    """A copy; the heading of a section becomes a rubric."""
    copy = node.deepcopy()
    if not isinstance(copy, nodes.title):
        return copy
    rubric = nodes.rubric(copy.rawsource, "", *copy.children, classes=["blog-excerpt-heading"])
    rubric.source, rubric.line = copy.source, copy.line
    return rubric


def _cut_at_marker(block: nodes.Element) -> None:
    """Remove the marker inside a block, and all that follows it there."""
    last: nodes.Node | None = next(block.findall(is_marker), None)
    keep = 0  # the marker goes as well; what it stands in stays
    while last is not None and last is not block:
        parent = last.parent
        del parent[parent.index(last) + keep :]
        last, keep = parent, 1


def _shorten(last: nodes.Element, limit: float) -> bool:
    """Cut a last block that is far too long for an automatic excerpt: a page of code, a paragraph of a megabyte."""
    if units(last.astext()) <= _FAR_TOO_LONG * limit:
        return False
    left = limit * _FAR_TOO_LONG
    texts = [*last.findall(nodes.Text)][::-1]
    while texts and left > 0:
        node = texts.pop()
        size = units(node.astext())
        if size > left:
            kept, _ = cut(node.astext(), max(1, int(len(node) * left / size)))
            node.parent[_place_of(node)] = nodes.Text(kept)
        left -= size
    for node in texts:
        _remove_upwards(node, last)
    return True


def _remove_upwards(node: nodes.Node, top: nodes.Element) -> None:
    """Remove a node and all that becomes empty by that, below a block."""
    while node is not top:
        parent = node.parent
        del parent[_place_of(node)]
        if parent.children:
            return
        node = parent


def _place_of(node: nodes.Node) -> int:
    """The index of a node in its parent: of this one, where docutils would take the first text that says the same."""
    children = node.parent.children
    return next(place for place in reversed(range(len(children))) if children[place] is node)


def _cleaned(blocks: list[nodes.Element]) -> list[nodes.Element]:
    kept = [node for node in blocks if not isinstance(node, _DROPPED)]
    for root in kept:
        for node in list(root.findall(lambda node: isinstance(node, _DROPPED))):
            if isinstance(node, nodes.target) and node.children:
                node.parent.replace(node, node.children)
            else:
                node.parent.remove(node)
        for node in root.findall(nodes.Element):
            node["names"], node["dupnames"] = [], []
            if "backrefs" in node:
                node["backrefs"] = []
    return kept
