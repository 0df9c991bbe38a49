"""Terms: the tags, categories, authors and so on of a blog, and what the site defines of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from math import log
from typing import TYPE_CHECKING

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
    "terms_of",
    "vocabulary_of",
]


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
        """Return what identifies the term that a post names by its label or its name in the data."""
        key = label_key(label)
        return self.names.get(key, key)

    def info(self, key: str) -> TermInfo:
        """Return what is declared of a term; nothing for one that is not."""
        return self.infos.get(key, _NOTHING)

    def parent(self, key: str) -> str:
        """Return the key of the term above; empty for one at the top."""
        return label_key(self.info(key).parent)

    def ancestors(self, key: str) -> Iterator[str]:
        """Yield the keys of the terms above, the nearest first."""
        while key := self.parent(key):
            yield key

    def filed_under(self, labels: Iterable[str]) -> tuple[str, ...]:
        """Return the keys of the terms that labels name and of all above those, each once."""
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
    """Return the vocabulary of a taxonomy, and what in it cannot be.

    Of two entries with one name, label or slug the first counts; one that is equal to it is another name of its term.
    A parent has to be declared, too; the link that
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
            if info == infos[names[taken]]:  # another name for the same term
                names.setdefault(label_key(name), names[taken])
                continue
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


RESERVED_SLUGS = ("index",)
"""Names a term page cannot have: ``blog/tag/index`` is the overview."""
CLOUD_SIZES = 5
"""How many sizes of letters the style sheet has for clouds."""
_FULL_SPREAD = 8
"""How many times more posts a term needs than the smallest to be as large as can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term and what is filed under it."""

    taxonomy: str
    key: str
    """What identifies it: :func:`.slugs.label_key` of its label."""
    label: str
    """The one that the site declares, else the spelling used most; of two used equally often, the one that sorts first.
    """
    slug: str
    posts: tuple[Post, ...]
    """Newest first, with those of all terms below it."""
    pages: tuple[TaggedPage, ...] = ()
    """Ordinary documents with this tag or one below it, by title."""
    info: TermInfo = field(default_factory=TermInfo)
    parent: str = ""
    """The key of the term above it; empty for one at the top."""

    @property
    def count(self) -> int:
        """How many posts and pages it has."""
        return len(self.posts) + len(self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """Two terms of one taxonomy whose labels make the same slug."""

    taxonomy: str
    later: str
    """The label whose slug got a number."""
    earlier: str
    """The label that keeps the slug; empty when a page of the blog has that name."""
    slug: str
    """What the later one got."""


def by_key(labels: Iterable[str]) -> dict[str, str]:
    """Return each term once, in the order of its labels: by key, with the first spelling of it."""
    found: dict[str, str] = {}
    for label in labels:
        found.setdefault(label_key(label), label)
    return found


def most_used_terms(terms: Sequence[Term], limit: int | None) -> tuple[Term, ...]:
    """Return the terms with the most posts first, ties by label; all of them when the limit is None."""
    return tuple(sorted(terms, key=lambda term: (-term.count, term.key)))[:limit]


def cloud_sizes(counts: Sequence[int], steps: int) -> list[int]:
    """Return the size of each term in a cloud, from 1 to ``steps``, by the logarithm of its number of posts.

    Numbers of posts are skewed: on a straight scale one term with a hundred leaves all others equally small.  The
    largest size is for a term with eight times the posts of the smallest, or more: one post more is no headline.
    Where all are equal, each is as large as plain text, size 2.
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

    A term that is above others has their posts, too, and exists as long as one of them does.

    :param posts: newest first; of two terms with one slug, the one whose first post is older keeps it, so that an
        address that readers know stays.
    :param vocabulary: what the site declares; a slug that is given there goes before one that is made.
    :param slug_of: what makes the slug of a label.
    """
    declared = vocabulary or Vocabulary()
    spellings: dict[str, Counter[str]] = {}
    filed: dict[str, list[Post]] = {}
    tagged: dict[str, list[TaggedPage]] = {}
    for post in reversed(posts):
        for key in _counted(spellings, post.labels(taxonomy), declared):
            filed.setdefault(key, []).append(post)
    for page in sorted(pages, key=lambda page: (page.title, page.docname)):
        for key in _counted(spellings, page.tags, declared):
            tagged.setdefault(key, []).append(page)
    keys = dict.fromkeys((*filed, *tagged))
    labels = {key: declared.info(key).label or _usual(spellings[key]) for key in keys}
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
        tuple(sorted(terms, key=lambda term: (term.key, term.label))),
        tuple(Collision(taxonomy=taxonomy, later=late, earlier=early, slug=slug) for late, early, slug in clashes),
    )


def _usual(spellings: Counter[str]) -> str:
    """Return the spelling used most; of two used equally often, the one that sorts first."""
    return min(spellings, key=lambda label: (-spellings[label], label))


def _counted(spellings: dict[str, Counter[str]], labels: Sequence[str], declared: Vocabulary) -> Iterable[str]:
    """Return the keys that labels file under; counts how they are spelt."""
    found = by_key(labels)
    for key, label in found.items():
        spellings.setdefault(key, Counter())[label] += 1
    return declared.filed_under(labels) if declared.infos else found
