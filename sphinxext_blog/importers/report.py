"""The report: what an import did, what is left to its author, and what ``conf.py`` needs.

A long report is summed up by kind and message, with examples, so that 800 notes can be read; the whole list is written
to a file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from .records import NoteKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from .configuration import Setting
    from .records import Note
    from .run import Result
    from .saving import Saver

__all__ = ["report_file", "report_lines"]

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
