"""The page plan: the generated pages of a blog, as a pure function of its posts.

The plan contains the posts of each page, but neither titles nor HTML.  It is the same in full and incremental builds,
so a rebuild can detect new, changed and removed pages.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from .catalog import sort_parts
from .post import TAXONOMIES, PostStatus
from .record import record
from .selection import Query, select

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from .catalog import Catalog
    from .post import Post

__all__ = [
    "OBJECTS",
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
    """Return items in pages of ``size``, in order; the last page may be shorter.

    Without items the result is one empty page, because a listing always has a first page.

    :raises ValueError: for a size below 1.
    """
    if size < 1:
        raise ValueError(f"{size} is not a page size. Expected 1 or more")
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)] or [()]


def page_window(current: int, total: int, *, around: int = 2) -> tuple[int | None, ...]:
    """Return the page numbers in a pager, ascending, with None for each gap.

    They are the first page, the last page, the current page and ``around`` pages on each side of it.  A gap never hides
    a single page: ``1 2 3 4 5 … 9`` at page 3, and ``1 2 3 4 5 6 … 9`` at page 4.

    :raises ValueError: for a current page outside 1 to ``total``, or a negative ``around``.
    """
    if not 1 <= current <= total or around < 0:
        raise ValueError(f"page {current} of {total} with {around} pages on each side is not valid in a pager")
    near = range(max(current - around, 1), min(current + around, total) + 1)
    numbers: list[int | None] = []
    last = 0
    for number in sorted({1, *near, total}):
        if number - last == 2:  # noqa: PLR2004 -- one page is between them
            numbers.append(last + 1)
        elif number - last > 1:
            numbers.append(None)
        numbers.append(number)
        last = number
    return tuple(numbers)


class PageKind(StrEnum):
    """The kind of a generated page."""

    HOME = "home"
    ARCHIVE = "archive"
    YEAR = "year"
    MONTH = "month"
    TERM_INDEX = "overview"
    """All terms of a taxonomy."""
    TERM = "term"
    DRAFTS = "drafts"
    SUBSCRIBE = "subscribe"
    """The page that explains feeds."""
    OBJECTS = "objects"
    """The objects that posts mention, by project."""
    PROJECT = "project"
    """The objects of one project, with the posts that mention them."""
    MORE = "more"
    """Pages 2, 3… of a listing with the option ``:paginate:``."""


OBJECTS = "objects"
"""The folder of the pages of objects that posts mention."""


@record
class Layout:
    """The options that determine the page plan; :mod:`..config` documents them."""

    path: str = "blog"
    page_size: int = 10
    term_page_size: int = 50
    archive: tuple[str, ...] = ("year",)
    preview: bool = False
    taxonomies: tuple[str, ...] = TAXONOMIES
    feeds: bool = False
    """Whether feeds are enabled."""
    flat: bool = False
    """Whether the index page of a folder is outside of it: ``blog`` instead of ``blog/index``."""
    objects: bool = False
    """Whether objects that posts mention have pages."""
    folders: bool = True
    """For flat plans: whether ``blog`` and ``blog/index`` have the same URL, as in a ``dirhtml`` build."""
    orders_series: bool = True
    """Whether the page of a series displays its parts in their order, instead of the newest first."""
    root: str = ""
    """The docname of the root document, which a document with another name cannot override."""


@record
class Page:
    """A page of the blog: a generated document, or the listing below a document that overrides it."""

    docname: str
    """The planned docname; the document may have the name of its twin."""
    kind: PageKind
    taxonomy: str = ""
    slug: str = ""
    """The slug of the term."""
    label: str = ""
    """The label of the term."""
    year: int = 0
    month: int = 0
    number: int = 1
    """The number of the page in its collection, from 1."""
    total: int = 1
    first: str
    """The docname of page 1, which is a source document for ``PageKind.MORE``."""
    posts: tuple[str, ...] = ()
    """The keys of the posts on this page, in order."""


@record
class PagePlan:
    """All pages of a blog."""

    generated: dict[str, Page] = field(default_factory=dict)
    """By docname, sorted."""
    overrides: dict[str, Page] = field(default_factory=dict)
    """By the docname of the document that overrides the page."""

    def page(self, docname: str) -> Page | None:
        """Return the page that a document is or overrides."""
        return self.generated.get(docname) or self.overrides.get(docname)

    def pages(self) -> Iterator[Page]:
        """Yield every page, generated or overridden."""
        yield from (*self.generated.values(), *self.overrides.values())

    def docname_of(self, name: str) -> str | None:
        """Return the document for a planned name, which may be an override; None if the plan has no such page."""
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
    """Return the docname of a page of a collection: after ``blog/index`` comes ``blog/page/2``."""
    if number == 1:
        return first
    return join(first.removesuffix("index").rstrip("/") if _is_index(first) else first, "page", str(number))


def is_page_name(docname: str, layout: Layout) -> bool:
    """Return whether a generated page could have a docname or its twin, for any posts."""
    parts = docname.removesuffix("/index").split("/")
    root = layout.path.split("/") if layout.path else []
    if parts[: len(root)] != root:
        return False
    match parts[len(root) :]:
        case [] | ["index" | "archive" | "drafts" | "subscribe" | "page"] | ["page", _]:
            return True
        case [first, *_] if first in layout.taxonomies or (first == OBJECTS and layout.objects):
            return True
        case dated:
            return re.fullmatch(r"[0-9]{4}(/[0-9]{2})?(/page/[0-9]+)?", "/".join(dated)) is not None


def plan_pages(
    catalog: Catalog,
    layout: Layout,
    *,
    documents: Collection[str],
    paginated: Mapping[str, tuple[Query, int] | None],
    projects: Mapping[str, str] = MappingProxyType({}),
) -> PagePlan:
    """Return the page plan for the posts of a catalog.

    :param documents: the docnames of the source documents, which override generated pages.
    :param paginated: the documents with listings, with the query and page size of the paginated one, if any.
    :param projects: the slugs of the projects whose objects posts mention, by name.
    """
    result = PagePlan()
    all_pages = (*_pages(catalog, layout, paginated), *_object_pages(layout, projects))
    pages = sorted(all_pages, key=lambda page: page.docname)
    for page in pages:
        name, *others = _names(page.docname, layout)
        override = next((docname for docname in (name, *others) if docname in documents), None)
        if override is None:
            result.generated[name] = page
        else:
            result.overrides[override] = page
    return _without_replaced(result, paginated)


def _without_replaced(result: PagePlan, paginated: Mapping[str, object]) -> PagePlan:
    """Return the plan without further pages of collections whose first page is overridden by a listing."""
    replaced = {page.docname for name, page in result.overrides.items() if name in paginated and page.number == 1}
    generated = {
        name: page
        for name, page in sorted(result.generated.items())
        if page.kind is PageKind.MORE or page.first not in replaced
    }
    return PagePlan(generated=generated, overrides=result.overrides)


def twins(name: str) -> tuple[str, ...]:
    """Return the other docnames with the same URL in a ``dirhtml`` build: ``blog`` and ``blog/index``."""
    if _is_index(name):
        short = name.removesuffix("index").rstrip("/")
        return (short,) if short else ()
    return (f"{name}/index",)


def _names(name: str, layout: Layout) -> tuple[str, ...]:
    """Return the docname of a planned page, then other docnames that override it."""
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
            is_series = taxonomy == "series" and layout.orders_series
            yield from _collection(page, sort_parts(term.posts) if is_series else term.posts, layout.term_page_size)


def _object_pages(layout: Layout, projects: Mapping[str, str]) -> Iterator[Page]:
    """Yield the pages of the objects that posts mention, unless a taxonomy has the name of their folder."""
    if not projects or OBJECTS in layout.taxonomies:
        return
    index = join(layout.path, OBJECTS, "index")
    yield Page(docname=index, first=index, kind=PageKind.OBJECTS)
    for label, slug in projects.items():
        docname = join(layout.path, OBJECTS, slug)
        yield Page(docname=docname, first=docname, kind=PageKind.PROJECT, slug=slug, label=label)


def _collection(page: Page, posts: Sequence[Post], size: int) -> Iterator[Page]:
    chunks = paginate(posts, size)
    for number, chunk in enumerate(chunks, 1):
        yield replace(page, docname=page_name(page.first, number), number=number, total=len(chunks), posts=_keys(chunk))


def _keys(posts: Sequence[Post]) -> tuple[str, ...]:
    return tuple(post.key for post in posts)
