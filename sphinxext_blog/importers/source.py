"""Sources: the text of a file, the offsets of what a parser reads in it, and edits that are applied once.

A parser of Markdown reports lines, not offsets.  The offsets follow from one property of Markdown: containers (quotes,
list items, footnotes, boxes) only remove the *front* of lines, so each line of a parsed text is the tail of a line of
the file.  :meth:`Source.place` matches these tails and verifies them; a text that does not match has no place, and no
edits are made in it.  Lazy continuation lines, tabs, quotes in lists and CRLF need no further rules.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DEDENT", "Edit", "Place", "Source", "Spans", "apply_edits"]

DEDENT = "dedent"
"""The reason of edits that remove the indentation of an indented box; a larger edit may replace them silently."""
_BREAK = re.compile(r"\r\n?|\n")
_BAR = re.compile(r"\\.|\|", re.DOTALL)
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_SIGNS = re.compile(r"(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[\^[^\]\s]+\]:|[:~](?=[ \t]))*")
"""What containers begin lines with."""
_TRIMMED_LINES = 4
"""markdown-it removes NBSP, U+2028 and form feeds from the ends of a paragraph, even whole first lines of it."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A span of a text, and what replaces it."""

    start: int
    end: int
    text: str
    reason: str = field(default="", compare=False)
    """A word for messages and tests: which conversion made the edit."""


@dataclass(slots=True)
class Place:
    """The offsets in the file of each character of a parsed text, and of its end."""

    content: str
    starts: list[int]
    """The positions at which a run begins, of which the characters follow each other in the file, too."""
    firsts: list[int]
    """The offset of the first character of each run."""

    @property
    def offsets(self) -> list[int]:
        """The offset of each character, and of the end."""
        return [self.at(position) for position in range(len(self.content) + 1)]

    def at(self, position: int) -> int:
        """Return the offset of a position of the parsed text."""
        run = bisect_right(self.starts, position) - 1
        return self.firsts[run] + position - self.starts[run]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the file; over several lines it contains the prefixes of all lines but the first."""
        first = self.at(start)
        return (first, first) if end <= start else (first, self.at(end - 1) + 1)


class Spans:
    """Spans of a text, merged where they overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self._spans and start <= self._spans[-1][1]:
                self._spans[-1] = self._spans[-1][0], max(end, self._spans[-1][1])
            else:
                self._spans.append((start, end))

    def contain(self, start: int, end: int) -> bool:
        """Return whether a span is within one of them."""
        at = bisect_right(self._spans, (start, sys.maxsize)) - 1
        return at >= 0 and self._spans[at][0] <= start and end <= self._spans[at][1]

    def touch(self, start: int, end: int) -> bool:
        """Return whether one of them is at least in part within a span."""
        at = bisect_left(self._spans, (end,)) - 1
        return at >= 0 and self._spans[at][1] > start


class Source:
    """The text of a file.

    :param base: the offset at which the body begins, below the front matter.
    """

    def __init__(self, text: str, base: int = 0) -> None:
        self.text = text
        self.base = base
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.lines: list[tuple[int, int]] = []
        """Start and end of each line of the body, in the file, without the line break."""
        self._marks: list[int] = []  # starts of lines as markdown-it counts them: each line break is one character
        self._cuts: dict[int, list[Edit]] = {}
        self._limits: dict[int, int] = {}
        if "\r" not in text:
            ends = [*accumulate((len(line) + 1 for line in text[base:].split("\n")), initial=base)]
            self._starts = ends[:-1]
            self._marks = [start - base for start in self._starts]
            self.lines = [(start, end - 1) for start, end in pairwise(ends)]
        else:
            start = mark = base
            for match in _BREAK.finditer(text, base):
                self.lines.append((start, match.start()))
                self._marks.append(mark - base)
                mark += match.start() - start + 1
                start = match.end()
            self.lines.append((start, len(text)))
            self._marks.append(mark - base)
            self._starts = [start for start, _ in self.lines]
        self._first_line = len(_BREAK.findall(text, 0, base)) + 1

    @property
    def body(self) -> str:
        """The text below the front matter."""
        return self.text[self.base :]

    @property
    def cuts(self) -> list[Edit]:
        """The edits that remove the indentation of indented boxes."""
        return [cut for cuts in self._cuts.values() for cut in cuts]

    def add_cut(self, start: int, end: int, rest: str) -> None:
        """Note a piece of indentation that is removed, and what of a tab is left of it."""
        self._cuts.setdefault(self.number(start), []).append(Edit(start, end, rest, DEDENT))

    def limit_line(self, offset: int) -> None:
        """Note that what is parsed of a line ends at an offset, where the end of a block is in the same line."""
        self._limits[self.number(offset)] = offset

    def line(self, number: int) -> str:
        """Return a line of the body; an empty one beyond its ends."""
        if not 0 <= number < len(self.lines):
            return ""
        start, end = self.lines[number]
        return self.text[start:end]

    def number(self, offset: int) -> int:
        """Return the index of the line of the body that contains an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def line_number(self, offset: int) -> int:
        """Return the line of the file that contains an offset, counted from 1."""
        return self.number(offset) + self._first_line

    def offset(self, position: int) -> int:
        """Return the offset in the file of a position of the text that markdown-it's block rules read."""
        number = bisect_right(self._marks, position) - 1
        return self.lines[number][0] + position - self._marks[number]

    def prefix(self, offset: int) -> str:
        """Return what a further line begins with to be in the same quotes and list items as an offset.

        Signs of list items become blanks, those of quotes stay, and the indentation that is removed is not part of it;
        nor is text before the offset.
        """
        number = self.number(offset)
        start, end = self.lines[number]
        signs = _SIGNS.match(self.text, start, end)
        offset = min(offset, signs.end() if signs else start)
        pieces, done = [], start
        for cut in sorted(self._cuts.get(number, ())):
            if done <= cut.start and cut.end <= offset:
                pieces += [self.text[done : cut.start], cut.text]
                done = cut.end
        return re.sub(r"[^>\s]", " ", "".join([*pieces, self.text[done:offset]]))

    def place(self, content: str, first: int) -> Place | None:
        """Return the place of a text whose lines are tails of lines of the file; None where one is not.

        :param first: the line at which it begins at the earliest.
        """
        tries = (self._tails(content, first + skipped) for skipped in range(_TRIMMED_LINES))
        return next((place for place in tries if place is not None), None)

    def _tails(self, content: str, first: int) -> Place | None:
        starts: list[int] = []
        firsts: list[int] = []
        position = 0
        for number, line in enumerate(content.split("\n"), first):
            if number >= len(self.lines):
                return None
            start, limit = self.lines[number][0], self._limits.get(number)
            raw = self.text[start : self.lines[number][1] if limit is None else limit].replace("\0", "\ufffd")
            bare = line.lstrip(" \t")
            tail = raw
            if not tail.endswith(bare):
                tail = raw.rstrip()
            if not tail.endswith(bare):
                tail = _CLOSING_HASHES.sub("", tail)
            if not tail.endswith(bare):
                return None
            begin, lead = start + len(tail) - len(bare), len(line) - len(bare)
            if not raw[: begin - start].endswith(line[:lead]):  # a tab was parted into blanks
                starts += range(position, position + lead)
                firsts += [begin] * lead
                position, lead = position + lead, 0
            starts.append(position)
            firsts.append(begin - lead)
            position += lead + len(bare) + 1  # a line break is one character, whatever it was
        return Place(content, starts, firsts)

    def cells(self, contents: list[str], number: int) -> list[Place | None]:
        r"""Return the places of the cells of a table's row; ``\|`` in a cell is a bar."""
        start, raw = self.lines[number][0], self.line(number).replace("\0", "\ufffd")
        bars = [match.start() for match in _BAR.finditer(raw) if match.group() == "|"]
        edges = [-1, *bars, len(raw)]
        pieces = [_unescaped(raw, left + 1, right, start) for left, right in pairwise(edges)]
        for shift in (1, 0):  # a bar before the first cell, or none
            places = [_cell(content, pieces[shift:], index, shift) for index, content in enumerate(contents)]
            if all(place is not None for place in places):
                return places
        return [None] * len(contents)


def _unescaped(raw: str, left: int, right: int, start: int) -> tuple[str, list[int]]:
    """Return a cell without the backslashes before bars, with the offset of each character."""
    indexes = [index for index in range(left, right) if not raw.startswith("\\|", index)]
    return "".join(raw[index] for index in indexes), [start + index for index in indexes]


def _cell(content: str, pieces: list[tuple[str, list[int]]], index: int, shift: int) -> Place | None:
    if not content:
        offset = pieces[index][1][0] if index < len(pieces) and pieces[index][1] else 0
        return Place("", [0], [offset])
    if index >= len(pieces):
        return None
    text, offsets = pieces[index]
    bare = text.strip()
    is_first = index == 0 and shift == 0  # behind the sign of a quote or list item
    if bare != content and not (is_first and bare.endswith(content)):
        return None
    at = text.rindex(content)
    return Place(
        content, [*range(len(content) + 1)], [*offsets[at : at + len(content)], offsets[at + len(content) - 1] + 1]
    )


def apply_edits(text: str, edits: list[Edit]) -> tuple[str, list[Edit]]:
    """Return a text with its edits applied, and the edits that lie within others and so were not.

    At one offset insertions come first, in the order in which they were made; removals of indentation within an edit
    are no loss.
    """
    pieces: list[str] = []
    lost: list[Edit] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end != edit.start, -edit.end)):
        if edit.start < done:
            lost += [edit] if edit.reason != DEDENT else []
            continue
        pieces += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, text[done:]]), lost
