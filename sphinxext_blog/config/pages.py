"""Options about generated pages: listings, covers, feeds, and the heads of pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.feeds import FEED_CONTENTS, FORMATS
from . import validators
from .validators import option

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "COVER_STYLES",
    "EXCERPT_STYLES",
    "LISTING_STYLES",
    "CoverOptions",
    "FeedOptions",
    "HeadOptions",
    "ListingOptions",
]

LISTING_STYLES = ("list", "compact", "cards", "table", "timeline", "full")
"""The styles of listings."""
EXCERPT_STYLES = ("rich", "text", "none", "full")
"""The kinds of excerpts in entries."""


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class ListingOptions:
    """Options about listings."""

    listing: str = option(
        "list",
        validators.is_one_of(*LISTING_STYLES),
        "one of " + ", ".join(map(repr, LISTING_STYLES)),
        "The style of the home listing.",
    )
    term_listing: str = option(
        "compact",
        validators.is_one_of(*LISTING_STYLES),
        "one of " + ", ".join(map(repr, LISTING_STYLES)),
        "The style of the listings of terms, years and months. `compact` and `timeline` group them by year.",
    )
    filter_bar: str = option(
        "",
        validators.is_str,  # which kinds of term there are is known only when all options are
        "the name of a kind of term, or the empty string",
        "A row of filter links above the home listing: the terms of this kind, most used first.",
    )
    filter_bar_size: int = option(
        20,
        validators.is_size,
        "a whole number above 0",
        "How many terms the row of filter links shows at most.",
    )
    excerpt: str = option(
        "rich",
        validators.is_one_of(*EXCERPT_STYLES),
        "one of " + ", ".join(map(repr, EXCERPT_STYLES)),
        "What a listing shows of a post's body: `rich` with math, code, images and links; `text` as plain text; "
        "`none`; or the `full` post.",
    )
    excerpt_length: int | None = option(
        None,
        validators.is_optional_size,
        "a whole number above 0, or None",
        "How long an automatic excerpt is: words for `rich` (70; a Chinese or Japanese character counts 0.6 of a "
        "word), characters for `text` (350).",
    )
    excerpt_placeholders: Mapping[str, str] = option(
        {},
        validators.is_placeholders,
        "a dict of strings with the keys 'code', 'equation', 'math', 'image'",
        "What stands for a code block, display math, inline math with a TeX command, and an image in plain-text "
        "excerpts. Keys left out have a default in the site's language.",
    )


COVER_STYLES = ("list", "cards")
"""The styles of listings with covers."""


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class CoverOptions:
    """Options about the covers of posts in listings."""

    covers: tuple[str, ...] = option(
        COVER_STYLES,
        validators.is_list_of(*COVER_STYLES),
        "a list of 'list' and 'cards'",
        "The styles of listings that show the covers of posts (`image`). In a `list`, a cover that the excerpt shows "
        "already is not shown again.",
    )
    cover_widths: tuple[int, ...] = option(
        (400, 800),
        validators.is_sizes,
        "a list of whole numbers above 0",
        "The widths, in pixels, of the smaller copies of covers that browsers choose from. They are made for HTML "
        "where [Pillow](https://pillow.readthedocs.io/) is installed; an empty list makes none.",
    )


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class FeedOptions:
    """Options about feeds."""

    feed_formats: tuple[str, ...] = option(
        tuple(FORMATS),
        validators.is_list_of(*FORMATS),
        "a list of " + ", ".join(map(repr, FORMATS)),
        "The formats of feeds. The empty list makes none. Feeds need the address of the site: `html_baseurl`, or that "
        "which Read the Docs tells.",
    )
    feed_terms: tuple[str, ...] = option(
        (),
        validators.is_str_list,
        "a list of names of kinds of term, such as 'tags'",
        'The kinds of term with feeds of their own, for example `["tags", "authors"]`: one for each tag and author. '
        "They are called as `termlist` calls them, and so are kinds of `blog_taxonomies`: `projects`, or `project`.",
    )
    feed_content: str = option(
        "full",
        validators.is_one_of(*FEED_CONTENTS),
        "one of " + ", ".join(map(repr, FEED_CONTENTS)),
        "What a feed holds of each post beside its summary: the `full` text, the `excerpt` that listings show, or "
        "`none`.",
        rebuild="",  # no page shows it
    )
    feed_length: int | None = option(
        20,
        validators.is_optional_size,
        "a whole number above 0, or None",
        "How many posts a feed holds at most, the newest; None for all.",
        rebuild="",
    )
    feed_subtitle: str = option(
        "",
        validators.is_str,
        "a string",
        "What the blog is about, in a sentence: feed readers show it below the title.",
        rebuild="",
    )


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class HeadOptions:
    """Options about metadata in the heads of pages."""

    metadata_tags: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether posts and pages of the blog tell search engines and previews of links what they are: "
        "description, Open Graph, Twitter card, JSON-LD, canonical link. What is not for everybody has its `noindex` "
        "whatever you say here.",
        rebuild="html",
    )
    canonical_version: str = option(
        "latest",
        validators.is_str,
        "a string",
        "On Read the Docs: the slug of the default version. The pages of other versions say that theirs are the "
        "original ones. Empty: each version is an original.",
        rebuild="html",
    )
