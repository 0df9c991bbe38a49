"""Headings: one title at the top of a post, and no level left out below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .codespans import CodeSpans

__all__ = ["as_heading", "first_heading", "with_title"]

_HEADING = re.compile(
    r"^ {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<text>[^\n]*?))?(?:[ \t]+#+)?[ \t]*$"
    r"|(?:(?<=\n\n)|(?<=\A))(?P<over> {0,3}[^\s#>`~|<\-+*=:\d\[\]!][^\n]*)\n {0,3}(?P<under>=+|-{2,})[ \t]*$",
    re.MULTILINE,
)
_SPECIAL = re.compile(r"[\\`*\[\]<$~{]|(?<![^\W_])_|_(?![^\W_])|(?<=^)#|&(?=#?\w+;)")
_DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    start: int
    end: int
    level: int
    text: str
    lines: int


def with_title(text: str, title: str, *, keep_first: bool = False) -> str:
    """A text with its title as its only heading of the first rank, and the others from the second on.

    All are moved by the same number of ranks, so the order among them stays.

    :param keep_first: whether a first heading of the first rank is the title, whatever the front matter says.
    """
    found = _headings(text)
    first = found[0] if found and found[0].level == 1 and found[0].text else None
    if first is not None and (keep_first or _same(first.text, title)):
        if text[: first.start].strip():
            text, found = _cut(text, first, found)
            return f"# {first.text}\n\n{_moved(text, found).lstrip()}"
        rest = found[1:]
        return _moved(text, rest) if any(heading.level == 1 for heading in rest) else text
    return f"# {as_heading(title)}\n\n{_moved(text, found).lstrip(chr(10))}"


def first_heading(text: str) -> str:
    """The text of the first heading, if that is of the first rank; empty otherwise."""
    found = _headings(text)
    return found[0].text if found and found[0].level == 1 else ""


def as_heading(title: str) -> str:
    """A title as Markdown that shows it to the letter."""
    return _SPECIAL.sub(lambda match: f"\\{match.group()}", title)


def _headings(text: str) -> list[_Heading]:
    code = CodeSpans(text, verbatim=True)
    found = []
    for match in _HEADING.finditer(text):
        if match.start() in code:
            continue
        if match["marks"]:
            level, said = len(match["marks"]), match["text"] or ""
        else:
            level, said = 1 if match["under"].startswith("=") else 2, match["over"]
        lines = match.group().count("\n")
        found.append(_Heading(start=match.start(), end=match.end(), level=level, text=said.strip(), lines=lines))
    return found


def _moved(text: str, found: list[_Heading]) -> str:
    """The text with its headings moved so that the highest has the second rank."""
    by = 2 - min((heading.level for heading in found), default=2)
    if by == 0:
        return text
    pieces, done = [], 0
    for heading in found:
        level = min(heading.level + by, _DEEPEST)
        pieces += [text[done : heading.start], f"{'#' * level} {heading.text}", "\n" * heading.lines]
        done = heading.end
    return "".join([*pieces, text[done:]])


def _cut(text: str, first: _Heading, found: list[_Heading]) -> tuple[str, list[_Heading]]:
    rest = text[: first.start] + text[first.end :]
    return rest, _headings(rest) if len(found) > 1 else []


def _same(heading: str, title: str) -> bool:
    return _bare(heading) == _bare(title)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
