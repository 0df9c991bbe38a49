"""Generated pages: real documents without a source file, and links to them by path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.parsers import Parser
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..builders import writes_page_per_document
from ..diagnostics import Subtype
from ..domain import blog_domain
from ..model.page_plan import PageKind
from ..nodes import listing_placeholder
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
    "forget_page",
    "is_reserved",
    "name_page",
    "read_page",
    "reserve_name",
    "title_of",
    "warn_of_large_toctrees",
    "what_makes",
]

SUFFIX = ".sphinxblog"
_STUB = Path(__file__).with_name("page.sphinxblog")


class GeneratedPageParser(Parser):
    """Makes the doctree of a generated page: a title and the place of its listing."""

    supported: ClassVar[tuple[str, ...]] = ("sphinxblog",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill a document; the text of the source is not used."""
        self.setup_parse(inputstring, document)
        document.settings.smart_quotes = False  # labels of terms stand in titles as their authors wrote them
        env = document.settings.env
        page = blog_domain(env).pages.get(env.docname)
        if page is not None:  # else another extension has Sphinx read a name before the pages are planned
            self._fill(document, page)
        env.metadata[env.docname]["orphan"] = True
        if INDEXES_ALL:
            env.metadata[env.docname]["nosearch"] = True
        self.finish_parse()

    @staticmethod
    def _fill(document: nodes.document, page: Page) -> None:
        env = document.settings.env
        docname, domain = env.docname, blog_domain(env)
        document["source"] = str(Path(env.srcdir) / (docname + SUFFIX))  # some derive the docname from it
        title = title_of(domain, page)
        # an id, but no label: authors have headings and labels with such names
        section = nodes.section(ids=[nodes.make_id(docname.removesuffix("/index").replace("/", "-"))])
        document.set_id(section)
        # The docname as the source: to extensions that make labels of it, it is like no heading of an author's.
        # No message catalogue, for its words are in ours.
        heading = nodes.title(docname, title, translatable=False)
        section += [heading, listing_placeholder(page=docname)]
        for node in (section, heading, section[-1]):
            node.source, node.line = document["source"], 1
        document += section
        if below := _below(domain, docname):
            section += _hidden_toctree(document, docname, below)


def _below(domain: BlogDomain, docname: str) -> list[str]:
    """The pages that stand below one in the navigation of themes: those below a home that is the site's root.

    Other sites have a navigation of their authors' making.
    """
    if docname != domain.env.config.root_doc:
        return []
    links = home_links(domain.catalog, domain.plan, domain.options, domain.messages).links
    return [item.link.docname for item in links]


def _hidden_toctree(document: nodes.document, docname: str, below: list[str]) -> addnodes.toctree:
    """As the directive makes it."""
    toctree = addnodes.toctree(
        parent=docname,
        entries=[(None, name) for name in below],
        includefiles=below,
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


def what_makes(domain: BlogDomain, page: Page) -> tuple[object, ...]:
    """All that a page is made of when it is read, besides the configuration."""
    title = domain.env.titles.get(page.first) if page.kind is PageKind.MORE else None
    heading = title.astext() if title is not None else page.label
    made = (page.kind.value, page.taxonomy, heading, page.year, page.month, page.number)
    return (*made, *_below(domain, page.docname))


def title_of(domain: BlogDomain, page: Page) -> str:
    """The title of a page, with its number from page 2 on."""
    if page.kind is PageKind.MORE:
        title = domain.env.titles.get(page.first)
        heading = title.astext() if title is not None else page.first
    else:
        heading = domain.messages.heading(page)
    return domain.messages.numbered(heading, page.number)


def name_page(project: Project, docname: str) -> None:
    """Add a docname that has no file."""
    set_source_path(project, docname, _path_of(docname))


def reserve_name(project: Project, docname: str) -> None:
    """Add a docname while documents are read: it leads to an existing file."""
    set_source_path(project, docname, _STUB)


def _path_of(docname: str) -> Path:
    """Return the path of a generated page from the source folder; no file has it.

    It names no folder, since other extensions run programs in the folder of a source, and that of the docname may not
    exist.  It has the length of any document's path, since Sphinx takes the suffix from behind the docname.
    """
    return Path(docname.replace("/", "~") + SUFFIX)


def is_reserved(env: BuildEnvironment, docname: str) -> bool:
    """Return whether a docname has no file of an author."""
    return Path(env.doc2path(docname, base=False)) == _STUB


def read_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Read a generated page, whose name is reserved, as Sphinx reads a document that has changed."""
    # Sphinx keeps what it has read until it is written: a draft of that name, or what others have had it read.
    domain = blog_domain(env)
    in_cache = docname in domain.unpublished or docname in domain.build.reread
    read_again(app, docname, in_cache=in_cache)


def forget_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Take a generated page out of the environment."""
    forget_document(app, docname)
    remove_source_path(env.project, docname)


_MANY = 200
"""Posts in one toctree; from about here on each page of the site takes noticeably longer to build."""


class ResolvePathLinks(SphinxPostTransform):
    """``[text](blog/archive.md)``: MyST only knows files on disk, so such a link becomes one to the document."""

    default_priority = 2  # before MyST's own resolver (9)

    def run(self, **_kwargs: object) -> None:
        """Rewrite links to generated pages."""
        domain = blog_domain(self.env)
        names_a_path = any(found.type == MYST_LINK for found in domain.references_of(self.env.docname))
        if not names_a_path and writes_page_per_document(domain.app.builder):
            return  # other builders write several documents as one
        for node in self.document.findall(addnodes.pending_xref):
            if node.get("reftype") != MYST_LINK or node.get("refdomain"):
                continue
            path, _, fragment = node["reftarget"].partition("#")
            bare = path.removesuffix(".md").removesuffix(".rst")
            docname = docname_join(node.get("refdoc", self.env.docname), bare)
            if domain.plan.page(docname) is not None:  # which may be younger than what links to it
                node["refdomain"], node["reftarget"], node["reftargetid"] = "doc", docname, fragment or None


def warn_of_large_toctrees(_app: Sphinx, env: BuildEnvironment) -> None:
    """Tell an author, once, that hundreds of posts in a toctree make every page slow (event: env-check-consistency)."""
    domain = blog_domain(env)
    for docname, children in sorted(env.toctree_includes.items()):
        count = sum(child in domain.posts for child in children)
        if count >= _MANY:
            domain.options.report(
                Subtype.TOCTREE,
                f"{count} posts stand in a toctree, which makes every page of the site slow to build; the navigation "
                "shows posts below the blog's page without it",
                location=docname,
            )
            return
