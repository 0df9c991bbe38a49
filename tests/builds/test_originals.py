"""Posts that were first published elsewhere: a line above the text, and the canonical address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builds.test_states import post

if TYPE_CHECKING:
    from tests.builds.site import Build, Site

pytestmark = pytest.mark.slow

_CONF = (
    'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
    'html_baseurl = "https://example.org/"\nlanguage = "{}"\n'
)
_FULL = "original:\n  title: <Zeta> & co\n  author: Bo\n  url: https://example.com/a b\n  kind: {}\n"


def _build(site: Site, head: str, language: str = "en", builder: str = "html") -> Build:
    post = f"---\ndate: 2026-01-11\n{head}---\n# Title\n\nText.\n"
    return site.write({"conf.py": _CONF.format(language), "index.md": "# Home\n", "posts/a.md": post}).build(builder)


def _line(build: Build) -> str:
    line = build.main("posts/a.html").select_one(".blog-byline > .blog-original")
    return line.get_text().replace("\u00a0", " ") if line is not None else ""


@pytest.mark.parametrize(
    ("kind", "language", "text"),
    [
        ("repost", "en", "Reposted from: <Zeta> & co · Bo"),
        ("repost", "zh_CN", "转载自：<Zeta> & co · Bo"),
        ("translation", "en", "Translated from: <Zeta> & co · Bo"),
        ("cross-post", "de", "Zuerst erschienen als: <Zeta> & co · Bo"),
    ],
)
def test_a_post_displays_its_origin(site: Site, kind: str, language: str, text: str) -> None:
    """In the language of the site, escaped; search engines are led to the original."""
    build = _build(site, _FULL.format(kind), language)
    assert _line(build) == text
    page = build.page("posts/a.html")
    assert page.select_one(".blog-original a")["href"] == "https://example.com/a%20b"  # type: ignore[index]
    assert [link["href"] for link in page.select("link[rel=canonical]")] == ["https://example.com/a%20b"]
    assert build.warnings == []


@pytest.mark.parametrize(
    ("head", "text", "canonical"),
    [
        ("original: https://example.com/x\n", "Reposted from: https://example.com/x", "https://example.com/x"),
        ("original: {title: A book}\n", "Reposted from: A book", "https://example.org/posts/a.html"),
        ("original: {url: https://example.com/x}\ncanonical: https://c.org/\n", "Reposted from: https://example.com/x", "https://c.org/"),
        ("original: {author: Bo}\n", "", "https://example.org/posts/a.html"),
        ("original:\n", "", "https://example.org/posts/a.html"),
    ],
)  # fmt: skip
def test_a_url_or_a_title_is_enough(site: Site, head: str, text: str, canonical: str) -> None:
    """The key ``canonical`` overrides the address of the original."""
    build = _build(site, head)
    assert _line(build) == text
    assert [link["href"] for link in build.page("posts/a.html").select("link[rel=canonical]")] == [canonical]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{titel: A, url: 'https://a.b'}", "unknown key 'titel'. Did you mean 'title'? It is ignored. [blog.value]"),
        ("{url: 'https://a.b', kind: copy}", "kind is 'copy'. Expected repost, translation, cross-post."),
        ("{title: [a], url: 'https://a.b'}", "title is ['a']. Expected one text. It is ignored. [blog.value]"),
        (
            "{title: A, url: 'javascript:x'}",
            "original: 'javascript:x' is not a path or an https: URL. The key is ignored.",
        ),
        ("{title: A, url: 'mailto:a@b.c'}", "original: 'mailto:a@b.c' is not a path or an https: URL."),
    ],
)
def test_a_mistake_is_a_warning_and_the_rest_counts(site: Site, entry: str, message: str) -> None:
    build = _build(site, f"original: {entry}\n")
    (warning,) = build.warnings
    assert "posts/a.md:3: WARNING: original" in warning
    assert message in warning
    assert _line(build).startswith("Reposted from: ")


@pytest.mark.parametrize(
    ("entry", "text", "href"),
    [
        ("posts/first", "The first", "first.html"),
        ("{url: first.md, title: Another title}", "Another title", "first.html"),
        ("/guide", "A guide", "../guide.html"),
    ],
)
def test_the_original_may_be_a_document(site: Site, entry: str, text: str, href: str) -> None:
    """A post by its name, or any document by its path; the post stays the canonical page."""
    guide = "---\norphan: true\n---\n# A *guide*\n"
    site.write({"posts/first.md": post("The first", "date: 2026-01-01"), "guide.md": guide})
    build = _build(site, f"original: {entry}\n")
    assert build.warnings == []
    assert _line(build) == f"Reposted from: {text}"
    page = build.page("posts/a.html")
    assert page.select_one(".blog-original a")["href"] == href  # type: ignore[index]
    assert [link["href"] for link in page.select("link[rel=canonical]")] == ["https://example.org/posts/a.html"]
    assert text in _build(site, f"original: {entry}\n", builder="text").text("posts/a.txt")


@pytest.mark.parametrize("entry", ["A book of mine", "posts/draft", "//example.com/x", "'http://['"])
def test_what_is_neither_is_a_warning(site: Site, entry: str) -> None:
    site.write({"posts/draft.md": "---\ndraft: true\n---\n# Draft\n"})
    build = _build(site, f"original: {{title: Book, url: {entry}}}\n")
    (warning,) = build.warnings
    name = entry.strip("'")
    assert f"posts/a.md:3: WARNING: original: no document named '{name}'. Expected an https: URL or the" in warning
    assert _line(build) == "Reposted from: Book"
    assert build.page("posts/a.html").select(".blog-original a") == []


@pytest.mark.parametrize("name", ["a.md", "a.rst"])
def test_directives_and_fields_take_a_mapping_in_braces(site: Site, name: str) -> None:
    values = ':original: {title: Zeta, author: Bo, url: "https://example.com/x", kind: translation}\n'
    versions = ':applies_to: {numpy: "<2"}\n'
    text = (
        f"# Title\n\n```{{post}} 2026-01-11\n{values}{versions}```\n\nText.\n"
        if name.endswith("md")
        else f":date: 2026-01-11\n{values}{versions}\nTitle\n=====\n\nText.\n"
    )
    build = site.write({"conf.py": _CONF.format("en"), "index.md": "# Home\n", f"posts/{name}": text}).build()
    assert build.warnings == []
    assert _line(build) == "Translated from: Zeta · Bo"
    assert "numpy <2" in build.main("posts/a.html").text


def test_other_formats_have_the_line(site: Site) -> None:
    assert "Translated from: <Zeta> & co" in _build(site, _FULL.format("translation"), builder="text").text(
        "posts/a.txt"
    )
