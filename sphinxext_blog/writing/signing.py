"""What links in texts show, for fingerprints: see :mod:`.fingerprints`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from .linksigning import LinkSigner

__all__ = ["shown_by_links"]


def shown_by_links(_app: Sphinx, domain: BlogDomain, links: LinkSigner) -> Iterator[tuple[str, object]]:
    """What links by name show in the text of a document."""
    for docname, refs in domain.records.blog_references.items():
        if known := [(ref, found) for ref in refs if (found := links.named(docname, ref)) is not None]:
            yield docname, known
