"""Dollars in prose: ``from $5 to $6`` is no math, though MyST's ``dollarmath`` would make some of it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .codespans import CodeSpans

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["escape_prose_dollars", "says_math"]

_APART = re.compile(
    r"(?<!\\)\$\$(?!\$)(?:(?!\n[ \t]*\n)[^$]){1,5000}?\$\$|<[^<>\n]{1,2000}>|\{%(?:[^%]|%(?!\})){0,2000}%\}"
    r"|\{\{(?:[^}]|\}(?!\})){0,2000}\}\}|\]\([^()\n]{1,2000}\)|(?P<dollar>(?<![\\$])\$(?!\$))|\n[ \t]*(?=\n)"
)
"""A dollar, a blank line, and what no dollar is looked for in."""
_MATH = re.compile(r"[\\^_={}<>]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FUNCTIONS = {
    *("sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh"),
    *("log", "ln", "lg", "exp", "max", "min", "sup", "inf", "lim", "det", "dim", "mod", "gcd", "lcm", "deg"),
    *("arg", "ker", "sqrt", "pi"),
}
_KEYS = ("math", "mathjax", "katex", "usemath", "latex", "mathjax3")


def says_math(values: Mapping[str, Any]) -> bool:
    """Whether a post's front matter, or a configuration, turns math on."""
    return any(
        str(key).lower().replace("_", "") in _KEYS and said not in (None, False, "", "false", "no", 0)
        for key, said in values.items()
    )


def escape_prose_dollars(text: str, *, all_of_them: bool = False) -> str:
    """A backslash before dollars that MyST would take for the beginning of math, and that were none.

    :param all_of_them: whether the old site made math of no dollars at all.
    """
    if text.count("$") < 2:  # noqa: PLR2004 - one begins, another ends
        return text
    code = CodeSpans(text, verbatim=True)
    found = [match for match in _APART.finditer(text) if match.start() not in code]
    places: list[int] = []
    opening: re.Match[str] | None = None
    for match in found:
        if all_of_them and match.group().startswith("$$"):
            places += [match.start(), match.start() + 1, match.end() - 2, match.end() - 1]
        elif match.group().isspace():
            opening = None
        elif match["dollar"] and opening is None:
            opening = match
        elif match["dollar"] and opening is not None:
            is_prose = all_of_them or _is_prose(text, opening.end(), match.start())
            places += [opening.start()] if is_prose else []
            opening = match if is_prose else None
    cuts = [0, *sorted(places), len(text)]
    return "\\".join(text[start:end] for start, end in pairwise(cuts))


def _is_prose(text: str, start: int, end: int) -> bool:
    """Whether what stands between two dollars is no math, by itself or by what is behind them."""
    inner, after = text[start:end], text[end + 1 : end + 2]
    if _MATH.search(inner) or not inner.strip():
        return False
    if inner[0].isdigit() and (inner[-1].isspace() or after.isdigit()):
        return True
    return bool(re.search(r"\s", inner)) and not {word.lower() for word in _WORD.findall(inner)} <= _FUNCTIONS
