"""HTML: posts that are written in it, as Markdown where that is plain; what is not stays HTML."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from .tags import code_block

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["markdown_of"]

_BLOCKS = (
    "p|h[1-6]|pre|div|ul|ol|dl|table|blockquote|figure|section|article|aside|header|footer|main|nav|form|details|center|"
    "address|script|style|iframe|video|audio|noscript|svg|object"
)
_TOKEN = re.compile(
    r"(?P<whole>\{%-?[ \t]*(?P<tag>highlight|codeblock|raw)\b[^%\n]{0,300}%\}(?s:.{0,20000}?)"
    r"\{%-?[ \t]*end(?P=tag)[ \t]*-?%\}|<!--+[ \t]*(?:more|truncate|excerpt)[ \t]*--+>)"
    r"|<!--(?s:.{0,20000}?)-->|\{%(?:[^%]|%(?!\})){0,2000}%\}|\{\{(?:[^}]|\}(?!\})){0,2000}\}\}|\$\$[^$]{1,5000}\$\$"
    r"|</?(?P<name>[A-Za-z][\w:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
)
"""What is no text: tags of the engine and of HTML, comments, math; and ``whole``, which stands by itself."""
_BLOCK = re.compile(rf"(?:{_BLOCKS})\Z", re.IGNORECASE)
_PARTS = re.compile(r"\A<(?P<name>\w+)(?P<attrs>[^<>]*)>(?P<inner>(?s:.*))</(?P=name)\s*>\Z", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:\blang(?:uage)?-|\bbrush:\s*)(?P<language>[\w+#-]+)")
_ID = re.compile(r"\bid\s*=\s*[\"']?(?P<id>[\w.:-]+)")
_RAW = re.compile(r"\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}\n?")
_SPECIAL = re.compile(r"[\\`*_\[\]$~]|^[-+#>=|:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_WRAPPERS = ("div", "section", "article", "main", "center")
_DEEPEST = 20
"""Blocks in blocks."""


def markdown_of(text: str, depth: int = 0) -> str:
    """Paragraphs, headings, quotes and code of HTML as Markdown; lists, tables and all else as HTML.

    Such HTML has no blank lines, at which Markdown would end it.
    """
    return "\n\n".join(filter(None, (_converted(piece, depth) for piece in _pieces(text))))


def _pieces(text: str) -> Iterator[str]:
    """The outermost blocks of a text, and what stands between them."""
    depth = start = 0
    name = ""
    for token in _TOKEN.finditer(text):
        tag, ends = (token["name"] or "").lower(), token.group().startswith("</")
        if depth == 0 and not ends and (token["whole"] or _BLOCK.match(tag)):
            yield text[start : token.start()].strip()
            start = token.start()
            name, depth = tag, 1
        elif depth and tag and tag == name:
            depth += -1 if ends else 1
        else:
            continue
        if token["whole"] or depth == 0:
            yield text[start : token.end()]
            start, depth = token.end(), 0
    yield text[start:].strip()


def _converted(piece: str, depth: int) -> str:
    parts = _PARTS.match(piece)
    name = parts["name"].lower() if parts else ""
    if parts and name == "pre":
        return _code(parts["attrs"], parts["inner"])
    if parts and depth < _DEEPEST and name == "blockquote":
        return "\n".join(f"> {line}".rstrip() for line in markdown_of(parts["inner"], depth + 1).split("\n"))
    if parts and depth < _DEEPEST and name in _WRAPPERS and _is_bare(parts["attrs"], parts["inner"]):
        return markdown_of(parts["inner"], depth + 1)
    if parts and re.fullmatch(r"p|h[1-6]", name) and not _holds_blocks(parts["inner"]):
        anchor = _ID.search(parts["attrs"]) if name != "p" else None
        head = "" if name == "p" else f"{'#' * int(name[1])} "
        return f"{head}{_inline(parts['inner'])}" + (f" {{#{anchor['id']}}}" if anchor else "")
    return _without_gaps(piece) if _holds_blocks(piece) else _inline(piece)


def _code(attrs: str, inner: str) -> str:
    language = _LANGUAGE.search(attrs) or _LANGUAGE.search(inner[:200])
    code = html.unescape(re.sub(r"<[^<>]*>", "", _RAW.sub("", inner)))
    return code_block(code, language["language"] if language else "")


def _is_bare(attrs: str, inner: str) -> bool:
    """Whether a block is around others for nothing, or holds pictures, which are seen in Markdown only."""
    return "<img" in inner or not re.search(r"\b(?:class|id|style)\s*=", attrs)


def _holds_blocks(text: str) -> bool:
    return any(_BLOCK.match(token["name"] or "") for token in _TOKEN.finditer(text))


def _without_gaps(piece: str) -> str:
    """A block without blank lines; those of code in it have a comment."""
    kept = re.sub(r"<pre\b(?s:.*?)</pre>", lambda code: re.sub(r"\n[ \t]*(?=\n)", "\n<!-- -->", code.group()), piece)
    return "\n".join(line for line in kept.strip().split("\n") if line.strip())


def _inline(text: str) -> str:
    """A paragraph in one line; its text is kept from being Markdown."""
    pieces, done = [], 0
    for token in _TOKEN.finditer(text):
        pieces += [_escaped(text[done : token.start()]), token.group() if token["whole"] else _one_line(token.group())]
        done = token.end()
    return "".join([*pieces, _escaped(text[done:])]).strip()


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", _one_line(text))


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)
