"""Feeds: from a view and the URLs of a context to the records of :mod:`..model.feed_formats`."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..model.feed_formats import Category, Feed, FeedEntry, Person, Picture
from ..model.urls import media_type_of, whole_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model.feed_views import FeedEntryView, FeedView
    from ..model.head_views import ImageView, PersonView
    from ..model.views import Link
    from .context import SiteContext

__all__ = ["feed_of"]


def feed_of(
    view: FeedView,
    context: SiteContext,
    text: Callable[[FeedEntryView], str],
    finish: Callable[[FeedEntryView, FeedEntry], FeedEntry],
) -> Feed:
    """Return a feed, complete.

    :param text: returns the text of a post as HTML.
    :param finish: returns an entry as the templates of the site have it.
    """
    return _Feeds(view, context).feed(text, finish)


class _Feeds:
    """Makes one feed."""

    def __init__(self, view: FeedView, context: SiteContext) -> None:
        self._view, self._context, self._base = view, context, view.base

    def feed(
        self, text: Callable[[FeedEntryView], str], finish: Callable[[FeedEntryView, FeedEntry], FeedEntry]
    ) -> Feed:
        view = self._view
        entries = []
        for found in view.entries:
            entry = self._entry(found)
            if view.content != "none":
                entry = replace(entry, content=text(found))
            entries.append(finish(found, entry))
        return Feed(
            url=whole_url(self._base, quote(view.file)),
            page=self._url(view.page),
            title=view.title,
            subtitle=view.subtitle,
            language=view.language,
            icon=self._icon(view.icon),
            author=Person(name=view.author),
            entries=tuple(entries),
        )

    def _entry(self, view: FeedEntryView) -> FeedEntry:
        return FeedEntry(
            url=self._url(view.post),
            link=self._web(view.external_link),
            title=view.post.text,
            published=view.published,
            updated=view.updated,
            authors=tuple(map(self._person, view.authors)),
            categories=tuple(Category(label=found.label, scheme=self._url(found.index)) for found in view.categories),
            summary=view.summary,
            picture=self._picture(view.image),
            language=view.language,
        )

    def _person(self, view: PersonView) -> Person:
        picture = self._context.image_url(self._base, view.image) if view.image is not None else ""
        return Person(name=view.name, url=self._web(view.url), picture=self._web(picture))

    def _picture(self, image: ImageView | None) -> Picture | None:
        """Return the cover; the builder copies it, since perhaps no page shows it."""
        url = self._web(self._context.image_url(self._base, image)) if image is not None else ""
        if image is None or not url:
            return None
        length = self._context.copied_size(image)
        return Picture(url=url, media_type=media_type_of(url), length=length, title=image.alt)

    def _icon(self, icon: str) -> str:
        if not icon or "://" in icon:
            return self._web(icon)
        return self._web(f"_static/{quote(posixpath.basename(icon))}")

    def _url(self, link: Link) -> str:
        return whole_url(self._base, self._context.absolute_url(self._base, link))

    def _web(self, url: str) -> str:
        """Return the URL that an author wrote, if the program of a subscriber can follow it; else the empty string."""
        whole = whole_url(self._base, url) if url else ""
        return whole if whole.startswith(("http://", "https://", "mailto:")) else ""
