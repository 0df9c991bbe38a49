"""Rules for tags of templates, ``{% name %}`` and ``{{< name >}}``, in lines of their own and within lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .nesting import end_of_block, memory_of, nest_pair, text_of
from .syntax import ATTRIBUTES, LOOSE_ATTRIBUTES, TAG_WINDOW, ends_itself, is_within

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    from .dialect import Dialect
    from .nesting import BlockRule, InlineRule

__all__ = ["attribute_rule", "block_tag_rule", "inline_tag_rule", "pattern_rule"]


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
