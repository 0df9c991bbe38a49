"""Sources: which files are posts, and what their text says before it is parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from sphinx.config import Config

from sphinxext_blog.config import BlogConfig
from sphinxext_blog.source.prediction import (
    folders_of,
    is_post,
    matches,
    note_front_matter,
    parse_front_matter,
    predict_posts,
    with_defaults,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sphinxext_blog.model.post import Post

CONFIG = Config(
    {}, {"source_suffix": {".rst": "restructuredtext", ".md": "markdown", ".ipynb": "myst-nb", ".txt": "markdown"}}
)
POSTS = BlogConfig(posts=("posts/**",))


@pytest.mark.parametrize(
    ("pattern", "docname", "matched"),
    [
        ("posts/**", "posts/a", True),
        ("posts/**", "posts/2026/01/a", True),
        ("posts/*", "posts/a", True),
        ("posts/*", "posts/2026/a", False),
        ("posts/**.md", "posts/a", True),
        ("posts/*.md", "posts/a", True),
        ("posts/*.ipynb", "posts/a", True),
        ("posts/**/index", "posts/a/index", True),
        ("posts/**/index", "posts/a", False),
        ("posts/20[0-9][0-9]-*", "posts/2026-a", True),
        ("**", "a", True),
        ("posts", "posts/a", False),
        ("文章/**", "文章/你好", True),
    ],
)
def test_posts_are_named_by_patterns(pattern: str, docname: str, matched: bool) -> None:
    """A file suffix at the end is read over: patterns are of docnames."""
    assert matches(docname, BlogConfig(posts=(pattern,))) is matched
    assert not matches(docname, BlogConfig())


@pytest.mark.parametrize(
    ("values", "docname", "is_reserved", "post"),
    [
        ({}, "posts/a", False, True),
        ({}, "about", False, False),
        ({"blogpost": True}, "about", False, True),
        ({"blogpost": "true"}, "about", False, True),
        ({"blogpost": False}, "posts/a", False, False),
        ({"blogpost": "no"}, "posts/a", False, False),
        ({"blogpost": None}, "posts/a", False, True),
        ({}, "posts/index", True, False),
        ({"date": "2026-01-11"}, "posts/index", True, True),
        ({"blogpost": True}, "posts/index", True, True),
    ],
)
def test_what_is_a_post(values: dict[str, Any], docname: str, is_reserved: bool, post: bool) -> None:
    """The file's word before the pattern's; the blog's own pages only if they say so or have a date."""
    assert is_post(values, docname, POSTS, is_reserved=is_reserved) is post


@pytest.mark.parametrize(
    ("pattern", "docname", "folders"),
    [
        ("notes/**", "notes/linux/shell/pipes", ("linux", "shell")),
        ("notes/**", "notes/linux/pipes/index", ("linux",)),
        ("notes/**", "notes/pipes", ()),
        ("**", "linux/pipes", ("linux",)),
        ("other/**", "linux/pipes", ("linux",)),
        ("posts/*/*", "posts/linux/pipes", ("linux",)),
    ],
)
def test_folders_may_be_categories(pattern: str, docname: str, folders: tuple[str, ...]) -> None:
    """Those below the fixed part of the pattern, where the site wants it and the post names none."""
    options = BlogConfig(posts=(pattern,), folder_category=True)
    assert folders_of(docname, options) == folders
    assert with_defaults({}, docname, options) == {"category": folders}
    assert with_defaults({"categories": "Own"}, docname, options) == {"categories": "Own"}
    assert with_defaults({}, docname, BlogConfig(posts=(pattern,))) == {}


def test_dashes_in_restructuredtext_are_a_transition() -> None:
    """Its front matter is a field list."""
    assert parse_front_matter(CONFIG, ".rst", "---\na: b\n---\n") is None
    for suffix in (".md", ".txt", ".unknown"):
        found = parse_front_matter(CONFIG, suffix, "---\na: b\n---\n")
        assert found is not None
        assert found.values == {"a": "b"}
    notebook = parse_front_matter(CONFIG, ".ipynb", '{"metadata": {"a": 1}}')
    assert notebook is not None
    assert notebook.values == {"a": 1}


def test_a_hexo_post_keeps_its_lines() -> None:
    """Its keys are reported at the lines the author sees, though dashes were put above them."""
    content = ["title: T\ntagss: x\n---\n\n# Line five\n"]
    front = note_front_matter(CONFIG, POSTS, "posts/a", "posts/a.md", content)
    assert front is not None
    assert front.lines == {"title": 1, "tagss": 2}
    assert content[0].splitlines().index("# Line five") == 4
    whole = ["---\ntitle: T\n---\nBody\n"]
    front = note_front_matter(CONFIG, POSTS, "posts/a", "posts/a.md", whole)
    assert front is not None
    assert front.lines == {"title": 2}
    broken = note_front_matter(CONFIG, POSTS, "posts/a", "posts/a.md", ["title: T\ntags: [x\n---\n\nBody\n"])
    assert broken is not None
    assert (broken.values["title"], broken.error_line) == ("T", 3)


@pytest.mark.parametrize(
    ("docname", "path"), [("about", "about.md"), ("posts/a", "posts/a.rst"), ("posts/a", "posts/a.ipynb")]
)
def test_other_files_are_not_changed(docname: str, path: str) -> None:
    """A page with a heading underlined by dashes, reStructuredText, a notebook."""
    content = ["title: T\n---\n\nBody\n"]
    assert note_front_matter(CONFIG, POSTS, docname, path, content) is None
    assert content == ["title: T\n---\n\nBody\n"]


def _guess(folder: Path, name: str, text: str | bytes, options: BlogConfig = POSTS) -> list[Post]:
    path = folder / name.replace("/", "-")
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    docname = name.rpartition(".")[0]
    return predict_posts(CONFIG, options, ZoneInfo("UTC"), docname, str(path), is_reserved=False)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("posts/a.md", "---\ndate: 2026-01-11\ntags: [x, Y]\n---\n# T\n"),
        ("posts/a.md", "\ufeff---\r\ndate: 2026-01-11\r\ntags: x, Y\r\n---\r\n"),
        ("posts/a.md", "date: 2026-01-11\ntags: [x, Y]\n---\n\nBody\n"),
        ("posts/a.rst", ":date: 2026-01-11\n:tags: x, Y\n\nT\n=\n"),
        ("a.rst", "T\n=\n\n.. post:: 2026-01-11\n   :tags: x, Y\n\n   Body\n"),
        ("a.rst", "T\n=\n\n.. post::\n   :date: 11 Jan 2026\n   :tags: x, Y\n"),
        ("a.md", "# T\n\n```{post} January 11, 2026\n:tags: x, Y\n```\n"),
        ("a.md", "# T\n\n:::{post} 2026-01-11\n:tags: x, Y\n:::\n"),
        ("a.ipynb", '{"metadata": {"blogpost": true, "date": "2026-01-11", "tags": ["x", "Y"]}, "cells": []}'),
        ("posts/2026-01-11-a.md", "---\ntags: [x, Y]\n---\n"),
    ],
)
def test_a_glance_finds_date_and_tags(tmp_path: Path, name: str, text: str) -> None:
    """In every way of writing a post."""
    (found,) = _guess(tmp_path, name, text)
    assert found.date is not None
    assert f"{found.date:%F}" == "2026-01-11"
    assert found.labels("tag") == ("x", "Y")


def test_a_glance_finds_several_posts(tmp_path: Path) -> None:
    """Each with its own terms, and states that keep it from having pages."""
    text = "# T\n\n```{post} 2026-01-11\n:tags: x\n```\n\n## U\n\n```{post} 2026-01-12\n:draft:\n:unlisted: true\n```\n"
    one, two = _guess(tmp_path, "a.md", text)
    assert (one.labels("tag"), one.draft, one.unlisted) == (("x",), False, False)
    assert (two.labels("tag"), two.draft, two.unlisted) == ((), True, True)
    assert one.key != two.key


@pytest.mark.parametrize("text", ["", "# T\n", "---\nblogpost: false\ndate: 2026-01-11\n---\n", b"\xff\xfe\x00\x01"])
def test_a_glance_at_other_files_finds_nothing(tmp_path: Path, text: str | bytes) -> None:
    """Ordinary pages, what opts out, what is no text."""
    assert _guess(tmp_path, "about.md", text) == []


def test_a_glance_never_fails(tmp_path: Path) -> None:
    """A file that is gone, a date that is none, a tag without anything to see, an empty draft."""
    assert predict_posts(CONFIG, POSTS, ZoneInfo("UTC"), "posts/a", str(tmp_path / "gone.md"), is_reserved=False) == []
    (found,) = _guess(tmp_path, "posts/a.md", "---\ndate: soon\ntags: ['\u200b', x]\ndraft:\n---\n")
    assert (found.date, found.labels("tag"), found.draft) == (None, ("x",), False)
