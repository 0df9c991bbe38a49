"""Fragments: links to headings of the same post follow the names that MyST gives to headings.

Most engines name a heading as GitHub does, and so does MyST.  Hexo keeps case, and Python-Markdown joins hyphens.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    from .work import Work

__all__ = ["heading_links", "python_markdown_name"]

_DROPPED = re.compile(r"[^\w\u4e00-\u9fff\- ]")


def heading_links(old_name: Callable[[str], str], separator: str = "-") -> Callable[[Work], None]:
    """Return the pass that changes the fragments of links to headings.

    :param old_name: the name of a heading in the engine, by its text.
    :param separator: what parts a name from the number that tells equal names apart.
    """

    def convert(work: Work) -> None:
        names = _new_names(work, old_name, separator)
        for _, place, piece in work.pieces("link") if names else ():
            if piece.target is None:
                continue
            target = place.content[piece.target[0] : piece.target[1]]
            new = names.get(unquote(target[1:])) if target.startswith("#") else None
            if new is not None and new != target[1:]:
                work.put(place.span(*piece.target), f"#{new}", "fragment")

    return convert


def _new_names(work: Work, old_name: Callable[[str], str], separator: str) -> dict[str, str]:
    """Return the names of headings in MyST by those that the engine gave them, without those that are still in use."""
    pairs: dict[str, str] = {}
    old_names: set[str] = set()
    new_names: set[str] = set()
    for leaf in work.parsed.leaves:
        if leaf.holder != "heading_open":
            continue
        text = _text(leaf.token)
        old = _unique(old_name(text), old_names, separator)
        pairs.setdefault(old, _unique(_myst_name(text), new_names, "-"))
    return {old: new for old, new in pairs.items() if old and new and old not in new_names}


def _text(token: Token) -> str:
    """Return the text of a heading as MyST reads it: without markup and images."""
    return "".join(child.content for child in token.children or () if child.type in ("text", "code_inline"))


def _myst_name(text: str) -> str:
    return _DROPPED.sub("", text.strip().lower().replace(" ", "-"))


def _unique(name: str, names: set[str], separator: str) -> str:
    unique, number = name, 1
    while unique in names:
        unique, number = f"{name}{separator}{number}", number + 1
    names.add(unique)
    return unique


def python_markdown_name(text: str) -> str:
    """Return the name of a heading in Python-Markdown; an empty one for scripts without Latin letters."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
