"""Blocks of HTML in Markdown: they go on to a blank line, and nothing in them is Markdown."""

from __future__ import annotations

import re

__all__ = ["BLOCK_NAMES", "is_in_html"]

BLOCK_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|pre|script|search|section|style|summary|table|tbody|td|textarea|"
    "tfoot|th|thead|title|tr|track|ul"
)
"""The tags that begin a block wherever a line begins with them (CommonMark 0.31, 4.6)."""
_BEGINS = re.compile(rf"^[ \t>]*</?(?:{BLOCK_NAMES})(?=[\s/>]|$)", re.MULTILINE | re.IGNORECASE)
_ALONE = re.compile(r"[ \t>]*</?[A-Za-z][\w-]*(?=[\s/>])[^<>\n]*>[ \t]*(?:\n|$)")
_FAR = 2000
"""Characters within which a paragraph begins."""


def is_in_html(text: str, place: int) -> bool:
    """Whether a place is in a block of HTML."""
    before = text[max(0, place - _FAR) : place]
    paragraph = re.split(r"\n[ \t]*\n", before)[-1].lstrip("\n")
    line = paragraph.rpartition("\n")[0]
    return bool(_BEGINS.search(paragraph)) or bool(line and _ALONE.match(paragraph))
