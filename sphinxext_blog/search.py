"""Search in Chinese, Japanese and Korean by bigrams: pairs of adjacent characters.

These languages do not separate words by blanks.  Text and queries are split in the same way, and a document with all
bigrams of a query almost always contains the query.  No dictionary is required, and the index does not depend on the
machine.  Single characters are also indexed, for words of one character.

In the browser, ``static/split_query.js`` splits queries; this module provides its character ranges.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from .builders import has_search
from .domain import blog_domain
from .model.text import join_lines
from .sphinx_compat import SearchEnglish, prune_search_words, search_languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = [
    "LETTERS",
    "BigramSearch",
    "bigram_across",
    "prune_search_index",
    "register_search_language",
    "restore_search_language",
    "search_words",
]

LETTERS = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff"
    r"\u{20000}-\u{3ffff}"  # Han and Bopomofo
    r"\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u{1aff0}-\u{1b16f}"  # kana
    r"\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff"  # Hangul
)
"""The ranges of characters that are indexed as bigrams, in the syntax of JavaScript."""

_LETTERS = re.sub(r"\\u\{(\w+)\}", lambda match: rf"\U{int(match[1], 16):08x}", LETTERS)
_HIRAGANA = re.compile(r"[\u3041-\u309f]")


# Compiled on first use: character classes with many ranges take a few milliseconds, and only sites whose language has
# bigrams need them.
@cache
def _words() -> re.Pattern[str]:
    return re.compile(rf"[{_LETTERS}]+|(?<![A-Za-z0-9_])[A-Za-z](?:\+\+|#)|[^\W{_LETTERS}]+")


@cache
def _edge() -> re.Pattern[str]:
    return re.compile(rf"[{_LETTERS}]")


def search_words(text: str) -> list[str]:
    """Return the search words of a text, once each, in order.

    Words of other scripts are indexed as a whole, ``C++`` and ``C#`` also as ``C``.  Fullwidth and halfwidth forms are
    normalized.  Single hiragana are excluded, because almost all are particles.
    """
    if not text.isascii():
        text = normalize("NFKC", join_lines(text))
    words: list[str] = []
    for word in _words().findall(text):
        if _edge().match(word):
            words += [char for char in word if not _HIRAGANA.match(char)]
            words += map("".join, pairwise(word))
        else:
            words.append(word)
            if word[-1] in "+#":
                words.append(word[0])
    return list(dict.fromkeys(words))


def bigram_across(before: str, after: str) -> list[str]:
    """Return the bigram across a boundary inside a sentence, such as that of emphasis; empty if there is none."""
    last, first = normalize("NFKC", before[-1:])[-1:], normalize("NFKC", after[:1])[:1]
    return [last + first] if _edge().match(last) and _edge().match(first) else []


_LONGEST_WITHOUT_ENDING = 2
"""Letters: the stemmers in JavaScript do not change shorter words."""


class BigramSearch(SearchEnglish):
    """A search language with bigrams, and with words of other scripts as in English.

    The base class provides stop words, the stemmer and its counterpart in JavaScript, which match in each version of
    Sphinx, and ``language_name``, by which Sphinx 9.0 finds the counterpart.
    """

    def __init__(self, options: dict[str, str]) -> None:
        """Create the search language, which Sphinx does once in each build."""
        super().__init__(options)
        self.js_splitter_code = _splitter()
        self._before = ""

    def split(self, input: str) -> list[str]:  # noqa: A002 - Sphinx's name
        """Return the words of a piece of text.

        Sphinx splits the text of a document at inline markup, and passes titles as a whole first.  Bigrams across a
        boundary are included, so that visitors find 机器**学习**.  This includes boundaries of paragraphs, which
        Sphinx does not distinguish; an additional bigram is better than a missing one.
        """
        if not input.strip():  # a line end, which MyST inserts between lines
            return []
        words = search_words(input)
        if not self._before.startswith(input):
            words += bigram_across(self._before, input)
        self._before = input
        return words

    def stem(self, word: str) -> str:
        """Return a word without its ending; bigrams skip the stemmer, which is slow and does not change them."""
        return super().stem(word) if len(word) > _LONGEST_WITHOUT_ENDING else word.lower()

    def word_filter(self, word: str) -> bool:
        """Return whether a word is indexed."""
        self._before = ""  # Sphinx filters words after it has split a document, so the next piece is of another one
        return super().word_filter(word)


@cache
def _splitter() -> str:
    code = (Path(__file__).with_name("static") / "split_query.js").read_text(encoding="utf-8")
    return code.replace("LETTERS", LETTERS)


_LANGUAGES = ("zh", "ja", "ko")


def register_search_language(app: Sphinx, builder: Builder) -> None:
    """Register :class:`BigramSearch` for the language of this build (event: write-started).

    After this event, the builder looks its search language up in a global table of Sphinx.  All projects of a process
    share the table, so the entry exists only while this build writes.  The alternative is to change
    ``html_search_language``.
    """
    code = str(app.config.html_search_language or app.config.language or "")
    primary = re.split("[-_]", code.lower(), maxsplit=1)[0]
    domain = blog_domain(app.env)
    is_enabled = domain.options.cjk_search and not app.config.html_search_options and has_search(builder)
    if not is_enabled or primary not in _LANGUAGES or any(_is_chosen(name) for name in (code, primary)):
        return

    domain.build.search_language = code, search_languages.get(code)
    app.add_search_language(type("BigramSearch", (BigramSearch,), {"lang": code}))


def prune_search_index(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Remove the words of removed documents from the search index (event: html-collect-pages).

    Otherwise, the index of the published site would contain the words of drafts from a preview.
    """
    prune_search_words(app.builder, app.env.all_docs.keys())
    return []


def restore_search_language(app: Sphinx, exception: Exception | None) -> None:  # noqa: ARG001 - Sphinx's signature
    """Restore the table of search languages of Sphinx (event: build-finished)."""
    build = blog_domain(app.env).build
    if build.search_language is None:
        return
    code, before = build.search_language
    build.search_language = None
    if before is None:
        search_languages.pop(code, None)
    else:
        search_languages[code] = before


def _is_chosen(name: str) -> bool:
    """Return whether the project or another extension has registered a search language; those of Sphinx are strings."""
    return isinstance(search_languages.get(name), type)
