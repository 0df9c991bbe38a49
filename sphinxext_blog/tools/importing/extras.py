"""Extras: Markdown that other engines have on by default, and MyST when it is asked to."""

from __future__ import annotations

import re

from .codespans import CodeSpans
from .mathmarks import math_features

__all__ = ["extras_of"]

_FOUND = {
    "strikethrough": re.compile(r"(?<![~\\])~~(?![\s~])(?:(?!\n[ \t]*\n)[^~]){1,500}?(?<!\s)~~(?!~)"),
    "tasklist": re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\][ \t]+(?=\S)", re.MULTILINE),
    "attrs_inline": re.compile(r"\[\]\{#[\w:.-]+\}"),
    "deflist": re.compile(r"^[ \t>]*[^\s:>|#][^\n]*\n(?:[ \t]*\n)?[ \t>]{0,3}:[ \t]+\S", re.MULTILINE),
}


def extras_of(text: str) -> set[str]:
    """The extensions of MyST that a text needs."""
    found = math_features(text)
    places = [(name, [match.start() for match in pattern.finditer(text)]) for name, pattern in _FOUND.items()]
    if any(starts for _, starts in places):
        code = CodeSpans(text, verbatim=True)
        found.update(name for name, starts in places if any(start not in code for start in starts))
    return found
