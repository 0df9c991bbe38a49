"""The page plan: which pages a blog has, as a pure function of its posts.

The plan says what each page shows and whose it is; titles, words and HTML are made later.  The same posts give the same
plan in every kind of build, and that is why a rebuild can tell what is new, changed or removed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from .post import TAXONOMIES, PostStatus
from .selection import Query, select

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from .catalog import Catalog
    from .post import Post

__all__ = [
    "Layout",
    "Page",
    "PageKind",
    "PagePlan",
    "is_page_name",
    "join",
    "page_name",
    "page_window",
    "paginate",
    "plan_pages",
    "twins",
]

T = TypeVar("T")


def paginate(items: Sequence[T], size: int) -> list[tuple[T, ...]]:
    """Return the items in pages of ``size``, in order; the last may be shorter.

    No items make one empty page, since a listing always has a first page.

    :raises ValueError: for a size below 1.
    """
    if size < 1:
        raise ValueError(f"{size} is no page size (write 1 or more)")
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)] or [()]


def page_window(current: int, total: int, *, around: int = 2) -> tuple[int | None, ...]:
    """Return the numbers a pager shows, ascending, with None for each gap.

    The first page, the last, the current one and ``around`` on each side of it.  A gap that would hide one page only
    shows that page, since the dots would take as much room: ``1 2 3 4 5 … 9`` at page 3, and also at page 4
    ``1 2 3 4 5 6 … 9``.

    :raises ValueError: for a current page outside 1 to ``total``, or a negative ``around``.
    """
    if not 1 <= current <= total or around < 0:
        raise ValueError(f"page {current} of {total} with {around} around it is no place in a pager")
    near = range(max(current - around, 1), min(current + around, total) + 1)
    shown: list[int | None] = []
    last = 0
    for number in sorted({1, *near, total}):
        if number - last == 2:  # noqa: PLR2004 -- one page lies between
            shown.append(last + 1)
        elif number - last > 1:
            shown.append(None)
        shown.append(number)
        last = number
    return tuple(shown)


class PageKind(StrEnum):
    """What a generated page shows."""

    HOME = "home"
    ARCHIVE = "archive"
    YEAR = "year"
    MONTH = "month"
    TERM_INDEX = "overview"
    """All terms of a taxonomy."""
    TERM = "term"
    DRAFTS = "drafts"
    SUBSCRIBE = "subscribe"
    """The feeds, explained for people."""
    MORE = "more"
    """Pages 2, 3… of a listing that an author wrote with ``:paginate:``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The options that shape the plan; what they mean is said in ``config.py``."""

    path: str = "blog"
    page_size: int = 10
    term_page_size: int = 50
    archive: tuple[str, ...] = ("year",)
    preview: bool = False
    taxonomies: tuple[str, ...] = TAXONOMIES
    feeds: bool = False
    """Whether there are feeds as soon as there is a post."""
    flat: bool = False
    """Whether a page of other pages stands beside their folder: ``blog`` and not ``blog/index``."""
    folders: bool = True
    """For flat ones: whether ``blog`` and ``blog/index`` have one address, as in a ``dirhtml`` build."""
    root: str = ""
    """The docname of the site's root, which has to be there: no document of another name stands for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the blog, generated or, where an author wrote a document of its name, appended to that."""

    docname: str
    """As planned; the document may be at its twin, which the plan says."""
    kind: PageKind
    taxonomy: str = ""
    slug: str = ""
    """Of the term."""
    label: str = ""
    """Of the term."""
    year: int = 0
    month: int = 0
    number: int = 1
    """Its place among the pages of its collection, from 1."""
    total: int = 1
    first: str
    """The docname of page 1: an author's document for ``PageKind.MORE``."""
    posts: tuple[str, ...] = ()
    """The keys of the posts on this page, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """All pages of a blog."""

    generated: dict[str, Page] = field(default_factory=dict)
    """By docname, sorted."""
    overrides: dict[str, Page] = field(default_factory=dict)
    """By the docname of an author's document that stands where a page would be."""

    def page(self, docname: str) -> Page | None:
        """Return the page a document is or carries."""
        return self.generated.get(docname) or self.overrides.get(docname)

    def pages(self) -> Iterator[Page]:
        """Yield every page, generated or adopted."""
        yield from (*self.generated.values(), *self.overrides.values())

    def docname_of(self, name: str) -> str | None:
        """Return the document at a planned name, also when it is an author's; None if the plan has none there."""
        if name in self.generated:
            return name
        for twin in (name, *twins(name)):
            if twin in self.overrides or (twin in self.generated and self.generated[twin].docname == name):
                return twin
        return None


def join(*parts: str) -> str:
    """Return a docname from its parts, without the empty ones."""
    return "/".join(part for part in parts if part)


def page_name(first: str, number: int) -> str:
    """Return the docname of a page of a collection: ``blog/index`` is followed by ``blog/page/2``."""
    if number == 1:
        return first
    return join(first.removesuffix("index").rstrip("/") if _is_index(first) else first, "page", str(number))


def is_page_name(docname: str, layout: Layout) -> bool:
    """Return whether a page of the blog could have this docname or its twin, whatever the posts."""
    parts = docname.removesuffix("/index").split("/")
    root = layout.path.split("/") if layout.path else []
    if parts[: len(root)] != root:
        return False
    match parts[len(root) :]:
        case [] | ["index" | "archive" | "drafts" | "subscribe" | "page"] | ["page", _]:
            return True
        case [first, *_] if first in layout.taxonomies:
            return True
        case dated:
            return re.fullmatch(r"[0-9]{4}(/[0-9]{2})?(/page/[0-9]+)?", "/".join(dated)) is not None


def plan_pages(
    catalog: Catalog,
    layout: Layout,
    *,
    documents: Collection[str],
    paginated: Mapping[str, tuple[Query, int] | None],
) -> PagePlan:
    """Return all pages for the posts there are.

    :param documents: the docnames of the author's own documents; theirs win over a page of ours.
    :param paginated: the documents that hold a listing of their own, with its query and page size if it has pages.
    """
    result = PagePlan()
    pages = sorted(_pages(catalog, layout, paginated), key=lambda page: page.docname)
    for page in pages:
        name, *others = _names(page.docname, layout)
        own = next((found for found in (name, *others) if found in documents), None)
        if own is None:
            result.generated[name] = page
        else:
            result.overrides[own] = page
    return _without_replaced(result, paginated)


def _without_replaced(result: PagePlan, paginated: Mapping[str, object]) -> PagePlan:
    """Drop the later pages of a collection whose first page is an author's with a listing of its own."""
    replaced = {page.docname for own, page in result.overrides.items() if own in paginated and page.number == 1}
    generated = {
        name: page
        for name, page in sorted(result.generated.items())
        if page.kind is PageKind.MORE or page.first not in replaced
    }
    return PagePlan(generated=generated, overrides=result.overrides)


def twins(name: str) -> tuple[str, ...]:
    """Return other docnames with the same address in a ``dirhtml`` build: ``blog`` and ``blog/index``."""
    if _is_index(name):
        short = name.removesuffix("index").rstrip("/")
        return (short,) if short else ()
    return (f"{name}/index",)


def _names(name: str, layout: Layout) -> tuple[str, ...]:
    """Return where a planned page stands, and the names of documents that stand for it."""
    if not layout.flat:
        return (name,) if name == layout.root else (name, *twins(name))
    flat = name.removesuffix("/index")
    return (flat, *twins(flat)) if layout.folders else (flat,)


def _is_index(name: str) -> bool:
    return name == "index" or name.endswith("/index")


def _pages(catalog: Catalog, layout: Layout, paginated: Mapping[str, tuple[Query, int] | None]) -> Iterator[Page]:
    root = layout.path
    home = Page(docname="", first=join(root, "index"), kind=PageKind.HOME)
    yield from _collection(home, select(catalog, Query(pinned_first=True)), layout.page_size)
    archive = join(root, "archive")
    yield Page(docname=archive, first=archive, kind=PageKind.ARCHIVE, posts=_keys(catalog.listed))
    yield from _dated_pages(catalog, layout)
    yield from _term_pages(catalog, layout)
    if layout.preview:
        drafts = join(root, "drafts")
        hidden = [post for post in catalog.built.values() if catalog.statuses[post.key] in ("draft", "scheduled")]
        yield Page(docname=drafts, first=drafts, kind=PageKind.DRAFTS, posts=_keys(hidden))
    if layout.feeds and PostStatus.PUBLISHED in catalog.statuses.values():
        subscribe = join(root, "subscribe")
        yield Page(docname=subscribe, first=subscribe, kind=PageKind.SUBSCRIBE)
    for docname, listing in sorted(paginated.items()):
        if listing is not None:
            query, size = listing
            more = Page(docname="", first=docname, kind=PageKind.MORE)
            yield from (page for page in _collection(more, select(catalog, query), size) if page.number > 1)


def _dated_pages(catalog: Catalog, layout: Layout) -> Iterator[Page]:
    if "year" in layout.archive:
        for year, posts in catalog.years.items():
            page = Page(docname="", first=join(layout.path, str(year)), kind=PageKind.YEAR, year=year)
            yield from _collection(page, posts, layout.term_page_size)
    if "month" in layout.archive:
        for (year, month), posts in catalog.months.items():
            first = join(layout.path, str(year), f"{month:02}")
            page = Page(docname="", first=first, kind=PageKind.MONTH, year=year, month=month)
            yield from _collection(page, posts, layout.term_page_size)


def _term_pages(catalog: Catalog, layout: Layout) -> Iterator[Page]:
    for taxonomy, terms in catalog.terms.items():
        overview = join(layout.path, taxonomy, "index")
        yield Page(docname=overview, first=overview, kind=PageKind.TERM_INDEX, taxonomy=taxonomy)
        for term in terms:
            first = join(layout.path, taxonomy, term.slug)
            page = Page(
                docname="", first=first, kind=PageKind.TERM, taxonomy=taxonomy, slug=term.slug, label=term.label
            )
            yield from _collection(page, term.posts, layout.term_page_size)


def _collection(page: Page, posts: Sequence[Post], size: int) -> Iterator[Page]:
    chunks = paginate(posts, size)
    for number, chunk in enumerate(chunks, 1):
        yield replace(page, docname=page_name(page.first, number), number=number, total=len(chunks), posts=_keys(chunk))


def _keys(posts: Sequence[Post]) -> tuple[str, ...]:
    return tuple(post.key for post in posts)
