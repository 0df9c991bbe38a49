"""The metadata of a post: values of front matter or of directive options, checked key by key.

What is not valid is a warning at the line of the key, and the key is ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from unicodedata import category

from ..diagnostics import Subtype, warn
from ..model.dates import read_date
from ..model.slugs import label_key
from ..model.taxonomy import BUILT_IN, term_keys
from ..model.text import join_lines, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import datetime, tzinfo

__all__ = [
    "FALSE",
    "KEYS",
    "KINDS",
    "LONGEST",
    "NO_COUNT",
    "SCHEMES",
    "TERM_KEYS",
    "TRUE",
    "Declaration",
    "Kind",
    "aliases_in",
    "faults_in",
    "is_false",
    "labels_of",
    "meant_by",
    "of_kind",
    "one_line",
    "pieces_of",
    "read_declaration",
]

TRUE = ("true", "yes", "on", "1", "")
"""The words that switch a flag on, in lower case."""
FALSE = ("false", "no", "off", "0", "none", "null")
"""The words that switch a flag off, in lower case."""
NO_COUNT = r"-[0-9]+|-?[0-9]+\.[0-9]+|[0-9]{10,}"
"""Numbers, in a text, that count nothing: below 0, with a fraction, too long."""
SCHEMES = ("http", "https", "mailto")
"""The schemes that a browser may be sent to."""


class Kind(StrEnum):
    """What sort of value a key takes."""

    DECLARES = "declares"
    """Anything that is not a word for no says yes."""
    FLAG = "flag"
    """True or false, or a word for it."""
    NUMBERED_FLAG = "numbered flag"
    """A flag for which a number will do: other engines sort by it."""
    SWITCH = "switch"
    """A flag; null leaves it as the site has it."""
    DATE = "date"
    LABELS = "labels"
    """One label, several with commas, a list, or mappings with a ``name``."""
    ALIASES = "aliases"
    """One address, several with commas, or a list."""
    TEXT = "text"
    ADDRESS = "address"
    """A text that is a path, or a URL of a scheme that runs no code."""
    LICENSE = "license"
    """A text, or a word for no; a mapping is the front matter of MyST, and ignored."""
    NUMBER = "number"
    """A whole number."""
    TEXT_OR_NUMBER = "text or number"
    ADDRESS_OR_NUMBER = "address or number"


KINDS: Mapping[str, Kind] = {
    "blogpost": Kind.DECLARES,
    "date": Kind.DATE,
    "updated": Kind.DATE,
    "title": Kind.TEXT,
    "author": Kind.LABELS,
    "authors": Kind.LABELS,
    "tags": Kind.LABELS,
    "tag": Kind.LABELS,
    "category": Kind.LABELS,
    "categories": Kind.LABELS,
    "series": Kind.LABELS,
    "series_order": Kind.NUMBER,
    "location": Kind.LABELS,
    "language": Kind.LABELS,
    "excerpt": Kind.TEXT_OR_NUMBER,
    "description": Kind.TEXT,
    "image": Kind.ADDRESS_OR_NUMBER,
    "image_alt": Kind.TEXT,
    "draft": Kind.FLAG,
    "unlisted": Kind.FLAG,
    "pinned": Kind.NUMBERED_FLAG,
    "expires": Kind.DATE,
    "external_link": Kind.ADDRESS,
    "canonical": Kind.ADDRESS,
    "aliases": Kind.ALIASES,
    "comments": Kind.SWITCH,
    "related": Kind.SWITCH,
    "license": Kind.LICENSE,
    "licence": Kind.LICENSE,
}
"""The kind of every key of a post."""


def of_kind(*kinds: Kind) -> tuple[str, ...]:
    """The keys that take values of these kinds."""
    return tuple(key for key, kind in KINDS.items() if kind in kinds)


LONGEST = 200
"""Characters; what is longer was not meant as a label."""
_DEEPEST = 8
"""Lists in lists; YAML can even put a list into itself."""
_PIECE = re.compile(r"(?P<piece>\s*(?:\"[^\"]*\"|'[^']*')\s*(?=,|\Z)|[^,]*)(?:,|\Z)")
"""What stands before a comma or the end, and may hold commas where it is all in quotes."""
_UNPRINTABLE = ("Cc", "Cs")
"""Control characters and halves of surrogate pairs, which no output format can hold."""


def labels_of(value: object) -> tuple[str, ...]:
    """The labels a value names, each once: a scalar, a string with commas, a list, however nested; null is none."""
    return tuple(dict.fromkeys(label for label in _found(value, 0) if isinstance(label, str)))


def faults_in(value: object) -> tuple[tuple[Subtype, str], ...]:
    """What of a value names no label: the kind of warning, and the start of its message."""
    return tuple(dict.fromkeys(fault for fault in _found(value, 0) if not isinstance(fault, str)))


def one_line(value: object) -> str:
    """A scalar as one line of text; empty for null."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    line = join_lines(text).strip()
    if line.isprintable():
        return line
    return "".join(char for char in line if category(char) not in _UNPRINTABLE).strip()  # one stood beside a blank


def pieces_of(text: str) -> Iterator[str]:
    """The pieces between commas; brackets around all and quotes around one are read over: they are no part of a name.

    A directive knows no lists, and in front matter ``a, "b c"`` is one plain text to YAML.  A comma in quotes around a
    whole piece parts nothing.
    """
    bare = text.strip()
    if bare.startswith("[") and bare.endswith("]"):
        bare = bare[1:-1]
    for match in _PIECE.finditer(bare):
        item = match["piece"].strip()
        quoted = len(item) > 1 and item[0] in "\"'" and item[0] == item[-1]
        yield item[1:-1] if quoted else item


def _found(value: object, depth: int) -> Iterator[str | tuple[Subtype, str]]:
    if isinstance(value, (list, tuple)) and depth < _DEEPEST:
        for item in value:
            yield from _label(item) if isinstance(item, str) else _found(item, depth + 1)
    elif isinstance(value, dict) and isinstance(value.get("name"), str):
        yield from _label(value["name"])
    elif isinstance(value, str):
        for part in pieces_of(value):
            yield from _label(part)
    elif isinstance(value, (list, tuple, dict, set, bytes)):
        yield Subtype.VALUE, f"{shown(value)} is not text"
    else:
        yield from _label(one_line(value))


def _label(text: str) -> Iterator[str | tuple[Subtype, str]]:
    label = one_line(text)
    if len(label) > LONGEST:
        yield Subtype.TERM, f"{shown(label)} has {len(label)} characters, too many for a label"
    elif label_key(label):
        yield label
    elif text.strip():
        yield Subtype.TERM, f"{shown(text)} has nothing in it that can be seen"


def aliases_in(value: object, tell: Callable[[str], None]) -> tuple[str, ...]:
    """The addresses, each once, in the author's order: of a list, or of a text with commas.

    :param tell: is told what is no address.
    """
    if isinstance(value, str):
        parts: list[object] = list(pieces_of(value))
    else:
        parts = list(value) if isinstance(value, (list, tuple)) else [value]
    for part in parts:
        if isinstance(part, (list, tuple, dict, set, bytes)):
            tell(f"aliases: {shown(part)} is not text; there is no redirect for it")
    texts = (one_line(part) for part in parts if not isinstance(part, (list, tuple, dict, set, bytes)))
    return tuple(dict.fromkeys(text for text in texts if text))


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
    "license": "what the text may be used for, if not what `blog_license` says; `false` to say nothing",
    "licence": "another spelling of `license`",
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
    license: str | None = None
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
        license=_license(values, tell),
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


def _license(values: Mapping[str, Any], tell: Callable[[Subtype, str, str], None]) -> str | None:
    key = "licence" if "licence" in values else "license"
    if isinstance(values.get(key), dict):  # the front matter of MyST: licenses of the text and of the code
        return None
    return "" if is_false(values.get(key)) else _text(values, key, tell) or None


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
