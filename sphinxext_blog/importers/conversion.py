"""Conversion: all passes over a post, its edits applied once, and the check that nothing is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .attributes import convert_attributes
from .boxes import convert_boxes
from .code import convert_code
from .html_blocks import convert_html, linked_names
from .leftovers import report_uncovered, report_visible
from .links import convert_links, follow_links
from .math import convert_math, escape_dollars
from .parsing import parse
from .prose import convert_abbreviations, convert_emoji, guard_text, link_addresses
from .records import NoteKind
from .source import Source, apply_edits
from .structure import add_title, convert_contents, convert_markers, convert_rules, convert_tables, convert_title
from .tags import convert_tags
from .work import Conversion, Remark, Work

if TYPE_CHECKING:
    from .source import Edit
    from .work import Pass

__all__ = ["PASSES", "SPHINX_PASSES", "convert", "convert_fragment"]

PASSES: tuple[Pass, ...] = (
    convert_markers,
    convert_rules,
    convert_links,
    convert_html,
    convert_math,
    escape_dollars,
    convert_tags,
    convert_attributes,
    convert_code,
    convert_tables,
    guard_text,
    link_addresses,
    convert_emoji,
    convert_abbreviations,
    convert_contents,
    report_uncovered,
    convert_boxes,
    convert_title,
)
"""The passes of all engines, in any order but for attributes before code, and the last three, which see all edits."""
SPHINX_PASSES: tuple[Pass, ...] = (follow_links, add_title)
"""The passes for posts that are written for Sphinx, which stay as they are."""
_TARGETS = re.compile(r"(?:^\(|\{#)([\w:.-]+)(?:\)=|\})", re.MULTILINE)
_TASK = re.compile(r"\[[ xX]\][ \t]+\S")


def convert(work: Work, passes: tuple[Pass, ...] = (), *, common: tuple[Pass, ...] = PASSES) -> Conversion:
    """Return the converted post.

    :param passes: those of the engine, which run before the passes of all engines.
    :param common: the passes of all engines; posts that are written for Sphinx need fewer.
    """
    work.passes = work.passes or passes
    _run(work, (*work.passes, *common))
    text, line_of = _applied(work)
    if common is not SPHINX_PASSES:
        work.features |= _features(work)
        report_visible(work, text, line_of)
    text = re.sub(r"\A((?:\(.*\)=\n)?# .*\n)\n{2,}", r"\1\n", text.strip("\n").rstrip())
    return Conversion(
        text=f"{text}{work.source.newline}" if text else "",
        remarks=tuple(sorted(set(work.remarks))),
        features=frozenset(work.features),
    )


def convert_fragment(work: Work, text: str, file: str = "") -> str:
    """Return a text that becomes part of a post, converted; remarks on it name the file that it is from."""
    source = Source(text)
    inner = Work(
        parsed=parse(work.parser, source, math=work.dollar_math),
        parser=work.parser,
        dialect=work.dialect,
        site=work.site,
        tags=work.tags,
        blocks=work.blocks,
        literals=work.literals,
        values=work.values,
        dollar_math=work.dollar_math,
        files=work.files,
        emoji=work.emoji,
        passes=work.passes,
        including=(*work.including, file),
    )
    _run(inner, (*work.passes, *(each for each in PASSES if each is not convert_title)))
    new, _ = _applied(inner)
    work.remarks += [
        Remark(line=remark.line, kind=remark.kind, message=remark.message, file=remark.file or file)
        for remark in inner.remarks
    ]
    work.features |= inner.features | _features(inner)
    work.literal_text += inner.literal_text
    return new.strip("\n")


def _run(work: Work, passes: tuple[Pass, ...]) -> None:
    work.edits += work.source.cuts
    work.convert_fragment = convert_fragment
    for each in passes:
        each(work)


def _applied(work: Work) -> tuple[str, list[int]]:
    """Return the new body, and the line of the file for each of its lines; edits that are lost are reported."""
    source = work.source
    text, lost = apply_edits(source.text, work.edits)
    for edit in lost:
        if edit.reason not in ("guard", "dollar", "emoji", "address", "abbreviation", "gap", "table"):
            message = f"a change ({edit.reason}) was not made, since it is within another one"
            work.remarks.append(Remark(line=source.line_number(edit.start), kind=NoteKind.LEFTOVER, message=message))
    return text[source.base :], _lines(source, work.edits, lost)


def _lines(source: Source, edits: list[Edit], lost: list[Edit]) -> list[int]:
    """Return the line of the file for each line of the new body."""
    gone = {id(edit) for edit in lost}
    lines = [source.line_number(source.base)]
    done = source.base
    kept = [edit for edit in edits if id(edit) not in gone]
    for edit in sorted(kept, key=lambda edit: (edit.start, edit.end != edit.start, -edit.end)):
        if edit.start < done:  # a removal of indentation within an edit
            continue
        _add_lines(source, lines, done, edit.start)
        lines += [source.line_number(edit.start)] * edit.text.count("\n")
        done = edit.end
    _add_lines(source, lines, done, len(source.text))
    return lines


def _add_lines(source: Source, lines: list[int], start: int, end: int) -> None:
    first = source.line_number(start)
    count = source.text.count("\n", start, end)
    lines += range(first + 1, first + 1 + count)


def _features(work: Work) -> set[str]:
    """Return the extensions of MyST that the text itself needs."""
    found: set[str] = set()
    written = "\n".join(edit.text for edit in work.edits if re.search(r"[{=]|mermaid", edit.text))
    if re.search(r"\{(?:tab-set|tab-item|dropdown|grid|card|button-link)\}", written):
        found.add("sphinx_design")
    if re.search(r"[`~]{3}[ \t]*\{?mermaid\b", written):
        found.add("mermaid")
    for token in work.parsed.tokens:
        if token.type == "fence" and token.info.strip() == "mermaid":
            found.add("mermaid")
        if token.type == "dl_open":
            found.add("deflist")
        elif token.type == "inline" and any(child.type == "s_open" for child in token.children or ()):
            found.add("strikethrough")
    found |= _tasks(work)
    names = {name for name in linked_names(work) if name}
    if names - set(_TARGETS.findall(written)):
        found.add("heading_anchors")
    return found


def _tasks(work: Work) -> set[str]:
    tokens = work.parsed.tokens
    texts = (token.content for item, token in zip(tokens, tokens[2:], strict=False) if item.type == "list_item_open")
    return {"tasklist"} if any(_TASK.match(text) for text in texts) else set()
