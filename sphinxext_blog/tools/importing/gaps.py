"""Gaps: what stands before each line of a list item or of a quote, taken off a block and put back."""

from __future__ import annotations

import re
from itertools import takewhile

__all__ = ["block_apart", "gap_before", "gap_of", "head_of", "indent_rest", "outdent"]

_HEAD = re.compile(r"(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")


def head_of(line: str) -> str:
    """The marks of lists and quotes that a line begins with."""
    found = _HEAD.match(line)
    return found.group() if found else ""


def gap_of(head: str) -> str:
    """What the further lines of a block begin with: marks of list items are spaces there, those of quotes stay."""
    return re.sub(r"[^\s>]", " ", head)


def gap_before(text: str, place: int) -> str:
    """What each further line of a block that begins at a place begins with; nothing where text stands before it."""
    before = text[text.rfind("\n", 0, place) + 1 : place]
    return gap_of(before) if head_of(before) == before else ""


def outdent(body: str, gap: str) -> tuple[str, str]:
    """A body with as much of a gap taken off as all of its lines but the first have, and what that is."""
    first, *rest = body.split("\n")
    filled = [line for line in rest if not _is_empty(line, gap)]
    columns = zip(gap, *filled, strict=False)
    taken = "".join(column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns))
    if not taken:
        return body, ""
    return "\n".join([first, *("" if _is_empty(line, gap) else line[len(taken) :] for line in rest)]), taken


def indent_rest(text: str, gap: str) -> str:
    """A text with a gap before each line but the first, that has its own."""
    return re.sub(r"\n(?=(.?))", lambda match: "\n" + (gap if match[1] else gap.rstrip()), text) if gap else text


def block_apart(new: str, text: str, start: int, end: int) -> str:
    """What takes the place of a stretch of a text; a block in lines of its own.

    A quote has blank lines around it: without them the line below it belongs to it, and so does a quote above.
    """
    if not new.startswith((">", "```", "~~~")):
        return new
    above, _, before = text[:start].rpartition("\n")
    rest, _, below = text[end:].partition("\n")
    gap, quote = gap_before(text, start), new.startswith(">")
    if before.strip() and not gap:
        new = f"\n\n{new}"
    elif quote and before == gap and above[above.rfind("\n") + 1 :].removeprefix(gap).lstrip().startswith(">"):
        new = f"\n{gap}{new}"
    if rest.strip():
        return f"{new}\n{gap.rstrip()}\n{gap}"
    return new if not quote or _is_empty(below.partition("\n")[0], gap) else f"{new}\n{gap.rstrip()}"


def _is_empty(line: str, gap: str) -> bool:
    return line.strip() in ("", gap.strip())
