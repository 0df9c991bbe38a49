"""Covers: the image of a post in listings, and its resized variants, made with Pillow if it is installed."""

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

__all__ = ["SCALABLE_TYPES", "CoverMaker", "make_variants", "scaler"]

SCALABLE_TYPES = ("image/jpeg", "image/png", "image/webp")
"""The media types that can be resized.  SVG files need no resizing; GIF files are small or animated."""
_FORMATS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
"""The suffix of a variant, by the format name in Pillow.  Some cameras write JPEG files as MPO."""
_READABLE_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = {"jpg": {"quality": 82, "progressive": True}, "webp": {"quality": 80}, "png": {}}
_MODES = ("RGB", "RGBA", "L", "LA", "P", "1")
"""Pixel modes that can be resized; images for print (CMYK) or measurement are not."""
_MIN_RATIO = 1.5
"""The minimum ratio between the widths of an image and its variant."""
_PALETTE_SIZE = 256
"""The number of colors in a palette."""
_REVISION = 2
"""The revision of the image processing in this module, on which the names of variants depend."""


def scaler() -> str:
    """Return the name and version of the resizing program; empty without Pillow."""
    try:
        import PIL
    except ImportError:
        return ""
    return f"Pillow {PIL.__version__}"


def make_variants(source: Path, file_digest: str, folder: Path, widths: Sequence[int]) -> tuple[tuple[str, int], ...]:
    """Write resized variants of an image to a folder; return the (file name, width) of each, the smallest first.

    Animated images and images that are not much wider than a variant have none.

    :param file_digest: the digest of the file.
    :raises ValueError: if the image cannot be read or has more pixels than is safe.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns about irregular files; too many pixels become an error
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=_READABLE_FORMATS) as picture:
                return _write_variants(picture, source, file_digest, folder, widths)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise ValueError("has too many pixels to open safely") from error
    except UnidentifiedImageError as error:
        raise ValueError("is not a JPEG, PNG or WebP file") from error
    except (OSError, SyntaxError, EOFError, IndexError, TypeError, OverflowError, struct.error, zlib.error) as error:
        raise ValueError(f"cannot be read ({str(error) or type(error).__name__})") from error


def _write_variants(
    picture: Image.Image, source: Path, file_digest: str, folder: Path, widths: Sequence[int]
) -> tuple[tuple[str, int], ...]:
    from PIL import ImageOps

    kind = str(picture.format)
    suffix = _FORMATS[kind]
    is_animated = kind != "MPO" and getattr(picture, "is_animated", False)
    if is_animated or picture.mode not in _MODES:
        return ()
    is_rotated = picture.getexif().get(_ORIENTATION, 1) in _ROTATED
    full_width = picture.height if is_rotated else picture.width
    widths_to_make = [width for width in sorted(set(widths)) if full_width >= _MIN_RATIO * width]
    files = {width: folder / _name(source.stem, file_digest, width, suffix) for width in widths_to_make}
    missing = [width for width in widths_to_make if not files[width].is_file()]
    if missing:
        if suffix == "jpg":  # decoding a JPEG at an eighth, a quarter or half of its size is much faster
            ratio = 2 * max(missing) / full_width
            picture.draft(picture.mode, (round(picture.width * ratio), round(picture.height * ratio)))
        profile = picture.info.get("icc_profile")
        upright = _with_blendable_pixels(ImageOps.exif_transpose(picture))
        folder.mkdir(parents=True, exist_ok=True)
        for width in missing:
            content = _encode(upright, width, suffix, palette=picture.mode == "P", profile=profile)
            if suffix == "png" and len(content) >= source.stat().st_size:
                # In drawings and screenshots, resizing blurs sharp edges, which compresses worse than the original.
                content = _encode(upright, width, suffix, palette=True, profile=profile)
            _write(files[width], content)
    return tuple((files[width].name, width) for width in widths_to_make)


_ORIENTATION, _ROTATED = 0x0112, (5, 6, 7, 8)
"""The EXIF tag of the camera orientation, and its values for an image that is rotated by a right angle."""


def _name(stem: str, file_digest: str, width: int, suffix: str) -> str:
    return f"{stem}-{digest([file_digest, width, _REVISION, _QUALITY[suffix], scaler()])[:8]}-{width}.{suffix}"


def _with_blendable_pixels(picture: Image.Image) -> Image.Image:
    """Return an image whose pixels can be interpolated: without a palette, with transparency in a separate channel."""
    if picture.mode == "1":
        return picture.convert("L")
    if "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture.convert("RGB") if picture.mode == "P" else picture


def _encode(picture: Image.Image, width: int, suffix: str, *, palette: bool, profile: bytes | None) -> bytes:
    height = max(1, round(picture.height * width / picture.width))
    copy = picture.resize((width, height), reducing_gap=3)
    if palette and copy.mode in ("RGB", "RGBA"):
        copy = copy.quantize(_PALETTE_SIZE)
    copy.info.clear()  # the metadata may contain private data, such as the location
    buffer = BytesIO()
    kind = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[suffix]
    options = {"icc_profile": profile} if profile else {}
    copy.save(buffer, kind, optimize=True, **_QUALITY[suffix], **options)
    return buffer.getvalue()


def _write(file: Path, content: bytes) -> None:
    """Write a file atomically, since an incomplete variant would be treated as existing."""
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(content)
    part.replace(file)


_SIZES = {"list": "(min-width: 50em) 46em, 100vw", "cards": "(min-width: 50em) 24em, 100vw"}
"""The width of covers in each style, by which browsers select a file before the style sheet is loaded."""
_PIXEL_RATIO = 2
"""The number of image pixels for one CSS pixel on high-resolution screens."""


class _CoverInfo(NamedTuple):
    """The size and the variants of the file of a cover."""

    size: tuple[int, int] | None
    variants: tuple[tuple[str, int], ...]


class CoverMaker:
    """Makes the covers of one listing; it runs in the main process, which copies the files."""

    def __init__(self, domain: BlogDomain, docname: str, style: str, *, is_leading: bool) -> None:
        """Make covers for a page.

        :param docname: the page.
        :param style: the style of the listing.
        :param is_leading: whether the first cover is visible without scrolling.
        """
        self._domain, self._docname, self._builder = domain, docname, domain.app.builder
        self._style, self._is_leading = style, is_leading
        self._first = ""

    def file(self, entry: Card, excerpt: Iterable[nodes.Node]) -> CoverFile | None:
        """Return the files of the cover of an entry; None if it is not displayed.  Call it in the order of the listing.

        :param excerpt: the excerpt of the post.  In a list, a cover that it contains is not displayed again.
        """
        return self.file_of(entry.key, entry.cover, excerpt)

    def file_of(self, key: str, image: Cover | None, excerpt: Iterable[nodes.Node]) -> CoverFile | None:
        """Return the files of the cover of a post.

        :param key: the key of the post.
        """
        self._first = self._first or key
        if image is None or not _is_supported(self._builder, image.path):
            return None
        if self._style == "list" and _contains_image(excerpt, image.path):
            return None
        is_html = writes_html(self._builder)
        cover = CoverFile()
        if is_html and not is_elsewhere(image.path):
            self._register(image)
            cover = self._file_with_variants(image, self._domain.catalog.built[key])
        if is_html and not is_ebook(self._builder):
            is_visible_first = self._is_leading and key == self._first
            hints = {"decoding": "async", **({"fetchpriority": "high"} if is_visible_first else {"loading": "lazy"})}
            cover = cover._replace(hints={**cover.hints, **hints})
        return cover

    def _register(self, image: Cover) -> None:
        """Register the file for copying by the builder, as for image nodes."""
        images = self._domain.env.images
        if image.path in images:
            self._builder.images[image.path] = images[image.path][1]

    def _file_with_variants(self, image: Cover, post: Post) -> CoverFile:
        """Return the size of an image, and its variants."""
        info = self._info(image.path, post)
        if not info.variants:
            return CoverFile(size=info.size)
        variants = [*info.variants]
        width = info.size[0] if info.size else 0
        if width <= _PIXEL_RATIO * max(self._domain.options.cover_widths) and image.path in self._domain.env.images:
            variants.append((self._domain.env.images[image.path][1], width))
        self._domain.build.variants.setdefault(self._docname, set()).update(name for name, _ in info.variants)
        return CoverFile(size=info.size, variants=tuple(variants), hints={"sizes": _SIZES[self._style]})

    def _info(self, path: str, post: Post) -> _CoverInfo:
        """Return the size and variants of a cover, computed once in a build."""
        info = self._domain.build.cover_sizes.get(path)
        if not isinstance(info, _CoverInfo):
            source = Path(self._domain.env.srcdir) / path
            info = _CoverInfo(get_image_size(str(source)), self._make_variants(post, source))
            self._domain.build.cover_sizes[path] = info
        return info

    def _make_variants(self, post: Post, source: Path) -> tuple[tuple[str, int], ...]:
        widths = self._domain.options.cover_widths
        is_scalable = post.image_digest and guess_mimetype(post.image) in SCALABLE_TYPES
        if not (widths and is_scalable and scaler()) or is_ebook(self._builder):
            return ()
        folder = Path(self._builder.outdir) / self._builder.imagedir
        try:
            return make_variants(source, post.image_digest, folder, widths)
        except ValueError as error:
            message = f"image: '{post.image}' {error}. The image is displayed without resizing."
            location = (post.docname, line_of(self._domain, post, ("image",)))
            self._domain.options.report(Subtype.IMAGE, message, location=location, key="image")
            return ()


def _is_supported(builder: Builder, image: str) -> bool:
    """Return whether a builder supports an image; an unsupported one would stop LaTeX."""
    if image.startswith("data:"):
        return builder.supported_data_uri_images
    if is_elsewhere(image):
        return builder.supported_remote_images
    return writes_html(builder) or guess_mimetype(image) in builder.supported_image_types


def _contains_image(blocks: Iterable[nodes.Node], image: str) -> bool:
    images = (node for block in blocks for node in block.findall(nodes.image))
    return any(image in node.get("candidates", {}).values() for node in images)
