"""Problems in posts with their locations, and the formats of reports."""

from __future__ import annotations

import json
import logging
import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.record import record
from ..sphinx_compat import WarningStreamHandler, replace_warning_handlers

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterable
    from typing import Any

__all__ = [
    "FORMATS",
    "Collector",
    "CommandProject",
    "Problem",
    "ToolError",
    "add_project_arguments",
    "as_github",
    "as_json",
    "as_records",
    "as_text",
    "collect_into",
    "display_path",
    "project_of",
    "refuse",
]

_SOURCE_FOLDERS = (".", "docs", "doc", "source", "docs/source")
"""The folders of ``conf.py``, the most likely first."""


class ToolError(Exception):
    """A command cannot run with its arguments; the message is for the user."""


@record
class CommandProject:
    """The project on the command line."""

    source: Path
    confdir: Path
    overrides: dict[str, str]
    tags: tuple[str, ...]


def add_project_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments for the project, which are those of ``sphinx-build``."""
    folders = ", ".join(_SOURCE_FOLDERS)
    parser.add_argument(
        "source",
        nargs="?",
        metavar="SOURCE",
        help=f"the source folder (default: the first with a conf.py of {folders})",
    )
    parser.add_argument("-c", dest="confdir", metavar="DIR", help="the folder of conf.py (default: the source folder)")
    parser.add_argument(
        "-D", dest="overrides", metavar="NAME=VALUE", action="append", default=[], help="set an option of conf.py"
    )
    parser.add_argument("-t", dest="sphinx_tags", metavar="TAG", action="append", default=[], help="set a Sphinx tag")


def project_of(arguments: Namespace, here: Path | None = None) -> CommandProject:
    """Return the project of a command line.

    :param here: the working directory unless another one is given.
    :raises ToolError: if there is no ``conf.py``.
    """
    base = here or Path.cwd()
    confdir = base / arguments.confdir if arguments.confdir else None
    if arguments.source:
        source = base / arguments.source
    elif confdir is not None:
        source = confdir
    else:
        source = next((base / name for name in _SOURCE_FOLDERS if (base / name / "conf.py").is_file()), base)
    confdir = confdir or source
    if not source.is_dir():
        raise ToolError(f"the folder {display_path(source)} does not exist")
    if not (confdir / "conf.py").is_file():
        hint = "" if arguments.source or arguments.confdir else f" (searched: {', '.join(_SOURCE_FOLDERS)})"
        raise ToolError(f"no conf.py in {display_path(confdir)}{hint}; specify the source folder, or use -c")
    overrides = dict(_setting(value) for value in arguments.overrides)
    return CommandProject(source=source, confdir=confdir, overrides=overrides, tags=tuple(arguments.sphinx_tags))


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise ToolError(f"-D: '{text}' is not valid. Expected NAME=VALUE.")
    return name, value


def display_path(path: Path | str) -> str:
    """Return a path for messages, relative to the working directory if it is inside."""
    full, here = Path(path).resolve(), Path.cwd()
    return str(full.relative_to(here) if full.is_relative_to(here) else full)


def refuse(error: ToolError) -> int:
    """Report why a command cannot run; return its exit status."""
    sys.stderr.write(f"sphinx-blog: {error}\n")
    return 2


FORMATS = ("text", "json", "github")
"""The formats of reports."""

_LOCATION = re.compile(r"(?P<file>.+?)(?::(?P<line>\d*))?(?::<[^>]*>)?")
_MAX_LENGTH = 400
"""The maximum length of a message in one line; messages of docutils may contain whole blocks of source."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Problem:
    """A warning."""

    file: str
    """The full path; empty if there is no source file, as for options of ``conf.py``."""
    line: int
    """0 if unknown."""
    type: str
    """The type for ``suppress_warnings``; empty if none."""
    message: str
    level: str = "warning"


class Collector(WarningStreamHandler):
    """A logging handler that collects warnings instead of printing them.

    It is derived from the handler class of Sphinx, which buffers the records of such handlers while it reads.
    """

    def __init__(self, collect: Callable[[Problem], None], replaced: WarningStreamHandler) -> None:
        super().__init__(replaced.stream)
        self._collect = collect

    def emit(self, record: logging.LogRecord) -> None:
        """Collect a warning, whose location is a string."""
        warning_type = ".".join(filter(None, (getattr(record, "type", ""), getattr(record, "subtype", ""))))
        message = logging.LogRecord.getMessage(record)  # the method of Sphinx adds the location
        message = (
            message.strip().removesuffix(f"[{warning_type}]").rstrip()
        )  # added by `show_warning_types` and by MyST
        match = _LOCATION.fullmatch(str(getattr(record, "location", None) or ""))
        file, line = (_source(match["file"]), int(match["line"] or 0)) if match else ("", 0)
        self._collect(Problem(file=file, line=line, type=warning_type, message=message, level=record.levelname.lower()))


def _source(file: str) -> str:
    """Return the path of an existing file; MyST 4 passes a path as docname, to which Sphinx adds a suffix."""
    shorter = file.rpartition(".")[0]
    return shorter if not Path(file).exists() and Path(shorter).is_file() else file


def collect_into(collect: Callable[[Problem], None]) -> None:
    """Replace the handler with which Sphinx prints warnings by a collector with the same filters."""
    replace_warning_handlers(lambda handler: Collector(collect, handler))


def as_text(problems: Iterable[Problem]) -> str:
    """Return problems as lines ``file:line: message [type]``."""
    return "".join(f"{_location(problem)}{_one_line(problem.message)}{_type_suffix(problem)}\n" for problem in problems)


def as_records(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain data for JSON."""
    return [asdict(problem) | {"file": _file(problem)} for problem in problems]


def as_json(problems: Iterable[Problem], **more: Any) -> str:
    """Return a JSON object with the problems and additional members."""
    return json_text({"problems": as_records(problems), **more})


def json_text(value: object) -> str:
    """Return JSON for standard output, with escapes for characters that its encoding does not support."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2)
    return text + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Return problems as workflow commands of GitHub Actions, which displays them as annotations."""
    return "".join(f"::{_level(problem)} {_properties(problem)}::{_data(problem.message)}\n" for problem in problems)


def _file(problem: Problem) -> str:
    return display_path(problem.file) if problem.file else ""


def _location(problem: Problem) -> str:
    if not problem.file:
        return ""
    return f"{_file(problem)}:{problem.line}: " if problem.line else f"{_file(problem)}: "


def _type_suffix(problem: Problem) -> str:
    return f" [{problem.type}]" if problem.type else ""


def _one_line(message: str) -> str:
    text = " ".join(message.split())
    return text if len(text) <= _MAX_LENGTH else f"{text[:_MAX_LENGTH]}…"


def _level(problem: Problem) -> str:
    return "warning" if problem.level == "warning" else "error"


def _properties(problem: Problem) -> str:
    properties = {"file": _file(problem).replace("\\", "/"), "line": str(problem.line or ""), "title": problem.type}
    return ",".join(f"{name}={_data(value, ':,')}" for name, value in properties.items() if value)


def _data(text: str, more: str = "") -> str:
    """Return a text for a workflow command, with percent-encoded separators."""
    for char in f"%\r\n{more}":
        text = text.replace(char, f"%{ord(char):02X}")
    return text
