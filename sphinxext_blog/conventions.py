"""Site conventions: rules of a site that are not options, which a compatibility mode overrides.

The defaults are the conventions of the blog.  A compatibility mode for another engine returns options with other
conventions from a handler of the event ``blog-config-inited``.  No other module depends on the mode.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .diagnostics import warn
from .model.dates import date_in_path, read_date
from .model.post import newest_first
from .model.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime, tzinfo
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from .diagnostics import Location, Subtype
    from .model.feed_formats import FeedEntry
    from .model.feeds import PlannedFeed
    from .model.post import Post
    from .object_index import ObjectIndex, Target

__all__ = ["SiteConventions"]


class SiteConventions:
    """The conventions of a site for metadata, slugs and generated pages."""

    flat: bool = False
    """Whether the index page of a folder is outside of it: ``blog`` instead of ``blog/index``."""
    keeps_drafts: bool = False
    """Whether drafts have pages in a normal build, to which only the page of drafts links."""
    sections_only: bool = False
    """Whether a ``post`` directive declares its section as a post, even if it is the only one of its document."""
    auto_image: int = 0
    """The number of the image that is the cover of a post without ``image``; 0 for none."""
    paragraphs: int | None = None
    """The number of paragraphs of an automatic excerpt; None to use the length."""
    templates: tuple[Path, ...] = ()
    """Additional template folders."""
    short_date: str = ""
    """The Babel pattern of dates in sidebars; empty: the default of the site."""
    object_name: str = ""
    """The name of an additional template object that gives access to the whole blog."""

    orders_series: bool = True
    """Whether the page of a series displays its parts in their order, with numbers, instead of the newest first."""
    reports_unknown_options: bool = True
    """Whether names in ``conf.py`` that begin with ``blog_`` and are no options are warnings, not information."""
    reports_empty_filters: bool = True
    """Whether to report a filter that matches no post, even if its term is declared or used by a draft."""

    def report(self, subtype: Subtype, message: str, *, location: Location, key: str = "") -> None:  # noqa: ARG002
        """Report a problem in the sources, as a warning.

        :param location: as for :func:`.diagnostics.warn`.
        :param key: the key of the post with the problem; empty if none.
        """
        warn(subtype, message, location=location)

    def map_metadata(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the metadata of a post by the keys of :mod:`..source.metadata`."""
        return values

    def date_of(self, value: object, zone: tzinfo) -> datetime:
        """Return the timestamp of a date in metadata.

        :raises ValueError: as :func:`..model.dates.read_date`.
        """
        return read_date(value, zone)

    def date_in(self, docname: str) -> date | None:
        """Return the date in the name of a file."""
        return date_in_path(docname)

    def slug_of(self, label: str) -> str:
        """Return the slug of a term."""
        return slugify(label)

    def sort_posts(self, posts: list[Post]) -> list[Post]:
        """Return all posts, the newest first."""
        return newest_first(posts)

    def base_of(self, url: str) -> str:
        """Return the base URL of the site.

        :param url: the result of :func:`..site.base_url`.
        """
        return url

    def former_pages(self, names: Callable[[], ObjectIndex]) -> Mapping[str, str]:  # noqa: ARG002 - as above
        """Return the documents of terms by the names of their former pages.

        :param names: returns the object index, which is expensive.
        """
        return {}

    def labels(self, names: ObjectIndex) -> Mapping[str, Target]:  # noqa: ARG002 - not by the blog's own way
        """Return the targets of additional labels of ``ref``, which documents do not define."""
        return {}

    def finish_entry(self, env: BuildEnvironment, feed: PlannedFeed, post: Post, entry: FeedEntry) -> FeedEntry:  # noqa: ARG002
        """Return the final form of an entry of a feed."""
        return entry
