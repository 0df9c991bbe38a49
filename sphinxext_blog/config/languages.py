"""Options of languages: what a site in Chinese, Japanese or Korean needs, and what is said of a post's length."""

from __future__ import annotations

from dataclasses import dataclass

from . import checks
from .option import option

__all__ = ["LanguageOptions"]


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class LanguageOptions:
    """What depends on the language of the site."""

    cjk_search: bool = option(
        check=checks.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether the search of a site in Chinese, Japanese or Korean finds words inside of sentences. "
        "Sphinx's own search is left alone where you have set `html_search_options`, or a search language of your own.",
        rebuild="html",
    )
    join_lines: bool = option(
        check=checks.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether the end of a line between two Chinese or Japanese characters is no space, as it should "
        "be: in all documents of a Chinese or Japanese site, and in posts and excerpts of any site.",
        rebuild="html",
    )
    show_word_count: bool = option(
        check=checks.is_bool,
        expects="True or False",
        default=False,
        help_text="Whether the number of words stands before the reading time: “1,240 words · 5 min read”. A post that "
        "is mostly Chinese or Japanese has the number of its characters, with words of other scripts as one each.",
        rebuild="html",
    )
