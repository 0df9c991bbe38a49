"""Generated pages: real documents without a source file, and links to them by path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.parsers import Parser
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..builders import writes_page_per_document
from ..diagnostics import Subtype
from ..domain import blog_domain
from ..model.page_plan import PageKind
from ..nodes import description, find_nodes, listing_placeholder
from ..sphinx_compat import (
    INDEXES_ALL,
    MYST_LINK,
    docname_join,
    forget_document,
    read_again,
    remove_source_path,
    set_source_path,
)
from .listing_views import home_links

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.project import Project

    from ..domain import BlogDomain
    from ..model.page_plan import Page

__all__ = [
    "SUFFIX",
    "GeneratedPageParser",
    "ResolvePathLinks",
    "UnlinkMissingLabels",
    "inputs_of_page",
    "is_reserved",
    "link_to_home",
    "purge_page",
    "read_page",
    "register_page",
    "replace_reserved_path",
    "reserve_docname",
    "title_of",
    "warn_of_large_toctrees",
]

SUFFIX = ".sphinxblog"
_STUB = Path(__file__).with_name("page.sphinxblog")


class GeneratedPageParser(Parser):
    """Makes the doctree of a generated page: a title and the placeholder of its listing."""

    supported: ClassVar[tuple[str, ...]] = ("sphinxblog",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill a document; the text of the source is not used."""
        self.setup_parse(inputstring, document)
        document.settings.smart_quotes = False  # titles contain labels of terms as their authors wrote them
        env = document.settings.env
        page = blog_domain(env).pages.get(env.docname)
        if page is not None:  # another extension may make Sphinx read a reserved docname before the pages are planned
            self._fill(document, page)
        env.metadata[env.docname]["orphan"] = True
        if INDEXES_ALL:
            env.metadata[env.docname]["nosearch"] = True
        self.finish_parse()

    @staticmethod
    def _fill(document: nodes.document, page: Page) -> None:
        env = document.settings.env
        docname, domain = env.docname, blog_domain(env)
        document["source"] = str(Path(env.srcdir) / (docname + SUFFIX))  # other extensions derive the docname from it
        title = title_of(domain, page)
        # An id, but no label: headings and labels of authors may have the same name.
        section = nodes.section(ids=[nodes.make_id(docname.removesuffix("/index").replace("/", "-"))])
        document.set_id(section)
        # The docname is the source: extensions that make labels of it cannot mistake it for a heading of an author.
        # The title is not translatable, since its words are in the message catalogs of this extension.
        heading = nodes.title(docname, title, translatable=False)
        section += [heading, listing_placeholder(page=docname)]
        for node in (section, heading, section[-1]):
            node.source, node.line = document["source"], 1
        if text := _description_of(domain, page):
            document += description(text)
        document += section
        if entries := _toctree_entries(domain, docname):
            section += _hidden_toctree(document, docname, entries)


def _toctree_entries(domain: BlogDomain, docname: str) -> list[str]:
    """Return the pages below a page in the navigation: those of the blog if the page is the root document, else none.

    On other sites, the author's toctrees determine the navigation.
    """
    if docname != domain.env.config.root_doc:
        return []
    links = home_links(domain.catalog, domain.plan, domain.options, domain.messages).links
    return [item.link.docname for item in links]


def _hidden_toctree(document: nodes.document, docname: str, docnames: list[str]) -> addnodes.toctree:
    """Return a hidden toctree as the directive makes it."""
    toctree = addnodes.toctree(
        parent=docname,
        entries=[(None, name) for name in docnames],
        includefiles=docnames,
        maxdepth=-1,
        caption=None,
        glob=False,
        hidden=True,
        includehidden=False,
        numbered=0,
        titlesonly=False,
    )
    toctree.source, toctree.line = document["source"], 1
    return toctree


def inputs_of_page(domain: BlogDomain, page: Page) -> tuple[object, ...]:
    """Return all data that a page depends on when it is read, besides the configuration."""
    title = domain.env.titles.get(page.first) if page.kind is PageKind.MORE else None
    heading = title.astext() if title is not None else page.label
    inputs = (page.kind.value, page.taxonomy, heading, page.year, page.month, page.number)
    return (*inputs, _description_of(domain, page), *_toctree_entries(domain, page.docname))


def _description_of(domain: BlogDomain, page: Page) -> str:
    """Return the description that the site defines for the first page of a term or of the blog; empty if there is none.

    The description in the head may also consist of titles of posts, which are unknown when the page is read.
    """
    if page.number == 1 and page.kind is PageKind.HOME:
        return domain.options.subtitle or domain.options.feed_subtitle
    if page.number == 1 and page.kind is PageKind.TERM:
        vocabulary = domain.term_data.vocabularies[page.taxonomy]
        info = vocabulary.info(vocabulary.key_of(page.label))
        return info.description or info.bio
    return ""


def title_of(domain: BlogDomain, page: Page) -> str:
    """Return the title of a page, with its number from page 2 on."""
    if page.kind is PageKind.MORE:
        title = domain.env.titles.get(page.first)
        heading = title.astext() if title is not None else page.first
    else:
        heading = domain.messages.heading(page)
    return domain.messages.numbered(heading, page.number)


def register_page(project: Project, docname: str) -> None:
    """Add a docname that has no file to the project."""
    set_source_path(project, docname, _path_of(docname))


def reserve_docname(project: Project, docname: str) -> None:
    """Add a docname to the project while documents are read, with the path of an existing file."""
    set_source_path(project, docname, _STUB)


def replace_reserved_path(app: Sphinx, docname: str, _content: list[str]) -> None:
    """Give a generated page its own path when its file has been opened (event: source-read, before all others).

    Other extensions derive names from the path of the document that is read, such as labels from its suffix.
    """
    if docname in blog_domain(app.env).pages:
        register_page(app.env.project, docname)


def _path_of(docname: str) -> Path:
    """Return the path of a generated page from the source folder; no file has it.

    It has no folder, since other extensions run programs in the folder of a source, and that of the docname may not
    exist.  Its suffix starts after as many characters as the docname has, since Sphinx slices the path there.
    """
    return Path(docname.replace("/", "~") + SUFFIX)


def is_reserved(env: BuildEnvironment, docname: str) -> bool:
    """Return whether a docname is reserved for a generated page, so that it has no source file."""
    return Path(env.doc2path(docname, base=False)) == _STUB


def read_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Read a generated page, whose docname is reserved, as Sphinx reads a document that has changed."""
    # Sphinx caches a doctree until it is written: that of a draft of this name, or one that an extension had it read.
    domain = blog_domain(env)
    in_cache = docname in domain.unpublished or docname in domain.build.reread
    read_again(app, docname, in_cache=in_cache)
    reserve_docname(env.project, docname)


def purge_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Remove a generated page from the environment."""
    forget_document(app, docname)
    remove_source_path(env.project, docname)


_LARGE_TOCTREE = 200
"""The number of posts in one toctree from which each page of the site takes noticeably longer to build."""


class ResolvePathLinks(SphinxPostTransform):
    """Makes ``[text](blog/archive.md)`` a link to the generated page: MyST resolves only paths of existing files."""

    default_priority = 2  # before MyST's own resolver (9)

    def run(self, **_kwargs: object) -> None:
        """Rewrite links to generated pages."""
        domain = blog_domain(self.env)
        if domain.home_base:
            self._link_to_home(domain)
            return
        has_path_links = any(reference.type == MYST_LINK for reference in domain.references_of(self.env.docname))
        if not has_path_links and writes_page_per_document(domain.app.builder):
            return  # other builders write several documents as one
        for node in self.document.findall(addnodes.pending_xref):
            if node.get("reftype") != MYST_LINK or node.get("refdomain"):
                continue
            path, _, fragment = node["reftarget"].partition("#")
            bare = path.removesuffix(".md").removesuffix(".rst")
            docname = docname_join(node.get("refdoc", self.env.docname), bare)
            if domain.plan.page(docname) is not None:  # the plan may be newer than the link
                node["refdomain"], node["reftarget"], node["reftargetid"] = "doc", docname, fragment or None

    def _link_to_home(self, domain: BlogDomain) -> None:
        """Let links to posts and pages of the blog lead to the version of the site that has them."""
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node.get("reftype") != MYST_LINK or node.get("refdomain") not in (None, "", "doc"):
                continue
            refdoc = node.get("refdoc", self.env.docname)
            path = node["reftarget"].partition("#")[0]
            bare = path if node.get("refdomain") else path.removesuffix(".md").removesuffix(".rst")
            docname = bare if node.get("refdomain") else docname_join(refdoc, bare)
            content = cast("nodes.Element", node[0]) if node.get("refexplicit") or node.astext() else None
            if (link := domain.home_reference(docname, content)) is not None:
                node.replace_self(link)


class UnlinkMissingLabels(SphinxPostTransform):
    """Makes links of MyST to labels in posts that exist only in another version text.

    MyST warns about a missing label, and links to it as if the page contained it.
    """

    default_priority = 11  # after MyST's own resolver (9)

    def run(self, **_kwargs: object) -> None:
        """Replace links to ids that the document does not contain."""
        if not blog_domain(self.env).home_base:
            return
        ids = {name for node in self.document.findall(nodes.Element) for name in node["ids"]}
        for link in find_nodes(self.document, nodes.reference):
            if "refid" in link and link["refid"] not in ids:
                link.replace_self(link.children)


def link_to_home(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.Element
) -> nodes.reference | None:
    """Return a link to a document that exists only in another version (event: missing-reference)."""
    domain = blog_domain(env)
    if not domain.home_base or (node.get("refdomain"), node.get("reftype")) not in _DOCUMENT_ROLES:
        return None
    docname = docname_join(node.get("refdoc", app.env.docname), node["reftarget"])
    return domain.home_reference(docname, contnode if node.get("refexplicit") else None)


_DOCUMENT_ROLES = (("std", "doc"), ("", "any"), (None, "any"))
"""The roles that can name any document."""


def warn_of_large_toctrees(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn once about a toctree with hundreds of posts, which makes every page slow (event: env-check-consistency)."""
    domain = blog_domain(env)
    for docname, children in sorted(env.toctree_includes.items()):
        count = sum(child in domain.posts for child in children)
        if count >= _LARGE_TOCTREE:
            domain.options.report(
                Subtype.TOCTREE,
                f"toctree: {count} posts make every page slow to build. Expected the home page of the blog, below "
                "which the navigation displays posts. The toctree is not changed.",
                location=docname,
            )
            return
