"""Links: the targets of links and images, of definitions and of addresses in angle brackets, and their fragments.

Fragments follow the names that MyST gives to headings.  Most engines name a heading as GitHub does, and so does MyST;
Hexo keeps case, and Python-Markdown joins hyphens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

from markdown_it.common.utils import unescapeAll

from .markup import attributes_in, short, write_attributes, write_length, write_link, write_target
from .records import NoteKind
from .structure import has_title
from .work import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markdown_it.token import Token

    from .parsing import Leaf, ParsedPost, Piece
    from .source import Place
    from .work import Pass, Work

__all__ = [
    "HeadingNames",
    "HeadingStyle",
    "convert_links",
    "follow_links",
    "github_name",
    "heading_links",
    "heading_names",
    "python_markdown_name",
]

_SIZE = re.compile(r"[ \t]+=(\d*%?)x(\d*%?)[ \t]*\)$")
_TITLE = re.compile(r"\s+(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)')\s*\)$", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:|//|#|\{|\||$")


def convert_links(work: Work) -> None:
    """Resolve the targets of links and images."""
    for _, place, piece in work.pieces("link", "image"):
        if piece.target is None:
            if piece.rule == "link" and place.content.endswith("()", 0, piece.end):
                text = short(place.content[piece.start : piece.end])
                work.report(place.at(piece.start), NoteKind.LINK, f"the link '{text}' has no target")
            continue
        is_image = piece.rule == "image"
        if not is_image and _as_html(work, place, piece, piece.target):
            continue
        _retarget(work, place, piece.target, image=is_image)
        if is_image:
            _size(work, place, piece, piece.target[1])
    paragraph_ends = {leaf.token.map[1] for leaf in work.parsed.leaves if leaf.token.map}
    images = _labels(work, "image") - _labels(work, "link")
    for definition in work.parsed.definitions:
        if definition.place is not None:
            if definition.first in paragraph_ends and work.dialect.attribute_lists:  # it would be a line of that
                start = definition.place.at(0)
                work.insert(start, f"\n{work.source.prefix(start)}", "definition")
            label = definition.content.partition("]:")[0].strip(" [").casefold()
            _retarget(work, definition.place, definition.target, image=label in images)
    for _, place, piece in work.pieces("autolink"):
        url = place.content[piece.start + 1 : piece.end - 1]
        new, fault = work.site.resolve(url)
        if new != url:
            work.put(place.span(piece.start, piece.end), write_link(url, new), "link")
        elif fault:
            work.report(place.at(piece.start), NoteKind.LINK, fault)


def follow_links(work: Work) -> None:
    """Resolve the targets of links and images in a post that is written for Sphinx."""
    for _, place, piece in work.pieces("link", "image"):
        if piece.target is not None:
            _retarget(work, place, piece.target, image=piece.rule == "image")
    for definition in work.parsed.definitions:
        if definition.place is not None:
            _retarget(work, definition.place, definition.target, image=False)


def _labels(work: Work, rule: str) -> set[str]:
    """Return the labels of definitions that images or links use."""
    labels = set()
    for _, place, piece in work.pieces(rule):
        if piece.target is None:
            text = place.content[piece.start : piece.end]
            labels.add(re.sub(r".*\[([^\[\]]+)\](?:\[\])?$", r"\1", text, flags=re.DOTALL).casefold())
    return labels


def _retarget(work: Work, place: Place, span: tuple[int, int], *, image: bool) -> None:
    raw = place.content[span[0] : span[1]]
    is_angled = raw.startswith("<") and raw.endswith(">")
    bare = unescapeAll(raw[1:-1] if is_angled else raw)
    new, fault = resolve(work.site, bare, image=image)
    if new != bare or (" " in bare and not is_angled and "{" not in raw):
        work.put(place.span(*span), write_target(new), "link")
    if fault:
        work.report(place.at(span[0]), NoteKind.IMAGE if image else NoteKind.LINK, fault)


def _as_html(work: Work, place: Place, piece: Piece, target: tuple[int, int]) -> bool:
    """Write a link to what is not known as HTML: Sphinx makes an anchor of this page of a path that leads nowhere."""
    raw = place.content[target[0] : target[1]]
    bare = unescapeAll(raw[1:-1] if raw.startswith("<") and raw.endswith(">") else raw)
    new, fault = resolve(work.site, bare, image=False)
    is_document = re.search(r"\.(?:md|mdx|markdown|rst|ipynb)(?:#|$)", bare)  # Sphinx warns of those, rightly
    if not fault or new != bare or _SCHEME.match(bare) or is_document or '"' in bare:
        return False
    title = _TITLE.search(place.content, target[1], piece.end)
    text = (title["double"] or title["single"] or "").replace('"', "&quot;") if title else ""
    opening = f'<a href="{bare}"' + (f' title="{text}"' if text else "") + ">"
    work.put(place.span(piece.start, piece.start + 1), opening, "link")
    work.put(place.span(piece.label_end, piece.end), "</a>", "link")
    work.report(place.at(target[0]), NoteKind.LINK, fault)
    return True


def _size(work: Work, place: Place, piece: Piece, end: int) -> None:
    """Write the size of ``![a](b.png =100x20)`` as attributes."""
    size = _SIZE.search(place.content, end, piece.end)
    if size is None:
        return
    pairs = {key: write_length(value) for key, value in (("width", size[1]), ("height", size[2])) if value}
    work.features.add("attrs_inline")
    work.put(place.span(size.start(), piece.end), f"){write_attributes(pairs)}", "size")


_DROPPED = re.compile(r"[^\w\u4e00-\u9fff\- ]")
_ANCHOR = re.compile(r"<[A-Za-z][^<>]*?\s(?:id|name)\s*=\s*[\"']?([^\s\"'<>]+)")
_TARGET = re.compile(r"^[ \t>]*\(([^()\n]+)\)=[ \t]*$", re.MULTILINE)
_PLAIN = ("", "top")
"""Fragments that every page has."""


def github_name(text: str) -> str:
    """Return the name of a heading on GitHub, and in MyST."""
    return _DROPPED.sub("", text.strip().lower().replace(" ", "-"))


def python_markdown_name(text: str) -> str:
    """Return the name of a heading in Python-Markdown; an empty one for scripts without Latin letters."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """How an engine names headings."""

    name: Callable[[str], str] = github_name
    """Returns the name of a heading by its text."""
    separator: str = "-"
    """What parts a name from the number that tells equal names apart."""


@dataclass(frozen=True, slots=True)
class HeadingNames:
    """The names of the headings of one post."""

    old: Mapping[str, str]
    """The names in MyST by those that the engine gave them, without those that are still in use."""
    own: Mapping[str, str]
    """The names in MyST by those that the post itself gives them (``{#name}``)."""
    new: frozenset[str]
    """All names in MyST."""
    anchors: frozenset[str]
    """The names of elements of HTML, and of targets."""

    def follow(self, fragment: str) -> tuple[str, bool]:
        """Return the fragment of a link from another post, and whether it leads somewhere."""
        name = unquote(fragment)
        new = self.old.get(name) or self.own.get(name)
        return (new or fragment), bool(new) or name in self.new or name in self.anchors or name in _PLAIN


def heading_names(
    parsed: ParsedPost, style: HeadingStyle, title: str = "", *, heading_is_title: bool = False
) -> HeadingNames:
    """Return the names of the headings of a post.

    :param title: what becomes a heading above all others, unless the first heading is the title.
    """
    is_above = bool(title) and not has_title(parsed.tokens, title, heading_is_title=heading_is_title)
    pairs: dict[str, str] = {}
    own: dict[str, str] = {}
    old_names: set[str] = set()
    above = {github_name(title)} if is_above else set()
    new_names = set(above)
    for leaf in parsed.leaves:
        if leaf.holder != "heading_open":
            continue
        text = _text(leaf.token)
        old = _unique(style.name(text), old_names, style.separator)
        new = _unique(github_name(text), new_names, "-")
        pairs.setdefault(old, new)
        own.update(dict.fromkeys(_own_names(leaf), new))
    kept = {old: new for old, new in pairs.items() if old and new and old not in new_names - above}
    return HeadingNames(kept, own, frozenset(new_names), frozenset(_anchors(parsed)))


def heading_links(style: HeadingStyle) -> Pass:
    """Return the pass that changes the fragments of links to headings of the same post."""

    def convert(work: Work) -> None:
        links = [(place, piece.target) for _, place, piece in work.pieces("link") if piece.target is not None]
        links = [(place, target) for place, target in links if place.content.startswith("#", target[0])]
        if not links:
            return
        names = heading_names(work.parsed, style, work.title, heading_is_title=work.heading_is_title)
        for place, target in links:
            fragment = place.content[target[0] + 1 : target[1]]
            new = names.old.get(unquote(fragment))
            if new is not None and new != fragment:
                work.put(place.span(*target), f"#{new}", "fragment")
            elif new is None and unquote(fragment) not in names.own and not names.follow(fragment)[1]:
                message = f"'#{fragment}' is the name of no heading of the post. The target is unchanged."
                work.report(place.at(target[0]), NoteKind.LINK, message)

    return convert


def _own_names(leaf: Leaf) -> Iterator[str]:
    for piece in leaf.pieces:
        if piece.rule == "attributes" and (name := attributes_in(leaf.token.content[piece.start : piece.end])[2]):
            yield name


def _anchors(parsed: ParsedPost) -> Iterator[str]:
    for token in parsed.tokens:
        if token.type == "html_block":
            yield from _ANCHOR.findall(token.content)
        for child in token.children or ():
            if child.type == "html_inline":
                yield from _ANCHOR.findall(child.content)
    yield from _TARGET.findall(parsed.source.body)
    for leaf in parsed.leaves:
        if leaf.holder != "heading_open":
            yield from _own_names(leaf)


def _text(token: Token) -> str:
    """Return the text of a heading as MyST reads it: without markup and images."""
    return "".join(child.content for child in token.children or () if child.type in ("text", "code_inline"))


def _unique(name: str, names: set[str], separator: str) -> str:
    unique, number = name, 1
    while unique in names:
        unique, number = f"{name}{separator}{number}", number + 1
    names.add(unique)
    return unique
