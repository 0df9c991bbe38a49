"""Abbreviations: ``*[HTML]: Hyper Text Markup Language``, by which each HTML in the text has a meaning."""

from __future__ import annotations

import re

from .codespans import sub_outside

__all__ = ["convert_abbreviations"]

_MEANING = re.compile(r"^ {0,3}\*\[(?P<name>[^\[\]\n`]+)\][ \t]?:[ \t]*(?P<text>[^\n`]*)$", re.MULTILINE)
_APART = (
    r"!?\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])|</?[A-Za-z!][^<>]*>|<https?:[^<>]*>|https?://\S+"
    r"|^ {0,3}#[^\n]*|\$[^$\n]*\$"
)
"""Links, HTML, headings and math, in which nothing is looked for."""


def convert_abbreviations(text: str) -> str:
    """Sphinx's role for abbreviations wherever one of them stands in the text; the number of lines stays."""
    found: dict[str, str] = {}

    def away(match: re.Match[str]) -> str:
        found[match["name"]] = " ".join(match["text"].split())
        return ""

    text = sub_outside(_MEANING, away, text) if "*[" in text else text
    names = "|".join(re.escape(name) for name in sorted(found, key=len, reverse=True) if found[name])
    if not names:
        return text
    pattern = re.compile(rf"{_APART}|(?<![\w&{{-])(?P<name>{names})(?![\w-])", re.MULTILINE)

    def role(match: re.Match[str]) -> str:
        name = match["name"]
        return f"{{abbr}}`{name} ({found[name]})`" if name else match.group()

    return sub_outside(pattern, role, text)
