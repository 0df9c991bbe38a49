"""Cards of terms: a grid of pictures, names and descriptions, such as a page of all authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx_design.shared import create_component

from .profile import picture_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.terms import Term

__all__ = ["term_cards"]


def term_cards(shown: Iterable[tuple[Term | None, nodes.Node, int]]) -> nodes.Element:
    """Terms, or years, as cards.

    :param shown: each with the link to its page, and its number of posts.
    """
    row = create_component("grid-row", ["sd-row", "sd-row-cols-1", "sd-row-cols-md-2", "sd-g-3"])
    for term, link, count in shown:
        column = create_component("grid-item", ["sd-col", "sd-d-flex-row"])
        column += _card(term, link, count)
        row += column
    classes = ["sd-container-fluid", "sd-sphinx-override", "sd-mb-4", "blog-cards", "blog-term-cards", "no-search"]
    grid = create_component("grid-container", classes)
    grid += row
    return grid


def _card(term: Term | None, link: nodes.Node, count: int) -> nodes.Element:
    card = create_component("card", ["sd-card", "sd-shadow-sm", "sd-w-100", "blog-card"])
    body = create_component("card-body", ["sd-card-body", "blog-about"])
    if term is not None and term.info.image:
        body += nodes.container("", picture_of(term), classes=["blog-about-image"])
    number = nodes.inline(f"({count})", f"({count})", classes=["blog-count"])
    name = nodes.paragraph("", "", link, nodes.Text(" "), number, classes=["sd-font-weight-bold", "blog-about-name"])
    text = nodes.container("", name, classes=["blog-about-text"])
    for said in term.info.description.split("\n\n") if term is not None and term.info.description else ():
        text += nodes.paragraph(said, said)
    body += text
    card += body
    return card
