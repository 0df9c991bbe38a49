"""Onward: the line below the newest posts that leads to the rest of the blog, for readers whose theme does not show it.

Which pages it leads to is decided here, for what is signed as well as for what is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..links import Linker
from ..model.page_plan import join
from .subscribing import subscribe_page

if TYPE_CHECKING:
    from ..domain import BlogDomain

__all__ = ["onward_links", "onward_row"]


def onward_links(domain: BlogDomain) -> list[tuple[str, str, str]]:
    """(docname, text, class) of the archive, the overviews of terms, the page on feeds, and in a preview of drafts."""
    words, plan, root = domain.wording, domain.plan, domain.options.path
    overviews = [
        (plan.docname_of(join(root, taxonomy, "index")), words.taxonomy(taxonomy), "blog-onward-link")
        for taxonomy in domain.catalog.taxonomies
    ]
    archive = (plan.docname_of(join(root, "archive")), words.said("archive"), "blog-onward-link")
    drafts = (plan.docname_of(join(root, "drafts")), words.said("drafts"), "blog-onward-link")
    found = [archive, *overviews, (subscribe_page(domain), words.said("subscribe"), "blog-subscribe"), drafts]
    return [(docname, text, name) for docname, text, name in found if docname is not None]


def onward_row(domain: BlogDomain, docname: str) -> list[nodes.Node]:
    """The line, with those pages that the output holds; nothing where it holds none."""
    linker = Linker(domain.app.builder, docname)
    row = nodes.paragraph(classes=["blog-onward", "no-search"])
    for target, text, name in onward_links(domain):
        link = linker.to(target, text)
        if isinstance(link, nodes.reference):
            row += [nodes.Text(" · ")] if row.children else []
            row += nodes.inline("", "", link, classes=[name])
    return [row] if row.children else []
