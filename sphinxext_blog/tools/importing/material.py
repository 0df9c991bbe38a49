"""MkDocs: the extensions of Python-Markdown that Material's blog is written with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .admonitions import convert_indented
from .codeoptions import FENCE
from .codespans import line_at
from .htmlmarkdown import free_markdown
from .including import included
from .tags import code_block, expand_tags

if TYPE_CHECKING:
    from pathlib import Path

    from .notes import Fault
    from .targets import Surroundings

__all__ = ["convert_mkdocs"]

_SNIPPET = re.compile(r"^(?P<gap>[ \t]*)-{1,2}8<-{1,2}[ \t]+[\"'](?P<name>[^\"'\n]+)[\"'][ \t]*$", re.MULTILINE)
_TWEMOJI = re.compile(r":(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^{}\n]*\})?")
_SPOKEN = re.compile(r"(?<!`)`(?:#!|:::+)[\w+#.-]+ (?=[^`\n]*`)")
"""The language of code within a line."""
_CARDS = re.compile(r"^[ \t]*<div class=\"grid[^\n]*markdown[^\n]*>[ \t]*$", re.MULTILINE)


def convert_mkdocs(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """Snippets put in, admonitions and tabs as directives; icons are told."""
    faults: list[Fault] = []

    def snippet(match: re.Match[str]) -> str | None:
        for folder in _snippet_folders(around):
            path = folder / match["name"]
            if path.suffix.lower() not in (".md", ".txt", ".markdown") and path.is_file():
                from .scanning import text_in

                return code_block(text_in(path), path.suffix.lstrip("."))
            if (new := included(path, around)) is not None:
                return new
        faults.append((line_at(match.string, match.start()), f"snippet '{match['name']}' was not put in"))
        return None

    def told(match: re.Match[str]) -> None:
        faults.append((line_at(match.string, match.start()), f"'{match.group().strip()[:40]}' is left in as it is"))

    for pattern in (_TWEMOJI, _CARDS):
        expand_tags(text, pattern, told)
    text = expand_tags(text, _SNIPPET, snippet)
    fences = [match.span() for match in FENCE.finditer(text)] if _SPOKEN.search(text) else []

    def spoken(match: re.Match[str]) -> str:
        return match.group() if any(start < match.start() < end for start, end in fences) else "`"

    return convert_indented(free_markdown(_SPOKEN.sub(spoken, text))), faults


def _snippet_folders(around: Surroundings) -> list[Path]:
    return [around.blog.root, *around.blog.content, around.post.file.path.parent]
