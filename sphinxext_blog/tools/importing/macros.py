"""Macros: what the macros plugin of MkDocs fills in, as far as it is a value that stands in the settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .codespans import CodeSpans, line_at
from .comments import can_hold_comment, comment, is_in_comment

if TYPE_CHECKING:
    from .notes import Fault
    from .targets import Surroundings

__all__ = ["fill_in"]

_JINJA = re.compile(
    r"\{%-?[ \t]*raw[ \t]*-?%\}\n?(?P<raw>(?s:.{0,20000}?))\{%-?[ \t]*endraw[ \t]*-?%\}"
    r"|\{\{-?[ \t]*(?P<value>[\w.]+)[ \t]*-?\}\}|\{\{(?:[^{}\n]|\}(?!\})|\{(?!\{)){1,500}\}\}"
    r"|\{%(?:[^%\n]|%(?!\})){1,500}%\}|\{#(?P<comment>(?s:.{0,2000}?))#\}"
)


def fill_in(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """Values in place of their names, in code, too; what would have to be run is kept in a comment, and told."""
    faults: list[Fault] = []
    if "{{" not in text and "{%" not in text:
        return text, faults
    code = CodeSpans(text, verbatim=True)

    def filled(match: re.Match[str]) -> str:
        if match["raw"] is not None:
            return match["raw"]
        value = _value(match["value"] or "", around)
        if value is not None:
            return value
        if is_in_comment(match.string, match.start()):
            return match.group()
        is_kept = match.start() not in code and can_hold_comment(text, match.start())
        if match["comment"] is None:
            done_with = "kept in a comment" if is_kept else "left in"
            message = f"'{match.group()}' was not understood; it is {done_with}"
            faults.append((line_at(match.string, match.start()), message))
        return comment(f" {match.group()} ") if is_kept else match.group()

    return _JINJA.sub(filled, text), faults


def _value(name: str, around: Surroundings) -> str | None:
    facts = around.blog.facts
    places = (around.post.values, facts.get("extra"), {"config": facts, "page": {"meta": around.post.values}})
    for values in places:
        found: Any = values
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        if isinstance(found, (str, int, float)) and not isinstance(found, bool):
            return str(found)
    return None
