"""Options of terms: what the site says of them, and the kinds of term that it adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..core.listing import YEAR
from ..core.taxonomies import BUILT_IN, Taxonomy, custom, plurals, term_keys
from . import checks
from .option import option

__all__ = ["TermOptions", "added_taxonomies"]

_TAKEN = frozenset(
    (
        # addresses below the blog's path, and the roles of its domain
        *("index", "page", "archive", "drafts", "subscribe", "feed", "post", "posts", "any", "doc", "ref"),
        # what posts say of themselves, beside the terms
        *(
            "blogpost",
            "date",
            "updated",
            "title",
            "series_order",
            "excerpt",
            "description",
            "image",
            "image_alt",
            "licence",
        ),
        *("draft", "unlisted", "pinned", "expires", "external_link", "canonical", "aliases", "comments", "related"),
        # what listings are asked for
        *("year", "years", "month", "path", "sort", "style", "paginate", "expand", "format", "empty", "limit"),
        # what Sphinx, themes and other extensions read in front matter
        *("orphan", "nosearch", "nocomments", "tocdepth", "html_theme", "myst", "jupytext", "kernelspec"),
        *("substitutions", "name", "class"),
    )
)
"""Names that mean something else where a kind of term would be named."""
_DATA = "a dict, a list, or the path of a YAML file from the source folder"
_LOOKED_UP = ""
"""What of a change is made again: nothing by Sphinx, for labels are looked up when pages are made, and signed there."""
_FIELDS = "by name or label: `label`, `slug`, `description`, `parent`, `image`."


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class TermOptions:
    """What posts are filed under."""

    tags: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", checks.is_term_data, _DATA, f"What the site says of its tags, {_FIELDS}", rebuild=_LOOKED_UP
    )
    categories: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", checks.is_term_data, _DATA, f"What the site says of its categories, {_FIELDS}", rebuild=_LOOKED_UP
    )
    authors: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "",
        checks.is_term_data,
        _DATA,
        "The profiles of authors, by name or label: `name`, `slug`, `description`, `bio`, `avatar`, `url`, and links "
        "to profiles elsewhere.",
        rebuild=_LOOKED_UP,
    )
    series: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", checks.is_term_data, _DATA, f"What the site says of its series, {_FIELDS}", rebuild=_LOOKED_UP
    )
    locations: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", checks.is_term_data, _DATA, f"What the site says of its locations, {_FIELDS}", rebuild=_LOOKED_UP
    )
    languages: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", checks.is_term_data, _DATA, f"What the site says of its languages, {_FIELDS}", rebuild=_LOOKED_UP
    )
    unknown_terms: str = option(
        "ignore",
        checks.is_one_of("ignore", "warn"),
        "'ignore' or 'warn'",
        "Whether a post may have terms that the site does not declare. It is asked only of kinds of term of which "
        "something is declared.",
        rebuild="",
    )
    taxonomies: Mapping[str, Any] = option(
        {},
        checks.is_taxonomies,
        "a dict of strings, or of dicts with the keys 'label', 'singular' and 'terms'",
        "Further kinds of term: the name of each, which is the key of posts, and what readers see, in the plural: "
        '`{"project": "Projects"}`.',
    )

    @cached_property
    def kinds(self) -> tuple[Taxonomy, ...]:
        """All kinds of term of the site, in the order in which they are shown."""
        return (*BUILT_IN, *added_taxonomies(self.taxonomies)[0])

    @cached_property
    def term_keys(self) -> dict[str, str]:
        """The keys that file a post under terms, with the name of their taxonomy."""
        return term_keys(self.kinds)

    @cached_property
    def taxonomy_of(self) -> dict[str, str]:
        """What ``termlist`` and ``blog_bar`` call each taxonomy, and the years, with its name."""
        return {**plurals(self.kinds), "years": YEAR}

    def kind_named(self, name: str) -> str:
        """The taxonomy, or the years, that a plural or a name stands for; empty if there is none."""
        taxonomy = self.taxonomy_of.get(name, name)
        return taxonomy if taxonomy in self.taxonomy_of.values() else ""

    def added(self) -> tuple[str, ...]:
        """The names of the kinds of term that only this site has."""
        return tuple(kind.name for kind in self.kinds[len(BUILT_IN) :])

    def term_data(self) -> dict[str, tuple[str, Any]]:
        """What the site says of the terms of each taxonomy, with the option that says it."""
        found = {kind.name: (f"blog_{kind.plural}", getattr(self, kind.plural)) for kind in BUILT_IN}
        for name in self.added():
            said = self.taxonomies[name]
            terms = said.get("terms", "") if isinstance(said, Mapping) else ""
            found[name] = (f"blog_taxonomies[{name!r}]['terms']", terms)
        return found


def added_taxonomies(said: Mapping[str, Any]) -> tuple[tuple[Taxonomy, ...], tuple[str, ...]]:
    """The kinds of term that a site adds, and why others cannot be."""
    found: list[Taxonomy] = []
    faults: list[str] = []
    taken = {name for kind in BUILT_IN for name in (kind.name, kind.plural, *kind.keys)} | _TAKEN
    for name, value in said.items():
        entry = value if isinstance(value, Mapping) else {"label": value}
        try:
            kind = custom(name, str(entry.get("label", "")), str(entry.get("singular", "")))
        except ValueError as error:
            faults.append(str(error))
            continue
        if name in taken:
            faults.append(f"{name!r} has a meaning of its own in a blog, or is another's plural")
            continue
        if kind.plural in taken:  # then it is called by its name only
            kind = replace(kind, plural=name, keys=(name,))
        taken.update((kind.name, kind.plural))
        found.append(kind)
    return tuple(found), tuple(faults)
