"""Dates of updates from the history of Git."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.builds.site import Site, differences

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builds.site import Build

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("git") is None, reason="Git is not installed")]

_CONF = (
    'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
    'blog_updated = "git"\n'
)


def _git(folder: Path, *arguments: str, day: int = 1) -> None:
    date = f"2026-02-{day:02}T12:00:00+00:00"
    names = {f"GIT_{role}_{key}": "a@b.c" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    environment = {
        **names,
        "GIT_AUTHOR_DATE": date,
        "GIT_COMMITTER_DATE": date,
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
    }
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def _commit(folder: Path, day: int) -> None:
    _git(folder, "add", ".", day=day)
    _git(folder, "commit", "-m", "Change", day=day)


def _repository(site: Site) -> Site:
    """Two posts, of which one was changed later and one has a date of its own."""
    head = "---\ndate: 2026-01-11\n{}---\n# {}\n\nText.\n"
    site.write({"conf.py": _CONF, "index.md": "# Home\n", "posts/é a.md": head.format("", "A")})
    site.write({"posts/b.md": head.format("updated: 2026-01-20\n", "B"), "posts/c.md": head.format("", "C")})
    _git(site.src, "init", "-q")
    _commit(site.src, 3)
    site.replace("posts/é a.md", "Text.", "More.")
    _commit(site.src, 5)
    return site


def _updates(build: Build) -> dict[str, str]:
    found = {}
    for entry in build.main("blog/index.html").select(".blog-entry"):
        title, updated = entry.select_one(".blog-entry-title a"), entry.select_one(".blog-updated")
        assert title is not None
        found[title.get_text()] = str(updated["datetime"])[:10] if updated is not None else ""
    return found


def test_a_post_was_updated_when_it_was_last_committed(site: Site) -> None:
    """A date of the author overrides that; a file that is not committed has none."""
    _repository(site).write({"posts/d.md": "---\ndate: 2026-01-11\n---\n# D\n"})
    build = site.build()
    assert _updates(build) == {"A": "2026-02-05", "B": "2026-01-20", "C": "2026-02-03", "D": ""}
    assert [warning for warning in build.warnings if "blog." in warning] == []
    assert set(_updates(site.build(blog_updated="front_matter")).values()) == {"", "2026-01-20"}


def test_a_commit_alone_writes_the_pages_again(site: Site) -> None:
    """No file has changed since the last build, only the history."""
    _repository(site).replace("posts/c.md", "Text.", "More.")
    site.build()
    _commit(site.src, 9)
    build = site.build()
    assert _updates(build)["C"] == "2026-02-09"
    assert "posts/b" not in build.updated
    assert differences(build.out, site.fresh().out) == {}
    assert site.build().updated == []


def test_a_shallow_clone_is_reported(site: Site, tmp_path: Path) -> None:
    """Where the date is unknown there is none."""
    _repository(site)
    clone = Site(tmp_path / "clone")
    clone.folder.mkdir()
    _git(tmp_path, "clone", "-q", "--depth", "1", site.src.as_uri(), str(clone.src))
    build = clone.build()
    assert _updates(build) == {"A": "", "B": "2026-01-20", "C": ""}
    (warning,) = [warning for warning in build.warnings if "[blog.git]" in warning]
    assert "conf.py:4: WARNING: blog_updated: the clone of Git is shallow" in warning


@pytest.mark.parametrize("kind", ["no repository", "no git"])
def test_without_a_history_there_is_one_warning(site: Site, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write({"conf.py": _CONF, "index.md": "# Home\n", "posts/a.md": "---\ndate: 2026-01-11\n---\n# A\n"})
    if kind == "no git":
        monkeypatch.setenv("PATH", "")
    else:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(site.folder))
    build = site.build()
    (warning,) = [warning for warning in build.warnings if "[blog.git]" in warning]
    reason = "git is not installed" if kind == "no git" else "fatal: not a git repository"
    assert f"blog_updated: the history of Git cannot be read ({reason}" in warning
    assert _updates(build) == {"A": ""}


def test_the_other_extension_is_enough(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """And ``front_matter`` disables it."""
    monkeypatch.syspath_prepend(site.src)
    monkeypatch.delitem(sys.modules, "sphinx_last_updated_by_git", raising=False)
    extension = "def setup(app):\n    return {'parallel_read_safe': True, 'parallel_write_safe': True}\n"
    _repository(site).write({"sphinx_last_updated_by_git.py": extension})
    conf = _CONF.replace('blog_updated = "git"\n', "")
    site.write({"conf.py": conf.replace('"sphinxext_blog"', '"sphinxext_blog", "sphinx_last_updated_by_git"')})
    options: dict[str, Any] = {"blog_updated": "front_matter"}
    assert _updates(site.build())["A"] == "2026-02-05"
    assert _updates(site.build(**options))["A"] == ""
