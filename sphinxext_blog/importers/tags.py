"""Tags: ``{% name %}``, ``{{< name >}}`` and ``<Name>`` are converted by the functions of the engine.

What has no function, or one that returns None, stays; :mod:`.leftovers` reports it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from .code import tag_fence
from .html_blocks import set_apart
from .markup import code_block, comment, guard_start, short, split_words
from .records import NoteKind
from .structure import MARKER
from .syntax import raw_spans
from .work import Box, Code, Frame, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from .parsing import Leaf, Piece
    from .source import Place
    from .work import Work

__all__ = ["convert_tags", "put_comment"]

_ENDED = re.compile(r"(?:\A|[\s\"'`])/\s*\Z")
"""How the arguments of a tag end that is its own end: ``{{< x />}}``."""
_SPACED_EQUALS = re.compile(r"\s*=\s*(?=[\"'`\w])")
_KEY = re.compile(r"[A-Za-z][\w-]*")
_JSX_ATTRIBUTE = re.compile(
    r"(?P<key>[A-Za-z][\w-]*)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'"
    r"|\{(?P<braces>(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}))?"
)
_STRING = re.compile(r"\{\s*(?P<quote>[\"'`])(?P<text>[^\"'`\n{}]*|[{}])(?P=quote)\s*\}")
_KNOWN_MODULE = re.compile(
    r"import\s+(?:\{?\s*)?(?:Tabs?|TabItem|useBaseUrl|React|CodeBlock|Admonition|Link|Head|BrowserOnly)\b"
    r"|import\s.*\.mdx?[\"']"
)
_DEFAULT_NAME = re.compile(r"import\s+([A-Za-z_$][\w$]*)\s+from\b")
_BLOCK_START = ("```", "~~~", ":::", "> ", "$$")


def convert_tags(work: Work) -> None:
    """Convert all tags, blocks and components."""
    outer: list[tuple[Tag, Counter[str]]] = []
    counts: Counter[str] = Counter()
    leaves = {id(leaf.token): leaf for leaf in work.parsed.leaves}
    for token in work.parsed.tokens:
        holder, numbers = outer[-1] if outer else (None, counts)
        if token.type in ("tag_open", "component_open"):
            tag = _block(work, token, holder, numbers)
            outer.append((tag, Counter()))
        elif token.type in ("tag_close", "component_close"):
            outer.pop()
        elif token.type == "tag_code":
            _literal_block(work, token, holder)
        elif token.type in ("tag_block", "component"):
            _lone_block(work, token, holder)
        elif token.type == "esm":
            _module(work, token)
        elif token.type == "html_block" and work.dialect.tags is not None and "{" in token.content:
            _in_html(work, token, holder)
        elif token.type == "inline" and id(token) in leaves:
            _leaf(work, leaves[id(token)], holder, numbers)


def _tag_of(match: re.Match[str], offset: int, *, inline: bool = False, outer: Tag | None = None) -> Tag:
    """Return the tag that a pattern matched, with its arguments."""
    groups = match.groupdict()
    args = groups.get("args") or ""
    text = match.group()
    if text.startswith("<") and "alone" in groups:
        named = _jsx(args)
        return Tag(name=groups["name"], args=args, named=named, inline=inline, outer=outer, text=text, offset=offset)
    if groups.get("name") is None:
        args = (groups.get("out") or "").strip()
        return Tag(name="{{", args=args, inline=inline, outer=outer, text=text, offset=offset)
    args = " ".join(args.split())
    args = args[:-1].rstrip() if _ENDED.search(args) and text.startswith("{{") else args
    named, positional = {}, []
    for word in split_words(_SPACED_EQUALS.sub("=", args)):
        key, sign, value = word.partition("=")
        if sign and _KEY.fullmatch(key):
            named[key.lower()] = value
        else:
            positional.append(word)
    return Tag(
        name=groups["name"],
        args=args,
        positional=tuple(positional),
        named=named,
        inline=inline,
        outer=outer,
        text=text,
        offset=offset,
    )


def _counted(tag: Tag, counts: Counter[str]) -> Tag:
    """Return a tag with its number among those of its name."""
    counts[tag.name] += 1
    return replace(tag, index=counts[tag.name] - 1)


def _jsx(args: str) -> dict[str, str]:
    named = {}
    for match in _JSX_ATTRIBUTE.finditer(args):
        braces = match["braces"]
        if braces is not None and (string := _STRING.fullmatch(f"{{{braces}}}")):
            braces = string["text"]
        values = (match["double"], match["single"], braces)
        named[match["key"]] = next((value for value in values if value is not None), "")
    return named


def _name(tag: Tag) -> str:
    """Return the name by which the functions of an engine are found."""
    return tag.name.lower().rpartition("/")[2].removesuffix(".html") if tag.text.startswith("{{") else tag.name.lower()


def _frame(work: Work, tag: Tag) -> Frame | None:
    if tag.name == "raw" and tag.text.startswith("{%"):
        return Frame()
    convert = work.blocks.get(_name(tag))
    return None if convert is None else convert(tag, work)


# Blocks


def _block(work: Work, token: Token, outer: Tag | None, counts: Counter[str]) -> Tag:
    source, match = work.source, token.meta["match"]
    tag = _counted(_tag_of(match, source.offset(match.start()), outer=outer), counts)
    opening = source.offset(match.start()), source.offset(match.end())
    closing = source.offset(token.meta["close"][0]), source.offset(token.meta["close"][1])
    if tag.name == "raw" and tag.text.startswith("{%"):
        work.literal_text.append(source.text[opening[1] : closing[0]])
    frame = _frame(work, tag)
    if frame is not None:
        work.boxes.append(Box(opening, closing, frame))
    return tag


def _literal_block(work: Work, token: Token, outer: Tag | None) -> None:
    source, match = work.source, token.meta["match"]
    start, end = source.offset(match.start()), source.offset(match.end())
    close = source.offset(token.meta["close"][0]), source.offset(token.meta["close"][1])
    tag = _tag_of(match, start, outer=outer)
    prefix = source.prefix(start)
    body = source.text[end : close[0]].replace("\r\n", "\n")
    bare = "\n".join(_without(line, prefix) for line in body.split("\n"))
    new = _literal(work, tag, bare)
    if isinstance(new, Code):
        tag_fence(work, new, ((start, end), close), token.meta["rest"])
    elif new is not None:
        _replace_lines(work, (start, close[1]), new, prefix)


def _without(line: str, prefix: str) -> str:
    return line.removeprefix(prefix) if line.startswith(prefix) else line.removeprefix(prefix.rstrip())


def _literal(work: Work, tag: Tag, body: str) -> Code | str | None:
    convert = work.literals.get(_name(tag))
    if convert is not None:
        return convert(tag, body, work)
    return comment(body) if tag.name == "comment" else None


def _lone_block(work: Work, token: Token, outer: Tag | None) -> None:
    match = token.meta["match"]
    start, end = work.source.offset(match.start()), work.source.offset(match.end())
    tag = _tag_of(match, start, outer=outer)
    convert = work.tags.get(_name(tag))
    new = None if convert is None else convert(tag, work)
    if new is not None:
        _replace_lines(work, (start, end), new, work.source.prefix(start))


_HTML_TAG = re.compile(r"<!--.*?-->|<[A-Za-z/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_MARKDOWN_LINE = re.compile(r"^[ \t]*(?:[-*+>]|\d{1,9}[.)]|#{1,6})[ \t]", re.MULTILINE)
_CODE_ELEMENT = re.compile(r"\s*<(?:pre|script|style|textarea|!)", re.IGNORECASE)


def _in_html(work: Work, token: Token, outer: Tag | None) -> None:
    """Set what replaces a tag amid HTML apart by blank lines: there Markdown begins."""
    pattern, source = work.dialect.tags, work.source
    place = source.place(token.content.rstrip("\n"), (token.map or [0, 0])[0])
    if pattern is None or place is None or _CODE_ELEMENT.match(token.content) or _MARKDOWN_LINE.search(token.content):
        return
    text = place.content
    prefix = source.prefix(place.at(len(text) - len(text.lstrip())))
    hidden = [match.span() for match in _HTML_TAG.finditer(text)]
    for match in pattern.finditer(text):
        if any(start < match.start() < end for start, end in hidden):
            continue
        tag = _tag_of(match, place.at(match.start()), outer=outer)
        convert = work.tags.get(_name(tag)) if tag.name != "{{" else None
        new = None if convert is None else convert(tag, work)
        if new is not None:
            apart = _indented(new, prefix)
            span, written = set_apart(apart, text, match.span(), prefix)
            work.put(place.span(*span), written, "tag")


def _replace_lines(work: Work, span: tuple[int, int], new: str, prefix: str) -> None:
    """Replace whole lines; a quotation is set apart from what follows it at once."""
    source = work.source
    rest = source.text[span[1] : source.lines[source.number(span[1])][1]].strip()
    below = source.line(source.number(span[1]) + 1).strip(" \t>")
    text = _indented(new, prefix)
    if rest and _is_block(new):
        text += f"\n{prefix.rstrip()}\n{prefix}"
    elif below and new.startswith("> "):
        text += f"\n{prefix.rstrip()}"
    work.put(span, text, "tag")


def _module(work: Work, token: Token) -> None:
    """Remove ``import`` and ``export``; report what is not a component that is known, nor a file of Markdown."""
    start, end = work.lines(token)
    for line in work.source.text[start:end].split("\n"):
        name = _DEFAULT_NAME.match(line)
        is_known = _KNOWN_MODULE.match(line) or (name is not None and name[1] in work.files)
        if re.match(r"(?:import|export)\s", line) and not is_known:
            work.report(start, NoteKind.COMPONENT, f"'{short(line)}' was removed")
    work.put((start, end), "", "esm")


def _indented(text: str, prefix: str) -> str:
    lines = text.split("\n")
    return "\n".join([lines[0], *((prefix + line if line else prefix.rstrip()) for line in lines[1:])])


def _is_block(text: str) -> bool:
    return "\n" in text or text.startswith(_BLOCK_START)


# Tags within lines


def _leaf(work: Work, leaf: Leaf, outer: Tag | None, counts: Counter[str]) -> None:
    place = leaf.place
    if place is None or leaf.is_raw:
        return
    pairs, singles = _pairs(leaf)
    for opening, closing in pairs:
        _pair(work, leaf, (opening, closing), outer, counts)
    for piece in singles:
        span = place.span(piece.start, piece.end)
        token = piece.token
        if piece.rule == "expression":
            if string := _STRING.fullmatch(place.content[piece.start : piece.end]):
                work.put(span, string["text"], "expression")
        elif token is None:
            continue
        elif piece.rule == "tag_code":
            _inline_literal(work, leaf, piece, outer)
        else:
            inline = leaf.holder != "paragraph_open" or not _has_line(place, piece)
            tag = _tag_of(token.meta["match"], span[0], inline=inline, outer=outer)
            new = _single(work, tag)
            if new is not None:
                _put(work, leaf, piece, new)
    _raw_tags(work, leaf, place)


def _pairs(leaf: Leaf) -> tuple[list[tuple[Piece, Piece]], list[Piece]]:
    """Return the pairs of tags within a text, and the other tags."""
    opened: list[tuple[str, Piece]] = []
    pairs: list[tuple[Piece, Piece]] = []
    singles = [piece for piece in leaf.pieces if piece.rule in ("tag_code", "expression")]
    for piece in leaf.pieces:
        if piece.rule not in ("tag", "component") or piece.token is None:
            continue
        groups = piece.token.meta["match"].groupdict()
        name = groups.get("name") or ""
        ends = _ends(name, groups, piece.token.content)
        at = next((at for at in range(len(opened) - 1, -1, -1) if opened[at][0] == ends), -1) if ends else -1
        if at >= 0:
            pairs.append((opened[at][1], piece))
            singles += [other for _, other in opened[at + 1 :]]
            del opened[at:]
        elif ends or not name or groups.get("alone"):
            singles.append(piece)
        else:
            opened.append((name, piece))
    return pairs, singles + [piece for _, piece in opened]


def _ends(name: str, groups: dict[str, str | None], text: str) -> str:
    """Return the name of the block that a tag ends; empty for one that ends none."""
    if "end" in groups:
        return name if groups["end"] else ""
    if text.startswith("{%"):
        return re.sub(r"^end_?", "", name) if name.startswith("end") else ""
    return name.removeprefix("/") if name.startswith("/") else ""


def _has_line(place: Place, piece: Piece) -> bool:
    line = place.content.rfind("\n", 0, piece.start) + 1
    before, after = place.content[line : piece.start], place.content[piece.end : _line_end(place.content, piece.end)]
    return not (before + after).strip()


def _pair(work: Work, leaf: Leaf, pair: tuple[Piece, Piece], outer: Tag | None, counts: Counter[str]) -> None:
    place, (opening, closing) = leaf.place, pair
    assert place is not None
    assert opening.token is not None
    tag = _tag_of(opening.token.meta["match"], place.at(opening.start), inline=True, outer=outer)
    tag = _counted(tag, counts)
    frame = _frame(work, tag)
    if frame is None:
        return
    spans = place.span(opening.start, opening.end), place.span(closing.start, closing.end)
    if tag.name == "raw":
        work.literal_text.append(place.content[opening.end : closing.start])
    if not frame.directive and frame.code is None and not frame.quote:
        work.put(spans[0], frame.before, "tag")
        work.put(spans[1], frame.after, "tag")
        return
    if leaf.holder != "paragraph_open":
        return
    prefix = work.source.prefix(place.at(0))
    before = place.content[place.content.rfind("\n", 0, opening.start) + 1 : opening.start]
    if before.strip():
        work.insert(spans[0][0], f"\n{prefix.rstrip()}\n{prefix}", "tag")
    work.boxes.append(Box(spans[0], spans[1], frame, prefix=prefix))


def _single(work: Work, tag: Tag) -> str | None:
    if tag.name == "{{" and tag.text.startswith(("{/*", "{#")):
        inner = tag.text[3:-3] if tag.text.startswith("{/*") else tag.text[2:-2]
        return None if MARKER.fullmatch(tag.text) else comment(inner)
    convert = work.tags.get(_name(tag))
    return None if convert is None else convert(tag, work)


def _inline_literal(work: Work, leaf: Leaf, piece: Piece, outer: Tag | None) -> None:
    place, token = leaf.place, piece.token
    assert place is not None
    assert token is not None
    match = token.meta["match"]
    tag = _tag_of(match, place.at(piece.start), inline=True, outer=outer)
    new = _literal(work, tag, place.content[match.end() : token.meta["close"][0]])
    if isinstance(new, Code):
        body = place.content[match.end() : token.meta["close"][0]]
        new = None if leaf.holder != "paragraph_open" else _fenced(new, body)
    if new is not None:
        _put(work, leaf, piece, new)


def _fenced(code: Code, body: str) -> str:
    return code_block(body, code.language, code.caption, code.options)


def _put(work: Work, leaf: Leaf, piece: Piece, new: str) -> None:
    """Replace a tag; a block is set apart from the text around it."""
    place = leaf.place
    assert place is not None
    span = place.span(piece.start, piece.end)
    prefix = work.source.prefix(place.at(0))
    if new.startswith("<!--"):
        put_comment(work, leaf, piece, new)
        return
    if not _is_block(new):
        work.put(span, new, "tag")
        return
    if leaf.holder != "paragraph_open":
        return
    before = place.content[place.content.rfind("\n", 0, piece.start) + 1 : piece.start]
    after = place.content[piece.end : _line_end(place.content, piece.end)]
    has_more = len(place.content) > piece.end + len(after)
    blank = f"\n{prefix.rstrip()}\n{prefix}"
    lead = blank if before.strip() else ""
    tail = blank if after.strip() else ""
    if not tail and new.startswith("> ") and has_more:
        tail = f"\n{prefix.rstrip()}"
    work.put(span, f"{lead}{_indented(new, prefix)}{tail}", "tag")


def put_comment(work: Work, leaf: Leaf, piece: Piece, new: str) -> None:
    """Replace a tag with a comment, which must not begin a block of HTML: that would take the rest of its line, too."""
    place = leaf.place
    assert place is not None
    start, end = piece.start, piece.end
    line = place.content.rfind("\n", 0, start) + 1
    tags = leaf.tags()
    first, last = bisect_left(tags, (line,)), bisect_left(tags, (start,))
    before = "".join(place.content[left:right] for left, right in _between(tags[first:last], line, start))
    after = place.content[end : _line_end(place.content, end)]
    if not before.strip() and after.strip():
        if leaf.first_text() < line:
            while place.content[start - 1] in " \t\n":
                start -= 1
            new = f" {new}"
        else:
            new += f"\n{work.source.prefix(place.at(0))}{guard_start(after.lstrip())}"
            end += len(after) - len(after.lstrip())
    work.put(place.span(start, end), new, "tag")


def _between(spans: list[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what is between some spans."""
    for left, right in spans:
        yield start, left
        start = right
    yield start, end


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _raw_tags(work: Work, leaf: Leaf, place: Place) -> None:
    """Note what is between ``{% raw %}`` and its end as text that is meant to be displayed."""
    work.literal_text += [place.content[start:end] for start, end in raw_spans(leaf.token.content)]
