"""HTML that moves: to another page, into an excerpt, into a feed.

URLs are adapted, unbalanced and invisible pieces of an excerpt are removed, and a feed gets HTML that needs neither the
styles nor the scripts of its page.  What is not known stays as its author wrote it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from .text import join_lines
from .urls import whole_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

__all__ = [
    "FRAGMENTS",
    "ID_REFERENCES",
    "URLS",
    "URL_LISTS",
    "VOID",
    "ElementNames",
    "LenientParser",
    "element_names",
    "extract_scripts",
    "find_unbalanced",
    "is_visible_html",
    "make_portable",
    "referenced_ids",
    "remove_invisible",
    "rename_ids",
    "rename_reference",
    "rewrite_srcset",
    "rewrite_style",
    "rewrite_urls",
    "visible_text",
]

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


ID_REFERENCES = frozenset((
    "aria-activedescendant", "aria-controls", "aria-describedby", "aria-details", "aria-errormessage", "aria-flowto",
    "aria-labelledby", "aria-owns", "commandfor", "for", "form", "headers", "list", "popovertarget",
))  # fmt: skip
"""Attributes whose value is the id of another element, or several ids."""
FRAGMENTS = frozenset((
    "data-bs-parent", "data-bs-target", "data-parent", "data-target", "href", "usemap", "xlink:href",
))  # fmt: skip
"""Attributes that refer to another element of the page by ``#`` and its id."""


def rewrite_urls(html: str, move: Callable[[str], str]) -> str:
    """Return the HTML, whole or a piece of a page, with each address in its start tags as ``move`` gives it.

    Comments, and what stands in scripts and styles, are no tags.
    """
    return _rewritten(html, lambda tag, text: _ATTRIBUTE.sub(lambda found: _moved(found, tag, move), text))


def _rewritten(html: str, rewrite: Callable[[str, str], str]) -> str:
    """Return the HTML with the text of each start tag rewritten.

    :param rewrite: a function of the name of the element and the text of its start tag.
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
        parts += [html[done:start], rewrite(tag, text)]
        done = start + len(text)
    return "".join((*parts, html[done:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementNames:
    """The names that elements of a piece of HTML have, and those that they refer to."""

    ids: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    """The names of groups of radio buttons, and of image maps."""
    references: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether there are none."""
        return not (self.ids or self.groups or self.references)


_MAY_NAME = re.compile(r"""<[^>]*[\s"'](?:aria-|data-|xlink:)?[a-z]+\s*=""", re.IGNORECASE)


@lru_cache(maxsize=256)  # of a pure function: a page asks for each piece of each of its listings
def element_names(html: str) -> ElementNames:
    """Return the ids in a piece of HTML, and what refers to ids by their name."""
    if not _MAY_NAME.search(html):
        return ElementNames()
    parser = _Tags()
    parser.feed(html)
    parser.close()
    ids: dict[str, None] = {}
    groups: dict[str, None] = {}
    references: set[str] = set()
    for _, _, tag, text in parser.tags:
        values = _values(text)
        if values.get("id"):
            ids[values["id"]] = None
        if values.get("name") and _has_group(tag, values):
            groups[values["name"]] = None
        for name, value in values.items():
            references.update(referenced_ids(name, value))
    return ElementNames(ids=(*ids,), groups=(*groups,), references=frozenset(references))


def referenced_ids(name: str, value: str) -> list[str]:
    """Return the ids to which an attribute refers."""
    if name in ID_REFERENCES:
        return value.split()
    return [value[1:]] if name in FRAGMENTS and value[:1] == "#" and len(value) > 1 else []


def rename_reference(name: str, value: str, renamed: Mapping[str, str]) -> str:
    """Return the value of an attribute that refers to ids, with the new id of each."""
    if name in ID_REFERENCES:
        return " ".join(renamed.get(part, part) for part in value.split())
    if name in FRAGMENTS and value[:1] == "#" and value[1:] in renamed:
        return f"#{renamed[value[1:]]}"
    return value


def rename_ids(html: str, renamed: Mapping[str, str]) -> str:
    """Return the HTML with other ids and names of groups, and with the references to them adapted."""

    def rewrite(tag: str, text: str) -> str:
        is_grouped = _has_group(tag, _values(text))

        def replace(match: re.Match[str]) -> str:
            name, value = match["name"].lower(), unescape(_written(match))
            if name == "id" or (name == "name" and is_grouped):
                after = renamed.get(value, value)
            else:
                after = rename_reference(name, value, renamed)
            return match[0] if after == value else f'{match["name"]}{match["sign"]}"{escape(after)}"'

        return _ATTRIBUTE.sub(replace, text)

    return _rewritten(html, rewrite)


def extract_scripts(html: str) -> str:
    """Return the text of the scripts and styles of a piece of HTML, which may refer to anything by its name."""
    return "".join(match[0] for match in _QUIET.finditer(html) if match[1])


def _values(tag_text: str) -> dict[str, str]:
    return {match["name"].lower(): unescape(_written(match)) for match in _ATTRIBUTE.finditer(tag_text)}


def _has_group(tag: str, values: Mapping[str, str]) -> bool:
    return tag == "map" or (tag == "input" and values.get("type", "").lower() == "radio")


def _written(match: re.Match[str]) -> str:
    """Return the value of an attribute as it is in the tag."""
    return next(value for value in (match["double"], match["single"], match["bare"]) if value is not None)


def rewrite_srcset(value: str, move: Callable[[str], str]) -> str:
    """Return the value of a ``srcset`` with each address as ``move`` gives it; one that is empty then is left out."""
    found = ((move(url), size) for url, size in _candidates(value))
    return ", ".join(f"{url} {size}".rstrip() for url, size in found if url)


def rewrite_style(style: str, move: Callable[[str], str]) -> str:
    """Return a ``style`` with each address as ``move`` gives it."""

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
    before = after = unescape(_written(found)).strip()
    if name == "style" or name in URL_LISTS:
        rewrite = rewrite_style if name == "style" else rewrite_srcset
        before, after = rewrite(before, str), rewrite(before, move)  # in one form, to see whether anything moves
    elif name in URLS and (tag in _TO_PAGES or before[:1] not in ("", "#")):
        after = move(before)
    return found[0] if after == before else f'{found["name"]}{found["sign"]}"{escape(after)}"'


def _candidates(value: str) -> Iterator[tuple[str, str]]:
    """Yield (URL, size) for each image of a ``srcset``; a comma ends a URL only where a blank follows, as in HTML."""
    rest = " ".join(value.split()).strip(" ,")
    while rest:
        url, _, rest = rest.partition(" ")
        size = ""
        if not url.endswith(","):
            size, _, rest = rest.partition(",")
        yield url.rstrip(","), size.strip()
        rest = rest.lstrip(" ,")


_QUIET = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|template)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
"""What no reader sees, with all that it holds."""
_ENDS_BY_ITSELF = frozenset((
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rp", "rt", "tbody",
    "td", "tfoot", "th", "thead", "tr",
))  # fmt: skip
"""Elements whose end tag HTML does not ask for."""
_FOREIGN = frozenset(("math", "svg"))
"""In these ``<x/>`` is a whole element; elsewhere browsers take it for a start tag."""
_THINGS = frozenset((
    "audio", "button", "canvas", "embed", "hr", "iframe", "img", "input", "math", "meter", "object", "picture",
    "progress", "select", "svg", "textarea", "video",
))  # fmt: skip
"""Elements that are seen without a word in them."""
_IN_LINES = frozenset((
    "a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "u", "var", "wbr",
))  # fmt: skip
"""Elements that end no word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outline:
    """What a piece of HTML consists of."""

    text: str
    has_things: bool
    tags: tuple[tuple[str, bool], ...]
    """Name of each tag, and whether it is a start tag; without those of elements that have no end tag."""


def remove_invisible(html: str) -> str:
    """Return the HTML without comments, scripts and styles; empty if nothing but white space is left."""
    left = _QUIET.sub("", html)
    return left if left.strip() else ""


def visible_text(html: str) -> str:
    """Return the words that a reader sees."""
    return _outline(html).text


def is_visible_html(html: str) -> bool:
    """Return whether a reader sees something: words, or a thing such as a picture, a player, a place that a script fills."""
    found = _outline(html)
    return found.has_things or bool(found.text.strip())


def find_unbalanced(pieces: Sequence[str]) -> set[int]:
    """Return which pieces to leave out, so that all tags in the others that begin something are ended, and in order.

    A piece may end what another one begins.
    """
    tags = {place: _outline(piece).tags for place, piece in enumerate(pieces)}
    left_out: set[int] = set()
    while found := _at_fault((place, tags[place]) for place in tags if place not in left_out):
        left_out |= found
    return left_out


def _at_fault(pieces: Iterable[tuple[int, tuple[tuple[str, bool], ...]]]) -> set[int]:
    """Return the pieces with a start tag that nothing ends, or an end tag that ends nothing."""
    opened: list[tuple[str, int]] = []
    is_open: Counter[str] = Counter()
    found: set[int] = set()
    for place, tags in pieces:
        for name, is_start in tags:
            if is_start:
                opened.append((name, place))
                is_open[name] += 1
            elif not is_open[name]:
                found.add(place)
            else:
                while (last := opened.pop())[0] != name:
                    is_open[last[0]] -= 1
                    found.update([last[1]] if last[0] not in _ENDS_BY_ITSELF else ())
                is_open[name] -= 1
    found.update(place for name, place in opened if name not in _ENDS_BY_ITSELF)
    return found


@lru_cache(maxsize=64)  # of a pure function: a piece is asked for its size, what it shows and its tags, one by one
def _outline(html: str) -> _Outline:
    parser = _BlockParser()
    parser.feed(remove_invisible(html))
    parser.close()
    found = parser.found
    return _Outline(text="".join(found.text), has_things=found.has_things, tags=tuple(found.tags))


@dataclass(slots=True)
class _Found:
    text: list[str] = field(default_factory=list)
    tags: list[tuple[str, bool]] = field(default_factory=list)
    has_things: bool = False


class _BlockParser(LenientParser):
    """Notes text and tags."""

    def __init__(self) -> None:
        super().__init__()
        self.found = _Found()
        self._foreign = 0
        self._is_after_start = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its signature
        self._note(tag, is_thing=tag in _THINGS or "-" in tag)
        self._foreign += tag in _FOREIGN
        if tag not in VOID:
            self.found.tags.append((tag, True))
        self._is_after_start = tag

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if self._foreign:
            self._note(tag, is_thing=False)
        else:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        # an empty box is there for a script to fill
        self._note(tag, is_thing=tag == "div" and self._is_after_start == "div")
        self._foreign -= tag in _FOREIGN and self._foreign > 0
        if tag not in VOID:
            self.found.tags.append((tag, False))

    def handle_data(self, data: str) -> None:
        self.found.text.append(data)
        if data.strip():
            self._is_after_start = ""

    def _note(self, tag: str, *, is_thing: bool) -> None:
        self.found.has_things = self.found.has_things or is_thing
        self._is_after_start = ""
        if tag not in _IN_LINES:
            self.found.text.append(" ")


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
_OF_TABS = frozenset(("aria-selected", "role", "tabindex"))
"""Attributes by which a script makes tabs of buttons, and panels of what follows them."""
_ROLES_OF_TABS = frozenset(("tab", "tablist", "tabpanel"))
_NAMING = ("aria-labelledby", "id")
"""Attributes by one of which a script finds what it shows and hides."""
_NOT_SHOWN = re.compile(r"(?:^|(?<=;))\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b[^;]*;?", re.IGNORECASE)
_CODE = frozenset(("code", "pre"))
_AS_IS = frozenset(("pre", "textarea"))
"""Where line ends are seen."""
_TO_IDS = ID_REFERENCES | {"id"}
"""What names an element, and what points to it by that name."""
_TAG = re.compile(r"[a-z][a-z0-9:_-]*")
_QUOTED_ATTRIBUTE = re.compile(r"[^\s\"'<>/=\x00-\x1f]+")
_LINE_END = re.compile(r"\s*\n\s*")


def make_portable(html: str, url: str) -> str:
    """Return the HTML of a page, fit to be read elsewhere.

    Addresses become absolute, also in ``srcset`` and ``style``; scripts, style sheets, permalinks of headings, ids,
    what points to them, and the colours and line numbers of code are left out; a line end between wide characters is
    no space.  What a script would show is shown, such as the panel of a tab.

    :param url: of the page.
    """
    parser = _PortableParser(url)
    parser.feed(html.replace("\0", "").replace("\r\n", "\n"))
    parser.close()
    return parser.result()


class _PortableParser(LenientParser):
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
        """Return all that was kept."""
        self._end_run()
        return "".join(self._parts)

    # -- what the parser meets ----------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        if self._dropped:
            self._depth += tag == self._dropped
        elif tag in _DROPPED or _NO_TEXT.get(tag, "") in _classes(attrs):
            self._dropped, self._depth = tag, 1
        elif self._keeps(tag) and not _is_choice(tag, attrs):
            self._start(tag, attrs, ">")
            if tag in self._open:
                self._open[tag] += 1

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:
        # for HTML that is a start; only SVG and MathML are told by the slash that there is no end
        if not self._dropped and tag not in _DROPPED and self._keeps(tag) and not _is_choice(tag, attrs):
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
        is_lifted = not in_svg and (said.get("role") in _ROLES_OF_TABS or not said.keys().isdisjoint(_NAMING))
        for name, value in attrs:
            if name.startswith("on") or not _QUOTED_ATTRIBUTE.fullmatch(name):
                continue
            if not in_svg and _is_for_scripts(name, said, is_lifted=is_lifted):
                continue
            if (name in _TO_IDS and not in_svg) or (tag == "a" and name == "name"):  # one page may show many posts
                continue
            if value is None:
                yield name, None
            elif name == "alt" and value == said.get("src"):  # docutils' way to say that there is none
                yield name, ""
            elif name in URL_LISTS:
                yield name, rewrite_srcset(value, self._whole)
            elif name == "style":
                style = rewrite_style(_NOT_SHOWN.sub("", value).strip() if is_lifted else value, self._whole)
                if style or not value:
                    yield name, style
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


def _is_choice(tag: str, attrs: _Attributes) -> bool:
    """Return whether a start tag is that of a button which chooses what is shown, of no use without a style sheet."""
    if tag != "input":
        return False
    values = {name: (value or "").lower() for name, value in attrs}
    # a checkbox that cannot be changed is that of an item of a list
    return values.get("type") == "radio" or (values.get("type") == "checkbox" and "disabled" not in values)


def _is_for_scripts(name: str, values: Mapping[str, str | None], *, is_lifted: bool) -> bool:
    """Return whether an attribute has a meaning only beside a script.

    :param values: all attributes of the element.
    :param is_lifted: whether a script can find the element, so that it need not stay hidden.
    """
    if name in _OF_TABS:
        return values.get("role") in _ROLES_OF_TABS
    return is_lifted and (name in {"hidden", "popover"} or (name == "aria-hidden" and values[name] == "true"))


def _classes(attrs: _Attributes) -> list[str]:
    return [name for key, value in attrs if key == "class" and value for name in value.split()]


def _without_breaks(texts: Sequence[str]) -> list[str]:
    """Return pieces of a text without the line ends between wide characters, which may stand in two of them."""
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
