"""What a build is given from outside: its time, the base URL of the site, and whether it is a preview."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from .config import site_options
from .diagnostics import Subtype, warn
from .domain import blog_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

__all__ = [
    "absolute",
    "base_url",
    "canonical_base",
    "image_url",
    "is_autobuild",
    "is_preview",
    "moment_of",
    "start_build",
    "starting_commands",
]

_NO_SITES = ("epub", "singlehtml", "htmlhelp", "qthelp", "devhelp", "applehelp")
"""HTML that is not read at an address of its own, or not a page for each document."""


def base_url(config: Config, environment: Mapping[str, str]) -> str:
    """Return the URL of the site's root, with a slash at its end; empty where nothing says it.

    ``html_baseurl``, else what Read the Docs says of the version it builds
    (https://docs.readthedocs.com/platform/stable/reference/environment-variables.html).  A path, such as ``/``, does
    not say it.
    """
    base = str(config.html_baseurl or environment.get("READTHEDOCS_CANONICAL_URL", "")).strip()
    if not base.startswith(("https://", "http://")):
        return ""
    return base if base.endswith("/") else base + "/"


def canonical_base(base: str, environment: Mapping[str, str], version: str) -> str:
    """Return the URL of the root in the default version of the site, where Read the Docs builds another one.

    Nothing in the environment says which version is the default, so the config does.  A pull request stands on a host
    of its own, which has no other version.

    :param base: what :func:`base_url` gave.
    :param version: the slug of the default version; empty: each version is its own original.
    """
    built = environment.get("READTHEDOCS_VERSION", "")
    pull_request = environment.get("READTHEDOCS_VERSION_TYPE") == "external"
    if not built or not version or pull_request or not base.endswith(f"/{built}/"):
        return base
    return f"{base.removesuffix(f'{built}/')}{version}/"


def absolute(base: str, builder: Builder, docname: str, anchor: str = "") -> str:
    """Return the URL of a document, or of a place in it.

    :param base: what :func:`base_url` gave; must not be empty.
    """
    url = base + builder.get_target_uri(docname)  # joined by hand: it is asked for many times on a page
    return f"{url}#{anchor}" if anchor else url


def image_url(base: str, builder: Builder, image: str) -> str:
    """Return the URL of an image of the site, such as the cover of a post; a URL is given back as it is.

    :param image: the path from the source folder; the empty string, or one that no document shows, gives the empty
        string.
    """
    if "://" in image or image.startswith(("data:", "//")):
        return image
    if image not in builder.env.images:
        return ""
    # not builder.images, which holds only those of the documents that were written in this run
    folder = getattr(builder, "imagedir", "_images")
    return urljoin(base, quote(f"{folder}/{builder.env.images[image][1]}"))


_MARK = "SPHINX_AUTOBUILD"
"""A variable of the environment, for machines that do not tell, and for tools like sphinx-autobuild."""
_OFF = ("", "0", "false", "no", "off")
_PATH = r"(?:[^ ]| (?!-))*"  # a path may have spaces in it; what follows " -" is the argument of another program
_AUTOBUILD = re.compile(
    rf"(?:{_PATH}(?:python|pypy)[\w.]*(?: -(?![mc])[a-z]+(?: [a-z]+)?)*? )?"  # an interpreter with its options
    r"(?:-m sphinx_autobuild"
    rf"|{_PATH}[/\\]sphinx_autobuild[/\\]__main__\.py"
    rf"|(?:{_PATH}[/\\])?sphinx-autobuild(?:-script\.py|\.exe)?)"
    r"(?: |$)",
    re.IGNORECASE,
)


def is_preview(mode: str, environment: Mapping[str, str], commands: Callable[[], list[str]]) -> bool:
    """Return whether drafts and scheduled posts are shown: asked for, or in a build that only authors see.

    :param commands: gives what :func:`starting_commands` does.
    """
    if mode != "auto":
        return mode == "show"
    if environment.get("READTHEDOCS_VERSION_TYPE") == "external":
        return True
    if _MARK in environment:
        return environment[_MARK].strip().lower() not in _OFF
    return any(is_autobuild(command) for command in commands())


def is_autobuild(command: str) -> bool:
    """Return whether a command line, its words joined by spaces, is that of sphinx-autobuild."""
    return _AUTOBUILD.match(command) is not None


def starting_commands() -> list[str]:
    """Return the command lines of what started this process, the nearest first; none where the machine does not tell."""
    parent = os.getppid()
    told = Path(f"/proc/{parent}/cmdline")  # Linux
    try:
        if told.exists():
            return [told.read_bytes().rstrip(b"\0").replace(b"\0", b" ").decode(errors="replace")]
    except OSError:  # not ours to read, or gone meanwhile
        return []
    return _told_by_psutil() if os.name == "nt" else _told_by_ps(parent)


def _told_by_ps(process: int) -> list[str]:
    """On macOS and the BSDs: POSIX has that command."""
    ps = shutil.which("ps")
    if ps is None:
        return []
    try:
        asked = [ps, "-o", "args=", "-p", str(process)]
        told = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=5)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return []
    return told.stdout.splitlines()


def _told_by_psutil() -> list[str]:
    """On Windows, which has no command for it; there ``python.exe`` of a virtual environment starts another one."""
    try:
        import psutil
    except ImportError:
        return []
    found = []
    try:
        for process in psutil.Process().parents()[:4]:
            found.append(" ".join(process.cmdline()))  # noqa: PERF401 - what was found before an error counts
    except psutil.Error:
        pass
    return found


_END = datetime(9999, 1, 1, tzinfo=UTC)
_MOST_DIGITS = 20
"""More are no moment, and Python reads no number of thousands of digits."""


def moment_of(environment: Mapping[str, str]) -> datetime:
    """Now, or what ``SOURCE_DATE_EPOCH`` says (https://reproducible-builds.org/specs/source-date-epoch/).

    What is no such number of seconds is a warning, for it may hide or show posts; an empty value says nothing.
    """
    said = environment.get("SOURCE_DATE_EPOCH", "")
    if not said:
        return datetime.now(UTC)
    found = _from_seconds(said)
    if found is None:
        message = (
            f"SOURCE_DATE_EPOCH is '{said[:40]}', but should be seconds since 1970; the time of the machine is used"
        )
        warn(Subtype.CONFIG, message, location=None)
        return datetime.now(UTC)
    return found


def _from_seconds(said: str) -> datetime | None:
    """Return a moment of 1970 to 9998: in the last year that there is, some zones would be beyond it."""
    if not (said.isascii() and said.isdecimal() and len(said) <= _MOST_DIGITS):
        return None
    seconds = int(said)
    return datetime.fromtimestamp(seconds, UTC) if seconds < _END.timestamp() else None


def start_build(app: Sphinx) -> None:
    """Give the domain what this build is given (event: builder-inited)."""
    options = site_options(app)
    domain = blog_domain(app.env)
    preview = is_preview(options.drafts, os.environ, starting_commands)
    base = options.base_of(base_url(app.config, os.environ))
    original = canonical_base(base, os.environ, options.canonical_version)
    domain.start(app, options, moment_of(os.environ), preview=preview, base=base, canonical_base=original)
