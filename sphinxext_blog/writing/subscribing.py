"""Subscribing: the page that explains feeds to people, and the links by which their programs find them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup

from ..domain import blog_domain
from ..model.feed_plan import FORMATS
from ..model.page_plan import join
from .feednames import feed_title, feed_url
from .feedsigning import feeds_by_page, writes_feeds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.feed_plan import PlannedFeed
    from ..model.page_plan import Page

__all__ = ["announce_feeds", "announced", "subscribe_nodes", "subscribe_page"]

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


def subscribe_nodes(domain: BlogDomain) -> list[nodes.Node]:
    """What feeds are, the addresses of the blog's, and links to those of terms."""
    words, planned = domain.wording, feeds_by_page(domain)
    home = join(domain.options.path, "index")
    explained = words.said("about feeds")
    result: list[nodes.Node] = [nodes.paragraph(explained, explained), _addresses(domain, planned.get(home, ()))]
    groups: dict[str, list[tuple[PlannedFeed, ...]]] = {}
    for feeds in planned.values():
        if feeds[0].taxonomy:
            groups.setdefault(feeds[0].taxonomy, []).append(feeds)
    for taxonomy, found in groups.items():
        name = words.taxonomy(taxonomy)
        heading = nodes.rubric(name, name)
        heading["heading-level"] = 2
        lines = nodes.bullet_list(bullet="*", classes=["blog-feeds", "no-search"])  # who asks for a tag wants its page
        lines += [_term(domain, feeds) for feeds in found]
        result += [heading, lines]
    return result


def _addresses(domain: BlogDomain, feeds: Iterable[PlannedFeed]) -> nodes.bullet_list:
    lines = nodes.bullet_list(bullet="*", classes=["blog-feeds"])
    for feed in feeds:
        url = feed_url(domain, feed.file)
        # beside the link, not in it, so that it can be marked and copied
        address = nodes.literal(url, url, classes=["blog-feed-address"])
        lines += nodes.list_item("", nodes.paragraph("", "", _to(domain, feed), nodes.Text(" "), address))
    return lines


def _term(domain: BlogDomain, feeds: Iterable[PlannedFeed]) -> nodes.list_item:
    line = nodes.paragraph()
    for place, feed in enumerate(feeds):
        line += nodes.Text(" · " if place else f"{feed.label} · ")
        line += _to(domain, feed)
    return nodes.list_item("", line)


def _to(domain: BlogDomain, feed: PlannedFeed) -> nodes.Node:
    """A link to a feed by the name of its format."""
    label = FORMATS[feed.format].label
    if domain.app.builder.name == "linkcheck":  # a site is checked before it is published
        return nodes.inline(label, label)
    name = domain.wording.feed(feed_title(domain, feed), label)  # “Atom” ten times over says nothing to who hears links
    return nodes.reference(label, label, refuri=feed_url(domain, feed.file), internal=False, reftitle=name)
