"""``sphinx-blog next``: lists the posts that the clock publishes or expires, and reports whether one is due.

Only the front matter and the ``post`` directives of source files are examined, so that a scheduled job can decide in
seconds whether a build is required.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC
from typing import TYPE_CHECKING, Any

from sphinx.project import Project

from ..config.validators import time_zone
from ..model.catalog import outdated_at
from ..model.dates import read_date
from ..model.record import record
from ..site import build_time
from ..source.prediction import is_reserved_docname, predict_posts
from .problems import FORMATS, ToolError, add_project_arguments, display_path, json_text, project_of, refuse
from .site import configuration

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from sphinx.config import Config

    from ..config import BlogConfig
    from ..model.post import Post
    from .problems import CommandProject

__all__ = ["EVENTS", "add_arguments", "run"]

EVENTS: dict[str, Callable[[Post, BlogConfig], datetime | None]] = {
    "publication": lambda post, _options: post.date,
    "expiration": lambda post, _options: post.expires,
    "outdating": lambda post, options: outdated_at(post, options.outdated_duration),
}
"""The kinds of change that the clock causes; each function returns when it changes a post, or None."""


@record
class _Event:
    """A change of the site that the clock causes."""

    time: datetime
    kind: str
    """A key of :data:`EVENTS`."""
    file: str


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of the command."""
    add_project_arguments(parser)
    parser.add_argument(
        "--since",
        metavar="TIME",
        help="the time of the last build, such as 2026-11-30T08:00Z; an empty value if there was none",
    )
    parser.add_argument("--limit", metavar="N", type=int, default=10, help="the maximum number of later events")
    parser.add_argument("--format", choices=FORMATS, default="text", help="the output format (default: text)")
    parser.epilog = (
        "Exit status: 0 if a post has become due since the time of --since, 1 if none has, 2 if the site cannot be "
        "read. Without --since, it is 0."
    )


def run(arguments: Namespace) -> int:
    """List what is due; return the exit status."""
    try:
        project = project_of(arguments)
        config, options = configuration(project)
        now, since = build_time(os.environ), _since(arguments.since)
        events = sorted(_events(project, config, options), key=lambda event: (event.time, event.file, event.kind))
    except ToolError as error:
        return refuse(error)
    due = [event for event in events if since is not None and since < event.time <= now]
    later = [event for event in events if event.time > now]
    is_due = bool(due) or arguments.since == ""
    sys.stdout.write(_FORMATTERS[arguments.format](is_due, due, later, arguments.limit))
    return 0 if is_due or arguments.since is None else 1


def _since(text: str | None) -> datetime | None:
    """Return the time of the last build; None if it is unknown or there was none.

    :raises ToolError: for a text that is not a date.
    """
    if not text:
        return None
    try:
        return read_date(text, UTC)
    except ValueError as error:
        raise ToolError(f"--since: {error}") from error


def _events(project: CommandProject, config: Config, options: BlogConfig) -> Iterator[_Event]:
    """Yield the events of all posts that are not drafts."""
    zone, layout = time_zone(options.timezone), options.layout()
    sources = Project(project.source, config.source_suffix)
    sources.discover((*config.exclude_patterns, *config.templates_path), config.include_patterns)
    for docname in sorted(sources.docnames):
        path = str(sources.doc2path(docname, absolute=True))
        is_reserved = is_reserved_docname(docname, config.root_doc, layout)
        for post in predict_posts(config, options, zone, docname, path, is_reserved=is_reserved, whole=True):
            if not post.draft and post.date is not None:
                times = ((kind, time_of(post, options)) for kind, time_of in EVENTS.items())
                yield from (_Event(time=time, kind=kind, file=display_path(path)) for kind, time in times if time)


def _as_text(_is_due: bool, due: list[_Event], later: list[_Event], limit: int) -> str:
    rows = [("due", event) for event in due] + [("later", event) for event in later[:limit]]
    lines = (f"{word:5}  {event.time.isoformat()}  {event.kind:11}  {event.file}\n" for word, event in rows)
    return "".join(lines)


def _as_github(is_due: bool, _due: list[_Event], later: list[_Event], _limit: int) -> str:
    """Return the outputs of a step of GitHub Actions."""
    following = later[0].time.isoformat() if later else ""
    return f"due={'true' if is_due else 'false'}\nnext={following}\n"


def _as_json(is_due: bool, due: list[_Event], later: list[_Event], limit: int) -> str:
    return json_text({"due": is_due, "events": _records(due), "later": _records(later[:limit])})


def _records(events: Iterable[_Event]) -> list[dict[str, Any]]:
    return [{"time": event.time.isoformat(), "kind": event.kind, "file": event.file} for event in events]


_FORMATTERS: dict[str, Callable[[bool, list[_Event], list[_Event], int], str]] = {
    "text": _as_text,
    "github": _as_github,
    "json": _as_json,
}
