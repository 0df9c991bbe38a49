"""The pages before and after one of a listing that has several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.page_plan import page_name

if TYPE_CHECKING:
    from ..domain import BlogDomain

__all__ = ["pages_beside"]


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
