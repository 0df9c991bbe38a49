"""What each document shows of others, for its fingerprint: see :mod:`.fingerprints`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.listing import YEAR, Listing, PostArchive, TermList
from ..core.plan import PageKind
from ..core.selection import select
from ..core.signature import profile_facts, term_facts, title_facts
from .entrysigning import EntrySigner
from .feedviews import feeds_by_page
from .onward import onward_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ..core.feedplan import PlannedFeed
    from ..core.listing import Block
    from ..core.plan import Page
    from ..core.terms import Term
    from ..domain import BlogDomain
    from .linksigning import LinkSigner

__all__ = ["shown_in_text"]


def shown_in_text(app: Sphinx, domain: BlogDomain, links: LinkSigner) -> Iterator[tuple[str, object]]:
    """What the text of a document shows: listings, and links by name."""
    signer = _Signer(app, domain, links)
    for docname, page in (*domain.pages.items(), *domain.records.overrides.items()):
        yield docname, signer.page(page)
    for docname, blocks in domain.blocks.items():
        yield docname, [signer.block(block) for block in blocks]
    for docname, refs in domain.records.blog_references.items():
        if known := [(ref, found) for ref in refs if (found := links.named(docname, ref)) is not None]:
            yield docname, known


class _Signer:
    """Makes the facts of one build."""

    def __init__(self, app: Sphinx, domain: BlogDomain, links: LinkSigner) -> None:
        self._app, self._domain, self._catalog = app, domain, domain.catalog
        self._feeds = feeds_by_page(domain)
        self._posts = EntrySigner(app, domain, links)
        self._onward = onward_links(domain)  # the same on every page of the home

    def page(self, page: Page) -> object:
        options = self._domain.options
        shape = (page.kind, page.first, page.number, page.total, page.label)
        posts = [self._catalog.built[key] for key in page.posts]
        if page.kind is PageKind.ARCHIVE:
            return shape, self.block(PostArchive())
        if page.kind is PageKind.OVERVIEW:
            return shape, self.block(TermList(taxonomy=page.taxonomy))
        if page.kind is PageKind.SUBSCRIBE:
            return shape, self._domain.base, [_feed(feed) for found in self._feeds.values() for feed in found]
        if page.kind is PageKind.MORE:
            listing = self._domain.listing_with_pages(page.first)
            return shape, self._posts.entries(posts, listing.style or options.listing, listing.excerpt), repr(listing)
        if page.kind is PageKind.HOME:
            bar = options.bar_block()
            more = self.block(bar) if bar is not None else None, self._onward
            return shape, more, self._posts.entries(posts, options.listing, "")
        term = self._catalog.term(page.taxonomy, page.label) if page.kind is PageKind.TERM else None
        tagged = [(found.docname, found.title) for found in term.pages] if term is not None else []
        said = profile_facts(self._catalog, term, self._picture(term)) if term and page.number == 1 else None
        own = [_feed(feed) for feed in self._feeds.get(page.first, ())]
        return shape, said, tagged, own, self._posts.entries(posts, options.term_listing, "")

    def block(self, block: Block) -> object:
        if isinstance(block, Listing):
            posts = select(self._catalog, block.query)
            shown = posts[: block.page_size] if block.page_size else posts
            style = "format" if block.format and not block.excerpts else block.style or self._domain.options.listing
            return repr(block), len(posts), self._posts.entries(shown, style, block.excerpt)
        if isinstance(block, TermList) and block.taxonomy != YEAR:
            terms = self._catalog.terms.get(block.taxonomy, ())
            told = terms if block.style == "cards" else ()
            said = [(term.info.description, self._picture(term)) for term in told]
            return repr(block), [(*term_facts(term), term.parent) for term in terms], said
        if isinstance(block, TermList):
            return repr(block), [(year, len(posts)) for year, posts in self._catalog.years.items()]
        return [(title_facts(post), post.date, self._catalog.states[post.key]) for post in self._catalog.listed]

    def _picture(self, term: Term) -> object:
        """The picture of a term: its name in the output, and what is in it."""
        image = term.info.image
        return image, self._domain.env.images.get(image, ((), ""))[1], self._domain.term_data.images.get(image)


def _feed(feed: PlannedFeed) -> object:
    """What pages show of a feed."""
    return feed.file, feed.label
