"""Numerals: the numbers of lists, as readers see them.

Rule: what a kind of numeral cannot write (nothing, negative numbers, thousands in Roman) is in Arabic digits, as in
browsers.
"""

from __future__ import annotations

__all__ = ["numeral"]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999


def numeral(number: int, kind: str) -> str:
    """A number as a list shows it.

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
