"""Term data: what a site defines of its terms, in ``conf.py`` or in YAML files, checked entry by entry."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import yaml

from ..diagnostics import Subtype, warn
from ..domain import blog_domain
from ..model.services import PROFILES, is_web_address, profile_url
from ..model.slugs import label_key, slugify
from ..model.terms import TermData, TermInfo, vocabulary_of
from ..model.text import short_repr
from ..model.urls import whole_url
from ..model.views import digest
from .frontmatter import BROKEN, ScalarLoader
from .metadata import LONGEST, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx

    from ..model.terms import Clash, Vocabulary

__all__ = [
    "FIELDS",
    "Tell",
    "TermFile",
    "entries_of",
    "read_entry",
    "read_name",
    "read_term_data",
    "read_term_file",
    "read_vocabulary",
]

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
        raise ValueError(f"{short_repr(name)} has nothing in it that can be seen")
    if len(label) > LONGEST:
        raise ValueError(f"{short_repr(label)} has {len(label)} characters, too many for a label")
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
        tell((), f"{short_repr(value)} is neither a label nor a mapping; the entry is left out")
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
            self._tell(keys, f"{short_repr(value)} is not text; {_IGNORED}")
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
            self._tell(keys, f"{short_repr(text)} is no name of a page; " + (f"'{slug}' is used" if slug else _IGNORED))
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
        message = f"{short_repr(said)} is neither a file in the source folder nor an https: URL; none is shown"
        self._tell(keys, message, Subtype.IMAGE)
        return ""

    def url(self) -> str:
        """A home page."""
        keys, value = self._find("url")
        said = self._scalar(keys, value).strip()
        if not said or is_web_address(url := whole_url("", said)):
            return said and url
        self._tell(keys, f"{short_repr(said)} is no https: URL; {_IGNORED}")
        return ""

    def social(self) -> tuple[tuple[str, str], ...]:
        """The profiles elsewhere: those in a mapping of their own, and those beside the other fields."""
        given: dict[str, tuple[tuple[str, ...], object]] = {}
        for name in _SOCIAL:
            said = self._said.get(name)
            if isinstance(said, dict):
                given |= {str(kind): ((name, str(kind)), value) for kind, value in said.items()}
            elif said is not None:
                self._tell((name,), f"{short_repr(said)} is no mapping of names to profiles; {_IGNORED}")
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


_DEEPEST = 4
"""``authors: mei: social: github:``; lines of what lies deeper are not asked for."""
_NAMING = ("label", "name", "key", "id")
"""What names an entry of a list, the first of them that it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFile:
    """What a file says."""

    value: object = None
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)
    """The line of each key, by the keys that lead there; those of lists are numbers from 0."""
    error: str = ""
    """Why it cannot be read; the value is then None."""
    error_line: int = 1

    def line(self, *keys: str) -> int:
        """The line of a key, or of the nearest one above it that has one."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)

    def below(self, key: str) -> TermFile:
        """What stands below a key of a mapping."""
        lines = {keys[1:]: line for keys, line in self.lines.items() if keys[0] == key and keys[1:]}
        return TermFile(value=self.value[key], lines=lines)  # type: ignore[index]  # asked of mappings only


def read_term_file(path: Path) -> TermFile:
    """Read a YAML file; never raises."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return TermFile(error="it is not UTF-8")
    except OSError as error:
        return TermFile(error=error.strerror or str(error))
    try:
        loader = ScalarLoader(text)
        try:
            node = loader.get_single_node()
            value = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except BROKEN as error:
        mark = getattr(error, "problem_mark", None)
        reason = " ".join(str(getattr(error, "problem", None) or error).split())
        return TermFile(error=f"it is not valid YAML ({reason})", error_line=mark.line + 1 if mark is not None else 1)
    return TermFile(value=value, lines=dict(_lines(node, ())))


def entries_of(file: TermFile, wrapper: str, fields: frozenset[str]) -> tuple[dict[str, Any] | None, TermFile]:
    """The entries of a file by name, and where they stand; None where it holds neither a mapping nor a list.

    :param wrapper: the key that may stand above all of them: ``authors``.
    :param fields: what an entry may say: a mapping of these is an entry, not the entries.
    """
    value = file.value
    if isinstance(value, dict) and list(value) == [wrapper]:
        inner = value[wrapper]
        if isinstance(inner, (list, tuple)) or (isinstance(inner, dict) and not (inner and inner.keys() <= fields)):
            file = file.below(wrapper)
            value = inner
    if isinstance(value, dict):
        return {str(name): entry for name, entry in value.items()}, file
    if not isinstance(value, (list, tuple)):
        return ({}, file) if value is None else (None, file)
    named = [(_name_of(entry, place), entry, str(place)) for place, entry in enumerate(value)]
    lines = {
        (name, *keys[1:]): line
        for name, _, place in named
        for keys, line in file.lines.items()
        if keys[0] == place
    }  # fmt: skip
    entries = {name: entry if isinstance(entry, dict) else None for name, entry, _ in named}
    return entries, TermFile(value=entries, lines=lines)


def _name_of(entry: object, place: int) -> str:
    if isinstance(entry, dict):
        return str(next((entry[key] for key in _NAMING if entry.get(key)), place))
    return str(entry)


def _lines(node: yaml.Node | None, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    if len(above) >= _DEEPEST or not isinstance(node, (yaml.MappingNode, yaml.SequenceNode)):
        return
    if isinstance(node, yaml.MappingNode):
        children = [(str(key.value), key.start_mark.line, value) for key, value in node.value]
    else:
        children = [(str(place), value.start_mark.line, value) for place, value in enumerate(node.value)]
    for key, line, value in children:
        yield (*above, key), line + 1
        yield from _lines(value, (*above, key))


_EFFECTS = {"": "the entry is left out", "parent": "it stands at the top", "slug": "it is made from the label"}
"""What the build does about a clash in a field."""


def read_term_data(app: Sphinx) -> None:
    """Give the domain what the site says of its terms (event: builder-inited)."""
    domain = blog_domain(app.env)
    folder = Path(app.srcdir)
    vocabularies = {
        taxonomy: read_vocabulary(option, value, folder)
        for taxonomy, (option, value) in domain.options.term_data().items()
    }
    infos = (info for vocabulary in vocabularies.values() for info in vocabulary.infos.values())
    images = {info.image: _digest_of(folder / info.image) for info in infos if info.image and ":" not in info.image}
    domain.note_term_data(TermData(vocabularies=vocabularies, images=images))


def _digest_of(path: Path) -> str:
    try:
        return digest(path.read_bytes().hex())
    except OSError:  # gone since it was looked for
        return ""


def read_vocabulary(option: str, value: object, folder: Path) -> Vocabulary:
    """What an option declares.

    :param value: a mapping or list of entries, or the path of a file from the source folder; nothing if it is empty.
    """
    place = _Place(option, folder / value if value and isinstance(value, str) else None)
    file = read_term_file(place.path) if place.path is not None else TermFile(value=value or None)
    entries, place.file = entries_of(file, option.removeprefix("blog_"), FIELDS)
    if file.error:
        place.tell(f"{option} names {value!r}, but {file.error}; nothing is declared", file.error_line)
    elif entries is None:
        place.tell(f"{option}: expected a mapping or a list of terms; nothing is declared", 1)
    infos: dict[str, TermInfo] = {}
    for key, entry in (entries or {}).items():
        try:
            name = read_name(key)
        except ValueError as error:
            place.tell_of(key, (), f"{error}; the entry is left out")
            continue
        if (info := read_entry(entry, folder, place.teller(key))) is not None:
            infos[name] = info
    vocabulary, clashes = vocabulary_of(infos)
    for clash in clashes:
        _tell_clash(place, clash)
    return vocabulary


def _tell_clash(place: _Place, clash: Clash) -> None:
    subtype = Subtype.COLLISION if clash.field == "slug" else Subtype.TERM_DATA
    place.tell_of(
        clash.entry, (clash.field,) if clash.field else (), f"{clash.message}; {_EFFECTS[clash.field]}", subtype
    )


class _Place:
    """Where data stand: a file with lines, or ``conf.py``."""

    def __init__(self, option: str, path: Path | None) -> None:
        self._option, self.path = option, path
        self.file = TermFile()

    def tell(self, message: str, line: int, subtype: Subtype = Subtype.TERM_DATA) -> None:
        """Warn at a line of the file."""
        warn(subtype, message, location=f"{self.path}:{line}" if self.path is not None else None)

    def tell_of(self, entry: str, field: tuple[str, ...], message: str, subtype: Subtype = Subtype.TERM_DATA) -> None:
        """Warn of a field of an entry, or of all of it."""
        named = self._option + "".join(f"[{key!r}]" for key in (entry, *field))
        self.tell(f"{named}: {message}", self.file.line(entry, *field), subtype)

    def teller(self, entry: str) -> Tell:
        """What warns of the fields of an entry."""
        return partial(self.tell_of, entry)
