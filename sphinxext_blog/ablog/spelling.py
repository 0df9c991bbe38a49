"""Spelling: how ABlog writes dates, slugs and names of files, in our forms; text to text, and no more."""

from __future__ import annotations

import re
from datetime import datetime
from unicodedata import normalize

from ..core.slugs import slugify

__all__ = ["ablog_slug", "babel_pattern", "docname_patterns", "old_addresses", "read_by_format"]

_FIELDS = {
    "a": "EEE", "A": "EEEE", "d": "dd", "-d": "d", "e": "d", "b": "MMM", "h": "MMM", "B": "MMMM", "m": "MM", "-m": "M",
    "y": "yy", "Y": "yyyy", "j": "DDD", "-j": "D", "F": "yyyy-MM-dd", "D": "MM/dd/yy", "x": "MM/dd/yy",
}  # fmt: skip
"""The directives of ``strftime`` that tell of a day, as fields of Babel's patterns."""
_DIRECTIVE = re.compile(r"%(-?[A-Za-z%])")
_USUAL = "dd MMMM yyyy"
_LONGEST = 200
"""Bytes; what is longer is no name of a file on every machine."""


def ablog_slug(label: str) -> str:
    """The name that ABlog gives the page of a term; ours where that is none, or too long for a file."""
    bare = re.sub(r"[^\w\s-]", "", normalize("NFKD", label)).strip().lower()
    slug = re.sub(r"[-\s]+", "-", bare)
    return slug if slug.strip("-_") and len(slug.encode()) <= _LONGEST else slugify(label)


def babel_pattern(form: str) -> str:
    """A form of ``strftime`` as a pattern of Babel; the time of day is left out, and the usual form is for no form."""
    pieces = _DIRECTIVE.split(form)  # text and directives in turn
    found = [
        _FIELDS.get(piece, "%" if piece == "%" else "") if place % 2 else _quoted(piece)
        for place, piece in enumerate(pieces)
    ]
    fields = [piece for place, piece in enumerate(found) if place % 2 and piece not in ("", "%")]
    return "".join(found).strip() if fields else _USUAL


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'" if re.search(r"[A-Za-z]", text) else doubled


def read_by_format(text: str, form: str) -> datetime | None:
    """The date in a text of a form of ``strptime``; None for a text of another form."""
    try:
        return datetime.strptime(text.strip(), form)  # noqa: DTZ007 - the caller knows the zone
    except ValueError:
        return None


def docname_patterns(globs: tuple[str, ...]) -> tuple[str, ...]:
    """Globs of files as patterns of docnames: ``**/`` is also no folder at all."""
    found: list[str] = []
    for pattern in globs:
        found += [pattern, pattern.replace("**/", "")] if "**/" in pattern else [pattern]
    return tuple(dict.fromkeys(found))


def old_addresses(name: str) -> tuple[str, ...]:
    """The addresses of a page with a name: that of each builder, for a host may answer with either."""
    bare = name.strip().strip("/")
    if not bare or bare == "index" or bare.endswith("/index"):
        return (bare.removesuffix("index"),) if bare.endswith("/index") else ()
    return bare, f"{bare}.html"
