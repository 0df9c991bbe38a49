"""Placing: where posts and their files go, under names that are safe in paths, URLs and on every file system."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from ...model.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Names", "file_name", "is_page_of", "post_path", "prefix_of"]

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 100


class Names:
    """Paths that are taken, compared as the pickiest file system does."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.casefold() for name in taken}

    def free(self, path: str) -> str:
        """The path, with a number before its suffix if it is taken; it is taken then."""
        folder, slash, name = path.rpartition("/")
        stem, dot, suffix = name.partition(".") if not name.startswith(".") else (name, "", "")
        found, number = path, 2
        while found.casefold() in self._taken:
            found = f"{folder}{slash}{stem}-{number}{dot}{suffix}"
            number += 1
        self._taken.add(found.casefold())
        return found


def post_path(name: str) -> str:
    """The path of a post: each folder and the file named by its slug, the suffix ``.md`` or ``.rst``."""
    stem, _, suffix = name.rpartition(".")
    kept = ".rst" if suffix.lower() == "rst" else ".md"
    return "/".join(_slug(part) for part in (stem or name).split("/")) + kept


def file_name(path: str) -> str:
    """The path of an image or another file, in ASCII, since MyST-Parser finds no images with other names.

    A name that loses letters by that gets a few digits of its hash, so that two such names stay apart.
    """
    return "/".join(_ascii(part) for part in path.split("/") if part not in ("", ".", ".."))


def prefix_of(into: Path) -> str:
    """The path of a folder from that of ``conf.py`` above it, with a slash at its end; its own name without one."""
    resolved = into.resolve()
    home = next((folder for folder in (resolved, *resolved.parents) if (folder / "conf.py").is_file()), resolved.parent)
    below = resolved.relative_to(home).as_posix()
    return "" if below == "." else f"{below}/"


def is_page_of(address: str, target: str) -> bool:
    """Whether an old address is where the new page is, too, so that nothing has to lead there.

    :param target: the path of the source from the folder of ``conf.py``.
    """
    path = address.strip("/")
    file = path if path.endswith((".html", ".htm")) else f"{path}/index.html"
    return file == f"{target.rpartition('.')[0]}.html"


def _slug(part: str) -> str:
    try:
        return slugify(part)
    except ValueError:  # nothing in it can be seen
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
