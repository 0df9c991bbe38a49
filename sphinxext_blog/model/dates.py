"""Dates in front matter and in paths.

Only listed forms are accepted.  Missing fields are not completed from today's date, and the time zone of dates without
one is an argument.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from .text import short_repr

__all__ = ["date_after", "date_in_path", "read_date", "read_duration"]

# ASCII: otherwise ``\d`` matches the digits of every script.  White space is normalized before matching.
_FLAGS = re.ASCII | re.IGNORECASE

_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?:\.?, ?|\.? )", _FLAGS)
_WEEKDAY_CJK = r"(?: ?(?:[(（][^\d\s()（）]{1,3}[)）]|(?:星期|周|週)[一二三四五六日天]|\S(?:曜日|요일)))?"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR, _MONTH, _DAY = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_NTH = rf"{_DAY}(?:st|nd|rd|th)?"

_DATES = tuple(
    re.compile(form, _FLAGS)
    for form in (
        rf"{_YEAR}(?P<gap>[-/]|\. ?){_MONTH}(?P=gap){_DAY}(?!\d)\.?",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"{_NAME} ?{_NTH}(?:, ?| ){_YEAR}(?!\d)",
        rf"{_NTH}(?: | of |-){_NAME}(?:, ?| |-){_YEAR}(?!\d)",
        rf"{_YEAR} ?[年년] ?{_MONTH} ?[月월] ?{_DAY} ?[日일]{_WEEKDAY_CJK}",
    )
)
"""The forms of a day, matched at the start of a text; the rest must be a time or empty."""

_ZONE = r"(?: ?(?P<zone>z|utc|gmt|(?P<sign>[+-])(?P<ahead>\d{1,2})(?::?(?P<past>\d\d))?))?"
_FRACTION = r"(?:[.,](?P<fraction>\d+))?"

_TIMES = tuple(
    re.compile(form, _FLAGS)
    for form in (
        (
            rf"(?:t|,? ?|,? at )(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::(?P<second>\d\d){_FRACTION})?"
            rf"(?: ?(?P<half>[ap])\.?m\.?)?{_ZONE}"
        ),
        rf"(?:,? |,? at )(?P<hour>\d{{1,2}}) ?(?P<half>[ap])\.?m\.?{_ZONE}",
        rf"t(?P<hour>\d\d)(?P<minute>\d\d)(?:(?P<second>\d\d){_FRACTION})?{_ZONE}",
        (
            r" ?(?:(?P<half>[上下]午|午[前後]|오[전후]) ?)?(?P<hour>\d{1,2}) ?[时時点點시]"
            r"(?: ?(?P<minute>\d{1,2}) ?[分분](?: ?(?P<second>\d{1,2}) ?[秒초])?)?"
        ),
    )
)
_AFTERNOON = frozenset({"p", "下午", "午後", "오후"})

_DURATION = re.compile(r"(\d{1,4}) ?(d|w|m|y|(?:day|week|month|year)s?)", _FLAGS)
_MONTHS_IN_YEAR = 12

# The lookahead excludes ``2026-01-1st`` and ``1234-5-67890``.
_IN_PATH = re.compile(r"(?:^|(?<=/))(\d{4})[-_/](\d{1,2})[-_/](\d{1,2})(?![0-9A-Za-z])", re.ASCII)


def read_date(value: object, zone: tzinfo) -> datetime:
    """Return the zone-aware timestamp of a date.

    Accepted are datetimes, dates (at midnight) and the written forms of the manual.  A value without time zone is in
    ``zone``, even if the clocks there skip or repeat that hour.  A weekday is ignored.  Fractions of a second are
    truncated to microseconds.

    :raises ValueError: for all other values: numbers (YAML's ``date: 2024``), ambiguous dates (``03/04/2024``), missing
        fields, days that do not exist, and timestamps near the limits of the calendar that exist in one zone only.
        The message is a sentence fragment with the value and the expected form.
    """
    if isinstance(value, datetime):
        timestamp = value
    elif isinstance(value, date):
        timestamp = datetime.combine(value, time())
    elif isinstance(value, str):
        timestamp = _read_text(value)
    else:
        raise ValueError(_refusal(value))  # noqa: TRY004 -- a value of another type is reported like any other
    if timestamp.utcoffset() is None:
        timestamp = timestamp.replace(tzinfo=zone)
    try:
        for tz in (UTC, zone):
            timestamp.astimezone(tz)
    except OverflowError:
        raise ValueError(_refusal(value, "is outside of the supported years")) from None
    return timestamp


def date_in_path(docname: str) -> date | None:
    """Return the date in the name of a file or folder, or None.

    ``2026-01-11-title``, ``2026_01_11``, ``2026-01-11-title/index`` and ``2026/01/11/title`` contain a date at the
    start of a name, in any folder; so does ``2026/01-11-title``, a form of Docusaurus.  The last valid date counts;
    days that do not exist are ignored.
    """
    for match in reversed(list(_IN_PATH.finditer(docname))):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            continue
    return None


def read_duration(value: object) -> str:
    """Return the short form of a duration, such as ``2y`` for “2 years”: a number of days, weeks, months or years.

    :raises ValueError: for any other value; the message is a sentence fragment with the value and the expected form.
    """
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or not int(match[1]):
        raise ValueError(f"{short_repr(value)} is not a duration. Expected a form such as 90d, 8w, 6m or 2y")
    return f"{int(match[1])}{match[2][0].lower()}"


def date_after(timestamp: datetime, duration: str) -> datetime | None:
    """Return the timestamp at the end of a duration; None after the last supported year.

    A month ends on the same day of the next one, or on its last day if that day does not exist.

    :param duration: a result of :func:`read_duration`.
    """
    number, unit = int(duration[:-1]), duration[-1]
    try:
        if unit in "dw":
            return timestamp + timedelta(days=number * (7 if unit == "w" else 1))
        months = timestamp.month - 1 + number * (_MONTHS_IN_YEAR if unit == "y" else 1)
        year, month = timestamp.year + months // _MONTHS_IN_YEAR, months % _MONTHS_IN_YEAR + 1
        return timestamp.replace(year=year, month=month, day=min(timestamp.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):  # calendar.IllegalMonthError is one
        return None


@lru_cache(maxsize=1024)  # the date of a post is needed before, while and after it is read
def _read_text(value: str) -> datetime:
    text = " ".join(value.split())
    text = text[weekday.end() :] if (weekday := _WEEKDAY.match(text)) else text
    for form in _DATES:
        if day := form.match(text):
            return _timestamp(value, day.groupdict(), text[day.end() :])
    raise ValueError(_refusal(value))


def _timestamp(value: str, day: dict[str, str], rest: str) -> datetime:
    clock = next((match.groupdict() for form in _TIMES if (match := form.fullmatch(rest))), {} if not rest else None)
    if clock is None:
        raise ValueError(_refusal(value))
    month = _MONTHS.index(day["name"][:3].lower()) + 1 if "name" in day else int(day["month"])
    try:
        return datetime.combine(date(int(day["year"]), month, int(day["day"])), _time(clock))
    except ValueError:
        raise ValueError(_refusal(value, "contains a day, time or time zone that does not exist")) from None


def _time(clock: dict[str, str | None]) -> time:
    hour = int(clock.get("hour") or 0)
    if half := clock.get("half"):
        if not 1 <= hour <= 12:  # noqa: PLR2004 -- the clock's own number
            raise ValueError(hour)
        hour = hour % 12 + (12 if half.lower() in _AFTERNOON else 0)
    minute, second = int(clock.get("minute") or 0), int(clock.get("second") or 0)
    fraction = int((clock.get("fraction") or "")[:6].ljust(6, "0"))
    return time(hour, minute, second, fraction, tzinfo=_zone(clock))


def _zone(clock: dict[str, str | None]) -> timezone | None:
    if not clock.get("zone"):
        return None
    hours, minutes = int(clock["ahead"] or 0), int(clock["past"] or 0)
    if minutes > 59:  # noqa: PLR2004 -- the clock's own number
        raise ValueError(minutes)
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if clock["sign"] == "-" else ahead)


def _refusal(value: object, problem: str = "is not a recognized date") -> str:
    return f"{short_repr(value)} {problem}. Expected a form such as 2026-01-11 or 2026-01-11 10:00"
