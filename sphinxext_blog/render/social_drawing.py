"""The drawing of social cards with Pillow: 1200 × 630 pixels with the title of a post in several fonts."""

from __future__ import annotations

import math
import struct
import zlib
from functools import cached_property
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import category

from ..model.bidi import base_level, bidi_levels, visual_order
from ..model.head_data import CARD_SIZE
from ..model.record import record
from ..model.social_card import clean_text, fit_text
from ..model.text import inside_grapheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PIL import Image
    from PIL.ImageFont import FreeTypeFont

    from ..model.social_card import TextBlock

__all__ = [
    "DRAWING_ERRORS",
    "FONT_SIGNATURES",
    "LOGO_SIZE",
    "CardContent",
    "CardFont",
    "CardStyle",
    "FontError",
    "FontSet",
    "SetText",
    "TextRun",
    "default_font",
    "draw_card",
    "is_shaping",
]

# -- fonts -------------------------------------------------------------------------------------------------------------

DRAWING_ERRORS = (
    OSError, ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, EOFError, SyntaxError,
    struct.error, zlib.error,
)  # fmt: skip
"""The errors that Pillow and fontTools raise for damaged files."""
FONT_SIGNATURES = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2")
"""The first bytes of the font files that FreeType and fontTools read."""
_SAMPLE = 60
"""The number of characters that are drawn to examine a font."""
_COMMON = frozenset(("Zyyy", "Zinh", "Zzzz"))
"""The codes of characters that occur in several scripts, such as digits and marks."""
_SHAPED = frozenset(
    "Arab Syrc Nkoo Mand Mong Adlm Rohg Thaa Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr Tibt".split()  # noqa: SIM905 - a list of words
)
"""The scripts that are not legible without shaping."""
_MIRRORED = dict(zip("()[]{}<>«»‹›（）［］｛｝「」『』【】", ")(][}{><»«›‹）（］［｝｛」「』『】【", strict=True))


class FontError(ValueError):
    """A font file cannot be read."""


def is_shaping() -> bool:
    """Return whether Pillow shapes text with Raqm, which joins letters and orders right-to-left text."""
    from PIL import features

    return bool(features.check("raqm"))


class CardFont:
    """A font file, in any size."""

    def __init__(self, source: Path | bytes) -> None:
        """Describe a font, which is opened on demand.

        :param source: the file, or its content.
        """
        self._source = source
        self._sizes: dict[int, FreeTypeFont] = {}

    @cached_property
    def _tables(self) -> tuple[frozenset[int], tuple[int, ...], bool]:
        """The characters of the font, the sizes of its bitmaps if it has no outlines, and whether it has colors.

        :raises FontError: the file cannot be read.
        """
        from fontTools.ttLib import TTFont, TTLibError

        try:
            with (
                BytesIO(self._source) if isinstance(self._source, bytes) else self._source.open("rb") as file,
                TTFont(file, fontNumber=0, lazy=True) as font,
            ):
                characters = frozenset(font.getBestCmap() or ())
                bitmaps: list[int] = []
                if "CBLC" in font:
                    bitmaps = [strike.bitmapSizeTable.ppemY for strike in font["CBLC"].strikes]
                elif "sbix" in font:
                    bitmaps = [*font["sbix"].strikes]
                is_colored = any(table in font for table in ("CBDT", "sbix", "COLR"))
        except (*DRAWING_ERRORS, TTLibError, ImportError) as error:  # fontTools imports Brotli for WOFF2
            raise FontError(f"cannot be read ({str(error)[:80] or type(error).__name__})") from error
        if not characters:
            raise FontError("cannot be read (no table of characters)")
        try:  # a sample, since a damaged font may have an undamaged table of characters
            self._open(bitmaps[-1] if bitmaps else 48).getmask("".join(map(chr, sorted(characters)[:_SAMPLE])))
        except DRAWING_ERRORS as error:
            raise FontError(f"cannot be drawn ({error})") from error
        return characters, tuple(sorted(bitmaps)), is_colored

    def _open(self, size: int) -> FreeTypeFont:
        from PIL import ImageFont

        file = BytesIO(self._source) if isinstance(self._source, bytes) else str(self._source)
        return ImageFont.truetype(file, size)

    @property
    def characters(self) -> frozenset[int]:
        """The code points that have a glyph."""
        return self._tables[0]

    @property
    def is_colored(self) -> bool:
        """Whether the glyphs have colors."""
        return self._tables[2]

    def at(self, size: int) -> tuple[FreeTypeFont, float]:
        """Return the font in a size, or in that of its bitmaps, and the factor by which it has to be scaled."""
        bitmaps = self._tables[1]
        real = next((bitmap for bitmap in bitmaps if bitmap >= size), bitmaps[-1]) if bitmaps else size
        if real not in self._sizes:
            self._sizes[real] = self._open(real)
        return self._sizes[real], size / real


def default_font() -> CardFont:
    """Return the font that Pillow contains: a few Latin letters."""
    from PIL import ImageFont

    return CardFont(getattr(ImageFont.load_default(16), "font_bytes", b""))


class TextRun(NamedTuple):
    """A part of a line in one font and direction."""

    text: str
    font: CardFont
    is_rtl: bool


class FontSet:
    """The fonts of a site, in the order of preference."""

    def __init__(self, fonts: Sequence[CardFont], *, shapes: bool) -> None:
        """Use some fonts.

        :param shapes: the result of :func:`is_shaping`.
        """
        self.fonts, self.shapes = fonts, shapes
        self._widths: dict[tuple[str, int, int, bool, str], float] = {}

    def options(self, *, is_rtl: bool, language: str) -> dict[str, Any]:
        """Return the arguments for Pillow by which a run is shaped."""
        if not self.shapes:
            return {}
        return {"direction": "rtl" if is_rtl else "ltr", **({"language": language} if language else {})}

    def set_text(self, text: str, language: str) -> SetText:
        """Return a text with the font of each character."""
        return SetText(self, text, language)

    def width(self, run: TextRun, size: int, language: str) -> float:
        """Return the width of a run."""
        key = run.text, id(run.font), size, run.is_rtl, language
        if key not in self._widths:
            font, factor = run.font.at(size)
            self._widths[key] = factor * font.getlength(
                self.as_drawn(run), **self.options(is_rtl=run.is_rtl, language=language)
            )
        return self._widths[key]

    def as_drawn(self, run: TextRun) -> str:
        """Return the text of a run in the order in which Pillow expects it."""
        if self.shapes or not run.is_rtl:
            return run.text
        return "".join(_MIRRORED.get(part, part) for part in reversed(list(_graphemes(run.text))))

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the characters of a text that no font has."""
        return self.set_text(text, "").missing

    def needs_shaping(self, text: str) -> str:
        """Return the first character that is not legible without shaping; empty if Pillow shapes text."""
        from fontTools.unicodedata import script

        return "" if self.shapes else next((char for char in text if script(char) in _SHAPED), "")


class SetText:
    """A text with the font and the direction of each character."""

    def __init__(self, fonts: FontSet, text: str, language: str) -> None:
        self.text, self._fonts, self._language = text, fonts, language
        self.base = base_level(text)
        missing: list[str] = []
        self._font_of = list(_assign(text, fonts.fonts, missing))
        self.missing = tuple(dict.fromkeys(missing))
        self._levels = bidi_levels(text, self.base)

    def measure(self, size: int) -> Callable[[int, int], float]:
        """Return a function that measures the text from a start to an end."""

        def width(start: int, end: int) -> float:
            return sum(self._fonts.width(run, size, self._language) for _, run in self._runs(start, end))

        return width

    def line(self, start: int, end: int) -> list[TextRun]:
        """Return the runs of a line, from left to right."""
        return [run for _, run in visual_order(list(self._runs(start, end)))]

    def _runs(self, start: int, end: int) -> Iterator[tuple[int, TextRun]]:
        def properties(index: int) -> tuple[int, int]:
            return self._font_of[index], self._levels[index]

        for (number, level), group in groupby(range(start, end), properties):
            indices = [*group]
            if number >= 0:
                run = self.text[indices[0] : indices[-1] + 1].replace("\u200b", "").replace("\u2060", "")
                yield level, TextRun(run, self._fonts.fonts[number], is_rtl=level % 2 == 1)


def _graphemes(text: str) -> Iterator[str]:
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not inside_grapheme(text, index):
            yield text[start:index]
            start = index


def _needs_glyph(char: str) -> bool:
    """Return whether a character is invisible without a glyph."""
    is_selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return not (char == " " or is_selector or category(char) == "Cf")


def _assign(text: str, fonts: Sequence[CardFont], missing: list[str]) -> Iterator[int]:
    """Yield the number of the font of each character; -1 for a character that no font has.

    The first font with all letters of a script in the text is used for them, or else the first one with all letters of
    a run.  If there is none, each grapheme has the first font with all its characters.
    """
    runs = list(_script_runs(text))
    letters: dict[str, set[int]] = {}
    for code, run in runs:
        letters.setdefault(code, set()).update(ord(char) for char, is_letter in run if is_letter)
    for code, run in runs:
        choices = letters[code], {ord(char) for char, is_letter in run if is_letter}
        found = (number for chosen in choices for number, font in enumerate(fonts) if chosen <= font.characters)
        first = next(found, 0)
        order = [first, *(number for number in range(len(fonts)) if number != first)]
        for grapheme in _graphemes("".join(char for char, _ in run)):
            yield from _assign_grapheme(grapheme, fonts, order, missing)


def _assign_grapheme(
    grapheme: str, fonts: Sequence[CardFont], order: Sequence[int], missing: list[str]
) -> Iterator[int]:
    points = {ord(char) for char in grapheme if _needs_glyph(char)}
    chosen = next((number for number in order if points <= fonts[number].characters), None)
    if chosen is None:  # a letter without its mark is better than neither
        chosen = next((number for number in order if ord(grapheme[0]) in fonts[number].characters), None)
    for char in grapheme:
        has_glyph = chosen is not None and (not _needs_glyph(char) or ord(char) in fonts[chosen].characters)
        if not has_glyph and _needs_glyph(char):
            missing.append(char)
        yield chosen if has_glyph and chosen is not None else -1


def _script_runs(text: str) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """Yield the script of each run, and its characters, with whether each is a letter or mark of the script.

    A character of several scripts belongs to the run before it, or to the first run.
    """
    from fontTools.unicodedata import script

    run: list[tuple[str, bool]] = []
    current = ""
    for char in text:
        code = script(char)
        is_common = code in _COMMON
        if not is_common and current not in ("", code):
            yield current, run
            run = []
        current = current if is_common else code
        is_mark = category(char)[0] == "M" and _needs_glyph(char)
        run.append((char, current != "" and (is_mark or not is_common)))
    if run:
        yield current, run


# -- pictures ----------------------------------------------------------------------------------------------------------

WIDTH, HEIGHT = CARD_SIZE
LOGO_SIZE = (320, 64)
"""The maximum size of a logo."""
_COLORS = 256
_MARGIN = 80
_BAR = 16
"""The width of the bar at the edge."""
_TITLE_SIZES = ((88, 2), (76, 3), (64, 3), (56, 4), (48, 5))
"""The sizes of titles, and the maximum number of lines in each."""
_TITLE_TOP, _TITLE_BOTTOM = 142, 446
_LINE_HEIGHT = 1.26
_ASCENT = 0.98
"""The distance of the baseline from the top of a line."""
_SMALL = 32
_MIDDLE = 11
"""The distance of the baseline from the middle of small letters."""
_LOGO_GAP = 20
_SEPARATOR = " · "
_CATEGORY_BASELINE, _DETAILS_BASELINE, _SITE_BASELINE = 110, 492, 562


@record
class CardContent:
    """The texts in a picture."""

    title: str
    category: str = ""
    date: str = ""
    authors: str = ""
    site: str = ""
    language: str = ""
    """The language as BCP 47 tag, on which the forms of Han characters depend."""

    def texts(self) -> tuple[str, ...]:
        """Return the texts."""
        return tuple(map(clean_text, (self.title, self.category, self.authors, self.date, self.site)))


class CardStyle:
    """The appearance of all pictures of a site."""

    def __init__(
        self, fonts: FontSet, *, background: str, text: str, muted: str, accent: str, logo: Image.Image | None = None
    ) -> None:
        """Use fonts and colors.

        :param logo: the logo with transparency, not larger than :data:`LOGO_SIZE`.
        """
        self.fonts, self.logo = fonts, logo
        self.background, self.text, self.muted, self.accent = background, text, muted, accent


def draw_card(content: CardContent, style: CardStyle) -> bytes:
    """Return a picture as a PNG file."""
    from PIL import Image

    image = Image.new("RGB", (WIDTH, HEIGHT), style.background)
    _Painter(image, style, content.language).draw(content)
    return _encode(image, style.background)


def _encode(image: Image.Image, background: str) -> bytes:
    """Return an image as PNG with a palette, which is a third of the size, and faster to write."""
    from PIL import Image, ImageColor

    reduced = image.quantize(_COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = reduced.getpalette() or []
    index = reduced.getpixel((WIDTH // 2, 0))
    assert isinstance(index, int)
    palette[3 * index : 3 * index + 3] = ImageColor.getrgb(background)[:3]  # the method changes it by a shade
    reduced.putpalette(palette)
    buffer = BytesIO()
    reduced.save(buffer, "PNG")
    return buffer.getvalue()


class _Pen(NamedTuple):
    """How and where a line of text is drawn."""

    size: int
    baseline: int
    color: str
    offset: int = 0
    """The distance from the margin."""


class _Painter:
    """Draws one picture."""

    def __init__(self, image: Image.Image, style: CardStyle, language: str) -> None:
        from PIL import ImageDraw

        self._image, self._style, self._language = image, style, language
        self._canvas = ImageDraw.Draw(image)
        self._is_rtl = False
        self._set_texts: dict[str, SetText] = {}

    def draw(self, content: CardContent) -> None:
        """Draw everything; a right-to-left title mirrors the picture."""
        style, room = self._style, WIDTH - 2 * _MARGIN
        title, category, authors, date, site = content.texts()
        self._is_rtl = self._set(title).base == 1
        edge = WIDTH - _BAR if self._is_rtl else 0
        self._canvas.rectangle((edge, 0, edge + _BAR - 1, HEIGHT), fill=style.accent)
        self._draw_line(category, room, _Pen(_SMALL, _CATEGORY_BASELINE, style.accent))
        self._draw_title(title, room)
        details = self._details(authors, date, room)
        self._draw_line(details, room, _Pen(_SMALL, _DETAILS_BASELINE, style.muted))
        offset = self._draw_logo()
        self._draw_line(site, room - offset, _Pen(_SMALL, _SITE_BASELINE, style.text, offset))

    def _set(self, text: str) -> SetText:
        if text not in self._set_texts:
            self._set_texts[text] = self._style.fonts.set_text(text, self._language)
        return self._set_texts[text]

    def _measure(self, text: str, size: int) -> Callable[[int, int], float]:
        return self._set(text).measure(size)

    def _fit(self, text: str, sizes: Sequence[tuple[int, int]], width: float) -> TextBlock:
        return fit_text(text, sizes, self._measure, width)

    def _details(self, authors: str, date: str, room: int) -> str:
        """Return the authors and the date; if both do not fit, only the authors are cut."""
        if not (authors and date):
            return authors or date
        end = _SEPARATOR + date
        rest = room - self._measure(end, _SMALL)(0, len(end))
        return self._fit(authors, ((_SMALL, 1),), rest).text + end

    def _draw_title(self, text: str, room: int) -> None:
        block = self._fit(text, _TITLE_SIZES, room)
        height = _LINE_HEIGHT * block.size
        top = (_TITLE_TOP + _TITLE_BOTTOM - len(block.lines) * height) / 2
        for number, (start, end) in enumerate(block.lines):
            baseline = round(top + number * height + _ASCENT * block.size)
            self._draw_runs(self._set(block.text).line(start, end), _Pen(block.size, baseline, self._style.text))

    def _draw_line(self, text: str, room: int, pen: _Pen) -> None:
        """Draw a text in one line, cut if it does not fit."""
        block = self._fit(text, ((pen.size, 1),), room)
        for start, end in block.lines:
            self._draw_runs(self._set(block.text).line(start, end), pen)

    def _draw_runs(self, runs: Sequence[TextRun], pen: _Pen) -> None:
        """Draw the runs of a line at the margin."""
        fonts = self._style.fonts
        widths = [fonts.width(run, pen.size, self._language) for run in runs]
        x = WIDTH - _MARGIN - pen.offset - sum(widths) if self._is_rtl else float(_MARGIN + pen.offset)
        for run, width in zip(runs, widths, strict=True):
            if run.font.at(pen.size)[1] == 1:
                font, text = run.font.at(pen.size)[0], fonts.as_drawn(run)
                options = fonts.options(is_rtl=run.is_rtl, language=self._language)
                is_colored = run.font.is_colored
                self._canvas.text((x, pen.baseline), text, pen.color, font, "ls", embedded_color=is_colored, **options)
            else:
                self._draw_bitmaps(run, pen, x)
            x += width

    def _draw_bitmaps(self, run: TextRun, pen: _Pen, x: float) -> None:
        """Draw glyphs that exist in one size only, such as those of color emoji."""
        from PIL import Image, ImageDraw

        fonts = self._style.fonts
        font, factor = run.font.at(pen.size)
        text, options = fonts.as_drawn(run), fonts.options(is_rtl=run.is_rtl, language=self._language)
        left, top, right, bottom = font.getbbox(text, anchor="ls", **options)
        layer = Image.new("RGBA", (max(1, math.ceil(right - left)), max(1, math.ceil(bottom - top))))
        ImageDraw.Draw(layer).text((-left, -top), text, pen.color, font, "ls", embedded_color=True, **options)
        scaled = layer.resize((max(1, round(layer.width * factor)), max(1, round(layer.height * factor))))
        self._image.paste(scaled, (round(x + left * factor), round(pen.baseline + top * factor)), scaled)

    def _draw_logo(self) -> int:
        """Draw the logo; return the space that it takes."""
        logo = self._style.logo
        if logo is None:
            return 0
        x = WIDTH - _MARGIN - logo.width if self._is_rtl else _MARGIN
        self._image.paste(logo, (x, _SITE_BASELINE - _MIDDLE - logo.height // 2), logo)
        return logo.width + _LOGO_GAP
