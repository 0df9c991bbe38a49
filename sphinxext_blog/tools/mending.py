"""Mending: what of a post's keys and values can be put right without a change of meaning.

That is a misspelled key with one key near, a date in another written form, a term that is named twice.  How a file
writes them down is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta, timezone
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from ..core.dates import read_date
from ..core.slugs import label_key
from ..reading.declaration import meant_by
from ..reading.kinds import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = ["Edit", "applied", "holds_date", "iso_date", "right_key", "without_repeats"]

_ZONELESS = timezone(timedelta(0), "none")
"""Stands for the zone of a date that names none; it is no other object's equal by identity."""
_CLOSE = 0.8
"""How alike two words are that one slip may part; a key with two such neighbours is left to its author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A piece of text put in the place of another."""

    start: int
    end: int
    text: str
    line: int
    """Of the file before all edits, counted from 1."""
    message: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """A text with its edits made; they do not overlap."""
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def holds_date(key: str) -> bool:
    """Whether a key's value is a date."""
    return KINDS.get(key) is Kind.DATE


def right_key(key: str, others: Collection[str], term_keys: Mapping[str, str]) -> str:
    """The key that a misspelled one is meant to be; empty if that is not certain.

    :param others: all keys that are there; one of the same meaning among them makes the author's wish unknown.
    :param term_keys: those that file a post under terms, with their taxonomy; a site may have more than the usual ones.
    """
    known_keys = {**KINDS, **term_keys}
    meant = meant_by(key, term_keys) if key not in known_keys else ""
    if not meant:
        return ""
    same = {known for known in known_keys if term_keys.get(known, known) == term_keys.get(meant, meant)}
    name = key.strip().lower().replace("-", "_")
    near = {known for known in known_keys if SequenceMatcher(None, known, name).ratio() >= _CLOSE}
    return meant if not same & set(others) and near <= same else ""


def iso_date(value: str) -> str | None:
    """A date in ISO's form, with a zone only where one was named; None where it has that form, or is no date."""
    try:
        moment = read_date(value, _ZONELESS)
    except ValueError:
        return None
    zone = "" if moment.tzinfo is _ZONELESS else " " + moment.isoformat()[-6:]
    clock = moment.time()
    iso = moment.date().isoformat()
    if zone or clock != time():
        iso += " " + clock.isoformat("auto" if clock.second or clock.microsecond else "minutes") + zone
    return iso if not _is_iso(value) else None


def _is_iso(value: str) -> bool:
    """Whether a date begins with the day in ISO's form; how it goes on is a matter of taste."""
    return len(value.strip()) >= 10 and value.strip()[4] == value.strip()[7] == "-"  # noqa: PLR2004 - 2026-01-11


def without_repeats(text: str) -> str | None:
    """A text of labels with commas, each label once; None where none is repeated, or quotes make it less plain."""
    if set(text) & set("\"'[]\\\n"):
        return None
    pieces = text.split(",")
    first = {label_key(piece): place for place, piece in reversed(list(enumerate(pieces)))}
    kept = [piece for place, piece in enumerate(pieces) if not label_key(piece) or first[label_key(piece)] == place]
    return ",".join(kept) if len(kept) < len(pieces) else None
