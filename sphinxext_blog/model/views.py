"""Views: the data of other documents that a document displays, as frozen records of plain values.

A view is the only input of the renderer of a page, listing, post component, head, sidebar or feed.  Its digest is the
fingerprint by which a build detects stale output.  So the fingerprint covers everything that is displayed.

A view refers to other documents by docname and anchor, not by URL, so that fingerprints are valid for every builder and
output folder.  The renderer adds messages of the message catalog; the fingerprint covers them by the version of the
package and the language of the site.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

from .record import field_getter, field_values

__all__ = ["Fingerprints", "Link", "Run", "Shared", "contents", "digest", "links_in"]


class Run(NamedTuple):
    """A part of a title with markup; the parts in it are views themselves."""

    kind: str
    """`text`, `emphasis`, `strong`, `literal`, `math`, `subscript` or `superscript`."""
    text: str = ""
    """The text, or the TeX of math; empty if it has parts."""
    parts: tuple[Run, ...] = ()
    """The parts in it."""


class Link(NamedTuple):
    """A link in a view: to a document of the site, or to a URL elsewhere.

    If it has neither, only its text is displayed.
    """

    # Most of the data of views are links.  A tuple is faster to create, and JSON supports it.

    text: str
    """The text."""
    docname: str = ""
    """The document; empty for a URL elsewhere."""
    anchor: str = ""
    """An id in the document."""
    url: str = ""
    """The URL elsewhere; empty for a document of the site."""
    markup: tuple[Run, ...] = ()
    """The text with its markup; empty if it has none, and where only text is displayed."""


@cache  # the question is asked for each record in each view
def _values_of(kind: type) -> Callable[[object], tuple[object, ...]] | None:
    """Return a function that returns the values of a record; None for another class."""
    return field_getter(kind) if is_dataclass(kind) else None


def _plain(value: object) -> object:
    """Return the JSON form of a value that JSON does not support.

    :raises TypeError: for a value without stable form, such as a node, a path or a set.
    """
    kind: type = type(value)
    values = _values_of(kind)
    if values is not None:
        return [kind.__name__, *values(value)]
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} is not a plain value. Views contain only plain values")


#: Created once, which is a quarter faster than json.dumps().
_encode = json.JSONEncoder(sort_keys=True, default=_plain, check_circular=False).encode


def digest(view: object) -> str:
    """Return a short hash of plain data: views, lists, tuples, dicts with string keys, strings, numbers, dates."""
    text = view if isinstance(view, str) else _encode(view)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Shared:
    """Base of views that several other views contain, such as an entry of listings; each is digested once."""

    __slots__ = ()


class Fingerprints:
    """The digests of one build; a view that several others contain, such as an entry, is digested once.

    :param base: the common inputs of all fingerprints: the version of the package, which covers its message catalog,
        and the options for which Sphinx rereads all documents.
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
        """Return the digest of a view that is the same object in all views that contain it."""
        cached = self._shared.get(id(view))
        if cached is None:  # storing the view ensures that no other object gets its id
            cached = self._shared[id(view)] = view, digest(view)
        return cached[1]

    def of(self, views: Iterable[object]) -> str:
        """Return the fingerprint of a document with views."""
        return self.digest([self._base, *views])


def contents(view: object) -> Iterator[object]:
    """Yield a view, the views in it and all their values."""
    pending = [view]
    while pending:
        value = pending.pop()
        yield value
        if is_dataclass(value) and not isinstance(value, type):
            pending += field_values(value)
        elif isinstance(value, (list, tuple)):
            pending += value
        elif isinstance(value, Mapping):
            pending += value.values()


def links_in(view: object) -> set[tuple[str, str]]:
    """Return the (docname, anchor) of all links of a view, including those of the views in it."""
    return {(link.docname, link.anchor) for link in contents(view) if isinstance(link, Link) and link.docname}
