"""Unambiguous dates of sites for ABlog, with date, time and time zone in any order.

ABlog parses dates that do not match ``post_date_format`` by python-dateutil, which is not used here.  It completes
missing fields from the current date (``April 2026`` is another day each day) and silently selects one of two meanings
of ``03/04/2026``.  In addition, the library is a dependency of ABlog, which a migrated site no longer installs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

__all__ = ["read_any_order"]

_FLAGS = re.ASCII | re.IGNORECASE
_LONGEST = 100
"""The maximum number of characters of a date."""

_SECOND = r"(?P<second>\d{1,2})(?:[.,](?P<fraction>\d+))?"
_HALF = r"(?P<half>[ap])(?:\.? ?m\b\.?|\b)"
_CLOCKS = tuple(
    re.compile(form, _FLAGS)
    for form in (
        # 7:00, 07:00:00.5, 7:00 p.m.
        rf"(?<![\d:])(?P<hour>\d{{1,2}}):(?P<minute>\d{{1,2}})(?::{_SECOND})?(?![\d:])(?: ?{_HALF})?",
        # 7am
        rf"(?<![\d:])(?P<hour>\d{{1,2}}) ?{_HALF}",
        # 10h, 10h36, 10 hours 36 minutes 28 s
        (
            r"(?<![\d:])(?P<hour>\d{1,2}) ?h(?:ours?)?(?: ?(?P<minute>\d{1,2}) ?m(?:inutes?)?|(?P<bare>\d{1,2}))?"
            r"(?: ?(?P<second>\d{1,2}) ?s(?:econds?)?)?(?![\da-y])"
        ),
        # T07, T0700, T070000
        r"(?<=\d)T(?P<hour>\d\d)(?:(?P<minute>\d\d)(?:(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?)?(?![\d:])",
    )
)
"""The forms of a time of day, matched anywhere in a text."""
_OFFSETS = (
    re.compile(r" ?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?![\d:-])(?: \([A-Z]{3,5}\))?", re.ASCII),
    re.compile(r".* (?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)$", re.ASCII),  # as git has it, after the year
)
"""The forms of an offset from UTC: after the time, or at the end."""
_ZONE = re.compile(r"[A-Z]{3,5}")
"""An abbreviation such as ``EST``: several zones share most of them, and ABlog ignores them."""
_UTC = frozenset(("utc", "gmt", "z"))
_PIECE = re.compile(r"[0-9]+|[A-Za-z]+|.")
_SEPARATORS = " .,;-/'"
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_IGNORED = frozenset((
    "at", "on", "the", "and", "of", "ad", "t", "st", "nd", "rd", "th", "tues", "thur", "thurs", *_WEEKDAYS,
    *(name[:3] for name in _WEEKDAYS),
))  # fmt: skip
"""Words without meaning for the date; weekdays are redundant."""
_YEAR, _DAY, _FULL = 4, 2, 3
"""The number of digits of a year and of a day, and the number of fields of a date."""
_NOON = 12


@dataclass(slots=True, kw_only=True)
class _Pieces:
    """The fields of a date in a text, in order."""

    numbers: list[str] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    zones: list[tzinfo | None] = field(default_factory=list)
    """None for an abbreviation that is not UTC."""


def read_any_order(text: str) -> datetime | None:
    """Return the timestamp of an unambiguous date, with a time zone only if the text contains one.

    Return None if a field is missing, unknown or repeated, if the text is ambiguous, or if the day or time does not
    exist.
    """
    text = " ".join(text.split())
    try:
        return _read(text) if len(text) <= _LONGEST else None
    except ValueError:
        return None


def _read(text: str) -> datetime:
    clocks = [match for form in _CLOCKS if (match := form.search(text))]
    clock = min(clocks, key=lambda match: match.start(), default=None)  # a later one is an offset: "7AM-03:00"
    before, after = (text[: clock.start()], text[clock.end() :]) if clock else (text, "")
    offset = next((match for form in _OFFSETS if (match := form.match(after))), None) if clock else None
    if offset is not None:
        after = after[: offset.start("sign")] + after[offset.end() :]
    pieces = _Pieces()
    _collect(before, pieces, after_time=False)
    _collect(after, pieces, after_time=True)
    zone = _zone(pieces, offset)
    time_of_day = _time(clock.groupdict()) if clock else _bare_time(pieces)
    return datetime.combine(_day(pieces), time_of_day, tzinfo=zone)


def _collect(text: str, pieces: _Pieces, *, after_time: bool) -> None:
    """Collect the fields in a part of a text.

    :raises ValueError: for an unknown word.
    """
    for piece in _PIECE.findall(text):
        word = piece.lower()
        month = next((n for n, name in enumerate(_MONTHS, 1) if word in (name, name[:3])), 9 if word == "sept" else 0)
        if piece.isascii() and piece.isdecimal():
            pieces.numbers.append(piece)
        elif month:
            pieces.months.append(month)
        elif after_time and word in _UTC:
            pieces.zones.append(UTC)
        elif after_time and _ZONE.fullmatch(piece) and word not in _IGNORED:
            pieces.zones.append(None)
        elif word not in _IGNORED and piece not in _SEPARATORS:
            raise ValueError(piece)


def _zone(pieces: _Pieces, offset: re.Match[str] | None) -> tzinfo | None:
    """Return the time zone.

    :raises ValueError: for ``GMT+3``, which is three hours behind UTC in POSIX and ABlog, but ahead elsewhere.
    """
    if len(pieces.zones) > (0 if offset is not None else 1):
        raise ValueError(pieces.zones)
    if offset is None:
        return pieces.zones[0] if pieces.zones else None
    ahead = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
    return timezone(-ahead if offset["sign"] == "-" else ahead)


def _time(clock: dict[str, str | None]) -> time:
    hour, half = int(clock["hour"] or 0), (clock.get("half") or "").lower()
    if half:
        if hour > _NOON:
            raise ValueError(hour)
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    minute, second = clock.get("minute") or clock.get("bare") or 0, clock.get("second") or 0
    fraction = (clock.get("fraction") or "")[:6].ljust(6, "0")
    return time(hour, int(minute), int(second), int(fraction))


def _bare_time(pieces: _Pieces) -> time:
    """Remove and return the time in digits after the day: ``202604100700``, or ``10 Apr 2026 0700``."""
    sizes = [len(number) for number in pieces.numbers]
    digits = ""
    if sizes in ([12], [14]):
        pieces.numbers, digits = [pieces.numbers[0][:8]], pieces.numbers[0][8:]
    elif sizes in ([8, 2], [8, 4], [8, 6]) or (len(sizes) + len(pieces.months) == _FULL + 1 and sizes[-1] in (2, 4)):
        digits = pieces.numbers.pop()
    hour, minute, second = (int(digits[index : index + 2] or 0) for index in (0, 2, 4))
    return time(hour, minute, second)


def _day(pieces: _Pieces) -> date:
    """Return the unambiguous day of the numbers and the name of a month."""
    numbers = pieces.numbers
    if not pieces.months and [len(number) for number in numbers] == [8]:
        numbers = [numbers[0][:4], numbers[0][4:6], numbers[0][6:]]
    years = [index for index, number in enumerate(numbers) if len(number) == _YEAR]
    others = [int(number) for number in numbers if len(number) <= _DAY]
    if len(years) != 1 or len(others) != len(numbers) - 1 or len(pieces.months) > 1:
        raise ValueError(numbers)
    year = int(numbers[years[0]])
    if pieces.months:
        (day,) = others
        return date(year, pieces.months[0], day)
    first, second = others
    if years[0] == 0:
        return date(year, first, second)
    if years[0] == 1:
        raise ValueError(numbers)
    candidates = {_date_or_none(year, *pair) for pair in ((first, second), (second, first))} - {None}
    (result,) = candidates
    assert result is not None
    return result


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
