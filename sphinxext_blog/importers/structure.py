"""Structure: the marker of the excerpt, rules, tables without a head, tables of contents, headings and the title."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from .source import Edit, apply_edits
from .work import MORE, guard_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from .parsing import Leaf
    from .work import Work

__all__ = [
    "MARKER",
    "add_title",
    "convert_contents",
    "convert_markers",
    "convert_rules",
    "convert_tables",
    "convert_title",
    "escape_title",
    "first_heading",
    "has_title",
]

MARKER = re.compile(
    r"<!-{2,}\s*(?:more|truncate|excerpt|pelican_end_summary|end_excerpt|read ?more|teaser_end)\s*-{2,}>"
    r"|\{/\*\s*truncate\s*\*/\}",
    re.IGNORECASE,
)
"""What ends the excerpt, in the spellings of all engines."""
_BEGIN = re.compile(r"<!-{2,}\s*pelican_begin_summary\s*-{2,}>", re.IGNORECASE)
_CONTENTS = re.compile(r"\s*(?:\[TOC\]|\[\[_?toc_?\]\]|@\[toc\](?:\([^()\n]*\))?|\$\{toc\})\s*", re.IGNORECASE)
_SPECIAL = re.compile(r"[\\`*\[\]<$~{]|(?<![^\W_])_|_(?![^\W_])|^#|&(?=#?\w+;)")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*|[ \t]*\|.*[^|\s].*")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_FOOT = re.compile(r"[ \t]*\|?[ \t]*=+[ \t]*(?:[|+][ \t]*=+[ \t]*)*\|?[ \t]*")
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_BAR = re.compile(rf"\\.|{_CODE.pattern}|(?P<bar>\|)")
_BARE_BAR = re.compile(r"(?<!\\)\|")
_DEEPEST = 6
_DISSOLVED = ("tag_open", "component_open", "markdown_open")
"""Blocks of which nothing may be left but what is in them."""


# The excerpt


def convert_markers(work: Work) -> None:
    """Spell the first marker as MyST posts do, alone in its line, and remove all others."""
    seen = False
    for start, end, alone in sorted(_markers(work)):
        text = work.source.text[start:end]
        if _BEGIN.fullmatch(text) or seen:
            work.put((start, end), "", "marker")
            continue
        seen = True
        prefix = work.source.prefix(start)
        number = work.source.number(start)
        line = work.source.text[end : work.source.lines[work.source.number(end)][1]]
        rest = line.strip() if alone else ""
        above = work.source.line(number - 1).strip() if alone and not prefix.strip() else ""
        below = work.source.line(work.source.number(end) + 1).strip() if alone and not prefix.strip() else ""
        behind = f"\n\n{prefix}{guard_start(rest)}" if rest else "\n" if below else ""
        blanks = len(line) - len(line.lstrip(" \t")) if guard_start(rest) else 0
        work.put((start, end + blanks), f"{chr(10) if above else ''}{MORE}{behind}", "marker")
    if not seen and work.excerpt_separator.strip():
        _separate(work, work.excerpt_separator.strip())


def _markers(work: Work) -> Iterator[tuple[int, int, bool]]:
    """Yield the span of each marker, and whether it has a line of its own."""
    own = work.excerpt_separator.strip()
    for token in work.parsed.tokens:
        if token.type != "html_block":
            continue
        place = work.source.place(token.content.rstrip("\n"), (token.map or [0])[0])
        if place is None:
            continue
        lead = len(place.content) - len(place.content.lstrip())
        match = MARKER.match(place.content, lead) or _BEGIN.match(place.content, lead)
        if match is not None:
            yield (*place.span(*match.span()), True)
        elif own and place.content.strip() == own:
            yield (*place.span(lead, lead + len(own)), True)
    for _, place, piece in work.pieces("html_inline", "tag", "expression"):
        text = place.content[piece.start : piece.end]
        if MARKER.fullmatch(text) or _BEGIN.fullmatch(text) or (own and text == own):
            yield (*place.span(piece.start, piece.end), place.content.strip() == text)


def _separate(work: Work, separator: str) -> None:
    """Write the marker for the text that ends the excerpt in this blog, where it is first in the text."""
    for leaf in work.parsed.leaves:
        at = leaf.token.content.find(separator)
        if leaf.place is None or at < 0:
            continue
        span = leaf.place.span(at, at + len(separator))
        if work.source.text[work.source.base : span[0]].strip():
            work.discard_edits(*span)
            work.put(span, MORE, "marker")
        return


# Rules, tables, tables of contents


def convert_rules(work: Work) -> None:
    """Write rules as HTML where docutils has none: in lists, quotes and boxes, at the ends, one behind another."""
    tokens = work.parsed.tokens
    for index, token in enumerate(tokens):
        if token.type != "hr":
            continue
        before = tokens[index - 1].type if index else ""
        is_last = index + 1 == len(tokens)
        if not (token.level or is_last or before in ("", "hr", "heading_close")):
            continue
        line = (token.map or [0, 0])[0]
        start, end = work.source.lines[line]
        begin = end - len(re.sub(r"^.*?(?=(?:[-*_][ \t]*){3,}$)", "", work.source.text[start:end], count=1))
        head = re.match(r"[ \t>]*(?:[-+*]|\d+[.)])[ \t]+(?=([-*_])[ \t]*\1[ \t]*\1)", work.source.text[start:end])
        begin = start + head.end() if head else begin
        prefix = work.source.prefix(begin)
        below = f"\n{prefix.rstrip()}" if work.source.line(line + 1).strip(" \t>") else ""
        work.put((begin, end), f"<hr />{below}", "rule")


def convert_tables(work: Work) -> None:
    """Give tables a head row, which kramdown does not need, and let no bar in code begin a cell."""
    if not work.dialect.attribute_lists:
        return
    tables = {token.map[0] for token in work.parsed.tokens if token.type == "table_open" and token.map}
    for token in work.parsed.tokens:
        if token.type == "table_open":
            _ruled_rows(work, token)
    if not work.dialect.headless_tables:
        return
    for leaf in work.parsed.leaves:
        if leaf.place is None or leaf.holder != "paragraph_open" or not re.search(r"[|-]", leaf.token.content):
            continue
        if _DELIMITER.fullmatch(leaf.token.content) and (leaf.token.map or [0, 0])[1] in tables:
            work.put(leaf.place.span(0, len(leaf.token.content)), "", "table")  # a line above the head row
            continue
        cut = next((piece.start for piece in leaf.pieces if piece.rule == "attributes"), len(leaf.token.content))
        behind = leaf.token.content[cut:]
        text = leaf.token.content[:cut] if not re.sub(r"\{[^{}]*\}", "", behind).strip() else leaf.token.content
        rows = text.rstrip("\n").split("\n")
        if all(_is_row(row, len(rows)) or _DELIMITER.fullmatch(row) or _FOOT.fullmatch(row) for row in rows):
            _table(work, leaf, rows)


def _is_row(row: str, rows: int) -> bool:
    """Return whether a line is a row; one line without a bar at its start is text."""
    return _ROW.fullmatch(row) is not None or (rows > 1 and _bars(row) > 0)


def _ruled_rows(work: Work, token: Token) -> None:
    """Escape bars in code, which kramdown and Python-Markdown read as code, and remove rules of kramdown."""
    source, (first, last) = work.source, token.map or (0, 0)
    for number in range(first, last):
        line, (start, end) = source.line(number), source.lines[number]
        _escape_bars(work, line, start)
        row = line.lstrip(" \t>")
        if work.dialect.headless_tables and number > first + 1 and (_DELIMITER.fullmatch(row) or _FOOT.fullmatch(row)):
            work.put((source.lines[number - 1][1], end), "", "table")


def _escape_bars(work: Work, line: str, start: int) -> None:
    for code in _CODE.finditer(line) if "|" in line and "`" in line else ():
        for bar in _BARE_BAR.finditer(line, *code.span()):
            work.insert(start + bar.start(), "\\", "table")


def _table(work: Work, leaf: Leaf, rows: list[str]) -> None:
    place = leaf.place
    assert place is not None
    prefix = work.source.prefix(place.at(0))
    data = [row for row in rows if not _DELIMITER.fullmatch(row) and not _FOOT.fullmatch(row)]
    if not data:
        return
    columns = max(_columns(row) for row in data)
    head = f"|{'  |' * columns}\n{prefix}"
    position = 0
    for index, row in enumerate(rows):
        _escape_bars(work, row, place.at(position))
        is_line = _DELIMITER.fullmatch(row) or _FOOT.fullmatch(row)
        if is_line and not (index == 0 and _DELIMITER.fullmatch(row)):
            start = max(position - 1, 0)
            work.put(place.span(start, position + len(row)), "", "table")
        position += len(row) + 1
    is_ruled = _DELIMITER.fullmatch(rows[0]) is not None
    work.insert(place.at(0), head if is_ruled else f"{head}|{'--|' * columns}\n{prefix}", "table")
    if is_ruled:
        end = len(rows[0])
        work.put(place.span(0, end), f"|{'--|' * columns}", "table")


def _bars(row: str) -> int:
    """Return the number of bars outside code."""
    return sum(match["bar"] is not None for match in _BAR.finditer(row))


def _columns(row: str) -> int:
    bare = row.strip()
    return max(1, _bars(row) + 1 - bare.startswith("|") - (bare.endswith("|") and len(bare) > 1))


def convert_contents(work: Work) -> None:
    """Remove the sign for a table of contents, which themes of Sphinx display beside the text."""
    spans: list[tuple[int, int]] = []
    for leaf in work.parsed.leaves:
        place = leaf.place
        if place is None or leaf.holder != "paragraph_open" or "toc" not in place.content.lower():
            continue
        position = 0
        for line in place.content.split("\n"):
            if _CONTENTS.fullmatch(line):
                spans.append(place.span(position, position + len(line)))
            position += len(line) + 1
    work.discard_edits_in(spans)
    for span in spans:
        work.put(span, "", "contents")


# Headings


def first_heading(tokens: list[Token]) -> str:
    """Return the text of the first heading, if that is of the first level; empty otherwise."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.level == 0:
            return inline.content if opening.tag == "h1" else ""
    return ""


def has_title(tokens: list[Token], title: str, *, heading_is_title: bool) -> bool:
    """Return whether the first heading is the title, so that none is written above it.

    :param heading_is_title: whether one of the first level is, whatever the front matter has.
    """
    first = first_heading(tokens)
    return bool(first) and (heading_is_title or not title or _bare(first) == _bare(title))


def escape_title(title: str) -> str:
    """Return a title as Markdown that displays it to the letter."""
    return _SPECIAL.sub(lambda match: f"\\{match.group()}", title)


def convert_title(work: Work) -> None:
    """Make the title the only heading of the first level, and leave no level out below it.

    This pass runs last: a title that is not at the top moves there with the edits in it.
    """
    headings = [token for token in work.parsed.tokens if token.type == "heading_open"]
    top = list(_sections(work))
    at_top = {id(token) for token in top}
    for token in headings:
        if id(token) not in at_top and token.meta.get("loose"):
            _set_level(work, token, int(token.tag[1]))
    is_title = has_title(work.parsed.tokens, work.title, heading_is_title=work.heading_is_title)
    base = work.source.base
    start = work.lines(top[0])[0] if top else base
    if is_title and not _has_text(work, start):
        rest = top[1:]
        if top[0].meta.get("loose"):
            _set_level(work, top[0], 1)
        _move(work, rest, 1 if any(token.tag == "h1" for token in rest) else 0)
        return
    text, rest = f"# {escape_title(work.title)}" if work.title else "", top
    if is_title:
        text, rest = _cut(work, top[0]), top[1:]
    lowest = min((int(token.tag[1]) for token in rest), default=2)
    _move(work, rest, 2 - lowest)
    if text:
        work.edits.insert(0, Edit(base, base, f"{text}\n\n".replace("\n", work.source.newline), "title"))


def _sections(work: Work) -> Iterator[Token]:
    """Yield the headings that are in no block of the result: two tags that become comments are no block."""
    frames = ((box.opening[0], box.frame) for box in work.boxes)
    blocks = {start for start, frame in frames if frame.directive or frame.quote or frame.code is not None}
    depth = 0
    opened: list[bool] = []
    for token in work.parsed.tokens:
        if token.type == "heading_open" and depth == 0:
            yield token
        if token.nesting > 0:
            is_block = token.type not in _DISSOLVED
            if not is_block and token.type != "markdown_open":
                is_block = work.source.offset(token.meta["match"].start()) in blocks
            opened.append(is_block)
        elif token.nesting < 0:
            is_block = opened.pop()
        else:
            continue
        depth += token.nesting if is_block else 0


def add_title(work: Work) -> None:
    """Add the title above a post that has no heading of the first level at its top."""
    base = work.source.base
    if work.title and not first_heading(work.parsed.tokens):
        work.edits.insert(0, Edit(base, base, f"# {escape_title(work.title)}\n\n", "title"))


def _has_text(work: Work, offset: int) -> bool:
    """Return whether text is left before an offset."""
    base = work.source.base
    before = [edit for edit in work.edits if base <= edit.start < offset and edit.end <= offset]
    moved = [Edit(edit.start - base, edit.end - base, edit.text) for edit in before]
    return bool(apply_edits(work.source.text[base:offset], moved)[0].strip())


def _cut(work: Work, token: Token) -> str:
    """Remove a heading; return it with the edits in it, and its target above it."""
    start, end = work.lines(token)
    inside = [edit for edit in work.edits if start <= edit.start and edit.end <= end]
    moved = [Edit(edit.start - start, edit.end - start, edit.text) for edit in inside]
    work.discard_edits(start, end)
    text = apply_edits(work.source.text[start:end], moved)[0]
    number = work.source.number(end) + 1
    if number < len(work.source.lines) and not work.source.line(number).strip():
        end = work.source.lines[number][1]
    work.put((start, end), "", "title")
    lines = text.strip().split("\n")
    targets = [line for line in lines[:-1] if re.fullmatch(r"\(.*\)=", line)]
    if token.markup.startswith("#"):
        title = re.sub(r"^#+[ \t]*|[ \t]+#+[ \t]*$", "", lines[-1]).strip()
    else:
        title = " ".join(line.strip() for line in lines[:-1] if line not in targets)
    return "\n".join([*targets, f"# {title}"])


def _move(work: Work, headings: list[Token], by: int) -> None:
    """Move headings by some levels; one that leaves out a level is moved up, as docutils displays it."""
    above: list[tuple[int, int]] = []
    for token in headings:
        level = int(token.tag[1]) + by
        while above and above[-1][0] >= level:
            above.pop()
        new = min((above[-1][1] if above else 1) + 1, _DEEPEST)
        above.append((level, new))
        if new != int(token.tag[1]) or token.meta.get("loose"):
            _set_level(work, token, new)


def _set_level(work: Work, token: Token, level: int) -> None:
    source, (first, last) = work.source, token.map or [0, 1]
    start, end = source.lines[first]
    if token.markup.startswith("#"):
        at = source.text.index("#", start, end)
        work.put((at, at + len(token.markup)), "#" * level + (" " if token.meta.get("loose") else ""), "heading")
        return
    under, under_end = source.lines[last - 1]
    line = source.text[under:under_end]
    mark = line.lstrip(" \t>")
    if level <= 2:  # noqa: PLR2004 - the levels that can be underlined
        at = under_end - len(mark)
        work.put((at, at + len(mark.rstrip())), ("=" if level == 1 else "-") * max(3, len(mark.rstrip())), "heading")
        return
    text = source.text[start:end]
    work.insert(start + len(text) - len(text.lstrip(" \t>")), f"{'#' * level} ", "heading")
    for number in range(first, last - 2):  # all lines of a heading become one
        following = source.line(number + 1)
        begin = source.lines[number + 1][0] + len(following) - len(following.lstrip(" \t>"))
        work.put((source.lines[number][1], begin), " ", "heading")
    work.put((source.lines[last - 2][1], under_end), "", "heading")


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
