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
        "The folder of all generated pages. If it is empty, they are at the top of the site.",
    )
    title: str = option(
        "",
        validators.is_str,
        "a string",
        "The title of the home page of the blog. If it is empty, the title is “Blog” in the language of the site.",
    )
    subtitle: str = option(
        "",
        validators.is_str,
        "a string",
        "A short sentence below the title of the home page and of its further pages. It is also the motto in the "
        "sidebar `blog/profile.html` if the author has no description.",
    )
    overline: str = option(
        "",
        validators.is_str,
        "a string",
        "A few words above the title of the home page and of its further pages, in small capitals.",
    )
    posts: tuple[str, ...] = option(
        (),
        validators.is_str_list,
        "a list of glob patterns",
        "Glob patterns of docnames. Matching documents are posts. For example, "
        '`["posts/**"]` includes all documents in the folder `posts`. `*` does not match slashes, `**` does. To '
        "exclude a document, set `blogpost: false` in its front matter.",
    )
    folder_category: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=False,
        help_text="Whether folders are categories. A post without a category gets the names of its folders below the "
        'fixed part of the pattern in `blog_posts`. For example, with `["notes/**"]`, the post '
        "`notes/linux/shell/pipes.md` has the categories “linux” and “shell”.",
    )
    timezone: str = option(
        "UTC",
        validators.is_zone,
        "the name of an IANA time zone, such as 'Asia/Shanghai'",
        "The time zone of dates without a time zone.",
    )
    updated: str = option(
        "auto",
        validators.is_one_of("auto", "git", "front_matter"),
        "'auto', 'git' or 'front_matter'",
        "The source of the date of the last update, for posts that do not contain one. `git` uses the last commit of "
        "the file. `auto` does so if the extension `sphinx_last_updated_by_git` is enabled. `front_matter` never does.",
        rebuild="",
    )
    drafts: str = option(
        "auto",
        validators.is_one_of(*DRAFT_MODES),
        "'auto', 'show' or 'hide'",
        "Whether drafts and scheduled posts are included, with a badge and `noindex`. `auto` includes them in "
        "previews, that is, under sphinx-autobuild and in pull-request builds of Read the Docs. `show` and `hide` "
        "apply to every build.",
    )
    page_size: int = option(
        10,
        validators.is_size,
        "a whole number above 0",
        "The number of posts on each page of the home listing.",
    )
    term_page_size: int = option(
        50,
        validators.is_size,
        "a whole number above 0",
        "The number of posts on each page of a term, year or month.",
    )
    archive: tuple[str, ...] = option(
        ("year",),
        validators.is_archive,
        "a list of 'year' and 'month'",
        'The archive pages besides `blog/archive`, which always exists: `"year"` generates pages such as `blog/2026`, '
        '`"month"` pages such as `blog/2026/01`.',
    )
    date_format: str = option(
        "medium",
        validators.is_date_format,
        "'full', 'long', 'medium', 'short' or a Babel date pattern",
        "The format of dates, in the language of the site: a style of Babel, or a "
        "[pattern](https://babel.pocoo.org/en/latest/dates.html#pattern-syntax) such as `yyyy-MM-dd`.",
    )
    orphan_posts: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether posts may be outside of all toctrees. If it is `False`, Sphinx warns about such posts. "
        "A toctree with hundreds of posts makes every page slow to build.",
    )


_TAKEN = frozenset(
    (
        # URLs below the path of the blog, and the roles of the domain
        *("index", "page", "archive", "drafts", "subscribe", "feed", "post", "posts", "any", "doc", "ref"),
        # keys of posts, except taxonomies
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
        *("draft", "unlisted", "pinned", "expires", "external_link", "canonical", "original", "aliases"),
        *("image_shown", "comments", "related", "applies_to", "outdated_after", "superseded_by"),
        # options of listings
        *("year", "years", "month", "path", "sort", "style", "paginate", "expand", "format", "empty", "limit"),
        # keys that Sphinx, themes and other extensions read in front matter
        *("orphan", "nosearch", "nocomments", "tocdepth", "html_theme", "myst", "jupytext", "kernelspec"),
        *("substitutions", "name", "class"),
    )
)
"""Names with another meaning in place of a taxonomy."""
_DATA = "a dict, a list, or the path of a YAML file from the source folder"
_LOOKED_UP = ""
"""Term data do not require a rebuild by Sphinx, because the fingerprints of pages include them."""
_FIELDS = "by name or label. Fields: `label`, `slug`, `description`, `parent`, `image`."


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class TermOptions:
    """Options about taxonomies and terms."""

    tags: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", validators.is_term_data, _DATA, f"The definitions of tags, {_FIELDS}", rebuild=_LOOKED_UP
    )
    categories: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", validators.is_term_data, _DATA, f"The definitions of categories, {_FIELDS}", rebuild=_LOOKED_UP
    )
    authors: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "",
        validators.is_term_data,
        _DATA,
        "The profiles of authors, by name or label. Fields: `name`, `slug`, `description`, `bio`, `avatar`, `url`, and "
        "`social` with links to other sites.",
        rebuild=_LOOKED_UP,
    )
    series: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", validators.is_term_data, _DATA, f"The definitions of series, {_FIELDS}", rebuild=_LOOKED_UP
    )
    locations: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", validators.is_term_data, _DATA, f"The definitions of locations, {_FIELDS}", rebuild=_LOOKED_UP
    )
    languages: Mapping[str, Any] | tuple[Any, ...] | str = option(
        "", validators.is_term_data, _DATA, f"The definitions of languages, {_FIELDS}", rebuild=_LOOKED_UP
    )
    unknown_terms: str = option(
        "ignore",
        validators.is_one_of("ignore", "warn"),
        "'ignore' or 'warn'",
        "Whether Sphinx warns about terms of posts that are not defined. It applies only to taxonomies with defined "
        "terms.",
        rebuild="",
    )
    taxonomies: Mapping[str, Any] = option(
        {},
        validators.is_taxonomies,
        "a dict of strings, or of dicts with the keys 'label', 'singular' and 'terms'",
        "Custom taxonomies. Each name is a key of posts, and each value the plural that visitors see: "
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
            problems.append(f"{name!r} is a reserved name, or the plural of another taxonomy. Expected another name")
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
        help_text="Whether the search of a site in Chinese, Japanese or Korean finds words inside sentences. It has no "
        "effect if you set `html_search_options` or a custom search language.",
        rebuild="html",
    )
    join_lines: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether line ends between two Chinese or Japanese characters are removed, so that they do not "
        "become spaces. It applies to all documents of a Chinese or Japanese site, and to posts and excerpts of other "
        "sites.",
        rebuild="html",
    )
    show_word_count: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=False,
        help_text="Whether the number of words is displayed before the reading time: “1,240 words · 5 min read”. If a "
        "post is mostly Chinese or Japanese, its characters are counted, and each word in another script counts as "
        "one.",
        rebuild="html",
    )
