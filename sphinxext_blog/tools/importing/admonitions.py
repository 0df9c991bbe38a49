"""Admonitions: notes, tips and tabs in the syntax of other engines, as directives."""

from __future__ import annotations

import re
from collections import defaultdict
from textwrap import dedent

from .codespans import CodeSpans
from .mathblocks import set_math_apart

__all__ = ["admonition", "convert_alerts", "convert_colons", "convert_indented", "fenced"]

_KINDS = {"note", "tip", "hint", "important", "warning", "caution", "danger", "error", "attention", "seealso"}
_MEANT = {
    "info": "note", "abstract": "note", "summary": "note", "tldr": "note", "todo": "note", "primary": "note",
    "secondary": "note", "default": "note", "success": "tip", "check": "tip", "done": "tip", "question": "hint",
    "help": "hint", "faq": "hint", "fail": "error", "failure": "error", "missing": "error", "bug": "error",
    "warn": "warning", "alert": "danger", "see-also": "seealso", "example": "note", "quote": "note", "cite": "note",
}  # fmt: skip
_DEEPEST = 20
"""Blocks in blocks."""
_RUNS = re.compile(r"^[ \t]*(`{3,}|~{3,})", re.MULTILINE)
_INDENTED = re.compile(
    r"^(?P<gap>[ \t]*)(?:(?P<mark>!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]+)(?P<more>(?:[ \t]+[\w-]+)*)"
    r"(?:[ \t]+\"(?P<title>[^\n]*)\")?|===[!+]?[ \t]+\"(?P<tab>[^\"\n]+)\")[ \t]*$",
    re.MULTILINE,
)
_COLONS = re.compile(
    r"^(?P<gap>[ \t]*)(?P<marks>:{3,})[ \t]*(?P<kind>[A-Za-z]\w*)(?:\[(?P<label>[^\]\n]*)\])?"
    r"(?:\{[^}\n]*\})?(?P<title>[^\n]*)$",
    re.MULTILINE,
)
_COLON_LINE = re.compile(r"^[ \t]*(?P<marks>:{3,})(?P<kind>[ \t]*[A-Za-z]\w*)?(?(kind)[^\n]*|[ \t]*)$", re.MULTILINE)
_ALERT = re.compile(
    r"^(?P<gap> {0,3})>[ \t]*\[!(?P<kind>[A-Za-z]+)\][+-]?[ \t]*(?P<title>[^\n]*)(?P<body>(?:\n {0,3}>[^\n]*)*)",
    re.MULTILINE,
)


def fenced(directive: str, argument: str, body: str, options: tuple[str, ...] = ()) -> str:
    """A directive around a text, with a fence longer than any in it; of tildes for a title that has code in it."""
    sign = "~" if "`" in argument else "`"
    longest = max((len(run) for run in _RUNS.findall(body) if run[0] == sign), default=2)
    fence = sign * max(longest + 1, 3)
    head = f"{fence}{{{directive}}}{f' {argument}' if argument else ''}"
    return "\n".join([head, *options, *([""] if options else []), set_math_apart(body).strip("\n").rstrip(), fence])


def admonition(kind: str, title: str, body: str, *, folded: bool | None = None) -> str:
    """An admonition; a kind or a title of its own makes it a plain one with that class.

    :param folded: whether it is shown closed; None for one that cannot be folded.
    """
    name = kind.lower()
    known = _MEANT.get(name, name if name in _KINDS else "note")
    if folded is not None:
        return fenced("dropdown", title or name.capitalize(), body, () if folded else (":open:",))
    if title:
        return fenced("admonition", title, body, (f":class: {known}",))
    return fenced(known, "", body)


def convert_indented(text: str, depth: int = 0) -> str:
    """``!!! note "Title"``, ``??? note`` and ``=== "Tab"`` of MkDocs, with what is indented below them."""
    code, pieces, done = CodeSpans(text), [], 0
    for match in _INDENTED.finditer(text) if depth < _DEEPEST else ():
        if match.start() < done or match.start() + len(match["gap"]) in code:
            continue
        body, end = _indented_body(text, match.end(), len(match["gap"]))
        body = convert_indented(body, depth + 1)
        if match["tab"] is not None:
            tabs, end = _tabs(text, match, body, end, depth)
            new = fenced("tab-set", "", "\n\n".join(fenced("tab-item", title, inner) for title, inner in tabs))
        else:
            folded = None if match["mark"] == "!!!" else match["mark"] == "???"
            new = admonition(match["kind"], match["title"] or "", body, folded=folded)
        pieces += [text[done : match.start()], _indent(new, match["gap"]), "\n"]
        done = end
    return "".join([*pieces, text[done:]])


def convert_colons(text: str, depth: int = 0) -> str:
    """``:::note Title`` … ``:::`` of Docusaurus, one in another by longer colons."""
    ends = _ends(text, CodeSpans(text)) if ":::" in text else {}
    pieces: list[str] = []
    done = 0
    for match in _COLONS.finditer(text) if depth < _DEEPEST else ():
        close = ends.get(match.start())
        if match.start() < done or close is None:
            continue
        body = dedent(convert_colons(text[match.end() + 1 : close.start()], depth + 1))
        title = (match["label"] or match["title"]).strip()
        if match["kind"].lower() == "details":
            new = fenced("dropdown", title or "Details", body)
        else:
            new = admonition(match["kind"], title, body)
        pieces += [text[done : match.start()], _indent(new, match["gap"])]
        done = close.end()
    return "".join([*pieces, text[done:]])


def convert_alerts(text: str) -> str:
    """``> [!NOTE]`` of GitHub, Obsidian and Hugo."""
    code = CodeSpans(text) if "[!" in text else None

    def convert(match: re.Match[str]) -> str:
        if code is not None and match.start() in code:
            return match.group()
        body = re.sub(r"^ {0,3}> ?", "", match["body"].strip("\n"), flags=re.MULTILINE)
        return admonition(match["kind"], match["title"].strip(), body)

    return _ALERT.sub(convert, text)


def _indented_body(text: str, start: int, gap: int) -> tuple[str, int]:
    """What is indented by four more than a line, and where it ends."""
    lines: list[str] = []
    place = end = start + 1
    for line in text[start + 1 :].split("\n"):
        if line.strip() and len(line) - len(line.lstrip(" ")) < gap + 4 and not line.startswith("\t"):
            break
        place += len(line) + 1
        lines.append(line.expandtabs(4)[gap + 4 :])
        if line.strip():
            end = place
    return "\n".join(lines).strip("\n"), min(end, len(text))


def _tabs(text: str, match: re.Match[str], body: str, end: int, depth: int) -> tuple[list[tuple[str, str]], int]:
    tabs = [(match["tab"], body)]
    while following := _INDENTED.match(text, end + len(text[end:]) - len(text[end:].lstrip("\n"))):
        if following["tab"] is None or following["gap"] != match["gap"]:
            break
        inner, end = _indented_body(text, following.end(), len(match["gap"]))
        tabs.append((following["tab"], convert_indented(inner, depth + 1)))
    return tabs, end


def _ends(text: str, code: CodeSpans) -> dict[int, re.Match[str]]:
    """The line that ends each block of colons, by where the block begins; a block without one is not there."""
    found: dict[int, re.Match[str]] = {}
    open_blocks: dict[str, list[int]] = defaultdict(list)
    for match in _COLON_LINE.finditer(text):
        if match.start() in code:
            continue
        waiting = open_blocks[match["marks"]]
        if match["kind"]:
            waiting.append(match.start())
        elif waiting:
            found[waiting.pop()] = match
    return found


def _indent(text: str, gap: str) -> str:
    return "\n".join(gap + line if line else line for line in text.split("\n"))
