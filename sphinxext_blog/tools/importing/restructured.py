"""reStructuredText: it stays what it is, with its fields at the top and its links followed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .codespans import line_at
from .headers import Header
from .rstcode import convert_code
from .rstlinks import follow_links

if TYPE_CHECKING:
    from .notes import Fault
    from .targets import Surroundings

__all__ = ["convert_rst", "follow_paths", "split_fields", "split_rst"]

_ADORNED = r"(?P<mark>[!-/:-@\[-`{-~])(?P=mark)*"
_TITLE = re.compile(
    rf"\A(?:[ \t]*\n)*(?:{_ADORNED}[ \t]*\n)?[ \t]*(?P<title>\S[^\n]*)\n"
    r"(?P<under>(?P<line>[!-/:-@\[-`{-~])(?P=line)+)[ \t]*(?:\n|\Z)"
)
_FIELDS = re.compile(r"\A\s*(?P<fields>(?::[^:\n]+:(?:[ \t][^\n]*)?(?:\n|\Z)(?:[ \t]+\S[^\n]*(?:\n|\Z))*)+)")
_FIELD = re.compile(r"^:(?P<name>[^:\n]+):[ \t]*(?P<value>[^\n]*(?:\n[ \t]+\S[^\n]*)*)", re.MULTILINE)
_PATH = re.compile(
    r"^(?P<open>[ \t]*(?:\.\. (?:\|[^|\n]+\| )?(?:image|figure)::|:target:|\.\. _[^:\n]+:)[ \t]+)"
    r"(?P<target>\S[^\n]*?)[ \t]*$",
    re.MULTILINE,
)
_SUMMARY = re.compile(r"^\.\. (?:PELICAN_END_SUMMARY|more)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_BEGIN = re.compile(r"^\.\. PELICAN_BEGIN_SUMMARY[ \t]*\n?", re.MULTILINE | re.IGNORECASE)
_UNKNOWN = re.compile(
    r"^[ \t]*\.\. (?P<name>youtube|vimeo|gist|soundcloud|lead|html)::[ \t]*(?P<args>[^\n]*)$", re.MULTILINE
)


def split_rst(text: str) -> tuple[str, dict[str, str], dict[str, int], str, int]:
    """The title, the fields below or above it with their lines, the text without both, and the line it begins on.

    A heading between the title and the fields is a subtitle, which is no part of the text to docutils: a field here.
    """
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    place = _take_fields(text, 0, values, lines)
    title = _TITLE.match(text[place:])
    place += title.end() if title else 0
    below = _TITLE.match(text[place:])
    if below and _FIELDS.match(text[place + below.end() :]):
        values["subtitle"], lines["subtitle"] = below["title"].strip(), line_at(text, place + below.start("title"))
        place += below.end()
    place = _take_fields(text, place, values, lines)
    return title["title"].strip() if title else "", values, lines, text[place:], line_at(text, place)


def _take_fields(text: str, place: int, values: dict[str, str], lines: dict[str, int]) -> int:
    """Put the fields that begin at a place into two mappings; gives where the text goes on."""
    match = _FIELDS.match(text[place:])
    if match is None:
        return place
    for field in _FIELD.finditer(text, place + match.start("fields"), place + match.end()):
        name = field["name"].strip().lower()
        values.setdefault(name, " ".join(field["value"].split()))
        lines.setdefault(name, line_at(text, field.start()))
    return place + match.end()


def split_fields(text: str) -> Header:
    """The fields at the top of a text that is to stay as it is, title and all."""
    match = _FIELDS.match(text)
    if match is None:
        return Header(body=text)
    fields = list(_FIELD.finditer(text, match.start("fields"), match.end()))
    return Header(
        values={field["name"].strip().lower(): " ".join(field["value"].split()) for field in fields},
        lines={field["name"].strip().lower(): line_at(text, field.start()) for field in fields},
        body=text[match.end() :],
        first_line=line_at(text, match.end()),
    )


def follow_paths(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """A text that stays as it is, but for the paths of images."""
    faults: list[Fault] = []

    def path(match: re.Match[str]) -> str:
        new, fault = around.resolve(match["target"])
        if fault:
            faults.append((line_at(match.string, match.start()), fault))
        return match["open"] + new

    return _PATH.sub(path, text), sorted(set(faults))


def convert_rst(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """The text below title and fields, with the title above it again."""
    faults: list[Fault] = []

    def unknown(match: re.Match[str]) -> str:
        faults.append(
            (line_at(match.string, match.start()), f"Sphinx has no directive '{match['name']}'; it is left in")
        )
        return match.group()

    text = _UNKNOWN.sub(unknown, text)
    text, found = follow_links(text, around)
    faults += found
    text = convert_code(_SUMMARY.sub(".. more", _BEGIN.sub("", text)))
    title = str(around.post.values.get("title", ""))
    line = "=" * max(sum(2 if ord(char) > 0x2E80 else 1 for char in title), 4)  # noqa: PLR2004 - CJK takes two columns
    head = f"{line}\n{title}\n{line}" if _uses_over(text) else f"{title}\n{line}"
    return f"{head}\n\n{text.strip(chr(10))}\n", sorted(set(faults))


def _uses_over(text: str) -> bool:
    """Whether ``=`` underlines headings of the text: then the title needs an adornment of its own."""
    return re.search(r"^[^\s=][^\n]*\n={3,}[ \t]*$", text, re.MULTILINE) is not None
