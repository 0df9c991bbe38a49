"""Blocks of MDX, ``<Tabs>`` and ``<details>``, one in another, as directives; and ``<details>`` of every engine."""

from __future__ import annotations

import re
from textwrap import dedent, indent
from typing import TYPE_CHECKING

from .admonitions import admonition, convert_colons, fenced
from .codespans import CodeSpans
from .htmlblocks import is_in_html

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ATTRIBUTES", "attributes_in", "convert_blocks", "convert_details"]

ATTRIBUTES = r"(?P<attrs>(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|[^<>\"'{}])*)"
"""A pattern of what stands behind the name of a component."""
_BLOCK = re.compile(
    rf"^(?P<gap>[ \t]*)<(?P<name>Tabs|details|Admonition)\b{ATTRIBUTES}>"
    r"(?P<body>(?:(?!<(?:Tabs|details|Admonition)\b)(?s:.))*?)</(?P=name)>[ \t]*$",
    re.MULTILINE,
)
"""One that holds no other; that is a directive before its turn comes."""
_FOLDED = re.compile(
    rf"^(?P<gap>[ \t]*)<(?P<name>details)\b{ATTRIBUTES}>(?P<body>(?:(?!<details\b)(?s:.))*?)</details>[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_TAB = re.compile(rf"<TabItem\b{ATTRIBUTES}>(?P<body>(?s:.{{0,20000}}?))</TabItem>")
_SUMMARY = re.compile(r"\A\s*<summary\b[^>]*>(?P<title>(?s:.*?))</summary>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<![\w-])(?P<name>\w{1,60})=(?P<quote>[\"'])(?P<value>(?:(?!(?P=quote)).)*)(?P=quote)")
_PAIR = re.compile(
    r"[\"']?\b(?P<name>label|value)[\"']?\s*:\s*(?P<quote>[\"'`])(?P<text>(?:(?!(?P=quote)).)*)(?P=quote)"
)
_OF_DETAILS = re.compile(r"</?(?:details|summary)\b[^<>]*>", re.IGNORECASE)
_FAR = 2000
"""Characters within which a paragraph begins."""
_DEEPEST = 20
"""Blocks in blocks."""


def attributes_in(text: str) -> dict[str, str]:
    """The attributes of a component that are plain texts."""
    return {found["name"]: " ".join(found["value"].split()) for found in _ATTRIBUTE.finditer(text)}


def convert_blocks(text: str) -> str:
    """Tabs and dropdowns of sphinx-design, the innermost first."""

    def block(match: re.Match[str]) -> str:
        if match["name"] == "Tabs":
            new = _tabs(match["attrs"], match["body"])
        elif match["name"] == "Admonition":
            said = attributes_in(match["attrs"])
            new = admonition(said.get("type", "note"), said.get("title", ""), convert_colons(_inner(match["body"])))
        else:
            new = _details(match, convert_colons)
        return indent(new, match["gap"]) if new else match.group()

    return _from_within(text, _BLOCK, block)


def convert_details(text: str) -> str:
    """``<details>`` as dropdowns, so that what they hold is Markdown wherever it begins; none within other HTML."""

    def block(match: re.Match[str]) -> str:
        place = match.start() + len(match["gap"])
        above = _OF_DETAILS.sub("", match.string[max(0, place - _FAR) : place])
        if is_in_html(above, len(above)):
            return match.group()
        return indent(_details(match, str), match["gap"])

    return _from_within(text, _FOLDED, block)


def _from_within(text: str, pattern: re.Pattern[str], block: Callable[[re.Match[str]], str]) -> str:
    for _ in range(_DEEPEST):
        if not pattern.search(text):
            break
        code = CodeSpans(text)

        def outside(match: re.Match[str], code: CodeSpans = code) -> str:
            return match.group() if match.start() + len(match["gap"]) in code else block(match)

        new = pattern.sub(outside, text)
        if new == text:
            break
        text = new
    return text


def _tabs(attrs: str, body: str) -> str:
    """A set of tabs, in step with others of its group; nothing where it has none."""
    said, labels, items = attributes_in(attrs), _labels(attrs), []
    for number, tab in enumerate(_TAB.finditer(body)):
        own = attributes_in(tab["attrs"])
        value = own.get("value", "")
        is_default = re.search(r"(?<!\S)default(?![\w=])", tab["attrs"]) or value == said.get("defaultValue", False)
        options = [":selected:"] if is_default and number else []
        options += [f":sync: {value}"] if value and "groupId" in said else []
        label = own.get("label") or labels.get(value) or value or "Tab"
        items.append(fenced("tab-item", label, convert_colons(_inner(tab["body"])), tuple(options)))
    group = (f":sync-group: {said['groupId']}",) if said.get("groupId") else ()
    return fenced("tab-set", "", "\n\n".join(items), group) if items else ""


def _labels(attrs: str) -> dict[str, str]:
    """What ``values={[{label: 'A', value: 'a'}]}`` calls each tab."""
    objects = re.findall(r"\{[^{}]*\}", attrs)
    pairs = [{found["name"]: found["text"] for found in _PAIR.finditer(text)} for text in objects]
    return {pair["value"]: pair.get("label", "") for pair in pairs if "value" in pair}


def _details(match: re.Match[str], convert: Callable[[str], str]) -> str:
    body, summary = match["body"], _SUMMARY.match(match["body"])
    title = re.sub(r"</?code>", "`", summary["title"]) if summary else ""
    title = " ".join(re.sub(r"<[^>]*>", "", title).split())
    options = (":open:",) if re.search(r"(?<!\S)open\b", match["attrs"]) else ()
    inner = convert(_inner(body[summary.end() :] if summary else body))
    return fenced("dropdown", title or "Details", inner, options)


def _inner(body: str) -> str:
    """What stands in a block, without the indent that only shows where it stands; its first line has none."""
    first, _, rest = body.partition("\n")
    return f"{first.strip()}\n{dedent(rest)}".strip("\n")
