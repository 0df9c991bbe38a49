"""Traversal: nodes of a few kinds, found in one pass.

docutils' ``findall`` is a generator in a generator for each level of the tree; where every document of a site is
walked, a plain stack takes a third of its time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.addnodes import start_of_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes

__all__ = ["documents_in", "found_in"]


def found_in(root: nodes.Node, *kinds: type[nodes.Node]) -> list[nodes.Element]:
    """The nodes of these classes and of their subclasses, in the order of the document, the root included."""
    is_wanted: dict[Callable[..., object], bool] = {}
    result: list[nodes.Element] = []
    stack: list[nodes.Node] = [root]
    while stack:
        node = stack.pop()
        kind = node.__class__
        wanted = is_wanted.get(kind)
        if wanted is None:
            wanted = is_wanted[kind] = issubclass(kind, kinds)
        if wanted:
            result.append(node)  # type: ignore[arg-type]  # Text is no one's to look for
        if node.children:
            stack.extend(reversed(node.children))
    return result


def documents_in(doctree: nodes.Element, docname: str) -> list[tuple[str, nodes.Element]]:
    """The documents that are written as one, each with its root: many in singlehtml and LaTeX, else the one named."""
    merged = [(str(part["docname"]), part) for part in found_in(doctree, start_of_file)]
    return merged or [(docname, doctree)]
