"""Syntax of Python-Markdown and PyMdown, as passes: heads of code, marks, keys, snippets, annotations.

Pelican and MkDocs are built on Python-Markdown.
"""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

from .attributes import replace_indented
from .old_blog import NoteKind
from .work import code_block, comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from .parsing import Leaf
    from .work import Work

__all__ = [
    "EXTENSIONS",
    "FEATURES",
    "code_annotations",
    "code_heads",
    "inline_code_heads",
    "marks",
    "plain_text",
    "snippets",
]

EXTENSIONS, FEATURES = "__extensions", "__features"
"""Keys of the settings with the names of extensions, and of features of the theme, parted by blanks."""


def plain_text(leaf: Leaf) -> list[bool]:
    """Return for each character of a text whether it is plain text, outside code, links, tags and HTML."""
    flags = [False] * len(leaf.token.content)
    for start, end in leaf.prose():
        flags[start:end] = [True] * (end - start)
    return flags


# -------------------------------------------------------------------------------------------------------- heads of code

_HEAD = (
    r"(?P<line>(?:::+|(?P<bang>#!))(?P<path>(?:/\w+)*[/ ])?(?P<language>[\w#.+-]+)[ \t]*"
    r"(?:hl_lines=[\"'](?P<marked>[\d ]*)[\"'])?)[ \t]*"
)
_FIRST_LINE = re.compile(rf"{_HEAD}(?:\n|\Z)")
_INLINE_HEAD = re.compile(r"(?:#!|:::+)[\w+#.-]+ ")


def code_heads(work: Work) -> None:
    """Convert ``:::python`` and ``#!python`` in the first line of a code block to its language."""
    for token in work.parsed.tokens:
        if token.type not in ("code_block", "fence") or token.info.strip() or not token.map:
            continue
        text = dedent(token.content)
        match = _FIRST_LINE.match(text)
        code = text[match.end() :] if match is not None else ""
        if match is None or not code.strip():
            continue
        if match["path"]:  # the line of a script that names its interpreter is part of it
            code = f"{match['line'].strip()}\n{code}"
        options = [":linenos:"] if match["bang"] else []
        if (match["marked"] or "").split():
            options.append(f":emphasize-lines: {','.join(match['marked'].split())}")
        new = code_block(code, match["language"].lower(), options=options)
        if token.type == "fence":
            _replace_fence(work, token, new)
        else:
            replace_indented(work, token, new)


def _replace_fence(work: Work, token: Token, new: str) -> None:
    source, (first, last) = work.source, token.map or (0, 0)
    start = source.lines[first][0] + source.line(first).find(token.markup)
    prefix = source.prefix(start)
    work.put((start, source.lines[last - 1][1]), new.replace("\n", f"\n{prefix}"), "code")


def inline_code_heads(work: Work) -> None:
    """Remove the language of code within a line: ``#!python x`` and ``:::python x``."""
    for _, place, piece in work.pieces("backticks"):
        text = place.content[piece.start : piece.end]
        ticks = len(text) - len(text.lstrip("`"))
        if match := _INLINE_HEAD.match(text, ticks):
            work.put(place.span(piece.start + ticks, piece.start + match.end()), "", "code")


# ---------------------------------------------------------------------------------------------------------- marks, keys

_WITHIN = r"(?=\S)(?P<text>(?:(?!\n[ \t]*\n)(?s:.)){1,1000}?)(?<=\S)"
_KEYS = re.compile(
    r"(?<![+\w{])\+\+(?P<text>(?:[\w-]+|\"[^\"\n]{1,40}\")(?:\+(?:[\w-]+|\"[^\"\n]{1,40}\")){0,6})\+\+(?!\+)"
)
_SUBSTITUTION = re.compile(
    r"(?P<open>\{~~)(?P<old>(?s:.{0,1000}?))(?P<between>~>)(?P<new>(?s:.{0,1000}?))(?P<close>~~\})"
)
_CRITIC_COMMENT = re.compile(r"\{>>(?P<comment>(?s:.{1,1000}?))<<\}")
_KEY_NAMES = {"ctrl": "Ctrl", "cmd": "Cmd", "esc": "Esc", "del": "Del", "ins": "Ins", "page-up": "Page Up"}
_ELEMENTS = (
    ("critic", "ins", re.compile(rf"(?P<open>\{{\+\+){_WITHIN}(?P<close>\+\+\}})")),
    ("critic", "del", re.compile(rf"(?P<open>\{{--){_WITHIN}(?P<close>--\}})")),
    ("critic", "mark", re.compile(rf"(?P<open>\{{==){_WITHIN}(?P<close>==\}})")),
    ("mark", "mark", re.compile(rf"(?<![=\\{{])(?P<open>==)(?!=){_WITHIN}(?<!=)(?P<close>==)(?!=)")),
    ("caret", "ins", re.compile(rf"(?<![\^\\])(?P<open>\^\^)(?!\^){_WITHIN}(?<!\^)(?P<close>\^\^)(?!\^)")),
    ("caret", "sup", re.compile(r"(?<![\^\\$\[])(?P<open>\^)(?P<text>[^\s^$]{1,100})(?P<close>\^)(?!\^)")),
    ("tilde", "sub", re.compile(r"(?<![~\\])(?P<open>~)(?P<text>[^\s~]{1,100})(?P<close>~)(?!~)")),
)
"""For each extension of PyMdown: an element of HTML, and what it is written as."""
_HIDDEN = "\ufdd0"
"""A character that texts cannot have; it stands for what is not plain text."""


def marks(work: Work) -> None:
    """Convert the marks within lines that the extensions of the blog turn on."""
    extensions = set((work.site.setting(EXTENSIONS) or "").split())
    for leaf in work.parsed.leaves:
        if leaf.place is None or not re.search(r"[=^~+{]", leaf.token.content):
            continue
        flags = plain_text(leaf)
        if "pymdownx.critic" in extensions:
            _convert_critic(work, leaf, flags)
        if "pymdownx.keys" in extensions:
            _convert_keys(work, leaf, flags)
        for extension, element, pattern in _ELEMENTS:
            if f"pymdownx.{extension}" in extensions:
                _convert_element(work, leaf, flags, element, pattern)


def _matches(leaf: Leaf, flags: list[bool], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield matches of which the signs are plain text, and mark these signs as done."""
    content = leaf.token.content
    text = "".join(char if is_plain or char == "\n" else _HIDDEN for char, is_plain in zip(content, flags, strict=True))
    for match in pattern.finditer(text):
        yield match
        names = [name for name in ("open", "between", "close") if name in pattern.groupindex]
        for start, end in (match.span(name) for name in names) if names else (match.span(),):
            flags[start:end] = [False] * (end - start)


def _convert_element(work: Work, leaf: Leaf, flags: list[bool], element: str, pattern: re.Pattern[str]) -> None:
    assert leaf.place is not None
    for match in _matches(leaf, flags, pattern):
        work.put(leaf.place.span(*match.span("open")), f"<{element}>", "mark")
        work.put(leaf.place.span(*match.span("close")), f"</{element}>", "mark")


def _convert_keys(work: Work, leaf: Leaf, flags: list[bool]) -> None:
    assert leaf.place is not None
    for match in _matches(leaf, flags, _KEYS):
        keys = re.findall(r"\"[^\"\n]+\"|[\w-]+", match["text"])
        names = (key[1:-1] if key[0] == '"' else _KEY_NAMES.get(key, key.replace("-", " ").title()) for key in keys)
        work.put(leaf.place.span(*match.span()), f"{{kbd}}`{'+'.join(names)}`", "key")


def _convert_critic(work: Work, leaf: Leaf, flags: list[bool]) -> None:
    """Convert substitutions and comments of CriticMarkup."""
    assert leaf.place is not None
    for match in _matches(leaf, flags, _SUBSTITUTION):
        for name, text in (("open", "<del>"), ("between", "</del><ins>"), ("close", "</ins>")):
            work.put(leaf.place.span(*match.span(name)), text, "mark")
    for match in _matches(leaf, flags, _CRITIC_COMMENT):
        text = leaf.token.content[match.start("comment") : match.end("comment")]
        work.put(leaf.place.span(*match.span()), comment(f" {text.strip()} "), "mark")


# ------------------------------------------------------------------------------------------------ snippets, annotations

_CUT = r"-{1,2}8<-{1,2}"
_SNIPPET = re.compile(
    rf"(?P<escaped>;)?{_CUT}(?:[ \t]+[\"'](?P<name>[^\"'\n]+)[\"'][ \t]*$"
    rf"|[ \t]*\n(?P<names>(?:(?![ \t>]*{_CUT})[^\n]*\n){{1,100}})[ \t>]*{_CUT}[ \t]*$)",
    re.MULTILINE,
)
"""The name of one file in quotes, or the names of several, each in a line of its own."""
_SECTION = re.compile(
    rf"^[^\n]*{_CUT}[ \t]*\[(?P<end>start|end)(?::[ \t]*(?P<name>[\w-]+))?[^\]\n]*\][^\n]*(?:\n|\Z)", re.MULTILINE
)
_MARKDOWN = (".md", ".markdown", ".txt")
_ANNOTATION = re.compile(r"(?:#|//|--|;|%|/\*|<!--)[ \t]*\(\d{1,3}\)(?P<sign>!)?")


def snippets(work: Work) -> None:
    """Put in the files that ``--8<-- "file"`` names, also in code."""
    source = work.source
    if "8<" not in source.text:
        return
    code = [token.map for token in work.parsed.tokens if token.type in ("fence", "code_block") and token.map]
    for match in _SNIPPET.finditer(source.text, source.base):
        line = source.number(match.start())
        if source.text[source.lines[line][0] : match.start()].strip(" \t>"):
            continue
        if match["escaped"]:
            work.put(match.span("escaped"), "", "snippet")
            work.literal_text.append(match.group()[1:])
            continue
        is_code = any(first <= line < last for first, last in code)
        names = [match["name"]] if match["name"] else [name.strip(" \t>") for name in match["names"].split("\n")]
        texts = [(name, _snippet(work, name, is_code=is_code)) for name in names if name and name[0] != ";"]
        for name, text in texts:
            if text is None:
                work.report(match.start(), NoteKind.INCLUDE, f"snippet '{name}' not found. The line is unchanged.")
                work.literal_text.append(match.group())
        if texts and all(text is not None for _, text in texts):
            prefix = source.prefix(match.start())
            joined = "\n\n".join(text for _, text in texts if text)
            work.discard_edits(*match.span())
            work.put(match.span(), joined.replace("\n", f"\n{prefix}"), "snippet")


def _snippet(work: Work, name: str, *, is_code: bool) -> str | None:
    """Return a file, or a part of it: ``file:section``, ``file:3:5``; None if it does not exist."""
    file, _, part = name.partition(":")
    text = work.site.include(file)
    text = None if text is None else _part(text, part)
    if text is None or is_code:
        return text
    if file.lower().endswith(_MARKDOWN):
        return work.fragment(text, file).strip("\n")
    return code_block(text, file.rpartition(".")[2])


def _part(text: str, part: str) -> str | None:
    """Return a section between its marks, or some lines, without the marks of other sections."""
    if re.fullmatch(r"[\d:,-]+", part):
        first, _, last = part.partition(",")[0].partition(":")
        text = "\n".join(text.split("\n")[max(int(first or 1), 1) - 1 : int(last) if last.isdecimal() else None])
    elif part:
        sections = [match for match in _SECTION.finditer(text) if match["name"] == part]
        if not sections or sections[0]["end"] != "start":
            return None
        end = next((match.start() for match in sections if match["end"] == "end"), len(text))
        text = text[sections[0].end() : end]
    return _SECTION.sub("", text).strip("\n")


def code_annotations(work: Work) -> None:
    """Report annotations of code (``# (1)!``), which stay as comments; without the sign they are those of anybody."""
    everywhere = "content.code.annotate" in (work.site.setting(FEATURES) or "").split()
    for token in work.parsed.tokens:
        match = _ANNOTATION.search(token.content) if token.type == "fence" and token.map else None
        if match is None or not (everywhere or match["sign"] or "annotate" in token.info):
            continue
        source, (first, last) = work.source, token.map or (0, 0)
        message = f"code annotation '{match.group()}' is not supported. It is written as a comment."
        start_line = first + 1 + token.content.count("\n", 0, match.start())
        work.report(source.lines[start_line][0], NoteKind.CODE, message)
        for number in range(first + 1, last):
            start, line = source.lines[number][0], source.line(number)
            for sign in _ANNOTATION.finditer(line):
                if sign["sign"]:
                    work.put((start + sign.start("sign"), start + sign.end("sign")), "", "annotation")
