"""Attributes: ``{: width="40%"}`` of kramdown and its kin become attributes of MyST, or are reported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .code import caption_in, options_in
from .markup import attributes_in, short, write_attributes
from .records import NoteKind

if TYPE_CHECKING:
    from markdown_it.token import Token

    from .parsing import Leaf, Piece
    from .source import Place
    from .work import Work

__all__ = ["convert_attributes"]

_IGNORED = re.compile(r"\{:?[ \t]*(?:\.?(?:no_toc|unlisted|nolineno)[ \t]*)*\}")
_CONTENTS = re.compile(r"\{:[ \t]*toc\b[^{}]*\}", re.IGNORECASE)


def convert_attributes(work: Work) -> None:
    """Convert attributes behind images, links and code, below paragraphs and other blocks, and of headings."""
    for leaf, place, piece in list(work.pieces("attributes")):
        if leaf.is_raw:
            continue
        text = place.content[piece.start : piece.end]
        if leaf.holder == "heading_open":
            _heading(work, place, piece, text)
        elif not _follow(work, leaf, place, piece, text):
            _block(work, leaf, place, piece, text)


def _follow(work: Work, leaf: Leaf, place: Place, piece: Piece, text: str) -> bool:
    """Convert attributes of what is before them in the text; return whether there is something."""
    before = next(
        (other for other in _outermost(leaf) if other.end <= piece.start and other.rule != "attributes"), None
    )
    previous = next((other for other in leaf.pieces if other.rule == "attributes" and other.end == piece.start), None)
    if before is None or previous is not None:
        return previous is not None and _merge(work, place, piece)
    between = place.content[before.end : piece.start]
    if between.strip() or between.count("\n") > 1 or (between and before.rule not in ("image", "link")):
        return False
    pairs, classes, name = attributes_in(text)
    span = place.span(before.end, piece.end)
    if before.rule in ("image", "link", "backticks"):
        if between and "\n" in between and before.rule == "link" and place.content[: before.start].strip():
            return False
        new = write_attributes(pairs, classes, name)
        work.features |= {"attrs_inline"} if new else set()
        work.put(span, new, "attributes")
        return True
    if before.rule in ("emphasis", "strikethrough") and (start := _emphasis(leaf, before)) is not None:
        new = write_attributes(pairs, classes, name)
        if new:
            work.features.add("attrs_inline")
            work.insert(place.at(start), "[", "attributes")
            work.put(span, f"]{new}", "attributes")
        else:
            work.put(span, "", "attributes")
        return True
    return False


def _merge(work: Work, place: Place, piece: Piece) -> bool:
    """Leave a second list of attributes to MyST, which merges them; without its colon."""
    text = place.content[piece.start : piece.end]
    work.put(place.span(piece.start, piece.end), write_attributes(*attributes_in(text)), "attributes")
    return True


def _outermost(leaf: Leaf) -> list[Piece]:
    """Return the pieces of a text that are in no other, the last first."""
    found: list[Piece] = []
    done = -1
    for piece in sorted(leaf.pieces, key=lambda piece: (piece.start, -piece.end)):
        if piece.start >= done:
            found.append(piece)
            done = piece.end
    return found[::-1]


def _emphasis(leaf: Leaf, closing: Piece) -> int | None:
    """Return where the emphasis begins that ends with some signs."""
    sign = leaf.token.content[closing.start : closing.end]
    others = [other for other in leaf.pieces if other.rule == closing.rule and other.end <= closing.start]
    return next(
        (other.start for other in reversed(others) if leaf.token.content[other.start : other.end] == sign), None
    )


def _heading(work: Work, place: Place, piece: Piece, text: str) -> None:
    """Write the identifier of a heading as a target above it."""
    _, _, name = attributes_in(text)
    start = len(place.content[: piece.start].rstrip())
    work.put(place.span(start, piece.end), "", "attributes")
    if name:
        line = work.source.lines[work.source.number(place.at(0))][0]
        prefix = re.match(r"[ \t>]*", work.source.text[line : place.at(0)])
        offset = line + (prefix.end() if prefix else 0)
        work.insert(offset, f"({name})=\n{work.source.prefix(offset)}", "attributes")


def _block(work: Work, leaf: Leaf, place: Place, piece: Piece, text: str) -> None:
    """Convert attributes in a line of their own, which belong to the block above or below."""
    if work.dialect.attribute_lists and _of_quote(work, leaf, place, piece, text):
        return
    is_alone = not place.content.strip() or place.content.strip() == text
    ends_block = place.content[piece.end :].strip() == "" and place.content[: piece.start].endswith("\n")
    if leaf.holder == "td_open" and is_alone:
        _below_table(work, leaf, place, piece, text)
    elif _CONTENTS.fullmatch(text):
        _contents(work, leaf, place, piece)
    elif _IGNORED.fullmatch(text) and (is_alone or ends_block):
        _remove(work, place, piece)
    elif is_alone and leaf.holder == "paragraph_open":
        _of_neighbor(work, leaf, place, piece, text)
    elif ends_block and leaf.holder == "paragraph_open":
        new = write_attributes(*attributes_in(text))
        _remove(work, place, piece)
        if new:
            start = place.at(0)
            work.features.add("attrs_block")
            work.insert(start, f"{new}\n{work.source.prefix(start)}", "attributes")
    elif place.content[: piece.start].endswith("\n") or not place.content[: piece.start].strip():
        _before(work, leaf, place, piece, text)
    elif work.dialect.attribute_lists:
        work.put(place.span(piece.start, piece.end), "", "attributes")
        if not _IGNORED.fullmatch(text):
            work.report(place.at(piece.start), NoteKind.ATTRIBUTE, _orphans(text))


def _of_quote(work: Work, leaf: Leaf, place: Place, piece: Piece, text: str) -> bool:
    """Convert attributes right below a quotation, which markdown-it takes for a line of its last paragraph."""
    line = work.source.line(work.source.number(place.at(piece.start)))
    if ">" in line[: len(line) - len(line.lstrip(" \t>"))] or line.strip() != text or piece.start == 0:
        return False
    if ">" not in work.source.prefix(place.at(0)):
        return False
    quote = None
    for token in work.parsed.tokens:
        if token.type == "blockquote_open" and token.level == 0:
            quote = token
        elif token is leaf.token:
            break
    if quote is None:
        return False
    new = write_attributes(*attributes_in(text))
    _remove(work, place, piece)
    if new:
        start = work.source.lines[(quote.map or [0, 0])[0]][0]
        work.features.add("attrs_block")
        work.insert(start, f"{new}\n", "attributes")
    return True


def _below_table(work: Work, leaf: Leaf, place: Place, piece: Piece, text: str) -> None:
    """Convert attributes right below a table, which markdown-it takes for a row of it."""
    table = None
    for token in work.parsed.tokens:
        if token.type == "table_open":
            table = token
        elif token is leaf.token:
            break
    work.put(place.span(piece.start, piece.end), "", "attributes")
    new = write_attributes(*attributes_in(text))
    if table is not None and new:
        line = work.source.line((table.map or [0, 0])[0])
        start = work.lines(table)[0] + len(line) - len(line.lstrip(" \t>"))
        work.features.add("attrs_block")
        work.insert(start, f"{new}\n{work.source.prefix(start)}", "attributes")


def _orphans(text: str) -> str:
    return f"attributes '{short(text)}' belong to nothing; removed"


def _before(work: Work, leaf: Leaf, place: Place, piece: Piece, text: str) -> None:
    """Convert attributes above the lines of a paragraph that they belong to."""
    new = write_attributes(*attributes_in(text))
    if piece.start == 0 and leaf.holder == "paragraph_open" and new:
        work.features.add("attrs_block")
        work.put(place.span(piece.start, piece.end), new, "attributes")
    elif work.dialect.attribute_lists:
        _remove(work, place, piece)


def _remove(work: Work, place: Place, piece: Piece) -> None:
    start = len(place.content[: piece.start].rstrip())
    work.put(place.span(start, piece.end), "", "attributes")


def _contents(work: Work, leaf: Leaf, place: Place, piece: Piece) -> None:
    """Remove the list that kramdown replaces with a table of contents; themes of Sphinx have one beside the text."""
    holder = None
    depth: list[Token] = []
    for token in work.parsed.tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth.pop()
        elif token is leaf.token:
            holder = depth[0] if depth else None
            break
    if holder is None:
        _remove(work, place, piece)
        return
    start, end = work.lines(holder)
    work.discard_edits(start, end)
    work.put((start, start + len(work.source.text[start:end].rstrip())), "", "contents")


def _of_neighbor(work: Work, leaf: Leaf, place: Place, piece: Piece, text: str) -> None:
    """Convert attributes of the block above, if no blank line is between, or of the block below."""
    tokens = work.parsed.tokens
    index = next(at for at, token in enumerate(tokens) if token is leaf.token)
    line = work.source.number(place.at(piece.start))
    span = place.span(piece.start, piece.end)
    if work.source.line(line - 1).strip(" \t>") and (above := _block_above(tokens, index - 1)) is not None:
        if above.type == "fence":
            _fence(above, text)
        else:
            new = write_attributes(*attributes_in(text))
            start = work.lines(above)[0]
            start += len(work.source.line((above.map or [0, 0])[0])) - len(
                work.source.line((above.map or [0, 0])[0]).lstrip(" \t")
            )
            if new:
                work.features.add("attrs_block")
                work.insert(start, f"{new}\n{work.source.prefix(start)}", "attributes")
        work.put(span, "", "attributes")
        return
    new = write_attributes(*attributes_in(text))
    has_below = index + 2 < len(tokens) and tokens[index + 2].nesting >= 0 and new
    if not has_below:
        work.put(span, "", "attributes")
        if work.dialect.attribute_lists and not _IGNORED.fullmatch(text):
            work.report(span[0], NoteKind.ATTRIBUTE, _orphans(text))
        return
    work.features.add("attrs_block")
    work.put(span, new, "attributes")


def _block_above(tokens: list[Token], index: int) -> Token | None:
    """Return the token that opens the block that ends before a paragraph."""
    at = index - 1
    if at < 0 or tokens[at].nesting > 0:
        return None
    depth = 0
    while at >= 0:
        depth -= tokens[at].nesting
        if depth <= 0 and tokens[at].map:
            return tokens[at]
        at -= 1
    return None


def _fence(token: Token, text: str) -> None:
    """Write the file name and the numbers of a block of code, which stand below it, as its options."""
    inner = text.strip("{}").removeprefix(":")
    caption, options = caption_in(inner), options_in(inner, token.content)
    if (caption or options) and "code_options" not in token.meta:
        token.meta["code_options"] = inner
