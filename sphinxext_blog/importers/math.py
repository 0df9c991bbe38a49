"""Math: the delimiters of other engines become dollars, display math is set apart, prose dollars are escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .markup import guard_start
from .records import NoteKind

if TYPE_CHECKING:
    from markdown_it.token import Token

    from .parsing import Leaf, Piece
    from .source import Place
    from .work import Work

__all__ = ["convert_math", "escape_dollars"]

_WHOLE = re.compile(
    r"\s*(\\begin\{(align|alignat|flalign|gather|multline|equation|eqnarray)(\*?)\}.*\\end\{\2\3\})\s*", re.DOTALL
)
"""An environment that is an equation of its own, within which there may be no dollars around it."""
_INNER = re.compile(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.DOTALL)
_EQUATIONS = re.compile(r"\\(begin|end)\{(align|gather)(?:at|ed)?\*?\}")
_LONE = re.compile(r"^[ \t]*(?P<sign>\$\$)[ \t]*$", re.MULTILINE)
_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")


def convert_math(work: Work) -> None:
    """Convert math in the text and in blocks."""
    ends: dict[int, int] = {}
    for leaf, place, piece in work.pieces("tex", "math_inline"):
        if piece.token is None:
            continue
        work.features.add("dollarmath")
        if piece.token.type != "math_inline":
            ends[id(leaf)] = _inline(work, leaf, place, piece, ends.get(id(leaf), 0))
    for token in work.parsed.tokens:
        if token.type in ("math_block", "math_block_label"):
            _block(work, token)
        elif token.type == "amsmath":
            work.features.add("amsmath")
            start, end = work.lines(token)
            _set_apart(work, token, start + _lead(work, start), end)


def _inline(work: Work, leaf: Leaf, place: Place, piece: Piece, done: int) -> int:
    """Convert math between backslashes or two dollars; display math leaves the paragraph if it can.

    :param done: where display math before it ends, with the blanks behind it.
    :returns: where this one ends.
    """
    token = piece.token
    assert token is not None
    is_display = token.markup.endswith("[") if token.type == "tex" else not work.dialect.inline_double_dollars
    span = place.span(piece.start, piece.end)
    is_nested = leaf.is_in(piece.start, "link", "image")
    if not is_display or leaf.holder != "paragraph_open" or is_nested:
        inner = _EQUATIONS.sub(r"\\\1{\2ed}", " ".join(token.content.split())) if is_display else token.content.strip()
        work.put(span, f"${' '.join(inner.split())}$", "math")
        return piece.end
    prefix = work.source.prefix(place.at(0))
    blank = f"\n{prefix.rstrip()}\n{prefix}"
    before, after = place.content[: piece.start].rstrip(" \t"), place.content[piece.end :].lstrip(" \t")
    lead = "" if not before else blank
    tail = "" if not after else f"\n{prefix.rstrip()}" if after.startswith("\n") else blank + guard_start(after)
    start = piece.start if before.endswith("\n") else len(before)
    end = len(place.content) - len(after)
    display = _display(work, re.sub(r"\n[ \t]*", "\n", token.content)).replace("\n", f"\n{prefix}")
    if before.endswith("\n"):
        line = work.source.lines[work.source.number(span[0])][0]
        lead = f"{_blank_end(work.source.text[line : span[0]], prefix)}\n{prefix}"
    if start < done:  # what is before it is display math, and set apart already
        start, lead = done, ""
    work.put(place.span(start, end), f"{lead}{display}{tail}", "math")
    return end


def _block(work: Work, token: Token) -> None:
    work.features.add("dollarmath")
    start, end = work.lines(token)
    start += _lead(work, start)
    raw = work.source.text[start:end]
    end = start + len(raw.rstrip())
    mark, prefix = token.markup, work.source.prefix(start)
    content = re.sub(r"\n(?:[ \t]*\n)+", "\n", token.content)  # Sphinx makes several formulas of one with blank lines
    new = _display(work, content) if token.type == "math_block" else f"$${token.content}$$"
    if new != f"$${token.content}$$":
        work.put((start, end), new.replace("\n", f"\n{prefix}"), "math")
    elif mark != "$$":
        work.put((start, start + len(mark)), "$$", "math")
        work.put((end - len(mark), end), "$$", "math")
    _set_apart(work, token, start, end)


def _lead(work: Work, start: int) -> int:
    """Return the length of the signs of containers before a block of math."""
    match = re.search(r"\\|\$", work.source.text[start : start + 1000])
    return match.start() if match else 0


def _set_apart(work: Work, token: Token, start: int, end: int) -> None:
    """Put blank lines around a block, where MyST would take it for a part of a paragraph."""
    source, (first, last) = work.source, token.map or [0, 0]
    prefix = source.prefix(start)
    line = source.line(first)
    head = source.text[source.lines[first][0] : start]
    above = source.line(first - 1)
    if above.strip(" \t>") and not _MARKER.search(head) and line.strip():
        work.insert(start, f"{_blank_end(head, prefix)}\n{prefix}", "gap")
    if source.line(last).strip(" \t>"):
        work.insert(end, f"\n{prefix.rstrip()}", "gap")


def _blank_end(head: str, prefix: str) -> str:
    """Return what completes a blank line that already begins with the signs of containers."""
    return "" if head.strip() or not prefix.strip() else prefix.strip()


def _display(work: Work, inner: str) -> str:
    r"""Return display math.

    An environment that is an equation loses its dollars.  Sphinx wraps lines in ``split``, which takes no ``\tag``, so
    lines with a tag become an environment of their own.
    """
    if match := _WHOLE.fullmatch(inner):
        work.features.add("amsmath")
        if match[3] or "\\label" in inner:
            return match[1]
        return match[1].replace(f"{{{match[2]}}}", f"{{{match[2]}*}}")
    outside = _INNER.sub("", inner)
    if "\\tag" in outside and re.search(r"\\\\", outside):
        work.features.add("amsmath")
        name = "align*" if re.search(r"(?<!\\)&", outside) else "gather*"
        return f"\\begin{{{name}}}\n{inner.strip()}\n\\end{{{name}}}"
    return f"$${inner}$$"


def escape_dollars(work: Work) -> None:
    """Escape dollars in prose, which MyST takes for math once the posts have some."""
    for leaf in work.parsed.leaves:
        if leaf.place is None or leaf.token.content.count("$") <= 1:
            continue
        spans = list(leaf.prose(in_links=True))
        dollars = [at for start, end in spans for at in range(start, end) if leaf.token.content[at] == "$"]
        if len(dollars) > 1 or any("math" in piece.rule or piece.rule == "tex" for piece in leaf.pieces):
            for at in dollars:  # one alone is no math
                work.insert(leaf.place.at(at), "\\", "dollar")
        prose = set(dollars)
        lone = next((match for match in _LONE.finditer(leaf.token.content) if match.start("sign") in prose), None)
        if lone is not None:
            message = "'$$' does not mark math here; escaped"
            work.report(leaf.place.at(lone.start()), NoteKind.MATH, message)
    for token in work.parsed.tokens:
        if token.type == "html_block" and token.content.count("$$") > 1:
            line = (token.map or [0, 0])[0]
            work.report(work.source.lines[line][0], NoteKind.MATH, "math in HTML is not converted")
