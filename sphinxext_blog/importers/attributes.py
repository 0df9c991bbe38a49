"""Attributes: ``{: width="40%"}`` of kramdown and its kin become attributes of MyST, or are reported."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .code import caption_in, options_in
from .markup import attributes_in, lost_styles, short, write_attributes
from .records import NoteKind

if TYPE_CHECKING:
    from markdown_it.token import Token

    from .parsing import Leaf, Piece
    from .source import Place
    from .work import Work

__all__ = ["convert_attributes"]

_IGNORED = re.compile(r"\{:?[ \t]*(?:\.?(?:no_toc|unlisted|nolineno)[ \t]*)*\}")
"""Attributes without a meaning in Sphinx."""
_CONTENTS = re.compile(r"\{:[ \t]*toc\b[^{}]*\}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Attributes:
    """Attributes in a text."""

    leaf: Leaf
    place: Place
    piece: Piece
    text: str

    @property
    def span(self) -> tuple[int, int]:
        """Their span in the file."""
        return self.place.span(self.piece.start, self.piece.end)

    @property
    def written(self) -> str:
        """The attributes as MyST has them; empty if none are left."""
        return write_attributes(*attributes_in(self.text))

    @property
    def begins_line(self) -> bool:
        """Whether nothing is before them in their line."""
        return self.piece.start == 0 or self.place.content[self.piece.start - 1] == "\n"

    @property
    def ends_text(self) -> bool:
        """Whether nothing is behind them."""
        return not self.place.content[self.piece.end :].strip()

    @property
    def is_alone(self) -> bool:
        """Whether nothing else is in the text."""
        return self.ends_text and not self.place.content[: self.piece.start].strip()

    def span_with_blanks(self) -> tuple[int, int]:
        """Return their span in the file, with the whitespace before them."""
        start = self.piece.start
        while start and self.place.content[start - 1].isspace():
            start -= 1
        return self.place.span(start, self.piece.end)


class _Blocks:
    """The blocks of a post, by the texts in them."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.index: dict[int, int] = {}
        self.lists: dict[int, Token] = {}
        self.tables: dict[int, Token] = {}
        self.quotes: dict[int, Token] = {}
        lists: list[Token] = []
        table = quote = None
        for index, token in enumerate(tokens):
            if token.type in ("bullet_list_open", "ordered_list_open"):
                lists.append(token)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                lists.pop()
            elif token.type == "table_open":
                table = token
            elif token.type == "blockquote_open" and token.level == 0:
                quote = token
            elif token.type == "inline":
                self.index[id(token)] = index
                holders = ((self.lists, lists[0] if lists else None), (self.tables, table), (self.quotes, quote))
                for holder, block in holders:
                    if block is not None:
                        holder[id(token)] = block

    def above(self, token: Token) -> Token | None:
        """Return the token that opens the block that ends right before the paragraph of a text."""
        at = self.index[id(token)] - 2
        if at < 0 or self.tokens[at].nesting > 0:
            return None
        depth = 0
        while at >= 0:
            depth -= self.tokens[at].nesting
            if depth <= 0 and self.tokens[at].map:
                return self.tokens[at]
            at -= 1
        return None

    def has_below(self, token: Token) -> bool:
        """Return whether a block follows the paragraph of a text in the same container."""
        at = self.index[id(token)] + 2
        return at < len(self.tokens) and self.tokens[at].nesting >= 0


def convert_attributes(work: Work) -> None:
    """Convert attributes behind images, links and code, below paragraphs and other blocks, and of headings."""
    found = [(leaf, place, piece) for leaf, place, piece in work.pieces("attributes") if not leaf.is_raw]
    blocks = _Blocks(work.parsed.tokens) if found else None
    for leaf, place, piece in found:
        assert blocks is not None
        attributes = _Attributes(leaf, place, piece, place.content[piece.start : piece.end])
        if lost := lost_styles(attributes.text):
            message = f"style '{short(lost)}' has no counterpart; removed"
            work.report(attributes.span[0], NoteKind.ATTRIBUTE, message)
        if leaf.holder == "heading_open":
            _heading(work, attributes)
        elif not _follow(work, attributes):
            _block(work, attributes, blocks)


# Within a text


def _follow(work: Work, attributes: _Attributes) -> bool:
    """Convert attributes of what is before them in the text; return whether there is something."""
    leaf, place, piece = attributes.leaf, attributes.place, attributes.piece
    before = leaf.piece_ending_at(piece.start)
    if before is not None and before.rule == "attributes":  # a second list, which MyST merges with the first
        work.put(attributes.span, attributes.written, "attributes")
        return True
    if before is None:
        outermost = leaf.outermost()
        at = bisect_right(outermost, piece.start, key=lambda other: other.end) - 1
        while at >= 0 and outermost[at].rule == "attributes":
            at -= 1
        before = outermost[at] if at >= 0 else None
    if before is None or not _can_follow(before, place.content[before.end : piece.start]):
        return False
    span, new = place.span(before.end, piece.end), attributes.written
    if before.rule in ("image", "link", "backticks"):
        if before.rule == "link" and "\n" in place.content[before.end : piece.start] and before.start:
            return False  # those of the paragraph
        work.put(span, new, "attributes")
    else:
        start = _emphasis(leaf, before)
        if start is None:
            return False
        if new:
            work.insert(place.at(start), "[", "attributes")
        work.put(span, f"]{new}" if new else "", "attributes")
    work.features |= {"attrs_inline"} if new else set()
    return True


def _can_follow(before: Piece, between: str) -> bool:
    """Return whether attributes belong to a piece before them; kramdown lets those of images begin the next line."""
    if between.strip() or between.count("\n") > 1:
        return False
    if before.rule in ("image", "link"):
        return True
    return not between and before.rule in ("backticks", "emphasis", "strikethrough")


def _emphasis(leaf: Leaf, closing: Piece) -> int | None:
    """Return where the emphasis begins that ends with some signs."""
    content = leaf.token.content
    sign = content[closing.start : closing.end]
    outermost = leaf.outermost()
    at = bisect_right(outermost, closing.start, key=lambda other: other.end) - 1
    while at >= 0:
        other = outermost[at]
        if other.rule == closing.rule and content[other.start : other.end] == sign:
            return other.start
        at -= 1
    return None


def _heading(work: Work, attributes: _Attributes) -> None:
    """Write the identifier of a heading as a target above it."""
    pairs, _, name = attributes_in(attributes.text)
    if pairs:
        message = f"attributes '{short(attributes.text)}' of a heading: only its identifier is kept"
        work.report(attributes.span[0], NoteKind.ATTRIBUTE, message)
    work.put(attributes.span_with_blanks(), "", "attributes")
    if name:
        start = attributes.place.at(0)
        line = work.source.lines[work.source.number(start)][0]
        signs = re.match(r"[ \t>]*", work.source.text[line:start])
        offset = line + (signs.end() if signs else 0)
        work.insert(offset, f"({name})=\n{work.source.prefix(offset)}", "attributes")


# In a line of their own


def _block(work: Work, attributes: _Attributes, blocks: _Blocks) -> None:
    """Convert attributes that belong to a block."""
    leaf, text = attributes.leaf, attributes.text
    is_paragraph = leaf.holder == "paragraph_open"
    if work.dialect.attribute_lists and _below_container(work, attributes, blocks):
        return
    if leaf.holder == "td_open" and attributes.is_alone:
        work.put(attributes.span, "", "attributes")
        _set_above(work, blocks.tables.get(id(leaf.token)), attributes.written)
    elif _CONTENTS.fullmatch(text):
        _contents(work, attributes, blocks)
    elif _IGNORED.fullmatch(text) and attributes.begins_line and attributes.ends_text:
        work.put(attributes.span_with_blanks(), "", "attributes")
    elif is_paragraph and attributes.is_alone:
        _of_neighbor(work, attributes, blocks)
    elif is_paragraph and attributes.begins_line and attributes.ends_text:
        work.put(attributes.span_with_blanks(), "", "attributes")
        _insert(work, attributes.place.at(0), attributes.written)
    elif is_paragraph and attributes.piece.start == 0 and attributes.written:
        work.features.add("attrs_block")
        work.put(attributes.span, attributes.written, "attributes")
    elif work.dialect.attribute_lists:
        _orphan(work, attributes)


def _insert(work: Work, offset: int, new: str) -> None:
    """Write attributes in a line above a block."""
    if new:
        work.features |= {"attrs_block"} if new.startswith("{") else set()
        work.insert(offset, f"{new}\n{work.source.prefix(offset)}", "attributes")


def _set_above(work: Work, block: Token | None, new: str) -> None:
    if block is not None:
        line = work.source.line((block.map or [0, 0])[0])
        _insert(work, work.lines(block)[0] + len(line) - len(line.lstrip(" \t>")), new)


def _orphan(work: Work, attributes: _Attributes) -> None:
    work.put(attributes.span_with_blanks() if attributes.begins_line else attributes.span, "", "attributes")
    if not _IGNORED.fullmatch(attributes.text):
        message = f"attributes '{short(attributes.text)}' belong to nothing; removed"
        work.report(attributes.span[0], NoteKind.ATTRIBUTE, message)


def _below_container(work: Work, attributes: _Attributes, blocks: _Blocks) -> bool:
    """Convert attributes right below a quotation or list, which markdown-it takes for a line of its last paragraph."""
    line = work.source.line(work.source.number(attributes.span[0]))
    prefix = work.source.prefix(attributes.place.at(0))
    if not attributes.piece.start or line.rstrip() != attributes.text or not prefix or _CONTENTS.fullmatch(line):
        return False
    block = (blocks.quotes if prefix.startswith(">") else blocks.lists).get(id(attributes.leaf.token))
    if block is None:
        return False
    work.put(attributes.span_with_blanks(), "", "attributes")
    if attributes.written:
        work.features.add("attrs_block")
        work.insert(work.source.lines[(block.map or [0, 0])[0]][0], f"{attributes.written}\n", "attributes")
    return True


def _contents(work: Work, attributes: _Attributes, blocks: _Blocks) -> None:
    """Remove the list that kramdown replaces with a table of contents; themes of Sphinx have one beside the text."""
    holder = blocks.lists.get(id(attributes.leaf.token))
    if holder is None:
        work.put(attributes.span_with_blanks(), "", "attributes")
        return
    start, end = work.lines(holder)
    work.discard_edits(start, end)
    work.put((start, start + len(work.source.text[start:end].rstrip())), "", "contents")


def _of_neighbor(work: Work, attributes: _Attributes, blocks: _Blocks) -> None:
    """Convert attributes of the block above, if no blank line is between, or of the block below."""
    token, span = attributes.leaf.token, attributes.span
    is_below = bool(work.source.line(work.source.number(span[0]) - 1).strip(" \t>"))
    above = blocks.above(token) if is_below else None
    if above is not None and above.type == "fence":
        work.put(span, "", "attributes")
        _note_options(above, attributes.text)
    elif above is not None:
        work.put(span, "", "attributes")
        is_heading = above.type == "heading_open"
        name = attributes_in(attributes.text)[2] if is_heading else ""
        _set_above(work, above, f"({name})=" if name else "" if is_heading else attributes.written)
    elif attributes.written and blocks.has_below(token):
        work.features.add("attrs_block")
        work.put(span, attributes.written, "attributes")
    elif work.dialect.attribute_lists:
        _orphan(work, attributes)
    else:
        work.put(span, "", "attributes")


def _note_options(token: Token, text: str) -> None:
    """Note the file name and the numbers of a block of code that are below it, for the pass of code."""
    inner = text.strip("{}").removeprefix(":")
    if (caption_in(inner) or options_in(inner, token.content)) and "code_options" not in token.meta:
        token.meta["code_options"] = inner
