"""MDX: Markdown of Docusaurus, freed of what would be run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .admonitions import convert_colons
from .codemarks import number_marked_lines
from .codespans import CodeSpans, line_at, sub_outside
from .comments import comment
from .including import included
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
_STYLE = re.compile(r"\bstyle=\{\{(?P<inner>[^{}]*)\}\}")
_DECLARATION = re.compile(
    r"[\"']?(?P<name>[\w-]+)[\"']?\s*:\s*(?P<quote>[\"'`]?)(?P<value>[^\"'`,{}]+)(?P=quote)\s*(?:,|\Z)"
)
_LINK = re.compile(r"<Link\b[^<>]*?\sto=[\"'](?P<to>[^\"'\s<>]+)[\"'][^<>]*>(?P<text>[^<>\[\]\n]+)</Link>")
_COMPONENT = re.compile(rf"</?(?P<name>[A-Z][\w.]*)\b{ATTRIBUTES}>")
_PARTIAL = re.compile(r"^import\s+(?P<name>[A-Z]\w*)\s+from\s+[\"'](?P<file>[^\"'\n]+\.mdx?)[\"']", re.MULTILINE)
_KNOWN = re.compile(r"import\s+(?:Tabs?|TabItem|useBaseUrl|React|CodeBlock|Admonition|Link)\b")
_EXPRESSION = re.compile(
    r"(?<!\$)\$\$(?!\$)[^$]{1,5000}\$\$|(?<![\\$])\$(?![\s$])[^$\n]{1,1000}\$|<[A-Za-z/][^<>]{0,1000}>"
    r"|(?<![\\$={\])])\{(?:(?P<quote>[\"'`])(?P<text>[^\"'`\n]*)(?P=quote)|(?P<code>[\w(!\[-][^{}\n]{0,200}))\}(?!`)"
)
"""What stands in braces; no math, and nothing within a tag."""
_BLOCKS = ("Tabs", "TabItem", "Admonition")


def expand_docusaurus(text: str, around: Surroundings) -> tuple[str, list[Fault]]:  # noqa: ARG001 - an engine's interface
    """Comments, names of files in braces, links, and ``@site``, which stand where a path does."""
    text = sub_outside(_COMMENT, lambda match: comment(match["inner"]), text)
    text = sub_outside(_REQUIRE, lambda match: f'="{match["file"] or match["url"] or match["text"]}"', text)
    text = sub_outside(_SITE, lambda match: "" if match.group() != "@site/" else "/", text)
    text = sub_outside(_LINK, lambda match: f"[{match['text'].strip()}]({match['to']})", text)
    text = sub_outside(_STYLE, _styled, text)
    return sub_outside(re.compile(r"\bclassName="), lambda _: "class=", text), []


def convert_docusaurus(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """Modules away, tabs and admonitions as directives; components and expressions that would be run are told."""
    reader = _Reader(text, around)
    for pattern, replace in (
        (_MODULE, reader.away),
        (_EXPORT, reader.away),
        (_EXPRESSION, reader.expression),
        (_COMPONENT, reader.component),
    ):
        text = sub_outside(pattern, replace, text)
    new = convert_blocks(number_marked_lines(text))
    code = CodeSpans(new)
    if any(match["name"] in _BLOCKS and match.start() not in code for match in _COMPONENT.finditer(new)):
        reader.tell(next(match for match in _COMPONENT.finditer(text) if match["name"] in _BLOCKS))
    return convert_colons(new), reader.faults


class _Reader:
    """Reads over what would be run, and keeps what is to be told of it."""

    def __init__(self, text: str, around: Surroundings) -> None:
        self.faults: list[Fault] = []
        self._around = around
        self._partials = {match["name"]: match["file"] for match in _PARTIAL.finditer(text)}

    def away(self, match: re.Match[str]) -> str:
        first = match.group().split("\n")[0]
        if not (_KNOWN.match(first) or _PARTIAL.match(first)):
            self.faults.append((line_at(match.string, match.start()), f"'{first[:60]}' was taken out"))
        return "\n" * match.group().count("\n")

    def component(self, match: re.Match[str]) -> str:
        name = match["name"]
        if name in _BLOCKS:
            return match.group()
        new = _embedded(match)
        if new is None and name in self._partials:
            new = _partial(self._partials[name], self._around)
        if new is None and not match.group().startswith("</"):
            self.tell(match)
        return match.group() if new is None else new

    def expression(self, match: re.Match[str]) -> str:
        if match["code"]:
            self.faults.append((line_at(match.string, match.start()), f"'{match.group()}' is left in as it is"))
        return match["text"] if match["quote"] else match.group()

    def tell(self, match: re.Match[str]) -> None:
        message = f"component '<{match['name']}>' is left in as it is"
        self.faults.append((line_at(match.string, match.start()), message))


def _styled(match: re.Match[str]) -> str:
    """A style as HTML has it; as it was if anything in it has to be run."""
    said = match["inner"].strip()
    found = list(_DECLARATION.finditer(said))
    if _DECLARATION.sub("", said).strip():
        return match.group()
    names = (re.sub(r"(?=[A-Z])", "-", one["name"]).lower() for one in found)
    pairs = (f"{name}: {one['value'].strip()}" for name, one in zip(names, found, strict=True))
    return f'style="{"; ".join(pairs)}"'


def _partial(name: str, around: Surroundings) -> str | None:
    """The text of a file that was imported as a component."""
    folder = around.blog.root if name.startswith("/") else around.post.file.path.parent
    return included(folder / name.lstrip("/"), around)


def _embedded(match: re.Match[str]) -> str | None:
    """A link in place of a player."""
    name = match["name"].lower().removesuffix("embed").removesuffix("player")
    attrs = {name.lower(): said for name, said in attributes_in(match["attrs"]).items()}
    value = attrs.get("id") or attrs.get("videoid") or attrs.get("youtubeid")
    if name not in EMBEDS or not value:
        return None
    address, text = EMBEDS[name]
    return f"[{text}]({address.format(value)})"
