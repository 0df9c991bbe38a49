"""Options of covers."""

from __future__ import annotations

from dataclasses import dataclass

from . import checks
from .option import option

__all__ = ["COVER_STYLES", "CoverOptions"]

COVER_STYLES = ("list", "cards")
"""The styles of listings that can show covers."""


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class CoverOptions:
    """How listings show the covers of posts."""

    covers: tuple[str, ...] = option(
        COVER_STYLES,
        checks.is_list_of(*COVER_STYLES),
        "a list of 'list' and 'cards'",
        "The styles of listings that show the covers of posts (`image`). In a `list`, a cover that the excerpt shows "
        "already is not shown again.",
    )
    cover_widths: tuple[int, ...] = option(
        (400, 800),
        checks.is_sizes,
        "a list of whole numbers above 0",
        "The widths, in pixels, of the smaller copies of covers that browsers choose from. They are made for HTML "
        "where [Pillow](https://pillow.readthedocs.io/) is installed; an empty list makes none.",
    )
