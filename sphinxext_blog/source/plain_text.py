"""Plain text of nodes, for plain-text excerpts, descriptions and word counts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from ..model.text import Heading, Link, Mark, Table, inline_math, numeral, words_of
from ..nodes import declaration, find_nodes, listing_placeholder
from ..sphinx_compat import (
    apply_smart_quotes,
    has_myst,
    new_document,
    parse_inline_markdown,
    parse_inline_rst,
    reporter_at,
)
from .conditions import CONDITIONAL, hides_nothing
from .prediction import FRONT_MATTER
from .references import ReferenceNotes

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable

    from sphinx.environment import BuildEnvironment

    from ..model.text import Piece
    from .conditions import Hides

__all__ = ["INVISIBLE", "is_excluded_text", "is_html", "parse_markup", "prose", "prose_of", "rest_of_invisible_html"]

_SELF_CONTAINED = (
    nodes.Text,
    nodes.abbreviation,
    nodes.emphasis,
    nodes.inline,
    nodes.literal,
    nodes.math,
    nodes.reference,
    nodes.strong,
    nodes.subscript,
    nodes.superscript,
    nodes.title_reference,
    addnodes.literal_emphasis,
    addnodes.literal_strong,
    addnodes.manpage,
    addnodes.pending_xref,
)
"""Nodes that do not depend on the document that contains them."""

_STRUCK = ("<s>", "</s>")
"""The raw HTML that MyST generates for ``~~text~~``, the only one that does not come from an author."""

_BLOCK = re.compile(r"`{3}|~{3}|\$\$")
"""A fence or an equation, which is not inline markup once the lines are joined."""


def parse_markup(
    env: BuildEnvironment, settings: Any, text: str, location: tuple[str, int | None]
) -> nodes.paragraph | None:
    """Return a text with its inline markup; None if it has none, or if the markup depends on the document.

    :param settings: the settings of the document.
    :param location: the docname and line of the text, for warnings.
    """
    if _BLOCK.search(text):
        return None
    docname, line = location
    source = str(env.doc2path(docname))
    document = new_document(source, settings)
    document.reporter = reporter_at(document, source, line or 1)
    if env.config.source_suffix.get(PurePath(source).suffix) == "restructuredtext":
        parsed = parse_inline_rst(document, text, line or 1)
    elif has_myst(env):
        front = env.temp_data.get(FRONT_MATTER)
        values = front.values if front is not None else {}
        parsed = parse_inline_markdown(env, document, values, text, line or 1)
    else:
        return None
    for node in parsed:  # the existence of a path decides how the link is parsed
        for link in find_nodes(node, addnodes.pending_xref, addnodes.download_reference):
            ReferenceNotes.of(env).add_path(link)
    parsed = [
        node for node in parsed if not (isinstance(node, nodes.target) and "refuri" in node)
    ]  # a named link in reStructuredText also makes a target
    paragraph = nodes.paragraph(text, "", *parsed)
    paragraph.source, paragraph.line = source, line or 1
    apply_smart_quotes(document, paragraph)
    is_plain = all(isinstance(node, nodes.Text) for node in parsed) and paragraph.astext() == text
    return paragraph if parsed and not is_plain and _is_self_contained(paragraph) else None


def _is_self_contained(paragraph: nodes.paragraph) -> bool:
    """Return whether a paragraph contains only nodes that do not depend on its document."""
    parts = [*paragraph.findall()][1:]
    links = (part for part in parts if isinstance(part, nodes.reference))
    has_no_local_links = all(not link.get("refuri", "#").startswith("#") for link in links)  # links within the document
    return all(isinstance(part, _SELF_CONTAINED) or _is_struck(part) for part in parts) and has_no_local_links


def _is_struck(node: nodes.Node) -> bool:
    """Return whether a node, or the text in it, is the start or end tag of struck-through text."""
    raw = node if isinstance(node, nodes.raw) else node.parent
    return isinstance(raw, nodes.raw) and raw.astext() in _STRUCK


_TITLED = ("doc", "ref", "myst", "any", "numref", "eq")
"""The roles, besides those of the blog, whose links display titles or numbers of their targets."""
_TITLED_DOMAINS = ("blog", "cite")
"""The domains all of whose links display titles, or the authors of cited works."""
_NUMBERED = ("numref", "eq")
"""The roles whose links display a number even with an explicit text."""
INVISIBLE = (
    nodes.Invisible,
    nodes.decoration,
    nodes.system_message,
    nodes.raw,
    nodes.docinfo,
    nodes.meta,
    nodes.footnote,
    nodes.citation,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.label,
    addnodes.index,
    addnodes.toctree,
    listing_placeholder,
    declaration,
)
"""Nodes that do not add to the text of a post."""
_NOTE_REFERENCES = (nodes.footnote_reference, nodes.citation_reference)
_PUNCTUATION = re.compile(r"[.,;:!?…)\]}»”’。．，、；：！？）】」』》〉]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_QUIET_START = re.compile(r"<(script|style|template)\b[^>]*>", re.IGNORECASE)
_ROLES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (INVISIBLE, "unseen"),
    (CONDITIONAL, "conditional"),
    ((nodes.literal_block, nodes.doctest_block), Mark.CODE),
    (nodes.math_block, Mark.EQUATION),
    (nodes.image, Mark.IMAGE),
    (nodes.table, Mark.TABLE),
    (nodes.math, "math"),
    (nodes.title, "title"),
    (nodes.list_item, "item"),
    (addnodes.pending_xref, "link"),
    (nodes.Inline, "inline"),
)
"""The roles of node classes in plain text; the first match counts, and other nodes are blocks."""


def prose(
    root: nodes.Element,
    *,
    without: Collection[nodes.Node] = (),
    hides: Hides = hides_nothing,
) -> list[Piece]:
    """Return the text below the title of a section or document, including headings and list numbers.

    :param without: nodes to exclude with their content: sections that are posts themselves.
    :param hides: whether a condition hides a node from visitors.
    """
    return _pieces(root.children, without, hides, titled=False)


def prose_of(blocks: Iterable[nodes.Node], hides: Hides = hides_nothing) -> list[Piece]:
    """Return the text of blocks, such as those of an excerpt, including all headings."""
    return _pieces(blocks, (), hides, titled=True)


def _pieces(
    roots: Iterable[nodes.Node],
    without: Collection[nodes.Node],
    hides: Hides,
    *,
    titled: bool,
) -> list[Piece]:
    """Return the text of nodes, without the first title unless one was already found."""
    pieces: list[Piece] = []
    skipped = {id(node) for node in without}
    stack: list[nodes.Node | str] = list(reversed([*roots]))
    while stack:
        node = stack.pop()
        if not isinstance(node, nodes.Node) or isinstance(node, nodes.Text):
            if id(node) not in skipped:
                pieces.append(str(node))
            continue
        role = _role_of(type(node))  # type: ignore[arg-type]  # docutils' stubs take nodes for unhashable
        if role == "unseen":
            if isinstance(node, _NOTE_REFERENCES) and stack:
                _join_punctuation(pieces, stack[-1])
            if isinstance(node, nodes.raw) and _BREAK.fullmatch(node.astext().strip()):
                pieces.append("\n")  # becomes a space, except between wide characters
            skipped.update(map(id, rest_of_invisible_html(node)))
        elif role == "title" and not titled and not isinstance(node.parent, nodes.Admonition):
            titled = True
        elif role == "conditional" and hides(node):
            pass
        elif id(node) not in skipped and isinstance(node, nodes.Element) and not is_excluded_text(node):
            titled = titled or isinstance(node, (nodes.TextElement, nodes.Body))
            if role == Mark.TABLE:
                words = words_of(_pieces(node.children, without, hides, titled=True))
                pieces.append(Table(words=f" {words} "))
            elif role == "title" and isinstance(node.parent, nodes.section):
                pieces.append(Heading(pieces=tuple(_pieces(node.children, without, hides, titled=True))))
            else:
                _enter(node, role, pieces, stack)
    return pieces


def _join_punctuation(pieces: list[Piece], following: nodes.Node | str) -> None:
    """Remove the blanks before the reference to a note, which is excluded, if a mark of punctuation follows."""
    if isinstance(following, str) and _PUNCTUATION.match(following):
        while pieces and isinstance(pieces[-1], str) and not isinstance(pieces[-1], Mark) and pieces[-1][-1:].isspace():
            pieces[-1] = pieces[-1].rstrip()
            if not pieces[-1]:
                pieces.pop()


@cache
def _role_of(kind: Hashable) -> str:
    """Return the role of a node class in plain text."""
    roles = (role for classes, role in _ROLES if isinstance(kind, type) and issubclass(kind, classes))
    return next(roles, "block")


def is_html(node: nodes.Node) -> bool:
    """Return whether a node is raw HTML."""
    return isinstance(node, nodes.raw) and "html" in node.get("format", "").split()


def rest_of_invisible_html(node: nodes.Node) -> list[nodes.Node]:
    """Return the nodes from the start tag of a script or style up to its end tag, if the node is the start tag.

    Within a line of text, MyST generates one node for each tag, and text nodes between the tags.
    """
    if not isinstance(node, nodes.raw) or node.parent is None or not is_html(node):
        return []
    start = _QUIET_START.fullmatch(node.astext().strip())
    if start is None:
        return []
    siblings = node.parent.children
    index = next(index for index, sibling in enumerate(siblings) if sibling is node)
    after = siblings[index + 1 :]
    end = f"</{start[1].lower()}"
    for count, sibling in enumerate(after, start=1):
        if is_html(sibling) and sibling.astext().strip().lower().startswith(end):
            return after[:count]
    return []


def is_excluded_text(node: object) -> bool:
    """Return whether a node is displayed elsewhere: links of ``tag``, notes of ``update``, a table of contents."""
    if isinstance(node, nodes.topic) and "contents" in node["classes"]:
        return True
    return isinstance(node, nodes.Element) and not {"blog-tags", "blog-update"}.isdisjoint(node["classes"])


def _enter(node: nodes.Element, role: str, pieces: list[Piece], stack: list[nodes.Node | str]) -> None:
    """Append the piece of a node, or its children to the stack."""
    if isinstance(role, Mark):
        pieces.append(role)
        return
    if role == "math":
        pieces.append(inline_math(node.astext()))
        return
    if role == "link":
        is_titled = node.get("refdomain") in _TITLED_DOMAINS or node["reftype"] in _TITLED
        if is_titled and (node["reftype"] in _NUMBERED or not node.get("refexplicit")):
            pieces.append(_link(node))
            return
        role = "inline"
    if role == "item" and isinstance(node.parent, nodes.enumerated_list):
        pieces.append(f" {_number(node)} ")
    elif role != "inline":
        pieces.append(" ")
    if role != "inline":
        stack.append(" ")
    stack.extend(reversed(node.children))


def _link(node: nodes.Element) -> Link:
    """Return the piece of a link whose text is resolved when all documents are read."""
    domain = node.get("refdomain")  # "doc" is MyST's name for links to files
    kind = "doc" if domain == "doc" else f"{domain}:{node['reftype']}" if domain in _TITLED_DOMAINS else node["reftype"]
    kind = "eq" if domain == "math" else kind  # which has a separate "numref"
    anchor = node.get("reftargetid") or ""
    text = node.astext() or anchor or node["reftarget"]
    return Link(
        kind=kind,
        target=node["reftarget"],
        anchor=anchor,
        shown=text,
        pattern=text if kind == "numref" and node.get("refexplicit") else "",
        inventory=(node["inventory"] or "") if "intersphinx" in node else None,
    )


def _number(item: nodes.Element) -> str:
    """Return the number of an item of an enumerated list, as the list displays it."""
    parent = item.parent
    start = parent.get("start", 1)  # attributes of MyST are texts
    first = int(start) if str(start).isdecimal() else 1
    number = numeral(first + parent.index(item), parent.get("enumtype", ""))
    return f"{parent.get('prefix', '')}{number}{parent.get('suffix', '.')}"
