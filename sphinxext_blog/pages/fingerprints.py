"""Fingerprints: the digest of all data of other documents that a document displays.

A source yields (docname, view) pairs.  The digests of the views of a document, in the order of the sources, are its
fingerprint.  Therefore a page is stale if and only if one of its views has changed.  A view is discarded when it is
digested; the process that writes the page makes it again.  If the inputs of all views equal those of the last build, no
view is made.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeAlias

from ..feeds.views import announced_views
from ..model.catalog import status_interval
from ..model.post import Measure
from ..model.views import Fingerprints, digest
from ..records import BuildInputs, DocumentInputs
from ..render.component_views import component_views
from ..render.covers import scaler
from ..render.head import head_views
from ..render.navigation import navigation_views
from ..render.sidebars import sidebar_views
from ..render.social_cards import social_cards_of
from ..source.link_titles import markup_of_title
from ..sphinx_compat import heading_anchors
from .link_views import link_views, objects_of
from .listing_views import listing_views, mention_views
from .outputs import sorted_images

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..model.page_plan import Page
    from ..model.post import Post
    from .link_views import LinkViews

    Source: TypeAlias = Callable[[Sphinx, BlogDomain, LinkViews], Iterator[tuple[str, object]]]

__all__ = [
    "SOURCES",
    "collect_fingerprints",
    "fingerprint_documents",
    "inputs_of_site",
    "new_fingerprints",
    "with_documents",
]

_CONFIG = ("project", "author", "language", "html_favicon", "html_sidebars", "numfig", "root_doc", "templates_path")
"""The options of Sphinx that views depend on."""


def inputs_of_site(domain: BlogDomain) -> BuildInputs:
    """Return the inputs of this build without those of documents."""
    options, config = domain.options, domain.env.config
    unpublished = (draft.post for draft in domain.unpublished.values())
    published = (domain.dated(post) for posts in domain.posts.values() for post in posts)
    return BuildInputs(
        version=domain.app.extensions[__package__.partition(".")[0]].version,
        options=digest([repr(getattr(options, option.name)) for option in fields(options)]),
        site=tuple(repr(getattr(config, name)) for name in _CONFIG),
        layout=domain.layout(),
        drafts_unlisted=domain.drafts_unlisted,
        base_urls=(domain.base, domain.canonical_base),
        feeds=options.feed_layout() if domain.has_feeds else None,
        terms=domain.term_data.digest(),
        image_resizer=scaler(),
        social_cards=social_cards_of(domain).digest,
        home=domain.home_digest(),
        git_dates=tuple(sorted(domain.git_dates.items())),
        shared_sites=domain.shared_sites if domain.indexes_objects else (),
        inventories=domain.build.inventories if domain.indexes_objects else "",
        bibliography=domain.build.bibliography,
        period=status_interval([*published, *unpublished], domain.now, options.outdated_duration),
    )


def with_documents(domain: BlogDomain, inputs: BuildInputs, docnames: Iterable[str]) -> BuildInputs | None:
    """Return inputs with those of documents; None if one of the documents contributes data that cannot be compared."""
    names = sorted(docnames)
    if any(_is_incomparable(domain, docname) for docname in names):
        return None
    env = domain.env
    targets: dict[str, list[tuple[object, ...]]] = {
        docname: [("slug", name, anchor, text) for name, (_line, anchor, text) in heading_anchors(env, docname).items()]
        for docname in names
    }
    for docname, target in _link_targets(domain):
        if docname in targets:
            targets[docname].append(target)
    return replace(
        inputs,
        documents=tuple(_inputs_of(domain, docname, targets[docname]) for docname in names),
        images=tuple((path, tuple(sorted(shown_by)), name) for path, shown_by, name in sorted_images(env)),
    )


def _is_incomparable(domain: BlogDomain, docname: str) -> bool:
    """Return whether a document contributes more than its inputs contain."""
    env, records = domain.env, domain.records
    return bool(
        docname in domain.unpublished  # whether a draft is published depends on the time and on options
        or records.removed_sections.get(docname)  # the same applies to its sections
        or docname in env.toctree_includes  # its toctrees determine the navigation
        or records.body_digests.get(docname)  # listings show its whole body
        or (records.has_resolved_links and env.config.numfig)  # the numbers in excerpts depend on all documents
        or docname not in env.titles
    )


def _inputs_of(domain: BlogDomain, docname: str, targets: Iterable[tuple[object, ...]]) -> DocumentInputs:
    env, records = domain.env, domain.records
    figures = records.figures.get(docname, {})
    return DocumentInputs(
        docname=docname,
        posts=tuple(_without_word_count(domain, post) for post in domain.posts.get(docname, ())),
        listings=domain.listings.get(docname),
        references=records.references.get(docname),
        # These contain titles of other documents, whose inputs are compared.
        unresolved_texts=tuple(sorted(records.unresolved_texts.get(docname, {}).items())),
        tagged_page=records.tagged_pages.get(docname),
        figures=tuple((kind, tuple(ids)) for kind, ids in sorted(figures.items())),
        blogrolls=records.blogrolls.get(docname, ()),
        title=markup_of_title(env, docname),
        targets=tuple(sorted(targets, key=repr)),
    )


def _link_targets(domain: BlogDomain) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield (docname, data of a link target in it)."""
    env = domain.env
    std = env.domains["std"]
    for kind, labels in (("label", std.labels), ("anonymous label", std.anonlabels)):
        yield from ((entry[0], (kind, name, *entry)) for name, entry in labels.items())
    for kind, objects in (("object", std.objects), ("option", std.progoptions)):
        yield from ((entry[0], (kind, *map(str, name), *entry)) for name, entry in objects.items())
    yield from ((entry[0], ("citation", name, *entry[:2])) for name, entry in _citations(env).items())
    equations = env.domains["math"].data["objects"].items()
    yield from ((entry[0], ("equation", name, *entry)) for name, entry in equations)
    depends_on_objects = domain.records.has_resolved_links or domain.indexes_objects
    for other in env.domains.values() if depends_on_objects else ():
        if other.name != domain.name:
            yield from ((entry[3], (other.name, *entry)) for entry in objects_of(other))


def _citations(env: BuildEnvironment) -> dict[str, tuple[str, str, int]]:
    citations: dict[str, tuple[str, str, int]] = env.domains["citation"].data.get("citations", {})
    return citations


def _without_word_count(domain: BlogDomain, post: Post) -> Post:
    """Return a post without its word count if no page displays it: nearly every edit changes the count."""
    if domain.options.show_word_count:
        return post
    return replace(post, measure=Measure(minutes=post.measure.minutes))


SOURCES: tuple[Source, ...] = (
    listing_views, mention_views, link_views, announced_views, component_views, head_views, sidebar_views,
    navigation_views,
)  # fmt: skip
"""The functions that yield (docname, view) pairs, in any order of documents and several for one document."""


def fingerprint_documents(app: Sphinx, domain: BlogDomain, links: LinkViews) -> dict[str, str]:
    """Return the fingerprint of every document that displays data of others, by docname."""
    prints = new_fingerprints(domain)
    return collect_fingerprints(prints, (pair for source in SOURCES for pair in source(app, domain, links)))


def new_fingerprints(domain: BlogDomain) -> Fingerprints:
    """Return an object that computes the fingerprints of this build."""
    return Fingerprints(_common_inputs(domain))


def collect_fingerprints(prints: Fingerprints, pairs: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Return the fingerprint of each document that has a view.

    :param pairs: (docname, view), several for one document; the order of the views of a document counts.
    """
    digests: dict[str, list[str]] = {}
    for docname, view in pairs:
        digests.setdefault(docname, []).append(prints.digest(view))
    return {docname: prints.of(views) for docname, views in digests.items()}


def _common_inputs(domain: BlogDomain) -> object:
    """Return the inputs that all fingerprints have in common, besides the views."""
    options = domain.options
    # After a change of these, Sphinx rereads all documents, but possibly in a build to another output folder.
    settings = [
        repr(getattr(options, field.name)) for field in fields(options) if field.metadata.get("rebuild") == "env"
    ]
    # A document of another name that overrides a generated page, such as ``blog.md`` for ``blog/index``.
    overrides: dict[str, Page] = domain.records.overrides
    moved = sorted((page.docname, own) for own, page in overrides.items() if own != page.docname)
    version = domain.app.extensions[__package__.partition(".")[0]].version
    return [version, domain.env.config.language, moved, settings]
