"""Blocks: what an author or a page of ours asks to be shown, as plain records.

A block stands in a doctree as a placeholder and in the domain beside its docname, so that a change of what it shows
is seen without opening the doctree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from .page_plan import PageKind
from .taxonomy import BUILT_IN, plurals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .page_plan import Page
    from .selection import Query

__all__ = [
    "TAXONOMY_OF",
    "TERM_STYLES",
    "YEAR",
    "Block",
    "Listing",
    "PostArchive",
    "TermList",
    "first_pages",
    "paged",
    "stands_for",
    "with_pages_for_one",
]

TERM_STYLES = ("list", "cloud", "table", "bar", "cards")
"""The ways in which a term list can show its terms."""
YEAR = "year"
"""What a term list of years calls its taxonomy."""
TAXONOMY_OF = {**plurals(BUILT_IN), "years": YEAR}
"""What ``termlist`` and ``blog_filter_bar`` call each taxonomy; a site may have more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A ``postlist``: posts, and how to show them."""

    query: Query
    style: str = ""
    """Empty: as the site has it."""
    excerpt: str = ""
    """Empty: as the site has it."""
    page_size: int = 0
    """0: all on this page; otherwise pages 2, 3… are generated."""
    expand: str = ""
    """The text of “read more”; empty: in the site's language."""
    format: str = ""
    """A template for one-line entries: ``{date} {title}``."""
    date_format: str = ""
    """How dates in those are written, as a pattern of Babel; empty: as the site has it."""
    excerpts: bool = False
    """Whether excerpts stand below those."""
    named: tuple[tuple[str, str], ...] = ()
    """(part, class) of what those have further classes: the ``list``, an ``entry``, its ``title`` line, ``excerpt`` and
    ``more``."""
    empty: str | None = None
    """What to show where there are no posts; None: in the site's language."""
    line: int = 0

    def classes_of(self, part: str) -> list[str]:
        """The further classes of a part."""
        return [name for owner, name in self.named if owner == part]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermList:
    """A ``termlist``: the terms of a taxonomy, or the years."""

    taxonomy: str
    style: str = "list"
    limit: int | None = None
    """The most used ones only; None: all of them."""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PostArchive:
    """A ``postarchive``: every post by year and month."""

    line: int = 0


Block: TypeAlias = Listing | TermList | PostArchive


def paged(blocks: Iterable[Block]) -> Listing | None:
    """The listing of a document that has pages, the first with a page size; None if there is none."""
    return next((block for block in blocks if isinstance(block, Listing) and block.page_size), None)


def with_pages_for_one(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a document, whose pages are those of its first listing with any: others show all their posts."""
    first = paged(blocks)
    return tuple(replace(one, page_size=0) if isinstance(one, Listing) and one is not first else one for one in blocks)


def first_pages(blocks: Iterable[Block]) -> tuple[Query, int] | None:
    """The query and page size of the listing that has pages; None if there is none."""
    found = paged(blocks)
    return (found.query, found.page_size) if found is not None else None


def stands_for(blocks: Iterable[Block], page: Page | None) -> bool:
    """Whether one of an author's blocks shows what a page of the blog would show: posts, or its overview."""
    kinds = {PageKind.ARCHIVE: PostArchive, PageKind.OVERVIEW: TermList}
    overview = kinds.get(page.kind, Listing) if page is not None else Listing
    return any(isinstance(block, (Listing, overview)) for block in blocks)
