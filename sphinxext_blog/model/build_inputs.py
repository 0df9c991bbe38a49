"""The inputs of views: equal inputs of two builds mean that no view has changed.

A view is made of what documents contribute, of options, and of the moment.  Comparing these is far cheaper than making
the views, and most edits change none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from .feed_plan import FeedLayout
    from .listing import Block
    from .page_plan import Layout
    from .post import Post, TaggedPage
    from .references import DocumentReferences

__all__ = ["BuildInputs", "DocumentInputs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInputs:
    """What a document that was read contributes to views."""

    docname: str
    posts: tuple[Post, ...]
    """Without the number of their words where no page shows it."""
    listings: tuple[Block, ...] | None
    references: DocumentReferences | None
    tagged_page: TaggedPage | None
    figures: tuple[tuple[str, tuple[str, ...]], ...]
    """The ids that ``numfig`` numbers, by kind."""
    title: str
    """With its markup."""
    targets: tuple[tuple[object, ...], ...]
    """What it defines for links: labels, slugs, objects, citations, equations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildInputs:
    """All that the views of one build are made of, but for what documents contribute that were not read."""

    version: str
    """Of the package."""
    options: str
    """The digest of the options."""
    site: tuple[str, ...]
    """What views have of Sphinx's own configuration."""
    layout: Layout
    drafts_unlisted: bool
    base_urls: tuple[str, str]
    """The base URL of the site, and that of its default version: the environment may give them."""
    feeds: FeedLayout | None
    terms: str
    """The digest of the term definitions."""
    image_resizer: str
    """The program that resizes images, with its version."""
    period: tuple[datetime, datetime | None]
    """The timestamps between which the status of every post stays the same."""
    documents: tuple[DocumentInputs, ...] = ()
    """What the documents contribute that were read; none in the inputs that are stored."""
    images: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    """(path, documents, name in the output) of every image; none in the inputs that are stored."""
