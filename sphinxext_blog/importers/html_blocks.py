"""HTML: images become Markdown or directives, since Sphinx looks for images nowhere else; links follow what moved.

HTML that needs no change stays.  An image amid other HTML is set apart by blank lines: there Markdown begins, and HTML
goes on behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from textwrap import dedent
from typing import TYPE_CHECKING

from .old_blog import NoteKind
from .source import Spans
from .structure import MARKER
from .work import (
    DARK,
    DARK_IMAGE,
    attributes_in,
    code_block,
    comment,
    directive,
    guard_start,
    html_attributes,
    is_local,
    lost_styles,
    one_line,
    resolve,
    short,
    side_of,
    unscaled,
    write_attributes,
    write_image,
    write_link,
    write_target,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from .parsing import Leaf
    from .source import Place
    from .work import Work

__all__ = ["convert_html", "linked_names", "set_apart"]

_BOXES = frozenset(("div", "p", "center", "figure", "figcaption", "a", "img", "br", "picture", "source"))
"""Elements around images alone."""
_INLINE = frozenset(("br", "em", "i", "b", "strong", "small", "span", "sub", "sup", "font", "code", "u", "cite"))
"""Elements within a caption."""
_VOID = frozenset(("img", "br", "source", "hr", "wbr", "input"))
_LITERAL = re.compile(r"\s*<(?:pre|script|style|textarea|!|\?)", re.IGNORECASE)
_CENTERED = re.compile(r"<center\b|align\s*=\s*[\"']?(?:center|middle)|text-align:\s*center", re.IGNORECASE)
_INTERESTING = re.compile(r"<(?:img|video|audio|source|embed|object|a)\s", re.IGNORECASE)
_LINE_ENDS = re.compile(r"<br\b|</?(?:p|div|figure|center)\b", re.IGNORECASE)
_ROW_ENDS = re.compile(r"<br\b", re.IGNORECASE)
"""What ends a row of images: in a box that sets its elements side by side, only a line break."""
_SIDE_BY_SIDE = re.compile(r"display:\s*(?:inline-)?(?:flex|grid|block)|float:\s*(?:left|right)", re.IGNORECASE)
_EMPTY_ANCHOR = re.compile(r"<a\s+(?:id|name)\s*=\s*[\"']?(?P<name>[\w:.-]+)[\"']?\s*(?:/>|>\s*</a>)", re.IGNORECASE)
_MARKDOWN_IMAGE = re.compile(
    r"!\[(?P<alt>[^\[\]\n]*)\]\((?P<src>[^\s()]+)(?:\s+\"[^\"\n]*\")?\)(?:\{(?P<attrs>[^{}\n]*)\})?"
)
_DIAGRAM = re.compile(
    r"<(?P<name>div|pre|p|figure)\b[^<>]*\bclass\s*=\s*[\"']?[^\"'<>]*\bmermaid\b[^<>]*>(?P<body>.*)</(?P=name)\s*>",
    re.IGNORECASE | re.DOTALL,
)
"""A diagram that a script of the old site drew."""
_IMAGE = re.compile(r"<img[\s/]|!\[", re.IGNORECASE)
_LONE_TAG = re.compile(r"</?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_MARKDOWN_LINE = re.compile(r"^[ \t]*(?:[-*+>]|\d{1,9}[.)]|#{1,6})[ \t]", re.MULTILINE)
"""What only looks like HTML: a list below a tag, without a blank line between."""
_MARKDOWN_ATTRIBUTE = re.compile(r"\smarkdown(?:=[\"']?\w*[\"']?)?(?=[\s>])", re.IGNORECASE)
_SCRIPT_ATTRIBUTE = re.compile(r"(?<=\s)(?:(className)(?==)|style=\{\{[^{}]*\}\})")
"""Attributes that MDX calls otherwise than HTML."""
_LONGEST = 200_000
"""Longer blocks of HTML are data, not text."""


@dataclass(slots=True)
class _HtmlTag:
    """A tag, with its name in lower case and its position."""

    name: str
    start: int
    text: str
    is_end: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(slots=True)
class _Image:
    """An image of HTML."""

    target: str
    alt: str = ""
    pairs: dict[str, str] = field(default_factory=dict)
    classes: list[str] = field(default_factory=list)
    link: str = ""
    name: str = ""

    def options(self, figure_classes: str = "") -> list[str]:
        """Return the options of a directive."""
        pairs = {"alt": one_line(self.alt), **self.pairs, "target": "" if is_local(self.link) else self.link}
        pairs |= {"class": " ".join(self.classes), "figclass": figure_classes, "name": self.name}
        return [f":{key}: {value}" for key, value in pairs.items() if value]


class _Reader(HTMLParser):
    """Reads tags and texts with their positions."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.tags: list[_HtmlTag] = []
        self.texts: list[tuple[int, str]] = []
        self.feed(text)
        self.close()

    def _position(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - of the parser
        self.tags.append(_HtmlTag(tag, self._position(), self.get_starttag_text() or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        start = self._position()
        end = self._text.find(">", start)
        self.tags.append(_HtmlTag(tag, start, self._text[start : end + 1], is_end=True))

    def handle_data(self, data: str) -> None:
        self.texts.append((self._position(), data))

    def handle_entityref(self, name: str) -> None:
        self.texts.append((self._position(), f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.texts.append((self._position(), f"&#{name};"))

    def handle_comment(self, data: str) -> None:
        self.tags.append(_HtmlTag("!--", self._position(), f"<!--{data}-->"))

    def is_balanced(self) -> bool:
        """Return whether each element that must have an end has one."""
        opened: list[str] = []
        for tag in self.tags:
            if tag.is_end and (not opened or opened.pop() != tag.name):
                return False
            if not tag.is_end and tag.name not in _VOID and tag.name != "!--" and not tag.text.endswith("/>"):
                opened.append(tag.name)
        return not opened or opened == ["p"]


def convert_html(work: Work) -> None:
    """Convert blocks and pieces of HTML."""
    names = linked_names(work)
    elements: list[Token] = []
    for token in work.parsed.tokens:
        if token.type == "html_block":
            _block(work, token, names)
        elif token.type == "markdown_open":
            elements.append(token)
        elif token.type == "heading_open":
            for element in elements:
                element.meta["has_heading"] = True
        elif token.type == "markdown_close":
            _element(work, elements.pop())
    _inline(work, names)
    _part_tags(work)
    _close_at_headings(work)


_PAIRED_TAG = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<name>div|center|section|article|main|aside|header|footer|nav|blockquote|table|ul|ol)"
    r"(?=[\s>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.IGNORECASE | re.DOTALL,
)


def _close_at_headings(work: Work) -> None:
    """Hide the tags of an element that has headings in it.

    Sphinx makes a section of each heading.  An element across sections would end with the first of them, and its own
    end would be that of an element of the theme.
    """
    opened: list[tuple[re.Match[str], int, bool]] = []
    for token in work.parsed.tokens:
        if token.type == "heading_open" and token.level == 0:
            opened = [(match, offset, True) for match, offset, _ in opened]
        if token.type != "html_block" or token.level:
            continue
        place = work.source.place(token.content.rstrip("\n"), (token.map or [0])[0])
        for match in _PAIRED_TAG.finditer(place.content) if place is not None else ():
            assert place is not None
            if match["name"] is None:
                continue
            offset, name = place.at(match.start()), match["name"].lower()
            if not match["end"]:
                opened.append((match, offset, False))
                continue
            at = next((at for at in range(len(opened) - 1, -1, -1) if opened[at][0]["name"].lower() == name), -1)
            if at >= 0:
                _, _, has_headings = opened[at]
                if has_headings:
                    _hide(work, opened[at][0], opened[at][1])
                    _hide(work, match, offset)
                del opened[at:]
    for match, offset, has_headings in opened:
        if has_headings:
            _hide(work, match, offset)


def _hide(work: Work, match: re.Match[str], offset: int) -> None:
    """Make a comment of a tag; a comment begins no block of HTML that more could be in."""
    source, end = work.source, offset + len(match.group())
    if not match["end"]:
        message = f"headings are within '{short(match.group())}', which Sphinx cannot do; preserved as a comment"
        work.report(offset, NoteKind.HTML, message)
    line = source.text[source.lines[source.number(offset)][0] : source.lines[source.number(end)][1]]
    line = line.lstrip(" \t>").rstrip()
    work.discard_edits(offset, end)
    work.put((offset, end), comment(f" {match.group()} ") if line == match.group() else "", "html")


def _part_tags(work: Work) -> None:
    """Let no tag be alone in the first line of a paragraph: in MyST all up to a blank line would be HTML."""
    source = work.source
    for leaf in work.parsed.leaves:
        place = leaf.place
        if place is None or leaf.holder != "paragraph_open" or not place.content.startswith("<"):
            continue
        line = place.content.partition("\n")[0]
        if not _LONE_TAG.fullmatch(line.rstrip()) or line.lower().startswith("<img"):
            continue
        end = place.at(len(line))
        if len(line) < len(place.content):
            work.put(place.span(len(line), len(line) + 1 + _blanks(place.content, len(line) + 1)), " ", "html")
        elif source.line(source.number(end) + 1).strip(" \t>"):
            work.insert(end, f"\n{source.prefix(place.at(0)).rstrip()}", "html")


def _blanks(text: str, position: int) -> int:
    return len(text[position : position + 100]) - len(text[position : position + 100].lstrip(" \t"))


def linked_names(work: Work) -> set[str]:
    """Return the names to which links of the post lead within its page."""
    names = set()
    for _, place, piece in work.pieces("link", "html_inline"):
        if piece.target is not None:
            target = place.content[piece.target[0] : piece.target[1]].strip("<>")
        else:
            target = html_attributes(place.content[piece.start : piece.end]).get("href", "")
        if target.startswith("#"):
            names.add(target[1:])
    return names


def _block(work: Work, token: Token, names: set[str]) -> None:
    source = work.source
    place = source.place(token.content.rstrip("\n"), (token.map or [0])[0])
    if place is None:
        return
    text = place.content
    lead = len(text) - len(text.lstrip())
    start, end = place.span(lead, len(text.rstrip())) if text.strip() else (place.at(0), place.at(0))
    is_marker = MARKER.fullmatch(text.strip()) is not None
    new = None if is_marker or len(text) > _LONGEST else _whole_block(work, start, text, names)
    if new is not None:
        prefix = source.prefix(start)
        work.put(
            (start, end), new.replace("\n", f"\n{prefix}").replace(f"\n{prefix}\n", f"\n{prefix.rstrip()}\n"), "html"
        )
    elif not is_marker and len(text) <= _LONGEST and not _LITERAL.match(text) and _INTERESTING.search(text):
        if _MARKDOWN_LINE.search(text):
            _report_images(work, place)
        else:
            _amid(work, place)
    if new is None and work.dialect.mdx:
        for match in _SCRIPT_ATTRIBUTE.finditer(text):
            key = "class" if match[1] == "className" else f'style="{html_attributes(match.group()).get("style", "")}"'
            work.put(place.span(*match.span()), key, "html")
    if new is None and work.dialect.html_markdown and " markdown=" in text:
        for match in re.finditer(r"<[A-Za-z][^<>]*>", text):
            if attribute := _MARKDOWN_ATTRIBUTE.search(text, *match.span()):
                work.put(place.span(*attribute.span()), "", "html")
    if new is None and "whole" in token.meta:
        _join_lines(work, token)
    is_apart = new is not None and not new.startswith("(")
    if (is_apart or "resumes" in token.meta) and source.line((token.map or [0, 0])[1]).strip(" \t>"):
        work.insert(end, f"\n{source.prefix(start).rstrip()}", "html")


def _join_lines(work: Work, token: Token) -> None:
    """Remove blank lines within an element, and begin a line with what is behind a style sheet: there HTML ends."""
    source, (first, last) = work.source, token.map or (0, 0)
    for number in range(first, last):
        start, end = source.lines[number]
        line = source.text[start:end]
        if not line.strip(" \t>"):
            work.put((start, source.lines[number + 1][0]), "", "html")
        elif match := re.search(r"(?<=>)\s*(?=<[A-Za-z])", line[at:]) if (at := _literal_end(line)) else None:
            work.put((start + at + match.start(), start + at + match.end()), f"\n{source.prefix(start)}", "html")


def _literal_end(line: str) -> int:
    match = re.search(r"</(?:style|script)\s*(?=>)", line, re.IGNORECASE)
    return match.end() if match is not None else 0


def _whole_block(work: Work, start: int, text: str, names: set[str]) -> str | None:
    """Return what replaces a whole block of HTML; None if it stays."""
    anchor = _EMPTY_ANCHOR.fullmatch(text.strip())
    if anchor is not None:
        return f"({anchor['name']})=" if anchor["name"] in names else None
    lower = text.lower()
    if "mermaid" in lower and (diagram := _DIAGRAM.fullmatch(text.strip())) is not None:
        work.features.add("mermaid")
        return code_block(dedent(unescape(diagram["body"])), "mermaid")
    if "<img" in lower or ("<figure" in lower and "![" in text):
        return _image_box(work, start, text)
    return None


def _image_box(work: Work, start: int, text: str) -> str | None:
    """Return the directives for a box that holds images, maybe with a caption; None for a box with more in it."""
    markdown = None if "<img" in text.lower() else _MARKDOWN_IMAGE.search(text)
    blank = "" if markdown is None else " " * len(markdown.group())
    reader = _Reader(text if markdown is None else text[: markdown.start()] + blank + text[markdown.end() :])
    names = {tag.name for tag in reader.tags}
    if _LITERAL.match(text) or not reader.is_balanced() or ("img" not in names and markdown is None):
        return None
    images = [_from_markdown(work, start, markdown)] if markdown is not None else list(_images(work, start, reader))
    if not images or any(image is None for image in images):
        return None
    caption = _caption(work, reader, text, markdown)
    if caption is None:
        return None
    _report_versions(work, start, reader)
    found = [image for image in images if image is not None]
    classes = _name_images(work, start, reader, found, is_figure=bool(caption))
    for image in found:
        for key, value in _of_box(reader, text).items():
            image.pairs.setdefault(key, value)
    if caption:
        found[-1].name = work.label(found[-1].name, start)
        for image in (image for image in found if is_local(image.link)):
            message = f"the link of a figure to '{short(image.link)}' has no counterpart; removed"
            work.report(start, NoteKind.LINK, message)
        blocks = [directive("image", image.target, "", image.options()) for image in found[:-1]]
        blocks.append(directive("figure", found[-1].target, caption, found[-1].options(" ".join(classes))))
    else:
        blocks = [_row(work, row) for row in _rows(reader, text, found)]
    return "\n\n".join(blocks)


def _name_images(work: Work, start: int, reader: _Reader, images: list[_Image], *, is_figure: bool) -> list[str]:
    """Give images the identifiers of the boxes around them; return the classes of the boxes if a figure can have them.

    What images and figures cannot have is reported.
    """
    names, classes, lost = [], [], []
    for tag in reader.tags:
        if tag.is_end or tag.name in ("img", "source", "a", "!--"):
            continue
        attributes = html_attributes(tag.text, work.files)
        names += [attributes["id"]] if attributes.get("id") else []
        words = attributes.get("class", "").split()
        classes += [word for word in words if not side_of([word])]
        lost += [f"style '{short(styles)}'"] if (styles := lost_styles(tag.text)) else []
    for image in images:
        if names and not image.name:
            image.name = names.pop(0)
    lost += [f"class '{short(' '.join(classes))}'"] if classes and not is_figure else []
    lost += [f"identifier '{name}'" for name in names]
    if lost:
        message = f"{', '.join(lost)} of a box around images: no counterpart; removed"
        work.report(start, NoteKind.ATTRIBUTE, message)
    return classes


def _report_versions(work: Work, start: int, reader: _Reader) -> None:
    """Report the other versions of an image, for dark pages or narrow screens: those of ``<picture>``."""
    shown = {html_attributes(tag.text, work.files).get("src", "") for tag in reader.tags if tag.name == "img"}
    for tag in reader.tags:
        if tag.name == "source":
            versions = html_attributes(tag.text, work.files).get("srcset", "")
            if versions.split() and versions.split()[0].rstrip(",") not in shown:
                message = f"another version of an image, '{short(versions)}', has no counterpart; removed"
                work.report(start, NoteKind.ATTRIBUTE, message)


def _rows(reader: _Reader, text: str, images: list[_Image]) -> list[list[_Image]]:
    """Return the images of a box as they stand side by side."""
    tags = [tag for tag in reader.tags if tag.name == "img"]
    ends = _ROW_ENDS if _SIDE_BY_SIDE.search(text) else _LINE_ENDS
    rows = [images[:1]]
    for image, (before, after) in zip(images[1:], pairwise(tags), strict=False):
        if ends.search(text, before.end, after.start):
            rows.append([])
        rows[-1].append(image)
    return rows


def _row(work: Work, row: list[_Image]) -> str:
    """Return one image as a directive, and several as a paragraph, since directives would stack them."""
    if len(row) == 1 and not is_local(row[0].link):
        return directive("image", row[0].target, "", row[0].options())
    is_centered = all(image.pairs.get("align") == "center" for image in row)
    pieces = []
    for image in row:
        if is_centered:
            image.pairs.pop("align")
        pieces.append(_written(work, image))
    if is_centered:
        work.features.add("attrs_block")
    return ("{.align-center}\n" if is_centered else "") + "\n".join(pieces)


def _of_box(reader: _Reader, text: str) -> dict[str, str]:
    """Return the attributes of the boxes around images that images can have."""
    pairs: dict[str, str] = {}
    for tag in reader.tags:
        if tag.is_end or tag.name not in ("div", "p", "figure", "center"):
            continue
        attributes = html_attributes(tag.text)
        if side := side_of(attributes.get("class", "").split()):
            pairs["align"] = side
        sizes = write_attributes(
            {key: value for key, value in attributes.items() if key in ("style", "align", "width")}
        )
        if tag.name == "figure" or len([other for other in reader.tags if other.name == "img"]) == 1:
            pairs |= attributes_in(sizes)[0]
    if _CENTERED.search(text):
        pairs["align"] = "center"
    return pairs


def _caption(work: Work, reader: _Reader, text: str, markdown: re.Match[str] | None) -> str | None:
    """Return the caption of a box of images; None if the box has other text, or elements of other kinds."""
    names = {tag.name for tag in reader.tags if tag.name != "!--"}
    opening = next((tag for tag in reader.tags if tag.name == "figcaption" and not tag.is_end), None)
    if opening is not None:
        closing = next((tag for tag in reader.tags if tag.name == "figcaption" and tag.is_end), None)
        span = (opening.end, closing.start if closing else len(text))
    else:
        images = [tag for tag in reader.tags if tag.name == "img"]
        last = max((tag.end for tag in images), default=markdown.end() if markdown else 0)
        first_text = next((at + len(data) - len(data.lstrip()) for at, data in reader.texts if data.strip()), None)
        if first_text is None:
            return "" if names <= _BOXES else None
        is_one = len(images) == 1 and first_text >= last and names <= _BOXES | _INLINE
        if not is_one or not ("figure" in names or _CENTERED.search(text)):
            return None
        box_end = next(
            (tag.start for tag in reversed(reader.tags) if tag.name in ("p", "div", "center", "figure")), None
        )
        if box_end is None or box_end < last:
            return None
        span = (last, box_end)
    outside = [at for at, data in reader.texts if data.strip() and not span[0] <= at < span[1]]
    if outside:
        return None
    inner = re.sub(r"</?(?:p|center|div)\b[^<>]*>|^\s*</a>", " ", text[span[0] : span[1]])
    inner = re.sub(r"^(?:\s|<br\s*/?>)+|(?:\s|<br\s*/?>)+$", "", inner)
    return one_line(re.sub(r"<a\s[^<>]*>(?P<text>[^<>]*)</a>", lambda match: _link(work, match), inner))


def _link(work: Work, match: re.Match[str]) -> str:
    href = html_attributes(match.group().partition(">")[0], work.files).get("href", "")
    new = resolve(work.site, href, image=False)[0] if href else href
    return write_link(match["text"], new) if href else match["text"]


def _images(work: Work, start: int, reader: _Reader) -> Iterator[_Image | None]:
    """Yield the images of a box with the links around them."""
    link = ""
    for tag in reader.tags:
        if tag.name == "a":
            href = "" if tag.is_end else html_attributes(tag.text, work.files).get("href", "")
            link = resolve(work.site, href, image=False)[0] if href else ""
        elif tag.name == "img":
            if DARK.search(html_attributes(tag.text, work.files).get("src", "")) and len(reader.tags) > 1:
                work.report(start, NoteKind.IMAGE, DARK_IMAGE)
                continue
            image = _image(work, start, tag.text)
            if image is not None:
                image.link = link if link != image.target else ""
            yield image


def _from_markdown(work: Work, start: int, match: re.Match[str]) -> _Image:
    target, fault = resolve(work.site, match["src"], image=True)
    if fault:
        work.report(start, NoteKind.IMAGE, fault)
    pairs, classes, _ = attributes_in(f"{{{match['attrs'] or ''}}}")
    return _Image(target, match["alt"], pairs, classes)


def _image(work: Work, offset: int, tag: str) -> _Image | None:
    """Return the image of a tag; None if it has no source, or one that is data of a script."""
    attributes = html_attributes(tag, work.files)
    src = attributes.get("data-src") or attributes.get("data-original") or attributes.get("src", "")
    if not src.strip():
        if "src={" in tag:
            work.report(offset, NoteKind.IMAGE, f"the image of '{short(tag)}' is named by a script; left as it is")
        return None
    target, fault = resolve(work.site, src.strip(), image=True)
    if fault:
        work.report(offset, NoteKind.IMAGE, fault)
    if lost := lost_styles(tag):
        work.report(offset, NoteKind.ATTRIBUTE, f"style '{short(lost)}' of an image has no counterpart; removed")
    kept = {key: value for key, value in attributes.items() if key in ("width", "height", "style", "align")}
    pairs = attributes_in(f"{{{write_attributes(kept).strip('{}')}}}")[0]
    classes = [word for word in attributes.get("class", "").split() if re.fullmatch(r"[\w-]+", word)]
    if side := side_of(classes):
        pairs.setdefault("align", side)
    alt = attributes.get("alt") or attributes.get("title", "")
    return _Image(target, unescape(alt), pairs, classes, name=attributes.get("id", ""))


def _amid(work: Work, place: Place) -> None:
    """Set images amid other HTML apart, and report files that Sphinx does not look for."""
    text = place.content
    reader = _Reader(text)
    prefix = work.source.prefix(place.at(len(text) - len(text.lstrip())))
    for index, tag in enumerate(reader.tags):
        offset = place.at(tag.start)
        if tag.name == "img":
            image = _image(work, offset, tag.text)
            if image is None:
                continue
            before, after = reader.tags[index - 1 : index], reader.tags[index + 1 : index + 2]
            span = (tag.start, tag.end)
            if _wraps(text, before, tag, after):
                href = html_attributes(before[0].text, work.files).get("href", "")
                image.link = resolve(work.site, href, image=False)[0] if href else ""
                span = (before[0].start, after[0].end) if image.link else span
            span, written = set_apart(_written(work, image), text, span, prefix)
            work.put(place.span(*span), written, "html")
        elif tag.name in ("video", "audio", "source", "embed", "object") and not tag.is_end:
            _report_file(work, offset, tag)


def _report_images(work: Work, place: Place) -> None:
    """Report images in HTML that is no HTML alone, so that it is left as it is."""
    for match in re.finditer(r"<img\s", place.content, re.IGNORECASE):
        message = "an image is in HTML, where Sphinx does not look for images; put blank lines around it"
        work.report(place.at(match.start()), NoteKind.IMAGE, message)


def set_apart(new: str, text: str, span: tuple[int, int], prefix: str) -> tuple[tuple[int, int], str]:
    """Return a text between blank lines, for a span of a block of HTML, and the span with the blanks behind it."""
    blank = f"\n{prefix.rstrip()}"
    before, after = text[: span[0]].rpartition("\n")[2], text[span[1] :].partition("\n")[0]
    lead = f"{blank}\n{prefix}" if before.strip() else f"\n{prefix}" if text[: span[0]].strip() else ""
    bare = after.lstrip(" \t")
    guard = guard_start(bare)
    tail = f"{blank}\n{prefix}{guard}" if bare else blank if text[span[1] :].strip() else ""
    return (span[0], span[1] + (len(after) - len(bare) if guard else 0)), f"{lead}{new}{tail}"


def _wraps(text: str, before: list[_HtmlTag], tag: _HtmlTag, after: list[_HtmlTag]) -> bool:
    """Return whether an image is all that is in a link."""
    if not before or not after or before[0].name != "a" or before[0].is_end:
        return False
    if after[0].name != "a" or not after[0].is_end:
        return False
    return not (text[before[0].end : tag.start] + text[tag.end : after[0].start]).strip()


def _report_file(work: Work, offset: int, tag: _HtmlTag) -> None:
    attributes = html_attributes(tag.text, work.files)
    versions = [version.split()[0] for version in attributes.get("srcset", "").split(",") if version.split()]
    for src in (*(attributes.get(key, "") for key in ("src", "data", "poster")), *versions):
        if not src or "://" in src or src.startswith(("//", "data:")):
            continue
        message = f"'{src}' is in HTML, where Sphinx does not look for files; copy it to a folder of html_extra_path"
        work.report(offset, NoteKind.HTML, message)


def _written(work: Work, image: _Image, *, in_link: bool = False) -> str:
    """Return an image within a line, in its link.

    :param in_link: whether a link is around it that is written otherwise.
    """
    more = unscaled(image.pairs) if image.link or in_link else []
    attributes = write_attributes(image.pairs, [*image.classes, *more], image.name)
    if attributes:
        work.features.add("attrs_inline")
    written = write_image(image.alt, image.target, attributes)
    return f"[{written}]({write_target(image.link)})" if image.link else written


def _element(work: Work, token: Token) -> None:
    """Free ``<div markdown>``: blank lines around what is in it, and no attribute."""
    source, match = work.source, token.meta["match"]
    start, end = source.offset(match.start()), source.offset(match.end())
    close = source.offset(token.meta["close"][0]), source.offset(token.meta["close"][1])
    prefix = source.prefix(start)
    opening = _MARKDOWN_ATTRIBUTE.sub("", match.group(), count=1)
    closing = source.text[close[0] : close[1]]
    if re.search(r"\bclass\s*=\s*[\"'](?:[^\"']*\s)?grid[\s\"']", opening):
        message = f"'{short(opening)}' is a grid of the old theme, of which the style is missing"
        work.report(start, NoteKind.HTML, f"{message}; see the grids of sphinx-design")
    if token.meta.get("has_heading"):
        message = f"headings are within '{short(opening)}', which Sphinx cannot do; preserved as a comment"
        work.report(start, NoteKind.HTML, message)
        opening, closing = comment(f" {opening} "), comment(f" {closing} ")
    if match["name"].lower() == "p":
        opening = closing = ""
    blank = f"\n{prefix.rstrip()}"
    line_end = source.lines[source.number(end)][1]
    if not source.text[end:line_end].strip():  # a line of its own
        work.put((start, end), opening + (blank if opening else ""), "element")
    else:
        work.put((start, end), f"{opening}{blank}\n{prefix}" if opening else "", "element")
    line_start = source.lines[source.number(close[0])][0]
    is_own_line = close[0] > line_end and not source.text[line_start : close[0]].strip(" \t>")
    if closing:
        work.put(
            close,
            f"{blank.lstrip(chr(10))}\n{prefix}{closing}" if is_own_line else f"{blank}\n{prefix}{closing}",
            "element",
        )
    else:
        work.put(close, "", "element")
    below = source.line(source.number(close[1]) + 1)
    if closing and below.strip(" \t>"):
        work.insert(close[1], blank, "element")


# HTML within lines


def _inline(work: Work, names: set[str]) -> None:
    links = _links(work)
    ends = list(links)
    linked = Spans(zip(ends[::2], ends[1::2], strict=True))
    for leaf, place, piece in work.pieces("html_inline"):
        text = place.content[piece.start : piece.end]
        span, lower = place.span(piece.start, piece.end), text.lower()
        if span[0] in links:
            work.put(span, links[span[0]], "html")
        elif re.match(r"<img[\s/]", lower):
            if DARK.search(html_attributes(text, work.files).get("src", "")):
                work.report(span[0], NoteKind.IMAGE, DARK_IMAGE)
                work.put(span, "", "dark")
            elif (image := _image(work, span[0], text)) is not None:
                work.put(span, _written(work, image, in_link=linked.contain(*span)), "html")
        elif lower.startswith("<a") and (anchor := _EMPTY_ANCHOR.match(place.content, piece.start)):
            _anchor(work, leaf, place, anchor, names)
        elif re.match(r"<(?:video|audio|source|embed|object)\s", lower):
            _report_file(work, span[0], _HtmlTag(lower[1:6], 0, text))
        elif work.dialect.html_markdown and " markdown" in lower:
            work.put(span, _MARKDOWN_ATTRIBUTE.sub("", text), "html")


def _anchor(work: Work, leaf: Leaf, place: Place, match: re.Match[str], names: set[str]) -> None:
    """Convert ``<a id="x"></a>`` if a link of the post leads to it; links from elsewhere lead to HTML, too."""
    if match["name"] not in names:
        return
    span = place.span(match.start(), match.end())
    if not place.content.replace(match.group(), "").strip() and leaf.holder == "paragraph_open":
        work.put(span, f"({match['name']})=", "anchor")
    else:
        work.features.add("attrs_inline")
        work.put(span, f"[]{{#{match['name']}}}", "anchor")


def _links(work: Work) -> dict[int, str]:
    """Return what replaces the tags of links within a line whose target changes, or around images, by their offsets.

    Of an image with a size in a link of HTML, Sphinx would make another link.
    """
    found: dict[int, str] = {}
    opened: tuple[Leaf, int, str, int, bool] | None = None
    for leaf, place, piece in work.pieces("html_inline"):
        text = place.content[piece.start : piece.end]
        if re.match(r"<a\s", text, re.IGNORECASE):
            href = html_attributes(text, work.files).get("href", "")
            new, fault = resolve(work.site, href, image=False) if href else (href, "")
            if fault:
                work.report(place.at(piece.start), NoteKind.LINK, fault)
            opened = (leaf, place.at(piece.start), new, piece.end, new != href) if href else None
        elif text.lower() == "</a>" and opened is not None:
            inner = place.content[opened[3] : piece.start] if opened[0] is leaf else ""
            if inner.strip() and (opened[4] or _IMAGE.search(inner)):
                found[opened[1]], found[place.at(piece.start)] = "[", f"]({write_target(opened[2])})"
            opened = None
    return found
