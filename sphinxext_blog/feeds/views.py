"""Views of feeds: the planned feeds and the data of each, made from the post catalog and the page plan.

A feed is rewritten if and only if the digest of its view has changed.  The digests are computed with the page plan and
stored, so that a build without changes only compares them.
"""

from __future__ import annotations

from functools import cached_property
from re import fullmatch
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..domain import per_build
from ..model.feeds import AnnouncedFeed, AnnouncedFeeds, CategoryView, FeedEntryView, FeedView
from ..model.page_plan import join
from ..model.page_views import PersonView
from ..model.urls import whole_url
from ..model.views import Link, digest
from ..pages.outputs import sorted_images
from ..render.blogroll import blogroll_of, blogroll_path
from ..render.citations import bibliography_file, bibliography_view
from ..render.head import image_view
from ..site import project_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.blogroll import Blogroll
    from ..model.feeds import PlannedFeed
    from ..model.page_plan import Page
    from ..model.page_views import BibliographyView
    from ..model.post import Post
    from ..model.terms import Term
    from ..model.views import Fingerprints
    from ..pages.link_views import LinkViews

__all__ = [
    "announced_feeds",
    "announced_views",
    "blog_feeds_of",
    "documents_in_feeds",
    "feed_fingerprints",
    "feed_title",
    "feed_url",
    "feeds_by_page",
    "note_feed_links",
    "other_files",
    "subscribe_page",
    "views_of_feeds",
]

_UNSET_AUTHOR = "Author name not set"
"""The default value of Sphinx for ``author``."""
_NOT_CATEGORIES = ("author", "language", "location")
"""Taxonomies that do not describe the subject of a post; the terms of the others are the categories of an entry."""
_LANGUAGE_PATTERN = r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*"


# -- plan --------------------------------------------------------------------------------------------------------------


@per_build
def feeds_by_page(domain: BlogDomain) -> dict[str, tuple[PlannedFeed, ...]]:
    """Return all feeds, by the planned name of the page with the same posts; those of the blog first."""
    planned: dict[str, tuple[PlannedFeed, ...]] = {}
    for feed in domain.options.feeds_of(domain.catalog) if domain.has_feeds else ():
        planned[feed.page] = (*planned.get(feed.page, ()), feed)
    return planned


def feed_url(domain: BlogDomain, file: str) -> str:
    """Return the URL of a feed."""
    return whole_url(domain.base, quote(file))


def feed_title(domain: BlogDomain, feed: PlannedFeed) -> str:
    """Return the title of a feed, with the project name, since feed readers list it beside those of other sites."""
    if feed.title:
        return feed.title
    plan = domain.home_index.plan if domain.home_base else domain.plan
    page = plan.page(plan.docname_of(feed.page) or "")
    messages = domain.messages
    blog = domain.options.title
    site = project_name(domain.env.config) or blog
    heading = messages.heading(page) if page is not None else blog
    return messages.joined(heading, site, in_line=False) if site and site != heading else heading


def documents_in_feeds(domain: BlogDomain) -> set[str]:
    """Return the documents of the posts in feeds."""
    keys = {key for feeds in feeds_by_page(domain).values() for feed in feeds for key in feed.posts}
    return {key.partition("#")[0] for key in keys}


def subscribe_page(domain: BlogDomain) -> str | None:
    """Return the docname of the page that explains feeds, or of its override; None without feeds."""
    return domain.plan.docname_of(join(domain.options.path, "subscribe"))


# -- links in heads ----------------------------------------------------------------------------------------------------


def announced_views(_app: Sphinx, domain: BlogDomain, _links: LinkViews) -> Iterator[tuple[str, object]]:
    """Yield (docname, feeds in its head) of each document, as a source of fingerprints."""
    common = AnnouncedFeeds(base=domain.home_base or domain.base, feeds=domain.records.blog_feeds)
    for docname in domain.env.all_docs if common.feeds else ():
        yield docname, common
    for page in domain.plan.pages():
        if own := _own_feeds(domain, page):
            yield domain.plan.docname_of(page.docname) or page.docname, own


def announced_feeds(domain: BlogDomain, page: Page | None) -> AnnouncedFeeds:
    """Return the feeds to which the head of a page links: its own and those of the blog.

    :param page: None for a document that is not a generated page or an override.
    """
    own = _own_feeds(domain, page) if page is not None else ()
    return AnnouncedFeeds(base=domain.home_base or domain.base, feeds=(*own, *domain.records.blog_feeds))


def blog_feeds_of(domain: BlogDomain) -> tuple[AnnouncedFeed, ...]:
    """Return the feeds of the whole blog, in the order of their formats."""
    index = join(domain.options.path, "index")
    if domain.home_base and domain.options.feed_formats:  # those of the version of the site that has the posts
        feeds = domain.options.feeds_of(domain.home_index.catalog)
        return _announced(domain, tuple(feed for feed in feeds if feed.page == index))
    return _announced(domain, feeds_by_page(domain).get(index, ()))


def _own_feeds(domain: BlogDomain, page: Page) -> tuple[AnnouncedFeed, ...]:
    is_home = page.first == join(domain.options.path, "index")
    return () if is_home else _announced(domain, feeds_by_page(domain).get(page.first, ()))


def _announced(domain: BlogDomain, feeds: tuple[PlannedFeed, ...]) -> tuple[AnnouncedFeed, ...]:
    return tuple(AnnouncedFeed(file=feed.file, title=feed_title(domain, feed), format=feed.format) for feed in feeds)


# -- feeds -------------------------------------------------------------------------------------------------------------


def note_feed_links(domain: BlogDomain, links: LinkViews) -> None:
    """Store the digest of the views of the links of each post in a feed, since entries contain the text of the post."""
    digests: dict[str, str] = {}
    keys = (key for feeds in feeds_by_page(domain).values() for feed in feeds for key in feed.posts)
    for key in dict.fromkeys(keys):
        post = domain.catalog.built[key]
        if post.docname in domain.records.references:
            digests[post.docname] = digest(links.of_post(post))
    domain.records.feed_link_digests = digests


def feed_fingerprints(domain: BlogDomain, prints: Fingerprints) -> dict[str, str]:
    """Return the digest of the view of each feed and other file, by its path in the output."""
    views = FeedViews(domain)
    feeds = (feed for group in feeds_by_page(domain).values() for feed in group)
    fingerprints = {feed.file: prints.of([prints.digest(views.of(feed))]) for feed in feeds}
    return fingerprints | {file: prints.of([prints.digest(view)]) for file, view in other_files(domain).items()}


def other_files(domain: BlogDomain) -> dict[str, BibliographyView | Blogroll]:
    """Return the views of the files besides feeds, by path in the output."""
    files: dict[str, BibliographyView | Blogroll] = {}
    if file := bibliography_file(domain):
        files[file] = bibliography_view(domain)
    if (blogroll := blogroll_of(domain)) is not None:
        files[blogroll_path(domain)] = blogroll
    return files


class FeedViews:
    """Makes the views of one build; an entry of several feeds is made once."""

    def __init__(self, domain: BlogDomain) -> None:
        """Make views of the posts and terms of a build."""
        self._domain, self._catalog, self._plan = domain, domain.catalog, domain.plan
        self._language = _language_tag(domain.env.config.language)
        self._entries: dict[str, FeedEntryView] = {}
        self._indexes: dict[str, Link] = {}

    def of(self, feed: PlannedFeed) -> FeedView:
        """Return the view of a feed."""
        domain, config = self._domain, self._domain.env.config
        options = domain.options
        term = self._catalog.term(feed.taxonomy, feed.label) if feed.taxonomy else None
        title = feed_title(domain, feed)
        return FeedView(
            file=feed.file,
            format=feed.format,
            content=feed.content,
            base=domain.base,
            page=Link(text="", docname=self._plan.docname_of(feed.page) or feed.page),
            title=title,
            subtitle=feed.subtitle
            or (term.info.description if term is not None else options.feed_subtitle or options.subtitle),
            language=self._language,
            icon=config.html_favicon or "",
            author=config.author if config.author not in ("", _UNSET_AUTHOR) else title,
            hubs=(hub,) if isinstance(hub := options.feed_hub, str) and hub else tuple(hub),
            patterns=feed.patterns,
            entries=tuple(map(self._entry, feed.posts)),
        )

    def _entry(self, key: str) -> FeedEntryView:
        if key not in self._entries:
            self._entries[key] = self._new_entry(self._catalog.built[key])
        return self._entries[key]

    def _new_entry(self, post: Post) -> FeedEntryView:
        assert post.date is not None  # only published posts are in feeds
        terms_by_taxonomy = {taxonomy: self._catalog.terms_for(post, taxonomy) for taxonomy, _ in post.terms}
        languages = [_language_tag(term.label) for term in terms_by_taxonomy.get("language", ())]
        language = languages[0] if len(languages) == 1 and languages[0] != self._language else ""
        return FeedEntryView(
            key=post.key,
            post=Link(text=post.title, docname=post.docname, anchor=post.anchor),
            external_link=post.external_link,
            published=post.date,
            updated=max(post.date, post.updated or post.date),
            authors=tuple(map(self._person, terms_by_taxonomy.get("author", ()))),
            categories=tuple(
                CategoryView(label=term.label, index=self._index(taxonomy))
                for taxonomy, terms in terms_by_taxonomy.items()
                for term in (terms if taxonomy not in _NOT_CATEGORIES else ())
            ),
            summary=post.summary,
            image=image_view(self._domain, post.image, post.image_alt),
            language=language,
            content=self._content(post),
            images=tuple(self._images.get(post.docname, ())),
        )

    def _content(self, post: Post) -> str:
        """Return the digest of the time of reading of a document, and of the data of others that its page displays."""
        records, docname = self._domain.records, post.docname
        others = records.fingerprints.get(docname), records.feed_link_digests.get(docname)
        read_at = str(self._domain.env.all_docs[docname])
        return digest([read_at, *others, post.text])

    @cached_property
    def _images(self) -> dict[str, list[tuple[str, str]]]:
        """The (path, name in the output) of the images, by document."""
        images: dict[str, list[tuple[str, str]]] = {}
        for path, docnames, name in sorted_images(self._domain.env):
            for docname in docnames:
                images.setdefault(docname, []).append((path, name))
        return images

    def _person(self, term: Term) -> PersonView:
        image = image_view(self._domain, term.info.image)
        return PersonView(name=term.label, url=term.info.url, image=image)

    def _index(self, taxonomy: str) -> Link:
        name = join(self._domain.options.path, taxonomy, "index")
        if name not in self._indexes:
            self._indexes[name] = Link(text="", docname=self._plan.docname_of(name) or name)
        return self._indexes[name]


views_of_feeds = per_build(FeedViews)


def _language_tag(language: str) -> str:
    """Return the BCP 47 language tag for a name that has the form of one; else the empty string."""
    return language.replace("_", "-") if fullmatch(_LANGUAGE_PATTERN, language) else ""
