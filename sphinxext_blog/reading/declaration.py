"""Declarations: what front matter or a ``post`` directive says of one post, checked key by key.

Both say the same things under the same names, so both become a :class:`Declaration`.  A value of the wrong kind is a
warning at its line and is left out; nothing here raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from ..diagnostics import Subtype, warn
from ..model.dates import read_date
from ..model.taxonomy import BUILT_IN, term_keys
from ..model.text import shown
from .kinds import FALSE, KINDS, NO_COUNT, SCHEMES, TRUE, Kind, of_kind
from .labels import faults_in, labels_of, one_line
from .oldaddresses import aliases_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime, tzinfo

__all__ = ["KEYS", "TERM_KEYS", "Declaration", "is_false", "meant_by", "read_declaration"]

TERM_KEYS: Mapping[str, str] = term_keys(BUILT_IN)
"""The keys that file a post under terms in every blog, with their taxonomy."""

KEYS: Mapping[str, str] = {
    "blogpost": "`true` makes the document a post, `false` keeps it from being one",
    "date": "the date of publication: `2026-01-11`, `2026-01-11 10:00 +08:00`, `January 11, 2026`",
    "updated": "the date of the last change worth telling readers of",
    "title": "the title in listings; the first heading when left out",
    "author": "one author or several",
    "authors": "the same as `author`",
    "tags": "a list, or one string with commas",
    "category": "one category or several",
    "categories": "the same as `category`",
    "series": "the series the post is a part of",
    "series_order": "its place in the series, a whole number; by date when left out",
    "location": "one place or several",
    "language": "one language or several",
    "excerpt": "the text that listings show, or the number of paragraphs they take from the start",
    "description": "one or two sentences for search engines and previews of links",
    "image": "the cover: a path, a URL, or the number of an image in the post, counted from 1",
    "image_alt": "what the cover shows, for those who cannot see it",
    "draft": "`true` keeps the post to previews",
    "unlisted": "`true` builds the page, but no listing, feed or search leads there",
    "pinned": "`true` puts the post first on the blog's home",
    "expires": "the date from which listings leave the post out",
    "external_link": "a URL that the title links to in listings, for a text published elsewhere",
    "canonical": "the URL of the original of a text published twice",
    "aliases": "old addresses of the post, each of which leads to it",
    "comments": "`false` shows no comments",
    "related": "`false` shows no related posts",
    "licence": "what the text may be used for, if not what `blog_licence` says; `false` to say nothing",
}
"""Every key of a post, and what it means; the manual's table is made from this."""

_DATES = of_kind(Kind.DATE)
_FLAGS = of_kind(Kind.FLAG, Kind.NUMBERED_FLAG)
_SWITCHES = of_kind(Kind.SWITCH)
_TEXTS = of_kind(Kind.TEXT, Kind.ADDRESS)
_ADDRESSES = of_kind(Kind.ADDRESS, Kind.ADDRESS_OR_NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One post as declared: only what its author wrote, typed."""

    location: tuple[str, int | None]
    """The docname and line of the declaration."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The line of each key, where known."""
    date: datetime | None = None
    bad_date: bool = False
    updated: datetime | None = None
    expires: datetime | None = None
    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    series_order: int | None = None
    excerpt: str | int | None = None
    image: str | int | None = None
    licence: str | None = None
    """Empty where nothing is to be said."""
    aliases: tuple[str, ...] = ()
    flags: dict[str, bool] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft by what its author says: without a date that can be read, too."""
        return self.date is None or self.flags.get("draft", False)

    def is_unpublished(self, now: datetime) -> bool:
        """Whether readers are not to see it yet."""
        return self.is_draft or (self.date is not None and self.date > now)

    def place(self, key: str) -> tuple[str, int | None]:
        """The docname and line of a key; the declaration's where that is not known."""
        return self.location[0], self.lines.get(key, self.location[1])


def is_false(value: object) -> bool:
    """Whether a value switches something off: YAML's false, or a word for it."""
    return value is False or (isinstance(value, str) and value.strip().lower() in FALSE)


def meant_by(key: str, known: Collection[str] = ()) -> str:
    """The key of ours that another one looks like a misspelling of; empty if there is none.

    :param known: keys of kinds of term that the site has added.
    """
    name = key.strip().lower().replace("-", "_")
    if len(name) < 4:  # noqa: PLR2004 - "tag" and "data" are words of their own
        return ""
    keys = dict.fromkeys((*KEYS, *known))
    near = [found for found in keys if sorted(found) == sorted(name)]  # two letters in the wrong order
    near = near or get_close_matches(name, keys, n=1, cutoff=0.86)  # "created" is no misspelled "related"
    return near[0] if near else ""


def read_declaration(
    values: Mapping[str, Any],
    *,
    zone: tzinfo,
    location: tuple[str, int | None],
    lines: Mapping[str, int],
    keys: Mapping[str, str] = TERM_KEYS,
    read: Callable[[object, tzinfo], datetime] = read_date,
    report: Callable[..., None] | None = None,
) -> Declaration:
    """Check what an author says of a post.

    :param values: by key; other extensions' keys are left alone, but a near miss of one of ours is told.
    :param lines: the line of each key, where known.
    :param keys: those that file it under terms, with their taxonomy.
    :param read: what reads a date.
    :param report: :meth:`..conventions.Ways.report` of the site; all is a warning without it.
    """
    docname = location[0]

    def tell(subtype: Subtype, key: str, message: str) -> None:
        place = (docname, lines.get(key, location[1]))
        if report is None:
            warn(subtype, message, location=place)
        else:
            report(subtype, message, location=place, key=key)

    _tell_misspelled(values, keys, tell)
    values = {key: value for key, value in values.items() if key not in _ADDRESSES or _is_address(key, value, tell)}
    dates = {key: _date(values, key, lambda value: read(value, zone), tell) for key in _DATES}
    terms: dict[str, tuple[str, ...]] = {}
    for key, taxonomy in keys.items():
        if key in values:
            terms[taxonomy] = tuple(dict.fromkeys((*terms.get(taxonomy, ()), *labels_of(values[key]))))
            for subtype, fault in faults_in(values[key]):
                tell(subtype, key, f"{key}: {fault}; it is left out")
    return Declaration(
        location=location,
        lines=lines,
        date=dates["date"],
        bad_date=dates["date"] is None and values.get("date") not in (None, ""),
        updated=dates["updated"],
        expires=dates["expires"],
        terms={taxonomy: labels for taxonomy, labels in terms.items() if labels},
        series_order=_whole_number(values, "series_order", tell),
        excerpt=_text_or_number(values, "excerpt", tell),
        image=_text_or_number(values, "image", tell),
        licence=_licence(values, tell),
        aliases=aliases_in(values.get("aliases"), lambda fault: tell(Subtype.ALIAS, "aliases", fault)),
        flags=_flags(values, tell),
        texts={key: text for key in _TEXTS if (text := _text(values, key, tell))},
    )


def _tell_misspelled(
    values: Mapping[str, Any], keys: Mapping[str, str], tell: Callable[[Subtype, str, str], None]
) -> None:
    added = keys.keys() - TERM_KEYS.keys()
    for key in values:
        if key not in KEYS and key not in keys and (meant := meant_by(key, sorted(added))):
            tell(Subtype.KEY, key, f"unknown key '{key}'; did you mean '{meant}'? It is ignored")


def _date(
    values: Mapping[str, Any], key: str, read: Callable[[object], datetime], tell: Callable[[Subtype, str, str], None]
) -> datetime | None:
    value = values.get(key)
    if value is None or value == "":
        return None
    try:
        return read(value)
    except ValueError as error:
        effect = "the post is a draft" if key == "date" else "it is ignored"
        tell(Subtype.DATE, key, f"{key}: {error}; {effect}")
        return None


def _flags(values: Mapping[str, Any], tell: Callable[[Subtype, str, str], None]) -> dict[str, bool]:
    flags = {}
    for key in (*_FLAGS, *_SWITCHES):
        if key not in values or (values[key] is None and key in _SWITCHES):
            continue
        value = values[key]
        word = str(value).strip().lower() if not isinstance(value, (list, dict)) else "?"
        if value is None or word in FALSE:
            flags[key] = False
        elif word in TRUE or (KINDS[key] is Kind.NUMBERED_FLAG and word.isdecimal()):
            flags[key] = True
        else:
            tell(Subtype.VALUE, key, f"{key} is {shown(value)}, but should be true or false; it is ignored")
    return flags


def _text(values: Mapping[str, Any], key: str, tell: Callable[[Subtype, str, str], None]) -> str:
    value = values.get(key)
    if isinstance(value, (list, dict)):
        tell(Subtype.VALUE, key, f"{key} is {shown(value)}, but should be one text; it is ignored")
        return ""
    return one_line(value)


def _licence(values: Mapping[str, Any], tell: Callable[[Subtype, str, str], None]) -> str | None:
    return "" if is_false(values.get("licence")) else _text(values, "licence", tell) or None


def _whole_number(values: Mapping[str, Any], key: str, tell: Callable[[Subtype, str, str], None]) -> int | None:
    value = values.get(key)
    if value is None or value == "":
        return None
    if re.fullmatch(r"\s*-?[0-9]{1,9}\s*", str(value)):
        return int(str(value))
    tell(Subtype.VALUE, key, f"{key} is {shown(value)}, but should be a whole number; it is ignored")
    return None


def _text_or_number(values: Mapping[str, Any], key: str, tell: Callable[[Subtype, str, str], None]) -> str | int | None:
    value = values.get(key)
    text = "" if isinstance(value, (list, dict)) else one_line(value)
    if isinstance(value, (list, dict, bool, float)) or re.fullmatch(NO_COUNT, text):
        tell(Subtype.VALUE, key, f"{key} is {shown(value)}, but should be a text or a whole number; it is ignored")
        return None
    return int(text) if text.isascii() and text.isdecimal() else text or None


def _is_address(key: str, value: object, tell: Callable[[Subtype, str, str], None]) -> bool:
    """Whether a browser may be sent there: a path, or an address whose scheme runs no code."""
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", one_line(value).lower())
    if scheme is None or scheme[1] in SCHEMES:
        return True
    tell(Subtype.VALUE, key, f"{key} is {shown(value)}, but should be a path or begin with https:; it is ignored")
    return False
