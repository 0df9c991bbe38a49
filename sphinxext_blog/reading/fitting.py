"""Fitting: the copied blocks of an excerpt, made to fit a listing: not far too long, and no raw HTML that harms it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..model.html import shows_anything, unbalanced, without_quiet
from ..model.text import cut, units
from ..nodes import found_in
from .conditions import CONDITIONAL, WRAPPING
from .prose import is_html
from .seeing import length_of, remove_scripts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .conditions import Hides

__all__ = ["balanced", "shorten"]

_FAR_TOO_LONG = 4
"""How many times its length an automatic excerpt may run over before its last block is cut."""


def shorten(blocks: list[nodes.Element], limit: float, hides: Hides) -> bool:
    """Cut a last block that is far too long for an automatic excerpt: a page of code, a paragraph of a megabyte.

    Raw HTML is shown whole or not at all.
    """
    last = blocks[-1]
    if length_of(last, hides) <= _FAR_TOO_LONG * limit:
        return False
    if isinstance(last, nodes.raw):
        blocks.pop()
        return True
    left = limit * _FAR_TOO_LONG
    parts = [*_parts(last, hides)][::-1]
    while parts and left > 0:
        node = parts.pop()
        size = units(node.astext()) if isinstance(node, nodes.Text) else length_of(node, hides)
        if size > left and isinstance(node, nodes.Text):
            kept, _ = cut(node.astext(), max(1, int(len(node) * left / size)))
            node.parent[_place_of(node)] = nodes.Text(kept)
        elif size > left:
            _remove_upwards(node, last)
        left -= size
    for node in parts:
        _remove_upwards(node, last)
    return True


def _parts(top: nodes.Node, hides: Hides) -> Iterator[nodes.Text | nodes.Element]:
    """The texts of a block; raw HTML, and what is hidden, as one part each."""
    stack = [top]
    while stack:
        node = stack.pop()
        if isinstance(node, (nodes.Text, nodes.raw)) or (isinstance(node, CONDITIONAL) and hides(node)):
            yield node
        else:
            stack.extend(reversed(node.children))


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


def balanced(blocks: list[nodes.Element], hides: Hides) -> tuple[list[nodes.Element], bool]:
    """The blocks with the raw HTML that can stand in a listing, and whether readers miss something by that.

    Comments, scripts and styles are left out, and what begins an element that ends elsewhere, or ends one that began
    there: a listing would have all of its rest in it.
    """
    remove_scripts(blocks)
    loses = False
    gone: set[int] = set()
    for group in _side_by_side(blocks, hides):
        texts = [without_quiet(node.astext()) for node in group]
        left_out = unbalanced(texts)
        for place, (node, text) in enumerate(zip(group, texts, strict=True)):
            if place in left_out or not text:
                loses = loses or shows_anything(text)
                gone.add(id(node))
                if node.parent is not None:
                    node.parent.remove(node)
            elif text != node.astext():
                node.children = [nodes.Text(text)]
                node.children[0].parent = node
    return [node for node in blocks if id(node) not in gone], loses


def _side_by_side(blocks: list[nodes.Element], hides: Hides) -> list[list[nodes.Element]]:
    """The raw HTML of an excerpt, together what stands in the same place, in order."""
    groups: dict[int, list[nodes.Element]] = {}
    for top in blocks:
        for node in found_in(top, nodes.raw):
            place: nodes.Element | None = node.parent
            while isinstance(place, WRAPPING) and not hides(place):
                place = place.parent
            if is_html(node):
                groups.setdefault(id(place) if place is not None else 0, []).append(node)
    return list(groups.values())
