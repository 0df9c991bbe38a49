"""The formats of feeds: from the name of one to a document in it.

The writers are imported when the first feed is written; a build without a change never needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .feed import Feed

__all__ = ["feed_document"]


def feed_document(feed: Feed, name: str) -> bytes:
    """A feed in the format with a name.

    :raises ValueError: for a name that is no format's.
    """
    from .atom import atom
    from .jsonfeed import json_feed
    from .rss import rss

    writers = {"atom": atom, "rss": rss, "json": json_feed}
    if name not in writers:
        raise ValueError(f"{name!r} is no format of feeds ({', '.join(writers)})")
    return writers[name](feed)
