"""Engines: what an importer has to define for one kind of blog, and the registry of those that exist.

An engine is data, as far as possible: the dialect of its Markdown, what becomes of its tags, and how its keys are
called here.  ``open`` is code, since only code can look at a folder.  Packages register engines under the entry point
group ``sphinxext_blog.importers``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from .inline import HeadingStyle
from .parsing import Dialect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from .addresses import Permalinks
    from .front_matter import Key, MetadataMapper
    from .old_blog import Blog, OldPost, Options
    from .work import BlockConverter, Conversion, Converter, LiteralConverter, Pass, Site

__all__ = ["ENTRY_POINTS", "Engine", "engine_names", "load_engine"]

ENTRY_POINTS = "sphinxext_blog.importers"
_BUILT_IN = {
    "hexo": ("engine_hexo", "HEXO"),
    "jekyll": ("engine_jekyll", "JEKYLL"),
    "hugo": ("engine_hugo", "HUGO"),
    "pelican": ("engine_pelican", "PELICAN"),
    "mkdocs": ("engine_mkdocs", "MKDOCS"),
    "docusaurus": ("engine_docusaurus", "DOCUSAURUS"),
    "ablog": ("engine_ablog", "ABLOG"),
}
"""(module, name) of each engine; a module is imported only if its engine is used."""


def _map_nothing(mapper: MetadataMapper, blog: Blog) -> None:
    """Do nothing: the keys of the engine are data alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """How the posts of one engine are read."""

    name: str
    """As the command has it."""
    open: Callable[[Path, Options], Blog]
    """Look at a folder, without running anything in it.

    :raises ValueError: with the reason, if there is no such blog.
    """
    dialect: Dialect = field(default_factory=Dialect)
    post_dialect: Callable[[Dialect, OldPost], Dialect] | None = None
    """Return the dialect of one post, which its front matter may change."""
    tags: Mapping[str, Converter] = field(default_factory=dict)
    """For each tag, by its name in lower case: the function that returns what replaces it."""
    blocks: Mapping[str, BlockConverter] = field(default_factory=dict)
    """The same for tags around Markdown."""
    literals: Mapping[str, LiteralConverter] = field(default_factory=dict)
    """The same for tags around a text that is not Markdown."""
    headings: HeadingStyle = field(default_factory=HeadingStyle)
    """How it names headings."""
    passes: tuple[Pass, ...] = ()
    """Passes that only this engine needs, before those of all engines."""
    rst: Callable[[OldPost, Site], Conversion] | None = None
    """Convert a post in reStructuredText; None for the way that suits all engines."""
    keys: tuple[Key, ...] = ()
    """How its front matter is called here."""
    map_metadata: Callable[[MetadataMapper, Blog], None] = _map_nothing
    """Map what ``keys`` cannot, and note names and addresses of the post; it runs after them."""
    permalinks: Permalinks | None = None
    """How patterns of old addresses are filled in; None if ``map_metadata`` notes all addresses."""
    dropped: frozenset[str] = frozenset()
    """Keys without a meaning outside the engine, which are not kept."""
    plain_headers: bool = False
    """Whether ``Key: value`` lines without a fence are front matter."""
    heading_is_title: bool = False
    """Whether the first heading is the title of a post whose front matter has none."""
    titled_names: bool = True
    """Whether a title made of a file name has a capital, and spaces for hyphens."""
    is_sphinx: bool = False
    """Whether its texts are written for Sphinx, so that only links and directives of the blog change."""


def engine_names() -> tuple[str, ...]:
    """Return the names of all engines: those of this package, then those of others, sorted."""
    others = {entry.name for entry in entry_points(group=ENTRY_POINTS)} - _BUILT_IN.keys()
    return (*_BUILT_IN, *sorted(others))


def load_engine(name: str) -> Engine:
    """Return the engine with a name; one of this package cannot be replaced.

    :raises ValueError: if there is no such engine, or its entry point is not an engine.
    """
    if name in _BUILT_IN:
        module, attribute = _BUILT_IN[name]
        engine = getattr(import_module(f".{module}", __package__), attribute)
    else:
        entry = next(iter(entry_points(group=ENTRY_POINTS, name=name)), None)
        if entry is None:
            raise ValueError(f"no engine named '{name}'. Expected one of {', '.join(engine_names())}.")
        try:
            engine = entry.load()
        except Exception as error:  # whatever the other package raises is a fault of its engine
            raise ValueError(f"the engine '{name}' ({entry.value}) cannot be loaded: {error}") from error
    if not isinstance(engine, Engine):
        raise ValueError(f"the engine '{name}' is not an Engine, but {type(engine).__name__}")  # noqa: TRY004
    return engine
