"""Prose: the words of a doctree, as pieces for :func:`..core.plaintext.plain_text`.

What has no words of its own (code, display math, images) becomes a mark; what a reader does not see is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..core.plaintext import Mark, inline_math
from ..nodes import block, declared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["UNSEEN", "is_ours", "prose"]

UNSEEN = (
    nodes.Invisible,
    nodes.system_message,
    nodes.raw,
    nodes.docinfo,
    nodes.footnote,
    nodes.citation,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.label,
    addnodes.index,
    addnodes.toctree,
    block,
    declared,
)
"""Nodes that add nothing to the text of a post."""
_MARKS: dict[type[nodes.Node], Mark] = {
    nodes.literal_block: Mark.CODE,
    nodes.doctest_block: Mark.CODE,
    nodes.math_block: Mark.EQUATION,
    nodes.image: Mark.IMAGE,
}


def prose(root: nodes.Element, *, without: Collection[nodes.Node] = ()) -> Iterator[str | Mark]:
    """The text below the title of a section or document, headings and list numbers included.

    :param without: nodes to leave out with all they hold: sections that are posts themselves.
    """
    skipped = {id(node) for node in without}
    titled = False
    stack: list[nodes.Node | str] = list(reversed(root.children))
    while stack:
        node = stack.pop()
        if isinstance(node, nodes.Text):
            yield node.astext()
        elif isinstance(node, str):
            yield node
        elif isinstance(node, nodes.title) and not titled and not isinstance(node.parent, nodes.Admonition):
            titled = True
        elif id(node) not in skipped and not isinstance(node, UNSEEN) and not is_ours(node):
            titled = titled or isinstance(node, (nodes.TextElement, nodes.Body))
            yield from _enter(node, stack)


def is_ours(node: nodes.Node) -> bool:
    """Whether it shows what our own directives know: the links of ``tag``, the note of ``update``."""
    return isinstance(node, nodes.Element) and not {"blog-tags", "blog-update"}.isdisjoint(node["classes"])


def _enter(node: nodes.Node, stack: list[nodes.Node | str]) -> Iterator[str | Mark]:
    mark = next((_MARKS[kind] for kind in type(node).__mro__ if kind in _MARKS), None)
    if mark is not None:
        yield mark
        return
    if isinstance(node, nodes.math):
        yield inline_math(node.astext())
        return
    inline = isinstance(node, nodes.Inline)
    if isinstance(node, nodes.list_item) and isinstance(node.parent, nodes.enumerated_list):
        yield f" {_number(node)} "
    elif not inline:
        yield " "
    if not inline:
        stack.append(" ")
    stack.extend(reversed(node.children))


def _number(item: nodes.list_item) -> str:
    """The number of an item of an enumerated list, in Arabic digits whatever the list shows."""
    parent = item.parent
    start = parent.get("start", 1)
    place = parent.index(item)
    return f"{parent.get('prefix', '')}{start + place}{parent.get('suffix', '.')}"
