"""The external inputs of a build: its time, the base URL of the site, and whether it is a preview."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .builders import is_web_site
from .config import site_options
from .diagnostics import Subtype, location_in_conf, log_hint, warn
from .domain import blog_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

    from .config import BlogConfig

__all__ = [
    "absolute",
    "base_url",
    "build_time",
    "canonical_base",
    "home_base",
    "is_autobuild",
    "is_preview",
    "project_name",
    "start_build",
    "starting_commands",
]


def base_url(config: Config, environment: Mapping[str, str]) -> str:
    """Return the base URL of the site with a slash at its end; empty if unknown.

    It is ``html_baseurl``, or else the URL of the current version on Read the Docs
    (https://docs.readthedocs.com/platform/stable/reference/environment-variables.html).  A path, such as ``/``, is
    ignored.
    """
    base = str(config.html_baseurl or environment.get("READTHEDOCS_CANONICAL_URL", "")).strip()
    if not base.startswith(("https://", "http://")):
        return ""
    return base if base.endswith("/") else base + "/"


def canonical_base(base: str, environment: Mapping[str, str], version: str) -> str:
    """Return the base URL of the default version of the site, if Read the Docs builds another version.

    Read the Docs does not provide the name of the default version, so it is an option.  The host of pull requests has
    no other versions.

    :param base: the result of :func:`base_url`.
    :param version: the slug of the default version; empty: each version is canonical.
    """
    built = environment.get("READTHEDOCS_VERSION", "")
    pull_request = environment.get("READTHEDOCS_VERSION_TYPE") == "external"
    if not built or not version or pull_request or not base.endswith(f"/{built}/"):
        return base
    return f"{base.removesuffix(f'{built}/')}{version}/"


def home_base(options: BlogConfig, base: str, environment: Mapping[str, str]) -> str | None:
    """Return the URL of the version of the site that has the posts; empty if it is the one that is built.

    The builds of pull requests have the posts, since they are previews.

    :param base: the result of :func:`base_url`.
    :returns: None if the URL is unknown.
    """
    names = (options.only_in,) if isinstance(options.only_in, str) else options.only_in
    built = options.docs_version or environment.get("READTHEDOCS_VERSION", "")
    pull_request = not options.docs_version and environment.get("READTHEDOCS_VERSION_TYPE") == "external"
    if not built or not any(names) or built in names or pull_request:
        return ""
    if options.only_in_url:
        return f"{options.only_in_url.rstrip('/')}/"
    if not base.endswith(f"/{built}/"):
        return None
    return f"{base.removesuffix(f'{built}/')}{names[0]}/"


def _home_base(app: Sphinx, options: BlogConfig, base: str) -> str:
    """Return the URL of the version of the site that has the posts; warn and return nothing if posts must stay."""
    home = home_base(options, base, os.environ)
    problem = ""
    if home is None:
        problem = "the URL of that version is unknown. Expected html_baseurl with the version at its end, or "
        problem += "blog_only_in_url"
    elif home and not _has_root_file(app):
        problem = f"the front page of the site is a page of the blog. Expected a file '{app.config.root_doc}'"
    if problem:
        message = f"blog_only_in: {problem}. The posts are published in this version."
        warn(Subtype.CONFIG, message, location=location_in_conf(app.config, "blog_only_in"))
    return home if home and not problem else ""


def _has_root_file(app: Sphinx) -> bool:
    suffixes = app.config.source_suffix
    return any((Path(app.srcdir) / f"{app.config.root_doc}{suffix}").is_file() for suffix in suffixes)


def project_name(config: Config) -> str:
    """Return the name of the project; empty if it is not set."""
    name = str(config.project)
    return "" if name == "Project name not set" else name  # the default of Sphinx


def absolute(base: str, builder: Builder, docname: str, anchor: str = "") -> str:
    """Return the absolute URL of a document, or of an anchor in it.

    :param base: the result of :func:`base_url`; if it is empty, the URL is relative to the root of the site.
    """
    url = base + builder.get_target_uri(docname)  # faster than urljoin(), which matters for many links
    return f"{url}#{anchor}" if anchor else url


_MARK = "SPHINX_AUTOBUILD"
"""An environment variable for systems without process lists, and for tools like sphinx-autobuild."""
_OFF = ("", "0", "false", "no", "off")
_PATH = r"(?:[^ ]| (?!-))*"  # a path may contain spaces; " -" starts an option
_AUTOBUILD = re.compile(
    rf"(?:{_PATH}(?:python|pypy)[\w.]*(?: -(?![mc])[a-z]+(?: [a-z]+)?)*? )?"  # an interpreter with its options
    r"(?:-m sphinx_autobuild"
    rf"|{_PATH}[/\\]sphinx_autobuild[/\\]__main__\.py"
    rf"|(?:{_PATH}[/\\])?sphinx-autobuild(?:-script\.py|\.exe)?)"
    r"(?: |$)",
    re.IGNORECASE,
)


def is_preview(mode: str, environment: Mapping[str, str], commands: Callable[[], list[str]]) -> bool:
    """Return whether a build includes drafts and scheduled posts.

    In the mode ``auto``, these are builds of pull requests on Read the Docs, and builds by sphinx-autobuild.

    :param commands: :func:`starting_commands`, or a function with its result.
    """
    if mode != "auto":
        return mode == "show"
    if environment.get("READTHEDOCS_VERSION_TYPE") == "external":
        return True
    if _MARK in environment:
        return environment[_MARK].strip().lower() not in _OFF
    return any(is_autobuild(command) for command in commands())


def is_autobuild(command: str) -> bool:
    """Return whether a command line, joined by spaces, is that of sphinx-autobuild."""
    return _AUTOBUILD.match(command) is not None


def starting_commands() -> list[str]:
    """Return the command lines of the parent processes, the nearest first; none if unknown."""
    parent = os.getppid()
    file = Path(f"/proc/{parent}/cmdline")  # Linux
    try:
        if file.exists():
            return [file.read_bytes().rstrip(b"\0").replace(b"\0", b" ").decode(errors="replace")]
    except OSError:  # no permission, or the process has ended
        return []
    return _commands_by_psutil() if os.name == "nt" else _commands_by_ps(parent)


def _commands_by_ps(process: int) -> list[str]:
    """Return the command line of a process by the POSIX command ``ps``, for macOS and BSD."""
    ps = shutil.which("ps")
    if ps is None:
        return []
    try:
        command = [ps, "-o", "args=", "-p", str(process)]
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=5)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return []
    return result.stdout.splitlines()


def _commands_by_psutil() -> list[str]:
    """Return the command lines of the parents on Windows, where ``python.exe`` of a venv starts another process."""
    try:
        import psutil
    except ImportError:
        return []
    commands = []
    try:
        for process in psutil.Process().parents()[:4]:
            commands.append(" ".join(process.cmdline()))  # noqa: PERF401 - keeps the items before an error
    except psutil.Error:
        pass
    return commands


_END = datetime(9999, 1, 1, tzinfo=UTC)
_MOST_DIGITS = 20
"""The limit for timestamps; Python does not convert numbers with thousands of digits."""


def build_time(environment: Mapping[str, str]) -> datetime:
    """Return the time of a build: ``SOURCE_DATE_EPOCH``, or else the current time.

    See https://reproducible-builds.org/specs/source-date-epoch/.  An invalid value is reported, because it may hide or
    publish posts; an empty value is ignored.
    """
    value = environment.get("SOURCE_DATE_EPOCH", "")
    if not value:
        return datetime.now(UTC)
    timestamp = _from_seconds(value)
    if timestamp is None:
        message = (
            f"SOURCE_DATE_EPOCH: '{value[:40]}' is not valid. Expected seconds since 1970. The current time is used."
        )
        warn(Subtype.CONFIG, message, location=None)
        return datetime.now(UTC)
    return timestamp


def _from_seconds(value: str) -> datetime | None:
    """Return a timestamp from 1970 to 9998; in 9999, a conversion to another time zone may overflow."""
    if not (value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS):
        return None
    seconds = int(value)
    return datetime.fromtimestamp(seconds, UTC) if seconds < _END.timestamp() else None


def start_build(app: Sphinx) -> None:
    """Start a build in the domain (event: builder-inited)."""
    options = site_options(app)
    domain = blog_domain(app.env)
    preview = is_preview(options.drafts, os.environ, starting_commands)
    base = options.base_of(base_url(app.config, os.environ))
    original = canonical_base(base, os.environ, options.canonical_version)
    domain.start(app, options, build_time(os.environ), preview=preview, base=base, canonical_base=original)
    domain.home_base = _home_base(app, options, base)
    if domain.home_base:
        domain.preview = domain.drafts_unlisted = False
        log_hint(f"posts are not published in this version, but at {domain.home_base}", location=None)
    if not base and is_web_site(app.builder):
        feeds = "feeds, " if options.feed_formats else ""
        message = f"skipped {feeds}canonical links and link previews with images, which require html_baseurl"
        log_hint(message, location=None)
