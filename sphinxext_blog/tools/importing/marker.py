"""The marker: what parts the excerpt from the rest, in the spelling of each engine."""

from __future__ import annotations

import re

from .codespans import CodeSpans

__all__ = ["MORE", "convert_marker", "set_apart", "with_separator"]

MORE = "<!-- more -->"
_MARKER = re.compile(
    r"<!-{2,}[ \t]*(?:more|truncate|excerpt|pelican_end_summary|end_excerpt|readmore|read more|teaser_end)[ \t]*-{2,}>"
    r"|\{/\*[ \t]*truncate[ \t]*\*/\}|^\{%-?[ \t]*more[ \t]*-?%\}[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_BEGIN = re.compile(r"^<!--[ \t]*pelican_begin_summary[ \t]*-->[ \t]*$", re.IGNORECASE | re.MULTILINE)


def convert_marker(text: str) -> str:
    """The first marker in our spelling, and any further ones away."""
    if not (_MARKER.search(text) or _BEGIN.search(text)):
        return text
    code = CodeSpans(text)
    text = _BEGIN.sub(lambda match: match.group() if match.start() in code else "", text)
    code, seen = CodeSpans(text), False
    pieces: list[str] = []
    done = 0
    for match in _MARKER.finditer(text):
        if match.start() in code:
            continue
        pieces += [text[done : match.start()], "" if seen else MORE]
        done, seen = match.end(), True
    return "".join([*pieces, text[done:]])


def with_separator(text: str, separator: str) -> str:
    """A text in which a blog's own separator is the marker, where it has none; blank lines are no separator."""
    if not separator.strip() or separator.strip() == MORE or _MARKER.search(text):
        return text
    before, found, after = text.partition(separator)
    if not found or not before.strip() or len(before) in CodeSpans(text):
        return text
    return f"{before}{MORE}{after}"


def set_apart(text: str) -> str:
    """Blank lines around a marker that has its line to itself: it ended the paragraph it was glued to."""
    if MORE not in text:
        return text
    lines = text.split("\n")
    place = next((number for number, line in enumerate(lines) if line.strip() == MORE), None)
    if place is None:
        return text
    before = [""] if place and lines[place - 1].strip() else []
    after = [""] if place + 1 < len(lines) and lines[place + 1].strip() else []
    return "\n".join([*lines[:place], *before, lines[place], *after, *lines[place + 1 :]])
