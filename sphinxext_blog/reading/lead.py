"""Leads: which nodes of a post its excerpt is made of.

A lead is found when the post is read, and kept as a :class:`..core.post.LeadRule`.  Nothing here changes a doctree.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from docutils import nodes

from ..core.excerptlength import blocks_within, units
from ..core.post import LeadRule
from ..nodes import lead
from ..traversal import found_in
from .prose import UNSEEN, is_no_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

__all__ = ["blocks_of", "find_lead", "is_marker", "post_root", "whole_of"]

_MARKER = re.compile(r"\A(?:<!)?-*\s*more\s*-*>?\Z", re.IGNORECASE)


def post_root(doctree: nodes.document, anchor: str) -> nodes.Element:
    """The section of a post; for a whole document its title section, or the document itself where that has none.

    A document with text beside its first section is its own root, so that nothing is lost.
    """
    if anchor:
        for section in doctree.findall(nodes.section):
            if anchor in section["ids"]:
                return section
    shown = list(_shown_in(doctree, raw=True))
    first = shown[0] if len(shown) == 1 else None
    return first if isinstance(first, nodes.section) else doctree


def whole_of(root: nodes.Element, others: Collection[str] = ()) -> list[nodes.Element]:
    """All blocks of a post, raw HTML included; a title stands for the heading of a section."""
    return [node for node in _blocks(root, others, raw=True) if not is_marker(node)]


def blocks_of(root: nodes.Element, rule: LeadRule, others: Collection[str] = ()) -> list[nodes.Element]:
    """The blocks of a lead, in order; a title stands for the heading of a section."""
    if rule.from_body:
        body = _body_of(root, found_in(root, lead), others)
        return list(_shown_in(body)) if body is not None else []
    return list(islice(_blocks(root, others), rule.blocks))


def find_lead(root: nodes.Element, paragraphs: int | None, limit: float, others: Collection[str] = ()) -> LeadRule:
    """The body of the ``post`` directive, else all above the marker, else as many blocks as make a good start.

    :param paragraphs: how many the author asked for; None to go by length.
    :param limit: the length of an automatic excerpt, in the units of :func:`..core.excerptlength.units`.
    :param others: the ids of sections that are posts themselves.
    """
    flow = list(_blocks(root, others))
    marks = found_in(root, lead, nodes.comment, nodes.raw)
    if (body := _body_of(root, marks, others)) is not None:
        # a post that has no more than the directive's own text is not cut by it
        return LeadRule(from_body=True, truncated=any(node is not body for node in flow))
    if any(map(is_marker, marks)) and (above := _above_marker(flow)) is not None:
        return above
    if paragraphs is not None:
        taken = _up_to_paragraph(flow, paragraphs)
    else:
        taken = blocks_within((units(node.astext()) for node in flow), limit)
    blocks = _without_last_headings(flow, taken)
    return LeadRule(blocks=blocks, automatic=paragraphs is None, truncated=taken < len(flow))


def is_marker(node: nodes.Node) -> bool:
    """Whether a node is the ``more`` comment: ``<!-- more -->``, ``% more``, ``.. more``."""
    is_comment = isinstance(node, nodes.comment) or (isinstance(node, nodes.raw) and "html" in node.get("format", ""))
    return is_comment and _MARKER.match(node.astext().strip()) is not None


def _body_of(root: nodes.Element, marks: Iterable[nodes.Element], others: Collection[str]) -> lead | None:
    """The body of the first directive, wherever it is nested, that is not another post's."""
    return next((node for node in marks if isinstance(node, lead) and not _is_others(node, root, others)), None)


def _is_others(node: nodes.Node, root: nodes.Element, others: Collection[str]) -> bool:
    while others and node is not root:
        if isinstance(node, nodes.section) and not set(node["ids"]).isdisjoint(others):
            return True
        node = node.parent
    return False


def _above_marker(flow: Sequence[nodes.Element]) -> LeadRule | None:
    for place, node in enumerate(flow):
        marker = next(node.findall(is_marker), None)
        if marker is not None:
            inside = marker is not node
            blocks = place + 1 if inside else _without_last_headings(flow, place)
            return LeadRule(blocks=blocks, marked=inside, truncated=_goes_on(flow, place, marker))
    return None


def _up_to_paragraph(flow: Sequence[nodes.Element], number: int) -> int:
    """How many blocks there are up to the paragraph with this number; headings do not count."""
    found = 0
    for taken, node in enumerate(flow):
        if found == number:
            return taken
        found += isinstance(node, nodes.paragraph)
    return len(flow)


def _goes_on(flow: Sequence[nodes.Element], place: int, marker: nodes.Node) -> bool:
    if any(not is_marker(node) for node in flow[place + 1 :]):
        return True
    following = False
    for node in flow[place].findall():
        following = following or node is marker
        if following and isinstance(node, nodes.Text) and node.parent is not marker and node.strip():
            return True
    return False


def _without_last_headings(flow: Sequence[nodes.Element], end: int) -> int:
    while end and isinstance(flow[end - 1], nodes.title):
        end -= 1
    return end


def _blocks(root: nodes.Element, others: Collection[str], *, raw: bool = False) -> Iterator[nodes.Element]:
    blocks = _flow(root, frozenset(others), raw=raw)
    first = next(blocks, None)
    # a document that is its own root still has a title: the heading that it begins with
    if first is not None and not (isinstance(root, nodes.document) and isinstance(first, nodes.title)):
        yield first
    yield from blocks


def _flow(root: nodes.Element, others: frozenset[str], *, raw: bool) -> Iterator[nodes.Element]:
    """The blocks of a post in order, its sections dissolved into headings and blocks; markers are kept."""
    for child in _shown_in(root, raw=raw):
        if isinstance(child, nodes.section):
            if others.isdisjoint(child["ids"]):
                yield from (title for title in child.children if isinstance(title, nodes.title))
                yield from _flow(child, others, raw=raw)
        elif not isinstance(child, (nodes.title, nodes.transition)) and not (is_no_text(child) or _is_toctree(child)):
            yield child


def _shown_in(parent: nodes.Element, *, raw: bool = False) -> Iterator[nodes.Element]:
    for child in parent.children:
        if isinstance(child, nodes.Element) and (_is_seen(child) or (raw and isinstance(child, nodes.raw))):
            yield child


def _is_seen(node: nodes.Node) -> bool:
    return not isinstance(node, UNSEEN) or is_marker(node)


def _is_toctree(node: nodes.Element) -> bool:
    return "toctree-wrapper" in node["classes"]
