"""Rewriting of HTML for other pages, excerpts and feeds.

URLs are adapted, unbalanced and invisible pieces of excerpts are removed.  The HTML of feeds does not depend on the
styles and scripts of its page.  Unknown elements and attributes are preserved.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from .record import record
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
    "complete_excerpt",
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
"""Attributes whose value is a URL."""
URL_LISTS = frozenset(("srcset", "imagesrcset"))
"""Attributes whose value is a list of URLs with sizes."""
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
"""Elements without end tag."""
_TO_PAGES = frozenset(("a", "area", "button", "form", "input"))
"""Elements whose URL is a link target; in other elements ``#x`` refers to the same document, as in SVG."""
_URL_IN_STYLE = re.compile(r"""\burl\((?!\s*["']?#)\s*(["']?)(.*?)\1\s*\)""", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=]+)(?P<sign>\s*=\s*)"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))"""
)
"""An attribute with a value in the text of a start tag; matched one after the other, so never inside a value."""


ID_REFERENCES = frozenset((
    "aria-activedescendant", "aria-controls", "aria-describedby", "aria-details", "aria-errormessage", "aria-flowto",
    "aria-labelledby", "aria-owns", "commandfor", "for", "form", "headers", "list", "popovertarget",
))  # fmt: skip
"""Attributes whose value is the id of another element, or several ids."""
FRAGMENTS = frozenset((
    "data-bs-parent", "data-bs-target", "data-parent", "data-target", "href", "usemap", "xlink:href",
))  # fmt: skip
"""Attributes that refer to another element of the page by ``#`` and its id."""


def images_without_alt(html: str) -> list[str]:
    """Return the URLs of the images in HTML that have no ``alt``; with an empty one, an image is decoration.

    See https://html.spec.whatwg.org/multipage/images.html#alt.
    """
    parser = _Images()
    parser.feed(html)
    parser.close()
    return parser.found


def rewrite_urls(html: str, move: Callable[[str], str]) -> str:
    """Return HTML, whole or a fragment, with each URL in its start tags replaced by the result of ``move``.

    Comments, scripts and styles are left unchanged.
    """
    return _rewrite_tags(
        html, lambda tag, text: _ATTRIBUTE.sub(lambda match: _rewrite_attribute(match, tag, move), text)
    )


def _rewrite_tags(html: str, rewrite: Callable[[str, str], str]) -> str:
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


_SCROLLABLE_OR_IMAGE = re.compile(r"<(?:img|pre|table)\b", re.IGNORECASE)


def complete_excerpt(html: str, sizes: Mapping[str, tuple[int, int]], *, is_lazy: bool) -> str:
    """Return the HTML of an excerpt with sizes of images, and with code and tables that the Tab key reaches.

    What is wider than the page scrolls by itself, and only an element with the focus scrolls by the keyboard.

    :param sizes: the width and height of images by URL.
    :param is_lazy: whether images are loaded when a visitor scrolls near them.
    """
    if not _SCROLLABLE_OR_IMAGE.search(html):
        return html
    before = ""

    def rewrite(tag: str, text: str) -> str:
        nonlocal before
        is_number = "linenodiv" in before  # the numbers beside a block of code
        before = text
        if tag == "img":
            return _with_attributes(text, _attributes_of_image(_values(text), sizes, is_lazy=is_lazy))
        is_scrollable = tag == "pre" or (tag == "table" and "highlighttable" not in text)
        return _with_attributes(text, {"tabindex": "0"}) if is_scrollable and not is_number else text

    return _rewrite_tags(html, rewrite)


def _attributes_of_image(
    values: Mapping[str, str], sizes: Mapping[str, tuple[int, int]], *, is_lazy: bool
) -> dict[str, str]:
    added = {"loading": "lazy"} if is_lazy else {}
    size = sizes.get(values.get("src", ""))
    if size is not None and not {"width", "height", "style"} & values.keys():
        added |= {"width": str(size[0]), "height": str(size[1])}
    return added


def _with_attributes(text: str, added: Mapping[str, str]) -> str:
    """Return a start tag with attributes that it does not have yet."""
    present = _values(text)
    new = "".join(f' {name}="{value}"' for name, value in added.items() if name not in present)
    end = re.search(r"\s*/?>\Z", text)
    return text[: end.start()] + new + text[end.start() :] if end is not None else text


@record
class ElementNames:
    """The names of the elements of an HTML fragment, and those to which they refer."""

    ids: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    """The names of groups of radio buttons, and of image maps."""
    references: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether there are no names."""
        return not (self.ids or self.groups or self.references)


_MAY_NAME = re.compile(r"""<[^>]*[\s"'](?:aria-|data-|xlink:)?[a-z]+\s*=""", re.IGNORECASE)


@lru_cache(maxsize=256)  # called for each fragment of each listing of a page
def element_names(html: str) -> ElementNames:
    """Return the names in an HTML fragment, and its references to names."""
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
    """Return HTML with renamed ids and groups, and with adapted references to them."""

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

    return _rewrite_tags(html, rewrite)


def extract_scripts(html: str) -> str:
    """Return the text of the scripts and styles of an HTML fragment, which may refer to any name."""
    return "".join(match[0] for match in _INVISIBLE.finditer(html) if match[1])


def _values(tag_text: str) -> dict[str, str]:
    return {match["name"].lower(): unescape(_written(match)) for match in _ATTRIBUTE.finditer(tag_text)}


def _has_group(tag: str, values: Mapping[str, str]) -> bool:
    return tag == "map" or (tag == "input" and values.get("type", "").lower() == "radio")


def _written(match: re.Match[str]) -> str:
    """Return the value of an attribute as it is in the tag."""
    return next(value for value in (match["double"], match["single"], match["bare"]) if value is not None)


def rewrite_srcset(value: str, move: Callable[[str], str]) -> str:
    """Return the value of a ``srcset`` with each URL replaced by the result of ``move``, without empty ones."""
    candidates = ((move(url), size) for url, size in _candidates(value))
    return ", ".join(f"{url} {size}".rstrip() for url, size in candidates if url)


def rewrite_style(style: str, move: Callable[[str], str]) -> str:
    """Return the value of a ``style`` with each URL replaced by the result of ``move``."""

    def replace(match: re.Match[str]) -> str:
        url = match[2] and move(match[2])
        return 'url("{}")'.format(url.replace('"', "%22"))

    return _URL_IN_STYLE.sub(replace, style)


class LenientParser(HTMLParser):
    """A parser that does not raise an error for invalid HTML."""

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: ARG002 - its signature
        """Parse ``<![…`` as a comment, as browsers do; the parser of Python 3.11 raises an error for some."""
        return self.parse_bogus_comment(i)


class _Tags(LenientParser):
    """A parser that records the start tags: line, column, name and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[int, int, str, str]] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.append((*self.getpos(), tag, self.get_starttag_text() or ""))


class _Images(LenientParser):
    """A parser that records the URLs of images without ``alt``."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        values = dict(attrs)
        if tag == "img" and "alt" not in values:
            self.found.append(values.get("src") or "")


def _rewrite_attribute(match: re.Match[str], tag: str, move: Callable[[str], str]) -> str:
    name = match["name"].lower()
    before = after = unescape(_written(match)).strip()
    if name == "style" or name in URL_LISTS:
        rewrite = rewrite_style if name == "style" else rewrite_srcset
        before, after = rewrite(before, str), rewrite(before, move)  # normalized, so that only changed URLs differ
    elif name in URLS and (tag in _TO_PAGES or before[:1] not in ("", "#")):
        after = move(before)
    return match[0] if after == before else f'{match["name"]}{match["sign"]}"{escape(after)}"'


def _candidates(value: str) -> Iterator[tuple[str, str]]:
    """Yield (URL, size) for each image of a ``srcset``; as in HTML, a comma ends a URL only before a blank."""
    rest = " ".join(value.split()).strip(" ,")
    while rest:
        url, _, rest = rest.partition(" ")
        size = ""
        if not url.endswith(","):
            size, _, rest = rest.partition(",")
        yield url.rstrip(","), size.strip()
        rest = rest.lstrip(" ,")


_INVISIBLE = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|template)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
"""Comments and elements that are not displayed, with their content."""
_OPTIONAL_END = frozenset((
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rp", "rt", "tbody",
    "td", "tfoot", "th", "thead", "tr",
))  # fmt: skip
"""Elements whose end tag is optional."""
_FOREIGN = frozenset(("math", "svg"))
"""Elements in which ``<x/>`` is a complete element; elsewhere browsers parse it as a start tag."""
_VISIBLE = frozenset((
    "audio", "button", "canvas", "embed", "hr", "iframe", "img", "input", "math", "meter", "object", "picture",
    "progress", "select", "svg", "textarea", "video",
))  # fmt: skip
"""Elements that are visible even without text."""
_IN_WORDS = frozenset((
    "a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "u", "var", "wbr",
))  # fmt: skip
"""Elements that do not end a word."""


@record
class _Outline:
    """The text and tags of an HTML fragment."""

    text: str
    has_visible_elements: bool
    tags: tuple[tuple[str, bool], ...]
    """(name, whether it is a start tag) of each tag, without void elements."""


def remove_invisible(html: str) -> str:
    """Return HTML without comments, scripts and styles; empty if only white space remains."""
    remaining = _INVISIBLE.sub("", html)
    return remaining if remaining.strip() else ""


def visible_text(html: str) -> str:
    """Return the text of an HTML fragment that is displayed."""
    return _outline(html).text


def is_visible_html(html: str) -> bool:
    """Return whether HTML displays text or an element such as an image, a player or a container for a script."""
    outline = _outline(html)
    return outline.has_visible_elements or bool(outline.text.strip())


def find_unbalanced(pieces: Sequence[str]) -> set[int]:
    """Return the indices of the fragments to remove, so that the tags of the others are balanced.

    A fragment may contain the end tag of an element that another one starts.
    """
    tags = {index: _outline(piece).tags for index, piece in enumerate(pieces)}
    removed: set[int] = set()
    while unmatched := _unmatched((index, tags[index]) for index in tags if index not in removed):
        removed |= unmatched
    return removed


def _unmatched(pieces: Iterable[tuple[int, tuple[tuple[str, bool], ...]]]) -> set[int]:
    """Return the indices of the fragments that contain a start or end tag without its counterpart."""
    opened: list[tuple[str, int]] = []
    is_open: Counter[str] = Counter()
    unmatched: set[int] = set()
    for index, tags in pieces:
        for name, is_start in tags:
            if is_start:
                opened.append((name, index))
                is_open[name] += 1
            elif not is_open[name]:
                unmatched.add(index)
            else:
                while (last := opened.pop())[0] != name:
                    is_open[last[0]] -= 1
                    unmatched.update([last[1]] if last[0] not in _OPTIONAL_END else ())
                is_open[name] -= 1
    unmatched.update(index for name, index in opened if name not in _OPTIONAL_END)
    return unmatched


@lru_cache(maxsize=64)  # several functions use the outline of the same fragment
def _outline(html: str) -> _Outline:
    parser = _BlockParser()
    parser.feed(remove_invisible(html))
    parser.close()
    return _Outline(
        text="".join(parser.text), has_visible_elements=parser.has_visible_elements, tags=tuple(parser.tags)
    )


class _BlockParser(LenientParser):
    """A parser that records text and tags."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[tuple[str, bool]] = []
        self.has_visible_elements = False
        self._foreign = 0
        self._is_after_start = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its signature
        self._record(tag, is_visible=tag in _VISIBLE or "-" in tag)
        self._foreign += tag in _FOREIGN
        if tag not in VOID:
            self.tags.append((tag, True))
        self._is_after_start = tag

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if self._foreign:
            self._record(tag, is_visible=False)
        else:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        # An empty div is a container for a script.
        self._record(tag, is_visible=tag == "div" and self._is_after_start == "div")
        self._foreign -= tag in _FOREIGN and self._foreign > 0
        if tag not in VOID:
            self.tags.append((tag, False))

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if data.strip():
            self._is_after_start = ""

    def _record(self, tag: str, *, is_visible: bool) -> None:
        self.has_visible_elements = self.has_visible_elements or is_visible
        self._is_after_start = ""
        if tag not in _IN_WORDS:
            self.text.append(" ")


_Attributes = list[tuple[str, "str | None"]]

_DROPPED = frozenset(("script", "style", "template"))
"""Elements that are removed with their content."""
_NO_TEXT = {"a": "headerlink", "span": "linenos", "td": "linenos"}
"""Elements that are removed if they have that class: permalinks of headings and line numbers of code."""
_BARE = frozenset(("base", "body", "head", "html", "link", "meta", "noscript"))
"""Elements whose tags are removed, but not their content."""
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp",
    "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
))  # fmt: skip
"""Elements that do not interrupt a line of text."""
_OF_TABS = frozenset(("aria-selected", "role", "tabindex"))
"""Attributes with which a script turns elements into tabs and panels."""
_ROLES_OF_TABS = frozenset(("tab", "tablist", "tabpanel"))
_NAMING = ("aria-labelledby", "id")
"""Attributes with which a script finds the elements that it shows and hides."""
_NOT_SHOWN = re.compile(r"(?:^|(?<=;))\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b[^;]*;?", re.IGNORECASE)
_CODE = frozenset(("code", "pre"))
_AS_IS = frozenset(("pre", "textarea"))
"""Elements that display line ends."""
_TO_IDS = ID_REFERENCES | {"id"}
"""Attributes that define or refer to ids."""
_TAG = re.compile(r"[a-z][a-z0-9:_-]*")
_QUOTED_ATTRIBUTE = re.compile(r"[^\s\"'<>/=\x00-\x1f]+")
_LINE_END = re.compile(r"\s*\n\s*")


def make_portable(html: str, url: str) -> str:
    """Return the HTML of a page in a form for other contexts, such as feeds.

    URLs become absolute, also in ``srcset`` and ``style``.  Scripts, style sheets, permalinks of headings, ids and
    references to them, and the colors and line numbers of code are removed.  A line end between wide characters is
    removed.  Content that a script would show, such as the panel of a tab, is made visible.

    :param url: the URL of the page.
    """
    parser = _PortableParser(url)
    parser.feed(html.replace("\0", "").replace("\r\n", "\n"))
    parser.close()
    return parser.result()


class _PortableParser(LenientParser):
    """A parser that collects the tags and texts to keep."""

    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self._url = url
        self._parts: list[str] = []
        self._run: list[int] = []
        """The indices of the parts, not yet escaped, that form one text."""
        self._open = dict.fromkeys((*_CODE, *_AS_IS, "svg"), 0)
        self._spans: list[bool] = []
        """For each open ``span``, whether it is kept."""
        self._dropped = ""
        """The element that is being removed; empty if none."""
        self._depth = 0

    def result(self) -> str:
        """Return the collected HTML."""
        self._end_run()
        return "".join(self._parts)

    # -- parser events ------------------------------------------------------------------------------------------------

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
        # In HTML this is a start tag; only in SVG and MathML the slash replaces the end tag.
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
        is_kept = self._keeps(tag) and tag not in VOID and tag not in _DROPPED
        if tag == "span":
            is_kept = self._spans.pop() if self._spans else False
        if self._open.get(tag):
            self._open[tag] -= 1
        if is_kept:
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
        remaining = list(self._attributes(tag, attrs))
        if tag == "span":
            # Ids are removed, and classes of highlighted code depend on a style sheet.
            in_code = any(self._open[name] for name in _CODE)
            self._spans.append(any(name != "class" or not in_code for name, _ in remaining))
            if not self._spans[-1]:
                return
        text = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in remaining)
        self._put_tag(tag, f"<{tag}{text}{end}")

    def _attributes(self, tag: str, attrs: _Attributes) -> Iterator[tuple[str, str | None]]:
        in_svg = bool(self._open["svg"]) or tag == "svg"
        values = dict(attrs)
        is_lifted = not in_svg and (values.get("role") in _ROLES_OF_TABS or not values.keys().isdisjoint(_NAMING))
        for name, value in attrs:
            if name.startswith("on") or not _QUOTED_ATTRIBUTE.fullmatch(name):
                continue
            if not in_svg and _is_for_scripts(name, values, is_lifted=is_lifted):
                continue
            if (name in _TO_IDS and not in_svg) or (tag == "a" and name == "name"):  # one page may show many posts
                continue
            if value is None:
                yield name, None
            elif name == "alt" and value == values.get("src"):  # docutils repeats the URL if there is no alt text
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

    def _put_tag(self, tag: str, text: str) -> None:
        if tag not in _INLINE:
            self._end_run()
        self._parts.append(text)

    def _end_run(self) -> None:
        texts = [self._parts[index] for index in self._run]
        for index, text in zip(self._run, _without_breaks(texts), strict=True):
            self._parts[index] = escape(text, quote=False)
        self._run.clear()


def _is_choice(tag: str, attrs: _Attributes) -> bool:
    """Return whether a start tag is an input that selects visible content, which requires a style sheet."""
    if tag != "input":
        return False
    values = {name: (value or "").lower() for name, value in attrs}
    # A disabled checkbox belongs to an item of a task list.
    return values.get("type") == "radio" or (values.get("type") == "checkbox" and "disabled" not in values)


def _is_for_scripts(name: str, values: Mapping[str, str | None], *, is_lifted: bool) -> bool:
    """Return whether an attribute has an effect only together with a script.

    :param values: all attributes of the element.
    :param is_lifted: whether a script can find the element, which then must not stay hidden.
    """
    if name in _OF_TABS:
        return values.get("role") in _ROLES_OF_TABS
    return is_lifted and (name in {"hidden", "popover"} or (name == "aria-hidden" and values[name] == "true"))


def _classes(attrs: _Attributes) -> list[str]:
    return [name for key, value in attrs if key == "class" and value for name in value.split()]


def _without_breaks(texts: Sequence[str]) -> list[str]:
    """Return the parts of a text without line ends between wide characters, which may be in different parts."""
    whole = "".join(texts)
    if "\n" not in whole:
        return list(texts)

    def joint(blanks: re.Match[str]) -> str:
        context = whole[max(blanks.start() - 1, 0) : blanks.end() + 1]
        # The replacement keeps the length, so that the text can be split at the same indices.
        return blanks[0] if " " in join_lines(context) else "\0" * len(blanks[0])

    marked = _LINE_END.sub(joint, whole)
    pieces: list[str] = []
    start = 0
    for text in texts:
        pieces.append(marked[start : start + len(text)].replace("\0", ""))
        start += len(text)
    return pieces
