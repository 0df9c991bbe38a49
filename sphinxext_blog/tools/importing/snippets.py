"""Snippets: files that ``pymdownx.snippets`` puts into pages of MkDocs, whole or in part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .codespans import CodeSpans, line_at
from .gaps import indent_rest
from .including import included
from .keys import as_list
from .scanning import MARKDOWN, child, mapping, text_in
from .tags import code_block

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .notes import Fault
    from .targets import Surroundings

__all__ = ["SNIPPETS", "appended", "put_snippets_in"]

SNIPPETS = "pymdownx.snippets"
_CUT = r"-{1,2}8<-{1,2}"
_SNIPPET = re.compile(
    rf"^(?P<gap>[ \t]*)(?P<escaped>;)?{_CUT}(?:[ \t]+[\"'](?P<name>[^\"'\n]+)[\"'][ \t]*$"
    rf"|[ \t]*\n(?P<names>(?:(?![ \t]*{_CUT})[^\n]*\n){{1,100}})[ \t]*{_CUT}[ \t]*$)",
    re.MULTILINE,
)
"""One file in quotes, or several, each in a line of its own."""
_MARK = re.compile(
    rf"^[^\n]*{_CUT}[ \t]*\[(?P<which>start|end)(?::[ \t]*(?P<name>[\w-]+))?[^\]\n]*\][^\n]*(?:\n|\Z)", re.MULTILINE
)


def put_snippets_in(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """Files in place of their names, also in code; those that are not there are told."""
    faults: list[Fault] = []
    if "8<" not in text:
        return text, faults
    code = CodeSpans(text, verbatim=True)

    def snippet(match: re.Match[str]) -> str:
        if match["escaped"]:
            return match.group().replace(";", "", 1)
        is_code = match.start() in code
        found = []
        for name in [match["name"]] if match["name"] else match["names"].split("\n"):
            if (bare := name.strip()) and not bare.startswith(";"):
                new = _text(bare, around, is_code=is_code)
                if new is None:
                    faults.append((line_at(match.string, match.start()), f"snippet '{bare}' was not put in"))
                found.append(new)
        if not found or None in found:
            return match.group()
        return match["gap"] + indent_rest("\n\n".join(filter(None, found)), match["gap"])

    return _SNIPPET.sub(snippet, text), faults


def appended(around: Surroundings) -> str:
    """The texts that ``auto_append`` puts at the end of each page, mostly abbreviations and addresses of links."""
    texts = []
    for name in as_list(_settings(around).get("auto_append"), ""):
        path = next((path for folder in _folders(around) if (path := folder / name).is_file()), None)
        if path is not None and path.resolve().is_relative_to(around.blog.root.resolve()):
            texts.append(text_in(path).strip("\n"))
    return "\n\n".join(texts)


def _text(name: str, around: Surroundings, *, is_code: bool) -> str | None:
    """A file, or a part of it: ``file:section``, ``file:3:5``; None for one that is not there."""
    file, _, part = name.partition(":")
    for folder in _folders(around):
        path = folder / file
        if not path.is_file() or not path.resolve().is_relative_to(around.blog.root.resolve()):
            continue
        is_markdown = path.suffix.lower() in (*MARKDOWN, ".txt")
        if is_code or not is_markdown:
            text = _part(text_in(path), part)
            return text if is_code or text is None else code_block(text, path.suffix.lstrip("."))
        return included(path, around, lambda text: _part(text, part))
    return None


def _part(text: str, part: str) -> str | None:
    """A section between its marks, or some lines; the marks of all others are left out."""
    if re.fullmatch(r"[\d:,-]+", part):
        first, _, last = part.partition(",")[0].partition(":")
        text = "\n".join(text.split("\n")[int(first or 1) - 1 : int(last) if last.isdecimal() else None])
    elif part:
        marks = [match for match in _MARK.finditer(text) if match["name"] == part]
        if not marks or marks[0]["which"] != "start":
            return None
        end = next((match.start() for match in marks if match["which"] == "end"), len(text))
        text = text[marks[0].end() : end]
    return _MARK.sub("", text).strip("\n")


def _folders(around: Surroundings) -> Iterator[Path]:
    """Where snippets are looked for: where the settings say, or the folder of ``mkdocs.yml``."""
    root = around.blog.root
    yield from (child(root, name) for name in as_list(_settings(around).get("base_path"), ""))
    yield from (root, *around.blog.content, around.post.file.path.parent)


def _settings(around: Surroundings) -> dict[str, object]:
    return mapping(mapping(around.blog.facts.get("__extensions")).get(SNIPPETS))
