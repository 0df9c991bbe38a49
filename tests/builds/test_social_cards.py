"""Social cards: the pictures for link previews of posts without an image, drawn once and written only when changed."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from io import BytesIO
from typing import Any

import pytest

pytest.importorskip("PIL")
pytest.importorskip("fontTools")

from PIL import Image, features

from sphinxext_blog.render import social_cards, social_drawing
from tests.builds.pictures import SVG, png
from tests.builds.site import Build, Site, differences
from tests.builds.test_states import post
from tests.unit.fonts import LATIN, damaged, font_of

_CONF: dict[str, Any] = {"blog_cards": True, "html_baseurl": "https://example.org/"}
_FONT = {**_CONF, "blog_card_font": ["fonts/latin.ttf"]}
_CHINESE = "中文"


@pytest.fixture
def blog(site: Site) -> Site:
    """A blog of three posts, one of which has an image."""
    return site.write(
        {
            "index.md": "# Site\n\n```{toctree}\nblog/index\n```\n",
            "fonts/latin.ttf": font_of(LATIN),
            "fonts/chinese.ttf": font_of(_CHINESE),
            "posts/one.md": post("One *first* post", "date: 2026-01-01", "author: [Ada, Bo]", "category: Notes"),
            "posts/two.md": post("Two", "date: 2026-01-02"),
            "posts/cover.png": png(9, 9),
            "posts/three.md": post("Three", "date: 2026-01-03", "image: cover.png"),
        }
    )


def tags(build: Build, name: str) -> dict[str, str]:
    """The elements about an image in the head of a page."""
    found = build.page(name).select("meta[property^='og:image'], meta[name='twitter:card']")
    return {str(tag.get("property") or tag["name"]): str(tag["content"]) for tag in found}


def cards(build: Build) -> dict[str, int]:
    """When each card in the output was written."""
    return {path.name: path.stat().st_mtime_ns for path in sorted(build.out.glob("_images/social-card-*"))}


def card_of(build: Build, name: str) -> str:
    """The file of the card of a page."""
    found = tags(build, name)["og:image"]
    assert found.startswith("https://example.org/_images/social-card-")
    return found.rpartition("/")[2]


def cache(site: Site, to: str = "build") -> list[str]:
    """The cards beside the doctrees."""
    return sorted(path.name for path in (site.folder / to).rglob("blog-social-cards/*.png"))


# -- what is drawn -----------------------------------------------------------------------------------------------------


def test_a_post_without_an_image_has_a_picture_in_link_previews(blog: Site) -> None:
    """With its size and alternative text, for search engines too; it is on no page."""
    build = blog.build(**_FONT)
    assert build.warnings == []
    name = card_of(build, "posts/one.html")
    assert tags(build, "posts/one.html") == {
        "og:image": f"https://example.org/_images/{name}", "og:image:width": "1200", "og:image:height": "630",
        "og:image:alt": "One first post", "twitter:card": "summary_large_image",
    }  # fmt: skip
    with Image.open(build.out / "_images" / name) as image:
        assert (image.size, image.format) == ((1200, 630), "PNG")
    data = [json.loads(script.string or "") for script in build.page("posts/one.html").select("script[type*=ld]")]
    assert data[0]["image"] == {
        "@type": "ImageObject", "url": f"https://example.org/_images/{name}", "caption": "One first post",
        "width": 1200, "height": 630,
    }  # fmt: skip
    assert tags(build, "posts/three.html")["og:image"] == "https://example.org/_images/cover.png"
    assert "og:image:width" not in tags(build, "posts/three.html")
    assert len(cards(build)) == 2
    for page in ("posts/one.html", "blog/index.html"):
        assert "social-card" not in str(build.page(page).body)
    assert "social-card" not in build.text("blog/atom.xml")


def test_without_the_option_nothing_is_drawn(blog: Site) -> None:
    build = blog.build(html_baseurl="https://example.org/")
    assert (cards(build), cache(blog), tags(build, "posts/one.html")) == ({}, [], {"twitter:card": "summary"})


def test_the_image_of_a_category_is_for_listings_and_not_for_link_previews(blog: Site) -> None:
    """A card says more of a post; its own image has precedence."""
    build = blog.build(blog_default_image="posts/cover.png", **_FONT)
    assert card_of(build, "posts/two.html")
    assert "cover.png" in str(build.main("blog/index.html"))


def test_each_post_of_a_document_has_a_picture(site: Site) -> None:
    """In the data for search engines; the page itself is not a post."""
    notes = "# Notes\n\n## One\n\n```{post} 2026-01-01\n```\n\n## Two\n\n```{post} 2026-01-02\n```\n"
    build = site.write({"index.md": notes}).build(**_CONF)
    assert build.warnings == []
    assert len(cards(build)) == 2
    assert "og:image" not in tags(build, "index.html")


@pytest.mark.parametrize("builder", ["latex", "epub", "singlehtml", "text"])
def test_other_builders_draw_nothing(blog: Site, builder: str) -> None:
    blog.build(builder, version="1", epub_show_urls="no", suppress_warnings=["epub"], **_FONT)
    assert (cache(blog), [*(blog.folder / "build").rglob("*social-card*")]) == ([], [])


@pytest.mark.parametrize("conf", [{"html_baseurl": ""}, {"blog_metadata_tags": False}])
def test_a_picture_requires_the_head_in_which_it_is(blog: Site, conf: dict[str, Any]) -> None:
    """Link previews require complete URLs."""
    build = blog.build(**{**_FONT, **conf})
    assert (build.warnings, cards(build), cache(blog)) == ([], {}, [])


# -- builds ------------------------------------------------------------------------------------------------------------


def test_builds_agree(blog: Site) -> None:
    """Fresh, repeated, parallel, and edited and rebuilt; only what has changed is written."""
    blog.write({f"posts/more-{n}.md": post(f"More {n}", f"date: 2026-02-{n:02}") for n in range(1, 9)})
    first = blog.build(**_FONT)
    before, name = cards(first), card_of(first, "posts/one.html")
    repeated = blog.build(**_FONT)
    assert (repeated.updated, cards(repeated), cache(blog)) == ([], before, sorted(before))
    blog.replace("posts/one.md", "The text", "Another text")
    assert cards(blog.build(**_FONT)) == before
    blog.replace("posts/one.md", "category: Notes", "category: News")
    blog.delete("posts/more-1.md")
    edited = blog.build(**_FONT)
    after = cards(edited)
    assert card_of(edited, "posts/one.html") != name
    assert name not in after
    assert len(after) == len(before) - 1
    assert all(before[file] == time for file, time in after.items() if file in before)
    assert cache(blog) == sorted(after)
    parallel = blog.fresh(parallel=2, **_FONT)
    assert parallel.warnings == []
    assert differences(edited.out, parallel.out) == {}


def test_what_a_picture_depends_on(blog: Site) -> None:
    """The site's name, colors, logo, fonts and the language of dates; each change gives another picture."""
    names = {card_of(blog.build(**_FONT), "posts/two.html")}
    changes: tuple[dict[str, Any], ...] = (
        {"project": "Other"}, {"blog_card_colors": {"accent": "#a00"}}, {"language": "de"},
        {"html_logo": "posts/cover.png"}, {"blog_card_font": ["fonts/chinese.ttf", "fonts/latin.ttf"]},
    )  # fmt: skip
    for change in changes:
        names.add(card_of(blog.build(**{**_FONT, **change}), "posts/two.html"))
    blog.write({"fonts/latin.ttf": font_of(LATIN, width=600)})
    build = blog.build(**_FONT)
    names.add(card_of(build, "posts/two.html"))
    assert len(names) == len(changes) + 2
    assert cache(blog) == sorted(cards(build)) == sorted(cards(blog.fresh(**_FONT)))


def test_another_folder_of_output_uses_the_same_pictures(blog: Site) -> None:
    """They are copied from the cache, and drawn again if they were deleted from the output."""
    build = blog.build(**_FONT)
    content = {name: (build.out / "_images" / name).read_bytes() for name in cards(build)}
    for name in content:
        (build.out / "_images" / name).unlink()
    again = blog.build(**_FONT)
    assert {name: (again.out / "_images" / name).read_bytes() for name in cards(again)} == content
    other = blog.build("dirhtml", **_FONT)
    assert {name: (other.out / "_images" / name).read_bytes() for name in cards(other)} == content


def test_switched_off_pictures_are_deleted(blog: Site) -> None:
    """From the output and beside the doctrees."""
    blog.build(**_FONT)
    build = blog.build(html_baseurl="https://example.org/")
    assert (cards(build), [*(blog.folder / "build").rglob("blog-social-cards")]) == ({}, [])
    assert differences(build.out, blog.fresh(html_baseurl="https://example.org/").out) == {}


# -- fonts -------------------------------------------------------------------------------------------------------------


def test_a_missing_character_is_named_once(blog: Site) -> None:
    """A title with a letter that no font has gets no picture; other characters are omitted."""
    blog.write({"posts/two.md": post(_CHINESE, "date: 2026-01-02"), "posts/four.md": post("Go 🎉", "date: 2026-01-04")})
    build = blog.build(**_FONT)
    (warning,) = build.warnings
    assert "posts/four.md:" in warning
    assert "no font contains U+1F389 '🎉', U+4E2D '中', U+6587 '文'." in warning
    assert "Posts without a picture: 1. Pictures without these characters: 1. [blog.card]" in warning
    assert "og:image" not in tags(build, "posts/two.html")
    assert card_of(build, "posts/four.html")
    repeated = blog.build(**_FONT)
    assert (repeated.warnings, repeated.updated) == ([], [])
    complete = blog.build(**{**_FONT, "blog_card_font": ["fonts/latin.ttf", "fonts/chinese.ttf"]})
    assert card_of(complete, "posts/two.html")
    assert "'🎉'" in complete.warnings[0]
    assert "中" not in complete.warnings[0]


def test_the_font_of_pillow_has_english_letters_only(blog: Site) -> None:
    """A longer list of missing characters is shortened."""
    build = blog.write({"posts/two.md": post("中文标题一二三四五六七", "date: 2026-01-02")}).build(**_CONF)
    assert card_of(build, "posts/one.html")
    assert "'四' and 3 others" in build.warnings[0]


def _fonts(*names: str) -> dict[str, Any]:
    return {**_CONF, "blog_card_font": [*names]}


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("absent.ttf", None, "cannot be read (No such file or directory)"),
        ("fonts", None, "cannot be read ("),
        ("text.ttf", b"This is a text.", "is not a font"),
        ("empty.ttf", b"", "is not a font"),
        ("cut.ttf", font_of(LATIN)[:900], "cannot be read ("),
        ("glyphs.ttf", damaged(font_of(LATIN)), "cannot be drawn ("),
        ("zeros.ttf", b"\0\1\0\0" + bytes(2000), "cannot be read ("),
        ("zeros.ttc", b"ttcf" + b"\xff" * 2000, "cannot be read ("),
    ],
)
def test_a_bad_font_is_reported_and_ignored(blog: Site, name: str, content: bytes | None, problem: str) -> None:
    """With the line of ``conf.py``; the other fonts are used."""
    fonts = f'blog_card_font = [\n    "{name}",\n    "fonts/latin.ttf",\n]\n'
    blog.write({"conf.py": f'extensions = ["myst_parser", "sphinxext_blog"]\n\n{fonts}blog_posts = ["posts/**"]\n'})
    if content is not None:
        blog.write({name: content})
    build = blog.build(**_CONF)
    (warning,) = build.warnings
    assert f"blog_card_font: '{name}' {problem}" in warning
    assert warning.endswith("It is ignored. [blog.card]")
    assert "conf.py:4: WARNING" in warning
    assert card_of(build, "posts/one.html")


def test_a_picture_that_cannot_be_drawn_is_reported(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with a font of which only one letter is damaged; the next build tries again."""

    def fail(*_arguments: object) -> bytes:
        raise OSError("invalid outline")

    monkeypatch.setattr(social_drawing, "draw_card", fail)
    for _ in range(2):
        one, two = sorted(blog.build(**_FONT).warnings)
        assert "posts/one.md: WARNING: blog_card_font: the picture cannot be drawn (invalid outline)." in one
        assert "posts/two.md" in two


@pytest.mark.parametrize(
    ("conf", "warning"),
    [
        ({"blog_cards": 7}, "blog_cards: 7 is not valid."),
        (
            {"blog_card_font": 7},
            "blog_card_font: 7 is not valid. Expected a list of paths",
        ),
        ({"blog_card_font": [7]}, "blog_card_font: [7] is not valid."),
        ({"blog_card_colors": {"text": "black"}}, "blog_card_colors: {'text': 'black'} is not valid."),
        ({"blog_card_colors": {"font": "#000"}}, "blog_card_colors: {'font': '#000'} is not valid."),
        (
            {"blog_card_colors": {"text": "#999"}},
            "blog_card_colors: the contrast of text '#999' and background '#ffffff' is 2.8. Expected at least 4.5.",
        ),
    ],
)
def test_a_bad_option_is_reported(blog: Site, conf: dict[str, Any], warning: str) -> None:
    build = blog.build(**{**_FONT, **conf})
    assert len(build.warnings) == 1
    assert warning in build.warnings[0]


# -- logos and other extensions ----------------------------------------------------------------------------------------


def test_a_logo_that_is_a_drawing_is_omitted(blog: Site) -> None:
    """Pillow draws no SVG; another file that is no image is reported."""
    blog.write({"logo.svg": SVG, "logo.png": b"no image"})
    plain = card_of(blog.build(**_FONT), "posts/two.html")
    build = blog.build(html_logo="logo.svg", **_FONT)
    assert (build.warnings, card_of(build, "posts/two.html")) == ([], plain)
    (warning,) = blog.build(html_logo="logo.png", **_FONT).warnings
    assert "html_logo: 'logo.png' cannot be read" in warning
    assert "Pictures are drawn without it. [blog.card]" in warning


@pytest.mark.parametrize("package", ["PIL", "fontTools"])
def test_a_missing_package_is_one_warning(blog: Site, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """It names the extra."""
    monkeypatch.setitem(sys.modules, package, None)
    build = blog.build(blog_post_cover=False, **_FONT)
    (warning,) = build.warnings
    assert 'Expected both: pip install "sphinxext-blog[images]". No pictures are drawn. [blog.card]' in warning
    assert (cards(build), tags(build, "posts/one.html")) == ({}, {"twitter:card": "summary"})


def test_a_pillow_without_shaping_is_reported(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """For scripts that require it."""
    monkeypatch.setattr(features, "check", lambda name: name != "raqm")
    assert blog.build(**_FONT).warnings == []
    blog.write({"fonts/arabic.ttf": font_of("كتابة "), "posts/two.md": post("كتابة", "date: 2026-01-02")})
    build = blog.build(**_fonts("fonts/latin.ttf", "fonts/arabic.ttf"))
    (warning,) = build.warnings
    assert "posts/two.md" in warning
    assert "Pillow has no Raqm, by which letters such as 'ك' are joined." in warning
    assert card_of(build, "posts/two.html")


def test_sphinxext_opengraph_draws_its_own_pictures(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """With Matplotlib, or with an image for all pages; otherwise it has none, and ours are used."""
    pytest.importorskip("sphinxext.opengraph")
    conf = {**_FONT, "extensions": ["myst_parser", "sphinxext_blog", "sphinxext.opengraph"]}
    site_url: dict[str, Any] = {"ogp_site_url": "https://example.org/", "ogp_social_cards": {"enable": False}}
    assert card_of(blog.build(**conf, **site_url), "posts/one.html")
    build = blog.build(**conf, **site_url, ogp_image="https://example.org/all.png")
    assert (cards(build), tags(build, "posts/one.html")["og:image"]) == ({}, "https://example.org/all.png")
    monkeypatch.setattr(social_cards, "find_spec", lambda name: name == "matplotlib" or find_spec(name))
    assert cards(blog.build(**conf, **{**site_url, "ogp_social_cards": {}})) == {}


def test_a_title_of_an_author_is_not_markup_of_the_page(blog: Site) -> None:
    blog.write({"posts/two.md": post("A `<b>` & c", "date: 2026-01-02")})
    build = blog.build(**_FONT)
    assert tags(build, "posts/two.html")["og:image:alt"] == "A <b> & c"


def test_math_in_a_title_is_drawn_as_text(blog: Site) -> None:
    """As in tabs and link previews."""
    blog.write(
        {
            "posts/two.md": post(r"Why $\zeta(2) = \frac{\pi^2}{6}$", "date: 2026-01-02"),
            "fonts/latin.ttf": font_of(LATIN + "ζπ²"),
        }
    )
    build = blog.build(myst_enable_extensions=["dollarmath"], **_FONT)
    assert build.warnings == []
    assert tags(build, "posts/two.html")["og:image:alt"] == "Why ζ(2) = π²/6"


def test_a_logo_is_part_of_the_picture(blog: Site) -> None:
    buffer = BytesIO()
    Image.new("RGB", (64, 64), "#ff0000").save(buffer, "PNG")
    build = blog.write({"logo.png": buffer.getvalue()}).build(html_logo="logo.png", **_FONT)
    with Image.open(build.out / "_images" / card_of(build, "posts/one.html")) as image:
        assert image.convert("RGB").getpixel((90, 550)) == pytest.approx((255, 0, 0), abs=4)
