"""Small fonts for tests: each glyph is a box, and a font has the characters that a test names."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables.sbixGlyph import Glyph as SbixGlyph
from fontTools.ttLib.tables.sbixStrike import Strike

__all__ = ["LATIN", "damaged", "font_of"]

LATIN = "".join(map(chr, range(0x20, 0x7F))) + "…·"
"""The characters of English texts, and those that the extension adds."""


@cache
def font_of(characters: str, *, width: int = 500, picture: bytes = b"") -> bytes:
    """Return a font with some characters, all of one width in thousandths of the size.

    :param picture: a PNG file of 100 × 100 pixels, which each glyph shows instead of a box.
    """
    names = {ord(char): f"u{ord(char):05X}" for char in characters}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    pen = TTGlyphPen(None)
    for corner, move in (
        ((50, 0), pen.moveTo),
        ((50, 700), pen.lineTo),
        ((450, 700), pen.lineTo),
        ((450, 0), pen.lineTo),
    ):
        move(corner)
    pen.closePath()
    box = pen.glyph()
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf({name: empty if name == "u00020" else box for name in order})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (width, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    if picture:
        strike = Strike(ppem=100, resolution=72)
        strike.glyphs = {name: SbixGlyph(glyphName=name, graphicType="png ", imageData=picture) for name in order}
        table = builder.font["sbix"] = newTable("sbix")
        table.version, table.flags, table.strikes = 1, 1, {100: strike}
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    buffer = BytesIO()
    builder.save(buffer)
    return buffer.getvalue()


def damaged(font: bytes) -> bytes:
    """Return a font with the same characters, but without valid outlines."""
    record = font.index(b"glyf")
    start, length = (int.from_bytes(font[record + at : record + at + 4]) for at in (8, 12))
    return font[:start] + b"\x00\x7f" * (length // 2) + font[start + length // 2 * 2 :]
