"""Signing: what each document shows of others, hashed; see :mod:`..model.signature`."""

from __future__ import annotations

from dataclasses import fields
from itertools import chain
from typing import TYPE_CHECKING

from sphinx.addnodes import toctree

from ..model.listing import YEAR, Listing, PostArchive, TermList
from ..model.page_plan import PageKind
from ..model.selection import select
from ..model.signature import digest, profile_facts, term_facts, title_facts
from ..source.link_titles import markup_of_title
from .entrysigning import EntrySigner
from .feedsigning import feeds_by_page
from .headfacts import head_facts
from .onward import onward_links
from .pager import pages_beside
from .relations import related_to, series_of
from .sidebars import sidebar_facts
from .subscribing import announced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from dataclasses import Field

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.feed_plan import PlannedFeed
    from ..model.listing import Block
    from ..model.page_plan import Page
    from ..model.post import Post
    from ..model.terms import Term
    from .link_views import LinkViews

__all__ = ["sign_documents"]


def sign_documents(app: Sphinx, domain: BlogDomain, links: LinkViews) -> dict[str, str]:
    """The signature of every document that shows something of others, by docname."""
    facts: dict[str, list[object]] = {}
    signer = _Signer(app, domain, links)
    for docname, fact in chain(_shown_in_text(domain, signer, links), _shown_around(app, domain, signer)):
        facts.setdefault(docname, []).append(fact)
    moved, settings = signer.moved(), _settings(domain)
    return {docname: digest([*found, moved, settings]) for docname, found in facts.items()}


def _settings(domain: BlogDomain) -> str:
    """The options for which Sphinx reads all again: it may do so in a build to another folder than the next one's."""
    options = domain.options
    return digest([repr(getattr(options, field.name)) for field in fields(options) if _rereads(field)])


def _rereads(field: Field[object]) -> bool:
    return bool(field.metadata.get("rebuild") == "env")


def _shown_in_text(domain: BlogDomain, signer: _Signer, links: LinkViews) -> Iterator[tuple[str, object]]:
    """What the text of a document shows: listings, and links by name."""
    for docname, page in (*domain.pages.items(), *domain.records.overrides.items()):
        yield docname, signer.page(page)
    for docname, blocks in domain.blocks.items():
        yield docname, [signer.block(block) for block in blocks]
    for docname in domain.records.references:
        if views := links.of_document(docname):
            yield docname, views


def _shown_around(app: Sphinx, domain: BlogDomain, signer: _Signer) -> Iterator[tuple[str, object]]:
    """What stands around the text: parts of posts, the head, sidebars, navigation."""
    titles = {post.docname: markup_of_title(domain.env, post.docname) for post in domain.catalog.built.values()}
    for key, beside in domain.catalog.neighbours().items():  # themes show the title of the page, with its markup
        shown = [(title_facts(post), titles.get(post.docname)) for post in beside if post is not None]
        yield key.partition("#")[0], (beside[0] is None, shown)
    for post in domain.catalog.built.values():
        yield post.docname, (domain.catalog.states[post.key], signer.around(post))
        if post.docname in domain.records.unresolved_texts:  # its description in the head has titles of others
            yield post.docname, post.summary
    yield from _pages_beside(domain)
    yield from head_facts(domain)
    yield from sidebar_facts(app, domain)
    everywhere = signer.everywhere()
    for docname in domain.env.all_docs if everywhere else ():
        yield docname, everywhere


def _pages_beside(domain: BlogDomain) -> Iterator[tuple[str, object]]:
    """What the theme shows of the pages before and after one of a collection, whose first may be an author's."""
    for docname in {name: None for page in domain.plan.pages() for name in (page.docname, page.first)}:
        own = domain.plan.docname_of(docname) or docname
        if beside := pages_beside(domain, own):
            yield own, [(key, name, markup_of_title(domain.env, name)) for key, name in beside.items()]


class _Signer:
    """Makes the facts of one build."""

    def __init__(self, app: Sphinx, domain: BlogDomain, links: LinkViews) -> None:
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

    def around(self, post: Post) -> object:
        """What the parts around a post show of others: terms, the parts of its series, related posts."""
        # neighbours by date are noted for all posts, since themes show them
        terms = [
            (name, [(term.label, term.slug) for term in self._catalog.terms_for(post, name)]) for name, _ in post.terms
        ]
        series = [
            (place.number, place.total, [title_facts(part) for _, part in place.shown])
            for _, place in series_of(self._domain, post)
        ]
        related = [(title_facts(found), found.date) for found in related_to(self._domain, post)]
        return terms, series, related

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

    def everywhere(self) -> list[object]:
        """What every page shows: the navigation, and the feeds of the blog in its head."""
        feeds = [_feed(feed) for feed in announced(self._domain, None)]
        navigation = self.navigation()
        return [navigation, self._domain.base, feeds] if feeds or navigation else []

    def navigation(self) -> str:
        """The digest of what every page's navigation shows: the toctrees, with the titles of what stands in them."""
        env = self._domain.env
        trees = {name: [tree["entries"] for tree in env.tocs[name].findall(toctree)] for name in env.toctree_includes}
        shown = {env.config.root_doc, *trees, *(child for found in env.toctree_includes.values() for child in found)}
        titles = [(docname, markup_of_title(env, docname)) for docname in sorted(shown & env.titles.keys())]
        return digest([trees, titles]) if any(trees.values()) else ""

    def moved(self) -> list[tuple[str, str]]:
        """The pages for which an author's document of another name stands: ``blog.md`` for ``blog/index``."""
        adopted: dict[str, Page] = self._domain.records.overrides
        return sorted((page.docname, own) for own, page in adopted.items() if own != page.docname)


def _feed(feed: PlannedFeed) -> object:
    """What pages show of a feed."""
    return feed.file, feed.label
