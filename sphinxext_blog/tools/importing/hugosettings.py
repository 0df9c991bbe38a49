"""Settings of Hugo, in TOML, YAML or JSON, in one file or several."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

from .scanning import first_file, mapping, read_yaml, text_in

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_settings", "settings_file"]

_NAMES = ("hugo", "config")
_FOLDERS = ("", "config/_default/")
_SUFFIXES = (".toml", ".yaml", ".yml", ".json")


def read_settings(root: Path) -> dict[str, Any]:
    """What the settings say, with those that stand in files of their own."""
    found = _read(settings_file(root))
    for part in ("permalinks", "params", "languages"):
        if part not in found and (extra := first_file(root, [f"config/_default/{part}{end}" for end in _SUFFIXES])):
            found[part] = _read(extra)
    return {key.lower(): value for key, value in found.items()}


def settings_file(root: Path) -> Path | None:
    """The first file of those that Hugo looks for."""
    return first_file(root, [f"{folder}{name}{end}" for folder in _FOLDERS for name in _NAMES for end in _SUFFIXES])


def _read(path: Path | None) -> dict[str, Any]:
    if path is None or path.suffix in (".yaml", ".yml"):
        return read_yaml(path)
    try:
        return mapping(tomllib.loads(text_in(path)) if path.suffix == ".toml" else json.loads(text_in(path)))
    except (ValueError, RecursionError):
        return {}
