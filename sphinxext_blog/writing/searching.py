"""Searching: the search language of sites in Chinese, Japanese and Korean.

Sphinx's own Chinese needs jieba, or else indexes no Chinese at all; it does not divide queries, so that only words
that jieba cut out of a text are found; and in Sphinx 9.0 and 9.1 its search page stops with an error
(https://github.com/sphinx-doc/sphinx/issues/14229).  Its Japanese does not divide queries either, and it has no Korean.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx.search import languages

from ..domain import blog_domain
from ..sphinx_compat import prune_search_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["lend_search_language", "remove_lost_words", "take_search_language_back"]

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
    from .pairsearch import PairSearch  # sites in other languages start without its tables

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
