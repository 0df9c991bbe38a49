"""Addresses: those in the text itself, which other engines make links of."""

from __future__ import annotations

import re

from .codespans import sub_outside

__all__ = ["link_addresses"]

_ADDRESS = re.compile(
    r"<!--(?s:.{0,5000}?)-->|<a\b[^<>]{0,2000}>(?s:.{0,2000}?)</a>|</?[A-Za-z][^<>]{0,2000}>"
    r"|\{%(?:[^%]|%(?!\})){0,2000}%\}|\{\{(?:[^}]|\}(?!\})){0,2000}\}\}"
    r"|^[ \t>]{0,9}\[(?!\^)[^\]\n]{1,500}\]:[^\n]*|\[[^\[\]\n]{0,1000}\](?=[(\[])"
    r"|(?<![^\s*_~(\u2e80-\uffef])(?<!\]\()(?P<url>https?://[A-Za-z0-9][\w.-]*(?::\d+)?"
    r"(?:[/?#][^\s<>\"|`\\\[\]{}\u2018-\u201d\u3000-\u303f\uff00-\uff0f\uff1a-\uff1f]*)?)",
    re.MULTILINE | re.ASCII,
)
_BEHIND = "?!.,:*_~'\";"
"""What ends a sentence or an emphasis, and no address."""

_FAR = 2000
"""Characters within which a paragraph begins."""


def link_addresses(text: str) -> str:
    """``<https://…>`` for addresses outside of code, links, HTML and tags."""
    return sub_outside(_ADDRESS, _link, text) if "://" in text else text


def _link(match: re.Match[str]) -> str:
    url = match["url"]
    if url is None or _is_in_html(match.string, match.start()):
        return match.group()
    bare = url.rstrip(_BEHIND)
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(_BEHIND)
    return f"<{bare}>{url[len(bare) :]}" if bare.partition("://")[2] else url


def _is_in_html(text: str, place: int) -> bool:
    """Whether a place is in a block of HTML, that goes on to a blank line."""
    before = text[max(0, place - _FAR) : place]
    paragraph = re.split(r"\n[ \t]*\n", before)[-1]
    return re.search(r"^[ \t]*</?(?!https?:)[A-Za-z]", paragraph, re.MULTILINE) is not None
