"""Raw HTML that moves to another page: its addresses are made to fit, all else stays as its author wrote it."""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LenientParser", "with_addresses"]

_NAMES = frozenset(("cite", "data", "href", "longdesc", "poster", "src"))
"""Attributes whose value is one address."""
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=]+)(?P<sign>\s*=\s*)"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))"""
)
"""An attribute with a value, in the text of a start tag; one after the other, so that none is found in a value."""


def with_addresses(html: str, move: Callable[[str], str]) -> str:
    """The HTML, whole or a piece of a page, with each address in its start tags as ``move`` gives it.

    Comments, and what stands in scripts and styles, are no tags.  A list of addresses (``srcset``) stays as it is.
    """
    parser = _Tags()
    parser.feed(html)
    parser.close()
    starts = [0]
    for line in html.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    parts, done = [], 0
    for line_number, column, tag in parser.tags:
        start = starts[line_number - 1] + column
        parts += [html[done:start], _ATTRIBUTE.sub(lambda found: _moved(found, move), tag)]
        done = start + len(tag)
    return "".join((*parts, html[done:]))


class LenientParser(HTMLParser):
    """A parser that no HTML stops."""

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: ARG002 - its signature
        """``<![…``, which only XML knows: a comment, as for browsers; the parser of Python 3.11 stops at some."""
        return self.parse_bogus_comment(i)


class _Tags(LenientParser):
    """Notes the start tags: line, column and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[int, int, str]] = []

    def handle_starttag(self, _tag: str, _attrs: object) -> None:
        self.tags.append((*self.getpos(), self.get_starttag_text() or ""))


def _moved(found: re.Match[str], move: Callable[[str], str]) -> str:
    if found["name"].lower() not in _NAMES:
        return found[0]
    written = next(value for value in (found["double"], found["single"], found["bare"]) if value is not None)
    before = unescape(written).strip()
    after = move(before)
    return found[0] if after == before else f'{found["name"]}{found["sign"]}"{escape(after)}"'
