"""Formats: which files of the old blog are posts, and which of them nothing here can convert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .notes import Kind, Note
from .scanning import MARKDOWN, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .blog import SourceFile

__all__ = ["HTML", "UNREAD", "posts_in", "unread_in"]

HTML = (".html", ".htm")
_NAMES = {
    ".org": "Org mode", ".adoc": "AsciiDoc", ".asciidoc": "AsciiDoc", ".asc": "AsciiDoc", ".textile": "Textile",
    ".rst": "reStructuredText", ".rmd": "R Markdown", ".rmarkdown": "R Markdown", ".qmd": "Quarto", ".pdc": "Pandoc",
    ".pandoc": "Pandoc", ".creole": "Creole", ".mediawiki": "MediaWiki", ".wiki": "a wiki's markup", ".html": "HTML",
    ".htm": "HTML", ".ipynb": "a notebook",
}  # fmt: skip
"""What formats other than Markdown are called."""
UNREAD = tuple(suffix for suffix in _NAMES if suffix not in (*HTML, ".ipynb"))
"""Those of posts that are told and not read; HTML and notebooks are so with some engines only."""


def posts_in(folder: Path, *, draft: bool = False) -> Iterator[SourceFile]:
    """The Markdown below a folder, and the HTML with front matter; other HTML is no post, but belongs to one."""
    for file in walk(folder, (*MARKDOWN, *HTML), draft=draft):
        if not file.name.lower().endswith(HTML) or _has_front_matter(file.path):
            yield file


def unread_in(root: Path, files: Iterable[SourceFile], read: Iterable[SourceFile]) -> tuple[Note, ...]:
    """A note for each file that is not read; what lies beside a post of the same name was its source."""
    names = {file.path.with_suffix("") for file in read}
    return tuple(
        Note(
            file=file.path.relative_to(root).as_posix(),
            message=f"it is {_NAMES[file.path.suffix.lower()]}, which is not converted here",
            kind=Kind.LOST,
        )
        for file in files
        if file.path.with_suffix("") not in names
    )


def _has_front_matter(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"---", b"+++"))
    except OSError:
        return False
