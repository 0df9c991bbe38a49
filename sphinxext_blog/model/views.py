"""Views: what a document shows of other documents, as frozen records of plain values.

A view is the one description of what a page, listing, post component, head, sidebar or feed shows.  Its digest is the
fingerprint by which a build knows that the output is stale, and its renderer reads nothing else.  So whatever is shown
is part of the fingerprint by construction.

A view names other documents by docname and anchor and never by URL: fingerprints hold for every builder and output
folder.  Texts that Python chooses from the message catalog are made by the renderer; the fingerprint covers them by the
version of the package and the site's language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache

__all__ = ["Fingerprints", "Link", "Shared", "contents", "digest", "links_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link that a view shows: to a place in a document of the site, or to a URL elsewhere.

    One with neither leads nowhere: just its text is displayed.
    """

    text: str
    """The text."""
    docname: str = ""
    """The document; empty for a URL elsewhere."""
    anchor: str = ""
    """The id of a place in the document."""
    url: str = ""
    """The URL elsewhere; empty for a document of the site."""


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _plain(value: object) -> object:
    """Return what JSON writes for a value that it does not know.

    :raises TypeError: for a value that is no plain data, such as a node, a path or a set: it has no stable form.
    """
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        return [kind.__name__, *(getattr(value, name) for name in _names(kind))]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return sorted(value.items())
    raise TypeError(f"a view holds plain values only, not {value!r}")


# Made once, which takes a quarter less time than json.dumps().
_encode = json.JSONEncoder(sort_keys=True, default=_plain, check_circular=False).encode


def digest(view: object) -> str:
    """Return a short hash of plain data: views, lists, tuples, dicts with string keys, strings, numbers, dates."""
    text = view if isinstance(view, str) else _encode(view)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Shared:
    """Base of views that are shown in several places, such as an entry of listings; each is digested once."""

    __slots__ = ()


class Fingerprints:
    """The digests of one build; a view that several others hold, such as an entry, is digested once.

    :param base: what every fingerprint depends on: the version of the package, which covers its message catalog, and
        the options for which Sphinx reads all documents again.
    """

    def __init__(self, base: object) -> None:
        """Start without any digest."""
        self._base = digest(base)
        self._shared: dict[int, tuple[object, str]] = {}
        self._encode = json.JSONEncoder(sort_keys=True, default=self._plain, check_circular=False).encode

    def _plain(self, value: object) -> object:
        return self.shared(value) if isinstance(value, Shared) else _plain(value)

    def digest(self, view: object) -> str:
        """Return the digest of a view, with the digests of the shared views in it."""
        return digest(view if isinstance(view, str) else self._encode(view))

    def shared(self, view: object) -> str:
        """Return the digest of a view that is the same object wherever it is shown."""
        known = self._shared.get(id(view))
        if known is None:  # the view is kept, so that no other object gets its id
            known = self._shared[id(view)] = view, digest(view)
        return known[1]

    def of(self, views: Iterable[object]) -> str:
        """Return the fingerprint of a document that shows these views."""
        return self.digest([self._base, *views])


def contents(view: object) -> Iterator[object]:
    """Yield a view, the views in it and all their values."""
    pending = [view]
    while pending:
        value = pending.pop()
        yield value
        if is_dataclass(value) and not isinstance(value, type):
            pending += [getattr(value, name) for name in _names(type(value))]
        elif isinstance(value, (list, tuple)):
            pending += value
        elif isinstance(value, Mapping):
            pending += value.values()


def links_in(view: object) -> set[tuple[str, str]]:
    """Return the (docname, anchor) of all links of a view, including those of the views in it."""
    return {(found.docname, found.anchor) for found in contents(view) if isinstance(found, Link) and found.docname}
