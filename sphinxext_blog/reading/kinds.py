"""Kinds: what sort of value each key of a post takes, declared once.

The checks of :mod:`.declaration` and the schema for editors (``sphinx-blog schema``) are both made from it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FALSE", "KINDS", "NO_COUNT", "SCHEMES", "TRUE", "Kind", "of_kind"]

TRUE = ("true", "yes", "on", "1", "")
"""The words that switch a flag on, in lower case."""
FALSE = ("false", "no", "off", "0", "none", "null")
"""The words that switch a flag off, in lower case."""
NO_COUNT = r"-[0-9]+|-?[0-9]+\.[0-9]+|[0-9]{10,}"
"""Numbers, in a text, that count nothing: below 0, with a fraction, too long."""
SCHEMES = ("http", "https", "mailto")
"""The schemes that a browser may be sent to."""


class Kind(StrEnum):
    """What sort of value a key takes."""

    DECLARES = "declares"
    """Anything that is not a word for no says yes."""
    FLAG = "flag"
    """True or false, or a word for it."""
    NUMBERED_FLAG = "numbered flag"
    """A flag for which a number will do: other engines sort by it."""
    SWITCH = "switch"
    """A flag; null leaves it as the site has it."""
    DATE = "date"
    LABELS = "labels"
    """One label, several with commas, a list, or mappings with a ``name``."""
    ALIASES = "aliases"
    """One address, several with commas, or a list."""
    TEXT = "text"
    ADDRESS = "address"
    """A text that is a path, or a URL of a scheme that runs no code."""
    LICENCE = "licence"
    """A text, or a word for no."""
    NUMBER = "number"
    """A whole number."""
    TEXT_OR_NUMBER = "text or number"
    ADDRESS_OR_NUMBER = "address or number"


KINDS: Mapping[str, Kind] = {
    "blogpost": Kind.DECLARES,
    "date": Kind.DATE,
    "updated": Kind.DATE,
    "title": Kind.TEXT,
    "author": Kind.LABELS,
    "authors": Kind.LABELS,
    "tags": Kind.LABELS,
    "tag": Kind.LABELS,
    "category": Kind.LABELS,
    "categories": Kind.LABELS,
    "series": Kind.LABELS,
    "series_order": Kind.NUMBER,
    "location": Kind.LABELS,
    "language": Kind.LABELS,
    "excerpt": Kind.TEXT_OR_NUMBER,
    "description": Kind.TEXT,
    "image": Kind.ADDRESS_OR_NUMBER,
    "image_alt": Kind.TEXT,
    "draft": Kind.FLAG,
    "unlisted": Kind.FLAG,
    "pinned": Kind.NUMBERED_FLAG,
    "expires": Kind.DATE,
    "external_link": Kind.ADDRESS,
    "canonical": Kind.ADDRESS,
    "aliases": Kind.ALIASES,
    "comments": Kind.SWITCH,
    "related": Kind.SWITCH,
    "licence": Kind.LICENCE,
}
"""The kind of every key of a post."""


def of_kind(*kinds: Kind) -> tuple[str, ...]:
    """The keys that take values of these kinds."""
    return tuple(key for key, kind in KINDS.items() if kind in kinds)
