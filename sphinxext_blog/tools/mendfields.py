"""Mending fields: the field list at the start of a reStructuredText file put right in place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..reading.declaration import TERM_KEYS
from .mending import Edit, applied, holds_date, iso_date, right_key, without_repeats

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["fields_of", "mend_fields"]

_MORE = r"(?:[ \t]+[^\s][^\r\n]*\r?\n)*"
_LIST = re.compile(rf"\A\ufeff?(?:[ \t]*\r?\n)*(?P<fields>(?::[^\s:][^:\r\n]*:(?:[ \t][^\r\n]*)?\r?\n{_MORE})+)")
_FIELD = re.compile(
    rf"^:(?P<name>[^\s:][^:\r\n]*):(?:[ \t]+(?P<value>[^\s](?:[^\r\n]*[^\s])?))?[ \t]*\r?\n(?P<more>{_MORE})",
    re.MULTILINE,
)


def fields_of(text: str) -> dict[str, str]:
    """The first field list of a reStructuredText file, as it stands there; empty where there is none."""
    found = _LIST.match(text)
    return {field["name"]: field["value"] or "" for field in _FIELD.finditer(found["fields"])} if found else {}


def mend_fields(text: str, *, term_keys: Mapping[str, str] = TERM_KEYS) -> tuple[str, tuple[Edit, ...]]:
    """A reStructuredText file with its first field list mended, and what was changed."""
    found = _LIST.match(text)
    if found is None:
        return text, ()
    edits = tuple(_edits(text, found.start("fields"), found.end("fields"), term_keys))
    return applied(text, edits), edits


def _edits(text: str, start: int, end: int, term_keys: Mapping[str, str]) -> Iterator[Edit]:
    fields = list(_FIELD.finditer(text, start, end))
    names = [field["name"] for field in fields]
    for field in fields:
        key = field["name"]
        line = text.count("\n", 0, field.start()) + 1
        if (meant := right_key(key, names, term_keys)) and names.count(key) == 1:
            message = f"key '{key}' is '{meant}' now"
            yield Edit(start=field.start("name"), end=field.end("name"), text=meant, line=line, message=message)
            names.append(meant)
            key = meant
        value = field["value"]
        if not value or field["more"]:
            continue
        if holds_date(key) and (iso := iso_date(value)):
            new, message = iso, f"{key} '{value}' is {iso} now"
        elif key in term_keys and (fewer := without_repeats(value)) is not None:
            new, message = fewer, f"{key} names each term once now"
        else:
            continue
        yield Edit(start=field.start("value"), end=field.end("value"), text=new, line=line, message=message)
