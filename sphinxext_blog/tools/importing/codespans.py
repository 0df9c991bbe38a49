"""Code in Markdown: the stretches of a text that no conversion may touch."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["CodeSpans", "line_at", "sub_outside"]

_FENCE = re.compile(r"^[ \t]*(?:>[ \t]?|[-*+][ \t]+|\d+[.)][ \t]+)*(?P<mark>`{3,}(?=[^`\n]*$)|~{3,})")
_CLOSE = re.compile(r"^[ \t>]*(?P<mark>`{3,}|~{3,})[ \t]*$")
_HOLDER = re.compile(
    r"^ {0,3}(?:(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)|(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+[\w\"]|\[\^[^\]\n]+\]:|:[ \t]+\S)"
)
"""What holds the indented lines below it: an item of a list, a note or a tab of MkDocs, a footnote, a definition."""
_RUN = re.compile(r"`+")
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_VERBATIM = re.compile(
    r"\{%-?[ \t]*(?P<tag>codeblock|code|highlight|comment|mermaid)\b[^%\n]{0,300}%\}"
    r"|\{\{[<%][ \t]*(?P<short>highlight|tabpane(?![^<>\n]{0,300}\btext=))\b"
    r"|<(?P<html>pre|script|style|svg)\b[^<>]{0,1000}>",
    re.IGNORECASE,
)
_ENDS = {
    "tag": r"\{{%-?[ \t]*end{}[ \t]*-?%\}}",
    "short": r"\{{\{{[<%][ \t]*/[ \t]*{}[ \t]*[>%]\}}\}}",
    "html": "</{}>",
}


class CodeSpans:
    """Where a text holds code: fenced, indented, inline, and on demand in blocks of engines' own."""

    def __init__(self, text: str, *, verbatim: bool = False) -> None:
        blocks = list(_blocks(text))
        spans = blocks + list(_inline(text, _Spans(blocks)))
        if verbatim:
            seen = _Spans(spans)
            spans += [span for span in _verbatim(text) if span[0] not in seen]
        self._spans = _Spans(spans)

    def __contains__(self, place: int) -> bool:
        """Whether the character at a place belongs to code."""
        return place in self._spans


class _Spans:
    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def __contains__(self, place: int) -> bool:
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]


def sub_outside(
    pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], text: str, *, verbatim: bool = True
) -> str:
    """As ``pattern.sub``, but what begins in code stays as it is."""
    if pattern.search(text) is None:
        return text
    code = CodeSpans(text, verbatim=verbatim)
    return pattern.sub(lambda match: match.group() if match.start() in code else replace(match), text)


def line_at(text: str, place: int) -> int:
    """The line of a place in a text, counted from 1."""
    return text.count("\n", 0, place) + 1


def _blocks(text: str) -> list[tuple[int, int]]:
    """Fenced and indented blocks, whole lines."""
    found: list[tuple[int, int]] = []
    place, fence, fence_start = 0, "", 0
    blank, is_held = True, False
    for line in text.split("\n"):
        end = place + len(line)
        if fence:
            close = _CLOSE.match(line)
            if close and close["mark"][0] == fence[0] and len(close["mark"]) >= len(fence):
                found.append((fence_start, end))
                fence = ""
            blank = False
        elif opening := _FENCE.match(line):
            fence, fence_start, blank = opening["mark"], place, False
        elif not line.strip():
            blank = True
        else:
            indented = line.startswith(("    ", "\t"))
            after_code = bool(found) and text[found[-1][1] : place].strip() == ""
            if indented and not is_held and (blank or after_code):
                found.append((place, end))
            elif not indented:
                is_held = bool(_HOLDER.match(line)) or (is_held and (not blank or line.startswith(" ")))
            blank = False
        place = end + 1
    if fence:
        found.append((fence_start, len(text)))
    return found


def _verbatim(text: str) -> Iterator[tuple[int, int]]:
    """Blocks of engines' own, and of HTML, whose text is shown as it is; one without an end is none."""
    done = 0
    endless: set[str] = set()
    for opening in _VERBATIM.finditer(text):
        kind, name = next((kind, name.lower()) for kind, name in opening.groupdict().items() if name)
        if opening.start() < done or name in endless:
            continue
        end = re.compile(_ENDS[kind].format(name), re.IGNORECASE).search(text, opening.end())
        if end is None:
            endless.add(name)
        else:
            done = end.end()
            yield opening.start(), done


def _inline(text: str, blocks: _Spans) -> list[tuple[int, int]]:
    """Code spans, each within its paragraph."""
    runs = [match.span() for match in _RUN.finditer(text) if match.start() not in blocks]
    by_length: dict[int, list[int]] = defaultdict(list)
    for start, end in runs:
        by_length[end - start].append(start)
    blanks = [match.start() for match in _BLANK.finditer(text)]
    found: list[tuple[int, int]] = []
    done = 0
    for start, end in runs:
        if start < done or _is_escaped(text, start):
            continue
        same = by_length[end - start]
        following = bisect_right(same, start)
        if following == len(same):
            continue
        close = same[following]
        next_blank = bisect_right(blanks, start)
        if next_blank < len(blanks) and blanks[next_blank] < close:
            continue
        done = close + end - start
        found.append((start, done))
    return found


def _is_escaped(text: str, place: int) -> bool:
    before = place
    while before and text[before - 1] == "\\":
        before -= 1
    return (place - before) % 2 == 1
