"""Writing of feeds: after all pages, and only those whose fingerprint has changed."""

from __future__ import annotations

import json
import posixpath
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from ..builders import is_web_site
from ..domain import blog_domain, per_build
from ..model.blogroll import Blogroll, opml
from ..model.feed_formats import Category, Feed, FeedEntry, Person, Picture, feed_document
from ..model.feeds import FORMATS
from ..model.urls import media_type_of, whole_url
from ..pages.outputs import lacks_feeds
from ..render.citations import bibliography_text
from ..render.context import SiteContext
from ..site import absolute
from .content import entry_html
from .views import announced_feeds, feeds_by_page, other_files, views_of_feeds

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..i18n import Messages
    from ..model.feeds import AnnouncedFeed, FeedEntryView, FeedView, PlannedFeed
    from ..model.page_views import ImageView, PersonView
    from ..model.views import Link

__all__ = ["announce_feeds", "feed_of", "is_stale", "write_feeds"]


def feed_of(
    view: FeedView,
    context: SiteContext,
    text: Callable[[FeedEntryView], str],
    finish: Callable[[FeedEntryView, FeedEntry], FeedEntry],
) -> Feed:
    """Return a complete feed.

    :param text: returns the text of a post as HTML.
    :param finish: returns an entry as the templates of the site change it.
    """
    return _Feeds(view, context).feed(text, finish)


class _Feeds:
    """Makes one feed."""

    def __init__(self, view: FeedView, context: SiteContext) -> None:
        self._view, self._context, self._base = view, context, view.base

    def feed(
        self, text: Callable[[FeedEntryView], str], finish: Callable[[FeedEntryView, FeedEntry], FeedEntry]
    ) -> Feed:
        """Return the feed."""
        view = self._view
        entries = []
        for entry_view in view.entries:
            entry = self._entry(entry_view)
            if view.content != "none":
                entry = replace(entry, content=text(entry_view))
            entries.append(finish(entry_view, entry))
        return Feed(
            url=whole_url(self._base, quote(view.file)),
            page=self._url(view.page),
            title=view.title,
            subtitle=view.subtitle,
            language=view.language,
            icon=self._icon(view.icon),
            author=Person(name=view.author),
            hubs=view.hubs,
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
            categories=tuple(Category(label=item.label, scheme=self._url(item.index)) for item in view.categories),
            summary=view.summary,
            picture=self._picture(view.image),
            language=view.language,
        )

    def _person(self, view: PersonView) -> Person:
        picture = self._context.image_url(self._base, view.image) if view.image is not None else ""
        return Person(name=view.name, url=self._web(view.url), picture=self._web(picture))

    def _picture(self, image: ImageView | None) -> Picture | None:
        """Return the cover as the builder copies it, since possibly no page displays it."""
        url = self._web(self._context.image_url(self._base, image)) if image is not None else ""
        if image is None or not url:
            return None
        length = self._context.copy_image(image)
        return Picture(url=url, media_type=media_type_of(url), length=length, title=image.alt)

    def _icon(self, icon: str) -> str:
        if not icon or "://" in icon:
            return self._web(icon)
        return self._web(f"_static/{quote(posixpath.basename(icon))}")

    def _url(self, link: Link) -> str:
        return whole_url(self._base, self._context.absolute_url(self._base, link))

    def _web(self, url: str) -> str:
        """Return the absolute form of a URL from a source if feed readers can open it; else the empty string."""
        whole = whole_url(self._base, url) if url else ""
        return whole if whole.startswith(("http://", "https://", "mailto:")) else ""


_LINK = Markup('<link rel="alternate" type="{type}" title="{title}" href="{url}" />')


def announce_feeds(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Link to the feeds in the head of every page, so that feed readers discover them.

    Event: html-page-context, after handlers that replace the content of the head.
    """
    if not is_web_site(app.builder):
        return
    domain = blog_domain(app.env)
    view = announced_feeds(domain, domain.plan.page(pagename))
    links = _link_cache(domain)
    for feed in view.feeds:
        if feed not in links:  # most pages have the same feeds
            links[feed] = _link(view.base, feed, domain.messages)
    context["metatags"] = "\n".join([context.get("metatags") or "", *(links[feed] for feed in view.feeds)])


@per_build
def _link_cache(_domain: BlogDomain) -> dict[AnnouncedFeed, str]:
    """Return a dictionary for the links as HTML."""
    return {}


def _link(base: str, feed: AnnouncedFeed, messages: Messages) -> str:
    feed_format = FORMATS[feed.format]
    url = whole_url(base, quote(feed.file))
    return str(_LINK.format(type=feed_format.media_type, title=messages.feed(feed.title, feed_format.label), url=url))


def write_feeds(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Write the stale feeds and other files (event: html-collect-pages, before images are copied)."""
    domain = blog_domain(app.env)
    if not is_web_site(app.builder):
        return []
    fingerprints: dict[str, str] = domain.records.feed_fingerprints
    if stale := _stale_feeds(app, domain, fingerprints):
        _write_stale(app, domain, stale, domain.build.manifest.path.with_suffix(".texts"))
    for file, view in other_files(domain).items():
        if is_stale(app, domain, file, fingerprints):
            text = opml(view) if isinstance(view, Blogroll) else bibliography_text(app, domain, view)
            _write(Path(app.outdir) / file, text.encode("utf-8"))
    domain.build.written_feeds = fingerprints
    return []  # no pages


def _write_stale(app: Sphinx, domain: BlogDomain, stale: list[PlannedFeed], texts: Path) -> None:
    store = _TextCache(app, domain, texts)
    for planned in stale:
        view = views_of_feeds(domain).of(planned)
        context = SiteContext(app, domain.messages, view)

        def text(entry: FeedEntryView, content: str = view.content) -> str:
            return store.text(entry, content)

        def finish(entry_view: FeedEntryView, entry: FeedEntry, planned: PlannedFeed = planned) -> FeedEntry:
            return domain.options.finish_entry(domain.env, planned, domain.catalog.built[entry_view.key], entry)

        _write(Path(app.outdir) / view.file, feed_document(feed_of(view, context, text, finish), view.format))
    store.save()


def is_stale(app: Sphinx, domain: BlogDomain, file: str, fingerprints: dict[str, str]) -> bool:
    """Return whether a file does not exist, or was written from other inputs."""
    return domain.build.manifest.files.get(file) != fingerprints[file] or not (Path(app.outdir) / file).is_file()


def _stale_feeds(app: Sphinx, domain: BlogDomain, fingerprints: dict[str, str]) -> list[PlannedFeed]:
    written = domain.build.written
    if not written and not lacks_feeds(app, domain):
        return []
    posts = domain.catalog.built
    return [
        feed
        for feeds in feeds_by_page(domain).values()
        for feed in feeds
        if is_stale(app, domain, feed.file, fingerprints)
        or not written.isdisjoint(posts[key].docname for key in feed.posts)
    ]


class _TextCache:
    """The rendered texts of posts, as of the last build to one output folder."""

    def __init__(self, app: Sphinx, domain: BlogDomain, path: Path) -> None:
        self._app, self._domain, self._path = app, domain, path
        self._stored = _read(path)
        self._current: dict[str, list[str]] = {}

    def text(self, entry: FeedEntryView, content: str) -> str:
        """Return the text of a post as HTML, from the last build if its page was not written in this one."""
        key = f"{content}:{entry.key}"
        if key not in self._current:
            stored = self._stored.get(key)
            if stored is None or stored[0] != entry.content or entry.post.docname in self._domain.build.written:
                url = absolute(self._domain.base, self._app.builder, entry.post.docname)
                post = self._domain.catalog.built[entry.key]
                stored = [entry.content, entry_html(self._app, post, content, url)]
            self._current[key] = stored
        return self._current[key][1]

    def save(self) -> None:
        """Store the texts of this build, and those of posts that are in other feeds."""
        others = {
            key: text for key, text in self._stored.items() if key.partition(":")[2] in self._domain.catalog.built
        }
        _write(self._path, json.dumps(others | self._current, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _read(path: Path) -> dict[str, list[str]]:
    try:
        texts: dict[str, list[str]] = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    except (OSError, ValueError):  # the first build, or an incomplete file
        return {}
    return texts


def _write(path: Path, content: bytes) -> None:
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
