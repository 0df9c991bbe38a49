"""Links that hold in every builder: where a document is not in the output, there is none.

singlehtml, latex, texinfo, man and epub merge documents or leave some out; what they cannot link to stays plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx.builders import Builder

__all__ = ["is_linkable", "link", "relative_target"]


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


def link(builder: Builder, fromdocname: str, todocname: str, anchor: str, content: nodes.Node) -> nodes.Node:
    """A reference to a document or a place in it, or just its content where that cannot be linked."""
    if not is_linkable(builder, todocname):
        return content
    try:
        return make_refnode(builder, fromdocname, todocname, anchor, content)
    except NoUri:  # the page itself has no address in this builder
        return content


def relative_target(builder: Builder, fromdocname: str, todocname: str) -> str | None:
    """The address of a document as seen from another; None where there is none."""
    if not is_linkable(builder, todocname):
        return None
    try:
        return builder.get_relative_uri(fromdocname, todocname)
    except NoUri:
        return None
