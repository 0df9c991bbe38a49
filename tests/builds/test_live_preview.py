"""The live preview of the manual: sphinx-autobuild shows an edit by itself, once, and drafts with it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.builds.site import Site

_PATIENCE = 120
"""Seconds for anything to happen: the machine may be busy."""
_QUIET = 5
"""Seconds in which a loop would have built again."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def preview(site: Site) -> Iterator[tuple[str, Path]]:
    """A running preview: its address, and the file that its log is written to."""
    port, log = _free_port(), site.folder / "log.txt"
    out = site.folder / "out"
    command = [sys.executable, "-m", "sphinx_autobuild", str(site.src), str(out), "-D", "blog_drafts=show"]
    options = ["--host", "127.0.0.1", "--port", str(port), "--delay", "0"]
    # plain, since Sphinx colours its log wherever the variable CI is set
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
    with log.open("w") as file:
        process = subprocess.Popen(
            [*command, *options], stdout=file, stderr=subprocess.STDOUT, env=environment, start_new_session=True
        )
        try:
            yield f"http://127.0.0.1:{port}/", log
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # the group of this very process, with the builds that it started
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(20)


def page(address: str) -> str:
    """What the preview serves now; empty where it serves nothing yet, or half of a page that is being written."""
    try:
        with urlopen(address, timeout=10) as answer:
            text: str = answer.read().decode()
            return text
    except (HTTPException, OSError):
        return ""


def wait_for(condition: Callable[[], bool], what: str, log: Path) -> None:
    """Wait until something holds; fail with the log if it never does."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.2)
    pytest.fail(f"{what} never came\n{log.read_text(encoding='utf-8')}")


def builds(log: Path) -> int:
    """How many builds were made."""
    return len(re.findall(r"^build succeeded", log.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="ends the preview with its builds by their process group")
def test_an_edit_shows_by_itself_and_builds_once(site: Site) -> None:
    """On its own page and on the home of the blog; then the preview is at rest until the next edit."""
    conf = 'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
    toctree = "# Home\n\n```{toctree}\nblog/index\nblog/archive\n```\n"
    draft = "---\ndate: 2026-01-02\ndraft: true\n---\n# A draft\n\nNot yet.\n"
    post = "---\ndate: 2026-01-01\ntags: [a]\n---\n# Post\n\nFirst words.\n"
    site.write({"conf.py": conf, "index.md": toctree, "posts/draft.md": draft, "posts/post.md": post})
    with preview(site) as (address, log):
        wait_for(lambda: "First words." in page(f"{address}posts/post.html"), "the first page", log)
        assert "A draft" in page(f"{address}blog/index.html")
        _rest(log)
        for words in ("Second words.", "Third words."):
            before = builds(log)
            site.write({"posts/post.md": post.replace("First words.", words)})
            wait_for(lambda words=words: words in page(f"{address}posts/post.html"), words, log)  # type: ignore[misc]
            wait_for(lambda words=words: words in page(f"{address}blog/index.html"), f"{words} at home", log)  # type: ignore[misc]
            _rest(log)
            assert builds(log) > before
        site.write({"posts/new.md": "---\ndate: 2026-02-01\ntags: [fresh]\n---\n# Brand new\n\nHello.\n"})
        wait_for(lambda: "Brand new" in page(f"{address}blog/tag/fresh.html"), "the page of a new tag", log)
        _rest(log)


def _rest(log: Path) -> None:
    """No build without a change: what a build writes must not look like one."""
    wait_for(lambda: _is_still(log, 1), "the end of a build", log)
    before = log.read_text(encoding="utf-8")
    time.sleep(_QUIET)
    after = log.read_text(encoding="utf-8")
    assert _without_requests(after) == _without_requests(before)


def _is_still(log: Path, seconds: float) -> bool:
    before = log.read_text(encoding="utf-8")
    time.sleep(seconds)
    return log.read_text(encoding="utf-8") == before


def _without_requests(log: str) -> list[str]:
    return [line for line in log.splitlines() if "HTTP/" not in line]
