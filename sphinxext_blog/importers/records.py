"""Records that all importers share: an old blog, its files and posts, and the notes of an import."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .parsing import Dialect

__all__ = ["Blog", "Note", "NoteKind", "OldPost", "Options", "SiteSettings", "SourceFile", "Status"]


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
