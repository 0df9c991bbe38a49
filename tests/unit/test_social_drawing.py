"""The drawing of social cards: which font has a character, the order of runs, and the picture."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("PIL")
pytest.importorskip("fontTools")

from PIL import Image

from sphinxext_blog.render.social_drawing import (
    CardContent,
    CardFont,
    CardStyle,
    FontError,
    FontSet,
    default_font,
    draw_card,
    is_shaping,
)
from tests.unit.fonts import LATIN, font_of

if TYPE_CHECKING:
    from collections.abc import Callable

CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
ARABIC, HEBREW = "كتابة مدونة", "שלום עולם"
COLORS: dict[str, Any] = {"background": "#ffffff", "text": "#000000", "muted": "#555555", "accent": "#0000ff"}


def fonts(*characters: str, shapes: bool = True) -> FontSet:
    """Fonts with some characters each."""
    return FontSet([CardFont(font_of(some, width=400 + 100 * i)) for i, some in enumerate(characters)], shapes=shapes)


def runs_of(text: str, *characters: str, shapes: bool = True) -> list[tuple[str, int]]:
    """(text, number of the font) of each run of a line, from left to right."""
    these = fonts(*characters, shapes=shapes)
    found = these.set_text(text, "en").line(0, len(text))
    return [(these.as_drawn(run), list(these.fonts).index(run.font)) for run in found]


def picture(content: CardContent, these: FontSet, logo: Image.Image | None = None) -> Image.Image:
    """The picture, opened."""
    these = FontSet(these.fonts, shapes=is_shaping())
    return Image.open(BytesIO(draw_card(content, CardStyle(these, logo=logo, **COLORS)))).convert("RGB")


def inked(image: Image.Image, left: int, right: int) -> bool:
    """Whether something is drawn in a column of the picture, beside the bar."""
    return len(image.crop((left, 0, right, image.height)).getcolors() or ()) != 1


# -- which font --------------------------------------------------------------------------------------------------------


def test_a_run_of_one_script_has_the_first_font_with_all_its_letters() -> None:
    """So one word is not drawn in two fonts."""
    assert runs_of("abc", "ab", LATIN) == [("abc", 1)]
    assert runs_of("abc", LATIN, "abc") == [("abc", 0)]
    assert runs_of("中文 ab 文", LATIN + "文", "中文") == [("中文 ", 1), ("ab ", 0), ("文", 1)]
    assert runs_of("中中 ab 文", LATIN + "文", "中") == [("中中 ", 1), ("ab 文", 0)]
    assert runs_of("中文", "中", "文") == [("中", 0), ("文", 1)]


def test_digits_and_punctuation_follow_the_run_before_them() -> None:
    assert runs_of("中2!", LATIN, "中2!") == [("中2!", 1)]
    assert runs_of("2中", LATIN, "中2") == [("2中", 1)]
    assert runs_of("中?", LATIN, "中") == [("中", 1), ("?", 0)]


def test_a_letter_and_its_mark_have_one_font() -> None:
    """And if no font has both, the letter remains."""
    assert runs_of("xq\u0307", "xq", "q\u0307" + LATIN) == [("xq\u0307", 1)]
    assert runs_of("q\u0307", "q", "\u0307") == [("q", 0)]
    assert fonts("q", "\u0307").missing("q\u0307") == ("\u0307",)


def test_a_grapheme_with_joiners_has_one_font() -> None:
    """Joiners and selectors need no glyph."""
    assert runs_of("a👩\u200d💻❤\ufe0f", LATIN, "👩💻❤") == [("a", 0), ("👩\u200d💻❤\ufe0f", 1)]


def test_missing_characters_are_named_and_not_drawn() -> None:
    assert fonts(LATIN).missing("Go 中文 🎉!") == ("中", "文", "🎉")
    assert runs_of("Go 中!", LATIN) == [("Go ", 0), ("!", 0)]
    assert runs_of("中", LATIN) == []


def test_no_character_of_a_font_is_missing() -> None:
    assert fonts(LATIN).missing(LATIN + "\u200b\u200d\ufe0f") == ()


# -- direction ---------------------------------------------------------------------------------------------------------


def test_runs_are_in_the_order_in_which_they_are_read() -> None:
    assert [text for text, _ in runs_of(f"{HEBREW} (ab) 12", LATIN, HEBREW)] == ["12", ") ", "ab", "(", f"{HEBREW} "]
    assert [text for text, _ in runs_of(f"ab {HEBREW} cd", LATIN, HEBREW)] == ["ab ", HEBREW, " ", "cd"]


def test_without_shaping_letters_are_put_in_order() -> None:
    """With mirrored brackets, and marks after their letters."""
    assert runs_of("שב\u05bcא(", "שב\u05bcא()", shapes=False) == [(")אב\u05bcש", 0)]
    assert runs_of("ab(", LATIN, shapes=False) == [("ab(", 0)]


def test_scripts_that_require_shaping_are_found() -> None:
    assert fonts(shapes=False).needs_shaping(f"a {ARABIC}") == ARABIC[0]
    assert fonts(shapes=False).needs_shaping(f"a 中 {HEBREW}") == ""
    assert fonts(shapes=True).needs_shaping(ARABIC) == ""


def test_a_right_to_left_title_mirrors_the_picture() -> None:
    these = fonts(LATIN + HEBREW)
    left, right = picture(CardContent(title="ab"), these), picture(CardContent(title=HEBREW[:2]), these)
    assert left.getpixel((5, 300)) == (0, 0, 255) == right.getpixel((1195, 300))
    assert (inked(left, 20, 300), inked(left, 900, 1180)) == (True, False)
    assert (inked(right, 20, 300), inked(right, 900, 1180)) == (False, True)


# -- the picture -------------------------------------------------------------------------------------------------------


def test_the_picture_has_the_expected_size_and_colors() -> None:
    image = picture(CardContent(title="Title", category="Notes", date="2026", authors="Ada", site="Site"), fonts(LATIN))
    assert image.size == (1200, 630)
    assert image.getpixel((600, 10)) == (255, 255, 255)


@pytest.mark.parametrize("change", ["title", "category", "date", "authors", "site"])
def test_each_text_is_drawn(change: str) -> None:
    texts = {"title": "Title", "category": "Notes", "date": "2026", "authors": "Ada", "site": "Site"}
    style = CardStyle(fonts(LATIN, shapes=is_shaping()), **COLORS)
    assert draw_card(CardContent(**texts), style) == draw_card(CardContent(**texts), style)
    assert draw_card(CardContent(**texts), style) != draw_card(CardContent(**{**texts, change: ""}), style)


@pytest.mark.parametrize(
    "title", ["", "x" * 3000, "word " * 200, "中" * 300, "🎉", "\u0301", f"{ARABIC} {HEBREW} " * 20]
)
def test_any_title_is_drawn_within_the_picture(title: str) -> None:
    """Also one without any character that a font has."""
    image = picture(
        CardContent(title=title, authors="Ada, " * 90, date="January 1, 2026"), fonts(LATIN + ARABIC + HEBREW)
    )
    assert not inked(image, 1140, 1180)


def test_many_authors_are_cut_and_the_date_remains() -> None:
    these = fonts(LATIN)

    def end(authors: str) -> Image.Image:
        return picture(CardContent(title="a", authors=authors, date="1 May"), these).crop((80, 460, 1200, 505))

    assert inked(end("Ada, " * 90), 700, 1040)
    assert not inked(end("Ada"), 700, 1040)


def test_a_logo_is_drawn_beside_the_name_of_the_site() -> None:
    logo = Image.new("RGBA", (64, 64), (255, 0, 0, 255))
    image = picture(CardContent(title="a", site="Site"), fonts(LATIN), logo)
    assert image.getpixel((90, 550)) == (255, 0, 0)
    mirrored = picture(CardContent(title=HEBREW, site="Site"), fonts(LATIN + HEBREW), logo)
    assert mirrored.getpixel((1110, 550)) == (255, 0, 0)


def test_the_font_of_pillow_has_english_letters() -> None:
    assert FontSet([default_font()], shapes=is_shaping()).missing("Instead of recurrence (2026)") == ()


def test_emoji_in_color_are_scaled_to_the_size_of_the_text() -> None:
    """Their fonts contain pictures of a few sizes, and no outlines."""
    red = Image.new("RGBA", (100, 100), (255, 0, 0, 255))
    buffer = BytesIO()
    red.save(buffer, "PNG")
    emoji = CardFont(font_of("🎉", picture=buffer.getvalue()))
    assert emoji.is_colored
    assert [emoji.at(size)[1] for size in (50, 100, 200)] == [0.5, 1, 2]
    image = picture(CardContent(title="ab🎉"), FontSet([CardFont(font_of(LATIN)), emoji], shapes=is_shaping()))
    reds = image.crop((0, 0, 1200, 450)).getcolors(1 << 20) or []
    assert 4_000 < sum(number for number, color in reds if color == (255, 0, 0)) < 12_000


# -- files -------------------------------------------------------------------------------------------------------------


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _without_cmap(content: bytes) -> bytes:
    return content.replace(b"cmap", b"cmaq")


def _zeros(content: bytes) -> bytes:
    return content[:200] + bytes(len(content) - 200)


@pytest.mark.parametrize(
    "damage", [_cut, _without_cmap, _zeros, lambda _: b"", lambda _: b"\0\1\0\0", lambda _: b"ttcf"]
)
def test_a_damaged_font_is_an_error(damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(FontError, match="cannot be read"):
        assert CardFont(damage(font_of(LATIN))).characters


def test_a_font_file(tmp_path: Path) -> None:
    path = tmp_path / "ﬁle name.ttf"
    path.write_bytes(font_of("ab"))
    assert CardFont(path).characters == {ord("a"), ord("b")}
    with pytest.raises(FontError):
        assert CardFont(tmp_path / "absent.ttf").characters


# -- real fonts --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cjk() -> FontSet:
    """Noto Sans CJK."""
    if not CJK.is_file():
        pytest.skip("requires the Debian package fonts-noto-cjk")
    if not is_shaping():
        pytest.skip("requires Pillow with Raqm")
    return FontSet([CardFont(CJK), default_font()], shapes=True)


def test_a_font_for_chinese_japanese_and_korean(cjk: FontSet) -> None:
    """Each is drawn, and Han characters have the forms of the language."""
    assert cjk.missing("用 Sphinx 写博客，フレームワーク、블로그") == ()
    style = CardStyle(cjk, **COLORS)
    forms = {draw_card(CardContent(title="直骨刃", language=name), style) for name in ("zh-CN", "ja", "zh-CN")}
    assert len(forms) == 2
