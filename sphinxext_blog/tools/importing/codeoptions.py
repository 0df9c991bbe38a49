"""Options of code: what other engines write behind the language of a block, in the words of Sphinx."""

from __future__ import annotations

import re

__all__ = ["FENCE", "caption_in", "convert_fences", "options_in"]

FENCE = re.compile(
    r"^(?P<head>(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])[ \t])*)(?P<mark>(?P<sign>[`~])(?P=sign){2,})[ \t]*(?P<info>[^`\n]*)\n"
    r"(?P<body>(?s:.{0,50000}?))^(?P<end>[ \t>]*(?P=mark)(?P=sign)*[ \t]*)$",
    re.MULTILINE,
)
"""A block of code, or a directive."""
_DIRECTIVE = re.compile(r"\{(?P<name>[\w:-]+)\}")
_LITERAL = ("code-block", "code", "math", "raw", "mermaid", "eval-rst")
_VALUE = (
    r"\s*[=:]\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|\[(?P<list>[^\]]*)\]"
    r"|(?P<plain>[^\s,}]+(?:,\d[\d-]*)*))"
)
_TITLE = re.compile(rf"(?<![\w-])(?:title|filename|caption){_VALUE}", re.IGNORECASE)
_MARKED = re.compile(rf"(?<![\w-])(?:hl_?lines|mark_lines|highlight|mark){_VALUE}", re.IGNORECASE)
_BRACED = re.compile(r"(?:^|\s)\{(?P<plain>[\d\s,-]+)\}")
_START = re.compile(
    r"(?<![\w-])(?:linenostart|linenums|first_line|showLineNumbers)\s*[=:]\s*[\"'{]?(?P<plain>\d+)", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"(?<![\w-])(?:linenos|linenums|showLineNumbers|line_number|first_line)(?![\w-])(?!\s*[=:]\s*[\"']?(?:false|0|no)\b)",
    re.IGNORECASE,
)


def caption_in(said: str) -> str:
    """The title that is said; empty for none."""
    match = _TITLE.search(said)
    return _value(match) if match else ""


def options_in(said: str, body: str) -> tuple[str, ...]:
    """Options of ``code-block`` for numbers and marked lines; lines that the code does not have are no fault."""
    options = [":linenos:"] if _NUMBERED.search(said) else []
    start = _START.search(said)
    if start and start["plain"] not in ("0", "1") and options:
        options.append(f":lineno-start: {start['plain']}")
    if (match := _MARKED.search(said) or _BRACED.search(said)) and (marked := _lines(_value(match), body)):
        options.append(f":emphasize-lines: {marked}")
    return tuple(options)


def convert_fences(text: str) -> str:
    """Fenced code with a title, numbers or marked lines as the directive that has these; also within directives."""
    return FENCE.sub(_fence, text)


def _fence(match: re.Match[str]) -> str:
    info, body = match["info"].strip(), match["body"]
    directive = _DIRECTIVE.match(info)
    if directive:
        inner = body if directive["name"] in _LITERAL else convert_fences(body)
        return f"{match['head']}{match['mark']}{match['info']}\n{inner}{match['end']}"
    language, _, said = info.partition(" ")
    if "=" in language or ":" in language:
        language, said = "", info
    caption, options = caption_in(said), options_in(said, body)
    if not caption and not options:
        kept = f"{match['mark']}mermaid" if info == "mermaid" else match["mark"] + _between(match)
        return f"{match['head']}{kept}\n{body}{match['end']}"
    gap = re.sub(r"[^\s>]", " ", match["head"])
    lines = [f":caption: {caption}"] if caption else []
    head = [f"{match['mark']}{{code-block}} {language or 'text'}", *lines, *options, ""]
    return match["head"] + f"\n{gap}".join(head[:-1]) + f"\n{gap.rstrip()}\n{body}{match['end']}"


def _between(match: re.Match[str]) -> str:
    """What stands behind the mark, blanks and all."""
    return match.string[match.end("mark") : match.end("info")]


def _value(match: re.Match[str]) -> str:
    return " ".join(next((said for said in match.groupdict().values() if said), "").split())


def _lines(said: str, body: str) -> str:
    """Numbers and ranges of lines, as far as there are such lines."""
    last = body.rstrip().count("\n") + 1
    ranges = [(int(first), int(end or first)) for first, end in re.findall(r"(\d{1,6})(?:-(\d{1,6}))?", said)]
    kept = [(first, min(end, last)) for first, end in ranges if 0 < first <= min(end, last)]
    return ",".join(str(first) if first == end else f"{first}-{end}" for first, end in kept)
