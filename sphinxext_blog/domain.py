"""The ``blog`` domain: where the records live, and how they are named.

It keeps what each document declares, by docname, so that clearing and merging are a matter of keys; everything
computed from that (the catalogue) is made on demand and never stored.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from docutils import nodes
from sphinx.domains import ObjType
from sphinx.roles import XRefRole
from sphinx.util import docname_join

from .build import Build
from .config import BlogConfig
from .core.catalog import Catalog, catalogue
from .core.post import TAXONOMIES
from .core.vocabulary import TermData, Vocabulary
from .links import Linker
from .naming import ARCHIVE, POST, Names, Target
from .records import RecordKeeper
from .titling import with_titles
from .wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .core.plan import Layout, Plan
    from .core.post import Post

__all__ = ["BlogDomain", "blog_domain"]


def blog_domain(env: BuildEnvironment) -> BlogDomain:
    """The blog domain of an environment."""
    return cast("BlogDomain", env.domains["blog"])


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
    data_version = 9

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
        self.build = Build()
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

    @property
    def zone(self) -> ZoneInfo:
        """The zone of dates that do not name one."""
        return ZoneInfo(self.options.timezone)

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
        return replace(layout, folders=self.app.builder.name == "dirhtml") if layout.flat else layout

    def note_plan(self, plan: Plan) -> None:
        """Take over a new plan."""
        self.records.generated_pages = plan.generated
        self.records.overrides = plan.adopted
        self._names = self._labels = None
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
