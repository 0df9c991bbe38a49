"""Records: an old blog, its files, and a post on its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from .keys import Translation
    from .notes import Note
    from .targets import Surroundings

__all__ = ["Blog", "Engine", "OldPost", "Options", "SourceFile", "as_it_is"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the author asked for."""

    permalink: str = ""
    """The pattern of old addresses; empty for what the old blog's configuration says."""
    timezone: str = ""
    encoding: str = ""
    """Of files that are not UTF-8; empty to guess."""
    folder_categories: bool = False
    """Whether the folders of a post without a category are its categories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A post of the old blog."""

    path: Path
    name: str
    """Its path from the folder of posts, with suffix and forward slashes."""
    draft: bool = False
    """Whether it lies where drafts lie."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """What the old blog says of it outside of the file, by the engine's keys."""

    @property
    def stem(self) -> str:
        """The name without its suffix, and without ``/index``: the folder is the name then."""
        bare = self.name.rpartition(".")[0] or self.name
        return bare.removesuffix("/index") if bare.lower().endswith("/index") else bare


@dataclass(frozen=True, slots=True, kw_only=True)
class Blog:
    """What is known of the old blog before its posts are read."""

    root: Path
    """The folder that was given; notes name files from there."""
    files: tuple[SourceFile, ...]
    pattern: str = ""
    """Of old addresses, in the engine's own form."""
    zone: str = ""
    base: str = ""
    """The URL of the site's root; empty where it is not known."""
    public: tuple[Path, ...] = ()
    """Folders whose files are served from the site's root."""
    content: tuple[Path, ...] = ()
    """Folders from which posts name files, and in which posts are read."""
    authors: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What is said of authors, by the name that posts use."""
    terms: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    """What is said of other terms, by their kind and by their name or label."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """The configuration of the old blog, as far as it could be read."""
    dollar_math: bool | None = None
    """Whether ``$x$`` was math; None where the configuration does not tell."""
    emoji: bool = False
    """Whether ``:tada:`` was shown as a picture."""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPost:
    """A post that was read: its front matter is ours already, its text is not."""

    file: SourceFile
    values: dict[str, Any]
    body: str
    first_line: int
    """The line of the file on which the body begins."""
    paths: tuple[tuple[str, ...], ...] = ()
    """Its categories as hierarchies, from the top."""
    addresses: tuple[str, ...] = ()
    """Where it was found in the old blog."""
    names: tuple[str, ...] = ()
    """What other posts call it, beside its address: a slug, an identifier."""
    version_of: str = ""
    """What it has in common with the same post in other languages; empty for an engine that has none."""
    target: str = ""
    """Its path from the folder that is imported into."""

    @property
    def is_rst(self) -> bool:
        """Whether it is reStructuredText, which stays so."""
        return self.file.path.suffix.lower() == ".rst"

    @property
    def is_html(self) -> bool:
        """Whether it was HTML, so that the lines of its text are none of the file's."""
        return self.file.path.suffix.lower() in (".html", ".htm")

    @property
    def is_draft(self) -> bool:
        """Whether readers do not see it, by what it says or for want of a date."""
        return self.values.get("draft") is True or not isinstance(self.values.get("date"), date)

    @property
    def language(self) -> str:
        """The language that it says it is in; empty for the blog's own."""
        return str(next(iter(self.values.get("language", ())), ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """How the posts of one engine are read."""

    name: str
    open: Callable[[Path, Options], Blog]
    """Look at a folder.  Raises ValueError where there is no such blog."""
    translate: Callable[[Translation, Blog], None]
    """Bring front matter into our keys, and note the old addresses."""
    expand: Callable[[str, Surroundings], tuple[str, list[tuple[int, str]]]]
    """Rewrite what stands for a bit of text within a line, so that links can be seen."""
    convert: Callable[[str, Surroundings], tuple[str, list[tuple[int, str]]]]
    """Rewrite the engine's own blocks."""
    plain_headers: bool = False
    """Whether ``Key: value`` lines without a fence are front matter."""
    heading_is_title: bool = False
    """Whether the first heading is the title of a post that names none."""
    titled_names: bool = True
    """Whether a title made of a file name begins with a capital, its hyphens as spaces."""
    is_sphinx: bool = False
    """Whether its texts are written for Sphinx, so that they stay, but for links to what is elsewhere now."""
    loose_headings: bool = False
    """Whether ``##Heading`` without a space was a heading."""
    loose_math: bool = False
    r"""Whether ``\(x\)`` was math."""
    inline_double: bool = False
    """Whether ``$$x$$`` within a line was math in the text."""
    bare_links: bool = False
    """Whether an address in the text was a link."""


def as_it_is(text: str, around: Surroundings) -> tuple[str, list[tuple[int, str]]]:  # noqa: ARG001 - an engine's interface
    """The conversion of an engine that has nothing of the kind to convert."""
    return text, []
