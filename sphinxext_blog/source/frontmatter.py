"""Front matter: the YAML at the top of a file, parsed from the text after all ``source-read`` handlers."""

from __future__ import annotations

import json
import re
from dataclasses import field, replace
from functools import lru_cache
from typing import Any

import yaml

from ..model.record import record
from ..sphinx_compat import MYST_STOPS_AT_INVALID_YAML

__all__ = [
    "YAML_ERRORS",
    "FrontMatter",
    "ScalarLoader",
    "blank_unreadable",
    "cell_source",
    "front_matter_span",
    "mapping_in",
    "notebook_metadata",
    "open_front_matter",
    "read_front_matter",
    "shift_lines",
    "without_cell_front_matter",
]

_OPENING = re.compile(r"\A\ufeff?---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_KEY = re.compile(r"^([^\s:#'\"\[\]{}-][^:\n]*?)[ \t]*:(?:[ \t]+|$)(.*)$")
_BARE_HEADER = re.compile(r"\A\ufeff?(?=[A-Za-z_][\w-]*[ \t]*:)((?:(?!-{3})[^\n]*\n)+?)-{3,}[ \t]*\r?(?:\n|\Z)")
YAML_ERRORS = (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""Exceptions of PyYAML; the constructors of ``!!timestamp x`` and ``!!bool x`` raise various ones."""
_MAX_HEADER = 65_536
"""The maximum length in characters; a longer block is not front matter, but a text that begins with a rule."""


class ScalarLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    """A YAML loader that keeps scalars as strings, except null and the booleans of YAML 1.2."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own attribute


ScalarLoader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)
ScalarLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
ScalarLoader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"^(?:<<)$"), ["<"])


@record
class FrontMatter:
    """The content of a front matter block."""

    values: dict[str, Any] = field(default_factory=dict)
    """Must not be changed: results are cached by text."""
    lines: dict[str, int] = field(default_factory=dict)
    """The line of each top-level key, counted from 1."""
    error: str = ""
    """Why the block is not YAML; the values are then those of its plain ``key: value`` lines."""
    error_line: int = 1


def mapping_in(value: object) -> object:
    """Return the mapping that a text in braces contains, as in an option of a directive; otherwise the value."""
    text = value.strip() if isinstance(value, str) else ""
    if not (text.startswith("{") and text.endswith("}")):
        return value
    try:
        loaded = yaml.load(text, ScalarLoader)  # noqa: S506 - a safe loader, with fewer types
    except YAML_ERRORS:
        return value
    return loaded if isinstance(loaded, dict) else value


def read_front_matter(text: str) -> FrontMatter | None:
    """Return the front matter at the start of a text; None if there is none.  Errors are stored in the result."""
    span = front_matter_span(text)
    return _read_block(text[slice(*span)]) if span is not None else None


def front_matter_span(text: str) -> tuple[int, int] | None:
    """Return the start and end of front matter, between its lines of dashes; None if there is none."""
    opening = _OPENING.match(text)
    if opening is None:
        return None
    closing = _CLOSING.search(text, opening.end(), opening.end() + _MAX_HEADER)
    return (opening.end(), closing.start()) if closing is not None else None


@lru_cache(maxsize=16_384)  # each file is parsed for prediction and again when it is read
def _read_block(block: str) -> FrontMatter:
    """Return the content of a block of front matter."""
    lines = _lines_of_keys(block)
    try:
        values = yaml.load(block, ScalarLoader)  # noqa: S506 - a safe loader, with fewer types
    except YAML_ERRORS as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark is not None else 1
        reason = " ".join(str(getattr(error, "problem", None) or error).split())
        return FrontMatter(values=_plain_lines(block), lines=lines, error=reason, error_line=line)
    if values is None:
        return FrontMatter(lines=lines)
    if not isinstance(values, dict):
        return FrontMatter(values=_plain_lines(block), lines=lines, error="not a mapping of keys to values")
    return FrontMatter(values={str(key): value for key, value in values.items()}, lines=lines)


def notebook_metadata(text: str) -> FrontMatter | None:
    """Return the metadata of a Jupyter notebook, with front matter in its first cell; None if it is not a notebook."""
    notebook = _notebook(text)
    metadata = notebook.get("metadata") if notebook is not None else None
    if notebook is None or not isinstance(metadata, dict):
        return None
    values = {str(key): value for key, value in metadata.items()}
    front = _front_matter_of_cell(notebook)
    if front is None:
        return FrontMatter(values=values)
    return replace(front, values={**values, **front.values}, lines={}, error_line=1)  # lines are those of the cell


def without_cell_front_matter(text: str) -> str:
    """Return a notebook whose front matter is moved from the first cell to the metadata; lines keep their numbers."""
    notebook = _notebook(text)
    front = _front_matter_of_cell(notebook) if notebook is not None else None
    if notebook is None or front is None:
        return text
    cell = notebook["cells"][0]
    source = cell_source(cell)
    span = front_matter_span(source)
    assert span is not None  # the cell has front matter
    end = source.find("\n", span[1]) + 1 or len(source)
    rest = "\n" * source.count("\n", 0, end) + source[end:]
    cell["source"] = rest
    if not rest.strip():  # a raw cell would be displayed
        cell["cell_type"] = "markdown"
    metadata = notebook.setdefault("metadata", {})
    for key, value in front.values.items():
        metadata.setdefault(key, value)
    return json.dumps(notebook)


def cell_source(cell: Any) -> str:
    """Return the source of a notebook cell, which may be stored as a list of lines."""
    source = cell.get("source", "") if isinstance(cell, dict) else ""
    return source if isinstance(source, str) else "".join(map(str, source)) if isinstance(source, list) else ""


def _notebook(text: str) -> dict[str, Any] | None:
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return notebook if isinstance(notebook, dict) else None


def _front_matter_of_cell(notebook: dict[str, Any]) -> FrontMatter | None:
    """Return the front matter in the first cell of a notebook, which is text; None if there is none."""
    cells = notebook.get("cells")
    first = cells[0] if isinstance(cells, list) and cells else None
    if not isinstance(first, dict) or first.get("cell_type") not in ("markdown", "raw"):
        return None
    front = read_front_matter(cell_source(first))
    return front if front is not None and front.values else None  # else it is a text between two rules


def open_front_matter(text: str) -> str:
    """Add the opening ``---`` to front matter without one (old Hexo files), and keep the line numbers of the body.

    The text must begin with ``key: value`` lines, followed by a line of dashes.  A blank line after the block is
    removed to keep line numbers; without a blank line, the body moves down by one line.
    """
    header = _BARE_HEADER.match(text)
    if header is None or len(header.group(1)) > _MAX_HEADER or not _looks_like_header(header.group(1)):
        return text
    rest = text[header.end() :]
    blank = re.match(r"[ \t]*\r?\n", rest)
    return f"---\n{header.group(1)}---\n{rest[blank.end() :] if blank else rest}"


def shift_lines(front: FrontMatter | None, lines: int) -> FrontMatter | None:
    """Return front matter with line numbers increased by a number, which may be negative."""
    if front is None:
        return None
    shifted = {key: line + lines for key, line in front.lines.items()}
    return replace(front, lines=shifted, error_line=max(front.error_line + lines, 1))


def _looks_like_header(block: str) -> bool:
    """Return whether all lines of a block look like YAML with top-level keys."""
    lines = [line for line in block.splitlines() if line.strip()]
    return all(_KEY.match(line) or line[0] in " \t-#]}" for line in lines)


def _lines_of_keys(block: str) -> dict[str, int]:
    """Return the line of each top-level key."""
    lines_by_key: dict[str, int] = {}
    for number, line in enumerate(block.splitlines(), 2):
        if match := _KEY.match(line):
            lines_by_key.setdefault(match.group(1).strip(), number)
    return lines_by_key


def _plain_lines(block: str) -> dict[str, Any]:
    """Return what a block that is not YAML still contains: unindented ``key: value`` lines, and lists of dashes."""
    values: dict[str, Any] = {}
    key = ""
    for line in block.splitlines():
        if match := _KEY.match(line):
            key, value = match.group(1).strip(), match.group(2).strip()
            values.setdefault(key, _plain_value(value))
        elif key and (item := re.match(r"\s*-\s+(.*\S)", line)):
            if values[key] is None:
                values[key] = []
            if isinstance(values[key], list):
                values[key].append(_plain_value(item.group(1)))
    return values


def _plain_value(text: str) -> Any:
    """Return a single value parsed as YAML; the text itself if it is not a scalar or list."""
    try:
        value = yaml.load(text, ScalarLoader)  # noqa: S506 - a safe loader, with fewer types
    except YAML_ERRORS:
        return text
    return text if isinstance(value, dict) else value


def blank_unreadable(text: str) -> str:
    """Return the text with empty lines in place of front matter that would abort the build; it is reported later."""
    span = front_matter_span(text) if MYST_STOPS_AT_INVALID_YAML else None
    if span is None:
        return text
    block = text[slice(*span)]
    try:
        json.dumps(yaml.safe_load(block), default=str)
    except (yaml.parser.ParserError, yaml.scanner.ScannerError):
        return text
    except YAML_ERRORS:
        return text[: span[0]] + "\n" * block.count("\n") + text[span[1] :]
    return text
