"""Pagers: the row of page numbers below a listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..core.paging import page_window
from ..core.plan import page_name
from ..links import Linker

if TYPE_CHECKING:
    from ..domain import BlogDomain

__all__ = ["pager"]


def pager(domain: BlogDomain, docname: str, *, first: str, number: int, total: int) -> list[nodes.Node]:
    """Links to the pages of a collection; nothing for a single page.

    :param docname: the page it stands on.
    :param first: the docname of page 1.
    """
    if total <= 1:
        return []
    line = nodes.paragraph(classes=["blog-pager", "no-search"])
    linker = Linker(domain.app.builder, docname)

    def to(page: int, text: str, classes: list[str]) -> nodes.Node:
        name = page_name(first, page)
        target = domain.plan.docname_of(name) or name
        return linker.to(target, text, classes=classes)

    parts = [to(number - 1, domain.wording.said("newer"), ["blog-pager-newer"])] if number > 1 else []
    for page in page_window(number, total):
        if page is None:
            parts.append(nodes.inline("…", "…", classes=["blog-pager-gap"]))
        elif page == number:
            parts.append(nodes.strong(str(page), str(page), classes=["blog-pager-current"]))
        else:
            parts.append(to(page, str(page), ["blog-pager-number"]))
    if number < total:
        parts.append(to(number + 1, domain.wording.said("older"), ["blog-pager-older"]))
    for place, part in enumerate(parts):
        if place:
            line += nodes.Text(" ")
        line += part
    return [line]
