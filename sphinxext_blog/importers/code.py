"""Code: titles, line numbers and marked lines behind the language of fenced code, and tags around code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .markup import guard_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from .work import Code, Work

__all__ = ["caption_in", "code_head", "convert_code", "options_in", "tag_fence"]

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
_LANGUAGES = {
    **dict.fromkeys(("txt", "plain", "plaintext", "log", "csv", "input", "output", "none", "raw", "goat"), "text"),
    **dict.fromkeys(("assembly", "asm"), "nasm"),
    **dict.fromkeys(("dotenv", "env"), "bash"),
    "vimscript": "vim",
    "jsonc": "json",
    "shell-session": "console",
    "golang": "go",
}
"""Names that highlight.js or Prism have for languages, with those of Pygments."""
_MATH = ("math", "latex-math", "katex")
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
    language, rest = _parts(info) if code is None else (code.language, "")
    rest = f"{rest} {below}".strip()
    has_marks = "highlight-" in body and not _BRACED.search(rest)  # with numbers they are comments of the code
    marked, removed = _comment_marks(work, token) if has_marks else ([], 0)
    options = options_in(rest, body) if rest else code.options if code else ()
    if marked:
        options = (*options, f":emphasize-lines: {','.join(marked)}")
    caption = caption_in(rest) if rest else code.caption if code else ""
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


def _needs_change(info: str, language: str) -> bool:
    """Return whether MyST or Pygments would misread what is behind a fence."""
    first = info.partition(" ")[0]
    return info.startswith("{") or first != language or (language == "mermaid" and info != language)


def _parts(info: str) -> tuple[str, str]:
    """Return the language of a block of code, and its options."""
    if (match := _INNER.fullmatch(info)) is not None:
        return _braces(match["inner"].strip(), match["rest"])
    glued = _GLUED.fullmatch(info)
    if glued is not None and not re.match(r"\w+:\w", info):
        language, rest = glued["language"], glued["rest"]
    else:
        language, _, rest = info.partition(" ")
        if "=" in language or (":" in language and not language.startswith(":")):
            language, rest = "", info
    language = language.lower() if language.lower() in _LANGUAGES else language
    if language in _MATH:
        return "{math}", ""
    return _LANGUAGES.get(language, language), rest.strip()


def _braces(inner: str, rest: str) -> tuple[str, str]:
    """Return the language and the options of ``{.python .numberLines}``; MyST would take a directive for them."""
    if _MARKS.fullmatch(inner):
        return "", f"{{{inner}}} {rest}"
    words = re.findall(r"[\w+#-]+", inner.replace("=", " ="))
    has_language = bool(words) and re.match(r"\.?[A-Za-z]", inner) is not None and "=" not in inner.partition(" ")[0]
    language = words[0] if has_language else ""
    options = [] if inner.startswith("=") else _OPTION.findall(inner)
    options += ["linenos"] if re.search(r"\.(?:numberLines|line-numbers)\b", inner) else []
    return _LANGUAGES.get(language.lower(), language), " ".join([*options, rest]).strip()


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
    for match in _RAW.finditer(work.source.text, start, end):
        work.put(match.span(), "", "raw")
    _keep(work, token.content)


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
    lines = code_head(code.language, code.caption, code.options)
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
