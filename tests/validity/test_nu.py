"""Pages by the Nu HTML checker: nothing of the blog is wrong; what a theme or Sphinx says wrongly is theirs.

The same sources are built twice in each theme: as a blog, and as ordinary documents, without this extension.  What the
checker says of the second is the theme's.  ``VNU_JAR`` names the checker: ``vnu.jar`` of the npm package ``vnu-jar``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import feedparser
import pytest

from tests.builds.site import Build, Site

_GISCUS = {"provider": "giscus", "repo": "example/blog", "repo_id": "R_1", "category": "Posts", "category_id": "DIC_1"}
THEMES: dict[str, dict[str, str]] = {
    "alabaster": {"provider": "isso", "url": "https://comments.example.org/"},
    "furo": _GISCUS,
    "pydata_sphinx_theme": {"provider": "disqus", "shortname": "example"},
    "sphinx_book_theme": {"provider": "utterances", "repo": "example/blog"},
    "sphinx_rtd_theme": {**_GISCUS, "thread": "path"},
}
"""The themes; in each, comments by another service."""
_ALL: dict[str, Any] = {
    "blog_license": "CC-BY-4.0", "blog_share": ["mastodon", "email"], "blog_prev_next": True,
    "blog_show_word_count": True, "blog_drafts": "show", "blog_feed_terms": ["tags"],
    "html_sidebars": {"**": ["blog/recent.html", "blog/tags.html", "blog/categories.html", "blog/archives.html"]},
}  # fmt: skip
"""What is not there by default."""
_WITHOUT_BLOG = {"extensions": ["myst_parser", "sphinx_design"]}
_ENTRY = '<!DOCTYPE html>\n<html lang="en"><head><title>Entry</title></head><body><h1>Entry</h1>{}</body></html>\n'
_SLASHES = "Trailing slash on void elements.*"
"""Sphinx writes these elements as XML wants it, and so do we; it is no error."""
_PREFIX = re.compile(r"\bblog-[\w-]*?-sd-tab-")
"""What the tabs of sphinx-design have before their ids in a listing, which they have not on the page of the post."""


class Remark(NamedTuple):
    """What the checker says, and of which piece of a page; not where that is."""

    message: str
    piece: str


Remarks = dict[str, set[tuple[str, Remark]]]
"""By folder, such as ``pages-furo``: (page, what is said of it)."""


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that checks files."""
    jar, java = os.environ.get("VNU_JAR", ""), shutil.which("java")
    if java is None or not Path(jar).is_file():
        pytest.skip("no Java on this machine, or VNU_JAR does not name a vnu.jar")
    return [java, "-jar", jar, "--format", "json", "--exit-zero-always", "--stdout", "--filterpattern", _SLASHES]


@pytest.fixture(scope="module")
def remarks(checker: list[str], tmp_path_factory: pytest.TempPathFactory) -> Remarks:
    """What the checker says of all pages in all themes; it is started once, for most of its time goes into that."""
    folder = tmp_path_factory.mktemp("checked")
    for theme, comments in THEMES.items():
        plain = _built("every-construct", tmp_path_factory, html_theme=theme, **_WITHOUT_BLOG)
        _take_pages(plain, folder / f"plain-{theme}")
        blog = _built("every-construct", tmp_path_factory, html_theme=theme, blog_comments=comments, **_ALL)
        assert blog.warnings == []
        _take_pages(blog, folder / f"pages-{theme}")
        _take_entries(blog, folder / f"feeds-{theme}")
    _take_pages(_built("declared-terms", tmp_path_factory, html_theme="furo"), folder / "pages-furo" / "terms")
    wrong = folder / "wrong" / "page.html"
    wrong.parent.mkdir()
    wrong.write_text(_ENTRY.format("<ul><p>Words.</p></ul>"), encoding="utf-8")
    return _checked(checker, folder)


def _built(root: str, tmp_path_factory: pytest.TempPathFactory, **conf: Any) -> Build:
    return Site(tmp_path_factory.mktemp(root)).copy_of(root).build(**conf)


def _take_pages(build: Build, to: Path) -> None:
    """All pages, redirects among them, and none of the files that a theme brings along."""
    for path in build.out.rglob("*.html"):
        name = path.relative_to(build.out)
        if "_static" not in name.parts:
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to / name)


def _take_entries(build: Build, to: Path) -> None:
    """The text of each entry of a feed, as a page of its own."""
    to.mkdir()
    entries = feedparser.parse(build.text("blog/atom.xml"), sanitize_html=False, resolve_relative_uris=False).entries
    assert entries
    for number, entry in enumerate(entries):
        (to / f"{number}.html").write_text(_ENTRY.format(entry.content[0].value), encoding="utf-8")


def _checked(checker: list[str], folder: Path) -> Remarks:
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    done = subprocess.run([*checker, *names], cwd=folder, capture_output=True, text=True, check=True)
    found: Remarks = defaultdict(set)
    for message in json.loads(done.stdout)["messages"]:
        kind, page = message["url"].partition(f"/{folder.name}/")[2].split("/", 1)
        start = message.get("hiliteStart", 0)
        piece = message.get("extract", "")[start : start + message.get("hiliteLength", 0)].strip()  # or with a line end
        piece = _PREFIX.sub("sd-tab-", piece)
        found[kind].add((page, Remark(message["message"], piece)))
    return found


def _beyond(remarks: Remarks, kind: str, theme: str) -> list[tuple[str, Remark]]:
    known = {remark for _, remark in remarks[f"plain-{theme}"]}
    return sorted((page, remark) for page, remark in remarks[f"{kind}-{theme}"] if remark not in known)


def test_the_checker_finds_what_is_wrong(remarks: Remarks) -> None:
    """No test here passes because nothing was looked at."""
    assert [remark.piece for _, remark in remarks["wrong"]] == ["<p>"]


@pytest.mark.parametrize("theme", THEMES)
def test_a_blog_has_no_fault_that_its_theme_does_not_have(remarks: Remarks, theme: str) -> None:
    """Posts, generated pages, listings, sidebars, redirects, drafts in a preview."""
    assert _beyond(remarks, "pages", theme) == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_text_in_a_feed_has_no_fault_that_its_page_does_not_have(remarks: Remarks, theme: str) -> None:
    """Feed readers show it as HTML."""
    assert _beyond(remarks, "feeds", theme) == []
