"""Excerpts that their authors wrote in front matter: links that are wrong are told with their post.

They stand in no document, only in listings, where nothing is told twice.
"""

from __future__ import annotations

from sphinx.transforms.post_transforms import SphinxPostTransform

from ..domain import blog_domain
from ..nodes import documents_in
from .excerpt import resolve, unpacked

__all__ = ["TellOfWrittenExcerpts"]


class TellOfWrittenExcerpts(SphinxPostTransform):
    """Resolve the excerpts of the posts of a document aloud; what comes of it is not shown."""

    default_priority = 940

    def run(self, **_kwargs: object) -> None:
        """Look at the document that is being written, not at a part of one."""
        if "part" in self.document:
            return
        domain = blog_domain(self.env)
        for docname, _ in documents_in(self.document, self.env.docname):
            for post in domain.posts.get(docname, ()):
                if post.lead.written and domain.references_in_excerpt(post):
                    resolve(domain.app, unpacked(domain.app, post), docname, aloud=True)
