"""Cards: a grid of posts with their covers, made of the parts of sphinx-design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx_design.shared import create_component

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.post import Post
    from .entries import EntryMaker

__all__ = ["cards"]


def cards(maker: EntryMaker, posts: Sequence[Post]) -> nodes.Element:
    """Posts as cards in a grid: one beside another where there is room."""
    row = create_component("grid-row", ["sd-row", "sd-row-cols-1", "sd-row-cols-md-2", "sd-g-3"])
    for post in posts:
        column = create_component("grid-item", ["sd-col", "sd-d-flex-row"])
        column += _card(maker, post)
        row += column
    grid = create_component(
        "grid-container", ["sd-container-fluid", "sd-sphinx-override", "sd-mb-4", "blog-cards", "no-search"]
    )
    grid += row
    return grid


def _card(maker: EntryMaker, post: Post) -> nodes.Element:
    card = create_component("card", ["sd-card", "sd-shadow-sm", "sd-w-100", "blog-card"])
    picture = maker.picture(post, "cards")
    if picture is not None:
        picture["classes"].append("sd-card-img-top")
        card += nodes.container("", picture, classes=["blog-card-image"])
    body = create_component("card-body", ["sd-card-body"])
    title = create_component("card-title", ["sd-card-title", "sd-font-weight-bold"])
    title += nodes.paragraph("", "", maker.link(post))
    body += [title, maker.meta(post)]
    shown, _ = maker.body(post, whole=False)
    if picture is not None:  # which is seen once
        shown = [node for node in shown if not _is_picture(node, post.image)]
    if shown:
        body += nodes.container("", *shown, classes=["blog-excerpt"])
    body += maker.tags(post)
    card += body
    return card


def _is_picture(node: nodes.Element, uri: str) -> bool:
    """Whether a block is nothing but the image with an address, maybe with its caption."""
    images = list(node.findall(nodes.image))
    is_it = len(images) == 1 and uri in images[0].get("candidates", {}).values()
    texts = (text for text in node.findall(nodes.Text) if not isinstance(text.parent, nodes.caption))
    return is_it and next(texts, None) is None
