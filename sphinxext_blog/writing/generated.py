"""Generated documents: real Sphinx documents without a source file.

Sphinx reads them as it reads any other, with a parser of ours, so that every transform and collector of every
extension sees them.  While one is read its name leads to an empty file of the package, and only then: a path that
stays would leak into the output.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import sphinx
from docutils import nodes
from sphinx import addnodes
from sphinx.parsers import Parser

from ..core.plan import PageKind
from ..domain import blog_domain
from ..nodes import block
from ..sphinx_compat import forget_document
from .onward import onward_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.project import Project

    from ..core.plan import Page
    from ..domain import BlogDomain

__all__ = [
    "SUFFIX",
    "GeneratedPageParser",
    "forget_page",
    "name_page",
    "read_page",
    "stub_path",
    "title_of",
    "unname_page",
    "what_makes",
]

SUFFIX = ".sphinxblog"
_STUB = Path(__file__).with_name("page.sphinxblog")
_INDEXES_ALL = sphinx.version_info < (8, 2)
"""Whether the search knows no class ``no-search``, so that each word of a post would be found in all its listings."""
_PATHS_ARE_STRINGS = sphinx.version_info < (8, 0)


class GeneratedPageParser(Parser):
    """Makes the doctree of a generated page: a title and the place of its listing."""

    supported: ClassVar[tuple[str, ...]] = ("sphinxblog",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill a document; the text of the source is not used."""
        self.setup_parse(inputstring, document)
        document.settings.smart_quotes = False  # labels of terms stand in titles as their authors wrote them
        env = document.settings.env
        docname = env.docname
        domain = blog_domain(env)
        page = domain.pages[docname]
        document["source"] = str(Path(env.srcdir) / (docname + SUFFIX))
        title = title_of(domain, page)
        # an id, but no label: authors have headings and labels with such names
        section = nodes.section(ids=[nodes.make_id(docname.removesuffix("/index").replace("/", "-"))])
        document.set_id(section)
        # The docname as the source: to extensions that make labels of it, it is like no heading of an author's.
        # No message catalogue, for its words are in ours.
        heading = nodes.title(docname, title, translatable=False)
        section += [heading, block(page=docname)]
        for node in (section, heading, section[-1]):
            node.source, node.line = document["source"], 1
        document += section
        if below := _below(domain, docname):
            section += _hidden_toctree(document, docname, below)
        env.metadata[docname]["orphan"] = True
        if _INDEXES_ALL:
            env.metadata[docname]["nosearch"] = True
        self.finish_parse()


def _below(domain: BlogDomain, docname: str) -> list[str]:
    """The pages that stand below one in the navigation of themes: those below a home that is the site's root.

    Other sites have a navigation of their authors' making.
    """
    return [name for name, _, _ in onward_links(domain)] if docname == domain.env.config.root_doc else []


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
        heading = domain.wording.heading(page)
    return domain.wording.numbered(heading, page.number)


def name_page(project: Project, docname: str, path: Path | None = None) -> None:
    """Let a docname lead to a file; without one Sphinx would add the first source suffix to the docname."""
    project.docnames.add(docname)
    target = path or Path(docname + SUFFIX)
    project._docname_to_path[docname] = str(target) if _PATHS_ARE_STRINGS else target  # type: ignore[assignment]  # noqa: SLF001 - there is no public way


def unname_page(project: Project, docname: str) -> None:
    """Take back a docname."""
    project.docnames.discard(docname)
    project._docname_to_path.pop(docname, None)  # noqa: SLF001 - as above


def stub_path() -> Path:
    """An existing file that stands for the source of every page."""
    return _STUB


@contextmanager
def _stub_source(project: Project, docname: str) -> Iterator[None]:
    name_page(project, docname, _STUB)
    try:
        yield
    finally:
        name_page(project, docname)


def read_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Read a generated page, as Sphinx reads a document that has changed."""
    app.emit("env-purge-doc", env, docname)
    env.clear_doc(docname)
    # A draft of its name may have been read in this build: then Sphinx's cache of what it is about to write has that.
    in_cache = docname in blog_domain(env).withheld
    with _stub_source(env.project, docname):
        app.builder.read_doc(docname, _cache=in_cache)


def forget_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Take a generated page out of the environment."""
    forget_document(app, docname)
    unname_page(env.project, docname)
