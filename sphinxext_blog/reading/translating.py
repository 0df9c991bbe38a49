"""Translating: what readers see of front matter goes through the catalogues of translators, as the text does.

Sphinx translates nodes, and front matter is none.  So each of its texts gets a node that shows nothing, while the
document is read; in builds of catalogues it stays, for they are made of stored documents.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes

from ..nodes import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

    from .declaration import Declaration
    from .declaring import DeclaredPost

__all__ = ["leave_to_us", "take_translations", "texts_to_translate"]

_READ = ("title", "description", "image_alt")
"""The keys whose texts readers see, beside ``excerpt``."""


def texts_to_translate(env: BuildEnvironment, said: Declaration) -> Iterator[told]:
    """A node for each text of a declaration that readers see; one each, because Sphinx notes by node what is done."""
    texts = {key: said.texts[key] for key in _READ if said.texts.get(key)}
    if isinstance(said.excerpt, str):
        texts["excerpt"] = said.excerpt
    for key, text in texts.items():
        docname, line = said.place(key)
        node = told(key=key, original=text, shown=text)
        node.source, node.line = str(env.doc2path(docname)), line or 1
        yield node


def leave_to_us(document: nodes.document) -> None:
    """Keep Sphinx from translating the field ``excerpt``, too.

    To Sphinx a field of Markdown is plain text, so the roles in its translation would be told as more than it had.
    """
    fields = next((child for child in document.children if isinstance(child, nodes.field_list)), nodes.field_list())
    for item in fields.findall(nodes.field):
        if item[0].astext() == "excerpt":
            for text in item.findall(nodes.TextElement):
                text["translatable"] = False


def take_translations(doctree: nodes.document, posts: Iterable[DeclaredPost], *, keep: bool) -> None:
    """Give posts what the translators made of their texts.

    :param keep: leave the nodes in the stored document, for a catalogue.
    """
    for post in posts:
        post.declaration = _translated(post.declaration, post.texts)
        for node in () if keep else post.texts:
            doctree.remove(node)


def _translated(said: Declaration, texts: Iterable[told]) -> Declaration:
    found = {str(node["key"]): str(node["shown"]) for node in texts}
    if not found:
        return said
    excerpt = found.pop("excerpt", said.excerpt)
    return replace(said, texts=said.texts | found, excerpt=excerpt)
