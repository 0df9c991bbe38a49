"""Front matter of other engines: the block parted from the text, and its keys mapped to those of this extension."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from ..model.dates import date_in_path, read_date
from ..model.text import short_repr
from ..source.frontmatter import front_matter_span, open_front_matter, read_front_matter
from ..source.metadata import KEYS, one_line, suggested_key
from .old_blog import NoteKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .addresses import Permalinks
    from .old_blog import Options, SourceFile

__all__ = [
    "Form",
    "Header",
    "Key",
    "MetadataMapper",
    "as_flag",
    "as_list",
    "as_timestamp",
    "split_header",
    "split_names",
]

_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(?P<block>(?s:.*?)\n|)\+\+\+[ \t]*(?:\n|\Z)")
_HEXO_JSON = re.compile(r"\s*(?:;;;[ \t]*\n)?(?P<block>\s*\"(?s:.*?)\n);;;+[ \t]*(?:\n|\Z)")
_PLAIN = re.compile(
    r"\s*(?=[A-Za-z][\w -]*:)(?P<block>(?:[A-Za-z][\w -]*:[^\n]*(?:\n|\Z)(?:[ \t]+\S[^\n]*(?:\n|\Z))*)+)"
)
_PLAIN_KEY = re.compile(r"^([A-Za-z][\w -]*?)[ \t]*:[ \t]*(.*(?:\n[ \t]+\S.*)*)$", re.MULTILINE)
_FLAGS = ("draft", "unlisted", "pinned", "comments", "related")
_DATES = ("date", "updated", "expires")
_LISTS = ("authors", "tags", "categories", "series", "location", "language", "aliases")
_SYNONYMS = {"author": "authors", "tag": "tags", "category": "categories"}
_ORDER = (
    *("title", *_DATES, *_LISTS[:-1], "series_order", *_FLAGS),
    *("excerpt", "description", "image", "image_alt", "external_link", "canonical", "aliases"),
)
_NO_ZONE = timezone(timedelta(seconds=1))
"""The zone of dates without one: it is not a real zone, so that it can be told apart."""
_USUAL = {"layout": ("post", "posts", "default", "single"), "type": ("post", "posts", "blog"), "linktitle": ("",)}
"""Values that engines require in every post; they mean nothing for a single post."""
_DEEPEST = 4
"""How deep lists of labels may be nested."""
_TRUE, _FALSE = ("true", "yes", "on", "1", "y"), ("false", "no", "off", "0", "n", "none", "null", "")
_EMPTY: tuple[object, ...] = (None, "", [], {})


# -------------------------------------------------------------------------------------------------------------- headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The front matter of a file."""

    values: dict[str, Any] = field(default_factory=dict)
    """Scalars as they were written; dates of TOML have their type."""
    lines: dict[str, int] = field(default_factory=dict)
    """The line of each key in the file, counted from 1."""
    body_start: int = 0
    """The offset in the text at which the front matter ends."""
    error: str = ""
    """Why the block cannot be parsed; the values are then those of the lines that can."""
    error_line: int = 1


def split_header(text: str, *, plain: bool = False) -> Header:
    r"""Part the front matter from a text.  Never raises.

    :param text: with ``\n`` at the ends of its lines.
    :param plain: whether ``Key: value`` lines without a fence are front matter, as in Pelican and MultiMarkdown.
    """
    if match := _TOML.match(text):
        return _toml(match)
    start = len(text) - len(text.lstrip("\n"))
    if text.startswith("{", start) and (header := _json(text, start)) is not None:
        return header
    if match := _HEXO_JSON.match(text):
        return _hexo_json(match)
    if (header := _yaml(text, start, plain=plain)) is not None:
        return header
    match = _PLAIN.match(text) if plain else None
    return _plain(match) if match else Header()


def _yaml(text: str, start: int, *, plain: bool) -> Header | None:
    """Return front matter in YAML, with or without its opening line; None if there is none.

    :param start: where the first line that is not empty begins.
    """
    bare = text[start:]
    is_open = front_matter_span(bare) is not None
    opened = bare if is_open or plain else open_front_matter(bare)
    front, span = read_front_matter(opened), front_matter_span(opened)
    if front is None or span is None:
        return None
    # a block without its opening line is one line further up in the file than where it is read
    lines = text.count("\n", 0, start) - (not is_open)
    end = start + span[1] - (0 if is_open else len("---\n"))
    after = text.find("\n", end)
    return Header(
        values=dict(front.values),
        lines={key: line + lines for key, line in front.lines.items()},
        body_start=len(text) if after < 0 else after + 1,
        error=front.error,
        error_line=max(front.error_line + lines, 1),
    )


def _header(
    match: re.Match[str], values: dict[str, Any], error: str = "", error_line: int = 0, *, lower: bool = False
) -> Header:
    """Return the header in a block that a pattern matches; the line of the error is one of the block."""
    text = match.string
    before = text.count("\n", 0, match.start("block"))
    return Header(
        values=values,
        lines=_lines_of_keys(match["block"], before, lower=lower),
        body_start=match.end(),
        error=error,
        error_line=error_line + before if error else 1,
    )


def _lines_of_keys(block: str, before: int, *, lower: bool = False) -> dict[str, int]:
    lines: dict[str, int] = {}
    for number, line in enumerate(block.split("\n"), before + 1):
        if key := re.match(r"""\s*["']?([\w-]+)["']?\s*[=:]""", line):
            lines.setdefault(key[1].lower() if lower else key[1], number)
    return lines


def _toml(match: re.Match[str]) -> Header:
    try:
        return _header(match, _without_times(tomllib.loads(match["block"])))
    except (ValueError, RecursionError) as error:
        at = re.search(r"line (\d+)", str(error))
        return _header(match, _readable_toml(match["block"]), f"not TOML: {error}", int(at[1]) if at else 1)


def _readable_toml(block: str) -> dict[str, Any]:
    """Return what a broken block still has: the lines above its first table that are TOML on their own."""
    values: dict[str, Any] = {}
    for line in block.split("\n"):
        if line.lstrip().startswith("["):
            break
        try:
            values = {**tomllib.loads(line), **values}
        except (ValueError, RecursionError):
            continue
    result: dict[str, Any] = _without_times(values)
    return result


def _without_times(value: Any) -> Any:
    """Return a value of TOML with times without a day as text, since no key has a use for them."""
    if isinstance(value, dict):
        return {str(key): _without_times(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_times(item) for item in value]
    return str(value) if isinstance(value, time) else value


def _json(text: str, start: int) -> Header | None:
    """Return front matter that is a JSON object, as in Hugo; None if none begins there."""
    try:
        values, length = json.JSONDecoder().raw_decode(text[start:])
    except (ValueError, RecursionError) as error:
        if not re.match(r"\{\s*\"", text[start:]):
            return None
        line = getattr(error, "lineno", 1)
        return Header(body_start=start, error=f"not JSON: {error}", error_line=line + text.count("\n", 0, start))
    end = text.find("\n", start + length)
    return Header(
        values={str(key): value for key, value in values.items()},
        lines=_lines_of_keys(text[start : start + length], text.count("\n", 0, start)),
        body_start=len(text) if end < 0 else end + 1,
    )


def _hexo_json(match: re.Match[str]) -> Header:
    try:
        return _header(match, json.loads("{" + match["block"] + "}"))
    except (ValueError, RecursionError) as error:
        return _header(match, {}, f"not JSON: {error}", getattr(error, "lineno", 1))


def _plain(match: re.Match[str]) -> Header:
    values: dict[str, Any] = {}
    for key, value in _PLAIN_KEY.findall(match["block"]):
        values.setdefault(str(key).strip().lower(), " ".join(str(value).split()))
    return _header(match, values, lower=True)


# ----------------------------------------------------------------------------------------------------------------- keys


class Form(Enum):
    """What the value of a key is read as."""

    TEXT = auto()
    DATE = auto()
    FLAG = auto()
    TERMS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key of this extension, and the keys of an engine that it is filled from."""

    name: str
    old: tuple[str, ...]
    """The first of them with a value counts; all of them are then done with."""
    form: Form = Form.TEXT
    separator: str = ","
    """What parts the labels of a plain text: a blank for white space, nothing for a single label."""
    opposite: bool = False
    """Whether the flag of the engine means the opposite, as ``published`` does of ``draft``."""

    @classmethod
    def text(cls, name: str, *old: str) -> Key:
        """Return a key with one line of text; by default of the same name."""
        return cls(name=name, old=old or (name,))

    @classmethod
    def date(cls, name: str, *old: str) -> Key:
        """Return a key with a date."""
        return cls(name=name, old=old or (name,), form=Form.DATE)

    @classmethod
    def flag(cls, name: str, *old: str, opposite: bool = False) -> Key:
        """Return a key that is true or false."""
        return cls(name=name, old=old or (name,), form=Form.FLAG, opposite=opposite)

    @classmethod
    def terms(cls, name: str, *old: str, separator: str = ",") -> Key:
        """Return a key with labels."""
        return cls(name=name, old=old or (name,), form=Form.TERMS, separator=separator)


@dataclass(slots=True, kw_only=True)
class MetadataMapper:
    """The front matter of one post while its keys are mapped."""

    header: Header
    text: str
    """The whole file; ``header.body_start`` is where its front matter ends."""
    file: SourceFile
    options: Options
    permalinks: Permalinks | None = None
    """Those of the engine."""
    values: dict[str, Any] = field(default_factory=dict)
    """By the keys of this extension."""
    notes: list[tuple[int, NoteKind, str]] = field(default_factory=list)
    """Line of the file, kind and message."""
    category_paths: list[tuple[str, ...]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    version_of: str = ""
    unsupported: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Patterns of the blog that are not supported, each with the tokens that are the reason."""
    _done: set[str] = field(default_factory=set)

    @property
    def body(self) -> str:
        """The text below the front matter."""
        return self.text[self.header.body_start :]

    # ---- reading what the engine has

    def value(self, name: str) -> Any:
        """Return the value of a key of the engine, in the file or outside it; None if there is none."""
        low = name.lower()
        for values in (self.header.values, self.file.defaults):
            for key, value in values.items():
                if key.lower() == low and value is not None:
                    return value
        return None

    def take(self, *names: str) -> Any:
        """Return the value of the first of some keys that has one; all of them are then done with."""
        values = [self.value(name) for name in names]
        self._done.update(name.lower() for name in names)
        return next((value for value in values if value not in _EMPTY), None)

    def add_values(self, values: Mapping[str, Any]) -> None:
        """Add what the text itself says to the front matter, such as the options of a directive."""
        self.header.values.update(values)

    def report(self, name: str, message: str, kind: NoteKind = NoteKind.METADATA) -> None:
        """Add a note at the line of a key of the engine; at the first line if the file does not have the key."""
        lines = {key.lower(): line for key, line in self.header.lines.items()}
        self.notes.append((lines.get(name.lower(), 1), kind, message))

    def timestamp(self) -> datetime | None:
        """Return the date of the post on its author's clock, with a zone only if one is written."""
        value = self.values.get("date")
        if isinstance(value, datetime):
            return value
        return datetime.combine(value, time()) if isinstance(value, date) else None

    # ---- setting what this extension has

    def put(self, key: str, value: Any) -> None:
        """Set a key of this extension, unless the value is empty."""
        if value not in _EMPTY:
            self.values[key] = value

    def map(self, key: Key) -> None:
        """Map one key."""
        if key.form is Form.TEXT:
            self.put_text(key.name, *key.old)
        elif key.form is Form.DATE:
            self.put_date(key.name, *key.old)
        elif key.form is Form.FLAG:
            self.put_flag(key.name, *key.old, opposite=key.opposite)
        else:
            self.put_terms(key.name, *key.old, separator=key.separator)

    def put_text(self, key: str, *names: str) -> None:
        """Map one line of text."""
        value = self.take(*names)
        if isinstance(value, (list, dict)):
            self.report(names[0], f"{names[0]}: {short_repr(value)} is not a text. The key is ignored.")
        else:
            self.put(key, one_line(value))

    def put_terms(self, key: str, *names: str, separator: str = ",") -> None:
        """Map labels."""
        self.put(key, as_list(self.take(*names), separator))

    def put_date(self, key: str, *names: str) -> None:
        """Map a date: with a time if it has one, and with a zone if it names one."""
        value = self.take(*names)
        if value is None:
            return
        try:
            self.put(key, as_timestamp(value))
        except ValueError as error:
            self.put(key, one_line(value))
            effect = " The post is a draft." if key == "date" else ""
            self.report(names[0], f"{names[0]}: {error}.{effect}")

    def put_flag(self, key: str, *names: str, opposite: bool = False) -> None:
        """Map a switch; a value that is neither true nor false is reported and ignored."""
        value = self.take(*names)
        if value is None:
            return
        flag = as_flag(value)
        if flag is None:
            message = f"{names[0]}: {short_repr(value)} is not a boolean. Expected true or false. The key is ignored."
            self.report(names[0], message)
        else:
            self.values[key] = flag is not opposite

    def date_from_name(self) -> None:
        """Use the date in the file's name if the front matter has none."""
        if "date" not in self.values and (day := date_in_path(self.file.name.rpartition(".")[0])) is not None:
            self.values["date"] = day

    def add_address(self, pattern: str, values: Mapping[str, str], *, key: str = "", zone: Any = None) -> str:
        """Fill in a pattern of old addresses and note the result; return it, or nothing if there is none.

        :param key: the key of front matter that has the pattern; empty for that of the blog.
        :param zone: the zone of the blog, for dates without one.
        """
        if self.permalinks is None:
            return ""
        moment = self.timestamp()
        if moment is not None and moment.tzinfo is None and zone is not None:
            moment = moment.replace(tzinfo=zone)
        address = self.permalinks.expand(pattern, values, moment)
        if address.unsupported and key:
            tokens = ", ".join(address.unsupported)
            self.report(key, f"{key}: '{tokens}' is not supported. The post has no alias.", NoteKind.PERMALINK)
        elif address.unsupported:
            self.unsupported.setdefault(pattern, address.unsupported)
        elif address.missing and moment is not None:
            message = f"the old address is unknown: the post has no value for {', '.join(address.missing)}"
            self.report(key or "date", f"{message}. Add it to 'aliases'.", NoteKind.PERMALINK)
        elif not address.missing:
            self.addresses.append(address.path)
            return address.path
        return ""

    def finish(self, dropped: frozenset[str] = frozenset()) -> None:
        """Map the remaining keys: those that this extension has, and, unchanged, those that nobody knows.

        :param dropped: keys without a meaning outside the engine.
        """
        self._done.update(dropped)
        if self.file.draft:
            self.values["draft"] = True
        for key, value in self.header.values.items():
            if (low := key.lower()) in self._done or value in (None, *_USUAL.get(low, ())):
                continue
            if low in KEYS:
                self._map_same(low)
            else:
                self._keep(key)
        for key in ("draft", "unlisted", "pinned"):
            if self.values.get(key) is False:
                del self.values[key]  # the default
        if self.addresses or "aliases" in self.values:
            # the key keeps its position until it is known which addresses no other post has
            self.addresses += self.values.get("aliases", [])
            self.values["aliases"] = self.addresses

    def order(self) -> None:
        """Bring the keys into the order of the manual, unknown ones at the end."""
        known = {key: self.values[key] for key in _ORDER if key in self.values}
        self.values = known | {key: value for key, value in self.values.items() if key not in known}

    def _map_same(self, key: str) -> None:
        name = _SYNONYMS.get(key, key)
        if name in self.values:
            return
        if key in _FLAGS:
            self.put_flag(key, key)
        elif key in _DATES:
            self.put_date(key, key)
        elif name in _LISTS:
            self.put_terms(name, key)
        else:
            self.put_text(key, key)

    def _keep(self, key: str) -> None:
        """Keep an unknown key; one that a build would take for a misspelled key of ours gets another name."""
        if suggestion := suggested_key(key):
            self.report(key, f"{key}: unknown key. Did you mean '{suggestion}'? The value is kept as 'old_{key}'.")
            self.values[f"old_{key}"] = self.header.values[key]
        else:
            self.values[key] = self.header.values[key]


# --------------------------------------------------------------------------------------------------------------- values


def as_list(value: Any, separator: str = ",") -> list[str]:
    """Return the labels in a value, each once: the items of a list and of lists in it, or the pieces of a text."""
    labels: list[str] = []
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
            parts = item.split() if separator == " " else item.split(separator) if separator else [item]
            labels += [one_line(part) for part in parts]
        else:
            labels.append(one_line(item))
    return list(dict.fromkeys(label for label in labels if label))


def split_names(text: str) -> list[str]:
    """Return the names in a text, parted by semicolons if it has one, else by commas outside brackets and tags."""
    sign = ";" if ";" in text else ","
    names, depth = [""], 0
    for char in text:
        depth += (char in "(<（") - (char in ")>）")
        if char == sign and depth <= 0:
            names.append("")
        else:
            names[-1] += char
    return [name for part in names if (name := one_line(part))]


def as_timestamp(value: Any) -> datetime | date:
    """Return a date as it is to be written again: a day, or a day and a time; with a zone only if one is written.

    :raises ValueError: if the value is not a date.
    """
    moment = read_date(value, _NO_ZONE)
    if moment.tzinfo is not _NO_ZONE:
        return moment
    moment = moment.replace(tzinfo=None)
    has_time = isinstance(value, datetime) or (isinstance(value, str) and (":" in value or moment.time() != time()))
    return moment if has_time else moment.date()


def as_flag(value: Any) -> bool | None:
    """Return true or false if the value is a word for one of them; else None."""
    if isinstance(value, (list, dict)):
        return None
    word = str(value).strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None
