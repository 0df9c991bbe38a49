"""Views of the components of posts, made from the post catalog, the page plan and the options."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..domain import per_build
from ..model.catalog import series_position, sort_parts, text_date
from ..model.page_plan import join
from ..model.page_views import (
    BylineView,
    CommentsView,
    CoverView,
    ImageView,
    MentionView,
    NoticeView,
    ObjectGroup,
    OriginalView,
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
from ..model.views import Link, digest
from ..pages.mentions import mentions_of
from ..pages.validity import excluded_versions, is_outdated, original_link, successors, version_badges
from ..sphinx_compat import global_context
from .citations import citation_view
from .covers import scaler
from .head import image_view

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.post import Post
    from ..model.terms import Term
    from ..pages.link_views import LinkViews

__all__ = [
    "ComponentViews",
    "component_views",
    "link_to",
    "link_to_term",
    "shows_cover",
    "shows_prev_next",
    "views_of_components",
]

_IN_BYLINE = ("author", "category", "series", "location", "language")
"""The order of a byline; other taxonomies follow, and tags have a separate line."""
_RELBARS = ("theme_show_relbar_top", "theme_show_relbar_bottom")
"""The options for the bars of alabaster and derived themes; ``show_relbars`` is the default of each."""
_BUTTON_LOCATIONS = {"top", "bottom", "both"}
"""The values with which sphinx_rtd_theme displays its buttons; with any other value, it does not."""
_MAX_SERIES_PARTS = 25
"""The maximum number of parts in the box of a series; otherwise the pages of a series would grow with its square."""


@per_build
def views_of_components(domain: BlogDomain) -> ComponentViews:
    """Return the object that makes the views of this build."""
    return ComponentViews(domain)


def component_views(_app: Sphinx, domain: BlogDomain, _links: LinkViews) -> Iterator[tuple[str, object]]:
    """Yield (docname, view of the components) of each post, as a source of fingerprints."""
    views = views_of_components(domain)
    for post in domain.catalog.built.values():
        yield post.docname, views.of(post)


def link_to(post: Post) -> Link:
    """Return a link to a post, or to its external URL."""
    if post.external_link:
        return Link(text=post.title, url=post.external_link, markup=post.title_runs)
    return Link(text=post.title, docname=post.docname, anchor=post.anchor, markup=post.title_runs)


def shows_cover(domain: BlogDomain, post: Post) -> bool:
    """Return whether the page of a post displays its cover, unless the text contains the same image."""
    is_shown = domain.options.post_cover if post.image_shown is None else post.image_shown
    return bool(post.image) and not post.has_fallback_image and is_shown


def link_to_term(domain: BlogDomain, term: Term) -> Link:
    """Return a link to the page of a term."""
    name = join(domain.options.path, term.taxonomy, term.slug)
    return Link(text=term.label, docname=domain.plan.docname_of(name) or name)


class ComponentViews:
    """Makes the views of one build; data that several posts display is made once."""

    def __init__(self, domain: BlogDomain) -> None:
        """Make views of the posts in the catalog of a build."""
        self._domain, self._catalog, self._options = domain, domain.catalog, domain.options
        self._term_links: dict[tuple[str, str], Link] = {}
        self._parts: dict[str, tuple[tuple[Post, ...], dict[str, int]]] = {}

    def of(self, post: Post) -> PostComponents:
        """Return the view of the components of a post."""
        prev_next = self._catalog.prev_next().get(post.key, (None, None))
        newer, older = (link_to(neighbor) if neighbor is not None else None for neighbor in prev_next)
        return PostComponents(
            key=post.key,
            byline=self._byline(post),
            cover=self._cover(post),
            notices=tuple(self._notices(post)),
            series=tuple(self._series(post)),
            prev_next=PrevNextView(newer=newer, older=older),
            objects=self._objects(post),
            backlinks=self._backlinks(post),
            related=tuple(RelatedView(post=link_to(item), date=item.date) for item in self._related(post)),
            license=self._license(post),
            citation=citation_view(self._domain, post),
            share=self._share(post),
            comments=self._comments(post),
        )

    def _byline(self, post: Post) -> BylineView:
        terms_by_taxonomy = {taxonomy: self._catalog.terms_for(post, taxonomy) for taxonomy, _ in post.terms}
        if self._options.series_box and "series" in terms_by_taxonomy:  # a series of several parts has a box instead
            terms_by_taxonomy["series"] = tuple(term for term in terms_by_taxonomy["series"] if len(term.posts) == 1)
        return BylineView(
            date=post.date,
            updated=update_shown(post),
            avatars=self._avatars(post),
            groups=tuple(
                TermGroup(taxonomy=name, terms=self._links(terms_by_taxonomy[name]))
                for name in _byline_taxonomies(terms_by_taxonomy)
                if terms_by_taxonomy[name]
            ),
            tags=self._links(terms_by_taxonomy.get("tag", ())),
            measure=post.measure if self._options.show_word_count else Measure(minutes=post.measure.minutes),
            original=self._original(post),
            versions=version_badges(post, self._options.current_versions) if post.applies_to else (),
        )

    def _original(self, post: Post) -> OriginalView | None:
        """Return the view of where a post comes from."""
        source = original_link(self._domain, post)
        if post.original is None or source is None:
            return None
        return OriginalView(kind=post.original.kind, source=source, author=post.original.author)

    def _avatars(self, post: Post) -> tuple[ImageView, ...]:
        """Return the pictures of the authors, which need no text beside their names."""
        images = (image_view(self._domain, term.info.image) for term in self._catalog.terms_for(post, "author"))
        return tuple(image for image in images if image is not None)

    def _cover(self, post: Post) -> CoverView | None:
        if not shows_cover(self._domain, post):
            return None
        file = self._domain.env.images[post.image][1] if post.image in self._domain.env.images else ""
        image = ImageView(path=post.image, file=file, alt=post.image_alt)
        return CoverView(image=image, digest=digest([post.image_digest, scaler() if post.image_digest else ""]))

    def _notices(self, post: Post) -> Iterator[NoticeView]:
        """Yield the notices of a post: its status, and whether it is still valid.

        The age of a post is not mentioned beside a more precise notice.  If the byline is off, a notice displays the
        update of a post.
        """
        status = self._catalog.statuses[post.key]
        if status is not PostStatus.PUBLISHED:
            timestamp = {PostStatus.SCHEDULED: post.date, PostStatus.EXPIRED: post.expires}.get(status)
            yield NoticeView(kind=status.value, timestamp=timestamp)
        validity = tuple(self._validity_notices(post))
        yield from validity
        if not validity and status is not PostStatus.EXPIRED and is_outdated(self._domain, post):
            yield NoticeView(kind="outdated", timestamp=text_date(post))
        if not self._options.byline and (updated := update_shown(post)) is not None:
            yield NoticeView(kind="updated", timestamp=updated)

    def _validity_notices(self, post: Post) -> Iterator[NoticeView]:
        """Yield notices about the successor of a post, and about projects whose current version it excludes."""
        if (successor := successors(self._domain).get(post.key)) is not None:
            yield NoticeView(kind="superseded", successor=link_to(successor))
        for badge, current in excluded_versions(post, self._options.current_versions) if post.applies_to else ():
            yield NoticeView(kind="other-version", version=badge.text, current=current)

    def _series(self, post: Post) -> Iterator[SeriesBoxView]:
        """Yield the boxes of the series in which a post is one of several parts."""
        shows_links = self._options.series_box
        for term in self._catalog.terms_for(post, "series"):
            parts, indexes = self._parts_of_series(term)
            if len(parts) <= 1 or post.key not in indexes:  # an unlisted post is not a part
                continue
            position = series_position(parts, indexes[post.key], _MAX_SERIES_PARTS)
            yield SeriesBoxView(
                series=self._link(term),
                number=position.number,
                total=position.total,
                parts=tuple(
                    SeriesPartView(number=number, post=link_to(part), is_current=part.key == post.key)
                    for number, part in position.parts
                ),
                previous=link_to(position.previous) if shows_links and position.previous is not None else None,
                next=link_to(position.next) if shows_links and position.next is not None else None,
            )

    def _parts_of_series(self, term: Term) -> tuple[tuple[Post, ...], dict[str, int]]:
        """Return the parts of a series in order, and the index of each by its key."""
        if term.key not in self._parts:
            parts = sort_parts(term.posts)
            self._parts[term.key] = parts, {part.key: index for index, part in enumerate(parts)}
        return self._parts[term.key]

    def theme_links(self, key: str) -> tuple[Post | None, Post | None]:
        """Return the posts to which the previous and next links of a theme lead: the older and the newer post.

        In a series, they are the parts before and after the post, as in its box.  The links of the first and last part
        do not lead to another part.
        """
        newer, older = self._catalog.prev_next().get(key, (None, None))
        post = self._catalog.built[key]
        for term in self._catalog.terms_for(post, "series") if self._options.series_box else ():
            parts, indexes = self._parts_of_series(term)
            index = indexes.get(key)
            if len(parts) <= 1 or index is None:
                continue
            before = parts[index - 1] if index else _unless_in(indexes, older)
            after = parts[index + 1] if index + 1 < len(parts) else _unless_in(indexes, newer)
            return before, after
        return older, newer

    def _related(self, post: Post) -> tuple[Post, ...]:
        """Return the related posts of a post, best match first."""
        if not self._options.related or post.related is False:
            return ()
        return self._related_posts.get(post.key, ())

    @cached_property
    def _related_posts(self) -> dict[str, tuple[Post, ...]]:
        return _related_posts(self._domain, self._options.related)

    def _objects(self, post: Post) -> tuple[ObjectGroup, ...]:
        """Return the objects that a post mentions, by project, this one first."""
        if not self._options.objects:
            return ()
        groups: dict[str, list[Link]] = {}
        for project, link in mentions_of(self._domain).objects_in(post):
            groups.setdefault(project, []).append(link)
        own = "" if groups.keys() == {""} else self._domain.env.config.project
        return tuple(ObjectGroup(project=name or own, objects=tuple(links)) for name, links in groups.items())

    def _backlinks(self, post: Post) -> tuple[MentionView, ...]:
        sources = mentions_of(self._domain).backlinks(post)
        return tuple(MentionView(post=link_to(source), date=source.date) for source in sources)

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


def _unless_in(keys: Collection[str], post: Post | None) -> Post | None:
    """Return a post unless it is one of those with the given keys."""
    return None if post is not None and post.key in keys else post


def _byline_taxonomies(taxonomies: Iterable[str]) -> list[str]:
    """Return the taxonomies in the line of the date, in order."""
    names = tuple(taxonomies)
    return [name for name in _IN_BYLINE if name in names] + [name for name in names if name not in (*_IN_BYLINE, "tag")]


def _related_posts(domain: BlogDomain, count: int) -> dict[str, tuple[Post, ...]]:
    """Return the related posts of each post, by key.

    The result is stored with the environment, since most edits do not change it.
    """
    listed = domain.catalog.listed
    undated = [post for post in listed if post.date is None]  # drafts in a preview, which count as the newest
    posts = [post for post in reversed(listed) if post.date is not None] + undated
    terms_by_post = tuple((post.key, post.terms) for post in posts)
    stored = domain.records.related
    previous = stored[1:] if stored is not None and stored[0] == count else ((), ())
    related = find_related(terms_by_post, count, previous)
    domain.records.related = (count, terms_by_post, related)
    return {post.key: tuple(posts[index] for index in indexes) for post, indexes in zip(posts, related, strict=True)}


def shows_prev_next(domain: BlogDomain) -> bool:
    """Return whether the extension displays the previous and next posts by date, since the theme does not.

    Themes display the previous and next documents of Sphinx, unless an option of the theme disables that.
    """
    if domain.options.prev_next is not None:
        return domain.options.prev_next
    return not _theme_shows_prev_next(global_context(domain.app.builder))


def _theme_shows_prev_next(context: Mapping[str, Any]) -> bool:
    """Return whether a theme displays previous and next links, by its options in the template context.

    An option that a theme does not support is not in the context; a theme without any of these always displays them.
    """
    if "theme_show_prev_next" in context:  # pydata-sphinx-theme and derived themes
        # An author may place the component in another area instead
        areas = (value for name, value in context.items() if name.startswith("theme_"))
        return _is_on(context["theme_show_prev_next"]) or any("prev-next" in _component_names(area) for area in areas)
    if "theme_prev_next_buttons_location" in context:  # sphinx_rtd_theme
        return str(context["theme_prev_next_buttons_location"]) in _BUTTON_LOCATIONS
    if "theme_show_relbars" in context:
        return any(_is_on(context.get(bar) or context["theme_show_relbars"]) for bar in _RELBARS)
    return True


def _is_on(value: object) -> bool:
    return str(value).lower() in ("true", "1", "yes", "on")


def _component_names(area: object) -> list[str]:
    """Return the names in an area of a theme: a list, a string with commas, or a mapping of pages to such values."""
    if isinstance(area, dict):
        return [name for names in area.values() for name in _component_names(names)]
    items = area.split(",") if isinstance(area, str) else area if isinstance(area, (list, tuple)) else ()
    return [str(item).strip().removesuffix(".html") for item in items]
