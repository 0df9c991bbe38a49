"""Covers: the picture of a post in a listing, no larger than it is shown, and where it is of use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.util.images import get_image_size, guess_mimetype

from ..diagnostics import Subtype
from ..nodes import cover
from .keylines import line_of
from .thumbnails import SCALABLE, make_copies, scaler

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder

    from ..domain import BlogDomain
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
    """Makes the covers of one listing."""

    def __init__(self, domain: BlogDomain, docname: str, *, leading: bool) -> None:
        """Covers for a page.

        :param docname: the page.
        :param leading: whether a reader sees the first of them as soon as the page is there.
        """
        self._domain, self._docname, self._builder = domain, docname, domain.app.builder
        self._leading = leading
        self._first = ""

    def picture(self, post: Post, style: str, *, beside: Iterable[nodes.Node] = ()) -> cover | None:
        """The cover of a post, to be asked for in the order of the listing; None where there is none to be shown.

        :param beside: what else is shown of the post; a cover that is among it is not shown again.
        """
        self._first = self._first or post.key
        is_asked_for = bool(post.image) and style in self._domain.options.covers
        if not is_asked_for or not _can_show(self._builder, post.image) or _is_among(beside, post.image):
            return None
        is_local = not _is_elsewhere(post.image)
        node = cover(uri=post.image, alt=post.image_alt, candidates={"*" if is_local else "?": post.image})
        node["classes"].append("blog-cover")
        node["size"], node["copies"], node["hints"] = None, (), {}
        if self._builder.format == "latex":
            node["width"] = "60%"
        if self._builder.format == "html" and is_local:
            self._fit(node, post, style)
        if self._builder.format == "html" and self._builder.name != "epub":
            leads = self._leading and post.key == self._first
            node["hints"]["decoding"] = "async"
            node["hints"] |= {"fetchpriority": "high"} if leads else {"loading": "lazy"}
        return node

    def _fit(self, node: cover, post: Post, style: str) -> None:
        """Give a picture its size, and smaller copies to choose from."""
        known = self._known(post)
        node["size"] = known.size
        if known.copies:
            copies = [*known.copies]
            own = known.size[0] if known.size else 0
            if own <= _SHARP * max(self._domain.options.cover_widths) and post.image in self._domain.env.images:
                copies.append((self._domain.env.images[post.image][1], own))
            node["copies"], node["hints"] = copies, {"sizes": _SIZES[style]}
            self._domain.build.copies.setdefault(self._docname, set()).update(name for name, _ in known.copies)

    def _known(self, post: Post) -> _Known:
        """The size of a cover, and its copies; looked up once in a build."""
        found = self._domain.build.scaled.get(post.image)
        if not isinstance(found, _Known):
            source = Path(self._domain.env.srcdir) / post.image
            found = _Known(get_image_size(str(source)), self._copies(post, source))
            self._domain.build.scaled[post.image] = found
        return found

    def _copies(self, post: Post, source: Path) -> tuple[tuple[str, int], ...]:
        widths = self._domain.options.cover_widths
        is_scalable = post.image_digest and guess_mimetype(post.image) in SCALABLE
        if not (widths and is_scalable and scaler()) or self._builder.name == "epub":
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
    if _is_elsewhere(image):
        return builder.supported_remote_images
    return builder.format == "html" or guess_mimetype(image) in builder.supported_image_types


def _is_among(blocks: Iterable[nodes.Node], image: str) -> bool:
    images = (node for block in blocks for node in block.findall(nodes.image))
    return any(image in node.get("candidates", {}).values() for node in images)


def _is_elsewhere(image: str) -> bool:
    return "://" in image or image.startswith(("data:", "//"))
