"""Text: what a post says, as plain text.

Excerpts are cut and measured here, list numbers written, and values of front matter shortened for warnings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from reprlib import Repr
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width, name

from .readtime import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "CHARACTER",
    "Link",
    "Mark",
    "Pieces",
    "Untitled",
    "blocks_within",
    "gaps",
    "inline_math",
    "join_lines",
    "numeral",
    "plain_text",
    "short_repr",
    "start_of",
    "summary",
    "truncate",
    "units",
]


class Mark(StrEnum):
    """What plain text cannot show; its value is the key of its placeholder."""

    CODE = "code"
    EQUATION = "equation"
    """Display math."""
    MATH = "math"
    """Inline math with TeX commands."""
    IMAGE = "image"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link that has no text of its own, but shows the title of what it leads to."""

    kind: str
    """The role: ``doc``, ``ref``, ``blog:post``…"""
    target: str
    anchor: str = ""
    """An id in the target, where that is a document."""
    shown: str = ""
    """What stands for it where there is no such thing."""
    pattern: str = ""
    """Of a reference by number, if it says how it is shown: ``Figure %s``."""
    inventory: str | None = None
    """The name of the other project in which alone its target is; empty: in any of them; None: here first."""


# A single space is left alone, so that a long text costs one call for each line end only.
_BLANKS = re.compile(r" \s+|[^\S ]\s*")

_SHARED_PUNCTUATION = frozenset("“”‘’—…")
"""Chinese writes them as wide as Han, Unicode calls them narrow or ambiguous: the other neighbour decides."""

_CLAUSE = frozenset("。！？；，、：｡､.!?;,:…")
_WEAK = " ，、；：､,;:…"
"""What an ellipsis replaces; a full stop before it stays."""

_ZWJ = "\u200d"
_MODIFIERS = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""They change the character before and are no marks: Hangul vowels and finals, skin tones, tags of flags."""


Pieces = tuple[str | Mark | Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Untitled:
    """What the plain texts of a post consist of before the titles of others are known."""

    text: Pieces
    """The start of its text, as far as anyone reads it; empty for one whose author wrote the excerpt."""
    excerpt: Pieces | None
    """What the author marked off as the excerpt; None where it is the start of the text."""

    @property
    def has_links(self) -> bool:
        """Whether titles of others are missing in it."""
        return any(isinstance(piece, Link) for piece in (*self.text, *(self.excerpt or ())) if self.text)


def plain_text(pieces: Iterable[str | Mark | Link], placeholders: Mapping[str, str]) -> str:
    """Return the pieces as one line, white space as in :func:`join_lines`, none at the ends.

    A placeholder stands apart from its neighbours by one space.  One whose text is empty, or missing, leaves nothing
    but the end of a word: a space, or none between wide characters.

    :param placeholders: text by the value of :class:`Mark`.
    """
    parts: list[str] = []
    run: list[str] = []
    for piece in pieces:
        if isinstance(piece, Link):
            run.append(piece.shown)
        elif not isinstance(piece, Mark):  # asked first, because a Mark is a str as well
            run.append(piece)
        elif placeholder := placeholders.get(piece, "").strip():
            parts += [join_lines("".join(run)).strip(), join_lines(placeholder)]
            run.clear()
        elif not (run and run[-1].endswith(" ")):  # between two blocks a space is enough
            run.append("\n")
    parts.append(join_lines("".join(run)).strip())
    return " ".join(filter(None, parts))


def start_of(pieces: Iterable[str | Mark | Link], characters: int) -> tuple[str | Mark | Link, ...]:
    """Return the first pieces, enough for a plain text of so many characters whatever becomes of marks and links."""
    found: list[str | Mark | Link] = []
    for piece in pieces:
        if characters < 0:
            break
        found.append(piece)
        if not isinstance(piece, (Mark, Link)):
            characters -= sum(map(len, piece.split()))
    return tuple(found)


def join_lines(text: str) -> str:
    """Return the text with each run of white space as one space, or as nothing where it ends a line between wide characters.

    Wide are the East-Asian wide and fullwidth ones without Hangul, whose words are spaced; quotation marks, dash and
    ellipsis are as wide as their neighbour.  White space at the ends stays, as one space.
    """
    return _BLANKS.sub(_joint, text)


def gaps(text: str) -> list[tuple[int, int]]:
    """Return where white space ends a line between wide characters, and so is nothing: start and end of each run of it."""
    return [found.span() for found in _BLANKS.finditer(text) if not _joint(found)]


def inline_math(source: str) -> str | Mark:
    r"""TeX that can be read as it is, or the mark in its place when it has a command (``\alpha``, not ``\,``)."""
    return Mark.MATH if re.search(r"\\[A-Za-z]", source) else source


def truncate(text: str, length: int) -> tuple[str, bool]:
    """Return the first ``length`` code points with ``...`` after them, and whether anything was cut.

    Blanks before the dots, and at the end of the text, are dropped.  What a reader sees as one character (letter and
    marks, emoji sequence, flag) is not divided: it is left out, or kept whole where it is the first, so that neither
    a long first one nor a length below 1 leaves nothing.
    """
    text = text.rstrip()
    end = max(length, 1)
    while 0 < end < len(text) and _inside(text, end):
        end -= 1
    if not end:
        end = next((past for past in range(1, len(text)) if not _inside(text, past)), len(text))
    return (text, False) if end >= len(text) else (text[:end].rstrip() + "...", True)


def summary(text: str, columns: int = 155) -> str:
    """Return the text, or its start with ``…`` after it, in at most ``columns`` columns.

    Cut after a clause that ends in the last third, else after a word or between wide characters (but not before
    closing or after opening punctuation), else anywhere between characters.  Commas and the like give way to the
    ellipsis.  Wide characters are 2 columns, marks 0.  Less than one column is the empty string.
    """
    text = join_lines(text).strip()
    used: list[int] = []
    for total in accumulate(map(_columns, text)):
        if total > columns:
            break
        used.append(total)
    else:
        return text
    return text[: _good_end(text, used, columns)].rstrip(_WEAK) + "…" if columns > 0 else ""


def _good_end(text: str, used: Sequence[int], columns: int) -> int:
    """Return where a summary ends; from behind, since the last place of each kind is the one that counts.

    :param used: the columns up to each character that fits.
    """
    word = any_end = 0
    for end in range(len(used), 0, -1):
        if used[end - 1] >= columns or _inside(text, end):  # one column is the ellipsis'
            continue
        any_end = any_end or end
        in_last_third = 3 * used[end - 1] >= 2 * columns
        if word and not in_last_third:
            break
        if _may_end(text, end):
            word = word or end
            if in_last_third and _ends_clause(text, end):
                return end
    return word or any_end


def _joint(blanks: re.Match[str]) -> str:
    if "\n" not in blanks[0] and "\r" not in blanks[0]:
        return " "
    text, start, end = blanks.string, blanks.start(), blanks.end()
    around = text[max(start - 1, 0) : start], text[end : end + 1]  # empty at the ends of the text
    joins = any(map(_wide, around)) and all(_wide(char) or char in _SHARED_PUNCTUATION for char in around)
    return "" if joins else " "


def _wide(char: str) -> bool:
    return char != "" and east_asian_width(char) in "WF" and "HANGUL" not in name(char, "")


def _columns(char: str) -> int:
    if char.isascii():
        return 1
    if category(char)[0] == "M":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def _inside(text: str, index: int) -> bool:
    """Return whether the characters before and at an index are seen as one (the main rules of Unicode's UAX 29)."""
    before, after = text[index - 1], text[index]
    if category(after)[0] == "M" or _ZWJ in (before, after) or _MODIFIERS.match(after):
        return True
    if "\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff":
        return True
    flags = 0  # regional indicators make pairs from the left, so an odd number of them before divides one
    while _is_indicator(after) and flags < index and _is_indicator(text[index - 1 - flags]):
        flags += 1
    return flags % 2 == 1


def _is_indicator(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _may_end(text: str, index: int) -> bool:
    """Return whether a line may end there: at a blank, or beside a wide character where punctuation allows."""
    before, after = text[index - 1], text[index]
    if before == " " or after == " ":
        return True
    parted = category(before) not in ("Ps", "Pi") and category(after) not in ("Pe", "Pf", "Po")
    return parted and (_wide(before) or _wide(after))


def _ends_clause(text: str, index: int) -> bool:
    """Return whether the last character before an index, leaving out closing quotes and brackets, ends a clause."""
    while index > 1 and (category(text[index - 1]) in ("Pe", "Pf") or text[index - 1] in "\"'"):
        index -= 1
    return text[index - 1] in _CLAUSE


CHARACTER = 0.6
"""Words a Han or kana character is worth: a Chinese text has about 1.6 characters for each word of an English one."""

_ROUNDING = 1e-6
"""Sums of six tenths miss whole numbers by a hair; the hair must not cost a block."""


def units(text: str) -> float:
    """Return the length of a plain text: each word is 1, each Han or kana character :data:`CHARACTER`."""
    found = count(text)
    return found.words + CHARACTER * found.characters


def blocks_within(sizes: Iterable[float], limit: float) -> int:
    """Return how many leading blocks an automatic excerpt takes.

    Whole blocks until their sum reaches the limit; the block that reaches it is in (Hugo's rule for summaries), so an
    excerpt never stops inside a block.  All of them where the sum stays below; at least 1 if there are any; 0 if none.

    :param sizes: in :func:`units`, in the order of the post, and asked for no further than needed; a block without
        words (a picture) is 0 and ends nothing.
    :param limit: in the same units.
    """
    total, taken = 0.0, 0
    for size in sizes:
        taken += 1
        total += size
        if total >= limit - _ROUNDING:
            break
    return taken


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999


def numeral(number: int, kind: str) -> str:
    """Return a number as a list shows it.

    :param kind: docutils' name: ``arabic``, ``loweralpha``, ``upperalpha``, ``lowerroman``, ``upperroman``.
    """
    if kind.endswith("alpha") and number > 0:
        text = _in_letters(number)
    elif kind.endswith("roman") and 0 < number <= _MOST_ROMAN:
        text = _in_roman(number)
    else:
        return str(number)
    return text.upper() if kind.startswith("upper") else text


def _in_letters(number: int) -> str:
    """``a`` to ``z``, then ``aa``, ``ab``."""
    text = ""
    while number:
        number, place = divmod(number - 1, len(_LETTERS))
        text = _LETTERS[place] + text
    return text


def _in_roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


_LONGEST = 60


def short_repr(value: object) -> str:
    """Return a value as a warning shows it: short, whatever it holds."""
    show = Repr()  # its numbers may be set in the constructor from Python 3.12 on
    show.maxstring = show.maxother = _LONGEST
    text = show.repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
