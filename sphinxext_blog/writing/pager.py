"""Pagers: the row of page numbers below a listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..links import Linker
from ..model.page_plan import page_name, page_window
from ..nodes import current, navigation

if TYPE_CHECKING:
    from ..domain import BlogDomain

__all__ = ["pager", "pages_beside"]


def pages_beside(domain: BlogDomain, docname: str) -> dict[str, str]:
    """The pages before and after one of a collection, as ``prev`` and ``next``: those to which its pager leads."""
    page = domain.plan.page(docname)
    first, number = (page.first, page.number) if page is not None else (docname, 1)
    found: dict[str, str] = {}
    after = domain.plan.docname_of(page_name(first, number + 1))
    follows = domain.plan.page(after) if after is not None else None
    if after is not None and follows is not None and follows.first == first:
        found["next"] = after
    if number > 1:
        before = page_name(first, number - 1)
        found["prev"] = domain.plan.docname_of(before) or before
    return found


def pager(domain: BlogDomain, docname: str, *, first: str, number: int, total: int) -> list[nodes.Node]:
    """Links to the pages of a collection; nothing for a single page.

    :param docname: the page it stands on.
    :param first: the docname of page 1.
    """
    if total <= 1:
        return []
    line = nodes.paragraph(classes=["blog-pager"])
    linker = Linker(domain.app.builder, docname)

    def to(page: int, text: str, name: str, **attributes: str) -> nodes.Node:
        first_name = page_name(first, page)
        link = linker.to(domain.plan.docname_of(first_name) or first_name, text, classes=[f"blog-pager-{name}"])
        if isinstance(link, nodes.reference):
            link.attributes.update(attributes)
        return link

    words = domain.wording
    parts = [to(number - 1, words.said("newer"), "newer", rel="prev")] if number > 1 else []
    for page in page_window(number, total):
        if page is None:
            parts.append(nodes.inline("…", "…", classes=["blog-pager-gap"]))
        elif page == number:
            parts.append(current(str(page), str(page), classes=["blog-pager-current"]))
        else:
            parts.append(to(page, str(page), "number"))
    if number < total:
        parts.append(to(number + 1, words.said("older"), "older", rel="next"))
    for place, part in enumerate(parts):
        if place:
            line += nodes.Text(" ")
        line += part
    return [navigation("", line, label=words.said("pager"), classes=["no-search"])]
