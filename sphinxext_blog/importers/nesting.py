"""Nesting: what block rules have in common, above all blocks whose lines are parsed as blocks.

A rule that has to look for the end of a block remembers per post where there is none, so that any number of unclosed
blocks takes linear time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .syntax import fence_state

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    BlockRule = Callable[[StateBlock, int, int, bool], bool]
    InlineRule = Callable[[StateInline, bool], bool]

__all__ = ["ANYWHERE", "IN_TEXT", "begins", "columns_of", "end_of_block", "memory_of", "nest", "nest_pair", "text_of"]

ANYWHERE: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
"""The blocks that a rule may interrupt."""
IN_TEXT: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
_CODE = 3
"""The deepest indentation that does not make a line code."""


def text_of(state: StateBlock, line: int) -> str:
    """Return a line without its indentation and the signs of containers."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def begins(state: StateBlock, line: int, signs: str | tuple[str, ...]) -> bool:
    """Return whether a line begins with some signs; most lines need no closer look."""
    return state.src.startswith(signs, state.bMarks[line] + state.tShift[line])


def memory_of(state: StateBlock | StateInline, name: str) -> dict[Any, Any]:
    """Return what a rule remembers of the post that is being parsed."""
    memory: dict[Any, Any] = state.env["memory"].setdefault(name, {})
    return memory


def end_of_block(
    state: StateBlock, lines: tuple[int, int], key: str, opens: Callable[[str], bool], closes: Callable[[str], bool]
) -> int:
    """Return the line that ends a block begun in a line; -1 if there is none.  Fenced code has no ends of blocks.

    One scan finds the ends of all blocks of the same kind that begin on its way.  Blocks of slashes of one length are
    not nested: an end belongs to the outermost.
    """
    start, stop = lines
    indent = min(state.blkIndent, state.sCount[start])
    ends = memory_of(state, "ends")
    if (key, indent, start) in ends:
        end: int = ends[key, indent, start]
        return end if end < stop else -1
    opened, fence = [start], ""
    for line in range(start + 1, stop):
        if state.sCount[line] < indent and not state.isEmpty(line):
            break
        text = text_of(state, line)
        fence, is_code = fence_state(text, fence)
        if is_code:
            continue
        if closes(text):
            ends[key, indent, opened.pop(0 if key.startswith("/") else -1)] = line
            if not opened or key.startswith("/"):
                break
        elif opens(text):
            opened.append(line)
    ends.update(dict.fromkeys(((key, indent, line) for line in opened), -1))
    found: int = ends[key, indent, start]
    return found


def nest(
    state: StateBlock, kind: str, lines: tuple[int, int, int, int], meta: dict[str, Any], *, indent: int = 0
) -> bool:
    """Push a block whose inner lines are parsed as blocks.

    :param lines: the line of its head, the first and the last (exclusive) of its inner lines, and the line behind it.
    """
    head, first, stop, end = lines
    token = state.push(f"{kind}_open", "div", 1)
    token.map, token.meta = [head, end], {"start": state.bMarks[head] + state.tShift[head], **meta}
    old = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "reference", stop, state.blkIndent + indent
    state.md.block.tokenize(state, first, stop)
    state.parentType, state.lineMax, state.blkIndent = old
    state.push(f"{kind}_close", "div", -1).map = [stop, end]
    state.line = end
    return True


def nest_pair(
    state: StateBlock, lines: tuple[int, int, int], match: re.Match[str], close: tuple[int, int], *, kind: str = "tag"
) -> bool:
    """Nest what is between two tags; lines that they share with it are shortened while it is parsed.

    :param lines: the lines in which the first tag begins and ends, and that of the second.
    """
    start, first, end = lines
    meta: dict[str, Any] = {"match": match, "close": close, "start": state.bMarks[start] + state.tShift[start]}
    old = (state.bMarks[first], state.tShift[first], state.sCount[first]), state.eMarks[end]
    inner_first, inner_stop = first, end + 1
    if state.src[match.end() : close[0] if end == first else state.eMarks[first]].strip():
        state.bMarks[first], state.tShift[first], state.sCount[first] = match.end(), 0, state.blkIndent
        while state.src[state.bMarks[first]] in " \t":
            state.bMarks[first] += 1
    else:
        inner_first += 1
    before = state.src[max(match.end(), state.bMarks[end] + state.tShift[end]) : close[0]]
    if not before.strip():
        inner_stop -= 1
    else:
        state.eMarks[end] = meta["limit"] = close[0] - (len(before) - len(before.rstrip()))
    inner_first = min(inner_first, inner_stop)
    indent = 0
    if kind != "tag":
        indent = _common_indent(state, max(inner_first, first + 1), inner_stop)
        if indent > _CODE and not state.env["has_components"]:  # it is code elsewhere
            indent = 0
        own = range(max(inner_first, first + 1), inner_stop) if indent else ()
        wide = state.blkIndent, state.blkIndent + indent
        meta["cuts"] = [columns_of(state, line, *wide) for line in own if not state.isEmpty(line)]
        if inner_first == first:
            state.sCount[first] += indent
    is_raw = kind == "tag" and match["name"] == "raw" and match.group().startswith("{%")
    if is_raw:
        state.env["raw_blocks"] = True
    pushed = len(state.tokens)
    nest(state, kind, (start, inner_first, inner_stop, end + 1), meta, indent=indent)
    if is_raw:
        state.env["raw_blocks"] = False
        for token in state.tokens[pushed:]:
            token.meta["raw"] = True
    (state.bMarks[first], state.tShift[first], state.sCount[first]), state.eMarks[end] = old
    return True


def columns_of(state: StateBlock, line: int, left: int, right: int) -> tuple[int, int, str]:
    """Return where some columns of a line begin and end, and what is left of a tab that goes beyond the last."""
    column, pos, start = 0, state.bMarks[line], None
    while (column < right and state.src[pos] in " \t") or column < left:
        if column >= left and start is None:
            start = pos
        column += 4 - (column + state.bsCount[line]) % 4 if state.src[pos] == "\t" else 1
        pos += 1
    return (pos if start is None else start), pos, " " * (column - right)


def _common_indent(state: StateBlock, first: int, stop: int) -> int:
    """Return by how many columns all lines are indented, beyond what their container has."""
    indents = [state.sCount[line] - state.blkIndent for line in range(first, stop) if not state.isEmpty(line)]
    return max(0, min(indents, default=0))
