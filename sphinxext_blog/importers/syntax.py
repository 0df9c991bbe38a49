"""Syntax: how the Markdown of an engine differs from CommonMark, as data, and the rules for blocks that nest.

Tags of templates and boxes have lines that are parsed as blocks.  A rule that has to look for the end of a block
remembers per post where there is none, so that any number of unclosed blocks takes linear time.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    BlockRule = Callable[[StateBlock, int, int, bool], bool]
    InlineRule = Callable[[StateInline, bool], bool]

__all__ = [
    "ANYWHERE",
    "ATTRIBUTES",
    "COLON_BOX",
    "COMPONENT",
    "DETAILS",
    "EXPRESSION",
    "FENCE",
    "HUGO",
    "HUGO_END",
    "IN_TEXT",
    "LIQUID",
    "LIQUID_END",
    "LOOSE_ATTRIBUTES",
    "MARKDOWN_ELEMENT",
    "MDX_COMMENT",
    "PROSE_BLANKS",
    "SLASH_BOX",
    "TAG_WINDOW",
    "VALUES",
    "Dialect",
    "attribute_rule",
    "begins",
    "block_tag_rule",
    "columns_of",
    "end_of_block",
    "ends_itself",
    "fence_state",
    "fenced_box_rule",
    "inline_tag_rule",
    "is_decorative",
    "is_within",
    "match_indented_boxes",
    "memory_of",
    "nest",
    "nest_pair",
    "pattern_rule",
    "push_whole_lines",
    "raw_spans",
    "text_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How the Markdown of one engine differs from CommonMark."""

    tags: re.Pattern[str] | None = None
    """A tag, with the groups ``name`` and ``args`` (see ``LIQUID`` and ``HUGO``)."""
    tag_end: str = ""
    """A pattern of the end of a block tag, with ``{}`` for its name."""
    literal: frozenset[str] = frozenset()
    """Names of block tags whose bodies are not Markdown; all other tags with an end contain Markdown."""
    boxes: tuple[tuple[str, str], ...] = ()
    """Signs of fenced boxes (``:`` or ``/``), each with a pattern of what follows its fence."""
    indented_boxes: bool = False
    """Whether ``!!! note``, ``??? note`` and ``=== "Tab"`` are boxes."""
    attribute_lists: bool = False
    """Whether ``{: .class }`` are attributes, as in kramdown and Python-Markdown."""
    tex: str = ""
    r"""What math in ``(x)`` and ``[x]`` is marked with: one backslash, or two where one is an escape."""
    inline_double_dollars: bool = False
    """Whether ``$$x$$`` within a line is math in the text, as in kramdown."""
    dollars: bool = True
    """Whether ``$x$`` is math."""
    inline_html: bool = True
    """Whether ``<img>`` or ``<b>`` alone in a line begins a paragraph, if text follows; CommonMark has HTML there."""
    html_resumes: bool = False
    """Whether Markdown goes on in the line below the end of an HTML block, as in kramdown."""
    mdx: bool = False
    """Whether there are components and ``import`` lines."""
    names_with_blanks: bool = False
    """Whether the names of images may have blanks."""
    headless_tables: bool = False
    """Whether tables need no head row, as in kramdown."""
    loose_headings: bool = False
    """Whether ``##Heading`` without a blank is a heading."""
    bare_links: bool = False
    """Whether an address in the text is a link."""
    html_markdown: bool = False
    """Whether ``<div markdown>`` contains Markdown."""
    loose_emphasis: str = ""
    """Which signs may end ``**strong**`` text before a letter: ``wide`` for all but those of ASCII, or ``all``."""


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
COLON_BOX = (":", r"(?P<type>[A-Za-z]\w*)(?:\[(?P<label>.*)\])?(?P<attributes>\{[^}]*\})?(?P<title>.*)")
"""``:::note[Title]`` of Docusaurus."""
SLASH_BOX = ("/", r"(?P<type>[A-Za-z][\w-]*)(?:[ \t]*\|(?P<title>.*))?")
"""``/// note | Title`` of PyMdown."""
TAG_WINDOW = 4000
"""The longest tag, in characters; it bounds the time for tags without an end."""
_ATTRIBUTE = r"(?:[#.][\w:-]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}=<>`]+))"
_BARE = r"[A-Za-z][\w-]*(?=[ \t}])"
ATTRIBUTES = re.compile(rf"\{{:?[ \t]*(?:{_BARE}[ \t]+)*{_ATTRIBUTE}(?:[ \t]+(?:{_ATTRIBUTE}|{_BARE}))*[ \t]*\}}")
LOOSE_ATTRIBUTES = re.compile(r"\{:(?![:/])[^{}\n]*\}")
PROSE_BLANKS = re.compile(
    r"(?:[^()<>\n\"'{}]|\([^()<>\n\"'{}]*\))*?\.\w{2,5}(?:[?#][^\s()]*)?"
    r"(?=[ \t]*\)|[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*')[ \t]*\))"
)
"""The rest of a file name that has blanks, up to its title or the parenthesis that ends its link."""
FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
VALUES = r"(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^<>\"'{}])*?"
COMPONENT = re.compile(rf"<(?P<end>/?)(?P<name>[A-Z][\w.]*)(?P<args>(?:\s{VALUES})?)(?P<alone>/?)>", re.DOTALL)
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
_RAW = re.compile(r"\{%-?\s*(?P<end>end)?raw\s*-?%\}")


def fence_state(text: str, fence: str) -> tuple[str, bool]:
    """Return the fence that is open behind a line, and whether the line belongs to fenced code."""
    mark = FENCE.match(text)
    if fence:
        is_end = mark is not None and mark[1].startswith(fence) and not mark[2].strip()
        return ("" if is_end else fence), True
    if mark is not None and not (mark[1][0] == "`" and "`" in mark[2]):
        return mark[1], True
    return "", False


_DECORATION = re.compile(r"[·•~=*_—–.\-\s]+")


def is_decorative(info: str) -> bool:
    """Return whether a line such as ``~~~·~~~`` or ``~~~ end ~~~`` is no fence: no language is behind its signs."""
    return _DECORATION.fullmatch(info) is not None or info.endswith("~~~")


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


def ends_itself(match: re.Match[str]) -> bool:
    """Return whether a shortcode is its own end: ``{{< name />}}``."""
    return match["args"].rstrip().endswith("/") and match.group().startswith("{{")


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


def block_tag_rule(dialect: Dialect, pattern: re.Pattern[str]) -> BlockRule:
    """Return the rule for tags with an end, ``{% name … %}`` … ``{% endname %}``, where the first begins a line."""
    any_end = re.compile(dialect.tag_end.format(r"([\w./-]+)")) if dialect.tag_end else None

    def rule(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        pos = state.bMarks[start] + state.tShift[start]
        if state.src[pos : pos + 1] != "{" or state.is_code_block(start) or any_end is None:
            return False
        match = pattern.match(state.src, pos, pos + TAG_WINDOW)
        name = match["name"] if match is not None and "name" in match.re.groupindex else None
        if match is None or name is None or ends_itself(match) or state.env.get("raw_blocks"):
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
    memory = memory_of(state, "names")
    if "names" not in memory:
        memory["names"] = frozenset(any_end.findall(state.src))
    names: frozenset[str] = memory["names"]
    return names


_OTHER_BLOCK = re.compile(r"\n[ \t]*(?:\n|[>#<|]|[-*+][ \t]|\d+[.)][ \t]|`{3}|~{3}|[-=]+[ \t]*(?:\n|$))")
"""A line in a tag that would end its paragraph: a blank one, or ``>}}``, which begins a quotation."""


def _long_tag(state: StateBlock, start: int, stop: int, match: re.Match[str], *, silent: bool) -> bool:
    """Match a tag over lines of which one would begin another block."""
    if not _OTHER_BLOCK.search(match.group()):
        return False
    last = start + match.group().count("\n")
    return push_whole_lines(state, "tag_block", (start, last, stop), match, silent=silent)


def push_whole_lines(
    state: StateBlock, kind: str, lines: tuple[int, int, int], match: re.Match[str], *, silent: bool
) -> bool:
    """Add a token for a match that nothing follows in its last line; return whether that is so.

    :param lines: the first and the last line of the match, and the line at which the block ends.
    """
    start, last, stop = lines
    if last >= stop or state.src[match.end() : state.eMarks[last]].strip():
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.map, token.content = [start, last + 1], match.group()
        token.meta = {"match": match, "start": match.start()}
        state.line = last + 1
    return True


def _literal_block(
    state: StateBlock, start: int, stop: int, match: re.Match[str], ending: re.Pattern[str], *, silent: bool
) -> bool:
    """Match a tag whose body is not Markdown; its end may be anywhere."""
    limit, failed = state.eMarks[stop - 1], memory_of(state, "literal_blocks")
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
        if other is None or other["name"] != name or ends_itself(other):
            return False
        return not _last_end(text, ending)

    follows = state.src[match.end() : state.eMarks[first]]
    if _last_end(follows.rstrip(), ending):
        end = first
    else:
        end = end_of_block(state, (first, stop), f"tag {name}", opens, lambda text: bool(_last_end(text, ending)))
    if end < 0 or silent:
        return end >= 0
    text = text_of(state, end) if end > first else follows.rstrip()
    close = _last_end(text, ending)
    assert close is not None
    base = (state.bMarks[end] + state.tShift[end]) if end > first else match.end()
    return nest_pair(state, (start, first, end), match, (base + close.start(), base + close.end()))


def _last_end(text: str, ending: re.Pattern[str]) -> re.Match[str] | None:
    """Return the end of a block that ends a line; None if the line has another one before it."""
    close = ending.search(text)
    return close if close is not None and close.end() == len(text) else None


def _push_match(state: StateInline, kind: str, match: re.Match[str]) -> None:
    token = state.push(kind, "", 0)
    token.content, token.meta = match.group(), {"match": match}


def pattern_rule(pattern: re.Pattern[str], kind: str, sign: str) -> InlineRule:
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


def inline_tag_rule(dialect: Dialect, pattern: re.Pattern[str]) -> InlineRule:
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
    if name is None or name.lower() not in dialect.literal or ends_itself(match):
        return None
    ending = re.compile(dialect.tag_end.format(re.escape(name)))
    failed = memory_of(state, "literal")
    if failed.get(name) == state.src:
        return None
    close = ending.search(state.src, match.end(), state.posMax)
    if close is None:
        failed[name] = state.src
    return close


def attribute_rule(dialect: Dialect) -> InlineRule:
    """Return the rule for attributes: where there are attribute lists anywhere, else behind what can have some."""

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "{":
            return False
        match = LOOSE_ATTRIBUTES.match(state.src, state.pos, state.posMax) if dialect.attribute_lists else None
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


_INDENTED_HEAD = re.compile(
    r"(?P<mark>(?:!!!|\?\?\?\+?)(?![!?])|={3}[!+]{0,2}(?=[ \t]))[ \t]*(?:(?P<type>[\w-]+)(?P<more>(?:[ \t]+[\w-]+)*))?"
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
    if match["mark"][0] != "=":
        return _indented_box(state, start, stop, match)
    outer = state.push("box_open", "div", 1)
    outer.meta = {"match": match, "kind": "tabs", "start": state.bMarks[start] + state.tShift[start]}
    line = start
    while match is not None and match["mark"][0] == "=":
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
    if match is None or (match["type"] is None and (match["mark"] == "!!!" or match["title"] is None)):
        return None
    return match if match["type"] is None or match["mark"][0] != "=" else None


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
