"""Listings: the places that were left for them are filled when a page is written.

It happens after all other post-transforms: what excerpts refer to was resolved in their posts, and our own links need
no resolving.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..domain import blog_domain
from ..links import writes_page_by_page
from ..model.listing import Listing, PostArchive, TermList
from ..model.page_plan import PageKind
from ..model.selection import Query, select
from ..nodes import block, documents_in, found_in
from .entries import EntryMaker
from .excerpt import lend_attributes
from .onward import onward_row
from .overviews import OverviewMaker
from .pager import pager
from .profile import profile
from .relocating import renumber
from .styles import entries
from .subscribing import subscribe_nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..domain import BlogDomain
    from ..model.listing import Block
    from ..model.page_plan import Page
    from ..model.post import Post

__all__ = ["FillListings"]


class FillListings(SphinxPostTransform):
    """Put a listing where one was asked for, and below an author's own text on a page that stands for one of ours."""

    default_priority = 950

    def run(self, **_kwargs: object) -> None:
        """Fill the document that is being written; a part of one has no listings."""
        if "part" in self.document:
            return
        domain = blog_domain(self.env)
        docname = self.env.docname
        holds = docname in domain.blocks or docname in domain.pages or docname in domain.records.overrides
        if not holds and writes_page_by_page(domain.app.builder):
            return
        self._adopt(domain)
        filler = _Filler(domain, docname)
        for node in found_in(self.document, block):
            filled = filler.fill(node) if domain.app.builder.name != "gettext" else []
            renumber(filled, self._file_of(node))
            node.parent.replace(node, filled)
        lend_attributes(domain.app, self.document, docname)

    def _file_of(self, node: nodes.Element) -> nodes.Element:
        """Where an id may be there once: LaTeX and Texinfo tell those of the documents that they merge apart.

        Sphinx leaves the nodes of a document that it puts into another one below the root of their own.
        """
        if blog_domain(self.env).app.builder.format == "html":
            return self.document
        while node.parent is not None and not isinstance(node, addnodes.start_of_file):
            node = node.parent
        return node

    def _adopt(self, domain: BlogDomain) -> None:
        adopted = domain.records.overrides
        if not adopted:
            return
        for docname, root in documents_in(self.document, self.env.docname):
            if docname in adopted and not domain.holds_listing(docname):
                section = next((child for child in root.children if isinstance(child, nodes.section)), root)
                section.append(block(page=docname))


class _Filler:
    """Makes what stands in place of a block."""

    def __init__(self, domain: BlogDomain, docname: str) -> None:
        self._domain, self._docname, self._app = domain, docname, domain.app
        self._options, self._catalog, self._words = domain.options, domain.catalog, domain.wording
        self._leading = True
        """Whether no listing was made yet."""

    def fill(self, node: nodes.Element) -> list[nodes.Node]:
        """The nodes for a block."""
        if "page" in node:
            page = self._domain.plan.page(node["page"])
            return self._page(page) if page is not None else []
        return self._block(node["block"])

    def _block(self, shown: Block) -> list[nodes.Node]:
        overview = OverviewMaker(self._domain, self._docname)
        if isinstance(shown, TermList):
            return overview.terms(shown)
        if isinstance(shown, PostArchive):
            return overview.archive()
        posts = select(self._catalog, shown.query)
        page = self._domain.plan.page(self._docname)
        if not shown.page_size:
            return self._listing(posts, shown)
        total = -(-len(posts) // shown.page_size)
        result = self._listing(posts[: shown.page_size], shown)
        first = page.docname if page is not None else self._docname
        return result + pager(self._domain, self._docname, first=first, number=1, total=total)

    def _page(self, page: Page) -> list[nodes.Node]:
        posts = [self._catalog.built[key] for key in page.posts]
        overview = OverviewMaker(self._domain, self._docname)
        if page.kind is PageKind.ARCHIVE:
            return overview.archive()
        if page.kind is PageKind.OVERVIEW:
            return overview.terms(TermList(taxonomy=page.taxonomy))
        if page.kind is PageKind.SUBSCRIBE:
            return subscribe_nodes(self._domain)
        if page.kind is PageKind.MORE:
            result = self._listing(posts, self._domain.listing_with_pages(page.first))
        elif page.kind is PageKind.HOME:
            bar = self._options.bar_block()
            result = overview.terms(bar) if bar is not None else []
            result += self._listing(posts, Listing(query=Query()), pinned_first=True)
        else:
            is_first_of_term = page.kind is PageKind.TERM and page.number == 1
            result = profile(self._domain, self._docname, page) if is_first_of_term else []
            result += self._listing(posts, Listing(query=Query(), style=self._options.term_listing))
        if page.kind is PageKind.TERM and page.number == page.total:
            result += overview.tagged_pages(page)
        result += pager(self._domain, self._docname, first=page.first, number=page.number, total=page.total)
        return result + (onward_row(self._domain, self._docname) if page.kind is PageKind.HOME else [])

    def _listing(self, posts: Sequence[Post], shown: Listing, *, pinned_first: bool = False) -> list[nodes.Node]:
        if not posts:
            return self._empty(shown.empty)
        maker = EntryMaker(
            self._app,
            self._domain,
            self._docname,
            excerpt=shown.excerpt or self._options.excerpt,
            expand=shown.expand,
            leading=self._leading,
        )
        self._leading = False
        if shown.format:
            return [maker.lines(posts, shown)]
        return [*entries(maker, posts, shown.style or self._options.listing, pinned_first=pinned_first)]

    def _empty(self, text: str | None) -> list[nodes.Node]:
        said = self._words.said("no posts") if text is None else text
        return [nodes.paragraph(said, said, classes=["blog-empty"])] if said else []
