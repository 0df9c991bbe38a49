"""Records: what the domain keeps from build to build, pickled with the environment.

A change of their form means a new ``BlogDomain.data_version``.  What is computed from them is the domain's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

from sphinx.domains import Domain

from .core.listing import first_pages, paged, stands_for
from .core.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from .core.listing import Block, Listing
    from .core.plan import Page
    from .core.post import Post, Ref, TaggedPage, Withheld
    from .core.selection import Query
    from .titling import Untitled

__all__ = ["BY_DOCNAME", "RECORDS", "Condition", "RecordKeeper"]

Condition: TypeAlias = tuple[str, str]
"""On what something is shown: ``only`` or ``ifconfig`` with its expression, or ``todo``."""

RECORDS: dict[str, Any] = {
    "posts": {},  # docname -> (Post, …)
    "tagged": {},  # docname -> TaggedPage
    "blocks": {},  # docname -> (Block, …)
    "refs": {},  # docname -> (Ref, …): what its links show of the blog
    "links": {},  # docname -> (Ref, …): what all links of a document with posts show
    "leads": {},  # docname -> {anchor: the nodes of an excerpt, pickled}
    "untitled": {},  # docname -> {anchor: the pieces of a plain text with links that show the titles of others}
    "conditions": {},  # docname -> {Condition: whether it held when the document was read}, of documents with posts
    "left_out": {},  # docname -> (date or None, …) of sections, and of the post, that are not published yet
    "figures": {},  # docname -> {kind: [id, …]} of what numfig numbers
    "term_data": "",  # digest of what the site said of its terms in the last build
    "term_images": {},  # docname -> path of the picture that a page of a term shows
    "numbers": {},  # docname -> the numbers that Sphinx did not give
    "bodies": {},  # docname -> {anchor: digest of a whole post}, of those that a listing shows whole
    "withheld": {},  # docname -> (time of reading, posts): documents that are not published yet
    "pages": {},  # docname -> Page: the generated documents there are
    "titles": {},  # docname -> what a generated document was made of when it was read
    "adopted": {},  # docname -> Page: an author's documents that carry a page of ours
    "objects": [],  # what get_objects() gives
    "related": None,  # (count, what related posts were found among, which they are)
    "feeds": {},  # path in the output -> the signature of a feed
    "feed_links": {},  # docname -> digest of what the links of posts in feeds show
    "feeds_for": "",  # for which settings these signatures were made
    "blog_feeds": (),  # the planned feeds of the blog, which every page names
    "signatures": {},  # docname -> what each document showed of others when all was read
    "resolved": False,  # whether an excerpt showed more of others than their titles
    "settled": None,  # (from, until): the moments between which the posts' states stay as they are
    "scaler": "",  # what made the copies of covers: see writing.thumbnails
    "layout": None,  # the layout of the last plan, and whether drafts stood in no listing
    "base": ("", ""),  # the URLs of the site's root and of that of its default version, as pages show them
    "gone": (),  # docnames whose documents were removed; Sphinx leaves their output where it is
}

BY_DOCNAME = (
    "posts", "tagged", "blocks", "refs", "links", "leads", "untitled", "conditions", "left_out", "bodies", "figures",
)  # fmt: skip
"""Those that each document fills with its own, so that clearing and merging are a matter of keys."""


class RecordKeeper(Domain):
    """The part of the domain that keeps records, by docname, so that clearing and merging are a matter of keys."""

    initial_data = RECORDS

    @property
    def posts(self) -> dict[str, tuple[Post, ...]]:
        """The posts of each document."""
        return cast("dict[str, tuple[Post, ...]]", self.data["posts"])

    @property
    def blocks(self) -> dict[str, tuple[Block, ...]]:
        """The listings that authors wrote, by document."""
        return cast("dict[str, tuple[Block, ...]]", self.data["blocks"])

    @property
    def withheld(self) -> dict[str, Withheld]:
        """The documents that are not published yet."""
        return cast("dict[str, Withheld]", self.data["withheld"])

    @property
    def absent(self) -> set[str]:
        """Those in whose place nothing stands: a page of ours may have the name of a draft."""
        return self.withheld.keys() - self.pages.keys()

    @property
    def pages(self) -> dict[str, Page]:
        """The generated documents."""
        return cast("dict[str, Page]", self.data["pages"])

    @property
    def plan(self) -> Plan:
        """The pages there are, generated and adopted."""
        return Plan(generated=self.pages, adopted=self.data["adopted"])

    def holds_listing(self, docname: str) -> bool:
        """Whether an author wrote what a page of ours would show on the document that stands for it."""
        return stands_for(self.blocks.get(docname, ()), self.data["adopted"].get(docname))

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
        self.data["tagged"][page.docname] = page
        self.forget_computed()

    def note_refs(self, docname: str, refs: Iterable[Ref]) -> None:
        """Remember what a document links to, so that it is rewritten when that is renamed."""
        self.data["refs"][docname] = tuple(refs)

    def note_lead(self, docname: str, anchor: str, packed: bytes, untitled: Untitled | None) -> None:
        """Remember the nodes of a post's excerpt, and of what its plain text consists where that shows other titles."""
        self.data["leads"].setdefault(docname, {})[anchor] = packed
        if untitled is not None:
            self.data["untitled"].setdefault(docname, {})[anchor] = untitled

    def note_left_out(self, docname: str, date: datetime | None) -> None:
        """Remember that a section was left out, and until when."""
        self.data["left_out"][docname] = (*self.data["left_out"].get(docname, ()), date)

    def clear_doc(self, docname: str) -> None:
        """Forget what a document declared."""
        for kind in BY_DOCNAME:
            self.data[kind].pop(docname, None)
        self.forget_computed()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel process has read."""
        for kind in BY_DOCNAME:
            found = otherdata[kind]
            self.data[kind].update((docname, found[docname]) for docname in docnames if docname in found)
        self.forget_computed()

    def forget_computed(self) -> None:
        """Forget what was computed from the records, which have changed."""
        raise NotImplementedError
