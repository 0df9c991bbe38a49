"""Plain text of nodes: what excerpts of plain text, descriptions and word counts are made of."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.languages import get_language
from docutils.parsers.rst.states import Inliner
from myst_parser.config.main import merge_file_level
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx import addnodes
from sphinx.transforms import SphinxSmartQuotes
from sphinx.util.docutils import LoggingReporter, new_document
from sphinx.util.logging import suppress_logging

from ..model.text import Link, Mark, inline_math, numeral
from ..nodes import declaration, find_nodes, listing_placeholder
from .conditions import CONDITIONAL, hides_nothing
from .prediction import FRONT_MATTER
from .references import ReferenceNotes

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Sequence

    from sphinx.environment import BuildEnvironment

    from .conditions import Hides

__all__ = ["UNSEEN", "is_html", "is_no_text", "marked_up", "prose", "prose_of", "rest_of_quiet"]

_WHOLE = (
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
"""What needs nothing of the document around it."""

_STRUCK = ("<s>", "</s>")
"""What MyST makes of ``~~text~~``: the one HTML that is no author's."""

_BLOCK = re.compile(r"`{3}|~{3}|\$\$")
"""A fence or an equation: the text, whose lines were joined, is no markup within a line."""


def marked_up(env: BuildEnvironment, settings: Any, text: str, place: tuple[str, int | None]) -> nodes.paragraph | None:
    """A text with its markup; None for one without, and where it cannot be shown apart from its document.

    :param settings: of the document.
    :param place: the docname and line of the text, where mistakes in it are told.
    """
    if _BLOCK.search(text):
        return None
    docname, line = place
    source = str(env.doc2path(docname))
    document = new_document(source, settings)
    document.reporter = _reporter(document, source, line or 1)
    if env.config.source_suffix.get(PurePath(source).suffix) == "restructuredtext":
        found = _of_restructuredtext(document, text, line or 1)
    elif hasattr(env, "myst_config"):
        found = _of_markdown(env, document, text, line or 1)
    else:
        return None
    for node in found:  # whether a path exists decides whether the text is taken
        for link in find_nodes(node, addnodes.pending_xref, addnodes.download_reference):
            ReferenceNotes.of(env).add_path(link)
    found = [node for node in found if not (isinstance(node, nodes.target) and "refuri" in node)]  # of a link in rST
    paragraph = nodes.paragraph(text, "", *found)
    paragraph.source, paragraph.line = source, line or 1
    _educate(document, paragraph)
    is_plain = all(isinstance(node, nodes.Text) for node in found) and paragraph.astext() == text
    return paragraph if found and not is_plain and _is_whole(paragraph) else None


def _is_whole(paragraph: nodes.paragraph) -> bool:
    parts = [*paragraph.findall()][1:]
    links = (part for part in parts if isinstance(part, nodes.reference))
    leads_away = all(not link.get("refuri", "#").startswith("#") for link in links)  # to no place of its document
    return all(isinstance(part, _WHOLE) or _is_struck(part) for part in parts) and leads_away


def _is_struck(node: nodes.Node) -> bool:
    """Whether a node, or the text in it, begins or ends what is struck through."""
    raw = node if isinstance(node, nodes.raw) else node.parent
    return isinstance(raw, nodes.raw) and raw.astext() in _STRUCK


def _educate(document: nodes.document, paragraph: nodes.paragraph) -> None:
    """Give a text the quotes, dashes and dots that the text of the post has."""
    document.children = [paragraph]
    paragraph.parent = document
    SphinxSmartQuotes(document, startnode=None).apply()
    paragraph.parent = None  # it stands in no document


def _reporter(document: nodes.document, source: str, line: int) -> LoggingReporter:
    """One of its own, for all documents of Sphinx's making share one, with the place of the first that needed it."""
    shared = document.reporter
    reporter: Any = LoggingReporter(source, shared.report_level, shared.halt_level, shared.debug_flag)
    reporter.get_source_and_line = lambda number=None: (source, number or line)
    found: LoggingReporter = reporter
    return found


def _of_restructuredtext(document: nodes.document, text: str, line: int) -> Sequence[nodes.Node]:
    inliner = Inliner()
    inliner.init_customizations(document.settings)
    language = get_language(document.settings.language_code, document.reporter)
    memo = SimpleNamespace(document=document, reporter=document.reporter, language=language, inliner=inliner)
    with suppress_logging():  # docutils has told of the field already
        return inliner.parse(text, line, memo, document)[0]


def _of_markdown(env: BuildEnvironment, document: nodes.document, text: str, line: int) -> Sequence[nodes.Node]:
    front = env.temp_data.get(FRONT_MATTER)
    config: Any = env.myst_config  # type: ignore[attr-defined]  # MyST's
    config = merge_file_level(config, front.values if front is not None else {}, lambda *_: None)  # told by MyST itself
    parser = create_md_parser(config, SphinxRenderer)
    parser.options["document"] = document
    said = dict(env.metadata[env.docname])
    state: dict[str, Any] = {}
    tokens = parser.parseInline(text, state)
    for token in tokens:
        token.map = [line - 1, line]
    parser.renderer.render(tokens, parser.options, state)
    env.metadata[env.docname] = said  # where the renderer notes the number of words, of this text
    return document.children


_TITLED = ("doc", "ref", "myst", "any", "numref", "eq")
"""The roles, beside those of the blog, whose links show titles or numbers of others."""
_NUMBERED = ("numref", "eq")
"""Those that show a number, whatever their text."""
UNSEEN = (
    nodes.Invisible,
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
"""Nodes that add nothing to the text of a post."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_QUIET_START = re.compile(r"<(script|style|template)\b[^>]*>", re.IGNORECASE)
_ROLES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (UNSEEN, "unseen"),
    (CONDITIONAL, "conditional"),
    ((nodes.literal_block, nodes.doctest_block), Mark.CODE),
    (nodes.math_block, Mark.EQUATION),
    (nodes.image, Mark.IMAGE),
    (nodes.math, "math"),
    (nodes.title, "title"),
    (nodes.list_item, "item"),
    (addnodes.pending_xref, "link"),
    (nodes.Inline, "inline"),
)
"""What the classes of nodes are to a reader; the first that fits counts, and the others are blocks."""


def prose(
    root: nodes.Element,
    *,
    without: Collection[nodes.Node] = (),
    hides: Hides = hides_nothing,
) -> list[str | Mark | Link]:
    """The text below the title of a section or document, headings and list numbers included.

    :param without: nodes to leave out with all they hold: sections that are posts themselves.
    :param hides: whether a condition hides a node from readers.
    """
    return _pieces(root.children, without, hides, titled=False)


def prose_of(blocks: Iterable[nodes.Node], hides: Hides = hides_nothing) -> list[str | Mark | Link]:
    """The text of blocks: of an excerpt, say, whose headings are all part of it."""
    return _pieces(blocks, (), hides, titled=True)


def _pieces(
    roots: Iterable[nodes.Node],
    without: Collection[nodes.Node],
    hides: Hides,
    *,
    titled: bool,
) -> list[str | Mark | Link]:
    """The text of nodes, without the first title unless one was met already."""
    pieces: list[str | Mark | Link] = []
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
            if isinstance(node, nodes.raw) and _BREAK.fullmatch(node.astext().strip()):
                pieces.append("\n")  # white space, but not between wide characters
            skipped.update(map(id, rest_of_quiet(node)))
        elif role == "title" and not titled and not isinstance(node.parent, nodes.Admonition):
            titled = True
        elif role == "conditional" and hides(node):
            pass
        elif id(node) not in skipped and isinstance(node, nodes.Element) and not is_no_text(node):
            titled = titled or isinstance(node, (nodes.TextElement, nodes.Body))
            _enter(node, role, pieces, stack)
    return pieces


@cache
def _role_of(kind: Hashable) -> str:
    found = (role for classes, role in _ROLES if isinstance(kind, type) and issubclass(kind, classes))
    return next(found, "block")


def is_html(node: nodes.Node) -> bool:
    """Whether a node is raw HTML."""
    return isinstance(node, nodes.raw) and "html" in node.get("format", "").split()


def rest_of_quiet(node: nodes.Node) -> list[nodes.Node]:
    """Return what follows the start tag of a script or style up to its end tag, if the node is only that start tag.

    Within a line of text MyST makes one node of each tag, and text of what stands between them.
    """
    if not isinstance(node, nodes.raw) or node.parent is None or not is_html(node):
        return []
    start = _QUIET_START.fullmatch(node.astext().strip())
    if start is None:
        return []
    siblings = node.parent.children
    place = next(place for place, sibling in enumerate(siblings) if sibling is node)
    after = siblings[place + 1 :]
    end = f"</{start[1].lower()}"
    for count, sibling in enumerate(after, start=1):
        if is_html(sibling) and sibling.astext().strip().lower().startswith(end):
            return after[:count]
    return []


def is_no_text(node: object) -> bool:
    """Whether it shows what is said elsewhere: the links of ``tag``, the note of ``update``, a table of contents."""
    if isinstance(node, nodes.topic) and "contents" in node["classes"]:
        return True
    return isinstance(node, nodes.Element) and not {"blog-tags", "blog-update"}.isdisjoint(node["classes"])


def _enter(node: nodes.Element, role: str, pieces: list[str | Mark | Link], stack: list[nodes.Node | str]) -> None:
    if isinstance(role, Mark):
        pieces.append(role)
        return
    if role == "math":
        pieces.append(inline_math(node.astext()))
        return
    if role == "link":
        is_titled = node.get("refdomain") == "blog" or node["reftype"] in _TITLED
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
    domain = node.get("refdomain")  # "doc" is MyST's name for links to files
    kind = "doc" if domain == "doc" else f"blog:{node['reftype']}" if domain == "blog" else node["reftype"]
    kind = "eq" if domain == "math" else kind  # which has a "numref" of its own
    anchor = node.get("reftargetid") or ""
    shown = node.astext() or anchor or node["reftarget"]
    return Link(
        kind=kind,
        target=node["reftarget"],
        anchor=anchor,
        shown=shown,
        pattern=shown if kind == "numref" and node.get("refexplicit") else "",
        inventory=(node["inventory"] or "") if "intersphinx" in node else None,
    )


def _number(item: nodes.Element) -> str:
    """The number of an item of an enumerated list, as the list shows it."""
    parent = item.parent
    number = numeral(parent.get("start", 1) + parent.index(item), parent.get("enumtype", ""))
    return f"{parent.get('prefix', '')}{number}{parent.get('suffix', '.')}"
