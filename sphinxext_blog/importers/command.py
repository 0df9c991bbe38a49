"""Bring over the posts of a blog made with another engine. The old blog is only read.

The report lists what needs attention by kind, with counts and examples; the option ``--report`` writes the whole list.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from .old_blog import NoteKind, Status

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from .configuration import Setting
    from .old_blog import Blog, Note
    from .run import Result
    from .saving import Saver

__all__ = ["add_arguments", "report_file", "report_lines", "run"]

_MOST_NOTES = 60
"""A report with more notes is summed up."""
_EXAMPLES = 3
_MOST_MESSAGES = 8
_MOST_FILES = 20
_VALUE = re.compile(r"'[^\n]*?'(?=[\s.,:;)]|$)|\b\d+\b")
"""What differs between messages of one sort."""


def report_lines(
    result: Result, saver: Saver, settings: Sequence[Setting], *, conf: Path, is_in_file: bool
) -> list[str]:
    """Return the report, line by line.

    :param conf: the file that the settings are for.
    :param is_in_file: whether the whole list of notes is written to a file.
    """
    notes = _ordered(result.notes)
    lines = _all_notes(notes) if len(notes) <= _MOST_NOTES else _summary(notes)
    if len(notes) > _MOST_NOTES and not is_in_file:
        lines += ["", "Use --report FILE for the whole list."]
    if saver.preserved:
        more = len(saver.preserved) - _MOST_FILES
        lines += ["", "Existing files with other content, which are not overwritten without --force:"]
        lines += [f"  {saver.folder / name}" for name in saver.preserved[:_MOST_FILES]]
        lines += [f"  … {more} more"] if more > 0 else []
    count = {status: sum(note.status is status for note in notes) for status in Status}
    written = "would be written" if saver.dry else "written"
    files = f"{len(saver.written)} files {written}, {len(saver.unchanged)} unchanged, {len(saver.preserved)} kept"
    lines += [
        "",
        f"{result.posts} posts with {result.aliases} aliases: {files}.",
        f"{count[Status.MANUAL]} places need manual work, {count[Status.LOST]} files are not imported.",
        "",
    ]
    if not settings:
        return [*lines, f"{conf} needs no change."]
    return [*lines, "conf.py needs:", *(f"    {setting.line()}" for setting in settings)]


def report_file(notes: Iterable[Note]) -> str:
    """Return all notes as a text of one line each, by file and line, which editors can jump to."""
    ordered = sorted(set(notes))
    return "".join(f"{_location(note)}: [{note.kind.value}] {note.message}\n" for note in ordered)


def _ordered(notes: Iterable[Note]) -> list[Note]:
    statuses = list(Status)
    return sorted(set(notes), key=lambda note: (statuses.index(note.status), note.file, note.line, note.message))


def _location(note: Note) -> str:
    return f"{note.file}:{note.line}" if note.line else note.file


def _all_notes(notes: list[Note]) -> list[str]:
    lines: list[str] = []
    for status, group in groupby(notes, key=lambda note: note.status):
        lines += ["", f"{status.value}:"]
        lines += [f"  {_location(note)}: {note.message}" for note in group]
    return lines


def _summary(notes: list[Note]) -> list[str]:
    """Return the number of notes of each status and kind, with the most frequent messages and examples of them."""
    lines: list[str] = []
    kinds = list(NoteKind)
    for status, group in groupby(notes, key=lambda note: note.status):
        by_kind: dict[NoteKind, list[Note]] = defaultdict(list)
        for note in group:
            by_kind[note.kind].append(note)
        lines += ["", f"{status.value}:"]
        for kind in sorted(by_kind, key=kinds.index):
            files = len({note.file for note in by_kind[kind]})
            lines.append(f"  {kind.value}: {len(by_kind[kind])} in {files} {'files' if files > 1 else 'file'}")
            lines += _messages(by_kind[kind])
    return lines


def _messages(notes: list[Note]) -> Iterator[str]:
    """Yield the messages of one kind, most frequent first, with examples; messages that differ in values are one."""
    by_form: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        by_form[_VALUE.sub("…", note.message)].append(note)
    ranked = sorted(by_form.values(), key=len, reverse=True)
    for same in ranked[:_MOST_MESSAGES]:
        if len(same) > _EXAMPLES:
            yield f"    {len(same)} × {_VALUE.sub('…', same[0].message)} For example:"
        yield from (f"      {_location(note)}: {note.message}" for note in same[:_EXAMPLES])
    if rest := sum(map(len, ranked[_MOST_MESSAGES:])):
        yield f"    … {rest} more"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the subcommand."""
    parser.epilog = (
        "The old blog is only read. The report lists what requires attention by kind, with counts and examples."
    )
    parser.add_argument(
        "engine",
        help="the engine of the old blog: hexo, jekyll, hugo, pelican, mkdocs, docusaurus, ablog, or an engine of "
        "another package",
    )
    parser.add_argument(
        "path", type=Path, help="the folder of the old blog with its configuration, or the folder of its posts"
    )
    parser.add_argument("--into", type=Path, default=Path("posts"), help="the folder for posts (default: %(default)s)")
    parser.add_argument("--dry-run", action="store_true", help="report without writing files")
    parser.add_argument("--force", action="store_true", help="overwrite existing files with different content")
    parser.add_argument("--conf", action="store_true", help="write conf.py and a front page, if there is no conf.py")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write all notes of the report to a file")
    parser.add_argument(
        "--jobs", type=int, default=0, metavar="N", help="the number of processes (default: by the number of posts)"
    )
    parser.add_argument(
        "--permalink",
        default="",
        metavar="PATTERN",
        help="the pattern of old URLs in the syntax of the engine (default: from its configuration)",
    )
    parser.add_argument("--timezone", default="", metavar="ZONE", help="the time zone of dates, for old URLs")
    parser.add_argument("--encoding", default="", help="the encoding of files that are not UTF-8 (default: detected)")
    parser.add_argument(
        "--folder-categories", action="store_true", help="use the folders of a post without a category as categories"
    )


def run(arguments: argparse.Namespace) -> int:
    """Import; return 0 for success, 1 if something is not imported, 2 if there is nothing to import."""
    # imported here, since the other subcommands need nothing of the importers
    from .command import report_file, report_lines
    from .configuration import conf_path, required_settings
    from .engines import load_engine
    from .old_blog import Options, Status
    from .run import import_blog
    from .saving import Saver

    options = Options(
        permalink=arguments.permalink,
        timezone=arguments.timezone,
        encoding=arguments.encoding,
        folder_categories=arguments.folder_categories,
    )
    into: Path = arguments.into
    try:
        engine = load_engine(arguments.engine)
        _check_encoding(arguments.encoding)
        blog = engine.open(_folder(arguments.path), options)
        _check_files(blog)
        _check_apart(blog, into)
    except ValueError as error:
        sys.stderr.write(f"sphinx-blog import: {error}\n")
        return 2
    saver = Saver(folder=into, force=arguments.force, dry=arguments.dry_run)
    result = import_blog(engine, blog, options, saver, sys.stderr, jobs=arguments.jobs)
    conf, settings = conf_path(into), required_settings(blog, into, result.features, result.vocabularies)
    lines = report_lines(result, saver, settings, conf=conf, is_in_file=arguments.report is not None)
    if arguments.report is not None:
        lines += ["", _written(arguments.report, report_file(result.notes))]
    if arguments.conf:
        lines += ["", *_written_conf(blog, conf, settings, dry=arguments.dry_run)]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(any(note.status is Status.LOST for note in result.notes))


def _written_conf(blog: Blog, conf: Path, settings: tuple[Setting, ...], *, dry: bool) -> list[str]:
    """Write ``conf.py``, and a front page beside it, where there are none; return lines on what was done."""
    from .configuration import front_page, missing_packages, render_conf

    if conf.exists():
        return [f"{conf} exists and is unchanged."]
    name, page = front_page(blog)
    files = {conf: render_conf(settings)}
    if not any(conf.with_name(f"index{suffix}").exists() for suffix in (".md", ".rst")):
        files[conf.with_name(name)] = page
    if dry:
        return [f"{path} would be written." for path in files]
    missing = missing_packages(settings)
    needed = [f"It needs packages that are not installed: pip install {' '.join(missing)}"] if missing else []
    return [*(_written(path, text) for path, text in files.items()), *needed]


def _written(path: Path, text: str) -> str:
    """Write a file; return a line on it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        return f"{path} cannot be written: {error.strerror or error}"
    return f"{path} is written."


def _check_files(blog: Blog) -> None:
    """Refuse a folder without posts.

    :raises ValueError: with the reason.
    """
    from .old_blog import Status

    if not blog.files:
        lost = [note.file for note in blog.notes if note.status is Status.LOST]
        others = f", but {len(lost)} in formats that are not converted, such as {lost[0]}" if lost else ""
        raise ValueError(f"no posts in {blog.root}{others}")


def _check_apart(blog: Blog, into: Path) -> None:
    """Refuse to write where the old blog has its posts.

    :raises ValueError: with the reason.
    """
    resolved = into.resolve()
    for folder in blog.content_folders or (blog.root,):
        if resolved.is_relative_to(folder.resolve()):
            raise ValueError(f"--into {into} is in the old blog, which is only read. Choose another folder.")


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise ValueError(f"{path} is not a folder")
    return path.resolve()


def _check_encoding(name: str) -> None:
    try:
        codecs.lookup(name or "utf-8")
    except LookupError:
        raise ValueError(f"--encoding '{name}' is not the name of an encoding") from None
