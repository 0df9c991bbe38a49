"""Views of listings and generated pages: the data of posts and terms that each displays.

The classes are in :mod:`sphinxext_blog.model.listing_views`.  Views are made on demand: when a page is fingerprinted,
and again when it is written.  The parts that many listings share, such as the line of a post, are made once.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import groupby, repeat
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..domain import per_build
from ..feeds.views import feed_title, feed_url, feeds_by_page
from ..model.feeds import FORMATS
from ..model.listing import YEAR, Listing, PostArchive, TermList, paginated_listing
from ..model.listing_views import (
    About,
    Archive,
    ArchiveMonth,
    ArchiveYear,
    BarTerm,
    Card,
    Cards,
    CloudTerm,
    Compact,
    CompactGroup,
    Cover,
    Empty,
    Entries,
    Entry,
    Excerpt,
    FeedGroup,
    FeedLink,
    FeedTerm,
    HomeLink,
    HomeLinks,
    Line,
    Overline,
    Pager,
    PartClass,
    Picture,
    Piece,
    Point,
    Profile,
    ProfileLink,
    Row,
    Subscribe,
    Subtitle,
    Table,
    TaggedPages,
    TermBar,
    TermBranch,
    TermCard,
    TermCards,
    TermCloud,
    TermCount,
    TermLinks,
    TermTable,
    TermTree,
    TextLine,
    TextLines,
    Timeline,
    TimelineMonth,
    TimelineYear,
    VersionBadge,
)
from ..model.page_plan import PageKind, join, page_name, page_window
from ..model.post import UNPUBLISHED, Measure, update_shown
from ..model.selection import Query, select
from ..model.services import PROFILES, profile_name
from ..model.terms import CLOUD_SIZES, cloud_sizes, most_used_terms
from ..model.views import Link
from ..object_index import archive_anchor
from .link_views import Digests
from .validity import successors, version_badges

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx

    from ..config import BlogConfig
    from ..domain import BlogDomain
    from ..i18n import Messages
    from ..model.catalog import Catalog
    from ..model.feeds import PlannedFeed
    from ..model.listing import Block
    from ..model.listing_views import ListingView
    from ..model.page_plan import Page, PagePlan
    from ..model.post import Post
    from ..model.terms import Term
    from .link_views import LinkViews

__all__ = ["ViewMaker", "home_links", "listing_views", "subscribe_view", "view_maker"]

T = TypeVar("T")

_IN_META = ("author", "category", "series", "location", "language")
"""The order of the taxonomies in an entry; those of the site follow, and tags are displayed separately."""
_TAGS_IN_LINE = 5
"""The maximum number of tags in the line of a post: a post may have hundreds of tags, in as many listings."""
_TAGS_IN_CARD = 3
"""The maximum number of tags in a card."""
_IN_CARD = ("category",)
"""The taxonomies in a card, besides tags."""
_FIELD = re.compile(r"(\{[a-z][a-z0-9_]*\})")
_PINNED = "pinned"
_SYNONYMS = {"tags": "tag", "categories": "category", "authors": "author"}


def view_maker(domain: BlogDomain) -> ViewMaker:
    """Return the view maker of this build, with its cached entries."""
    makers = _makers(domain)
    if not makers:
        makers.append(_maker(domain, None))
    return makers[0]


@per_build
def _makers(_domain: BlogDomain) -> list[ViewMaker]:
    """Return a list for the view maker of this build: the one that made the fingerprints, if any."""
    return []


def listing_views(_app: Sphinx, domain: BlogDomain, links: LinkViews) -> Iterator[tuple[str, object]]:
    """Yield (docname, views) of generated pages, overrides and documents with listings, as a source of fingerprints."""
    maker = _maker(domain, Digests(domain, links))
    _makers(domain)[:] = [maker]
    for docname, page in domain.pages.items():
        yield docname, maker.page(page, docname)
    for docname, page in domain.records.overrides.items():
        if not domain.has_own_listing(docname):
            yield docname, maker.page(page, docname)
    for docname, listings in domain.listings.items():
        yield docname, [maker.block(listing, docname) for listing in listings]


def _maker(domain: BlogDomain, digests: Digests | None) -> ViewMaker:
    return ViewMaker(
        domain.catalog,
        domain.plan,
        domain.options,
        domain.messages,
        listings=domain.listings,
        subscribe=partial(subscribe_view, domain),
        digests=digests,
        superseded=successors(domain),
        home=_home_link(domain) if domain.home_base else None,
    )


def _home_link(domain: BlogDomain) -> Link:
    """Return a link to the home page of the blog in another version of the site."""
    index = join(domain.options.path, "index")
    docname = domain.home_index.plan.docname_of(index) or index
    return Link(text=domain.home_title(docname) or docname, url=domain.home_url(docname))


class ViewMaker:
    """Makes the views of one build.

    :param listings: the listings in the sources, by document.
    :param subscribe: returns the view of the page that explains feeds.
    :param digests: the digests of displayed content outside of views; None if no fingerprint is made of the views.
    :param superseded: the keys of the posts that are superseded by others.
    :param home: a link to the blog in another version of the site, in place of listings; None if this version has it.
    """

    def __init__(
        self,
        catalog: Catalog,
        plan: PagePlan,
        options: BlogConfig,
        messages: Messages,
        *,
        listings: Mapping[str, Iterable[Block]],
        subscribe: Callable[[], Subscribe],
        digests: Digests | None = None,
        superseded: Collection[str] = (),
        home: Link | None = None,
    ) -> None:
        """Make views of the posts of a catalog, for the pages of a plan."""
        self._catalog, self._plan, self._options, self._messages = catalog, plan, options, messages
        self._listings, self._subscribe, self._digests = listings, subscribe, digests
        self._superseded, self._home = superseded, home
        self._cache: dict[tuple[object, ...], object] = {}

    def _once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return the cached object for a key, or make it."""
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]  # type: ignore[return-value]  # each key is used for one class

    # -- documents ----------------------------------------------------------------------------------------------------

    def page(self, page: Page, docname: str) -> tuple[ListingView, ...]:
        """Return the parts of a page, in order.

        :param docname: the document, which may override the page.
        """
        return tuple(self._parts(page, docname))

    def _parts(self, page: Page, docname: str) -> Iterator[ListingView]:
        if page.kind is PageKind.ARCHIVE:
            yield self._archive(docname)
        elif page.kind is PageKind.TERM_INDEX:
            yield from self._terms(TermList(taxonomy=page.taxonomy, style=self._index_style(page.taxonomy)), docname)
        elif page.kind is PageKind.SUBSCRIBE:
            yield self._subscribe()
        else:
            yield from self._page_of_posts(page, docname)

    def _index_style(self, taxonomy: str) -> str:
        """Return the style of a term index: cards for authors with profiles, a list for other terms."""
        authors = self._catalog.terms.get(taxonomy, ()) if taxonomy == "author" else ()
        has_profiles = any(author.info.image or author.info.bio or author.info.description for author in authors)
        return "cards" if has_profiles else "list"

    def _page_of_posts(self, page: Page, docname: str) -> Iterator[ListingView]:
        posts = [self._catalog.built[key] for key in page.posts]
        term = self._catalog.term(page.taxonomy, page.label) if page.kind is PageKind.TERM else None
        if page.kind is PageKind.HOME and docname in self._plan.generated:
            yield from self._home_heading()
        bar = self._options.bar_block()
        if bar is not None and (page.kind is PageKind.HOME or page.taxonomy == bar.taxonomy):
            yield from self._terms(bar, docname)
        if term is not None and page.number == 1:
            yield from self._profile(term, docname)
        omitted = self._term_link(term) if term is not None else None
        listing = self._listing_of(page)
        is_numbered = term is not None and page.taxonomy == "series" and self._options.orders_series
        if is_numbered and listing.style == "compact":
            number = (page.number - 1) * self._options.term_page_size + 1
            yield Compact(groups=(CompactGroup(lines=tuple(map(self._line, posts)), first_number=number),))
        else:
            is_home = page.kind is PageKind.HOME
            yield from self._listing(posts, listing, pinned_first=is_home, omitted=omitted)
        if term is not None and term.pages and page.number == page.total:
            yield TaggedPages(pages=tuple(Link(text=tagged.title, docname=tagged.docname) for tagged in term.pages))
        yield from self._pager(page.first, page.number, page.total)
        if page.kind is PageKind.HOME:
            make = partial(home_links, self._catalog, self._plan, self._options, self._messages)
            yield self._once(("home links",), make)

    def _home_heading(self) -> Iterator[ListingView]:
        """Yield the lines around the title of the home page; in an override, the author writes them."""
        if overline := self._options.overline.strip():
            yield Overline(text=overline)
        if subtitle := self._options.subtitle.strip():
            yield Subtitle(text=subtitle)

    def _listing_of(self, page: Page) -> Listing:
        if page.kind is PageKind.MORE:
            return cast("Listing", paginated_listing(self._listings[page.first]))
        style = self._options.listing if page.kind is PageKind.HOME else self._options.term_listing
        return Listing(query=Query(), style=style)

    def block(self, block: Block, docname: str) -> tuple[ListingView, ...]:
        """Return the views of a listing directive in a document."""
        return tuple(self._block(block, docname))

    def _block(self, block: Block, docname: str) -> Iterator[ListingView]:
        if self._home is not None:
            yield HomeLinks(links=(HomeLink(link=self._home, css_class="blog-home"),))
        elif isinstance(block, TermList):
            yield from self._terms(block, docname)
        elif isinstance(block, PostArchive):
            yield self._archive(docname)
        else:
            posts = select(self._catalog, block.query)
            size = block.page_size
            yield from self._listing(posts[:size] if size else posts, block)
            if size:
                page = self._plan.page(docname)
                yield from self._pager(page.docname if page is not None else docname, 1, -(-len(posts) // size))

    # -- listings -----------------------------------------------------------------------------------------------------

    def _listing(
        self, posts: Sequence[Post], listing: Listing, *, pinned_first: bool = False, omitted: Link | None = None
    ) -> Iterator[ListingView]:
        """Yield the view of posts in the style of a listing.

        :param pinned_first: whether pinned posts precede the others, as on the home page only.
        :param omitted: the term that all posts have, on its own page; the posts do not repeat it.
        """
        style = listing.style or self._options.listing
        excerpt = listing.excerpt or self._default_excerpt(style)
        if not posts:
            text = self._messages.text("no posts") if listing.empty is None else listing.empty
            if text:
                yield Empty(text=text)
        elif listing.format:
            yield self._text_lines(posts, listing, excerpt)
        elif style == "compact":
            years = _by_year(posts, pinned_first=pinned_first)
            yield Compact(
                groups=tuple(
                    CompactGroup(year=year, is_pinned=pinned, lines=tuple(self._line(post, omitted) for post in group))
                    for (pinned, year), group in years
                )
            )
        elif style == "table":
            yield self._table(posts, omitted)
        elif style == "timeline":
            years = _by_year(posts, pinned_first=pinned_first)
            yield Timeline(
                years=tuple(
                    TimelineYear(year=year, is_pinned=pinned, months=self._months(group, excerpt, pinned=pinned))
                    for (pinned, year), group in years
                )
            )
        elif style == "cards":
            yield Cards(entries=tuple(self._card(post, excerpt, omitted) for post in posts))
        else:
            is_full = style == "full"
            excerpt = "full" if is_full else excerpt
            entries = tuple(self._entry(post, excerpt, omitted, is_full=is_full) for post in posts)
            yield Entries(entries=entries, expand=listing.expand or self._options.read_more.strip())

    def _default_excerpt(self, style: str) -> str:
        """Return the kind of excerpts in a style: there is no room for math, code and images in a card."""
        excerpt = self._options.excerpt
        return "text" if style == "cards" and excerpt == "rich" else excerpt

    def _months(self, posts: Iterable[Post], excerpt: str, *, pinned: bool) -> tuple[TimelineMonth, ...]:
        """Return the months of a year; pinned posts are not in chronological order and belong to no month."""
        months: dict[int | None, list[Post]] = {}
        for post in posts:
            month = post.date.month if post.date is not None and not pinned else None
            months.setdefault(month, []).append(post)
        return tuple(
            TimelineMonth(month=month, points=tuple(self._point(post, excerpt) for post in group))
            for month, group in months.items()
        )

    def _table(self, posts: Sequence[Post], omitted: Link | None) -> Table:
        rows = tuple(self._row(post, omitted) for post in posts)
        filled = {
            "date": any(row.date is not None for row in rows),
            "title": True,
            "author": any(row.authors for row in rows),
            "category": any(row.categories for row in rows),
            "tag": any(row.tags for row in rows),
            "minutes": any(row.measure.minutes for row in rows),
        }
        return Table(columns=tuple(name for name, is_filled in filled.items() if is_filled), rows=rows)

    def _text_lines(self, posts: Sequence[Post], listing: Listing, excerpt: str) -> TextLines:
        pieces = tuple(map(self._piece, filter(None, _FIELD.split(listing.format))))
        names = tuple(piece.name for piece in pieces if piece.name)
        excerpt = excerpt if listing.excerpts else "none"
        return TextLines(
            pieces=pieces,
            lines=tuple(self._text_line(post, names, excerpt) for post in posts),
            date_format=listing.date_format if "date" in names else "",
            expand=listing.expand if listing.excerpts else "",
            classes=tuple(PartClass(part=part, css_class=name) for part, name in listing.named),
        )

    def _piece(self, text: str) -> Piece:
        name = text[1:-1] if _FIELD.fullmatch(text) else ""
        name = _SYNONYMS.get(name, name)
        return Piece(name=name) if name in ("title", "date", *self._catalog.taxonomies) else Piece(text=text)

    # -- posts, once for each style -----------------------------------------------------------------------------------

    def _line(self, post: Post, omitted: Link | None = None) -> Line:
        def make() -> Line:
            tags = self._tags(post, omitted, _TAGS_IN_LINE)
            return Line(
                title=self._title(post),
                date=post.date,
                badges=self._badges(post),
                versions=self._versions(post),
                tags=tags,
            )

        return self._once(("line", post.key, omitted), make)

    def _archive_line(self, post: Post) -> Line:
        def make() -> Line:
            badges = tuple(badge for badge in self._badges(post) if badge != _PINNED)
            own_page = Link(text=post.title, docname=post.docname, anchor=post.anchor, markup=post.title_runs)
            return Line(title=own_page, date=post.date, badges=badges, versions=self._versions(post))

        return self._once(("archive line", post.key), make)

    def _row(self, post: Post, omitted: Link | None) -> Row:
        return self._once(
            ("row", post.key, omitted),
            lambda: Row(
                title=self._title(post),
                date=post.date,
                badges=self._badges(post),
                versions=self._versions(post),
                authors=self._term_links(post, "author", omitted),
                categories=self._term_links(post, "category", omitted),
                tags=self._tags(post, omitted, _TAGS_IN_LINE),
                measure=self._measure(post),
            ),
        )

    def _point(self, post: Post, excerpt: str) -> Point:
        text = post.summary if excerpt != "none" else ""
        return self._once(
            ("point", post.key, text),
            lambda: Point(
                title=self._title(post),
                date=post.date,
                badges=self._badges(post),
                versions=self._versions(post),
                text=text,
            ),
        )

    def _card(self, post: Post, excerpt: str, omitted: Link | None) -> Card:
        def make() -> Card:
            view, _ = self._excerpt(post, excerpt)
            return Card(
                excerpt=view,
                cover=self._cover(post, "cards"),
                terms=tuple(self._groups(post, _IN_CARD, omitted)),
                tags=self._tags(post, omitted, _TAGS_IN_CARD),
                **self._about_post(post),
            )

        return self._once(("card", post.key, excerpt, omitted), make)

    def _entry(self, post: Post, excerpt: str, omitted: Link | None, *, is_full: bool) -> Entry:
        def make() -> Entry:
            is_whole = excerpt == "rich" and post.excerpt_rule.automatic and not self._options.automatic_excerpts
            view, is_cut = self._excerpt(post, "full" if is_whole and not post.has_plain_excerpt else excerpt)
            return Entry(
                excerpt=view,
                is_cut=is_cut,
                cover=self._cover(post, "list") if not is_full else None,
                updated=update_shown(post),
                avatars=self._avatars(post, omitted),
                terms=tuple(self._groups(post, (*_IN_META, *self._options.added()), omitted)),
                tags=self._tags(post, omitted),
                **self._about_post(post),
            )

        return self._once(("entry", post.key, excerpt, is_full, omitted), make)

    def _about_post(self, post: Post) -> dict[str, Any]:
        """Return the fields that cards and entries have in common."""
        return {
            "key": post.key,
            "title": self._title(post),
            "date": post.date,
            "badges": self._badges(post),
            "versions": self._versions(post),
            "measure": self._measure(post),
        }

    def _text_line(self, post: Post, names: tuple[str, ...], excerpt: str) -> TextLine:
        return self._once(
            ("text line", post.key, names, excerpt),
            lambda: TextLine(
                key=post.key,
                title=self._title(post),
                badges=self._badges(post) if "title" in names else (),
                versions=self._versions(post) if "title" in names else (),
                date=post.date if "date" in names else None,
                terms=tuple(self._groups(post, dict.fromkeys(names))),
                excerpt=self._excerpt(post, excerpt)[0],
            ),
        )

    def _title(self, post: Post) -> Link:
        def make() -> Link:
            if post.external_link:
                return Link(text=post.title, url=post.external_link, markup=post.title_runs)
            return Link(text=post.title, docname=post.docname, anchor=post.anchor, markup=post.title_runs)

        return self._once(("title", post.key), make)

    def _badges(self, post: Post) -> tuple[str, ...]:
        """Return the badges of a post, that of its status first."""
        status = self._catalog.statuses[post.key]
        badges = (
            status.value if status in UNPUBLISHED else "",
            _PINNED if post.pinned else "",
            "superseded" if post.key in self._superseded else "",
        )
        return tuple(filter(None, badges))

    def _versions(self, post: Post) -> tuple[VersionBadge, ...]:
        return version_badges(post, self._options.current_versions) if post.applies_to else ()

    def _measure(self, post: Post) -> Measure:
        """Return the length of a post, without the word count if it is not displayed: nearly every edit changes it."""
        if self._options.show_word_count:
            return post.measure
        return Measure(minutes=post.measure.minutes)

    def _groups(self, post: Post, taxonomies: Iterable[str], omitted: Link | None = None) -> Iterator[TermLinks]:
        for taxonomy in taxonomies:
            if links := self._term_links(post, taxonomy, omitted):
                yield TermLinks(taxonomy=taxonomy, links=links)

    def _tags(self, post: Post, omitted: Link | None = None, limit: int | None = None) -> tuple[Link, ...]:
        return self._term_links(post, "tag", omitted)[:limit]

    def _term_links(self, post: Post, taxonomy: str, omitted: Link | None = None) -> tuple[Link, ...]:
        links = map(self._term_link, self._catalog.terms_for(post, taxonomy))
        return tuple(link for link in links if link != omitted)

    def _term_link(self, term: Term) -> Link:
        return self._to_page(term.label, term.taxonomy, term.slug)

    def _to_page(self, text: str, *names: str) -> Link:
        """Return a link to a page by its planned name, or to the document that overrides it."""

        def make() -> Link:
            name = join(self._options.path, *names)
            return Link(text=text, docname=self._plan.docname_of(name) or name)

        return self._once(("page", text, names), make)

    # -- excerpts and pictures ----------------------------------------------------------------------------------------

    def _excerpt(self, post: Post, excerpt: str) -> tuple[Excerpt | str | None, bool]:
        """Return the displayed text of a post, and whether it is cut.

        :param excerpt: one of ``EXCERPT_STYLES``.
        """
        if excerpt == "none":
            return None, False
        is_whole = excerpt == "full"
        if not is_whole and (excerpt == "text" or post.has_plain_excerpt):
            return post.text or None, post.text_cut

        def make() -> Excerpt:
            content_digest = self._digests.excerpt(post, is_whole=is_whole) if self._digests is not None else ""
            return Excerpt(is_whole=is_whole, digest=content_digest)

        return self._once(("excerpt", post.key, is_whole), make), post.excerpt_rule.truncated and not is_whole

    def _cover(self, post: Post, style: str) -> Cover | None:
        if not post.image or style not in self._options.covers:
            return None
        file_digest = self._digests.cover(post) if self._digests is not None else ""
        return Cover(path=post.image, alt=post.image_alt, digest=file_digest)

    def _avatars(self, post: Post, omitted: Link | None) -> tuple[Picture, ...]:
        """Return the pictures of the authors of a post, which need no text beside their names."""
        authors = self._catalog.terms_for(post, "author")
        paths = (author.info.image for author in authors if self._term_link(author) != omitted)
        return tuple(
            Picture(path=path, alt="", is_portrait=True, digest=self._digests.name(path) if self._digests else "")
            for path in paths
            if path
        )

    def _picture(self, term: Term) -> Picture | None:
        path = term.info.image
        if not path:
            return None
        file_digest = self._digests.picture(path) if self._digests is not None else ""
        return Picture(path=path, alt=term.label, is_portrait=term.taxonomy == "author", digest=file_digest)

    # -- terms --------------------------------------------------------------------------------------------------------

    def _terms(self, term_list: TermList, docname: str) -> Iterator[ListingView]:
        """Yield the view of the terms of a taxonomy or of the years, if there are any."""
        terms: Sequence[Term] = () if term_list.taxonomy == YEAR else self._selected_terms(term_list)
        counts = self._years(term_list) if term_list.taxonomy == YEAR else list(map(self._count, terms))
        if not counts:
            return
        if term_list.style == "table":
            yield TermTable(heading=self._messages.taxonomy(term_list.taxonomy), terms=tuple(counts))
        elif term_list.style == "cards":
            yield TermCards(terms=tuple(map(self._term_card, counts, terms or repeat(None))))
        elif term_list.style == "cloud":
            sizes = cloud_sizes([term.count for term in counts], CLOUD_SIZES)
            sized = (
                CloudTerm(link=term.link, count=term.count, size=size) for term, size in zip(counts, sizes, strict=True)
            )
            yield TermCloud(terms=tuple(sized))
        elif term_list.style == "bar":
            yield self._bar(term_list, terms, counts, docname)
        else:
            yield TermTree(terms=self._tree(counts, terms))

    def _bar(self, term_list: TermList, terms: Sequence[Term], counts: Sequence[TermCount], docname: str) -> TermBar:
        """Return the view of a row of filter links.

        The page of a term displays no counts: a new post would change all pages of terms.
        """
        taxonomy, page = term_list.taxonomy, self._plan.page(docname)
        is_term = page is not None and page.kind is PageKind.TERM and page.taxonomy == taxonomy
        current = self._catalog.term(taxonomy, page.label) if page is not None and is_term else None
        if current is not None and current not in terms:
            counts = [*counts, self._count(current)]
        own = self._term_link(current) if current is not None else None
        shown = (
            BarTerm(link=term.link, count=0 if is_term else term.count, is_current=term.link == own) for term in counts
        )
        has_more = taxonomy != YEAR and len(counts) < len(self._catalog.terms.get(taxonomy, ()))
        return TermBar(
            heading=self._messages.taxonomy(taxonomy),
            home=self._to_page(self._messages.text("all"), "index"),
            terms=tuple(shown),
            more=self._to_page(self._messages.all_terms(taxonomy), taxonomy, "index") if has_more else None,
            is_home=page is not None and page.kind is PageKind.HOME,
        )

    def _years(self, term_list: TermList) -> list[TermCount]:
        return [
            TermCount(link=self._to_page(self._messages.year(year), str(year)), count=len(posts))
            for year, posts in list(self._catalog.years.items())[: term_list.limit]
        ]

    def _selected_terms(self, term_list: TermList) -> Sequence[Term]:
        """Return the terms to display, in the order of the style."""
        terms = self._catalog.terms.get(term_list.taxonomy, ())
        selected = most_used_terms(terms, term_list.limit)
        if term_list.style == "bar":
            return selected
        return tuple(term for term in terms if term in selected) if term_list.limit else terms

    def _count(self, term: Term) -> TermCount:
        return self._once(
            ("count", term.taxonomy, term.key), lambda: TermCount(link=self._term_link(term), count=term.count)
        )

    def _term_card(self, count: TermCount, term: Term | None) -> TermCard:
        if term is None:
            return TermCard(link=count.link, count=count.count)
        description = _paragraphs(term.info.description or term.info.bio)
        return TermCard(link=count.link, count=count.count, description=description, picture=self._picture(term))

    def _tree(self, counts: Sequence[TermCount], terms: Sequence[Term]) -> tuple[TermBranch, ...]:
        """Return the tree of terms; a term without its parent in the list is at the top, and years are a flat list."""
        if not terms:
            return tuple(TermBranch(link=count.link, count=count.count) for count in counts)
        keys = {term.key for term in terms}
        children: dict[str, list[tuple[Term, TermCount]]] = {}
        for term, count in zip(terms, counts, strict=True):
            children.setdefault(term.parent if term.parent in keys else "", []).append((term, count))

        def branches(parent: str) -> tuple[TermBranch, ...]:
            return tuple(
                TermBranch(link=count.link, count=count.count, below=branches(term.key))
                for term, count in children.get(parent, ())
            )

        return branches("")

    # -- other parts --------------------------------------------------------------------------------------------------

    def _archive(self, docname: str) -> ListingView:
        if not self._catalog.months:
            return Empty(text=self._messages.text("no posts"))
        return Archive(
            years=tuple(
                ArchiveYear(
                    title=self._elsewhere(docname, self._messages.year(year), str(year)),
                    anchor=archive_anchor(year),
                    months=tuple(self._archive_month(docname, year, month) for _, month in months),
                )
                for year, months in groupby(self._catalog.months, key=lambda key: key[0])
            )
        )

    def _archive_month(self, docname: str, year: int, month: int) -> ArchiveMonth:
        posts = self._catalog.months[year, month]
        return ArchiveMonth(
            title=self._elsewhere(docname, self._messages.month_name(month), str(year), f"{month:02}"),
            anchor=archive_anchor(year, month),
            posts=tuple(map(self._archive_line, posts)),
        )

    def _elsewhere(self, docname: str, text: str, *names: str) -> Link:
        """Return a link to a page; only its text if the page does not exist or is the document itself."""
        target = self._plan.docname_of(join(self._options.path, *names))
        return Link(text=text) if target in (None, docname) else self._to_page(text, *names)

    def _profile(self, term: Term, docname: str) -> Iterator[Profile]:
        """Yield the profile above the listing of a term; in an override, the author describes the term."""
        ancestors = self._catalog.above(term)
        trail: tuple[Link, ...] = ()
        if ancestors:
            term_index = self._to_page(self._messages.taxonomy(term.taxonomy), term.taxonomy, "index")
            trail = (term_index, *map(self._term_link, ancestors))
        about = self._about(term) if docname in self._plan.generated else None
        below = tuple(map(self._count, self._catalog.below(term)))
        if trail or about is not None or below:
            yield Profile(trail=trail, about=about, below=below)

    def _about(self, term: Term) -> About | None:
        info = term.info
        urls = ([("website", info.url)] if info.url else []) + [*info.social]
        about = About(
            description=_paragraphs(info.description),
            bio=_paragraphs(info.bio),
            profiles=tuple(ProfileLink(name=name, link=self._profile_link(name, url)) for name, url in urls),
            picture=self._picture(term),
        )
        return about if about != About() else None

    def _profile_link(self, name: str, url: str) -> Link:
        text = profile_name(name, url)
        return Link(text=self._messages.service(text) if name in PROFILES else text, url=url)

    def _pager(self, first: str, number: int, total: int) -> Iterator[Pager]:
        """Yield the links to the pages of a listing, if it has several.

        :param first: the docname of page 1.
        """
        if total <= 1:
            return

        def link_to(page: int, text: str) -> Link:
            if page == number:
                return Link(text=text)
            name = page_name(first, page)
            return Link(text=text, docname=self._plan.docname_of(name) or name)

        yield Pager(
            pages=tuple(None if page is None else link_to(page, str(page)) for page in page_window(number, total)),
            newer=link_to(number - 1, self._messages.text("newer")) if number > 1 else None,
            older=link_to(number + 1, self._messages.text("older")) if number < total else None,
        )


def home_links(catalog: Catalog, plan: PagePlan, options: BlogConfig, messages: Messages) -> HomeLinks:
    """Return the home links: links from the home page to the main pages of the blog.

    If the home page is the root document, it has a hidden toctree of the same pages.
    """
    pages = [
        ("archive", messages.text("archive"), "blog-home-link"),
        *((f"{name}/index", messages.taxonomy(name), "blog-home-link") for name in catalog.taxonomies),
        ("subscribe", messages.text("subscribe"), "blog-subscribe"),
        ("drafts", messages.text("drafts"), "blog-home-link"),
    ]
    planned = ((plan.docname_of(join(options.path, name)), text, css_class) for name, text, css_class in pages)
    links = (
        HomeLink(link=Link(text=text, docname=docname), css_class=css_class)
        for docname, text, css_class in planned
        if docname is not None
    )
    return HomeLinks(links=tuple(links))


def subscribe_view(domain: BlogDomain) -> Subscribe:
    """Return the view of the page that explains feeds."""
    planned = feeds_by_page(domain)
    feed_link = partial(_feed_link, domain)
    groups: dict[str, list[FeedTerm]] = {}
    for feeds in planned.values():
        if taxonomy := feeds[0].taxonomy:
            term = FeedTerm(label=feeds[0].label, feeds=tuple(map(feed_link, feeds)))
            groups.setdefault(taxonomy, []).append(term)
    return Subscribe(
        feeds=tuple(map(feed_link, planned.get(join(domain.options.path, "index"), ()))),
        groups=tuple(
            FeedGroup(heading=domain.messages.taxonomy(taxonomy), terms=tuple(terms))
            for taxonomy, terms in groups.items()
        ),
    )


def _feed_link(domain: BlogDomain, feed: PlannedFeed) -> FeedLink:
    label = FORMATS[feed.format].label
    title = domain.messages.feed(feed_title(domain, feed), label)
    return FeedLink(link=Link(text=label, url=feed_url(domain, feed.file)), title=title)


def _by_year(posts: Iterable[Post], *, pinned_first: bool) -> list[tuple[tuple[bool, int | None], list[Post]]]:
    """Return posts by year, in the order of the first post of each year: ((whether pinned, year), posts).

    :param pinned_first: whether pinned posts precede the others; if so, they form a separate group, since an old one
        would put its year before newer ones.
    """
    groups: dict[tuple[bool, int | None], list[Post]] = {}
    for post in posts:
        is_pinned = pinned_first and post.pinned
        year = post.date.year if post.date is not None and not is_pinned else None
        groups.setdefault((is_pinned, year), []).append(post)
    return [*groups.items()]


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n\n")) if text else ()
