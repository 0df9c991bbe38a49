"""Subscribing: the page that explains feeds to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..builders import checks_links
from ..core.feedplan import FORMATS
from ..core.plan import join
from .feedviews import feed_title, feed_url, feeds_by_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..core.feedplan import PlannedFeed
    from ..domain import BlogDomain

__all__ = ["subscribe_nodes", "subscribe_page"]


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
    if checks_links(domain.app.builder):  # a site is checked before it is published
        return nodes.inline(label, label)
    name = domain.wording.feed(feed_title(domain, feed), label)  # “Atom” ten times over says nothing to who hears links
    return nodes.reference(label, label, refuri=feed_url(domain, feed.file), internal=False, reftitle=name)
