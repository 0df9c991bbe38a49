"""Related posts: those that share the rarest terms.

A shared term counts by its *inverse document frequency*, log((n + 1) / df) for a term that df of n posts have: the
weighting of K. Spärck Jones, "A statistical interpretation of term specificity and its application in retrieval",
Journal of Documentation 28 (1972).  What two posts share that hardly any other has says much, what all have nearly
nothing.  As in Hugo's related content, posts are related to older ones only, and here rarity is counted among the older
ones, too: what a new post brings never changes what stands under an old one.
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
"""A post by what counts here: its key, and its terms as in :attr:`.post.Post.terms`."""
Known: TypeAlias = "tuple[Sequence[Filed], Sequence[tuple[int, ...]]]"
"""What an earlier call was given, and what it gave."""

_SUBJECTS = ("tag", "category")
"""The kinds of term that say what a post is about; an author or a place does not."""
_NEWEST = 30
"""How many posts are looked at for each term, newest first.  Of hundreds that share a term, the term alone cannot tell
which is the nearest, and equals go newest first; those that share a rarer term are found by that."""
_LEAST = 4
"""A post is left out where its score is less than the best one's divided by this."""
_FINE = 1000
"""Scores are whole numbers, so that sums in any order are equal on every machine."""


def find_related(posts: Sequence[Filed], count: int, known: Known = ((), ())) -> tuple[tuple[int, ...], ...]:
    """For each post the places of those it is related to, best first; of equals the newer one.

    Posts of its series are left out: they stand in the box of the series.

    :param posts: oldest first.
    :param count: how many at most.
    :param known: what an earlier call was given and what it gave, with the same count: what it says of the posts before
        the first change holds.
    """
    before, gave = known
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(posts, before, strict=False)))
    found = list(gave[:same])
    index = _Index()
    for place, (_, terms) in enumerate(posts):
        subjects, series = index.numbers(terms)
        if place >= same:
            found.append(index.nearest(subjects, series, count))
        index.add(place, subjects, series)
    return tuple(found)


@dataclass(slots=True)
class _Index:
    """The posts up to a moment, by term."""

    posts: int = 0
    names: dict[tuple[str, str], int] = field(default_factory=dict)
    """A number for each label as it was written; equal for labels of one term."""
    terms: dict[tuple[str, str], int] = field(default_factory=dict)
    having: list[int] = field(default_factory=list)
    """How many posts have each term."""
    newest: list[deque[int]] = field(default_factory=list)
    """The last posts that have each term."""
    parts: dict[int, list[int]] = field(default_factory=dict)
    """The posts of each series."""

    def numbers(self, terms: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[dict[int, None], dict[int, None]]:
        """Return the numbers of a post's subjects and of its series, each once."""
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

    def add(self, place: int, subjects: Iterable[int], series: Iterable[int]) -> None:
        """Take a post in."""
        self.posts += 1
        for number in subjects:
            self.having[number] += 1
            self.newest[number].append(place)
        for number in series:
            self.parts.setdefault(number, []).append(place)

    def nearest(self, subjects: Iterable[int], series: Iterable[int], count: int) -> tuple[int, ...]:
        """Return the places of the posts that share most."""
        scores: dict[int, int] = {}
        for number in subjects:
            if self.having[number]:
                weight = round(_FINE * log((self.posts + 1) / self.having[number]))
                for place in self.newest[number]:
                    scores[place] = scores.get(place, 0) + weight
        for number in series:
            for place in self.parts.get(number, ()):
                scores.pop(place, None)
        # two sorts, for they are stable: by score, and of equals the newer first
        best = sorted(sorted(scores, reverse=True), key=scores.__getitem__, reverse=True)[:count]
        return tuple(place for place in best if scores[place] * _LEAST >= scores[best[0]])
