"""The JSON Schema of front matter for editors, and the command ``sphinx-blog schema``, which prints it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from ..model.post import ORIGINAL_KINDS
from .metadata import FALSE, KEYS, KINDS, NO_COUNT, SCHEMES, TRUE, Kind

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable

__all__ = ["DRAFTS", "add_arguments", "front_matter_schema", "run", "schema_text"]

DRAFTS = {
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
    "7": "http://json-schema.org/draft-07/schema#",
}
"""The supported versions of JSON Schema, the newest first; the schema only uses features of all of them."""

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
"""The start of each form of a date, as regular expressions of JavaScript; :mod:`..model.dates` checks exactly."""
_DATE = rf"^\s*(?:[A-Za-z]+[., ]+)?(?:{'|'.join(_DATES)})|^\s*$"
_TEXT = {"type": "string"}
_UNITS = tuple(f"{unit}{plural}" for unit in ("day", "week", "month", "year") for plural in ("", "s"))
_LONGEST_NUMBER = 999_999_999


def front_matter_schema(draft: str = "2020-12") -> dict[str, Any]:
    """Return the JSON Schema of front matter; unknown keys are allowed, since other extensions may use them.

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
    """Return the description of a key as a sentence."""
    meaning = KEYS.get(key, f"the same as `{key}s`")  # "tag"
    return f"{meaning[:1].upper()}{meaning[1:]}."


def _values() -> dict[Kind, dict[str, Any]]:
    """Return the schema of the values of each kind of key: patterns apply to texts, bounds to numbers."""
    compact = {"minimum": 1000_01_01, "maximum": 9999_12_31}  # YAML reads 20260111 as a number
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
        Kind.ORIGINAL: _original(),
        Kind.DURATION: {
            "type": ["string", "boolean", "integer", "null"],
            "pattern": rf"^\s*(?:0*[1-9][0-9]{{0,3}} ?(?:[dwmyDWMY]|{_any_case(_UNITS)})|{_any_case(FALSE)})?\s*$",
            "not": {"const": True},
            "minimum": 0,
            "maximum": 0,
        },
        Kind.VERSIONS: {
            "type": ["string", "null", "array", "object"],
            "items": {"type": ["string", "number", "null"]},
            "additionalProperties": {"type": ["string", "number", "null"]},
            "propertyNames": {"pattern": r"\S"},
        },
    }


def _original() -> dict[str, Any]:
    """Return the schema of the source of a post."""
    text: dict[str, Any] = {"type": ["string", "number", "null"]}
    url = {**text, "pattern": _address()}
    kinds = {"type": ["string", "null"], "pattern": rf"^\s*(?:{'|'.join(ORIGINAL_KINDS)})?\s*$"}
    properties = {"title": text, "author": text, "url": url, "kind": kinds}
    return {
        "type": ["string", "number", "null", "object"],
        "pattern": _address(),
        "properties": properties,
        "additionalProperties": False,
    }


def _flag(*, any_number: bool = False) -> dict[str, Any]:
    """Return the schema of a flag."""
    words = rf"^\s*(?:{_any_case((*TRUE, *FALSE))}{'|[0-9]+' if any_number else ''})\s*$"
    bounds = {"minimum": 0} if any_number else {"minimum": 0, "maximum": 1}
    return {"type": ["boolean", "string", "integer", "null"], "pattern": words, **bounds}


def _text_or_count() -> dict[str, Any]:
    """Return the schema of a text or a count."""
    counts = {"minimum": 0, "maximum": _LONGEST_NUMBER}
    return {"type": ["string", "integer", "null"], "not": {"pattern": rf"^\s*(?:{NO_COUNT})\s*$", **_TEXT}, **counts}


def _address() -> str:
    """Return the pattern of a path or a URL with an accepted scheme."""
    return rf"^(?!\s*[A-Za-z][A-Za-z0-9+.-]*:)|^\s*(?:{_any_case(SCHEMES)}):"


def _any_case(words: Iterable[str]) -> str:
    """Return a pattern of words in any letter case, since JSON Schema has no flag for that."""
    return "|".join("".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word) for word in words)


def add_arguments(parser: ArgumentParser) -> None:
    """Add the options of the command to the parser."""
    newest = next(iter(DRAFTS))
    parser.add_argument(
        "--draft",
        choices=tuple(DRAFTS),
        default=newest,
        help=f"the version of JSON Schema (default: {newest}); some tools support only 7",
    )


def schema_text(draft: str) -> str:
    """Return the schema as JSON; the file in the package has exactly this content."""
    return json.dumps(front_matter_schema(draft), ensure_ascii=False, indent=2) + "\n"


def run(arguments: Namespace) -> int:
    """Print the schema and return the exit status."""
    sys.stdout.write(schema_text(arguments.draft))
    return 0
