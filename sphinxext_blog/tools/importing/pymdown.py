"""PyMdown: marks within lines that Python-Markdown knows where an extension of that name is on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .codespans import sub_outside
from .comments import comment

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

__all__ = ["convert_marks"]

_WITHIN = r"(?=\S)(?P<text>(?:(?!\n[ \t]*\n)(?s:.)){1,1000}?)(?<=\S)"
_KEYS = re.compile(
    r"(?<![+\w])\+\+(?P<text>(?:[\w-]+|\"[^\"\n]{1,40}\")(?:\+(?:[\w-]+|\"[^\"\n]{1,40}\")){0,6})\+\+(?!\+)"
)
_CRITIC = re.compile(
    r"\{(?:\+\+(?P<ins>(?s:.{1,1000}?))\+\+|--(?P<del>(?s:.{1,1000}?))--|==(?P<mark>(?s:.{1,1000}?))=="
    r"|~~(?P<old>(?s:.{0,1000}?))~>(?P<new>(?s:.{0,1000}?))~~|>>(?P<said>(?s:.{1,1000}?))<<)\}"
)
_NAMES = {"ctrl": "Ctrl", "cmd": "Cmd", "esc": "Esc", "del": "Del", "ins": "Ins", "page-up": "Page Up"}


def convert_marks(text: str, extensions: Collection[str]) -> str:
    """Marks as HTML, keys as a role of Sphinx; the number of lines stays.

    :param extensions: those of ``mkdocs.yml``.
    """
    for name, pattern, replace in _MARKS:
        if f"pymdownx.{name}" in extensions:
            text = sub_outside(pattern, replace, text)
    return text


def _element(name: str) -> Callable[[re.Match[str]], str]:
    return lambda match: f"<{name}>{match['text']}</{name}>"


def _keys(match: re.Match[str]) -> str:
    keys = re.findall(r"\"[^\"\n]+\"|[\w-]+", match["text"])
    named = (key[1:-1] if key[0] == '"' else _NAMES.get(key, key.replace("-", " ").title()) for key in keys)
    return f"{{kbd}}`{'+'.join(named)}`"


def _critic(match: re.Match[str]) -> str:
    if match["said"]:
        return comment(f" {match['said'].strip()} ")
    parts = {"del": match["old"] or match["del"], "ins": match["new"] or match["ins"], "mark": match["mark"]}
    return "".join(f"<{name}>{said}</{name}>" for name, said in parts.items() if said)


_MARKS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    ("critic", _CRITIC, _critic),
    ("keys", _KEYS, _keys),
    ("mark", re.compile(rf"(?<![=\\])==(?!=){_WITHIN}(?<!=)==(?!=)"), _element("mark")),
    ("caret", re.compile(rf"(?<![\^\\])\^\^(?!\^){_WITHIN}(?<!\^)\^\^(?!\^)"), _element("ins")),
    ("caret", re.compile(r"(?<![\^\\$\[])\^(?P<text>[^\s^$]{1,100})\^(?!\^)"), _element("sup")),
    ("tilde", re.compile(r"(?<![~\\])~(?P<text>[^\s~]{1,100})~(?!~)"), _element("sub")),
)
