"""The docutils nodes of the blog, and the search for nodes of several types in one pass.

:class:`declaration` and :class:`translatable_text` are removed when a document has been read, and
:class:`listing_placeholder` when its listing is rendered.  The others reach the writer, which treats them as their
docutils base class unless it supports them.
"""

from __future__ import annotations

import posixpath
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.addnodes import start_of_file

from .model.urls import whole_url
from .sphinx_compat import register_heading_levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

__all__ = [
    "IMAGE_SIZE",
    "blogroll_file",
    "component_placeholder",
    "cover",
    "current",
    "declaration",
    "description",
    "documents_in",
    "excerpt_body",
    "find_nodes",
    "listed_excerpt",
    "listing",
    "listing_placeholder",
    "navigation",
    "post_content",
    "register_nodes",
    "timestamp",
    "translatable_text",
]


class declaration(nodes.Invisible, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """A declaration of a directive about the post that contains it.

    Attributes: ``kind`` and ``values``; for a post also ``reports``, the warnings about its options.
    """


class translatable_text(addnodes.translatable, nodes.comment):  # noqa: N801
    """A translatable text of front matter: attributes ``key``, ``original`` and ``shown`` (its translation)."""

    def preserve_original_messages(self) -> None:
        """Do nothing: the attribute ``original`` has the message from the start."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:  # noqa: ARG002
        """Store the translation."""
        self["shown"] = translated_message

    def extract_original_messages(self) -> Sequence[str]:
        """Return the text to translate."""
        return [self["original"]]


class listing_placeholder(nodes.General, nodes.Element):  # noqa: N801
    """A placeholder of a listing: attribute ``block`` (a record), or ``page`` (the docname of a generated page)."""


class listing(nodes.General, nodes.Element):  # noqa: N801
    """A listing on an HTML page, rendered by templates; see ``render.listing``.

    Attributes: ``views``, its records; ``docname``, the page; ``covers``, the cover files by post key; ``anchors``, the
    names in the views of its ``ids``.  Its children are the excerpts with markup, and texts for the search index only.
    """


class listed_excerpt(nodes.container):  # noqa: N801
    """The excerpt of an entry in a listing: attribute ``post``, the key of its post."""


class component_placeholder(nodes.General, nodes.Element):  # noqa: N801
    """A placeholder of post components in HTML: attributes ``post``, its key, and ``parts``."""


class blogroll_file(nodes.General, nodes.Element):  # noqa: N801
    """A placeholder for the link to the OPML file of the site, which only web sites have."""


class description(nodes.meta):  # noqa: N801
    """The description of a post or generated page in its stored doctree: attributes ``name`` and ``content``.

    It is for extensions that look for ``meta`` nodes there, and is removed before a document is written.
    """

    tagname = "meta"

    def __init__(self, content: str = "") -> None:
        """Create the node of a description."""
        super().__init__(name="description", content=content)


class post_content(nodes.General, nodes.Element):  # noqa: N801
    """The start or the end of the text of a post on an HTML page: attributes ``opens`` and ``anchor``.

    The nodes between them stay children of their section, so that other extensions find them there.
    """


class excerpt_body(nodes.container):  # noqa: N801
    """The body of a ``post`` directive: rendered in place, and in listings as the excerpt."""


class timestamp(nodes.inline):  # noqa: N801
    """A machine-readable date: attribute ``datetime`` in ISO 8601 format."""


class navigation(nodes.container):  # noqa: N801
    """Links to pages or to parts of a page: attribute ``label``, the accessible name."""


class current(nodes.strong):  # noqa: N801
    """The current page in a row of links, which is not a link itself."""


IMAGE_SIZE = "blog_size"
"""The attribute of images in excerpts with their width and height in pixels."""


class cover(nodes.image):  # noqa: N801
    """The cover of a post: an image with more attributes for HTML.

    Attributes: ``size``, its width and height in pixels, or None; ``hints``, further attributes of ``<img>``;
    ``copies``, the (file name, width in pixels) of each resized image for ``srcset``.
    """


def visit_timestamp(translator: HTML5Translator, node: nodes.Element) -> None:
    """Open a ``<time>`` element."""
    translator.body.append(translator.starttag(node, "time", "", datetime=node["datetime"]))


def depart_timestamp(translator: HTML5Translator, node: nodes.Element) -> None:  # noqa: ARG001 - docutils' signature
    """Close the ``<time>`` element."""
    translator.body.append("</time>")


def visit_navigation(translator: HTML5Translator, node: nodes.Element) -> None:
    """Open a ``<nav>`` element."""
    label: dict[str, Any] = {"aria-label": node["label"]}  # docutils' stubs mistake it for another argument
    translator.body.append(translator.starttag(node, "nav", "\n", **label))


def depart_navigation(translator: HTML5Translator, node: nodes.Element) -> None:  # noqa: ARG001
    """Close the ``<nav>`` element."""
    translator.body.append("</nav>\n")


def visit_current(translator: HTML5Translator, node: nodes.Element) -> None:
    """Open a ``<strong>`` element that marks the current page."""
    attributes: dict[str, Any] = {"aria-current": "page"}
    translator.body.append(translator.starttag(node, "strong", "", **attributes))


def depart_current(translator: HTML5Translator, node: nodes.Element) -> None:  # noqa: ARG001
    """Close the ``<strong>`` element."""
    translator.body.append("</strong>")


def visit_cover(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write an ``<img>`` element with attributes that Sphinx does not support."""
    builder = translator.builder
    folder: str = builder.imgpath
    source = node["uri"]
    filename = builder.images.get(source)
    source = posixpath.join(folder, quote(filename)) if filename is not None else whole_url("", source)
    attributes = {"src": source, "alt": node["alt"], **node["hints"]}
    if node["size"] is not None:
        attributes["width"], attributes["height"] = map(str, node["size"])
    if node["copies"]:
        variants = ((posixpath.join(folder, quote(name)), width) for name, width in node["copies"])
        attributes["srcset"] = ", ".join(f"{address} {width}w" for address, width in variants)
    translator.body.append(translator.emptytag(node, "img", "\n", **attributes))


def depart_cover(translator: HTML5Translator, node: nodes.Element) -> None:
    """Do nothing: the element has no end tag."""


def register_nodes(app: Sphinx) -> None:
    """Register the nodes with Sphinx; only HTML has custom visitors."""
    app.add_node(declaration)
    app.add_node(translatable_text)
    app.add_node(listing_placeholder)
    app.add_node(excerpt_body)
    app.add_node(blogroll_file)
    app.add_node(timestamp, html=(visit_timestamp, depart_timestamp))
    app.add_node(navigation, html=(visit_navigation, depart_navigation))
    app.add_node(current, html=(visit_current, depart_current))
    app.add_node(cover, html=(visit_cover, depart_cover))
    register_heading_levels(app)


def find_nodes(root: nodes.Node, *kinds: type[nodes.Node]) -> list[nodes.Element]:
    """Return the nodes of the given classes and of their subclasses, in document order, including the root."""
    is_match = _matches_of(kinds)
    result: list[nodes.Element] = []
    stack: list[nodes.Node] = [root]
    while stack:
        node = stack.pop()
        if is_match[node.__class__]:
            result.append(node)  # type: ignore[arg-type]  # no caller searches for Text
        if node.children:
            stack += node.children[::-1]
    return result


class _Matches(dict[type, bool]):
    """Whether a node class is one of some classes, or a subclass of one; computed once for each class."""

    def __init__(self, kinds: tuple[type[nodes.Node], ...]) -> None:
        super().__init__()
        self._kinds = kinds

    def __missing__(self, node_class: type) -> bool:
        self[node_class] = issubclass(node_class, self._kinds)
        return self[node_class]


_matches_of = cache(_Matches)


def documents_in(doctree: nodes.Element, docname: str) -> list[tuple[str, nodes.Element]]:
    """Return the documents in a doctree with their roots: several in singlehtml and LaTeX, otherwise the given one."""
    merged = [(str(part["docname"]), part) for part in find_nodes(doctree, start_of_file)]
    return merged or [(docname, doctree)]
