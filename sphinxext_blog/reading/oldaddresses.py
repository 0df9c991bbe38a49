"""Old addresses: what the key ``aliases`` of a post holds.

Whether a site can answer them is found out when it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.text import shown
from .labels import one_line, pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["aliases_in"]


def aliases_in(value: object, tell: Callable[[str], None]) -> tuple[str, ...]:
    """The addresses, each once, in the author's order: of a list, or of a text with commas.

    :param tell: is told what is no address.
    """
    if isinstance(value, str):
        parts: list[object] = list(pieces_of(value))
    else:
        parts = list(value) if isinstance(value, (list, tuple)) else [value]
    for part in parts:
        if isinstance(part, (list, tuple, dict, set, bytes)):
            tell(f"aliases: {shown(part)} is not text; there is no redirect for it")
    texts = (one_line(part) for part in parts if not isinstance(part, (list, tuple, dict, set, bytes)))
    return tuple(dict.fromkeys(text for text in texts if text))
