"""Options of feeds."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.feedplan import FEED_CONTENTS, FORMATS
from . import checks
from .option import option

__all__ = ["FeedOptions"]


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class FeedOptions:
    """What readers can subscribe to."""

    feed_formats: tuple[str, ...] = option(
        tuple(FORMATS),
        checks.is_list_of(*FORMATS),
        "a list of " + ", ".join(map(repr, FORMATS)),
        "The formats of feeds. The empty list makes none. Feeds need the address of the site: `html_baseurl`, or that "
        "which Read the Docs tells.",
    )
    feed_terms: tuple[str, ...] = option(
        (),
        checks.is_str_list,
        "a list of names of kinds of term, such as 'tags'",
        'The kinds of term with feeds of their own, for example `["tags", "authors"]`: one for each tag and author. '
        "They are called as `termlist` calls them, and so are kinds of `blog_taxonomies`: `projects`, or `project`.",
    )
    feed_content: str = option(
        "full",
        checks.is_one_of(*FEED_CONTENTS),
        "one of " + ", ".join(map(repr, FEED_CONTENTS)),
        "What a feed holds of each post beside its summary: the `full` text, the `excerpt` that listings show, or "
        "`none`.",
        rebuild="",  # no page shows it
    )
    feed_length: int | None = option(
        20,
        checks.is_optional_size,
        "a whole number above 0, or None",
        "How many posts a feed holds at most, the newest; None for all.",
        rebuild="",
    )
    feed_subtitle: str = option(
        "",
        checks.is_str,
        "a string",
        "What the blog is about, in a sentence: feed readers show it below the title.",
        rebuild="",
    )
