"""Covers: the picture of a post in a listing, no larger than it is shown, and where it is of use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.util.images import get_image_size, guess_mimetype

from ..builders import is_ebook, writes_html
from ..diagnostics import Subtype
from .keylines import line_of
from .rendering import CoverFile, is_elsewhere
from .thumbnails import SCALABLE, make_copies, scaler

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder

    from ..domain import BlogDomain
    from ..model.listing_views import Card, Cover
    from ..model.post import Post

__all__ = ["CoverMaker"]

_SIZES = {"list": "(min-width: 50em) 46em, 100vw", "cards": "(min-width: 50em) 24em, 100vw"}
"""How wide covers are shown in each style, for browsers to choose by before the style sheet is there."""
_SHARP = 2
"""Pixels of a picture for one of the page, on the screens of today."""


class _Known(NamedTuple):
    """What is known of a cover's file."""

    size: tuple[int, int] | None
    copies: tuple[tuple[str, int], ...]


class CoverMaker:
    """Makes the covers of one listing, in the main process, which copies the files."""

    def __init__(self, domain: BlogDomain, docname: str, style: str, *, leading: bool) -> None:
        """Covers for a page.

        :param docname: the page.
        :param style: the style of the listing.
        :param leading: whether a reader sees the first of them as soon as the page is there.
        """
        self._domain, self._docname, self._builder = domain, docname, domain.app.builder
        self._style, self._leading = style, leading
        self._first = ""

    def file(self, entry: Card, beside: Iterable[nodes.Node]) -> CoverFile | None:
        """Return how to show the cover of an entry; None where none is shown.  Ask in the order of the listing.

        :param beside: the excerpt of the post.  In a list, a cover that is among it is not shown again.
        """
        self._first = self._first or entry.key
        image = entry.cover
        if image is None or not _can_show(self._builder, image.path):
            return None
        if self._style == "list" and _is_among(beside, image.path):
            return None
        is_html = writes_html(self._builder)
        found = CoverFile()
        if is_html and not is_elsewhere(image.path):
            self._note(image)
            found = self._fitted(image, self._domain.catalog.built[entry.key])
        if is_html and not is_ebook(self._builder):
            leads = self._leading and entry.key == self._first
            hints = {"decoding": "async", **({"fetchpriority": "high"} if leads else {"loading": "lazy"})}
            found = found._replace(hints={**found.hints, **hints})
        return found

    def _note(self, image: Cover) -> None:
        """Have the builder copy the file, as it does with those of image nodes."""
        known = self._domain.env.images
        if image.path in known:
            self._builder.images[image.path] = known[image.path][1]

    def _fitted(self, image: Cover, post: Post) -> CoverFile:
        """Return the size of a picture, and smaller copies to choose from."""
        known = self._known(image.path, post)
        if not known.copies:
            return CoverFile(size=known.size)
        copies = [*known.copies]
        own = known.size[0] if known.size else 0
        if own <= _SHARP * max(self._domain.options.cover_widths) and image.path in self._domain.env.images:
            copies.append((self._domain.env.images[image.path][1], own))
        self._domain.build.copies.setdefault(self._docname, set()).update(name for name, _ in known.copies)
        return CoverFile(size=known.size, copies=tuple(copies), hints={"sizes": _SIZES[self._style]})

    def _known(self, path: str, post: Post) -> _Known:
        """The size of a cover, and its copies; looked up once in a build."""
        found = self._domain.build.scaled.get(path)
        if not isinstance(found, _Known):
            source = Path(self._domain.env.srcdir) / path
            found = _Known(get_image_size(str(source)), self._copies(post, source))
            self._domain.build.scaled[path] = found
        return found

    def _copies(self, post: Post, source: Path) -> tuple[tuple[str, int], ...]:
        widths = self._domain.options.cover_widths
        is_scalable = post.image_digest and guess_mimetype(post.image) in SCALABLE
        if not (widths and is_scalable and scaler()) or is_ebook(self._builder):
            return ()
        folder = Path(self._builder.outdir) / self._builder.imagedir
        try:
            return make_copies(source, post.image_digest, folder, widths)
        except ValueError as error:
            message = f"image '{post.image}': {error}; it is shown as it is, without smaller copies"
            place = (post.docname, line_of(self._domain, post, ("image",)))
            self._domain.options.report(Subtype.IMAGE, message, location=place, key="image")
            return ()


def _can_show(builder: Builder, image: str) -> bool:
    """Whether a builder shows such a picture; text shows none, and what LaTeX cannot read would stop it."""
    if image.startswith("data:"):
        return builder.supported_data_uri_images
    if is_elsewhere(image):
        return builder.supported_remote_images
    return writes_html(builder) or guess_mimetype(image) in builder.supported_image_types


def _is_among(blocks: Iterable[nodes.Node], image: str) -> bool:
    images = (node for block in blocks for node in block.findall(nodes.image))
    return any(image in node.get("candidates", {}).values() for node in images)
