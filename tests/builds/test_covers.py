"""Covers: the picture of a post in listings, as small as it is shown, and made once."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from tests.builds.pictures import GIF, SVG, png
from tests.builds.site import Build, Site, differences
from tests.builds.test_states import post

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

_TWO = "# Site\n\n```{toctree}\nblog/index\nlist\n```\n"


def site_with(site: Site, cover: bytes | str, name: str = "cover.png", *front: str, style: str = "list") -> Site:
    """A blog of two posts with one cover, and a listing of them."""
    head = (f"image: {name}", *front)
    return site.write(
        {
            "index.md": _TWO,
            f"posts/{name}": cover,
            "posts/new.md": post("New", "date: 2026-01-02", *head),
            "posts/old.md": post("Old", "date: 2026-01-01", *head),
            "list.md": f"# List\n\n```{{postlist}}\n:style: {style}\n```\n",
        }
    )


def covers(build: Build, name: str = "list.html") -> list[Tag]:
    """The covers on a page."""
    return list(build.main(name).select("img.blog-cover"))


def copies(build: Build) -> dict[str, int]:
    """When each copy of a cover was made, by its name."""
    folder = build.out / "_images"
    return {path.name: path.stat().st_mtime_ns for path in sorted(folder.glob("*-*00.*"))} if folder.is_dir() else {}


def chosen_from(image: Tag) -> dict[int, str]:
    """What a browser may choose from, by width."""
    parts = (part.split() for part in str(image["srcset"]).split(", "))
    return {int(width.removesuffix("w")): address for address, width in parts}


@pytest.fixture
def without_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which Pillow is not installed."""
    monkeypatch.setitem(sys.modules, "PIL", None)


# -- what a page says of them ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", ["list", "cards"])
def test_a_cover_is_shown_without_a_shift_and_when_it_is_needed(site: Site, style: str) -> None:
    """Its size is said before it is there; the first is fetched at once, and the others when a reader gets there."""
    build = site_with(site, png(900, 600), "cover.png", "image_alt: A slope", style=style).build()
    assert build.warnings == []
    first, second = covers(build)
    for image in (first, second):
        assert (image["width"], image["height"]) == ("900", "600")
        assert (image["alt"], image["decoding"]) == ("A slope", "async")
        assert image["src"] == "_images/cover.png"
    assert (first.get("fetchpriority"), first.get("loading")) == ("high", None)
    assert (second.get("fetchpriority"), second.get("loading")) == (None, "lazy")


def test_a_cover_without_words_for_it_is_decoration(site: Site) -> None:
    """The title stands beside it, so those who do not see it miss nothing."""
    assert [image["alt"] for image in covers(site_with(site, png(9, 9)).build())] == ["", ""]


def test_only_the_first_listing_of_a_page_is_seen_at_once(site: Site) -> None:
    """What is far below waits."""
    listing = "```{postlist} 1\n```\n"
    build = site_with(site, png(9, 9)).write({"list.md": f"# List\n\n{listing}\n{listing}"}).build()
    assert [image.get("loading") for image in covers(build)] == [None, "lazy"]


def test_a_cover_behind_a_symbolic_link_is_shown(site: Site) -> None:
    """Where the folder of the posts stands elsewhere; with its copies, and again when it changes."""
    site_with(site, png(900, 600))
    (site.src / "posts").rename(site.folder / "elsewhere")
    (site.src / "posts").symlink_to("../elsewhere", target_is_directory=True)
    build = site.build(html_baseurl="https://example.org/")
    assert build.warnings == []
    assert [image["src"] for image in covers(build)] == ["_images/cover.png", "_images/cover.png"]
    assert copies(build)
    assert build.page("posts/new.html").select_one('meta[content="https://example.org/_images/cover.png"]') is not None
    site.write({"posts/cover.png": png(300, 200)})
    site.build(html_baseurl="https://example.org/")
    assert differences(build.out, site.fresh(html_baseurl="https://example.org/").out) == {}


@pytest.mark.parametrize("style", ["compact", "table", "timeline", "full"])
def test_styles_without_covers(site: Site, style: str) -> None:
    """They are lines, or the whole post has its pictures itself."""
    build = site_with(site, png(900, 600), style=style).build(blog_listing="compact", blog_post_cover=False)
    assert covers(build) == []
    assert copies(build) == {}


@pytest.mark.parametrize(("option", "styles"), [([], []), (["cards"], ["cards"]), (["list"], ["list"])])
def test_the_option_selects_the_styles_with_covers(site: Site, option: list[str], styles: list[str]) -> None:
    """None, one of them, or both as without it."""
    for style in ("list", "cards"):
        build = site_with(site, png(9, 9), style=style).build(blog_covers=option)
        assert bool(covers(build)) is (style in styles)


@pytest.mark.parametrize(
    ("style", "body", "seen"),
    [
        ("list", "![Slope](cover.png)\n\nText.", 1),
        ("list", "Text with ![slope](cover.png) in it.", 1),
        ("list", "```{figure} cover.png\nIts caption.\n```\n\nText.", 1),
        ("list", "Text.\n\n<!-- more -->\n\n![Slope](cover.png)", 1),
        ("list", "![Other](other.png)\n\nText.", 2),
        ("cards", "![Slope](cover.png)\n\nText.", 1),
        ("cards", "```{figure} cover.png\nIts caption.\n```\n\nText.", 1),
    ],
)
def test_a_picture_is_not_shown_twice(site: Site, style: str, body: str, seen: int) -> None:
    """Where the excerpt shows the cover, a list leaves it there, and a card shows it at its top."""
    site_with(site, png(9, 9), style=style).write({"posts/other.png": png(8, 8)})
    site.write({"posts/new.md": post("New", "date: 2026-01-02", "image: cover.png", body=body)})
    entry = site.build().main("list.html").select_one(".blog-entry, .blog-card")
    assert entry is not None
    assert len(entry.select("img")) == seen
    if style == "cards":
        assert "blog-cover" in entry.select("img")[0]["class"]


@pytest.mark.parametrize(
    ("name", "content", "size"),
    [("draw.svg", SVG, ("600", "300")), ("small.gif", GIF, ("1", "1")), ("unknown.png", "no picture", None)],
)
@pytest.mark.usefixtures("without_pillow")
def test_the_size_of_a_file_is_in_the_page(
    site: Site, name: str, content: bytes | str, size: tuple[str, str] | None
) -> None:
    """Also without Pillow; a file that says nothing of its size is shown as it is."""
    build = site_with(site, content, name).build()
    assert build.warnings == []
    image = covers(build)[0]
    assert (image.get("width"), image.get("height")) == (size or (None, None))
    assert image["src"] == f"_images/{name}"
    assert "srcset" not in image.attrs


@pytest.mark.parametrize("address", ["https://example.org/a.png", "//example.org/a.png"])
def test_a_cover_elsewhere_is_left_there(site: Site, address: str) -> None:
    """Nothing is fetched to build a site, and a PDF does without."""
    site_with(site, "", "cover.png").write(
        {
            "posts/new.md": post("New", "date: 2026-01-02", f"image: {address}"),
            "posts/old.md": post("Old", "date: 2026-01-01"),
        }
    )
    for style in ("list", "cards"):
        site.write({"list.md": f"# List\n\n```{{postlist}}\n:style: {style}\n```\n"})
        build = site.build()
        assert build.warnings == []
        [image] = covers(build)
        assert image["src"] == address
        assert {"width", "height", "srcset"}.isdisjoint(image.attrs)
    assert "example.org/a.png" not in "".join(p.read_text("utf-8") for p in site.build("latex").out.glob("*.tex"))


# -- smaller copies ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("builder", "up"), [("html", ""), ("dirhtml", "../"), ("singlehtml", "")])
def test_a_browser_chooses_a_copy_no_larger_than_shown(site: Site, builder: str, up: str) -> None:
    """The addresses lead to files that are as wide as is said."""
    pillow = pytest.importorskip("PIL.Image")
    build = site_with(site, png(1400, 700)).build(builder)
    assert build.warnings == []
    page = {"html": "list.html", "dirhtml": "list/index.html", "singlehtml": "index.html"}[builder]
    image = covers(build, page)[-1]
    found = chosen_from(image)
    assert [*found] == [400, 800, 1400]
    assert image["sizes"]
    for width, address in found.items():
        assert address.startswith(f"{up}_images/")
        with pillow.open(build.out / unquote(address.removeprefix(up))) as copy:
            assert copy.size == (width, width // 2)
            assert copy.format == "PNG"


@pytest.mark.parametrize(
    ("width", "widths", "offered"),
    [
        (2000, (400, 800), [400, 800]),
        (1600, (800, 400, 400), [400, 800, 1600]),
        (1199, (400, 800), [400, 1199]),
        (599, (400, 800), None),
        (2000, (), None),
        (2000, (300,), [300]),
    ],
)
def test_which_copies_are_made(site: Site, width: int, widths: tuple[int, ...], offered: list[int] | None) -> None:
    """None that is hardly smaller; the file itself is offered where it is not far too large."""
    pytest.importorskip("PIL")
    image = covers(site_with(site, png(width, 100)).build(blog_cover_widths=list(widths)))[0]
    assert ([*chosen_from(image)] if "srcset" in image.attrs else None) == offered


@pytest.mark.usefixtures("without_pillow")
def test_without_pillow_the_file_itself_is_shown(site: Site) -> None:
    """With its size, and without a word: it is optional."""
    build = site_with(site, png(1400, 700)).build()
    assert build.warnings == []
    assert copies(build) == {}
    image = covers(build)[0]
    assert (image["width"], image["height"], image.get("srcset")) == ("1400", "700", None)


def test_names_that_an_address_cannot_hold(site: Site) -> None:
    """Blanks, commas and other scripts in the name of a file do not break the list of copies."""
    pytest.importorskip("PIL")
    build = site_with(site, png(1000, 100), "a slope, 图#1 (2).png").build()
    assert build.warnings == []
    for address in chosen_from(covers(build)[0]).values():
        assert (build.out / unquote(address)).is_file()


def test_copies_are_made_once(site: Site) -> None:
    """Neither a build without a change nor one after an edit makes them again."""
    pytest.importorskip("PIL")
    first = site_with(site, png(1000, 600)).build()
    made = copies(first)
    assert len(made) == 1
    assert copies(site.build()) == made
    site.replace("posts/old.md", "# Old", "# Older")
    build = site.build()
    assert "Older" in build.main("list.html").text
    assert copies(build) == made
    assert differences(build.out, site.fresh().out) == {}


def test_a_new_picture_of_the_same_name_has_copies_of_its_own(site: Site) -> None:
    """So no browser shows the old one, and what is no longer shown is gone."""
    pytest.importorskip("PIL")
    before = copies(site_with(site, png(1000, 600)).build())
    site.write({"posts/cover.png": png(1000, 600, shade=90)})
    build = site.build()
    assert copies(build).keys().isdisjoint(before)
    assert differences(build.out, site.fresh().out) == {}


def test_copies_go_with_their_cover(site: Site) -> None:
    """When no page shows it any more, by an edit or by an option."""
    pytest.importorskip("PIL")
    site_with(site, png(1000, 600)).build()
    site.replace("posts/new.md", "image: cover.png\n", "")
    assert copies(site.build())
    site.replace("posts/old.md", "image: cover.png\n", "")
    build = site.build()
    assert copies(build) == {}
    assert differences(build.out, site.fresh().out) == {}
    site.replace("posts/old.md", "date", "image: cover.png\ndate")
    assert copies(site.build())
    assert copies(site.build(blog_covers=[]))  # the post shows it
    assert copies(site.build(blog_covers=[], blog_post_cover=False)) == {}
    assert copies(site.build(blog_listing="compact", blog_covers=["cards"], blog_post_cover=False)) == {}


@pytest.mark.parametrize("conf", [{"blog_cover_widths": [300, 500]}, {"blog_covers": ["cards"]}, {"blog_page_size": 1}])
def test_options_of_covers_and_a_rebuild(site: Site, conf: dict[str, Any]) -> None:
    """What an option changes is changed as in a fresh build."""
    site_with(site, png(1000, 600)).build()
    assert differences(site.build(**conf).out, site.fresh(**conf).out) == {}


def test_builds_in_one_and_several_processes_agree(site: Site) -> None:
    """Copies have the same names and bytes."""
    site_with(site, png(1000, 600)).write({f"posts/{n}.png": png(900 + n, 500, shade=n) for n in range(12)})
    site.write({f"posts/{n}.md": post(f"P{n}", f"date: 2025-01-{n + 1:02}", f"image: {n}.png") for n in range(12)})
    assert differences(site.build().out, site.fresh(parallel=2).out) == {}


def test_pillow_comes_and_goes(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that was built without it is as one built with it, once it is installed; and the other way round."""
    pytest.importorskip("PIL")
    site_with(site, png(1000, 600))
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "PIL", None)
        bare = site.build()
        assert copies(bare) == {}
    full = site.build()
    assert copies(full)
    assert differences(full.out, site.fresh().out) == {}
    monkeypatch.setitem(sys.modules, "PIL", None)
    assert differences(site.build().out, site.fresh().out) == {}


# -- what is no plain picture ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (png(1000, 600)[:900], "cannot be read"),
        (b"no picture", "is not a JPEG, PNG or WebP file"),
        (b"", "is not a"),
    ],
)
def test_a_broken_picture_is_a_warning(site: Site, content: bytes, said: str) -> None:
    """Once, at the post, and the file is shown as it is."""
    pytest.importorskip("PIL")
    site_with(site, content).write({"posts/old.md": post("Old", "date: 2026-01-01")})
    build = site.build()
    assert len(build.warnings) == 1
    assert f"posts/new.md:3: WARNING: image: 'posts/cover.png' {said}" in build.warnings[0]
    assert build.warnings[0].endswith("The image is displayed without resizing. [blog.image]")
    assert copies(build) == {}
    assert covers(build)[0]["src"] == "_images/cover.png"


def test_a_picture_of_too_many_pixels_is_a_warning(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """It could be made to fill the memory of the machine that builds."""
    pillow = pytest.importorskip("PIL.Image")
    monkeypatch.setattr(pillow, "MAX_IMAGE_PIXELS", 1000 * 500)
    build = site_with(site, png(1000, 600)).write({"posts/old.md": post("Old", "date: 2026-01-01")}).build()
    assert ["too many pixels" in line for line in build.warnings] == [True]
    assert copies(build) == {}
    assert (covers(build)[0]["width"], covers(build)[0]["height"]) == ("1000", "600")


def test_a_photograph_taken_upright_stays_upright(site: Site) -> None:
    """The camera's note of how it was held is heeded, and not passed on; nor are others of its notes."""
    pillow = pytest.importorskip("PIL.Image")
    notes = pillow.Exif()
    notes[0x0112], notes[0x010E] = 6, "At home"
    buffer = BytesIO()
    pillow.new("RGB", (900, 1500), "navy").resize((1500, 900)).save(buffer, "JPEG", exif=notes)
    build = site_with(site, buffer.getvalue(), "cover.jpg").build()
    assert build.warnings == []
    found = chosen_from(covers(build)[0])
    with pillow.open(build.out / found[400]) as copy:
        assert copy.size == (400, 667)
        assert dict(copy.getexif()) == {}


@pytest.mark.parametrize(("suffix", "kind"), [("png", "PNG"), ("webp", "WEBP")])
def test_a_picture_that_moves_is_shown_as_it_is(site: Site, suffix: str, kind: str) -> None:
    """A copy would stand still."""
    pillow = pytest.importorskip("PIL.Image")
    frames = [pillow.new("RGB", (900, 300), colour) for colour in ("red", "blue")]
    buffer = BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=100)
    build = site_with(site, buffer.getvalue(), f"cover.{suffix}").build()
    assert (build.warnings, copies(build)) == ([], {})
    assert len(covers(build)) == 2


@pytest.mark.parametrize(
    ("mode", "kind", "kept"),
    [
        ("RGB", "JPEG", "RGB"),
        ("L", "JPEG", "L"),
        ("CMYK", "JPEG", None),
        ("RGBA", "PNG", "RGBA"),
        ("P", "PNG", "P"),
        ("1", "PNG", "L"),
        ("I;16", "PNG", None),
        ("RGBA", "WEBP", "RGBA"),
    ],
)
def test_copies_have_the_colours_of_their_picture(
    tmp_path: Path, site: Site, mode: str, kind: str, kept: str | None
) -> None:
    """Transparency stays, few colours stay few; what is not for screens has no copies."""
    pillow = pytest.importorskip("PIL.Image")
    suffix = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[kind]
    picture = pillow.linear_gradient("L").resize((900, 600))
    picture = picture.convert("I").convert("I;16") if mode == "I;16" else picture.convert("RGB").convert(mode)
    if mode == "RGBA":
        picture.putalpha(100)
    picture.save(tmp_path / "picture", kind)
    build = site_with(site, (tmp_path / "picture").read_bytes(), f"cover.{suffix}").build()
    assert build.warnings == []
    names = [*copies(build)]
    assert bool(names) is (kept is not None)
    for name in names:
        with pillow.open(build.out / "_images" / name) as copy:
            assert (copy.format, copy.mode) == (kind, kept)


def test_a_copy_of_a_drawing_is_no_larger_a_file(site: Site) -> None:
    """Sharp edges become shades when they are scaled, which PNG packs badly; transparency is preserved."""
    image, draw = pytest.importorskip("PIL.Image"), pytest.importorskip("PIL.ImageDraw")
    picture = image.new("RGBA", (1600, 900), (255, 255, 255, 0))
    pen = draw.Draw(picture)
    for number in range(240):
        x, y = number * 97 % 1600, number * 61 % 900
        pen.ellipse((x, y, x + 60 + number, y + 60 + number), outline=(number, 90, 255 - number, 255), width=3)
    buffer = BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    build = site_with(site, buffer.getvalue()).build()
    made = [build.out / "_images" / name for name in copies(build)]
    assert len(made) == 2
    for path in made:
        assert path.stat().st_size < len(buffer.getvalue())
        with image.open(path) as copy:
            assert copy.convert("RGBA").getpixel((0, copy.height - 1))[3] == 0


def test_a_cover_of_several_formats_is_the_one_that_most_can_show(site: Site) -> None:
    """``image: 1`` with ``![](cover.*)`` is the PNG, not the pattern."""
    site_with(site, png(9, 9)).write({"posts/cover.svg": SVG})
    site.write(
        {
            "posts/new.md": post(
                "New", "date: 2026-01-02", "image: 1", body="Text.\n\n<!-- more -->\n\n```{image} cover.*\n```"
            )
        }
    )
    build = site.build()
    assert build.warnings == []
    assert covers(build)[0]["src"] == "_images/cover.png"


# -- other builders ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", ["list", "cards"])
def test_other_formats_have_the_picture_itself_or_none(site: Site, style: str) -> None:
    """An EPUB and a PDF show it; a text, a man page and what LaTeX cannot read would be a name between brackets."""
    site_with(site, png(1000, 600), style=style).write({"posts/draw.svg": SVG})
    site.write({"posts/old.md": post("Old", "date: 2026-01-01", "image: draw.svg")})
    epub = site.build("epub", version="1", copyright="2026, Mei")
    assert epub.warnings == []
    assert copies(epub) == {}
    for image in covers(epub, "list.xhtml"):
        assert set(image.attrs) == {"alt", "class", "height", "src", "width"}
    latex = site.build("latex")
    assert latex.warnings == []
    [tex] = latex.out.glob("*.tex")
    text = tex.read_text(encoding="utf-8")
    assert r"includegraphics[width=0.600\linewidth]{{cover}.png}" in text
    assert "draw" not in text
    assert (latex.out / "cover.png").is_file()
    plain = site.build("text")
    assert plain.warnings == []
    assert "[image" not in plain.text("list.txt")


def test_two_builders_of_one_folder_have_copies_of_their_own(site: Site) -> None:
    """An edit reaches the output of each."""
    pytest.importorskip("PIL")
    site_with(site, png(1000, 600))
    for builder in ("html", "dirhtml"):
        assert copies(site.build(builder))
    site.write({"posts/cover.png": png(1000, 600, shade=90)})
    for builder in ("dirhtml", "html"):
        assert differences(site.build(builder).out, site.fresh(builder).out) == {}


@pytest.mark.parametrize("conf", [{}, {"blog_listing": "full"}])
def test_an_image_in_a_listing_comes_and_goes(site: Site, conf: dict[str, Any]) -> None:
    """Where the text of its post is as it was: a missing image has another address."""
    site.write(
        {"index.md": "# Home\n", "posts/e.md": post("E", "date: 2026-01-15", body="![a picture](picture.png)\n")}
    )
    site.build(**conf)
    site.write({"posts/picture.png": "there"})
    assert "_images/picture.png" in str(site.build(**conf).main("blog/index.html"))
    assert differences(site.build(**conf).out, site.fresh(**conf).out) == {}
    site.delete("posts/picture.png")
    assert differences(site.build(**conf).out, site.fresh(**conf).out) == {}


def test_a_cover_that_was_missing_is_shown_once_it_is_there(site: Site) -> None:
    """As an author does who reads the warning."""
    site_with(site, png(8, 8))
    (site.src / "posts/cover.png").unlink()
    before = site.build()
    assert covers(before) == []
    assert sum("does not exist" in line for line in before.warnings) == 2
    site.write({"posts/cover.png": png(8, 8)})
    after = site.build()
    assert after.warnings == []
    assert len(covers(after)) == 2
    assert differences(after.out, site.fresh().out) == {}


# -- on the page of the post -------------------------------------------------------------------------------------------


def test_a_post_shows_its_cover_below_the_byline(site: Site) -> None:
    """With its size and text; not where the text contains it, and not where the author does not want it."""
    site.write({"index.md": "# Site\n", "posts/cover.png": png(30, 20)})
    front = ("date: 2026-01-02", "image: cover.png", "image_alt: A slope")
    site.write({"posts/new.md": post("New", *front)})
    built = site.build()
    [picture] = built.main("posts/new.html").select(".blog-byline + .blog-post-cover img")
    assert (picture["src"], picture["alt"], picture["width"], picture["height"]) == (
        "../_images/cover.png", "A slope", "30", "20",
    )  # fmt: skip
    assert picture["fetchpriority"] == "high"
    assert site.build(blog_post_cover=False).main("posts/new.html").select(".blog-post-cover") == []
    site.write({"posts/new.md": post("New", *front, "image_shown: true")})
    assert len(site.build(blog_post_cover=False).main("posts/new.html").select(".blog-post-cover")) == 1
    site.write({"posts/new.md": post("New", *front, "image_shown: false")})
    assert site.build().main("posts/new.html").select(".blog-post-cover") == []
    site.write({"posts/new.md": post("New", *front, body="![In the text](cover.png)")})
    assert len(site.build().main("posts/new.html").select("img")) == 1


def test_posts_without_a_cover_have_that_of_their_category_or_of_the_site(site: Site) -> None:
    """In listings and previews of links, not on their pages; a change of the file or the option changes them."""
    pictures = {"notes.png": png(3, 3), "site.png": png(4, 4), "posts/own.png": png(5, 5)}
    site.write({"index.md": "# Site\n", **pictures})
    site.write({
        "posts/a.md": post("A", "date: 2026-01-01", "category: Notes"),
        "posts/b.md": post("B", "date: 2026-01-02"),
        "posts/c.md": post("C", "date: 2026-01-03", "image: own.png"),
    })  # fmt: skip
    site.conf = {"html_baseurl": "https://example.org/"}
    categories = {"notes": {"label": "Notes", "image": "notes.png"}}
    options: dict[str, Any] = {"blog_default_image": "site.png", "blog_categories": categories}
    built = site.build(**options)
    assert built.warnings == []
    sources = [picture["src"] for picture in built.main("blog/index.html").select(".blog-cover")]
    assert sources == ["../_images/own.png", "../_images/site.png", "../_images/notes.png"]
    assert all(built.has(f"_images/{name}.png") for name in ("own", "site", "notes"))
    assert 'content="https://example.org/_images/site.png"' in built.text("posts/b.html")
    assert built.main("posts/b.html").select(".blog-post-cover") == []
    site.write({"site.png": png(8, 8)})
    assert site.build(**options).main("blog/index.html").select(".blog-cover")[1]["width"] == "8"
    without = site.build(**{**options, "blog_default_image": ""})
    assert len(without.main("blog/index.html").select(".blog-cover")) == 2
    assert not without.has("_images/site.png")
    [warning] = site.build(blog_default_image="nothing.png").warnings
    assert "blog_default_image: 'nothing.png' is not a file" in warning


def test_sections_have_the_covers_of_their_categories(site: Site) -> None:
    """Two posts in one document, each with the image of its category; each of them is copied."""
    section = "## {0}\n\n```{{post}} 2026-01-0{1}\n:category: {0}\n```\n\nText.\n\n"
    site.write({
        "index.md": "# Home\n", "news.md": "# News\n\n" + section.format("one", 1) + section.format("two", 2),
        "one.png": png(8, 8), "two.png": png(8, 8),
    })  # fmt: skip
    categories = {name: {"image": f"{name}.png"} for name in ("one", "two")}
    built = site.build(blog_categories=categories)
    assert [picture["src"] for picture in built.main("blog/index.html").select(".blog-cover")] == [
        "../_images/two.png",
        "../_images/one.png",
    ]
    assert built.has("_images/one.png")
    assert built.has("_images/two.png")
