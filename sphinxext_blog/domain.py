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

from .build import Build
from .config import BlogConfig
from .core.catalog import Catalog, catalogue
from .core.listing import first_pages, stands_for
from .core.plan import Page, Plan
from .core.post import TAXONOMIES
from .links import Linker
from .naming import ARCHIVE, POST, Names, Target
from .records import BY_DOCNAME, RECORDS
from .titling import with_titles
from .wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .core.listing import Block
    from .core.plan import Layout
    from .core.post import Post, TaggedPage, Withheld
    from .core.selection import Query
    from .titling import Pieces

__all__ = ["BlogDomain", "blog_domain"]


def blog_domain(env: BuildEnvironment) -> BlogDomain:
    """The blog domain of an environment."""
    return cast("BlogDomain", env.domains["blog"])


class BlogDomain(Domain):
    """Posts, terms and the pages made of them."""

    name = "blog"
    label = "Blog"
    object_types = {  # noqa: RUF012 - Sphinx's own attribute
        POST: ObjType("blog post", "post"),
        **{taxonomy: ObjType(f"blog {taxonomy}", taxonomy) for taxonomy in TAXONOMIES},
        ARCHIVE: ObjType("blog archive", ARCHIVE),
    }
    roles = {  # noqa: RUF012
        kind: XRefRole(warn_dangling=True, innernodeclass=nodes.inline) for kind in (POST, *TAXONOMIES, ARCHIVE)
    }
    data_version = 1
    initial_data = RECORDS

    options: BlogConfig = BlogConfig()
    now: datetime = datetime.fromtimestamp(0, UTC)
    preview: bool = False
    base: str = ""
    """The URL of the site's root, with a slash at its end; empty where it is not known."""
    wording: Wording
    _catalog: Catalog | None = None
    _names: Names | None = None

    def start(self, app: Sphinx, options: BlogConfig, now: datetime, *, preview: bool, base: str) -> None:
        """Take what one build is given: its application, options, moment and base URL, and whether it is a preview."""
        self.app = app
        self.base = base
        self.options, self.now, self.preview = options, now, preview
        self.build = Build()
        self.wording = Wording(self.env.config.language, options)
        self.forget_computed()

    def forget_computed(self) -> None:
        """Forget what was made of the records, and of the titles of other documents."""
        self._catalog = self._names = None

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
            posts = [post for found in self.posts.values() for post in found]
            self._catalog = self._catalogue(posts)
            if self.data["untitled"]:  # their texts name posts and terms, which are in the catalogue
                names = self._names_in(self._catalog)
                texts = self.options.text_length(), self.wording.placeholders()
                self._catalog = self._catalogue(with_titles(self.env, names, posts, self.data["untitled"], texts))
        return self._catalog

    def _catalogue(self, posts: Iterable[Post]) -> Catalog:
        return catalogue(posts, self.data["tagged"].values(), now=self.now, preview=self.preview)

    @property
    def names(self) -> Names:
        """What roles can name."""
        if self._names is None:
            self._names = self._names_in(self.catalog)
        return self._names

    def _names_in(self, catalog: Catalog) -> Names:
        labels = self.env.domains["std"].data["anonlabels"]
        return Names(catalog=catalog, plan=self.plan, path=self.options.path, labels=labels)

    def holds_listing(self, docname: str) -> bool:
        """Whether an author wrote what a page of ours would show on the document that stands for it."""
        return stands_for(self.blocks.get(docname, ()), self.data["adopted"].get(docname))

    def layout(self) -> Layout:
        """What shapes the plan of pages in this build."""
        return replace(self.options.layout(), preview=self.preview)

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

    def note_refs(self, docname: str, refs: Iterable[tuple[str, str]]) -> None:
        """Remember what a document links to, so that it is rewritten when that is renamed."""
        self.data["refs"][docname] = tuple(refs)

    def note_lead(self, docname: str, anchor: str, packed: bytes, untitled: Pieces) -> None:
        """Remember the nodes of a post's excerpt, and of what its plain text consists where that shows other titles."""
        self.data["leads"].setdefault(docname, {})[anchor] = packed
        if untitled:
            self.data["untitled"].setdefault(docname, {})[anchor] = untitled

    def note_left_out(self, docname: str, date: datetime | None) -> None:
        """Remember that a section was left out, and until when."""
        self.data["left_out"][docname] = (*self.data["left_out"].get(docname, ()), date)

    def note_plan(self, plan: Plan) -> None:
        """Take over a new plan."""
        self.data["pages"] = plan.generated
        self.data["adopted"] = plan.adopted
        self._names = None
        self.data["objects"] = list(self.names.objects())

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

    def target(self, kind: str, name: str, fromdocname: str) -> Target | None:
        """(docname, anchor, text) of what a role names; None if there is no such thing."""
        return self.names.target(kind, name, fromdocname)

    def resolve_xref(  # noqa: PLR0917 - Sphinx's signature
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
        return cast("nodes.reference", Linker(builder, fromdocname).to(docname, content, anchor=anchor))

    def resolve_any_xref(  # noqa: PLR0917 - Sphinx's signature
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
        labels = env.domains["std"].data["anonlabels"]
        for kind in self.object_types:
            if kind == POST and (target.lstrip("/") in env.all_docs or target.lower() in labels):
                continue  # the standard domain answers for docnames and labels
            reference = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if reference is not None:  # plain text, too, where the output does not hold the page
                found.append((f"blog:{kind}", reference))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Everything with a name: kept with the plan, so that a build without a change need not work it out."""
        yield from self.data["objects"]
