"""Foreign syntax: the rules of a dialect, by which tags, boxes, attributes, TeX and components become tokens.

Each rule has the shape that markdown-it's rulers expect.  Those of tags and boxes are in :mod:`.syntax`; here are
those of math, of HTML with Markdown in it, of components, and of what other engines read otherwise than CommonMark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, Any

from .syntax import (
    ANYWHERE,
    COLON_BOX,
    COMPONENT,
    DETAILS,
    EXPRESSION,
    FENCE,
    HUGO,
    HUGO_END,
    IN_TEXT,
    LIQUID,
    LIQUID_END,
    MARKDOWN_ELEMENT,
    MDX_COMMENT,
    SLASH_BOX,
    TAG_WINDOW,
    VALUES,
    attribute_rule,
    begins,
    block_tag_rule,
    fence_state,
    fenced_box_rule,
    inline_tag_rule,
    is_decorative,
    match_indented_boxes,
    memory_of,
    nest_pair,
    pattern_rule,
    push_whole_lines,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    from .syntax import BlockRule, Dialect, InlineRule

__all__ = [
    "COLON_BOX",
    "HUGO",
    "HUGO_END",
    "LIQUID",
    "LIQUID_END",
    "MDX_COMMENT",
    "SLASH_BOX",
    "add_foreign_rules",
    "element_rule",
    "enables_math",
    "inline_dollars",
    "inline_html",
    "inline_tex_rule",
    "is_prose",
    "lower_case_html",
    "match_dollar_block",
    "match_environment",
    "match_loose_heading",
    "match_module",
    "match_tex_block",
    "resuming_html",
    "without_decoration",
]

_MATH = re.compile(r"[\\^_={}<>]")
_NO_MATH = re.compile(r"\]\(|`|://|\n[ \t]*\n")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FUNCTIONS = frozenset(
    (
        *("sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh"),
        *("log", "ln", "lg", "exp", "max", "min", "sup", "inf", "lim", "det", "dim", "mod", "gcd", "lcm", "deg"),
        *("arg", "ker", "sqrt", "pi"),
    )
)
_KEYS = frozenset(("math", "mathjax", "mathjax3", "katex", "usemath", "latex"))


def enables_math(values: Mapping[str, Any]) -> bool:
    """Return whether front matter, or a configuration, turns math on."""
    return any(
        str(key).lower().replace("_", "") in _KEYS and value not in (None, False, "", "false", "no", 0)
        for key, value in values.items()
    )


def is_prose(inner: str, behind: str) -> bool:
    """Return whether a text between two dollars is not math.

    :param behind: the character behind the second dollar.
    """
    inner = unescape(inner)  # ``&lt;`` is no word
    if _NO_MATH.search(inner) or not inner.strip():
        return True
    if _MATH.search(inner):
        return False
    if inner[0].isdigit() and (inner[-1].isspace() or behind.isdigit()):
        return True
    return bool(re.search(r"\s", inner)) and not {word.lower() for word in _WORD.findall(inner)} <= _FUNCTIONS


def inline_dollars(state: StateInline, silent: bool) -> bool:
    """Match math between dollars, single or double, unless it is prose."""
    src, pos = state.src, state.pos
    if src[pos] != "$" or state.env.get("math") is False:
        return False
    mark = "$$" if src.startswith("$$", pos) else "$"
    begin = pos + len(mark)
    end = _closing(src, mark, begin, state.posMax)
    if end <= begin:
        return False
    inner = src[begin:end]
    behind = src[end + len(mark) : end + len(mark) + 1]
    if not inner.strip() or (mark == "$" and not state.env.get("math") and is_prose(inner, behind)):
        return False
    if not silent:
        token = state.push("math_inline" if mark == "$" else "math_inline_double", "math", 0)
        token.content, token.markup = inner, mark
    state.pos = end + len(mark)
    return True


def _closing(src: str, mark: str, begin: int, limit: int) -> int:
    """Return where the closing dollars are; -1 if there are none."""
    end = src.find(mark, begin, limit)
    while end > 0 and _is_escaped(src, end):
        end = src.find(mark, end + 1, limit)
    return end


def _is_escaped(src: str, position: int) -> bool:
    begin = position
    while begin > 0 and src[begin - 1] == "\\":
        begin -= 1
    return (position - begin) % 2 == 1


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
_RULE = re.compile(r"<hr(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BEHIND_LITERAL = re.compile(r"</(?:style|script)\s*>\s*<([A-Za-z][\w-]*)", re.IGNORECASE)
_CODE = 3
"""The deepest indentation that does not make a line code."""
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
        lines_of_match = (start, first, stop)
        return not match["end"] and push_whole_lines(state, "component", lines_of_match, match, silent=silent)
    close = _matching_tags(state, match["name"]).get(match.start())
    if close is None or first >= stop or close[1] > state.eMarks[stop - 1]:
        return False
    end = first + state.src.count("\n", match.end(), close[1])
    if state.src[close[1] : state.eMarks[end]].strip():
        return False
    if any(state.sCount[line] < state.blkIndent and not state.isEmpty(line) for line in range(first, end + 1)):
        return False
    return silent or nest_pair(state, (start, first, end), match, close, kind=kind)


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
        if opening is not None and _RULE.fullmatch(text) and start + 1 < stop and not state.isEmpty(start + 1):
            return _cut_block(state, start, start + 1, rule)
        is_block = opening is not None and not opening[1] and not _INLINE_TAG.match(text)
        if opening is not None and is_block and (end := _whole_element(state, start, stop, opening[2])):
            return _push_element(state, start, end)
        if opening is None or _RESUMES_NOT.match(opening[2]):
            return rule(state, start, stop, silent)
        if opening[1]:
            ends = _CLOSING_TAGS.fullmatch(text) and start + 1 < stop and not state.isEmpty(start + 1)
            return _cut_block(state, start, start + 1, rule) if ends else rule(state, start, stop, silent)
        end = _end_of_element(state, start, stop, opening[2])
        return _cut_block(state, start, end, rule) if end else rule(state, start, stop, silent)

    return resuming


def _end_of_element(state: StateBlock, start: int, stop: int, name: str) -> int:
    """Return the line behind an element without blank lines, if that has text; 0 if not."""
    depths = _Depths(name)
    for line in range(start, stop):
        depths.read(text_of(state, line))
        if depths.is_closed and line + 1 < stop and not state.isEmpty(line + 1):
            return line + 1
        if state.isEmpty(line) or depths.is_closed:
            break
    return 0


def _whole_element(state: StateBlock, start: int, stop: int, name: str) -> int:
    """Return the line behind an element of HTML of which CommonMark would read a part as code; 0 for any other.

    In kramdown and Python-Markdown an element goes on over blank lines, however far its lines are indented.
    """
    depths, is_apart, has_code = _Depths(name), False, False
    is_literal = name.lower() in ("style", "script")
    for line in range(start, min(stop, start + _MANY)):
        text = text_of(state, line)
        if not text:
            is_apart = True
            continue
        has_code = has_code or (is_apart and state.sCount[line] - state.blkIndent > _CODE)
        is_apart = False
        if "<pre" in text or (state.sCount[line] < state.blkIndent):
            return 0
        depths.read(text)
        if not depths.is_closed:
            continue
        behind = _BEHIND_LITERAL.search(text) if is_literal else None
        if behind is None:
            return line + 1 if has_code and not is_literal else 0
        depths, is_literal, is_apart, has_code = _Depths(behind[1]), False, True, False
        depths.read(text[behind.start(1) - 1 :])
    return 0


def _push_element(state: StateBlock, start: int, end: int) -> bool:
    token = state.push("html_block", "", 0)
    token.map, token.meta = [start, end], {"resumes": True, "whole": True}
    token.content = state.getLines(start, end, state.blkIndent, keepLastLF=True)
    state.line = end
    return True


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


_STARTS: Mapping[str, tuple[str, RuleOptionsType]] = {
    "blockquote": (">", ANYWHERE),
    "hr": ("*-_", ANYWHERE),
    "list": ("*+-0123456789", IN_TEXT),
    "footnote_def": ("[", {"alt": ["paragraph", "reference"]}),
    "heading": ("#", IN_TEXT),
}
"""What blocks of CommonMark begin with, and the blocks that they may interrupt; most lines need no closer look."""


def _starting(rule: BlockRule, signs: tuple[str, ...]) -> BlockRule:
    """Return a rule that is only asked of lines that begin with some signs."""

    def starting(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        position = state.bMarks[start] + state.tShift[start]
        return state.src.startswith(signs, position) and rule(state, start, stop, silent)

    return starting


def add_foreign_rules(md: MarkdownIt, dialect: Dialect) -> None:
    """Add the rules of a dialect to a parser, which has those of CommonMark."""
    block, inline = md.block.ruler, md.inline.ruler
    rules = dict(zip(block.get_active_rules(), block.getRules(""), strict=True))
    for name, (signs, options) in _STARTS.items():
        block.at(name, _starting(rules[name], tuple(signs)), options)
    block.at("fence", without_decoration(rules["fence"]), ANYWHERE)
    html_block = inline_html(rules["html_block"]) if dialect.inline_html else rules["html_block"]
    html_block = resuming_html(html_block) if dialect.html_resumes else html_block
    html_block = lower_case_html(html_block) if dialect.mdx else html_block
    block.at("html_block", html_block, IN_TEXT)
    if dialect.tags is not None:
        block.before("table", "block_tags", block_tag_rule(dialect, dialect.tags), ANYWHERE)
        inline.before("escape", "tag", inline_tag_rule(dialect, dialect.tags))
    if dialect.boxes:
        block.before("table", "boxes", fenced_box_rule(dialect), ANYWHERE)
    if dialect.indented_boxes:
        block.before("table", "indented_boxes", match_indented_boxes, ANYWHERE)
    inline.before("escape", "attributes", attribute_rule(dialect))
    if dialect.mdx:
        block.before("table", "esm", match_module)
        inline.before("html_inline", "component", pattern_rule(COMPONENT, "component", "<"))
        inline.before("escape", "expression", pattern_rule(EXPRESSION, "expression", "{"))
    block.before("table", "elements", element_rule(dialect), ANYWHERE)
    if dialect.loose_headings:
        block.after("heading", "loose_heading", match_loose_heading, IN_TEXT)
    if dialect.tex:
        for number, mark in enumerate(sorted({dialect.tex, "\\\\"})):
            block.before("table", f"tex_block_{number}", partial(match_tex_block, mark), ANYWHERE)
        inline.before("escape", "tex", inline_tex_rule(dialect.tex))
    if dialect.dollars:
        block.before("table", "dollar_block", match_dollar_block, ANYWHERE)
        block.before("table", "environment", match_environment, ANYWHERE)
