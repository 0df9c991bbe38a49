"""The ``blog`` domain: the records of posts, kept from build to build, and what one build computes from them.

Each document contributes by docname, so that clearing and merging are a matter of keys; what is computed from that (the
catalog) is made on demand and never stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, wraps
from typing import TYPE_CHECKING, TypeVar, cast

from docutils import nodes
from sphinx.domains import ObjType
from sphinx.roles import XRefRole
from sphinx.util import docname_join

from .builders import Linker, has_documents_in_folders
from .config import BlogConfig
from .config.validators import time_zone
from .i18n import Wording
from .model.catalog import Catalog, catalogue
from .model.post import TAXONOMIES
from .model.terms import TermData, Vocabulary
from .object_index import ARCHIVE, POST, Names, Target
from .pages.manifest import Manifest
from .records import RecordKeeper
from .source.link_titles import with_titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import tzinfo

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .model.page_plan import Layout, Plan
    from .model.post import Blanking, Post
    from .records import BuildInputs

__all__ = ["BlogDomain", "BuildState", "blog_domain", "per_build"]

T = TypeVar("T")


@dataclass(kw_only=True)
class BuildState:
    """What one build does and finds out; a new one begins with the look for changed files."""

    app: Sphinx
    documents: AbstractSet[str] = frozenset()
    """The author's own documents, without those that are known to be withheld."""
    withdrawn: AbstractSet[str] = frozenset()
    """The documents that the last build has read and that are unpublished now."""
    unsure: AbstractSet[str] = frozenset()
    """The documents that were unpublished and are likely to be so still, which reading will tell."""
    texts_change: bool = False
    """Whether another extension may change the text of a source file before it is parsed."""
    blankings: dict[str, Blanking] = field(default_factory=dict)
    """What documents are read without."""
    gone: AbstractSet[str] = frozenset()
    """The documents that their author has deleted since the last build."""
    reserved: AbstractSet[str] = frozenset()
    """The names that generated pages got before reading."""
    being_read: list[str] = field(default_factory=list)
    """Sphinx's own list of the documents that it reads, and then writes."""
    unchanged: bool = False
    """Whether Sphinx found nothing added, changed or removed since the last build, whose plan then holds."""
    inputs_before: BuildInputs | None = None
    """The inputs of the last build, with those of the documents to be read; None if they cannot be compared."""
    reread: AbstractSet[str] = frozenset()
    """The generated pages that another extension wants to be read again."""
    reread_pages: bool = False
    """Whether every generated page has to be read again, as Sphinx does with documents after a change of config."""
    is_updated: bool = False
    """Whether all is read and planned, and it is known what to write."""
    is_cleaned: bool = False
    """Whether the output of earlier builds is deleted that nothing plans any more."""
    is_writing: bool = False
    """Whether documents that are resolved are about to be written."""
    written: set[str] = field(default_factory=set)
    """The documents that were written."""
    written_feeds: dict[str, str] | None = None
    """The fingerprints of the feeds that are in the output; None if no page and so no feed was written."""
    images: set[str] = field(default_factory=set)
    """The output files of the images that documents show, before extensions make others for what a builder lacks."""
    scaled: dict[str, object] = field(default_factory=dict)
    """What is known of each cover, by its path: its size, and its scaled copies."""
    copies: dict[str, set[str]] = field(default_factory=dict)
    """The names of the scaled copies of covers that each document shows."""
    cards: set[str] = field(default_factory=set)
    """The documents that were written with cards, styled by us."""
    folder: str | None = None
    """The output folder of the page that was last linked from."""
    addresses: dict[str, str | None] = field(default_factory=dict)
    """The address of each document as seen from that folder; None for one that cannot be linked to."""
    foreign_data: dict[str, bytes] | None = None
    """The pickled data of other domains that keep nodes in it; None until something is written."""
    math_page: str = ""
    """The page of which the math domain is told that it has math, while its handlers look."""
    page_attributes: dict[str, dict[str, bool | int | str]] = field(default_factory=dict)
    """The attributes of the documents of the posts that a document shows, by its name, until it has them."""
    toctree_includes: dict[str, list[str]] | None = None
    """The environment's own, while a page is shown with a changed one."""
    search_language: tuple[str, str | type | None] | None = None
    """The name of our search language in Sphinx's table, and what stood there before; None while ours is not there."""

    @cached_property
    def manifest(self) -> Manifest:
        """What earlier builds have written to the output folder; the end of the build stores what this one has."""
        return Manifest.load(self.app)


def blog_domain(env: BuildEnvironment) -> BlogDomain:
    """The blog domain of an environment."""
    return cast("BlogDomain", env.domains["blog"])


def per_build(compute: Callable[[BlogDomain], T]) -> Callable[[BlogDomain], T]:
    """Let a function of the domain compute its value once for the records and the plan as they are."""

    @wraps(compute)
    def cached(domain: BlogDomain) -> T:
        if compute not in domain.computed:
            domain.computed[compute] = compute(domain)
        return cast("T", domain.computed[compute])

    return cached


def _role() -> XRefRole:
    return XRefRole(warn_dangling=True, innernodeclass=nodes.inline)


class BlogDomain(RecordKeeper):
    """Posts, terms and the pages made of them."""

    name = "blog"
    label = "Blog"
    object_types = {  # noqa: RUF012 - Sphinx's own attribute
        POST: ObjType("blog post", "post"),
        **{taxonomy: ObjType(f"blog {taxonomy}", taxonomy) for taxonomy in TAXONOMIES},
        ARCHIVE: ObjType("blog archive", ARCHIVE),
    }
    roles = {kind: _role() for kind in (POST, *TAXONOMIES, ARCHIVE)}  # noqa: RUF012
    data_version = 11

    options: BlogConfig = BlogConfig()
    now: datetime = datetime.fromtimestamp(0, UTC)
    preview: bool = False
    """Whether drafts and scheduled posts have pages."""
    apart: bool = False
    """Whether those stand in no listing."""
    base: str = ""
    """The URL of the site's root, with a slash at its end; empty where it is not known."""
    canonical_base: str = ""
    """That of the default version of the site, where a host has several."""
    wording: Wording
    term_data: TermData
    """What the site says of its terms."""
    computed: dict[Callable[[BlogDomain], object], object]
    """What functions decorated with :func:`per_build` have returned for the records and the plan as they are."""
    _catalog: Catalog | None = None
    _names: Names | None = None
    _labels: Mapping[str, Target] | None = None

    def start(
        self, app: Sphinx, options: BlogConfig, now: datetime, *, preview: bool, base: str, canonical_base: str
    ) -> None:
        """Take what one build is given: its application, options, moment and base URLs, and whether it is a preview."""
        self.app, self.base, self.canonical_base = app, base, canonical_base
        self.options, self.now, self.preview = options, now, preview or options.keeps_drafts
        self.apart = options.keeps_drafts and not preview
        self.build = BuildState(app=app)
        self.wording = Wording(self.env.config.language, options)
        for taxonomy in options.added():  # of this site only: the class belongs to all projects of the process
            self.add_object_type(taxonomy, ObjType(f"blog {taxonomy}", taxonomy))
            self.roles[taxonomy] = _role()
        self.note_term_data(TermData(vocabularies={taxonomy.name: Vocabulary() for taxonomy in options.kinds}))

    def note_term_data(self, data: TermData) -> None:
        """Take what the site says of its terms."""
        self.term_data = data
        self.forget_computed()

    def forget_computed(self) -> None:
        """Forget what was computed from the records."""
        self._catalog = self._names = self._labels = None
        self.computed = {}

    @property
    def zone(self) -> tzinfo:
        """The zone of dates that do not name one."""
        return time_zone(self.options.timezone)

    @property
    def catalog(self) -> Catalog:
        """All posts that this build shows, sorted and grouped."""
        if self._catalog is None:
            posts = [post for found in self.posts.values() for post in found]
            self._catalog = self.catalog_of(posts)
            if texts := self.records.unresolved_texts:  # they name posts and terms, which are in the catalogue
                names = self._names_in(self._catalog)
                form = self.options.text_length(), self.wording.placeholders()
                self._catalog = self.catalog_of(with_titles(self.env, names, posts, texts, form))
        return self._catalog

    def catalog_of(self, posts: Iterable[Post]) -> Catalog:
        """These posts and all tagged pages, as this build would show them."""
        tagged, declared = self.records.tagged_pages.values(), self.term_data.vocabularies
        return catalogue(
            posts,
            tagged,
            now=self.now,
            preview=self.preview,
            apart=self.apart,
            vocabularies=declared,
            slug_of=self.options.slug_of,
            order=self.options.ordered,
        )

    @property
    def names(self) -> Names:
        """What roles can name."""
        if self._names is None:
            self._names = self._names_in(self.catalog)
        return self._names

    def _names_in(self, catalog: Catalog) -> Names:
        labels = self.env.domains["std"].data["anonlabels"]
        return Names(catalog=catalog, plan=self.plan, path=self.options.path, labels=labels)

    @property
    def has_feeds(self) -> bool:
        """Whether there are feeds as soon as there is a post: they need the URL of the site."""
        return "://" in self.base and bool(self.options.feed_formats)

    def layout(self) -> Layout:
        """What shapes the plan of pages in this build."""
        root = self.env.config.root_doc
        layout = replace(self.options.layout(), preview=self.preview, feeds=self.has_feeds, root=root)
        return replace(layout, folders=has_documents_in_folders(self.app.builder)) if layout.flat else layout

    def note_plan(self, plan: Plan) -> None:
        """Take over a new plan."""
        self.records.generated_pages = plan.generated
        self.records.overrides = plan.adopted
        self._names = self._labels = None
        self.computed = {}
        self.records.objects = list(self.names.objects())

    def target(self, kind: str, name: str, fromdocname: str) -> Target | None:
        """(docname, anchor, text) of what a role names; None if there is no such thing."""
        return self.names.target(kind, name, fromdocname)

    def labelled(self, name: str) -> Target | None:
        """What a label of ``ref`` names that no document defines; None if there is no such thing."""
        if self._labels is None:
            self._labels = self.options.labels(self.names)
        return self._labels.get(name.lower())

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
        documents = {target.strip("/"), docname_join(node.get("refdoc", fromdocname), target)}
        labels = env.domains["std"].data["anonlabels"]
        for kind in self.object_types:
            if kind == POST and (not documents.isdisjoint(env.all_docs) or target.lower() in labels):
                continue  # the standard domain answers for docnames and labels
            reference = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if reference is not None:  # plain text, too, where the output does not hold the page
                found.append((f"blog:{kind}", reference))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Everything with a name: kept with the plan, so that a build without a change need not work it out."""
        yield from self.records.objects
