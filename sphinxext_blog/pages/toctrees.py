"""Toctrees and path links: what authors write about pages and posts that Sphinx or MyST does not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from ..builders import writes_page_per_document
from ..diagnostics import Subtype
from ..domain import blog_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["ResolvePathLinks", "warn_of_large_toctrees"]

_MANY = 200
"""Posts in one toctree; from about here on each page of the site takes noticeably longer to build."""


class ResolvePathLinks(SphinxPostTransform):
    """``[text](blog/archive.md)``: MyST only knows files on disk, so such a link becomes one to the document."""

    default_priority = 2  # before MyST's own resolver (9)

    def run(self, **_kwargs: object) -> None:
        """Rewrite links to generated pages."""
        domain = blog_domain(self.env)
        names_a_path = any(found.type == "myst" for found in domain.references_of(self.env.docname))
        if not names_a_path and writes_page_per_document(domain.app.builder):
            return  # other builders write several documents as one
        for node in self.document.findall(addnodes.pending_xref):
            if node.get("reftype") != "myst" or node.get("refdomain"):
                continue
            path, _, fragment = node["reftarget"].partition("#")
            bare = path.removesuffix(".md").removesuffix(".rst")
            docname = docname_join(node.get("refdoc", self.env.docname), bare)
            if domain.plan.page(docname) is not None:  # which may be younger than what links to it
                node["refdomain"], node["reftarget"], node["reftargetid"] = "doc", docname, fragment or None


def warn_of_large_toctrees(_app: Sphinx, env: BuildEnvironment) -> None:
    """Tell an author, once, that hundreds of posts in a toctree make every page slow (event: env-check-consistency)."""
    domain = blog_domain(env)
    for docname, children in sorted(env.toctree_includes.items()):
        count = sum(child in domain.posts for child in children)
        if count >= _MANY:
            domain.options.report(
                Subtype.TOCTREE,
                f"{count} posts stand in a toctree, which makes every page of the site slow to build; the navigation "
                "shows posts below the blog's page without it",
                location=docname,
            )
            return
