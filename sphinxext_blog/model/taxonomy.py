"""Taxonomies: the built-in ones and those that a site defines.

Their names in the language of the site are in :mod:`..i18n`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BUILT_IN", "Taxonomy", "class_of", "custom", "link_class_of", "plural_of", "plurals", "term_keys"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@record
class Taxonomy:
    """A taxonomy."""

    name: str
    """The name in URLs, roles and records: ``tag``."""
    plural: str
    """The name in ``termlist`` and ``blog_filter_bar``: ``tags``."""
    keys: tuple[str, ...]
    """The metadata keys that assign terms of the taxonomy to a post."""
    heading: str = ""
    """The displayed name in the plural; empty: a message of the catalog."""
    singular: str = ""
    """The displayed name in the singular; empty: the plural."""


BUILT_IN = (
    Taxonomy(name="tag", plural="tags", keys=("tags", "tag")),
    Taxonomy(name="category", plural="categories", keys=("category", "categories")),
    Taxonomy(name="author", plural="authors", keys=("author", "authors")),
    Taxonomy(name="series", plural="series", keys=("series",)),
    Taxonomy(name="location", plural="locations", keys=("location",)),
    Taxonomy(name="language", plural="languages", keys=("language",)),
)
"""The built-in taxonomies, in the order in which entries and navigation display them."""


_NAMES = frozenset(taxonomy.name for taxonomy in BUILT_IN)


def class_of(name: str) -> str:
    """Return the CSS class of a taxonomy; custom ones have a prefix, because their names could collide with others."""
    return f"blog-{name}" if name in _NAMES else f"blog-taxonomy-{name}"


_MICROFORMATS = {"author": "p-author h-card", "category": "p-category", "tag": "p-category"}
"""The classes by which programs recognize terms of a post; see https://microformats.org/wiki/h-entry"""


def link_class_of(name: str) -> str:
    """Return the CSS classes of a link to a term of a post."""
    return " ".join(filter(None, (f"{class_of(name)}-name", _MICROFORMATS.get(name, ""))))


def plural_of(name: str) -> str:
    """Return the English plural of a name by its spelling; a name that looks like a plural is returned unchanged."""
    if re.search(r"[^suix]s$", name):
        return name
    if re.search(r"[^aeiou]y$", name):
        return f"{name[:-1]}ies"
    return f"{name}es" if re.search(r"(?:s|x|z|ch|sh)$", name) else f"{name}s"


def custom(name: str, heading: str, singular: str = "") -> Taxonomy:
    """Return a taxonomy that a site defines; its keys are its name and the plural of the name.

    :raises ValueError: for a name that is not valid as a path, a role and a key.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a valid name. Expected letters a-z, digits and underscores, first a letter")
    plural = plural_of(name)
    return Taxonomy(
        name=name, plural=plural, keys=tuple(dict.fromkeys((name, plural))), heading=heading, singular=singular
    )


def term_keys(taxonomies: Iterable[Taxonomy]) -> dict[str, str]:
    """Return the taxonomies by metadata key."""
    return {key: taxonomy.name for taxonomy in taxonomies for key in taxonomy.keys}


def plurals(taxonomies: Iterable[Taxonomy]) -> dict[str, str]:
    """Return the taxonomies by their names in ``termlist`` and ``blog_filter_bar``."""
    return {taxonomy.plural: taxonomy.name for taxonomy in taxonomies}
