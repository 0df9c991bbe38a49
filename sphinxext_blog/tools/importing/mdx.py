"""MDX: Markdown of Docusaurus, freed of what would be run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .admonitions import convert_colons
from .codespans import CodeSpans, line_at, sub_outside
from .comments import comment
from .mdxblocks import ATTRIBUTES, attributes_in, convert_blocks
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
_COMPONENT = re.compile(rf"</?(?P<name>[A-Z][\w.]*)\b{ATTRIBUTES}>")
_BLOCKS = ("Tabs", "TabItem")


def expand_docusaurus(text: str, around: Surroundings) -> tuple[str, list[Fault]]:  # noqa: ARG001 - an engine's interface
    """Comments, names of files in braces, and ``@site``, which stand where a path does."""
    text = sub_outside(_COMMENT, lambda match: comment(match["inner"]), text)
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
        new = None if match["name"] in _BLOCKS else _embedded(match)
        if new is None and match["name"] not in _BLOCKS and not match.group().startswith("</"):
            told(match)
        return match.group() if new is None else new

    def told(match: re.Match[str]) -> None:
        faults.append((line_at(match.string, match.start()), f"component '<{match['name']}>' is left in as it is"))

    for pattern in (_MODULE, _EXPORT):
        text = sub_outside(pattern, away, text)
    text = sub_outside(_COMPONENT, component, text)
    new = convert_blocks(text)
    code = CodeSpans(new)
    if any(match["name"] in _BLOCKS and match.start() not in code for match in _COMPONENT.finditer(new)):
        told(next(match for match in _COMPONENT.finditer(text) if match["name"] in _BLOCKS))
    return convert_colons(new), faults


def _embedded(match: re.Match[str]) -> str | None:
    """A link in place of a player."""
    name = match["name"].lower().removesuffix("embed").removesuffix("player")
    attrs = {name.lower(): said for name, said in attributes_in(match["attrs"]).items()}
    value = attrs.get("id") or attrs.get("videoid") or attrs.get("youtubeid")
    if name not in EMBEDS or not value:
        return None
    address, text = EMBEDS[name]
    return f"[{text}]({address.format(value)})"
