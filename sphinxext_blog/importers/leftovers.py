"""Leftovers: nothing of another engine is lost in silence.

Two checks need no pass to remember what it left: all foreign pieces of the post that no edit covers, and all signs of
another engine that stay visible in what MyST displays of the result.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from .old_blog import NoteKind
from .source import Spans
from .syntax import is_within, raw_spans
from .tags import put_comment
from .work import Remark, comment, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from .parsing import Leaf, Piece
    from .work import Work

__all__ = ["report_uncovered", "report_visible", "visible_signs"]

_KINDS = {
    "tag": NoteKind.TAG,
    "tag_code": NoteKind.TAG,
    "component": NoteKind.COMPONENT,
    "expression": NoteKind.COMPONENT,
    "attributes": NoteKind.ATTRIBUTE,
}
_NAMES = {"component": "component", "expression": "expression", "attributes": "attributes"}
_HEAD = r"(?:[ \t]+[\w-]+(?:[ \t]+[\w-]+){0,3}[ \t]*(?:[\"']|$)|[\w-]*[ \t]*\")"
"""What follows the sign of an indented box: words, and maybe a title."""
_SIGNS = (
    ("{%", re.compile(r"\{%")),
    ("{{", re.compile(r"\{\{(?![{}])")),
    ("{:", re.compile(r"\{:(?=[ \t.#:/\w])")),
    (":::", re.compile(r"^[ \t]*:::+", re.MULTILINE)),
    ("///", re.compile(r"^[ \t]*///+(?=[ \t]*(?:\w|$))", re.MULTILINE)),
    ("!!!", re.compile(rf"^[ \t]*(?:!!!|\?\?\?\+?){_HEAD}", re.MULTILINE)),
    ("===", re.compile(r"^[ \t]*={3}[!+]{0,2}[ \t]+\"", re.MULTILINE)),
    ("[[", re.compile(r"(?<!\\)\[\[(?=[^\[\]\n]*\]\])")),
    ("--8<--", re.compile(r"^[ \t]*-{1,2}8<-{1,2}", re.MULTILINE)),
    ("bars of a table", re.compile(r"^[ \t]*\|.*\|[ \t]*$|^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|[ \t|:-]*$", re.MULTILINE)),
    ("dollars", re.compile(r"\$\$")),
    ("a directive of another syntax", re.compile(r"^[ \t]*\.\.[ \t]+[\w-]+::", re.MULTILINE)),
    ("signs of a heading", re.compile(r"^#{2,6}(?=[^\s#\d!])", re.MULTILINE)),
)
"""Signs of other engines, as they look in a displayed text."""
_NEEDLES = {"!!!": " ", "--8<--": "8<", "bars of a table": "|", "dollars": "$$"} | {
    "a directive of another syntax": "::",
    "signs of a heading": "##",
}
"""What is in each text with such a sign, if it is not the sign itself."""
_COMPONENT = re.compile(r"</?(?P<name>[A-Z][\w.]*)\b")
_HTML_LINE = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+\S|!?\[[^\]\n]*\]\([^()\n]+\)|\*\*\S[^*\n]*\*\*"
    r"|[^\s<>][^<>\n]*\n[ \t]*(?:=+|-{3,})[ \t]*$)|(?<=>)[ \t]*!\[[^\]\n]*\]\([^()\n]+\)",
    re.MULTILINE,
)
_DIAGRAM = re.compile(r"<\w+\b[^<>]*\bclass\s*=\s*[\"']?[^\"'<>]*\bmermaid\b[^<>]*>", re.IGNORECASE)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_OPEN_TAG = re.compile(r"<[A-Za-z/][^<>]*\Z")
_CODE_TAG = re.compile(r"<(?:code|pre|script|style|textarea|svg|math)\b", re.IGNORECASE)

_OUTPUT = re.compile(r"\{\{-?\s*(?P<root>[^\W\d]\w*)(?![\w(])")
_VARIABLES = frozenset(
    (
        *("site", "page", "post", "posts", "config", "theme", "env", "url", "path", "layout", "content", "include"),
        *("paginator", "jekyll", "forloop", "pages", "category", "tag", "article", "articles", "self", "super", "loop"),
    )
)
"""What templates of the engines have, in lower case; those of Pelican are in upper case."""


# What no edit covers


def report_uncovered(work: Work) -> None:
    """Report each foreign piece that no edit covers; a tag becomes a comment where there can be one."""
    covered = _covered(work)
    for leaf in work.parsed.leaves:
        raw = [(0, len(leaf.token.content))] if leaf.is_raw else raw_spans(leaf.token.content)
        for piece in leaf.pieces:
            if piece.rule in _KINDS and not is_within(raw, piece.start):
                _piece(work, leaf, piece, covered)
    for token in work.parsed.tokens:
        if token.type in ("tag_open", "tag_code", "component_open"):
            _ends(work, token, covered)
        elif token.type in ("tag_block", "component"):
            start, end = work.lines(token)
            if not covered.contain(start, end):
                _block(work, token, (start, start + len(work.source.text[start:end].rstrip())))
        elif token.type == "html_block":
            _html(work, token, covered)


def _covered(work: Work) -> Spans:
    """Return the spans that edits replace, and those of boxes, which are written later."""
    spans = [(edit.start, edit.end) for edit in work.edits if edit.end > edit.start]
    return Spans([*spans, *(span for box in work.boxes for span in (box.opening, box.closing) if span[1] > span[0])])


def _piece(work: Work, leaf: Leaf, piece: Piece, covered: Spans) -> None:
    place = leaf.place
    text = leaf.token.content[piece.start : piece.end]
    if piece.rule == "attributes" and _is_ours(leaf, piece):
        work.features.add("attrs_inline")
        return
    if place is None:
        line = (leaf.token.map or [0, 0])[0]
        offset = work.source.lines[line][0]
        work.report(offset, _KINDS[piece.rule], f"{_describe(piece.rule, text)}; left as it is")
        return
    span = place.span(piece.start, piece.end)
    if covered.contain(*span):
        return
    if _is_prose(work, text):
        work.insert(span[0], "\\", "guard")
        work.report(span[0], NoteKind.TAG, f"unknown variable '{short(text)}'; kept as text")
        return
    if piece.rule in ("tag", "tag_code", "component") and not leaf.is_in(piece.start, "image"):
        put_comment(work, leaf, piece, comment(f" {text} "))
        if not text.startswith(("{% end", "{%- end", "{{</", "{{< /", "{{%/", "{{% /", "</")):
            work.report(span[0], _KINDS[piece.rule], f"{_describe(piece.rule, text)}; preserved as a comment")
        return
    if not text.startswith("</"):
        work.report(span[0], _KINDS[piece.rule], f"{_describe(piece.rule, text)}; left as it is")


def _is_prose(work: Work, text: str) -> bool:
    """Return whether ``{{ x }}`` is of a variable that neither the engine nor the post has: an example of a template.

    The old engine displayed nothing for it, unlike the author meant.
    """
    match = _OUTPUT.match(text)
    if match is None or match["root"].lower() in _VARIABLES or match["root"].lower() in work.values:
        return False
    assigned = rf"\{{%-?\s*(?:assign|set|capture|for|macro)\s[^%]*\b{re.escape(match['root'])}\b"
    return re.search(assigned, work.source.body) is None


def _describe(rule: str, text: str) -> str:
    return f"unsupported {_NAMES.get(rule, 'tag')} '{short(text)}'"


def _is_ours(leaf: Leaf, piece: Piece) -> bool:
    """Return whether MyST reads attributes as they are: right behind an image, a link or code."""
    if leaf.token.content.startswith("{:", piece.start):
        return False
    return any(
        other.end == piece.start and other.rule in ("image", "link", "backticks", "attributes") for other in leaf.pieces
    )


def _ends(work: Work, token: Token, covered: Spans) -> None:
    """Report a block of which the two ends stay."""
    source, match = work.source, token.meta["match"]
    opening = source.offset(match.start()), source.offset(match.end())
    closing = source.offset(token.meta["close"][0]), source.offset(token.meta["close"][1])
    if covered.contain(*opening) or opening[0] == opening[1]:
        return
    text = match.group()
    kind = NoteKind.COMPONENT if token.type == "component_open" else NoteKind.TAG
    description = _describe("component" if token.type == "component_open" else "tag", text)
    work.report(opening[0], kind, f"{description}; preserved as a comment")
    if token.type == "tag_code":
        whole = source.text[opening[0] : closing[1]]
        work.put((opening[0], closing[1]), comment(f" {whole} "), "leftover")
        return
    prefix = source.prefix(opening[0])
    rest = source.text[opening[1] : source.lines[source.number(opening[1])][1]].strip()
    work.put(opening, comment(f" {text} ") + (f"\n{prefix}" if rest else ""), "leftover")
    start = source.lines[source.number(closing[0])][0]
    shares_line = bool(source.text[max(start, opening[1]) : closing[0]].strip(" \t>"))
    hidden = comment(f" {source.text[closing[0] : closing[1]]} ")
    work.put(closing, (f"\n{prefix}" if shares_line or start <= opening[0] else "") + hidden, "leftover")


def _block(work: Work, token: Token, span: tuple[int, int]) -> None:
    kind = NoteKind.COMPONENT if token.type == "component" else NoteKind.TAG
    description = _describe("component" if token.type == "component" else "tag", token.content)
    prefix = work.source.prefix(span[0])
    start = span[0] + len(work.source.text[span[0] : span[1]]) - len(work.source.text[span[0] : span[1]].lstrip(" \t>"))
    work.put((start, span[1]), comment(f" {token.content.rstrip()} ").replace("\n", f"\n{prefix}"), "leftover")
    work.report(start, kind, f"{description}; preserved as a comment")


def _html(work: Work, token: Token, covered: Spans) -> None:
    """Report tags and Markdown in a block of HTML, and a tag of HTML that does not end in it."""
    line = (token.map or [0, 0])[0]
    if (open_tag := _OPEN_TAG.search(token.content)) is not None and not _CODE_TAG.search(token.content):
        offset = work.source.lines[line + token.content.count("\n", 0, open_tag.start())][0]
        message = f"'{short(open_tag.group())}' has no end before a blank line; all below it may be hidden"
        work.report(offset, NoteKind.HTML, message)
    diagram = _DIAGRAM.search(token.content)
    if diagram is not None and not covered.touch(work.source.lines[line][0], work.lines(token)[1]):
        offset = work.source.lines[line + token.content.count("\n", 0, diagram.start())][0]
        message = f"the diagram in '{short(diagram.group())}' is not converted; write it as a fence 'mermaid'"
        work.report(offset, NoteKind.HTML, message)
    match = None if _CODE_TAG.search(token.content) else _HTML_LINE.search(token.content)
    if match is not None and not token.content.lstrip().startswith("<!--"):
        start, end = work.source.lines[line][0], work.lines(token)[1]
        if not covered.contain(start, end) and not covered.touch(start, end):
            offset = work.source.lines[line + token.content.count("\n", 0, match.start())][0]
            message = f"Markdown in HTML stays visible in '{short(work.source.line(work.source.number(offset)))}'"
            work.report(offset, NoteKind.LEFTOVER, message)
    is_raw = token.meta.get("raw") or token.content.lstrip().startswith("<!--")
    if work.dialect.tags is None or is_raw or "{" not in token.content:
        return
    start = work.source.lines[(token.map or [0, 0])[0]][0]
    end = work.lines(token)[1]
    for match in work.dialect.tags.finditer(work.source.text, start, end):
        if not covered.contain(*match.span()):
            work.report(match.start(), NoteKind.TAG, f"{_describe('tag', match.group())} in HTML; left as it is")


# What stays visible


@lru_cache(maxsize=1)
def _myst() -> MarkdownIt:
    """Return a parser with the rules of MyST, and of its extensions that imported posts use."""
    md = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    md.use(footnote_plugin).use(deflist_plugin).use(myst_block_plugin).use(myst_role_plugin)
    md.use(dollarmath_plugin).use(amsmath_plugin)
    md.use(attrs_plugin, spans=True).use(attrs_block_plugin)
    return md.disable(["footnote_tail", "text_join"])  # joined texts do not tell what was escaped


_CONTENT = frozenset(
    (
        *("note", "tip", "hint", "important", "warning", "caution", "danger", "error", "attention", "seealso"),
        *("admonition", "dropdown", "tab-set", "tab-item", "figure", "epigraph"),
    )
)
"""Directives with Markdown in them."""
_DIRECTIVE = re.compile(r"\{(?P<name>[\w-]+)\}")
_FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>.*)")
_FAR = 200
"""Lines within which a list item begins."""
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\s]+\]:|:)[ \t]+")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")


def visible_signs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the signs of other engines that MyST displays of a text, with the index of their lines."""
    bare, fences = _outside_code(text)
    lines = bare.split("\n")
    patterns = [pattern for sign, pattern in _SIGNS if _NEEDLES.get(sign, sign) in bare]
    marked = {bare.count("\n", 0, match.start()) for pattern in patterns for match in pattern.finditer(bare)}
    marked |= {bare.count("\n", 0, match.start()) for match in _COMPONENT.finditer(bare)}
    done = -1
    for number in sorted(marked):
        if number <= done:
            continue
        first, done = _run_of(lines, fences, number)
        run = lines[first : done + 1]
        indent = min(len(line) - len(line.lstrip()) for line in run)
        if not _is_known(run) and not _is_code(lines, first, indent):
            yield from _signs("\n".join(line[indent:] for line in run), first)


def _outside_code(text: str) -> tuple[str, set[int]]:
    """Return a text without fenced code, code within lines, and the heads of directives; and the lines of fences."""
    signs = ("`", "~")
    opened: list[tuple[str, bool]] = []  # fences, and whether code is in them
    lines, fences = [], set()
    for number, line in enumerate(text.split("\n")):
        bare = line.strip(" \t>")
        holder, is_code = opened[-1] if opened else ("", False)
        match = _FENCE.fullmatch(bare) if bare.startswith(signs) else None
        is_text = not is_code and bool(bare)
        if match is not None and not ("`" in match["marks"] and "`" in match["info"]):
            is_text = False
            if holder and not match["info"] and match["marks"].startswith(holder):
                opened.pop()
            elif not is_code:
                directive = _DIRECTIVE.match(match["info"])
                opened.append((match["marks"], directive is None or directive["name"] not in _CONTENT))
        if not is_text:
            fences.add(number)
        lines.append(line if is_text else "")
    bare_text = "\n".join(lines)
    return _CODE_SPAN.sub(lambda span: "\0" * len(span.group()), bare_text), fences


def _run_of(lines: list[str], fences: set[int], number: int) -> tuple[int, int]:
    """Return the first and the last line of the block that a line is in, as blank lines and fences part blocks."""
    first = last = number
    while first and lines[first - 1].strip() and first - 1 not in fences:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip() and last + 1 not in fences:
        last += 1
    return first, last


def _is_code(lines: list[str], first: int, indent: int) -> bool:
    """Return whether a block is indented code, by the line above it that is less indented."""
    if indent < 4 and not lines[first].startswith("\t"):  # noqa: PLR2004 - the indentation of code
        return False
    for number in range(first - 1, max(-1, first - _FAR), -1):
        other = lines[number]
        if other.strip() and len(other) - len(other.lstrip()) < indent:
            item = _ITEM.match(other)
            return item is None or indent - len(item.group()) >= 4  # noqa: PLR2004
    return True


def _is_known(run: list[str]) -> bool:
    """Return whether a block is a table or math, as most blocks with bars or dollars are."""
    text = "\n".join(run)
    if run[0].strip().startswith("$$") and run[-1].strip().endswith("$$") and text.count("$$") == 2:  # noqa: PLR2004
        return True
    has_bars = len(run) > 1 and _DELIMITERS.fullmatch(run[1].strip(" \t>")) is not None
    others = [pattern for sign, pattern in _SIGNS if sign != "bars of a table"]
    return has_bars and run[0].count("|") == run[1].count("|") and not any(other.search(text) for other in others)


def _signs(text: str, first: int) -> Iterator[tuple[int, str]]:
    for token in _myst().parse(text):
        line = first + (token.map or [0, 0])[0]
        if token.type == "inline":
            yield from ((line + number, sign) for number, sign in _in_text(token))
        elif token.type == "html_block" and not _CODE_TAG.search(token.content):
            yield from ((line + number, sign) for number, sign in _in_html(token.content))


def _in_text(token: Token) -> Iterator[tuple[int, str]]:
    """Yield the signs in the texts of a paragraph, with the number of line breaks before them."""
    line = 0
    pieces: list[str] = []
    for child in token.children or ():
        if child.type == "text":
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif child.type == "html_inline":
            pieces.append("\0")
            if match := _COMPONENT.match(child.content):
                yield line + "".join(pieces).count("\n"), f"<{match['name']}>"
        else:
            pieces.append("\0")
    text = "".join(pieces)
    for sign, pattern in _SIGNS:
        if match := pattern.search(text):
            yield line + text.count("\n", 0, match.start()), sign
    if match := re.search(r"<(?P<name>/?[A-Z][\w.]*)[\s/>]", text):
        yield line + text.count("\n", 0, match.start()), f"<{match['name']}>"


def _in_html(text: str) -> Iterator[tuple[int, str]]:
    """Yield the signs in a block of HTML, with the number of line breaks before them."""
    if text.lstrip().startswith("<!--"):
        return
    bare = re.sub(r"<!--.*?-->", lambda match: "\n" * match.group().count("\n"), text, flags=re.DOTALL)
    for sign, pattern in _SIGNS[:2]:
        if match := pattern.search(bare):
            yield bare.count("\n", 0, match.start()), sign
    if match := _COMPONENT.search(bare):
        yield bare.count("\n", 0, match.start()), f"<{match['name']}>"


def report_visible(work: Work, text: str, line_of: list[int]) -> None:
    """Report signs that stay visible in the result.

    :param line_of: the line of the file for each line of the text.
    """
    signs = list(visible_signs(text))
    if not signs:  # of most posts
        return
    reported = {(remark.line, remark.kind) for remark in work.remarks}
    lines = text.split("\n")
    meant = [line.strip() for literal in work.literal_text for line in literal.split("\n") if line.strip()]
    source = work.source
    code = {
        source.line_number(source.lines[number][0])
        for token in work.parsed.tokens
        if token.type == "code_block"
        for number in range(*(token.map or (0, 0)))
    }
    for number, sign in signs:
        line = line_of[min(number, len(line_of) - 1)] if line_of else 0
        shown = lines[number].strip() if number < len(lines) else ""
        if (
            line in code
            or any(literal in shown for literal in meant)
            or any(
                (line, kind) in reported
                for kind in (NoteKind.TAG, NoteKind.COMPONENT, NoteKind.ATTRIBUTE, NoteKind.MATH)
            )
        ):
            continue
        work.remarks.append(
            Remark(line=line, kind=NoteKind.LEFTOVER, message=f"{sign} stays visible in '{short(shown)}'")
        )
