"""Anchors: names that headings and places were given, so that links to them lead there."""

from __future__ import annotations

import re

from .codespans import sub_outside
from .htmlblocks import is_in_html

__all__ = ["convert_anchors"]

_NAMED = re.compile(
    r"^(?P<head> {0,3}#{1,6}[ \t][^\n]*?)[ \t]*\{:?[ \t]*#(?P<name>[\w:.-]+)[^{}\n]*\}[ \t]*#*[ \t]*$", re.MULTILINE
)
_EMPTY = re.compile(
    r"<a[ \t]+(?:id|name)[ \t]*=[ \t]*[\"']?(?P<name>[\w:.-]+)[\"']?[ \t]*(?:/>|>[ \t]*</a>)(?P<end>[ \t]*$)?",
    re.MULTILINE | re.IGNORECASE,
)
_LINKED = re.compile(r"\]\(#(?P<name>[\w:.-]+)\)")


def convert_anchors(text: str) -> str:
    """``## Heading {#name}`` as a heading below a target; this adds a line.

    So ``<a id="name"></a>``, but only where a link of the post leads to it: links from elsewhere find HTML, too.
    """
    text = sub_outside(_NAMED, lambda match: f"({match['name']})=\n{match['head']}", text)
    linked = {match["name"] for match in _LINKED.finditer(text)} if "<a" in text.lower() else set()
    return sub_outside(_EMPTY, lambda match: _target(match, linked), text) if linked else text


def _target(match: re.Match[str], linked: set[str]) -> str:
    text, place = match.string, match.start()
    if match["name"] not in linked or is_in_html(text, place):
        return match.group()
    is_apart = place == 0 or text[:place].endswith("\n\n")
    return f"({match['name']})=" if is_apart and match["end"] is not None else f"[]{{#{match['name']}}}"
