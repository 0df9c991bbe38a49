"""Records: the data that the domain keeps from build to build, pickled with the environment.

A change of a field requires a new ``BlogDomain.data_version``.  The domain computes all other data from the records.
"""

from __future__ import annotations

import pickle
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from sphinx.domains import Domain

from .model.listing import pagination_of, replaces_page
from .model.mentions import MentionIndex
from .model.page_plan import PagePlan
from .model.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from .model.blogroll import Blogroll
    from .model.code_names import CodeName
    from .model.feeds import AnnouncedFeed, FeedLayout
    from .model.listing import Block
    from .model.page_plan import Layout, Page
    from .model.post import Blanking, FoundDraft, Post, TaggedPage, UnpublishedDocument
    from .model.references import DocumentReferences, Reference
    from .model.related import Filed
    from .model.selection import Query
    from .model.shared_mentions import SharedSite
    from .model.text import Untitled

__all__ = ["BY_DOCNAME", "BlogData", "BuildInputs", "Condition", "DocumentInputs", "RecordKeeper"]


@record
class DocumentInputs:
    """The data that a document contributes to views."""

    docname: str
    posts: tuple[Post, ...]
    """The posts, without their numbers of words if no page displays these."""
    listings: tuple[Block, ...] | None
    references: DocumentReferences | None
    unresolved_texts: tuple[tuple[str, Untitled], ...]
    """The pieces of plain texts with titles of other documents, by anchor."""
    tagged_page: TaggedPage | None
    figures: tuple[tuple[str, tuple[str, ...]], ...]
    """The ids that ``numfig`` numbers, by kind."""
    blogrolls: tuple[Blogroll, ...]
    title: str
    """The title with its markup."""
    targets: tuple[tuple[object, ...], ...]
    """The link targets that it defines: labels, slugs, objects, citations and equations."""


@record
class BuildInputs:
    """All data from which the views of one build are made, except the contributions of documents that were not read."""

    version: str
    """The version of the package."""
    options: str
    """The digest of the options."""
    site: tuple[str, ...]
    """The values of Sphinx options that views depend on."""
    layout: Layout
    drafts_unlisted: bool
    base_urls: tuple[str, str]
    """The base URL of the site and that of its default version, which environment variables may set."""
    feeds: FeedLayout | None
    terms: str
    """The digest of the term definitions."""
    image_resizer: str
    """The program that resizes images, with its version."""
    social_cards: str
    """The digest of the appearance of social cards; empty if there are none."""
    shared_sites: tuple[SharedSite, ...]
    """The posts of other sites that mention objects of this project."""
    inventories: str
    """The digest of the inventories of other projects, if objects that posts mention are looked up in them."""
    bibliography: str
    """The digest of BibTeX files."""
    period: tuple[datetime, datetime | None]
    """The timestamps between which the status of every post stays the same."""
    home: str = ""
    """The digest of the posts in the version of the site that has them."""
    git_dates: tuple[tuple[str, datetime], ...] = ()
    """The dates of the last commits of files, if they are used."""
    documents: tuple[DocumentInputs, ...] = ()
    """The contributions of the documents that were read; empty in the stored inputs."""
    images: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    """(path, documents, name in the output) of every image; empty in the stored inputs."""


Condition: TypeAlias = tuple[str, str]
"""A condition: ``only`` or ``ifconfig`` with its expression, or ``todo``."""


@dataclass(slots=True, kw_only=True)
class BlogData:
    """The data that the domain keeps from build to build, pickled with the environment.

    The first group of fields contains the contributions of documents by docname, stored when a document is read.  The
    second group contains results of the last build.
    """

    posts: dict[str, tuple[Post, ...]] = field(default_factory=dict)
    tagged_pages: dict[str, TaggedPage] = field(default_factory=dict)
    listings: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    """The listing directives of each document."""
    references: dict[str, DocumentReferences] = field(default_factory=dict)
    """The references of each document."""
    excerpts: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """The pickled nodes of each excerpt, by docname and anchor."""
    unresolved_texts: dict[str, dict[str, Untitled]] = field(default_factory=dict)
    """The pieces of plain texts that contain titles of other documents, by docname and anchor."""
    conditions: dict[str, dict[Condition, bool]] = field(default_factory=dict)
    """The result of each condition when the document was read, for documents with posts."""
    removed_sections: dict[str, tuple[datetime | None, ...]] = field(default_factory=dict)
    """The publication dates of unpublished posts that are sections; None for drafts."""
    body_digests: dict[str, dict[str, str]] = field(default_factory=dict)
    """The digest of each post that a listing displays in full, by docname and anchor."""
    figures: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """The ids that ``numfig`` numbers, by docname and kind."""
    drafts: dict[str, FoundDraft] = field(default_factory=dict)
    """The documents that reading found to be drafts; empty after reading."""
    blankings: dict[str, Blanking] = field(default_factory=dict)
    """The lines to omit when documents are read again; empty after reading."""
    blogrolls: dict[str, tuple[Blogroll, ...]] = field(default_factory=dict)
    """The blogrolls of each document."""
    dropped_entries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The unpublished documents that were dropped from the toctrees of each document."""
    term_images: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The paths of the images that were assigned to each document since it was read, since it displays those of terms;
    the images of its own text are not included."""

    unpublished: dict[str, UnpublishedDocument] = field(default_factory=dict)
    """The documents that are drafts or scheduled."""
    generated_pages: dict[str, Page] = field(default_factory=dict)
    overrides: dict[str, Page] = field(default_factory=dict)
    """The documents that override a generated page."""
    page_inputs: dict[str, tuple[object, ...]] = field(default_factory=dict)
    """The inputs of each generated page when it was read."""
    objects: list[tuple[str, str, str, str, str, int]] = field(default_factory=list)
    """The result of ``get_objects()``."""
    assigned_numbers: dict[str, Any] = field(default_factory=dict)
    """The figure numbers that Sphinx does not assign, by docname."""
    related: tuple[int, tuple[Filed, ...], tuple[tuple[int, ...], ...]] | None = None
    """The number of related posts, the candidates, and the selection."""
    mentions: MentionIndex = field(default_factory=MentionIndex)
    """The targets of the references in posts."""
    feed_fingerprints: dict[str, str] = field(default_factory=dict)
    """The fingerprint of each feed, by path in the output."""
    feed_link_digests: dict[str, str] = field(default_factory=dict)
    """The digest of the link texts of each post in a feed, by docname."""
    blog_feeds: tuple[AnnouncedFeed, ...] = ()
    """The feeds of the whole blog, which every page links to."""
    fingerprints: dict[str, str] = field(default_factory=dict)
    """The digest of the data of other documents that each document displays."""
    has_resolved_links: bool = False
    """Whether an excerpt displays more of other documents than their titles."""
    inputs: BuildInputs | None = None
    """The inputs of the views of the last build, without the contributions of documents."""
    home_form: str = ""
    """The form of URLs of the version of the site that had the posts in the last build; empty if it was this one."""
    home_digest: str = ""
    """The digest of the posts in that version."""
    removed: tuple[str, ...] = ()
    """The docnames of removed documents, whose output Sphinx does not delete."""

    def __getstate__(self) -> bytes:
        """Return all data as compressed bytes, since the texts of many posts would double the size of the environment.

        The data of one document is contiguous, because its texts repeat each other, and zlib finds repetitions within
        32 kB only.
        """
        values = {name: getattr(self, name) for name in self.__slots__}
        stores = {name: values.pop(name) for name in BY_DOCNAME}
        docnames = dict.fromkeys(docname for store in stores.values() for docname in store)
        documents = [
            (docname, {name: store[docname] for name, store in stores.items() if docname in store})
            for docname in docnames
        ]
        return zlib.compress(pickle.dumps((documents, values), pickle.HIGHEST_PROTOCOL), level=1)

    def __setstate__(self, state: bytes) -> None:
        """Restore the data that :meth:`__getstate__` returned."""
        documents, values = pickle.loads(zlib.decompress(state))  # noqa: S301 - from a pickle itself
        stores: dict[str, dict[str, object]] = {name: {} for name in BY_DOCNAME}
        for docname, contributions in documents:
            for name, value in contributions.items():
                stores[name][docname] = value
        for name, value in (stores | values).items():
            setattr(self, name, value)


BY_DOCNAME = (
    "posts", "tagged_pages", "listings", "references", "excerpts", "unresolved_texts", "conditions", "removed_sections",
    "body_digests", "figures", "drafts", "blankings", "blogrolls", "dropped_entries", "term_images",
)  # fmt: skip
"""The fields with contributions of documents, so that clearing and merging are operations on docnames."""


class RecordKeeper(Domain):
    """The base class of the domain, which stores records by docname."""

    initial_data = {"records": BlogData()}  # noqa: RUF012 - Sphinx's own attribute, copied for each environment

    @property
    def records(self) -> BlogData:
        """Return the stored records."""
        return cast("BlogData", self.data["records"])

    @property
    def posts(self) -> dict[str, tuple[Post, ...]]:
        """Return the posts of each document."""
        return self.records.posts

    @property
    def listings(self) -> dict[str, tuple[Block, ...]]:
        """Return the listing directives of each document."""
        return self.records.listings

    @property
    def unpublished(self) -> dict[str, UnpublishedDocument]:
        """Return the unpublished documents."""
        return self.records.unpublished

    @property
    def absent(self) -> set[str]:
        """Return the docnames of unpublished documents, except those of generated pages."""
        return self.unpublished.keys() - self.pages.keys()

    @property
    def pages(self) -> dict[str, Page]:
        """Return the generated pages."""
        return self.records.generated_pages

    @property
    def plan(self) -> PagePlan:
        """Return the page plan: generated pages and overrides."""
        return PagePlan(generated=self.pages, overrides=self.records.overrides)

    def shows_posts(self, docname: str) -> bool:
        """Return whether a document has a listing, or is a generated page or an override."""
        return docname in self.listings or docname in self.pages or docname in self.records.overrides

    def has_own_listing(self, docname: str) -> bool:
        """Return whether a document that overrides a generated page contains the listing of that page."""
        return replaces_page(self.listings.get(docname, ()), self.records.overrides.get(docname))

    def paginated(self) -> dict[str, tuple[Query, int] | None]:
        """Return the documents with listings, each with the query and page size of its first paginated listing."""
        return {
            docname: pagination_of(listings)
            for docname, listings in sorted(self.listings.items())
            if replaces_page(listings, None)
        }

    def store_posts(self, docname: str, posts: Iterable[Post]) -> None:
        """Store the posts of a document."""
        self.posts[docname] = tuple(posts)
        self.clear_computed()

    def store_tagged_page(self, page: TaggedPage) -> None:
        """Store an ordinary document that has tags."""
        self.records.tagged_pages[page.docname] = page
        self.clear_computed()

    def store_references(self, docname: str, references: DocumentReferences) -> None:
        """Store the references of a document, for the fingerprint of its page."""
        self.records.references[docname] = references

    def references_of(self, docname: str) -> tuple[Reference, ...]:
        """Return the recorded references of a document."""
        recorded = self.records.references.get(docname)
        return recorded.references if recorded is not None else ()

    def code_names_of(self, docname: str) -> tuple[CodeName, ...]:
        """Return the recorded names in code blocks of a document."""
        recorded = self.records.references.get(docname)
        return recorded.code if recorded is not None else ()

    def references_in_excerpt(self, post: Post) -> tuple[Reference, ...]:
        """Return the references in the excerpt of a post."""
        return tuple(reference for reference in self.references_of(post.docname) if post.anchor in reference.excerpts)

    def store_excerpt(self, docname: str, anchor: str, packed: bytes, untitled: Untitled | None) -> None:
        """Store the nodes of an excerpt, and the pieces of its plain text if it contains unresolved titles."""
        self.records.excerpts.setdefault(docname, {})[anchor] = packed
        if untitled is not None:
            self.records.unresolved_texts.setdefault(docname, {})[anchor] = untitled

    def store_removed_section(self, docname: str, date: datetime | None) -> None:
        """Record that a section was removed, and its publication date."""
        self.records.removed_sections[docname] = (*self.records.removed_sections.get(docname, ()), date)

    def clear_doc(self, docname: str) -> None:
        """Purge the contributions of a document."""
        for name in BY_DOCNAME:
            getattr(self.records, name).pop(docname, None)
        self.clear_computed()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Merge the contributions of documents that a parallel process has read."""
        for name in BY_DOCNAME:
            contributions = getattr(otherdata["records"], name)
            getattr(self.records, name).update(
                (docname, contributions[docname]) for docname in docnames if docname in contributions
            )
        self.clear_computed()

    def clear_computed(self) -> None:
        """Clear values computed from the records, which have changed."""
        raise NotImplementedError
