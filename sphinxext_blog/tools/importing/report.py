"""The report: what an import did, what it left for its author, and what ``conf.py`` needs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from .notes import Kind
from .placing import prefix_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from .notes import Note
    from .saving import Saver

__all__ = ["conf_lines", "report_lines"]


def report_lines(notes: Iterable[Note], saver: Saver, posts: int, aliases: int, conf: Sequence[str]) -> list[str]:
    """The report, line by line."""
    lines: list[str] = []
    ordered = sorted(set(notes), key=lambda note: (list(Kind).index(note.kind), note))
    for kind, found in groupby(ordered, key=lambda note: note.kind):
        lines += ["", f"{kind.value}:"]
        lines += [
            f"  {note.file}:{note.line}: {note.message}" if note.line else f"  {note.file}: {note.message}"
            for note in found
        ]
    if saver.kept:
        lines += ["", "There already, with other content, and not written over (--force does):"]
        lines += [f"  {saver.folder / name}" for name in saver.kept]
    would = "would be " if saver.dry else ""
    lines += [
        "",
        (
            f"{posts} posts with {aliases} old addresses: {len(saver.written)} files {would}written, {len(saver.same)} "
            f"unchanged, {len(saver.kept)} kept as they were."
        ),
    ]
    hands = sum(note.kind is Kind.HAND for note in ordered)
    lost = sum(note.kind is Kind.LOST for note in ordered)
    lines.append(f"{hands} places need a hand, {lost} files could not be imported.")
    return [*lines, "", "conf.py needs:", *(f"    {line}" for line in conf)]


def conf_lines(
    into: Path, features: Collection[str], zone: str, vocabularies: Iterable[str], *, rst_only: bool = False
) -> list[str]:
    """Lines for ``conf.py``, with paths from its folder where that is found above the posts."""
    prefix = prefix_of(into)
    others = [*([] if rst_only else ["myst_parser"]), *(["sphinx_design"] if "sphinx_design" in features else [])]
    lines = [f"extensions = {_list([*others, 'sphinxext_blog'])}", f"blog_posts = {_list([f'{prefix}**'])}"]
    if zone:
        lines.append(f'blog_timezone = "{zone}"')
    lines += [f'blog_{name.removesuffix(".yml")} = "{prefix}{name}"' for name in vocabularies]
    if wanted := sorted(name for name in features if name not in ("mermaid", "sphinx_design")):
        lines.append(f"myst_enable_extensions = {_list(wanted)}")
    if "strikethrough" in features:
        lines.append('suppress_warnings = ["myst.strikethrough"]  # HTML shows it, other formats do not')
    if not rst_only:
        lines.append("myst_heading_anchors = 6  # for links to headings")
    if "mermaid" in features:
        lines.append('extensions += ["sphinxcontrib.mermaid"]; myst_fence_as_directive = ["mermaid"]  # for diagrams')
    return lines


def _list(items: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{item}"' for item in items) + "]"
