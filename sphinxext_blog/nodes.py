"""The nodes of the blog, and the search for nodes of a few types in one pass.

:class:`declared` and :class:`told` live only while a document is read, :class:`block` until its listing is rendered;
the others are kept in the output and fall back to their docutils parent in every builder that does not know them.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import myst_parser
from docutils import nodes
from sphinx import addnodes
from sphinx.addnodes import start_of_file

from .model.urls import whole_url

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

__all__ = [
    "around",
    "block",
    "cover",
    "current",
    "declared",
    "documents_in",
    "found_in",
    "lead",
    "listed_excerpt",
    "listing",
    "navigation",
    "register_nodes",
    "timestamp",
    "told",
]

_LOSES_HEADING_LEVELS = int(myst_parser.__version__.partition(".")[0]) < 4  # noqa: PLR2004 - a version


class declared(nodes.Invisible, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """What a directive declares about the post it stands in.

    Attributes ``kind`` and ``values``; a post also has ``reports``, the warnings about its options.
    """


class told(addnodes.translatable, nodes.comment):  # noqa: N801
    """A text of front matter, for translators: attributes ``key``, ``original``, and ``shown``, its translation."""

    def preserve_original_messages(self) -> None:
        """It was preserved when the node was made."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:  # noqa: ARG002
        """Take the translation."""
        self["shown"] = translated_message

    def extract_original_messages(self) -> Sequence[str]:
        """What there is to translate."""
        return [self["original"]]


class block(nodes.General, nodes.Element):  # noqa: N801
    """Where a listing will stand: attribute ``block`` (a record), or ``page`` (the docname of a generated page)."""


class listing(nodes.General, nodes.Element):  # noqa: N801
    """A listing on a page of HTML, which templates lay out; see ``render.listing``.

    Attributes: ``views``, its records; ``docname``, the page; ``covers``, the files of the covers by the keys of posts;
    ``anchors``, the names in the views of its ``ids``.  Its children are the excerpts with markup, and texts that only
    the search reads.
    """


class listed_excerpt(nodes.container):  # noqa: N801
    """The excerpt of an entry within a listing: attribute ``post``, the key of its post."""


class around(nodes.General, nodes.Element):  # noqa: N801
    """Where parts around a post stand in HTML: attributes ``post``, its key, and ``parts``."""


class lead(nodes.container):  # noqa: N801
    """The body of a ``post`` directive: shown where it stands, and in listings as the excerpt."""


class timestamp(nodes.inline):  # noqa: N801
    """A date, readable by machines: attribute ``datetime`` in the form of ISO 8601."""


class navigation(nodes.container):  # noqa: N801
    """Links to pages or parts of one: attribute ``label``, its name for those who hear the page."""


class current(nodes.strong):  # noqa: N801
    """The one of a row of links that a reader is at, and so no link."""


class cover(nodes.image):  # noqa: N801
    """The cover of a post: an image with more attributes for HTML.

    ``size`` is its width and height in pixels, or None; ``hints`` are further attributes of ``<img>``; ``copies`` are
    the (file name, width in pixels) of each copy that a browser may choose.
    """


def visit_timestamp(translator: HTML5Translator, node: nodes.Element) -> None:
    """Open a ``<time>`` element."""
    translator.body.append(translator.starttag(node, "time", "", datetime=node["datetime"]))


def depart_timestamp(translator: HTML5Translator, node: nodes.Element) -> None:  # noqa: ARG001 - docutils' signature
    """Close it."""
    translator.body.append("</time>")


def visit_navigation(translator: HTML5Translator, node: nodes.Element) -> None:
    """Open a ``<nav>`` element."""
    label: dict[str, Any] = {"aria-label": node["label"]}  # docutils' stubs mistake it for another argument
    translator.body.append(translator.starttag(node, "nav", "\n", **label))


def depart_navigation(translator: HTML5Translator, node: nodes.Element) -> None:  # noqa: ARG001
    """Close it."""
    translator.body.append("</nav>\n")


def visit_current(translator: HTML5Translator, node: nodes.Element) -> None:
    """Open a ``<strong>`` element that says where the reader is."""
    place: dict[str, Any] = {"aria-current": "page"}
    translator.body.append(translator.starttag(node, "strong", "", **place))


def depart_current(translator: HTML5Translator, node: nodes.Element) -> None:  # noqa: ARG001
    """Close it."""
    translator.body.append("</strong>")


def visit_cover(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write an ``<img>`` element, as Sphinx does, with what its own leaves out."""
    builder = translator.builder
    folder: str = builder.imgpath
    source = node["uri"]
    found = builder.images.get(source)
    source = posixpath.join(folder, quote(found)) if found is not None else whole_url("", source)
    attributes = {"src": source, "alt": node["alt"], **node["hints"]}
    if node["size"] is not None:
        attributes["width"], attributes["height"] = map(str, node["size"])
    if node["copies"]:
        named = ((posixpath.join(folder, quote(name)), width) for name, width in node["copies"])
        attributes["srcset"] = ", ".join(f"{address} {width}w" for address, width in named)
    translator.body.append(translator.emptytag(node, "img", "\n", **attributes))


def depart_cover(translator: HTML5Translator, node: nodes.Element) -> None:
    """Leave it."""


def register_nodes(app: Sphinx) -> None:
    """Add the nodes; only HTML has a form of its own for any of them."""
    app.add_node(declared)
    app.add_node(told)
    app.add_node(block)
    app.add_node(lead)
    app.add_node(timestamp, html=(visit_timestamp, depart_timestamp))
    app.add_node(navigation, html=(visit_navigation, depart_navigation))
    app.add_node(current, html=(visit_current, depart_current))
    app.add_node(cover, html=(visit_cover, depart_cover))
    if _LOSES_HEADING_LEVELS:
        app.connect("doctree-resolved", repeat_heading_levels, priority=950)


def repeat_heading_levels(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Give the headings of the blog the attribute that MyST 3 reads (event: doctree-resolved).

    Its visitor of rubrics takes the place of Sphinx's and does not know ``heading-level``.
    """
    if app.builder.format == "html":
        is_generated = doctree.get("source", "").endswith(".sphinxblog")
        for rubric in found_in(doctree, nodes.rubric):
            is_ours = is_generated or any(name.startswith("blog-") for name in rubric["classes"])
            if is_ours and "heading-level" in rubric:
                rubric["level"] = rubric["heading-level"]


def found_in(root: nodes.Node, *kinds: type[nodes.Node]) -> list[nodes.Element]:
    """The nodes of these classes and of their subclasses, in the order of the document, the root included."""
    is_wanted: dict[Callable[..., object], bool] = {}
    result: list[nodes.Element] = []
    stack: list[nodes.Node] = [root]
    while stack:
        node = stack.pop()
        kind = node.__class__
        wanted = is_wanted.get(kind)
        if wanted is None:
            wanted = is_wanted[kind] = issubclass(kind, kinds)
        if wanted:
            result.append(node)  # type: ignore[arg-type]  # Text is no one's to look for
        if node.children:
            stack.extend(reversed(node.children))
    return result


def documents_in(doctree: nodes.Element, docname: str) -> list[tuple[str, nodes.Element]]:
    """The documents that are written as one, each with its root: many in singlehtml and LaTeX, else the one named."""
    merged = [(str(part["docname"]), part) for part in found_in(doctree, start_of_file)]
    return merged or [(docname, doctree)]
