"""Docname prediction: the posts that a file probably declares, from its front matter before it is read.

A toctree may name a generated page, so the docnames of generated pages have to be known before reading.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ..diagnostics import Subtype, warn
from ..domain import blog_domain
from ..model.page_plan import is_page_name
from ..model.post import Post
from ..sphinx_compat import STOPS_AT_INVALID_BYTES, Matcher, forget_document
from .frontmatter import (
    FrontMatter,
    notebook_metadata,
    open_front_matter,
    read_front_matter,
    shift_lines,
    without_cell_front_matter,
)
from .metadata import is_false, labels_of, one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import tzinfo

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from ..config import BlogConfig
    from ..model.page_plan import Layout

__all__ = [
    "FRONT_MATTER",
    "exclude_undecodable",
    "first_heading",
    "fixed_part",
    "folders_of",
    "is_post",
    "is_reserved_docname",
    "matches",
    "note_front_matter",
    "parse_fields",
    "parse_front_matter",
    "predict_post",
    "predict_posts",
    "unused_patterns",
    "with_defaults",
]

FRONT_MATTER = "blog_front_matter"
"""The key of a document's front matter in ``env.temp_data`` while the document is read."""


def parse_front_matter(config: Config, suffix: str, text: str) -> FrontMatter | None:
    """Return the front matter of a Markdown file or notebook; None without front matter and for reStructuredText."""
    if config.source_suffix.get(suffix) == "restructuredtext":
        return None  # a line of dashes is a transition there; fields are read from the doctree
    if suffix == ".ipynb":
        return notebook_metadata(text)
    return read_front_matter(text)


def matches(docname: str, options: BlogConfig) -> bool:
    """Return whether ``blog_posts`` includes a document; a pattern may end in a file suffix."""
    return bool(options.posts) and _matcher(options.posts)(docname)


@lru_cache(maxsize=8)
def _matcher(patterns: tuple[str, ...]) -> Matcher:
    """Return a matcher for docname patterns, without the suffixes of source files."""
    suffixes = (".md", ".rst", ".ipynb", ".txt")
    return Matcher([next((p.removesuffix(s) for s in suffixes if p.endswith(s)), p) for p in patterns])


_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*$")
_TEXT = re.compile(r" {0,3}(?!\(.*\)=|%|<!--)\S")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)[ \t]*$")
_RST_UNDERLINE = re.compile(r"^([!-/:-@[-`{-~])\1*[ \t]*$")
_LONG_UNDERLINE = 4
"""The length from which docutils accepts an underline below a longer title."""
_ROLE = re.compile(r"\{[\w:+-]+\}(?=`)|:[\w:+-]+:(?=`)")
_LINK = re.compile(r"!?\[(?P<text>[^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*{1,2}(?P<strong>[^*]+)\*{1,2}|`{1,2}(?P<code>[^`]+?)(?: <[^`]*>)?`{1,2}_?")


def first_heading(text: str, kind: str) -> str:
    """Return the first heading of a source text as plain text; empty if there is none.

    :param text: the text without front matter.
    :param kind: ``rst`` for reStructuredText; otherwise Markdown.
    """
    lines = text.split("\n")
    fence = ""
    for line, following in zip(lines, (*lines[1:], ""), strict=True):
        if kind == "rst":
            is_title = line[:1].strip() and not line.startswith("..") and _RST_UNDERLINE.match(following)
            is_long = len(following.rstrip()) >= min(len(line.rstrip()), _LONG_UNDERLINE)
            if is_title and is_long and not _RST_UNDERLINE.match(line):
                return _without_markup(line)
            continue
        mark = _FENCED.match(line)
        if mark is not None and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and (heading := _ATX.match(line)) is not None:
            return _without_markup(heading["text"])
        elif not fence and _TEXT.match(line) and _UNDERLINE.match(following):
            return _without_markup(line)
    return ""


def _without_markup(text: str) -> str:
    """Return a heading without the marks of emphasis, code, roles and links."""
    plain = _LINK.sub(r"\g<text>", _ROLE.sub("", text.strip()))
    return one_line(_MARKS.sub(lambda match: match["strong"] or match["code"], plain))


def unused_patterns(options: BlogConfig, docnames: Collection[str]) -> list[str]:
    """Return the patterns in ``blog_posts`` that match no document; those with backslashes are reported elsewhere."""
    return [
        pattern for pattern in options.posts if "\\" not in pattern and not any(map(_matcher((pattern,)), docnames))
    ]


def folders_of(docname: str, options: BlogConfig) -> tuple[str, ...]:
    """Return the folders of a post below the fixed part of its pattern, without the folder of an ``index`` file."""
    parts = docname.split("/")[:-1]
    if docname.endswith("/index"):
        parts = parts[:-1]
    for pattern in options.posts:
        fixed = list(_fixed(pattern))
        if _matcher((pattern,))(docname) and parts[: len(fixed)] == fixed:
            return tuple(parts[len(fixed) :])
    return tuple(parts)


def fixed_part(pattern: str) -> tuple[str, ...]:
    """Return the folders at the start of a docname pattern, up to the first wildcard."""
    fixed, parts = tuple(_fixed(pattern)), pattern.split("/")
    return fixed if len(fixed) < len(parts) else fixed[:-1]  # without a wildcard, the last part is a document


def _fixed(pattern: str) -> Iterator[str]:
    """Yield the parts of a pattern before its first wildcard."""
    return takewhile(lambda part: not set(part) & set("*?["), pattern.split("/"))


def with_defaults(values: Mapping[str, Any], docname: str, options: BlogConfig) -> dict[str, Any]:
    """Return the values of a post, completed by the date and category that its path implies."""
    result = dict(options.map_metadata(values))
    if result.get("date") in (None, "") and (day := options.date_in(docname)) is not None:
        result["date"] = day
    if options.folder_category and not {"category", "categories"} & result.keys():
        result["category"] = folders_of(docname, options)
    return result


def is_reserved_docname(docname: str, root_doc: str, layout: Layout) -> bool:
    """Return whether a docname is that of the root or of a generated page, so that a pattern alone declares no post."""
    return docname == root_doc or is_page_name(docname, layout)


def is_post(values: Mapping[str, Any], docname: str, options: BlogConfig, *, is_reserved: bool) -> bool:
    """Return whether a document is a post by its front matter or its docname.

    :param is_reserved: whether the docname is reserved (see :func:`is_reserved_docname`); then a post needs a date.
    """
    value = values.get("blogpost")
    if value is not None:
        return not is_false(value)
    return matches(docname, options) and not (is_reserved and not values.get("date"))


def note_front_matter(
    config: Config, options: BlogConfig, docname: str, path: str, content: list[str]
) -> FrontMatter | None:
    """Return the front matter of a source text, and add a missing opening ``---`` to the text of a post."""
    suffix = next((suffix for suffix in config.source_suffix if path.endswith(suffix)), PurePosixPath(path).suffix)
    if suffix != ".ipynb" and config.source_suffix.get(suffix) != "restructuredtext" and matches(docname, options):
        opened = open_front_matter(content[0])
        if opened != content[0]:
            content[0] = opened
            return shift_lines(parse_front_matter(config, suffix, opened), -1)
    front = parse_front_matter(config, suffix, content[0])
    if suffix == ".ipynb" and front is not None:
        reserved = is_reserved_docname(docname, config.root_doc, options.layout())
        if is_post(front.values, docname, options, is_reserved=reserved):
            content[0] = without_cell_front_matter(content[0])
    return front


def exclude_undecodable(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Exclude posts that are not UTF-8 from reading, with a warning.

    Sphinx before version 9 replaces invalid bytes.  Only files that match ``blog_posts`` are checked.
    """
    if not STOPS_AT_INVALID_BYTES:
        return
    options = blog_domain(env).options
    for docname in [name for name in docnames if matches(name, options)]:
        problem = _decoding_problem(Path(env.doc2path(docname)))
        if problem is not None:
            reason, line = problem
            message = f"encoding: the file is not UTF-8 ({reason}). Save the file as UTF-8. The file is excluded."
            warn(Subtype.ENCODING, message, location=(docname, line))
            docnames.remove(docname)
            forget_document(app, docname)


def _decoding_problem(path: Path) -> tuple[str, int] | None:
    """Return the first invalid byte of a file and its line; None for valid UTF-8."""
    try:
        path.read_text(encoding="utf-8")
    except OSError:  # deleted since Sphinx listed it, which Sphinx reports
        return None
    except UnicodeDecodeError as error:
        return f"byte 0x{error.object[error.start]:02x}", error.object.count(b"\n", 0, error.start) + 1
    return None


_DIRECTIVE = re.compile(
    r"^[ \t]*(?:\.\. post::|[`:]{3,}\{post\})[ \t]*(?P<date>[^\n]*)\n(?P<options>(?:[ \t]*:\w+:[^\n]*\n)*)",
    re.MULTILINE,
)
_OPTION = re.compile(r"^[ \t]*:(\w+):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_PREFIX_LENGTH = 16_384
"""The number of characters at the start of a file that are examined."""


def predict_posts(
    config: Config, options: BlogConfig, zone: tzinfo, docname: str, path: str, *, is_reserved: bool
) -> list[Post]:
    """Return the posts that a file probably declares, with only the fields that determine generated docnames."""
    try:
        with Path(path).open(encoding="utf-8-sig", errors="replace") as file:
            text = file.read() if path.endswith(".ipynb") else file.read(_PREFIX_LENGTH)
    except OSError:
        return []
    suffix = "." + path.rpartition(".")[2]
    is_rst = config.source_suffix.get(suffix) == "restructuredtext"
    if not is_rst and matches(docname, options):
        text = open_front_matter(text)
    front = parse_front_matter(config, suffix, text)
    values: dict[str, Any] = front.values if front is not None else {}
    if is_rst:
        values = parse_fields(re.split(r"\n\s*\n", text.lstrip(), maxsplit=1)[0])
    values = with_defaults(values, docname, options)
    posts = (
        [predict_post(docname, values, zone, options)]
        if is_post(values, docname, options, is_reserved=is_reserved)
        else []
    )
    for match in _DIRECTIVE.finditer(text):
        options_of_post = parse_fields(match["options"])
        if match["date"].strip():
            options_of_post["date"] = match["date"].strip()
        posts.append(
            predict_post(
                docname,
                {**values, **options_of_post} if not posts else with_defaults(options_of_post, docname, options),
                zone,
                options,
                anchor=str(len(posts) or ""),
            )
        )
    return posts


def parse_fields(block: str) -> dict[str, Any]:
    """Return the single-line fields of a reStructuredText field list, or the options of a directive."""
    return dict(_OPTION.findall(block))


def predict_post(docname: str, values: dict[str, Any], zone: tzinfo, options: BlogConfig, anchor: str = "") -> Post:
    """Return a post with only its date, terms and flags, parsed leniently and without warnings."""
    value = values.get("date")
    try:
        date = options.date_of(value, zone) if value else None
    except ValueError:
        date = None
    terms: dict[str, tuple[str, ...]] = {}
    for key, taxonomy in options.term_keys.items():
        if key in values and (labels := labels_of(values[key])):
            terms[taxonomy] = (*terms.get(taxonomy, ()), *labels)
    flags = {
        key for key in ("draft", "unlisted") if key in values and values[key] is not None and not is_false(values[key])
    }
    return Post(
        docname=docname,
        anchor=anchor,
        title="",
        date=date,
        terms=tuple(terms.items()),
        draft="draft" in flags,
        unlisted="unlisted" in flags,
    )
