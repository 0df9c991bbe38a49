"""Search by bigrams: text without blanks between words is indexed by pairs of adjacent characters.

Chinese, Japanese and Korean put no blanks between words.  A query is divided as the text was, and a document that has
all the pairs of a query nearly always has the query itself.  No dictionary is needed, no word is missing from it, and
the index does not depend on the machine.  Each character is also indexed alone, for words of one character.  The
browser divides queries by ``static/split_query.js``; both sides have their characters from here.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from sphinx.search import languages
from sphinx.search.en import SearchEnglish

from .domain import blog_domain
from .model.text import join_lines
from .sphinx_compat import prune_search_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = [
    "LETTERS",
    "PairSearch",
    "lend_search_language",
    "pairs_across",
    "remove_lost_words",
    "search_words",
    "take_search_language_back",
]

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
    code = (Path(__file__).with_name("static") / "split_query.js").read_text(encoding="utf-8")
    return code.replace("LETTERS", LETTERS)


_LANGUAGES = ("zh", "ja", "ko")


def lend_search_language(app: Sphinx, builder: Builder) -> None:
    """Let this build's index be made by :class:`.pairsearch.PairSearch` (event: write-started).

    The builder looks its search language up in a table of Sphinx's, soon after this event, and gives no other chance
    to choose one.  The table is shared by all projects of a process, so ours stands there only while this build
    writes.  The alternative would be to write to the author's ``html_search_language``.
    """
    code = str(app.config.html_search_language or app.config.language or "")
    primary = re.split("[-_]", code.lower(), maxsplit=1)[0]
    domain = blog_domain(app.env)
    wanted = domain.options.cjk_search and not app.config.html_search_options and getattr(builder, "search", False)
    if not wanted or primary not in _LANGUAGES or any(_is_chosen(name) for name in (code, primary)):
        return

    domain.build.search_language = code, languages.get(code)
    app.add_search_language(type("PairSearch", (PairSearch,), {"lang": code}))


def remove_lost_words(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Remove the words of what is gone from the index (event: html-collect-pages).

    Those of a draft that was shown in a preview would be in the file of the published site.
    """
    prune_search_words(app.builder, app.env.all_docs.keys())
    return []


def take_search_language_back(app: Sphinx, exception: Exception | None) -> None:  # noqa: ARG001 - Sphinx's signature
    """Leave Sphinx's table as it was (event: build-finished)."""
    build = blog_domain(app.env).build
    if build.search_language is None:
        return
    code, before = build.search_language
    build.search_language = None
    if before is None:
        languages.pop(code, None)
    else:
        languages[code] = before


def _is_chosen(name: str) -> bool:
    """Whether an author or another extension has given Sphinx a search language of that name; its own are names."""
    return isinstance(languages.get(name), type)
