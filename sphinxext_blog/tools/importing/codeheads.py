"""Heads of code: ``:::python`` and ``#!python``, by which Python-Markdown is told the language of a block."""

from __future__ import annotations

import re
from textwrap import indent

from .tags import code_block

__all__ = ["convert_code_heads"]

_HEAD = (
    r"(?P<line>(?:::+|(?P<bang>#!))(?P<path>(?:/\w+)*[/ ])?(?P<language>[\w#.+-]+)[ \t]*"
    r"(?:hl_lines=[\"'](?P<marked>[\d ]*)[\"'])?)[ \t]*"
)
_CODE = re.compile(
    r"^(?P<mark>`{3,}|~{3,})[ \t]*(?P<named>\S[^\n]*)?\n(?P<fenced>(?s:.{0,50000}?\n)?)(?P=mark)[`~]*[ \t]*$"
    rf"|(?<!\S\n)(?P<gap>(?: {{4}}|\t)+){_HEAD}\n"
    r"(?P<body>(?:(?P=gap)[^\n]*(?:\n|\Z)|[ \t]*\n(?=(?:[ \t]*\n)*(?P=gap)))+)",
    re.MULTILINE,
)
"""A fenced block, or an indented one with a head."""
_FIRST = re.compile(rf"\A{_HEAD}\n")


def convert_code_heads(text: str) -> str:
    """Blocks with a head as fenced code of that language, with numbers where it is ``#!``, and marked lines."""
    return _CODE.sub(_block, text) if re.search(r"^[ \t]*(?:::|#!)", text, re.MULTILINE) else text


def _block(match: re.Match[str]) -> str:
    if match["mark"] is None:
        inside = match["gap"].removesuffix("\t") if match["gap"].endswith("\t") else match["gap"][:-4]
        return indent(_code(match, re.sub(rf"^{match['gap']}", "", match["body"], flags=re.MULTILINE)), inside) + "\n"
    head = None if match["named"] else _FIRST.match(match["fenced"])
    return match.group() if head is None else _code(head, match["fenced"][head.end() :])


def _code(head: re.Match[str], body: str) -> str:
    if head["path"]:  # the line of a script that names its interpreter belongs to it
        body = f"{head['line'].strip()}\n{body}"
    options = [":linenos:"] if head["bang"] else []
    if (head["marked"] or "").split():
        options.append(f":emphasize-lines: {','.join(head['marked'].split())}")
    return code_block(body, head["language"].lower(), options=tuple(options))
