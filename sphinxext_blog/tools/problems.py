"""Problems: the warnings of a build as records, and the ways to write them down."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.logging import WarningStreamHandler

from .place import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from sphinx.util.logging import SafeEncodingWriter

__all__ = ["FORMATS", "Collector", "Problem", "as_github", "as_json", "as_records", "as_text", "collect_into"]

FORMATS = ("text", "json", "github")
"""The ways to write problems down."""

_PLACE = re.compile(r"(?P<file>.+?)(?::(?P<line>\d*))?(?::<[^>]*>)?")
_LONGEST = 400
"""Characters of a message on one line; docutils repeats whole blocks of a source in its own."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Problem:
    """One warning."""

    file: str
    """As Sphinx names it, in full; empty for what belongs to no file, such as an option of ``conf.py``."""
    line: int
    """0 where it is not known."""
    type: str
    """As ``suppress_warnings`` names it; empty for a warning without."""
    message: str
    level: str = "warning"


class Collector(WarningStreamHandler):
    """Collects warnings in place of printing them.

    A handler of Sphinx's own class, because Sphinx holds those back while it reads, and gives them a prefix.
    """

    def __init__(self, note: Callable[[Problem], None], stream: SafeEncodingWriter) -> None:
        super().__init__(stream)
        self.note = note

    def emit(self, record: logging.LogRecord) -> None:
        """Note a warning; its location is a text by now."""
        kind = ".".join(filter(None, (getattr(record, "type", ""), getattr(record, "subtype", ""))))
        message = logging.LogRecord.getMessage(record)  # Sphinx's own begins with the place
        message = message.strip().removesuffix(f"[{kind}]").rstrip()  # as `show_warning_types` says, and MyST by itself
        found = _PLACE.fullmatch(str(getattr(record, "location", None) or ""))
        file, line = (_source(found["file"]), int(found["line"] or 0)) if found else ("", 0)
        self.note(Problem(file=file, line=line, type=kind, message=message, level=record.levelname.lower()))


def _source(file: str) -> str:
    """A file as it is on the disk: MyST 4 gives Sphinx a path for a docname, to which that adds a suffix."""
    shorter = file.rpartition(".")[0]
    return shorter if not Path(file).exists() and Path(shorter).is_file() else file


def collect_into(note: Callable[[Problem], None]) -> None:
    """Put a collector where Sphinx has just put the handler that prints warnings; it filters as that one does."""
    logger = logging.getLogger("sphinx")
    for handler in logger.handlers[:]:
        if isinstance(handler, WarningStreamHandler):
            logger.removeHandler(handler)
            collector = Collector(note, handler.stream)
            collector.setLevel(handler.level)
            for filtering in handler.filters:  # `suppress_warnings`, locations as texts, what is told once
                collector.addFilter(filtering)
            logger.addHandler(collector)


def as_text(problems: Iterable[Problem]) -> str:
    """``file:line: message [type]``, a line each."""
    return "".join(f"{_place(problem)}{_one_line(problem.message)}{_kind(problem)}\n" for problem in problems)


def as_records(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Plain data for JSON."""
    return [asdict(problem) | {"file": _file(problem)} for problem in problems]


def as_json(problems: Iterable[Problem], **more: Any) -> str:
    """A JSON object with the problems and what else is to be told."""
    return json.dumps({"problems": as_records(problems), **more}, ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Commands of GitHub Actions, which shows them as annotations beside the lines."""
    return "".join(f"::{_level(problem)} {_properties(problem)}::{_data(problem.message)}\n" for problem in problems)


def _file(problem: Problem) -> str:
    return shown_path(problem.file) if problem.file else ""


def _place(problem: Problem) -> str:
    if not problem.file:
        return ""
    return f"{_file(problem)}:{problem.line}: " if problem.line else f"{_file(problem)}: "


def _kind(problem: Problem) -> str:
    return f" [{problem.type}]" if problem.type else ""


def _one_line(message: str) -> str:
    text = " ".join(message.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _level(problem: Problem) -> str:
    return "warning" if problem.level == "warning" else "error"


def _properties(problem: Problem) -> str:
    said = {"file": _file(problem).replace("\\", "/"), "line": str(problem.line or ""), "title": problem.type}
    return ",".join(f"{name}={_data(value, ':,')}" for name, value in said.items() if value)


def _data(text: str, more: str = "") -> str:
    """A text as such a command holds it: what would end it is written in hexadecimal, after a percent sign."""
    for char in f"%\r\n{more}":
        text = text.replace(char, f"%{ord(char):02X}")
    return text
