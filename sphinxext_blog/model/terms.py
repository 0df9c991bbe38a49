"""Terms, such as tags, categories and authors, and the data that a site defines for them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import field, replace
from math import log
from typing import TYPE_CHECKING

from .record import record
from .slugs import distinct_slugs, label_key, slugify
from .views import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from .post import Post, TaggedPage

__all__ = [
    "CLOUD_SIZES",
    "RESERVED_SLUGS",
    "Clash",
    "Collision",
    "Term",
    "TermData",
    "TermInfo",
    "Vocabulary",
    "by_key",
    "cloud_sizes",
    "most_used_terms",
    "natural_key",
    "terms_of",
    "vocabulary_of",
]


@record
class TermInfo:
    """The data that a site defines for a term; all fields are optional."""

    label: str = ""
    """The displayed label; empty: the most frequent spelling."""
    slug: str = ""
    """The slug; empty: generated from the label."""
    description: str = ""
    parent: str = ""
    """The label of the parent; empty for a top-level term."""
    image: str = ""
    """The picture of the term or avatar of the author: a path from the source folder, or a URL."""
    bio: str = ""
    """The biography of an author."""
    url: str = ""
    """The home page of an author."""
    social: tuple[tuple[str, str], ...] = ()
    """(name, URL) of each profile of an author elsewhere, in the order of the data."""
    given: str = ""
    """The given names of an author."""
    family: str = ""
    """The family name of an author."""

    @property
    def orcid(self) -> str:
        """The URL of the ORCID iD of an author; empty if none."""
        return next((url for name, url in self.social if name.lower() == "orcid"), "")


@record
class Clash:
    """An invalid item of the term data, which is ignored."""

    entry: str
    """The key of the entry in the data."""
    field: str
    """``slug`` or ``parent``; empty for the whole entry."""
    message: str


@record
class Vocabulary:
    """The declared terms of one taxonomy; an empty one declares nothing."""

    infos: dict[str, TermInfo] = field(default_factory=dict)
    """By the key of the label, in the order of the data; each has a label and a declared parent or none."""
    names: dict[str, str] = field(default_factory=dict)
    """The key in ``infos`` by the key of each label and of each name in the data."""

    def key_of(self, label: str) -> str:
        """Return the key of the term with a label, or with a name in the data."""
        key = label_key(label)
        return self.names.get(key, key)

    def info(self, key: str) -> TermInfo:
        """Return the data of a term; an empty record for an undeclared one."""
        return self.infos.get(key, _NOTHING)

    def parent(self, key: str) -> str:
        """Return the key of the parent; empty for a top-level term."""
        return label_key(self.info(key).parent)

    def ancestors(self, key: str) -> Iterator[str]:
        """Yield the keys of the ancestors, the nearest first."""
        while key := self.parent(key):
            yield key

    def filed_under(self, labels: Iterable[str]) -> tuple[str, ...]:
        """Return the keys of the terms with labels and of all their ancestors, each once."""
        keys = dict.fromkeys(map(self.key_of, labels))
        return tuple(dict.fromkeys((*keys, *(ancestor for key in keys for ancestor in self.ancestors(key)))))


_NOTHING = TermInfo()


@record
class TermData:
    """The term data of a site."""

    vocabularies: Mapping[str, Vocabulary]
    """By taxonomy, in display order; includes all taxonomies of the site."""
    images: Mapping[str, str] = field(default_factory=dict)
    """The digests of the pictures of terms, and of the cover of posts without one, by path."""
    default_image: str = ""
    """The cover of posts without one: a path from the source folder, a URL, or empty."""

    def digest(self) -> str:
        """Return a digest of the data."""
        return digest([repr(self.vocabularies), repr(self.images), self.default_image])


def vocabulary_of(declared: Mapping[str, TermInfo]) -> tuple[Vocabulary, tuple[Clash, ...]]:
    """Return the vocabulary of a taxonomy, and the invalid items of its data.

    Of entries with the same name, label or slug, the first counts; an equal entry defines another name of its term.
    Undeclared parents and parents that form a cycle are ignored.

    :param declared: the data by name, which is the label of an entry without label.
    """
    infos: dict[str, TermInfo] = {}
    names: dict[str, str] = {}
    entries: dict[str, str] = {}
    clashes: list[Clash] = []
    for name, entry in declared.items():
        info = replace(entry, label=entry.label or name)
        key = label_key(info.label)
        if taken := next((match for match in (key, label_key(name)) if match in names), None):
            other = infos[names[taken]].label
            if info == infos[names[taken]]:  # another name for the same term
                names.setdefault(label_key(name), names[taken])
                continue
            clashes.append(Clash(entry=name, field="", message=f"the term '{other}' already has this name or label"))
            continue
        entries[key] = name
        infos[key] = info
        names[label_key(name)] = names[key] = key
    clashes += _drop_slugs(infos, entries)
    vocabulary = Vocabulary(infos=infos, names=names)
    clashes += _link_parents(vocabulary, entries)
    return vocabulary, tuple(clashes)


def _drop_slugs(infos: dict[str, TermInfo], entries: Mapping[str, str]) -> Iterator[Clash]:
    """Remove slugs that an earlier entry has; yield the clashes."""
    owners: dict[str, str] = {}
    for key, info in infos.items():
        owner = owners.setdefault(info.slug, key)
        if info.slug and owner != key:
            yield Clash(
                entry=entries[key],
                field="slug",
                message=f"the term '{infos[owner].label}' already has the slug '{info.slug}'",
            )
            infos[key] = replace(info, slug="")


def _link_parents(vocabulary: Vocabulary, entries: Mapping[str, str]) -> Iterator[Clash]:
    """Replace the name of each parent by its label; yield the clashes."""
    infos = vocabulary.infos
    parents = {key: info.parent for key, info in infos.items() if info.parent}
    for key in parents:
        infos[key] = replace(infos[key], parent="")
    for key, name in parents.items():
        parent = vocabulary.key_of(name)
        if parent not in infos:
            yield Clash(entry=entries[key], field="parent", message=f"'{name}' is not defined")
        elif key in (parent, *vocabulary.ancestors(parent)):
            yield Clash(entry=entries[key], field="parent", message=f"'{name}' is the term itself, or below it")
        else:
            infos[key] = replace(infos[key], parent=infos[parent].label)


RESERVED_SLUGS = ("index",)
"""Slugs that terms cannot have: ``blog/tag/index`` is the term index."""
CLOUD_SIZES = 5
"""The number of font sizes for clouds in the style sheet."""
_FULL_SPREAD = 8
"""The ratio of posts between terms of the largest and of the smallest size."""


@record
class Term:
    """A term with its posts."""

    taxonomy: str
    key: str
    """The identity: :func:`.slugs.label_key` of the label."""
    label: str
    """The declared label, or else the most frequent spelling; of equally frequent ones, the first in sort order."""
    slug: str
    posts: tuple[Post, ...]
    """Newest first, including those of all descendants."""
    pages: tuple[TaggedPage, ...] = ()
    """Documents other than posts with this tag or a descendant, by title."""
    info: TermInfo = field(default_factory=TermInfo)
    parent: str = ""
    """The key of the parent; empty for a top-level term."""

    @property
    def count(self) -> int:
        """The number of posts and pages."""
        return len(self.posts) + len(self.pages)


@record
class Collision:
    """Two terms of one taxonomy with the same slug."""

    taxonomy: str
    later: str
    """The label whose slug gets a number."""
    earlier: str
    """The label that keeps the slug; empty for a reserved slug."""
    slug: str
    """The slug of the later label."""


def by_key(labels: Iterable[str]) -> dict[str, str]:
    """Return the first spelling of each term by key, in the order of labels."""
    spellings: dict[str, str] = {}
    for label in labels:
        spellings.setdefault(label_key(label), label)
    return spellings


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts numbers in texts by their value: “tag-2” before “tag-10”."""
    parts = re.split(r"([0-9]{1,18})", text)
    return tuple((0, int(part), "") if index % 2 else (1, 0, part) for index, part in enumerate(parts))


def most_used_terms(terms: Sequence[Term], limit: int | None) -> tuple[Term, ...]:
    """Return the terms with the most posts first, ties by label; all terms if the limit is None."""
    return tuple(sorted(terms, key=lambda term: (-term.count, natural_key(term.key), term.key)))[:limit]


def cloud_sizes(counts: Sequence[int], steps: int) -> list[int]:
    """Return the size of each term in a cloud, from 1 to ``steps``, by the logarithm of its number of posts.

    The scale is logarithmic because the numbers are skewed.  A term has the largest size if it has at least eight times
    as many posts as the smallest.  If all numbers are equal, each term has size 2, that of normal text.
    """
    least = max(min(counts, default=1), 1)
    spread = log(max(max(counts, default=1) / least, _FULL_SPREAD))
    if max(counts, default=1) <= least:
        return [min(2, steps)] * len(counts)
    return [1 + round((steps - 1) * log(max(count, least) / least) / spread) for count in counts]


def terms_of(
    taxonomy: str,
    posts: Sequence[Post],
    pages: Iterable[TaggedPage] = (),
    *,
    vocabulary: Vocabulary | None = None,
    slug_of: Callable[[str], str] = slugify,
) -> tuple[tuple[Term, ...], tuple[Collision, ...]]:
    """Return the terms of a taxonomy, by label, and the collisions among their slugs.

    A term includes the posts of its descendants.

    :param posts: newest first; of two terms with the same slug, the one whose first post is older keeps it, so that
        existing URLs do not change.
    :param vocabulary: the declared terms, whose slugs take precedence over generated ones.
    :param slug_of: returns the slug of a label.
    """
    declared = vocabulary or Vocabulary()
    spellings: dict[str, Counter[str]] = {}
    filed: dict[str, list[Post]] = {}
    tagged: dict[str, list[TaggedPage]] = {}
    for post in reversed(posts):
        for key in _count_spellings(spellings, post.labels(taxonomy), declared):
            filed.setdefault(key, []).append(post)
    for page in sorted(pages, key=lambda page: (page.title, page.docname)):
        for key in _count_spellings(spellings, page.tags, declared):
            tagged.setdefault(key, []).append(page)
    keys = dict.fromkeys((*filed, *tagged))
    labels = {key: declared.info(key).label or _most_frequent(spellings[key]) for key in keys}
    given = {label: slug for key, label in labels.items() if (slug := declared.info(key).slug)}
    slugs, clashes = distinct_slugs(labels.values(), reserved=RESERVED_SLUGS, given=given, slug_of=slug_of)
    terms = (
        Term(
            taxonomy=taxonomy,
            key=key,
            label=label,
            slug=slugs[label],
            posts=tuple(reversed(filed.get(key, ()))),
            pages=tuple(tagged.get(key, ())),
            info=declared.info(key),
            parent=declared.parent(key),
        )
        for key, label in labels.items()
    )
    return (
        tuple(sorted(terms, key=lambda term: (natural_key(term.key), term.key, term.label))),
        tuple(Collision(taxonomy=taxonomy, later=late, earlier=early, slug=slug) for late, early, slug in clashes),
    )


def _most_frequent(spellings: Counter[str]) -> str:
    """Return the most frequent spelling; of equally frequent ones, the first in sort order."""
    return min(spellings, key=lambda label: (-spellings[label], label))


def _count_spellings(spellings: dict[str, Counter[str]], labels: Sequence[str], declared: Vocabulary) -> Iterable[str]:
    """Count the spellings of labels; return the keys of their terms."""
    labels_by_key = by_key(labels)
    for key, label in labels_by_key.items():
        spellings.setdefault(key, Counter())[label] += 1
    return declared.filed_under(labels) if declared.infos else labels_by_key
