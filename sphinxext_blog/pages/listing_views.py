"""Views of generated pages and listing directives: their parts, and the data of terms, archives and profiles.

:mod:`.post_views` makes the listings of posts on them.  The classes are in :mod:`sphinxext_blog.model.listing_views`.
Views are made on demand: when a page is fingerprinted, and again when it is written.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby, repeat
from typing import TYPE_CHECKING, cast

from ..domain import per_build
from ..feeds.views import feed_title, feed_url, feeds_by_page
from ..model.feeds import FORMATS
from ..model.listing import YEAR, Listing, MentionList, PostArchive, TermList, paginated_listing
from ..model.listing_views import (
    About,
    Archive,
    ArchiveMonth,
    ArchiveYear,
    BarTerm,
    CloudTerm,
    Empty,
    FeedGroup,
    FeedLink,
    FeedTerm,
    HomeLink,
    HomeLinks,
    Overline,
    Pager,
    Profile,
    ProfileLink,
    Subscribe,
    Subtitle,
    TaggedPages,
    TermBar,
    TermBranch,
    TermCard,
    TermCards,
    TermCloud,
    TermCount,
    TermTable,
    TermTree,
)
from ..model.page_plan import PageKind, join, page_name, page_window
from ..model.selection import Query, select
from ..model.services import PROFILES, profile_name
from ..model.terms import CLOUD_SIZES, cloud_sizes, most_used_terms
from ..model.views import Link
from ..object_index import archive_anchor
from .link_views import Digests
from .mention_views import MentionViews
from .mentions import mentions_of
from .post_views import PostViews, ViewParts
from .validity import successors

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
    from ..model.listing_views import Mentions as MentionsView
    from ..model.page_plan import Page, PagePlan
    from ..model.terms import Term
    from .link_views import LinkViews
    from .mentions import Mentions

__all__ = ["ViewMaker", "home_links", "listing_views", "view_maker"]


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


def mention_views(_app: Sphinx, domain: BlogDomain, _links: LinkViews) -> Iterator[tuple[str, object]]:
    """Yield (docname, views by anchor) of documents that describe objects of which posts are mentioned, as a source."""
    maker = view_maker(domain)
    for docname in mentions_of(domain).described:
        yield docname, maker.described(docname)


def _maker(domain: BlogDomain, digests: Digests | None) -> ViewMaker:
    return ViewMaker(
        domain.catalog,
        domain.plan,
        domain.options,
        domain.messages,
        listings=domain.listings,
        subscribe=partial(subscribe_view, domain),
        mentions=partial(mentions_of, domain),
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
    :param mentions: returns the posts that mention objects.
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
        mentions: Callable[[], Mentions],
        digests: Digests | None = None,
        superseded: Collection[str] = (),
        home: Link | None = None,
    ) -> None:
        """Make views of the posts of a catalog, for the pages of a plan."""
        self._catalog, self._plan, self._options, self._messages = catalog, plan, options, messages
        self._listings, self._subscribe, self._home = listings, subscribe, home
        self._parts = ViewParts(catalog, plan, options, messages, digests=digests, superseded=superseded)
        self._posts = PostViews(self._parts)
        self._term_views = TermViews(self._parts, self._posts)
        self._mention_views = MentionViews(self._parts, self._posts, mentions)

    # -- documents ----------------------------------------------------------------------------------------------------

    def page(self, page: Page, docname: str) -> tuple[ListingView, ...]:
        """Return the parts of a page, in order.

        :param docname: the document, which may override the page.
        """
        return tuple(self._views_of(page, docname))

    def _views_of(self, page: Page, docname: str) -> Iterator[ListingView]:
        if page.kind is PageKind.ARCHIVE:
            yield self._term_views.archive(docname)
        elif page.kind is PageKind.TERM_INDEX:
            yield from self._term_views.terms(
                TermList(taxonomy=page.taxonomy, style=self._index_style(page.taxonomy)), docname
            )
        elif page.kind is PageKind.OBJECTS:
            yield self._mention_views.project_index()
        elif page.kind is PageKind.PROJECT:
            yield self._mention_views.project(page)
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
            yield from self._term_views.terms(bar, docname)
        if term is not None and page.number == 1:
            yield from self._term_views.profile(term, docname)
        omitted = self._parts.term_link(term) if term is not None else None
        listing = self._listing_of(page)
        is_series = page.taxonomy == "series" and self._options.orders_series
        numbers = self._posts.numbers(posts, term if is_series else self._posts.series_of(listing))
        is_home = page.kind is PageKind.HOME
        yield from self._posts.listing(posts, listing, pinned_first=is_home, omitted=omitted, numbers=numbers)
        if term is not None and term.pages and page.number == page.total:
            yield TaggedPages(pages=tuple(Link(text=tagged.title, docname=tagged.docname) for tagged in term.pages))
        yield from self._pager(page.first, page.number, page.total)
        if page.kind is PageKind.HOME:
            make = partial(home_links, self._catalog, self._plan, self._options, self._messages)
            yield self._parts.once(("home links",), make)

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
        if isinstance(block, MentionList):
            yield from self._mention_views.mention_list(block, docname)
        elif self._home is not None:
            yield HomeLinks(links=(HomeLink(link=self._home, css_class="blog-home"),))
        elif isinstance(block, TermList):
            yield from self._term_views.terms(block, docname)
        elif isinstance(block, PostArchive):
            yield self._term_views.archive(docname)
        else:
            posts = select(self._catalog, block.query)
            size = block.page_size
            posts_here = posts[:size] if size else posts
            numbers = self._posts.numbers(posts_here, self._posts.series_of(block))
            yield from self._posts.listing(posts_here, block, numbers=numbers)
            if size:
                page = self._plan.page(docname)
                yield from self._pager(page.docname if page is not None else docname, 1, -(-len(posts) // size))

    def described(self, docname: str) -> dict[str, MentionsView]:
        """Return the posts that mention the objects that a document describes, by anchor."""
        return self._mention_views.described(docname)

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


class TermViews:
    """Makes the views of terms, archives and profiles.

    :param posts: makes the lines of archives.
    """

    def __init__(self, parts: ViewParts, posts: PostViews) -> None:
        """Make views from the data of a build."""
        self._parts, self._posts = parts, posts
        self._catalog, self._plan, self._options, self._messages = (
            parts.catalog, parts.plan, parts.options, parts.messages,
        )  # fmt: skip

    # -- terms --------------------------------------------------------------------------------------------------------

    def terms(self, term_list: TermList, docname: str) -> Iterator[ListingView]:
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
        own = self._parts.term_link(current) if current is not None else None
        bar_terms = (
            BarTerm(link=term.link, count=0 if is_term else term.count, is_current=term.link == own) for term in counts
        )
        has_more = taxonomy != YEAR and len(counts) < len(self._catalog.terms.get(taxonomy, ()))
        return TermBar(
            heading=self._messages.taxonomy(taxonomy),
            home=self._parts.to_page(self._messages.text("all"), "index"),
            terms=tuple(bar_terms),
            more=self._parts.to_page(self._messages.all_terms(taxonomy), taxonomy, "index") if has_more else None,
            is_home=page is not None and page.kind is PageKind.HOME,
        )

    def _years(self, term_list: TermList) -> list[TermCount]:
        return [
            TermCount(link=self._parts.to_page(self._messages.year(year), str(year)), count=len(posts))
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
        return self._parts.once(
            ("count", term.taxonomy, term.key), lambda: TermCount(link=self._parts.term_link(term), count=term.count)
        )

    def _term_card(self, count: TermCount, term: Term | None) -> TermCard:
        if term is None:
            return TermCard(link=count.link, count=count.count)
        description = _paragraphs(term.info.description or term.info.bio)
        return TermCard(link=count.link, count=count.count, description=description, picture=self._parts.picture(term))

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

    # -- archives and profiles ----------------------------------------------------------------------------------------

    def archive(self, docname: str) -> ListingView:
        """Return the view of every post by year and month."""
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
            posts=tuple(map(self._posts.archive_line, posts)),
        )

    def _elsewhere(self, docname: str, text: str, *names: str) -> Link:
        """Return a link to a page; only its text if the page does not exist or is the document itself."""
        target = self._plan.docname_of(join(self._options.path, *names))
        return Link(text=text) if target in (None, docname) else self._parts.to_page(text, *names)

    def profile(self, term: Term, docname: str) -> Iterator[Profile]:
        """Yield the profile above the listing of a term; in an override, the author describes the term."""
        ancestors = self._catalog.above(term)
        trail: tuple[Link, ...] = ()
        if ancestors:
            term_index = self._parts.to_page(self._messages.taxonomy(term.taxonomy), term.taxonomy, "index")
            trail = (term_index, *map(self._parts.term_link, ancestors))
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
            picture=self._parts.picture(term),
        )
        return about if about != About() else None

    def _profile_link(self, name: str, url: str) -> Link:
        text = profile_name(name, url)
        return Link(text=self._messages.service(text) if name in PROFILES else text, url=url)


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


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n\n")) if text else ()
