"""Options and their validators: what an option is, and what its value may be."""

from __future__ import annotations

from dataclasses import MISSING, field
from datetime import UTC, date, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date

from ..model.text import Mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field

__all__ = [
    "default_of",
    "is_archive",
    "is_bool",
    "is_count",
    "is_date_format",
    "is_list_of",
    "is_one_of",
    "is_optional_bool",
    "is_optional_size",
    "is_path",
    "is_placeholders",
    "is_size",
    "is_sizes",
    "is_str",
    "is_str_list",
    "is_taxonomies",
    "is_term_data",
    "is_zone",
    "option",
    "time_zone",
]


def option(default: Any, check: Callable[[object], bool], expects: str, help_text: str, *, rebuild: str = "env") -> Any:
    """Declare an option: its default, the check of a value, what the check expects in words, and its meaning.

    :param rebuild: what is made again when its value changes: ``env`` (every document is read again), ``html`` (every
        page is written again) or the empty string.
    """
    metadata = {"check": check, "expects": expects, "help": help_text, "rebuild": rebuild}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


def default_of(declared: Field[Any]) -> Any:
    """Return the default of an option, a fresh copy where it is mutable."""
    if declared.default_factory is not MISSING:
        return declared.default_factory()
    return declared.default


_DATE_STYLES = ("full", "long", "medium", "short")


def is_str(value: object) -> bool:
    """Return a string."""
    return isinstance(value, str)


def is_path(value: object) -> bool:
    """Return a relative path with forward slashes that does not leave the site."""
    return isinstance(value, str) and not value.startswith("/") and ".." not in value.split("/") and "\\" not in value


def is_str_list(value: object) -> bool:
    """Return a list or tuple of strings."""
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


def is_bool(value: object) -> bool:
    """True or False."""
    return isinstance(value, bool)


def is_optional_bool(value: object) -> bool:
    """True, False or None."""
    return value is None or is_bool(value)


def is_count(value: object) -> bool:
    """Return a whole number, 0 included."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_size(value: object) -> bool:
    """Return a whole number above 0."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def is_optional_size(value: object) -> bool:
    """Return a whole number above 0, or None."""
    return value is None or is_size(value)


def is_sizes(value: object) -> bool:
    """Return a list or tuple of whole numbers above 0."""
    return isinstance(value, (list, tuple)) and all(map(is_size, value))


def time_zone(name: str) -> tzinfo:
    """Return the time zone with a name.

    UTC is the default, so it has to exist without a database, too: Windows and some containers have none.

    :raises ZoneInfoNotFoundError: if this machine does not know the name.
    :raises ValueError: if it is not a name of a zone, but of something else in the database.
    """
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        if name == "UTC":
            return UTC
        raise


def is_zone(value: object) -> bool:
    """Return the name of a zone that this machine knows."""
    if not isinstance(value, str):
        return False
    try:
        time_zone(value)
    except (KeyError, ValueError, OSError):  # no such key; a path; a folder of the zone database
        return False
    return True


def is_date_format(value: object) -> bool:
    """Return a style or pattern of Babel that formats a date."""
    if value in _DATE_STYLES:  # and do not load Babel's data for that in each build
        return True
    if not isinstance(value, str) or not value.strip():
        return False
    try:
        format_date(date(2026, 1, 11), value, locale="en")
    except (AttributeError, KeyError, ValueError):  # a field of the clock, such as those in "%Y-%m-%d"; none at all
        return False
    return True


def is_archive(value: object) -> bool:
    """Return a list of kinds of archive page."""
    return isinstance(value, (list, tuple)) and all(item in ("year", "month") for item in value)


def is_placeholders(value: object) -> bool:
    """Return a dict of texts by what they stand for."""
    return isinstance(value, dict) and all(key in tuple(Mark) and isinstance(text, str) for key, text in value.items())


def is_term_data(value: object) -> bool:
    """Something on terms: a mapping, a list, or the path of a file; its entries are checked one by one where read."""
    return isinstance(value, (dict, list, tuple, str))


def is_taxonomies(value: object) -> bool:
    """Return a dict of headings, or of dicts that hold them."""
    return isinstance(value, dict) and all(
        isinstance(name, str) and ((is_str(said) and bool(said.strip())) or _is_taxonomy(said))
        for name, said in value.items()
    )


def _is_taxonomy(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() <= {"label", "singular", "terms"}
        and is_str(value.get("label"))
        and bool(value["label"].strip())
        and isinstance(value.get("singular", ""), str)
        and is_term_data(value.get("terms", ""))
    )


def is_list_of(*choices: str) -> Callable[[object], bool]:
    """Return a check for a list of a few strings, none of them twice."""

    def check(value: object) -> bool:
        return is_str_list(value) and set(value) <= set(choices) and len(set(value)) == len(value)  # type: ignore[call-overload, arg-type]

    return check


def is_one_of(*choices: str) -> Callable[[object], bool]:
    """Return a check for one of a few strings."""
    return choices.__contains__
