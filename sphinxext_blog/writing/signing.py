"""What each document shows of others, for its fingerprint: see :mod:`.fingerprints`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.addnodes import toctree

from ..model.signature import digest, title_facts
from ..source.link_titles import markup_of_title
from .headfacts import head_facts
from .pager import pages_beside
from .relations import related_to, series_of
from .sidebars import sidebar_facts
from .subscribing import announced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.feed_plan import PlannedFeed
    from ..model.post import Post
    from .link_views import LinkViews

__all__ = ["shown_around", "shown_by_links"]


def shown_by_links(_app: Sphinx, domain: BlogDomain, links: LinkViews) -> Iterator[tuple[str, object]]:
    """What the links in the text of a document show."""
    for docname in domain.records.references:
        if views := links.of_document(docname):
            yield docname, views


def shown_around(app: Sphinx, domain: BlogDomain, _links: LinkViews) -> Iterator[tuple[str, object]]:
    """What stands around the text: parts of posts, the head, sidebars, navigation."""
    signer = _Signer(domain)
    titles = {post.docname: markup_of_title(domain.env, post.docname) for post in domain.catalog.built.values()}
    for key, beside in domain.catalog.neighbours().items():  # themes show the title of the page, with its markup
        shown = [(title_facts(post), titles.get(post.docname)) for post in beside if post is not None]
        yield key.partition("#")[0], (beside[0] is None, shown)
    for post in domain.catalog.built.values():
        yield post.docname, (domain.catalog.states[post.key], signer.around(post))
        if post.docname in domain.records.unresolved_texts:  # its description in the head has titles of others
            yield post.docname, post.summary
    yield from _pages_beside(domain)
    yield from head_facts(domain)
    yield from sidebar_facts(app, domain)
    everywhere = signer.everywhere()
    for docname in domain.env.all_docs if everywhere else ():
        yield docname, everywhere
    for page in domain.plan.pages():  # the feeds that the head of a page names beside those of the blog
        if own := announced(domain, page)[: -len(domain.records.blog_feeds) or None]:
            yield domain.plan.docname_of(page.docname) or page.docname, list(map(_feed, own))


def _pages_beside(domain: BlogDomain) -> Iterator[tuple[str, object]]:
    """What the theme shows of the pages before and after one of a collection, whose first may be an author's."""
    for docname in {name: None for page in domain.plan.pages() for name in (page.docname, page.first)}:
        own = domain.plan.docname_of(docname) or docname
        if beside := pages_beside(domain, own):
            yield own, [(key, name, markup_of_title(domain.env, name)) for key, name in beside.items()]


class _Signer:
    """Makes the facts of one build."""

    def __init__(self, domain: BlogDomain) -> None:
        self._domain, self._catalog = domain, domain.catalog

    def around(self, post: Post) -> object:
        """What the parts around a post show of others: terms, the parts of its series, related posts."""
        # neighbours by date are noted for all posts, since themes show them
        terms = [
            (name, [(term.label, term.slug) for term in self._catalog.terms_for(post, name)]) for name, _ in post.terms
        ]
        series = [
            (place.number, place.total, [title_facts(part) for _, part in place.shown])
            for _, place in series_of(self._domain, post)
        ]
        related = [(title_facts(found), found.date) for found in related_to(self._domain, post)]
        return terms, series, related

    def everywhere(self) -> list[object]:
        """What every page shows: the navigation, and the feeds of the blog in its head."""
        feeds = [_feed(feed) for feed in announced(self._domain, None)]
        navigation = self.navigation()
        return [navigation, self._domain.base, feeds] if feeds or navigation else []

    def navigation(self) -> str:
        """The digest of what every page's navigation shows: the toctrees, with the titles of what stands in them."""
        env = self._domain.env
        trees = {name: [tree["entries"] for tree in env.tocs[name].findall(toctree)] for name in env.toctree_includes}
        shown = {env.config.root_doc, *trees, *(child for found in env.toctree_includes.values() for child in found)}
        titles = [(docname, markup_of_title(env, docname)) for docname in sorted(shown & env.titles.keys())]
        return digest([trees, titles]) if any(trees.values()) else ""


def _feed(feed: PlannedFeed) -> object:
    """What pages show of a feed."""
    return feed.file, feed.label
