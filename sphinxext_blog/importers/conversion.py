"""Conversion: all passes over a post, its edits applied once, the check that nothing is lost, and all posts in turn.

Posts are converted in several processes if that pays off.  The result does not depend on their number.  What one post
needs of another is the names of copied files alone, since two files may have one name.  A process therefore converts a
post as if it was the only one; where it names a file otherwise than all earlier posts require, the post is converted
again.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..source.declarations import title_from_docname
from .addresses import PostIndex, PostSite
from .attributes import convert_attributes, convert_code
from .boxes import convert_boxes
from .foreign import enables_math
from .html_blocks import convert_html, linked_names
from .inline import (
    convert_abbreviations,
    convert_emoji,
    convert_links,
    convert_math,
    escape_dollars,
    follow_links,
    guard_text,
    heading_links,
    heading_names,
    link_addresses,
    part_emphasis,
)
from .leftovers import report_uncovered, report_visible
from .old_blog import Note, NoteKind
from .parsing import parse, parser_for
from .rst import convert_rst
from .saving import render
from .source import Source, apply_edits
from .structure import add_title, convert_contents, convert_markers, convert_rules, convert_tables, convert_title
from .tags import convert_tags
from .work import Conversion, Remark, Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from .engines import Engine
    from .inline import HeadingNames
    from .old_blog import Blog, OldPost
    from .saving import Assets
    from .source import Edit
    from .work import Pass

__all__ = ["PASSES", "SPHINX_PASSES", "ConvertedPost", "PostConverter", "convert", "convert_all", "convert_fragment"]

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
    part_emphasis,
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
        repeated=work.repeated,
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
    written = "\n".join(edit.text for edit in work.edits if any(sign in edit.text for sign in "{=`~"))
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


_WORTHWHILE = 200
"""Fewer posts are converted before the processes are started."""
_CHUNK = 16
"""Posts that a process gets at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedPost:
    """The new file of a post."""

    text: str | None
    """None if the post could not be converted."""
    notes: tuple[Note, ...] = ()
    features: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostConverter:
    """Converts the posts of one blog."""

    engine: Engine
    blog: Blog
    index: PostIndex

    def convert(self, post: OldPost, assets: Assets) -> ConvertedPost:
        """Return the new file of a post; a failure is noted, since it must not stop the import of the others."""
        file = self.blog.path_of(post.file.path)
        try:
            return self._converted(post, file, assets)
        except Exception as error:  # noqa: BLE001 - a mistake of an importer, on a text that nobody thought of
            message = f"{type(error).__name__}: {error}. The post is not imported. Please report this as a bug."
            return ConvertedPost(text=None, notes=(Note(file=file, message=message, kind=NoteKind.UNREADABLE),))

    def _converted(self, post: OldPost, file: str, assets: Assets) -> ConvertedPost:
        site = PostSite(
            blog=self.blog,
            current=post,
            index=self.index,
            assets=assets,
            is_sphinx=self.engine.is_sphinx,
            headings_of=self._headings,
        )
        metadata, notes = dict(post.metadata), []
        if post.is_rst:
            conversion = (self.engine.rst or convert_rst)(post, site)
        else:
            conversion, metadata = self._converted_markdown(post, site, metadata)
        image = metadata.get("image")
        if isinstance(image, str):
            metadata["image"], problem = site.resolve(image, image=True)
            if problem:
                notes.append(Note(file=file, message=f"image: {problem}", kind=NoteKind.IMAGE))
                metadata["old_image"] = metadata.pop("image")
        notes += [_note_of(remark, site, file) for remark in conversion.remarks]
        text = render(metadata, conversion.text, rst=post.is_rst)
        return ConvertedPost(text=text, notes=tuple(notes), features=conversion.features)

    def _converted_markdown(
        self, post: OldPost, site: PostSite, metadata: dict[str, Any]
    ) -> tuple[Conversion, dict[str, Any]]:
        """Return a post in Markdown, converted, and its metadata with a title, unless its first heading is one."""
        engine, blog = self.engine, self.blog
        dialect = blog.dialect or engine.dialect
        if engine.post_dialect is not None:
            dialect = engine.post_dialect(dialect, post)
        parser, math = parser_for(dialect), _has_math(blog, post)
        parsed = parse(parser, Source(post.text, post.body_start), math=math)
        own = () if engine.is_sphinx else (heading_links(engine.headings),)
        heading = next((token for token in parsed.tokens if token.type == "heading_open"), None)
        has_title = engine.heading_is_title and heading is not None and heading.tag == "h1"
        if not post.title and not has_title:
            name = post.file.stem.rpartition("/")[2]
            metadata = {"title": title_from_docname(name) if engine.titled_names else name, **metadata}
        work = Work(
            parsed=parsed,
            parser=parser,
            dialect=dialect,
            site=site,
            tags=engine.tags,
            blocks=engine.blocks,
            literals=engine.literals,
            passes=(*engine.passes, *own),
            title=str(metadata.get("title", "")),
            heading_is_title=engine.heading_is_title,
            values=post.old_keys,
            dollar_math=math,
            emoji=blog.emoji,
            repeated=self.index.repeated,
            excerpt_separator=str(post.old_keys.get("excerpt_separator") or blog.excerpt_separator),
        )
        return convert(work, common=SPHINX_PASSES if engine.is_sphinx else PASSES), metadata

    def _headings(self, post: OldPost) -> HeadingNames | None:
        """Return the names of headings of a post that another links to; None if it is no post in Markdown."""
        engine = self.engine
        if post.is_rst or engine.is_sphinx:
            return None
        dialect = self.blog.dialect or engine.dialect
        if engine.post_dialect is not None:
            dialect = engine.post_dialect(dialect, post)
        parsed = parse(parser_for(dialect), Source(post.text, post.body_start), math=_has_math(self.blog, post))
        return heading_names(parsed, engine.headings, post.title, heading_is_title=engine.heading_is_title)


def _has_math(blog: Blog, post: OldPost) -> bool | None:
    """Return whether dollars mark math in a post; None if neither the blog nor the post defines it."""
    if blog.dollar_math or enables_math(blog.settings) or enables_math(post.old_keys):
        return True
    return blog.dollar_math


def _note_of(remark: Remark, site: PostSite, file: str) -> Note:
    """Return a remark as a note; lines of a text that was HTML are not those of the file."""
    if remark.file:
        path = site.included_file(remark.file)
        file = site.blog.path_of(path) if path is not None else remark.file
        return Note(file=file, line=remark.line, message=remark.message, kind=remark.kind)
    line = 0 if site.current.is_html else remark.line
    return Note(file=file, line=line, message=remark.message, kind=remark.kind)


@contextmanager
def convert_all(
    converter: PostConverter, posts: Sequence[OldPost], assets: Assets, jobs: int = 0
) -> Iterator[Iterator[ConvertedPost]]:
    """Convert posts, and give the results in their order.

    :param jobs: the number of processes; 0 for as many as pay off.
    """
    jobs = jobs or (_processors() if len(posts) >= _WORTHWHILE else 1)
    if jobs <= 1 or not _can_fork():
        yield (converter.convert(post, assets) for post in posts)
        return
    context = multiprocessing.get_context("fork")  # the posts and the index need not be copied
    executor = ProcessPoolExecutor(jobs, context, _start_process, (converter, posts, assets))
    try:
        yield _checked(converter, posts, assets, executor)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _checked(
    converter: PostConverter, posts: Sequence[OldPost], assets: Assets, executor: ProcessPoolExecutor
) -> Iterator[ConvertedPost]:
    """Yield the results of the processes, or new ones for posts with names of files that are not those of all posts."""
    results = executor.map(_convert_in_process, range(len(posts)), chunksize=_CHUNK)
    for post, (converted, copies) in zip(posts, results, strict=True):
        yield converted if assets.accept(copies) else converter.convert(post, assets)


_Task = tuple["PostConverter", "Sequence[OldPost]", "Assets"]
_task: list[_Task] = []
"""In a process of the executor: what it was started with."""


def _start_process(converter: PostConverter, posts: Sequence[OldPost], assets: Assets) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process stops the others
    gc.freeze()  # looking for cycles among all posts again and again takes time, and copies their memory
    _task[:] = [(converter, posts, assets)]


def _convert_in_process(number: int) -> tuple[ConvertedPost, dict[Path, str]]:
    """Return a post as if it was the only one, and the names that it gave to files."""
    converter, posts, assets = _task[0]
    own = assets.apart()
    return converter.convert(posts[number], own), own.copies


def _can_fork() -> bool:
    """Return whether forking is safe: system libraries of macOS do not allow it, and Windows does not have it."""
    return sys.platform == "linux" and "fork" in multiprocessing.get_all_start_methods()


def _processors() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
