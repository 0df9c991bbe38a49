"""Bring over the posts of a blog made with another engine. The old blog is only read."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .blog import Options
from .notes import Kind
from .report import conf_lines, report_lines
from .saving import Saver

if TYPE_CHECKING:
    import argparse

    from .blog import Blog

__all__ = ["add_arguments", "run"]

_NAMES = ("hexo", "jekyll", "hugo", "pelican", "mkdocs", "docusaurus", "ablog")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the subcommand is called with."""
    parser.add_argument("engine", choices=_NAMES, help="what the old blog is made with")
    parser.add_argument("path", type=Path, help="the folder of the old blog, with its configuration; or of its posts")
    parser.add_argument("--into", type=Path, default=Path("posts"), help="where posts go (default: %(default)s)")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, only report")
    parser.add_argument("--force", action="store_true", help="write over files that are there with other content")
    parser.add_argument(
        "--permalink",
        default="",
        metavar="PATTERN",
        help="the pattern of old addresses in the engine's own form, where its configuration does not say it",
    )
    parser.add_argument("--timezone", default="", metavar="ZONE", help="the zone of dates, for addresses that need it")
    parser.add_argument("--encoding", default="", help="of files that are not UTF-8, instead of guessing it")
    parser.add_argument(
        "--folder-categories", action="store_true", help="folders are the categories of posts that name none"
    )


def run(arguments: argparse.Namespace) -> int:
    """Import; 0 for success, 1 if something could not be imported, 2 if there is nothing to import."""
    from .engines import ENGINES
    from .run import import_blog

    engine = ENGINES[arguments.engine]
    options = Options(
        permalink=arguments.permalink,
        timezone=arguments.timezone,
        encoding=arguments.encoding,
        folder_categories=arguments.folder_categories,
    )
    root: Path = arguments.path
    try:
        _check_encoding(arguments.encoding)
        blog = engine.open(_folder(root), options)
        _check(blog, arguments.into)
    except ValueError as error:
        sys.stderr.write(f"sphinx-blog import: {error}\n")
        return 2
    saver = Saver(folder=arguments.into, force=arguments.force, dry=arguments.dry_run)
    result = import_blog(engine, blog, options, saver, sys.stderr)
    rst_only = bool(blog.files) and all(file.path.suffix == ".rst" for file in blog.files)
    conf = conf_lines(arguments.into, result.features, blog.zone, result.vocabularies, rst_only=rst_only)
    sys.stdout.write("\n".join(report_lines(result.notes, saver, result.posts, result.aliases, conf)) + "\n")
    return int(any(note.kind is Kind.LOST for note in result.notes))


def _check(blog: Blog, into: Path) -> None:
    """Refuse what would write into the old blog, or find nothing.

    :raises ValueError: with the reason.
    """
    if not blog.files:
        lost = [note.file for note in blog.notes if note.kind is Kind.LOST]
        others = f", but {len(lost)} in formats that are not converted here, such as {lost[0]}" if lost else ""
        raise ValueError(f"no posts were found in {blog.root}{others}")
    resolved = into.resolve()
    for folder in blog.content or (blog.root,):
        if resolved.is_relative_to(folder):
            raise ValueError(f"--into {into} lies in the old blog, which is not to be touched: choose another folder")


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise ValueError(f"{path} is no folder")
    return path.resolve()


def _check_encoding(name: str) -> None:
    try:
        codecs.lookup(name or "utf-8")
    except LookupError:
        raise ValueError(f"there is no encoding '{name}'") from None
