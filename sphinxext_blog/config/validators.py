"""The declaration of options, and the validators of their values."""

from __future__ import annotations

from dataclasses import MISSING, field
from datetime import UTC, date, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date

from ..model.services import is_web_address
from ..model.slugs import label_key
from ..model.social_card import is_color
from ..model.text import Mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field

__all__ = [
    "default_of",
    "is_archive",
    "is_bool",
    "is_colors",
    "is_count",
    "is_date_format",
    "is_list_of",
    "is_one_of",
    "is_optional_bool",
    "is_optional_size",
    "is_path",
    "is_placeholders",
    "is_sites",
    "is_size",
    "is_sizes",
    "is_str",
    "is_str_list",
    "is_taxonomies",
    "is_term_data",
    "is_web_addresses",
    "is_zone",
    "option",
    "time_zone",
]


def option(default: Any, check: Callable[[object], bool], expects: str, help_text: str, *, rebuild: str = "env") -> Any:
    """Return the field of an option.

    :param check: returns whether a value is valid.
    :param expects: a description of valid values.
    :param rebuild: the effect of a changed value: ``env`` (Sphinx rereads every document), ``html`` (every page is
        written again) or empty.
    """
    metadata = {"check": check, "expects": expects, "help": help_text, "rebuild": rebuild}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


def default_of(declared: Field[Any]) -> Any:
    """Return the default of an option, as a new object if it is mutable."""
    if declared.default_factory is not MISSING:
        return declared.default_factory()
    return declared.default


_DATE_STYLES = ("full", "long", "medium", "short")


def is_str(value: object) -> bool:
    """Return whether a value is a string."""
    return isinstance(value, str)


def is_path(value: object) -> bool:
    """Return whether a value is a relative path with forward slashes inside the site."""
    return isinstance(value, str) and not value.startswith("/") and ".." not in value.split("/") and "\\" not in value


def is_str_list(value: object) -> bool:
    """Return whether a value is a list or tuple of strings."""
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


def is_bool(value: object) -> bool:
    """Return whether a value is a boolean."""
    return isinstance(value, bool)


def is_optional_bool(value: object) -> bool:
    """Return whether a value is a boolean or None."""
    return value is None or is_bool(value)


def is_count(value: object) -> bool:
    """Return whether a value is an integer of at least 0."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_size(value: object) -> bool:
    """Return whether a value is an integer of at least 1."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def is_optional_size(value: object) -> bool:
    """Return whether a value is an integer of at least 1, or None."""
    return value is None or is_size(value)


def is_sizes(value: object) -> bool:
    """Return whether a value is a list or tuple of integers of at least 1."""
    return isinstance(value, (list, tuple)) and all(map(is_size, value))


def time_zone(name: str) -> tzinfo:
    """Return the time zone with a name.

    UTC, the default, works without a time zone database, which Windows and some containers do not have.

    :raises ZoneInfoNotFoundError: if the database of the machine does not contain the name.
    :raises ValueError: if the name is that of another file in the database.
    """
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        if name == "UTC":
            return UTC
        raise


def is_zone(value: object) -> bool:
    """Return whether a value is the name of a time zone in the database of the machine."""
    if not isinstance(value, str):
        return False
    try:
        time_zone(value)
    except (KeyError, ValueError, OSError):  # no such key; a path; a folder of the zone database
        return False
    return True


def is_date_format(value: object) -> bool:
    """Return whether a value is a style or pattern of Babel that formats a date."""
    if value in _DATE_STYLES:  # avoids loading the data of Babel in each build
        return True
    if not isinstance(value, str) or not value.strip():
        return False
    try:
        format_date(date(2026, 1, 11), value, locale="en")
    except (AttributeError, KeyError, ValueError):  # for example "%Y-%m-%d", which contains fields of a time
        return False
    return True


def is_sites(value: object) -> bool:
    """Return whether a value maps names of sites to a web URL and a path, None, or several of them."""
    return isinstance(value, dict) and all(
        isinstance(name, str) and bool(label_key(name)) and _is_site(entry) for name, entry in value.items()
    )


def _is_site(value: object) -> bool:
    match value:
        case [str() as url, paths] if url.startswith(("https://", "http://")):
            locations = paths if isinstance(paths, (list, tuple)) and paths else [paths]
            return all(item is None or (isinstance(item, str) and _is_location(item)) for item in locations)
        case _:
            return False


def _is_location(text: str) -> bool:
    """Return whether a text is a path or a web URL."""
    return bool(text.strip()) and ("://" not in text or text.startswith(("https://", "http://")))


def is_archive(value: object) -> bool:
    """Return whether a value is a list of kinds of archive pages."""
    return isinstance(value, (list, tuple)) and all(item in ("year", "month") for item in value)


def is_colors(*names: str) -> Callable[[object], bool]:
    """Return a validator for dicts of colors with some of the given keys."""

    def check(value: object) -> bool:
        return isinstance(value, dict) and all(name in names and is_color(color) for name, color in value.items())

    return check


def is_placeholders(value: object) -> bool:
    """Return whether a value is a dict of placeholders by mark."""
    return isinstance(value, dict) and all(key in tuple(Mark) and isinstance(text, str) for key, text in value.items())


def is_web_addresses(value: object) -> bool:
    """Return whether a value is empty, a web URL, or a list of web URLs."""
    if isinstance(value, str):
        return not value or is_web_address(value)
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) and is_web_address(item) for item in value)


def is_term_data(value: object) -> bool:
    """Return whether a value can be term data: a mapping, a list or a path; entries are checked when they are read."""
    return isinstance(value, (dict, list, tuple, str))


def is_taxonomies(value: object) -> bool:
    """Return whether a value is a dict of headings, or of dicts that contain them."""
    return isinstance(value, dict) and all(
        isinstance(name, str) and ((is_str(entry) and bool(entry.strip())) or _is_taxonomy(entry))
        for name, entry in value.items()
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
    """Return a validator for lists of distinct choices."""

    def check(value: object) -> bool:
        return is_str_list(value) and set(value) <= set(choices) and len(set(value)) == len(value)  # type: ignore[call-overload, arg-type]

    return check


def is_one_of(*choices: str) -> Callable[[object], bool]:
    """Return a validator for one of several choices."""
    return choices.__contains__
