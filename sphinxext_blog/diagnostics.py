"""Diagnostics: warnings with a subtype and a location, hints in the log, and the error for conflicting extensions.

The manual lists the warnings from :class:`Subtype`; ``suppress_warnings = ["blog.<subtype>"]`` suppresses one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from sphinx.errors import ExtensionError
from sphinx.util import logging

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["Location", "Report", "Subtype", "log_hint", "raise_on_conflict", "warn"]

WARNING_TYPE = "blog"
_FOR_ABLOG = "sphinxext_blog.ablog"
_logger = logging.getLogger(__name__)

Location: TypeAlias = "str | tuple[str | None, int | None] | nodes.Node | None"
"""The location of a problem, in a form that Sphinx accepts."""


class Subtype(StrEnum):
    """The second part of the type of a warning: ``blog.<subtype>``."""

    CONFIG = "config"
    """An option in ``conf.py`` has a value of the wrong kind; its default is used. Also told of
    `SOURCE_DATE_EPOCH` in the environment, in whose place the time of the machine is used."""
    DATE = "date"
    """A date fits no known form, or no day of the calendar; the post is a draft, or the note undated."""
    FRONT_MATTER = "front_matter"
    """Front matter is not valid YAML; the plain ``key: value`` lines that can be read are used."""
    ENCODING = "encoding"
    """A post's file is not UTF-8; from Sphinx 9 on it is left out, since Sphinx would stop."""
    KEY = "key"
    """A key of a post looks like a misspelling of a known one, or a directive has no such option; it is ignored, but a
    `postlist` with one is left out."""
    VALUE = "value"
    """A key or option of a post has a value of the wrong kind; it is ignored."""
    TERM = "term"
    """A tag or another term has no letter, digit or sign that could name its page, or is too long; it is left out."""
    COLLISION = "collision"
    """Two terms would share one page; the later one's address gets a number."""
    TERM_DATA = "term_data"
    """What the site says of a term, in `conf.py` or a file, is wrong; it is ignored."""
    UNKNOWN_TERM = "unknown_term"
    """With `blog_unknown_terms = "warn"`: a post has a term that the site does not declare; it is filed there."""
    DUPLICATE = "duplicate"
    """A post is declared twice, or a name is taken; the first one counts."""
    FILTER = "filter"
    """A listing asks for a term, year or order that does not exist; that listing is empty."""
    SECTION = "section"
    """A section is not published, and its lines in the source cannot be told apart; its whole document is left out."""
    REF = "ref"
    """A role of the ``blog`` domain names something that does not exist, or several posts; its text is shown without a
    link."""
    IMAGE = "image"
    """The cover image of a post, or the picture of a term, does not exist; none is shown."""
    ALIAS = "alias"
    """An alias of a post is no address that this site can answer, or is taken; there is no redirect from it."""
    TEMPLATE = "template"
    """A template of yours for a part of the blog cannot be rendered; the extension's own is used instead."""
    TOCTREE = "toctree"
    """Many posts stand in a toctree, which makes every page of the site slow to build."""


def warn(subtype: Subtype, message: str, *, location: Location) -> None:
    """Emit a warning that states the problem, the expected value and the effect.

    :param location: a docname, a (docname, line) pair, a node, or ``path:line`` for a file that is not a document;
        None only for ``conf.py`` and the environment.
    """
    _logger.warning("%s", message, location=location, type=WARNING_TYPE, subtype=subtype.value)


@dataclass(frozen=True, slots=True)
class Report:
    """A warning that is collected, and emitted once it is known to apply."""

    subtype: Subtype
    message: str
    location: Location
    key: str | None = None
    """The key of a post, whose problems may only be logged; None for a warning on every site."""


def log_hint(message: str, *, location: Location) -> None:
    """Log a hint to the author, if nothing is lost without a change."""
    _logger.info("blog: %s", message, location=location)


def raise_on_conflict(app: Sphinx, name: str, *others: str) -> None:
    """Raise an error if another extension that registers the same options and directives is enabled.

    Sphinx might otherwise combine the directives of one extension with the options of the other.

    :param name: the extension that is being set up.
    :raises ExtensionError: one of the others is loaded, or is to be loaded later.
    """
    for other in others:
        if other in app.extensions or other in app.config.extensions:
            replacing = "" if name == _FOR_ABLOG else f" For a site written for ABlog, replace both by '{_FOR_ABLOG}'."
            message = f"extensions: '{other}' and '{name}'. Expected one of them, not both. Remove '{other}'."
            raise ExtensionError(message + replacing, modname=name)
