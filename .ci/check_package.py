"""Check that a wheel and an sdist have all that they should, nothing else, and are not too large.

Usage: ``python .ci/check_package.py FOLDER [--version VERSION]``, where FOLDER has one of each.  What belongs to the
package is what git has below it, so a file that the build leaves out is noticed, whatever its kind.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

PACKAGE = "sphinxext_blog"
WHEEL_LIMIT = 1_000_000
"""Bytes."""
KINDS = {
    "py.typed": r"py\.typed",
    "a stylesheet": r"static/[^/]+\.css",
    "templates": r"templates/.+\.html",
    "a schema": r"schema/[^/]+\.json",
    "compiled message catalogs": r"locale/[^/]+/LC_MESSAGES/[^/]+\.mo",
}
"""What a wheel without would be broken, should git not have it either."""
SDIST_TOP = {
    "sphinxext_blog", "tests", "docs", "benchmarks",
    "pyproject.toml", "noxfile.py", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
}  # fmt: skip
"""With these, somebody who has only the sdist can test and build the manual."""


def wheel_problems(names: Collection[str], expected: Collection[str], size: int) -> Iterator[str]:
    """Yield what is amiss with a wheel that has the files `names`, where git has `expected`, and `size` bytes."""
    if size > WHEEL_LIMIT:
        yield f"the wheel has {size:,} bytes. Expected at most {WHEEL_LIMIT:,}."
    files = {name for name in names if not name.endswith("/")}
    metadata = {name for name in files if re.match(rf"{PACKAGE}-[^/]+\.dist-info/", name)}
    for name in sorted(set(expected) - files):
        yield f"the wheel does not have {name}, which git has."
    for name in sorted(files - metadata - set(expected)):
        yield f"the wheel has {name}, which git does not have in the package."
    for kind, pattern in KINDS.items():
        if not any(re.fullmatch(f"{PACKAGE}/{pattern}", name) for name in files):
            yield f"the wheel does not have {kind}."
    for name in sorted(files):
        if name.endswith(".po") and f"{name[:-3]}.mo" not in files:
            yield f"the wheel has {name}, but not its compiled catalog."
    if not any(name.endswith("/licenses/LICENSE") for name in metadata):
        yield "the wheel does not have the license."


def sdist_problems(names: Iterable[str], expected: Collection[str]) -> Iterator[str]:
    """Yield what is amiss with an sdist that has the files `names`, where git has `expected`."""
    files = {name.partition("/")[2] for name in names} - {""}
    top = {name.partition("/")[0] for name in files}
    for name in sorted(SDIST_TOP - top):
        yield f"the sdist does not have {name}."
    for name in sorted(files - set(expected) - {"PKG-INFO"}):
        yield f"the sdist has {name}, which git does not have."


def case_problems(names: Iterable[str]) -> Iterator[str]:
    """Yield names that are one file, or none, on Windows and macOS."""
    reserved = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
    seen: dict[str, str] = {}
    for name in sorted(names):
        if (other := seen.setdefault(name.casefold(), name)) != name:
            yield f"{other} and {name} differ in case only."
        for part in name.split("/"):
            if reserved.fullmatch(part) or part != part.rstrip(". ") or re.search(r'[<>:"\\|?*]', part):
                yield f"{name} is not a valid name on Windows."


def _tracked(root: Path) -> list[str]:
    command = ["git", "-c", "core.quotepath=off", "ls-files", "-z"]
    answer = subprocess.run(command, cwd=root, check=True, capture_output=True, encoding="utf-8")
    return [name for name in answer.stdout.split("\0") if name and (root / name).exists()]


def problems(folder: Path, root: Path, version: str | None) -> Iterator[str]:
    """Yield what is amiss with the wheel and the sdist in `folder`, built from the checkout `root`."""
    wheels, sdists = list(folder.glob("*.whl")), list(folder.glob("*.tar.gz"))
    if len(wheels) != 1 or len(sdists) != 1:
        yield f"{folder} has {len(wheels)} wheels and {len(sdists)} sdists. Expected one of each."
        return
    tracked = _tracked(root)
    with zipfile.ZipFile(wheels[0]) as wheel:
        names = wheel.namelist()
    package = [name for name in tracked if name.startswith(f"{PACKAGE}/")]
    yield from wheel_problems(names, package, wheels[0].stat().st_size)
    with tarfile.open(sdists[0]) as sdist:
        yield from sdist_problems((member.name for member in sdist if member.isfile()), tracked)
    yield from case_problems(tracked)
    for file in (*wheels, *sdists):
        if version is not None and not re.match(rf"{PACKAGE}-{re.escape(version)}(-|\.tar)", file.name):
            yield f"{file.name} is not version {version}."


def main() -> int:
    """Report each problem on a line; the exit status says whether there is one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--version", help="the version that both must have")
    options = parser.parse_args()
    folder: Path = options.folder
    amiss = list(problems(folder, Path(__file__).resolve().parents[1], options.version))
    for file in sorted(folder.iterdir()):
        print(f"{file.name}: {file.stat().st_size:,} bytes")
    for problem in amiss:
        print(f"error: {problem}", file=sys.stderr)
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main())
