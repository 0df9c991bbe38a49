"""``sphinx-blog next``: whether the clock has changed the site since it was built."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sphinxext_blog.cli.main import main
from tests.builds.site import NOW, Site

if TYPE_CHECKING:
    from pathlib import Path

_FILES = {
    "conf.py": (
        'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
        'blog_timezone = "Asia/Shanghai"\nexclude_patterns = ["old"]\n'
    ),
    "index.md": "# Home\n",
    "posts/a.md": "---\ndate: 2026-03-01\n---\n# A\n",
    "posts/b.md": "---\ndate: 2026-02-01\nexpires: 2026-04-01\n---\n# B\n",
    "posts/c.md": "---\ndate: 2026-03-05\ndraft: true\n---\n# C\n",
    "posts/d.md": "---\ndate: tomorrow\n---\n# D\n",
    "log.rst": "Log\n===\n\n" + "x " * 9000 + "\n\nOne\n---\n\n.. post:: 2026-05-01 10:00 +00:00\n",
    "old/posts/x.md": "---\ndate: 2026-03-02\n---\n# X\n",
}
"""At 2026-03-01 00:00 UTC, A has been due for eight hours."""
_LATER = [
    "2026-04-01T00:00:00+08:00  expiration   src/posts/b.md",
    "2026-05-01T10:00:00+00:00  publication  src/log.rst",
]


@pytest.fixture(autouse=True)
def _blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    monkeypatch.chdir(tmp_path)
    Site(tmp_path).write(_FILES)


def _next(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit status, what was printed, and the errors."""
    status = main(["next", "src", *arguments])
    result = capsys.readouterr()
    return status, result.out.replace("\\", "/"), result.err


def test_without_a_time_the_coming_posts_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Also those of sections far down in a file; neither drafts nor excluded files."""
    status, printed, _ = _next(capsys)
    assert (status, printed.splitlines()) == (0, [f"later  {line}" for line in _LATER])
    assert _next(capsys, "--limit", "1")[1].splitlines() == [f"later  {_LATER[0]}"]


def test_a_post_that_became_due_since_the_last_build(capsys: pytest.CaptureFixture[str]) -> None:
    """The time zone of the site counts."""
    status, printed, _ = _next(capsys, "--since", "2026-02-28T15:59Z")
    assert status == 0
    assert printed.splitlines()[0] == "due    2026-03-01T00:00:00+08:00  publication  src/posts/a.md"
    status, printed, _ = _next(capsys, "--since", "2026-02-28T16:00Z")
    assert status == 1
    assert "due" not in printed


@pytest.mark.parametrize(
    ("since", "status", "due"), [("", 0, "true"), ("2026-02-28", 0, "true"), ("2026-03-01", 1, "false")]
)
def test_outputs_of_a_workflow(capsys: pytest.CaptureFixture[str], since: str, status: int, due: str) -> None:
    """If there was no build, one is due."""
    expected = f"due={due}\nnext=2026-04-01T00:00:00+08:00\n"
    assert _next(capsys, "--since", since, "--format", "github")[:2] == (status, expected)


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(_next(capsys, "--since", "2026-02-01", "--format", "json")[1])
    assert data["due"] is True
    assert [(event["kind"], event["file"]) for event in data["events"]] == [("publication", "src/posts/a.md")]
    assert [event["time"] for event in data["later"]] == ["2026-04-01T00:00:00+08:00", "2026-05-01T10:00:00+00:00"]


def test_a_site_without_scheduled_posts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Site(tmp_path).delete("posts/b.md", "log.rst")
    assert _next(capsys, "--format", "github")[:2] == (0, "due=false\nnext=\n")


@pytest.mark.parametrize("arguments", [["--since", "soon"], ["-D", "x"]])
def test_what_the_command_cannot_read(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    status, printed, error = _next(capsys, *arguments)
    assert (status, printed) == (2, "")
    assert error.startswith("sphinx-blog: ")
