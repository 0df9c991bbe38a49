"""Dates of updates from the history of Git: the time of the last commit that changed the file of a post.

They are read in each build, since a commit does not change the files that Sphinx reads.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..diagnostics import Subtype, location_in_conf, warn
from ..domain import blog_domain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx.application import Sphinx

__all__ = ["parse_log", "read_git_dates"]

_EXTENSION = "sphinx_last_updated_by_git"
_COMMIT = re.compile(r"\x01([0-9]+) ?(.*)")


def read_git_dates(app: Sphinx) -> None:
    """Read the dates of commits, if the site uses them, and store them in the domain (event: builder-inited)."""
    domain = blog_domain(app.env)
    source = domain.options.updated
    uses_git = source == "git" or (source == "auto" and _EXTENSION in app.extensions)
    domain.git_dates = _dates(app) if uses_git else {}


def _dates(app: Sphinx) -> dict[str, datetime]:
    """Return the time of the last commit of each file below the source folder, by its path; warn if it is unknown."""
    try:
        is_shallow = _run(app.srcdir, "rev-parse", "--is-shallow-repository").strip() == "true"
        log = _run(app.srcdir, "log", "--format=%x01%ct %P", "--name-only", "--relative", "--no-renames", "--", ".")
    except (OSError, subprocess.CalledProcessError) as error:
        stderr: bytes = getattr(error, "stderr", b"")
        reason = (stderr.decode(errors="replace") or str(error)).strip().partition("\n")[0]
        _warn(app, f"the history of Git cannot be read ({reason}). Posts have no dates of updates from it.")
        return {}
    dates, unknown = parse_log(log.splitlines(), is_shallow=is_shallow)
    if unknown:
        _warn(
            app,
            f"the clone of Git is shallow, so the last change of {len(unknown)} files is unknown. Expected the whole "
            "history, as after 'git fetch --unshallow'. The posts among them have no dates of updates from Git.",
        )
    return dates


def parse_log(lines: Iterable[str], *, is_shallow: bool) -> tuple[dict[str, datetime], set[str]]:
    """Return the date of each file, and the files whose last change is before the start of a shallow clone.

    :param lines: the log, newest first; the first commit of a shallow clone seems to add all files.
    """
    dates: dict[str, datetime] = {}
    unknown: set[str] = set()
    timestamp, is_known = datetime.fromtimestamp(0, UTC), True
    for line in lines:
        if commit := _COMMIT.fullmatch(line):
            timestamp = datetime.fromtimestamp(int(commit[1]), UTC)
            is_known = bool(commit[2]) or not is_shallow
        elif line and line not in dates and line not in unknown:
            if is_known:
                dates[line] = timestamp
            else:
                unknown.add(line)
    return dates, unknown


def _run(folder: Path, *arguments: str) -> str:
    """Return the output of a Git command.

    :raises OSError: Git is not installed.
    :raises CalledProcessError: the folder is not in a repository.
    """
    git = shutil.which("git")
    if git is None:
        raise FileNotFoundError("git is not installed")
    command = [git, "-c", "core.quotePath=false", *arguments]
    result = subprocess.run(command, cwd=folder, capture_output=True, check=True)  # noqa: S603 - no shell
    return result.stdout.decode(errors="replace")


def _warn(app: Sphinx, problem: str) -> None:
    warn(Subtype.GIT, f"blog_updated: {problem}", location=location_in_conf(app.config, "blog_updated"))
