"""Entries of feeds: from posts and their terms to the records of :mod:`..model.feed_formats`."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from pathlib import Path
from re import fullmatch
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..model.feed_formats import Category, Feed, FeedEntry, Person, Picture
from ..model.page_plan import join
from ..model.urls import media_type_of, whole_url
from ..site import absolute, image_url
from .feednames import UNSET, feed_title, feed_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.feed_plan import PlannedFeed
    from ..model.post import Post
    from ..model.terms import Term

__all__ = ["FeedMaker"]

_NO_CATEGORIES = ("author", "language", "location")
"""Kinds of term that do not say what a post is about; the others are the categories of an entry."""
_LANGUAGE_TAG = r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*"


class FeedMaker:
    """Makes the feeds of one build; what several of them show is made once."""

    def __init__(self, app: Sphinx, domain: BlogDomain, content: Callable[[Post, str], str]) -> None:
        """Feeds whose posts' texts come from a function of a post and a kind of content."""
        self._app, self._domain, self._content = app, domain, content
        self._language = _tag(domain.env.config.language)
        self._entries: dict[str, FeedEntry] = {}
        self._schemes: dict[str, str] = {}

    def feed(self, planned: PlannedFeed) -> Feed:
        """A feed, complete."""
        domain, config = self._domain, self._domain.env.config
        term = domain.catalog.term(planned.taxonomy, planned.label) if planned.taxonomy else None
        subtitle = planned.subtitle or (term.info.description if term is not None else domain.options.feed_subtitle)
        title = feed_title(domain, planned)
        posts = [domain.catalog.built[key] for key in planned.posts]
        return Feed(
            url=feed_url(domain, planned.file),
            page=self._url(domain.plan.docname_of(planned.page) or planned.page),
            title=title,
            subtitle=subtitle,
            language=self._language,
            icon=self._icon(),
            author=Person(name=config.author if config.author not in UNSET else title),
            entries=tuple(
                domain.options.finished(domain, planned, post, self._entry(post, planned.content)) for post in posts
            ),
        )

    def _entry(self, post: Post, content: str) -> FeedEntry:
        if post.key not in self._entries:
            self._entries[post.key] = self._without_content(post)
        entry = self._entries[post.key]
        return entry if content == "none" else replace(entry, content=self._content(post, content))

    def _without_content(self, post: Post) -> FeedEntry:
        domain = self._domain
        assert post.date is not None  # only published posts are in feeds
        filed = {taxonomy: domain.catalog.terms_for(post, taxonomy) for taxonomy, _ in post.terms}
        languages = [_tag(term.label) for term in filed.get("language", ())]
        language = languages[0] if len(languages) == 1 and languages[0] != self._language else ""
        return FeedEntry(
            url=self._url(post.docname, post.anchor),
            link=self._web(post.external_link),
            title=post.title,
            published=post.date,
            updated=max(post.date, post.updated or post.date),
            authors=tuple(map(self._person, filed.get("author", ()))),
            categories=tuple(
                self._category(term)
                for taxonomy, terms in filed.items()
                for term in (terms if taxonomy not in _NO_CATEGORIES else ())
            ),
            summary=post.summary,
            picture=self._picture(post),
            language=language,
        )

    def _person(self, term: Term) -> Person:
        picture = image_url(self._domain.base, self._app.builder, term.info.image)
        return Person(name=term.label, url=self._web(term.info.url), picture=self._web(picture))

    def _category(self, term: Term) -> Category:
        name = join(self._domain.options.path, term.taxonomy, "index")
        if name not in self._schemes:
            self._schemes[name] = self._url(self._domain.plan.docname_of(name) or name)
        return Category(label=term.label, scheme=self._schemes[name])

    def _picture(self, post: Post) -> Picture | None:
        """The cover; the builder is told to copy it, for it may stand in no page."""
        builder, env = self._app.builder, self._domain.env
        url = self._web(image_url(self._domain.base, builder, post.image)) if post.image else ""
        if not url:
            return None
        length = 0
        if post.image in env.images:
            builder.images[post.image] = env.images[post.image][1]
            length = (Path(env.srcdir) / post.image).stat().st_size
        return Picture(url=url, media_type=media_type_of(url), length=length, title=post.image_alt)

    def _icon(self) -> str:
        icon = self._domain.env.config.html_favicon or ""
        if not icon or "://" in icon:
            return self._web(icon)
        return self._web(f"_static/{quote(posixpath.basename(icon))}")

    def _url(self, docname: str, anchor: str = "") -> str:
        return whole_url(self._domain.base, absolute(self._domain.base, self._app.builder, docname, anchor))

    def _web(self, url: str) -> str:
        """The URL that an author wrote, if a reader's program can follow it; else the empty string."""
        whole = whole_url(self._domain.base, url) if url else ""
        return whole if whole.startswith(("http://", "https://", "mailto:")) else ""


def _tag(language: str) -> str:
    """A language tag by BCP 47, if a name looks like one; else the empty string."""
    return language.replace("_", "-") if fullmatch(_LANGUAGE_TAG, language) else ""
