"""Digests of what pages display without its being part of a view: nodes, what the links in them display, files."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from ..model.views import digest
from ..render.covers import scaler
from ..render.excerpt import load_doctree
from ..source.completion import images_there
from ..source.excerpt_storage import page_attributes
from ..source.excerpts import post_root, whole_of
from .images import sorted_images

if TYPE_CHECKING:
    from ..domain import BlogDomain
    from ..model.post import Post
    from .link_views import LinkViews

__all__ = ["Digests"]


class Digests:
    """The digests of what is displayed without being part of a view: nodes, links in them, files.

    Only fingerprints need them, so the views of a page that is written have none.
    """

    def __init__(self, domain: BlogDomain, links: LinkViews) -> None:
        """Look up the digests for the posts of a domain."""
        self._domain, self._links, self._scaler = domain, links, scaler()
        self._names: dict[str, list[str]] = {}
        """The names in the output of the images of a document, where those are not their own."""
        for path, docnames, name in sorted_images(domain.env):
            for docname in docnames if name != posixpath.basename(path) else ():
                self._names.setdefault(docname, []).append(name)

    def excerpt(self, post: Post, *, is_whole: bool) -> str:
        """Return the digest of the nodes of an excerpt, of what its links show, and of the names of its images."""
        nodes = self._whole(post) if is_whole else post.digest
        links = self._links.of_post(post) if is_whole else self._links.of_excerpt(post)
        return digest([nodes, links, self._names.get(post.docname, [])])

    def _whole(self, post: Post) -> str:
        """Return the digest of a whole post, made when first asked for: hardly any site shows whole posts."""
        bodies: dict[str, str] = self._domain.records.body_digests.setdefault(post.docname, {})
        if post.anchor not in bodies:
            doctree = load_doctree(self._domain.app, post.docname)
            blocks = whole_of(post_root(doctree, post.anchor), post.others)
            there = images_there(self._domain.env, blocks)
            attributes = sorted(page_attributes(doctree).items())
            bodies[post.anchor] = digest(["".join(node.pformat() for node in blocks), repr(there), *attributes])
        return bodies[post.anchor]

    def cover(self, post: Post) -> str:
        """Return the digest of a cover: of the file, its name in the output, and what resizes it."""
        return digest([post.image_digest, self._names.get(post.docname), self._scaler if post.image_digest else ""])

    def picture(self, path: str) -> str:
        """Return the digest of the picture of a term: of the file, and its name in the output."""
        images = self._domain.env.images
        return digest([images[path][1] if path in images else "", self._domain.term_data.images.get(path)])
