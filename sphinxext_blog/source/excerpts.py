"""Excerpts: selects the part of a post that listings display, and decides which nodes are visible."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.addnodes import toctree

from ..model.html import is_visible_html, remove_invisible, visible_text
from ..model.post import ExcerptRule
from ..model.text import blocks_within, units
from ..nodes import excerpt_body, find_nodes, listing_placeholder
from .conditions import CONDITIONAL, WRAPPING, hides_nothing
from .plain_text import INVISIBLE, is_excluded_text, is_html, rest_of_invisible_html

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from .conditions import Hides

__all__ = [
    "all_blocks_of",
    "excerpt_blocks",
    "find_marker",
    "has_visible_content",
    "is_invisible_html",
    "is_marker",
    "is_visible",
    "length_of",
    "post_root",
    "remove_scripts",
    "select_excerpt",
    "title_in",
]

_CONTAINERS = (
    nodes.Part,
    nodes.Structural,
    nodes.TextElement,
    nodes.compound,
    nodes.container,
    addnodes.highlightlang,
    addnodes.tabular_col_spec,
    *CONDITIONAL,
)
"""Nodes that are invisible unless they contain a visible node."""
_NO_WORDS = (nodes.comment, nodes.raw, nodes.system_message, *CONDITIONAL)
"""Nodes whose text is not displayed as such."""


def is_invisible_html(node: nodes.Node) -> bool:
    """Return whether a node is raw HTML that consists of comments, scripts and styles."""
    return is_html(node) and not remove_invisible(node.astext())


def is_visible(root: nodes.Node, hides: Hides) -> bool:
    """Return whether a node displays anything: words, an image, a list of other pages.

    Footnotes do not count, nor do the links of ``tag`` and the like, which listings display separately.
    """
    stack = [root]
    skipped: set[int] = set()
    while stack:
        node = stack.pop()
        skipped.update(map(id, rest_of_invisible_html(node)))
        if id(node) in skipped:
            continue
        if isinstance(node, (nodes.Text, nodes.raw)):
            if is_visible_html(node.astext()) if is_html(node) else isinstance(node, nodes.Text) and node.strip():
                return True
        elif isinstance(node, listing_placeholder) or (isinstance(node, addnodes.toctree) and not node.get("hidden")):
            return True
        elif not (isinstance(node, INVISIBLE) or hides(node) or is_excluded_text(node)):
            if not (node.children or isinstance(node, _CONTAINERS)):
                return True  # an image or a diagram
            stack.extend(reversed(node.children))
    return False


def remove_scripts(roots: Iterable[nodes.Element]) -> None:
    """Remove scripts and styles within lines of text, including their content."""
    for node in (node for root in roots for node in find_nodes(root, nodes.raw)):
        if rest := rest_of_invisible_html(node):
            removed = {id(node), *map(id, rest)}
            node.parent.children = [child for child in node.parent.children if id(child) not in removed]


def length_of(node: nodes.Element, hides: Hides) -> float:
    """Return the length of the text in a node, in :func:`..model.text.units`."""
    if isinstance(node, (nodes.comment, nodes.raw, listing_placeholder)) or hides(node):
        return units(visible_text(node.astext())) if is_html(node) else 0
    if all(isinstance(inner, CONDITIONAL) and not hides(inner) for inner in find_nodes(node, *_NO_WORDS)):
        return units(node.astext())
    copy = node.deepcopy()
    remove_scripts([copy])
    for inner in find_nodes(copy, *_NO_WORDS)[::-1]:
        if is_html(inner):
            inner.parent.replace(inner, nodes.Text(visible_text(inner.astext())))
        elif hides(inner) or not isinstance(inner, CONDITIONAL):
            inner.parent.remove(inner)
    return units(copy.astext())


_MARKER = re.compile(r"\A(?:<!)?-*\s*more\s*-*>?\Z", re.IGNORECASE)


def post_root(doctree: nodes.document, anchor: str) -> nodes.Element:
    """Return the section of a post; for a whole document, its title section or the document itself.

    A document with content outside of its first section is its own root, so that no content is lost.
    """
    if anchor:
        for section in doctree.findall(nodes.section):
            if anchor in section["ids"]:
                return section
    visible = list(_relevant_children(doctree))
    first = visible[0] if len(visible) == 1 else None
    return first if isinstance(first, nodes.section) else doctree


def all_blocks_of(
    root: nodes.Element, others: Collection[str] = (), hides: Hides = hides_nothing
) -> list[nodes.Element]:
    """Return all blocks of a post, including raw HTML; a title node represents the heading of a section.

    :param hides: whether a condition hides a node; hidden nodes are returned, but the title may follow them.
    """
    blocks = _blocks(root, others, None, hides)
    return [node for node in blocks if not (is_marker(node) or _is_list_of_pages(node))]


def excerpt_blocks(
    root: nodes.Element, rule: ExcerptRule, others: Collection[str] = (), hides: Hides = hides_nothing
) -> list[nodes.Element]:
    """Return the blocks of an excerpt in order; a title node represents the heading of a section.

    Visible children of ``only`` and ``ifconfig`` are returned without these wrappers, but remain their children.
    """
    if rule.from_body:
        body = _body_of(root, find_nodes(root, excerpt_body), others, hides)
        blocks = _relevant_children(body) if body is not None else iter(())
    else:
        blocks = islice(_blocks(root, others, hides), rule.blocks)
    return [node for node in blocks if not (is_invisible_html(node) or _is_list_of_pages(node))]


def select_excerpt(
    root: nodes.Element,
    paragraphs: int | None,
    limit: float,
    others: Collection[str] = (),
    hides: Hides = hides_nothing,
) -> ExcerptRule:
    """Return the rule of an excerpt: the body of the directive, the blocks above the marker, or the first blocks.

    :param paragraphs: the number that the author chose; None to select by length.
    :param limit: the length of an automatic excerpt in :func:`..model.text.units`.
    :param others: the ids of sections that are posts themselves.
    """
    blocks_in_order = list(_blocks(root, others, hides))
    candidates = find_nodes(root, excerpt_body, nodes.comment, nodes.raw)
    if (body := _body_of(root, candidates, others, hides)) is not None:
        # if the post has no other text than the body, nothing is omitted
        has_more = any(is_visible(node, hides) for node in blocks_in_order if node is not body)
        return ExcerptRule(from_body=True, truncated=has_more or _has_visible_lists(body, hides))
    if any(map(is_marker, candidates)) and (above := _above_marker(blocks_in_order, hides)) is not None:
        return above
    if paragraphs is not None:
        count = _up_to_paragraph(blocks_in_order, paragraphs)
    else:
        count = blocks_within((length_of(node, hides) for node in blocks_in_order), limit)
    blocks = _without_last_headings(blocks_in_order, count, hides)
    return ExcerptRule(
        blocks=blocks, automatic=paragraphs is None, truncated=_is_truncated(blocks_in_order, blocks, hides)
    )


def has_visible_content(root: nodes.Element, others: Collection[str] = (), hides: Hides = hides_nothing) -> bool:
    """Return whether a post has visible content below its title."""
    return any(is_visible(node, hides) for node in _blocks(root, others, hides))


def is_marker(node: nodes.Node) -> bool:
    """Return whether a node is the ``more`` comment: ``<!-- more -->``, ``% more``, ``.. more``."""
    is_comment = isinstance(node, nodes.comment) or (isinstance(node, nodes.raw) and "html" in node.get("format", ""))
    return is_comment and _MARKER.match(node.astext().strip()) is not None


def _body_of(
    root: nodes.Element, candidates: Iterable[nodes.Element], nested_posts: Collection[str], hides: Hides
) -> excerpt_body | None:
    """Return the body of the first ``post`` directive, at any depth, that is visible and not of a nested post."""
    bodies = (node for node in candidates if isinstance(node, excerpt_body))
    return next((node for node in bodies if _is_part_of_post(node, root, nested_posts, hides)), None)


def _is_part_of_post(node: nodes.Node, root: nodes.Element, others: Collection[str], hides: Hides) -> bool:
    """Return whether a node is visible and not part of a nested post."""
    while node is not root:
        if hides(node) or (isinstance(node, nodes.section) and not set(node["ids"]).isdisjoint(others)):
            return False
        node = node.parent
    return True


def _above_marker(flow: Sequence[nodes.Element], hides: Hides) -> ExcerptRule | None:
    """Return the rule for the blocks above the marker; None if there is no visible marker."""
    for index, node in enumerate(flow):
        if node is (marker := find_marker(node, hides)):
            blocks = _without_last_headings(flow, index, hides)
            return ExcerptRule(blocks=blocks, truncated=_is_truncated(flow, blocks, hides))
        if marker is not None:
            goes_on = _is_truncated(flow, index + 1, hides) or any(
                is_visible(after, hides) for after in _following(marker, node)
            )
            return ExcerptRule(blocks=index + 1, marked=True, truncated=goes_on)
    return None


def find_marker(top: nodes.Element, hides: Hides) -> nodes.Node | None:
    """Return the first marker that no condition hides."""
    hidden = {id(marker) for node in find_nodes(top, *WRAPPING) if hides(node) for marker in node.findall(is_marker)}
    return next((marker for marker in top.findall(is_marker) if id(marker) not in hidden), None)


def _following(node: nodes.Node, top: nodes.Element) -> Iterator[nodes.Node]:
    """Yield the nodes that follow a node inside a block."""
    while node is not top:
        yield from node.parent.children[node.parent.index(node) + 1 :]
        node = node.parent


def _up_to_paragraph(flow: Sequence[nodes.Element], number: int) -> int:
    """Return the number of blocks up to the paragraph with a number; headings do not count as paragraphs."""
    paragraphs = 0
    for index, node in enumerate(flow):
        if paragraphs == number:
            return index
        paragraphs += isinstance(node, nodes.paragraph)
    return len(flow)


def _is_truncated(flow: Sequence[nodes.Element], end: int, hides: Hides) -> bool:
    """Return whether the first blocks leave out visible content: later blocks, or lists of pages among them."""
    return any(is_visible(node, hides) for node in flow[end:]) or any(
        _has_visible_lists(node, hides) for node in flow[:end]
    )


def _has_visible_lists(node: nodes.Element, hides: Hides) -> bool:
    """Return whether a block contains visible lists of pages, which excerpts never display."""
    return not hides(node) and any(is_visible(inner, hides) for inner in find_nodes(node, listing_placeholder, toctree))


def _without_last_headings(flow: Sequence[nodes.Element], end: int, hides: Hides) -> int:
    """Return the number of blocks without trailing headings, so that the last visible block is not a heading."""
    last = end
    while last:
        last -= 1
        if isinstance(flow[last], nodes.title):
            end = last
        elif not _is_list_of_pages(flow[last]) and is_visible(flow[last], hides):
            break
    return end


def title_in(root: nodes.Element, others: Collection[str] = (), hides: Hides = hides_nothing) -> nodes.title | None:
    """Return the heading that is the title of a document without a title section: the first text of the document.

    Images, and nodes that are not text, may precede it.
    """
    for node in _iter_blocks(root, frozenset(others), hides):
        if isinstance(node, nodes.title):
            return node
        if not _is_before_title(node, hides):
            return None
    return None


def _is_before_title(node: nodes.Element, hides: Hides) -> bool:
    """Return whether a heading after a block can still be the title: the block has no text."""
    if is_marker(node):
        return False
    stack: list[nodes.Node] = [node]
    while stack:
        inner = stack.pop()
        if isinstance(inner, nodes.Text) and inner.strip():
            return False
        if not (isinstance(inner, (nodes.figure, *INVISIBLE)) or hides(inner) or is_excluded_text(inner)):
            stack.extend(inner.children)
    return True


def _blocks(
    root: nodes.Element, others: Collection[str], hides: Hides | None, title_hides: Hides = hides_nothing
) -> Iterator[nodes.Element]:
    """Yield the blocks of a post in order.

    :param hides: whether a condition hides a node; visible wrappers are replaced by their children. None to keep them.
    :param title_hides: whether a condition hides a node before the title, if wrappers are kept.
    """
    is_document = isinstance(root, nodes.document)
    title = title_in(root, others, hides or title_hides) if is_document else None
    return (node for node in _iter_blocks(root, frozenset(others), hides) if node is not title)


def _iter_blocks(root: nodes.Element, others: frozenset[str], hides: Hides | None) -> Iterator[nodes.Element]:
    """Yield the blocks of a post in order, with sections replaced by their headings and blocks; markers are kept.

    :param hides: whether a condition hides a node; visible wrappers are replaced by their children. None to keep them.
    """
    for child in root.children:
        if isinstance(child, nodes.section):
            if others.isdisjoint(child["ids"]):
                yield from (title for title in child.children if isinstance(title, nodes.title))
                yield from _iter_blocks(child, others, hides)
        elif hides is not None and isinstance(child, WRAPPING) and not hides(child):
            yield from _iter_blocks(child, others, hides)
        elif isinstance(child, nodes.Element) and _is_block(child):
            yield child


def _relevant_children(parent: nodes.Element) -> Iterator[nodes.Element]:
    """Return the children of a node that are visible, raw or markers."""
    return (child for child in parent.children if isinstance(child, nodes.Element) and _is_relevant(child))


def _is_relevant(node: nodes.Element) -> bool:
    """Return whether a node is visible, raw or a marker."""
    return isinstance(node, nodes.raw) or not isinstance(node, INVISIBLE) or is_marker(node)


def _is_block(node: nodes.Element) -> bool:
    """Return whether a node is a block of a post: visible, or a list of pages, which excerpts leave out."""
    is_heading = isinstance(node, (nodes.title, nodes.transition))
    return (
        not is_heading and (_is_relevant(node) or isinstance(node, listing_placeholder)) and not is_excluded_text(node)
    )


def _is_list_of_pages(node: nodes.Element) -> bool:
    """Return whether a node is a listing or a toctree."""
    return isinstance(node, listing_placeholder) or "toctree-wrapper" in node["classes"]
