"""Progress: a sign of life while thousands of posts are imported."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

__all__ = ["counted"]

_Item = TypeVar("_Item")
_EVERY = 1.0
"""Seconds between two signs; shorter runs show none."""


def counted(
    items: Sequence[_Item], what: str, stream: TextIO, clock: Callable[[], float] = monotonic
) -> Iterator[_Item]:
    """The items one by one, and now and then how many are done: in place on a terminal, as lines elsewhere."""
    last = clock()
    shown = False
    for number, item in enumerate(items, 1):
        yield item
        now = clock()
        if now - last >= _EVERY:
            last, shown = now, True
            end = "\r" if stream.isatty() else "\n"
            stream.write(f"  {what}: {number} of {len(items)}{end}")
            stream.flush()
    if shown:
        stream.write(f"  {what}: {len(items)} of {len(items)}\n")
