"""Marks of code: comments by which Docusaurus marks lines, as the numbers of these."""

from __future__ import annotations

import re

from .codeoptions import FENCE

__all__ = ["number_marked_lines"]

_MARK = re.compile(
    r"^[ \t>]*(?://|#|--|;|%|/\*|<!--|\{/\*)[ \t]*highlight-(?P<which>next-line|start|end)[ \t]*(?:\*/\}?|-->)?[ \t]*$"
)
_NUMBERED = re.compile(r"(?:^|\s)\{[\d\s,-]+\}")


def number_marked_lines(text: str) -> str:
    """Code without ``// highlight-next-line`` and its kin; where lines are numbered already they are no marks."""
    return FENCE.sub(_numbered, text) if "highlight-" in text else text


def _numbered(match: re.Match[str]) -> str:
    info, body = match["info"].strip(), match["body"]
    if "highlight-" not in body or _NUMBERED.search(info) or info.startswith("{"):
        return match.group()
    kept: list[str] = []
    marked: list[str] = []
    start = 0
    for line in body.split("\n"):
        mark = _MARK.match(line)
        if mark is None:
            kept.append(line)
        elif mark["which"] == "next-line":
            marked.append(str(len(kept) + 1))
        elif mark["which"] == "start":
            start = len(kept) + 1
        elif start:
            marked.append(f"{start}-{len(kept)}")
            start = 0
    if len(kept) == body.count("\n") + 1:
        return match.group()
    between = match.string[match.end("mark") : match.end("info")].rstrip() or " text"
    lines = f" {{{','.join(marked)}}}" if marked else ""
    return f"{match['head']}{match['mark']}{between}{lines}\n{chr(10).join(kept)}{match['end']}"
