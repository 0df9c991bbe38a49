"""Images: names that do not depend on the order of reading.

Sphinx numbers files of one name (``cover.png``, ``cover1.png``) in the order in which it meets them, and parallel
readers finish in any order.  Where a post's image shares its name with another, all of that name get a part of the
hash of their path instead.
"""

from __future__ import annotations

import posixpath
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx.environment import BuildEnvironment

__all__ = ["name_images"]


def name_images(env: BuildEnvironment, posts: Collection[str]) -> set[str]:
    """Give images of one name stable names; gives the documents that show an image whose name has changed."""
    images = env.images
    same: dict[str, list[str]] = {}
    for path in images:
        same.setdefault(posixpath.basename(path), []).append(path)
    changed: set[str] = set()
    for name, paths in same.items():
        ours = any(not images[path][0].isdisjoint(posts) for path in paths)
        for path in paths if ours else ():
            docnames, old = images[path]
            stem, suffix = posixpath.splitext(name)
            new = name if len(paths) == 1 else f"{stem}-{zlib.crc32(path.encode()):08x}{suffix}"
            if new != old:
                images[path] = (docnames, new)
                changed |= docnames
    images._existing = {name for _, name in images.values()}  # noqa: SLF001 - FilenameUniqDict has no way to rename
    return changed
