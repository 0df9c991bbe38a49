"""Records of listing directives, and of the listings of generated pages.

A doctree contains a placeholder for each record, and the domain stores the record by docname.  So changed listings are
detected without loading doctrees.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from .page_plan import PageKind
from .record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .page_plan import Page
    from .selection import Query

__all__ = [
    "TERM_STYLES",
    "YEAR",
    "Block",
    "Listing",
    "MentionList",
    "PostArchive",
    "TermList",
    "paginate_first_only",
    "paginated_listing",
    "pagination_of",
    "replaces_page",
]

TERM_STYLES = ("list", "cloud", "table", "bar", "cards")
"""The styles of term lists."""
YEAR = "year"
"""The taxonomy of a term list of years."""


@record
class Listing:
    """A ``postlist``: a query for posts, and the form of the listing."""

    query: Query
    style: str = ""
    """Empty: the default of the site."""
    excerpt: str = ""
    """Empty: the default of the site."""
    page_size: int = 0
    """0: all posts on this page; otherwise pages 2, 3… are generated."""
    expand: str = ""
    """The text of “read more”; empty: the default text."""
    format: str = ""
    """A template for one-line entries: ``{date} {title}``."""
    date_format: str = ""
    """The Babel pattern of dates in one-line entries; empty: the default of the site."""
    excerpts: bool = False
    """Whether one-line entries have excerpts."""
    named: tuple[tuple[str, str], ...] = ()
    """(part, CSS class) of one-line entries; the parts are ``list``, ``entry``, ``title``, ``excerpt`` and ``more``."""
    empty: str | None = None
    """The text of a listing without posts; None: the default text."""
    line: int = 0


@record
class TermList:
    """A ``termlist``: the terms of a taxonomy, or the years."""

    taxonomy: str
    style: str = "list"
    limit: int | None = None
    """The maximum number of terms, most used first; None: all terms."""
    line: int = 0


@record
class PostArchive:
    """A ``postarchive``: every post by year and month."""

    line: int = 0


@record
class MentionList:
    """A ``mentions`` directive: the posts that mention an object, or anything in the document."""

    name: str = ""
    """The name of the object; empty for the document."""
    role: str = ""
    """The role by which the name is looked up, such as ``py:func``; empty for any."""
    limit: int | None = None
    """The maximum number of posts; None: all posts."""
    line: int = 0


Block: TypeAlias = Listing | TermList | PostArchive | MentionList


def paginated_listing(blocks: Iterable[Block]) -> Listing | None:
    """Return the paginated listing of a document, the first with a page size; None if there is none."""
    return next((block for block in blocks if isinstance(block, Listing) and block.page_size), None)


def paginate_first_only(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the listings of a document, of which only the first with a page size is paginated."""
    first = paginated_listing(blocks)
    return tuple(replace(one, page_size=0) if isinstance(one, Listing) and one is not first else one for one in blocks)


def pagination_of(blocks: Iterable[Block]) -> tuple[Query, int] | None:
    """Return the query and page size of the paginated listing; None if there is none."""
    listing = paginated_listing(blocks)
    return (listing.query, listing.page_size) if listing is not None else None


def replaces_page(blocks: Iterable[Block], page: Page | None) -> bool:
    """Return whether the listings of a document replace the content of a generated page."""
    kinds = {PageKind.ARCHIVE: PostArchive, PageKind.TERM_INDEX: TermList}
    replacement = kinds.get(page.kind, Listing) if page is not None else Listing
    return any(isinstance(block, (Listing, replacement)) for block in blocks)
