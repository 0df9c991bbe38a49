"""Markup: a plain text written so that Markdown, reStructuredText or YAML read it as just that text."""

from __future__ import annotations

import json
import re

import yaml
from docutils.utils import column_width
from yaml.reader import Reader

__all__ = ["markdown_heading", "rst_heading", "yaml_scalar"]

_MARKDOWN = re.compile(r"[\\`*<\[\]${}~]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|#(?=#*$)")
_RST = re.compile(r"[\\`*|]|(?<![^\W_])_|_(?![^\W_])")


def markdown_heading(title: str) -> str:
    """The heading of a Markdown document."""
    return "# " + _MARKDOWN.sub(r"\\\g<0>", title)


def rst_heading(title: str) -> str:
    """The heading of a reStructuredText document, with a line below it that is as wide, in any script."""
    text = _RST.sub(r"\\\g<0>", title)
    if not text[0].isalnum() and text[0] != "\\":  # a dash would begin a list
        text = f"\\{text}"
    return f"{text}\n{'=' * max(column_width(text), 4)}"


def yaml_scalar(text: str) -> str:
    """A text as a value in front matter, or an item of a list in brackets; in quotes only if need be."""
    try:
        is_plain = yaml.safe_load(f"key: {text}") == {"key": text} and yaml.safe_load(f"[{text}]") == [text]
    except (yaml.YAMLError, ValueError):  # a date that does not exist is a ValueError
        is_plain = False
    quoted = json.dumps(text, ensure_ascii=False)
    return text if is_plain else Reader.NON_PRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
