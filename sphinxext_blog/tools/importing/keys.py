"""Keys: front matter of another engine on its way to ours, key by key."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any

from ...model.dates import date_in_path, read_date
from ...model.text import short_repr
from ...source.metadata import KEYS, one_line, suggested_key

if TYPE_CHECKING:
    from .blog import Options, SourceFile
    from .headers import Header
    from .notes import Fault

__all__ = ["FLAGS", "Translation", "as_flag", "as_list", "as_moment", "split_names"]

FLAGS = ("draft", "unlisted", "pinned", "comments", "related")
_DATES = ("date", "updated", "expires")
_LISTS = ("authors", "tags", "categories", "series", "location", "language", "aliases")
_SAME = {"author": "authors", "tag": "tags", "category": "categories"}
_ORDER = (
    *("title", *_DATES, *_LISTS[:-1], "series_order", *FLAGS),
    *("excerpt", "description", "image", "image_alt", "external_link", "canonical", "aliases"),
)
_UNSAID = timezone(timedelta(seconds=1))
"""The zone of dates that name none: no real one, so it can be told apart."""
_USUAL = {"layout": ("post", "posts", "default", "single"), "type": ("post", "posts", "blog"), "linktitle": ("",)}
"""What engines ask for in every post: it says nothing of this one."""
_DEEPEST = 4
"""Lists in lists."""
_TRUE, _FALSE = ("true", "yes", "on", "1", "y"), ("false", "no", "off", "0", "n", "none", "null", "")


@dataclass(slots=True, kw_only=True)
class Translation:
    """One post's front matter: what its engine says, and what has become of it so far."""

    header: Header
    file: SourceFile
    options: Options
    values: dict[str, Any] = field(default_factory=dict)
    """By our keys."""
    faults: list[Fault] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    version_of: str = ""
    _taken: set[str] = field(default_factory=set)

    def take(self, *names: str) -> Any:
        """The value of the first of some keys that says something; all of them count as understood."""
        said = [self.said(name) for name in names]
        self._taken.update(name.lower() for name in names)
        return next((value for value in said if value not in (None, "", [], {})), None)

    def said(self, name: str) -> Any:
        """What the file says under a key, or what the old blog says of it elsewhere."""
        low = name.lower()
        for values in (self.header.values, self.file.defaults):
            for key, value in values.items():
                if key.lower() == low and value is not None:
                    return value
        return None

    def replace_header(self, values: dict[str, Any], body: str) -> None:
        """Take other values and another text: what stood in the text is said above it now."""
        self.header = replace(self.header, values=values, body=body)

    def tell(self, name: str, message: str) -> None:
        """Note something at the line of a key."""
        lines = {key.lower(): line for key, line in self.header.lines.items()}
        self.faults.append((lines.get(name.lower(), 1), message))

    def put(self, key: str, value: Any) -> None:
        """Set one of our keys, unless there is nothing to say."""
        if value not in (None, "", [], {}):
            self.values[key] = value

    def text(self, key: str, *names: str) -> None:
        """Take one line of text."""
        value = self.take(*names)
        if isinstance(value, (list, dict)):
            self.tell(names[0], f"{names[0]} is {short_repr(value)}, which is no text; it is left out")
        else:
            self.put(key, one_line(value))

    def terms(self, key: str, *names: str, split: str = ",") -> None:
        """Take labels; a plain text is split where it has that sign, at white space for a blank."""
        self.put(key, as_list(self.take(*names), split))

    def date(self, key: str, *names: str) -> None:
        """Take a date, with a time where it has one, and a zone where it names one."""
        value = self.take(*names)
        if value is None:
            return
        try:
            self.put(key, as_moment(value))
        except ValueError as error:
            self.put(key, one_line(value))
            self.tell(
                names[0], f"{names[0]}: {error}; the post is a draft" if key == "date" else f"{names[0]}: {error}"
            )

    def flag(self, key: str, *names: str, opposite: bool = False) -> None:
        """Take a switch; what is no word for true or false is told and left out."""
        value = self.take(*names)
        if value is None:
            return
        on = as_flag(value)
        if on is None:
            self.tell(names[0], f"{names[0]} is {short_repr(value)}, which is neither true nor false; it is left out")
        else:
            self.values[key] = on is not opposite

    def date_from_name(self) -> None:
        """Take the date out of the file's name where the front matter has none."""
        if "date" not in self.values and (day := date_in_path(self.file.name.rpartition(".")[0])) is not None:
            self.values["date"] = day

    def moment(self) -> datetime | None:
        """The date of the post on its author's clock; in the zone that was said, or without one."""
        value = self.values.get("date")
        if isinstance(value, datetime):
            return value
        return datetime.combine(value, time()) if isinstance(value, date) else None

    def finish(self, dropped: tuple[str, ...] = ()) -> None:
        """Take over what is left: keys that are ours already, and, as they are, those of nobody.

        :param dropped: keys that mean nothing outside of the engine.
        """
        self._taken.update(dropped)
        if self.file.draft:
            self.values["draft"] = True
        for key in self.header.values:
            if (ours := key.lower()) in self._taken or self.header.values[key] in (None, *_USUAL.get(ours, ())):
                continue
            if ours in KEYS:
                self._take_ours(ours)
            else:
                self._keep(key)
        for key in ("draft", "unlisted", "pinned"):
            if self.values.get(key) is False:
                del self.values[key]  # as it is without saying so
        if self.addresses or "aliases" in self.values:
            # the key keeps its place until it is known which addresses are nobody else's
            self.addresses += self.values.get("aliases", [])
            self.values["aliases"] = self.addresses

    def order(self) -> None:
        """Bring the keys into the order of the manual, those of nobody at the end."""
        known = {key: self.values[key] for key in _ORDER if key in self.values}
        self.values = known | {key: value for key, value in self.values.items() if key not in known}

    def _take_ours(self, key: str) -> None:
        into = _SAME.get(key, key)
        if into in self.values:
            return
        if key in FLAGS:
            self.flag(key, key)
        elif key in _DATES:
            self.date(key, key)
        elif into in _LISTS:
            self.terms(into, key)
        else:
            self.text(key, key)

    def _keep(self, key: str) -> None:
        if meant := suggested_key(key):
            self.tell(key, f"'{key}' was not understood; did you mean '{meant}'? It is kept under 'old_{key}'")
            self.values[f"old_{key}"] = self.header.values[key]
        else:
            self.values[key] = self.header.values[key]


def as_list(value: Any, split: str = ",") -> list[str]:
    """The labels in a value, each once: a list's items, also those of lists in it, or the pieces of a text."""
    found: list[str] = []
    stack = [(value, 0)]
    while stack:
        item, depth = stack.pop(0)
        if depth > _DEEPEST:  # YAML can put a list into itself
            continue
        if isinstance(item, (list, tuple)):
            stack[:0] = [(part, depth + 1) for part in item]
        elif isinstance(item, dict):
            stack[:0] = [(item.get("name") or item.get("label"), depth + 1)]
        elif isinstance(item, str) and item is value:
            parts = item.split() if split == " " else item.split(split) if split else [item]
            found += [one_line(part) for part in parts]
        else:
            found.append(one_line(item))
    return list(dict.fromkeys(label for label in found if label))


def split_names(text: str) -> list[str]:
    """The names in a text, parted by commas outside of brackets and tags; by semicolons, if there is one."""
    sign = ";" if ";" in text else ","
    names, depth = [""], 0
    for char in text:
        depth += (char in "(<（") - (char in ")>）")
        if char == sign and depth <= 0:
            names.append("")
        else:
            names[-1] += char
    return [name for part in names if (name := one_line(part))]


def as_moment(value: Any) -> datetime | date:
    """A date as it is written again: a day alone, or with a time; with a zone only where one was said.

    :raises ValueError: for what is no date.
    """
    moment = read_date(value, _UNSAID)
    if moment.tzinfo is not _UNSAID:
        return moment
    moment = moment.replace(tzinfo=None)
    has_time = isinstance(value, datetime) or (isinstance(value, str) and (":" in value or moment.time() != time()))
    return moment if has_time else moment.date()


def as_flag(value: Any) -> bool | None:
    """True or false, where a value is a word for it."""
    if isinstance(value, (list, dict)):
        return None
    word = str(value).strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None
