"""The ``blog`` domain: where the records live, and how they are named.

It keeps what each document declares, by docname, so that clearing and merging are a matter of keys; everything
computed from that (the catalogue) is made on demand and never stored.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util import docname_join

from .config import BlogConfig
from .core.catalog import Catalog, catalogue
from .core.listing import Listing, PostArchive, TermList
from .core.plan import Page, PageKind, Plan, join
from .core.post import TAXONOMIES
from .links import link
from .wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .core.listing import Block
    from .core.plan import Layout
    from .core.post import Post, TaggedPage, Withheld
    from .core.selection import Query

__all__ = ["BlogDomain", "archive_anchor", "blog_domain"]

ARCHIVE = "archive"


def blog_domain(env: BuildEnvironment) -> BlogDomain:
    """The blog domain of an environment."""
    return cast("BlogDomain", env.domains["blog"])


def archive_anchor(year: int, month: int | None = None) -> str:
    """The id of a year or month on the archive page."""
    return f"posts-{year}" if month is None else f"posts-{year}-{month:02}"


class BlogDomain(Domain):
    """Posts, terms and the pages made of them."""

    name = "blog"
    label = "Blog"
    object_types = {  # noqa: RUF012 - Sphinx's own attribute
        "post": ObjType("blog post", "post"),
        **{taxonomy: ObjType(f"blog {taxonomy}", taxonomy) for taxonomy in TAXONOMIES},
        ARCHIVE: ObjType("blog archive", ARCHIVE),
    }
    roles = {kind: XRefRole(warn_dangling=True, innernodeclass=nodes.inline) for kind in ("post", *TAXONOMIES, ARCHIVE)}  # noqa: RUF012
    data_version = 1
    initial_data = {  # noqa: RUF012 - Sphinx copies it
        "posts": {},  # docname -> (Post, …)
        "tagged": {},  # docname -> TaggedPage
        "blocks": {},  # docname -> (Block, …)
        "refs": {},  # docname -> ((type, target), …): what its links show of the blog
        "left_out": {},  # docname -> (date or None, …) of sections that are not published yet
        "figures": {},  # docname -> {kind: [id, …]} of what numfig numbers
        "numbers": {},  # docname -> the numbers that Sphinx did not give
        "bodies": {},  # docname -> {anchor: digest of a whole post}, of those that a listing shows whole
        "withheld": {},  # docname -> (time of reading, posts): documents that are not published yet
        "pages": {},  # docname -> Page: the generated documents there are
        "titles": {},  # docname -> title of a generated document when it was read
        "adopted": {},  # docname -> Page: an author's documents that carry a page of ours
        "preview": False,  # whether drafts were shown when the documents were read
    }

    options: BlogConfig = BlogConfig()
    now: datetime = datetime.fromtimestamp(0, UTC)
    preview: bool = False
    wording: Wording
    documents: frozenset[str] | set[str] = frozenset()
    """The author's own documents, found at the start of a build."""
    reserved: frozenset[str] | set[str] = frozenset()
    """The names that generated pages got before reading."""
    being_read: list[str] | None = None
    """Sphinx's own list of the documents that it reads in this build, and then writes."""
    reread_pages: bool = False
    """Whether every generated page has to be read again, as Sphinx does with documents after a change of config."""
    signatures: dict[str, str] | None = None
    """What each document shows of others, for this build; None until all is read."""
    toctree_includes: dict[str, list[str]] | None = None
    """The environment's own, while a page is shown with a changed one."""
    _catalog: Catalog | None = None
    _neighbours: dict[str, tuple[Post | None, Post | None]] | None = None

    def start(self, app: Sphinx, options: BlogConfig, now: datetime, *, preview: bool) -> None:
        """Take what one build is given: its application, options and moment, and whether it is a preview."""
        self.app = app
        self.options, self.now, self.preview = options, now, preview
        self.written: set[str] = set()
        self.signatures = None
        self.wording = Wording(self.env.config.language, options)
        self._catalog = self._neighbours = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone of dates that do not name one."""
        return ZoneInfo(self.options.timezone)

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
    def pages(self) -> dict[str, Page]:
        """The generated documents."""
        return cast("dict[str, Page]", self.data["pages"])

    @property
    def plan(self) -> Plan:
        """The pages there are, generated and adopted."""
        return Plan(generated=self.pages, adopted=self.data["adopted"])

    @property
    def catalog(self) -> Catalog:
        """All posts that this build shows, sorted and grouped."""
        if self._catalog is None:
            posts = (post for found in self.posts.values() for post in found)
            self._catalog = catalogue(posts, self.data["tagged"].values(), now=self.now, preview=self.preview)
        return self._catalog

    @property
    def neighbours(self) -> dict[str, tuple[Post | None, Post | None]]:
        """(newer, older) for each listed post, by key."""
        if self._neighbours is None:
            self._neighbours = self.catalog.neighbours()
        return self._neighbours

    def holds_listing(self, docname: str) -> bool:
        """Whether an author wrote what a page of ours would show on the document that stands for it."""
        kinds = {PageKind.ARCHIVE: (Listing, PostArchive), PageKind.OVERVIEW: (Listing, TermList)}
        page = self.data["adopted"].get(docname)
        wanted = kinds.get(page.kind, (Listing,)) if page is not None else (Listing,)
        return any(isinstance(block, wanted) for block in self.blocks.get(docname, ()))

    def layout(self) -> Layout:
        """What shapes the plan of pages in this build."""
        return replace(self.options.layout(), preview=self.preview)

    def paginated(self) -> dict[str, tuple[Query, int] | None]:
        """The author's documents that hold listings, each with the query and size of its first one that has pages."""
        found: dict[str, tuple[Query, int] | None] = {}
        for docname, blocks in sorted(self.blocks.items()):
            listings = [block for block in blocks if isinstance(block, Listing)]
            if listings:
                first = next((listing for listing in listings if listing.page_size), None)
                found[docname] = (first.query, first.page_size) if first is not None else None
        return found

    def note_posts(self, docname: str, posts: Iterable[Post]) -> None:
        """Remember the posts of a document."""
        self.posts[docname] = tuple(posts)
        self._catalog = self._neighbours = None

    def note_tagged_page(self, page: TaggedPage) -> None:
        """Remember an ordinary document that has tags."""
        self.data["tagged"][page.docname] = page
        self._catalog = self._neighbours = None

    def note_blocks(self, docname: str, blocks: Iterable[Block]) -> None:
        """Remember the listings in a document."""
        self.blocks[docname] = tuple(blocks)

    def note_refs(self, docname: str, refs: Iterable[tuple[str, str]]) -> None:
        """Remember what a document links to, so that it is rewritten when that is renamed."""
        self.data["refs"][docname] = tuple(refs)

    def note_left_out(self, docname: str, date: datetime | None) -> None:
        """Remember that a section was left out, and until when."""
        self.data["left_out"][docname] = (*self.data["left_out"].get(docname, ()), date)

    def note_plan(self, plan: Plan) -> None:
        """Take over a new plan."""
        self.data["pages"] = plan.generated
        self.data["adopted"] = plan.adopted

    _by_docname = ("posts", "tagged", "blocks", "refs", "left_out", "bodies", "figures")

    def clear_doc(self, docname: str) -> None:
        """Forget what a document declared."""
        for kind in self._by_docname:
            self.data[kind].pop(docname, None)
        self._catalog = self._neighbours = None

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel process has read."""
        for kind in self._by_docname:
            found = otherdata[kind]
            self.data[kind].update((docname, found[docname]) for docname in docnames if docname in found)
        self._catalog = self._neighbours = None

    # -- names ------------------------------------------------------------------------------------------------------

    def target(self, kind: str, name: str, fromdocname: str) -> tuple[str, str, str] | None:
        """(docname, anchor, text) of what a role names; None if there is no such thing."""
        if kind == "post":
            return self._post_target(name, fromdocname)
        if kind == ARCHIVE:
            return self._archive_target(name)
        term = self.catalog.term(kind, name)
        if term is None:
            return None
        docname = self.plan.docname_of(join(self.options.path, kind, term.slug))
        return (docname, "", term.label) if docname is not None else None

    def _post_target(self, name: str, fromdocname: str) -> tuple[str, str, str] | None:
        built = self.catalog.built
        found = built.get(name) or built.get(docname_join(fromdocname, name))
        if found is None:
            named = [post for post in built.values() if name in _stems(post)] or self._labelled(name)
            found = named[0] if len(named) == 1 else None
        return (found.docname, found.anchor, found.title) if found is not None else None

    def _labelled(self, name: str) -> list[Post]:
        """The post that a ``:ref:`` label stands in."""
        labels = self.env.domains["std"].data["anonlabels"]
        docname, anchor = labels.get(name.lower(), ("", ""))[:2]
        posts = [post for post in self.posts.get(docname, ()) if post.key in self.catalog.built]
        return [post for post in posts if post.anchor == anchor] or [post for post in posts if not post.anchor]

    def _archive_target(self, name: str) -> tuple[str, str, str] | None:
        year, _, month = name.partition("-")
        if not (year.isdecimal() and (month.isdecimal() or not month)):
            return None
        is_month = bool(month)
        group: object = (int(year), int(month)) if is_month else int(year)
        if group not in (self.catalog.months if is_month else self.catalog.years):
            return None
        parts = (f"{int(month):02}",) if is_month else ()
        docname = self.plan.docname_of(join(self.options.path, year, *parts))
        if docname is not None:
            return docname, "", name
        archive = self.plan.docname_of(join(self.options.path, ARCHIVE))
        anchor = archive_anchor(int(year), int(month) if is_month else None)
        return (archive, anchor, name) if archive is not None else None

    # -- Sphinx's side ----------------------------------------------------------------------------------------------

    def resolve_xref(  # noqa: PLR0913 - Sphinx's signature
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Link a role of ours."""
        found = self.target(typ, target, node.get("refdoc", fromdocname))
        if found is None:
            return None
        docname, anchor, text = found
        content = contnode if node.get("refexplicit") else nodes.inline(text, text, classes=contnode["classes"])
        return cast("nodes.reference", link(builder, fromdocname, docname, anchor, content))

    def resolve_any_xref(  # noqa: PLR0913 - Sphinx's signature
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Link an ``any`` role to whatever of ours has that name."""
        found = []
        for kind in self.object_types:
            if kind == "post" and target.lstrip("/") in env.all_docs:
                continue  # the standard domain answers for docnames
            reference = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if isinstance(reference, nodes.reference):
                found.append((f"blog:{kind}", reference))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Everything with a name, for ``objects.inv``; the priority keeps it out of the search, which finds the text."""
        for post in sorted(self.catalog.built.values(), key=lambda post: post.key):
            yield post.key, post.title, "post", post.docname, post.anchor, -1
        for taxonomy, terms in self.catalog.terms.items():
            for term in terms:
                docname = self.plan.docname_of(join(self.options.path, taxonomy, term.slug))
                if docname is not None:
                    yield term.label, term.label, taxonomy, docname, "", -1
        months = (f"{year}-{month:02}" for year, month in self.catalog.months)
        for name in (*map(str, self.catalog.years), *months):
            if (target := self._archive_target(name)) is not None:
                yield name, name, ARCHIVE, target[0], target[1], -1


def _stems(post: Post) -> tuple[str, ...]:
    """The short names of a post: its file's, or its folder's for ``index``."""
    parts = post.docname.split("/")
    stem = parts[-2] if parts[-1] == "index" and len(parts) > 1 else parts[-1]
    return (f"{stem}#{post.anchor}",) if post.anchor else (stem,)
