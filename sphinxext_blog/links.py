"""Links that hold in every builder: where a document is not in the output, there is none.

singlehtml, latex, texinfo, man and epub merge documents or leave some out; what they cannot link to stays plain text.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import NoUri

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

__all__ = ["Linker", "below_root", "is_book", "is_linkable", "writes_page_by_page"]


def writes_page_by_page(builder: Builder) -> bool:
    """Whether a builder is known to write each document to a page of its own; others make one of many."""
    return isinstance(builder, StandaloneHTMLBuilder) and not isinstance(builder, SingleFileHTMLBuilder)


def is_linkable(builder: Builder, docname: str) -> bool:
    """Whether a document is in the output of a builder, so that a link can lead there."""
    if docname not in builder.env.all_docs:
        return False
    if builder.name == "singlehtml":
        return docname in below_root(builder.env)  # which it puts on its page
    try:
        builder.get_target_uri(docname)
    except NoUri:
        return False
    return True


def below_root(env: BuildEnvironment) -> Collection[str]:
    """The documents in the toctree of the root, and that itself."""
    found = {env.config.root_doc}
    pending = [env.config.root_doc]
    while pending:
        below = set(env.toctree_includes.get(pending.pop(), ())) - found
        found |= below
        pending += below
    return found


def _addresses_for(builder: Builder, fromdocname: str) -> dict[str, str | None]:
    """What other pages of its folder have looked up: seen from all of them, an address is the same.

    Only the last folder is kept, since documents are written in the order of their names.
    """
    if builder.format != "html":  # in the others it is different in each of the files that they write
        return {}
    build = builder.env.domains["blog"].build  # type: ignore[attr-defined]  # our domain
    folder = posixpath.dirname(builder.get_target_uri(fromdocname))
    if build.folder != folder:
        build.folder, build.addresses = folder, {}
    found: dict[str, str | None] = build.addresses
    return found


def is_book(builder: Builder) -> bool:
    """Whether its output is HTML that is not read on the web, page by page: an EPUB, a help file, one page for all."""
    return builder.name == "singlehtml" or getattr(builder, "embedded", False)


class Linker:
    """Makes links for one page; each address is looked up once, since listings name a few targets many times."""

    def __init__(self, builder: Builder, fromdocname: str) -> None:
        """Links from the document with a docname."""
        self._builder, self._fromdocname = builder, fromdocname
        self._uris = _addresses_for(builder, fromdocname)

    def to(
        self, docname: str, content: str | nodes.Element, *, anchor: str = "", classes: Sequence[str] = ()
    ) -> nodes.Element:
        """A link to a document or a place in it; just the content where that cannot be linked.

        :param content: a text, which gets the classes, or a node, which has its own.
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
            # all is one page in singlehtml, where documents are places themselves
            node["refuri"] = uri if not anchor else f"#{anchor}" if uri.startswith("#") else f"{uri}#{anchor}"
        return node

    def uri(self, docname: str) -> str | None:
        """The address of a document; None where the output does not hold it."""
        if docname == self._fromdocname:  # an empty address, and only from there
            return self._lookup(docname)
        if docname not in self._uris:
            self._uris[docname] = self._lookup(docname)
        return self._uris[docname]

    def href(self, docname: str) -> str:
        """The address of a document for a template; empty where the output does not hold it."""
        uri = self.uri(docname)
        return "" if uri is None else uri or "#"

    def _lookup(self, docname: str) -> str | None:
        if not is_linkable(self._builder, docname):
            return None
        try:
            return str(self._builder.get_relative_uri(self._fromdocname, docname))
        except NoUri:  # the page itself has no address in this builder
            return None
