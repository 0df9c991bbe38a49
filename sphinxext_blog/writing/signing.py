"""Signing: what each document shows of others, hashed; see :mod:`..core.signature`."""

from __future__ import annotations

import posixpath
from itertools import chain
from typing import TYPE_CHECKING

from sphinx.addnodes import toctree

from ..core.listing import YEAR, Listing, PostArchive, TermList
from ..core.plan import PageKind
from ..core.selection import select
from ..core.signature import (
    digest,
    entry_facts,
    line_facts,
    point_facts,
    profile_facts,
    row_facts,
    term_facts,
    title_facts,
)
from ..reading.lead import post_root, whole_of
from .excerpt import load_doctree
from .feedsigning import feeds_by_page
from .headfacts import head_facts
from .relations import related_to, series_of
from .sidebars import sidebar_facts
from .subscribing import announced
from .thumbnails import scaler
from .ways import ways_from_home

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from ..core.feedplan import PlannedFeed
    from ..core.listing import Block
    from ..core.plan import Page
    from ..core.post import Post
    from ..core.terms import Term
    from ..domain import BlogDomain

__all__ = ["sign_documents"]


def sign_documents(app: Sphinx, domain: BlogDomain) -> dict[str, str]:
    """The signature of every document that shows something of others, by docname."""
    facts: dict[str, list[object]] = {}
    signer = _Signer(app, domain)
    for docname, fact in chain(_shown_in_text(domain, signer), _shown_around(app, domain, signer)):
        facts.setdefault(docname, []).append(fact)
    moved = signer.moved()
    return {docname: digest([*found, moved] if moved else found) for docname, found in facts.items()}


def _shown_in_text(domain: BlogDomain, signer: _Signer) -> Iterator[tuple[str, object]]:
    """What the text of a document shows: listings, and links by name."""
    for docname, page in (*domain.pages.items(), *domain.data["adopted"].items()):
        yield docname, signer.page(page)
    for docname, blocks in domain.blocks.items():
        yield docname, [signer.block(block) for block in blocks]
    for docname, refs in domain.data["refs"].items():
        if known := [(ref, found) for ref in refs if (found := signer.ref(docname, *ref)) is not None]:
            yield docname, known


def _shown_around(app: Sphinx, domain: BlogDomain, signer: _Signer) -> Iterator[tuple[str, object]]:
    """What stands around the text: parts of posts, the head, sidebars, navigation."""
    for key, (newer, older) in domain.catalog.neighbours().items():
        yield key.partition("#")[0], (title_facts(newer), title_facts(older))
    for post in domain.catalog.built.values():
        yield post.docname, (domain.catalog.states[post.key], signer.around(post))
        if post.docname in domain.data["untitled"]:  # its description in the head has titles of others
            yield post.docname, post.summary
    yield from head_facts(domain)
    yield from sidebar_facts(app, domain)
    everywhere = signer.everywhere()
    for docname in domain.env.all_docs if everywhere else ():
        yield docname, everywhere


class _Signer:
    """Makes the facts of one build."""

    def __init__(self, app: Sphinx, domain: BlogDomain) -> None:
        self._app, self._domain, self._catalog = app, domain, domain.catalog
        self._feeds = feeds_by_page(domain)
        self._digests: dict[tuple[str, str], str] = {}
        self._images: dict[str, list[str]] = {}
        """The names that images of a document have in the output, where those are not their own."""
        for path, (docnames, name) in sorted(domain.env.images.items()):
            for docname in docnames if name != posixpath.basename(path) else ():
                self._images.setdefault(docname, []).append(name)

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
            listing = self._paginated(page)
            return shape, self._entries(posts, listing.style or options.listing, listing.excerpt), repr(listing)
        if page.kind is PageKind.HOME:
            bar = options.bar_block()
            more = self.block(bar) if bar is not None else None, ways_from_home(self._domain)
            return shape, more, self._entries(posts, options.listing, "")
        term = self._catalog.term(page.taxonomy, page.label) if page.kind is PageKind.TERM else None
        tagged = [(found.docname, found.title) for found in term.pages] if term is not None else []
        said = profile_facts(self._catalog, term, self._picture(term)) if term and page.number == 1 else None
        own = [_feed(feed) for feed in self._feeds.get(page.first, ())]
        return shape, said, tagged, own, self._entries(posts, options.term_listing, "")

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
            style = "format" if block.format else block.style or self._domain.options.listing
            return repr(block), len(posts), self._entries(shown, style, block.excerpt)
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

    def ref(self, docname: str, kind: str, name: str) -> object:
        """What a link shows of a post or page: None for one that leads elsewhere."""
        if kind in self._domain.object_types:
            return [self._domain.target(kind, name, docname)]
        bare = name.partition("#")[0].removesuffix(".md").removesuffix(".rst")
        target = bare.lstrip("/") if bare.startswith("/") else _normal(docname, bare)
        found = (
            [self._domain.target(kind, name, docname) for kind in self._domain.object_types] if kind == "any" else []
        )
        if target in self._domain.posts or target in self._domain.pages:
            title = self._domain.env.titles.get(target)
            return found, title.astext() if title is not None else ""
        return found if any(found) else None

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
        titles = [(docname, env.titles[docname].astext()) for docname in sorted(shown & env.titles.keys())]
        return digest([trees, titles]) if any(trees.values()) else ""

    def moved(self) -> list[tuple[str, str]]:
        """The pages for which an author's document of another name stands: ``blog.md`` for ``blog/index``."""
        adopted: dict[str, Page] = self._domain.data["adopted"]
        return sorted((page.docname, own) for own, page in adopted.items() if own != page.docname)

    def _paginated(self, page: Page) -> Listing:
        blocks = self._domain.blocks[page.first]
        return next(block for block in blocks if isinstance(block, Listing) and block.page_size)

    def _entries(self, posts: Iterable[Post], style: str, excerpt: str) -> object:
        excerpt = excerpt or self._domain.options.excerpt
        if style == "compact":
            return style, [line_facts(self._catalog, post) for post in posts]
        if style == "table":
            return style, [(row_facts(self._catalog, post), self._count(post)) for post in posts]
        if style == "timeline":
            texts = ((post, post.summary if excerpt != "none" else "") for post in posts)
            return style, [point_facts(self._catalog, post, text=text) for post, text in texts]
        return style, excerpt, [self._entry(post, self._body(post, style, excerpt)) for post in posts]

    def _entry(self, post: Post, body: str) -> str:
        """The digest of an entry, made once for all the listings that show the post alike."""
        key = (post.key, body)
        if key not in self._digests:
            facts = entry_facts(self._catalog, post, body=body)
            made_by = scaler() if post.image_digest else ""
            shown = (self._count(post), self._images.get(post.docname), self._refs(post, body), made_by)
            self._digests[key] = digest([facts, *shown])
        return self._digests[key]

    def _count(self, post: Post) -> object:
        """The number of words, where it is shown: it changes at nearly every edit."""
        return (post.measure.words, post.measure.characters) if self._domain.options.show_word_count else None

    def _refs(self, post: Post, body: str) -> list[object]:
        """What the links in an excerpt show: of its first part, or of all where the whole post is shown."""
        if not body:
            return []
        refs = post.refs if body == post.digest else self._domain.data["refs"].get(post.docname, ())
        return [found for ref in refs if (found := self.ref(post.docname, *ref)) is not None]

    def _body(self, post: Post, style: str, excerpt: str) -> str:
        if style == "full" or excerpt == "full":
            return self._whole(post)
        if style == "format" or excerpt == "none":
            return ""
        return digest([post.text, post.text_cut]) if excerpt == "text" else post.digest

    def _whole(self, post: Post) -> str:
        """The digest of a whole post, made when first asked for, since hardly any site shows whole posts."""
        digests = self._domain.data["bodies"].setdefault(post.docname, {})
        if post.anchor not in digests:
            doctree = load_doctree(self._app, post.docname)
            blocks = whole_of(post_root(doctree, post.anchor), post.others)
            digests[post.anchor] = digest("".join(node.pformat() for node in blocks))
        return str(digests[post.anchor])


def _feed(feed: PlannedFeed) -> object:
    """What pages show of a feed."""
    return feed.file, feed.label


def _normal(docname: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(docname), name))
