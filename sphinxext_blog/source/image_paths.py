"""Image paths: images of posts whose file names contain spaces or characters beyond ASCII.

MyST-Parser percent-encodes the target of ``![](笔记/图.png)`` as if it were a URL, while Sphinx looks for a file of
exactly that name.  Paths of downloads and of documents are decoded by MyST-Parser itself.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..nodes import find_nodes
from .declarations import DECLARED

if TYPE_CHECKING:
    from .declarations import DeclaredDocument

__all__ = ["DecodeImagePaths"]


class DecodeImagePaths(SphinxTransform):
    """Decodes the paths of images in documents with posts, if that gives the name of a file."""

    default_priority = 5  # after the posts are declared; Sphinx looks for the files when all transforms have run

    def apply(self, **_kwargs: object) -> None:
        """Replace the path of each image that does not exist as it is written."""
        declared: DeclaredDocument | None = self.env.temp_data.get(DECLARED)
        if declared is None or not declared.posts:
            return
        for image in find_nodes(self.document, nodes.image):
            uri = str(image.get("uri", ""))
            if "%" not in uri or ":" in uri.partition("/")[0]:  # nothing is encoded, or it is a URL
                continue
            if not self._is_file(uri) and self._is_file(path := unquote(uri)):
                image["uri"] = path

    def _is_file(self, uri: str) -> bool:
        return os.path.isfile(self.env.relfn2path(uri, self.env.docname)[1])  # noqa: PTH113 - it is a plain string
