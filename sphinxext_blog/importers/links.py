"""Links: the targets of links and images, of definitions and of addresses in angle brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import unescapeAll

from .markup import write_attributes, write_length, write_link, write_target
from .records import NoteKind
from .targets import resolve

if TYPE_CHECKING:
    from .parsing import Piece
    from .source import Place
    from .work import Work

__all__ = ["convert_links", "follow_links"]

_SIZE = re.compile(r"[ \t]+=(\d*%?)x(\d*%?)[ \t]*\)$")
_TITLE = re.compile(r"\s+(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)')\s*\)$", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:|//|#|\{|\||$")


def convert_links(work: Work) -> None:
    """Resolve the targets of links and images."""
    for _, place, piece in work.pieces("link", "image"):
        if piece.target is None:
            continue
        is_image = piece.rule == "image"
        if not is_image and _as_html(work, place, piece, piece.target):
            continue
        _retarget(work, place, piece.target, image=is_image)
        if is_image:
            _size(work, place, piece, piece.target[1])
    images = _labels(work, "image") - _labels(work, "link")
    for definition in work.parsed.definitions:
        if definition.place is not None:
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
