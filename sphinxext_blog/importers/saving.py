"""Saving: the files of posts and terms, each written whole, and never over a file of the author."""

from __future__ import annotations

import os.path
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Saver", "as_yaml", "render"]

_WIDTH = 10_000
"""No line of YAML is broken, so that a title can be searched for."""
_DEEPEST = 20
_SIMPLE = re.compile(
    r"(?:[^\W\d_]|\d(?=[^:]*[^\W\da-fxot_A-FXOTZ]))"
    r"(?:[\w./+(),!?\"'&=;\u00b7\u2013-\u2026\u3001-\u3011\uff01-\uff20-]|:(?=[^\s:])| (?! ))*(?<! )|[^\W\d_]"
)
"""A text without signs that mean something in YAML; one that begins with a digit has letters that no number has."""
_NUMBER = re.compile(r"0|[1-9]\d*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d(?:[+-]\d\d:\d\d)?)?")
"""A day or a time, as YAML has it; a few zones of long ago differ by seconds."""
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""Texts that YAML reads as something else."""


@dataclass(slots=True, kw_only=True)
class Saver:
    """Writes files below one folder, and counts what became of them."""

    folder: Path
    force: bool = False
    """Whether to write over existing files with other content."""
    dry: bool = False
    """Whether to write nothing at all."""
    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    preserved: list[str] = field(default_factory=list)
    """Existing files with other content."""
    _inside: dict[Path, bool] = field(default_factory=dict)
    _made: set[Path] = field(default_factory=set)

    def text(self, name: str, text: str) -> str:
        """Write a text; return why it cannot be written, or nothing."""
        return self._save(name, lambda: text.encode("utf-8", errors="replace"))

    def copy(self, name: str, source: Path) -> str:
        """Write a copy of a file; return why it cannot be written, or nothing."""
        return self._save(name, source.read_bytes)

    def _save(self, name: str, content: Callable[[], bytes]) -> str:
        path = self.folder / name
        try:
            exists = os.path.lexists(path)
            if not self._is_inside(path.parent) or (exists and not self._is_inside(path)):
                return f"'{name}' is outside of the folder. The file is not written."
            data = content()
            if exists:
                if path.is_file() and path.read_bytes() == data:
                    self.unchanged.append(name)
                    return ""
                if not self.force or not path.is_file():
                    self.preserved.append(name)
                    return ""
            if not self.dry:
                self._make_folder(path.parent)
                temporary = path.with_name(f".{path.name[:80]}.importing")
                temporary.write_bytes(data)
                temporary.replace(path)  # whole or not at all, however the run ends
            self.written.append(name)
        except OSError as error:
            return f"'{name}' cannot be written: {error.strerror or error}"
        return ""

    def _is_inside(self, path: Path) -> bool:
        """Return whether a path is below the folder, whatever links are on its way."""
        if path not in self._inside:
            self._inside[path] = path.resolve().is_relative_to(self.folder.resolve())
        return self._inside[path]

    def _make_folder(self, path: Path) -> None:
        if path not in self._made:
            path.mkdir(parents=True, exist_ok=True)
            self._made.add(path)


class _Dumper(yaml.SafeDumper):
    """Writes each key in a line of its own, lists and mappings of scalars in one line, and indents other lists."""

    def represent(self, data: Any) -> None:
        """Write a document."""
        node = self.represent_data(data)
        if isinstance(node, yaml.CollectionNode):
            node.flow_style = False  # PyYAML would write a post with nothing but scalars as ``{title: A}``
        self.serialize(node)
        self.represented_objects = {}
        self.object_keeper = []

    def ignore_aliases(self, data: Any) -> bool:
        """Write a scalar that occurs twice in both places; a list may contain itself."""
        return not isinstance(data, (list, dict))

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's own
        """Indent lists below their key."""
        super().increase_indent(flow, indentless=False)


def render(metadata: dict[str, Any], body: str, *, rst: bool = False) -> str:
    """Return a post as a file; without metadata there is no front matter, since MyST warns of an empty block.

    :param rst: whether the post is reStructuredText, with its metadata in fields and its title in the text.
    """
    if rst:
        fields = "".join(f":{key}: {_field(value)}\n" for key, value in metadata.items() if key != "title")
        return f"{fields}\n{body}" if fields else body
    return f"---\n{as_yaml(metadata)}---\n\n{body}" if metadata else body


def as_yaml(values: dict[str, Any]) -> str:
    """Return a mapping as YAML: dates without quotes, texts that look like another type with them."""
    plain: dict[Any, Any] = _plain(values)  # of two keys that only differ in unprintable characters, one is left
    return "".join(_simple_line(key, value) or _dumped({key: value}) for key, value in plain.items())


def _dumped(values: dict[Any, Any]) -> str:
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=_WIDTH)


def _simple_line(key: object, value: object) -> str:
    """Return the line of a key whose value needs no quotes; nothing otherwise.

    The line is that of PyYAML, which takes longer for the front matter of a post than some posts take to be converted.
    """
    text = _simple_scalar(value)
    if not text and isinstance(value, list) and value:
        items = [_simple_scalar(item) for item in value]
        text = f"[{', '.join(items)}]" if all(items) and not any(re.search("[:,?]", item) for item in items) else ""
    name = _simple_scalar(key) if isinstance(key, str) and text else ""
    return f"{name}: {text}\n" if name else ""


def _simple_scalar(value: object) -> str:
    """Return a value as a plain scalar of YAML; nothing if it may need quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return str(value) if _DATE.fullmatch(str(value)) else ""
    if isinstance(value, str) and value.isascii() and _NUMBER.fullmatch(value):
        return f"'{value}'"
    if not isinstance(value, str) or not _SIMPLE.fullmatch(value) or value.lower() in _WORDS:
        return ""
    return value


def _plain(value: Any, depth: int = 0) -> Any:
    """Return a value with types of YAML only, others as text."""
    if isinstance(value, str):
        return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "\ufffd", value)
    if isinstance(value, (bool, int, float, datetime, date)) or value is None:
        return value
    if depth > _DEEPEST:  # a list may contain itself
        return "…"
    if isinstance(value, dict):
        return {_plain(key, depth + 1): _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, depth + 1) for item in value]
    return str(value)


def _field(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_quoted(str(item)) for item in value)
    return " ".join(str(value).lower().split()) if isinstance(value, bool) else " ".join(str(value).split())


def _quoted(label: str) -> str:
    """Return a label in quotes that it does not contain, if it cannot be part of a list without."""
    sign = "'" if '"' in label else '"'
    return f"{sign}{label}{sign}" if re.search(r",|^[\"'\[]", label) else label
