r"""Foreign syntax: rules for markdown-it by which tags, boxes, attributes, TeX and components become tokens.

Each rule has the shape that markdown-it's rulers expect.  A rule that has to look for the end of a block remembers
per post where there is none, so that any number of unclosed blocks takes linear time.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    from .dialect import Dialect

    BlockRule = Callable[[StateBlock, int, int, bool], bool]
    InlineRule = Callable[[StateInline, bool], bool]

__all__ = [
    "ANYWHERE",
    "ATTRIBUTES",
    "COLON_BOX",
    "COMPONENT",
    "DETAILS",
    "EXPRESSION",
    "HUGO",
    "HUGO_END",
    "LIQUID",
    "LIQUID_END",
    "MARKDOWN_ELEMENT",
    "MDX_COMMENT",
    "PROSE_BLANKS",
    "SLASH_BOX",
    "TAG_WINDOW",
    "add_foreign_rules",
    "fence_state",
    "is_decorative",
    "is_within",
    "raw_spans",
]

LIQUID = re.compile(
    r"\{%-?\s*(?P<name>\w+)(?P<args>(?:[^%{]|[%{](?![}%]))*?)\s*-?%\}"
    r"|\{\{-?(?P<out>(?:[^{}\"']|\"[^\"\n]*\"|'[^'\n]*')*?)-?\}\}|\{#(?:(?!\{#|#\}).)*#\}",
    re.DOTALL,
)
"""Tags, outputs and comments of Liquid, Nunjucks and Jinja."""
LIQUID_END = r"\{{%-?\s*end_?{}\s*-?%\}}"
HUGO = re.compile(
    r"\{\{(?P<mark>[<%])-?\s*(?P<name>/?[A-Za-z][\w./-]*)"
    r"(?P<args>(?:\"(?:[^\"\\]|\\.)*\"|`[^`]*`|[^\"`<>%{]|\{(?!\{)|[<>%](?!\}\}))*?)\s*-?[>%]\}\}",
    re.DOTALL,
)
"""Shortcodes of Hugo; one that ends itself has a slash at the end of its arguments."""
HUGO_END = r"\{{\{{[<%]-?\s*/\s*{}\s*-?[>%]\}}\}}"
MDX_COMMENT = re.compile(r"\{/\*(?P<out>(?:(?!\{/\*|\*/\}).)*)\*/\}", re.DOTALL)
COLON_BOX = (":", r"(?P<type>[A-Za-z]\w*)(?:\[(?P<label>.*)\])?(?:\{[^}]*\})?(?P<title>.*)")
"""``:::note[Title]`` of Docusaurus."""
SLASH_BOX = ("/", r"(?P<type>[A-Za-z][\w-]*)(?:[ \t]*\|(?P<title>.*))?")
"""``/// note | Title`` of PyMdown."""
TAG_WINDOW = 4000
"""The longest tag, in characters; it bounds the time for tags without an end."""
ANYWHERE: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
"""The blocks that a rule may interrupt."""
_IN_TEXT: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}

_CODE = 3
"""The deepest indentation that does not make a line code."""
_ATTRIBUTE = r"(?:[#.][\w:-]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}=<>`]+))"
_BARE = r"[A-Za-z][\w-]*(?=[ \t}])"
ATTRIBUTES = re.compile(rf"\{{:?[ \t]*(?:{_BARE}[ \t]+)*{_ATTRIBUTE}(?:[ \t]+(?:{_ATTRIBUTE}|{_BARE}))*[ \t]*\}}")
_LOOSE_ATTRIBUTES = re.compile(r"\{:(?![:/])[^{}\n]*\}")
PROSE_BLANKS = re.compile(r"[^()<>\n\"'{}]*?\.\w{2,5}(?=[ \t]*\))")
"""The rest of a file name that has blanks, up to the parenthesis that ends its link."""
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_INDENTED_HEAD = re.compile(
    r"(?P<mark>!!!|\?\?\?\+?|===[!+]?)[ \t]+(?:(?P<type>[\w-]+)(?P<more>(?:[ \t]+[\w-]+)*))?"
    r"(?:[ \t]*\"(?P<title>.*)\")?$"
)
_VALUES = r"(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^<>\"'{}])*?"
COMPONENT = re.compile(rf"<(?P<end>/?)(?P<name>[A-Z][\w.]*)(?P<args>(?:\s{_VALUES})?)(?P<alone>/?)>", re.DOTALL)
"""A tag of a component in MDX."""
EXPRESSION = re.compile(r"\{(?!/\*)(?:\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`|[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})+?\}")
"""What MDX runs."""
DETAILS = re.compile(
    r"<(?P<name>details)(?P<args>(?:\s[^<>]*)?)>(?:\s*<summary(?:\s[^<>]*)?>(?P<summary>(?:(?!</summary>).){0,1000})</summary>)?",
    re.IGNORECASE | re.DOTALL,
)
MARKDOWN_ELEMENT = re.compile(
    r"<(?P<name>(?!figure\b)[A-Za-z][\w-]*)(?P<args>(?:\s(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*?)?"
    r"\smarkdown(?:=[\"']?(?!0|off|false)(?P<value>\w*)[\"']?)?(?=[\s>])(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)>",
    re.IGNORECASE,
)
"""An element of HTML that has Markdown in it: ``<div markdown="1">``."""
_COMPONENT_START = re.compile(r"</?[A-Z]")
_ESM = re.compile(r"(?:import|export)\s+(?:[\w*{]|['\"])")
_OPEN_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)")
_CLOSING_TAGS = re.compile(r"(?:</[A-Za-z][\w-]*\s*>\s*)+")
_RESUMES_NOT = re.compile(r"pre|script|style|textarea|img|br|hr|input", re.IGNORECASE)
_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>(?:equation|multline|gather|align|alignat|flalign|eqnarray|[pbBvV]?matrix)\*?)\}"
)
_LABEL_BEHIND = re.compile(r"\$\$[ \t]*\([^()$\n]+\)$")
_RAW = re.compile(r"\{%-?\s*(?P<end>end)?raw\s*-?%\}")
_LOOSE_HEADING = re.compile(r"#{2,6}(?=[^#\s!])")


# Helpers


def _text(state: StateBlock, line: int) -> str:
    """Return a line without its indentation and the signs of containers."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _begins(state: StateBlock, line: int, signs: str | tuple[str, ...]) -> bool:
    """Return whether a line begins with some signs; most lines need no closer look."""
    return state.src.startswith(signs, state.bMarks[line] + state.tShift[line])


def _memory(state: StateBlock | StateInline, name: str) -> dict[Any, Any]:
    """Return what a rule remembers of the post that is being parsed."""
    memory: dict[Any, Any] = state.env["memory"].setdefault(name, {})
    return memory


def _end_of_block(
    state: StateBlock, lines: tuple[int, int], key: str, opens: Callable[[str], bool], closes: Callable[[str], bool]
) -> int:
    """Return the line that ends a block begun in a line; -1 if there is none.  Fenced code has no ends of blocks.

    One scan finds the ends of all blocks of the same kind that begin on its way.
    """
    start, stop = lines
    indent = min(state.blkIndent, state.sCount[start])
    ends = _memory(state, "ends")
    if (key, indent, start) in ends:
        end: int = ends[key, indent, start]
        return end if end < stop else -1
    opened, fence = [start], ""
    for line in range(start + 1, stop):
        if state.sCount[line] < indent and not state.isEmpty(line):
            break
        text = _text(state, line)
        fence, is_code = fence_state(text, fence)
        if is_code:
            continue
        if closes(text):
            ends[key, indent, opened.pop()] = line
            if not opened:
                break
        elif opens(text):
            opened.append(line)
    ends.update(dict.fromkeys(((key, indent, line) for line in opened), -1))
    found: int = ends[key, indent, start]
    return found


def fence_state(text: str, fence: str) -> tuple[str, bool]:
    """Return the fence that is open behind a line, and whether the line belongs to fenced code."""
    mark = _FENCE.match(text)
    if fence:
        is_end = mark is not None and mark[1].startswith(fence) and not mark[2].strip()
        return ("" if is_end else fence), True
    if mark is not None and not (mark[1][0] == "`" and "`" in mark[2]):
        return mark[1], True
    return "", False


def _nest(
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


def is_within(spans: list[tuple[int, int]], position: int) -> bool:
    """Return whether a position is within one of some spans in their order."""
    at = bisect_right(spans, (position, sys.maxsize)) - 1
    return at >= 0 and spans[at][0] <= position < spans[at][1]


def raw_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans between ``{% raw %}`` and ``{% endraw %}``, in which tags are text."""
    if "raw" not in text:
        return []
    spans, begin = [], None
    for match in _RAW.finditer(text):
        if match["end"] and begin is not None:
            spans.append((begin, match.start()))
            begin = None
        elif not match["end"] and begin is None:
            begin = match.end()
    return spans


# Inline rules


def _push_match(state: StateInline, kind: str, match: re.Match[str]) -> None:
    token = state.push(kind, "", 0)
    token.content, token.meta = match.group(), {"match": match}


def _inline_pattern(pattern: re.Pattern[str], kind: str, sign: str) -> InlineRule:
    """Return a rule for what a pattern matches."""

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != sign:
            return False
        match = pattern.match(state.src, state.pos, min(state.posMax, state.pos + TAG_WINDOW))
        if match is None:
            return False
        if not silent:
            _push_match(state, kind, match)
        state.pos = match.end()
        return True

    return rule


def _inline_tag(dialect: Dialect, pattern: re.Pattern[str]) -> InlineRule:
    """Return the rule for tags; one with a literal body is a single piece, if its end is in the same text."""

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "{":
            return False
        match = pattern.match(state.src, state.pos, min(state.posMax, state.pos + TAG_WINDOW))
        if match is None or is_within(state.env.get("raw_spans") or [], state.pos):
            return False
        close = _literal_end(state, dialect, match)
        if not silent:
            _push_match(state, "tag" if close is None else "tag_code", match)
            if close is not None:
                state.tokens[-1].meta["close"] = close.span()
        state.pos = match.end() if close is None else close.end()
        return True

    return rule


def _literal_end(state: StateInline, dialect: Dialect, match: re.Match[str]) -> re.Match[str] | None:
    name = match["name"] if "name" in match.re.groupindex else None
    if name is None or name.lower() not in dialect.literal or _ends_itself(match):
        return None
    ending = re.compile(dialect.tag_end.format(re.escape(name)))
    failed = _memory(state, "literal")
    if failed.get(name) == state.src:
        return None
    close = ending.search(state.src, match.end(), state.posMax)
    if close is None:
        failed[name] = state.src
    return close


def _ends_itself(match: re.Match[str]) -> bool:
    return match["args"].rstrip().endswith("/") and match.group().startswith("{{")


def _inline_attributes(dialect: Dialect) -> InlineRule:
    """Return the rule for attributes: where there are attribute lists anywhere, else behind what can have some."""

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "{":
            return False
        match = _LOOSE_ATTRIBUTES.match(state.src, state.pos, state.posMax) if dialect.attribute_lists else None
        if match is None:
            match = ATTRIBUTES.match(state.src, state.pos, state.posMax)
        if match is None or not (dialect.attribute_lists or _can_have_attributes(state.src, match)):
            return False
        if not silent:
            _push_match(state, "attributes", match)
        state.pos = match.end()
        return True

    return rule


def _can_have_attributes(src: str, match: re.Match[str]) -> bool:
    """Return whether attributes stand behind a link or code, or at one of the ends of a line."""
    before, after = src[match.start() - 1 : match.start()], src[match.end() : match.end() + 1]
    return before in ("", "\n", ")", "]", "`") or (after in ("", "\n") and before in (" ", "\t"))


def _inline_tex(mark: str) -> InlineRule:
    r"""Return the rule for ``\(x\)`` and ``\[x\]``; two backslashes mark math everywhere, for one is an escape."""
    ends = {f"{sign}{left}": f"{sign}{right}" for sign in {mark, "\\\\"} for left, right in ("()", "[]")}

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "\\":
            return False
        size = 3 if state.src.startswith("\\\\", state.pos) else 2
        opening = state.src[state.pos : state.pos + size]
        if opening not in ends or state.pos + size > state.posMax:
            return False
        failed = _memory(state, "tex")
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


# Block rules


def _fenced_boxes(dialect: Dialect) -> BlockRule:
    """Return the rule for ``:::note[Title]`` and ``/// note | Title``; boxes of colons of one length may be nested."""
    heads = {sign: re.compile(rf"({re.escape(sign)}{{3,}})[ \t]*{head}$") for sign, head in dialect.boxes}

    signs = tuple(heads)

    def fence_of(text: str) -> re.Match[str] | None:
        return heads[text[0]].match(text) if text[:1] in heads else None

    def rule(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        match = fence_of(_text(state, start)) if _begins(state, start, signs) else None
        if match is None or state.is_code_block(start):
            return False
        fence = match[1]

        def opens(text: str) -> bool:
            other = fence_of(text) if text.startswith(fence) and fence[0] != "/" else None
            return other is not None and other[1] == fence

        end = _end_of_block(state, (start, stop), fence, opens, lambda text: text == fence)
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
    return _nest(state, "box", (start, first, end, end + 1), meta)


def _slash_tabs(
    state: StateBlock,
    start: int,
    stop: int,
    fence_of: Callable[[str], re.Match[str] | None],
    rule: BlockRule,
) -> bool:
    """Match tabs of PyMdown that follow each other: they are one set, unless one begins a new set."""
    outer = state.push("box_open", "div", 1)
    match = fence_of(_text(state, start))
    outer.meta = {"match": match, "kind": "tabs", "start": state.bMarks[start] + state.tShift[start]}
    line = start
    while match is not None and match["type"] == "tab":
        state.env["in_tabs"] = True
        is_tab = rule(state, line, stop, False)  # noqa: FBT003 - rules have positional arguments
        state.env["in_tabs"] = False
        if not is_tab:
            break
        line = state.skipEmptyLines(state.line)
        is_inside = line < stop and state.sCount[line] >= state.blkIndent and _begins(state, line, "///")
        match = fence_of(_text(state, line)) if is_inside else None
        if line + 1 < stop and re.match(r"new:\s*true", _text(state, line + 1), re.IGNORECASE):
            break
    outer.map = [start, state.line]
    state.push("box_close", "div", -1).map = [state.line, state.line]
    return True


def _indented_boxes(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
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
    if not _begins(state, line, ("!!!", "???", "===")) or state.is_code_block(line):
        return None
    match = _INDENTED_HEAD.match(_text(state, line))
    if match is None or (match["mark"][0] == "=") != (match["type"] is None):
        return None
    return match if match["type"] is not None or match["title"] is not None else None


def _indented_box(state: StateBlock, start: int, stop: int, match: re.Match[str]) -> bool:
    end = line = start + 1
    cuts = []
    while line < stop and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent + 4):
        if not state.isEmpty(line):
            cuts.append(_columns(state, line, state.blkIndent, state.blkIndent + 4))
            end = line + 1
        line += 1
    meta = {"match": match, "kind": "!", "cuts": cuts}
    return _nest(state, "box", (start, start + 1, end, end), meta, indent=4)


def _columns(state: StateBlock, line: int, left: int, right: int) -> tuple[int, int, str]:
    """Return where some columns of a line begin and end, and what is left of a tab that goes beyond the last."""
    column, pos, start = 0, state.bMarks[line], None
    while (column < right and state.src[pos] in " \t") or column < left:
        if column >= left and start is None:
            start = pos
        column += 4 - (column + state.bsCount[line]) % 4 if state.src[pos] == "\t" else 1
        pos += 1
    return (pos if start is None else start), pos, " " * (column - right)


def _block_tags(dialect: Dialect, pattern: re.Pattern[str]) -> BlockRule:
    """Return the rule for tags with an end, ``{% name … %}`` … ``{% endname %}``, where the first begins a line."""
    any_end = re.compile(dialect.tag_end.format(r"([\w./-]+)")) if dialect.tag_end else None

    def rule(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        pos = state.bMarks[start] + state.tShift[start]
        if state.src[pos : pos + 1] != "{" or state.is_code_block(start) or any_end is None:
            return False
        match = pattern.match(state.src, pos, pos + TAG_WINDOW)
        name = match["name"] if match is not None and "name" in match.re.groupindex else None
        if match is None or name is None or _ends_itself(match) or state.env.get("raw_blocks"):
            return False
        names = _names_with_ends(state, any_end)  # an end may do without a name
        if name not in names and "" not in names:
            return _long_tag(state, start, stop, match, silent=silent)
        ending = re.compile(dialect.tag_end.format(re.escape(name)))
        if name.lower() in dialect.literal:
            return _literal_block(state, start, stop, match, ending, silent=silent)
        return _paired_block(state, start, stop, match, ending, silent=silent)

    return rule


def _names_with_ends(state: StateBlock, any_end: re.Pattern[str]) -> frozenset[str]:
    memory = _memory(state, "names")
    if "names" not in memory:
        memory["names"] = frozenset(any_end.findall(state.src))
    names: frozenset[str] = memory["names"]
    return names


def _long_tag(state: StateBlock, start: int, stop: int, match: re.Match[str], *, silent: bool) -> bool:
    """Match a tag with a blank line in it, which would be two paragraphs."""
    if not re.search(r"\n[ \t]*\n", match.group()):
        return False
    last = start + match.group().count("\n")
    if last >= stop or state.src[match.end() : state.eMarks[last]].strip():
        return False
    if not silent:
        token = state.push("tag_block", "", 0)
        token.map, token.meta, token.content = [start, last + 1], {"match": match}, match.group()
        state.line = last + 1
    return True


def _literal_block(
    state: StateBlock, start: int, stop: int, match: re.Match[str], ending: re.Pattern[str], *, silent: bool
) -> bool:
    """Match a tag whose body is not Markdown; its end may be anywhere."""
    limit, failed = state.eMarks[stop - 1], _memory(state, "literal_blocks")
    if failed.get((match["name"], limit), len(state.src)) <= match.end():
        return False
    close = ending.search(state.src, match.end(), limit)
    if close is None:
        failed[match["name"], limit] = match.end()
        return False
    if silent:
        return True
    last = start + state.src.count("\n", state.bMarks[start], close.end())
    token = state.push("tag_code", "code", 0)
    rest = state.src[close.end() : state.eMarks[last]]
    token.map, token.meta = [start, last + 1], {"match": match, "close": close.span(), "rest": rest}
    state.line = last + 1
    return True


def _paired_block(
    state: StateBlock, start: int, stop: int, match: re.Match[str], ending: re.Pattern[str], *, silent: bool
) -> bool:
    """Match a tag around Markdown; text may follow it in its line, and come before the end in the last line."""
    first = start + match.group().count("\n")
    if first >= stop:
        return False
    name, pattern = match["name"], match.re

    def opens(text: str) -> bool:
        other = pattern.match(text)
        if other is None or other["name"] != name or _ends_itself(other):
            return False
        return not _last_end(text, ending)

    follows = state.src[match.end() : state.eMarks[first]]
    if _last_end(follows.rstrip(), ending):
        end = first
    else:
        end = _end_of_block(state, (first, stop), f"tag {name}", opens, lambda text: bool(_last_end(text, ending)))
    if end < 0 or silent:
        return end >= 0
    text = _text(state, end) if end > first else follows.rstrip()
    close = _last_end(text, ending)
    assert close is not None
    base = (state.bMarks[end] + state.tShift[end]) if end > first else match.end()
    return _nest_pair(state, (start, first, end), match, (base + close.start(), base + close.end()))


def _last_end(text: str, ending: re.Pattern[str]) -> re.Match[str] | None:
    """Return the end of a block that ends a line; None if the line has another one before it."""
    close = ending.search(text)
    return close if close is not None and close.end() == len(text) else None


def _nest_pair(
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
        meta["cuts"] = [_columns(state, line, *wide) for line in own if not state.isEmpty(line)]
        if inner_first == first:
            state.sCount[first] += indent
    is_raw = kind == "tag" and match["name"] == "raw" and match.group().startswith("{%")
    if is_raw:
        state.env["raw_blocks"] = True
    pushed = len(state.tokens)
    _nest(state, kind, (start, inner_first, inner_stop, end + 1), meta, indent=indent)
    if is_raw:
        state.env["raw_blocks"] = False
        for token in state.tokens[pushed:]:
            token.meta["raw"] = True
    (state.bMarks[first], state.tShift[first], state.sCount[first]), state.eMarks[end] = old
    return True


def _common_indent(state: StateBlock, first: int, stop: int) -> int:
    """Return by how many columns all lines are indented, beyond what their container has."""
    indents = [state.sCount[line] - state.blkIndent for line in range(first, stop) if not state.isEmpty(line)]
    return max(0, min(indents, default=0))


def _tex_block(mark: str, state: StateBlock, start: int, stop: int, silent: bool) -> bool:
    r"""Match ``\[`` … ``\]`` with lines of its own; ``\\[`` where a backslash had to be escaped."""
    opening, closing = f"{mark}[", f"{mark}]"
    if not _begins(state, start, opening):
        return False
    text, failed = _text(state, start), _memory(state, f"tex_blocks {mark}")
    if not text.startswith(opening) or state.is_code_block(start) or failed.get("until", -1) > start:
        return False
    line = start
    while True:
        if line >= stop or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            failed["until"] = line
            return False
        text = _text(state, line)
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


def _dollar_block(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
    """Match ``$$`` … ``$$`` that begins a line and ends one, without blank lines in it, and maybe with a label."""
    if not _begins(state, start, "$$"):
        return False
    text = _text(state, start)
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
    failed = _memory(state, "dollar_blocks")
    if failed.get("until", -1) > start:
        return -1
    for line in range(start + 1, stop):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            failed["until"] = line
            return -1
        text = _text(state, line)
        if text.endswith("$$") or _LABEL_BEHIND.search(text):
            return line
    failed["until"] = stop
    return -1


def _environment(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
    r"""Match ``\begin{align}`` … ``\end{align}``."""
    match = _ENVIRONMENT.match(_text(state, start)) if _begins(state, start, "\\begin") else None
    if match is None or state.is_code_block(start):
        return False
    closing = f"\\end{{{match['name']}}}"
    failed = _memory(state, "environments")
    if failed.get(closing, -1) > start:
        return False
    for line in range(start, stop):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            failed[closing] = line
            return False
        if closing in _text(state, line):
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


def _esm(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
    """Match ``import`` and ``export``, up to a blank line."""
    pos = state.bMarks[start] + state.tShift[start]
    is_apart = state.level == 0 and (start == 0 or state.isEmpty(start - 1))
    if silent or not is_apart or state.is_code_block(start) or not _ESM.match(state.src, pos):
        return False
    end = next((line for line in range(start, stop) if state.isEmpty(line)), stop)
    state.push("esm", "", 0).map = [start, end]
    state.line = end
    return True


def _elements(dialect: Dialect) -> BlockRule:
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
    return silent or _nest_pair(state, (start, first, end), match, close, kind=kind)


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
    memory = _memory(state, "elements")
    if name in memory:
        spans: dict[int, tuple[int, int]] = memory[name]
        return spans
    spans = memory[name] = {}
    tag = re.compile(rf"<(/?){re.escape(name)}(?=[\s>/])(?:{_VALUES})(/?)>", re.IGNORECASE | re.DOTALL)
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
    memory = _memory(state, "fences")
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


def _loose_heading(state: StateBlock, start: int, stop: int, silent: bool) -> bool:  # noqa: ARG001 - a rule's signature
    """Match ``##Heading``."""
    if not _begins(state, start, "##"):
        return False
    text = _text(state, start)
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


def is_decorative(info: str) -> bool:
    """Return whether a line such as ``~~~·~~~`` is no fence: nothing behind its signs could be a language."""
    return re.fullmatch(r"[·•~=*_—–.\-\s]+", info) is not None


def _fence(rule: BlockRule) -> BlockRule:
    """Return the rule for fenced code, but for lines that only look like a fence."""

    def fence(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        if not _begins(state, start, ("```", "~~~")):
            return False
        match = _FENCE.match(_text(state, start))
        return not (match is not None and is_decorative(match[2].strip())) and rule(state, start, stop, silent)

    return fence


def _resuming(rule: BlockRule) -> BlockRule:
    """Return the rule for HTML blocks that end where their first element does, as in kramdown."""

    def resuming(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        text = _text(state, start)
        opening = None if silent else _OPEN_TAG.match(text)
        if opening is None or _RESUMES_NOT.match(opening[2]):
            return rule(state, start, stop, silent)
        if opening[1]:
            ends = _CLOSING_TAGS.fullmatch(text) and start + 1 < stop and not state.isEmpty(start + 1)
            return _cut_block(state, start, start + 1, rule) if ends else rule(state, start, stop, silent)
        element = re.compile(rf"<(/?){opening[2]}(?=[\s>/])[^>]*?(/?)>", re.IGNORECASE)
        depth = 0
        for line in range(start, stop):
            for tag in element.finditer(_text(state, line)):
                depth += 0 if tag[2] else -1 if tag[1] else 1
            if depth <= 0 and line + 1 < stop and not state.isEmpty(line + 1):
                return _cut_block(state, start, line + 1, rule)
            if state.isEmpty(line) or depth <= 0:
                break
        return rule(state, start, stop, silent)

    return resuming


def _lower_case(rule: BlockRule) -> BlockRule:
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


def add_foreign_rules(md: MarkdownIt, dialect: Dialect) -> None:
    """Add the rules of a dialect to a parser, which has those of CommonMark."""
    block, inline = md.block.ruler, md.inline.ruler
    rules = dict(zip(block.get_active_rules(), block.getRules(""), strict=True))
    block.at("fence", _fence(rules["fence"]), ANYWHERE)
    if dialect.html_resumes:
        block.at("html_block", _resuming(rules["html_block"]), _IN_TEXT)
    if dialect.tags is not None:
        block.before("table", "block_tags", _block_tags(dialect, dialect.tags), ANYWHERE)
        inline.before("escape", "tag", _inline_tag(dialect, dialect.tags))
    if dialect.boxes:
        block.before("table", "boxes", _fenced_boxes(dialect), ANYWHERE)
    if dialect.indented_boxes:
        block.before("table", "indented_boxes", _indented_boxes, ANYWHERE)
    inline.before("escape", "attributes", _inline_attributes(dialect))
    if dialect.mdx:
        block.at("html_block", _lower_case(rules["html_block"]), _IN_TEXT)
        block.before("table", "esm", _esm)
        inline.before("html_inline", "component", _inline_pattern(COMPONENT, "component", "<"))
        inline.before("escape", "expression", _inline_pattern(EXPRESSION, "expression", "{"))
    block.before("table", "elements", _elements(dialect), ANYWHERE)
    if dialect.loose_headings:
        block.after("heading", "loose_heading", _loose_heading, _IN_TEXT)
    if dialect.tex:
        for number, mark in enumerate(sorted({dialect.tex, "\\\\"})):
            block.before("table", f"tex_block_{number}", partial(_tex_block, mark), ANYWHERE)
        inline.before("escape", "tex", _inline_tex(dialect.tex))
    if dialect.dollars:
        block.before("table", "dollar_block", _dollar_block, ANYWHERE)
        block.before("table", "environment", _environment, ANYWHERE)
