"""Settings: which files of an old blog's configuration cannot be read, and so count for nothing."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

import yaml

from ...source.frontmatter import YAML_ERRORS
from .notes import Note
from .scanning import Tolerant, text_in

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["unreadable"]


def unreadable(root: Path, *paths: Path | None) -> tuple[Note, ...]:
    """A note for each file that is no YAML, TOML or JSON; a blog that has none of a kind says so by None."""
    found = ((path, _fault(path)) for path in paths if path is not None and path.is_file())
    return tuple(
        Note(
            file=path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name,
            line=fault[0],
            message=f"these settings cannot be read, so nothing of them is used: {fault[1]}",
        )
        for path, fault in found
        if fault is not None
    )


def _fault(path: Path) -> tuple[int, str] | None:
    """The line and the reason; None for a file that can be read."""
    text, suffix = text_in(path), path.suffix.lower()
    try:
        if suffix == ".toml":
            tomllib.loads(text)
        elif suffix == ".json":
            json.loads(text)
        else:
            yaml.load(text, Tolerant)  # noqa: S506 - a safe loader that knows no more types than that
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return (mark.line + 1 if mark else 0), str(error.problem or error.context)
    except YAML_ERRORS as error:
        line = re.search(r"line (\d+)", str(error))
        return (int(line[1]) if line else 0), str(error).partition("\n")[0]
    return None
