"""Previews: drafts are seen while one writes, and nowhere else; going there and back is exact."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.builds.site import NOW, Site, differences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 120
"""Seconds that a build under sphinx-autobuild may take on a busy machine."""


def post(*front: str, title: str = "Post") -> str:
    """A post."""
    return "---\n" + "\n".join(front) + f"\n---\n# {title}\n\nText of {title}.\n"


@pytest.fixture
def blog(site: Site) -> Site:
    """A blog with a post, a draft, one that is scheduled, and a document with posts of each kind."""
    sections = "## Seen\n\n```{post} 2026-01-05\n```\n\nText.\n\n## Later\n\n```{post} 2026-04-01\n```\n\nText.\n"
    sections += "\n## Draft\n\n```{post}\n```\n\nText.\n"
    return site.write(
        {
            "conf.py": 'extensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\nproject = "Site"\n',
            "index.md": "# Site\n\n```{toctree}\nblog/index\nnews\n```\n",
            "news.md": f"# News\n\n{sections}",
            "posts/seen.md": post("date: 2026-01-01", "tags: Common", title="Seen"),
            "posts/draft.md": post("draft: true", "tags: [Common, Secret]", "aliases: /old/", title="Unfinished"),
            "posts/later.md": post("date: 2026-05-01", "tags: Secret", title="Future"),
        }
    )


@contextmanager
def autobuild(site: Site, *start: str) -> Iterator[tuple[Path, Path]]:
    """The output of sphinx-autobuild while it runs, and its log."""
    out, log = site.folder / "out", site.folder / "log"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(NOW), "NO_COLOR": "1", "PYTHONUNBUFFERED": "1"}
    environment.pop("SPHINX_AUTOBUILD", None)
    with log.open("wb") as told:
        server = subprocess.Popen(
            [*start, "--port", "0", str(site.src), str(out)],
            env=environment,
            stdout=told,
            stderr=told,
            cwd=site.folder,
            start_new_session=True,
        )
        try:
            yield out, log
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=_PATIENCE)


def _wait_for(log: Path, text: str) -> str:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        said = log.read_text(encoding="utf-8", errors="replace")
        if text in said:
            return said
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the test ends a group of processes as POSIX does")
@pytest.mark.parametrize("start", ["module", "command"])
def test_sphinx_autobuild_shows_drafts(blog: Site, start: str) -> None:
    """The real one, without an option or a variable: what is not published yet is there, badged, and not for robots."""
    pytest.importorskip("sphinx_autobuild")
    command = [os.path.join(os.path.dirname(sys.executable), "sphinx-autobuild")]  # noqa: PTH118, PTH120 - not resolved
    with autobuild(blog, *([sys.executable, "-m", "sphinx_autobuild"] if start == "module" else command)) as (out, log):
        said = _wait_for(log, "Serving on")
        assert "blog: preview includes 2 drafts: news, posts/draft" in said
        page = (out / "posts/draft.html").read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex" />' in page
        assert "Unfinished" in (out / "blog/drafts.html").read_text(encoding="utf-8")
        assert "blog-badge" in (out / "blog/index.html").read_text(encoding="utf-8")
    # the same sources and doctrees, built by hand
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(out / ".doctrees"), str(blog.src), str(out)]
    subprocess.run(command, env={**os.environ, "SOURCE_DATE_EPOCH": str(NOW)}, check=True, cwd=blog.folder)
    assert not (out / "posts/draft.html").exists()
    assert not (out / "blog/drafts.html").exists()


def test_a_pull_request_is_a_preview(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Read the Docs; a branch is not."""
    monkeypatch.setenv("READTHEDOCS_VERSION_TYPE", "branch")
    assert not blog.build().has("posts/draft.html")
    monkeypatch.setenv("READTHEDOCS_VERSION_TYPE", "external")
    assert blog.build().has("posts/draft.html")
    assert not blog.build(blog_drafts="hide").has("posts/draft.html")


@pytest.mark.slow
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_preview_and_back_is_exact(blog: Site, builder: str) -> None:
    """One folder of doctrees for both: each build is what a fresh one of its kind is, with no word of the other."""
    for mode in ("hide", "show", "hide", "show", "hide"):
        build = blog.build(builder, blog_drafts=mode)
        assert build.warnings == []
        assert differences(build.out, blog.fresh(builder, blog_drafts=mode).out) == {}
    left = [
        path
        for path in blog.build(builder, blog_drafts="hide").out.rglob("*")
        if path.is_file() and b"Unfinished" in path.read_bytes()
    ]
    assert left == []


def test_a_switch_by_the_environment_is_exact(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """No option of Sphinx changes between a build under sphinx-autobuild and one by hand."""
    for value in ("0", "1", "0"):
        monkeypatch.setenv("SPHINX_AUTOBUILD", value)
        build = blog.build()
        assert build.has("posts/draft.html") is (value == "1")
        assert build.has("old/index.html") is (value == "1")
        assert differences(build.out, blog.fresh().out) == {}


def test_the_log_names_what_waits(blog: Site) -> None:
    """Documents and sections; the date that comes first is named, in a build without a change as well."""
    for _ in range(2):
        log = blog.build().log
        assert "blog: skipped 2 drafts: news, posts/draft" in log
        assert "blog: skipped 2 scheduled posts; next due 2026-04-01T00:00:00+00:00: news, posts/later" in log
    shown = blog.build(blog_drafts="show").log
    assert "blog: preview includes 2 drafts: news, posts/draft" in shown
    assert "preview includes 2 scheduled posts; next due 2026-04-01T00:00:00+00:00" in shown


def test_the_log_counts_as_people_do(site: Site) -> None:
    site.write({"index.md": "# Site\n", "posts/a.md": post(""), "posts/b.md": post("date: 2099-01-01")})
    log = site.build().log
    assert "blog: skipped 1 draft: posts/a" in log
    assert "blog: skipped 1 scheduled post; next due 2099-01-01T00:00:00+00:00: posts/b" in log


def test_the_home_of_a_preview_leads_to_what_waits(blog: Site) -> None:
    """An author need not know the address of the page; readers have no such link, after a preview as before."""
    for mode, leads in (("hide", False), ("show", True), ("hide", False)):
        build = blog.build(blog_drafts=mode)
        found = [link["href"] for link in build.main("blog/index.html").select(".blog-home-links a")]
        assert ("drafts.html" in found) is leads
        assert differences(build.out, blog.fresh(blog_drafts=mode).out) == {}


def test_the_log_is_silent_when_nothing_waits(site: Site) -> None:
    site.write({"index.md": "# Site\n\n```{toctree}\nblog/index\n```\n", "posts/a.md": post("date: 2026-01-01")})
    for log in (site.build().log, site.build(blog_drafts="show").log):
        assert [line for line in log.splitlines() if line.startswith("blog:") and "skipped feeds" not in line] == []
