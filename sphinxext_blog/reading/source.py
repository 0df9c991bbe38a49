"""The text of a source file: its front matter, and whether the file is a post by its name.

Handlers of ``source-read`` and the cheap look at files before reading share this.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

from ..model.page_plan import is_page_name
from .declaration import is_false
from .frontmatter import FrontMatter, moved, notebook_metadata, open_front_matter, read_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from sphinx.config import Config

    from ..config import BlogConfig
    from ..model.page_plan import Layout

__all__ = [
    "FRONT_MATTER",
    "completed",
    "fixed_part",
    "folders_of",
    "is_own_page",
    "is_post",
    "matches",
    "note_front_matter",
    "typed_metadata",
]

FRONT_MATTER = "blog_front_matter"
"""The key under which a document's front matter waits in ``env.temp_data`` while it is read."""


def typed_metadata(config: Config, suffix: str, text: str) -> FrontMatter | None:
    """The front matter of a Markdown file or notebook; None for one without, and for reStructuredText."""
    if config.source_suffix.get(suffix) == "restructuredtext":
        return None  # there a line of dashes is a transition; its fields are read from the doctree
    if suffix == ".ipynb":
        return notebook_metadata(text)
    return read_front_matter(text)


def matches(docname: str, options: BlogConfig) -> bool:
    """Whether ``blog_posts`` names a document; a pattern may end in a file suffix."""
    return bool(options.posts) and _matcher(options.posts)(docname)


@lru_cache(maxsize=8)
def _matcher(patterns: tuple[str, ...]) -> Matcher:
    suffixes = (".md", ".rst", ".ipynb", ".txt")
    return Matcher([next((p.removesuffix(s) for s in suffixes if p.endswith(s)), p) for p in patterns])


def folders_of(docname: str, options: BlogConfig) -> tuple[str, ...]:
    """The folders of a post, below the fixed part of the pattern that names it; its own folder is not one of them."""
    parts = docname.split("/")[:-1]
    if docname.endswith("/index"):
        parts = parts[:-1]
    for pattern in options.posts:
        fixed = list(_fixed(pattern))
        if _matcher((pattern,))(docname) and parts[: len(fixed)] == fixed:
            return tuple(parts[len(fixed) :])
    return tuple(parts)


def fixed_part(pattern: str) -> tuple[str, ...]:
    """The folders that a pattern of docnames begins with, up to its first wildcard."""
    fixed, parts = tuple(_fixed(pattern)), pattern.split("/")
    return fixed if len(fixed) < len(parts) else fixed[:-1]  # without one, its last part is the name of a document


def _fixed(pattern: str) -> Iterator[str]:
    return takewhile(lambda part: not set(part) & set("*?["), pattern.split("/"))


def completed(values: Mapping[str, Any], docname: str, options: BlogConfig) -> dict[str, Any]:
    """What an author says of a post, with what its file's name says where that is silent: a date, its categories."""
    result = dict(options.meant(values))
    if result.get("date") in (None, "") and (day := options.date_in(docname)) is not None:
        result["date"] = day
    if options.folder_category and not {"category", "categories"} & result.keys():
        result["category"] = folders_of(docname, options)
    return result


def is_own_page(docname: str, root_doc: str, layout: Layout) -> bool:
    """Whether a document stands where the site or the blog has a page, so that it is no post by its name alone."""
    return docname == root_doc or is_page_name(docname, layout)


def is_post(values: Mapping[str, Any], docname: str, options: BlogConfig, *, own_page: bool) -> bool:
    """Whether a document is a post by its front matter or its name.

    :param own_page: the document stands where the blog has a page (its home, a tag page…): a pattern alone does not
        make it a post, unless it has a date.
    """
    said = values.get("blogpost")
    if said is not None:
        return not is_false(said)
    return matches(docname, options) and not (own_page and not values.get("date"))


def note_front_matter(
    config: Config, options: BlogConfig, docname: str, path: str, content: list[str]
) -> FrontMatter | None:
    """Read the front matter of a source text, and give the text of a post its missing ``---``."""
    suffix = next((suffix for suffix in config.source_suffix if path.endswith(suffix)), PurePosixPath(path).suffix)
    if suffix != ".ipynb" and config.source_suffix.get(suffix) != "restructuredtext" and matches(docname, options):
        opened = open_front_matter(content[0])
        if opened != content[0]:
            content[0] = opened
            return moved(typed_metadata(config, suffix, opened), -1)
    return typed_metadata(config, suffix, content[0])
