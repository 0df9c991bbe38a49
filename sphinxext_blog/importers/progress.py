"""Progress: how far a long import is."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

__all__ = ["counted"]

_Item = TypeVar("_Item")
_INTERVAL = 1.0
"""Seconds between two lines; a shorter run displays none."""


def counted(
    items: Iterable[_Item], activity: str, stream: TextIO, clock: Callable[[], float] = monotonic, *, total: int
) -> Iterator[_Item]:
    """Yield items, and write now and then how many are done: in place on a terminal, as lines elsewhere."""
    last = clock()
    is_visible = False
    for number, item in enumerate(items, 1):
        yield item
        now = clock()
        if now - last >= _INTERVAL:
            last, is_visible = now, True
            end = "\r" if stream.isatty() else "\n"
            stream.write(f"  {activity}: {number} of {total}{end}")
            stream.flush()
    if is_visible:
        stream.write(f"  {activity}: {total} of {total}\n")
