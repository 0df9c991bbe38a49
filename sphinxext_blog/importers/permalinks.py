"""Permalinks: the old address of a post, from the pattern of its engine and the metadata of the post.

Which tokens a pattern may have is data of the engine.  A pattern with a token or a filter that is not supported as a
whole gives no address: an alias that is nearly right helps nobody, and may be the address of another post.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha1
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "DATE_TOKENS",
    "GO_DATE_TOKENS",
    "Address",
    "Permalinks",
    "Syntax",
    "alias_of",
    "date_tokens",
    "go_date_tokens",
    "hexo_hash",
    "key_of",
    "sliced",
]

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNSUPPORTED_FORMAT = re.compile(r"%(?:[^-aAbBdHIjmMpSuUVwWyYGZz%]|-[^dHIjmMSyU]|-?$)")
"""Directives of ``strftime`` that depend on the platform or the locale, or that do not exist."""


class Syntax(Enum):
    """How tokens are marked in a pattern."""

    COLONS = re.compile(r":(?P<name>\w*[^\W_])(?P<filter>\[[^\]/]*\])?", re.ASCII)
    """``:year/:title`` (Hexo, Jekyll, Hugo)."""
    BRACES = re.compile(r"\{(?P<name>[^{}:]*)(?::(?P<filter>[^{}]*))?\}")
    """``{date:%Y}/{slug}`` (Pelican, Material for MkDocs)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A pattern that is filled in; the path is of no use if a token has no value."""

    path: str = ""
    unsupported: tuple[str, ...] = ()
    """Tokens, as the pattern has them, that no post of the engine has, or whose filter is not supported."""
    missing: tuple[str, ...] = ()
    """Tokens that this post has no value for."""


def _no_filter(name: str, value: str, argument: str) -> str | None:  # noqa: ARG001 - the interface of filters
    """Return None: the engine has no filters."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Permalinks:
    """The tokens that patterns of one engine may have."""

    syntax: Syntax
    tokens: frozenset[str]
    """Names of all tokens that posts have values for, if they have the metadata."""
    optional: frozenset[str] = frozenset()
    """Tokens that stand for nothing if a post has no value."""
    own_keys: bool = False
    """Whether each key of front matter is a token, as in Hexo."""
    apply_filter: Callable[[str, str, str], str | None] = _no_filter
    """Apply a filter: name, value, and argument of a token to the value; None if it is not supported."""

    def expand(self, pattern: str, values: Mapping[str, str], moment: datetime | None = None) -> Address:
        """Fill in a pattern.

        :param moment: the date for ``{date:%Y}``.
        """
        unsupported: list[str] = []
        missing: list[str] = []

        def fill(match: re.Match[str]) -> str:
            name, argument = match["name"], match["filter"]
            if name not in self.tokens and not (self.own_keys and values.get(name)):
                (missing if self.own_keys and name in values else unsupported).append(match.group())
                return match.group()
            if self.syntax is Syntax.BRACES and name == "date" and argument:
                return _formatted(match.group(), argument, moment, unsupported, missing)
            value = values.get(name, "")
            if not value and name not in self.optional:
                missing.append(match.group())
                return match.group()
            if argument is None:
                return value
            filtered = self.apply_filter(name, value, argument)
            if filtered is None:
                unsupported.append(match.group())
            return filtered or ""

        path = self.syntax.value.sub(fill, pattern)
        return Address(path=path, unsupported=tuple(unsupported), missing=tuple(missing))


def _formatted(token: str, argument: str, moment: datetime | None, unsupported: list[str], missing: list[str]) -> str:
    """Return a date by a format of ``strftime``; in English, whatever the locale of this machine is."""
    if _UNSUPPORTED_FORMAT.search(argument):
        unsupported.append(token)
        return token
    if moment is None:
        missing.append(token)
        return token
    names = {
        "%a": _DAYS[moment.weekday()][:3],
        "%A": _DAYS[moment.weekday()],
        "%b": _MONTHS[moment.month - 1][:3],
        "%B": _MONTHS[moment.month - 1],
    }

    def one(match: re.Match[str]) -> str:
        directive = match.group()
        if directive in names:
            return names[directive]
        plain = moment.strftime(directive.replace("-", ""))
        return plain.lstrip("0") or "0" if "-" in directive else plain

    return re.sub(r"%-?.", one, argument)


def sliced(name: str, value: str, argument: str) -> str | None:
    """Return the segments of a path that ``[1:]``, ``[:2]``, ``[0]`` or ``[last]`` selects (Hugo's ``:sections``)."""
    if name != "sections":
        return None
    parts, inner = [part for part in value.split("/") if part], argument.strip("[]").strip()
    number = r"(?:\d+|last)"
    if not re.fullmatch(rf"{number}|{number}?:{number}?", inner):
        return None

    def index(text: str, default: int) -> int:
        return len(parts) - 1 if text == "last" else int(text) if text else default

    first, colon, last = inner.partition(":")
    if not colon:
        at = index(first, 0)
        return parts[at] if 0 <= at < len(parts) else ""
    return "/".join(parts[index(first, 0) : index(last, len(parts))])


def date_tokens(moment: datetime | None) -> dict[str, str]:
    """Return the parts of a date, by all names that engines have for them; none without a date."""
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


def go_date_tokens(moment: datetime | None) -> dict[str, str]:
    """Return the parts of a date by the layout of Go (``:2006``, ``:01``), which Hugo takes as tokens."""
    if moment is None:
        return {}
    month, day, hour = _MONTHS[moment.month - 1], _DAYS[moment.weekday()], moment.hour % 12 or 12
    return {
        "2006": f"{moment.year:04}", "06": f"{moment.year % 100:02}",
        "01": f"{moment.month:02}", "1": str(moment.month), "Jan": month[:3], "January": month,
        "02": f"{moment.day:02}", "2": str(moment.day), "002": f"{moment.timetuple().tm_yday:03}",
        "Mon": day[:3], "Monday": day, "15": f"{moment.hour:02}", "03": f"{hour:02}", "3": str(hour),
        "04": f"{moment.minute:02}", "4": str(moment.minute), "05": f"{moment.second:02}", "5": str(moment.second),
        "PM": "AM" if moment.hour < 12 else "PM",  # noqa: PLR2004 - noon
    }  # fmt: skip


def hexo_hash(slug: str, moment: datetime) -> str:
    """Return Hexo's ``:hash``, which is made of the file's name and the second of its date."""
    named = f"{slug}{int(moment.astimezone(UTC).timestamp())}"
    return sha1(named.encode(), usedforsecurity=False).hexdigest()[:12]


def alias_of(path: str) -> str:
    """Return an old address as ``aliases`` has it: from the site's root, without a final ``index.html``.

    What would end the path in a URL is encoded, so that ``C#`` stays a name.
    """
    path = re.sub(r"/{2,}", "/", path.strip()).lstrip("/")
    path = re.sub(r"(?:^|(?<=/))index\.html?$", "", path)
    path = re.sub(r"(?:^|(?<=/))\.{1,2}(?:/|$)", "", path)
    path = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", path)
    return path.replace("#", "%23").replace("?", "%3F")


def key_of(path: str) -> str:
    """Return what spellings of one address share: outer slashes, ``.html`` and ``index.html`` do not count."""
    bare = re.sub(r"/{2,}", "/", path).strip("/")
    bare = re.sub(r"(?:^|(?<=/))index(?:\.html?)?$", "", bare).strip("/")
    return re.sub(r"\.html?$", "", bare)


def _base36(number: int) -> str:
    sign, number, digits = "-" * (number < 0), abs(number), ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return sign + (digits or "0")


_ANY_DATE = datetime(2020, 1, 1, tzinfo=UTC)
DATE_TOKENS = frozenset(date_tokens(_ANY_DATE))
"""Names of the parts of a date that more than one engine has."""
GO_DATE_TOKENS = frozenset(go_date_tokens(_ANY_DATE))
