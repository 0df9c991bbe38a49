"""Parsing: one pass of markdown-it over a post, in which every piece of its text has its offsets in the file.

Only the public interface of markdown-it is used.  The inline rules are wrapped, so that each match is noted with its
positions; the rule for definitions of links, which leaves no token, is wrapped likewise.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from markdown_it import MarkdownIt, helpers
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from .foreign import add_foreign_rules, inline_dollars
from .syntax import PROSE_BLANKS, TAG_WINDOW, Dialect, raw_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

    from .source import Place, Source
    from .syntax import BlockRule, InlineRule

__all__ = ["Definition", "Dialect", "Leaf", "ParsedPost", "Piece", "parse", "parser_for"]


class Piece(NamedTuple):
    """What one inline rule matched; positions are those of the content of its leaf."""

    rule: str
    """``link``, ``image``, ``autolink``, ``backticks``, ``html_inline``, ``emphasis``, ``tag``, ``attributes``…"""
    start: int
    end: int
    token: Token | None
    """The first token that the rule pushed that is not text."""
    target: tuple[int, int] | None = None
    """Of the target of an inline link or image; None for a reference."""
    label_end: int = 0
    """Where the text of a link or image ends."""

    def moved(self, by: int) -> Piece:
        """Return the piece with its positions moved."""
        target = (self.target[0] + by, self.target[1] + by) if self.target else None
        return self._replace(start=self.start + by, end=self.end + by, target=target, label_end=self.label_end + by)


@dataclass(slots=True)
class Leaf:
    """The text of a paragraph, a heading or a cell, with its pieces in their order."""

    token: Token
    place: Place | None
    """None if the text could not be placed in the file; then no edits are made in it."""
    pieces: list[Piece]
    holder: str
    """The type of the token before it: ``paragraph_open``, ``heading_open``, ``th_open``."""
    is_raw: bool = False
    """Whether it is between ``{% raw %}`` and ``{% endraw %}``, so that tags are text."""
    _tags: list[tuple[int, int]] | None = None
    _outermost: list[Piece] | None = None
    _ends: dict[int, Piece] | None = None
    _spans: dict[tuple[str, ...], list[tuple[int, int]]] = field(default_factory=dict)

    def outermost(self) -> list[Piece]:
        """Return the pieces that are in no other, in their order."""
        if self._outermost is None:
            self._outermost = []
            done = 0
            for piece in sorted(self.pieces, key=lambda piece: (piece.start, -piece.end)):
                if piece.start >= done:
                    self._outermost.append(piece)
                    done = piece.end
        return self._outermost

    def piece_ending_at(self, position: int) -> Piece | None:
        """Return the outermost piece that ends at a position."""
        if self._ends is None:
            self._ends = {}
            for piece in sorted(self.pieces, key=lambda piece: (piece.start, -piece.end)):
                self._ends.setdefault(piece.end, piece)
        return self._ends.get(position)

    def is_in(self, position: int, *rules: str) -> bool:
        """Return whether a position is within a piece of some rules, and not at its start."""
        spans = self._spans.get(rules)
        if spans is None:
            spans = self._spans[rules] = []
            for start, end in sorted((piece.start, piece.end) for piece in self.pieces if piece.rule in rules):
                if spans and start < spans[-1][1]:
                    spans[-1] = spans[-1][0], max(end, spans[-1][1])
                else:
                    spans.append((start, end))
        at = bisect_left(spans, (position,)) - 1
        return at >= 0 and spans[at][0] < position < spans[at][1]

    def tags(self) -> list[tuple[int, int]]:
        """Return the positions of tags, in their order."""
        if self._tags is None:
            self._tags = [(piece.start, piece.end) for piece in self.pieces if piece.rule in ("tag", "tag_code")]
            self._tags.sort()
        return self._tags

    def is_replaced_at(self, position: int) -> bool:
        """Return whether a piece begins at a position that becomes something else."""
        outermost = self.outermost()
        at = bisect_left(outermost, position, key=lambda piece: piece.start)
        rules = ("tag", "tag_code", "attributes")
        return at < len(outermost) and outermost[at].start == position and outermost[at].rule in rules

    def first_text(self) -> int:
        """Return where the first text outside of tags begins."""
        position = 0
        for start, end in [*self.tags(), (len(self.token.content), 0)]:
            text = self.token.content[position:start]
            if text.strip():
                return position + len(text) - len(text.lstrip())
            position = max(position, end)
        return len(self.token.content)

    def prose(self, *, in_links: bool = False) -> Iterator[tuple[int, int]]:
        """Yield the positions of texts that no rule matched, but those of emphasis.

        :param in_links: whether texts of links count.
        """
        done = 0
        for piece in sorted(self.pieces, key=lambda piece: (piece.start, -piece.end)):
            if piece.end <= done or piece.rule in ("emphasis", "strikethrough"):
                continue
            if piece.start > done:
                yield done, piece.start
            done = piece.end
            if in_links and piece.rule == "link":
                done = piece.start + 1
        if done < len(self.token.content):
            yield done, len(self.token.content)


@dataclass(slots=True)
class Definition:
    """The definition of a link: ``[label]: target``."""

    content: str
    first: int
    target: tuple[int, int]
    place: Place | None = None


@dataclass(slots=True)
class ParsedPost:
    """A parsed post."""

    source: Source
    tokens: list[Token]
    leaves: list[Leaf] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)


@lru_cache(maxsize=32)
def parser_for(dialect: Dialect) -> MarkdownIt:
    """Return a parser of a dialect; it can parse any number of posts."""
    md = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    md.use(deflist_plugin).use(footnote_plugin)
    md.disable("footnote_tail")  # it moves tokens to the end
    block, inline = md.block.ruler, md.inline.ruler
    reference = dict(zip(block.get_active_rules(), block.getRules(""), strict=True))["reference"]
    # kramdown and Python-Markdown have definitions right below a footnote, too
    block.at("reference", _noting(reference), {"alt": ["paragraph"] if dialect.attribute_lists else []})
    add_foreign_rules(md, dialect)
    if dialect.dollars:
        inline.before("escape", "math_inline", inline_dollars)
    md.helpers = cast("Any", _helpers(dialect))
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]  # nothing is rendered
    watched = [
        (name, _watched(name, rule))
        for name, rule in zip(inline.get_active_rules(), inline.getRules(""), strict=True)
        if name not in ("text", "newline")
    ]
    inline.enableOnly(["text", "newline"])
    inline.push("pieces", _any_of(watched))
    md.core.ruler.at("inline", _parse_inline)
    return md


def parse(parser: MarkdownIt, source: Source, *, math: bool | None = None) -> ParsedPost:
    """Parse the body of a post.

    :param math: whether dollars always mark math, or never; None to tell prose from math.
    """
    _enable_needed(parser, source.body)
    has_components = "component" in parser.inline.ruler.get_all_rules()
    env: dict[str, Any] = {"definitions": [], "memory": {}, "math": math, "has_components": has_components}
    tokens = parser.parse(source.body, env)
    post = ParsedPost(source, tokens)
    for token in tokens:
        for left, right, rest in token.meta.get("cuts", ()):
            source.add_cut(source.offset(left), source.offset(right), rest)
        if "limit" in token.meta:
            source.limit_line(source.offset(token.meta["limit"]))
    _note_quotes(source, tokens)
    post.definitions = env["definitions"]
    for definition in post.definitions:
        definition.place = source.place(definition.content, definition.first)
    cells: list[Leaf] = []
    before = Token("", "", 0)
    for token in tokens:
        if token.type == "inline" and "pieces" in token.meta:
            leaf = Leaf(token, None, token.meta["pieces"], before.type, is_raw="raw" in token.meta)
            post.leaves.append(leaf)
            if before.type in ("th_open", "td_open"):
                cells.append(leaf)
            else:
                leaf.place = source.place(token.content, (token.map or [0])[0])
        elif token.type == "tr_close" and cells:
            places = source.cells([cell.token.content for cell in cells], (cells[0].token.map or [0])[0])
            for cell, place in zip(cells, places, strict=True):
                cell.place = place
            cells = []
        before = token
    return post


_BLOCK_SIGNS: dict[str, tuple[str, ...]] = {
    "block_tags": ("{",),
    "boxes": (":::", "///"),
    "dollar_block": ("$$",),
    "elements": ("<",),
    "environment": ("\\begin",),
    "esm": ("import", "export"),
    "fence": ("```", "~~~"),
    "footnote_def": ("[^",),
    "heading": ("#",),
    "html_block": ("<",),
    "indented_boxes": ("!!!", "???", "==="),
    "blockquote": (">",),
    "loose_heading": ("##",),
    "reference": ("]:",),
    "table": ("|",),
    "tex_block_0": ("\\",),
    "tex_block_1": ("\\",),
}
"""What a post has in it if it has a block that a rule matches; most posts need half of the rules."""


_UNDERLINE = re.compile(r"[-=][ \t]*(?:[^-=\w \t]|\Z)")
"""What a heading has below it, with what may end its line: the end of a tag's block may follow."""


def _enable_needed(parser: MarkdownIt, text: str) -> None:
    """Enable the rules for blocks that a text may have."""
    block = parser.block.ruler
    idle = {name for name, signs in _BLOCK_SIGNS.items() if not any(sign in text for sign in signs)}
    if _UNDERLINE.search(text) is None:
        idle.add("lheading")
    needed = [name for name in block.get_all_rules() if name not in idle]
    if needed != block.get_active_rules():
        block.enableOnly(needed)


_SIGNS = re.compile(r"(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")
_ALERT = re.compile(r"\[!(?P<kind>[A-Za-z]+)\][+-]?[ \t]*(?P<title>[^\n]*)(?:\n|$)")


def _note_quotes(source: Source, tokens: list[Token]) -> None:
    """Note the offsets of the signs of each quotation, line by line, and remove those of alerts (``> [!NOTE]``)."""
    depth = 0
    for index, token in enumerate(tokens):
        if token.type == "blockquote_close":
            depth -= 1
        elif token.type == "blockquote_open":
            depth += 1
            first, last = token.map or [0, 0]
            signs = [_sign(source, number, depth) for number in range(first, last)]
            token.meta["signs"] = signs
            inline = tokens[index + 2] if tokens[index + 1].type == "paragraph_open" else None
            alert = _ALERT.match(inline.content) if inline is not None else None
            if alert is not None and signs and signs[0] is not None:
                token.meta["alert"] = alert["kind"], alert["title"].strip()
                for sign in signs[1:]:
                    if sign is not None:
                        source.add_cut(sign[0], sign[1], "")


def _sign(source: Source, number: int, depth: int) -> tuple[int, int] | None:
    """Return the span of the sign of a quotation in a line, with the blank behind it; None if the line has none."""
    start, line = source.lines[number][0], source.line(number)
    head = _SIGNS.match(line)
    position = -1
    for _ in range(depth):
        position = line.find(">", position + 1, head.end() if head else 0)
        if position < 0:
            return None
    return start + position, start + position + (2 if line[position + 1 : position + 2] == " " else 1)


_PLAIN = re.compile(r"[^\n\\`~*_\[<&^${]+")
"""A text in which no inline rule could match."""


def _parse_inline(state: StateCore) -> None:
    """Parse the text of each block, noting the pieces; it replaces markdown-it's rule of this name."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        token.meta["pieces"] = state.env["pieces"] = []
        is_raw = "raw" in token.meta
        state.env["raw_spans"] = [(0, len(token.content))] if is_raw else raw_spans(token.content)
        if _PLAIN.fullmatch(token.content):
            token.children.append(Token("text", "", 0, content=token.content))
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


_STARTS = {
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "math_inline": "$",
    "tex": "\\",
    "tag": "{",
    "attributes": "{",
    "component": "<",
    "expression": "{",
}
"""What each inline rule begins with."""


def _any_of(rules: list[tuple[str, InlineRule]]) -> InlineRule:
    """Return one rule for all, by which only those are asked that may begin with a sign."""
    by_sign: dict[str, list[InlineRule]] = defaultdict(list)
    for name, rule in rules:
        for sign in _STARTS[name]:
            by_sign[sign].append(rule)
    rules_of = dict(by_sign)

    def any_of(state: StateInline, silent: bool) -> bool:
        return any(rule(state, silent) for rule in rules_of.get(state.src[state.pos], ()))

    return any_of


def _watched(name: str, rule: InlineRule) -> InlineRule:
    """Return an inline rule that notes what it matches."""

    def watched(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, silent)
        pieces: list[Piece] = state.env["pieces"]
        noted, pushed, start = len(pieces), len(state.tokens), state.pos
        if not rule(state, silent):
            return False
        inner = pieces[noted:]
        if name in ("image", "footnote_inline"):  # parsed as texts of their own, behind ``![`` and ``^[``
            inner = [piece.moved(start + 2) for piece in inner]
        token = next((token for token in state.tokens[pushed:] if token.type != "text"), None)
        rule_name = "tag_code" if token is not None and token.type == "tag_code" else name
        piece = Piece(rule_name, start, state.pos, token)
        if name in ("link", "image"):
            piece = _with_target(state, piece)
        pieces[noted:] = [piece, *inner]
        return True

    return watched


def _with_target(state: StateInline, piece: Piece) -> Piece:
    """Return the piece of a link or image with the positions of its label, and of its target if it is inline."""
    is_image = piece.rule == "image"
    close = state.md.helpers.parseLinkLabel(state, piece.start + is_image, not is_image)
    piece = piece._replace(label_end=close)
    pos = close + 1
    if state.src[pos : pos + 1] != "(" or state.pos <= pos:
        return piece
    pos += 1
    while state.src[pos] in " \t\n":
        pos += 1
    result = state.md.helpers.parseLinkDestination(state.src, pos, state.posMax)
    return piece._replace(target=(pos, result.pos)) if result.ok and result.pos > pos else piece


def _noting(rule: BlockRule) -> BlockRule:
    """Return the rule for ``[label]: target``, which leaves no token, noting where the target is."""

    def noting(state: StateBlock, start: int, stop: int, silent: bool) -> bool:
        if not rule(state, start, stop, silent):
            return False
        if silent:
            return True
        lines = range(start, state.line)
        text = "\n".join(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]] for line in lines)
        label = re.match(r"\[(?:[^\[\]\\]|\\.)*\]:\s*", text, re.DOTALL)
        result = state.md.helpers.parseLinkDestination(text, label.end(), len(text)) if label else None
        if label is not None and result is not None and result.ok:
            state.env["definitions"].append(Definition(text, start, (label.end(), result.pos)))
        return True

    return noting


_SIZE = re.compile(r"=(\d*%?)x(\d*%?)")
_MISSES = 32
"""Parentheses and braces in a target that are no tags; CommonMark does not count more of them, either."""
_PLAIN_TARGET = re.compile(r"[^\s()<{]*")


def _helpers(dialect: Dialect) -> SimpleNamespace:
    """Return the helpers of markdown-it, with tags and blanks in targets, and sizes where titles are."""

    def destination(text: str, pos: int, end: int) -> Any:
        if dialect.tags is not None and (at := _tagged_target(dialect.tags, text, pos, end)):
            return SimpleNamespace(ok=True, pos=at, str=text[pos:at], lines=text.count("\n", pos, at))
        result = helpers.parseLinkDestination(text, pos, end)
        if dialect.names_with_blanks and result.ok and text[result.pos : result.pos + 1] in (" ", "\t"):
            match = PROSE_BLANKS.match(text, pos, min(end, pos + TAG_WINDOW))
            if match and match.end() > result.pos:
                return SimpleNamespace(ok=True, pos=match.end(), str=match.group(), lines=0)
        return result

    def title(text: str, pos: int, end: int, *previous: Any) -> Any:  # markdown-it-py 4 passes one argument more
        if not any(previous) and (size := _SIZE.match(text, pos, end)):
            return SimpleNamespace(ok=True, pos=size.end(), str="", can_continue=False, lines=0)
        return helpers.parseLinkTitle(text, pos, end, *previous)

    return SimpleNamespace(
        parseLinkLabel=helpers.parseLinkLabel, parseLinkDestination=destination, parseLinkTitle=title
    )


def _tagged_target(tags: re.Pattern[str], text: str, pos: int, end: int) -> int:
    """Return where a target ends that has tags in it; 0 for one without tags."""
    window = min(end, pos + TAG_WINDOW)
    if text.find("{", pos, window) < 0:
        return 0
    at, has_tags, misses = pos, False, 0
    while at < window and misses < _MISSES:
        plain = _PLAIN_TARGET.match(text, at, end)
        at = plain.end() if plain else at
        match = tags.match(text, at, min(end, at + TAG_WINDOW)) if text[at : at + 1] == "{" else None
        if match is None:
            if text[at : at + 1] not in ("{", "(") or at >= end:
                break
            at, misses = at + 1, misses + 1
            continue
        at, has_tags = match.end(), True
    if not has_tags:
        return 0
    if text[at : at + 1] in (" ", "\t") and (blanks := PROSE_BLANKS.match(text, at, min(end, at + TAG_WINDOW))):
        at = blanks.end()
    return at
