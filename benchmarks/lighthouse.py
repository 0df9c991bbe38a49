"""The command ``python -m benchmarks.lighthouse``: the Lighthouse scores of pages of a blog beside a plain page.

Each theme builds the same posts twice: with plain Sphinx and MyST, and with the extension at its defaults.  The plain
page is a post in the site of plain Sphinx.  Lighthouse simulates a slow phone, but measures the processor of this
machine, so scores vary by a few points: the median of several runs counts, and the tests have no bound for it.

Lighthouse is a program for Node.js (``npm install lighthouse``), which needs a Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

from benchmarks.corpus import post_docname, write_corpus
from benchmarks.engines import ENGINES, PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CHROMIUMS", "POSTS", "THEMES", "build_site", "main", "served"]

THEMES = ("alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme")
CATEGORIES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Practices",
    "seo": "SEO",
}
POSTS = 24
_POST = post_docname(POSTS // 2)
PAGES = {"plain page": (PLAIN, _POST), "post": ("blog", _POST), "home": ("blog", "blog/index")}
"""The (engine, docname) of each measured page."""
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder, and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Log nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine, and yield its URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def build_site(folder: Path, engine_name: str, theme: str) -> Path:
    """Build the posts, and return the output folder."""
    engine = ENGINES[engine_name]
    source, output = folder / "source", folder / "html"
    write_corpus(source, POSTS, corpus="short", toctree=engine.toctree)
    (source / "conf.py").write_text(engine.conf_py(theme), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-b", "html", source, output], check=True)
    return output


def _scores(program: str, url: str) -> dict[str, int]:
    """Return the scores of one run, from 0 to 100, by category."""
    flags = "--headless=new --no-sandbox --disable-dev-shm-usage"
    command = [program, url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    path = next(filter(None, map(shutil.which, CHROMIUMS)), "")
    with TemporaryDirectory() as folder:
        report = Path(folder, "report.json")  # a pipe may lose the end of a long report
        command.append(f"--output-path={report}")
        subprocess.run(command, check=True, capture_output=True, env={"CHROME_PATH": path, **os.environ})
        categories = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round(100 * (categories[name]["score"] or 0)) for name in CATEGORIES}


def _measure(program: str, theme: str, runs: int) -> list[str]:
    """Return the rows of the table for a theme."""
    rows = []
    with TemporaryDirectory() as temporary:
        outputs = {engine: build_site(Path(temporary) / engine, engine, theme) for engine, _ in PAGES.values()}
        samples: dict[str, list[dict[str, int]]] = {page: [] for page in PAGES}
        for _ in range(runs):  # in turn, since the speed of a machine varies over time
            for page, (engine, docname) in PAGES.items():
                with served(outputs[engine]) as url:
                    samples[page].append(_scores(program, f"{url}/{docname}.html"))
        for page, results in samples.items():
            values = [f"{median(result[name] for result in results):.0f}" for name in CATEGORIES]
            rows.append(f"| {theme} | {page} | {' | '.join(values)} |")
    return rows


def main() -> None:
    """Measure, and print the table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lighthouse", description=__doc__)
    parser.add_argument("--lighthouse", default="lighthouse", metavar="PROGRAM", help="(default: %(default)s)")
    parser.add_argument("--themes", default=",".join(THEMES), help="separated by commas (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="runs for each page (default: %(default)s)")
    arguments = parser.parse_args()
    print(f"| theme | page | {' | '.join(CATEGORIES.values())} |")
    print("| :--- | :--- |" + " ---: |" * len(CATEGORIES))
    for theme in arguments.themes.split(","):
        for row in _measure(arguments.lighthouse, theme, arguments.runs):
            print(row, flush=True)


if __name__ == "__main__":
    main()
