"""The JSON Schema of front matter, for editors, and ``sphinx-blog schema``, which prints it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from .metadata import FALSE, KEYS, KINDS, NO_COUNT, SCHEMES, TRUE, Kind

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable

__all__ = ["DRAFTS", "add_arguments", "front_matter_schema", "run", "schema_text"]

DRAFTS = {
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
    "7": "http://json-schema.org/draft-07/schema#",
}
"""The versions of JSON Schema it can be written in, the newest first; it uses only what both have."""

_SCALAR = ["string", "number", "boolean", "null"]
_MONTH = r"[A-Za-z]{3,9}\.?"
_DAY = r"\d{1,2}(?:[A-Za-z]{2})?"
_DATES = (
    r"\d{4}(?:-\d{1,2}-|/\d{1,2}/|\. ?\d{1,2}\. ?)\d{1,2}(?!\d)",
    r"\d{8}(?!\d)",
    r"\d{4}\s*[年년]\s*\d{1,2}\s*[月월]\s*\d{1,2}\s*[日일]",
    rf"{_MONTH}\s*{_DAY}[, ]\s*\d{{4}}(?!\d)",
    rf"{_DAY}(?:\s+|\s+[Oo][Ff]\s+|-){_MONTH}[, -]\s*\d{{4}}(?!\d)",
)
"""How the forms of a date begin, in the regular expressions of JavaScript; :mod:`..model.dates` is exact about them."""
_DATE = rf"^\s*(?:[A-Za-z]+[., ]+)?(?:{'|'.join(_DATES)})|^\s*$"
_TEXT = {"type": "string"}
_LONGEST_NUMBER = 999_999_999


def front_matter_schema(draft: str = "2020-12") -> dict[str, Any]:
    """The JSON Schema of front matter; keys it does not know are allowed, for they belong to others.

    :param draft: a key of :data:`DRAFTS`.
    """
    values = _values()
    return {
        "$schema": DRAFTS[draft],
        "title": "Front matter of a post",
        "description": "The keys of a post of sphinxext-blog. Other keys may belong to other extensions.",
        "type": "object",
        "properties": {key: {"description": _meaning(key), **values[kind]} for key, kind in KINDS.items()},
        "$defs": {
            "labels": {
                "anyOf": [
                    {"type": _SCALAR},
                    {"type": "array", "items": {"$ref": "#/$defs/labels"}},
                    {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
                ]
            }
        },
    }


def _meaning(key: str) -> str:
    meaning = KEYS.get(key, f"the same as `{key}s`")  # "tag"
    return f"{meaning[:1].upper()}{meaning[1:]}."


def _values() -> dict[Kind, dict[str, Any]]:
    """What values each kind of key takes: a pattern is for texts only, bounds are for numbers only."""
    compact = {"minimum": 1000_01_01, "maximum": 9999_12_31}  # 20260111 is a number to YAML
    small = {"minimum": -_LONGEST_NUMBER, "maximum": _LONGEST_NUMBER}
    return {
        Kind.DECLARES: {},
        Kind.FLAG: _flag(),
        Kind.NUMBERED_FLAG: _flag(any_number=True),
        Kind.SWITCH: _flag(),
        Kind.DATE: {"type": ["string", "integer", "null"], "pattern": _DATE, **compact},
        Kind.LABELS: {"$ref": "#/$defs/labels"},
        Kind.ALIASES: {"type": [*_SCALAR, "array"], "items": {"type": _SCALAR}},
        Kind.TEXT: {"type": _SCALAR},
        Kind.LICENSE: {"type": [*_SCALAR, "object"]},
        Kind.ADDRESS: {"type": _SCALAR, "pattern": _address()},
        Kind.NUMBER: {"type": ["integer", "string", "null"], "pattern": r"^\s*-?[0-9]{1,9}\s*$|^$", **small},
        Kind.TEXT_OR_NUMBER: _text_or_count(),
        Kind.ADDRESS_OR_NUMBER: {**_text_or_count(), "pattern": _address()},
    }


def _flag(*, any_number: bool = False) -> dict[str, Any]:
    words = rf"^\s*(?:{_any_case((*TRUE, *FALSE))}{'|[0-9]+' if any_number else ''})\s*$"
    bounds = {"minimum": 0} if any_number else {"minimum": 0, "maximum": 1}
    return {"type": ["boolean", "string", "integer", "null"], "pattern": words, **bounds}


def _text_or_count() -> dict[str, Any]:
    counts = {"minimum": 0, "maximum": _LONGEST_NUMBER}
    return {"type": ["string", "integer", "null"], "not": {"pattern": rf"^\s*(?:{NO_COUNT})\s*$", **_TEXT}, **counts}


def _address() -> str:
    return rf"^(?!\s*[A-Za-z][A-Za-z0-9+.-]*:)|^\s*(?:{_any_case(SCHEMES)}):"


def _any_case(words: Iterable[str]) -> str:
    """Words in upper, lower or mixed case; a pattern of JSON Schema knows no flag for that."""
    return "|".join("".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word) for word in words)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of the command."""
    newest = next(iter(DRAFTS))
    parser.add_argument(
        "--draft",
        choices=tuple(DRAFTS),
        default=newest,
        help=f"the version of JSON Schema it says it is written in (default: {newest}); some tools know only 7",
    )


def schema_text(draft: str) -> str:
    """The schema as JSON; the file that the package ships holds exactly this."""
    return json.dumps(front_matter_schema(draft), ensure_ascii=False, indent=2) + "\n"


def run(arguments: Namespace) -> int:
    """Print the schema."""
    sys.stdout.write(schema_text(arguments.draft))
    return 0
