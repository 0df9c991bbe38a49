"""The storage of excerpts: extracts, trims and serializes the nodes of an excerpt.

Excerpts are extracted when the post is read, and stored as bytes: otherwise a listing would have to load the whole
doctree of the post, and unpickled nodes would make every start of a build slow.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes
from sphinx import addnodes

from ..model.html import find_unbalanced, is_visible_html, remove_invisible
from ..model.text import truncate, units
from ..nodes import blogroll_file, find_nodes, listing_placeholder
from .conditions import CONDITIONAL, WRAPPING, hides_nothing
from .excerpts import all_blocks_of, excerpt_blocks, find_marker, length_of, remove_scripts
from .plain_text import is_html

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..model.post import ExcerptRule
    from .conditions import Hides

__all__ = [
    "PageAttributes",
    "extract_excerpt",
    "extract_whole_post",
    "pack",
    "page_attributes",
    "trim_last_block",
    "trim_unbalanced_html",
    "unpack",
    "unpack_with_attributes",
]

_TOLERANCE = 4
"""The factor by which an automatic excerpt may exceed its length before its last block is trimmed."""


def trim_last_block(blocks: list[nodes.Element], limit: float, hides: Hides) -> bool:
    """Trim a last block that is far too long for an automatic excerpt; return whether anything was removed.

    Examples are a page of code, or a paragraph of a megabyte.  Raw HTML is kept whole or removed.
    """
    last = blocks[-1]
    if length_of(last, hides) <= _TOLERANCE * limit:
        return False
    if isinstance(last, nodes.raw):
        blocks.pop()
        return True
    remaining = limit * _TOLERANCE
    parts = [*_parts(last, hides)][::-1]
    while parts and remaining > 0:
        node = parts.pop()
        size = units(node.astext()) if isinstance(node, nodes.Text) else length_of(node, hides)
        if size > remaining and isinstance(node, nodes.Text):
            start, is_cut = truncate(node.astext(), max(1, int(len(node) * remaining / size)))
            text = f"{start.removesuffix('...').rstrip()}..." if is_cut else start
            node.parent[_index_in_parent(node)] = nodes.Text(text)
        elif size > remaining:
            _remove_upwards(node, last)
        remaining -= size
    for node in parts:
        _remove_upwards(node, last)
    return True


def _parts(top: nodes.Node, hides: Hides) -> Iterator[nodes.Text | nodes.Element]:
    """Yield the texts of a block; raw HTML and hidden nodes are one part each."""
    stack = [top]
    while stack:
        node = stack.pop()
        if isinstance(node, (nodes.Text, nodes.raw)) or (isinstance(node, CONDITIONAL) and hides(node)):
            yield node
        else:
            stack.extend(reversed(node.children))


def _remove_upwards(node: nodes.Node, top: nodes.Element) -> None:
    """Remove a node, and its ancestors below a block that become empty."""
    while node is not top:
        parent = node.parent
        del parent[_index_in_parent(node)]
        if parent.children:
            return
        node = parent


def _index_in_parent(node: nodes.Node) -> int:
    """Return the index of a node in its parent by identity; docutils compares texts by value."""
    children = node.parent.children
    return next(index for index in reversed(range(len(children))) if children[index] is node)


def trim_unbalanced_html(blocks: list[nodes.Element], hides: Hides) -> tuple[list[nodes.Element], bool]:
    """Return the blocks without unbalanced raw HTML, and whether visible content was removed.

    Comments, scripts and styles are removed, as are start and end tags without their counterparts: otherwise the rest
    of a listing would become part of the element.
    """
    remove_scripts(blocks)
    has_loss = False
    removed: set[int] = set()
    for group in _raw_html_by_parent(blocks, hides):
        texts = [remove_invisible(node.astext()) for node in group]
        unbalanced_indices = find_unbalanced(texts)
        for index, (node, text) in enumerate(zip(group, texts, strict=True)):
            if index in unbalanced_indices or not text:
                has_loss = has_loss or is_visible_html(text)
                removed.add(id(node))
                if node.parent is not None:
                    node.parent.remove(node)
            elif text != node.astext():
                node.children = [nodes.Text(text)]
                node.children[0].parent = node
    return [node for node in blocks if id(node) not in removed], has_loss


def _raw_html_by_parent(blocks: list[nodes.Element], hides: Hides) -> list[list[nodes.Element]]:
    """Return the raw HTML of an excerpt in order, grouped by parent."""
    groups: dict[int, list[nodes.Element]] = {}
    for top in blocks:
        for node in find_nodes(top, nodes.raw):
            parent: nodes.Element | None = node.parent
            while isinstance(parent, WRAPPING) and not hides(parent):
                parent = parent.parent
            if is_html(node):
                groups.setdefault(id(parent) if parent is not None else 0, []).append(node)
    return list(groups.values())


PageAttributes: TypeAlias = "dict[str, bool | int | str]"

_DROPPED = (
    nodes.target,
    nodes.footnote,
    nodes.citation,
    nodes.system_message,
    nodes.comment,
    nodes.meta,
    nodes.decoration,
    nodes.substitution_definition,
    addnodes.index,
    addnodes.toctree,
    blogroll_file,
    listing_placeholder,
)
"""Nodes that are only useful in the post itself."""
_DOCUTILS_ATTRIBUTES = frozenset(("backrefs", "classes", "dupnames", "ids", "names", "part", "source", "title"))
"""Attributes of docutils, which no extension needs for the page."""


def extract_excerpt(
    root: nodes.Element,
    rule: ExcerptRule,
    limit: float,
    others: Collection[str],
    hides: Hides = hides_nothing,
) -> tuple[list[nodes.Element], ExcerptRule]:
    """Return copies of the blocks of an excerpt, trimmed, and the rule, with whether it is truncated.

    :param limit: the length of an automatic excerpt, in words.
    :param hides: whether a condition hides a node from visitors.
    """
    originals = excerpt_blocks(root, rule, others, hides)
    blocks = [_wrapped(_copy(node), node, root) for node in originals]
    if blocks and rule.marked:
        _cut_at_marker(blocks[-1], hides)
    is_cut = bool(blocks) and rule.automatic and trim_last_block(blocks, limit, hides)
    blocks, has_loss = trim_unbalanced_html(_cleaned(blocks), hides)
    blocks = [*_language_before(originals, blocks), *blocks]
    return blocks, replace(rule, truncated=rule.truncated or is_cut or has_loss)


def extract_whole_post(
    root: nodes.Element, others: Collection[str], hides: Hides = hides_nothing
) -> list[nodes.Element]:
    """Return copies of all blocks of a post, without nodes that are only useful in the post itself."""
    originals = all_blocks_of(root, others, hides)
    blocks = _cleaned([_copy(node) for node in originals])
    return [*_language_before(originals, blocks), *blocks]


def page_attributes(doctree: nodes.document) -> PageAttributes:
    """Return the attributes that other extensions store at the root of a document for the time of writing.

    For example, nbsphinx adds a style sheet to pages whose document has such an attribute.
    """
    attributes = doctree.attributes.items()
    return {
        name: value
        for name, value in attributes
        if name not in _DOCUTILS_ATTRIBUTES and isinstance(value, (bool, int, str))
    }


def pack(blocks: Sequence[nodes.Element], attributes: PageAttributes | None = None) -> bytes:
    """Return nodes as bytes, with the attributes of their document; the nodes are detached from it."""
    for root in blocks:
        for part in root.findall():
            part.document = None  # type: ignore[assignment]  # the value in docutils before a node is attached
            if isinstance(part, nodes.paragraph):
                part.rawsource = ""  # a second copy of the text; writers need it for code only
    return pickle.dumps((list(blocks), attributes or {}), pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> list[nodes.Element]:
    """Return new nodes from bytes."""
    return unpack_with_attributes(packed)[0]


def unpack_with_attributes(packed: bytes) -> tuple[list[nodes.Element], PageAttributes]:
    """Return new nodes from bytes, and the attributes of their document."""
    result: tuple[list[nodes.Element], PageAttributes]
    result = pickle.loads(packed)  # noqa: S301 - from the environment, which is a pickle itself
    return result


def _copy(node: nodes.Element) -> nodes.Element:
    """Return a copy of a node; a rubric for the heading of a section."""
    copy = node.deepcopy()
    if not isinstance(copy, nodes.title):
        return copy
    rubric = nodes.rubric(copy.rawsource, "", *copy.children, classes=["blog-excerpt-heading"])
    rubric.source, rubric.line = copy.source, copy.line
    return rubric


def _language_before(originals: Sequence[nodes.Element], blocks: Sequence[nodes.Element]) -> list[nodes.Element]:
    """Return a copy of the last ``highlight`` directive above the first block, if a block has code without a language.

    :param originals: the originals of the blocks.
    """
    code = [node for block in blocks for node in find_nodes(block, nodes.literal_block)]
    document = originals[0].document if originals else None
    if document is None or all("language" in node for node in code):
        return []
    directives: list[nodes.Element] = []
    for node in document.findall():
        if node is originals[0]:
            break
        if isinstance(node, addnodes.highlightlang):
            directives = [node.deepcopy()]
    return directives


def _wrapped(copy: nodes.Element, node: nodes.Element, root: nodes.Element) -> nodes.Element:
    """Return a copy inside copies of the conditional nodes around its original; another builder may hide it."""
    while (node := node.parent) is not None and node is not root:
        if isinstance(node, WRAPPING):
            inner, copy = copy, node.copy()
            copy.append(inner)
    return copy


def _cut_at_marker(top: nodes.Element, hides: Hides) -> None:
    """Remove the marker inside a block and everything after it."""
    last = find_marker(top, hides)
    keep = 0  # remove the marker too, but keep its ancestors
    while last is not None and last is not top:
        parent = last.parent
        del parent[parent.index(last) + keep :]
        last, keep = parent, 1


def _cleaned(blocks: list[nodes.Element]) -> list[nodes.Element]:
    """Return the blocks without nodes and names that are only useful in the post itself."""
    result = [node for node in blocks if not isinstance(node, _DROPPED)]
    for root in result:
        for node in list(root.findall(lambda node: isinstance(node, _DROPPED))):
            if isinstance(node, nodes.target) and node.children:
                node.parent.replace(node, node.children)
            else:
                node.parent.remove(node)
        for node in root.findall(nodes.Element):
            node["names"], node["dupnames"] = [], []
            if isinstance(node, nodes.problematic):  # the message that it refers to is not part of the excerpt
                node.attributes.pop("refid", None)
            if "backrefs" in node:
                node["backrefs"] = []
    return result
