"""Anchors: names that headings were given, so that links to them lead there."""

from __future__ import annotations

import re

from .codespans import sub_outside

__all__ = ["convert_anchors"]

_NAMED = re.compile(
    r"^(?P<head> {0,3}#{1,6}[ \t][^\n]*?)[ \t]*\{:?[ \t]*#(?P<name>[\w:.-]+)[^{}\n]*\}[ \t]*#*[ \t]*$", re.MULTILINE
)


def convert_anchors(text: str) -> str:
    """``## Heading {#name}`` as a heading below a target; this adds a line."""
    return sub_outside(_NAMED, lambda match: f"({match['name']})=\n{match['head']}", text)
