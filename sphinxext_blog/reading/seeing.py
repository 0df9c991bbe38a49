"""Seeing: whether a node shows readers anything, and how much text it has.

Both leave out what a condition hides; both take raw HTML for what it shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..model.html import shows_anything, text_of, without_quiet
from ..model.text import units
from ..nodes import block, found_in
from .conditions import CONDITIONAL
from .prose import UNSEEN, is_html, is_no_text, rest_of_quiet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .conditions import Hides

__all__ = ["is_quiet", "is_seen", "length_of", "remove_scripts"]

_HOLDING = (
    nodes.Part,
    nodes.Structural,
    nodes.TextElement,
    nodes.compound,
    nodes.container,
    addnodes.highlightlang,
    addnodes.tabular_col_spec,
    *CONDITIONAL,
)
"""Nodes that show nothing by themselves, if there is nothing in them."""
_NO_WORDS = (nodes.comment, nodes.raw, *CONDITIONAL)
"""Nodes whose text is not what they show."""


def is_quiet(node: nodes.Node) -> bool:
    """Whether a node is raw HTML of comments, scripts and styles only."""
    return is_html(node) and not without_quiet(node.astext())


def is_seen(root: nodes.Node, hides: Hides) -> bool:
    """Whether a node shows anything: words, a picture, a list of other pages.

    Not the links of ``tag`` and the like, which listings show in a place of their own, nor footnotes.
    """
    stack = [root]
    quiet: set[int] = set()
    while stack:
        node = stack.pop()
        quiet.update(map(id, rest_of_quiet(node)))
        if id(node) in quiet:
            continue
        if isinstance(node, (nodes.Text, nodes.raw)):
            if shows_anything(node.astext()) if is_html(node) else isinstance(node, nodes.Text) and node.strip():
                return True
        elif isinstance(node, block) or (isinstance(node, addnodes.toctree) and not node.get("hidden")):
            return True
        elif not (isinstance(node, UNSEEN) or hides(node) or is_no_text(node)):
            if not (node.children or isinstance(node, _HOLDING)):
                return True  # a picture, a diagram
            stack.extend(reversed(node.children))
    return False


def remove_scripts(roots: Iterable[nodes.Element]) -> None:
    """Remove the scripts and styles that stand within lines of text, with all that is in them."""
    for node in (node for root in roots for node in found_in(root, nodes.raw)):
        if rest := rest_of_quiet(node):
            gone = {id(node), *map(id, rest)}
            node.parent.children = [child for child in node.parent.children if id(child) not in gone]


def length_of(node: nodes.Element, hides: Hides) -> float:
    """How much there is to read in a node, in :func:`..model.text.units`."""
    if isinstance(node, (nodes.comment, nodes.raw, block)) or hides(node):
        return units(text_of(node.astext())) if is_html(node) else 0
    if all(isinstance(found, CONDITIONAL) and not hides(found) for found in found_in(node, *_NO_WORDS)):
        return units(node.astext())
    left = node.deepcopy()
    remove_scripts([left])
    for found in found_in(left, *_NO_WORDS)[::-1]:
        if is_html(found):
            found.parent.replace(found, nodes.Text(text_of(found.astext())))
        elif hides(found) or not isinstance(found, CONDITIONAL):
            found.parent.remove(found)
    return units(left.astext())
