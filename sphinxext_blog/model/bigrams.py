"""Search words: what a text is found by, where its script puts no spaces between words.

Chinese, Japanese and Korean are indexed by pairs of neighbouring characters, a query is divided the same way, and a
document that has all the pairs of a query nearly always has the query itself.  No dictionary is needed, no word is
missing from it, and what stands in the index does not depend on the machine.  Each character stands in the index by
itself as well, for words of one character (树, 堆, 刀).

The browser divides queries by ``static/split_query.js``; both sides have their characters from here.
"""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import normalize

from .text import join_lines

__all__ = ["LETTERS", "pairs_across", "search_words"]

LETTERS = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff"
    r"\u{20000}-\u{3ffff}"  # Han and Bopomofo
    r"\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u{1aff0}-\u{1b16f}"  # kana
    r"\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff"  # Hangul
)
"""Ranges of characters that are indexed in pairs, as JavaScript's regular expressions write them."""

_LETTERS = re.sub(r"\\u\{(\w+)\}", lambda found: rf"\U{int(found[1], 16):08x}", LETTERS)
_WORDS = re.compile(rf"[{_LETTERS}]+|(?<![A-Za-z0-9_])[A-Za-z](?:\+\+|#)|[^\W{_LETTERS}]+")
_HIRAGANA = re.compile(r"[\u3041-\u309f]")
_EDGE = re.compile(rf"[{_LETTERS}]")


def search_words(text: str) -> list[str]:
    """The words of a text, once each, in its order.

    Words of other scripts are whole, ``C++`` and ``C#`` among them, which count as ``C`` too.  Full-width and
    half-width forms are the usual ones.  A single hiragana is no word: nearly all are particles.
    """
    if not text.isascii():
        text = normalize("NFKC", join_lines(text))
    words: list[str] = []
    for word in _WORDS.findall(text):
        if _EDGE.match(word):
            words += [char for char in word if not _HIRAGANA.match(char)]
            words += map("".join, pairwise(word))
        else:
            words.append(word)
            if word[-1] in "+#":
                words.append(word[0])
    return list(dict.fromkeys(words))


def pairs_across(before: str, after: str) -> list[str]:
    """The pair at a boundary inside a sentence, as of emphasis: the last character before it, the first after it."""
    last, first = normalize("NFKC", before[-1:])[-1:], normalize("NFKC", after[:1])[:1]
    return [last + first] if _EDGE.match(last) and _EDGE.match(first) else []
