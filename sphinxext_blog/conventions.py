"""Ways: what a site means beyond the values of its options; a takeover of another engine's sites has others.

Every default here is the blog's own way.  A takeover gives a record of options with other ways, when the event
``blog-config-inited`` asks for it; nothing else of the street knows that there is such a thing.
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

    from .diagnostics import Place, Subtype
    from .model.feed_formats import FeedEntry
    from .model.feeds import PlannedFeed
    from .model.post import Post
    from .object_index import Names, Target

__all__ = ["Ways"]


class Ways:
    """How a site says things, and where its pages stand."""

    flat: bool = False
    """Whether a page of other pages stands beside their folder: ``blog`` and not ``blog/index``."""
    keeps_drafts: bool = False
    """Whether drafts have pages in a build for readers, though only that of all drafts names them."""
    sections_only: bool = False
    """Whether a ``post`` directive makes a post of its section, even where it is the only one of its document."""
    auto_image: int = 0
    """The number of the image that is the cover of a post whose author named none; 0 for no cover."""
    paragraphs: int | None = None
    """How many paragraphs an automatic excerpt has; None to go by length."""
    templates: tuple[Path, ...] = ()
    """Folders of further templates."""
    short_date: str = ""
    """How sidebars write dates, as a pattern of Babel; empty: as all else does."""
    object_name: str = ""
    """The name of a further object by which an author's templates see all of the blog."""

    reports_empty_filters: bool = True
    """Whether a listing is reported whose filter names a term that the site declares, or only a draft has."""

    def report(self, subtype: Subtype, message: str, *, location: Place, key: str = "") -> None:  # noqa: ARG002
        """Report what an author may want to change, as a warning.

        :param location: as for :func:`.diagnostics.warn`.
        :param key: the key of a post that it is about; empty for everything else.
        """
        warn(subtype, message, location=location)

    def meant(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """What an author says of a post, by the keys of :mod:`..source.metadata`."""
        return values

    def date_of(self, value: object, zone: tzinfo) -> datetime:
        """The moment an author means.

        :raises ValueError: as :func:`..model.dates.read_date`.
        """
        return read_date(value, zone)

    def date_in(self, docname: str) -> date | None:
        """The date that the name of a file tells."""
        return date_in_path(docname)

    def slug_of(self, label: str) -> str:
        """The page name of a term."""
        return slugify(label)

    def ordered(self, posts: list[Post]) -> list[Post]:
        """All posts, the newest first."""
        return newest_first(posts)

    def base_of(self, told: str) -> str:
        """The URL of the site's root.

        :param told: what :func:`..addresses.base_url` gave.
        """
        return told

    def former_pages(self, names: Callable[[], Names]) -> Mapping[str, str]:  # noqa: ARG002 - as above
        """Return the documents of terms by the names of pages that they had before.

        :param names: returns what roles can name, which takes long to work out.
        """
        return {}

    def labels(self, names: Names) -> Mapping[str, Target]:  # noqa: ARG002 - not by the blog's own way
        """What the labels of ``ref`` name, beside those that documents define."""
        return {}

    def finished(self, env: BuildEnvironment, feed: PlannedFeed, post: Post, entry: FeedEntry) -> FeedEntry:  # noqa: ARG002
        """An entry of a feed, as the feed has it."""
        return entry
