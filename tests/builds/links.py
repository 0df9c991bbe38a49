"""Checks of an HTML site as a browser would do them: every link leads somewhere, every id is there once."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["dead_labels", "dead_links", "doubled_ids"]

_DETOKENIZED = re.compile(r"\\detokenize\{(.*?)\}")
_SUFFIXES = (".html", ".xhtml")


class _Page(HTMLParser):
    """The ids and local links of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids[value] += 1
            elif name in ("href", "src") and value is not None and (tag, name) != ("link", "canonical"):
                self.links.append(value)


def _pages(out: Path) -> dict[str, _Page]:
    return {
        path.relative_to(out).as_posix(): _Page(path.read_text(encoding="utf-8"))
        for path in out.rglob("*")
        if path.suffix in _SUFFIXES and "_static" not in path.relative_to(out).parts
    }


def dead_links(out: Path) -> list[tuple[str, str]]:
    """(page, link) for each link that leads to no file or no id of the site."""
    pages = _pages(out)
    return sorted(
        (name, link)
        for name, page in pages.items()
        for link in page.links
        if not _leads_somewhere(out, pages, name, link)
    )


def _leads_somewhere(out: Path, pages: dict[str, _Page], name: str, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path))) if parts.path else name
    if path.startswith(".."):
        return False
    if parts.path.endswith("/") or path == "." or (out / path).is_dir():
        path = posixpath.normpath(posixpath.join(path, "index.html"))
    if not (out / path).is_file():
        return False
    return not parts.fragment or path not in pages or unquote(parts.fragment) in pages[path].ids


def dead_labels(tex: str) -> list[str]:
    """The labels to which a text in LaTeX leads, and which it does not have."""
    tex = _DETOKENIZED.sub(r"\1", tex)
    labels = set(re.findall(r"\\label\{(.*?)\}", tex))
    used = {*re.findall(r"\\hyperref\[(.*?)\]", tex), *re.findall(r"\\(?:eq|page)?ref\{(.*?)\}", tex)}
    return sorted(used - labels - {"#1"})


def doubled_ids(out: Path) -> list[tuple[str, str]]:
    """(page, id) for each id that a page has more than once."""
    return sorted((name, found) for name, page in _pages(out).items() for found, times in page.ids.items() if times > 1)
