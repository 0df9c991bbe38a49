"""Views of listings: the data of posts that each displays, in each style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from ..model.catalog import sort_parts
from ..model.listing_views import (
    TAGS_IN_LINE,
    Card,
    Cards,
    Compact,
    CompactGroup,
    Cover,
    Empty,
    Entries,
    Entry,
    Excerpt,
    Line,
    PartClass,
    Picture,
    Piece,
    Point,
    Row,
    Table,
    TermLinks,
    TextLine,
    TextLines,
    Timeline,
    TimelineMonth,
    TimelineYear,
    VersionBadge,
)
from ..model.page_plan import join
from ..model.post import UNPUBLISHED, Measure, update_shown
from ..model.views import Link
from .validity import version_badges

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from ..config import BlogConfig
    from ..i18n import Messages
    from ..model.catalog import Catalog
    from ..model.listing import Listing
    from ..model.listing_views import ListingView
    from ..model.page_plan import PagePlan
    from ..model.post import Post
    from ..model.terms import Term
    from .link_views import Digests

__all__ = ["PostViews", "ViewParts"]

T = TypeVar("T")

_IN_META = ("author", "category", "series", "location", "language")
"""The order of the taxonomies in an entry; those of the site follow, and tags are displayed separately."""
_TAGS_IN_CARD = 3
"""The maximum number of tags in a card."""
_IN_CARD = ("category",)
"""The taxonomies in a card, besides tags."""
_FIELD = re.compile(r"(\{[a-z][a-z0-9_]*\})")
_PINNED = "pinned"
_SYNONYMS = {"tags": "tag", "categories": "category", "authors": "author"}


class ViewParts:
    """The data of one build from which views are made; parts that many views share, such as a link, are made once."""

    def __init__(
        self,
        catalog: Catalog,
        plan: PagePlan,
        options: BlogConfig,
        messages: Messages,
        *,
        digests: Digests | None,
        superseded: Collection[str],
    ) -> None:
        """Provide the data.

        :param digests: the digests of displayed content outside of views; None if no fingerprint is made of the views.
        :param superseded: the keys of the posts that are superseded by others.
        """
        self.catalog, self.plan, self.options, self.messages = catalog, plan, options, messages
        self.digests, self.superseded = digests, superseded
        self._cache: dict[tuple[object, ...], object] = {}

    def once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return the cached object for a key, or make it."""
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]  # type: ignore[return-value]  # each key is used for one class

    def term_link(self, term: Term) -> Link:
        """Return a link to the page of a term."""
        return self.to_page(term.label, term.taxonomy, term.slug)

    def to_page(self, text: str, *names: str) -> Link:
        """Return a link to a page by its planned name, or to the document that overrides it."""

        def make() -> Link:
            name = join(self.options.path, *names)
            return Link(text=text, docname=self.plan.docname_of(name) or name)

        return self.once(("page", text, names), make)

    def picture(self, term: Term) -> Picture | None:
        """Return the picture of a term; None if it has none."""
        path = term.info.image
        if not path:
            return None
        file_digest = self.digests.picture(path) if self.digests is not None else ""
        return Picture(path=path, alt=term.label, is_portrait=term.taxonomy == "author", digest=file_digest)


class PostViews:
    """Makes the views of listings of posts."""

    def __init__(self, parts: ViewParts) -> None:
        """Make views from the data of a build."""
        self._parts = parts
        self._catalog, self._options, self._messages, self._digests = (
            parts.catalog, parts.options, parts.messages, parts.digests,
        )  # fmt: skip

    # -- listings -----------------------------------------------------------------------------------------------------

    def series_of(self, listing: Listing) -> Term | None:
        """Return the series that a listing requests in order; None if there is none."""
        return self._catalog.term("series", listing.query.series) if listing.query.series else None

    def numbers(self, posts: Sequence[Post], series: Term | None) -> Mapping[str, int]:
        """Return the numbers of posts by key: consecutive parts of a series have some, other posts have none.

        The box of a series is also only displayed if it has several parts.
        """
        if series is None or len(series.posts) <= 1 or not posts:
            return {}
        parts = self._parts.once(("parts", series.key), lambda: [part.key for part in sort_parts(series.posts)])
        keys = [post.key for post in posts]
        start = parts.index(keys[0]) if keys[0] in parts else 0
        are_consecutive = parts[start : start + len(keys)] == keys
        return {key: number for number, key in enumerate(keys, start + 1)} if are_consecutive else {}

    def listing(
        self,
        posts: Sequence[Post],
        listing: Listing,
        *,
        pinned_first: bool = False,
        omitted: Link | None = None,
        numbers: Mapping[str, int],
    ) -> Iterator[ListingView]:
        """Yield the view of posts in the style of a listing.

        :param pinned_first: whether pinned posts precede the others, as on the home page only.
        :param omitted: the term that all posts have, on its own page; the posts do not repeat it.
        :param numbers: the numbers of the posts in a series, by key.
        """
        style = listing.style or self._options.listing
        excerpt = listing.excerpt or self._default_excerpt(style)
        if not posts:
            text = self._messages.text("no posts") if listing.empty is None else listing.empty
            if text:
                yield Empty(text=text)
        elif listing.format:
            yield self._text_lines(posts, listing, excerpt)
        elif style == "compact" and numbers:
            group = CompactGroup(lines=tuple(map(self._line, posts)), first_number=numbers[posts[0].key])
            yield Compact(groups=(group,), omitted=omitted)
        elif style == "compact":
            years = _by_year(posts, pinned_first=pinned_first)
            yield Compact(
                groups=tuple(
                    CompactGroup(year=year, is_pinned=pinned, lines=tuple(map(self._line, group)))
                    for (pinned, year), group in years
                ),
                omitted=omitted,
            )
        elif style == "table":
            yield self._table(posts, omitted, numbers)
        elif style == "timeline":
            years = _by_year(posts, pinned_first=pinned_first)
            yield Timeline(
                years=tuple(
                    TimelineYear(
                        year=year, is_pinned=pinned, months=self._months(group, excerpt, numbers, pinned=pinned)
                    )
                    for (pinned, year), group in years
                )
            )
        elif style == "cards":
            yield Cards(entries=tuple(self._card(post, excerpt, omitted, numbers.get(post.key)) for post in posts))
        else:
            is_full = style == "full"
            excerpt = "full" if is_full else excerpt
            entries = tuple(
                self._entry(post, excerpt, omitted, numbers.get(post.key), is_full=is_full) for post in posts
            )
            yield Entries(entries=entries, expand=listing.expand or self._options.read_more.strip())

    def _default_excerpt(self, style: str) -> str:
        """Return the kind of excerpts in a style: there is no room for math, code and images in a card."""
        excerpt = self._options.excerpt
        return "text" if style == "cards" and excerpt == "rich" else excerpt

    def _months(
        self, posts: Iterable[Post], excerpt: str, numbers: Mapping[str, int], *, pinned: bool
    ) -> tuple[TimelineMonth, ...]:
        """Return the months of a year; pinned posts are not in chronological order and belong to no month."""
        months: dict[int | None, list[Post]] = {}
        for post in posts:
            month = post.date.month if post.date is not None and not pinned else None
            months.setdefault(month, []).append(post)
        return tuple(
            TimelineMonth(
                month=month, points=tuple(self._point(post, excerpt, numbers.get(post.key)) for post in group)
            )
            for month, group in months.items()
        )

    def _table(self, posts: Sequence[Post], omitted: Link | None, numbers: Mapping[str, int]) -> Table:
        rows = tuple(self._row(post, omitted, numbers.get(post.key)) for post in posts)
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

    def _line(self, post: Post) -> Line:
        def make() -> Line:
            tags = self._tags(post, limit=TAGS_IN_LINE + 1)  # a listing may omit one
            return Line(tags=tags, **self._about_post(post))

        return self._parts.once(("line", post.key), make)

    def archive_line(self, post: Post) -> Line:
        """Return a post in an archive, without its tags."""

        def make() -> Line:
            badges = tuple(badge for badge in self._badges(post) if badge != _PINNED)
            own_page = Link(text=post.title, docname=post.docname, anchor=post.anchor, markup=post.title_runs)
            return Line(title=own_page, date=post.date, badges=badges, versions=self._versions(post))

        return self._parts.once(("archive line", post.key), make)

    def _row(self, post: Post, omitted: Link | None, number: int | None) -> Row:
        return self._parts.once(
            ("row", post.key, omitted, number),
            lambda: Row(
                number=number,
                authors=self._term_links(post, "author", omitted),
                categories=self._term_links(post, "category", omitted),
                tags=self._tags(post, omitted, TAGS_IN_LINE),
                measure=self._measure(post),
                **self._about_post(post),
            ),
        )

    def _point(self, post: Post, excerpt: str, number: int | None) -> Point:
        text = post.summary if excerpt != "none" else ""
        return self._parts.once(
            ("point", post.key, text, number),
            lambda: Point(number=number, text=text, **self._about_post(post)),
        )

    def _card(self, post: Post, excerpt: str, omitted: Link | None, number: int | None) -> Card:
        def make() -> Card:
            view, _ = self._excerpt(post, excerpt)
            return Card(
                key=post.key,
                number=number,
                excerpt=view,
                cover=self._cover(post, "cards"),
                terms=tuple(self._groups(post, _IN_CARD, omitted)),
                tags=self._tags(post, omitted, _TAGS_IN_CARD),
                measure=self._measure(post),
                **self._about_post(post),
            )

        return self._parts.once(("card", post.key, excerpt, omitted, number), make)

    def _entry(self, post: Post, excerpt: str, omitted: Link | None, number: int | None, *, is_full: bool) -> Entry:
        def make() -> Entry:
            is_whole = excerpt == "rich" and post.excerpt_rule.automatic and not self._options.automatic_excerpts
            view, is_cut = self._excerpt(post, "full" if is_whole and not post.has_plain_excerpt else excerpt)
            return Entry(
                key=post.key,
                number=number,
                excerpt=view,
                is_cut=is_cut,
                cover=self._cover(post, "list") if not is_full else None,
                updated=update_shown(post),
                avatars=self._avatars(post, omitted),
                terms=tuple(self._groups(post, (*_IN_META, *self._options.added()), omitted)),
                tags=self._tags(post, omitted),
                measure=self._measure(post),
                **self._about_post(post),
            )

        return self._parts.once(("entry", post.key, excerpt, is_full, omitted, number), make)

    def _about_post(self, post: Post) -> dict[str, Any]:
        """Return the fields that the views of a post in all styles have in common."""
        return {
            "title": self.title(post),
            "date": post.date,
            "badges": self._badges(post),
            "versions": self._versions(post),
        }

    def _text_line(self, post: Post, names: tuple[str, ...], excerpt: str) -> TextLine:
        return self._parts.once(
            ("text line", post.key, names, excerpt),
            lambda: TextLine(
                key=post.key,
                title=self.title(post),
                badges=self._badges(post) if "title" in names else (),
                versions=self._versions(post) if "title" in names else (),
                date=post.date if "date" in names else None,
                terms=tuple(self._groups(post, dict.fromkeys(names))),
                excerpt=self._excerpt(post, excerpt)[0],
            ),
        )

    def title(self, post: Post) -> Link:
        """Return the title of a post, as a link to it, or to where it was published."""

        def make() -> Link:
            if post.external_link:
                return Link(text=post.title, url=post.external_link, markup=post.title_runs)
            return Link(text=post.title, docname=post.docname, anchor=post.anchor, markup=post.title_runs)

        return self._parts.once(("title", post.key), make)

    def _badges(self, post: Post) -> tuple[str, ...]:
        """Return the badges of a post, that of its status first."""
        status = self._catalog.statuses[post.key]
        badges = (
            status.value if status in UNPUBLISHED else "",
            _PINNED if post.pinned else "",
            "superseded" if post.key in self._parts.superseded else "",
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
        links = map(self._parts.term_link, self._catalog.terms_for(post, taxonomy))
        return tuple(link for link in links if link != omitted)

    # -- excerpts and images ------------------------------------------------------------------------------------------

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

        return self._parts.once(("excerpt", post.key, is_whole), make), post.excerpt_rule.truncated and not is_whole

    def _cover(self, post: Post, style: str) -> Cover | None:
        if not post.image or style not in self._options.covers:
            return None
        file_digest = self._digests.cover(post) if self._digests is not None else ""
        return Cover(path=post.image, alt=post.image_alt, digest=file_digest)

    def _avatars(self, post: Post, omitted: Link | None) -> tuple[Picture, ...]:
        """Return the pictures of the authors of a post, which need no text beside their names."""
        authors = self._catalog.terms_for(post, "author")
        paths = (author.info.image for author in authors if self._parts.term_link(author) != omitted)
        return tuple(
            Picture(path=path, alt="", is_portrait=True, digest=self._digests.name(path) if self._digests else "")
            for path in paths
            if path
        )


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
