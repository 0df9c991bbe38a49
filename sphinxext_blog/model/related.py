"""Related posts by shared rare terms.

A shared term is weighted by its *inverse document frequency*, log((n + 1) / df) for a term that df of n posts have.
The weighting is that of K. Spärck Jones, "A statistical interpretation of term specificity and its application in
retrieval", Journal of Documentation 28 (1972).

As in Hugo's related content, posts are related to older ones only.  Frequencies are counted among older posts only, so
a new post never changes the related posts of an old one.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import takewhile
from math import log
from typing import TYPE_CHECKING, TypeAlias

from .slugs import label_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Filed", "Known", "find_related"]

Filed: TypeAlias = tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]
"""(key, terms as in :attr:`.post.Post.terms`) of a post."""
Known: TypeAlias = "tuple[Sequence[Filed], Sequence[tuple[int, ...]]]"
"""The arguments of an earlier call and its result."""

_SUBJECTS = ("tag", "category")
"""The taxonomies that describe the subject of a post, unlike authors and locations."""
_NEWEST = 30
"""The number of posts considered for each term, newest first.  A term that more posts share does not distinguish them;
posts that also share a rarer term are found by that one."""
_LEAST = 4
"""Posts whose score is less than the best score divided by this are excluded."""
_FINE = 1000
"""The factor that makes scores integers, whose sums do not depend on order and machine."""


def find_related(posts: Sequence[Filed], count: int, known: Known = ((), ())) -> tuple[tuple[int, ...], ...]:
    """Return the indices of the related posts of each post, the best first, then the newest.

    Posts of the same series are excluded, because the series box displays them.

    :param posts: oldest first.
    :param count: the maximum number of related posts.
    :param known: the posts and the result of an earlier call with the same count, which is reused for all posts before
        the first change.
    """
    before, earlier = known
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(posts, before, strict=False)))
    related = list(earlier[:same])
    index = _Index()
    for number, (_, terms) in enumerate(posts):
        subjects, series = index.numbers(terms)
        if number >= same:
            related.append(index.nearest(subjects, series, count))
        index.add(number, subjects, series)
    return tuple(related)


@dataclass(slots=True)
class _Index:
    """The posts added so far, by term."""

    posts: int = 0
    names: dict[tuple[str, str], int] = field(default_factory=dict)
    """The number of the term of each label as written."""
    terms: dict[tuple[str, str], int] = field(default_factory=dict)
    having: list[int] = field(default_factory=list)
    """The number of posts with each term."""
    newest: list[deque[int]] = field(default_factory=list)
    """The newest posts with each term."""
    parts: dict[int, list[int]] = field(default_factory=dict)
    """The posts of each series."""

    def numbers(self, terms: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[dict[int, None], dict[int, None]]:
        """Return the numbers of the subjects and of the series of a post."""
        subjects: dict[int, None] = {}
        series: dict[int, None] = {}
        for taxonomy, labels in terms:
            if taxonomy in _SUBJECTS:
                subjects.update((self._number(taxonomy, label), None) for label in labels)
            elif taxonomy == "series":
                series.update((self._number(taxonomy, label), None) for label in labels)
        return subjects, series

    def _number(self, taxonomy: str, label: str) -> int:
        number = self.names.get((taxonomy, label))
        if number is None:
            number = self.terms.setdefault((taxonomy, label_key(label)), len(self.terms))
            self.names[taxonomy, label] = number
            if number == len(self.having):
                self.having.append(0)
                self.newest.append(deque(maxlen=_NEWEST))
        return number

    def add(self, index: int, subjects: Iterable[int], series: Iterable[int]) -> None:
        """Add a post."""
        self.posts += 1
        for number in subjects:
            self.having[number] += 1
            self.newest[number].append(index)
        for number in series:
            self.parts.setdefault(number, []).append(index)

    def nearest(self, subjects: Iterable[int], series: Iterable[int], count: int) -> tuple[int, ...]:
        """Return the indices of the posts with the highest scores."""
        scores: dict[int, int] = {}
        for number in subjects:
            if self.having[number]:
                weight = round(_FINE * log((self.posts + 1) / self.having[number]))
                for index in self.newest[number]:
                    scores[index] = scores.get(index, 0) + weight
        for number in series:
            for index in self.parts.get(number, ()):
                scores.pop(index, None)
        # Sorting is stable: equal scores stay newest first.
        best = sorted(sorted(scores, reverse=True), key=scores.__getitem__, reverse=True)[:count]
        return tuple(index for index in best if scores[index] * _LEAST >= scores[best[0]])
