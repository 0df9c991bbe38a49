"""Math with lines of its own: set apart from the paragraph that it stood in, as MyST wants it."""

from __future__ import annotations

import re

from .codespans import sub_outside
from .gaps import gap_of, head_of

__all__ = ["set_math_apart"]

_DISPLAY = re.compile(
    r"(?<![$\\])\$\$(?!\$)(?P<math>(?:(?!\n[ \t>]*\n)[^$]){1,5000}?)(?<!\\)\$\$(?!\$)"
    r"(?P<behind>[ \t]{0,9}(?:\([^()\n]{1,99}\)(?=\n|\Z))?)"
)
_WHOLE = re.compile(
    r"^(?P<head>(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*)\$\$[\s>]*"
    r"\\begin\{(?P<name>(?:align|alignat|flalign|gather|multline|equation|eqnarray)(?P<star>\*)?)\}"
    r"(?P<inner>(?:(?!\n[ \t>]*\n|\\(?:begin|end)\{(?P=name)\})[^$]){1,5000})\\end\{(?P=name)\}"
    r"[ \t]*(?:\n[ \t>]*)?\$\$[ \t]*$",
    re.MULTILINE,
)
"""One that has a line of its own, and stands alone in its dollars."""
_EQUATIONS = re.compile(r"\\(begin|end)\{(align|gather)\*?\}")
"""What has a counterpart for a part of a line: ``aligned``, ``gathered``."""
_RULE = re.compile(r"[ \t>]*(?:\|[ \t|:-]*-[ \t|:-]*|[ \t]*:?-+:?[ \t]*\|[ \t|:-]*)")
_BLOCK = re.compile(r"[ \t>]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#|\||`{3}|~{3}|:{3}|<|\$\$|\Z)")
_LONGEST = 200
"""Lines of a paragraph."""
_CODE = 4
"""Spaces that make a line code."""


def set_math_apart(text: str) -> str:
    """Blank lines around ``$$…$$``, which MyST does not take for math of its own in a paragraph.

    Where blank lines would break a table, a heading or a list, math becomes a part of its line.  Environments that are
    equations by themselves lose the dollars around them, within which LaTeX does not take them.
    """
    return sub_outside(_WHOLE, _bare, sub_outside(_DISPLAY, _apart, text)) if "$$" in text else text


def _bare(match: re.Match[str]) -> str:
    """Without a number, as it was, unless something leads to it."""
    name, inner = match["name"], match["inner"]
    if not match["star"] and "\\label" not in inner:
        name += "*"
    return f"{match['head']}\\begin{{{name}}}{inner}\\end{{{name}}}"


def _apart(match: re.Match[str]) -> str:
    text, whole = match.string, match.group()
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    rest, below = _below(text, match.end())
    above = _above(text, match.start() - len(line))
    head = head_of(line)
    starts = line == head and (not above or bool(head.strip(" \t>")))
    if starts and not rest:
        return whole if _BLOCK.match(below) else f"{whole}\n{gap_of(head).rstrip()}"
    if line.lstrip(" \t>").startswith("<") or (line != head and above and above[0].lstrip().startswith("<")):
        return whole  # HTML
    if not _can_part([*above, line], match["math"], below):
        return _in_line(match)
    gap = gap_of(head)
    blank = f"\n{gap.rstrip()}\n{gap}"
    before = "" if starts else f"\n{gap}" if line == head else blank
    after = blank if rest else "" if _BLOCK.match(below) else f"\n{gap.rstrip()}"
    return f"{before}{whole.rstrip() if rest else whole}{after}"


def _in_line(match: re.Match[str]) -> str:
    inner = match["math"].strip()
    if not inner or ("\n" in inner and re.search(r"%|\n[ \t]*>", inner)):
        return match.group()
    inner = _EQUATIONS.sub(r"\\\1{\2ed}", " ".join(inner.split()))
    return f"${inner}${match['behind']}"


def _can_part(lines: list[str], math: str, below: str) -> bool:
    """Whether the last of a paragraph's lines, at whose end math stands, can be followed by a blank line."""
    head, text = head_of(lines[-1]), lines[-1].lstrip(" \t>")
    is_table = text.startswith("|") or any(_RULE.fullmatch(line) for line in [*lines, below])
    if is_table or text.startswith("#") or len(lines) > _LONGEST:
        return False
    heads = [head_of(line) for line in lines]
    owner = next((one for one in reversed(heads) if one.strip(" \t>")), heads[0])
    gap, width = gap_of(head), len(owner.expandtabs(_CODE))
    if gap.count(">") != owner.count(">") or not width <= len(gap.expandtabs(_CODE)) < width + _CODE:
        return False
    return all(line.startswith(gap) for line in math.split("\n")[1:])


def _below(text: str, place: int) -> tuple[str, str]:
    """The rest of a place's line, and the line below it."""
    end = text.find("\n", place)
    if end < 0:
        return text[place:].strip(), ""
    after = text.find("\n", end + 1)
    return text[place:end].strip(), text[end + 1 : len(text) if after < 0 else after]


def _above(text: str, place: int) -> list[str]:
    """The lines of a paragraph before the line that begins at a place, as far as they matter."""
    lines: list[str] = []
    while place > 0 and len(lines) <= _LONGEST:
        start = text.rfind("\n", 0, place - 1) + 1
        line = text[start : place - 1]
        if not line.strip(" \t>"):
            break
        lines.insert(0, line)
        place = start
    return lines
