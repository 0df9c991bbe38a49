"""Views of the components of posts, made from the post catalog, the page plan and the options."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..domain import per_build
from ..model.catalog import series_position, sort_parts
from ..model.page_plan import join
from ..model.page_views import (
    BylineView,
    CommentsView,
    NoticeView,
    PostComponents,
    PrevNextView,
    RelatedView,
    SeriesBoxView,
    SeriesPartView,
    ShareView,
    TermGroup,
)
from ..model.post import Measure, PostStatus, update_shown
from ..model.related import find_related
from ..model.services import SERVICES, License, license_named
from ..model.views import Link
from ..sphinx_compat import global_context

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.post import Post
    from ..model.terms import Term
    from ..pages.link_views import LinkViews

__all__ = ["ComponentViews", "component_views", "link_to", "link_to_term", "shows_prev_next", "views_of_components"]

_IN_BYLINE = ("author", "category", "series", "location", "language")
"""The order of a byline; other taxonomies follow, and tags have a line of their own."""
_RELBARS = ("theme_show_relbar_top", "theme_show_relbar_bottom")
"""The bars of alabaster and its children; ``show_relbars`` stands in for each that is not set."""
_BUTTONS = {"top", "bottom", "both"}
"""Where sphinx_rtd_theme shows its buttons; any other value of the option shows none."""
_MOST_PARTS = 25
"""How many parts of a series its box shows.  With all of them, the pages of a series would grow with its square."""


@per_build
def views_of_components(domain: BlogDomain) -> ComponentViews:
    """Return the maker of views of this build."""
    return ComponentViews(domain)


def component_views(_app: Sphinx, domain: BlogDomain, _links: LinkViews) -> Iterator[tuple[str, object]]:
    """Yield (docname, view of the components) of each post; a source of fingerprints."""
    views = views_of_components(domain)
    for post in domain.catalog.built.values():
        yield post.docname, views.of(post)


def link_to(post: Post) -> Link:
    """Return a link to a post, or to the page elsewhere that it is about."""
    if post.external_link:
        return Link(text=post.title, url=post.external_link)
    return Link(text=post.title, docname=post.docname, anchor=post.anchor)


def link_to_term(domain: BlogDomain, term: Term) -> Link:
    """Return a link to the page of a term."""
    name = join(domain.options.path, term.taxonomy, term.slug)
    return Link(text=term.label, docname=domain.plan.docname_of(name) or name)


class ComponentViews:
    """Makes the views of one build; what several posts show is made once."""

    def __init__(self, domain: BlogDomain) -> None:
        """Make views of the posts in the catalog of a build."""
        self._domain, self._catalog, self._options = domain, domain.catalog, domain.options
        self._term_links: dict[tuple[str, str], Link] = {}
        self._parts: dict[str, tuple[tuple[Post, ...], dict[str, int]]] = {}

    def of(self, post: Post) -> PostComponents:
        """Return the view of the components of a post."""
        prev_next = self._catalog.prev_next().get(post.key, (None, None))
        newer, older = (link_to(beside) if beside is not None else None for beside in prev_next)
        return PostComponents(
            key=post.key,
            byline=self._byline(post),
            notices=tuple(self._notices(post)),
            series=tuple(self._series(post)),
            prev_next=PrevNextView(newer=newer, older=older),
            related=tuple(RelatedView(post=link_to(found), date=found.date) for found in self._related(post)),
            license=self._license(post),
            share=self._share(post),
            comments=self._comments(post),
        )

    def _byline(self, post: Post) -> BylineView:
        filed = {taxonomy: self._catalog.terms_for(post, taxonomy) for taxonomy, _ in post.terms}
        if self._options.series_box and "series" in filed:  # a series of several parts has its box
            filed["series"] = tuple(term for term in filed["series"] if len(term.posts) == 1)
        return BylineView(
            date=post.date,
            updated=update_shown(post),
            groups=tuple(
                TermGroup(taxonomy=name, terms=self._links(filed[name])) for name in _in_byline(filed) if filed[name]
            ),
            tags=self._links(filed.get("tag", ())),
            measure=post.measure if self._options.show_word_count else Measure(minutes=post.measure.minutes),
        )

    def _notices(self, post: Post) -> Iterator[NoticeView]:
        """Yield the notices of a post; none for one that is published.

        The byline shows an update, and a notice does where there is no byline.
        """
        state = self._catalog.statuses[post.key]
        if state is not PostStatus.PUBLISHED:
            timestamp = {PostStatus.SCHEDULED: post.date, PostStatus.EXPIRED: post.expires}.get(state)
            yield NoticeView(kind=state.value, timestamp=timestamp)
        if not self._options.byline and (updated := update_shown(post)) is not None:
            yield NoticeView(kind="updated", timestamp=updated)

    def _series(self, post: Post) -> Iterator[SeriesBoxView]:
        """Yield the series of which a post is one of several parts."""
        shows_links = self._options.series_box
        for term in self._catalog.terms_for(post, "series"):
            parts, places = self._parts_of(term)
            if len(parts) <= 1 or post.key not in places:  # an unlisted post is not a part
                continue
            place = series_position(parts, places[post.key], _MOST_PARTS)
            yield SeriesBoxView(
                series=self._link(term),
                number=place.number,
                total=place.total,
                parts=tuple(
                    SeriesPartView(number=number, post=link_to(part), is_current=part.key == post.key)
                    for number, part in place.parts
                ),
                previous=link_to(place.previous) if shows_links and place.previous is not None else None,
                next=link_to(place.next) if shows_links and place.next is not None else None,
            )

    def _parts_of(self, term: Term) -> tuple[tuple[Post, ...], dict[str, int]]:
        """Return the parts of a series in order, and the index of each by its key."""
        if term.key not in self._parts:
            parts = sort_parts(term.posts)
            self._parts[term.key] = parts, {part.key: index for index, part in enumerate(parts)}
        return self._parts[term.key]

    def _related(self, post: Post) -> tuple[Post, ...]:
        """Return the posts to which a post is related, best first."""
        if not self._options.related or post.related is False:
            return ()
        return self._related_posts.get(post.key, ())

    @cached_property
    def _related_posts(self) -> dict[str, tuple[Post, ...]]:
        return _related_posts(self._domain, self._options.related)

    def _license(self, post: Post) -> License | None:
        """Return the license of a post, or that of the site; None if there is none."""
        value = self._options.license if post.license is None else post.license
        if isinstance(value, str):
            return license_named(value) if value.strip() else None
        return License(text=value["text"], url=value.get("url", ""))

    def _share(self, post: Post) -> ShareView | None:
        base = self._domain.base
        if not self._options.share or not (base or post.canonical):
            return None
        services = (
            (service, *SERVICES[service]) if isinstance(service, str) else ("", *service)
            for service in self._options.share
        )
        link = Link(text=post.title, docname=post.docname, anchor=post.anchor)
        return ShareView(post=link, base=base, canonical=post.canonical, services=tuple(services))

    def _comments(self, post: Post) -> CommentsView | None:
        if not self._options.comments or post.comments is False:
            return None
        return CommentsView(
            post=Link(text=post.title, docname=post.docname, anchor=post.anchor),
            base=self._domain.base,
            canonical=post.canonical,
            language=self._domain.env.config.language or "en",
            options=self._options.comments,
        )

    def _links(self, terms: Iterable[Term]) -> tuple[Link, ...]:
        return tuple(map(self._link, terms))

    def _link(self, term: Term) -> Link:
        key = term.taxonomy, term.slug
        if key not in self._term_links:
            self._term_links[key] = link_to_term(self._domain, term)
        return self._term_links[key]


def _in_byline(taxonomies: Iterable[str]) -> list[str]:
    """Return the taxonomies whose terms are in one line with the date, in order."""
    known = tuple(taxonomies)
    return [name for name in _IN_BYLINE if name in known] + [name for name in known if name not in (*_IN_BYLINE, "tag")]


def _related_posts(domain: BlogDomain, count: int) -> dict[str, tuple[Post, ...]]:
    """Return the related posts of each post, by key.

    What the last build found is stored with the environment: most edits leave all of it as it is.
    """
    listed = domain.catalog.listed
    undated = [post for post in listed if post.date is None]  # in previews: drafts, which will be the newest
    posts = [post for post in reversed(listed) if post.date is not None] + undated
    filed = tuple((post.key, post.terms) for post in posts)
    stored = domain.records.related
    known = stored[1:] if stored is not None and stored[0] == count else ((), ())
    found = find_related(filed, count, known)
    domain.records.related = (count, filed, found)
    return {post.key: tuple(posts[place] for place in places) for post, places in zip(posts, found, strict=True)}


def shows_prev_next(domain: BlogDomain) -> bool:
    """Return whether the extension shows the posts before and after by date, since the theme does not.

    Themes show what Sphinx gives them as previous and next, unless an option of theirs leaves that out.
    """
    if domain.options.prev_next is not None:
        return domain.options.prev_next
    return not _theme_shows_prev_next(global_context(domain.app.builder))


def _theme_shows_prev_next(context: Mapping[str, Any]) -> bool:
    """Return whether a theme shows previous and next, by its options as its templates see them.

    An option that a theme does not have is not in the context; a theme without any of these always shows them.
    """
    if "theme_show_prev_next" in context:  # pydata-sphinx-theme and its children
        # an author may place the component in another area instead
        areas = (value for name, value in context.items() if name.startswith("theme_"))
        return _is_on(context["theme_show_prev_next"]) or any("prev-next" in _names(area) for area in areas)
    if "theme_prev_next_buttons_location" in context:  # sphinx_rtd_theme
        return str(context["theme_prev_next_buttons_location"]) in _BUTTONS
    if "theme_show_relbars" in context:
        return any(_is_on(context.get(bar) or context["theme_show_relbars"]) for bar in _RELBARS)
    return True


def _is_on(value: object) -> bool:
    return str(value).lower() in ("true", "1", "yes", "on")


def _names(area: object) -> list[str]:
    """Return the names of the components in an area of a theme: a list, a text with commas, or those of some pages."""
    if isinstance(area, dict):
        return [name for found in area.values() for name in _names(found)]
    items = area.split(",") if isinstance(area, str) else area if isinstance(area, (list, tuple)) else ()
    return [str(item).strip().removesuffix(".html") for item in items]
