"""Comments: what a post keeps and no reader sees."""

from __future__ import annotations

import re

from .codespans import sub_outside
from .gaps import gap_of

__all__ = ["can_hold_comment", "comment", "is_in_comment", "part_comments"]

_FIRST = re.compile(
    r"^(?P<head>(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])[ \t])*)(?P<comments>(?:<!--(?:(?!-->)[^\n])*-->[ \t]*)+)(?=(?!<!--)\S)",
    re.MULTILINE,
)
_HELD = re.compile(r"\]\([^()\n]*\Z|<[A-Za-z/][^<>\n]*\Z|\]:[ \t]*\Z")
"""The target of a link, or a tag of HTML, before which it goes on."""
_FAR = 5000
"""Characters within which a comment begins."""


def comment(text: str) -> str:
    """A text of any kind as one comment: two hyphens in it would end it, and so are parted."""
    return f"<!--{re.sub('-(?=-|$)', '- ', text)}-->"


def can_hold_comment(text: str, place: int) -> bool:
    """Whether a comment at a place of a text is one: in the target of a link or a tag of HTML it would be text."""
    return _HELD.search(text, text.rfind("\n", 0, place) + 1, place) is None


def is_in_comment(text: str, place: int) -> bool:
    """Whether a place of a text is in a comment already, where nobody sees it."""
    far = max(0, place - _FAR)
    return text.rfind("<!--", far, place) > text.rfind("-->", far, place)


def part_comments(text: str) -> str:
    """A new line behind comments that begin one: what follows them there would be HTML, and no Markdown."""

    def parted(match: re.Match[str]) -> str:
        return f"{match['head']}{match['comments'].rstrip()}\n{gap_of(match['head'])}"

    return sub_outside(_FIRST, parted, text) if "<!--" in text else text
