"""Prediction: which posts a file will probably declare, from a look at its front matter before it is read.

A toctree that is read in this build may name a generated page, so the names have to exist first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import sphinx
from sphinx.util.matching import Matcher

from ..diagnostics import Subtype, warn
from ..domain import blog_domain
from ..model.page_plan import is_page_name
from ..model.post import Post
from ..sphinx_compat import forget_document
from .frontmatter import FrontMatter, moved, notebook_metadata, open_front_matter, read_front_matter
from .metadata import is_false, labels_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import tzinfo

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from ..config import BlogConfig
    from ..model.page_plan import Layout

__all__ = [
    "FRONT_MATTER",
    "completed",
    "fields_of",
    "fixed_part",
    "folders_of",
    "guess",
    "guess_posts",
    "is_own_page",
    "is_post",
    "leave_out_undecodable",
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
    result = dict(options.map_metadata(values))
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


_SPHINX_STOPS = sphinx.version_info >= (9, 0)


def leave_out_undecodable(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Drop posts that are not UTF-8 from what is read, with a warning; older versions of Sphinx replace what is wrong.

    Only files that a pattern makes posts are looked at: the others are not ours.
    """
    if not _SPHINX_STOPS:
        return
    options = blog_domain(env).options
    for docname in [name for name in docnames if matches(name, options)]:
        fault = _fault_in(Path(env.doc2path(docname)))
        if fault is not None:
            reason, line = fault
            message = f"the file is not UTF-8 ({reason}); it is left out: save it as UTF-8, or exclude it"
            warn(Subtype.ENCODING, message, location=(docname, line))
            docnames.remove(docname)
            forget_document(app, docname)


def _fault_in(path: Path) -> tuple[str, int] | None:
    """What is wrong with a file's bytes, and in which line; None for valid UTF-8."""
    try:
        path.read_text(encoding="utf-8")
    except OSError:  # gone since Sphinx looked; it says so itself
        return None
    except UnicodeDecodeError as error:
        return f"byte 0x{error.object[error.start]:02x}", error.object.count(b"\n", 0, error.start) + 1
    return None


_DIRECTIVE = re.compile(
    r"^[ \t]*(?:\.\. post::|[`:]{3,}\{post\})[ \t]*(?P<date>[^\n]*)\n(?P<options>(?:[ \t]*:\w+:[^\n]*\n)*)",
    re.MULTILINE,
)
_OPTION = re.compile(r"^[ \t]*:(\w+):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_HEAD = 16_384
"""Characters of a file that are looked at."""


def guess_posts(
    config: Config, options: BlogConfig, zone: tzinfo, docname: str, path: str, *, own_page: bool
) -> list[Post]:
    """The posts that a file seems to hold, with no more than what pages are named after."""
    try:
        with Path(path).open(encoding="utf-8-sig", errors="replace") as file:
            text = file.read() if path.endswith(".ipynb") else file.read(_HEAD)
    except OSError:
        return []
    suffix = "." + path.rpartition(".")[2]
    is_rst = config.source_suffix.get(suffix) == "restructuredtext"
    if not is_rst and matches(docname, options):
        text = open_front_matter(text)
    front = typed_metadata(config, suffix, text)
    values: dict[str, Any] = front.values if front is not None else {}
    if is_rst:
        values = fields_of(re.split(r"\n\s*\n", text.lstrip(), maxsplit=1)[0])
    values = completed(values, docname, options)
    found = [guess(docname, values, zone, options)] if is_post(values, docname, options, own_page=own_page) else []
    for match in _DIRECTIVE.finditer(text):
        said = fields_of(match["options"])
        if match["date"].strip():
            said["date"] = match["date"].strip()
        found.append(
            guess(
                docname,
                {**values, **said} if not found else completed(said, docname, options),
                zone,
                options,
                anchor=str(len(found) or ""),
            )
        )
    return found


def fields_of(block: str) -> dict[str, Any]:
    """The fields of a list in reStructuredText that have their value in their line, or options of a directive."""
    return dict(_OPTION.findall(block))


def guess(docname: str, values: dict[str, Any], zone: tzinfo, options: BlogConfig, anchor: str = "") -> Post:
    """A post of which no more is known than what its author says, seen without much care and without a warning."""
    day = values.get("date")
    try:
        date = options.date_of(day, zone) if day else None
    except ValueError:
        date = None
    terms: dict[str, tuple[str, ...]] = {}
    for key, taxonomy in options.term_keys.items():
        if labels := labels_of(values.get(key)):
            terms[taxonomy] = (*terms.get(taxonomy, ()), *labels)
    on = {
        key for key in ("draft", "unlisted") if key in values and values[key] is not None and not is_false(values[key])
    }
    return Post(
        docname=docname,
        anchor=anchor,
        title="",
        date=date,
        terms=tuple(terms.items()),
        draft="draft" in on,
        unlisted="unlisted" in on,
    )
