"""Syntax: patterns of what other engines have in their Markdown, and what tells code and raw text from it."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right

__all__ = [
    "ATTRIBUTES",
    "COLON_BOX",
    "COMPONENT",
    "DETAILS",
    "EXPRESSION",
    "FENCE",
    "HUGO",
    "HUGO_END",
    "LIQUID",
    "LIQUID_END",
    "LOOSE_ATTRIBUTES",
    "MARKDOWN_ELEMENT",
    "MDX_COMMENT",
    "PROSE_BLANKS",
    "SLASH_BOX",
    "TAG_WINDOW",
    "VALUES",
    "ends_itself",
    "fence_state",
    "is_decorative",
    "is_within",
    "raw_spans",
]

LIQUID = re.compile(
    r"\{%-?\s*(?P<name>\w+)(?P<args>(?:[^%{]|[%{](?![}%]))*?)\s*-?%\}"
    r"|\{\{-?(?P<out>(?:[^{}\"']|\"[^\"\n]*\"|'[^'\n]*')*?)-?\}\}|\{#(?:(?!\{#|#\}).)*#\}",
    re.DOTALL,
)
"""Tags, outputs and comments of Liquid, Nunjucks and Jinja."""
LIQUID_END = r"\{{%-?\s*end_?{}\s*-?%\}}"
HUGO = re.compile(
    r"\{\{(?P<mark>[<%])-?\s*(?P<name>/?[A-Za-z][\w./-]*)"
    r"(?P<args>(?:\"(?:[^\"\\]|\\.)*\"|`[^`]*`|[^\"`<>%{]|\{(?!\{)|[<>%](?!\}\}))*?)\s*-?[>%]\}\}",
    re.DOTALL,
)
"""Shortcodes of Hugo; one that ends itself has a slash at the end of its arguments."""
HUGO_END = r"\{{\{{[<%]-?\s*/\s*{}\s*-?[>%]\}}\}}"
MDX_COMMENT = re.compile(r"\{/\*(?P<out>(?:(?!\{/\*|\*/\}).)*)\*/\}", re.DOTALL)
COLON_BOX = (":", r"(?P<type>[A-Za-z]\w*)(?:\[(?P<label>.*)\])?(?:\{[^}]*\})?(?P<title>.*)")
"""``:::note[Title]`` of Docusaurus."""
SLASH_BOX = ("/", r"(?P<type>[A-Za-z][\w-]*)(?:[ \t]*\|(?P<title>.*))?")
"""``/// note | Title`` of PyMdown."""
TAG_WINDOW = 4000
"""The longest tag, in characters; it bounds the time for tags without an end."""
_ATTRIBUTE = r"(?:[#.][\w:-]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}=<>`]+))"
_BARE = r"[A-Za-z][\w-]*(?=[ \t}])"
ATTRIBUTES = re.compile(rf"\{{:?[ \t]*(?:{_BARE}[ \t]+)*{_ATTRIBUTE}(?:[ \t]+(?:{_ATTRIBUTE}|{_BARE}))*[ \t]*\}}")
LOOSE_ATTRIBUTES = re.compile(r"\{:(?![:/])[^{}\n]*\}")
PROSE_BLANKS = re.compile(r"[^()<>\n\"'{}]*?\.\w{2,5}(?=[ \t]*\))")
"""The rest of a file name that has blanks, up to the parenthesis that ends its link."""
FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
VALUES = r"(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^<>\"'{}])*?"
COMPONENT = re.compile(rf"<(?P<end>/?)(?P<name>[A-Z][\w.]*)(?P<args>(?:\s{VALUES})?)(?P<alone>/?)>", re.DOTALL)
"""A tag of a component in MDX."""
EXPRESSION = re.compile(r"\{(?!/\*)(?:\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`|[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})+?\}")
"""What MDX runs."""
DETAILS = re.compile(
    r"<(?P<name>details)(?P<args>(?:\s[^<>]*)?)>(?:\s*<summary(?:\s[^<>]*)?>(?P<summary>(?:(?!</summary>).){0,1000})</summary>)?",
    re.IGNORECASE | re.DOTALL,
)
MARKDOWN_ELEMENT = re.compile(
    r"<(?P<name>(?!figure\b)[A-Za-z][\w-]*)(?P<args>(?:\s(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*?)?"
    r"\smarkdown(?:=[\"']?(?!0|off|false)(?P<value>\w*)[\"']?)?(?=[\s>])(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)>",
    re.IGNORECASE,
)
"""An element of HTML that has Markdown in it: ``<div markdown="1">``."""
_RAW = re.compile(r"\{%-?\s*(?P<end>end)?raw\s*-?%\}")


def fence_state(text: str, fence: str) -> tuple[str, bool]:
    """Return the fence that is open behind a line, and whether the line belongs to fenced code."""
    mark = FENCE.match(text)
    if fence:
        is_end = mark is not None and mark[1].startswith(fence) and not mark[2].strip()
        return ("" if is_end else fence), True
    if mark is not None and not (mark[1][0] == "`" and "`" in mark[2]):
        return mark[1], True
    return "", False


def is_decorative(info: str) -> bool:
    """Return whether a line such as ``~~~·~~~`` is no fence: nothing behind its signs could be a language."""
    return re.fullmatch(r"[·•~=*_—–.\-\s]+", info) is not None


def is_within(spans: list[tuple[int, int]], position: int) -> bool:
    """Return whether a position is within one of some spans in their order."""
    at = bisect_right(spans, (position, sys.maxsize)) - 1
    return at >= 0 and spans[at][0] <= position < spans[at][1]


def raw_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans between ``{% raw %}`` and ``{% endraw %}``, in which tags are text."""
    if "raw" not in text:
        return []
    spans, begin = [], None
    for match in _RAW.finditer(text):
        if match["end"] and begin is not None:
            spans.append((begin, match.start()))
            begin = None
        elif not match["end"] and begin is None:
            begin = match.end()
    return spans


def ends_itself(match: re.Match[str]) -> bool:
    """Return whether a shortcode is its own end: ``{{< name />}}``."""
    return match["args"].rstrip().endswith("/") and match.group().startswith("{{")
