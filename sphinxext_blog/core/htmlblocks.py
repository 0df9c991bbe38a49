"""Blocks of raw HTML in an excerpt: what they show, and which of them can stand there.

Markdown gives ``<div>``, the text after it and ``</div>`` as separate pieces, and an excerpt may end between them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from .rawhtml import VOID, LenientParser

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["shows_anything", "text_of", "unbalanced", "without_quiet"]

_QUIET = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|template)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
"""What no reader sees, with all that it holds."""
_ENDS_BY_ITSELF = frozenset((
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rp", "rt", "tbody",
    "td", "tfoot", "th", "thead", "tr",
))  # fmt: skip
"""Elements whose end tag HTML does not ask for."""
_FOREIGN = frozenset(("math", "svg"))
"""In these ``<x/>`` is a whole element; elsewhere browsers take it for a start tag."""
_THINGS = frozenset((
    "audio", "button", "canvas", "embed", "hr", "iframe", "img", "input", "math", "meter", "object", "picture",
    "progress", "select", "svg", "textarea", "video",
))  # fmt: skip
"""Elements that are seen without a word in them."""
_IN_LINES = frozenset((
    "a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "u", "var", "wbr",
))  # fmt: skip
"""Elements that end no word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outline:
    """What a piece of HTML consists of."""

    text: str
    has_things: bool
    tags: tuple[tuple[str, bool], ...]
    """Name of each tag, and whether it is a start tag; without those of elements that have no end tag."""


def without_quiet(html: str) -> str:
    """The HTML without comments, scripts and styles; empty if nothing but white space is left."""
    left = _QUIET.sub("", html)
    return left if left.strip() else ""


def text_of(html: str) -> str:
    """The words that a reader sees."""
    return _outline(html).text


def shows_anything(html: str) -> bool:
    """Whether a reader sees something: words, or a thing such as a picture, a player, a place that a script fills."""
    found = _outline(html)
    return found.has_things or bool(found.text.strip())


def unbalanced(pieces: Sequence[str]) -> set[int]:
    """Which pieces to leave out, so that all tags in the others that begin something are ended, and in order.

    A piece may end what another one begins.
    """
    tags = {place: _outline(piece).tags for place, piece in enumerate(pieces)}
    left_out: set[int] = set()
    while found := _at_fault((place, tags[place]) for place in tags if place not in left_out):
        left_out |= found
    return left_out


def _at_fault(pieces: Iterable[tuple[int, tuple[tuple[str, bool], ...]]]) -> set[int]:
    """The pieces with a start tag that nothing ends, or an end tag that ends nothing."""
    opened: list[tuple[str, int]] = []
    is_open: Counter[str] = Counter()
    found: set[int] = set()
    for place, tags in pieces:
        for name, is_start in tags:
            if is_start:
                opened.append((name, place))
                is_open[name] += 1
            elif not is_open[name]:
                found.add(place)
            else:
                while (last := opened.pop())[0] != name:
                    is_open[last[0]] -= 1
                    found.update([last[1]] if last[0] not in _ENDS_BY_ITSELF else ())
                is_open[name] -= 1
    found.update(place for name, place in opened if name not in _ENDS_BY_ITSELF)
    return found


@lru_cache(maxsize=64)  # of a pure function: a piece is asked for its size, what it shows and its tags, one by one
def _outline(html: str) -> _Outline:
    parser = _Parser()
    parser.feed(without_quiet(html))
    parser.close()
    found = parser.found
    return _Outline(text="".join(found.text), has_things=found.has_things, tags=tuple(found.tags))


@dataclass(slots=True)
class _Found:
    text: list[str] = field(default_factory=list)
    tags: list[tuple[str, bool]] = field(default_factory=list)
    has_things: bool = False


class _Parser(LenientParser):
    """Notes text and tags."""

    def __init__(self) -> None:
        super().__init__()
        self.found = _Found()
        self._foreign = 0
        self._is_after_start = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its signature
        self._note(tag, is_thing=tag in _THINGS or "-" in tag)
        self._foreign += tag in _FOREIGN
        if tag not in VOID:
            self.found.tags.append((tag, True))
        self._is_after_start = tag

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if self._foreign:
            self._note(tag, is_thing=False)
        else:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        # an empty box is there for a script to fill
        self._note(tag, is_thing=tag == "div" and self._is_after_start == "div")
        self._foreign -= tag in _FOREIGN and self._foreign > 0
        if tag not in VOID:
            self.found.tags.append((tag, False))

    def handle_data(self, data: str) -> None:
        self.found.text.append(data)
        if data.strip():
            self._is_after_start = ""

    def _note(self, tag: str, *, is_thing: bool) -> None:
        self.found.has_things = self.found.has_things or is_thing
        self._is_after_start = ""
        if tag not in _IN_LINES:
            self.found.text.append(" ")
