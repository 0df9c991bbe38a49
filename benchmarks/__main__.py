"""The command ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import CORPORA
from benchmarks.engines import DEFAULT, ENGINES, Engine
from benchmarks.report import as_json, as_markdown
from benchmarks.run import Plan, UncompiledError, run


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        message = f"{number} is not above zero"
        raise argparse.ArgumentTypeError(message)
    return number


def _engines(text: str) -> tuple[Engine, ...]:
    """Return the named engines, the plain ones first; report those that are not installed."""
    names = text.split(",")
    if unknown := [name for name in names if name not in ENGINES]:
        message = f"no engine {', '.join(unknown)}; there are {', '.join(ENGINES)}"
        raise argparse.ArgumentTypeError(message)
    chosen = [engine for name, engine in ENGINES.items() if name in names]
    for engine in chosen:
        if not engine.is_available:
            print(f"skipped {engine.name}: {engine.extension} cannot be imported", file=sys.stderr)
    available = tuple(engine for engine in chosen if engine.is_available)
    if not available:
        message = "none of these engines is installed"
        raise argparse.ArgumentTypeError(message)
    return available


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Blog builds beside plain Sphinx.")
    parser.add_argument("--posts", type=_positive, default=1000, metavar="N", help="how many (default: %(default)s)")
    parser.add_argument(
        "--corpus",
        choices=CORPORA,
        default="long",
        help="long posts with code, formulas and tables, short ones: 5 kB of paragraphs, or a manual: short posts that "
        "mention functions on further pages (default: %(default)s)",
    )
    parser.add_argument("--theme", default="furo", help="of html (default: %(default)s)")
    parser.add_argument(
        "-j", "--jobs", type=_positive, default=1, metavar="N", help="sphinx-build -j (default: %(default)s)"
    )
    parser.add_argument("--repeat", type=_positive, default=3, metavar="R", help="rounds (default: %(default)s)")
    parser.add_argument(
        "--engines",
        type=_engines,
        default=",".join(DEFAULT),
        metavar="NAMES",
        help="separated by commas; plain-gc is plain Sphinx with the blog's gc thresholds (default: %(default)s)",
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="build below this empty or new folder, and keep it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample there, too")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print the table on standard output; progress goes to standard error."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not hasattr(os, "wait4"):
        parser.error("the memory of a build is measured by os.wait4, which this system does not have")
    keep: Path | None = options.keep
    if keep is not None and keep.exists() and any(keep.iterdir()):
        parser.error(f"{keep} is not empty")
    plan = Plan(
        posts=options.posts,
        corpus=options.corpus,
        theme=options.theme,
        jobs=options.jobs,
        repeat=options.repeat,
        engines=options.engines,
    )
    with TemporaryDirectory(prefix="sphinxext-blog-benchmark-") as scratch:
        try:
            results = run(plan, (keep or Path(scratch)).resolve())
        except UncompiledError as error:
            print(error, file=sys.stderr)
            return 1
    print(as_markdown(plan, results))
    if options.json is not None:
        options.json.write_text(as_json(plan, results) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
