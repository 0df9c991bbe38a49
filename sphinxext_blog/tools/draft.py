"""Drafts: what a new post is called, where its file stands, and what it says before its author has begun."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from ..core.slugs import slugify
from ..reading.source import fixed_part, matches
from .markup import markdown_heading, rst_heading, yaml_scalar
from .place import ToolError, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ..config import BlogConfig

__all__ = ["Draft", "docname_of", "file_for", "folder_for", "text_of"]

_BUILT_IN = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A post that is about to be written."""

    title: str
    day: date
    """The day in its file's name."""
    date: str
    """The date in its front matter, in ISO's form."""
    slug: str = ""
    """Empty to make it from the title."""
    draft: bool = False
    tags: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    series: str = ""

    def name(self) -> str:
        """The name of its file, without suffix: the date and the slug, safe on any system.

        :raises ToolError: for a title with nothing in it that could be a name.
        """
        try:
            return f"{self.day.isoformat()}-{slugify(self.slug or self.title)}"
        except ValueError as error:
            raise ToolError(str(error)) from error


def folder_for(into: str | None, patterns: Sequence[str], source: Path) -> Path:
    """The folder of a new post.

    :param into: as the command line says: from the source folder, or the working directory if that lies in it.
    :raises ToolError: for a folder outside the source folder.
    """
    if into is None:
        return source / "/".join(fixed_part(patterns[0]) if patterns else ())
    here = Path(into).resolve()
    named = here if here.is_relative_to(source.resolve()) and here.is_dir() else (source / into).resolve()
    if not named.is_relative_to(source.resolve()):
        raise ToolError(f"{into} is not in the source folder {shown_path(source)}")
    return source / named.relative_to(source.resolve())


def file_for(draft: Draft, folder: Path, suffix: str, source: Path, options: BlogConfig, *, in_folder: bool) -> Path:
    """The file of a new post.

    It is the ``index`` of a folder of its own if that is asked for, or if ``blog_posts`` names posts that way only.
    """
    plain = folder / f"{draft.name()}{suffix}"
    index = folder / draft.name() / f"index{suffix}"
    only_index = matches(docname_of(index, source), options) and not matches(docname_of(plain, source), options)
    return index if in_folder or only_index else plain


def docname_of(path: Path, source: Path) -> str:
    """The document that a file is the source of."""
    return path.relative_to(source).with_suffix("").as_posix()


def text_of(draft: Draft, path: Path, source: Path, options: BlogConfig, templates: Sequence[Path]) -> str:
    """What a new post says, by the template ``blog/post.md`` or ``blog/post.rst``.

    :param templates: folders in which the site keeps templates; the built-in one is used if none holds it.
    :raises ToolError: for a template with a mistake.
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
    """The keys of the front matter, with their values as they are written there."""
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
