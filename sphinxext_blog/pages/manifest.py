"""The manifest: the files that one builder has written to one output folder, with the digest of the inputs of each.

Several builders and output folders may share one folder of doctrees.  Each has a separate manifest there, so that an
EPUB build does not make outdated HTML look fresh.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.views import digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["Manifest", "delete_output"]

_STORED = ("files", "documents", "redirects", "shared")


@dataclass(slots=True, kw_only=True)
class Manifest:
    """The files of one output folder; paths are relative to it, with slashes."""

    path: Path
    """The path of the stored manifest."""
    files: dict[str, str] = field(default_factory=dict)
    """The digest of the inputs of each file that is deleted when it is no longer planned; empty if it has none.

    The files are: posts and generated pages, copies of their sources, their images and downloads, feeds."""
    documents: dict[str, str] = field(default_factory=dict)
    """The digest of the inputs of each other document, whose output Sphinx keeps when the document is removed."""
    redirects: dict[str, str] = field(default_factory=dict)
    """The digest of each redirect, which distinguishes it from a file that something else wrote to the same path."""
    shared: dict[str, list[str]] = field(default_factory=dict)
    """The files that several documents may use, such as resized images, by document."""
    _loaded: dict[str, Any] = field(default_factory=dict)
    """The stored content."""

    @classmethod
    def load(cls, app: Sphinx) -> Manifest:
        """Return the manifest of the output folder of a build; an empty one for the first build."""
        key = digest(str(Path(app.outdir).resolve()))
        path = Path(app.doctreedir) / f"blog-{app.builder.name}-{key}.json"
        try:
            stored = json.loads(path.read_bytes())
            return cls(path=path, **{name: dict(stored[name]) for name in _STORED}, _loaded=stored)
        except (OSError, ValueError, KeyError, TypeError):  # the first build, or not a manifest
            return cls(path=path)

    def digest_of(self, file: str) -> str:
        """Return the digest of the inputs of a page when it was written; empty if it was not."""
        return self.files.get(file) or self.documents.get(file, "")

    def save(self) -> None:
        """Store the manifest if it has changed."""
        current = {name: getattr(self, name) for name in _STORED}
        if current != self._loaded:
            text = json.dumps(current, ensure_ascii=False, indent=0, sort_keys=True)
            self.path.write_text(text, encoding="utf-8", newline="\n")
            self._loaded = {name: dict(getattr(self, name)) for name in _STORED}


def delete_output(file: str, root: Path) -> None:
    """Delete a file of the output folder, and the folders that it leaves empty; no file outside of this folder."""
    path = Path(os.path.normpath(root / file))
    if root not in path.parents:
        return
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
