"""The Unicode bidirectional algorithm (UAX 9) for one line of text, without explicit formatting characters.

A picture is drawn run by run, because a run has one font.  The shaping library orders the letters of a run; this module
orders the runs.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar
from unicodedata import bidirectional

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["base_level", "bidi_levels", "visual_order"]

T = TypeVar("T")

_BRACKETS = "()[]{}⁅⁆⟦⟧⟨⟩⟪⟫〈〉《》「」『』【】〔〕〖〗（）［］｛｝｢｣"
_CLOSING = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_NEUTRAL = frozenset(("B", "S", "WS", "ON"))
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
"""The direction of a resolved type; numbers count as right-to-left text beside neutral characters."""


def base_level(text: str) -> int:
    """Return 1 if the first strong character is right-to-left, otherwise 0."""
    types = map(bidirectional, text)
    return next((int(kind != "L") for kind in types if kind in ("L", "R", "AL")), 0)


def bidi_levels(text: str, base: int) -> list[int]:
    """Return the embedding level of each character; an odd level is right-to-left.

    :param base: the level of the line, 0 or 1.
    """
    edge = "R" if base else "L"
    types = [bidirectional(char) or "L" for char in text]
    _resolve_marks(types, edge)
    _resolve_numbers(types, edge)
    _resolve_brackets(text, types, edge)
    _resolve_neutrals(types, edge)
    levels = [base + _increase(kind, base) for kind in types]
    end = len(text.rstrip())
    return levels[:end] + [base] * (len(text) - end)


def visual_order(runs: Sequence[tuple[int, T]]) -> list[tuple[int, T]]:
    """Return the (level, value) pairs of a line from left to right."""
    ordered = list(runs)
    highest = max((level for level, _ in ordered), default=0)
    for level in range(highest, 0, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end][0] >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = end + 1
    return ordered


def _increase(kind: str, base: int) -> int:
    """Return how much the level of a resolved type is above that of the line (rules I1 and I2)."""
    if base:
        return 0 if kind == "R" else 1
    return {"L": 0, "R": 1}.get(kind, 2)


def _resolve_marks(types: list[str], edge: str) -> None:
    """Give marks and invisible characters the type of the character before them (W1)."""
    before = edge
    for index, kind in enumerate(types):
        if kind in ("NSM", "BN"):
            types[index] = before
        before = types[index]


def _resolve_numbers(types: list[str], edge: str) -> None:
    """Resolve the types of numbers, and of signs in and beside them (W2 to W7)."""
    strong = edge
    for index, kind in enumerate(types):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[index] = "AN"
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    for index in range(1, len(types) - 1):
        before, kind, after = types[index - 1 : index + 2]
        if before == after and ((kind == "ES" and before == "EN") or (kind == "CS" and before in ("EN", "AN"))):
            types[index] = before
    for start, end, kind in _runs(types):
        if kind == "ET" and "EN" in (*types[max(start - 1, 0) : start], *types[end : end + 1]):
            types[start:end] = ["EN"] * (end - start)
    types[:] = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in types]
    strong = edge
    for index, kind in enumerate(types):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[index] = "L"


def _runs(values: Sequence[T]) -> Iterator[tuple[int, int, T]]:
    """Yield (start, end, value) of each sequence of equal values."""
    start = 0
    for value, group in groupby(list(values)):
        end = start + sum(1 for _ in group)
        yield start, end, value
        start = end


def _resolve_brackets(text: str, types: list[str], edge: str) -> None:
    """Give both brackets of a pair one direction (N0)."""
    for opening, closing in sorted(_pairs(text, types)):
        inside = {_STRONG[kind] for kind in types[opening + 1 : closing] if kind in _STRONG}
        if edge in inside:
            direction = edge
        elif inside:
            before = next((_STRONG[kind] for kind in reversed(types[:opening]) if kind in _STRONG), edge)
            direction = before if before in inside else edge
        else:
            continue
        types[opening] = types[closing] = direction


def _pairs(text: str, types: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the indices of the brackets of each pair."""
    expected: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if types[index] != "ON":
            continue
        if char in _CLOSING:
            expected.append((_CLOSING[char], index))
            continue
        position = next((number for number in reversed(range(len(expected))) if expected[number][0] == char), None)
        if position is not None:
            yield expected[position][1], index
            del expected[position:]


def _resolve_neutrals(types: list[str], edge: str) -> None:
    """Give neutral characters the direction of the text on both sides, or that of the line (N1 and N2)."""
    for start, end, is_neutral in _runs([kind in _NEUTRAL for kind in types]):
        if is_neutral:
            before = _STRONG[types[start - 1]] if start else edge
            after = _STRONG[types[end]] if end < len(types) else edge
            types[start:end] = [before if before == after else edge] * (end - start)
