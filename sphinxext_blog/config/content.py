"""Options about posts, terms and languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..model.listing import YEAR
from ..model.taxonomy import BUILT_IN, Taxonomy, custom, plurals, term_keys
from . import validators
from .validators import option

__all__ = ["DRAFT_MODES", "LanguageOptions", "PostOptions", "TermOptions", "added_taxonomies"]

DRAFT_MODES = ("auto", "show", "hide")


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class PostOptions:
    """Options about posts and generated pages."""

    path: str = option(
        "blog",
        validators.is_path,
        "a relative path with forward slashes",
        "The folder of all generated pages. Empty puts them at the top of the site.",
    )
    title: str = option(
        "",
        validators.is_str,
        "a string",
        "The title of the blog's home page. Empty means “Blog” in the site's language.",
    )
    posts: tuple[str, ...] = option(
        (),
        validators.is_str_list,
        "a list of glob patterns",
        "Glob patterns of docnames (without suffix) that are posts without saying so, for example "
        '`["posts/**"]`. `*` stops at a slash, `**` does not. `blogpost: false` in front matter opts a file out.',
    )
    folder_category: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=False,
        help_text="Whether a post that names no category gets those of the folders it lies in, below the fixed part of "
        'pattern in `blog_posts`: with `["notes/**"]`, `notes/linux/shell/pipes.md` is in “linux” and “shell”.',
    )
    timezone: str = option(
        "UTC",
        validators.is_zone,
        "the name of an IANA time zone, such as 'Asia/Shanghai'",
        "The zone of dates that do not name one.",
    )
    drafts: str = option(
        "auto",
        validators.is_one_of(*DRAFT_MODES),
        "'auto', 'show' or 'hide'",
        "Whether drafts and scheduled posts are built, badged and marked `noindex`. `auto` shows them in a preview: "
        "under sphinx-autobuild and in pull-request builds of Read the Docs.",
    )
    page_size: int = option(
        10,
        validators.is_size,
        "a whole number above 0",
        "Posts on each page of the home listing.",
    )
    term_page_size: int = option(
        50,
        validators.is_size,
        "a whole number above 0",
        "Posts on each page of a tag, category, author, series, location, language, year or month.",
    )
    archive: tuple[str, ...] = option(
        ("year",),
        validators.is_archive,
        "a list of 'year' and 'month'",
        'The kinds of archive page: `"year"` for `blog/2026`, `"month"` for `blog/2026/01`. '
        "`blog/archive`, which lists every post, is always there.",
    )
    date_format: str = option(
        "medium",
        validators.is_date_format,
        "'full', 'long', 'medium', 'short' or a Babel date pattern",
        "How dates are shown, in the site's language: a Babel style or a "
        "[pattern](https://babel.pocoo.org/en/latest/dates.html#pattern-syntax) such as `yyyy-MM-dd`.",
    )
    orphan_posts: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=True,
        help_text="Keep Sphinx from warning of posts that are in no toctree. Posts need not be: the navigation shows "
        "them below the blog's page, and a toctree of hundreds of posts makes every page slow to build.",
    )


_TAKEN = frozenset(
    (
        # addresses below the blog's path, and the roles of its domain
        *("index", "page", "archive", "drafts", "subscribe", "feed", "post", "posts", "any", "doc", "ref"),
        # what posts say of themselves, beside the terms
        *(
            "blogpost",
            "date",
            "updated",
            "title",
            "series_order",
            "excerpt",
            "description",
            "image",
            "image_alt",
            "licence",
            "license",
        ),
        *("draft", "unlisted", "pinned", "expires", "external_link", "canonical", "aliases", "comments", "related"),
        # what listings are asked for
        *("year", "years", "month", "path", "sort", "style", "paginate", "expand", "format", "empty", "limit"),
        # what Sphinx, themes and other extensions read in front matter
        *("orphan", "nosearch", "nocomments", "tocdepth", "html_theme", "myst", "jupytext", "kernelspec"),
        *("substitutions", "name", "class"),
    )
)
"""Names with another meaning in place of a taxonomy."""
_DATA = "a dict, a list, or the path of a YAML file from the source folder"
_LOOKED_UP = ""
"""Term data do not require a rebuild by Sphinx, because the fingerprints of pages include them."""
_FIELDS = "by name or label: `label`, `slug`, `description`, `parent`, `image`."


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class TermOptions:
    """Options about taxonomies and terms."""

    tags: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", validators.is_term_data, _DATA, f"What the site says of its tags, {_FIELDS}", rebuild=_LOOKED_UP
    )
    categories: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", validators.is_term_data, _DATA, f"What the site says of its categories, {_FIELDS}", rebuild=_LOOKED_UP
    )
    authors: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "",
        validators.is_term_data,
        _DATA,
        "The profiles of authors, by name or label: `name`, `slug`, `description`, `bio`, `avatar`, `url`, and links "
        "to profiles elsewhere.",
        rebuild=_LOOKED_UP,
    )
    series: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", validators.is_term_data, _DATA, f"What the site says of its series, {_FIELDS}", rebuild=_LOOKED_UP
    )
    locations: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", validators.is_term_data, _DATA, f"What the site says of its locations, {_FIELDS}", rebuild=_LOOKED_UP
    )
    languages: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", validators.is_term_data, _DATA, f"What the site says of its languages, {_FIELDS}", rebuild=_LOOKED_UP
    )
    unknown_terms: str = option(
        "ignore",
        validators.is_one_of("ignore", "warn"),
        "'ignore' or 'warn'",
        "Whether a post may have terms that the site does not declare. It is asked only of kinds of term of which "
        "something is declared.",
        rebuild="",
    )
    taxonomies: Mapping[str, Any] = option(
        {},
        validators.is_taxonomies,
        "a dict of strings, or of dicts with the keys 'label', 'singular' and 'terms'",
        "Further kinds of term: the name of each, which is the key of posts, and what readers see, in the plural: "
        '`{"project": "Projects"}`.',
    )

    @cached_property
    def kinds(self) -> tuple[Taxonomy, ...]:
        """The taxonomies of the site, in display order."""
        return (*BUILT_IN, *added_taxonomies(self.taxonomies)[0])

    @cached_property
    def term_keys(self) -> dict[str, str]:
        """The taxonomies by metadata key."""
        return term_keys(self.kinds)

    @cached_property
    def taxonomy_of(self) -> dict[str, str]:
        """The taxonomies, and the years, by their names in ``termlist`` and ``blog_filter_bar``."""
        return {**plurals(self.kinds), "years": YEAR}

    def taxonomy_named(self, name: str) -> str:
        """Return the name of the taxonomy with a plural or name; empty if there is none."""
        taxonomy = self.taxonomy_of.get(name, name)
        return taxonomy if taxonomy in self.taxonomy_of.values() else ""

    def added(self) -> tuple[str, ...]:
        """Return the names of the custom taxonomies."""
        return tuple(kind.name for kind in self.kinds[len(BUILT_IN) :])

    def term_data(self) -> dict[str, tuple[str, Any]]:
        """Return the name and value of the option with term data, by taxonomy."""
        data = {kind.name: (f"blog_{kind.plural}", getattr(self, kind.plural)) for kind in BUILT_IN}
        for name in self.added():
            entry = self.taxonomies[name]
            terms = entry.get("terms", "") if isinstance(entry, Mapping) else ""
            data[name] = (f"blog_taxonomies[{name!r}]['terms']", terms)
        return data


def added_taxonomies(entries: Mapping[str, Any]) -> tuple[tuple[Taxonomy, ...], tuple[str, ...]]:
    """Return the custom taxonomies of a site, and the problems of invalid ones."""
    added: list[Taxonomy] = []
    problems: list[str] = []
    taken = {name for kind in BUILT_IN for name in (kind.name, kind.plural, *kind.keys)} | _TAKEN
    for name, value in entries.items():
        entry = value if isinstance(value, Mapping) else {"label": value}
        try:
            kind = custom(name, str(entry.get("label", "")), str(entry.get("singular", "")))
        except ValueError as error:
            problems.append(str(error))
            continue
        if name in taken:
            problems.append(f"{name!r} has a meaning of its own in a blog, or is another's plural")
            continue
        if kind.plural in taken:
            kind = replace(kind, plural=name, keys=(name,))
        taken.update((kind.name, kind.plural))
        added.append(kind)
    return tuple(added), tuple(problems)


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class LanguageOptions:
    """Options that depend on the language of the site."""

    cjk_search: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether the search of a site in Chinese, Japanese or Korean finds words inside of sentences. "
        "Sphinx's own search is left alone where you have set `html_search_options`, or a search language of your own.",
        rebuild="html",
    )
    join_lines: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether the end of a line between two Chinese or Japanese characters is no space, as it should "
        "be: in all documents of a Chinese or Japanese site, and in posts and excerpts of any site.",
        rebuild="html",
    )
    show_word_count: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=False,
        help_text="Whether the number of words stands before the reading time: “1,240 words · 5 min read”. A post that "
        "is mostly Chinese or Japanese has the number of its characters, with words of other scripts as one each.",
        rebuild="html",
    )
