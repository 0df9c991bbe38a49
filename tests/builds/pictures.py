"""Pictures for tests, made without Pillow: they have to be there where it is not."""

from __future__ import annotations

import struct
import zlib

__all__ = ["GIF", "SVG", "png"]

GIF = bytes.fromhex("47494638396101000100800000ffffff00000021f90400000000002c00000000010001000002024401003b")
"""One pixel."""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="600" height="300"/></svg>'


def png(width: int, height: int, shade: int = 0) -> bytes:
    """A PNG of a size, with a slope of grey that begins at a shade."""
    row = bytes((shade + place // 8) % 256 for place in range(width))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            (b"IDAT", zlib.compress((b"\x00" + row) * height)),
            (b"IEND", b""),
        )
    )
