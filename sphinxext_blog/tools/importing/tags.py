"""Tags: ``{% name … %}`` and ``{{< name … >}}`` of other engines, with their bodies, turned into something else."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .codespans import CodeSpans, line_at
from .comments import can_hold_comment, comment, is_in_comment
from .gaps import block_apart, gap_before, indent_rest, outdent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .notes import Fault

__all__ = [
    "HUGO",
    "LIQUID",
    "Converted",
    "Syntax",
    "Tag",
    "code_block",
    "convert_tags",
    "expand_tags",
    "words",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """How tags are written."""

    opening: re.Pattern[str]
    """With the groups ``name`` and ``args``."""
    closing: str
    """A pattern of the end of a block, with ``{}`` for its name."""


LIQUID = Syntax(
    opening=re.compile(
        r"\{%-?[ \t\n]*(?P<name>\w{1,60})(?P<args>(?:[^%{\n]|[%{](?![}%])|\n(?![ \t]*\n)){0,2000}?)-?%\}"
    ),
    closing=r"\{{%-?[ \t]*(?:end{0}|end_{0})[ \t]*-?%\}}",
)
HUGO = Syntax(
    opening=re.compile(
        r"\{\{[<%]-?[ \t\n]*(?P<name>[A-Za-z][\w./-]{0,60})"
        r"(?P<args>(?:\"[^\"]{0,1000}\"|`[^`]{0,1000}`|[^\"`<>%{]|\{(?!\{)|[<>%](?!\}\})){0,500}?)[>%]\}\}"
    ),
    closing=r"\{{\{{[<%]-?[ \t]*/[ \t]*{0}[ \t]*-?[>%]\}}\}}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag in a text."""

    name: str
    args: str
    body: str | None
    """What stands before its end, converted already unless it is code; None for one without an end."""
    own_line: bool
    """Whether it has its lines to itself."""
    named: Mapping[str, str] = field(default_factory=dict)
    positional: tuple[str, ...] = ()
    outer: Tag | None = None
    """The block that it stands in, without its body."""


_TICKS = re.compile(r"(?P<quoted>\"[^\"]*\"|'[^']*')|`(?P<inner>[^`]*)`")
"""Texts in quotes, and those in backticks, which are quotes to Hugo."""
Converted = str | tuple[str, str] | None
"""What stands for a tag; with what is to be told of it; None for one that is not known."""
_ENDED = re.compile(r"(?:\A|[\s\"'`])/\s*\Z")
"""How the arguments of a tag end that is its own end: ``{{< x />}}``."""
_RAW = re.compile(r"\{%-?[ \t]*raw[ \t]*-?%\}(?s:.{0,50000}?)\{%-?[ \t]*endraw[ \t]*-?%\}")


def convert_tags(
    text: str,
    syntax: Syntax,
    convert: Callable[[Tag], Converted],
    literal: tuple[str, ...] = (),
    outer: Tag | None = None,
) -> tuple[str, list[Fault]]:
    """Replace all tags outside of code; those that are not known are kept in comments where there can be any, and told.

    :param convert: gives what stands for a tag, and maybe what is to be told of it; None for one it does not know.
    :param literal: names of blocks whose bodies are code, and are not looked into.
    :param outer: the block whose body the text is.
    """
    found_tags = list(syntax.opening.finditer(text))
    code = CodeSpans(text if found_tags else "")
    pieces: list[str] = []
    faults: list[Fault] = []
    done = 0
    for match in found_tags:
        if match.start() < done or match.start() in code or is_in_comment(text, match.start()):
            continue
        name, gap, close = match["name"], gap_before(text, match.start()), _closing(text, match, syntax)
        body, end, taken = None, match.end(), ""
        if close is not None:
            end = close.end()
            body, taken = outdent(text[match.end() : close.start()], gap)
            if name not in literal:
                holder = _tag(match, None, own_line=True, outer=outer)
                body, inner = convert_tags(body, syntax, convert, literal, holder)
                faults += [(line + line_at(text, match.end()) - 1, message) for line, message in inner]
        found = convert(_tag(match, body, own_line=_has_line(text, match.start(), end), outer=outer))
        new, message = found if isinstance(found, tuple) else (found, "")
        if new is None:
            new, message, gap = _left(text, match, body, close), _unknown(match), taken
        elif name != "raw":
            new, gap = block_apart(indent_rest(new, gap), text, match.start(), end), ""
        faults += [(line_at(text, match.start()), message)] * bool(message)
        pieces += [text[done : match.start()], indent_rest(new, gap)]
        done = end
    return "".join([*pieces, text[done:]]), faults


def expand_tags(
    text: str, pattern: re.Pattern[str], expand: Callable[[re.Match[str]], str | None], *, raw: bool = True
) -> str:
    """Replace bits within lines, outside of code; None keeps one as it is.

    :param raw: whether they mean something in ``{% raw %}``, too.
    """
    if pattern.search(text) is None:
        return text
    code = CodeSpans(text, verbatim=True)
    apart = [] if raw or "raw" not in text else [match.span() for match in _RAW.finditer(text)]

    def replace(match: re.Match[str]) -> str:
        is_apart = match.start() in code or any(start < match.start() < end for start, end in apart)
        new = None if is_apart else expand(match)
        return match.group() if new is None else new

    return pattern.sub(replace, text)


def words(args: str) -> list[str]:
    """The words of a tag's arguments, those in quotes as one."""
    try:
        lexer = shlex.shlex(args, posix=True, punctuation_chars="")
        lexer.whitespace_split, lexer.commenters, lexer.escape = True, "", ""
        return list(lexer)
    except ValueError:  # a quote without its end
        return args.split()


def code_block(body: str, language: str = "", caption: str = "", options: tuple[str, ...] = ()) -> str:
    """A fenced block of code; with a caption or options it is the directive that can have them."""
    body = body.strip("\n").rstrip()
    fence = "`" * max([2, *(len(run) for run in re.findall(r"^[ \t]*(`{3,})", body, re.MULTILINE))], default=2)
    fence = fence + "`" if len(fence) > 2 else "```"  # noqa: PLR2004 - the shortest fence
    if caption:
        options = (f":caption: {' '.join(caption.split())}", *options)
    if options:
        return "\n".join([f"{fence}{{code-block}} {language or 'text'}", *options, "", body, fence])
    return f"{fence}{language}\n{body}\n{fence}"


def _tag(match: re.Match[str], body: str | None, *, own_line: bool, outer: Tag | None) -> Tag:
    named: dict[str, str] = {}
    positional: list[str] = []
    args = _TICKS.sub(_quoted, " ".join(match["args"].split()))
    args = args[:-1].rstrip() if _ENDED.search(args) else args
    for word in words(re.sub(r"\s*=\s*(?=[\"'\w])", "=", args)):
        key, sign, value = word.partition("=")
        if sign and re.fullmatch(r"[A-Za-z][\w-]*", key):
            named[key.lower()] = value
        else:
            positional.append(word)
    return Tag(
        name=match["name"],
        args=args,
        body=body,
        own_line=own_line,
        named=named,
        positional=tuple(positional),
        outer=outer,
    )


def _quoted(match: re.Match[str]) -> str:
    sign = "'" if match["inner"] and '"' in match["inner"] else '"'
    return match["quoted"] or f"{sign}{match['inner']}{sign}"


def _closing(text: str, opening: re.Match[str], syntax: Syntax) -> re.Match[str] | None:
    """The end of a block, over blocks of its own name in it; None for a tag without."""
    if _ENDED.search(opening["args"]):
        return None
    pattern = re.compile(syntax.closing.format(re.escape(opening["name"])))
    place, depth = opening.end(), 0
    while (close := pattern.search(text, place)) is not None:
        depth += sum(
            1
            for inner in syntax.opening.finditer(text, place, close.start())
            if inner["name"] == opening["name"] and not _ENDED.search(inner["args"])
        )
        if depth == 0:
            return close
        depth -= 1
        place = close.end()
    return None


def _has_line(text: str, start: int, end: int) -> bool:
    before, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return not text[before:start].strip() and not text[end : len(text) if after < 0 else after].strip()


def _unknown(match: re.Match[str]) -> str:
    done_with = "kept in a comment" if can_hold_comment(match.string, match.start()) else "left in"
    return f"'{_short(match.group())}' was not understood; it is {done_with}"


def _left(text: str, match: re.Match[str], body: str | None, close: re.Match[str] | None) -> str:
    opening = _hidden(text, match)
    return opening if close is None or body is None else f"{opening}{body}{_hidden(text, close)}"


def _hidden(text: str, match: re.Match[str]) -> str:
    return comment(f" {match.group()} ") if can_hold_comment(text, match.start()) else match.group()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"  # noqa: PLR2004 - as much as a line of the report can hold
