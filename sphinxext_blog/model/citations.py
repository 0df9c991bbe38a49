"""Citations of posts: one record, and its forms as text, BibTeX, RIS and CSL-JSON.

All forms contain the same data.  A name without its parts is a literal name in each of them, since names of many
languages cannot be split by a rule.
"""

from __future__ import annotations

import json
import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from unicodedata import category, normalize
from urllib.parse import quote, unquote

from .post import newest_first
from .record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from .post import Post

__all__ = [
    "CITATION_FORMATS",
    "Citation",
    "CitedPerson",
    "bibliography",
    "bibtex",
    "citation_keys",
    "csl_json",
    "doi_url",
    "formatted",
    "orcid_url",
    "parse_doi",
    "parse_orcid",
    "plain_citation",
    "ris",
]

CITATION_FORMATS: Mapping[str, str] = {"text": "", "bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON"}
"""The forms of citations, with their names; the text has none."""


@record
class CitedPerson:
    """An author in a citation."""

    name: str
    """The whole name, as it is displayed."""
    given: str = ""
    family: str = ""
    """Empty if the parts of the name are unknown."""

    @property
    def inverted(self) -> str:
        """The name with the family name first; the whole name if its parts are unknown."""
        if not self.family:
            return self.name
        return f"{self.family}, {self.given}" if self.given else self.family


@record
class Citation:
    """A post as other works cite it."""

    key: str
    """The citation key, in ASCII."""
    title: str
    authors: tuple[CitedPerson, ...] = ()
    site: str = ""
    """The name of the site."""
    published: datetime | None = None
    url: str = ""
    """The absolute URL; empty if the site has no base URL."""
    doi: str = ""
    language: str = ""
    """A language tag."""


# -- identifiers -------------------------------------------------------------------------------------------------------

_DOI_PREFIX = re.compile(r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|info:doi/|doi:\s*)", re.IGNORECASE)
_DOI = re.compile(r'10\.\d{4,9}(?:\.\d+)*/[^\s"{}\\^`|%\x00-\x1f\x7f]+', re.ASCII)
_ORCID_PREFIX = re.compile(r"(?:(?:https?://)?(?:www\.)?orcid\.org/|orcid:\s*)", re.IGNORECASE)
_ORCID = re.compile(r"(\d{4})[- ]?(\d{4})[- ]?(\d{4})[- ]?(\d{3}[\dXx])/?", re.ASCII)
_SAFE_IN_DOI = "-._;()/:~+!*',@&=$"


def parse_doi(text: str) -> str:
    """Return a DOI without the prefix of its URL.

    :raises ValueError: if the text is not a DOI, or the URL of one.
    """
    text = text.strip()
    prefix = _DOI_PREFIX.match(text)
    doi = text[prefix.end() :] if prefix is not None else text
    if prefix is not None and "/" in prefix[0]:
        doi = unquote(doi.partition("?")[0].partition("#")[0])
    if not doi.isascii() or not _DOI.fullmatch(doi):
        raise ValueError(f"{_quoted(text)} is not a DOI. Expected a form such as 10.5281/zenodo.1234567")
    return doi


def doi_url(doi: str) -> str:
    """Return the URL of a DOI."""
    return f"https://doi.org/{quote(doi, safe=_SAFE_IN_DOI)}"


def parse_orcid(text: str) -> str:
    """Return an ORCID iD with hyphens.

    :raises ValueError: if the text is neither an ORCID iD nor the URL of one, or its check digit is wrong.
    """
    text = text.strip()
    prefix = _ORCID_PREFIX.match(text)
    match = _ORCID.fullmatch(text[prefix.end() :] if prefix is not None else text)
    if match is None:
        raise ValueError(f"{_quoted(text)} is not an ORCID iD. Expected a form such as 0000-0002-1825-0097")
    orcid = "-".join(match.groups()).upper()
    digits = orcid.replace("-", "")
    if digits[-1] != (expected := _check_digit(digits[:-1])):
        raise ValueError(f"the check digit of the ORCID iD '{orcid}' is '{digits[-1]}'. Expected '{expected}'")
    return orcid


def orcid_url(orcid: str) -> str:
    """Return the URL of an ORCID iD."""
    return f"https://orcid.org/{orcid}"


def _check_digit(digits: str) -> str:
    """Return the check digit of a number by ISO 7064 MOD 11-2."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    value = (12 - total % 11) % 11
    return "X" if value == 10 else str(value)  # noqa: PLR2004 - the digit for ten


def _quoted(text: str) -> str:
    return f"'{text}'" if len(text) <= _LONGEST_QUOTE else f"'{text[:_LONGEST_QUOTE]}…'"


_LONGEST_QUOTE = 60


# -- keys --------------------------------------------------------------------------------------------------------------

_DATED = re.compile(r"\d{4}-?\d{1,2}-?\d{1,2}[-_]?")
_HASH_SIZE = 3
"""The bytes of a hash in a key; more if two keys would be equal."""
_UNTRANSLITERATED = {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d",
                     "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "þ": "th", "Þ": "TH", "ð": "d", "Ð": "D"}  # fmt: skip


def citation_keys(posts: Iterable[Post]) -> dict[str, str]:
    """Return the citation key of each post by the key of the post.

    The keys are in ASCII, and are unique even without regard to case, as BibTeX requires.  Of posts with the same name,
    the oldest one keeps it, so that a new post does not change existing keys.  The other keys end with a hash of the
    document, not with a number, which could be that of another post tomorrow.
    """
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for post in _oldest_first(posts):
        key = base = _base_key(post)
        size = _HASH_SIZE
        while key.lower() in taken:
            key = f"{base}-{_hash_of(post, size)}"
            size += 1
        taken.add(key.lower())
        keys[post.key] = key
    return keys


def _hash_of(post: Post, size: int = _HASH_SIZE) -> str:
    return blake2b(post.key.encode(), digest_size=size).hexdigest()


def _oldest_first(posts: Iterable[Post]) -> list[Post]:
    """Return posts by date, the oldest first, undated posts last."""
    ordered = newest_first(list(posts))
    dated = [post for post in ordered if post.date is not None]
    return sorted(dated, key=lambda post: (post.date, post.key)) + ordered[len(dated) :]


def _base_key(post: Post) -> str:
    """Return the name of a post as a key: that of its section, else of its file or folder, without a date."""
    names = [name for name in post.docname.split("/") if name != "index"]
    name = names[-1] if names else post.docname
    prefix = _DATED.match(name)
    name = name[prefix.end() :] if prefix is not None and name[prefix.end() :] else name
    parts = [part for part in (_ascii(name), _ascii(post.anchor)) if part]
    key = "-".join(parts)
    if key:
        return key if key[0].isalpha() else f"post-{key}"
    date = [post.date.strftime("%Y%m%d")] if post.date is not None else []
    return "-".join(["post", *date, _hash_of(post)])


def _ascii(text: str) -> str:
    """Return a text in ASCII letters, digits and single hyphens; without other scripts."""
    latin = "".join(_UNTRANSLITERATED.get(char, char) for char in text)
    plain = normalize("NFKD", latin).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")


# -- forms -------------------------------------------------------------------------------------------------------------


def formatted(citation: Citation, name: str) -> str:
    """Return a citation in a form, a key of :data:`CITATION_FORMATS`."""
    return {"text": plain_citation, "bibtex": bibtex, "ris": ris, "csl": csl_json}[name](citation)


def bibliography(citations: Iterable[Citation]) -> str:
    """Return a BibTeX file with several citations."""
    return "\n".join(f"{bibtex(citation)}\n" for citation in citations)


def plain_citation(citation: Citation) -> str:
    """Return a citation as one line of text: authors, title, site and date, and the DOI or URL."""
    names = ", ".join(_line(person.name) for person in citation.authors)
    date = citation.published.date().isoformat() if citation.published is not None else ""
    source = ", ".join(part for part in (_line(citation.site), date) if part)
    sentences = [_sentence(part) for part in (names, _line(citation.title), source) if part]
    address = doi_url(citation.doi) if citation.doi else citation.url
    return " ".join([*sentences, *([address] if address else [])])


_ENDS = tuple(".!?…。！？．")


def _sentence(text: str) -> str:
    return text if text.endswith(_ENDS) else f"{text}."


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "$": r"\$", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_",
}  # fmt: skip
"""Replacements of special characters.  BibTeX counts braces even after a backslash, so that ``\\{`` is not balanced."""


def bibtex(citation: Citation) -> str:
    """Return a citation as a BibTeX entry.

    The type ``misc`` exists in BibTeX and in biblatex.  The title has braces so that styles do not change its case.
    """
    date = citation.published
    authors = " and ".join(_bibtex_name(person) for person in citation.authors)
    fields = {
        "author": f"{{{authors}}}" if authors else "",
        "title": f"{{{{{_tex(citation.title)}}}}}",
        "howpublished": _braced(_tex(citation.site)),
        "year": f"{{{date.year}}}" if date is not None else "",
        "month": _MONTHS[date.month - 1] if date is not None else "",
        "day": f"{{{date.day}}}" if date is not None else "",
        "doi": _braced(_line(citation.doi)),
        "url": _braced(_bibtex_url(citation.url)),
        "language": _braced(_tex(citation.language)),
    }
    lines = "".join(f",\n  {name} = {value}" for name, value in fields.items() if value)
    return f"@misc{{{citation.key}{lines}\n}}"


def _bibtex_name(person: CitedPerson) -> str:
    """Return a name; braces keep commas and “and” in it, and a name without parts, from being parsed."""
    if not person.family:
        return f"{{{_tex(person.name)}}}"
    family, given = f"{{{_tex(person.family)}}}", _tex(person.given)
    if re.search(r",|\band\b", given, re.IGNORECASE):
        given = f"{{{given}}}"  # otherwise no braces, so that styles can abbreviate each of several given names
    return f"{family}, {given}" if given else family


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def _bibtex_url(url: str) -> str:
    """Return a URL without the characters that end a field."""
    return _line(url).replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


def _tex(text: str) -> str:
    """Return a text with the special characters of TeX escaped; other characters stay in UTF-8."""
    return "".join(_TEX.get(char, char) for char in _line(text))


def ris(citation: Citation) -> str:
    """Return a citation in the RIS format, as a blog post, with line feeds between lines."""
    date = citation.published
    fields = [
        ("TY", "BLOG"),
        *(("AU", _ris_name(person)) for person in citation.authors),
        ("TI", _line(citation.title)),
        ("T2", _line(citation.site)),
        ("PY", str(date.year) if date is not None else ""),
        ("DA", f"{date.year:04}/{date.month:02}/{date.day:02}/" if date is not None else ""),
        ("DO", _line(citation.doi)),
        ("UR", _line(citation.url)),
        ("LA", _line(citation.language)),
        ("ID", citation.key),
    ]
    return "\n".join([*(f"{tag}  - {value}" for tag, value in fields if value), "ER  - "])


def _ris_name(person: CitedPerson) -> str:
    """Return a name with the family name first; the comma separates the parts, so that names contain no other."""
    parts = (person.family, person.given) if person.family else (person.name,)
    plain = (re.sub(r"\s*[,*]\s*", " ", _line(part)).strip() for part in parts)
    return ", ".join(part for part in plain if part)


def csl_json(citation: Citation) -> str:
    """Return a citation as CSL-JSON, a list of one item."""
    date = citation.published
    item: dict[str, Any] = {
        "id": citation.key,
        "type": "post-weblog",
        "title": _line(citation.title),
        "container-title": _line(citation.site),
        "author": [_csl_name(person) for person in citation.authors],
        "issued": {"date-parts": [[date.year, date.month, date.day]]} if date is not None else None,
        "DOI": _line(citation.doi),
        "URL": _line(citation.url),
        "language": _line(citation.language),
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2)


def _csl_name(person: CitedPerson) -> dict[str, str]:
    if not person.family:
        return {"literal": _line(person.name)}
    parts = {"family": _line(person.family), "given": _line(person.given)}
    return {name: part for name, part in parts.items() if part}


def _line(text: str) -> str:
    """Return a text as one line without control characters and halves of surrogate pairs."""
    return " ".join("".join(" " if category(char) in ("Cc", "Cs") else char for char in text).split())
