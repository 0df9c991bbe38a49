"""The length of an automatic excerpt: how many of a post's first blocks it takes.

What may live here: the unit in which excerpts are measured, the same for every script, and where they stop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .readtime import count

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CHARACTER", "blocks_within", "units"]

CHARACTER = 0.6
"""Words a Han or kana character is worth: a Chinese text has about 1.6 characters for each word of an English one."""

_ROUNDING = 1e-6
"""Sums of six tenths miss whole numbers by a hair; the hair must not cost a block."""


def units(text: str) -> float:
    """The length of a plain text: each word is 1, each Han or kana character :data:`CHARACTER`."""
    found = count(text)
    return found.words + CHARACTER * found.characters


def blocks_within(sizes: Iterable[float], limit: float) -> int:
    """How many leading blocks an automatic excerpt takes.

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
