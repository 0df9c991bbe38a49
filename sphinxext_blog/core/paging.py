"""Pages of a listing: how it is divided, and which numbers its pager shows.

What may live here: arithmetic of pages only; their names and addresses belong to the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["page_window", "paginate"]

T = TypeVar("T")


def paginate(items: Sequence[T], size: int) -> list[tuple[T, ...]]:
    """The items in pages of ``size``, in order; the last may be shorter.

    No items make one empty page, since a listing always has a first page.

    :raises ValueError: for a size below 1.
    """
    if size < 1:
        raise ValueError(f"{size} is no page size (write 1 or more)")
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)] or [()]


def page_window(current: int, total: int, *, around: int = 2) -> tuple[int | None, ...]:
    """The numbers a pager shows, ascending, with None for each gap.

    The first page, the last, the current one and ``around`` on each side of it.  A gap that would hide one page only
    shows that page, since the dots would take as much room: ``1 2 3 4 5 … 9`` at page 3, and also at page 4
    ``1 2 3 4 5 6 … 9``.

    :raises ValueError: for a current page outside 1 to ``total``, or a negative ``around``.
    """
    if not 1 <= current <= total or around < 0:
        raise ValueError(f"page {current} of {total} with {around} around it is no place in a pager")
    near = range(max(current - around, 1), min(current + around, total) + 1)
    shown: list[int | None] = []
    last = 0
    for number in sorted({1, *near, total}):
        if number - last == 2:  # noqa: PLR2004 -- one page lies between
            shown.append(last + 1)
        elif number - last > 1:
            shown.append(None)
        shown.append(number)
        last = number
    return tuple(shown)
