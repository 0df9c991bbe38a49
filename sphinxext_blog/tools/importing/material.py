"""MkDocs: the extensions of Python-Markdown that Material's blog is written with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .admonitions import convert_indented
from .codeoptions import FENCE
from .codespans import line_at, sub_outside
from .comments import comment
from .htmlmarkdown import free_markdown
from .macros import fill_in
from .pymdown import convert_marks
from .pymdownblocks import convert_blocks, told_blocks
from .scanning import mapping
from .snippets import appended, put_snippets_in
from .tags import expand_tags

if TYPE_CHECKING:
    from .notes import Fault
    from .targets import Surroundings

__all__ = ["convert_mkdocs", "expand_mkdocs"]

_TWEMOJI = re.compile(r":(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^{}\n]*\})?")
_SPOKEN = re.compile(r"(?<!`)`(?:#!|:::+)[\w+#.-]+ (?=[^`\n]*`)")
"""The language of code within a line."""
_CARDS = re.compile(r"^[ \t]*<div class=\"grid[^\n]*markdown[^\n]*>[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"^(?P<gap>[ \t]*)(?P<attrs>\{:?[ \t]*[.#][\w-][^{}\n]*\})[ \t]*$", re.MULTILINE)
_OF_HEADING = re.compile(
    r"^(?P<head> {0,3}#{1,6}[ \t][^\n]*?)[ \t]*(?P<attrs>\{:?[ \t]*[^#{}\n]+\})[ \t]*$", re.MULTILINE
)
_ANNOTATION = re.compile(r"(?:#|//|--|;|%|/\*|<!--)[ \t]*\(\d{1,3}\)(?P<sign>!)?")


def expand_mkdocs(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """Values of the macros plugin; and what stands at the end of every page, where it belongs to the text."""
    faults: list[Fault] = []
    if around.blog.facts.get("__macros"):
        text, faults = fill_in(text, around)
    more = appended(around) if len(around.including) < 2 else ""  # noqa: PLR2004 - the post itself, and one in it
    return (f"{text.rstrip()}\n\n{more}\n" if more else text), faults


def convert_mkdocs(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """Snippets put in, notes, tabs and the blocks as directives; icons, annotations and attributes are told."""
    faults: list[Fault] = []

    def told(match: re.Match[str]) -> None:
        faults.append((line_at(match.string, match.start()), f"'{match.group().strip()[:40]}' is left in as it is"))

    def attributes(match: re.Match[str]) -> str:
        message = f"attributes '{match['attrs']}' have no place in MyST; they are left in a comment"
        faults.append((line_at(match.string, match.start("attrs")), message))
        before = match["gap"] if "gap" in match.re.groupindex else f"{match['head']} "
        return before + comment(f" {match['attrs']} ")

    for pattern in (_TWEMOJI, _CARDS):
        expand_tags(text, pattern, told)
    extensions = mapping(around.blog.facts.get("__extensions"))
    faults += _annotations(text, around) + told_blocks(text, extensions)
    for pattern in (_ATTRIBUTES, _OF_HEADING):
        text = sub_outside(pattern, attributes, text)
    text = convert_marks(text, extensions)
    text, more = put_snippets_in(text, around)
    text = FENCE.sub(_without_signs, text)
    fences = [match.span() for match in FENCE.finditer(text)] if _SPOKEN.search(text) else []

    def spoken(match: re.Match[str]) -> str:
        return match.group() if any(start < match.start() < end for start, end in fences) else "`"

    text = free_markdown(_SPOKEN.sub(spoken, text))
    return convert_indented(convert_blocks(text, extensions)), faults + more


def _annotations(text: str, around: Surroundings) -> list[Fault]:
    """One for each block of code with annotations; without the sign they are comments of everybody."""
    everywhere = "content.code.annotate" in str(mapping(around.blog.facts.get("theme")).get("features"))
    faults = []
    for match in FENCE.finditer(text):
        is_on = everywhere or "annotate" in match["info"]
        if (found := _ANNOTATION.search(match["body"])) and (is_on or found["sign"]):
            message = f"annotation '{found.group()}' is left in as a comment of the code, with its list below"
            faults.append((line_at(text, match.start("body") + found.start()), message))
    return faults


def _without_signs(match: re.Match[str]) -> str:
    body = _ANNOTATION.sub(lambda found: found.group().removesuffix("!"), match["body"])
    start, end = match.start("body") - match.start(), match.end("body") - match.start()
    return match.group()[:start] + body + match.group()[end:]
