"""The metadata of a post: values of front matter or of directive options, checked key by key.

An invalid value is reported at the line of its key, and the key is ignored.
"""

from __future__ import annotations

import re
from dataclasses import field
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from unicodedata import category

from ..diagnostics import Subtype, suggestion_for, warn
from ..model.citations import parse_doi
from ..model.dates import read_date, read_duration
from ..model.post import ORIGINAL_KINDS, Original
from ..model.record import record
from ..model.slugs import label_key
from ..model.taxonomy import BUILT_IN, term_keys
from ..model.text import join_lines, short_repr
from ..model.urls import whole_url
from ..versions import check_specifier
from .frontmatter import mapping_in

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
    "Kind",
    "PostMetadata",
    "is_false",
    "keys_of_kind",
    "label_problems",
    "labels_of",
    "one_line",
    "parse_aliases",
    "read_metadata",
    "split_commas",
    "suggested_key",
]

TRUE = ("true", "yes", "on", "1", "")
"""The words that switch a flag on, in lower case."""
FALSE = ("false", "no", "off", "0", "none", "null")
"""The words that switch a flag off, in lower case."""
NO_COUNT = r"-[0-9]+|-?[0-9]+\.[0-9]+|[0-9]{10,}"
"""Numbers in a text that are not counts: negative, with a fraction, or too long."""
SCHEMES = ("http", "https", "mailto")
"""The schemes of URLs that a generated link may have."""


class Kind(StrEnum):
    """The type of value that a key accepts."""

    DECLARES = "declares"
    """Any value, including none, means yes unless it is a word for no."""
    FLAG = "flag"
    """True or false, or a word for it."""
    NUMBERED_FLAG = "numbered flag"
    """A flag that also accepts a number, because other site generators sort by it."""
    SWITCH = "switch"
    """A flag; null selects the default of the site."""
    DATE = "date"
    LABELS = "labels"
    """One label, several with commas, a list, or mappings with a ``name``."""
    ALIASES = "aliases"
    """One path, several with commas, or a list."""
    TEXT = "text"
    ADDRESS = "address"
    """A path, or a URL with a scheme that runs no code."""
    LICENSE = "license"
    """A text, or a word for no; a mapping is MyST front matter and is ignored."""
    NUMBER = "number"
    """A whole number."""
    TEXT_OR_NUMBER = "text or number"
    ADDRESS_OR_NUMBER = "address or number"
    DOI = "doi"
    """A DOI, or its URL."""
    ORIGINAL = "original"
    """A URL, or a mapping with a title, an author, a URL and a kind."""
    DURATION = "duration"
    """A number of days, weeks, months or years, or a word for no."""
    VERSIONS = "versions"
    """A mapping of projects to version specifiers, or requirements such as ``numpy<2``."""


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
    "image_shown": Kind.SWITCH,
    "draft": Kind.FLAG,
    "unlisted": Kind.FLAG,
    "pinned": Kind.NUMBERED_FLAG,
    "expires": Kind.DATE,
    "applies_to": Kind.VERSIONS,
    "outdated_after": Kind.DURATION,
    "superseded_by": Kind.TEXT,
    "external_link": Kind.ADDRESS,
    "canonical": Kind.ADDRESS,
    "original": Kind.ORIGINAL,
    "aliases": Kind.ALIASES,
    "comments": Kind.SWITCH,
    "related": Kind.SWITCH,
    "mentions": Kind.SWITCH,
    "license": Kind.LICENSE,
    "licence": Kind.LICENSE,
    "doi": Kind.DOI,
    "citation": Kind.SWITCH,
}
"""The kind of value of every key of a post."""


def keys_of_kind(*kinds: Kind) -> tuple[str, ...]:
    """Return the keys that accept values of the given kinds."""
    return tuple(key for key, kind in KINDS.items() if kind in kinds)


LONGEST = 200
"""The maximum length of a label in characters."""
_DEEPEST = 8
"""The maximum depth of nested lists; a YAML list can contain itself."""
_PIECE = re.compile(r"(?P<piece>\s*(?:\"[^\"]*\"|'[^']*')\s*(?=,|\Z)|[^,]*)(?:,|\Z)")
"""An entry before a comma or the end; an entry that is entirely in quotes may contain commas."""
_UNPRINTABLE = ("Cc", "Cs")
"""Control characters and halves of surrogate pairs, which output formats cannot represent."""


def labels_of(value: object) -> tuple[str, ...]:
    """Return the labels in a value without duplicates: of a scalar, a text with commas or nested lists."""
    return tuple(dict.fromkeys(label for label in _iter_labels(value, 0) if isinstance(label, str)))


def label_problems(value: object) -> tuple[tuple[Subtype, str], ...]:
    """Return the subtype and the start of the message for each entry of a value that is not a label."""
    return tuple(dict.fromkeys(problem for problem in _iter_labels(value, 0) if not isinstance(problem, str)))


def one_line(value: object) -> str:
    """Return a scalar as one line of text; empty for null."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    line = join_lines(text).strip()
    if line.isprintable():
        return line
    # a removed character may have been next to a space
    return "".join(char for char in line if category(char) not in _UNPRINTABLE).strip()


def split_commas(text: str) -> Iterator[str]:
    """Yield the entries between commas, without brackets around all of them or quotes around one.

    Directives have no list syntax, and YAML reads ``a, "b c"`` as one plain text.  A comma within a quoted entry
    is not a separator.
    """
    bare = text.strip()
    if bare.startswith("[") and bare.endswith("]"):
        bare = bare[1:-1]
    for match in _PIECE.finditer(bare):
        item = match["piece"].strip()
        quoted = len(item) > 1 and item[0] in "\"'" and item[0] == item[-1]
        yield item[1:-1] if quoted else item


def _iter_labels(value: object, depth: int) -> Iterator[str | tuple[Subtype, str]]:
    """Yield the labels in a value, and a problem for each entry that is not a label."""
    if isinstance(value, (list, tuple)) and depth < _DEEPEST:
        for item in value:
            yield from _check_label(item) if isinstance(item, str) else _iter_labels(item, depth + 1)
    elif isinstance(value, dict) and isinstance(value.get("name"), str):
        yield from _check_label(value["name"])
    elif isinstance(value, str):
        for part in split_commas(value):
            yield from _check_label(part)
    elif isinstance(value, (list, tuple, dict, set, bytes)):
        yield Subtype.VALUE, f"{short_repr(value)} is not text"
    else:
        yield from _check_label(one_line(value))


def _check_label(text: str) -> Iterator[str | tuple[Subtype, str]]:
    """Yield a text as a label, or the problem with it."""
    label = one_line(text)
    if len(label) > LONGEST:
        yield Subtype.TERM, f"{short_repr(label)} has {len(label)} characters. Expected at most {LONGEST}"
    elif label_key(label):
        yield label
    elif text.strip():
        yield Subtype.TERM, f"{short_repr(text)} has no visible character"


def parse_aliases(value: object, report: Callable[[str], None]) -> tuple[str, ...]:
    """Return the aliases in a list or a text with commas, without duplicates, in the order of the author.

    :param report: called with a message for each entry that is not text.
    """
    if isinstance(value, str):
        parts: list[object] = list(split_commas(value))
    else:
        parts = list(value) if isinstance(value, (list, tuple)) else [value]
    for part in parts:
        if isinstance(part, (list, tuple, dict, set, bytes)):
            report(f"aliases: {short_repr(part)} is not text. The redirect is not written.")
    texts = (one_line(part) for part in parts if not isinstance(part, (list, tuple, dict, set, bytes)))
    return tuple(dict.fromkeys(text for text in texts if text))


TERM_KEYS: Mapping[str, str] = term_keys(BUILT_IN)
"""The keys that assign terms in every blog, with their taxonomies."""

KEYS: Mapping[str, str] = {
    "blogpost": "`true` declares the document a post, `false` excludes it",
    "date": "the date of publication, such as `2026-01-11`, `2026-01-11 10:00 +08:00` or `January 11, 2026`",
    "updated": "the date of the last significant change",
    "title": "the title in listings (default: the first heading)",
    "author": "one author or several",
    "authors": "the same as `author`",
    "tags": "one tag or several",
    "category": "one category or several",
    "categories": "the same as `category`",
    "series": "one series or several",
    "series_order": "the position in the series, a whole number (default: by date)",
    "location": "one location or several",
    "language": "one language or several",
    "excerpt": "the text that listings display, or the number of paragraphs from the start of the post",
    "description": "one or two sentences for search engines and link previews",
    "image": "the cover: a path, a URL, or the number of an image in the post, counted from 1",
    "image_alt": "the text alternative of the cover",
    "image_shown": "`false` omits the cover on the page of the post",
    "draft": "`true` excludes the post from normal builds",
    "unlisted": "`true` excludes the post from listings, feeds and search, but builds its page",
    "pinned": "`true` displays the post first on the home page of the blog",
    "expires": "the date from which the post is excluded from listings and feeds",
    "applies_to": 'the versions that the post is about, by project: `{numpy: "<2"}` or `numpy<2`',
    "outdated_after": "the duration after which a notice is displayed, such as `6m`; overrides "
    "`blog_outdated_after`; `false` disables the notice",
    "superseded_by": "the docname of the post that replaces this one",
    "external_link": "a URL to which the title in listings links, for a text published elsewhere",
    "canonical": "the URL of the original, if the text was first published elsewhere",
    "original": "the source of a text that was first published elsewhere: a URL, or `title`, `author`, `url` and "
    "`kind` (`repost`, `translation` or `cross-post`)",
    "aliases": "old URLs of the post, which redirect to it",
    "comments": "`false` disables comments",
    "related": "`false` disables related posts",
    "mentions": "`false` excludes the post from lists of posts that link to a post or mention an object, and "
    "disables such lists on its page",
    "license": "the license of the post, which overrides `blog_license`; `false` omits the license",
    "licence": "another spelling of `license`",
    "doi": "the DOI of the post, such as `10.5281/zenodo.1234567`, or its URL",
    "citation": "`false` omits the citation, and `true` adds citation metadata to a post of a site without "
    "`blog_citation`",
}
"""Every key of a post with its description; the table in the manual is generated from this."""

_DATES = keys_of_kind(Kind.DATE)
_FLAGS = keys_of_kind(Kind.FLAG, Kind.NUMBERED_FLAG)
_SWITCHES = keys_of_kind(Kind.SWITCH)
_TEXTS = keys_of_kind(Kind.TEXT, Kind.ADDRESS)
_ADDRESSES = keys_of_kind(Kind.ADDRESS, Kind.ADDRESS_OR_NUMBER)


@record
class PostMetadata:
    """The typed metadata of one post, exactly as its author wrote it."""

    location: tuple[str, int | None]
    """The docname and line at which the post is declared."""
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
    """Empty if the post has no license notice."""
    original: Original | None = None
    doi: str = ""
    applies_to: tuple[tuple[str, str], ...] = ()
    outdated_after: str | None = None
    """Empty if the post is never outdated."""
    aliases: tuple[str, ...] = ()
    flags: dict[str, bool] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def is_draft(self) -> bool:
        """Return whether the metadata makes the post a draft; a missing or invalid date does so as well."""
        return self.date is None or self.flags.get("draft", False)

    def is_unpublished(self, now: datetime) -> bool:
        """Return whether the post is a draft or scheduled."""
        return self.is_draft or (self.date is not None and self.date > now)

    def location_of(self, key: str) -> tuple[str, int | None]:
        """Return the docname and line of a key; if it has no known line, the location of the declaration."""
        return self.location[0], self.lines.get(key, self.location[1])


def is_false(value: object) -> bool:
    """Return whether a value is false or a word for it."""
    return value is False or (isinstance(value, str) and value.strip().lower() in FALSE)


def suggested_key(key: str, added: Collection[str] = ()) -> str:
    """Return the key that another key is probably a misspelling of; empty if there is none.

    :param added: keys of the taxonomies that the site adds.
    """
    name = key.strip().lower().replace("-", "_")
    if len(name) < 4:  # noqa: PLR2004 - "tag" and "data" are different words
        return ""
    keys = dict.fromkeys((*KEYS, *added))
    near = [candidate for candidate in keys if sorted(candidate) == sorted(name)]  # transposed letters
    near = near or get_close_matches(name, keys, n=1, cutoff=0.86)  # "created" is not a misspelling of "related"
    return near[0] if near else ""


def read_metadata(
    values: Mapping[str, Any],
    *,
    zone: tzinfo,
    location: tuple[str, int | None],
    lines: Mapping[str, int],
    keys: Mapping[str, str] = TERM_KEYS,
    read: Callable[[object, tzinfo], datetime] = read_date,
    report: Callable[..., None] | None = None,
) -> PostMetadata:
    """Return the checked metadata of a post, and warn of invalid values.

    :param values: by key; unknown keys are ignored, but a probable misspelling of a known key is reported.
    :param lines: the line of each key, where known.
    :param keys: the keys that assign terms, with their taxonomies.
    :param read: the parser of dates.
    :param report: the ``report()`` method of the site conventions; without it every problem is a warning.
    """
    docname = location[0]

    def warn_of(subtype: Subtype, key: str, message: str) -> None:
        source = (docname, lines.get(key, location[1]))
        if report is None:
            warn(subtype, message, location=source)
        else:
            report(subtype, message, location=source, key=key)

    _warn_of_misspelled_keys(values, keys, warn_of)
    values = {key: value for key, value in values.items() if key not in _ADDRESSES or _is_address(key, value, warn_of)}
    dates = {key: _date(values, key, lambda value: read(value, zone), warn_of) for key in _DATES}
    terms: dict[str, tuple[str, ...]] = {}
    for key, taxonomy in keys.items():
        if key in values:
            entries = dict.fromkeys(_iter_labels(values[key], 0))
            labels = (label for label in entries if isinstance(label, str))
            terms[taxonomy] = tuple(dict.fromkeys((*terms.get(taxonomy, ()), *labels)))
            for subtype, problem in (entry for entry in entries if not isinstance(entry, str)):
                warn_of(subtype, key, f"{key}: {problem}. The entry is ignored.")
    return PostMetadata(
        location=location,
        lines=lines,
        date=dates["date"],
        bad_date=dates["date"] is None and values.get("date") not in (None, ""),
        updated=dates["updated"],
        expires=dates["expires"],
        terms={taxonomy: labels for taxonomy, labels in terms.items() if labels},
        series_order=_whole_number(values, "series_order", warn_of),
        excerpt=_text_or_number(values, "excerpt", warn_of),
        image=_text_or_number(values, "image", warn_of),
        license=_license(values, warn_of),
        original=_original(mapping_in(values.get("original")), warn_of),
        doi=_doi(values, warn_of),
        applies_to=_applies_to(mapping_in(values.get("applies_to")), warn_of),
        outdated_after=_duration(values.get("outdated_after"), warn_of),
        aliases=parse_aliases(values.get("aliases"), lambda problem: warn_of(Subtype.ALIAS, "aliases", problem)),
        flags=_flags(values, warn_of),
        texts={key: text for key in _TEXTS if (text := _text(values, key, warn_of))},
    )


def _warn_of_misspelled_keys(
    values: Mapping[str, Any], keys: Mapping[str, str], warn_of: Callable[[Subtype, str, str], None]
) -> None:
    """Warn of unknown keys that are probable misspellings."""
    added = keys.keys() - TERM_KEYS.keys()
    for key in values:
        if key not in KEYS and key not in keys and (suggestion := suggested_key(key, sorted(added))):
            warn_of(Subtype.KEY, key, f"{key}: unknown key. Did you mean '{suggestion}'? The key is ignored.")


def _date(
    values: Mapping[str, Any],
    key: str,
    read: Callable[[object], datetime],
    warn_of: Callable[[Subtype, str, str], None],
) -> datetime | None:
    """Return the date of a key; None if it is empty or invalid."""
    value = values.get(key)
    if value is None or value == "":
        return None
    try:
        return read(value)
    except ValueError as error:
        effect = "The post is treated as a draft." if key == "date" else "The key is ignored."
        warn_of(Subtype.DATE, key, f"{key}: {error}. {effect}")
        return None


def _flags(values: Mapping[str, Any], warn_of: Callable[[Subtype, str, str], None]) -> dict[str, bool]:
    """Return the values of all flags and switches that are set."""
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
            warn_of(
                Subtype.VALUE,
                key,
                f"{key}: {short_repr(value)} is not a boolean. Expected true or false. The key is ignored.",
            )
    return flags


def _text(values: Mapping[str, Any], key: str, warn_of: Callable[[Subtype, str, str], None]) -> str:
    """Return the value of a key as one line of text."""
    value = values.get(key)
    if isinstance(value, (list, dict)):
        warn_of(Subtype.VALUE, key, f"{key}: {short_repr(value)} is not a text. The key is ignored.")
        return ""
    return one_line(value)


def _license(values: Mapping[str, Any], warn_of: Callable[[Subtype, str, str], None]) -> str | None:
    """Return the license; empty for none, and None if the key is missing or belongs to MyST."""
    key = "licence" if "licence" in values else "license"
    if isinstance(values.get(key), dict):  # the front matter of MyST: licenses of the text and of the code
        return None
    return "" if is_false(values.get(key)) else _text(values, key, warn_of) or None


def _doi(values: Mapping[str, Any], warn_of: Callable[[Subtype, str, str], None]) -> str:
    """Return the DOI; empty if the key is missing or invalid."""
    if not (text := _text(values, "doi", warn_of)):
        return ""
    try:
        return parse_doi(text)
    except ValueError as error:
        warn_of(Subtype.VALUE, "doi", f"doi: {error}. The key is ignored.")
        return ""


_ORIGINAL_FIELDS = ("title", "author", "url", "kind")


def _original(value: object, warn_of: Callable[[Subtype, str, str], None]) -> Original | None:
    """Return where a post comes from; None if the value names neither a title nor a URL."""
    key = "original"
    fields = value if isinstance(value, dict) else {"url": value}
    texts: dict[str, str] = {}
    for name, entry in fields.items():
        if name not in _ORIGINAL_FIELDS:
            hint = suggestion_for(str(name), _ORIGINAL_FIELDS, otherwise=f"Expected {', '.join(_ORIGINAL_FIELDS)}.")
            warn_of(Subtype.VALUE, key, f"original: unknown key {short_repr(name)}.{hint} It is ignored.")
        elif isinstance(entry, (list, dict, bool)):
            warn_of(Subtype.VALUE, key, f"original: {name} is {short_repr(entry)}. Expected one text. It is ignored.")
        elif (text := one_line(entry)) and (name != "url" or _is_address(key, entry, warn_of, ("http", "https"))):
            texts["document" if name == "url" and not whole_url("", text).startswith("http") else name] = text
    kind = texts.pop("kind", "") or ORIGINAL_KINDS[0]
    if kind not in ORIGINAL_KINDS:
        expected = ", ".join(ORIGINAL_KINDS)
        warn_of(Subtype.VALUE, key, f"original: kind is {short_repr(kind)}. Expected {expected}. 'repost' is used.")
        kind = ORIGINAL_KINDS[0]
    return Original(kind=kind, **texts) if texts.keys() - {"author"} else None


def _duration(value: object, warn_of: Callable[[Subtype, str, str], None]) -> str | None:
    """Return a duration; empty for none, and None if the key is missing or invalid."""
    if value is None or value == "":
        return None
    if is_false(value):
        return ""
    try:
        return read_duration(value)
    except ValueError as error:
        warn_of(Subtype.VALUE, "outdated_after", f"outdated_after: {error}, or false. The key is ignored.")
        return None


_REQUIREMENT = re.compile(r"(?P<project>[^<>=!~]*[^<>=!~\s])?\s*(?P<specifier>[<>=!~].*)?", re.DOTALL)


def _applies_to(value: object, warn_of: Callable[[Subtype, str, str], None]) -> tuple[tuple[str, str], ...]:
    """Return the projects in a value with their version specifiers, in the order of the author."""
    key, expected = "applies_to", "Expected projects with versions, such as numpy<2"
    if value is None or value == "":
        return ()
    if isinstance(value, bool) or not isinstance(value, (str, dict, list, tuple)):
        warn_of(Subtype.VALUE, key, f"{key}: {short_repr(value)} is not a mapping. {expected}. The key is ignored.")
        return ()
    versions: dict[str, str] = {}
    for project, specifier in value.items() if isinstance(value, dict) else _requirements(value):
        name = one_line(project)
        if isinstance(specifier, (bool, list, tuple, dict, set, bytes)) or not name:
            entry = f"{name}: {short_repr(specifier)}" if name else short_repr(specifier)
            warn_of(Subtype.VALUE, key, f"{key}: {entry} is not valid. {expected}. The entry is ignored.")
            continue
        text = ",".join(part.strip() for part in one_line(specifier).split(","))
        try:
            check_specifier(text)
        except ValueError as error:
            warn_of(Subtype.VERSION, key, f"{key}: {name}: {error}. The entry is ignored.")
            continue
        versions[name] = text
    return tuple(versions.items())


def _requirements(value: str | list[object] | tuple[object, ...]) -> Iterator[tuple[str, object]]:
    """Yield (project, specifier) of requirements such as ``numpy>=1.20,<2``, in a text with commas or a list."""
    parts: list[object] = []
    for part in value if not isinstance(value, str) else (value,):
        if isinstance(part, (bool, list, tuple, dict, set, bytes)):
            yield "", part
        else:
            parts += split_commas(one_line(part))
    requirements: list[tuple[str, list[str]]] = []
    for part in filter(None, map(str, parts)):
        match = _REQUIREMENT.fullmatch(part)
        assert match is not None  # each group is optional, and together they include all characters
        if match["project"] is not None:
            requirements.append((match["project"], [match["specifier"] or ""]))
        elif requirements:  # numpy>=1.20,<2
            requirements[-1][1].append(part)
        else:
            yield "", part
    yield from ((project, ",".join(specifiers)) for project, specifiers in requirements)


def _whole_number(values: Mapping[str, Any], key: str, warn_of: Callable[[Subtype, str, str], None]) -> int | None:
    """Return the value of a key as a whole number; None if it is empty or invalid."""
    value = values.get(key)
    if value is None or value == "":
        return None
    if re.fullmatch(r"\s*-?[0-9]{1,9}\s*", str(value)):
        return int(str(value))
    warn_of(Subtype.VALUE, key, f"{key}: {short_repr(value)} is not a whole number. The key is ignored.")
    return None


def _text_or_number(
    values: Mapping[str, Any], key: str, warn_of: Callable[[Subtype, str, str], None]
) -> str | int | None:
    """Return the value of a key as a text or a whole number; None if it is empty or invalid."""
    value = values.get(key)
    text = "" if isinstance(value, (list, dict)) else one_line(value)
    if isinstance(value, (list, dict, bool, float)) or re.fullmatch(NO_COUNT, text):
        warn_of(Subtype.VALUE, key, f"{key}: {short_repr(value)} is not a text or a whole number. The key is ignored.")
        return None
    return int(text) if text.isascii() and text.isdecimal() else text or None


def _is_address(
    key: str, value: object, warn_of: Callable[[Subtype, str, str], None], schemes: Collection[str] = SCHEMES
) -> bool:
    """Return whether a value is a path or a URL with one of some schemes, and warn if it is not."""
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", one_line(value).lower())
    if scheme is None or scheme[1] in schemes:
        return True
    warn_of(Subtype.VALUE, key, f"{key}: {short_repr(value)} is not a path or an https: URL. The key is ignored.")
    return False
