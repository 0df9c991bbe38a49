"""Links that hold in every builder: where a document is not in the output, there is none.

singlehtml, latex, texinfo, man and epub merge documents or leave some out; what they cannot link to stays plain text.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sphinx.builders import Builder

__all__ = ["Linker", "Reach", "is_book", "is_linkable"]


def is_linkable(builder: Builder, docname: str) -> bool:
    """Whether a document is in the output of a builder, so that a link can lead there."""
    if docname not in builder.env.all_docs:
        return False
    if builder.name == "singlehtml":
        return docname in _merged(builder)
    try:
        builder.get_target_uri(docname)
    except NoUri:
        return False
    return True


def _merged(builder: Builder) -> Collection[str]:
    """The documents that singlehtml puts on its page: those below the root in the toctree."""
    env = builder.env
    found = {env.config.root_doc}
    pending = [env.config.root_doc]
    while pending:
        below = set(env.toctree_includes.get(pending.pop(), ())) - found
        found |= below
        pending += below
    return found


def is_book(builder: Builder) -> bool:
    """Whether its output is HTML that is not read on the web, page by page: an EPUB, a help file, one page for all."""
    return builder.name == "singlehtml" or getattr(builder, "embedded", False)


class Reach:
    """The addresses of documents as seen from one page after the other.

    Pages of one folder see the same addresses, and are written one after the other: each is looked up once for them.
    """

    def __init__(self, builder: Builder) -> None:
        """Addresses in the output of a builder."""
        self._builder = builder
        self._page, self._folder = "", ""
        self._uris: dict[str, str] = {}

    def stand_on(self, docname: str) -> None:
        """Look from a page."""
        folder = posixpath.dirname(self._builder.get_target_uri(docname))
        self._page = docname
        if folder != self._folder:
            self._folder, self._uris = folder, {}

    def uri(self, docname: str) -> str:
        """The address of a document; empty where the output does not hold it."""
        if docname == self._page:  # which no other page sees like this
            return str(self._builder.get_relative_uri(docname, docname)) or "#"
        uri = self._uris.get(docname)
        if uri is None:
            found = is_linkable(self._builder, docname)
            uri = str(self._builder.get_relative_uri(self._page, docname)) if found else ""
            self._uris[docname] = uri
        return uri


class Linker:
    """Makes links for one page; each address is looked up once, since a listing names a few targets many times."""

    def __init__(self, builder: Builder, fromdocname: str) -> None:
        """Links from the document with a docname."""
        self._builder, self._fromdocname = builder, fromdocname
        self._uris: dict[str, str | None] = {}

    def to(
        self, docname: str, content: str | nodes.Element, *, anchor: str = "", classes: Sequence[str] = ()
    ) -> nodes.Element:
        """A link to a document or a place in it; just the content where that cannot be linked.

        :param content: a text, which gets the classes, or a node, which has its own.
        """
        uri = self._uri(docname)
        if uri is None:
            return nodes.inline(content, content, classes=list(classes)) if isinstance(content, str) else content
        if isinstance(content, str):
            node = nodes.reference(content, content, internal=True, classes=list(classes))
        else:
            node = nodes.reference("", "", content, internal=True)
        if docname == self._fromdocname and anchor:
            node["refid"] = anchor
        else:
            node["refuri"] = f"{uri}#{anchor}" if anchor else uri
        return node

    def _uri(self, docname: str) -> str | None:
        if docname not in self._uris:
            self._uris[docname] = self._lookup(docname)
        return self._uris[docname]

    def _lookup(self, docname: str) -> str | None:
        if not is_linkable(self._builder, docname):
            return None
        try:
            return str(self._builder.get_relative_uri(self._fromdocname, docname))
        except NoUri:  # the page itself has no address in this builder
            return None
