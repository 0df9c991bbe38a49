"""Addresses: those in the text itself, which other engines make links of."""

from __future__ import annotations

import re

from .codespans import sub_outside
from .htmlblocks import is_in_html

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


def link_addresses(text: str) -> str:
    """``<https://…>`` for addresses outside of code, links, HTML and tags."""
    return sub_outside(_ADDRESS, _link, text) if "://" in text else text


def _link(match: re.Match[str]) -> str:
    url = match["url"]
    if url is None or is_in_html(match.string, match.start()):
        return match.group()
    bare = url.rstrip(_BEHIND)
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(_BEHIND)
    return f"<{bare}>{url[len(bare) :]}" if bare.partition("://")[2] else url
