"""Taxonomies: the kinds of term, those that every blog has and those that a site adds.

Here they are only named; what a kind of term is called in the site's language is the wording's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BUILT_IN", "Taxonomy", "class_of", "custom", "plural_of", "plurals", "term_keys"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """A kind of term."""

    name: str
    """In addresses, roles and records: ``tag``."""
    plural: str
    """What ``termlist`` and ``blog_filter_bar`` call it: ``tags``."""
    keys: tuple[str, ...]
    """The keys of a post that file it under such terms."""
    heading: str = ""
    """What readers see, in the plural; empty: a word of the catalogue."""
    singular: str = ""
    """The same of one; empty: the plural does for both."""


BUILT_IN = (
    Taxonomy(name="tag", plural="tags", keys=("tags", "tag")),
    Taxonomy(name="category", plural="categories", keys=("category", "categories")),
    Taxonomy(name="author", plural="authors", keys=("author", "authors")),
    Taxonomy(name="series", plural="series", keys=("series",)),
    Taxonomy(name="location", plural="locations", keys=("location",)),
    Taxonomy(name="language", plural="languages", keys=("language",)),
)
"""In the order in which entries and navigation show them."""


_NAMES = frozenset(taxonomy.name for taxonomy in BUILT_IN)


def class_of(name: str) -> str:
    """The class of terms of a kind; a site's own kinds may be called as other things of a blog are."""
    return f"blog-{name}" if name in _NAMES else f"blog-taxonomy-{name}"


def plural_of(name: str) -> str:
    """The English plural of a name, as far as spelling tells; one that seems to be a plural is its own."""
    if re.search(r"[^suix]s$", name):
        return name
    if re.search(r"[^aeiou]y$", name):
        return f"{name[:-1]}ies"
    return f"{name}es" if re.search(r"(?:s|x|z|ch|sh)$", name) else f"{name}s"


def custom(name: str, heading: str, singular: str = "") -> Taxonomy:
    """A kind of term that a site adds; its keys are its name and the plural of that.

    :raises ValueError: for a name that could not stand in an address, a role and a key of front matter alike.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name (lower-case letters a-z, digits and underscores, a letter first)")
    plural = plural_of(name)
    return Taxonomy(
        name=name, plural=plural, keys=tuple(dict.fromkeys((name, plural))), heading=heading, singular=singular
    )


def term_keys(taxonomies: Iterable[Taxonomy]) -> dict[str, str]:
    """The keys that file a post under terms, with the name of their taxonomy."""
    return {key: taxonomy.name for taxonomy in taxonomies for key in taxonomy.keys}


def plurals(taxonomies: Iterable[Taxonomy]) -> dict[str, str]:
    """What ``termlist`` and ``blog_filter_bar`` call each taxonomy, with its name."""
    return {taxonomy.plural: taxonomy.name for taxonomy in taxonomies}
