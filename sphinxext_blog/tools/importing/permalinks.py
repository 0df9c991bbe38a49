"""Permalinks: the old address of a post, from the pattern of its engine and what the post says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Address", "alias_of", "date_tokens", "expand_braces", "expand_colons", "hexo_hash", "key_of"]

_COLON = re.compile(r":(\w*[^\W_])", re.ASCII)
_BRACE = re.compile(r"\{(?P<name>\w+)(?::(?P<form>[^{}]*))?\}")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What came of a pattern."""

    path: str
    unknown: tuple[str, ...] = ()
    """The parts of the pattern that the post gives no value for; the path is then of no use."""


def expand_colons(pattern: str, tokens: Mapping[str, str]) -> Address:
    """Fill in a pattern like ``:year/:month/:title/`` (Hexo, Jekyll, Hugo)."""
    unknown: list[str] = []

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if tokens.get(name) or (name in tokens and name in _MAY_BE_EMPTY):
            return tokens[name]
        unknown.append(f":{name}")
        return match.group()

    return Address(path=_COLON.sub(fill, pattern), unknown=tuple(unknown))


_MAY_BE_EMPTY = ("categories", "slugified_categories", "category", "sections", "section", "output_ext", "lang")


def expand_braces(pattern: str, tokens: Mapping[str, str], moment: datetime | None) -> Address:
    """Fill in a pattern like ``{date:%Y}/{slug}.html`` (Pelican) or ``{date}/{slug}`` (MkDocs)."""
    unknown: list[str] = []

    def fill(match: re.Match[str]) -> str:
        name, form = match["name"], match["form"]
        if name == "date" and form and moment is not None:
            try:
                return moment.strftime(form)
            except ValueError:
                unknown.append(match.group())
                return match.group()
        if tokens.get(name):
            return tokens[name]
        unknown.append(match.group())
        return match.group()

    return Address(path=_BRACE.sub(fill, pattern), unknown=tuple(unknown))


def date_tokens(moment: datetime | None) -> dict[str, str]:
    """The parts of a date, by all the names that engines have for them; none without a date."""
    if moment is None:
        return {}
    week_year, week, _ = moment.isocalendar()
    seconds = int(moment.timestamp())
    month, day = _MONTHS[moment.month - 1], _DAYS[moment.weekday()]
    return {
        "year": f"{moment.year:04}", "short_year": f"{moment.year % 100:02}",
        "month": f"{moment.month:02}", "i_month": str(moment.month),
        "day": f"{moment.day:02}", "i_day": str(moment.day),
        "hour": f"{moment.hour:02}", "minute": f"{moment.minute:02}", "second": f"{moment.second:02}",
        "y_day": f"{moment.timetuple().tm_yday:03}", "yearday": str(moment.timetuple().tm_yday),
        "week": f"{week:02}", "w_year": str(week_year), "w_day": str(moment.isoweekday()),
        "short_month": month[:3], "long_month": month, "monthname": month,
        "short_day": day[:3], "long_day": day, "weekdayname": day, "weekday": str(moment.isoweekday() % 7),
        "timestamp": str(seconds), "timestamp36": _base36(seconds),
    }  # fmt: skip


def hexo_hash(slug: str, moment: datetime) -> str:
    """What Hexo's ``:hash`` is: of the file's name and the second of its date."""
    named = f"{slug}{int(moment.astimezone(UTC).timestamp())}"
    return sha1(named.encode(), usedforsecurity=False).hexdigest()[:12]


def alias_of(path: str) -> str:
    """An old address as a post's ``aliases`` has it: from the site's root, without a final ``index.html``.

    What would end the path in a URL is encoded, so that ``C#`` stays a name.
    """
    path = re.sub(r"/{2,}", "/", path.strip()).lstrip("/")
    path = re.sub(r"(?:^|(?<=/))index\.html?$", "", path)
    path = re.sub(r"(?:^|(?<=/))\.{1,2}(?:/|$)", "", path)
    path = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", path)
    return path.replace("#", "%23").replace("?", "%3F")


def key_of(path: str) -> str:
    """What spellings of one old address have in common: slashes at the ends, ``.html``, ``index.html`` do not count."""
    bare = re.sub(r"/{2,}", "/", path).strip("/")
    bare = re.sub(r"(?:^|(?<=/))index(?:\.html?)?$", "", bare).strip("/")
    return re.sub(r"\.html?$", "", bare)


def _base36(number: int) -> str:
    sign, number, digits = "-" * (number < 0), abs(number), ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return sign + (digits or "0")
