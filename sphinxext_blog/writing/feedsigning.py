"""Signing of feeds: which there are, and the hash of what each is made of.

As with pages, an equal signature means that nothing is made again.  Signatures are worked out where pages are planned,
and kept; a build without a change compares them and knows that it is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from ..model.page_plan import join
from ..model.signature import digest, title_facts

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from ..domain import BlogDomain
    from ..model.feed_plan import PlannedFeed
    from ..model.post import Post
    from ..model.terms import Term
    from .link_views import LinkViews

__all__ = ["blog_feeds", "content_signature", "feed_settings", "feeds_by_page", "sign_feeds", "writes_feeds"]


def writes_feeds(builder: Builder) -> bool:
    """Whether the output of a builder is a web site with a page for each post."""
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and not isinstance(builder, SingleFileHTMLBuilder)
        and not builder.embedded  # an EPUB, or for the help viewer of a desktop
        and not hasattr(builder, "implementation")  # JSON or pickles, for a site made by another program
    )


def feed_settings(domain: BlogDomain) -> str:
    """What all feeds depend on beside the posts."""
    options, config = domain.options, domain.env.config
    site = (config.project, config.author, config.language, config.html_favicon, options.title, options.feed_subtitle)
    version = domain.app.extensions[__package__.partition(".")[0]].version  # of this extension: it may write otherwise
    return digest([domain.has_feeds, domain.base, repr(options.feed_layout()), site, version])


def feeds_by_page(domain: BlogDomain) -> dict[str, tuple[PlannedFeed, ...]]:
    """All feeds of this build, by the planned name of the page that shows the same posts; those of the blog first."""
    planned = domain.build.planned_feeds
    if planned is None:
        planned = {}
        for feed in domain.options.feeds_of(domain.catalog) if domain.has_feeds else ():
            planned[feed.page] = (*planned.get(feed.page, ()), feed)
        domain.build.planned_feeds = planned
    return planned


def blog_feeds(domain: BlogDomain) -> tuple[PlannedFeed, ...]:
    """The feeds of the blog as a whole, in the order of their formats."""
    return feeds_by_page(domain).get(join(domain.options.path, "index"), ())


def sign_feeds(domain: BlogDomain, links: LinkViews) -> dict[str, str]:
    """The signature of every feed, by its path in the output; what the links of its posts show is noted."""
    noted = domain.records.feed_link_digests = {}
    images: dict[str, list[str]] = {}
    for path, (docnames, name) in sorted(domain.env.images.items()):
        for docname in docnames:
            images.setdefault(docname, []).append(f"{path} {name}")
    entries: dict[str, str] = {}

    def entry(key: str) -> str:
        if key not in entries:
            post = domain.catalog.built[key]
            if post.docname in domain.records.references:
                noted[post.docname] = digest(links.of_post(post))
            shown = content_signature(domain, post), images.get(post.docname)
            entries[key] = digest([_facts(domain, post), shown])
        return entries[key]

    settings = feed_settings(domain)
    feeds = (feed for found in feeds_by_page(domain).values() for feed in found)
    return {feed.file: digest([settings, _head(domain, feed), list(map(entry, feed.posts))]) for feed in feeds}


def content_signature(domain: BlogDomain, post: Post) -> str:
    """What the content of an entry is made of: the document as it was read, and all that its page shows of others."""
    others = domain.records.fingerprints.get(post.docname), domain.records.feed_link_digests.get(post.docname)
    return digest([str(domain.env.all_docs[post.docname]), *others, post.text])


def _head(domain: BlogDomain, feed: PlannedFeed) -> object:
    term = domain.catalog.term(feed.taxonomy, feed.label) if feed.taxonomy else None
    said = (term.label, term.slug, term.info.description) if term is not None else None
    return feed.file, feed.format, feed.page, feed.title, feed.subtitle, feed.content, feed.patterns, said


def _facts(domain: BlogDomain, post: Post) -> object:
    filed = [
        (taxonomy, [_said_of(domain, term) for term in domain.catalog.terms_for(post, taxonomy)])
        for taxonomy, _ in post.terms
    ]
    return (
        title_facts(post), post.date, post.updated, filed, post.summary, post.text, post.text_cut,
        post.image, post.image_alt,
    )  # fmt: skip


def _said_of(domain: BlogDomain, term: Term) -> object:
    image = term.info.image
    name = domain.env.images[image][1] if image in domain.env.images else ""  # what it is called in the output
    return term.label, term.slug, term.info.url, image, name
