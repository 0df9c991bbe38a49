"""Terms: what posts are filed under, each with one label, one address and its posts.

Two labels are one term when they differ only in case, width or white space.  The rules of slugs are in
:mod:`.slugs`; here they are applied to all the terms of a taxonomy at once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import log
from typing import TYPE_CHECKING

from .slugs import distinct_slugs, label_key, slugify
from .vocabulary import TermInfo, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .post import Post, TaggedPage

__all__ = [
    "CLOUD_SIZES",
    "RESERVED_SLUGS",
    "Collision",
    "Term",
    "TermInfo",
    "by_key",
    "cloud_sizes",
    "most_used",
    "terms_of",
]

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
    """Each term once, in the order of its labels: by key, with the first spelling of it."""
    found: dict[str, str] = {}
    for label in labels:
        found.setdefault(label_key(label), label)
    return found


def most_used(terms: Sequence[Term], limit: int | None) -> tuple[Term, ...]:
    """The terms with the most posts first, ties by label; all of them when the limit is None."""
    return tuple(sorted(terms, key=lambda term: (-term.count, term.key)))[:limit]


def cloud_sizes(counts: Sequence[int], steps: int) -> list[int]:
    """The size of each term in a cloud, from 1 to ``steps``, by the logarithm of its number of posts.

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
    """The terms of a taxonomy, by label, and the collisions among their slugs.

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
    """The spelling used most; of two used equally often, the one that sorts first."""
    return min(spellings, key=lambda label: (-spellings[label], label))


def _counted(spellings: dict[str, Counter[str]], labels: Sequence[str], declared: Vocabulary) -> Iterable[str]:
    """The keys that labels file under; counts how they are spelt."""
    found = by_key(labels)
    for key, label in found.items():
        spellings.setdefault(key, Counter())[label] += 1
    return declared.filed_under(labels) if declared.infos else found
