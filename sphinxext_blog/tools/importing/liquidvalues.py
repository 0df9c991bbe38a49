"""Values of Liquid: what an output of Jekyll shows, as far as that is known without running anything."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .targets import Surroundings

__all__ = ["assigned", "output", "value_of"]

_ASSIGN = re.compile(
    r"\{%-?[ \t]*assign[ \t]+(?P<name>[\w-]+)[ \t]*=[ \t]*"
    r"(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|(?P<number>[\d.]+))[ \t]*-?%\}"
    r"|\{%-?[ \t]*capture[ \t]+(?P<captured>[\w-]+)[ \t]*-?%\}(?P<body>(?:(?!\{%|\{\{)(?s:.)){0,5000})"
    r"\{%-?[ \t]*endcapture[ \t]*-?%\}"
)
_FILTER = re.compile(r"(?P<name>\w+)[ \t]*(?::[ \t]*(?P<argument>\"[^\"\n]*\"|'[^'\n]*'|[^\n]*?))?[ \t]*")
_SAME = (
    *("relative_url", "absolute_url", "markdownify", "escape", "escape_once", "xml_escape", "strip", "smartify"),
    *("strip_html", "strip_newlines", "uri_escape", "cgi_escape", "url_encode", "newline_to_br", "raw"),
)
"""Filters whose work Markdown does, or that make URLs of paths, which links need not be."""


def assigned(text: str) -> dict[str, str]:
    """What ``assign`` and ``capture`` set to a plain text, by name."""
    found: dict[str, str] = {}
    for match in _ASSIGN.finditer(text) if "{%" in text else ():
        said = (match["double"], match["single"], match["number"], (match["body"] or "").strip())
        found[match["name"] or match["captured"]] = next((one for one in said if one), "")
    return found


def output(expression: str, filters: str, around: Surroundings, names: Mapping[str, str]) -> str | None:
    """What an output shows; None where that is not known.

    :param names: what the text itself has set.
    """
    value = names.get(expression)
    value = value_of(expression, around) if value is None else value
    for part in filter(str.strip, filters.split("|")):
        match = _FILTER.fullmatch(part.strip())
        value = _filtered(value, match["name"], match["argument"] or "", expression, around) if match else None
    return value


def value_of(expression: str, around: Surroundings) -> str | None:
    """The value of a name or of a text in quotes."""
    if expression[:1] in ("'", '"'):
        return expression[1:-1]
    if expression in ("site.baseurl", "site.url", "site.github.url"):
        return ""
    value = _looked_up(expression, around)
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None


def _looked_up(expression: str, around: Surroundings) -> Any:
    place, _, name = expression.partition(".")
    values: Any = around.blog.facts if place == "site" else around.post.values if place == "page" else None
    for part in name.split("."):
        values = values.get(part) if isinstance(values, dict) else None
    return values


def _filtered(value: str | None, name: str, argument: str, expression: str, around: Surroundings) -> str | None:
    plain = value_of(argument, around) if argument else ""
    if name == "default":
        return value or plain
    if name == "date" and isinstance(day := _looked_up(expression, around), date) and plain:
        return day.strftime(plain)
    if value is None or name in _SAME:
        return value
    if name in ("append", "prepend") and plain is not None:
        return f"{value}{plain}" if name == "append" else f"{plain}{value}"
    change = {"upcase": str.upper, "downcase": str.lower, "capitalize": str.capitalize}.get(name)
    return change(value) if change else None
