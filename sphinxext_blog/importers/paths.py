"""Paths of posts and their files in the new blog: safe in URLs and on every file system, and each used once."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from ..model.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from pathlib import Path

__all__ = ["Names", "file_path", "is_page_of", "post_path", "prefix_of"]

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 100


class Names:
    """Paths in use, compared without case, as some file systems do."""

    def __init__(self, used: Iterable[str] = (), others: AbstractSet[str] = frozenset()) -> None:
        self._used = {name.casefold() for name in used}
        self._others = others

    def extended(self) -> Names:
        """Return an empty set of paths, of which those in use here are not free."""
        return Names((), self._used)  # they are not copied, for there may be thousands

    def is_used(self, path: str) -> bool:
        """Return whether a path is in use."""
        folded = path.casefold()
        return folded in self._used or folded in self._others

    def free(self, path: str) -> str:
        """Return the path, with a number before its suffix if it is in use; it is in use then."""
        folder, slash, name = path.rpartition("/")
        stem, dot, suffix = name.partition(".") if not name.startswith(".") else (name, "", "")
        result, number = path, 2
        while self.is_used(result):
            result = f"{folder}{slash}{stem}-{number}{dot}{suffix}"
            number += 1
        self._used.add(result.casefold())
        return result


def post_path(name: str) -> str:
    """Return the path of a post: each folder and the file named by its slug, with the suffix ``.md`` or ``.rst``."""
    stem, _, suffix = name.rpartition(".")
    new_suffix = ".rst" if suffix.lower() == "rst" else ".md"
    return "/".join(_slug(part) for part in (stem or name).split("/")) + new_suffix


def file_path(path: str) -> str:
    """Return the path of an image or another file in ASCII, since MyST-Parser does not find images with other names.

    A name that loses letters gets a few digits of its hash, so that two such names stay distinct.
    """
    return "/".join(_ascii(part) for part in path.split("/") if part not in ("", ".", ".."))


def prefix_of(into: Path) -> str:
    """Return the path of a folder from that of ``conf.py`` above it, with a final slash; without one, its own name."""
    resolved = into.resolve()
    home = next((folder for folder in (resolved, *resolved.parents) if (folder / "conf.py").is_file()), resolved.parent)
    below = resolved.relative_to(home).as_posix()
    return "" if below == "." else f"{below}/"


def is_page_of(address: str, target: str) -> bool:
    """Return whether an old address is that of the new page, so that no redirect is necessary.

    :param target: the path of the source from the folder of ``conf.py``.
    """
    path = address.strip("/")
    file = path if path.endswith((".html", ".htm")) else f"{path}/index.html"
    return file == f"{target.rpartition('.')[0]}.html"


def _slug(part: str) -> str:
    try:
        return slugify(part)
    except ValueError:  # it has no visible character
        return f"post-{sha256(part.encode(errors='surrogatepass')).hexdigest()[:8]}"


def _ascii(part: str) -> str:
    safe = _UNSAFE.sub("-", part)
    stem, dot, suffix = safe.rpartition(".")
    stem, suffix = (stem, dot + suffix) if stem else (safe, "")
    stem = stem.strip("-.")
    if not part.isascii() or not stem or len(safe) > _LONGEST:
        digest = sha256(part.encode(errors="surrogatepass")).hexdigest()[:8]
        stem = "-".join(filter(None, (stem[: _LONGEST - 20].strip("-."), digest)))
    return stem + suffix.rstrip("-.")
