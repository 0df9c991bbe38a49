"""Text in the social cards: clean text, line breaks by the rules of CJK typography, and sizes that fit.

Widths come from the caller, which has the fonts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category, normalize

from .text import inside_grapheme, is_wide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = [
    "ELLIPSIS", "TextBlock", "break_lines", "clean_text", "contrast", "fit_text", "is_color", "may_break", "mixed",
]  # fmt: skip

ELLIPSIS = "…"
_LONGEST = 600
"""The maximum number of characters; far more than a picture can contain."""
_BLANKS = re.compile(r"[^\S\u00a0\u2007\u202f]+")
"""White space without no-break spaces."""
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
"""Categories of characters that a picture does not contain: controls, formatting, lone surrogates, private use."""
_JOINERS = frozenset("\u200b\u200c\u200d\u2060")
"""Format characters that change the letters or line breaks around them."""
_TAGS = range(0xE0020, 0xE0080)
"""Format characters in the flags of regions."""

_NOT_AT_START = frozenset(
    "!%),.:;?]}¢°·»’”‰′″℃℉›…‥‐–—―、。々〃〆〉》」』】〕〗〙〛〜〞〟〻゛゜ゝゞ・ーヽヾ"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "！％），．：；？］｝～｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ⁇⁈⁉‼"
    "ะาำๅๆฯ຺ະາຳໆฺ"
)
"""Characters that do not begin a line: closing marks, small kana, and Thai and Lao vowels after a consonant."""
_NOT_AT_END = frozenset("#$([{£¥«‘“‹№〈《「『【〔〖〘〚〝＃＄（［｛｢￡￥￦เแโใไເແໂໃໄ")
"""Characters that do not end a line: opening marks, signs of currencies, and Thai and Lao vowels before a consonant."""
_PAIRED = frozenset("…‥—―〳〴〵")
"""Characters that are written twice, and not divided."""
_AFTER = frozenset("-‐–/")
"""Characters after which a word may be divided."""
_WITHIN = frozenset("._:@=+&?#\\")
"""Characters after which a name of software is divided if it is wider than a line."""
_NO_BREAK = frozenset("\u00a0\u202f\u2060\u2007\u200d")
_WEAK = " ,;:、，；：-–—…"
"""Characters that an ellipsis replaces."""


def clean_text(text: str) -> str:
    """Return a text as one line of visible characters in composed form."""
    text = _BLANKS.sub(" ", text[:_LONGEST]).strip()
    return normalize("NFC", "".join(filter(_is_drawn, text)))


def _is_drawn(char: str) -> bool:
    return category(char) not in _INVISIBLE or char in _JOINERS or ord(char) in _TAGS


def may_break(text: str, index: int) -> bool:
    """Return whether a line may end before an index, which is not at an end of the text."""
    before, after = text[index - 1], text[index]
    if after == " " or before in _NO_BREAK or after in _NO_BREAK or inside_grapheme(text, index):
        return False
    if before in " \u200b":
        return True
    if after in _NOT_AT_START or before in _NOT_AT_END or (before == after and before in _PAIRED):
        return False
    if before in _AFTER:
        return index > 1 and text[index - 2].isalnum() and after.isalpha()
    return is_wide(before) or is_wide(after)


class _Word(NamedTuple):
    """A part of a text that is not divided."""

    start: int
    end: int
    """The end without blanks."""
    gap: float
    """The width of the blanks before it."""
    width: float


def break_lines(
    text: str, measure: Callable[[int, int], float], width: float, most: int
) -> list[tuple[int, int]] | None:
    """Return (start, end) of lines of about equal width; None if they are more than the maximum.

    :param measure: returns the width of the text from a start to an end.
    """
    words = list(_words(text, measure, width))
    lines = _fill(words, width, most)
    if lines is None or len(lines) == 1:
        return lines
    number, low, high = len(lines), 0.0, width
    while high - low > width / 50:
        middle = (low + high) / 2
        narrower = _fill(words, middle, number)
        if narrower is None:
            low = middle
        else:
            lines, high = narrower, middle
    return lines


def _words(text: str, measure: Callable[[int, int], float], width: float) -> Iterator[_Word]:
    """Yield the words of a text; one that is wider than a line is divided."""
    breaks = [index for index in range(1, len(text)) if may_break(text, index)]
    last = 0
    for start, stop in zip([0, *breaks], [*breaks, len(text)], strict=True):
        end = start + len(text[start:stop].rstrip(" \u200b"))
        if end > start:
            gap = measure(last, start) if start > last else 0.0
            yield from _divided(text, _Word(start, end, gap, measure(start, end)), measure, width)
            last = end


def _divided(text: str, word: _Word, measure: Callable[[int, int], float], width: float) -> Iterator[_Word]:
    """Yield a word, or its parts if it is wider than a line: after punctuation, or else between any characters."""
    while word.width > width:
        start, end = word.start, word.end
        ends = [index for index in range(start + 1, end) if not inside_grapheme(text, index)]
        ends = ends[: max(1, bisect_right(ends, width, key=lambda index: measure(start, index)))]
        if not ends:  # one wide character
            break
        allowed = [
            index for index in ends if text[index] not in _NOT_AT_START and text[index - 1] not in _NOT_AT_END
        ] or ends
        stop = next((index for index in reversed(allowed) if text[index - 1] in _WITHIN), allowed[-1])
        yield _Word(start, stop, word.gap, measure(start, stop))
        word = _Word(stop, end, 0.0, measure(stop, end))
    yield word


def _fill(words: Sequence[_Word], width: float, most: int) -> list[tuple[int, int]] | None:
    """Return lines that contain as many words as fit; None if they are too many, or a word does not fit."""
    lines: list[tuple[int, int]] = []
    used = 0.0
    for start, end, gap, word_width in words:
        used += gap + word_width
        if lines and used <= width:
            lines[-1] = lines[-1][0], end
        elif len(lines) == most or (word_width > width and len(words) > 1):
            return None
        else:
            lines.append((start, end))
            used = word_width
    return lines


class TextBlock(NamedTuple):
    """A text as it fits: cut if necessary, in a size, with (start, end) of its lines."""

    text: str
    size: int
    lines: list[tuple[int, int]]


def fit_text(
    text: str,
    sizes: Sequence[tuple[int, int]],
    measure: Callable[[str, int], Callable[[int, int], float]],
    width: float,
) -> TextBlock:
    """Return a text in the largest size in which it fits; if none is small enough, cut it and add an ellipsis.

    :param sizes: (size, maximum number of lines), the largest first.
    :param measure: returns the function that measures a text in a size.
    """
    for size, most in sizes:
        lines = break_lines(text, measure(text, size), width, most)
        if lines is not None:
            return TextBlock(text, size, lines)
    size, most = sizes[-1]
    graphemes = [index for index in range(1, len(text)) if not inside_grapheme(text, index)]
    fitting = TextBlock(ELLIPSIS, size, [(0, len(ELLIPSIS))])
    for ends in ([index for index in graphemes if may_break(text, index)], graphemes):
        low, high = 0, len(ends)
        while low < high:
            middle = (low + high) // 2
            shorter = _cut(text, ends[middle])
            lines = break_lines(shorter, measure(shorter, size), width, most)
            if lines is None:
                high = middle
            else:
                fitting, low = TextBlock(shorter, size, lines), middle + 1
        if len(fitting.lines) == most:
            break
    return fitting


def _cut(text: str, end: int) -> str:
    return text[:end].rstrip(_WEAK) + ELLIPSIS


_COLOR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")


def is_color(value: object) -> bool:
    """Return whether a value is a color such as ``#0a5`` or ``#00aa55``."""
    return isinstance(value, str) and _COLOR.fullmatch(value) is not None


def _channels(color: str) -> tuple[int, ...]:
    digits = color[1:]
    if len(digits) == 3:  # noqa: PLR2004 - the short notation
        digits = "".join(2 * digit for digit in digits)
    return tuple(bytes.fromhex(digits))


def mixed(color: str, other: str, share: float) -> str:
    """Return a mixture of two colors.

    :param share: the share of the second color, from 0 to 1.
    """
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + bytes(round(one + (two - one) * share) for one, two in pairs).hex()


def contrast(color: str, other: str) -> float:
    """Return the contrast ratio of two colors as WCAG defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(color), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    linear = [
        value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - of sRGB
        for value in _channels(color)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
