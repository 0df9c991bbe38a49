"""``sphinx-blog check --content``: what a build accepts, but a visitor may notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext_blog.cli.main import main
from tests.builds.site import NOW, Site

if TYPE_CHECKING:
    from pathlib import Path

_CONF = (
    'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
    'html_static_path = ["_static"]\nhtml_logo = "logo.png"\nexclude_patterns = ["private"]\n'
)


_BY_DATE = "a.md:3: series 'S': no part has a series_order. The parts are in the order of their dates."


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    monkeypatch.chdir(tmp_path)
    files: dict[str, str | bytes] = {"index.md": "# Home\n\n![](x.svg)\n", "x.svg": "<svg/>"}
    files |= {"logo.png": b"x", "_static/s.png": b"x"}
    return Site(tmp_path).write({"conf.py": _CONF, **files})


def _check(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    main(["check", "src", "--content", *arguments])
    return [line.replace("\\", "/") for line in capsys.readouterr().out.splitlines()]


def _post(text: str, **keys: object) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in {"date": "2026-01-11", **keys}.items())
    return f"---\n{lines}---\n# A post\n\n{text}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("![](sea.png)", "no text alternative. Expected a description of the image."),
        ("![sea](sea.png)", "the text alternative 'sea' does not describe the image."),
        ("![Sea.png](sea.png)", "the text alternative 'Sea.png' does not describe"),
        ("![Image](sea.png)", "the text alternative 'Image' does not describe"),
        ("![Screenshot 2026-01-11 at 10.12](sea.png)", "does not describe"),
        ("![IMG_2034](sea.png)", "does not describe"),
        ("![图片](sea.png)", "does not describe"),
        ("```{image} sea.png\n```", "no text alternative"),
        ("![A boat on the sea](sea.png)", ""),
        ("![Images of boats](sea.png)", ""),
        ("```{figure} sea.png\n:alt: A boat\n```", ""),
    ],
)
def test_images_without_a_description(blog: Site, capsys: pytest.CaptureFixture[str], text: str, found: str) -> None:
    """At the line of the image; an image of an ordinary page only on demand."""
    blog.write({"posts/a.md": _post(text), "posts/sea.png": b"x"})
    lines = _check(capsys)
    if not found:
        assert lines == []
        return
    (line,) = lines
    assert line.startswith("src/posts/a.md:6: image 'posts/sea.png': ")
    assert found in line
    assert line.endswith(" [content.alt]")
    assert len(_check(capsys, "--all")) == 2


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://example.org/?utm_source=x&utm_medium=y", "https://example.org/"),
        ("https://example.org/a?id=1&fbclid=z#part", "https://example.org/a?id=1#part"),
        ("https://example.org/?id=1", ""),
        ("https://example.org/utm_source=x", ""),
    ],
)
def test_links_that_track_visitors(blog: Site, capsys: pytest.CaptureFixture[str], url: str, clean: str) -> None:
    """With the address that the link should have; in a draft, too."""
    blog.write({"posts/a.md": _post(f"A\n[link]({url}).", draft="true")})
    lines = _check(capsys)
    assert len(lines) == (1 if clean else 0)
    assert all(f"Expected '{clean}'. [content.tracking]" in line for line in lines)


def test_images_that_nobody_shows(blog: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither displayed, nor a cover, a picture of a term, a logo, static, excluded, or mentioned in HTML."""
    shown = ["posts/shown.png", "posts/cover.png", "posts/raw one.png", "posts/file.png", "mei.png"]
    other = ["private/p.png", ".hidden/h.png", "posts/notes.txt"]
    blog.write(dict.fromkeys([*shown, *other, "posts/unused.png", "old.svg"], b"x"))
    text = '![Shown](shown.png) {download}`file.png`\n\n<img src="raw%20one.png" alt="Raw">'
    blog.write({"posts/a.md": _post(text, image="cover.png", author="Mei")})
    blog.write({"conf.py": _CONF + 'blog_authors = {"Mei": {"avatar": "mei.png"}}\n'})
    assert [line for line in _check(capsys) if "unused" in line] == [
        "src/old.svg: image 'old.svg': no document displays the file. [content.unused]",
        "src/posts/unused.png: image 'posts/unused.png': no document displays the file. [content.unused]",
    ]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ({"series_order": 1}, {"series_order": 2}, []),
        ({}, {"date": "2026-01-12"}, [_BY_DATE]),
        ({"series_order": 1}, {}, ["b.md:3: series 'S': the post has no series_order, but other parts have one."]),
        ({}, {}, [_BY_DATE, *(
            f"{name}.md:3: series 'S': the post has the date of another part. Expected a series_order." for name in "ab"
        )]),
        ({"series_order": 1}, {"series_order": 1},
         [f"{name}.md:3: series 'S': the series_order 1 is that of another part, too." for name in "ab"]),
    ],
)  # fmt: skip
def test_series_without_an_order(
    blog: Site,
    capsys: pytest.CaptureFixture[str],
    first: dict[str, object],
    second: dict[str, object],
    found: list[str],
) -> None:
    """Dates are an order that a new date changes."""
    blog.write({"posts/a.md": _post("", series="S", **first), "posts/b.md": _post("", series="S", **second)})
    assert _check(capsys) == [f"src/posts/{line} [content.series]" for line in found]


def test_outdated_posts(blog: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """With the reason; a post that another one supersedes has been dealt with."""
    blog.write({"conf.py": f'{_CONF}blog_outdated_after = "1y"\nblog_current = {{"numpy": "2.4"}}\n'})
    blog.write({"posts/a.md": _post("", date="2024-01-11"), "posts/b.md": _post("", applies_to='{numpy: "<2"}')})
    blog.write({"posts/c.md": _post("", date="2024-01-11", superseded_by="d"), "posts/d.md": _post("")})
    assert [line for line in _check(capsys) if "outdated" in line] == [
        "src/posts/a.md:1: the post is outdated since 2025-01-11. [content.outdated]",
        "src/posts/b.md:1: the post is for numpy <2, current version 2.4. [content.outdated]",
    ]


@pytest.mark.parametrize(
    ("html", "uris"),
    [
        ('<img src="raw.png">', ["raw.png"]),
        ('A <img src="raw.png"> in a line.', ["raw.png"]),
        ('<div>\n<img src="raw.png">\n<img src=b.png alt="">\n</div>', ["raw.png"]),
        ('<img src="raw.png" alt="A boat">', []),
        ('<!-- <img src="raw.png"> -->', []),
    ],
)
def test_images_in_html_without_a_description(
    blog: Site, capsys: pytest.CaptureFixture[str], html: str, uris: list[str]
) -> None:
    blog.write({"posts/a.md": _post(html), "posts/raw.png": b"x"})
    found = [line for line in _check(capsys) if "content.alt" in line]
    assert len(found) == len(uris)
    assert all(f"image '{uri}': no text alternative." in line for line, uri in zip(found, uris, strict=True))


def test_without_the_option_nothing_of_it_is_checked(blog: Site, capsys: pytest.CaptureFixture[str]) -> None:
    blog.write({"posts/a.md": _post("![](sea.png)"), "posts/sea.png": b"x"})
    assert main(["check", "src"]) == 0
    assert capsys.readouterr().out == ""
