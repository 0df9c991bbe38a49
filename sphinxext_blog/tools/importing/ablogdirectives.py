"""The directive ``post`` of ABlog, found in a text and taken out of it."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import Any

from ...source.frontmatter import read_front_matter

__all__ = ["post_directives", "without_directive"]

_OPTIONS = r"(?P<options>(?:[ \t]*:\w+:[^\n]*(?:\n|\Z))*)"
_RST = re.compile(
    rf"^\.\. post::[ \t]*(?P<date>[^\n]*)(?:\n|\Z){_OPTIONS}"
    r"(?P<body>(?:[ \t]*\n|[ \t]+\S[^\n]*(?:\n|\Z))*)",
    re.MULTILINE,
)
_MYST = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{post\}[ \t]*(?P<date>[^\n]*)\n"
    rf"(?P<yaml>---[ \t]*\n(?s:.*?)\n---[ \t]*\n)?{_OPTIONS}"
    r"(?P<body>(?s:.*?))^(?P=fence)[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)
_FENCE = re.compile(r"^(`{3,}|~{3,}|:{3,})([^\n]*)$", re.MULTILINE)
_OPTION = re.compile(r"^[ \t]*:(\w+):[ \t]*(.*?)[ \t]*$", re.MULTILINE)


def post_directives(text: str, *, is_rst: bool) -> list[re.Match[str]]:
    """Where a text has the directive, outside of code."""
    if is_rst:
        return list(_RST.finditer(text))  # code is indented there, and this is not
    return [match for match in _MYST.finditer(text) if not _is_inside(text, match.start())]


def _is_inside(text: str, place: int) -> bool:
    """Whether a place is inside of a fenced block."""
    opened = ""
    for fence in _FENCE.finditer(text, 0, place):
        mark = fence[1]
        if not opened:
            opened = mark
        elif mark.startswith(opened) and not fence[2].strip():
            opened = ""
    return bool(opened)


def without_directive(text: str, match: re.Match[str]) -> tuple[dict[str, Any], str]:
    """What the directive says, and the text without it; its own text is the excerpt, and stays where it was seen."""
    block = read_front_matter(match.groupdict().get("yaml") or "")
    values = dict(block.values) if block is not None else {}
    values |= dict(_OPTION.findall(match["options"]))
    if match["date"].strip():
        values["date"] = match["date"].strip()
    body = dedent(match["body"]).strip("\n")
    if body.strip():
        values["excerpt"] = " ".join(body.split())
    shown = f"{body}\n\n" if body.strip() and "exclude" not in values else ""
    return values, text[: match.start()] + shown + text[match.end() :]
