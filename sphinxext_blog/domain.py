"""The ``blog`` domain: the records of posts, kept from build to build, and the values of one build.

Contributions are stored by docname, so that clearing and merging are operations on docnames.  Computed values, such as
the post catalog, are created on demand and never stored.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import quote

from docutils import nodes
from sphinx.domains import ObjType
from sphinx.roles import XRefRole

from .builders import Linker, has_documents_in_folders, has_page_urls
from .config import BlogConfig
from .config.validators import time_zone
from .i18n import Messages
from .model.catalog import Catalog, build_catalog
from .model.listing import MentionList
from .model.page_plan import plan_pages
from .model.post import TAXONOMIES, UNPUBLISHED, status_of
from .model.terms import TermData, Vocabulary
from .model.text import TextFormat
from .model.views import digest
from .object_index import ARCHIVE, POST, ObjectIndex, Target
from .pages.manifest import Manifest
from .records import RecordKeeper
from .source.link_titles import with_titles
from .sphinx_compat import bibliography_digest, docname_join, inventories_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import tzinfo

    from markupsafe import Markup
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .model.page_plan import Layout, PagePlan
    from .model.post import Blanking, Post
    from .model.shared_mentions import SharedSite
    from .records import BuildInputs

__all__ = ["BlogDomain", "BuildState", "blog_domain", "per_build"]

T = TypeVar("T")


@dataclass(kw_only=True)
class BuildState:
    """The state of one build; each build creates it in the handler that determines changed files."""

    app: Sphinx
    documents: AbstractSet[str] = frozenset()
    """The author's documents, without those that are known to be unpublished."""
    newly_unpublished: AbstractSet[str] = frozenset()
    """The documents that the last build read and that are now unpublished."""
    possibly_unpublished: AbstractSet[str] = frozenset()
    """The documents that were unpublished in the last build and whose status is known only after reading."""
    texts_change: bool = False
    """Whether another extension may change the text of a source file before it is parsed."""
    blankings: dict[str, Blanking] = field(default_factory=dict)
    """The lines that are omitted when documents are read."""
    removed: AbstractSet[str] = frozenset()
    """The documents that were deleted since the last build."""
    reserved_docnames: AbstractSet[str] = frozenset()
    """The docnames of generated pages that were predicted before reading."""
    docnames_to_read: list[str] = field(default_factory=list)
    """The list in Sphinx of the documents that it reads, and then writes."""
    is_unchanged: bool = False
    """Whether no document was added, changed or removed since the last build, so that its page plan remains valid."""
    inputs_before: BuildInputs | None = None
    """The inputs of the last build, with those of the documents to be read; None if they cannot be compared."""
    reread: AbstractSet[str] = frozenset()
    """The generated pages that another extension requires to be reread."""
    rereads_pages: bool = False
    """Whether all generated pages have to be reread, as Sphinx rereads documents after a change of configuration."""
    is_updated: bool = False
    """Whether reading and planning are complete, and the documents to write are known."""
    is_cleaned: bool = False
    """Whether obsolete output of earlier builds has been deleted."""
    is_writing: bool = False
    """Whether resolved documents are about to be written."""
    written: set[str] = field(default_factory=set)
    """The documents that were written."""
    written_feeds: dict[str, str] | None = None
    """The fingerprints of the feeds in the output; None if no page and therefore no feed was written."""
    documents_by_file: dict[str, list[str]] = field(default_factory=dict)
    """The documents by the names of their output files in the manifest."""
    source_copies: set[str] = field(default_factory=set)
    """The output files with the sources of posts and overrides."""
    images: set[str] = field(default_factory=set)
    """The output files of images in documents, before extensions convert images for the builder."""
    cover_sizes: dict[str, object] = field(default_factory=dict)
    """The size and resized images of each cover, by its path."""
    variants: dict[str, set[str]] = field(default_factory=dict)
    """The names of the resized images of covers in each document."""
    documents_with_cards: set[str] = field(default_factory=set)
    """The documents that were written with cards, which need the style sheet of the extension."""
    folder: str | None = None
    """The output folder of the page in which the last link was made."""
    urls: dict[str, str | None] = field(default_factory=dict)
    """The URL of each document relative to that folder; None if the document has no URL."""
    links: dict[tuple[str, ...], Markup] = field(default_factory=dict)
    """The links as HTML on pages of that folder, by docname, anchor, text and CSS class."""
    foreign_data: dict[str, bytes] | None = None
    """The pickled data of other domains that contains nodes; None until the first document is written."""
    math_page: str = ""
    """The page that is marked as containing math while the handlers of the math domain run."""
    documents_with_math: set[str] = field(default_factory=set)
    """The documents that were written with math in titles of posts."""
    page_attributes: dict[str, dict[str, bool | int | str]] = field(default_factory=dict)
    """The attributes of the posts that a document displays, by its docname, until they are applied to it."""
    toctree_includes: dict[str, list[str]] | None = None
    """The original value of the environment, while a page is rendered with a modified one."""
    social_cards: object = None
    """The maker of pictures for link previews; None until it is required."""
    search_language: tuple[str, str | type | None] | None = None
    """The name of the registered search language and the entry that it replaced; None if it is not registered."""
    llms_exclude: Any = None
    """The original value of an option of sphinx-llms-txt, while that extension reads a modified one."""

    @cached_property
    def bibliography(self) -> str:
        """Return the digest of the BibTeX files, which do not change during a build."""
        return bibliography_digest(self.app.env)

    @cached_property
    def inventories(self) -> str:
        """Return the digest of the inventories of other projects, which are complete before the build starts."""
        return inventories_digest(self.app.env)

    @cached_property
    def manifest(self) -> Manifest:
        """Return the manifest of files that earlier builds wrote; the end of the build stores the new one."""
        return Manifest.load(self.app)


def blog_domain(env: BuildEnvironment) -> BlogDomain:
    """Return the blog domain of an environment."""
    return cast("BlogDomain", env.domains["blog"])


def per_build(compute: Callable[[BlogDomain], T]) -> Callable[[BlogDomain], T]:
    """Cache the result of a function of the domain until the records or the page plan change."""

    @wraps(compute)
    def cached(domain: BlogDomain) -> T:
        if compute not in domain.computed:
            domain.computed[compute] = compute(domain)
        return cast("T", domain.computed[compute])

    return cached


@per_build
def _home_index(domain: BlogDomain) -> ObjectIndex:
    posts = [draft.post for draft in domain.unpublished.values()]
    catalog = domain.catalog_of(posts)
    layout = replace(domain.layout(), feeds=bool(domain.options.feed_formats))
    documents = {*domain.build.documents, *(post.docname for post in posts if not post.draft)}
    plan = plan_pages(catalog, layout, documents=documents, paginated={})
    return ObjectIndex(catalog=catalog, plan=plan, path=domain.options.path, labels={})


def _role() -> XRefRole:
    """Return a role of the domain."""
    return XRefRole(warn_dangling=True, innernodeclass=nodes.inline)


class BlogDomain(RecordKeeper):
    """The domain of posts, terms and generated pages."""

    name = "blog"
    label = "Blog"
    object_types = {  # noqa: RUF012 - Sphinx's own attribute
        POST: ObjType("blog post", "post"),
        **{taxonomy: ObjType(f"blog {taxonomy}", taxonomy) for taxonomy in TAXONOMIES},
        ARCHIVE: ObjType("blog archive", ARCHIVE),
    }
    roles = {kind: _role() for kind in (POST, *TAXONOMIES, ARCHIVE)}  # noqa: RUF012
    data_version = 19

    options: BlogConfig = BlogConfig()
    now: datetime = datetime.fromtimestamp(0, UTC)
    preview: bool = False
    """Whether drafts and scheduled posts have pages."""
    drafts_unlisted: bool = False
    """Whether drafts and scheduled posts are excluded from listings."""
    base: str = ""
    """The URL of the site with a trailing slash; empty if unknown."""
    canonical_base: str = ""
    """The URL of the default version of the site, if a host has several versions."""
    home_base: str = ""
    """The URL of the version of the site that has the posts; empty if it is the one that is built."""
    messages: Messages
    term_data: TermData
    """The definitions of terms of the site."""
    shared_sites: tuple[SharedSite, ...] = ()
    """The posts of other sites that mention objects of this project."""
    git_dates: Mapping[str, datetime] = {}
    """The dates of the last commits of files, by path; empty if they are not used."""
    computed: dict[Callable[[BlogDomain], object], object]
    """The cached results of functions decorated with :func:`per_build`."""
    _catalog: Catalog | None = None
    _object_index: ObjectIndex | None = None
    _labels: Mapping[str, Target] | None = None

    def start(
        self, app: Sphinx, options: BlogConfig, now: datetime, *, preview: bool, base: str, canonical_base: str
    ) -> None:
        """Initialize the domain for one build, with its application, options, time and base URLs."""
        self.app, self.base, self.canonical_base, self.home_base = app, base, canonical_base, ""
        self.options, self.now, self.preview = options, now, preview or options.keeps_drafts
        self.drafts_unlisted = options.keeps_drafts and not preview
        self.build = BuildState(app=app)
        self.messages = Messages(self.env.config.language, options)
        for taxonomy in options.added():  # on the instance: the class is shared by all projects of the process
            self.add_object_type(taxonomy, ObjType(f"blog {taxonomy}", taxonomy))
            self.roles[taxonomy] = _role()
        self.store_term_data(TermData(vocabularies={taxonomy.name: Vocabulary() for taxonomy in options.kinds}))

    def store_term_data(self, data: TermData) -> None:
        """Store the definitions of terms of the site."""
        self.term_data = data
        self.clear_computed()

    def clear_computed(self) -> None:
        """Clear the values computed from the records."""
        self._catalog = self._object_index = self._labels = None
        self.computed = {}

    @property
    def zone(self) -> tzinfo:
        """Return the time zone of dates without one."""
        return time_zone(self.options.timezone)

    @property
    def catalog(self) -> Catalog:
        """Return the catalog of all posts in this build, sorted and grouped."""
        if self._catalog is None:
            posts = [self.dated(post) for posts_of_document in self.posts.values() for post in posts_of_document]
            self._catalog = self.catalog_of(posts)
            if texts := self.records.unresolved_texts:  # their titles depend on the catalog
                object_index = self._object_index_of(self._catalog)
                self._catalog = self.catalog_of(with_titles(self.env, object_index, posts, texts, self.text_format))
        return self._catalog

    def dated(self, post: Post) -> Post:
        """Return a post with the date of its last update from Git, unless the author gave one."""
        if not self.git_dates or post.updated is not None or post.anchor:
            return post
        path = str(self.env.doc2path(post.docname, base=False)).replace(os.sep, "/")
        date = self.git_dates.get(path)
        return replace(post, updated=date.astimezone(self.zone)) if date is not None else post

    def catalog_of(self, posts: Iterable[Post]) -> Catalog:
        """Return the catalog of some posts and all tagged pages, under the conditions of this build."""
        tagged, vocabularies = self.records.tagged_pages.values(), self.term_data.vocabularies
        return build_catalog(
            self._with_fallback_images(posts),
            tagged,
            now=self.now,
            preview=self.preview,
            drafts_unlisted=self.drafts_unlisted,
            vocabularies=vocabularies,
            slug_of=self.options.slug_of,
            order=self.options.sort_posts,
        )

    def _with_fallback_images(self, posts: Iterable[Post]) -> Iterable[Post]:
        """Return posts with the image of their category, or of the site, as the cover of those without one."""
        data, categories = self.term_data, self.term_data.vocabularies["category"]
        if not data.default_image and not any(info.image for info in categories.infos.values()):
            return posts

        def with_image(post: Post) -> Post:
            keys = () if post.image else map(categories.key_of, post.labels("category"))
            path = next((image for key in keys if (image := categories.info(key).image)), data.default_image)
            if post.image or not path:
                return post
            return replace(
                post, image=path, image_alt="", image_digest=data.images.get(path, ""), has_fallback_image=True
            )

        return map(with_image, posts)

    @property
    def text_format(self) -> TextFormat:
        """Return the format of plain texts."""
        return TextFormat(
            placeholders=self.messages.placeholders(),
            length=self.options.text_length(),
            language=self.env.config.language or "en",
        )

    @property
    def object_index(self) -> ObjectIndex:
        """Return the index of the objects that roles can name."""
        if self._object_index is None:
            self._object_index = self._object_index_of(self.catalog)
        return self._object_index

    def _object_index_of(self, catalog: Catalog) -> ObjectIndex:
        """Return the index of the objects of a catalog."""
        labels = self.env.domains["std"].data["anonlabels"]
        return ObjectIndex(catalog=catalog, plan=self.plan, path=self.options.path, labels=labels)

    @property
    def has_feeds(self) -> bool:
        """Return whether feeds are generated if there is a post; they require the URL of the site."""
        return "://" in self.base and bool(self.options.feed_formats) and not self.home_base

    @property
    def indexes_objects(self) -> bool:
        """Return whether this build resolves the objects that posts mention."""
        options = self.options
        return bool(options.mentions or options.objects) or any(
            isinstance(block, MentionList) for blocks in self.listings.values() for block in blocks
        )

    def layout(self) -> Layout:
        """Return the layout of this build, which determines the page plan."""
        root = self.env.config.root_doc
        layout = replace(self.options.layout(), preview=self.preview, feeds=self.has_feeds, root=root)
        return replace(layout, folders=has_documents_in_folders(self.app.builder)) if layout.flat else layout

    # -- posts of another version -------------------------------------------------------------------------------------

    def is_unpublished(self, post: Post) -> bool:
        """Return whether a post is not published in this version of the site, unless the build is a preview."""
        return bool(self.home_base) or status_of(post, self.now) in UNPUBLISHED

    @property
    def home_index(self) -> ObjectIndex:
        """Return the index of the objects in the version of the site that has the posts."""
        return _home_index(self)

    def home_digest(self) -> str:
        """Return the digest of the posts in that version, as far as this one knows them; empty if it is this one.

        It changes when a scheduled post is published there.
        """
        if not self.home_base:
            return ""
        posts = [draft.post for _, draft in sorted(self.unpublished.items())]
        return digest([self.home_base, *posts, *(status_of(post, self.now) in UNPUBLISHED for post in posts)])

    def home_title(self, docname: str) -> str:
        """Return the title of a document that exists only in that version; empty for any other document."""
        if docname in self.build.documents and docname not in self.unpublished:
            return ""
        page = self.home_index.plan.generated.get(docname)
        if docname in self.home_index.plan.overrides and docname in self.unpublished:
            return self.unpublished[docname].post.title
        if page is not None:
            return self.messages.numbered(self.messages.heading(page), page.number)
        post = self.home_index.catalog.built.get(docname)
        return post.title if post is not None else ""

    def home_url(self, docname: str, anchor: str = "") -> str:
        """Return the URL of a document in that version, which has HTML pages whatever is built now."""
        builder = self.app.builder
        path = builder.get_target_uri(docname) if has_page_urls(builder) else f"{quote(docname)}.html"
        return f"{self.home_base}{path}#{anchor}" if anchor else f"{self.home_base}{path}"

    def home_reference(
        self, docname: str, content: nodes.Element | None = None, anchor: str = ""
    ) -> nodes.reference | None:
        """Return a link to a document in that version; None if the document does not exist there.

        :param content: the text of the link; None for the title of the document.
        """
        title = self.home_title(docname) if self.home_base else ""
        if not title:
            return None
        content = nodes.inline(title, title) if content is None else content
        return nodes.reference("", "", content, refuri=self.home_url(docname, anchor), internal=False)

    def store_plan(self, plan: PagePlan) -> None:
        """Store a new page plan."""
        self.records.generated_pages = plan.generated
        self.records.overrides = plan.overrides
        self._object_index = self._labels = None
        self.computed = {}
        self.records.objects = list(self.object_index.objects())

    def target(self, kind: str, name: str, fromdocname: str) -> Target | None:
        """Return the target of a role; None if there is no such object."""
        return self.object_index.target(kind, name, fromdocname)

    def label_target(self, name: str) -> Target | None:
        """Return the target of a ``ref`` label that no document defines; None if there is no such label."""
        if self._labels is None:
            self._labels = self.options.labels(self.object_index)
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
        """Return a link for a role of the domain; None if its target does not exist."""
        refdoc = node.get("refdoc", fromdocname)
        target_found = self.target(typ, target, refdoc)
        if (
            target_found is None
            and self.home_base
            and (home := self.home_index.target(typ, target, refdoc)) is not None
        ):
            content = (
                contnode if node.get("refexplicit") else nodes.inline(home[2], home[2], classes=contnode["classes"])
            )
            return self.home_reference(home[0], content)
        if target_found is None:
            return None
        docname, anchor, text = target_found
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
        """Return links for an ``any`` role to all objects of the domain with that name."""
        references = []
        documents = {target.strip("/"), docname_join(node.get("refdoc", fromdocname), target)}
        labels = env.domains["std"].data["anonlabels"]
        for kind in self.object_types:
            if kind == POST and (not documents.isdisjoint(env.all_docs) or target.lower() in labels):
                continue  # the standard domain resolves docnames and labels
            reference = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if reference is not None:  # may be plain text if the output does not contain the page
                references.append((f"blog:{kind}", reference))
        return references

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield all named objects, which are stored with the plan to avoid recomputing them in each build."""
        yield from self.records.objects
