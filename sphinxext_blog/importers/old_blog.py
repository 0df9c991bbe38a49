"""The old blog: its files, settings and posts, read without following links and without running anything.

Settings count only as far as they are data: YAML, TOML, JSON, and the literals of a Python file.  A value that only
running the file would reveal is treated as not set.
"""

from __future__ import annotations

import ast
import codecs
import json
import os
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ..source.frontmatter import YAML_ERRORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .parsing import Dialect

__all__ = [
    "HTML",
    "MARKDOWN",
    "UNSUPPORTED",
    "Blog",
    "Note",
    "NoteKind",
    "OldPost",
    "Options",
    "SiteSettings",
    "SourceFile",
    "Status",
    "assigned_names",
    "child",
    "decode",
    "first_file",
    "listed_texts",
    "mapping",
    "other_pages",
    "page_notes",
    "posts_in",
    "read_python",
    "read_settings",
    "settings_notes",
    "text_in",
    "unsupported_notes",
    "walk",
]


class Status(StrEnum):
    """What a note asks of the author; the values are the headings of the report, in its order."""

    LOST = "Not imported"
    MANUAL = "Needs manual work"
    SKIPPED = "Skipped"


class NoteKind(StrEnum):
    """What a note is about; the values are the headings of the report's summary, in its order."""

    UNREADABLE = "Files that cannot be read or written"
    FORMAT = "Posts in formats that are not converted"
    METADATA = "Front matter"
    ENCODING = "Encodings"
    NAME = "File names"
    TRANSLATION = "Translations"
    PERMALINK = "Old addresses"
    SETTINGS = "Settings of the old blog"
    TERM = "Terms and authors"
    LINK = "Links"
    IMAGE = "Images and other files"
    INCLUDE = "Included files"
    TAG = "Unsupported tags"
    COMPONENT = "Components"
    DIRECTIVE = "Unsupported directives"
    HTML = "HTML"
    EMBED = "Embedded content"
    CODE = "Code blocks"
    MATH = "Math"
    ATTRIBUTE = "Attributes"
    STRUCTURE = "Headings, tables and rules"
    LEFTOVER = "Syntax of the old engine that stays visible"
    PAGE = "Pages that are not posts"

    @property
    def status(self) -> Status:
        """What notes of this kind ask of the author."""
        if self in (NoteKind.UNREADABLE, NoteKind.FORMAT):
            return Status.LOST
        return Status.SKIPPED if self is NoteKind.PAGE else Status.MANUAL


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Note:
    """One entry of the report, ordered by its location."""

    file: str
    """The path of the source from the imported folder, or a subject such as ``category 'x'``."""
    line: int = 0
    """0 for a note on the whole file."""
    message: str
    kind: NoteKind

    @property
    def status(self) -> Status:
        """What the note asks of the author."""
        return self.kind.status


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of the command that change what is imported."""

    permalink: str = ""
    """The pattern of old addresses; empty for that of the old configuration."""
    timezone: str = ""
    encoding: str = ""
    """The encoding of files that are not UTF-8; empty to guess."""
    folder_categories: bool = False
    """Whether the folders of a post without a category are its categories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the old blog that holds a post."""

    path: Path
    name: str
    """Its path from the folder of posts, with suffix and forward slashes."""
    draft: bool = False
    """Whether it is in a folder of drafts."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """Metadata from outside the file, by the keys of the engine."""

    @property
    def stem(self) -> str:
        """The name without its suffix, and without ``/index``, where the folder is the name."""
        bare = self.name.rpartition(".")[0] or self.name
        return bare.removesuffix("/index") if bare.lower().endswith("/index") else bare


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """What the old configuration says of the whole site; it becomes lines of ``conf.py``."""

    title: str = ""
    description: str = ""
    author: str = ""
    language: str = ""
    """As the old configuration has it: ``zh-CN``, ``en_US``."""
    page_size: int | None = None
    """Posts on a page of the listing; None if unknown."""
    has_feed: bool | None = None
    """None if the old configuration does not tell."""
    feed_length: int | None = None
    full_feed: bool | None = None
    """Whether entries of feeds had the whole text; None if unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blog:
    """What is known of the old blog before its posts are read."""

    root: Path
    """The imported folder, resolved; notes name files from there."""
    files: tuple[SourceFile, ...]
    permalink: str = ""
    """The pattern of old addresses, in the form of the engine; empty for its default."""
    timezone: str = ""
    url: str = ""
    """The URL of the old site's root, with the path below the host; empty if unknown."""
    site: SiteSettings = field(default_factory=SiteSettings)
    static_folders: tuple[Path, ...] = ()
    """Folders whose files are served from the root of the site."""
    content_folders: tuple[Path, ...] = ()
    """Folders that posts are read from, and from which posts name files."""
    page_folders: tuple[Path, ...] = ()
    """Folders with pages whose addresses are the paths of their files: ``about.md`` is ``/about/``."""
    include_folders: tuple[Path, ...] = ()
    """Folders with files that posts include by name."""
    path_prefixes: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    """What paths in posts may begin with (``@site/``, ``{static}``), and the folders that the rest is in; no folders if
    the rest is a path as any other."""
    term_prefixes: Mapping[str, str] = field(default_factory=dict)
    """What targets that name a term begin with (``{tag}``), and the role for a link to it."""
    authors: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Data of authors, by the name that posts use."""
    terms: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    """Data of other terms, by taxonomy and by name or label."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """The old configuration, as far as it can be read without running it."""
    sphinx_settings: Mapping[str, Any] = field(default_factory=dict)
    """Of a blog that is a Sphinx project: the settings that its posts go on to need."""
    dialect: Dialect | None = None
    """The dialect of the engine as this configuration changes it; None for the engine's own."""
    dollar_math: bool | None = None
    """Whether ``$x$`` was math; None if the configuration does not tell."""
    emoji: bool = False
    """Whether ``:tada:`` was displayed as a picture."""
    excerpt_separator: str = ""
    """The text that ends the excerpt, if the blog sets one of its own."""
    notes: tuple[Note, ...] = ()

    def path_of(self, path: Path) -> str:
        """Return the path of a file as notes name it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPost:
    r"""A post of which the front matter is mapped, and the text is not converted.

    The text is that of the whole file with ``\n`` at the ends of lines, so that offsets and lines are those of the
    file.
    """

    file: SourceFile
    metadata: dict[str, Any]
    """By the keys of this extension."""
    text: str
    body_start: int = 0
    """The offset in the text at which the front matter ends."""
    category_paths: tuple[tuple[str, ...], ...] = ()
    """Its categories as hierarchies, from the top."""
    addresses: tuple[str, ...] = ()
    """Paths of the post on the old site, without a leading slash."""
    names: tuple[str, ...] = ()
    """What other posts call it, beside its address: a slug, an identifier."""
    version_of: str = ""
    """An identifier that translations of one post share; empty if the engine has none."""
    target: str = ""
    """Its path from the folder that is imported into."""
    old_keys: Mapping[str, Any] = field(default_factory=dict)
    """The front matter as it was, by the keys of the engine in lower case."""

    @property
    def body(self) -> str:
        """The text below the front matter."""
        return self.text[self.body_start :]

    @property
    def first_line(self) -> int:
        """The line of the file on which the body begins."""
        return self.text.count("\n", 0, self.body_start) + 1

    @property
    def is_rst(self) -> bool:
        """Whether the post is reStructuredText."""
        return self.file.path.suffix.lower() == ".rst"

    @property
    def is_html(self) -> bool:
        """Whether the post is HTML."""
        return self.file.path.suffix.lower() in (".html", ".htm")

    @property
    def is_draft(self) -> bool:
        """Whether the post is unpublished: it is marked as a draft, or has no valid date."""
        return self.metadata.get("draft") is True or not isinstance(self.metadata.get("date"), date)

    @property
    def language(self) -> str:
        """The language of the post; empty for that of the blog."""
        return str(next(iter(self.metadata.get("language", ())), ""))

    @property
    def title(self) -> str:
        """The title in the front matter; empty if only the text has one."""
        return str(self.metadata.get("title", ""))


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_COMMON = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
"""A character of GB 2312: most characters of a text in GBK are, hardly any pair of letters of Latin-1 is."""


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    r"""Return the text of a file, with ``\n`` at the ends of its lines, and a message on its encoding.

    There is no message for UTF-8 and for an encoding that a byte order mark names.  Everything else is a guess: GBK,
    UTF-16 without a mark, UTF-8 with a few broken bytes, and in the end Windows-1252.

    :param encoding: the encoding of files that are not UTF-8, instead of a guess.
    :raises ValueError: if the file is not a text.
    """
    text, message = _decode(data, encoding)
    if "\0" in text:
        raise ValueError("not a text: the file has zero bytes")
    return text.replace("\r\n", "\n").replace("\r", "\n"), message


def _decode(data: bytes, encoding: str) -> tuple[str, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace"), ""
    if name := _utf_16(data):
        return data.decode(name, errors="replace"), f"read as {name}, which the file does not declare"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    if encoding:
        return data.decode(encoding, errors="replace"), ""
    broken = data.decode("utf-8", errors="replace")
    if len(_MULTIBYTE.findall(data)) > 3 * broken.count("\ufffd"):
        return broken, f"UTF-8 with broken bytes, the first in line {line}: they are displayed as \ufffd"
    name = _guess(data)
    return data.decode(name, errors="replace"), f"not UTF-8; read as {name}. Check the text, or set --encoding."


def _utf_16(data: bytes) -> str:
    """Return which UTF-16 a file is, by the zero bytes of plain letters: every other byte, and none between."""
    head = data[:4096]
    even, odd = head[::2].count(b"\0"), head[1::2].count(b"\0")
    if not data or len(data) % 2 or max(even, odd) < len(head) // 4 or min(even, odd) > max(even, odd) // 10:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _guess(data: bytes) -> str:
    pairs = _PAIR.findall(data)
    common = sum(1 for pair in pairs if _COMMON.fullmatch(pair))
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "cp1252"
    return "gb18030" if common > 0.9 * len(pairs) else "cp1252"


MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")
HTML = (".html", ".htm")
_FORMATS = {
    ".org": "Org mode", ".adoc": "AsciiDoc", ".asciidoc": "AsciiDoc", ".asc": "AsciiDoc", ".textile": "Textile",
    ".rst": "reStructuredText", ".rmd": "R Markdown", ".rmarkdown": "R Markdown", ".qmd": "Quarto", ".pdc": "Pandoc",
    ".pandoc": "Pandoc", ".creole": "Creole", ".mediawiki": "MediaWiki", ".wiki": "a wiki's markup", ".html": "HTML",
    ".htm": "HTML", ".ipynb": "a notebook",
}  # fmt: skip
"""The names of formats other than Markdown."""
UNSUPPORTED = tuple(suffix for suffix in _FORMATS if suffix not in (*HTML, ".ipynb"))
"""Formats of posts that are reported and not imported; HTML and notebooks are so with some engines only."""
_IGNORED_FOLDERS = ("node_modules", "__pycache__")


def walk(folder: Path, suffixes: tuple[str, ...] = MARKDOWN, *, draft: bool = False) -> Iterator[SourceFile]:
    """Yield the files below a folder, sorted by name, without those in hidden folders."""
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _IGNORED_FOLDERS)
        for name in sorted(names):
            path = Path(above, name)
            if name.lower().endswith(suffixes) and not name.startswith("."):
                yield SourceFile(path=path, name=path.relative_to(folder).as_posix(), draft=draft)


def posts_in(folder: Path, *, draft: bool = False) -> Iterator[SourceFile]:
    """Yield the Markdown below a folder, and the HTML with front matter; other HTML is an attachment of a post."""
    for file in walk(folder, (*MARKDOWN, *HTML), draft=draft):
        if not file.name.lower().endswith(HTML) or _has_front_matter(file.path):
            yield file


def _has_front_matter(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"---", b"+++"))
    except OSError:
        return False


def first_file(folder: Path, names: Iterable[str]) -> Path | None:
    """Return the first of some files that exists."""
    return next((folder / name for name in names if (folder / name).is_file()), None)


def child(folder: Path, name: object) -> Path:
    """Return a folder that a setting names; the parent folder if the name leads out of it."""
    path = (folder / str(name or "").strip("/")).resolve()
    return path if path.is_relative_to(folder.resolve()) else folder


def text_in(path: Path) -> str:
    """Return the text of a file beside the posts; an empty one if it cannot be read."""
    try:
        return decode(path.read_bytes())[0]
    except (OSError, ValueError):
        return ""


def mapping(value: object) -> dict[str, Any]:
    """Return a mapping with strings as keys; an empty one for every other value."""
    return {str(key): item for key, item in value.items()} if isinstance(value, dict) else {}


class _Tolerant(yaml.SafeLoader):
    """A safe loader that ignores tags such as ``!!python/name:``, which are usual in ``mkdocs.yml``."""


_Tolerant.add_multi_constructor("", lambda *_: None)


def read_settings(path: Path | None) -> dict[str, Any]:
    """Return the mapping in a YAML, TOML or JSON file; an empty one for a file that is not one."""
    if path is None:
        return {}
    try:
        return mapping(_loaded(path))
    except (*YAML_ERRORS, ValueError, RecursionError):
        return {}


def _loaded(path: Path) -> object:
    text, suffix = text_in(path), path.suffix.lower()
    if suffix == ".toml":
        return tomllib.loads(text)
    if suffix == ".json":
        return json.loads(text)
    return yaml.load(text, _Tolerant)  # noqa: S506 - a safe loader that knows no more types than that


def read_python(path: Path | None) -> dict[str, Any]:
    """Return the names that a Python file assigns literals to, without running it."""
    if path is None:
        return {}
    try:
        tree = ast.parse(text_in(path))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    values: dict[str, Any] = {}
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        if isinstance(target, ast.Name) and isinstance(node, ast.Assign):
            try:
                values[target.id] = ast.literal_eval(node.value)
            except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                values.pop(target.id, None)  # an earlier literal is not the value any more
    return values


def assigned_names(path: Path | None) -> set[str]:
    """Return the names that a Python file assigns something to."""
    return {target.id for node in _statements(path) if isinstance(node, ast.Assign) for target in _names(node)}


def listed_texts(path: Path | None, name: str) -> list[str]:
    """Return the texts of a list in a Python file, without the items that only running it would reveal."""
    texts: list[str] = []
    for node in _statements(path):
        value: ast.expr | None = None
        if isinstance(node, ast.Assign) and any(target.id == name for target in _names(node)):
            texts, value = [], node.value
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            value = node.value
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and node.value.args:
            function = node.value.func  # ``append`` or ``extend``
            holder = function.value if isinstance(function, ast.Attribute) else None
            value = node.value.args[0] if isinstance(holder, ast.Name) and holder.id == name else None
        items = value.elts if isinstance(value, (ast.List, ast.Tuple)) else [value]
        texts += [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    return texts


def _statements(path: Path | None) -> list[ast.stmt]:
    try:
        return ast.parse(text_in(path)).body if path is not None else []
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _names(node: ast.Assign) -> list[ast.Name]:
    return [target for target in node.targets if isinstance(target, ast.Name)]


def page_notes(root: Path, files: Iterable[SourceFile], message: str = "page, not a post") -> tuple[Note, ...]:
    """Return a note for each file that is not imported since it is not a post."""
    return tuple(Note(file=_name_in(root, file.path), message=message, kind=NoteKind.PAGE) for file in files)


def other_pages(folder: Path, posts: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """Yield the texts of a folder that are not posts; folders that begin with ``_`` hold parts of pages."""
    taken = {post.path for post in posts}
    for file in walk(folder, (*MARKDOWN, ".rst")):
        if file.path not in taken and not any(part.startswith("_") for part in file.name.split("/")[:-1]):
            yield file


def unsupported_notes(root: Path, files: Iterable[SourceFile], posts: Iterable[SourceFile]) -> tuple[Note, ...]:
    """Return a note for each file in a format that is not converted.

    A file beside a post of the same name was its source, and is not reported.
    """
    names = {file.path.with_suffix("") for file in posts}
    return tuple(
        Note(
            file=_name_in(root, file.path),
            message=f"format: {_FORMATS[file.path.suffix.lower()]} is not supported. The post is not imported.",
            kind=NoteKind.FORMAT,
        )
        for file in files
        if file.path.with_suffix("") not in names
    )


def settings_notes(root: Path, *paths: Path | None) -> tuple[Note, ...]:
    """Return a note for each settings file that is not valid YAML, TOML or JSON."""
    problems = ((path, _problem(path)) for path in paths if path is not None and path.is_file())
    return tuple(
        Note(
            file=_name_in(root, path),
            line=problem[0],
            message=f"settings: {problem[1]}. The whole file is ignored.",
            kind=NoteKind.SETTINGS,
        )
        for path, problem in problems
        if problem is not None
    )


def _problem(path: Path) -> tuple[int, str] | None:
    """Return the line and the reason why a file cannot be read; None if it can."""
    try:
        _loaded(path)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return (mark.line + 1 if mark else 0), str(error.problem or error.context)
    except (*YAML_ERRORS, ValueError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        return (int(line[1]) if line else 0), str(error).partition("\n")[0]
    return None


def _name_in(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
