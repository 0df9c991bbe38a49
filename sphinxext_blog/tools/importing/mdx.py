"""MDX: Markdown of Docusaurus, freed of what would be run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .admonitions import convert_colons, fenced
from .codespans import CodeSpans, line_at, sub_outside
from .media import EMBEDS

if TYPE_CHECKING:
    from .notes import Fault
    from .targets import Surroundings

__all__ = ["convert_docusaurus", "expand_docusaurus"]

_COMMENT = re.compile(r"\{/\*(?P<inner>(?s:.{0,5000}?))\*/\}")
_MODULE = re.compile(
    r"^(?:import\s+(?:[^\n;]*\s+from\s+)?[\"'][^\"'\n]+[\"'];?"
    r"|import\s*\{[^}]*\}\s*from\s*[\"'][^\"'\n]+[\"'];?)[ \t]*$",
    re.MULTILINE,
)
_EXPORT = re.compile(r"^export\s+(?:const|default|function|let|class)\b[^\n]*(?:\n(?![ \t]*\n)[^\n]+)*", re.MULTILINE)
_REQUIRE = re.compile(
    r"=\{(?:require\([\"'](?P<file>[^\"'\n]+)[\"']\)(?:\.default)?|useBaseUrl\([\"'](?P<url>[^\"'\n]+)[\"']\)|[\"'`](?P<text>[^\"'`\n{}]*)[\"'`])\}"
)
_SITE = re.compile(r"(?<=[(\"'<])(?:@site/static|pathname://)(?=/)|(?<=[(\"'<])@site/(?=[\w.-])")
_TABS = re.compile(r"^(?P<gap>[ \t]*)<Tabs\b[^>]*>(?P<body>(?s:.*?))</Tabs>", re.MULTILINE)
_TAB = re.compile(r"<TabItem\b(?P<attrs>[^>]*)>(?P<body>(?s:.{0,20000}?))</TabItem>")
_ATTR = re.compile(r"\b(?P<name>\w{1,60})=\"(?P<value>[^\"]*)\"")
_DETAILS = re.compile(
    r"^<details\b[^>]*>\s*(?:<summary\b[^>]*>(?P<title>(?s:.*?))</summary>)?(?P<body>(?s:.*?))</details>[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_COMPONENT = re.compile(r"</?(?P<name>[A-Z][\w.]*)\b(?P<attrs>(?:\"[^\"]*\"|\{[^{}]*\}|[^<>\"{}])*)>")


def expand_docusaurus(text: str, around: Surroundings) -> tuple[str, list[Fault]]:  # noqa: ARG001 - an engine's interface
    """Comments, names of files in braces, and ``@site``, which stand where a path does."""
    text = sub_outside(_COMMENT, lambda match: f"<!--{match['inner']}-->", text)
    text = sub_outside(_REQUIRE, lambda match: f'="{match["file"] or match["url"] or match["text"]}"', text)
    text = sub_outside(_SITE, lambda match: "" if match.group() != "@site/" else "/", text)
    return sub_outside(re.compile(r"\bclassName="), lambda _: "class=", text), []


def convert_docusaurus(text: str, around: Surroundings) -> tuple[str, list[Fault]]:  # noqa: ARG001 - likewise
    """Modules away, tabs and admonitions as directives; components that nobody knows are told."""
    faults: list[Fault] = []

    def away(match: re.Match[str]) -> str:
        first = match.group().split("\n")[0]
        if not re.match(r"import\s+(?:Tabs?|TabItem|useBaseUrl|React|CodeBlock|Admonition)\b", first):
            faults.append((line_at(match.string, match.start()), f"'{first[:60]}' was taken out"))
        return "\n" * match.group().count("\n")

    def component(match: re.Match[str]) -> str:
        new = _embedded(match)
        if new is None and not match.group().startswith("</"):
            faults.append((line_at(match.string, match.start()), f"component '<{match['name']}>' is left in as it is"))
        return match.group() if new is None else new

    for pattern in (_MODULE, _EXPORT):
        text = sub_outside(pattern, away, text)
    text = sub_outside(_DETAILS, _details, text) if "<details" in text.lower() else text
    text = _tabs(text)
    text = sub_outside(_COMPONENT, component, text)
    return convert_colons(text), faults


def _tabs(text: str) -> str:
    code = CodeSpans(text) if "<Tabs" in text else None

    def convert(match: re.Match[str]) -> str:
        if code is not None and match.start() in code:
            return match.group()
        items = []
        for tab in _TAB.finditer(match["body"]):
            attrs = {found["name"]: found["value"] for found in _ATTR.finditer(tab["attrs"])}
            items.append(fenced("tab-item", attrs.get("label") or attrs.get("value") or "Tab", tab["body"]))
        return fenced("tab-set", "", "\n\n".join(items)) if items else match.group()

    return _TABS.sub(convert, text)


def _details(match: re.Match[str]) -> str:
    title = " ".join(re.sub(r"<[^>]*>", "", match["title"] or "").split())
    return fenced("dropdown", title or "Details", match["body"])


def _embedded(match: re.Match[str]) -> str | None:
    """A link in place of a player."""
    name = match["name"].lower().removesuffix("embed").removesuffix("player")
    attrs = {found["name"].lower(): found["value"] for found in _ATTR.finditer(match["attrs"])}
    value = attrs.get("id") or attrs.get("videoid") or attrs.get("youtubeid")
    if name not in EMBEDS or not value:
        return None
    address, text = EMBEDS[name]
    return f"[{text}]({address.format(value)})"
