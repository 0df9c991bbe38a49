"""Records: what the domain keeps from build to build, pickled with the environment.

A change of a field means a new ``BlogDomain.data_version``.  What is computed from the records is in the domain.
"""

from __future__ import annotations

import pickle
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from sphinx.domains import Domain

from .model.listing import first_pages, paged, stands_for
from .model.page_plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from .model.feeds import AnnouncedFeed, FeedLayout
    from .model.listing import Block, Listing
    from .model.page_plan import Layout, Page
    from .model.post import Blanking, FoundDraft, Post, TaggedPage, Withheld
    from .model.references import DocumentReferences, Reference
    from .model.related import Filed
    from .model.selection import Query
    from .model.text import Untitled

__all__ = ["BY_DOCNAME", "BlogData", "BuildInputs", "Condition", "DocumentInputs", "RecordKeeper"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInputs:
    """What a document that was read contributes to views."""

    docname: str
    posts: tuple[Post, ...]
    """Without the number of their words where no page shows it."""
    listings: tuple[Block, ...] | None
    references: DocumentReferences | None
    unresolved_texts: tuple[tuple[str, Untitled], ...]
    """The pieces of plain texts with titles of other documents, by anchor."""
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


Condition: TypeAlias = tuple[str, str]
"""On what something is shown: ``only`` or ``ifconfig`` with its expression, or ``todo``."""


@dataclass(slots=True, kw_only=True)
class BlogData:
    """What the domain keeps from build to build, pickled with the environment.

    The first fields hold what documents contribute, by docname; a document fills them when it is read.  The others hold
    what the last build computed.
    """

    posts: dict[str, tuple[Post, ...]] = field(default_factory=dict)
    tagged_pages: dict[str, TaggedPage] = field(default_factory=dict)
    listings: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    """The listing directives of each document."""
    references: dict[str, DocumentReferences] = field(default_factory=dict)
    """What each document refers to."""
    excerpts: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """The pickled nodes of each excerpt, by docname and anchor."""
    unresolved_texts: dict[str, dict[str, Untitled]] = field(default_factory=dict)
    """The pieces of plain texts that contain titles of other documents, by docname and anchor."""
    conditions: dict[str, dict[Condition, bool]] = field(default_factory=dict)
    """The result of each condition when the document was read, for documents with posts."""
    removed_sections: dict[str, tuple[datetime | None, ...]] = field(default_factory=dict)
    """The publication dates of unpublished posts that are sections; None for drafts."""
    body_digests: dict[str, dict[str, str]] = field(default_factory=dict)
    """The digest of each whole post that a listing shows, by docname and anchor."""
    figures: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """The ids that ``numfig`` numbers, by docname and kind."""
    drafts: dict[str, FoundDraft] = field(default_factory=dict)
    """The documents that were read in vain; empty when all is read."""
    blankings: dict[str, Blanking] = field(default_factory=dict)
    """What documents are to be read again without; empty when all is read."""
    dropped_entries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The unpublished documents that the toctrees of each document name."""

    unpublished: dict[str, Withheld] = field(default_factory=dict)
    """The documents that are drafts or scheduled."""
    generated_pages: dict[str, Page] = field(default_factory=dict)
    overrides: dict[str, Page] = field(default_factory=dict)
    """The author's documents that take the place of a generated page."""
    page_inputs: dict[str, tuple[object, ...]] = field(default_factory=dict)
    """What each generated page was read from."""
    objects: list[tuple[str, str, str, str, str, int]] = field(default_factory=list)
    """What ``get_objects()`` returns."""
    term_images: dict[str, str] = field(default_factory=dict)
    """The path of the picture that the page of a term shows, by docname."""
    assigned_numbers: dict[str, Any] = field(default_factory=dict)
    """The figure numbers that Sphinx does not assign, by docname."""
    related: tuple[int, tuple[Filed, ...], tuple[tuple[int, ...], ...]] | None = None
    """The number of related posts, the posts they were chosen among, and the choice."""
    feed_fingerprints: dict[str, str] = field(default_factory=dict)
    """By path in the output."""
    feed_link_digests: dict[str, str] = field(default_factory=dict)
    """The digest of what the links of each post in a feed show, by docname."""
    blog_feeds: tuple[AnnouncedFeed, ...] = ()
    """The feeds of the whole blog, which every page announces."""
    fingerprints: dict[str, str] = field(default_factory=dict)
    """The digest of what each document shows of others."""
    has_resolved_links: bool = False
    """Whether an excerpt shows more of other documents than their titles."""
    inputs: BuildInputs | None = None
    """What the views of the last build were made of, without what documents contribute."""
    removed: tuple[str, ...] = ()
    """The docnames of removed documents, whose output Sphinx keeps."""

    def __getstate__(self) -> bytes:
        """Return all as compressed bytes: the texts of many posts would make the environment twice as large.

        What belongs to one document stands together, for its texts are the same words several times, and zlib finds
        only what is repeated within 32 kB.
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
        """Take what :meth:`__getstate__` returned."""
        documents, values = pickle.loads(zlib.decompress(state))  # noqa: S301 - from a pickle itself
        stores: dict[str, dict[str, object]] = {name: {} for name in BY_DOCNAME}
        for docname, contributed in documents:
            for name, value in contributed.items():
                stores[name][docname] = value
        for name, value in (stores | values).items():
            setattr(self, name, value)


BY_DOCNAME = (
    "posts", "tagged_pages", "listings", "references", "excerpts", "unresolved_texts", "conditions", "removed_sections",
    "body_digests", "figures", "drafts", "blankings", "dropped_entries",
)  # fmt: skip
"""The fields that each document fills, so that clearing and merging are a matter of keys."""


class RecordKeeper(Domain):
    """The part of the domain that keeps records, by docname, so that clearing and merging are a matter of keys."""

    initial_data = {"records": BlogData()}  # noqa: RUF012 - Sphinx's own attribute, copied for each environment

    @property
    def records(self) -> BlogData:
        """The stored records."""
        return cast("BlogData", self.data["records"])

    @property
    def posts(self) -> dict[str, tuple[Post, ...]]:
        """The posts of each document."""
        return self.records.posts

    @property
    def blocks(self) -> dict[str, tuple[Block, ...]]:
        """The listings that authors wrote, by document."""
        return self.records.listings

    @property
    def withheld(self) -> dict[str, Withheld]:
        """The documents that are not published yet."""
        return self.records.unpublished

    @property
    def absent(self) -> set[str]:
        """Those in whose place nothing stands: a page of ours may have the name of a draft."""
        return self.withheld.keys() - self.pages.keys()

    @property
    def pages(self) -> dict[str, Page]:
        """The generated documents."""
        return self.records.generated_pages

    @property
    def plan(self) -> Plan:
        """The pages there are, generated and adopted."""
        return Plan(generated=self.pages, adopted=self.records.overrides)

    def shows_posts(self, docname: str) -> bool:
        """Return whether a document has a place for posts or terms."""
        return docname in self.blocks or docname in self.pages or docname in self.records.overrides

    def holds_listing(self, docname: str) -> bool:
        """Whether an author wrote what a page of ours would show on the document that stands for it."""
        return stands_for(self.blocks.get(docname, ()), self.records.overrides.get(docname))

    def listing_with_pages(self, docname: str) -> Listing:
        """The listing of an author's document that has generated pages."""
        return cast("Listing", paged(self.blocks[docname]))

    def paginated(self) -> dict[str, tuple[Query, int] | None]:
        """The author's documents that hold listings, each with the query and size of its first one that has pages."""
        return {
            docname: first_pages(found) for docname, found in sorted(self.blocks.items()) if stands_for(found, None)
        }

    def note_posts(self, docname: str, posts: Iterable[Post]) -> None:
        """Remember the posts of a document."""
        self.posts[docname] = tuple(posts)
        self.forget_computed()

    def note_tagged_page(self, page: TaggedPage) -> None:
        """Remember an ordinary document that has tags."""
        self.records.tagged_pages[page.docname] = page
        self.forget_computed()

    def note_references(self, docname: str, references: DocumentReferences) -> None:
        """Store what a document refers to, for the fingerprint of its page."""
        self.records.references[docname] = references

    def references_of(self, docname: str) -> tuple[Reference, ...]:
        """Return the references of a document that were noted."""
        noted = self.records.references.get(docname)
        return noted.references if noted is not None else ()

    def references_in_excerpt(self, post: Post) -> tuple[Reference, ...]:
        """Return the references in the excerpt of a post."""
        return tuple(found for found in self.references_of(post.docname) if post.anchor in found.excerpts)

    def note_lead(self, docname: str, anchor: str, packed: bytes, untitled: Untitled | None) -> None:
        """Remember the nodes of a post's excerpt, and of what its plain text consists where that shows other titles."""
        self.records.excerpts.setdefault(docname, {})[anchor] = packed
        if untitled is not None:
            self.records.unresolved_texts.setdefault(docname, {})[anchor] = untitled

    def note_left_out(self, docname: str, date: datetime | None) -> None:
        """Remember that a section was left out, and until when."""
        self.records.removed_sections[docname] = (*self.records.removed_sections.get(docname, ()), date)

    def clear_doc(self, docname: str) -> None:
        """Forget what a document declared."""
        for kind in BY_DOCNAME:
            getattr(self.records, kind).pop(docname, None)
        self.forget_computed()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel process has read."""
        for kind in BY_DOCNAME:
            found = getattr(otherdata["records"], kind)
            getattr(self.records, kind).update((docname, found[docname]) for docname in docnames if docname in found)
        self.forget_computed()

    def forget_computed(self) -> None:
        """Forget what was computed from the records, which have changed."""
        raise NotImplementedError
