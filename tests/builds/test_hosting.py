"""The files that the manual gives for hosts: they can be read, and what they build is what the pages say."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.builds.site import NOW

if TYPE_CHECKING:
    from tests.builds.site import Site

_GUIDE = Path(__file__).parents[2] / "docs" / "guide"
_PAGES = ("github-pages", "read-the-docs")
_POSTS = {
    "README.md": "# No page of the blog\n",
    "posts/2026-01-11-hello.md": "---\naliases: /old/\n---\n# Hello\n",
    "posts/2099-01-11-later.md": "# Later\n",
    "posts/draft.md": "# Draft\n",
}


def blocks(page: str, language: str) -> list[str]:
    """The listings of a page in a language."""
    text = (_GUIDE / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def built(site: Site, page: str, arguments: str, **environment: str) -> Path:
    """What ``sphinx-build`` makes of a small blog with the ``conf.py`` of a page."""
    conf = blocks(page, "python")[0].replace("USER", "mei").replace("REPOSITORY", "notes")
    site.write({**_POSTS, "conf.py": conf.replace('"furo"', '"alabaster"')})
    command = [sys.executable, "-m", "sphinx", "-q", *shlex.split(arguments)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(NOW), **environment}
    subprocess.run(command, cwd=site.src, env=environment, check=True, capture_output=True)
    return site.src / command[-1]


def steps(page: str, number: int = 0) -> list[str]:
    """The commands of the jobs of a workflow."""
    workflow: dict[str, Any] = yaml.safe_load(blocks(page, "yaml")[number])
    return [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("page", _PAGES)
def test_every_file_can_be_read(page: str) -> None:
    assert [bool(yaml.safe_load(text)) for text in blocks(page, "yaml")] == [True] * 2
    for text in blocks(page, "python"):
        compile(text, page, "exec")


def test_github_builds_a_site_and_a_preview(site: Site) -> None:
    """The second is not to be published, and shows what is not."""
    preview, whole = (
        built(site, "github-pages", command.removeprefix("sphinx-build "))
        for command in steps("github-pages")
        if command.startswith("sphinx-build ")
    )
    assert (preview.name, whole.name) == ("preview", "html")
    assert (preview / "posts" / "draft.html").is_file()
    assert not (whole / "posts" / "draft.html").exists()
    assert not (whole / "posts" / "2099-01-11-later.html").exists()
    assert (whole / ".nojekyll").is_file()
    assert not (whole / "CNAME").exists()
    for name in ("index.html", "atom.xml", "old/index.html", "posts/2026-01-11-hello.html"):
        assert "https://mei.github.io/notes/" in (whole / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("version", "kind", "original"),
    [("latest", "branch", "notes.readthedocs.io/en/latest"), ("1.0", "tag", "notes.readthedocs.io/en/latest"),
     ("17", "external", "notes--17.org.readthedocs.build/en/17")],
)  # fmt: skip
def test_read_the_docs_provides_the_base_url(site: Site, version: str, kind: str, original: str) -> None:
    """Posts of old versions name the default one, pages that are no posts themselves; pull requests show drafts."""
    host = f"notes--{version}.org.readthedocs.build" if kind == "external" else "notes.readthedocs.io"
    said = {"VERSION": version, "VERSION_TYPE": kind, "CANONICAL_URL": f"https://{host}/en/{version}/"}
    environment = {f"READTHEDOCS_{name}": value for name, value in said.items()}
    out = built(site, "read-the-docs", "-W -D language=en . _build/html", **environment)
    assert f'rel="canonical" href="https://{original}/posts/' in (out / "posts/2026-01-11-hello.html").read_text()
    assert f'rel="canonical" href="https://{host}/en/{version}/search.html"' in (out / "search.html").read_text()
    assert (out / "posts" / "draft.html").exists() == (kind == "external")


def test_read_the_docs_is_asked_to_build_each_day() -> None:
    (command,) = steps("read-the-docs", 1)
    assert shlex.split(command)[-3:] == ["-H", "Authorization: Token $TOKEN", "$BUILDS"]
