"""Vocabularies: what a site says of the terms of a taxonomy, beside the posts.

All of it is optional.  It is looked up when posts are grouped, and no post's record knows of it: a label that changes
here changes on every page without any post being read again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .slugs import label_key
from .views import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Clash", "TermData", "TermInfo", "Vocabulary", "vocabulary_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermInfo:
    """What a site says of a term beside the posts: all of it optional, nothing of it needed to file posts."""

    label: str = ""
    """How it is shown; empty: as authors write it most."""
    slug: str = ""
    """Its page's name; empty: made from the label."""
    description: str = ""
    parent: str = ""
    """The label of the term above it; empty for one at the top."""
    image: str = ""
    """Path from the source folder, or a URL: a picture of the term, an author's avatar."""
    bio: str = ""
    """Of an author."""
    url: str = ""
    """Of an author: the home page."""
    social: tuple[tuple[str, str], ...] = ()
    """Of an author: (name, URL) of each profile elsewhere, in the site's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Something in a site's data that cannot be, and was left out."""

    entry: str
    """The key of the entry in the data."""
    field: str
    """``slug`` or ``parent``; empty for the whole entry."""
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The declared terms of one taxonomy; an empty one declares nothing."""

    infos: dict[str, TermInfo] = field(default_factory=dict)
    """By the key of their labels, in the site's order; each has a label, and its parent is one of them."""
    names: dict[str, str] = field(default_factory=dict)
    """The key of each label, and of each name in the data, with the key in ``infos``."""

    def key_of(self, label: str) -> str:
        """What identifies the term that a post names by its label or its name in the data."""
        key = label_key(label)
        return self.names.get(key, key)

    def info(self, key: str) -> TermInfo:
        """What is declared of a term; nothing for one that is not."""
        return self.infos.get(key, _NOTHING)

    def parent(self, key: str) -> str:
        """The key of the term above; empty for one at the top."""
        return label_key(self.info(key).parent)

    def ancestors(self, key: str) -> Iterator[str]:
        """The keys of the terms above, the nearest first."""
        while key := self.parent(key):
            yield key

    def filed_under(self, labels: Iterable[str]) -> tuple[str, ...]:
        """The keys of the terms that labels name and of all above those, each once."""
        keys = dict.fromkeys(map(self.key_of, labels))
        return tuple(dict.fromkeys((*keys, *(above for key in keys for above in self.ancestors(key)))))


_NOTHING = TermInfo()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermData:
    """What a site says of all its terms."""

    vocabularies: Mapping[str, Vocabulary]
    """By taxonomy, in the order in which those are shown; of every one that the site has."""
    images: Mapping[str, str] = field(default_factory=dict)
    """The paths of the pictures of terms, with a digest of each."""

    def digest(self) -> str:
        """Changes when the site says something else of its terms."""
        return digest([repr(self.vocabularies), repr(self.images)])


def vocabulary_of(declared: Mapping[str, TermInfo]) -> tuple[Vocabulary, tuple[Clash, ...]]:
    """The vocabulary of a taxonomy, and what in it cannot be.

    Of two entries with one name, label or slug the first counts.  A parent has to be declared, too; the link that
    would close a circle is left out.

    :param declared: by name, which is the label where an entry gives none.
    """
    infos: dict[str, TermInfo] = {}
    names: dict[str, str] = {}
    entries: dict[str, str] = {}
    clashes: list[Clash] = []
    for name, said in declared.items():
        info = replace(said, label=said.label or name)
        key = label_key(info.label)
        if taken := next((found for found in (key, label_key(name)) if found in names), None):
            other = infos[names[taken]].label
            clashes.append(Clash(entry=name, field="", message=f"'{other}' has this name or label already"))
            continue
        entries[key] = name
        infos[key] = info
        names[label_key(name)] = names[key] = key
    clashes += _drop_slugs(infos, entries)
    vocabulary = Vocabulary(infos=infos, names=names)
    clashes += _link_parents(vocabulary, entries)
    return vocabulary, tuple(clashes)


def _drop_slugs(infos: dict[str, TermInfo], entries: Mapping[str, str]) -> Iterator[Clash]:
    """Take from each entry the slug that an earlier one has."""
    owners: dict[str, str] = {}
    for key, info in infos.items():
        owner = owners.setdefault(info.slug, key)
        if info.slug and owner != key:
            yield Clash(entry=entries[key], field="slug", message=f"'{infos[owner].label}' has '{info.slug}' already")
            infos[key] = replace(info, slug="")


def _link_parents(vocabulary: Vocabulary, entries: Mapping[str, str]) -> Iterator[Clash]:
    """Replace the name of each parent by its label."""
    infos = vocabulary.infos
    wanted = {key: info.parent for key, info in infos.items() if info.parent}
    for key in wanted:
        infos[key] = replace(infos[key], parent="")
    for key, name in wanted.items():
        above = vocabulary.key_of(name)
        if above not in infos:
            yield Clash(entry=entries[key], field="parent", message=f"'{name}' is not declared")
        elif key in (above, *vocabulary.ancestors(above)):
            yield Clash(entry=entries[key], field="parent", message=f"'{name}' stands below it, or is it")
        else:
            infos[key] = replace(infos[key], parent=infos[above].label)
