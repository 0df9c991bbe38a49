"""Thumbnails: copies of a picture in smaller sizes, made with Pillow where that is installed.

What must live here: all that knows Pillow.  The same file, sizes and Pillow give the same names and the same bytes; a
copy that is there already is not made again.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from ..model.views import digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL import Image

__all__ = ["SCALABLE", "make_copies", "scaler"]

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
