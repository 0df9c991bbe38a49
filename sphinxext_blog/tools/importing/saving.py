"""Saving: files written once, and never over what is there already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Saver"]


@dataclass(slots=True, kw_only=True)
class Saver:
    """Writes below one folder."""

    folder: Path
    force: bool = False
    """Whether a file that is there with other content is written over."""
    dry: bool = False
    """Whether nothing is written at all."""
    written: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """What was there with other content, and is left so."""

    def text(self, name: str, text: str) -> str:
        """Write a text; gives why it could not be written, or nothing."""
        return self._save(name, lambda: text.encode("utf-8", errors="replace"))

    def copy(self, name: str, source: Path) -> str:
        """Write a copy of a file; gives why it could not be written, or nothing."""
        return self._save(name, source.read_bytes)

    def _save(self, name: str, content: Callable[[], bytes]) -> str:
        path = self.folder / name
        try:
            if not path.resolve().is_relative_to(self.folder.resolve()):
                return f"'{name}' leads out of the folder"
            data = content()
            if path.exists() or path.is_symlink():
                if path.is_file() and path.read_bytes() == data:
                    self.same.append(name)
                    return ""
                if not self.force or not path.is_file():
                    self.kept.append(name)
                    return ""
            if not self.dry:
                path.parent.mkdir(parents=True, exist_ok=True)
                temporary = path.with_name(f".{path.name[:80]}.importing")
                temporary.write_bytes(data)
                temporary.replace(path)  # whole or not at all, however the run ends
            self.written.append(name)
        except OSError as error:
            return f"'{name}' could not be written: {error.strerror or error}"
        return ""
