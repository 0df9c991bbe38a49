"""Files of terms: YAML, with the line of every key, so that a warning can name it.

The shapes are those in which other engines keep authors and tags: a mapping by name, maybe below one key that says
what it is a mapping of, or a list.  What the values mean is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from .frontmatter import BROKEN, ScalarLoader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["TermFile", "entries_of", "read_term_file"]

_DEEPEST = 4
"""``authors: mei: social: github:``; lines of what lies deeper are not asked for."""
_NAMING = ("label", "name", "key", "id")
"""What names an entry of a list, the first of them that it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFile:
    """What a file says."""

    value: object = None
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)
    """The line of each key, by the keys that lead there; those of lists are numbers from 0."""
    error: str = ""
    """Why it cannot be read; the value is then None."""
    error_line: int = 1

    def line(self, *keys: str) -> int:
        """The line of a key, or of the nearest one above it that has one."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)

    def below(self, key: str) -> TermFile:
        """What stands below a key of a mapping."""
        lines = {keys[1:]: line for keys, line in self.lines.items() if keys[0] == key and keys[1:]}
        return TermFile(value=self.value[key], lines=lines)  # type: ignore[index]  # asked of mappings only


def read_term_file(path: Path) -> TermFile:
    """Read a YAML file; never raises."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return TermFile(error="it is not UTF-8")
    except OSError as error:
        return TermFile(error=error.strerror or str(error))
    try:
        loader = ScalarLoader(text)
        try:
            node = loader.get_single_node()
            value = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except BROKEN as error:
        mark = getattr(error, "problem_mark", None)
        reason = " ".join(str(getattr(error, "problem", None) or error).split())
        return TermFile(error=f"it is not valid YAML ({reason})", error_line=mark.line + 1 if mark is not None else 1)
    return TermFile(value=value, lines=dict(_lines(node, ())))


def entries_of(file: TermFile, wrapper: str, fields: frozenset[str]) -> tuple[dict[str, Any] | None, TermFile]:
    """The entries of a file by name, and where they stand; None where it holds neither a mapping nor a list.

    :param wrapper: the key that may stand above all of them: ``authors``.
    :param fields: what an entry may say: a mapping of these is an entry, not the entries.
    """
    value = file.value
    if isinstance(value, dict) and list(value) == [wrapper]:
        inner = value[wrapper]
        if isinstance(inner, (list, tuple)) or (isinstance(inner, dict) and not (inner and inner.keys() <= fields)):
            file = file.below(wrapper)
            value = inner
    if isinstance(value, dict):
        return {str(name): entry for name, entry in value.items()}, file
    if not isinstance(value, (list, tuple)):
        return ({}, file) if value is None else (None, file)
    named = [(_name_of(entry, place), entry, str(place)) for place, entry in enumerate(value)]
    lines = {
        (name, *keys[1:]): line
        for name, _, place in named
        for keys, line in file.lines.items()
        if keys[0] == place
    }  # fmt: skip
    entries = {name: entry if isinstance(entry, dict) else None for name, entry, _ in named}
    return entries, TermFile(value=entries, lines=lines)


def _name_of(entry: object, place: int) -> str:
    if isinstance(entry, dict):
        return str(next((entry[key] for key in _NAMING if entry.get(key)), place))
    return str(entry)


def _lines(node: yaml.Node | None, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    if len(above) >= _DEEPEST or not isinstance(node, (yaml.MappingNode, yaml.SequenceNode)):
        return
    if isinstance(node, yaml.MappingNode):
        children = [(str(key.value), key.start_mark.line, value) for key, value in node.value]
    else:
        children = [(str(place), value.start_mark.line, value) for place, value in enumerate(node.value)]
    for key, line, value in children:
        yield (*above, key), line + 1
        yield from _lines(value, (*above, key))
