"""Covers: the picture of a post in listings, and its resized copies, made with Pillow where that is installed."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..builders import is_ebook, writes_html
from ..checks import line_of
from ..diagnostics import Subtype
from ..model.views import digest
from ..sphinx_compat import get_image_size, guess_mimetype
from .context import CoverFile, is_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL import Image
    from sphinx.builders import Builder

    from ..domain import BlogDomain
    from ..model.listing_views import Card, Cover
    from ..model.post import Post

__all__ = ["SCALABLE", "CoverMaker", "make_copies", "scaler"]

SCALABLE = ("image/jpeg", "image/png", "image/webp")
"""What can be scaled. An SVG need not be; a GIF is small or moves."""
_FORMATS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
"""Pillow's names, and the suffix of a copy. MPO is how some cameras write JPEG."""
_READ = ("JPEG", "PNG", "WEBP")
_QUALITY = {"jpg": {"quality": 82, "progressive": True}, "webp": {"quality": 80}, "png": {}}
_MODES = ("RGB", "RGBA", "L", "LA", "P", "1")
"""Kinds of pixels that can be scaled as they are; what is made for print (CMYK) or measuring stays as it is."""
_WORTH = 1.5
"""How much wider than its copy a picture has to be."""
_COLOURS = 256
"""Of a picture with a palette."""
_REVISION = 2
"""Of what is done to a picture here: a change of it means other names."""


def scaler() -> str:
    """What makes the copies, with its version; empty without Pillow."""
    try:
        import PIL
    except ImportError:
        return ""
    return f"Pillow {PIL.__version__}"


def make_copies(source: Path, known: str, folder: Path, widths: Sequence[int]) -> tuple[tuple[str, int], ...]:
    """Put copies of a picture into a folder; gives the name and width of each, the smallest first.

    None of a picture that moves, or that is hardly wider than the copy would be.

    :param known: a digest of the file.
    :raises ValueError: for a picture that cannot be read, or with more pixels than is safe.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is odd in a file; too many pixels are told as all other faults
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=_READ) as picture:
                return _copies(picture, source, known, folder, widths)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise ValueError("it has more pixels than is safe to open") from error
    except UnidentifiedImageError as error:
        raise ValueError("it is no JPEG, PNG or WebP file") from error
    except (OSError, SyntaxError, EOFError, IndexError, TypeError, OverflowError, struct.error, zlib.error) as error:
        raise ValueError(f"it cannot be read ({str(error) or type(error).__name__})") from error


def _copies(
    picture: Image.Image, source: Path, known: str, folder: Path, widths: Sequence[int]
) -> tuple[tuple[str, int], ...]:
    from PIL import ImageOps

    kind = str(picture.format)
    suffix = _FORMATS[kind]
    moves = kind != "MPO" and getattr(picture, "is_animated", False)
    if moves or picture.mode not in _MODES:
        return ()
    lies_down = picture.getexif().get(_ORIENTATION, 1) in _TURNED
    full = picture.height if lies_down else picture.width
    wanted = [width for width in sorted(set(widths)) if full >= _WORTH * width]
    files = {width: folder / _name(source.stem, known, width, suffix) for width in wanted}
    missing = [width for width in wanted if not files[width].is_file()]
    if missing:
        if suffix == "jpg":  # a JPEG is read in an eighth, a quarter or half of its size in a fraction of the time
            share = 2 * max(missing) / full
            picture.draft(picture.mode, (round(picture.width * share), round(picture.height * share)))
        profile = picture.info.get("icc_profile")
        upright = _plain(ImageOps.exif_transpose(picture))
        folder.mkdir(parents=True, exist_ok=True)
        for width in missing:
            content = _encoded(upright, width, suffix, palette=picture.mode == "P", profile=profile)
            if suffix == "png" and len(content) >= source.stat().st_size:
                # of a drawing or a screenshot: edges that were sharp have got shades, which cost more than pixels save
                content = _encoded(upright, width, suffix, palette=True, profile=profile)
            _write(files[width], content)
    return tuple((files[width].name, width) for width in wanted)


_ORIENTATION, _TURNED = 0x0112, (5, 6, 7, 8)
"""The EXIF tag of how a camera was held, and its values for a picture that lies on its side."""


def _name(stem: str, known: str, width: int, suffix: str) -> str:
    return f"{stem}-{digest([known, width, _REVISION, _QUALITY[suffix], scaler()])[:8]}-{width}.{suffix}"


def _plain(picture: Image.Image) -> Image.Image:
    """Pixels that can be mixed: no palette, transparency in a channel of its own."""
    if picture.mode == "1":
        return picture.convert("L")
    if "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture.convert("RGB") if picture.mode == "P" else picture


def _encoded(picture: Image.Image, width: int, suffix: str, *, palette: bool, profile: bytes | None) -> bytes:
    height = max(1, round(picture.height * width / picture.width))
    copy = picture.resize((width, height), reducing_gap=3)
    if palette and copy.mode in ("RGB", "RGBA"):
        copy = copy.quantize(_COLOURS)
    copy.info.clear()  # where and when it was taken is nobody's business
    buffer = BytesIO()
    kind = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[suffix]
    extra = {"icc_profile": profile} if profile else {}
    copy.save(buffer, kind, optimize=True, **_QUALITY[suffix], **extra)
    return buffer.getvalue()


def _write(file: Path, content: bytes) -> None:
    """Write a file as a whole or not at all: half a copy would be taken for one that is there."""
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(content)
    part.replace(file)


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
        self._domain.build.variants.setdefault(self._docname, set()).update(name for name, _ in known.copies)
        return CoverFile(size=known.size, copies=tuple(copies), hints={"sizes": _SIZES[self._style]})

    def _known(self, path: str, post: Post) -> _Known:
        """The size of a cover, and its copies; looked up once in a build."""
        found = self._domain.build.cover_sizes.get(path)
        if not isinstance(found, _Known):
            source = Path(self._domain.env.srcdir) / path
            found = _Known(get_image_size(str(source)), self._copies(post, source))
            self._domain.build.cover_sizes[path] = found
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
