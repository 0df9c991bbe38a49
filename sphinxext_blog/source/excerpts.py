"""Excerpts: which part of a post listings show, and what of it is visible."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.addnodes import toctree

from ..model.html import shows_anything, text_of, without_quiet
from ..model.post import LeadRule
from ..model.text import blocks_within, units
from ..nodes import excerpt_body, find_nodes, listing_placeholder
from .conditions import CONDITIONAL, WRAPPING, hides_nothing
from .plain_text import UNSEEN, is_html, is_no_text, rest_of_quiet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from .conditions import Hides

__all__ = [
    "blocks_of",
    "find_lead",
    "is_marker",
    "is_quiet",
    "is_seen",
    "length_of",
    "marker_in",
    "post_root",
    "remove_scripts",
    "says_anything",
    "title_in",
    "whole_of",
]

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
        elif isinstance(node, listing_placeholder) or (isinstance(node, addnodes.toctree) and not node.get("hidden")):
            return True
        elif not (isinstance(node, UNSEEN) or hides(node) or is_no_text(node)):
            if not (node.children or isinstance(node, _HOLDING)):
                return True  # a picture, a diagram
            stack.extend(reversed(node.children))
    return False


def remove_scripts(roots: Iterable[nodes.Element]) -> None:
    """Remove the scripts and styles that stand within lines of text, with all that is in them."""
    for node in (node for root in roots for node in find_nodes(root, nodes.raw)):
        if rest := rest_of_quiet(node):
            gone = {id(node), *map(id, rest)}
            node.parent.children = [child for child in node.parent.children if id(child) not in gone]


def length_of(node: nodes.Element, hides: Hides) -> float:
    """How much there is to read in a node, in :func:`..model.text.units`."""
    if isinstance(node, (nodes.comment, nodes.raw, listing_placeholder)) or hides(node):
        return units(text_of(node.astext())) if is_html(node) else 0
    if all(isinstance(found, CONDITIONAL) and not hides(found) for found in find_nodes(node, *_NO_WORDS)):
        return units(node.astext())
    left = node.deepcopy()
    remove_scripts([left])
    for found in find_nodes(left, *_NO_WORDS)[::-1]:
        if is_html(found):
            found.parent.replace(found, nodes.Text(text_of(found.astext())))
        elif hides(found) or not isinstance(found, CONDITIONAL):
            found.parent.remove(found)
    return units(left.astext())


_MARKER = re.compile(r"\A(?:<!)?-*\s*more\s*-*>?\Z", re.IGNORECASE)


def post_root(doctree: nodes.document, anchor: str) -> nodes.Element:
    """The section of a post; for a whole document its title section, or the document itself where that has none.

    A document with text beside its first section is its own root, so that nothing is lost.
    """
    if anchor:
        for section in doctree.findall(nodes.section):
            if anchor in section["ids"]:
                return section
    shown = list(_shown_in(doctree))
    first = shown[0] if len(shown) == 1 else None
    return first if isinstance(first, nodes.section) else doctree


def whole_of(root: nodes.Element, others: Collection[str] = (), hides: Hides = hides_nothing) -> list[nodes.Element]:
    """All blocks of a post, raw HTML included; a title stands for the heading of a section.

    :param hides: whether a condition hides a node; the title may follow such a node, which is given all the same.
    """
    blocks = _blocks(root, others, None, hides)
    return [node for node in blocks if not (is_marker(node) or _is_list_of_pages(node))]


def blocks_of(
    root: nodes.Element, rule: LeadRule, others: Collection[str] = (), hides: Hides = hides_nothing
) -> list[nodes.Element]:
    """The blocks of a lead, in order; a title stands for the heading of a section.

    What ``only`` and ``ifconfig`` wrap is given without them where it is shown, as their children still.
    """
    if rule.from_body:
        body = _body_of(root, find_nodes(root, excerpt_body), others, hides)
        found = _shown_in(body) if body is not None else iter(())
    else:
        found = islice(_blocks(root, others, hides), rule.blocks)
    return [node for node in found if not (is_quiet(node) or _is_list_of_pages(node))]


def find_lead(
    root: nodes.Element,
    paragraphs: int | None,
    limit: float,
    others: Collection[str] = (),
    hides: Hides = hides_nothing,
) -> LeadRule:
    """The body of the ``post`` directive, else all above the marker, else as many blocks as make a good start.

    :param paragraphs: how many the author asked for; None to go by length.
    :param limit: the length of an automatic excerpt, in the units of :func:`..model.text.units`.
    :param others: the ids of sections that are posts themselves.
    """
    flow = list(_blocks(root, others, hides))
    marks = find_nodes(root, excerpt_body, nodes.comment, nodes.raw)
    if (body := _body_of(root, marks, others, hides)) is not None:
        # a post that has no more than the directive's own text is not cut by it
        others_seen = any(is_seen(node, hides) for node in flow if node is not body)
        return LeadRule(from_body=True, truncated=others_seen or _loses(body, hides))
    if any(map(is_marker, marks)) and (above := _above_marker(flow, hides)) is not None:
        return above
    if paragraphs is not None:
        taken = _up_to_paragraph(flow, paragraphs)
    else:
        taken = blocks_within((length_of(node, hides) for node in flow), limit)
    blocks = _without_last_headings(flow, taken, hides)
    return LeadRule(blocks=blocks, automatic=paragraphs is None, truncated=_goes_on(flow, blocks, hides))


def says_anything(root: nodes.Element, others: Collection[str] = (), hides: Hides = hides_nothing) -> bool:
    """Whether readers see anything of a post but its title."""
    return any(is_seen(node, hides) for node in _blocks(root, others, hides))


def is_marker(node: nodes.Node) -> bool:
    """Whether a node is the ``more`` comment: ``<!-- more -->``, ``% more``, ``.. more``."""
    is_comment = isinstance(node, nodes.comment) or (isinstance(node, nodes.raw) and "html" in node.get("format", ""))
    return is_comment and _MARKER.match(node.astext().strip()) is not None


def _body_of(
    root: nodes.Element, marks: Iterable[nodes.Element], others: Collection[str], hides: Hides
) -> excerpt_body | None:
    """The body of the first directive, wherever it is nested, that is not another post's and not hidden."""
    found = (node for node in marks if isinstance(node, excerpt_body))
    return next((node for node in found if _is_ours(node, root, others, hides)), None)


def _is_ours(node: nodes.Node, root: nodes.Element, others: Collection[str], hides: Hides) -> bool:
    while node is not root:
        if hides(node) or (isinstance(node, nodes.section) and not set(node["ids"]).isdisjoint(others)):
            return False
        node = node.parent
    return True


def _above_marker(flow: Sequence[nodes.Element], hides: Hides) -> LeadRule | None:
    for place, node in enumerate(flow):
        if node is (marker := marker_in(node, hides)):
            blocks = _without_last_headings(flow, place, hides)
            return LeadRule(blocks=blocks, truncated=_goes_on(flow, blocks, hides))
        if marker is not None:
            goes_on = _goes_on(flow, place + 1, hides) or any(is_seen(after, hides) for after in _after(marker, node))
            return LeadRule(blocks=place + 1, marked=True, truncated=goes_on)
    return None


def marker_in(top: nodes.Element, hides: Hides) -> nodes.Node | None:
    """The first marker that stands where readers see what is around it."""
    hidden = {id(found) for node in find_nodes(top, *WRAPPING) if hides(node) for found in node.findall(is_marker)}
    return next((found for found in top.findall(is_marker) if id(found) not in hidden), None)


def _after(node: nodes.Node, top: nodes.Element) -> Iterator[nodes.Node]:
    """What follows a node inside a block."""
    while node is not top:
        yield from node.parent.children[node.parent.index(node) + 1 :]
        node = node.parent


def _up_to_paragraph(flow: Sequence[nodes.Element], number: int) -> int:
    """How many blocks there are up to the paragraph with this number; headings do not count."""
    found = 0
    for taken, node in enumerate(flow):
        if found == number:
            return taken
        found += isinstance(node, nodes.paragraph)
    return len(flow)


def _goes_on(flow: Sequence[nodes.Element], end: int, hides: Hides) -> bool:
    """Whether a reader of the first blocks misses anything: what follows them, or a list of pages among them."""
    return any(is_seen(node, hides) for node in flow[end:]) or any(_loses(node, hides) for node in flow[:end])


def _loses(node: nodes.Element, hides: Hides) -> bool:
    """Whether a block has what excerpts never show, and readers of the post see."""
    return not hides(node) and any(is_seen(found, hides) for found in find_nodes(node, listing_placeholder, toctree))


def _without_last_headings(flow: Sequence[nodes.Element], end: int, hides: Hides) -> int:
    """The number of blocks, if no heading shall be the last that readers see of them."""
    last = end
    while last:
        last -= 1
        if isinstance(flow[last], nodes.title):
            end = last
        elif not _is_list_of_pages(flow[last]) and is_seen(flow[last], hides):
            break
    return end


def title_in(root: nodes.Element, others: Collection[str] = (), hides: Hides = hides_nothing) -> nodes.title | None:
    """Return the heading that is the title of a document that is its own root: the one that its text begins with.

    Pictures may stand before it, and what is no text.
    """
    for node in _flow(root, frozenset(others), hides):
        if isinstance(node, nodes.title):
            return node
        if not _is_before_title(node, hides):
            return None
    return None


def _is_before_title(node: nodes.Element, hides: Hides) -> bool:
    """Return whether a heading after a block would still be the title: the block has no words of the text."""
    if is_marker(node):
        return False
    stack: list[nodes.Node] = [node]
    while stack:
        inner = stack.pop()
        if isinstance(inner, nodes.Text) and inner.strip():
            return False
        if not (isinstance(inner, (nodes.figure, *UNSEEN)) or hides(inner) or is_no_text(inner)):
            stack.extend(inner.children)
    return True


def _blocks(
    root: nodes.Element, others: Collection[str], hides: Hides | None, title_hides: Hides = hides_nothing
) -> Iterator[nodes.Element]:
    """Yield the blocks of a post in order.

    :param hides: to dissolve what wraps shown blocks on a condition; None to leave it to the builder.
    :param title_hides: whether a condition hides a node before the title, in the second case.
    """
    is_document = isinstance(root, nodes.document)
    title = title_in(root, others, hides or title_hides) if is_document else None
    return (node for node in _flow(root, frozenset(others), hides) if node is not title)


def _flow(root: nodes.Element, others: frozenset[str], hides: Hides | None) -> Iterator[nodes.Element]:
    """The blocks of a post in order, its sections dissolved into headings and blocks; markers are kept.

    :param hides: to dissolve what wraps shown blocks on a condition as well; None to leave it to the builder.
    """
    for child in root.children:
        if isinstance(child, nodes.section):
            if others.isdisjoint(child["ids"]):
                yield from (title for title in child.children if isinstance(title, nodes.title))
                yield from _flow(child, others, hides)
        elif hides is not None and isinstance(child, WRAPPING) and not hides(child):
            yield from _flow(child, others, hides)
        elif isinstance(child, nodes.Element) and _is_block(child):
            yield child


def _shown_in(parent: nodes.Element) -> Iterator[nodes.Element]:
    return (child for child in parent.children if isinstance(child, nodes.Element) and _is_kept(child))


def _is_kept(node: nodes.Element) -> bool:
    return isinstance(node, nodes.raw) or not isinstance(node, UNSEEN) or is_marker(node)


def _is_block(node: nodes.Element) -> bool:
    """Whether it is part of the flow of a post: what is shown, and lists of pages, which excerpts leave out."""
    is_heading = isinstance(node, (nodes.title, nodes.transition))
    return not is_heading and (_is_kept(node) or isinstance(node, listing_placeholder)) and not is_no_text(node)


def _is_list_of_pages(node: nodes.Element) -> bool:
    return isinstance(node, listing_placeholder) or "toctree-wrapper" in node["classes"]
