"""The capabilities of builders, and links that are valid in their output.

Builders are distinguished by class and attributes, not by name.  So a builder of another package that is derived from a
builder of Sphinx, or has the same kind of output, gets the same content.  An unknown builder gets plain nodes, and
links only to documents for which it has a URL.
"""

from __future__ import annotations

import posixpath
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.changes import ChangesBuilder
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.linkcheck import CheckExternalLinksBuilder
from sphinx.builders.manpage import ManualPageBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from .sphinx_compat import I18nBuilder, NoUri

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from markupsafe import Markup
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

__all__ = [
    "Linker",
    "checks_links",
    "documents_below_root",
    "extracts_messages",
    "has_documents_in_folders",
    "has_page_urls",
    "has_search",
    "image_file",
    "is_book",
    "is_ebook",
    "is_latex",
    "is_linkable",
    "is_single_page",
    "is_web_site",
    "makes_data",
    "merges_documents",
    "newest_template",
    "output_file",
    "reads_all_sources",
    "uses_html_visitors",
    "writes_html",
    "writes_nodes",
    "writes_page_per_document",
]


# -- kinds of output ---------------------------------------------------------------------------------------------------


def writes_html(builder: Builder) -> bool:
    """Return whether the output is HTML of any kind."""
    return builder.format == "html"


def uses_html_visitors(app: Sphinx) -> bool:
    """Return whether the output is HTML of any kind, in which nodes of extensions have visitors.

    Sphinx looks up visitors by the name of the builder, and by its format only if no extension has added any by name.
    Such an extension, for example for EPUB, hides the visitors of all others.
    """
    name = app.builder.name
    return writes_html(app.builder) and (name == "html" or name not in app.registry.translation_handlers)


def writes_nodes(builder: Builder) -> bool:
    """Return whether the output contains the text of documents, unlike that of checks."""
    return bool(builder.format)


def is_latex(builder: Builder) -> bool:
    """Return whether the output is LaTeX."""
    return builder.format == "latex"


def is_single_page(builder: Builder) -> bool:
    """Return whether the whole site is one HTML page."""
    return isinstance(builder, SingleFileHTMLBuilder)


def is_ebook(builder: Builder) -> bool:
    """Return whether the output is an EPUB."""
    return isinstance(builder, Epub3Builder)


def is_book(builder: Builder) -> bool:
    """Return whether the output is HTML without separate web pages: an EPUB, a help file, a single page."""
    return is_single_page(builder) or bool(getattr(builder, "embedded", False))


def makes_data(builder: Builder) -> bool:
    """Return whether the output is JSON or pickles, from which another program generates a site."""
    return hasattr(builder, "implementation")


def writes_page_per_document(builder: Builder) -> bool:
    """Return whether a builder writes an HTML page for each document."""
    return isinstance(builder, StandaloneHTMLBuilder) and not is_single_page(builder)


def has_page_urls(builder: Builder) -> bool:
    """Return whether the pages of the output have URLs, including data for pages."""
    return writes_html(builder) and not is_book(builder)


def is_web_site(builder: Builder) -> bool:
    """Return whether the output is a complete web site, with a page for each post."""
    return writes_page_per_document(builder) and not is_book(builder) and not makes_data(builder)


def has_documents_in_folders(builder: Builder) -> bool:
    """Return whether the documents ``a`` and ``a/index`` have one URL."""
    return isinstance(builder, DirectoryHTMLBuilder)


# -- what builders do with documents -----------------------------------------------------------------------------------


def merges_documents(builder: Builder) -> bool:
    """Return whether a builder merges documents into one file; it then writes all of them in each build."""
    return hasattr(builder, "assemble_doctree") or isinstance(builder, ManualPageBuilder)


def extracts_messages(builder: Builder) -> bool:
    """Return whether the output is message catalogs for translators."""
    return isinstance(builder, I18nBuilder)


def checks_links(builder: Builder) -> bool:
    """Return whether a builder requests the URLs to which documents link."""
    return isinstance(builder, CheckExternalLinksBuilder)


def reads_all_sources(builder: Builder) -> bool:
    """Return whether a builder opens the source of every document itself, so that generated pages need one."""
    return isinstance(builder, ChangesBuilder)


def output_file(builder: Builder, docname: str) -> str | None:
    """Return the path, relative to the output folder, of the file that a builder writes for a document.

    :returns: None if it writes no files, writes many documents to one, or its files are unknown.
    """
    if merges_documents(builder):
        return None
    kind: type = type(builder)
    rule = _file_rule(kind)
    if rule is not None:
        return rule(docname, builder.out_suffix)  # type: ignore[attr-defined]  # of all builders with such a rule
    if not hasattr(builder, "get_outfilename"):
        suffix = getattr(builder, "out_suffix", "")
        return f"{docname}{suffix}" if suffix else None
    file = posixpath.relpath(Path(builder.get_outfilename(docname)).as_posix(), Path(builder.outdir).as_posix())
    return None if file.startswith("../") else file


def image_file(builder: Builder, name: str) -> str:
    """Return the output file of an image; formats other than HTML have images beside their documents."""
    return posixpath.join(str(getattr(builder, "imagedir", "_images")), name)


def has_search(builder: Builder) -> bool:
    """Return whether the output contains a search index."""
    return bool(getattr(builder, "search", False))


def newest_template(builder: Builder) -> float:
    """Return when the templates of a builder were last changed; 0 if its output is not made by templates."""
    find = getattr(getattr(builder, "templates", None), "newest_template_mtime", None)
    return float(find()) if find is not None and writes_nodes(builder) else 0.0


@cache
def _file_rule(kind: type) -> Callable[[str, str], str] | None:
    """Return the rule for the names of output files that a class inherits from Sphinx; None if it overrides it.

    A builder makes a path for each name, which takes ten times as long, and a blog has thousands of pages.
    """
    methods = "get_outfilename", "get_output_path"  # Sphinx before 8.2 has only the first
    for base, rule in ((StandaloneHTMLBuilder, _file_beside), (DirectoryHTMLBuilder, _file_in_folder)):
        if issubclass(kind, base) and all(getattr(kind, name, None) is getattr(base, name, None) for name in methods):
            return rule
    return None


def _file_beside(docname: str, suffix: str) -> str:
    return f"{docname}{suffix}"


def _file_in_folder(docname: str, suffix: str) -> str:
    if docname == "index" or docname.endswith("/index"):
        return f"{docname}{suffix}"
    return f"{docname}/index{suffix}"


# -- links -------------------------------------------------------------------------------------------------------------


def is_linkable(builder: Builder, docname: str) -> bool:
    """Return whether a document is in the output of a builder, so that links to it are valid."""
    if docname not in builder.env.all_docs:
        return False
    if is_single_page(builder):
        return docname in documents_below_root(builder.env)
    try:
        builder.get_target_uri(docname)
    except NoUri:
        return False
    return True


def documents_below_root(env: BuildEnvironment) -> Collection[str]:
    """Return the root document and all documents in its toctree."""
    docnames = {env.config.root_doc}
    pending = [env.config.root_doc]
    while pending:
        children = set(env.toctree_includes.get(pending.pop(), ())) - docnames
        docnames |= children
        pending += children
    return docnames


def _caches_of_folder(
    builder: Builder, fromdocname: str
) -> tuple[dict[str, str | None], dict[tuple[str, ...], Markup]]:
    """Return the caches of relative URLs and of links as HTML, which are the same for all pages of a folder.

    Only those of the last folder are cached, because documents are written in the order of their names.
    """
    if not writes_html(builder):  # other formats have different URIs in each file
        return {}, {}
    build = builder.env.domains["blog"].build  # type: ignore[attr-defined]
    folder = posixpath.dirname(builder.get_target_uri(fromdocname))
    if build.folder != folder:
        build.folder, build.urls, build.links = folder, {}, {}
    return build.urls, build.links


class Linker:
    """Creates the links of one page; each URL is looked up once, because listings repeat targets."""

    def __init__(self, builder: Builder, fromdocname: str) -> None:
        """Create links from a document."""
        self._builder, self._fromdocname = builder, fromdocname
        self._uris, self.html = _caches_of_folder(builder, fromdocname)
        """The URLs of documents, and links as HTML, on any page of the folder except links to the page itself."""

    def to(
        self, docname: str, content: str | nodes.Element, *, anchor: str = "", classes: Sequence[str] = ()
    ) -> nodes.Element:
        """Return a link to a document or an anchor in it, or only the content if the document is not in the output.

        :param content: a text, to which the classes apply, or a node.
        """
        uri = self.uri(docname)
        if uri is None:
            return nodes.inline(content, content, classes=list(classes)) if isinstance(content, str) else content
        if isinstance(content, str):
            node = nodes.reference(content, content, internal=True, classes=list(classes))
        else:
            node = nodes.reference("", "", content, internal=True)
        if docname == self._fromdocname and anchor and not uri.startswith("%"):  # LaTeX merges documents into this one
            node["refid"] = anchor
        else:
            # In singlehtml, the URL of a document is already an anchor.
            node["refuri"] = uri if not anchor else f"#{anchor}" if uri.startswith("#") else f"{uri}#{anchor}"
        return node

    def uri(self, docname: str) -> str | None:
        """Return the URL of a document relative to the page; None if the output does not contain it."""
        if docname == self._fromdocname:  # an empty URL, which is not valid for other pages of the folder
            return self._lookup(docname)
        if docname not in self._uris:
            self._uris[docname] = self._lookup(docname)
        return self._uris[docname]

    def href(self, docname: str) -> str:
        """Return the URL of a document for a template; empty if the output does not contain it."""
        uri = self.uri(docname)
        return "" if uri is None else uri or "#"

    def _lookup(self, docname: str) -> str | None:
        if not is_linkable(self._builder, docname):
            return None
        try:
            return str(self._builder.get_relative_uri(self._fromdocname, docname))
        except NoUri:  # the page itself has no URL in this builder
            return None
