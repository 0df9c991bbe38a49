"""The context of a page: what a renderer gets beside a view.

Renderers do not reach the domain or the catalog.  So whatever a page displays of others is in its view, and therefore
in its fingerprint.  In strict mode, which the tests switch on, a request for something else is an error.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote, urljoin

from docutils import nodes
from sphinx.util.osutil import relative_uri

from ..builders import Linker
from ..model.views import links_in
from ..site import absolute
from .assets import script_address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..i18n import Wording
    from ..model.head_views import ImageView
    from ..model.views import Link

__all__ = ["FolderContext", "NotInViewError", "PageContext", "SiteContext", "ViewContext"]


class NotInViewError(LookupError):
    """A renderer asked for something that its view does not name."""


class ViewContext:
    """Answers for what a view names."""

    is_strict: ClassVar[bool] = False
    """Whether a request for what the view does not name is an error: in tests, since the look takes time."""

    def __init__(self, app: Sphinx, words: Wording, view: object) -> None:
        self.words = words
        self._builder: Builder = app.builder
        self._named = {name for name, _ in links_in(view)} if self.is_strict else None

    def _check(self, docname: str) -> None:
        if self._named is not None and docname not in self._named:
            raise NotInViewError(f"no view that is displayed here names {docname}")


class FolderContext(ViewContext):
    """Answers for the documents that a view names, as seen from any page in a folder of the output."""

    def __init__(
        self, app: Sphinx, words: Wording, folder: str, view: object, pathto: Callable[[str], str] | None = None
    ) -> None:
        """Answer for a view that is shown on the pages of a folder, documents or others, such as the index.

        :param pathto: returns the URL of a document for a page with links of another form.
        """
        super().__init__(app, words, view)
        self._pathto = pathto or self._relative
        # a page to which nothing links: a link to the page itself is the same on all pages of its folder
        self._page = posixpath.join(folder, " ")

    def url(self, link: Link) -> str:
        """Return the URL of a link; empty for one that leads nowhere."""
        if link.url or not link.docname:
            return link.url
        self._check(link.docname)
        uri = self._pathto(link.docname)
        return f"{uri}#{link.anchor}" if link.anchor else uri

    def _relative(self, docname: str) -> str:
        return relative_uri(self._page, self._builder.get_target_uri(docname))


class SiteContext(ViewContext):
    """Answers for the documents and images that a view names, as seen from anywhere."""

    def absolute_url(self, base: str, link: Link) -> str:
        """Return the absolute URL of a link to a document; empty without a base URL."""
        self._check(link.docname)
        return absolute(base, self._builder, link.docname, link.anchor) if base else ""

    def image_url(self, base: str, image: ImageView) -> str:
        """Return the absolute URL of an image; empty for one that is not in the output."""
        if "://" in image.path or image.path.startswith("//"):
            return image.path
        if not image.file:
            return ""
        return urljoin(base, quote(f"{getattr(self._builder, 'imagedir', '_images')}/{image.file}"))

    def copied_size(self, image: ImageView) -> int:
        """Return the number of bytes of an image, and let the builder copy it; 0 for a URL."""
        if not image.file:
            return 0
        self._builder.images[image.path] = image.file
        return (Path(self._builder.srcdir) / image.path).stat().st_size


class PageContext(SiteContext):
    """Answers for the documents and images that a view names, as seen from one document."""

    def __init__(self, app: Sphinx, words: Wording, docname: str, view: object) -> None:
        """Answer for a view that is shown on the page of a document."""
        super().__init__(app, words, view)
        self._linker = Linker(app.builder, docname)
        self._docname = docname

    def url(self, link: Link) -> str:
        """Return the URL of a link; empty if the output does not contain the document."""
        if link.url:
            return link.url
        self._check(link.docname)
        uri = self._linker.href(link.docname)
        return f"{uri.removesuffix('#')}#{link.anchor}" if link.anchor and uri else uri  # "#": the page itself

    def node(self, link: Link, classes: Sequence[str] = ()) -> nodes.Element:
        """Return a link as a node; the text if the output does not contain the document."""
        if link.url:
            return nodes.reference(link.text, link.text, refuri=link.url, internal=False, classes=list(classes))
        self._check(link.docname)
        return self._linker.to(link.docname, link.text, anchor=link.anchor, classes=classes)

    def title_html(self, link: Link) -> str:
        """Return the title of a document as HTML, with its markup."""
        self._check(link.docname)
        title = self._builder.env.titles[link.docname]
        return str(self._builder.render_partial(title)["title"])  # type: ignore[attr-defined]  # of HTML builders

    def script_url(self, name: str) -> str:
        """Return the URL of a script of the package as seen from the page."""
        return script_address(self._builder, self._docname, name)
