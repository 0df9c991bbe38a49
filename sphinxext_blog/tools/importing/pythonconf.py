"""Settings in Python, of Pelican: literals are read, nothing is run."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from .scanning import text_in

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_python"]


def read_python(path: Path | None) -> dict[str, Any]:
    """The names that a file gives literals to; others are left out, for only running it would tell."""
    if path is None:
        return {}
    try:
        tree = ast.parse(text_in(path))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    found: dict[str, Any] = {}
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        if isinstance(target, ast.Name) and isinstance(node, ast.Assign):
            try:
                found[target.id] = ast.literal_eval(node.value)
            except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                found.pop(target.id, None)
    return found
