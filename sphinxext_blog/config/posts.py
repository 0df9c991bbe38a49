"""Options of posts and the pages made of them."""

from __future__ import annotations

from dataclasses import dataclass

from . import checks
from .option import option

__all__ = ["DRAFT_MODES", "PostOptions"]

DRAFT_MODES = ("auto", "show", "hide")


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class PostOptions:
    """What makes a post, and which pages there are."""

    path: str = option(
        "blog",
        checks.is_path,
        "a relative path with forward slashes",
        "The folder of all generated pages. Empty puts them at the top of the site.",
    )
    title: str = option(
        "",
        checks.is_str,
        "a string",
        "The title of the blog's home page. Empty means “Blog” in the site's language.",
    )
    posts: tuple[str, ...] = option(
        (),
        checks.is_str_list,
        "a list of glob patterns",
        "Glob patterns of docnames (without suffix) that are posts without saying so, for example "
        '`["posts/**"]`. `*` stops at a slash, `**` does not. `blogpost: false` in front matter opts a file out.',
    )
    folder_category: bool = option(
        check=checks.is_bool,
        expects="True or False",
        default=False,
        help_text="Whether a post that names no category gets those of the folders it lies in, below the fixed part of "
        'pattern in `blog_posts`: with `["notes/**"]`, `notes/linux/shell/pipes.md` is in “linux” and “shell”.',
    )
    timezone: str = option(
        "UTC",
        checks.is_zone,
        "the name of an IANA time zone, such as 'Asia/Shanghai'",
        "The zone of dates that do not name one.",
    )
    drafts: str = option(
        "auto",
        checks.is_one_of(*DRAFT_MODES),
        "'auto', 'show' or 'hide'",
        "Whether drafts and scheduled posts are built, badged and marked `noindex`. `auto` shows them in a preview: "
        "under sphinx-autobuild and in pull-request builds of Read the Docs.",
    )
    page_size: int = option(
        10,
        checks.is_size,
        "a whole number above 0",
        "Posts on each page of the home listing.",
    )
    term_page_size: int = option(
        50,
        checks.is_size,
        "a whole number above 0",
        "Posts on each page of a tag, category, author, series, location, language, year or month.",
    )
    archive: tuple[str, ...] = option(
        ("year",),
        checks.is_archive,
        "a list of 'year' and 'month'",
        'The kinds of archive page: `"year"` for `blog/2026`, `"month"` for `blog/2026/01`. '
        "`blog/archive`, which lists every post, is always there.",
    )
    date_format: str = option(
        "medium",
        checks.is_date_format,
        "'full', 'long', 'medium', 'short' or a Babel date pattern",
        "How dates are shown, in the site's language: a Babel style or a "
        "[pattern](https://babel.pocoo.org/en/latest/dates.html#pattern-syntax) such as `yyyy-MM-dd`.",
    )
    orphan_posts: bool = option(
        check=checks.is_bool,
        expects="True or False",
        default=True,
        help_text="Keep Sphinx from warning of posts that are in no toctree. Posts need not be: the navigation shows "
        "them below the blog's page, and a toctree of hundreds of posts makes every page slow to build.",
    )
