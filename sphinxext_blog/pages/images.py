"""Images: whose they are, and names that do not depend on the order of reading.

Sphinx numbers files of one name (``cover.png``, ``cover1.png``) in the order in which it meets them, and parallel
readers finish in any order.  Where a post's image shares its name with another, all of that name get a part of the
hash of their path instead.
"""

from __future__ import annotations

import posixpath
import zlib
from typing import TYPE_CHECKING

from ..model.page_plan import PageKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain

__all__ = ["name_images", "note_term_images", "sorted_images"]


def sorted_images(env: BuildEnvironment) -> list[tuple[str, set[str], str]]:
    """Return the path, the documents and the name in the output of each image, by path.

    Some versions of Sphinx keep paths as other extensions give them, also as objects of ``pathlib``.
    """
    return sorted((str(path), docnames, name) for path, (docnames, name) in env.images.items())


def note_term_images(domain: BlogDomain) -> None:
    """Let the pictures of terms belong to the pages that show them, so that builders copy them."""
    images = domain.env.images
    old = domain.records.term_images
    new: dict[str, str] = {}
    for page in domain.plan.pages():
        term = domain.catalog.term(page.taxonomy, page.label) if page.kind is PageKind.TERM else None
        if term is not None and page.number == 1 and term.info.image in domain.term_data.images:
            new[page.docname] = term.info.image
    for docname, path in old.items():
        if new.get(docname) != path and path in images:
            images[path][0].discard(docname)
            if not images[path][0]:
                images._existing.discard(images.pop(path)[1])  # noqa: SLF001 - it can only forget whole documents
    for docname, path in new.items():
        images.add_file(docname, path)
    domain.records.term_images = new


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
            new = name if len(paths) == 1 else f"{stem}-{zlib.crc32(str(path).encode()):08x}{suffix}"
            if new != old:
                images[path] = (docnames, new)
                changed |= docnames
    images._existing = {name for _, name in images.values()}  # noqa: SLF001 - FilenameUniqDict has no way to rename
    return changed
