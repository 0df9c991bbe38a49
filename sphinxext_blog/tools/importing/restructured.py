"""reStructuredText: it stays what it is, with its fields at the top and its links followed."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from .codespans import line_at
from .headers import Header

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
_LINK = re.compile(r"`(?P<text>[^`<>]*?)\s*<(?P<target>(?:\{\w+\}|\|\w+\|)[^<>`]+)>`(?P<end>__?)")
_PATH = re.compile(
    r"^(?P<open>[ \t]*(?:\.\. (?:\|[^|\n]+\| )?(?:image|figure)::|:target:|\.\. _[^:\n]+:)[ \t]+)"
    r"(?P<target>\S[^\n]*?)[ \t]*$",
    re.MULTILINE,
)
_SUMMARY = re.compile(r"^\.\. (?:PELICAN_END_SUMMARY|more)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_BEGIN = re.compile(r"^\.\. PELICAN_BEGIN_SUMMARY[ \t]*\n?", re.MULTILINE | re.IGNORECASE)
_UNKNOWN = re.compile(
    r"^[ \t]*\.\. (?P<name>youtube|vimeo|gist|soundcloud|lead|html|sourcecode)::[ \t]*(?P<args>[^\n]*)$", re.MULTILINE
)


def split_rst(text: str) -> tuple[str, dict[str, str], dict[str, int], str, int]:
    """The title, the fields below or above it with their lines, the text without both, and the line it begins on."""
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    place, title = 0, ""
    for pattern in (_FIELDS, _TITLE, _FIELDS):
        match = pattern.match(text[place:])
        if match is None:
            continue
        if pattern is _TITLE:
            if title:
                continue
            title = match["title"].strip()
        else:
            start = place + match.start("fields")
            for field in _FIELD.finditer(text, start, place + match.end()):
                name = field["name"].strip().lower()
                values.setdefault(name, " ".join(field["value"].split()))
                lines.setdefault(name, line_at(text, field.start()))
        place += match.end()
    return title, values, lines, text[place:], line_at(text, place)


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

    def resolved(match: re.Match[str], target: str) -> str:
        new, fault = around.resolve(target)
        if fault:
            faults.append((line_at(match.string, match.start()), fault))
        return new

    def link(match: re.Match[str]) -> str:
        new = resolved(match, match["target"])
        path, sign, _ = new.partition("#")
        words = match["text"]
        if new != match["target"].strip() and path.endswith((".md", ".rst")) and not sign:
            document = posixpath.splitext(path)[0]
            return f":doc:`{words} <{document}>`" if words else f":doc:`{document}`"
        if new != match["target"].strip() and path and "://" not in path and not path.endswith((".md", ".rst")):
            return f":download:`{words or posixpath.basename(path)} <{path}>`"
        return f"`{words} <{new}>`{match['end']}"

    def unknown(match: re.Match[str]) -> str:
        if match["name"] == "sourcecode":
            return match.group().replace("sourcecode", "code-block", 1)
        faults.append(
            (line_at(match.string, match.start()), f"Sphinx has no directive '{match['name']}'; it is left in")
        )
        return match.group()

    text = _LINK.sub(link, text)
    text = _PATH.sub(lambda match: match["open"] + resolved(match, match["target"]), text)
    text = _SUMMARY.sub(".. more", _BEGIN.sub("", text))
    text = _UNKNOWN.sub(unknown, text)
    title = str(around.post.values.get("title", ""))
    line = "=" * max(sum(2 if ord(char) > 0x2E80 else 1 for char in title), 4)  # noqa: PLR2004 - CJK takes two columns
    head = f"{line}\n{title}\n{line}" if _uses_over(text) else f"{title}\n{line}"
    return f"{head}\n\n{text.strip(chr(10))}\n", sorted(set(faults))


def _uses_over(text: str) -> bool:
    """Whether ``=`` underlines headings of the text: then the title needs an adornment of its own."""
    return re.search(r"^[^\s=][^\n]*\n={3,}[ \t]*$", text, re.MULTILINE) is not None
