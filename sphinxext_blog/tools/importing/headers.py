"""Headers: the front matter of other engines, in YAML, TOML, JSON or plain lines, parted from the text below it."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from ...source.frontmatter import open_front_matter, read_front_matter
from .scanning import mapping

__all__ = ["Header", "split_header"]

_YAML = re.compile(r"\A---[ \t]*\n(?P<block>(?s:.*?)\n|)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<block>(?s:.*?)\n|)\+\+\+[ \t]*(?:\n|\Z)")
_HEXO_JSON = re.compile(r"\A(?:;;;[ \t]*\n)?(?P<block>\s*\"(?s:.*?)\n);;;+[ \t]*(?:\n|\Z)")
_LINES = re.compile(
    r"\A\s*(?=[A-Za-z][\w -]*:)(?P<block>(?:[A-Za-z][\w -]*:[^\n]*(?:\n|\Z)(?:[ \t]+\S[^\n]*(?:\n|\Z))*)+)"
)
_META = re.compile(r"^([A-Za-z][\w -]*?)[ \t]*:[ \t]*(.*(?:\n[ \t]+\S.*)*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What stands above a text, and the text."""

    values: dict[str, Any] = field(default_factory=dict)
    """Scalars as they were written; TOML's dates are typed."""
    lines: dict[str, int] = field(default_factory=dict)
    """The line of each key in the file, counted from 1."""
    body: str = ""
    first_line: int = 1
    """The line of the file on which the body begins."""
    error: str = ""
    """Why the block is broken; the values are then those of the lines that can be read."""
    error_line: int = 1


def split_header(text: str, *, plain: bool = False) -> Header:
    r"""Part a text from its front matter.  Never raises.

    :param text: with ``\\n`` at the ends of its lines.
    :param plain: whether ``Key: value`` lines without any fence are a header, too, as Pelican and MultiMarkdown read.
    """
    lead = len(text) - len(text.lstrip("\n"))
    text = text.lstrip("\n")
    if match := _TOML.match(text):
        return _toml(match, text, lead)
    if text.startswith("{") and (found := _json(text, lead)) is not None:
        return found
    if match := _HEXO_JSON.match(text):
        return _hexo_json(match, text, lead)
    opened = text if _YAML.match(text) or plain else open_front_matter(text)
    if (match := _YAML.match(opened)) and (front := read_front_matter(match.group())) is not None:
        # of a text without its opening line, all but the body is one line further down than in the file
        moved = lead - (opened != text)
        rest = opened[match.end() :]  # the end of the text: what was put in front of it took a blank line at most
        return Header(
            values=dict(front.values),
            lines={key: line + moved for key, line in front.lines.items()},
            body=rest,
            first_line=text.count("\n", 0, len(text) - len(rest)) + 1 + lead,
            error=front.error,
            error_line=max(front.error_line + moved, 1),
        )
    if plain and (match := _LINES.match(text)):
        return _plain(match, text, lead)
    return Header(body=text, first_line=1 + lead)


def _header(
    text: str, lead: int, block: tuple[int, int], end: int, values: dict[str, Any], *, error: tuple[str, int] = ("", 0)
) -> Header:
    """What a block between two places says, with a body that begins at the end."""
    before = text.count("\n", 0, block[0]) + lead
    lines: dict[str, int] = {}
    for number, line in enumerate(text[block[0] : block[1]].split("\n"), before + 1):
        if key := re.match(r"""\s*["']?([\w-]+)["']?\s*[=:]""", line):
            lines.setdefault(key[1], number)
    return Header(
        values=values,
        lines=lines,
        body=text[end:],
        first_line=text.count("\n", 0, end) + 1 + lead,
        error=error[0],
        error_line=error[1] + before if error[0] else 1,
    )


def _toml(match: re.Match[str], text: str, lead: int) -> Header:
    try:
        values, fault = mapping(_without_times(tomllib.loads(match["block"]))), ("", 0)
    except (ValueError, RecursionError) as error:
        at = re.search(r"line (\d+)", str(error))
        values, fault = _readable_toml(match["block"]), (f"it is no TOML: {error}", int(at[1]) if at else 1)
    return _header(text, lead, match.span("block"), match.end(), values, error=fault)


def _readable_toml(block: str) -> dict[str, Any]:
    """What can be saved of a broken block: its lines that are TOML each by itself, above the first table."""
    values: dict[str, Any] = {}
    for line in block.split("\n"):
        if line.lstrip().startswith("["):
            break
        try:
            values = {**tomllib.loads(line), **values}
        except (ValueError, RecursionError):
            continue
    return mapping(_without_times(values))


def _without_times(value: Any) -> Any:
    """TOML has times without a day, which nothing here can use: as text."""
    if isinstance(value, dict):
        return {str(key): _without_times(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_times(item) for item in value]
    return str(value) if isinstance(value, time) else value


def _json(text: str, lead: int) -> Header | None:
    """A JSON object at the start, as Hugo has it; None where none begins there."""
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError) as error:
        if not re.match(r"\{\s*\"", text):
            return None
        line = getattr(error, "lineno", 1)
        return Header(body=text, first_line=1 + lead, error=f"it is no JSON: {error}", error_line=line + lead)
    end = text.index("\n", end) + 1 if "\n" in text[end:] else len(text)
    return _header(text, lead, (0, end), end, {str(key): value for key, value in values.items()})


def _hexo_json(match: re.Match[str], text: str, lead: int) -> Header:
    try:
        values, fault = json.loads("{" + match["block"] + "}"), ("", 0)
    except (ValueError, RecursionError) as error:
        values, fault = {}, (f"it is no JSON: {error}", getattr(error, "lineno", 1))
    return _header(text, lead, match.span("block"), match.end(), values, error=fault)


def _plain(match: re.Match[str], text: str, lead: int) -> Header:
    values: dict[str, Any] = {}
    for key, value in _META.findall(match["block"]):
        values.setdefault(str(key).strip().lower(), " ".join(str(value).split()))
    header = _header(text, lead, match.span("block"), match.end(), values)
    return replace(header, lines={key.lower(): line for key, line in header.lines.items()})
