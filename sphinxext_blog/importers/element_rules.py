"""Rules for elements: HTML with Markdown in it and components of MDX; and headings and fences of other engines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .nesting import begins, memory_of, nest_pair, text_of
from .syntax import COMPONENT, DETAILS, FENCE, MARKDOWN_ELEMENT, TAG_WINDOW, VALUES, fence_state, is_decorative

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

    from .dialect import Dialect
    from .nesting import BlockRule

__all__ = [
    "element_rule",
    "inline_html",
    "lower_case_html",
    "match_loose_heading",
    "match_module",
    "resuming_html",
    "without_decoration",
]

_COMPONENT_START = re.compile(r"</?[A-Z]")
_ESM = re.compile(r"(?:import|export)\s+(?:[\w*{]|['\"])")
_OPEN_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)")
_CLOSING_TAGS = re.compile(r"(?:</[A-Za-z][\w-]*\s*>\s*)+")
_INLINE_TAG = re.compile(
    r"</?(?:img|a|b|i|em|strong|span|font|u|s|del|ins|sub|sup|small|big|kbd|code|br|mark|abbr|cite|q|label)(?=[\s/>]|$)",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_MANY = 200
"""Lines that are looked at to tell HTML from a paragraph."""
_RESUMES_NOT = re.compile(r"pre|script|style|textarea|img|br|hr|input", re.IGNORECASE)
_LOOSE_HEADING = re.compile(r"#{2,6}(?=[^#\s!])")


def match_module(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
    """Match ``import`` and ``export``, up to a blank line."""
    pos = state.bMarks[start] + state.tShift[start]
    is_apart = state.level == 0 and (start == 0 or state.isEmpty(start - 1))
    if silent or not is_apart or state.is_code_block(start) or not _ESM.match(state.src, pos):
        return False
    end = next((line for line in range(start, stop) if state.isEmpty(line)), stop)
    state.push("esm", "", 0).map = [start, end]
    state.line = end
    return True


def element_rule(dialect: Dialect) -> BlockRule:
    """Return the rule for elements with Markdown in them that begin a line, and for components that have a line."""
    patterns = [("details", DETAILS)]
    patterns += [("component", COMPONENT)] if dialect.mdx else []
    patterns += [("markdown", MARKDOWN_ELEMENT)] if dialect.html_markdown else []

    def rule(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        pos = state.bMarks[start] + state.tShift[start]
        if not state.src.startswith("<", pos) or state.is_code_block(start):
            return False
        for kind, pattern in patterns:
            match = pattern.match(state.src, pos, pos + TAG_WINDOW)
            if match is not None and _element(state, (start, stop), kind, match, silent=silent):
                return True
        return False

    return rule


def _element(state: StateBlock, lines: tuple[int, int], kind: str, match: re.Match[str], *, silent: bool) -> bool:
    start, stop = lines
    first = start + match.group().count("\n")
    if kind == "component" and (match["alone"] or match["end"]):
        return _lone_component(state, (start, first, stop), match, silent=silent)
    close = _matching_tags(state, match["name"]).get(match.start())
    if close is None or first >= stop or close[1] > state.eMarks[stop - 1]:
        return False
    end = first + state.src.count("\n", match.end(), close[1])
    if state.src[close[1] : state.eMarks[end]].strip():
        return False
    if any(state.sCount[line] < state.blkIndent and not state.isEmpty(line) for line in range(first, end + 1)):
        return False
    return silent or nest_pair(state, (start, first, end), match, close, kind=kind)


def _lone_component(state: StateBlock, lines: tuple[int, int, int], match: re.Match[str], *, silent: bool) -> bool:
    start, last, stop = lines
    if match["end"] or last >= stop or state.src[match.end() : state.eMarks[last]].strip():
        return False
    if not silent:
        token = state.push("component", "", 0)
        token.map, token.meta, token.content = [start, last + 1], {"match": match}, match.group()
        state.line = last + 1
    return True


def _matching_tags(state: StateBlock, name: str) -> dict[int, tuple[int, int]]:
    """Return the span of the tag that ends each element of a name, by where the element begins; not in code."""
    memory = memory_of(state, "elements")
    if name in memory:
        spans: dict[int, tuple[int, int]] = memory[name]
        return spans
    spans = memory[name] = {}
    tag = re.compile(rf"<(/?){re.escape(name)}(?=[\s>/])(?:{VALUES})(/?)>", re.IGNORECASE | re.DOTALL)
    code = _fenced_spans(state)
    opened: list[int] = []
    index = 0
    for match in tag.finditer(state.src):
        while index < len(code) and code[index][1] <= match.start():
            index += 1
        if match[2] or (index < len(code) and code[index][0] <= match.start()):
            continue
        if not match[1]:
            opened.append(match.start())
        elif opened:
            spans[opened.pop()] = match.span()
    return spans


def _fenced_spans(state: StateBlock) -> list[tuple[int, int]]:
    """Return the spans of fenced code, as far as lines tell."""
    memory = memory_of(state, "fences")
    if "spans" not in memory:
        spans: list[tuple[int, int]] = []
        fence, position = "", 0
        for line in state.src.split("\n"):
            fence, is_code = fence_state(line.strip(" \t>"), fence)
            if is_code:
                spans.append((position, position + len(line)))
            position += len(line) + 1
        memory["spans"] = spans
    found: list[tuple[int, int]] = memory["spans"]
    return found


def match_loose_heading(state: StateBlock, start: int, stop: int, silent: bool) -> bool:  # noqa: ARG001 - a rule's signature
    """Match ``##Heading``."""
    if not begins(state, start, "##"):
        return False
    text = text_of(state, start)
    match = _LOOSE_HEADING.match(text)
    if match is None or state.is_code_block(start):
        return False
    if silent:
        return True
    content = re.sub(r"[ \t]+#+$", "", text[match.end() :]).strip()
    opening = state.push("heading_open", f"h{match.end()}", 1)
    opening.markup, opening.map, opening.meta = match.group(), [start, start + 1], {"loose": True}
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = content, [start, start + 1], []
    state.push("heading_close", opening.tag, -1).markup = match.group()
    state.line = start + 1
    return True


def without_decoration(rule: BlockRule) -> BlockRule:
    """Return the rule for fenced code, but for lines that only look like a fence."""

    def fence(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        if not begins(state, start, ("```", "~~~")):
            return False
        match = FENCE.match(text_of(state, start))
        return not (match is not None and is_decorative(match[2].strip())) and rule(state, start, stop, silent)

    return fence


class _Depths:
    """Counts how many elements with a name are open, line by line; a tag may go over lines."""

    def __init__(self, name: str) -> None:
        self._tag = re.compile(rf"<(?P<end>/?){name}(?=[\s>/]|$)(?P<rest>[^>]*)(?P<close>>?)", re.IGNORECASE)
        self._depth = 0
        self._unfinished: re.Match[str] | None = None

    @property
    def is_closed(self) -> bool:
        """Whether no element is open, and no tag unfinished."""
        return self._depth <= 0 and self._unfinished is None

    def read(self, line: str) -> None:
        """Count the tags of a line."""
        position = 0
        if self._unfinished is not None:
            end = line.find(">")
            if end < 0:
                return
            self._count(self._unfinished, line[:end])
            self._unfinished, position = None, end + 1
        for tag in self._tag.finditer(line, position):
            if tag["close"]:
                self._count(tag, tag["rest"])
            else:
                self._unfinished = tag

    def _count(self, tag: re.Match[str], rest: str) -> None:
        self._depth += -1 if tag["end"] else 0 if rest.endswith("/") else 1


def resuming_html(rule: BlockRule) -> BlockRule:
    """Return the rule for HTML blocks that end where their first element does, as in kramdown."""

    def resuming(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        if not begins(state, start, "<"):
            return False
        text = text_of(state, start)
        opening = None if silent else _OPEN_TAG.match(text)
        if opening is None or _RESUMES_NOT.match(opening[2]):
            return rule(state, start, stop, silent)
        if opening[1]:
            ends = _CLOSING_TAGS.fullmatch(text) and start + 1 < stop and not state.isEmpty(start + 1)
            return _cut_block(state, start, start + 1, rule) if ends else rule(state, start, stop, silent)
        depths = _Depths(opening[2])
        for line in range(start, stop):
            depths.read(text_of(state, line))
            if depths.is_closed and line + 1 < stop and not state.isEmpty(line + 1):
                return _cut_block(state, start, line + 1, rule)
            if state.isEmpty(line) or depths.is_closed:
                break
        return rule(state, start, stop, silent)

    return resuming


def inline_html(rule: BlockRule) -> BlockRule:
    """Return the rule for blocks of HTML, but for tags of texts with more than tags behind them."""

    def inline(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        if not begins(state, start, "<"):
            return False
        if silent or not _INLINE_TAG.match(text_of(state, start)) or not _has_text(state, start, stop):
            return rule(state, start, stop, silent)
        return False

    return inline


def _has_text(state: StateBlock, start: int, stop: int) -> bool:
    lines = []
    for line in range(start, min(stop, start + _MANY)):
        if state.isEmpty(line):
            break
        lines.append(text_of(state, line))
    return bool(_ANY_TAG.sub("", "\n".join(lines)).strip())


def lower_case_html(rule: BlockRule) -> BlockRule:
    """Return the rule for blocks of HTML, which components are not, though there is an element ``link``."""

    def lower_case(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        position = state.bMarks[start] + state.tShift[start]
        return _COMPONENT_START.match(state.src, position) is None and rule(state, start, stop, silent)

    return lower_case


def _cut_block(state: StateBlock, start: int, stop: int, rule: BlockRule) -> bool:
    """Match a block of HTML up to a line, noting that it ends there."""
    if not rule(state, start, stop, False):  # noqa: FBT003 - rules have positional arguments
        return False
    if state.tokens[-1].type == "html_block":
        state.tokens[-1].meta["resumes"] = True
    return True
