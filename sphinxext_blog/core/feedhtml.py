"""HTML that leaves its page: for feeds, where neither the page's address nor its styles and scripts are known.

It goes through the tags one by one and keeps what it does not know; nothing is put in order that the page has not in
order, either.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from .plaintext import join_lines
from .rawhtml import URL_LISTS, URLS, VOID, LenientParser, in_list, in_style
from .weburl import whole_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["portable"]

_Attributes = list[tuple[str, "str | None"]]

_DROPPED = frozenset(("script", "style", "template"))
"""Dropped with all that is in them."""
_NO_TEXT = {"a": "headerlink", "span": "linenos", "td": "linenos"}
"""Dropped with that class: permalinks of headings, and numbers of lines, which would be copied with the code."""
_BARE = frozenset(("base", "body", "head", "html", "link", "meta", "noscript"))
"""Dropped, but not what is in them."""
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp",
    "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
))  # fmt: skip
"""Text goes on over these, from one line to the next."""
_CODE = frozenset(("code", "pre"))
_AS_IS = frozenset(("pre", "textarea"))
"""Where line ends are seen."""
_TO_IDS = frozenset((
    "aria-activedescendant", "aria-controls", "aria-describedby", "aria-details", "aria-errormessage", "aria-flowto",
    "aria-labelledby", "aria-owns", "for", "form", "headers", "id", "list",
))  # fmt: skip
"""What names an element, and what points to it by that name."""
_TAG = re.compile(r"[a-z][a-z0-9:_-]*")
_ATTRIBUTE = re.compile(r"[^\s\"'<>/=\x00-\x1f]+")
_LINE_END = re.compile(r"\s*\n\s*")


def portable(html: str, url: str) -> str:
    """The HTML of a page, fit to be read elsewhere.

    Addresses become absolute, also in ``srcset`` and ``style``; scripts, style sheets, permalinks of headings, ids,
    what points to them, and the colours and line numbers of code are left out; a line end between wide characters is
    no space.

    :param url: of the page.
    """
    parser = _Parser(url)
    parser.feed(html.replace("\0", "").replace("\r\n", "\n"))
    parser.close()
    return parser.result()


class _Parser(LenientParser):
    """Puts tags and texts together again as it meets them."""

    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self._url = url
        self._parts: list[str] = []
        self._run: list[int] = []
        """Places of the texts, not yet escaped, that a reader sees as one."""
        self._open = dict.fromkeys((*_CODE, *_AS_IS, "svg"), 0)
        self._spans: list[bool] = []
        """Whether each open ``span`` was kept."""
        self._dropped = ""
        """The element that is being left out."""
        self._depth = 0

    def result(self) -> str:
        """All that was kept."""
        self._end_run()
        return "".join(self._parts)

    # -- what the parser meets ----------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        if self._dropped:
            self._depth += tag == self._dropped
        elif tag in _DROPPED or _NO_TEXT.get(tag, "") in _classes(attrs):
            self._dropped, self._depth = tag, 1
        elif self._keeps(tag):
            self._start(tag, attrs, ">")
            if tag in self._open:
                self._open[tag] += 1

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:
        # for HTML that is a start; only SVG and MathML are told by the slash that there is no end
        if not self._dropped and tag not in _DROPPED and self._keeps(tag):
            self._start(tag, attrs, " />")
            if tag == "span":
                self._spans.pop()

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            self._depth -= tag == self._dropped
            if not self._depth:
                self._dropped = ""
            return
        kept = self._keeps(tag) and tag not in VOID and tag not in _DROPPED
        if tag == "span":
            kept = self._spans.pop() if self._spans else False
        if self._open.get(tag):
            self._open[tag] -= 1
        if kept:
            self._put_tag(tag, f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._dropped:
            return
        if any(self._open[tag] for tag in _AS_IS):
            self._parts.append(escape(data, quote=False))
        else:
            self._run.append(len(self._parts))
            self._parts.append(data)

    # -- tags ---------------------------------------------------------------------------------------------------------

    def _keeps(self, tag: str) -> bool:
        return tag not in _BARE and _TAG.fullmatch(tag) is not None

    def _start(self, tag: str, attrs: _Attributes, end: str) -> None:
        kept = list(self._attributes(tag, attrs))
        if tag == "span":
            # ids have gone, and what colours code needs a style sheet
            in_code = any(self._open[name] for name in _CODE)
            self._spans.append(any(name != "class" or not in_code for name, _ in kept))
            if not self._spans[-1]:
                return
        written = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in kept)
        self._put_tag(tag, f"<{tag}{written}{end}")

    def _attributes(self, tag: str, attrs: _Attributes) -> Iterator[tuple[str, str | None]]:
        in_svg = bool(self._open["svg"]) or tag == "svg"
        said = dict(attrs)
        for name, value in attrs:
            if name.startswith("on") or not _ATTRIBUTE.fullmatch(name):
                continue
            if (name in _TO_IDS and not in_svg) or (tag == "a" and name == "name"):  # one page may show many posts
                continue
            if value is None:
                yield name, None
            elif name == "alt" and value == said.get("src"):  # docutils' way to say that there is none
                yield name, ""
            elif name in URL_LISTS:
                yield name, in_list(value, self._whole)
            elif name == "style":
                yield name, in_style(value, self._whole)
            elif name not in URLS or (in_svg and tag != "a" and value.startswith("#")):
                yield name, value
            elif whole := self._whole(value):
                yield name, whole

    def _whole(self, url: str) -> str:
        return whole_url(self._url, url)

    # -- text ---------------------------------------------------------------------------------------------------------

    def _put_tag(self, tag: str, written: str) -> None:
        if tag not in _INLINE:
            self._end_run()
        self._parts.append(written)

    def _end_run(self) -> None:
        texts = [self._parts[place] for place in self._run]
        for place, text in zip(self._run, _without_breaks(texts), strict=True):
            self._parts[place] = escape(text, quote=False)
        self._run.clear()


def _classes(attrs: _Attributes) -> list[str]:
    return [name for key, value in attrs if key == "class" and value for name in value.split()]


def _without_breaks(texts: Sequence[str]) -> list[str]:
    """Pieces of a text without the line ends between wide characters, which may stand in two of them."""
    whole = "".join(texts)
    if "\n" not in whole:
        return list(texts)

    def joint(blanks: re.Match[str]) -> str:
        around = whole[max(blanks.start() - 1, 0) : blanks.end() + 1]
        # a mark as long as what it replaces, so that the pieces are found again
        return blanks[0] if " " in join_lines(around) else "\0" * len(blanks[0])

    marked = _LINE_END.sub(joint, whole)
    pieces: list[str] = []
    start = 0
    for text in texts:
        pieces.append(marked[start : start + len(text)].replace("\0", ""))
        start += len(text)
    return pieces
