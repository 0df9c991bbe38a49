"""Rules for math: TeX between backslashes and brackets, blocks between dollars, and environments."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from .nesting import begins, memory_of, text_of

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    from .nesting import InlineRule

__all__ = ["inline_tex_rule", "match_dollar_block", "match_environment", "match_tex_block"]

_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>(?:equation|multline|gather|align|alignat|flalign|eqnarray|[pbBvV]?matrix)\*?)\}"
)
_TEX = re.compile(r"[\\^_=&{}]")
_LABEL_BEHIND = re.compile(r"\$\$[ \t]*\([^()$\n]+\)$")


def inline_tex_rule(mark: str) -> InlineRule:
    r"""Return the rule for ``\(x\)`` and ``\[x\]``; two backslashes mark math everywhere, for one is an escape."""
    ends = {f"{sign}{left}": f"{sign}{right}" for sign in {mark, "\\\\"} for left, right in ("()", "[]")}

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "\\":
            return False
        size = 3 if state.src.startswith("\\\\", state.pos) else 2
        opening = state.src[state.pos : state.pos + size]
        if opening not in ends or state.pos + size > state.posMax:
            return False
        failed = memory_of(state, "tex")
        if failed.get(opening) == state.src:
            return False
        close = state.src.find(ends[opening], state.pos + size, state.posMax)
        if close < 0:
            failed[opening] = state.src
            return False
        inner = state.src[state.pos + size : close]
        if not inner.strip():
            return False
        if not silent:
            token = state.push("tex", "math", 0)
            token.content, token.markup = inner, opening
        state.pos = close + size
        return True

    return rule


def match_tex_block(mark: str, state: StateBlock, start: int, stop: int, silent: bool) -> bool:
    r"""Match ``\[`` … ``\]`` with lines of its own; ``\\[`` where a backslash had to be escaped."""
    opening, closing = f"{mark}[", f"{mark}]"
    if not begins(state, start, opening):
        return False
    text, failed = text_of(state, start), memory_of(state, f"tex_blocks {mark}")
    if not text.startswith(opening) or state.is_code_block(start) or failed.get("until", -1) > start:
        return False
    line = start
    while True:
        if line >= stop or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            failed["until"] = line
            return False
        text = text_of(state, line)
        if text.endswith(closing) and len(text) >= len(closing) * (1 + (line == start)):
            break
        if closing in text:
            failed["until"] = line
            return False
        line += 1
    if not silent:
        token = state.push("math_block", "math", 0)
        state.line = line + 1
        token.map, token.markup = [start, line + 1], opening
        content = state.getLines(start, line + 1, state.blkIndent, keepLastLF=False).strip()
        token.content = content[len(opening) : -len(closing)]
    return True


def match_dollar_block(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
    """Match ``$$`` … ``$$`` that begins a line and ends one, maybe with a label.

    Blank lines are in it only if both have lines of their own, and all lines between are TeX.
    """
    if not begins(state, start, "$$"):
        return False
    text = text_of(state, start)
    if not text.startswith("$$") or state.is_code_block(start) or state.env.get("math") is False:
        return False
    end = start
    if not _is_dollar_end(text, start=True):
        if "$$" in text[2:]:
            return False
        end = _dollar_end(state, start, stop)
    if end < 0 or silent:
        return end >= 0
    content = state.getLines(start, end + 1, state.blkIndent, keepLastLF=False).strip()
    label = _LABEL_BEHIND.search(content)
    token = state.push("math_block_label" if label else "math_block", "math", 0)
    token.map, token.markup = [start, end + 1], "$$"
    token.content = content[2 : label.start() if label else -2]
    state.line = end + 1
    return True


def _is_dollar_end(text: str, *, start: bool) -> bool:
    label = _LABEL_BEHIND.search(text)
    return (text.endswith("$$") and len(text) > 3 * start) or (label is not None and label.start() > 1 * start)


def _dollar_end(state: StateBlock, start: int, stop: int) -> int:
    failed = memory_of(state, "dollar_blocks")
    if failed.get("until", -1) > start:
        return -1
    for line in range(start + 1, stop):
        if state.isEmpty(line) and text_of(state, start) == "$$" and (end := _far_end(state, start, stop)) >= 0:
            return end
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            failed["until"] = line
            return -1
        text = text_of(state, line)
        if text.endswith("$$") or _LABEL_BEHIND.search(text):
            return line
    failed["until"] = stop
    return -1


def _far_end(state: StateBlock, start: int, stop: int) -> int:
    """Return the next line that is only ``$$``, if all lines up to it are TeX; -1 if not."""
    memory = memory_of(state, "lone_dollars")
    if "lines" not in memory:
        lines = state.src.split("\n")
        memory["lines"] = [number for number, line in enumerate(lines) if line.strip(" \t>") == "$$"]
    at = bisect_right(memory["lines"], start)
    end: int = memory["lines"][at] if at < len(memory["lines"]) else stop
    if end >= stop or text_of(state, end) != "$$":
        return -1
    for line in range(start + 1, end):
        if not state.isEmpty(line) and (state.sCount[line] < state.blkIndent or not _TEX.search(text_of(state, line))):
            return -1
    return end


def match_environment(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
    r"""Match ``\begin{align}`` … ``\end{align}``."""
    match = _ENVIRONMENT.match(text_of(state, start)) if begins(state, start, "\\begin") else None
    if match is None or state.is_code_block(start):
        return False
    closing = f"\\end{{{match['name']}}}"
    failed = memory_of(state, "environments")
    if failed.get(closing, -1) > start:
        return False
    for line in range(start, stop):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            failed[closing] = line
            return False
        if closing in text_of(state, line):
            break
    else:
        failed[closing] = stop
        return False
    if not silent:
        token = state.push("amsmath", "math", 0)
        token.map, token.meta = [start, line + 1], {"environment": match["name"]}
        token.content = state.getLines(start, line + 1, state.blkIndent, keepLastLF=False)
        state.line = line + 1
    return True
