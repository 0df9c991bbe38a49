"""Leads: which nodes of a post its excerpt is made of.

The rule is applied twice to the same doctree: when the post is read, to know the excerpt's digest, and when a listing
shows it, to the doctree as it was stored.  So it only looks, and changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from ..core.excerptlength import blocks_within, units
from ..nodes import lead
from .prose import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

__all__ = ["Lead", "lead_of", "post_root", "whole_of"]

_MARKER = re.compile(r"\A(?:<!)?-*\s*more\s*-*>?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lead:
    """The start of a post."""

    blocks: tuple[nodes.Element, ...]
    """In order; a title stands for the heading of a section, which itself is not in here."""
    marker: nodes.Node | None = None
    """A ``more`` comment inside the last block: what follows it there is not part of the lead."""
    truncated: bool = False
    """Whether the post goes on after it."""


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


def whole_of(root: nodes.Element, others: Collection[str] = ()) -> Lead:
    """All of a post, raw HTML included."""
    return Lead(tuple(node for node in _blocks(root, others, raw=True) if not _is_marker(node)))


def lead_of(root: nodes.Element, paragraphs: int | None, limit: float, others: Collection[str] = ()) -> Lead:
    """The body of the ``post`` directive, else all above the marker, else as many blocks as make a good start.

    :param paragraphs: how many the author asked for; None to go by length.
    :param limit: the length of an automatic excerpt, in the units of :func:`..core.excerptlength.units`.
    :param others: the ids of sections that are posts themselves.
    """
    flow = _blocks(root, others)
    body = next((node for node in flow if isinstance(node, lead)), None)
    if body is not None:
        # the directive's own text is all of a post that has no more than that
        others = [node for node in flow if node is not body]
        return Lead(tuple(_shown_in(body)), truncated=bool(others))
    for place, node in enumerate(flow):
        marker = _marker_in(node)
        if marker is not None:
            inside = marker is not node
            blocks = flow[: place + 1] if inside else flow[:place]
            goes_on = _goes_on(flow, place, marker)
            return Lead(tuple(_without_last_headings(blocks)), marker if inside else None, truncated=goes_on)
    if paragraphs is not None:
        return _first_paragraphs(flow, paragraphs)
    taken = blocks_within([units(node.astext()) for node in flow], limit)
    return Lead(tuple(_without_last_headings(flow[:taken])), truncated=taken < len(flow))


def _first_paragraphs(flow: Sequence[nodes.Element], number: int) -> Lead:
    """Everything up to the paragraph with this number; headings do not count."""
    taken, found = 0, 0
    for node in flow:
        if found == number:
            break
        taken += 1
        found += isinstance(node, nodes.paragraph)
    return Lead(tuple(_without_last_headings(flow[:taken])), truncated=taken < len(flow))


def _blocks(root: nodes.Element, others: Collection[str], *, raw: bool = False) -> list[nodes.Element]:
    blocks = list(_flow(root, frozenset(others), raw=raw))
    # a document that is its own root still has a title: the heading that it begins with
    return blocks[1:] if blocks and isinstance(root, nodes.document) and isinstance(blocks[0], nodes.title) else blocks


def _flow(root: nodes.Element, others: frozenset[str], *, raw: bool) -> Iterator[nodes.Element]:
    """The blocks of a post in order, its sections dissolved into headings and blocks; markers are kept."""
    for child in _shown_in(root, raw=raw):
        if isinstance(child, nodes.section):
            if others.isdisjoint(child["ids"]):
                yield from (title for title in child.children if isinstance(title, nodes.title))
                yield from _flow(child, others, raw=raw)
        elif not isinstance(child, (nodes.title, nodes.transition)) and not _is_ours(child):
            yield child


def _shown_in(parent: nodes.Element, *, raw: bool = False) -> Iterator[nodes.Element]:
    for child in parent.children:
        if isinstance(child, nodes.Element) and (_is_seen(child) or (raw and isinstance(child, nodes.raw))):
            yield child


def _is_seen(node: nodes.Node) -> bool:
    return not isinstance(node, UNSEEN) or _is_marker(node)


def _is_ours(node: nodes.Element) -> bool:
    """What our own directives show, and a wrapper of nothing but a toctree."""
    classes = node.get("classes", ())
    return "blog-tags" in classes or "blog-update" in classes or "toctree-wrapper" in classes


def _is_marker(node: nodes.Node) -> bool:
    is_comment = isinstance(node, nodes.comment) or (isinstance(node, nodes.raw) and "html" in node.get("format", ""))
    return is_comment and _MARKER.match(node.astext().strip()) is not None


def _marker_in(node: nodes.Element) -> nodes.Node | None:
    return next(node.findall(_is_marker), None)


def _goes_on(flow: Sequence[nodes.Element], place: int, marker: nodes.Node) -> bool:
    if any(not _is_marker(node) for node in flow[place + 1 :]):
        return True
    following = False
    for node in flow[place].findall():
        following = following or node is marker
        if following and isinstance(node, nodes.Text) and node.parent is not marker and node.strip():
            return True
    return False


def _without_last_headings(blocks: Sequence[nodes.Element]) -> Sequence[nodes.Element]:
    end = len(blocks)
    while end and isinstance(blocks[end - 1], nodes.title):
        end -= 1
    return blocks[:end]
