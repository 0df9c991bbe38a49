"""Options of listings and excerpts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import checks
from .option import option

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EXCERPT_STYLES", "LISTING_STYLES", "ListingOptions"]

LISTING_STYLES = ("list", "compact", "cards", "table", "timeline", "full")
"""The ways in which a listing can show its posts."""
EXCERPT_STYLES = ("rich", "text", "none", "full")
"""What an entry shows of its post's body."""


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class ListingOptions:
    """How posts are shown together."""

    listing: str = option(
        "list",
        checks.is_one_of(*LISTING_STYLES),
        "one of " + ", ".join(map(repr, LISTING_STYLES)),
        "The style of the home listing.",
    )
    term_listing: str = option(
        "compact",
        checks.is_one_of(*LISTING_STYLES),
        "one of " + ", ".join(map(repr, LISTING_STYLES)),
        "The style of the listings of terms, years and months. `compact` and `timeline` group them by year.",
    )
    bar: str = option(
        "",
        checks.is_str,  # which kinds of term there are is known only when all options are
        "the name of a kind of term, or the empty string",
        "A row of filter links above the home listing: the terms of this kind, most used first.",
    )
    bar_size: int = option(
        20,
        checks.is_size,
        "a whole number above 0",
        "How many terms the row of filter links shows at most.",
    )
    excerpt: str = option(
        "rich",
        checks.is_one_of(*EXCERPT_STYLES),
        "one of " + ", ".join(map(repr, EXCERPT_STYLES)),
        "What a listing shows of a post's body: `rich` with math, code, images and links; `text` as plain text; "
        "`none`; or the `full` post.",
    )
    excerpt_length: int | None = option(
        None,
        checks.is_optional_size,
        "a whole number above 0, or None",
        "How long an automatic excerpt is: words for `rich` (70; a Chinese or Japanese character counts 0.6 of a "
        "word), characters for `text` (350).",
    )
    excerpt_placeholders: Mapping[str, str] = option(
        {},
        checks.is_placeholders,
        "a dict of strings with the keys 'code', 'equation', 'math', 'image'",
        "What stands for a code block, display math, inline math with a TeX command, and an image in plain-text "
        "excerpts. Keys left out have a default in the site's language.",
    )
