"""Plain text: conversion, truncation and measurement, numbers of lists, and short forms of values for warnings."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import accumulate
from reprlib import Repr
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import category, east_asian_width, name

from .readtime import count
from .record import record
from .tex import readable_math

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "CHARACTER",
    "SUMMARY_INPUT_LENGTH",
    "Formula",
    "Heading",
    "Link",
    "Mark",
    "Piece",
    "Pieces",
    "Table",
    "TextFormat",
    "Untitled",
    "blocks_within",
    "description_of",
    "gaps",
    "inline_math",
    "inside_grapheme",
    "is_wide",
    "join_lines",
    "numeral",
    "plain_text",
    "short_repr",
    "start_of",
    "summary",
    "truncate",
    "units",
    "words_of",
]


class Mark(StrEnum):
    """Content that plain text cannot represent; the value is the key of its placeholder."""

    CODE = "code"
    EQUATION = "equation"
    """Display math."""
    MATH = "math"
    """Inline math with TeX commands."""
    IMAGE = "image"
    TABLE = "table"


@record
class Formula:
    """Inline math with TeX commands."""

    source: str


@record
class Table:
    """A table, whose words count in the length of the post."""

    words: str


@record
class Heading:
    """A heading in a text, which descriptions exclude."""

    pieces: Pieces


@record
class Link:
    """A link without text, which displays the title of its target."""

    kind: str
    """The role: ``doc``, ``ref``, ``blog:post``…"""
    target: str
    anchor: str = ""
    """An id in the target, if that is a document."""
    shown: str = ""
    """The text if the target does not exist."""
    pattern: str = ""
    """The format of a reference by number: ``Figure %s``."""
    inventory: str | None = None
    """The only project with the target; empty: any other project; None: this project, then any other."""


#: Excludes single spaces, so that the replacement function is called for line ends only.
_BLANKS = re.compile(r" \s+|[^\S ]\s*")

_SHARED_PUNCTUATION = frozenset("“”‘’—…")
"""Wide in Chinese, but narrow or ambiguous in Unicode; the other neighbor determines their width."""

_CLAUSE = frozenset("。！？；，、：｡､.!?;,:…")
_WEAK = " ，、；：､,;:…"
"""Characters that an ellipsis replaces."""

_ZWJ = "\u200d"
_MODIFIERS = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""Modifiers of the previous character that are not marks: Hangul vowels and finals, skin tones, tags of flags."""


_FlatPiece: TypeAlias = str | Mark | Link | Formula | Table
Piece: TypeAlias = _FlatPiece | Heading
Pieces: TypeAlias = tuple[Piece, ...]

_UNSPACED = frozenset(("zh", "ja", "yue", "th", "lo", "km", "my", "bo", "dz"))
"""The languages that do not separate words by blanks."""


@record
class TextFormat:
    """The format of the plain texts of a site."""

    placeholders: Mapping[str, str]
    """The placeholder by the value of :class:`Mark`."""
    length: int = 350
    """The maximum length of an excerpt in characters."""
    language: str = "en"

    @property
    def is_spaced(self) -> bool:
        """Return whether the language separates words by blanks."""
        return re.split(r"[-_]", self.language.lower())[0] not in _UNSPACED


@record
class Untitled:
    """The pieces of the plain texts of a post, before the titles of link targets are known."""

    text: Pieces
    """The start of the text, as far as it is used; empty if the excerpt is from front matter."""
    excerpt: Pieces | None
    """The explicit excerpt; None if it is the start of the text."""

    @property
    def has_links(self) -> bool:
        """Whether the texts contain links without known title."""
        return any(isinstance(piece, Link) for piece in _flat((*self.text, *(self.excerpt or ()))) if self.text)


_CLOSING = re.compile(r"[.,;:!?…)\]}»”’]")
_OPENING = re.compile(r"[(\[{«“‘¿¡]\Z")
_NEVER_AFTER_BLANK = re.compile(r"[.,)\]}](?!\w)")
"""Punctuation that has no blank before it in any language with blanks between words; French has one before others."""


def plain_text(pieces: Iterable[Piece], placeholders: Mapping[str, str], *, is_spaced: bool = False) -> str:
    """Return pieces as one line, with white space as in :func:`join_lines` and none at the ends.

    A placeholder is separated from its neighbors by one space.  An empty or missing placeholder becomes a space, or
    nothing between wide characters.

    :param placeholders: the placeholder by the value of :class:`Mark`.
    :param is_spaced: whether the language separates words by blanks; if so, there is none between a placeholder and
        punctuation.
    """
    parts: list[tuple[str, bool]] = []  # texts, and whether each is a placeholder
    run: list[str] = []
    for piece in _flat(pieces):
        text = _text_of(piece)
        if text is not None:
            run.append(text)
        elif placeholder := placeholders.get(_mark_of(piece), "").strip():
            parts += [(join_lines("".join(run)), False), (join_lines(placeholder), True)]
            run.clear()
        elif is_spaced:
            parts.append((join_lines("".join(run)), False))
            run.clear()
        elif not (run and run[-1].endswith(" ")):
            run.append("\n")
    parts.append((join_lines("".join(run)), False))
    return "".join(_separated([part for part in parts if part[0].strip()], is_spaced=is_spaced))


def _flat(pieces: Iterable[Piece]) -> Iterator[_FlatPiece]:
    """Yield the pieces, with those of headings in their place, separated by spaces."""
    for piece in pieces:
        if isinstance(piece, Heading):
            yield from (" ", *_flat(piece.pieces), " ")
        else:
            yield piece


def _text_of(piece: _FlatPiece) -> str | None:
    """Return the text of a piece; None for one that is represented by a placeholder."""
    if isinstance(piece, Link):
        return piece.shown
    return None if isinstance(piece, (Mark, Formula, Table)) else piece  # a Mark is also a str


def _mark_of(piece: _FlatPiece) -> str:
    return Mark.MATH if isinstance(piece, Formula) else Mark.TABLE if isinstance(piece, Table) else str(piece)


def _separated(parts: Sequence[tuple[str, bool]], *, is_spaced: bool) -> Iterator[str]:
    """Yield texts and placeholders with the blanks between them."""
    before = ""
    for text, is_placeholder in parts:
        if before:
            is_after = bool(_CLOSING.match(text) or _NEVER_AFTER_BLANK.match(text.lstrip())) and not is_placeholder
            yield "" if is_spaced and (is_after or _OPENING.search(before)) else " "
        yield text.strip()
        before = text


SUMMARY_INPUT_LENGTH = 400
"""The number of characters from which a summary is made; posts can be megabytes long."""


def description_of(pieces: Iterable[Piece], *, is_spaced: bool) -> str:
    """Return the description of a post: the start of its text, with formulas as text and without placeholders.

    Headings are excluded, unless there is no other text.
    """
    pieces = tuple(pieces)
    for candidate in ([piece for piece in pieces if not isinstance(piece, Heading)], _flat(pieces)):
        readable = (readable_math(piece.source) if isinstance(piece, Formula) else piece for piece in candidate)
        if text := plain_text(readable, {}, is_spaced=is_spaced):
            return summary(text[:SUMMARY_INPUT_LENGTH])
    return ""


def words_of(pieces: Iterable[Piece]) -> str:
    """Return the text by which the length of a post is measured: without code, formulas and titles of other pages."""
    texts = (piece.words if isinstance(piece, Table) else piece for piece in _flat(pieces))
    return "".join(text for text in texts if not isinstance(text, (Mark, Link, Formula)))


def start_of(pieces: Iterable[Piece], characters: int) -> Pieces:
    """Return the first pieces, sufficient for a text of a number of characters without marks, links and headings."""
    start: list[Piece] = []
    for piece in pieces:
        if characters < 0:
            break
        start.append(Mark.TABLE if isinstance(piece, Table) else piece)  # its words may be many
        if not isinstance(piece, (Mark, Link, Formula, Table, Heading)):
            characters -= sum(map(len, piece.split()))
    return tuple(start)


def join_lines(text: str) -> str:
    """Return a text with each run of white space replaced by a space, or removed at a line end between wide characters.

    Wide characters are East Asian wide and fullwidth characters except Hangul, which separates words by spaces.
    Quotation marks, dash and ellipsis are as wide as their neighbor.  White space at the ends becomes one space.
    """
    return _BLANKS.sub(_joint, text)


def gaps(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each run of white space that :func:`join_lines` removes."""
    return [blanks.span() for blanks in _BLANKS.finditer(text) if not _joint(blanks)]


def inline_math(source: str) -> str | Formula:
    r"""Return TeX that is readable as it is, or a formula if it contains commands (``\alpha``, not ``\,``)."""
    return Formula(source=source) if re.search(r"\\[A-Za-z]", source) else source


def truncate(text: str, length: int, *, at_words: bool = False) -> tuple[str, bool]:
    """Return the first ``length`` code points with ``...`` as suffix, and whether the text was truncated.

    Blanks at the end of the text are removed.  Graphemes (letter and marks, emoji sequence, flag) are not divided, and
    the first one is always included.

    :param at_words: whether words are not divided either, except a first word that is too long; the dots then replace
        a blank, a comma or a full stop.  Otherwise a blank before the dots is preserved.
    """
    text = text.rstrip()
    end = max(length, 1)
    while 0 < end < len(text) and inside_grapheme(text, end):
        end -= 1
    if not end:
        end = next((past for past in range(1, len(text)) if not inside_grapheme(text, past)), len(text))
    if end >= len(text):
        return text, False
    if at_words:
        words_end = next((index for index in range(end, end // 2, -1) if _may_end(text, index)), end)
        return (text[:words_end].rstrip().rstrip(_WEAK + ".") or text[:end].rstrip()) + "...", True
    return text[:end] + "...", True


def summary(text: str, columns: int = 155) -> str:
    """Return a text, or its start with ``…`` as suffix, in at most ``columns`` columns.

    The text is truncated after a clause that ends in the last third, or else after a word or between wide characters
    (not before closing or after opening punctuation), or else between any characters.  The ellipsis replaces commas
    and full stops.
    Wide characters have 2 columns, marks 0.  The result is empty if ``columns`` is less than 1.
    """
    text = join_lines(text).strip()
    used: list[int] = []
    for total in accumulate(map(_columns, text)):
        if total > columns:
            break
        used.append(total)
    else:
        return text
    start = text[: _summary_end(text, used, columns)].rstrip(_WEAK)
    return (start.rstrip(_WEAK + ".") or start) + "…" if columns > 0 else ""


def _summary_end(text: str, used: Sequence[int], columns: int) -> int:
    """Return the index of the end of a summary.

    :param used: the columns up to each character that fits.
    """
    word = any_end = 0
    for end in range(len(used), 0, -1):
        if used[end - 1] >= columns or inside_grapheme(text, end):  # one column is for the ellipsis
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
    neighbors = text[max(start - 1, 0) : start], text[end : end + 1]  # empty at the ends of the text
    joins = any(map(is_wide, neighbors)) and all(is_wide(char) or char in _SHARED_PUNCTUATION for char in neighbors)
    return "" if joins else " "


def is_wide(char: str) -> bool:
    """Return whether a character is as wide as two letters, and not Hangul; False for an empty string."""
    return char != "" and east_asian_width(char) in "WF" and "HANGUL" not in name(char, "")


def _columns(char: str) -> int:
    if char.isascii():
        return 1
    if category(char)[0] == "M":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def inside_grapheme(text: str, index: int) -> bool:
    """Return whether an index is inside a grapheme, by the main rules of Unicode's UAX 29."""
    before, after = text[index - 1], text[index]
    if category(after)[0] == "M" or _ZWJ in (before, after) or _MODIFIERS.match(after):
        return True
    if "\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff":
        return True
    flags = 0  # regional indicators form pairs from the left
    while _is_indicator(after) and flags < index and _is_indicator(text[index - 1 - flags]):
        flags += 1
    return flags % 2 == 1


def _is_indicator(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _may_end(text: str, index: int) -> bool:
    """Return whether a line may end at an index: at a blank, or at a wide character unless punctuation forbids it."""
    before, after = text[index - 1], text[index]
    if before == " " or after == " ":
        return True
    is_allowed = category(before) not in ("Ps", "Pi") and category(after) not in ("Pe", "Pf", "Po")
    return is_allowed and (is_wide(before) or is_wide(after))


def _ends_clause(text: str, index: int) -> bool:
    """Return whether the last character before an index, except closing quotes and brackets, ends a clause."""
    while index > 1 and (category(text[index - 1]) in ("Pe", "Pf") or text[index - 1] in "\"'"):
        index -= 1
    return text[index - 1] in _CLAUSE


CHARACTER = 0.6
"""The words per Han or kana character: a Chinese text has about 1.6 characters for each word of an English one."""

_ROUNDING = 1e-6
"""The tolerance for rounding errors of sums."""


def units(text: str) -> float:
    """Return the length of a plain text: 1 for each word, :data:`CHARACTER` for each Han or kana character."""
    counts = count(text)
    return counts.words + CHARACTER * counts.characters


def blocks_within(sizes: Iterable[float], limit: float) -> int:
    """Return the number of leading blocks in an automatic excerpt.

    The excerpt ends after the block that reaches the limit (Hugo's rule for summaries), never inside a block.

    :param sizes: the sizes of the blocks in :func:`units`, consumed only as far as needed; 0 for a block without text.
    :param limit: the limit in the same units.
    """
    total, number = 0.0, 0
    for size in sizes:
        number += 1
        total += size
        if total >= limit - _ROUNDING:
            break
    return number


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999


def numeral(number: int, kind: str) -> str:
    """Return the number of a list item in an enumeration style.

    :param kind: the style in docutils: ``arabic``, ``loweralpha``, ``upperalpha``, ``lowerroman``, ``upperroman``.
    """
    if kind.endswith("alpha") and number > 0:
        text = _in_letters(number)
    elif kind.endswith("roman") and 0 < number <= _MOST_ROMAN:
        text = _in_roman(number)
    else:
        return str(number)
    return text.upper() if kind.startswith("upper") else text


def _in_letters(number: int) -> str:
    """Return a number as ``a`` to ``z``, then ``aa``, ``ab``."""
    text = ""
    while number:
        number, digit = divmod(number - 1, len(_LETTERS))
        text = _LETTERS[digit] + text
    return text


def _in_roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


_LONGEST = 60


def short_repr(value: object) -> str:
    """Return a short representation of a value for a warning."""
    formatter = Repr()  # the constructor accepts limits from Python 3.12 on
    formatter.maxstring = formatter.maxother = _LONGEST
    text = formatter.repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
