"""Attributes: info strings of fenced code, and ``{: width="40%"}`` of kramdown and its kin, become those of MyST."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .inline import github_name, heading_text
from .old_blog import NoteKind
from .work import (
    attributes_in,
    code_block,
    guard_start,
    lexer_name,
    lost_styles,
    short,
    side_of,
    unscaled,
    write_attributes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from .parsing import Leaf, Piece
    from .source import Place, Source
    from .work import Code, Work

__all__ = [
    "caption_in",
    "code_head",
    "convert_attributes",
    "convert_code",
    "identity_in",
    "options_in",
    "remove_raw",
    "replace_indented",
    "tag_fence",
    "without_raw",
]

_VALUE = (
    r"\s*[=:]\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|\[(?P<list>[^\]]*)\]"
    r"|(?P<plain>[^\s,}]+(?:,\d[\d-]*)*))"
)
_TITLE = re.compile(rf"(?<![\w-])(?:title|filename|file|caption){_VALUE}", re.IGNORECASE)
_MARKED = re.compile(rf"(?<![\w-])(?:hl_?lines|mark_lines|highlight|mark|emphasize-lines){_VALUE}", re.IGNORECASE)
_BRACED = re.compile(r"(?:^|\s)\{(?P<plain>[\d\s,-]+)\}")
_START = re.compile(
    r"(?<![\w-])(?:linenostart|linenums|first_line|showLineNumbers)\s*[=:]\s*[\"'{]?(?P<plain>\d+)", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"(?<![\w-])(?:linenos|linenums|showLineNumbers|line_number|first_line)(?![\w-])(?!\s*[=:]\s*[\"']?(?:false|0|no)\b)",
    re.IGNORECASE,
)
_ALIGNED = re.compile(r"(?<![\w-])align\s*=\s*[\"']?(?P<plain>left|center|right)\b", re.IGNORECASE)
"""Of a diagram; other code is not aligned."""
_INNER = re.compile(r"\{(?P<inner>[^{}\n]*)\}(?P<rest>.*)", re.DOTALL)
_GLUED = re.compile(r"(?P<language>[\w+#.-]+)(?P<rest>[{:].*)", re.DOTALL)
_OPTION = re.compile(r"(?<!\S)\w+=(?:\"[^\"]*\"|'[^']*'|[^\s\"']+)")
_MARKS = re.compile(r"[\d\s,-]*")
_LANGUAGE = re.compile(r"[\w+#./-]+(?: [\w+#.-]+)*")
_MATH = ("math", "latex-math", "katex")
_IDENTITY = re.compile(r"(?<![^\s{:])(?P<sign>[.#])(?P<name>[A-Za-z][\w+#-]*)")
"""A class or an identifier among the attributes of code."""
_CODE_LANGUAGE = re.compile(r"(?<!\S)\.language-(?P<name>[\w+#-]+)")
_CODE_LOOKS = re.compile(
    r"(?:language|lang|highlight|highlighter)-.*|(?:no-?)?(?:copy|select|lineno|linenos|line-numbers)"
)
_NUMBER_CLASSES = ("numberLines", "line-numbers", "annotate")
"""Classes of code that other functions read, or that only ask a theme of the old blog for something."""
_MARK_COMMENT = re.compile(
    r"[ \t>]*(?://|#|--|;{1,2}|%|/\*|<!--|\{/\*|\(\*|\{-|--\[\[|['\"!]|\*>|REM\b|@?rem\b)"
    r"[ \t]*highlight-(?P<which>next-line|start|end)[ \t]*(?:\*/\}?|-->|\*\)|-\}|\]\])?[ \t]*"
)
"""A comment of any language that marks lines."""
_RAW = re.compile(r"^[ \t>]*\{%-?\s*(?:end)?raw\s*-?%\}[ \t]*(?:\r?\n|\Z)|\{%-?\s*(?:end)?raw\s*-?%\}", re.MULTILINE)


def caption_in(text: str) -> str:
    """Return the title in the options of a block of code; empty if there is none."""
    match = _TITLE.search(text)
    return _value(match) if match else ""


def options_in(text: str, body: str) -> tuple[str, ...]:
    """Return options of ``code-block`` for numbers and marked lines; lines that the code does not have are left out."""
    options = [":linenos:"] if _NUMBERED.search(text) else []
    start = _START.search(text)
    if start and start["plain"] not in ("0", "1") and options:
        options.append(f":lineno-start: {start['plain']}")
    match = _MARKED.search(text) or _BRACED.search(text)
    if match and (marked := _existing_lines(_value(match), body)):
        options.append(f":emphasize-lines: {marked}")
    if match := _ALIGNED.search(text):
        options.append(f":align: {match['plain']}")
    return tuple(options)


def identity_in(text: str, language: str = "") -> tuple[str, ...]:
    """Return options of ``code-block`` for the identifier and the classes among the attributes of code.

    :param language: a class that is the language.
    """
    classes, name = [], ""
    for match in _IDENTITY.finditer(text):
        word = match["name"]
        if match["sign"] == "#":
            name = word
        elif word != language and word not in _NUMBER_CLASSES and not _CODE_LOOKS.fullmatch(word):
            classes.append(word)
    return (*([f":name: {name}"] if name else []), *([f":class: {' '.join(classes)}"] if classes else []))


def code_head(language: str, caption: str = "", options: tuple[str, ...] = ()) -> list[str]:
    """Return what is behind the fence of a block of code, line by line."""
    title = (f":caption: {' '.join(caption.split())}",) if caption else ()
    if language == "mermaid":  # a diagram has no lines
        options = (*title, *(option for option in options if option.startswith(":align:")))
        return ["{mermaid}", *options, ""] if options else [language]
    options = (*title, *(option for option in options if not option.startswith(":align:")))
    return [f"{{code-block}} {language or 'text'}", *options, ""] if options else [language]


def convert_code(work: Work) -> None:
    """Convert the options of fenced code, and remove signs of other engines from code of all kinds."""
    for token in work.parsed.tokens:
        if token.type == "fence":
            _fence(work, token)
        elif token.meta.get("code_options"):
            _indented(work, token)
        if token.type in ("fence", "code_block"):
            _remove_raw(work, token)
    if work.dialect.tags is not None:
        for _, place, piece in work.pieces("backticks"):
            for match in _RAW.finditer(place.content, piece.start, piece.end):
                work.put(place.span(*match.span()), "", "raw")
                _keep(work, place.content[piece.start : piece.end])


def _fence(work: Work, token: Token) -> None:
    source, first = work.source, (token.map or [0, 0])[0]
    start, end = source.lines[first]
    at = source.text[start:end].rfind(token.markup + token.info)
    code: Code | None = token.meta.get("code")  # of a pass of the engine
    below = token.meta.get("code_options", "")  # of kramdown, which has them in the line below
    if at < 0 or not (code or token.info.strip() or below or "highlight-" in token.content):
        return
    begin = start + at + len(token.markup)
    body = token.content
    info = token.info.strip()
    name, rest = _parts(info) if code is None else (code.language, "")
    if not name and (match := _CODE_LANGUAGE.search(below)):
        name = match["name"]
    language = _lexer(work, name, start)
    inner = _INNER.search(info)
    identity = identity_in(f"{inner['inner'] if inner and code is None else ''} {below}", name) if body.strip() else ()
    rest = f"{rest} {below}".strip()
    has_marks = "highlight-" in body and not _BRACED.search(rest)  # with numbers they are comments of the code
    marked, removed = _comment_marks(work, token) if has_marks else ([], 0)
    options = options_in(rest, body) if rest else code.options if code else ()
    if marked:
        options = (*options, f":emphasize-lines: {','.join(marked)}")
    caption = caption_in(rest) if rest else code.caption if code else ""
    options = (*options, *_unique_names(work, identity, start, has_title=bool(caption)))
    lines = code_head(language, caption, options)
    prefix = source.prefix(start + at)
    if len(lines) > 1:
        head = "\n".join([lines[0], *((prefix + line).rstrip() for line in lines[1:])])
        work.put((begin, end), head, "fence")
    elif removed or _needs_change(info, language):
        lead = token.info[: len(token.info) - len(token.info.lstrip())]
        work.put((begin, end), f"{lead}{language}".rstrip(), "fence")
    if language == "mermaid":
        work.features.add("mermaid")


def _indented(work: Work, token: Token) -> None:
    """Write indented code that has attributes as fenced code."""
    below = token.meta["code_options"]
    match = _CODE_LANGUAGE.search(below)
    language = _lexer(work, match["name"] if match else "", work.lines(token)[0])
    start, caption = work.lines(token)[0], caption_in(below)
    identity = _unique_names(work, identity_in(below), start, has_title=bool(caption))
    options = (*options_in(below, token.content), *identity)
    replace_indented(work, token, code_block(token.content, language, caption, options))


def _unique_names(work: Work, options: tuple[str, ...], offset: int, *, has_title: bool) -> Iterator[str]:
    """Yield options without the name of code that has a title, if another post has the name, too."""
    for option in options:
        if not has_title or not option.startswith(":name: ") or work.label(option[7:], offset):
            yield option


def replace_indented(work: Work, token: Token, new: str) -> None:
    """Replace indented code; the fence is as far indented as the text around it."""
    source, (first, _) = work.source, token.map or (0, 0)
    place = source.place(token.content.rstrip("\n"), first)
    if place is None:
        return
    number = source.number(place.at(0))
    line, (start, _) = source.line(number), source.lines[number]
    begin = start + len(line) - len(line.lstrip(" \t>"))
    prefix = source.prefix(begin)
    indent = "\t" if prefix.endswith("\t") else "    "
    prefix = prefix.removesuffix(indent)
    text = "\n".join((prefix + line).rstrip() if number else line for number, line in enumerate(new.split("\n")))
    work.put((begin - len(indent), place.at(len(place.content))), text, "code")


def _lexer(work: Work, language: str, offset: int) -> str:
    """Return what Pygments calls a language; one that it does not know is reported."""
    name = lexer_name(language)
    if name is None:
        message = f"the language '{short(language)}' is unknown to Pygments; displayed as text"
        work.report(offset, NoteKind.CODE, message)
    return "text" if name is None else name


def _needs_change(info: str, language: str) -> bool:
    """Return whether MyST or Pygments would misread what is behind a fence."""
    first = info.partition(" ")[0]
    return info.startswith("{") or first != language or (language == "mermaid" and info != language)


def _parts(info: str) -> tuple[str, str]:
    """Return the language of a block of code, and its options."""
    if (match := _INNER.fullmatch(info)) is not None:
        inner = match["inner"].strip()
        return ("{math}", "") if inner in _MATH else _braces(inner, match["rest"])
    glued = _GLUED.fullmatch(info)
    if glued is not None and not re.match(r"\w+:\w", info):
        language, rest = glued["language"], glued["rest"]
    else:
        language, _, rest = info.partition(" ")
        if "=" in language or (":" in language and not language.startswith(":")):
            language, rest = "", info
    return ("{math}", "") if language in _MATH else (language, rest.strip())


def _braces(inner: str, rest: str) -> tuple[str, str]:
    """Return the language and the options of ``{.python .numberLines}``; MyST would take a directive for them."""
    if _MARKS.fullmatch(inner):
        return "", f"{{{inner}}} {rest}"
    words = re.findall(r"[\w+#-]+", inner.replace("=", " ="))
    has_language = bool(words) and re.match(r"\.?[A-Za-z]", inner) is not None and "=" not in inner.partition(" ")[0]
    language = words[0] if has_language else ""
    options = [] if inner.startswith("=") else _OPTION.findall(inner)
    options += ["linenos"] if re.search(r"\.(?:numberLines|line-numbers)\b", inner) else []
    return language, " ".join([*options, rest]).strip()


def _comment_marks(work: Work, token: Token) -> tuple[list[str], int]:
    """Remove comments such as ``// highlight-next-line``; return the lines that they mark."""
    source, first = work.source, (token.map or [0, 0])[0] + 1
    kept, start, removed = 0, 0, 0
    marked: list[str] = []
    for number in range(first, first + token.content.count("\n")):
        match = _MARK_COMMENT.fullmatch(source.line(number))
        if match is None:
            kept += 1
            continue
        removed += 1
        begin, end = source.lines[number][0], source.lines[number][1]
        following = source.lines[number + 1][0] if number + 1 < len(source.lines) else end
        work.put((begin, following), "", "mark")
        if match["which"] == "next-line":
            marked.append(str(kept + 1))
        elif match["which"] == "start":
            start = kept + 1
        elif start:
            marked.append(f"{start}-{kept}" if kept > start else str(start))
            start = 0
    return marked, removed


def _remove_raw(work: Work, token: Token) -> None:
    """Remove ``{% raw %}`` from code: other engines needed it there."""
    if work.dialect.tags is None or "raw" not in token.content or "{%" not in token.content:
        return
    if not _RAW.search(token.content):
        return
    first, last = token.map or [0, 0]
    start, end = work.source.lines[first][0], work.source.lines[min(last, len(work.source.lines)) - 1][1]
    remove_raw(work, start, end)
    _keep(work, token.content)


def remove_raw(work: Work, start: int, end: int) -> None:
    """Remove the tags around text without tags within a span."""
    for match in _RAW.finditer(work.source.text, start, end):
        work.put(match.span(), "", "raw")


def without_raw(text: str) -> str:
    """Return a text without the tags around text without tags."""
    return _RAW.sub("", text)


def _keep(work: Work, text: str) -> None:
    work.literal_text.append(text)


def _value(match: re.Match[str]) -> str:
    return " ".join(next((value for value in match.groupdict().values() if value), "").split())


def _existing_lines(text: str, body: str) -> str:
    """Return the numbers and ranges of lines that exist."""
    last = body.rstrip().count("\n") + 1
    ranges = [(int(first), int(end or first)) for first, end in re.findall(r"(\d{1,6})(?:-(\d{1,6}))?", text)]
    kept = [(first, min(end, last)) for first, end in ranges if 0 < first <= min(end, last)]
    return ",".join(str(first) if first == end else f"{first}-{end}" for first, end in kept)


# Tags around code


def tag_fence(work: Work, code: Code, spans: tuple[tuple[int, int], tuple[int, int]], rest: str) -> None:
    """Replace the two tags around code with fences.

    :param spans: of the two tags.
    :param rest: what follows the second in its line.
    """
    source, (opening, closing) = work.source, spans
    prefix = source.prefix(opening[0])
    inner = source.text[opening[1] : closing[0]]
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", inner)), 3)
    lines = code_head(_lexer(work, code.language, opening[0]), code.caption, code.options)
    head = "\n".join([ticks + lines[0], *((prefix + line).rstrip() for line in lines[1:])])
    first_line = inner.partition("\n")[0]
    starts_line = not first_line.strip()
    lead = len(first_line) if starts_line and "\n" in inner else 0
    work.put((opening[0], opening[1] + lead), head + ("" if starts_line and inner else f"\n{prefix}"), "code")
    line_start = source.lines[source.number(closing[0])][0]
    is_own_line = line_start > opening[1] and not source.text[line_start : closing[0]].strip(" \t>")
    blanks, bare = len(rest) - len(rest.lstrip(" \t")), rest.strip()
    tail = f"\n{prefix}{guard_start(bare)}" if bare else ""
    work.put((closing[0], closing[1] + blanks), ("" if is_own_line else f"\n{prefix}") + ticks + tail, "code")
    number = source.number(closing[1])
    if bare and source.line(number + 1).strip(" \t>"):  # the rest would go on there
        work.insert(source.lines[number][1], f"\n{prefix.rstrip()}", "code")
    for offset, missing in _unprefixed(work, opening[1], closing[0], prefix):
        work.insert(offset, missing, "code")
    if code.language == "mermaid":
        work.features.add("mermaid")


def _unprefixed(work: Work, start: int, end: int, prefix: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of code, if any is less indented than the list item or quote that it is in."""
    if not prefix:
        return
    source = work.source
    numbers = [
        number
        for number in range(source.number(start) + 1, source.number(end) + 1)
        if source.line(number).strip() and source.lines[number][1] <= end
    ]
    if all(source.line(number).startswith(prefix.rstrip() or prefix) for number in numbers):
        return
    yield from ((source.lines[number][0], prefix) for number in numbers)


_TEXT_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right)\b", re.IGNORECASE)
_OF_OTHER_PASSES = ("start", "markdown")
"""Keys of attributes that are no attributes in the result."""
_OF_IMAGES = ("w", "h", "a", "width", "height", "align")
_PREVIEWS = ("lqip", "blurhash")
"""What themes display until an image is loaded."""
_IGNORED = re.compile(r"\{:?[ \t]*(?:\.?(?:no_toc|unlisted|nolineno)[ \t]*)*\}")
"""Attributes without a meaning in Sphinx."""
_HEADING_CLASSES = frozenset(("no_toc", "no-toc", "unlisted", "unnumbered"))
_ONLY_LISTS = re.compile(r"\s*(?:\{:[^{}\n]*\}\s*)*")
_FIRST_NUMBER = re.compile(r"[ \t>]*(?P<number>\d{1,9})[.)]")
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

    def of_image(self, work: Work) -> str:
        """Return the attributes of an image as MyST has them; empty if none are left.  Others are reported."""
        pairs, classes, name = attributes_in(self.text)
        if side := side_of(classes):
            pairs.setdefault("align", side)
            classes = [word for word in classes if word != f"align-{side}"]
        kept = {key: value for key, value in pairs.items() if key in _OF_IMAGES}
        self._report_lost(work, {key: value for key, value in pairs.items() if key not in (*_OF_IMAGES, *_PREVIEWS)})
        if self.leaf.is_in(self.piece.start, "link"):
            classes += unscaled(kept)
        return write_attributes(kept, classes, name)

    def of_other(self, work: Work, *kept: str) -> str:
        """Return the attributes of what is no image: MyST has classes and an identifier; others are reported.

        :param kept: keys that MyST has, too.
        """
        pairs, classes, name = attributes_in(self.text)
        side = _TEXT_ALIGN.search(self.text)
        align = pairs.pop("align", side[1].lower() if side is not None else "")
        classes = [*classes, f"align-{align}"] if align else classes
        self._report_lost(work, {key: value for key, value in pairs.items() if key not in (*kept, *_OF_OTHER_PASSES)})
        return write_attributes({key: pairs[key] for key in kept if key in pairs}, classes, name)

    def _report_lost(self, work: Work, lost: dict[str, str]) -> None:
        if lost:
            message = f"attributes '{short(write_attributes(lost))}' have no counterpart here; removed"
            work.report(self.span[0], NoteKind.ATTRIBUTE, message)

    @property
    def begins_line(self) -> bool:
        """Whether nothing is before them in their line."""
        return self.piece.start == 0 or self.place.content[self.piece.start - 1] == "\n"

    @property
    def ends_text(self) -> bool:
        """Whether nothing is behind them, but more attributes."""
        return _ONLY_LISTS.fullmatch(self.place.content, self.piece.end) is not None

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
        self.lists: dict[int, tuple[Token, ...]] = {}
        self.tables: dict[int, Token] = {}
        self.quotes: dict[int, Token] = {}
        lists: list[Token] = []
        table = quote = None
        for index, token in enumerate(tokens):
            if token.type in ("bullet_list_open", "ordered_list_open", "dl_open"):
                lists.append(token)
            elif token.type in ("bullet_list_close", "ordered_list_close", "dl_close"):
                lists.pop()
            elif token.type == "table_open":
                table = token
            elif token.type == "blockquote_open" and token.level == 0:
                quote = token
            elif token.type == "inline":
                self.index[id(token)] = index
                self.lists[id(token)] = tuple(lists)
                for holder, block in ((self.tables, table), (self.quotes, quote)):
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

    def list_at(self, token: Token, source: Source, line: str) -> Token | None:
        """Return the list around a text to which a line in it belongs, by the indentation of both."""
        lists = self.lists[id(token)]
        indent = _indent(line)
        inner = (block for block in reversed(lists) if _indent(source.line((block.map or [0, 0])[0])) <= indent)
        return next(inner, lists[0] if lists else None)

    def below(self, token: Token) -> Token | None:
        """Return the token of the block that follows the paragraph of a text in the same container."""
        at = self.index[id(token)] + 2
        return self.tokens[at] if at < len(self.tokens) and self.tokens[at].nesting >= 0 else None


def _indent(line: str) -> int:
    """Return the length of the blanks and the signs of quotations before the text of a line."""
    return len(line) - len(line.lstrip(" \t>"))


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
        work.put(attributes.span, attributes.of_image(work), "attributes")
        return True
    if before is None:
        outermost = leaf.outermost()
        at = bisect_right(outermost, piece.start, key=lambda other: other.end) - 1
        while at >= 0 and outermost[at].rule == "attributes":
            at -= 1
        before = outermost[at] if at >= 0 else None
    if before is None or not _can_follow(before, place.content[before.end : piece.start]):
        return False
    span = place.span(before.end, piece.end)
    if before.rule == "link" and "\n" in place.content[before.end : piece.start] and before.start:
        return False  # those of the paragraph
    start = _emphasis(leaf, before) if before.rule not in ("image", "link", "backticks") else None
    if before.rule not in ("image", "link", "backticks") and start is None:
        return False
    new = attributes.of_image(work) if before.rule == "image" else attributes.of_other(work, "title")
    if start is None:
        work.put(span, new, "attributes")
    else:
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


def _heading_name(work: Work, attributes: _Attributes) -> str:
    """Return the identifier of a heading; other attributes would be those of its section, so they are reported."""
    pairs, classes, name = attributes_in(attributes.text)
    if pairs or not set(classes) <= _HEADING_CLASSES:
        message = f"attributes '{short(attributes.text)}' of a heading: only its identifier is kept"
        work.report(attributes.span[0], NoteKind.ATTRIBUTE, message)
    return name


def _heading(work: Work, attributes: _Attributes) -> None:
    """Write the identifier of a heading as a target above it."""
    name = _heading_name(work, attributes)
    work.put(attributes.span_with_blanks(), "", "attributes")
    start = attributes.place.at(0)
    line = work.source.lines[work.source.number(start)][0]
    signs = re.match(r"[ \t>]*", work.source.text[line:start])
    offset = line + (signs.end() if signs else 0)
    if target := _heading_target(work, attributes.leaf.token, name):
        prefix = work.source.prefix(offset)
        work.insert(offset, "".join(f"{line}\n{prefix}" for line in target.split("\n")), "attributes")


def _heading_target(work: Work, heading: Token, name: str) -> str:
    """Return the target above a heading; an element of HTML for a name that several posts have.

    Targets with titles are labels, which are unique in a project.
    """
    if name.lower() not in work.repeated:
        return f"({name})=" if name else ""
    is_plain = re.fullmatch(r"[a-z][a-z0-9-]*", name) is not None
    return "" if is_plain and github_name(heading_text(heading)) == name else f'<a id="{name}"></a>\n'


# In a line of their own


def _block(work: Work, attributes: _Attributes, blocks: _Blocks) -> None:
    """Convert attributes that belong to a block."""
    leaf, text = attributes.leaf, attributes.text
    is_paragraph = leaf.holder == "paragraph_open"
    if _below_container(work, attributes, blocks):
        return
    if leaf.holder == "td_open" and attributes.is_alone:
        work.put(attributes.span, "", "attributes")
        _set_above(work, blocks.tables.get(id(leaf.token)), attributes.of_other(work))
    elif _CONTENTS.fullmatch(text):
        _contents(work, attributes, blocks)
    elif _IGNORED.fullmatch(text) and attributes.begins_line and attributes.ends_text:
        work.put(attributes.span_with_blanks(), "", "attributes")
    elif is_paragraph and attributes.is_alone:
        _of_neighbor(work, attributes, blocks)
    elif is_paragraph and attributes.begins_line and attributes.ends_text:
        work.put(attributes.span_with_blanks(), "", "attributes")
        line = work.source.line(work.source.number(attributes.span[0]))
        block = blocks.list_at(leaf.token, work.source, line)
        if block is not None:
            _number_list(work, attributes, block)
        if block is not None and _indent(line) < len(work.source.prefix(attributes.place.at(0))):
            _above_container(work, block, attributes.of_other(work))
        else:
            _insert(work, attributes.place.at(0), attributes.of_other(work))
    elif is_paragraph and attributes.piece.start == 0 and (new := attributes.of_other(work)):
        work.features.add("attrs_block")
        work.put(attributes.span, new, "attributes")
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
        _insert(work, work.lines(block)[0] + _indent(line), new)


def _number_list(work: Work, attributes: _Attributes, block: Token) -> None:
    """Write the number at which a list begins to its first item."""
    start = attributes_in(attributes.text)[0].get("start", "")
    if not start:
        return
    begin = work.lines(block)[0]
    first = _FIRST_NUMBER.match(work.source.text, begin) if block.type == "ordered_list_open" else None
    if first is not None and start.isdecimal() and len(start) == len(first["number"]):  # else what is below moves
        work.put(first.span("number"), start, "attributes")
    else:
        message = f"'start=\"{short(start)}\"' has no counterpart here; removed"
        work.report(attributes.span[0], NoteKind.ATTRIBUTE, message)


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
    token = attributes.leaf.token
    block = blocks.quotes.get(id(token)) if prefix.startswith(">") else next(iter(blocks.lists[id(token)]), None)
    if block is None:
        return False
    work.put(attributes.span_with_blanks(), "" if attributes.ends_text else "\n", "attributes")
    _number_list(work, attributes, block)
    _above_container(work, block, attributes.of_other(work))
    return True


def _above_container(work: Work, block: Token, new: str) -> None:
    """Write attributes above a list or quotation, apart from a paragraph that it interrupts."""
    if not new:
        return
    source, first = work.source, (block.map or [0, 0])[0]
    line, start = source.line(first), source.lines[first][0]
    prefix = "" if block.type == "blockquote_open" else source.prefix(start + _indent(line))
    above = source.line(first - 1) if start > source.base else ""
    blank = f"{prefix.rstrip()}\n" if above.strip(" \t>") else ""
    work.features.add("attrs_block")
    work.insert(start, f"{blank}{prefix}{new}\n", "attributes")


def _contents(work: Work, attributes: _Attributes, blocks: _Blocks) -> None:
    """Remove the list that kramdown replaces with a table of contents; themes of Sphinx have one beside the text."""
    holder = next(iter(blocks.lists[id(attributes.leaf.token)]), None)
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
    if above is not None and above.type in ("fence", "code_block"):
        work.put(span, "", "attributes")
        _note_options(above, attributes.text)
    elif above is not None:
        work.put(span, "", "attributes")
        is_heading = above.type == "heading_open"
        name = _heading_name(work, attributes) if is_heading else ""
        _number_list(work, attributes, above)
        heading = blocks.tokens[blocks.index[id(token)] - 3]
        _set_above(work, above, _heading_target(work, heading, name) if is_heading else attributes.of_other(work))
    elif (below := blocks.below(token)) is not None and attributes.text.strip("{:} "):
        new = attributes.of_other(work)
        work.features |= {"attrs_block"} if new else set()
        work.put(span, new, "attributes")
        _number_list(work, attributes, below)
    elif work.dialect.attribute_lists:
        _orphan(work, attributes)
    else:
        work.put(span, "", "attributes")


def _note_options(token: Token, text: str) -> None:
    """Note the file name and the numbers of a block of code that are below it, for the pass of code."""
    inner = text.strip("{}").removeprefix(":")
    found = caption_in(inner) or options_in(inner, token.content) or identity_in(inner) or _CODE_LANGUAGE.search(inner)
    if found and "code_options" not in token.meta:
        token.meta["code_options"] = inner
