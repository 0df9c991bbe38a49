"""Relocating: addresses that were made for one page, made to fit another."""

from __future__ import annotations

import posixpath
import re
from itertools import count
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.latex.nodes import math_reference
from sphinx.errors import NoUri
from sphinx.util.osutil import relative_uri

from ..links import is_linkable
from ..model.html import with_addresses
from ..nodes import found_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.builders import Builder

__all__ = ["give_prefix", "move_uri", "relocate", "renumber"]

_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")
_LABELLED = (
    nodes.figure,
    nodes.literal_block,
    nodes.reference,
    nodes.table,
    nodes.target,
    nodes.term,
    addnodes.desc_signature,
)
"""What has a label in LaTeX, if it has an id."""
_PARTS = re.compile(r"([^?#]*)(.*)", re.DOTALL)
_NAMES = ("id", "set_id")
_USES = ("aria_controls", "input_id")
"""Attributes of the nodes of tabs, beside ``ids``, that hold an id: their own, or another's."""


def relocate(builder: Builder, root: nodes.Element, fromdocname: str, todocname: str, ids: Mapping[str, str]) -> None:
    """Make the references below a node, resolved for one document, right for another.

    :param ids: the new id of each id below the node; a reference to another id leads into the first document.
    """
    source = _address(builder, fromdocname)
    target = _address(builder, todocname)
    linkable = is_linkable(builder, fromdocname)
    for equation in [] if linkable else list(root.findall(math_reference)):  # LaTeX's own link to an equation
        equation.parent.replace(equation, nodes.inline("", f"({equation['target']})"))
    is_latex = builder.format == "latex"
    here = _with_labels(root) if is_latex else set(ids.values())
    for node in list(root.findall(nodes.reference)):
        is_footnote = node.attributes.pop("footnote", False)
        if "refid" in node:
            refid = node["refid"]
            if ids.get(refid) in here:
                node["refid"] = ids[refid]
            elif linkable and source is not None and refid:
                del node["refid"]
                page = _relative(target, source)
                node["refuri"] = page if is_latex and is_footnote else f"{page}#{refid}"
                node["internal"] = True
            else:
                node.parent.replace(node, node.children)
        elif "refuri" in node and source is not None and target is not None and not source.startswith(("#", "%")):
            node["refuri"] = move_uri(node["refuri"], source, target)
    if builder.format == "html" and source is not None and target is not None and builder.name != "singlehtml":
        _relocate_raw(root, source, target)


def _with_labels(root: nodes.Element) -> set[str]:
    """The ids to which LaTeX can lead: it gives no label to a paragraph, say, nor to a footnote."""
    return {name for node in found_in(root, *_LABELLED) for name in node["ids"]}


def _relocate_raw(root: nodes.Element, source: str, target: str) -> None:
    """The author's own HTML; an address in it is one as seen from the page of the post."""
    for node in found_in(root, nodes.raw):
        if "html" in node.get("format", "").split():
            text = node.astext()
            moved = with_addresses(text, lambda uri: move_uri(uri, source, target))
            if moved != text:
                node.children = [nodes.Text(moved)]
                node.children[0].parent = node


def give_prefix(root: nodes.Element, prefix: str) -> Mapping[str, str]:
    """Put a prefix before all ids below a node; gives the new id of each old one, for its references.

    Themes wrap tables and equations in nodes of the same id: the first of two keeps it, the other gets a number.
    """
    named = _named_in(root)
    renamed = {name: f"{prefix}-{name}" for node in named for name in _names_of(node)}
    _rename(named, renamed)
    taken: set[str] = set()
    for node in named:
        node["ids"] = [_free(name, taken) if name in taken else name for name in node["ids"]]
        taken.update(node["ids"])
    return renamed


def renumber(found: Sequence[nodes.Node], page: nodes.Element) -> None:
    """Give a number to each id of a listing that its page has already: two listings may show one post."""
    named = [node for root in found for node in _named_in(root)]
    names = {name: None for node in named for name in _names_of(node)}  # in order
    taken = {name for node in _named_in(page) for name in _names_of(node)} if names else set()
    renamed: dict[str, str] = {}
    for name in names:
        if name in taken:
            renamed[name] = _free(name, taken | names.keys())
            taken.add(renamed[name])
    if renamed:
        _rename(named, renamed)
        for node in (node for root in found for node in found_in(root, nodes.reference)):
            if node.get("refid") in renamed:
                node["refid"] = renamed[node["refid"]]


def _named_in(root: nodes.Node) -> list[nodes.Element]:
    """The nodes that have ids, or are parts of tabs."""
    keys = {*_NAMES, *_USES}
    return [n for n in found_in(root, nodes.Element) if n.attributes["ids"] or not keys.isdisjoint(n.attributes)]


def _free(name: str, taken: AbstractSet[str]) -> str:
    return next(new for n in count(2) if (new := f"{name}-{n}") not in taken)


def _names_of(node: nodes.Element) -> list[str]:
    """The ids of a node, and what else is one in HTML: a tab of sphinx-design has its own, and that of its set."""
    return [*node["ids"], *(node[key] for key in _NAMES if key in node)]


def _rename(found: Iterable[nodes.Element], renamed: Mapping[str, str]) -> None:
    for node in found:
        node["ids"] = [renamed.get(name, name) for name in node["ids"]]
        for key in (*_NAMES, *_USES):
            if key in node:
                node[key] = renamed.get(node[key], node[key])


def move_uri(uri: str, source: str, target: str) -> str:
    """A relative address as seen from another page; absolute ones, and those of other schemes, stay.

    :param source: the address of the page it was made for, from the root of the site.
    :param target: the address of the page it will stand on.
    """
    if _ABSOLUTE.match(uri):
        return uri
    found = _PARTS.match(uri)
    assert found is not None  # it fits every text
    path, query = found[1], found[2]  # with the fragment
    if not path:
        moved = source
    else:
        moved = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if path.endswith("/") or posixpath.basename(path) in (".", ".."):
            moved += "/"
        if moved in (".", "./"):
            moved = ""
    return relative_uri(target, moved) + query


def _address(builder: Builder, docname: str) -> str | None:
    try:
        return str(builder.get_target_uri(docname))
    except NoUri:
        return None


def _relative(target: str | None, source: str) -> str:
    if target is None or source.startswith(("#", "%")):
        return source.partition("#")[0] if source.startswith("%") else ""
    return str(relative_uri(target, source))
