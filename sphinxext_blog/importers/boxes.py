"""Boxes: notes, tabs and folded text of every syntax become directives.

This pass runs behind all others but that of titles: the fence of a directive is longer than all fences within it,
those that other passes write included.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from .old_blog import NoteKind
from .source import DEDENT, Edit, Spans
from .work import Box, Frame, Tag, attributes_in, one_line, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from .work import Work

__all__ = ["admonition", "box_of_quote", "convert_boxes", "slash_frame"]

_KINDS = frozenset(
    ("note", "tip", "hint", "important", "warning", "caution", "danger", "error", "attention", "seealso")
)
_MEANINGS = {
    **dict.fromkeys(("info", "abstract", "summary", "tldr", "todo", "primary", "secondary", "default"), "note"),
    **dict.fromkeys(("example", "quote", "cite"), "note"),
    **dict.fromkeys(("success", "check", "done"), "tip"),
    **dict.fromkeys(("question", "help", "faq"), "hint"),
    **dict.fromkeys(("fail", "failure", "missing", "bug"), "error"),
    "warn": "warning",
    "alert": "danger",
    "see-also": "seealso",
}
_FENCES = re.compile(r"^[ \t>]*(`{3,}|~{3,})", re.MULTILINE)
_TITLE_TAG = re.compile(r"<[^>]*>")


def admonition(kind: str, title: str = "", *, folded: bool | None = None, classes: Sequence[str] = ()) -> Frame:
    """Return the frame of an admonition; a title of its own makes it a plain one with that class.

    :param folded: whether its text is hidden at first; None for a box that cannot be folded.
    :param classes: further ones.
    """
    more = " ".join(classes)
    name, title = kind.lower(), one_line(title)
    known = _MEANINGS.get(name, name if name in _KINDS else "note")
    if folded is not None:
        options = (*(() if folded else (":open:",)), *((f":class-container: {more}",) if more else ()))
        return Frame(directive=f"{{dropdown}} {title or name.capitalize()}", options=options)
    if title:
        return Frame(directive=f"{{admonition}} {title}", options=(f":class: {known} {more}".rstrip(),))
    return Frame(directive=f"{{{known}}}", options=(f":class: {more}",) if more else ())


def convert_boxes(work: Work) -> None:
    """Convert the boxes of the dialect, ``<details>``, and alerts (``> [!NOTE]``)."""
    boxes = sorted([*_boxes(work), *work.boxes], key=lambda box: (box.opening[0], -box.closing[1], box.opening[1]))
    work.discard_edits_in([(box.opening[1], box.closing[0]) for box in boxes if box.frame.code is not None])
    written = Spans((edit.start, edit.end + 1) for edit in work.edits if edit.text.strip())
    for box in boxes:
        box.frame = _with_body(work, box, written)
    _measure(work, boxes)
    for box in reversed(boxes):  # inner ends come before outer ones at the same offset
        _close(work, box)
    for box in boxes:
        _open(work, box)
    signs = [edit for box in boxes for edit in _line_signs(work, box)]
    _continue_quotes(work, [box for box in boxes if box.frame.quote])
    work.edits[:0] = signs  # before what other edits insert at the beginnings of these lines


def _with_body(work: Work, box: Box, written: Spans) -> Frame:
    """Return the frame of a box with a body for one that has none, for directives must have some."""
    frame, inner = box.frame, (box.opening[1], box.closing[0])
    if not frame.directive or work.source.text[slice(*inner)].strip(" \t\r\n>"):
        return frame
    if written.touch(inner[0], inner[1] + 1):
        return frame
    name, _, title = frame.directive.partition(" ")
    kind, *more = next((option[8:].split() for option in frame.options if option.startswith(":class: ")), [""])
    if name == "{admonition}" and kind:
        others = (option for option in frame.options if not option.startswith(":class: "))
        bare = admonition(kind, classes=more)
        return replace(bare, options=(*bare.options, *others), after=title)
    return replace(frame, after=frame.after or "<!-- empty -->")


def _boxes(work: Work) -> Iterator[Box]:
    """Yield the boxes that the parser knows; those of tags and components are in ``work.boxes``."""
    opened: list[Token] = []
    alerts: list[tuple[int, int]] = []
    for token in work.parsed.tokens:
        if token.type in ("box_open", "details_open"):
            opened.append(token)
        elif token.type == "box_close":
            box = _box(work, opened.pop(), token)
            if box is not None:
                yield box
        elif token.type == "details_close":
            yield _details(work, opened.pop())
        elif token.type == "blockquote_open" and "alert" in token.meta:
            box = _alert(work, token)
            alerts.append(box.opening)
            yield box
    work.discard_edits_in(alerts)


def _box(work: Work, token: Token, end: Token) -> Box | None:
    source, match = work.source, token.meta["match"]
    start = source.offset(token.meta["start"])
    opening = start, source.offset(token.meta.get("head_end", token.meta["start"] + len(match.group())))
    last, stop = end.map or [0, 0]
    line_end = source.lines[stop - 1][1]
    if last == stop:  # it ends where less is indented
        closing, before = (line_end, line_end), f"\n{source.prefix(start)}"
    else:
        line = source.line(last)
        closing, before = (source.lines[last][0] + len(line) - len(line.lstrip(" \t>")), line_end), ""
        closing = closing[0], closing[0] + len(source.text[closing[0] : closing[1]].rstrip())
    if token.meta["kind"] == "tabs":
        return Box((start, start), closing, Frame(directive="{tab-set}"), before)
    if (match.groupdict().get("mark") or "").startswith("="):
        options = (":selected:",) if "+" in match["mark"] else ()
        return Box(opening, closing, Frame(directive=f"{{tab-item}} {match['title']}", options=options), before)
    groups = match.groupdict()
    kind, title = match["type"] or "note", (groups["title"] or groups.get("label") or "").strip()
    mark = groups.get("mark") or ""
    if token.meta["kind"] == "/":
        frame = _slash_frame(work, token, kind, title)
    else:
        is_details = kind.lower() == "details"
        folded = mark == "???" if mark.startswith("?") else True if is_details else None
        more = (groups.get("more") or "").split()
        if more:
            message = f"'{' '.join(more)}' of a box has no counterpart; written as classes, which need a style"
            work.report(start, NoteKind.ATTRIBUTE, message)
        if mark == "!!!" and not title and kind.lower() not in _KINDS | set(_MEANINGS):
            title = kind.replace("-", " ").capitalize()  # as Python-Markdown displays it
        _, classes, name = attributes_in(groups.get("attributes") or "")
        frame = admonition(kind, title, folded=folded, classes=[*more, *classes])
        frame = replace(frame, options=(*frame.options, f":name: {name}")) if name else frame
    if frame is None:
        message = f"unsupported block '{short(match.group())}'; left as it is"
        work.report(start, NoteKind.TAG, message)
        work.literal_text += [match.group(), source.text[closing[0] : closing[1]]]
        return None
    return Box(opening, closing, frame, before)


def _slash_frame(work: Work, token: Token, kind: str, title: str) -> Frame | None:
    """Return the frame of a block of PyMdown; the engine knows which there are, and their options."""
    convert = work.blocks.get("///")
    if convert is None:
        return slash_frame(kind, title)
    offset = work.source.offset(token.meta["start"])
    return convert(Tag(name=kind, args=title, text=token.meta.get("options", ""), offset=offset), work)


def slash_frame(kind: str, title: str) -> Frame:
    """Return the frame of a block of PyMdown: ``/// details | Title``, ``/// tab | Title``."""
    if kind.lower() == "tab":
        return Frame(directive=f"{{tab-item}} {title or 'Tab'}")
    return admonition(kind.removeprefix("details-"), title, folded=True if kind.startswith("details") else None)


def _details(work: Work, token: Token) -> Box:
    source, match = work.source, token.meta["match"]
    opening = source.offset(match.start()), source.offset(match.end())
    closing = source.offset(token.meta["close"][0]), source.offset(token.meta["close"][1])
    title = re.sub(r"</?code>", "`", match["summary"] or "")
    title = one_line(_TITLE_TAG.sub("", title))
    options = (":open:",) if re.search(r"\sopen\b", match["args"]) else ()
    return Box(opening, closing, Frame(directive=f"{{dropdown}} {title or 'Details'}", options=options))


def _alert(work: Work, token: Token) -> Box:
    """Return the box of ``> [!NOTE]``."""
    kind, title = token.meta["alert"]
    start = token.meta["signs"][0][0]
    line_end = work.source.lines[work.source.number(start)][1]
    box = _quote_box(work, token, admonition(kind, title))
    box.opening = start, line_end
    return box


def box_of_quote(work: Work, token: Token, frame: Frame) -> Box:
    """Return the box of a quotation; its signs are removed as indentation is, so passes of engines run first."""
    for start, end in filter(None, token.meta["signs"]):
        work.source.add_cut(start, end, "")
        work.edits.append(Edit(start, end, "", DEDENT))
    return _quote_box(work, token, frame)


def _quote_box(work: Work, token: Token, frame: Frame) -> Box:
    source = work.source
    start = token.meta["signs"][0][0]
    number = (token.map or [0, 1])[1] - 1
    while number > source.number(start) and not source.line(number).strip(" \t>"):
        number -= 1
    end = source.lines[number][1]
    return Box((start, start), (end, end), frame, f"\n{source.prefix(start)}")


def _measure(work: Work, boxes: list[Box]) -> None:
    """Note the longest fences within each box, from the innermost ones outwards."""
    fences = sorted(_fences(work))
    starts = [start for start, _ in fences]
    owned: list[list[str]] = [[] for _ in boxes]
    parents: list[int] = []
    stack: list[int] = []
    owner_of = [-1] * len(fences)
    for index, box in enumerate(boxes):
        while stack and boxes[stack[-1]].closing[1] < max(box.closing[1], box.opening[0] + 1):
            stack.pop()
        parents.append(stack[-1] if stack else -1)
        stack.append(index)
        for fence in range(bisect_left(starts, box.opening[1]), bisect_left(starts, box.closing[0])):
            owner_of[fence] = index
    for (_, run), owner in zip(fences, owner_of, strict=True):
        if owner >= 0:
            owned[owner].append(run)
    for index in range(len(boxes) - 1, -1, -1):
        box = boxes[index]
        for run in owned[index]:
            box.lengths[run[0]] = max(box.lengths.get(run[0], 0), len(run))
        if box.frame.code is not None:
            for run in _FENCES.findall(work.source.text, box.opening[1], box.closing[0]):
                box.lengths[run[0]] = max(box.lengths.get(run[0], 0), len(run))
        if parents[index] >= 0:
            _raise(boxes[parents[index]], box)


def _raise(outer: Box, inner: Box) -> None:
    lengths = dict(inner.lengths)
    if inner.frame.code is not None:
        lengths["`"] = max(2, lengths.get("`", 0)) + 1
    if inner.frame.directive:
        sign = _sign(inner)
        lengths[sign] = max(2, lengths.get(sign, 0)) + 1
    for sign, length in lengths.items():
        outer.lengths[sign] = max(outer.lengths.get(sign, 0), length)


def _fences(work: Work) -> Iterator[tuple[int, str]]:
    """Yield the fences of the post, and those that other passes write."""
    for token in work.parsed.tokens:
        if token.type == "fence":
            yield work.source.lines[(token.map or [0, 0])[0]][1], token.markup
    for edit in work.edits:
        if "```" in edit.text or "~~~" in edit.text:
            yield from ((edit.start, run) for run in _FENCES.findall(edit.text))


def _sign(box: Box) -> str:
    return "~" if "`" in box.frame.directive else "`"


def _fence(box: Box) -> str:
    sign = _sign(box)
    lengths = box.lengths.get(sign, 0)
    if box.frame.code is not None and sign == "`":
        lengths = max(lengths, 2) + 1
    return sign * (max(lengths, 2) + 1)


def _code_fence(box: Box) -> str:
    return "`" * (max(box.lengths.get("`", 0), 2) + 1)


def _open(work: Work, box: Box) -> None:
    source, frame = work.source, box.frame
    start, end = box.opening
    prefix = source.prefix(start) if box.prefix is None else box.prefix
    follows = bool(source.text[end : source.lines[source.number(end)][1]].strip()) and end > start
    if not frame.directive and frame.code is None:
        text = frame.before + ("> " if frame.quote and follows else "")
        work.put(box.opening, text.replace("\n", f"\n{prefix}"), "box")
        return
    lines = []
    if frame.directive:
        is_apart = end > start and not follows and not source.line(source.number(end) + 1).strip(" \t>")
        lines = [f"{_fence(box)}{frame.directive}".rstrip(), *frame.options]
        lines += [""] if frame.options and not is_apart else []
    if frame.code is not None:
        lines.append(f"{_code_fence(box)}{frame.code}")
    text = "\n".join([lines[0], *((prefix + line).rstrip() for line in lines[1:])])
    work.put(box.opening, text + (f"\n{prefix}" if follows or start == end else ""), "box")
    if frame.directive.startswith(("{tab-", "{dropdown}")):
        work.features.add("sphinx_design")


def _line_signs(work: Work, box: Box) -> Iterator[Edit]:
    """Yield what the lines within a box begin with beside their own text."""
    if box.prefix:
        yield from _indentation(work, box, box.prefix)
    if box.frame.quote:
        yield from _quote(work, box, work.source.prefix(box.opening[0]) if box.prefix is None else box.prefix)


def _continue_quotes(work: Work, quotes: list[Box]) -> None:
    """Let the further lines of edits within quotations begin with the sign of these, too."""
    long = sorted((edit.start, index) for index, edit in enumerate(work.edits) if "\n" in edit.text) if quotes else []
    for box in quotes:
        prefix = work.source.prefix(box.opening[0]) if box.prefix is None else box.prefix
        ends = re.compile(rf"\n(?:({re.escape(prefix)})|{re.escape(prefix.rstrip())}(?=\n|\Z))")
        for at in range(bisect_left(long, (box.opening[1],)), bisect_left(long, (box.closing[0],))):
            edit = work.edits[long[at][1]]
            text = ends.sub(lambda match: f"{match.group()}>" + (" " if match[1] is not None else ""), edit.text)
            work.edits[long[at][1]] = replace(edit, text=text.replace("> \n", ">\n"))


def _indentation(work: Work, box: Box, prefix: str) -> Iterator[Edit]:
    """Yield the indentation of lines that only belong to a list item or quotation since they go on with a paragraph."""
    source = work.source
    for number in range(source.number(box.opening[1]) + 1, source.number(box.closing[1]) + 1):
        line = source.line(number)
        if line.strip() and not line.startswith(prefix.rstrip() or prefix):
            yield Edit(source.lines[number][0], source.lines[number][0], prefix, "box")


def _close(work: Work, box: Box) -> None:
    source, frame = work.source, box.frame
    start, end = box.closing
    prefix = source.prefix(box.opening[0]) if box.prefix is None else box.prefix
    line_start = source.lines[source.number(start)][0]
    text_before = source.text[max(line_start, box.opening[1]) : start].strip(" \t>")
    shares_line = bool(text_before) or line_start <= box.opening[0]
    before = box.before_closing or (f"\n{prefix}" if shares_line else "")
    rest = source.text[end : source.lines[source.number(end)][1]].strip()
    if not frame.directive and frame.code is None:
        _close_text(work, box, prefix, rest, shares_line=shares_line)
        return
    if frame.after:
        before = (before or "") + f"{frame.after}\n{prefix}"
    fences = ([_code_fence(box)] if frame.code is not None else []) + ([_fence(box)] if frame.directive else [])
    after = f"\n{prefix}" if rest and end > start else ""
    work.put(box.closing, before + f"\n{prefix}".join(fences) + after, "close")


def _close_text(work: Work, box: Box, prefix: str, rest: str, *, shares_line: bool) -> None:
    """Close a quotation, or a block that is no directive."""
    frame = box.frame
    if not frame.quote:
        work.put(box.closing, frame.after.replace("\n", f"\n{prefix}"), "close")
        return
    blank = f"\n{prefix.rstrip()}"
    text = f">\n{prefix}> — {frame.after}" if frame.after else ""
    if text and shares_line:
        text = f"\n{prefix}{text}"
    if rest:
        text += f"{blank}\n{prefix}"
    elif (text or shares_line) and work.source.line(work.source.number(box.closing[1]) + 1).strip(" \t>"):
        text += blank
    work.put(box.closing, text, "close")


def _quote(work: Work, box: Box, prefix: str) -> Iterator[Edit]:
    """Yield the signs that make a quotation of the lines of a body."""
    source = work.source
    first = source.number(box.opening[1]) + 1
    last = source.number(box.closing[0])
    if not source.text[source.lines[last][0] : box.closing[0]].strip(" \t>"):
        last -= 1
    while first <= last and not source.line(first).strip(" \t>"):
        first += 1
    while last >= first and not source.line(last).strip(" \t>"):
        last -= 1
    for number in range(first, last + 1):
        line, start = source.line(number), source.lines[number][0]
        if not line.strip():
            yield Edit(start, start + len(line), f"{prefix}>", "quote")
            continue
        width = (
            len(prefix)
            if line.startswith(prefix)
            else len(line[: len(prefix)]) - len(line[: len(prefix)].lstrip(" \t>"))
        )
        missing = "" if line.startswith(prefix.rstrip()) else prefix
        sign = f"{missing}> " if line.strip(" \t>") else f"{missing}>"
        yield Edit(start + width, start + width, sign, "quote")
