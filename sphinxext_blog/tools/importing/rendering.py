"""Rendering: the file of a post, front matter and text."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import yaml

__all__ = ["as_yaml", "render"]

_WIDTH = 10_000
"""No line is broken: a title stays where it can be searched for."""


class _Dumper(yaml.SafeDumper):
    """Writes lists of plain values in one line, and indents those that are not."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write a value that stands in two places twice, unless it stands in itself."""
        return not isinstance(data, (list, dict))

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's own
        """Indent lists below their key."""
        super().increase_indent(flow, indentless=False)


def render(values: dict[str, Any], body: str, *, rst: bool = False) -> str:
    """A post as a file."""
    if rst:
        return "".join(f":{key}: {_field(value)}\n" for key, value in values.items() if key != "title") + f"\n{body}"
    head = as_yaml(values) if values else ""
    return f"---\n{head}---\n\n{body}"


def as_yaml(values: dict[str, Any]) -> str:
    """A mapping as YAML; dates stand without quotes, texts that look like something else within them."""
    return yaml.dump(
        _plain(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=_WIDTH
    )


def _plain(value: Any, depth: int = 0) -> Any:
    """What YAML can say, and what it cannot as text."""
    if isinstance(value, str):
        return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "\ufffd", value)
    if isinstance(value, (bool, int, float, datetime, date)) or value is None:
        return value
    if depth > 20:  # noqa: PLR2004 - deeper than anything written; a list may even hold itself
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
    """A label as it can stand among others: in quotes, of a kind that it does not hold, where it needs any."""
    sign = "'" if '"' in label else '"'
    return f"{sign}{label}{sign}" if re.search(r",|^[\"'\[]", label) else label
