"""Bring over the posts of a blog made with another engine. The old blog is only read."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from .configuration import Setting
    from .records import Blog

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the subcommand."""
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
    from .configuration import conf_path, required_settings
    from .engines import load_engine
    from .records import Options, Status
    from .report import report_file, report_lines
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
    from .configuration import front_page, render_conf

    if conf.exists():
        return [f"{conf} exists and is unchanged."]
    name, page = front_page(blog)
    files = {conf: render_conf(settings)}
    if not any(conf.with_name(f"index{suffix}").exists() for suffix in (".md", ".rst")):
        files[conf.with_name(name)] = page
    if dry:
        return [f"{path} would be written." for path in files]
    return [_written(path, text) for path, text in files.items()]


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
    from .records import Status

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
