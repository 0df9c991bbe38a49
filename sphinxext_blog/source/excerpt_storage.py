"""The storage of excerpts: the nodes of an excerpt, trimmed to stand elsewhere, and serialized.

They are cut out once, when the post is read, and kept as bytes beside its record: a listing would otherwise have to
load the whole post again, and live nodes would make every start of a build slow.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes
from sphinx import addnodes

from ..model.html import shows_anything, unbalanced, without_quiet
from ..model.text import cut, units
from ..nodes import block as placeholder
from ..nodes import found_in
from .conditions import CONDITIONAL, WRAPPING, hides_nothing
from .excerpts import blocks_of, length_of, marker_in, remove_scripts, whole_of
from .plain_text import is_html

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..model.post import LeadRule
    from .conditions import Hides

__all__ = [
    "PageAttributes",
    "balanced",
    "cut_lead",
    "cut_whole",
    "pack",
    "page_attributes",
    "shorten",
    "unpack",
    "unpack_with_attributes",
]

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


PageAttributes: TypeAlias = "dict[str, bool | int | str]"

_DROPPED = (
    nodes.target,
    nodes.footnote,
    nodes.citation,
    nodes.system_message,
    nodes.comment,
    nodes.substitution_definition,
    addnodes.index,
    addnodes.toctree,
    placeholder,
)
"""What only makes sense in the post itself."""
_OF_DOCUTILS = frozenset(("backrefs", "classes", "dupnames", "ids", "names", "part", "source", "title"))
"""Attributes of a document that say nothing of what its page needs."""


def cut_lead(
    root: nodes.Element,
    rule: LeadRule,
    limit: float,
    others: Collection[str],
    hides: Hides = hides_nothing,
) -> tuple[list[nodes.Element], LeadRule]:
    """Copies of the blocks of a lead, without what belongs to the post only; and the rule, with whether it was cut.

    :param limit: the length of an automatic excerpt, in words.
    :param hides: whether a condition hides a node from readers.
    """
    found = blocks_of(root, rule, others, hides)
    blocks = [_wrapped(_copy(node), node, root) for node in found]
    if blocks and rule.marked:
        _cut_at_marker(blocks[-1], hides)
    is_cut = bool(blocks) and rule.automatic and shorten(blocks, limit, hides)
    blocks, loses = balanced(_cleaned(blocks), hides)
    blocks = [*_language_before(found, blocks), *blocks]
    return blocks, replace(rule, truncated=rule.truncated or is_cut or loses)


def cut_whole(root: nodes.Element, others: Collection[str], hides: Hides = hides_nothing) -> list[nodes.Element]:
    """Copies of all blocks of a post, without what belongs to the post only."""
    found = whole_of(root, others, hides)
    blocks = _cleaned([_copy(node) for node in found])
    return [*_language_before(found, blocks), *blocks]


def page_attributes(doctree: nodes.document) -> PageAttributes:
    """Return what other extensions note at the root of a document, and ask for when they write its page.

    nbsphinx, for one, adds a style sheet to pages whose document has such an attribute.
    """
    attributes = doctree.attributes.items()
    return {
        name: value for name, value in attributes if name not in _OF_DOCUTILS and isinstance(value, (bool, int, str))
    }


def pack(blocks: Sequence[nodes.Element], attributes: PageAttributes | None = None) -> bytes:
    """Nodes as bytes, with the attributes of their document, of which they let go."""
    for root in blocks:
        for part in root.findall():
            part.document = None  # type: ignore[assignment]  # as docutils has it before a node is attached
            if isinstance(part, nodes.paragraph):
                part.rawsource = ""  # the text once more; only code is told apart by it when it is written
    return pickle.dumps((list(blocks), attributes or {}), pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> list[nodes.Element]:
    """Nodes from bytes, fresh each time."""
    return unpack_with_attributes(packed)[0]


def unpack_with_attributes(packed: bytes) -> tuple[list[nodes.Element], PageAttributes]:
    """Nodes from bytes, fresh each time, and the attributes of their document."""
    found: tuple[list[nodes.Element], PageAttributes]
    found = pickle.loads(packed)  # noqa: S301 - from the environment, which is a pickle itself
    return found


def _copy(node: nodes.Element) -> nodes.Element:
    """A copy; the heading of a section becomes a rubric."""
    copy = node.deepcopy()
    if not isinstance(copy, nodes.title):
        return copy
    rubric = nodes.rubric(copy.rawsource, "", *copy.children, classes=["blog-excerpt-heading"])
    rubric.source, rubric.line = copy.source, copy.line
    return rubric


def _language_before(found: Sequence[nodes.Element], blocks: Sequence[nodes.Element]) -> list[nodes.Element]:
    """Return a copy of the last ``highlight`` directive above the first block, if a block has code without a language.

    :param found: the originals of the blocks.
    """
    code = [node for block in blocks for node in found_in(block, nodes.literal_block)]
    document = found[0].document if found else None
    if document is None or all("language" in node for node in code):
        return []
    last: list[nodes.Element] = []
    for node in document.findall():
        if node is found[0]:
            break
        if isinstance(node, addnodes.highlightlang):
            last = [node.deepcopy()]
    return last


def _wrapped(copy: nodes.Element, node: nodes.Element, root: nodes.Element) -> nodes.Element:
    """A copy under the conditions under which its original stands: another builder may not show it."""
    while (node := node.parent) is not None and node is not root:
        if isinstance(node, WRAPPING):
            inner, copy = copy, node.copy()
            copy.append(inner)
    return copy


def _cut_at_marker(top: nodes.Element, hides: Hides) -> None:
    """Remove the marker inside a block, and all that follows it there."""
    last = marker_in(top, hides)
    keep = 0  # the marker goes as well; what it stands in stays
    while last is not None and last is not top:
        parent = last.parent
        del parent[parent.index(last) + keep :]
        last, keep = parent, 1


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
