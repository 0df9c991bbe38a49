"""Change detection: whether what views are made of is what it was in the last build.

Nearly every edit changes a text and nothing that other pages show of it.  Then no view is made.  In doubt the inputs
count as changed.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from ..model.build_inputs import BuildInputs, DocumentInputs
from ..model.catalog import settled
from ..model.post import Measure
from ..model.views import digest
from ..render.covers import scaler
from ..source.link_titles import markup_of_title
from .images import sorted_images
from .link_views import objects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..model.post import Post

__all__ = ["inputs_of_site", "with_documents"]

_CONFIG = ("project", "author", "language", "html_favicon", "html_sidebars", "numfig", "root_doc", "templates_path")
"""What views have of Sphinx's own configuration."""


def inputs_of_site(domain: BlogDomain) -> BuildInputs:
    """Return the inputs of this build without those of documents."""
    options, config = domain.options, domain.env.config
    unpublished = (found.post for found in domain.withheld.values())
    known = (post for posts in domain.posts.values() for post in posts)
    return BuildInputs(
        version=domain.app.extensions[__package__.partition(".")[0]].version,
        options=digest([repr(getattr(options, option.name)) for option in fields(options)]),
        site=tuple(repr(getattr(config, name)) for name in _CONFIG),
        layout=domain.layout(),
        drafts_unlisted=domain.apart,
        base_urls=(domain.base, domain.canonical_base),
        feeds=options.feed_layout() if domain.has_feeds else None,
        terms=domain.term_data.digest(),
        image_resizer=scaler(),
        period=settled([*known, *unpublished], domain.now),
    )


def with_documents(domain: BlogDomain, inputs: BuildInputs, docnames: Iterable[str]) -> BuildInputs | None:
    """Return inputs with what documents contribute; None if that cannot be compared."""
    names = sorted(docnames)
    if any(_needs_a_look(domain, docname) for docname in names):
        return None
    env = domain.env
    targets: dict[str, list[tuple[object, ...]]] = {
        docname: [("slug", name, *slug) for name, slug in env.metadata[docname].get("myst_slugs", {}).items()]
        for docname in names
    }
    for docname, target in _targets(domain):
        if docname in targets:
            targets[docname].append(target)
    return replace(
        inputs,
        documents=tuple(_inputs_of(domain, docname, targets[docname]) for docname in names),
        images=tuple((path, tuple(sorted(found)), name) for path, found, name in sorted_images(env)),
    )


def _needs_a_look(domain: BlogDomain, docname: str) -> bool:
    """Return whether a document contributes more than its inputs contain."""
    env, records = domain.env, domain.records
    return bool(
        docname in domain.withheld  # drafts come and go
        or records.removed_sections.get(docname)  # so do sections
        or docname in env.toctree_includes  # it makes the navigation
        or records.body_digests.get(docname)  # listings show all of it
        or records.unresolved_texts.get(docname)  # its texts show titles of others
        or (records.has_resolved_links and env.config.numfig)  # excerpts may show numbers, which all documents share
        or docname not in env.titles
    )


def _inputs_of(domain: BlogDomain, docname: str, targets: Iterable[tuple[object, ...]]) -> DocumentInputs:
    env, records = domain.env, domain.records
    figures = records.figures.get(docname, {})
    return DocumentInputs(
        docname=docname,
        posts=tuple(_without_words(domain, post) for post in domain.posts.get(docname, ())),
        listings=domain.blocks.get(docname),
        references=records.references.get(docname),
        tagged_page=records.tagged_pages.get(docname),
        figures=tuple((kind, tuple(ids)) for kind, ids in sorted(figures.items())),
        title=markup_of_title(env, docname),
        targets=tuple(sorted(targets, key=repr)),
    )


def _targets(domain: BlogDomain) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield (docname, what links can lead to in it)."""
    env = domain.env
    std = env.domains["std"]
    for kind, labels in (("label", std.labels), ("anonymous label", std.anonlabels)):
        yield from ((found[0], (kind, name, *found)) for name, found in labels.items())
    for kind, objects in (("object", std.objects), ("option", std.progoptions)):
        yield from ((found[0], (kind, *map(str, name), *found)) for name, found in objects.items())
    yield from ((found[0], ("citation", name, *found[:2])) for name, found in _citations(env).items())
    equations = env.domains["math"].data["objects"].items()
    yield from ((found[0], ("equation", name, *found)) for name, found in equations)
    for other in env.domains.values() if domain.records.has_resolved_links else ():
        if other.name != domain.name:
            yield from ((found[3], (other.name, *found)) for found in objects_of(other))


def _citations(env: BuildEnvironment) -> dict[str, tuple[str, str, int]]:
    found: dict[str, tuple[str, str, int]] = env.domains["citation"].data.get("citations", {})
    return found


def _without_words(domain: BlogDomain, post: Post) -> Post:
    """Return a post without the number of its words if no page shows it: it changes at nearly every edit."""
    if domain.options.show_word_count:
        return post
    return replace(post, measure=Measure(minutes=post.measure.minutes))
