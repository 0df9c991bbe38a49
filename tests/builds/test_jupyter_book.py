"""A book of Jupyter Book 1 has a blog: the extension and its options are named in ``_config.yml``."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from pathlib import Path


def _is_installed() -> bool:
    try:
        return version("jupyter-book").startswith("1.")
    except PackageNotFoundError:
        return False


pytestmark = pytest.mark.skipif(not _is_installed(), reason="only a session of nox has the old MyST of Jupyter Book 1")

_FILES = {
    "_config.yml": """\
title: A book
execute:
  execute_notebooks: "off"
sphinx:
  extra_extensions: [sphinxext_blog]
  config:
    blog_posts: ["posts/**"]
    blog_authors:
      ann: {name: Ann Example, url: https://ann.example.org/}
    html_baseurl: https://book.example.org/
""",
    "_toc.yml": "format: jb-book\nroot: intro\nchapters:\n  - file: one\n  - file: blog/index\n",
    "intro.md": "# A book\n\nSee {doc}`blog/archive`, {blog:post}`2026-01-11-hello` and {blog:tag}`math`.\n",
    "one.md": "# One\n\nText.\n",
    "posts/2026-01-11-hello.md": (
        "---\ntags: [math]\nauthor: ann\n---\n# Hello\n\nFirst $a^2$.[^n]\n\n[^n]: A note.\n\n<!-- more -->\n\nRest.\n"
    ),
    "posts/2026-02-11-second.md": "# Second\n\nWith [a link](2026-01-11-hello.md).\n",
}


def _build(book: Path) -> str:
    run = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", run, "build", "-W", "--keep-going", str(book)]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env=os.environ | {"PYTHONWARNINGS": "ignore"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def _page(book: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((book / "_build" / "html" / name).read_text(encoding="utf-8"), "html.parser")


def test_a_book_has_a_blog(tmp_path: Path) -> None:
    """Home, post, archive, navigation and roles, without a warning; an edit is built incrementally."""
    for name, text in _FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    _build(tmp_path)
    entries = _page(tmp_path, "blog/index.html").select(".blog-entry-title")
    assert [(entry.name, entry.get_text()) for entry in entries] == [("h2", "Second"), ("h2", "Hello")]
    assert "Rest." not in _page(tmp_path, "blog/index.html").get_text()
    post = _page(tmp_path, "posts/2026-01-11-hello.html")
    assert post.select_one(".blog-byline .blog-author-name") is not None
    assert [link.get_text().strip() for link in post.select("nav.bd-links a")] == ["A book", "One", "Blog"]
    assert _page(tmp_path, "blog/archive.html").select("h2.blog-archive-heading")
    links = {str(link["href"]) for link in _page(tmp_path, "intro.html").select("article a.internal")}
    assert links == {"blog/archive.html", "posts/2026-01-11-hello.html", "blog/tag/math.html"}
    page = tmp_path / "_build" / "html" / "one.html"
    before = page.stat().st_mtime_ns
    with (tmp_path / "posts" / "2026-02-11-second.md").open("a", encoding="utf-8") as file:
        file.write("An edit.\n")
    assert "1 changed" in _build(tmp_path)
    assert "An edit." in _page(tmp_path, "blog/index.html").get_text()
    assert page.stat().st_mtime_ns == before
