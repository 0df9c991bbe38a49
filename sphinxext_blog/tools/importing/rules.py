"""Rules: lines across the page, ``---``, which docutils takes between two parts of a text and nowhere else."""

from __future__ import annotations

import re

from .codespans import CodeSpans
from .gaps import gap_of

__all__ = ["convert_rules", "without_contents"]

_RULE = re.compile(
    r"^(?P<head>(?:[ \t>]|[-*+](?=[ \t]{2})[ \t])*)(?P<rule>(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$",
    re.MULTILINE,
)
_FAR = 2000
"""Characters within which something else stands."""
_CONTENTS = re.compile(
    r"^[ \t]*(?:\[TOC\]|\[\[toc\]\]|@\[toc\](?:\([^()\n]*\))?|\$\{toc\})[ \t]*$", re.MULTILINE | re.IGNORECASE
)


def without_contents(text: str) -> str:
    """A text without the sign for a table of contents, which themes of Sphinx show beside it; its line stays."""
    if "toc" not in text.lower():
        return text
    code = CodeSpans(text)
    return _CONTENTS.sub(lambda match: match.group() if match.start() in code else "", text)


def convert_rules(text: str, depth: int = 0) -> str:
    """Rules of HTML where docutils has none: in lists, quotes and directives, at the beginning and end of a part.

    :param depth: in how many directives the text stands.
    """
    found = list(_RULE.finditer(text))
    if not found:
        return text
    code, pieces, done = CodeSpans(text, verbatim=True), [], 0
    for match in found:
        above = text[max(0, match.start() - _FAR) : match.start()]
        below = text[match.end() : match.end() + _FAR]
        if match.start() in code or _underlines(above, match):
            continue
        if not (depth or match["head"] or not below.strip() or _begins(above)):
            continue
        gap = gap_of(match["head"]).rstrip()
        blank = f"\n{gap}" if below[1:].partition("\n")[0].strip(" \t>") else ""
        pieces += [text[done : match.start()], f"{match['head']}<hr />{blank}"]
        done = match.end()
    return "".join([*pieces, text[done:]])


def _underlines(above: str, match: re.Match[str]) -> bool:
    """Whether it makes a heading of the line above it, or stands in front matter's place."""
    line = above[:-1].rpartition("\n")[2].strip(" \t>")
    return match["rule"].startswith("-") and bool(line) and not line.startswith("#")


def _begins(above: str) -> bool:
    """Whether nothing stands above it in its part of the text, or another rule."""
    line = above.rstrip().rpartition("\n")[2]
    return not line.strip() or re.match(r" {0,3}#{1,6}[ \t]", line) is not None or _RULE.fullmatch(line) is not None
