"""Entries on terms: what a site says of one term, checked field by field.

The fields are those of several engines, so that a file of authors or tags from elsewhere just works.  A value of the
wrong kind is told and left out; nothing here raises.
"""

from __future__ import annotations

import posixpath
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Protocol

from ..diagnostics import Subtype
from ..model.services import PROFILES, is_web_address, profile_url
from ..model.slugs import label_key, slugify
from ..model.terms import TermInfo
from ..model.text import shown
from ..model.urls import whole_url
from .labels import LONGEST, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["FIELDS", "Tell", "read_entry", "read_name"]

_SOCIAL = ("social", "socials")
_NAMES = {
    "label": ("label", "name"),
    "slug": ("slug", "permalink"),
    "image": ("image", "avatar", "image_url", "imageURL"),
    "description": ("description",),
    "bio": ("bio",),
    "title": ("title",),
    "parent": ("parent",),
    "url": ("url",),
}
"""What the fields are called, the first that an entry has counts."""
_IGNORED = "it is ignored"
_READ_OVER = ("page", "key", "id")
FIELDS = frozenset((*(name for names in _NAMES.values() for name in names), *_SOCIAL, *_READ_OVER, *PROFILES))
"""Every field of an entry."""


class Tell(Protocol):
    """Warns of a field: the keys that lead to it (none for the whole entry), what is wrong with it, what is done."""

    def __call__(self, field: tuple[str, ...], message: str, subtype: Subtype = ...) -> None:
        """Warn."""


def read_name(name: object) -> str:
    """The name of an entry, or a label, as one line.

    :raises ValueError: for one that no post could give.
    """
    label = one_line(name)
    if not label_key(label):
        raise ValueError(f"{shown(name)} has nothing in it that can be seen")
    if len(label) > LONGEST:
        raise ValueError(f"{shown(label)} has {len(label)} characters, too many for a label")
    return label


def read_entry(value: object, folder: Path, tell: Tell) -> TermInfo | None:
    """What an entry says: a text is the label, a pair label and address, a mapping has fields; None for anything else.

    :param folder: the source folder, where images lie.
    """
    if isinstance(value, (list, tuple)) and 1 <= len(value) <= 2:  # noqa: PLR2004 - ABlog's (name, address)
        value = dict(zip(("label", "url"), value, strict=False))
    elif value is None or (isinstance(value, (str, int, float)) and not isinstance(value, bool)):
        value = {"label": value}
    if not isinstance(value, dict):
        tell((), f"{shown(value)} is neither a label nor a mapping; the entry is left out")
        return None
    fields = _Fields(value, tell)
    description, bio, title = (fields.paragraphs(name) for name in ("description", "bio", "title"))
    if title:  # Docusaurus: what an author is, beside who
        description, bio = title, bio or description
    return TermInfo(
        label=fields.label(),
        slug=fields.slug(),
        description=description,
        parent=fields.text("parent"),
        image=fields.image(folder),
        bio=bio,
        url=fields.url(),
        social=fields.social(),
    )


class _Fields:
    """The fields of one entry."""

    def __init__(self, said: Mapping[Any, Any], tell: Tell) -> None:
        self._said, self._tell = {str(key): value for key, value in said.items()}, tell
        for key in sorted(self._said.keys() - FIELDS):
            near = get_close_matches(key.lower(), FIELDS, n=1, cutoff=0.8)
            if near:
                tell((key,), f"unknown key, did you mean '{near[0]}'? It is ignored")

    def _find(self, field: str) -> tuple[tuple[str, ...], Any]:
        """The keys that lead to a field, and its value."""
        return next((((name,), self._said[name]) for name in _NAMES[field] if name in self._said), ((field,), None))

    def _scalar(self, keys: tuple[str, ...], value: object) -> str:
        if isinstance(value, (dict, list, tuple, set, bytes, bool)):
            self._tell(keys, f"{shown(value)} is not text; {_IGNORED}")
            return ""
        return "" if value is None else str(value)

    def text(self, field: str) -> str:
        """A field as one line."""
        return one_line(self._scalar(*self._find(field)))

    def paragraphs(self, field: str) -> str:
        """A field as paragraphs of one line each, with a blank line between them."""
        said = self._scalar(*self._find(field))
        return "\n\n".join(filter(None, map(one_line, re.split(r"\n[ \t]*\n", said))))

    def label(self) -> str:
        """How the term is shown."""
        keys, value = self._find("label")
        text = self._scalar(keys, value)
        if not text.strip():
            return ""
        try:
            return read_name(text)
        except ValueError as error:
            self._tell(keys, f"{error}; {_IGNORED}")
            return ""

    def slug(self) -> str:
        """The name of the page: as given where it is one, else the nearest that is."""
        keys, value = self._find("slug")
        page = self._said.get("page")
        if value is None and isinstance(page, dict):
            keys, value = ("page", "permalink"), page.get("permalink")
        text = one_line(self._scalar(keys, value))
        if keys != ("slug",):
            text = text.strip("/").rpartition("/")[2]
        if not text:
            return ""
        try:
            slug = slugify(text)
        except ValueError:
            slug = ""
        if slug != text:
            self._tell(keys, f"{shown(text)} is no name of a page; " + (f"'{slug}' is used" if slug else _IGNORED))
        return slug

    def image(self, folder: Path) -> str:
        """A picture: a URL, or the path from the source folder of a file that is there."""
        keys, value = self._find("image")
        said = self._scalar(keys, value).strip()
        if not said or re.match(r"data:image/[a-z+.-]+[;,]", said):
            return said
        if is_web_address(url := whole_url("", said)):  # with blanks and the like encoded
            return url
        path = posixpath.normpath(said.replace("\\", "/").lstrip("/"))
        if not path.startswith("../") and ":" not in path and path.isprintable() and (folder / path).is_file():
            return path
        message = f"{shown(said)} is neither a file in the source folder nor an https: URL; none is shown"
        self._tell(keys, message, Subtype.IMAGE)
        return ""

    def url(self) -> str:
        """A home page."""
        keys, value = self._find("url")
        said = self._scalar(keys, value).strip()
        if not said or is_web_address(url := whole_url("", said)):
            return said and url
        self._tell(keys, f"{shown(said)} is no https: URL; {_IGNORED}")
        return ""

    def social(self) -> tuple[tuple[str, str], ...]:
        """The profiles elsewhere: those in a mapping of their own, and those beside the other fields."""
        given: dict[str, tuple[tuple[str, ...], object]] = {}
        for name in _SOCIAL:
            said = self._said.get(name)
            if isinstance(said, dict):
                given |= {str(kind): ((name, str(kind)), value) for kind, value in said.items()}
            elif said is not None:
                self._tell((name,), f"{shown(said)} is no mapping of names to profiles; {_IGNORED}")
        given |= {kind: ((kind,), value) for kind, value in self._said.items() if kind in PROFILES}
        found: dict[str, str] = {}
        for kind, (keys, value) in given.items():
            text = one_line(self._scalar(keys, value))
            label = one_line(kind)
            if not text or not label:
                continue
            try:
                found[label] = profile_url(label.lower(), text)
            except ValueError as error:
                self._tell(keys, f"{error}; {_IGNORED}")
        return tuple(found.items())
