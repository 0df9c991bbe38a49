"""Includes of Jekyll: the parameters that a post gives are filled in, and what hangs on them is decided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["with_parameters"]

_LOGIC = r"\{%-?[ \t]*(?:if|unless|elsif|else|endif|endunless|case|for)\b"
_IF = re.compile(
    r"\{%-?[ \t]*(?P<tag>if|unless)[ \t]+include\.(?P<name>[\w-]+)[ \t]*"
    r"(?:(?P<sign>==|!=)[ \t]*(?P<value>\"[^\"\n]*\"|'[^'\n]*'|\w+)[ \t]*)?-?%\}"
    rf"(?P<then>(?:(?!{_LOGIC})(?s:.)){{0,5000}})"
    rf"(?:\{{%-?[ \t]*else[ \t]*-?%\}}(?P<other>(?:(?!{_LOGIC})(?s:.)){{0,5000}}))?"
    r"\{%-?[ \t]*end(?P=tag)[ \t]*-?%\}[ \t]*"
)
"""A condition that holds no other, of one parameter."""
_OUTPUT = re.compile(r"\{\{-?[ \t]*include\.(?P<name>[\w-]+)[ \t]*(?P<filters>(?:\|[^{}\n|]*){0,20})\}\}")
_DEFAULT = re.compile(r"\|[ \t]*default:[ \t]*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<plain>[\w.]+))")
_COMMENT = re.compile(
    r"\{%-?[ \t]*comment[ \t]*-?%\}(?s:.{0,5000}?)\{%-?[ \t]*endcomment[ \t]*-?%\}\n?|<!--(?s:.{0,5000}?)-->\n?"
)
_NAME = re.compile(r"(?:page|site)\.[\w.-]+")
_DEEPEST = 20
"""Conditions in conditions."""


def with_parameters(text: str, said: Mapping[str, str], value: Callable[[str], str | None]) -> str:
    """The text of an include with what a post says in it; filters other than defaults leave a value as it is.

    :param said: the parameters by their names in small letters; those in no quotes may be names of values.
    :param value: looks a value up by its name.
    """
    known = {
        name: value(text) or text if re.fullmatch(r"(?:page|site)\.[\w.-]+", text) else text
        for name, text in said.items()
    }
    text = _COMMENT.sub("", text)

    def chosen(match: re.Match[str]) -> str:
        here = known.get(match["name"].lower())
        holds = here not in (None, "false", "nil")
        if match["sign"]:
            holds = (here == match["value"].strip("\"'")) is (match["sign"] == "==")
        return (match["then"] if holds is (match["tag"] == "if") else match["other"]) or ""

    def shown(match: re.Match[str]) -> str:
        here = known.get(match["name"].lower())
        if here is None and (default := _DEFAULT.search(match["filters"])):
            plain = default["plain"]
            here = (value(plain) or plain) if plain else default["double"] or default["single"]
        return here or ""

    for _ in range(_DEEPEST):
        new = _IF.sub(chosen, text)
        if new == text:
            break
        text = new
    return _OUTPUT.sub(shown, text)
