"""Math: the delimiters of other engines, as MyST's ``dollarmath`` and ``amsmath`` have them."""

from __future__ import annotations

import re

from .codespans import CodeSpans, sub_outside

__all__ = ["convert_math", "math_features"]

_DOUBLE_BACKSLASH = re.compile(
    r"\\\\\((?P<inline>[^\n$]{0,1000}?[^\n$\\])\\\\\)|\\\\\[(?P<display>(?:(?!\n[ \t]*\n)[^$]){0,5000}?)\\\\\]"
)
_SINGLE_BACKSLASH = re.compile(
    r"(?<!\\)\\\((?P<inline>(?:(?!\n[ \t]*\n|\\\()[^$]){0,1000}?)\\\)"
    r"|(?<!\\)\\\[(?P<display>(?:(?!\n[ \t]*\n|\\\[)[^$]){0,5000}?)\\\]"
)
_DOUBLE_DOLLAR = re.compile(r"(?<![$\\])\$\$(?!\$)(?P<math>[^$\n]+?)\$\$(?!\$)")
_FENCE = re.compile(r"^(?P<mark>`{3,}|~{3,})[ \t]*(?:math|latex-math|katex)[ \t]*$", re.MULTILINE)
_INLINE = re.compile(r"(?<![\\$\w])\$(?![\s$])[^$\n]*[^\s$\\]\$(?![\d$])|\$\$")
_ENVIRONMENT = re.compile(
    r"^[ \t>]*(?:\$\$[ \t]*)?"
    r"\\begin\{(?:align|aligned|equation|gather|cases|[bpvBV]?matrix|split|eqnarray|multline|flalign)",
    re.MULTILINE,
)


def convert_math(text: str, *, single: bool = False, double_inline: bool = False) -> str:
    r"""Math in dollar signs.

    ``\\(x\\)`` and ``\\[x\\]`` were math behind Markdown's own backslashes in every engine.

    :param single: whether ``\(x\)`` and ``\[x\]`` were math, too, and not escaped brackets.
    :param double_inline: whether ``$$x$$`` amid a line was math in the text, as kramdown has it.
    """
    text = sub_outside(_DOUBLE_BACKSLASH, _in_dollars, text)
    if single:
        text = sub_outside(_SINGLE_BACKSLASH, _in_dollars, text)
    if double_inline:
        text = sub_outside(_DOUBLE_DOLLAR, _in_line, text)
    return _FENCE.sub(r"\g<mark>{math}", text)


def math_features(text: str) -> set[str]:
    """The options of MyST that the math of a text needs."""
    if "$" not in text and "\\begin" not in text:
        return set()
    code = CodeSpans(text, verbatim=True)
    found = set()
    if any(match.start() not in code for match in _INLINE.finditer(text)):
        found.add("dollarmath")
    if any(match.start() not in code for match in _ENVIRONMENT.finditer(text)):
        found.add("amsmath")
    return found


def _in_dollars(match: re.Match[str]) -> str:
    if match["inline"] is not None:
        inner = match["inline"].strip()
        return f"${inner}$" if inner else match.group()
    inner = match["display"]
    return f"$${inner}$$" if inner.strip() else match.group()


def _in_line(match: re.Match[str]) -> str:
    text = match.string
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    around = text[start : match.start()] + text[match.end() : end if end >= 0 else len(text)]
    return f"${match['math'].strip()}$" if around.strip(" \t>*-") else match.group()
