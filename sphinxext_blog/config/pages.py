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
    "PAGE_FEATURES",
    "CoverOptions",
    "FeatureOptions",
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
        validators.is_str,  # the names of taxonomies depend on another option
        "the name of a taxonomy, such as 'tags', or an empty string",
        "The taxonomy of the filter links above the home listing and the listings of its terms. The terms with most "
        "posts are first. If it is empty, there are no filter links.",
    )
    filter_bar_size: int = option(
        8,
        validators.is_size,
        "a whole number above 0",
        "The maximum number of filter links. If there are more terms, a link to all of them follows.",
    )
    excerpt: str = option(
        "rich",
        validators.is_one_of(*EXCERPT_STYLES),
        "one of " + ", ".join(map(repr, EXCERPT_STYLES)),
        "The format of excerpts in listings: `rich`, with math, code, images and links; `text`, plain text; `none`; or "
        "`full`, the whole post. In the style `cards`, `rich` is `text` unless the listing sets `:excerpt: rich`.",
    )
    excerpt_length: int | None = option(
        None,
        validators.is_optional_size,
        "a whole number above 0, or None",
        "The length of automatic excerpts: in words for `rich` (`None`: 70; a Chinese or Japanese character counts as "
        "0.6 of a word), in characters for `text` (`None`: 350).",
    )
    automatic_excerpts: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether a `rich` excerpt ends automatically. If it is `False`, listings in the style `list` display "
        "a post without a marker or another explicit excerpt whole, as Hexo does.",
    )
    read_more: str = option(
        "",
        validators.is_str,
        "a string",
        "The text of the link to the rest of a post in all listings. If it is empty, the text is “Read more” in the "
        "language of the site. The option `:expand:` of a `postlist` overrides it.",
    )
    excerpt_placeholders: Mapping[str, str] = option(
        {},
        validators.is_placeholders,
        "a dict of strings with the keys 'code', 'equation', 'math', 'image', 'table'",
        "The placeholders for code blocks, display math, inline math with a TeX command, images and tables in "
        "plain-text excerpts. Keys that are omitted have a default in the language of the site.",
    )


PAGE_FEATURES = ("progress", "top", "zoom", "transitions")
"""The features of posts and pages of the blog; each is a file in ``static/features``."""


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class FeatureOptions:
    """Options about the behavior of pages in browsers."""

    page_features: tuple[str, ...] = option(
        (),
        validators.is_list_of(*PAGE_FEATURES),
        "a list of " + ", ".join(map(repr, PAGE_FEATURES)),
        "Features of posts and generated pages: `progress`, a bar at the top that grows while a visitor reads; `top`, "
        "a button in the corner with the percentage that has been read, which leads to the top; `zoom`, pictures that "
        "are enlarged by a click; `transitions`, fading from page to page. They are style sheets. `zoom` requires a "
        "script of 2 kB, and `progress` and `top` have one of 1 kB for browsers without scroll-driven animations.",
        rebuild="html",
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
        "The styles of listings that display covers (the key `image` of posts). In a `list`, a cover that is part of "
        "the excerpt is not repeated.",
    )
    post_cover: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether the cover of a post is displayed on its page, below the byline, unless the text contains "
        "the same image. To disable it for one post, set `image_shown: false` in its front matter.",
        rebuild="html",
    )
    default_image: str = option(
        "",
        validators.is_str,
        "a path from the source folder, or a URL",
        "The cover of posts without one, in listings, link previews and feeds: a path from the source folder, or a "
        "URL. The `image` of a category takes precedence. It is not displayed on the pages of posts.",
        rebuild="",  # it is read like term data, which fingerprints include
    )
    cover_widths: tuple[int, ...] = option(
        (400, 800),
        validators.is_sizes,
        "a list of whole numbers above 0",
        "The widths of resized covers, in pixels. Browsers load the one that fits. They are generated for HTML if "
        "[Pillow](https://pillow.readthedocs.io/) is installed. An empty list disables them.",
    )


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class FeedOptions:
    """Options about feeds."""

    feed_formats: tuple[str, ...] = option(
        tuple(FORMATS),
        validators.is_list_of(*FORMATS),
        "a list of " + ", ".join(map(repr, FORMATS)),
        "The formats of feeds. An empty list disables feeds. Feeds require the URL of the site: `html_baseurl`, or "
        "Read the Docs.",
    )
    feed_terms: tuple[str, ...] = option(
        (),
        validators.is_str_list,
        "a list of names of taxonomies, such as 'tags'",
        'The taxonomies whose terms have feeds, for example `["tags", "authors"]`. A custom taxonomy is named by its '
        "plural or its name: `projects` or `project`.",
    )
    feed_content: str = option(
        "full",
        validators.is_one_of(*FEED_CONTENTS),
        "one of " + ", ".join(map(repr, FEED_CONTENTS)),
        "The content of entries besides the summary: the `full` post, the `excerpt`, or `none`.",
        rebuild="",  # no page shows it
    )
    feed_length: int | None = option(
        20,
        validators.is_optional_size,
        "a whole number above 0, or None",
        "The maximum number of posts in a feed, newest first; `None` includes all.",
        rebuild="",
    )
    feed_subtitle: str = option(
        "",
        validators.is_str,
        "a string",
        "A sentence about the blog, which feed readers display below the title. If it is empty, it is `blog_subtitle`.",
        rebuild="",
    )


def is_versions(value: object) -> bool:
    """Return whether a value is the name of a version, or a list of names."""
    return isinstance(value, str) or validators.is_str_list(value)


def is_web_url(value: object) -> bool:
    """Return whether a value is empty or a web URL."""
    return isinstance(value, str) and (not value or value.startswith(("https://", "http://")))


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class HeadOptions:
    """Options about metadata in the heads of pages, and about versions of the site."""

    metadata_tags: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether posts and generated pages contain metadata for search engines and link previews: "
        "description, Open Graph, Twitter card, JSON-LD, canonical link. Unlisted and unpublished posts are marked "
        "`noindex` in any case.",
        rebuild="html",
    )
    only_in: str | tuple[str, ...] = option(
        "",
        is_versions,
        "a string or a list of strings",
        "The version of the documentation that has the blog, such as `latest`, or several. In other versions, posts "
        "are not published, and links to them lead to the first of these versions.",
    )
    only_in_url: str = option(
        "",
        is_web_url,
        "a URL",
        "The URL of the version in `blog_only_in`. If it is empty, it is derived from the URL of the version that is "
        "built.",
    )
    docs_version: str = option(
        "",
        validators.is_str,
        "a string",
        "The name of the version that is built, for `blog_only_in`. If it is empty, it is `READTHEDOCS_VERSION`.",
    )
    canonical_version: str = option(
        "latest",
        validators.is_str,
        "a string",
        "The slug of the default version on Read the Docs. Pages of other versions refer to its pages as the "
        "originals. If it is empty, each version is an original.",
        rebuild="html",
    )
