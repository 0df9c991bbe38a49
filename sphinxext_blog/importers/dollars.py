"""Dollars: ``$x$`` is math, ``from $5 to $6`` is prose, though MyST takes both for math."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.rules_inline import StateInline

__all__ = ["enables_math", "inline_dollars", "is_prose"]

_MATH = re.compile(r"[\\^_={}<>]")
_NO_MATH = re.compile(r"\]\(|`|://|\n[ \t]*\n")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FUNCTIONS = frozenset(
    (
        *("sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh"),
        *("log", "ln", "lg", "exp", "max", "min", "sup", "inf", "lim", "det", "dim", "mod", "gcd", "lcm", "deg"),
        *("arg", "ker", "sqrt", "pi"),
    )
)
_KEYS = frozenset(("math", "mathjax", "mathjax3", "katex", "usemath", "latex"))


def enables_math(values: Mapping[str, Any]) -> bool:
    """Return whether front matter, or a configuration, turns math on."""
    return any(
        str(key).lower().replace("_", "") in _KEYS and value not in (None, False, "", "false", "no", 0)
        for key, value in values.items()
    )


def is_prose(inner: str, behind: str) -> bool:
    """Return whether a text between two dollars is not math.

    :param behind: the character behind the second dollar.
    """
    if _NO_MATH.search(inner) or not inner.strip():
        return True
    if _MATH.search(inner):
        return False
    if inner[0].isdigit() and (inner[-1].isspace() or behind.isdigit()):
        return True
    return bool(re.search(r"\s", inner)) and not {word.lower() for word in _WORD.findall(inner)} <= _FUNCTIONS


def inline_dollars(state: StateInline, silent: bool) -> bool:
    """Match math between dollars, single or double, unless it is prose."""
    src, pos = state.src, state.pos
    if src[pos] != "$" or state.env.get("math") is False:
        return False
    mark = "$$" if src.startswith("$$", pos) else "$"
    begin = pos + len(mark)
    end = _closing(src, mark, begin, state.posMax)
    if end <= begin:
        return False
    inner = src[begin:end]
    behind = src[end + len(mark) : end + len(mark) + 1]
    if not inner.strip() or (mark == "$" and not state.env.get("math") and is_prose(inner, behind)):
        return False
    if not silent:
        token = state.push("math_inline" if mark == "$" else "math_inline_double", "math", 0)
        token.content, token.markup = inner, mark
    state.pos = end + len(mark)
    return True


def _closing(src: str, mark: str, begin: int, limit: int) -> int:
    """Return where the closing dollars are; -1 if there are none."""
    end = src.find(mark, begin, limit)
    while end > 0 and _is_escaped(src, end):
        end = src.find(mark, end + 1, limit)
    return end


def _is_escaped(src: str, position: int) -> bool:
    begin = position
    while begin > 0 and src[begin - 1] == "\\":
        begin -= 1
    return (position - begin) % 2 == 1
