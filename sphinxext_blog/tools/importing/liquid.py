"""Liquid: the tags and outputs that posts of Jekyll use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .admonitions import admonition
from .codeoptions import options_in
from .codespans import CodeSpans, line_at, sub_outside
from .comments import can_hold_comment, comment, is_in_comment
from .includes import include
from .keys import as_flag
from .links import attributes_of
from .liquidvalues import assigned, output
from .media import embedded
from .tags import LIQUID, Converted, Tag, code_block, convert_tags, expand_tags, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .notes import Fault
    from .targets import Surroundings

__all__ = ["convert_jekyll", "expand_jekyll"]

_OUTPUT = re.compile(
    r"\{\{-?[ \t]*(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[\w.-]+)[ \t]*(?P<filters>(?:\|[^{}\n|]*){0,20})\}\}"
)
_LINK = re.compile(r"\{%-?[ \t]*(?P<name>post_url|link)[ \t]+(?P<args>[^%\n]+?)[ \t]*-?%\}")
_RAW = re.compile(r"^[ \t]*\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}[ \t]*\n|\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}", re.MULTILINE)
_ATTRIBUTES = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$", re.MULTILINE)
_TOC = re.compile(r"^[ \t]*[*\-+1.]+[ \t]+[^\n]*\n[ \t]*\{:toc\}[ \t]*$", re.MULTILINE | re.IGNORECASE)
_EXTENSION = re.compile(
    r"\{::(?P<name>comment|nomarkdown)(?:[ \t][^{}\n]*)?(?<!/)\}(?P<body>(?s:.{0,20000}?))\{:/(?P=name)?\}"
)
"""What kramdown keeps out of the page, or takes as it is."""
_NOTE = re.compile(r"\.(?:notice--|prompt-)?(?P<kind>note|tip|info|warning|danger|important|success|primary|caution)\b")
_OF_SPAN = re.compile(r"(?<=[`*_])(?P<attrs>\{:[ \t]*[.#\w][^{}\n]*\})")
"""What is said of code or emphasis within a line."""
_NAMED_CODE = re.compile(
    r"^(?P<gap>[ \t]*)(?P<mark>`{3,})(?P<info>[^\n`]*)\n(?P<body>(?:(?!(?P=gap)(?P=mark))[^\n]*\n){0,3000})"
    r"(?P=gap)(?P=mark)[ \t]*\n[ \t]*\{:[^{}\n]*\bfile=[\"'](?P<name>[^\"'\n]+)[\"'][^{}\n]*\}[ \t]*$",
    re.MULTILINE,
)
"""Code with the name of its file below it, as the theme Chirpy has it."""
_BREAK = re.compile(
    r"\$\$(?s:.{1,5000}?)\$\$|\\begin\{(?P<name>[\w*]+)\}(?s:.{1,5000}?)\\end\{(?P=name)\}"
    r"|(?P<end>(?<=[^\s\\])[ \t]*\\\\)$(?=\n[ \t]*\S)",
    re.MULTILINE,
)
"""Two backslashes at the end of a line, which are a line break to kramdown; none in math."""
_LITERAL = ("highlight", "raw", "comment", "capture")


def expand_jekyll(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """``{{ site.baseurl }}``, filters that make URLs, ``post_url`` and ``link``: what stands within a link.

    Comments of kramdown go first, so that nothing in them is looked at.
    """
    faults: list[Fault] = []

    def extension(match: re.Match[str]) -> str:
        body = match["body"]
        return body if match["name"] == "nomarkdown" else f"{{% comment %}}{body}{{% endcomment %}}"

    def shown(match: re.Match[str]) -> str | None:
        value = output(match["value"], match["filters"], around, names)
        if value is not None:
            return None if match["value"] in names and _is_block(match, value) else value  # while lines are counted
        if is_in_comment(match.string, match.start()):
            return None
        is_kept = can_hold_comment(match.string, match.start())
        message = f"'{match.group()}' was not understood; it is {'kept in a comment' if is_kept else 'left in'}"
        faults.append((line_at(match.string, match.start()), message))
        return comment(f" {match.group()} ") if is_kept else None

    def link(match: re.Match[str]) -> str | None:
        name = words(match["args"])[0]
        post = around.index.named(name.removeprefix("/").removeprefix("_posts/"))
        if post is not None:
            return around.link_to(post)
        if match["name"] == "link":
            return f"/{name.lstrip('/')}"
        faults.append((line_at(match.string, match.start()), f"'{name}' is no post that is imported; it is left in"))
        return None

    names = assigned(text)
    if "{:/" in text:
        text = expand_tags(text, _EXTENSION, extension)
    if not _is_run(around):
        return text, []
    text = expand_tags(text, _OUTPUT, shown, raw=False)
    return expand_tags(text, _LINK, link, raw=False), faults


def convert_jekyll(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """Blocks, includes, and the attribute lists of kramdown."""
    faults: list[Fault] = []

    def convert(tag: Tag) -> Converted:
        return _convert(tag, around)

    def attributes(match: re.Match[str]) -> str:
        line = line_at(match.string, match.start())
        faults.append((line, f"attributes '{match.group().strip()}' have no place in MyST; they are left in a comment"))
        return comment(f" {match.group().strip()} ")

    text = _NAMED_CODE.sub(r'\g<gap>\g<mark>\g<info> title="\g<name>"\n\g<body>\g<gap>\g<mark>\n', _TOC.sub("", text))
    text = expand_tags(text, _ATTRIBUTES, lambda match: _notice(match) or attributes(match))
    text = sub_outside(_BREAK, lambda match: "\\" if match["end"] else match.group(), text)
    text = sub_outside(_OF_SPAN, lambda match: attributes_of(match["attrs"], around), text)
    more: list[Fault] = []
    names = assigned(text)
    if _is_run(around):
        text, more = convert_tags(text, LIQUID, convert, _LITERAL)
        text = _RAW.sub("", expand_tags(text, _OUTPUT, lambda match: _long(match, names), raw=False) if names else text)
    return _notices(text), [*faults, *more]


def _long(match: re.Match[str], names: Mapping[str, str]) -> str | None:
    """What the text has set and is Markdown of its own, apart from what stands around it."""
    value = names.get(match["value"])
    return f"\n\n{value}\n\n" if value and _is_block(match, value) else None


def _is_block(match: re.Match[str], value: str) -> bool:
    """Whether a value has several lines, or is all that an element of HTML holds."""
    return "\n" in value or ("markdownify" in match["filters"] and match.string[: match.start()].endswith(">"))


def _is_run(around: Surroundings) -> bool:
    """Whether Jekyll takes the post for a template."""
    return as_flag(around.post.values.get("render_with_liquid", True)) is not False


def _convert(tag: Tag, around: Surroundings) -> Converted:
    name, body = tag.name, tag.body
    if name in ("raw", "comment") and body is not None:
        raw = body.strip("\n") if tag.own_line else body
        return raw if name == "raw" else comment(body)
    if name in ("assign", "capture"):
        return _set(tag)
    if name == "highlight" and body is not None:
        options = options_in(tag.args.partition(" ")[2], body.strip("\n"))
        return code_block(body, (tag.positional or ("",))[0].lower(), options=options)
    if name in ("include", "include_relative", "include_cached"):
        return include(tag, around)
    if name in ("note", "tip", "warning", "important", "alert") and body is not None:
        return admonition(name, " ".join(tag.positional), body.strip("\n"))
    return embedded(tag)


def _set(tag: Tag) -> str | None:
    """A value that the text sets, kept in a comment: what it is, is filled in already; None where that is not known."""
    whole = f"{{% {tag.name} {tag.args} %}}" + (f"{tag.body}{{% end{tag.name} %}}" if tag.body is not None else "")
    return comment(f" {whole} ") if assigned(whole) else None


def _notice(match: re.Match[str]) -> str | None:
    """An attribute list that makes a paragraph a note, kept for :func:`_notices`."""
    return match.group() if _NOTE.search(match.group()) else None


def _notices(text: str) -> str:
    """``{: .note }`` above or below a paragraph, of Just the Docs and Minimal Mistakes."""
    if "{:" not in text:
        return text
    code, place = CodeSpans(text), 0
    blocks = re.split(r"(\n[ \t]*\n)", text)
    for number, block in enumerate(blocks):
        lines = block.strip("\n").split("\n")
        for at in (0, -1):
            kind = _NOTE.search(lines[at]) if _ATTRIBUTES.fullmatch(lines[at]) else None
            if kind is not None and len(lines) > 1 and place not in code:
                body = "\n".join(lines[1:] if at == 0 else lines[:-1])
                blocks[number] = admonition(kind["kind"], "", re.sub(r"^> ?", "", body, flags=re.MULTILINE))
                break
        place += len(block)
    return "".join(blocks)
