"""Pairs: the search language of sites in Chinese, Japanese and Korean; see :mod:`..model.bigrams`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sphinx.search.en import SearchEnglish

from ..model.bigrams import LETTERS, pairs_across, search_words

__all__ = ["PairSearch"]

_LONGEST_WITHOUT_ENDING = 2
"""Letters: the stemmers in JavaScript leave words of so few alone."""


class PairSearch(SearchEnglish):
    """Texts in pairs of characters, words of other scripts as in English.

    From Sphinx's English come stop words, the stemmer and its twin in JavaScript, which go together in each version of
    Sphinx; and ``language_name``, by which Sphinx 9.0 finds the twin.
    """

    def __init__(self, options: dict[str, str]) -> None:
        """As Sphinx makes it, once for each build."""
        super().__init__(options)
        self.js_splitter_code = _splitter()
        self._before = ""

    def split(self, input: str) -> list[str]:  # noqa: A002 - Sphinx's name
        """The words of a piece of text.

        Sphinx gives the text of a document piece by piece, cut at each emphasis and link, and a title first as a whole.
        A pair across a cut counts too, so that 机器**学习** is found; Sphinx does not tell whether a paragraph ended
        there, and a pair too many harms less than one that is missing.
        """
        if not input.strip():  # the line end that MyST puts between two lines
            return []
        words = search_words(input)
        if not self._before.startswith(input):
            words += pairs_across(self._before, input)
        self._before = input
        return words

    def stem(self, word: str) -> str:
        """A word without its ending.  Most words are pairs, which the stemmer would take its time to leave alone."""
        return super().stem(word) if len(word) > _LONGEST_WITHOUT_ENDING else word.lower()

    def word_filter(self, word: str) -> bool:
        """Whether a word is kept; Sphinx asks when it has split the whole document, so the next piece is another's."""
        self._before = ""
        return super().word_filter(word)


@cache
def _splitter() -> str:
    code = (Path(__file__).parents[1] / "static" / "split_query.js").read_text(encoding="utf-8")
    return code.replace("LETTERS", LETTERS)
