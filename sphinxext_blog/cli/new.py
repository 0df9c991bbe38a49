"""``sphinx-blog new``: writes the source file of a post."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from ..config.validators import time_zone
from ..model.dates import read_date
from ..model.record import record
from ..model.slugs import slugify
from ..site import build_time
from ..source.metadata import one_line
from ..source.prediction import fixed_part, matches
from ..sphinx_compat import Matcher
from .fix import iso_date, markdown_heading, rst_heading, yaml_scalar
from .problems import ToolError, add_project_arguments, display_path, project_of, refuse
from .site import configuration, split_labels

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime, tzinfo

    from sphinx.config import Config

    from ..config import BlogConfig

__all__ = ["Draft", "add_arguments", "docname_of", "file_for", "folder_for", "run", "text_of"]

_BUILT_IN = Path(__file__).parents[1] / "templates"


@record
class Draft:
    """A new post."""

    title: str
    day: date
    """The day in the file name."""
    date: str
    """The date in front matter, in ISO form."""
    slug: str = ""
    """The slug; empty: generated from the title."""
    draft: bool = False
    tags: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    series: str = ""

    def name(self) -> str:
        """Return the file name without suffix: date and slug, valid on any system.

        :raises ToolError: for a title without characters for a file name.
        """
        try:
            return f"{self.day.isoformat()}-{slugify(self.slug or self.title)}"
        except ValueError as error:
            raise ToolError(str(error)) from error


def folder_for(into: str | None, patterns: Sequence[str], source: Path) -> Path:
    """Return the folder of a new post.

    :param into: the argument, relative to the working directory if it is inside the source folder, else to that.
    :raises ToolError: for a folder outside the source folder.
    """
    if into is None:
        return source / "/".join(fixed_part(patterns[0]) if patterns else ())
    here = Path(into).resolve()
    folder = here if here.is_relative_to(source.resolve()) and here.is_dir() else (source / into).resolve()
    if not folder.is_relative_to(source.resolve()):
        raise ToolError(f"--into: {into} is not in the source folder {display_path(source)}")
    return source / folder.relative_to(source.resolve())


def file_for(draft: Draft, folder: Path, suffix: str, source: Path, options: BlogConfig, *, in_folder: bool) -> Path:
    """Return the file of a new post.

    It is ``index`` in a separate folder if the command line requires it, or if only that name matches ``blog_posts``.
    """
    plain = folder / f"{draft.name()}{suffix}"
    index = folder / draft.name() / f"index{suffix}"
    only_index = matches(docname_of(index, source), options) and not matches(docname_of(plain, source), options)
    return index if in_folder or only_index else plain


def docname_of(path: Path, source: Path) -> str:
    """Return the docname of a source file."""
    return path.relative_to(source).with_suffix("").as_posix()


def text_of(draft: Draft, path: Path, source: Path, options: BlogConfig, templates: Sequence[Path]) -> str:
    """Return the text of a new post, rendered by the template ``blog/post.md`` or ``blog/post.rst``.

    :param templates: the template folders of the site; the built-in template is the fallback.
    :raises ToolError: for a template that cannot be rendered.
    """
    is_rst = path.suffix == ".rst"
    keys = dict(_keys(draft, is_post=matches(docname_of(path, source), options), is_rst=is_rst))
    values = {
        "title": draft.title,
        "heading": rst_heading(draft.title) if is_rst else markdown_heading(draft.title),
        "keys": keys,
        "front_matter": _front_matter(keys, is_rst=is_rst),
        "date": draft.date,
        "draft": draft.draft,
        "tags": draft.tags,
        "category": draft.category,
        "author": draft.author,
        "series": draft.series,
    }
    environment = jinja2.Environment(  # noqa: S701 - it makes Markdown, not HTML
        loader=jinja2.FileSystemLoader([*templates, _BUILT_IN]),
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    try:
        return environment.get_template(f"blog/post{path.suffix}").render(values)
    except jinja2.TemplateSyntaxError as error:
        raise ToolError(f"{error.filename}:{error.lineno}: {error.message}") from error
    except (jinja2.TemplateError, UnicodeDecodeError) as error:
        raise ToolError(f"template blog/post{path.suffix}: {error}") from error


def _keys(draft: Draft, *, is_post: bool, is_rst: bool) -> Iterator[tuple[str, str]]:
    """Yield (key, value in the syntax of the file) for the front matter."""
    if not is_post:
        yield "blogpost", "true"
    yield "date", draft.date
    if draft.draft:
        yield "draft", "true"
    for key, labels in (("author", draft.author), ("category", draft.category), ("series", (draft.series,))):
        if any(labels):
            yield key, _labels(labels, is_rst=is_rst, is_list=len(labels) > 1)
    if draft.tags:
        yield "tags", _labels(draft.tags, is_rst=is_rst, is_list=True)


def _labels(labels: Sequence[str], *, is_rst: bool, is_list: bool) -> str:
    if is_rst:
        return ", ".join(labels)
    items = ", ".join(map(yaml_scalar, labels))
    return f"[{items}]" if is_list else items


def _front_matter(keys: dict[str, str], *, is_rst: bool) -> str:
    if is_rst:
        return "\n".join(f":{key}: {value}" for key, value in keys.items())
    return "\n".join(("---", *(f"{key}: {value}" for key, value in keys.items()), "---"))


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("title", metavar="TITLE", help="the title, in any script")
    add_project_arguments(parser)
    parser.add_argument(
        "--format", choices=("md", "rst"), help="the markup language (default: Markdown if the site supports it)"
    )
    parser.add_argument("--date", help="the date, in any form supported in front matter (default: today)")
    parser.add_argument("--draft", action="store_true", help="mark the post as a draft")
    for name in ("tags", "category", "author"):
        parser.add_argument(
            f"--{name}", action="append", metavar="LABEL", help="separate several with commas, or repeat the option"
        )
    parser.add_argument("--series", metavar="LABEL", help="the series of the post")
    parser.add_argument(
        "--into", metavar="DIR", help="the folder, relative to the source folder (default: the start of `blog_posts`)"
    )
    parser.add_argument("--slug", metavar="NAME", help="the end of the file name (default: generated from the title)")
    parser.add_argument("--folder", action="store_true", help="create a folder with an index file, for images")
    parser.add_argument("--open", action="store_true", help="open the file in the editor in $VISUAL or $EDITOR")
    parser.epilog = (
        "A template `blog/post.md` or `blog/post.rst` in a folder of `templates_path` overrides the built-in one. "
        "Exit status: 0 if the file was created, 1 if it already exists, 2 if it cannot be created."
    )


def run(arguments: Namespace) -> int:
    """Create the file; return the exit status."""
    try:
        project = project_of(arguments)
        config, options = configuration(project)
        draft = _draft(arguments, build_time(os.environ), time_zone(options.timezone))
        folder = folder_for(arguments.into, options.posts, project.source)
        suffix = _suffix(arguments.format, config)
        path = file_for(draft, folder, suffix, project.source, options, in_folder=arguments.folder)
        templates = [project.confdir / name for name in config.templates_path]
        text = text_of(draft, path, project.source, options, templates)
    except ToolError as error:
        return refuse(error)
    if existing := _existing_file(path, tuple(config.source_suffix)):
        sys.stderr.write(f"sphinx-blog: {display_path(existing)} already exists; nothing was written\n")
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:  # "x": never overwrite a file
        file.write(text)
    if not _is_source_file(path, project.source, config):
        sys.stderr.write(f"sphinx-blog: {display_path(path)} is excluded by exclude_patterns or include_patterns\n")
    sys.stdout.write(f"{display_path(path)}\n")
    return _open(path) if arguments.open else 0


def _draft(arguments: Namespace, now: datetime, zone: tzinfo) -> Draft:
    title = one_line(arguments.title)
    if not title:
        raise ToolError("the title is empty")
    value: str = arguments.date or now.astimezone(zone).date().isoformat()
    try:
        day = read_date(value, zone).astimezone(zone).date()
    except ValueError as error:
        raise ToolError(f"--date: {error}.") from error
    return Draft(
        title=title,
        day=day,
        date=iso_date(value) or value.strip(),
        slug=arguments.slug or "",
        draft=arguments.draft,
        tags=split_labels(arguments.tags),
        category=split_labels(arguments.category),
        author=split_labels(arguments.author),
        series=one_line(arguments.series),
    )


def _suffix(file_format: str | None, config: Config) -> str:
    """Return the suffix of the file: by default that of Markdown, if the site supports it."""
    suffix = (
        f".{file_format}"
        if file_format
        else next((name for name in (".md", ".rst") if name in config.source_suffix), ".md")
    )
    if suffix not in config.source_suffix:
        raise ToolError(f"the site does not support {suffix} files (supported: {', '.join(config.source_suffix)})")
    return suffix


def _existing_file(path: Path, suffixes: tuple[str, ...]) -> Path | None:
    """Return an existing file with the docname of a new one and any suffix; Sphinx reads only one of them."""
    return next((other for suffix in suffixes if (other := path.with_suffix(suffix)).exists()), None)


def _is_source_file(path: Path, source: Path, config: Config) -> bool:
    name = path.relative_to(source).as_posix()
    return Matcher(config.include_patterns)(name) and not Matcher(config.exclude_patterns)(name)


def _split_command(command: str, *, windows: bool) -> list[str]:
    """Return the words of a command line; on Windows a backslash is a path separator, not an escape."""
    if not windows:
        return shlex.split(command)
    return [word.strip('"') for word in shlex.split(command, posix=False)]


def _open(path: Path) -> int:
    """Open a file in the editor; return the exit status of the editor."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        sys.stderr.write("sphinx-blog: --open requires $VISUAL or $EDITOR; the file is not opened\n")
        return 0
    return subprocess.run([*_split_command(editor, windows=os.name == "nt"), str(path)], check=False).returncode  # noqa: S603 - set by the user
