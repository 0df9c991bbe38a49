"""Blocks of MDX: ``<Tabs>`` and ``<details>``, one in another, as directives."""

from __future__ import annotations

import re
from textwrap import dedent, indent

from .admonitions import convert_colons, fenced
from .codespans import CodeSpans

__all__ = ["ATTRIBUTES", "attributes_in", "convert_blocks"]

ATTRIBUTES = r"(?P<attrs>(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|[^<>\"'{}])*)"
"""A pattern of what stands behind the name of a component."""
_BLOCK = re.compile(
    rf"^(?P<gap>[ \t]*)<(?P<name>Tabs|details)\b{ATTRIBUTES}>"
    r"(?P<body>(?:(?!<(?:Tabs|details)\b)(?s:.))*?)</(?P=name)>[ \t]*$",
    re.MULTILINE,
)
"""One that holds no other; that is a directive before its turn comes."""
_TAB = re.compile(rf"<TabItem\b{ATTRIBUTES}>(?P<body>(?s:.{{0,20000}}?))</TabItem>")
_SUMMARY = re.compile(r"\A\s*<summary\b[^>]*>(?P<title>(?s:.*?))</summary>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<![\w-])(?P<name>\w{1,60})=(?P<quote>[\"'])(?P<value>(?:(?!(?P=quote)).)*)(?P=quote)")
_PAIR = re.compile(
    r"[\"']?\b(?P<name>label|value)[\"']?\s*:\s*(?P<quote>[\"'`])(?P<text>(?:(?!(?P=quote)).)*)(?P=quote)"
)
_DEEPEST = 20
"""Blocks in blocks."""


def attributes_in(text: str) -> dict[str, str]:
    """The attributes of a component that are plain texts."""
    return {found["name"]: " ".join(found["value"].split()) for found in _ATTRIBUTE.finditer(text)}


def convert_blocks(text: str) -> str:
    """Tabs and dropdowns of sphinx-design, the innermost first."""
    for _ in range(_DEEPEST):
        code = CodeSpans(text) if _BLOCK.search(text) else None
        new = _BLOCK.sub(lambda match: _block(match, code), text)  # noqa: B023 - called in this turn only
        if new == text:
            break
        text = new
    return text


def _block(match: re.Match[str], code: CodeSpans | None) -> str:
    if code is not None and match.start("gap") + len(match["gap"]) in code:
        return match.group()
    new = _tabs(match["attrs"], match["body"]) if match["name"] == "Tabs" else _details(match["attrs"], match["body"])
    return indent(new, match["gap"]) if new else match.group()


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
        items.append(fenced("tab-item", label, _inner(tab["body"]), tuple(options)))
    group = (f":sync-group: {said['groupId']}",) if said.get("groupId") else ()
    return fenced("tab-set", "", "\n\n".join(items), group) if items else ""


def _labels(attrs: str) -> dict[str, str]:
    """What ``values={[{label: 'A', value: 'a'}]}`` calls each tab."""
    objects = re.findall(r"\{[^{}]*\}", attrs)
    pairs = [{found["name"]: found["text"] for found in _PAIR.finditer(text)} for text in objects]
    return {pair["value"]: pair.get("label", "") for pair in pairs if "value" in pair}


def _details(attrs: str, body: str) -> str:
    summary = _SUMMARY.match(body)
    title = re.sub(r"</?code>", "`", summary["title"]) if summary else ""
    title = " ".join(re.sub(r"<[^>]*>", "", title).split())
    options = (":open:",) if re.search(r"(?<!\S)open\b", attrs) else ()
    return fenced("dropdown", title or "Details", _inner(body[summary.end() :] if summary else body), options)


def _inner(body: str) -> str:
    """What stands in a block, without the indent that only shows where it stands."""
    return convert_colons(dedent(body).strip("\n"))
