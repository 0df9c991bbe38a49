"""HTML that holds Markdown (``<div markdown>``), and figures in HTML, as MyST has them."""

from __future__ import annotations

import re
from textwrap import dedent, indent

from .codespans import CodeSpans
from .media import figure
from .tags import Tag

__all__ = ["FIGURE", "free_markdown"]

_OPEN = re.compile(
    r"<(?P<name>[a-z][\w-]*)(?P<before>(?:\s+(?!markdown\b)[^<>\s]+)*)\s+markdown(?:=[\"']?(?P<value>\w*)[\"']?)?(?=[\s>])"
    r"(?P<after>[^<>]*)>",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"^(?P<gap>[ \t]*)<figure\b[^<>]*>\s*(?:<a\b(?P<link>[^<>]*)>\s*)?"
    r"(?:<img\b(?P<img>[^<>]*)>|!\[(?P<alt>[^\[\]\n]*)\]\((?P<src>[^\s()]+)(?:\s+\"[^\"\n]*\")?\)(?:\{(?P<attrs>[^{}\n]*)\})?)"
    r"\s*(?:</a>\s*)?(?:<figcaption\b[^<>]*>(?P<caption>(?:(?!</?figcaption)(?s:.)){0,2000})</figcaption>\s*)?"
    r"</figure>[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""One picture and what is said below it."""
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?P<name>src|alt|width|height|href)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
_OFF = ("0", "off", "false")
_DEEPEST = 20
"""Elements in elements."""


def free_markdown(text: str, depth: int = 0) -> str:
    """Figures as directives; other elements with blank lines around the Markdown in them, and without the attribute."""
    if depth == 0 and "<figure" in text.lower():
        code = CodeSpans(text, verbatim=True)
        text = FIGURE.sub(lambda match: match.group() if _starts_in(match, code) else _figure(match), text)
    if depth > _DEEPEST or _OPEN.search(text) is None:
        return text
    code = CodeSpans(text, verbatim=True)
    pieces: list[str] = []
    done = 0
    for match in _OPEN.finditer(text):
        is_a_class = match["before"].count('"') % 2 == 1  # a word among others in quotes
        if match.start() < done or match.start() in code or is_a_class:
            continue
        new, end = _element(text, match, depth)
        pieces += [text[done : match.start()], new]
        done = end
    return "".join([*pieces, text[done:]])


def _element(text: str, match: re.Match[str], depth: int) -> tuple[str, int]:
    """What becomes of an element, and where it ends."""
    opening = f"<{match['name']}{match['before']}{match['after']}>"
    gap = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    end, after = _closing(text, match)
    if gap.strip() or end < 0 or match["value"] in _OFF:
        return opening, match.end()
    body = free_markdown(dedent(text[match.end() : end]).strip("\n"), depth + 1).strip()
    if match["name"].lower() != "p":
        body = f"{opening}\n\n{body}\n\n</{match['name']}>"
    following = text[after:].partition("\n")
    blank = "\n" if not following[0].strip() and following[2].partition("\n")[0].strip() else ""
    return indent(body, gap).removeprefix(gap) + blank, after


def _closing(text: str, opening: re.Match[str]) -> tuple[int, int]:
    """Where the end of an element begins and ends, over elements of its own name in it; -1 for one without."""
    level = 1
    for tag in re.finditer(rf"<(/?){opening['name']}\b[^<>]*>", text[opening.end() :], re.IGNORECASE):
        level += -1 if tag[1] else 1
        if level == 0:
            return opening.end() + tag.start(), opening.end() + tag.end()
    return -1, -1


def _starts_in(match: re.Match[str], code: CodeSpans) -> bool:
    return match.start() + len(match["gap"]) in code


def _figure(match: re.Match[str]) -> str:
    said = _attributes(match["img"] or match["attrs"] or "")
    source = match["src"] or said.get("src", "")
    if not source or " " in source:
        return match.group()
    alt = match["alt"] if match["img"] is None else said.get("alt", "")
    caption = " ".join(re.sub(r"</?p\b[^<>]*>", " ", match["caption"] or "").split())
    tag = Tag(name="figure", args="", body=None, own_line=True, named=said | {"alt": alt, "caption": caption})
    link = _attributes(match["link"] or "").get("href", "")
    return indent(figure(tag, source, link if "://" in link else ""), match["gap"])


def _attributes(text: str) -> dict[str, str]:
    return {found["name"].lower(): found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(text)}
