"""Line breaks: removal of line ends between two Chinese or Japanese characters.

Browsers display each line end as a space, but Chinese and Japanese have no spaces between words.  Line ends are removed
when a page is written, not when it is read.  Thus message catalogs contain the text as the author wrote it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..builders import extracts_messages
from ..domain import blog_domain
from ..model.text import gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain import BlogDomain

__all__ = ["JoinLines", "join_lines_in"]

_LANGUAGES = re.compile(r"(zh|ja)\b|(zh|ja)_")
_UNCHANGED = (nodes.literal, nodes.math, nodes.image, nodes.problematic)
"""Inline nodes that are not changed; their first and last characters count as neighbors of a line end."""
_INVISIBLE_TAG = re.compile(
    r"\s*</?(?:a|abbr|b|big|br|cite|del|em|font|i|ins|kbd|mark|q|rb|rp|rt|ruby|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>\s*",
    re.IGNORECASE,
)
"""Raw HTML that is invisible, so that the text before it and after it is contiguous."""
_OBJECT_CHARACTER = "\ufffc"
"""The character that represents an image or a similar object."""


class JoinLines(SphinxPostTransform):
    """Removes line ends between wide characters from posts, and from all documents of a Chinese or Japanese site."""

    default_priority = 940  # after the transforms that insert the texts of links

    def run(self, **_kwargs: object) -> None:
        """Join the lines of the document that is being written."""
        domain = blog_domain(self.env)
        if not domain.options.join_lines or extracts_messages(domain.app.builder):
            return
        if _LANGUAGES.match(self.config.language or ""):
            join_lines_in(self.document)
            return
        # Some builders write several documents as one.
        parts: list[nodes.Element] = list(self.document.findall(addnodes.start_of_file))
        for docname, root in [(part["docname"], part) for part in parts] or [(self.env.docname, self.document)]:
            if _has_wide_posts(domain, docname):
                join_lines_in(root)


def join_lines_in(root: nodes.Element) -> None:
    """Remove line ends between wide characters from the text below a node, except from code and math."""
    blocks: dict[nodes.Element, None] = {}
    stack: list[nodes.Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, nodes.Text):
            if "\n" in node and (block := _block_of(node)) is not None:
                blocks[block] = None
        elif not isinstance(node, (nodes.FixedTextElement, *_UNCHANGED)):
            stack.extend(node.children)
    for block in blocks:
        _join(block)


def _has_wide_posts(domain: BlogDomain, docname: str) -> bool:
    """Return whether a document contains posts with Han characters or kana; others need no search for line ends."""
    return any(post.measure.characters for post in domain.posts.get(docname, ()))


def _block_of(text: nodes.Text) -> nodes.Element | None:
    """Return the nearest ancestor of a text that is not inline, such as a paragraph or title."""
    node: nodes.Node | None = text.parent
    while isinstance(node, nodes.Inline):
        node = node.parent
    return node if isinstance(node, nodes.Element) else None


def _join(block: nodes.Element) -> None:
    pieces = list(_pieces(block))
    text_of_block = "".join(text for _, text in pieces)
    line_ends = [] if text_of_block.isascii() else gaps(text_of_block)
    if not line_ends:
        return
    removed = bytearray(len(text_of_block))
    for start, end in line_ends:
        removed[start:end] = b"\1" * (end - start)
    texts: dict[int, str] = {}
    parents: dict[nodes.Element, None] = {}
    end = 0
    for node, text in pieces:
        start, end = end, end + len(text)
        if node is not None and 1 in removed[start:end]:
            texts[id(node)] = "".join(
                char for char, is_removed in zip(text, removed[start:end], strict=True) if not is_removed
            )
            parents[node.parent] = None
    for parent in parents:
        # The method `replace` of docutils would replace the first of several equal texts.
        parent[:] = [
            nodes.Text(texts.get(id(child), child)) if isinstance(child, nodes.Text) else child
            for child in parent.children
            if texts.get(id(child), child) != ""
        ]


def _pieces(node: nodes.Element) -> Iterator[tuple[nodes.Text | None, str]]:
    """Yield the content of a block, in order: (text node, its text), or (None, the visible characters) of others."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child, str(child)
        elif isinstance(child, nodes.raw):
            yield None, "" if _INVISIBLE_TAG.fullmatch(child.astext()) else _OBJECT_CHARACTER
        elif isinstance(child, nodes.Invisible) and not child.children:
            continue  # an index entry, or a target without text
        elif isinstance(child, _UNCHANGED):
            yield None, child.astext() if isinstance(child, nodes.literal) and child.astext() else _OBJECT_CHARACTER
        elif isinstance(child, nodes.Inline):
            yield from _pieces(child)  # type: ignore[arg-type]  # docutils' stubs: no node
        else:
            yield None, _OBJECT_CHARACTER  # a nested block: an image with a caption, a list in a field
