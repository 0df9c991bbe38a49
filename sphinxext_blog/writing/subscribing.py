"""Subscribing: the page that explains feeds to people, and the links by which their programs find them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ..domain import blog_domain
from ..model.feed_plan import FORMATS
from ..model.page_plan import join
from .feednames import feed_title, feed_url
from .feedsigning import feeds_by_page, writes_feeds

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.feed_plan import PlannedFeed
    from ..model.page_plan import Page

__all__ = ["announce_feeds", "announced", "subscribe_page"]

_LINK = Markup('<link rel="alternate" type="{type}" title="{title}" href="{url}" />')


def announced(domain: BlogDomain, page: Page | None) -> list[PlannedFeed]:
    """The feeds that the head of a page names: its own and the blog's.

    :param page: None for a document that is no page of the blog.
    """
    home = join(domain.options.path, "index")
    own = feeds_by_page(domain).get(page.first, ()) if page is not None and page.first != home else ()
    return [*own, *domain.records.blog_feeds]


def announce_feeds(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Name the feeds in the head of every page, so that feed readers find them.

    Event: html-page-context, after handlers that write the head and forget what it holds.
    """
    if not writes_feeds(app.builder):
        return
    domain = blog_domain(app.env)
    feeds = announced(domain, domain.plan.page(pagename))
    context["metatags"] = "\n".join([context.get("metatags") or "", *(_link(domain, feed) for feed in feeds)])


def _link(domain: BlogDomain, feed: PlannedFeed) -> str:
    rendered = domain.build.rendered
    key = ("feed", feed.file)
    if key not in rendered:
        name = domain.wording.feed(feed_title(domain, feed), FORMATS[feed.format].label)
        url = feed_url(domain, feed.file)
        rendered[key] = str(_LINK.format(type=FORMATS[feed.format].media_type, title=name, url=url))
    return rendered[key]


def subscribe_page(domain: BlogDomain) -> str | None:
    """The docname of the page that explains feeds, also when it is an author's; None where there are no feeds."""
    return domain.plan.docname_of(join(domain.options.path, "subscribe"))
