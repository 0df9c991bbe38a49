"""Omitting: a section leaves its document as if its author had not written it.

Parsing has noted its labels, footnotes, terms and equations in the document and in the domains; all of that goes, too.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sphinx.environment import BuildEnvironment

__all__ = ["omit_section", "omit_text"]

_LISTS = (
    "autofootnote_refs", "autofootnotes", "citations", "footnotes", "indirect_targets", "symbol_footnote_refs",
    "symbol_footnotes",
)  # fmt: skip
_LISTS_BY_NAME = ("citation_refs", "footnote_refs", "refids", "refnames")
"""What docutils notes of a document while it parses, besides ids and names."""


def omit_section(env: BuildEnvironment, document: nodes.document, section: nodes.section) -> None:
    """Take a section out of a document that was parsed and not transformed yet, with all that was noted of it.

    The labels before its heading go with it, and the footnotes that nothing else refers to; those that others refer to
    stay.
    """
    _move_labels_of_next(section)
    gone = _Gone(document, section)
    for node in gone.roots:
        node.parent.remove(node)
    for name in _LISTS:
        setattr(document, name, gone.without(getattr(document, name)))
    for name in _LISTS_BY_NAME:
        table = getattr(document, name)
        left = {key: gone.without(found) for key, found in table.items()}
        setattr(document, name, {key: found for key, found in left.items() if found})
    ids = {name for node in gone.nodes.values() for name in node["ids"]}
    for name, own in list(document.nameids.items()):
        if own in ids:
            del document.nameids[name], document.nametypes[name]
    for own in ids:
        document.ids.pop(own, None)
    for name in [name for name, node in document.substitution_defs.items() if node in gone]:
        del document.substitution_defs[name], document.substitution_names[name.lower()]
    slugs = env.metadata[env.docname].get("myst_slugs", {})
    for slug in [slug for slug, found in slugs.items() if found[1] in ids]:
        del slugs[slug]
    _omit_entries(document, ids)
    _omit_objects(env, ids)
    _omit_declarations(env, ids)
    _omit_equations(env, document, gone)


def omit_text(document: nodes.document) -> None:
    """Take all but the fields at its start out of a document that will be withheld, so that no name of it is noted."""
    document.children = [child for child in document.children[:1] if isinstance(child, nodes.field_list)]
    for name in _LISTS:
        setattr(document, name, [])
    for table in (
        *(getattr(document, name) for name in _LISTS_BY_NAME),
        document.ids,
        document.nameids,
        document.nametypes,
        document.substitution_defs,
        document.substitution_names,
    ):
        table.clear()


class _Gone:
    """What leaves the document."""

    def __init__(self, document: nodes.document, section: nodes.section) -> None:
        self.roots: list[nodes.Element] = [*_labels_of(section), section]
        self.nodes: dict[int, nodes.Element] = {}
        self._take(self.roots)
        footnotes = list(_footnotes(document))
        while more := [one for one, refs in footnotes if refs and one not in self and not self.without(refs)]:
            self.roots += more  # and what only they refer to
            self._take(more)
        for footnote, refs in footnotes:
            if footnote in self and self.without(refs):
                footnote.parent.remove(footnote)
                document += footnote
                for node in footnote.findall(nodes.Element):
                    del self.nodes[id(node)]

    def _take(self, roots: Iterable[nodes.Element]) -> None:
        self.nodes.update((id(node), node) for root in roots for node in root.findall(nodes.Element))

    def __contains__(self, node: nodes.Element) -> bool:
        return id(node) in self.nodes

    def without(self, found: Collection[nodes.Element]) -> list[nodes.Element]:
        """Those of some nodes that stay."""
        return [node for node in found if node not in self]


def _labels_of(section: nodes.section) -> list[nodes.Element]:
    """The targets before a heading; docutils takes those at the end of the section before for its names as well."""
    found: list[nodes.Element] = []
    parent, place = section.parent, section.parent.index(section)
    while place:
        before = parent[place - 1]
        if isinstance(before, nodes.section) and before.children:
            parent, place = before, len(before)
        elif isinstance(before, (nodes.target, nodes.comment, addnodes.index)):
            found += [before] if isinstance(before, nodes.target) else []
            place -= 1
        else:
            break
    return found


def _move_labels_of_next(section: nodes.section) -> None:
    """The targets at the end of a section are names of the heading that follows: they are put before that."""
    last = section
    while isinstance(last[-1], nodes.section):
        last = last[-1]
    place = section.parent.index(section) + 1
    while isinstance(last[-1], nodes.target) and not last[-1].children:
        target = last.pop()
        section.parent.insert(place, target)


def _footnotes(document: nodes.document) -> Iterator[tuple[nodes.Element, list[nodes.Element]]]:
    """Each footnote with its references, which docutils pairs by name or, where they have none, by order."""
    for footnote in chain(document.footnotes, document.autofootnotes):
        if footnote["names"]:
            yield footnote, [ref for name in footnote["names"] for ref in document.footnote_refs.get(name, ())]
    unnamed = (footnote for footnote in document.autofootnotes if not footnote["names"])
    unnamed_refs = (ref for ref in document.autofootnote_refs if "refname" not in ref)
    for footnote, ref in zip(unnamed, unnamed_refs, strict=False):
        yield footnote, [ref]
    for footnote, ref in zip(document.symbol_footnotes, document.symbol_footnote_refs, strict=False):
        yield footnote, [ref]


def _omit_entries(document: nodes.document, ids: Collection[str]) -> None:
    """Take out the entries of the index that stand before a heading, as their targets do."""
    for node in list(document.findall(addnodes.index)):
        if node["entries"] and all(entry[2] in ids for entry in node["entries"]):
            node.parent.remove(node)


def _omit_objects(env: BuildEnvironment, ids: Collection[str]) -> None:
    """Take objects out of the domains of Sphinx and of extensions that keep them as these do, by document and id."""
    for domain in env.domains.values():
        for table in domain.data.values():
            if isinstance(table, dict):
                for key, value in list(table.items()):
                    if isinstance(value, tuple) and value[:1] == (env.docname,) and _second(value) in ids:
                        del table[key]


def _omit_declarations(env: BuildEnvironment, ids: Collection[str]) -> None:
    """Take declarations of C and C++ with their parameters out of the trees of their domains."""
    for language in ("c", "cpp"):
        gone: set[Any] = set()
        for symbol in list(env.domains[language].data["root_symbol"].get_all_symbols()):
            if symbol.declaration is None or symbol.docname != env.docname:
                continue
            is_parameter = symbol.declaration.objectType.endswith("Param")
            if symbol.parent in gone if is_parameter else symbol.declaration.get_newest_id() in ids:
                gone.add(symbol)
        for symbol in gone:  # as when a document is cleared
            symbol.declaration = symbol.docname = symbol.line = None
            if symbol.siblingAbove is not None:
                symbol.siblingAbove.siblingBelow = symbol.siblingBelow
            if symbol.siblingBelow is not None:
                symbol.siblingBelow.siblingAbove = symbol.siblingAbove
            symbol.siblingAbove = symbol.siblingBelow = None


def _second(value: tuple[Any, ...]) -> str:
    return value[1] if len(value) > 1 and isinstance(value[1], str) else ""


def _omit_equations(env: BuildEnvironment, document: nodes.document, gone: _Gone) -> None:
    """Take equations out of their domain, and number those that are left anew."""
    equations = env.domains["math"].data["objects"]
    own = {label for label, (docname, _) in equations.items() if docname == env.docname}
    for node in gone.nodes.values():
        if isinstance(node, nodes.math_block) and node.get("label") in own:
            del equations[node["label"]]
    numbered = (node for node in document.findall(nodes.math_block) if node.get("label") in own)
    for number, node in enumerate(numbered, start=1):
        node["number"] = number
        equations[node["label"]] = (env.docname, number)
