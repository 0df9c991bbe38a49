"""Raw HTML that moves to another page: its addresses are made to fit, all else stays as its author wrote it."""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["URLS", "URL_LISTS", "VOID", "LenientParser", "in_list", "in_style", "with_addresses"]

URLS = frozenset((
    "action", "background", "cite", "data", "formaction", "href", "longdesc", "poster", "src", "xlink:href",
))  # fmt: skip
"""Attributes whose value is one address."""
URL_LISTS = frozenset(("srcset", "imagesrcset"))
"""Attributes whose value is a list of addresses with sizes."""
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
"""Elements that never have an end tag."""
_TO_PAGES = frozenset(("a", "area", "button", "form", "input"))
"""Elements that lead to a page, or a place in one; in others ``#x`` is what stands beside them, such as in SVG."""
_URL_IN_STYLE = re.compile(r"""\burl\((?!\s*["']?#)\s*(["']?)(.*?)\1\s*\)""", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=]+)(?P<sign>\s*=\s*)"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))"""
)
"""An attribute with a value, in the text of a start tag; one after the other, so that none is found in a value."""


def with_addresses(html: str, move: Callable[[str], str]) -> str:
    """The HTML, whole or a piece of a page, with each address in its start tags as ``move`` gives it.

    Comments, and what stands in scripts and styles, are no tags.
    """
    parser = _Tags()
    parser.feed(html)
    parser.close()
    starts = [0]
    for line in html.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    parts, done = [], 0
    for line_number, column, tag, text in parser.tags:
        start = starts[line_number - 1] + column
        parts += [html[done:start], _ATTRIBUTE.sub(lambda found: _moved(found, tag, move), text)]  # noqa: B023 - called
        done = start + len(text)
    return "".join((*parts, html[done:]))


def in_list(value: str, move: Callable[[str], str]) -> str:
    """The value of a ``srcset`` with each address as ``move`` gives it; one that is empty then is left out."""
    found = ((move(url), size) for url, size in _candidates(value))
    return ", ".join(f"{url} {size}".rstrip() for url, size in found if url)


def in_style(style: str, move: Callable[[str], str]) -> str:
    """A ``style`` with each address as ``move`` gives it."""

    def moved(found: re.Match[str]) -> str:
        url = found[2] and move(found[2])  # without an address there is no picture
        return 'url("{}")'.format(url.replace('"', "%22"))

    return _URL_IN_STYLE.sub(moved, style)


class LenientParser(HTMLParser):
    """A parser that no HTML stops."""

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: ARG002 - its signature
        """``<![…``, which only XML knows: a comment, as for browsers; the parser of Python 3.11 stops at some."""
        return self.parse_bogus_comment(i)


class _Tags(LenientParser):
    """Notes the start tags: line, column, name and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[int, int, str, str]] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.append((*self.getpos(), tag, self.get_starttag_text() or ""))


def _moved(found: re.Match[str], tag: str, move: Callable[[str], str]) -> str:
    name = found["name"].lower()
    written = next(value for value in (found["double"], found["single"], found["bare"]) if value is not None)
    before = after = unescape(written).strip()
    if name == "style" or name in URL_LISTS:
        rewrite = in_style if name == "style" else in_list
        before, after = rewrite(before, str), rewrite(before, move)  # in one form, to see whether anything moves
    elif name in URLS and (tag in _TO_PAGES or before[:1] not in ("", "#")):
        after = move(before)
    return found[0] if after == before else f'{found["name"]}{found["sign"]}"{escape(after)}"'


def _candidates(value: str) -> Iterator[tuple[str, str]]:
    """(URL, size) for each image of a ``srcset``; a comma ends a URL only where a blank follows, as in HTML."""
    rest = " ".join(value.split()).strip(" ,")
    while rest:
        url, _, rest = rest.partition(" ")
        size = ""
        if not url.endswith(","):
            size, _, rest = rest.partition(",")
        yield url.rstrip(","), size.strip()
        rest = rest.lstrip(" ,")
