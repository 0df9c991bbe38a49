"""Lines of keys: where an author wrote what a warning is about that comes when pages are made.

Records do not keep it, so the file is looked at again: that costs something only where there is a warning.
"""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ..domain import BlogDomain
    from ..model.post import Post

__all__ = ["line_of"]

_LONGEST = 400
"""Lines of a file in which its front matter is looked for."""
_FENCE = re.compile(r"(?:---|\.\.\.)\s*$")
_KEY = re.compile(r":?[\w-]+[ \t]*:")
_INSIDE = re.compile(r"\s|#|-[ \t]|$")
"""How a line begins that goes on with what a key says."""


def line_of(domain: BlogDomain, post: Post, keys: Collection[str], value: str = "") -> int | None:
    """The line of the first of some keys in the front matter of a post, or that below it which has a value.

    That of the declaration, where front matter has no such key; None where that is not known either.
    """
    declared = post.line or None
    if post.anchor:  # a section says what it says in a directive
        return declared
    named = re.compile(rf":?(?:{'|'.join(map(re.escape, keys))})[ \t]*:")
    found = None
    for number, line in _front_matter(Path(domain.env.doc2path(post.docname))):
        if found is None and named.match(line):
            found = number
        elif found is not None and _KEY.match(line):
            break
        if found is not None and value in line:
            return number
    return found or declared


def _front_matter(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of YAML, or of fields, that a file begins with, each with its number."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            lines = list(islice(file, _LONGEST))
    except OSError:  # gone since it was read
        return
    begun = False
    for number, line in enumerate(lines, 1):
        if _FENCE.match(line) and begun:
            return
        if not begun and line.strip() and not (_FENCE.match(line) or _KEY.match(line)):
            return
        if begun and not (_KEY.match(line) or _INSIDE.match(line)):
            return
        begun = begun or bool(line.strip())
        yield number, line
