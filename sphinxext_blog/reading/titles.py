"""Titles: the heading of a post that has none, or none that is its title."""

from __future__ import annotations

import re

from docutils import nodes

__all__ = ["give_title", "name_of"]


def name_of(docname: str) -> str:
    """A title made from a file name, or from the folder's for ``index``: without a date, hyphens as spaces."""
    parts = docname.split("/")
    name = parts[-2] if parts[-1] == "index" and len(parts) > 1 else parts[-1]
    bare = re.sub(r"^\d{4}[-_]\d{1,2}[-_]\d{1,2}[-_]?", "", name, flags=re.ASCII)
    if not bare:
        return name
    return bare if " " in bare else (bare[:1].upper() + bare[1:]).replace("-", " ").replace("_", " ").strip() or name


def give_title(document: nodes.document, title: str, name: str) -> None:
    """Put a document under a heading if it has none, or none that can be the title its author gave."""
    body = [child for child in document.children if not _is_header(child)]
    sections = [child for child in body if isinstance(child, nodes.section)]
    if sections and (not title or (len(sections) == 1 and body[-1] is sections[0] and len(_visible(body)) == 1)):
        return
    if not sections and not title:
        title = name
    section = nodes.section(names=[nodes.fully_normalize_name(title)])
    section.source, section.line = document.get("source"), 1
    heading = nodes.title(title, title)
    heading.source, heading.line = section.source, 1
    for child in body:
        document.remove(child)
    section += [heading, *body]
    document += section
    document.note_implicit_target(section, section)


def _visible(body: list[nodes.Node]) -> list[nodes.Node]:
    return [node for node in body if not isinstance(node, (nodes.Invisible, nodes.system_message, nodes.raw))]


def _is_header(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.field_list, nodes.docinfo)) and node.parent.children.index(node) == 0
