"""Diagnostics: warnings with a subtype and a location, hints in the log, and the error for conflicting extensions.

The manual lists the warnings from :class:`Subtype`; ``suppress_warnings = ["blog.<subtype>"]`` suppresses one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sphinx.errors import ExtensionError
from sphinx.util import logging

from .sphinx_compat import names_in_conf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = [
    "Location",
    "Report",
    "Subtype",
    "location_in_conf",
    "log_hint",
    "raise_on_conflict",
    "suggestion_for",
    "warn",
]

WARNING_TYPE = "blog"
_FOR_ABLOG = "sphinxext_blog.ablog"
_logger = logging.getLogger(__name__)

Location: TypeAlias = "str | tuple[str | None, int | None] | nodes.Node | None"
"""The location of a problem, in a form that Sphinx accepts."""


class Subtype(StrEnum):
    """The second part of the type of a warning: ``blog.<subtype>``."""

    CONFIG = "config"
    """An option in `conf.py`, or `SOURCE_DATE_EPOCH`, has an invalid value. The default, or the current time, is
    used. Or a name that begins with `blog_` is not an option, or a pattern in `blog_posts` matches no document."""
    DATE = "date"
    """A date has an unknown form or does not exist. The post is a draft, the other key is ignored, or the note is
    undated."""
    FRONT_MATTER = "front_matter"
    """Front matter is not valid YAML. The plain `key: value` lines are used."""
    ENCODING = "encoding"
    """The file of a post is not UTF-8. From Sphinx 9 on, the file is excluded, because Sphinx would stop."""
    KEY = "key"
    """A key of a post looks like a misspelling, or a directive does not have the option. It is ignored. A `postlist`
    with an unknown option displays nothing."""
    VALUE = "value"
    """A key, an option or an argument has a value of the wrong type. It is ignored."""
    VERSION = "version"
    """A version in `blog_current`, or a version specifier in `applies_to`, is invalid. The entry is ignored."""
    TERM = "term"
    """A tag or another term has no visible character, or is too long. The term is ignored."""
    COLLISION = "collision"
    """Two terms, or a term and a generated page, have the same slug. The later term gets a number."""
    TERM_DATA = "term_data"
    """The definition of a term, in `conf.py` or in a file, is invalid. The invalid part is ignored."""
    UNKNOWN_TERM = "unknown_term"
    """With `blog_unknown_terms = "warn"`, a post has a term that is not defined. The post keeps the term."""
    DUPLICATE = "duplicate"
    """A post is declared twice, and the first declaration counts; or two documents could be the front page, and
    `root_doc` counts."""
    FILTER = "filter"
    """A listing selects a term or year that no listed post has. The filter selects no posts."""
    SECTION = "section"
    """A section is not published, and its lines in the source cannot be determined. The whole document is excluded."""
    REF = "ref"
    """A role of the `blog` domain has no target, or several. The text is rendered without a link."""
    MENTION = "mention"
    """A `mentions` directive names nothing that this site, or a project in `intersphinx_mapping`, describes. The list
    is empty. Or the mentions of another site cannot be read. The last version is used."""
    SUPERSEDED = "superseded"
    """The key `superseded_by` does not name another published post, or posts supersede each other. The key is
    ignored."""
    GIT = "git"
    """The history of Git cannot be read, or is incomplete. Posts have no dates of updates from it."""
    IMAGE = "image"
    """The cover of a post, or the picture of a term, does not exist or cannot be read. It is omitted or not resized."""
    CARD = "card"
    """A picture for link previews cannot be drawn: a font is missing, or does not contain a character, or a package is
    not installed. Or its colors have too little contrast."""
    ALIAS = "alias"
    """An alias is invalid, or already used by another file. The redirect is not written."""
    BLOGROLL = "blogroll"
    """The source of a `blogroll`, or an entry in it, is invalid. The list, the entry or the field is omitted."""
    TEMPLATE = "template"
    """A custom template cannot be rendered. The built-in template is used."""
    EXCERPT = "excerpt"
    """Another extension fails for a copy of an excerpt or of a post. Its text is displayed without markup."""
    TOCTREE = "toctree"
    """A toctree contains 200 posts or more, which makes every page slow to build. The toctree is not changed."""


def warn(subtype: Subtype, message: str, *, location: Location) -> None:
    """Emit a warning that states the problem, the expected value and the effect.

    :param location: a docname, a (docname, line) pair, a node, or ``path:line`` for a file that is not a document;
        None only for ``conf.py`` and the environment.
    """
    _logger.warning("%s", message, location=location, type=WARNING_TYPE, subtype=subtype.value)


def suggestion_for(name: str, names: Iterable[str], *, cutoff: float = 0.6, otherwise: str = "") -> str:
    """Return a sentence, after a space, that suggests the most similar name; another one if no name is similar.

    :param cutoff: the minimum similarity, from 0 to 1, as in :func:`difflib.get_close_matches`.
    """
    near = get_close_matches(name, list(names), n=1, cutoff=cutoff)
    sentence = f"Did you mean '{near[0]}'?" if near else otherwise
    return f" {sentence}" if sentence else ""


def location_in_conf(config: Config, name: str, text: str = "") -> str | None:
    """Return ``path:line`` of the assignment to a name in ``conf.py``, or of a text in it; None if there is none.

    :param text: a string in the value; its line is returned if it is at or below the assignment.
    """
    names = names_in_conf(config)
    if name not in names:  # an option on the command line
        return None
    path = Path(str(names.get("__file__", "")))
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:  # a project whose configuration is not in a file
        return None
    assignment = re.compile(rf"\s*{re.escape(name)}\s*(?:[:+|]|=(?!=))")
    start = next((index for index, line in enumerate(lines) if assignment.match(line)), 0)
    written = text.replace("\\", "\\\\")
    found = next(
        (index for index in range(start, len(lines)) if text in lines[index] or written in lines[index]), start
    )
    return f"{path}:{(found if text else start) + 1}"


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
