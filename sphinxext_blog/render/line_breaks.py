"""Line breaks: where an author's line ends between two Chinese or Japanese characters, there is no space.

Browsers show each line end as a space, and Chinese and Japanese have none between words.  It is taken out when a page
is written, not when it is read: catalogues for translators keep the text as the author wrote it.
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
_KEPT = (nodes.literal, nodes.math, nodes.image, nodes.problematic)
"""Inline nodes that are left as they are; what stands beside them sees their first and last characters."""
_TAG = re.compile(
    r"\s*</?(?:a|abbr|b|big|br|cite|del|em|font|i|ins|kbd|mark|q|rb|rp|rt|ruby|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>\s*",
    re.IGNORECASE,
)
"""Raw HTML that a reader does not see: what stands around it stands together."""
_OBJECT = "\ufffc"
"""An image or the like, as Unicode writes it in a text."""


class JoinLines(SphinxPostTransform):
    """Take line ends between wide characters out of posts, and out of all documents of a Chinese or Japanese site."""

    default_priority = 940  # the texts of links are known, and listings hold posts that were joined before

    def run(self, **_kwargs: object) -> None:
        """Join the lines of the document that is being written."""
        domain = blog_domain(self.env)
        if not domain.options.join_lines or extracts_messages(domain.app.builder):
            return
        if _LANGUAGES.match(self.config.language or ""):
            join_lines_in(self.document)
            return
        # singlehtml and latex write many documents as one
        parts: list[nodes.Element] = list(self.document.findall(addnodes.start_of_file))
        for docname, root in [(part["docname"], part) for part in parts] or [(self.env.docname, self.document)]:
            if _has_wide_posts(domain, docname):
                join_lines_in(root)


def join_lines_in(root: nodes.Element) -> None:
    """Take line ends between wide characters out of the blocks of text below a node; code and math are kept."""
    blocks: dict[nodes.Element, None] = {}
    stack: list[nodes.Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, nodes.Text):
            if "\n" in node and (block := _block_of(node)) is not None:
                blocks[block] = None
        elif not isinstance(node, (nodes.FixedTextElement, *_KEPT)):
            stack.extend(node.children)
    for block in blocks:
        _join(block)


def _has_wide_posts(domain: BlogDomain, docname: str) -> bool:
    """Whether a document declares posts with Han or kana in them: other posts cost nothing."""
    return any(post.measure.characters for post in domain.posts.get(docname, ()))


def _block_of(text: nodes.Text) -> nodes.Element | None:
    """The paragraph, title, cell and so on that a text belongs to."""
    node: nodes.Node | None = text.parent
    while isinstance(node, nodes.Inline):
        node = node.parent
    return node if isinstance(node, nodes.Element) else None


def _join(block: nodes.Element) -> None:
    pieces = list(_pieces(block))
    whole = "".join(seen for _, seen in pieces)
    found = [] if whole.isascii() else gaps(whole)
    if not found:
        return
    gone = bytearray(len(whole))
    for start, end in found:
        gone[start:end] = b"\1" * (end - start)
    texts: dict[int, str] = {}
    parents: dict[nodes.Element, None] = {}
    end = 0
    for node, seen in pieces:
        start, end = end, end + len(seen)
        if node is not None and 1 in gone[start:end]:
            texts[id(node)] = "".join(char for char, out in zip(seen, gone[start:end], strict=True) if not out)
            parents[node.parent] = None
    for parent in parents:
        # not one by one, by docutils' replace: it takes the first text that says the same
        parent[:] = [
            nodes.Text(texts.get(id(child), child)) if isinstance(child, nodes.Text) else child
            for child in parent.children
            if texts.get(id(child), child) != ""
        ]


def _pieces(node: nodes.Element) -> Iterator[tuple[nodes.Text | None, str]]:
    """What a block consists of, in order: each text, and what others let see of themselves."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child, str(child)
        elif isinstance(child, nodes.raw):
            yield None, "" if _TAG.fullmatch(child.astext()) else _OBJECT
        elif isinstance(child, nodes.Invisible) and not child.children:
            continue  # an index entry, or a target without a text of its own
        elif isinstance(child, _KEPT):
            yield None, child.astext() if isinstance(child, nodes.literal) and child.astext() else _OBJECT
        elif isinstance(child, nodes.Inline):
            yield from _pieces(child)  # type: ignore[arg-type]  # docutils' stubs: no node
        else:
            yield None, _OBJECT  # a block in a block: an image with a caption, a list in a field
