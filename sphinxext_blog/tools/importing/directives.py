"""Directives: what stands in one is text again, and has to be converted as the text around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .codeoptions import FENCE
from .gaps import gap_of, indent_rest, outdent

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["convert_within"]

_TEXT = re.compile(
    r"\{(?:admonition|attention|caution|danger|dropdown|error|hint|important|note|seealso|tab-item|tab-set|tip|warning)\}"
)
_DEEPEST = 20
"""Directives in directives."""


def convert_within(text: str, convert: Callable[[str, int], str], depth: int = 0) -> str:
    """A text converted, and so what stands in its directives, whose fences grow with what is fenced in them.

    :param convert: is told in how many directives a text stands.
    """

    def inside(match: re.Match[str]) -> str:
        if depth > _DEEPEST or not _TEXT.match(match["info"]):
            return match.group()
        gap = gap_of(match["head"])
        body, taken = outdent(f"\n{match['body']}", gap)
        new = convert_within(body[1:], convert, depth + 1)
        if new == body[1:]:
            return match.group()
        runs = re.findall(rf"^[ \t>]*({re.escape(match['sign'])}{{3,}})", new, re.MULTILINE)
        mark = match["sign"] * max(len(match["mark"]), *(len(run) + 1 for run in runs), 3)
        new = indent_rest(f"\n{new.rstrip()}", taken)
        return f"{match['head']}{mark}{match['info']}{new}\n{gap}{mark}"

    return FENCE.sub(inside, convert(text, depth))
