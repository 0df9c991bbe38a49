"""Fingerprints: the digest of all that a document shows of other documents.

A source yields (docname, view) pairs.  The digests of the views of a document, in the order of the sources, are its
fingerprint, so a page is stale if and only if one of its views has changed.  A view is dropped when it is digested, and
made again by the process that writes the page.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, TypeAlias

from ..feeds.views import announced_views
from ..model.views import Fingerprints
from ..render.component_views import component_views
from ..render.head_views import head_views
from ..render.navigation import navigation_views
from ..render.sidebars import sidebar_views
from .link_views import link_views
from .listing_views import listing_views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.page_plan import Page
    from .link_views import LinkViews

    Source: TypeAlias = Callable[[Sphinx, BlogDomain, LinkViews], Iterator[tuple[str, object]]]

__all__ = ["SOURCES", "collect_fingerprints", "fingerprint_documents", "new_fingerprints"]

SOURCES: tuple[Source, ...] = (
    listing_views, link_views, announced_views, component_views, head_views, sidebar_views, navigation_views,
)  # fmt: skip
"""What yields (docname, view) pairs, in any order of documents and several for one document."""


def fingerprint_documents(app: Sphinx, domain: BlogDomain, links: LinkViews) -> dict[str, str]:
    """Return the fingerprint of every document that shows something of others, by docname."""
    prints = new_fingerprints(domain)
    return collect_fingerprints(prints, (pair for source in SOURCES for pair in source(app, domain, links)))


def new_fingerprints(domain: BlogDomain) -> Fingerprints:
    """Return what makes the fingerprints of this build."""
    return Fingerprints(_base(domain))


def collect_fingerprints(prints: Fingerprints, pairs: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Return the fingerprint of each document of which there is a view.

    :param pairs: (docname, view), several for one document; the order of the views of a document counts.
    """
    digests: dict[str, list[str]] = {}
    for docname, view in pairs:
        digests.setdefault(docname, []).append(prints.digest(view))
    return {docname: prints.of(views) for docname, views in digests.items()}


def _base(domain: BlogDomain) -> object:
    """Return what every fingerprint depends on beside the views."""
    options = domain.options
    # Sphinx reads all documents again after a change of these, but perhaps in a build to another output folder.
    settings = [
        repr(getattr(options, field.name)) for field in fields(options) if field.metadata.get("rebuild") == "env"
    ]
    # A document of another name that overrides a generated page, such as ``blog.md`` for ``blog/index``.
    overrides: dict[str, Page] = domain.records.overrides
    moved = sorted((page.docname, own) for own, page in overrides.items() if own != page.docname)
    version = domain.app.extensions[__package__.partition(".")[0]].version
    return [version, domain.env.config.language, moved, settings]
