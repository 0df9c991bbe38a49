"""Scanning: the files of an old blog, found without following links, and its configuration, read without running it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ...source.frontmatter import YAML_ERRORS
from .blog import SourceFile
from .decoding import decode
from .notes import Kind, Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["MARKDOWN", "Tolerant", "child", "first_file", "left_pages", "mapping", "read_yaml", "text_in", "walk"]

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")
_PASSED_OVER = ("node_modules", "__pycache__")


def walk(folder: Path, suffixes: tuple[str, ...] = MARKDOWN, *, draft: bool = False) -> Iterator[SourceFile]:
    """The files below a folder, sorted by name; hidden folders are passed over."""
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _PASSED_OVER)
        for name in sorted(names):
            path = Path(above, name)
            if name.lower().endswith(suffixes) and not name.startswith("."):
                yield SourceFile(path=path, name=path.relative_to(folder).as_posix(), draft=draft)


def first_file(folder: Path, names: Iterable[str]) -> Path | None:
    """The first of some files that is there."""
    return next((folder / name for name in names if (folder / name).is_file()), None)


def text_in(path: Path) -> str:
    """The text of a file of the old blog beside its posts; empty for one that cannot be read."""
    try:
        return decode(path.read_bytes())[0]
    except (OSError, ValueError):
        return ""


class Tolerant(yaml.SafeLoader):
    """Reads over tags such as ``!!python/name:``, which stand in the configuration of MkDocs."""


Tolerant.add_multi_constructor("", lambda *_: None)


def read_yaml(path: Path | None) -> dict[str, Any]:
    """A YAML mapping; empty for a file that is none.  Nothing in it is run."""
    if path is None:
        return {}
    try:
        values = yaml.load(text_in(path), Tolerant)  # noqa: S506 - a safe loader that knows no more types than that
    except YAML_ERRORS:
        return {}
    return mapping(values)


def mapping(value: object) -> dict[str, Any]:
    """A mapping with names as keys; an empty one for everything else."""
    return {str(key): item for key, item in value.items()} if isinstance(value, dict) else {}


def child(folder: Path, name: object) -> Path:
    """A folder that a configuration names, never one outside; the folder itself if it does."""
    found = (folder / str(name or "").strip("/")).resolve()
    return found if found.is_relative_to(folder.resolve()) else folder


def left_pages(root: Path, folder: Path, posts: Iterable[SourceFile]) -> tuple[Note, ...]:
    """A note for each Markdown file of a folder that is no post; folders that begin with ``_`` hold parts of pages."""
    taken = {post.path for post in posts}
    return tuple(
        Note(file=file.path.relative_to(root).as_posix(), message="a page, not a post", kind=Kind.LEFT)
        for file in walk(folder, (*MARKDOWN, ".rst"))
        if file.path not in taken and not any(part.startswith("_") for part in file.name.split("/")[:-1])
    )
