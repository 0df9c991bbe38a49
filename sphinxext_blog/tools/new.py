"""``sphinx-blog new``: make the file of a new post, named and dated, and print its path; none is ever overwritten."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sphinx.util.matching import Matcher

from ..clock import moment_of
from ..core.dates import read_date
from ..reading.labels import one_line
from .draft import Draft, file_for, folder_for, text_of
from .mending import iso_date
from .place import ToolError, add_place_arguments, place_of, refuse, shown_path
from .site import configuration
from .wanted import wanted_labels

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime, tzinfo
    from pathlib import Path

    from sphinx.config import Config

__all__ = ["add_arguments", "run"]


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("title", metavar="TITLE", help="the title, in any script")
    add_place_arguments(parser)
    parser.add_argument("--format", choices=("md", "rst"), help="the language (default: Markdown if the site reads it)")
    parser.add_argument("--date", help="the date, in any form that front matter takes (default: today)")
    parser.add_argument("--draft", action="store_true", help="keep it to previews for now")
    for name in ("tags", "category", "author"):
        parser.add_argument(f"--{name}", action="append", metavar="LABEL", help="several: with commas, or again")
    parser.add_argument("--series", metavar="LABEL", help="the series it is a part of")
    parser.add_argument(
        "--into", metavar="DIR", help="the folder, from the source folder (default: the one `blog_posts` begins with)"
    )
    parser.add_argument("--slug", metavar="NAME", help="the end of the file's name (default: made from the title)")
    parser.add_argument("--folder", action="store_true", help="make a folder with an index file, for its images")
    parser.add_argument("--open", action="store_true", help="open it in the editor that $VISUAL or $EDITOR names")
    parser.epilog = (
        "A template `blog/post.md` or `blog/post.rst` in a folder of `templates_path` takes the place of the built-in "
        "one. Exit status: 0 if the file was made, 1 if there is one of that name, 2 if it cannot be made."
    )


def run(arguments: Namespace) -> int:
    """Make the file; gives the exit status."""
    try:
        place = place_of(arguments)
        config, options = configuration(place)
        draft = _draft(arguments, moment_of(os.environ), ZoneInfo(options.timezone))
        folder = folder_for(arguments.into, options.posts, place.source)
        suffix = _suffix(arguments.format, config)
        path = file_for(draft, folder, suffix, place.source, options, in_folder=arguments.folder)
        templates = [place.confdir / name for name in config.templates_path]
        text = text_of(draft, path, place.source, options, templates)
    except ToolError as error:
        return refuse(error)
    if taken := _taken(path, tuple(config.source_suffix)):
        sys.stderr.write(f"sphinx-blog: {shown_path(taken)} is there already; nothing was written\n")
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:  # "x": never one that is there
        file.write(text)
    if not _is_seen(path, place.source, config):
        sys.stderr.write(f"sphinx-blog: Sphinx does not read {shown_path(path)} (see exclude_patterns)\n")
    sys.stdout.write(f"{shown_path(path)}\n")
    return _open(path) if arguments.open else 0


def _draft(arguments: Namespace, now: datetime, zone: tzinfo) -> Draft:
    title = one_line(arguments.title)
    if not title:
        raise ToolError("the title is empty")
    said: str = arguments.date or now.astimezone(zone).date().isoformat()
    try:
        day = read_date(said, zone).astimezone(zone).date()
    except ValueError as error:
        raise ToolError(f"--date: {error}") from error
    return Draft(
        title=title,
        day=day,
        date=iso_date(said) or said.strip(),
        slug=arguments.slug or "",
        draft=arguments.draft,
        tags=wanted_labels(arguments.tags),
        category=wanted_labels(arguments.category),
        author=wanted_labels(arguments.author),
        series=one_line(arguments.series),
    )


def _suffix(wanted: str | None, config: Config) -> str:
    """The suffix of the file: Markdown's if the site reads that, unless another is wanted."""
    suffix = f".{wanted}" if wanted else next((name for name in (".md", ".rst") if name in config.source_suffix), ".md")
    if suffix not in config.source_suffix:
        raise ToolError(f"the site does not read {suffix} files (it reads {', '.join(config.source_suffix)})")
    return suffix


def _taken(path: Path, suffixes: tuple[str, ...]) -> Path | None:
    """A file that is there already under the name of a new one, with whatever suffix: Sphinx would read just one."""
    return next((other for suffix in suffixes if (other := path.with_suffix(suffix)).exists()), None)


def _is_seen(path: Path, source: Path, config: Config) -> bool:
    name = path.relative_to(source).as_posix()
    return Matcher(config.include_patterns)(name) and not Matcher(config.exclude_patterns)(name)


def _open(path: Path) -> int:
    """Open the file in its author's editor; gives what that gives."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        sys.stderr.write("sphinx-blog: neither $VISUAL nor $EDITOR names an editor; open it yourself\n")
        return 0
    return subprocess.run([*shlex.split(editor), str(path)], check=False).returncode  # noqa: S603 - the author's own
