"""Syntax: how the Markdown of an engine differs from CommonMark, as data, and patterns of what it has in it."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass

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
    "Dialect",
    "ends_itself",
    "fence_state",
    "is_decorative",
    "is_within",
    "raw_spans",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How the Markdown of one engine differs from CommonMark."""

    tags: re.Pattern[str] | None = None
    """A tag, with the groups ``name`` and ``args`` (see ``LIQUID`` and ``HUGO``)."""
    tag_end: str = ""
    """A pattern of the end of a block tag, with ``{}`` for its name."""
    literal: frozenset[str] = frozenset()
    """Names of block tags whose bodies are not Markdown; all other tags with an end contain Markdown."""
    boxes: tuple[tuple[str, str], ...] = ()
    """Signs of fenced boxes (``:`` or ``/``), each with a pattern of what follows its fence."""
    indented_boxes: bool = False
    """Whether ``!!! note``, ``??? note`` and ``=== "Tab"`` are boxes."""
    attribute_lists: bool = False
    """Whether ``{: .class }`` are attributes, as in kramdown and Python-Markdown."""
    tex: str = ""
    r"""What math in ``(x)`` and ``[x]`` is marked with: one backslash, or two where one is an escape."""
    inline_double_dollars: bool = False
    """Whether ``$$x$$`` within a line is math in the text, as in kramdown."""
    dollars: bool = True
    """Whether ``$x$`` is math."""
    inline_html: bool = True
    """Whether ``<img>`` or ``<b>`` alone in a line begins a paragraph, if text follows; CommonMark has HTML there."""
    html_resumes: bool = False
    """Whether Markdown goes on in the line below the end of an HTML block, as in kramdown."""
    mdx: bool = False
    """Whether there are components and ``import`` lines."""
    names_with_blanks: bool = False
    """Whether the names of images may have blanks."""
    headless_tables: bool = False
    """Whether tables need no head row, as in kramdown."""
    loose_headings: bool = False
    """Whether ``##Heading`` without a blank is a heading."""
    bare_links: bool = False
    """Whether an address in the text is a link."""
    html_markdown: bool = False
    """Whether ``<div markdown>`` contains Markdown."""


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
