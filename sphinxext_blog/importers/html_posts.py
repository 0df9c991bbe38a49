"""Posts in HTML: a tree of their elements, written as Markdown where Markdown has the same, and as HTML elsewhere.

Text is escaped, so that it is never read as Markdown.  HTML that stays has no blank lines in it, since Markdown would
end it there; elements that only contain blocks keep their tags, with Markdown between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, TypeAlias

from .work import code_block, write_link

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["markdown_of"]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTAINERS = frozenset(
    ("div", "section", "article", "aside", "header", "footer", "main", "nav", "center", "address", "details", "summary")
)
"""Elements around blocks."""
_OPAQUE = frozenset(
    (
        "table",
        "dl",
        "figure",
        "form",
        "script",
        "style",
        "iframe",
        "video",
        "audio",
        "noscript",
        "svg",
        "object",
        "math",
    )
)
"""Elements that stay HTML, with all that is in them."""
_BLOCKS = frozenset({"p", "pre", "blockquote", "ul", "ol", "hr", *_HEADINGS, *_CONTAINERS, *_OPAQUE})
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_ENDED_BY = {
    "li": ({"li"}, {"ul", "ol"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
}
"""For each element, the open elements that its start ends, and the elements beyond which it does not look."""
_EMPHASIS = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_DEEPEST = 100
"""Elements within elements; deeper ones are read as siblings."""

_KEPT = re.compile(
    r"(?P<block>\{%-?[ \t]*(?P<tag>highlight|codeblock|raw)\b[^%\n]{0,300}%\}(?s:.{0,20000}?)"
    r"\{%-?[ \t]*end(?P=tag)[ \t]*-?%\}|<!--+[ \t]*(?:more|truncate|excerpt)[ \t]*--+>)"
    r"|\{%(?:[^%]|%(?!\})){0,2000}%\}|\{\{(?:[^}]|\}(?!\})){0,2000}\}\}|\$\$[^$]{1,5000}\$\$"
)
"""What is neither HTML nor text: tags of the engine and math; a ``block`` stands alone."""
_FIRST, _LAST = "\ufdd0", "\ufdd1"
"""Characters that texts cannot have, around the number of something that is kept."""
_NUMBER = re.compile(rf"{_FIRST}(\d+){_LAST}")
_SPECIAL = re.compile(r"[\\`*_\[\]$~]|&(?=#?\w+;)|<")
_LINE_START = re.compile(r"^(?:[-+#>=|:%]|\d{1,9}(?=[.)])|\((?=[^()\n]*\)=))", re.MULTILINE)
_LANGUAGE = re.compile(r"(?:\blang(?:uage)?-|\bbrush:\s*)(?P<language>[\w+#-]+)")
_RAW = re.compile(r"\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}\n?")
_BLANK = re.compile(r"\n[ \t]*(?=\n)")


@dataclass(slots=True)
class _Element:
    """An element of HTML; a comment has the name ``!--``."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    opening: str = ""
    children: list[_Node] = field(default_factory=list)
    has_end: bool = False

    def holds(self, names: frozenset[str]) -> bool:
        """Return whether there is an element with one of some names in it."""
        stack = list(self.children)
        while stack:
            child = stack.pop()
            if isinstance(child, _Element):
                if child.name in names:
                    return True
                stack += child.children
        return False


_Node: TypeAlias = "str | _Element"


def markdown_of(text: str) -> str:
    """Return the body of a post in HTML as Markdown."""
    kept: list[re.Match[str]] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match)
        return f"{_FIRST}{len(kept) - 1}{_LAST}"

    bare = _KEPT.sub(keep, text.replace(_FIRST, "\ufffd").replace(_LAST, "\ufffd"))
    writer = _Writer(frozenset(number for number, match in enumerate(kept) if match["block"]))
    blocks = writer.blocks(_tree(bare).children)
    return _NUMBER.sub(lambda match: kept[int(match[1])].group(), "\n\n".join(blocks))


# ---------------------------------------------------------------------------------------------------------------- tree


class _Builder(HTMLParser):
    """Builds the tree; ends that authors leave out are implied, and ends without a start are ignored."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("")
        self._open = [self.root]

    def _add(self, node: _Node) -> None:
        self._open[-1].children.append(node)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._imply_ends(tag)
        opening = self.get_starttag_text() or f"<{tag}>"
        element = _Element(tag, {name: value or "" for name, value in attrs}, opening)
        self._add(element)
        if tag not in _VOID and not opening.endswith("/>") and len(self._open) < _DEEPEST:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self._open) - 1, 0, -1):
            if self._open[index].name == tag:
                self._open[index].has_end = True
                del self._open[index:]
                return

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_comment(self, data: str) -> None:
        self._add(_Element("!--", opening=f"<!--{data}-->"))

    def _imply_ends(self, tag: str) -> None:
        if tag in _BLOCKS and self._open[-1].name == "p":
            self._open.pop().has_end = True
        ended, limits = _ENDED_BY.get(tag, (set(), set()))
        for index in range(len(self._open) - 1, 0, -1) if ended else ():
            if self._open[index].name in limits:
                return
            if self._open[index].name in ended:
                for element in self._open[index:]:
                    element.has_end = True
                del self._open[index:]


def _tree(text: str) -> _Element:
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root


# --------------------------------------------------------------------------------------------------------------- writer


class _Writer:
    """Writes the nodes of a tree.

    :param block_numbers: numbers of what is kept and is a block.
    """

    def __init__(self, block_numbers: frozenset[int]) -> None:
        self._block_numbers = block_numbers

    def blocks(self, nodes: list[_Node]) -> list[str]:
        """Return the blocks of some nodes; what is between two elements that are blocks is a paragraph."""
        blocks: list[str] = []
        run: list[_Node] = []
        for node in self._parted(nodes):
            is_block = isinstance(node, _Element) and (node.name in _BLOCKS or node.name == "!--")
            if is_block or (isinstance(node, str) and self._is_kept_block(node)):
                blocks += self._paragraph(run)
                run = []
                blocks += [node.strip()] if isinstance(node, str) else self._block(node)
            else:
                run.append(node)
        return [block for block in [*blocks, *self._paragraph(run)] if block.strip()]

    def _parted(self, nodes: list[_Node]) -> Iterator[_Node]:
        """Yield nodes; a kept block within a text is a node of its own, and inline elements around blocks are not."""
        for node in nodes:
            if isinstance(node, str):
                done = 0
                for match in _NUMBER.finditer(node):
                    if int(match[1]) in self._block_numbers:
                        yield node[done : match.start()]
                        yield match.group()
                        done = match.end()
                yield node[done:]
            elif node.name not in _BLOCKS and node.name != "!--" and node.holds(_BLOCKS):
                yield from self._parted(node.children)
            else:
                yield node

    def _is_kept_block(self, text: str) -> bool:
        match = _NUMBER.fullmatch(text.strip())
        return match is not None and int(match[1]) in self._block_numbers

    def _paragraph(self, nodes: list[_Node]) -> list[str]:
        text = self.inline(nodes).strip()
        return [_LINE_START.sub(_escaped_start, text)] if text else []

    def _block(self, element: _Element) -> list[str]:
        """Return the blocks that an element becomes."""
        name = element.name
        if name in ("pre", "ul", "ol", "hr"):
            return ["---" if name == "hr" else _code(element) if name == "pre" else self._list(element)]
        if name == "blockquote":
            return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(self.blocks(element.children)).split("\n"))]
        if name in _HEADINGS and not element.holds(_BLOCKS):
            return self._heading(element)
        if name == "!--" or name in _OPAQUE:
            return [_without_blank_lines(element)]
        if name in _CONTAINERS and not self._is_bare(element):
            return self._container(element)
        return self.blocks(element.children)

    def _heading(self, element: _Element) -> list[str]:
        anchor = element.attributes.get("id", "")
        text = " ".join(self.inline(element.children).replace("\\\n", " ").split())
        return [f"{'#' * int(element.name[1])} {text}" + (f" {{#{anchor}}}" if anchor else "")] if text else []

    def _is_bare(self, element: _Element) -> bool:
        """Return whether an element is around others for nothing."""
        if element.name in ("details", "summary"):
            return False
        return not element.attributes.keys() & {"class", "id", "style", "align"} and element.name != "center"

    def _container(self, element: _Element) -> list[str]:
        """Return an element that keeps its tags; one with pictures alone stays HTML, of which figures are made."""
        if not element.holds(_BLOCKS - {"summary"}) and element.name != "details":
            return [_without_blank_lines(element)]
        inner: list[_Node] = list(element.children)
        opening = element.opening
        summary = next((node for node in inner if isinstance(node, _Element) and node.name == "summary"), None)
        if summary is not None:
            inner = [node for node in inner if node is not summary]
            opening = f"{opening}\n{_html(summary)}"
        return [opening, *self.blocks(inner), f"</{element.name}>"]

    def _list(self, element: _Element) -> str:
        """Return a list; it is a tight one if no item has more than a text and a list."""
        items: list[list[str]] = []
        for node in element.children:
            if isinstance(node, _Element) and node.name == "li":
                items.append(self.blocks(node.children))
            elif rest := self.blocks([node]):
                items = items or [[]]
                items[-1] += rest
        # a numbered list that does not begin with 1 cannot follow a text at once
        is_loose = any(len(item) > 1 and not item[1].startswith(("- ", "1. ")) for item in items)
        start = element.attributes.get("start", "")
        written = []
        for number, item in enumerate(items, int(start) if start.isdecimal() else 1):
            mark = f"{number}. " if element.name == "ol" else "- "
            text = ("\n\n" if is_loose else "\n").join(item)
            written.append(re.sub(r"\n(?=[^\n])", f"\n{' ' * len(mark)}", mark + text).rstrip())
        return ("\n\n" if is_loose else "\n").join(written)

    def inline(self, nodes: list[_Node]) -> str:
        """Return nodes within a paragraph."""
        pieces = [_escaped(node) if isinstance(node, str) else self._inline_element(node) for node in nodes]
        return re.sub(r"[ \t]+", " ", "".join(pieces)).replace("\n ", "\n")

    def _inline_element(self, element: _Element) -> str:
        name, inner = element.name, self.inline(element.children)
        if name == "br":
            return "\\\n"
        if name == "code" and not element.attributes and all(isinstance(node, str) for node in element.children):
            return _code_span("".join(node for node in element.children if isinstance(node, str)))
        if name in _EMPHASIS and not element.attributes:
            return _emphasized(inner, _EMPHASIS[name])
        if name == "a" and _is_plain_link(element) and inner.strip() and not element.holds(frozenset({"a"})):
            return write_link(inner.strip(), element.attributes["href"].strip())
        end = f"</{name}>" if element.has_end and name not in _VOID else ""
        return f"{' '.join(element.opening.split())}{inner}{end}"


def _escaped(text: str) -> str:
    """Return a text so that Markdown displays it as it is."""
    text = re.sub(r"\s+", " ", text) if text.strip(" \t\n") or not text else " "

    def one(match: re.Match[str]) -> str:
        sign = match.group()
        return {"<": "&lt;", "&": "&amp;"}.get(sign, f"\\{sign}")

    return re.sub(_SPECIAL, one, text)


def _escaped_start(match: re.Match[str]) -> str:
    sign = match.group()
    return f"{sign}\\" if sign.isdecimal() else f"\\{sign}"


def _code_span(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return ""
    ticks = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _emphasized(text: str, mark: str) -> str:
    """Return emphasis; in HTML where the signs of Markdown might not be read as such."""
    inner = text.strip()
    if not inner:
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if inner[0].isalnum() and inner[-1].isalnum() and "\n" not in inner:
        return f"{lead}{mark}{inner}{mark}{tail}"
    name = "em" if mark == "*" else "strong"
    return f"{lead}<{name}>{inner}</{name}>{tail}"


def _is_plain_link(element: _Element) -> bool:
    return bool(element.attributes.get("href")) and not element.attributes.keys() - {"href", "target", "rel"}


def _code(element: _Element) -> str:
    """Return a block of code; its language is a class of it, of the element in it, or of that around it."""
    classes = [element.opening]
    classes += [node.opening for node in element.children if isinstance(node, _Element)]
    language = next((match for text in classes if (match := _LANGUAGE.search(text))), None)
    return code_block(_RAW.sub("", _text(element)), language["language"] if language else "")


def _text(element: _Element) -> str:
    """Return the text in an element."""
    return "".join(
        node if isinstance(node, str) else "\n" if node.name == "br" else _text(node) for node in element.children
    )


def _html(element: _Element) -> str:
    """Return an element as HTML."""
    if element.name in ("script", "style"):
        inner = "".join(node for node in element.children if isinstance(node, str))
    else:
        inner = "".join(
            escape(node, quote=False) if isinstance(node, str) else _html(node) for node in element.children
        )
    if element.name == "pre":
        inner = _BLANK.sub("\n<!-- -->", inner)
    end = (
        "" if element.name in _VOID or element.name == "!--" or element.opening.endswith("/>") else f"</{element.name}>"
    )
    return f"{element.opening}{inner}{end}"


def _without_blank_lines(element: _Element) -> str:
    """Return an element as HTML without blank lines; those of code in it have a comment."""
    return "\n".join(line for line in _html(element).strip().split("\n") if line.strip())
