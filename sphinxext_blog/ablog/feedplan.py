"""Feeds: planned where ABlog writes them, and their entries filled in by the site's templates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jinja2 import Environment, TemplateError
from markupsafe import Markup, escape

from ..core.feedplan import FORMATS, PlannedFeed, in_feeds
from ..core.plan import join
from ..diagnostics import Subtype, warn
from .view import ABlogView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..config import BlogConfig
    from ..core.catalog import Catalog
    from ..core.feed import FeedEntry
    from ..core.post import Post
    from ..core.terms import Term
    from ..domain import BlogDomain
    from .options import ABlogOptions

__all__ = ["filled", "plan_ablog_feeds"]

_FIELDS = ("title", "summary", "content")


def plan_ablog_feeds(catalog: Catalog, options: BlogConfig, said: ABlogOptions) -> tuple[PlannedFeed, ...]:
    """The feeds of the blog, then by kind of term those of terms, then those of years."""
    shown = in_feeds(catalog)
    keys = {post.key for post in shown}
    planner = _Planner(options, said.blog_feed_templates, keys)
    feeds = [*planner.feeds("", shown, title=options.title)]
    for taxonomy, terms in catalog.terms.items() if said.blog_feed_archives else ():
        for term in terms:
            feeds += planner.feeds(join(taxonomy, term.slug), term.posts, term=term)
    for year, posts in catalog.years.items() if said.blog_feed_archives else ():
        feeds += planner.feeds(str(year), posts, title=f"{options.title} · {year}")
    return tuple(feeds)


class _Planner:
    """Plans the feeds of a folder."""

    def __init__(self, options: BlogConfig, templates: Mapping[str, Mapping[str, str]], keys: set[str]) -> None:
        self._options, self._keys = options, keys
        atom = templates if "atom" in options.feed_formats else {}
        self._files = [(f"{name}.xml", "atom", tuple(sorted(texts.items()))) for name, texts in atom.items()]
        self._files += [(FORMATS[name].file, name, ()) for name in options.feed_formats if name != "atom"]

    def feeds(
        self, below: str, posts: Iterable[Post], *, term: Term | None = None, title: str = ""
    ) -> Iterator[PlannedFeed]:
        """The feeds of a folder below the blog's."""
        shown = tuple(post.key for post in posts if post.key in self._keys)[: self._options.feed_length]
        folder = join(self._options.path, below)
        for file, form, patterns in self._files if shown else ():
            yield PlannedFeed(
                file=join(folder, file),
                format=form,
                page=folder if below else join(folder, "index"),
                content=self._options.feed_content,
                posts=shown,
                patterns=patterns,
                title=title,
                taxonomy=term.taxonomy if term is not None else "",
                slug=term.slug if term is not None else "",
                label=term.label if term is not None else "",
            )


def filled(domain: BlogDomain, feed: PlannedFeed, post: Post, entry: FeedEntry) -> FeedEntry:
    """An entry, its fields made by the site's templates; one that cannot be rendered is told, and the field stays.

    All that a template is given is escaped, for the content is HTML; titles and summaries are made plain again.
    """
    environment = Environment(autoescape=True)
    context = {
        "title": escape(entry.title),
        "summary": escape(entry.summary),
        "content": Markup(entry.content or ""),  # noqa: S704 - it is the HTML of the post
        "post": ABlogView(domain, "").post(post),
        "post_url": escape(entry.url),
        "feed_title": escape(feed.title),
    }
    made: dict[str, str] = {}
    for name, text in feed.patterns:
        if name not in _FIELDS:
            continue
        try:
            html = environment.from_string(text).render(context)
        except TemplateError as error:
            message = f"blog_feed_templates: {name} of {feed.file} cannot be rendered ({error.message})"
            warn(Subtype.TEMPLATE, f"{message}; that of the post is used", location=None)
            continue
        made[name] = html if name == "content" else Markup(html).unescape()  # noqa: S704 - to be plain text
    return replace(entry, **made)  # type: ignore[arg-type]  # each of the three is a text
