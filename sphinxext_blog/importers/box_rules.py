"""Rules for boxes: ``:::note``, ``/// note`` and ``!!! note`` with tabs of the last two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .nesting import begins, columns_of, end_of_block, nest, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock

    from .dialect import Dialect
    from .nesting import BlockRule

__all__ = ["fenced_box_rule", "match_indented_boxes"]

_INDENTED_HEAD = re.compile(
    r"(?P<mark>!!!|\?\?\?\+?|===[!+]?)[ \t]+(?:(?P<type>[\w-]+)(?P<more>(?:[ \t]+[\w-]+)*))?"
    r"(?:[ \t]*\"(?P<title>.*)\")?$"
)


def fenced_box_rule(dialect: Dialect) -> BlockRule:
    """Return the rule for ``:::note[Title]`` and ``/// note | Title``; boxes of colons of one length may be nested."""
    heads = {sign: re.compile(rf"({re.escape(sign)}{{3,}})[ \t]*{head}$") for sign, head in dialect.boxes}

    signs = tuple(heads)

    def fence_of(text: str) -> re.Match[str] | None:
        return heads[text[0]].match(text) if text[:1] in heads else None

    def rule(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        match = fence_of(text_of(state, start)) if begins(state, start, signs) else None
        if match is None or state.is_code_block(start):
            return False
        fence = match[1]

        def opens(text: str) -> bool:
            other = fence_of(text) if text.startswith(fence) else None
            return other is not None and other[1] == fence

        end = end_of_block(state, (start, stop), fence, opens, lambda text: text == fence)
        if end < 0 or silent:
            return end >= 0
        if fence[0] == "/" and match["type"] == "tab" and not state.env.get("in_tabs"):
            return _slash_tabs(state, start, stop, fence_of, rule)
        state.env["in_tabs"] = False
        return _fenced_box(state, start, end, match)

    return rule


def _fenced_box(state: StateBlock, start: int, end: int, match: re.Match[str]) -> bool:
    """Nest a fenced box; lines right below the head of a block of PyMdown that are indented are its options."""
    first = start + 1
    meta: dict[str, Any] = {"match": match, "kind": match[1][0]}
    if match[1][0] == "/":
        while first < end and not state.isEmpty(first) and state.sCount[first] >= state.blkIndent + 4:
            first += 1
        meta["options"] = state.getLines(start + 1, first, state.blkIndent, keepLastLF=False)
        meta["head_end"] = state.eMarks[first - 1]
    return nest(state, "box", (start, first, end, end + 1), meta)


def _slash_tabs(
    state: StateBlock,
    start: int,
    stop: int,
    fence_of: Callable[[str], re.Match[str] | None],
    rule: BlockRule,
) -> bool:
    """Match tabs of PyMdown that follow each other: they are one set, unless one begins a new set."""
    outer = state.push("box_open", "div", 1)
    match = fence_of(text_of(state, start))
    outer.meta = {"match": match, "kind": "tabs", "start": state.bMarks[start] + state.tShift[start]}
    line = start
    while match is not None and match["type"] == "tab":
        state.env["in_tabs"] = True
        is_tab = rule(state, line, stop, False)  # noqa: FBT003 - rules have positional arguments
        state.env["in_tabs"] = False
        if not is_tab:
            break
        line = state.skipEmptyLines(state.line)
        is_inside = line < stop and state.sCount[line] >= state.blkIndent and begins(state, line, "///")
        match = fence_of(text_of(state, line)) if is_inside else None
        if line + 1 < stop and re.match(r"new:\s*true", text_of(state, line + 1), re.IGNORECASE):
            break
    outer.map = [start, state.line]
    state.push("box_close", "div", -1).map = [state.line, state.line]
    return True


def match_indented_boxes(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
    """Match ``!!! note "Title"`` with what is indented by four more below it; tabs in a row are one set."""
    match = _indented_head(state, start)
    if match is None or silent:
        return match is not None
    if match["type"] is not None:
        return _indented_box(state, start, stop, match)
    outer = state.push("box_open", "div", 1)
    outer.meta = {"match": match, "kind": "tabs", "start": state.bMarks[start] + state.tShift[start]}
    line = start
    while match is not None and match["type"] is None:
        _indented_box(state, line, stop, match)
        line = state.skipEmptyLines(state.line)
        is_inside = line < stop and state.sCount[line] >= state.blkIndent
        match = _indented_head(state, line) if is_inside else None
        if match is not None and "!" in match["mark"]:  # ``===!`` begins a new set
            break
    outer.map = [start, state.line]
    state.push("box_close", "div", -1).map = [state.line, state.line]
    return True


def _indented_head(state: StateBlock, line: int) -> re.Match[str] | None:
    if not begins(state, line, ("!!!", "???", "===")) or state.is_code_block(line):
        return None
    match = _INDENTED_HEAD.match(text_of(state, line))
    if match is None or (match["mark"][0] == "=") != (match["type"] is None):
        return None
    return match if match["type"] is not None or match["title"] is not None else None


def _indented_box(state: StateBlock, start: int, stop: int, match: re.Match[str]) -> bool:
    end = line = start + 1
    cuts = []
    while line < stop and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent + 4):
        if not state.isEmpty(line):
            cuts.append(columns_of(state, line, state.blkIndent, state.blkIndent + 4))
            end = line + 1
        line += 1
    meta = {"match": match, "kind": "!", "cuts": cuts}
    return nest(state, "box", (start, start + 1, end, end), meta, indent=4)
