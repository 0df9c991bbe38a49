"""Inline markup: a text of front matter, as the markup of its document has it.

Only what stands in a line is read, so no text of an author's becomes a heading or a list; and only what is whole by
itself is taken: a text that names a footnote or substitution of the document, or holds HTML, is shown as it is written.
"""

from __future__ import annotations

import re
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

from ..nodes import found_in
from ..source.references import ReferenceNotes
from .source import FRONT_MATTER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.environment import BuildEnvironment

__all__ = ["marked_up"]

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
        for link in found_in(node, addnodes.pending_xref, addnodes.download_reference):
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
