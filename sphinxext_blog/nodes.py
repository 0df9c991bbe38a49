"""The nodes of the blog.

:class:`declared` lives only while a document is read, :class:`block` until its listing is filled in; the others are
kept in the output and fall back to their docutils parent in every builder that does not know them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["around", "block", "declared", "lead", "register_nodes", "timestamp"]


class declared(nodes.Invisible, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """What a directive declares about the post it stands in: attributes ``kind`` and ``values``."""


class block(nodes.General, nodes.Element):  # noqa: N801
    """Where a listing will stand: attribute ``block`` (a record), or ``page`` (the docname of a generated page)."""


class around(nodes.General, nodes.Element):  # noqa: N801
    """Where parts around a post stand in HTML: attributes ``post`` (its key) and ``place``; see ``writing.around``."""


class lead(nodes.container):  # noqa: N801
    """The body of a ``post`` directive: shown where it stands, and in listings as the excerpt."""


class timestamp(nodes.inline):  # noqa: N801
    """A date, readable by machines: attribute ``datetime`` in the form of ISO 8601."""


def visit_timestamp(translator: HTML5Translator, node: nodes.Element) -> None:
    """Open a ``<time>`` element."""
    translator.body.append(translator.starttag(node, "time", "", datetime=node["datetime"]))


def depart_timestamp(translator: HTML5Translator, node: nodes.Element) -> None:  # noqa: ARG001 - docutils' signature
    """Close it."""
    translator.body.append("</time>")


def register_nodes(app: Sphinx) -> None:
    """Add the nodes; only HTML has a form of its own for any of them."""
    app.add_node(declared)
    app.add_node(block)
    app.add_node(lead)
    app.add_node(timestamp, html=(visit_timestamp, depart_timestamp))
