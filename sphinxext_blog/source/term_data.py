"""Term data: definitions of terms in ``conf.py`` or YAML files, checked entry by entry."""

from __future__ import annotations

import posixpath
import re
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import yaml

from ..diagnostics import Subtype, location_in_conf, suggestion_for, warn
from ..domain import blog_domain
from ..model.record import record
from ..model.services import PROFILES, is_web_address, profile_url
from ..model.slugs import label_key, slugify
from ..model.terms import TermData, TermInfo, vocabulary_of
from ..model.text import short_repr
from ..model.urls import whole_url
from ..model.views import digest
from .frontmatter import YAML_ERRORS, ScalarLoader
from .metadata import LONGEST, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from ..model.terms import Clash, Vocabulary

__all__ = [
    "FIELDS",
    "ReportProblem",
    "TermFile",
    "entries_of",
    "parse_term_text",
    "read_entry",
    "read_name",
    "read_term_data",
    "read_term_file",
    "read_vocabulary",
]

_SOCIAL = ("social", "socials")
_FIELD_NAMES = {
    "label": ("label", "name"),
    "slug": ("slug", "permalink"),
    "image": ("image", "avatar", "image_url", "imageURL"),
    "description": ("description",),
    "bio": ("bio",),
    "title": ("title",),
    "parent": ("parent",),
    "url": ("url",),
    "given": ("given", "given-names"),
    "family": ("family", "family-names"),
}
"""The accepted names of each field; the first one in an entry counts."""
_COMMON = "label, slug, description, parent, image, bio, url, given, family or social"
_IGNORED = "The field is ignored."
_IGNORED_KEYS = ("page", "key", "id")
FIELDS = frozenset((*(name for names in _FIELD_NAMES.values() for name in names), *_SOCIAL, *_IGNORED_KEYS, *PROFILES))
"""All accepted keys of an entry."""


class ReportProblem(Protocol):
    """Reports a problem of a field: its keys (none for the whole entry), the message, and the subtype."""

    def __call__(self, field: tuple[str, ...], message: str, subtype: Subtype = ...) -> None:
        """Report the problem."""


def read_name(name: object) -> str:
    """Return the name of an entry, or a label, as one line.

    :raises ValueError: the name is not a valid label.
    """
    label = one_line(name)
    if not label_key(label):
        raise ValueError(f"{short_repr(name)} has no visible character")
    if len(label) > LONGEST:
        raise ValueError(f"{short_repr(label)} has {len(label)} characters. Expected at most {LONGEST}")
    return label


def read_entry(value: object, folder: Path, report: ReportProblem) -> TermInfo | None:
    """Return the term data of an entry: a label, a pair of label and URL, or a mapping; None for any other value.

    :param folder: the source folder, to which paths of images are relative.
    """
    if isinstance(value, (list, tuple)) and 1 <= len(value) <= 2:  # noqa: PLR2004 - ABlog's (name, address)
        value = dict(zip(("label", "url"), value, strict=False))
    elif value is None or (isinstance(value, (str, int, float)) and not isinstance(value, bool)):
        value = {"label": value}
    if not isinstance(value, dict):
        report((), f"{short_repr(value)} is not a label or a mapping. The entry is ignored.")
        return None
    fields = _Fields(value, report)
    description, bio, title = (fields.paragraphs(name) for name in ("description", "bio", "title"))
    if title:  # in Docusaurus, the role of an author
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
        given=fields.text("given"),
        family=fields.text("family"),
    )


class _Fields:
    """The fields of one entry, checked."""

    def __init__(self, entry: Mapping[Any, Any], report: ReportProblem) -> None:
        self._entry, self._report = {str(key): value for key, value in entry.items()}, report
        for key in sorted(self._entry.keys() - FIELDS):
            hint = suggestion_for(key.lower(), FIELDS, cutoff=0.8, otherwise=f"Expected a field such as {_COMMON}.")
            report((key,), f"unknown field.{hint} {_IGNORED}")

    def _find(self, field: str) -> tuple[tuple[str, ...], Any]:
        """Return the keys of a field, and its value."""
        return next(
            (((name,), self._entry[name]) for name in _FIELD_NAMES[field] if name in self._entry), ((field,), None)
        )

    def _scalar(self, keys: tuple[str, ...], value: object) -> str:
        """Return a value as text; report it and return an empty text if it is not a scalar."""
        if isinstance(value, (dict, list, tuple, set, bytes, bool)):
            self._report(keys, f"{short_repr(value)} is not text. {_IGNORED}")
            return ""
        return "" if value is None else str(value)

    def text(self, field: str) -> str:
        """Return a field as one line."""
        return one_line(self._scalar(*self._find(field)))

    def paragraphs(self, field: str) -> str:
        """Return a field as one-line paragraphs, separated by blank lines."""
        text = self._scalar(*self._find(field))
        return "\n\n".join(filter(None, map(one_line, re.split(r"\n[ \t]*\n", text))))

    def label(self) -> str:
        """Return the displayed label of the term."""
        keys, value = self._find("label")
        text = self._scalar(keys, value)
        if not text.strip():
            return ""
        try:
            return read_name(text)
        except ValueError as error:
            self._report(keys, f"{error}. {_IGNORED}")
            return ""

    def slug(self) -> str:
        """Return the slug of the page; if the given one is not valid, the nearest valid one."""
        keys, value = self._find("slug")
        page = self._entry.get("page")
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
            self._report(
                keys, f"{short_repr(text)} is not a valid slug. " + (f"'{slug}' is used." if slug else _IGNORED)
            )
        return slug

    def image(self, folder: Path) -> str:
        """Return the image: a URL, or the path of an existing file, relative to the source folder."""
        keys, value = self._find("image")
        text = self._scalar(keys, value).strip()
        if not text or re.match(r"data:image/[a-z+.-]+[;,]", text):
            return text
        if image := _image_in(text, folder):
            return image
        message = f"{short_repr(text)} is not a file in the source folder or an https: URL. The image is omitted."
        self._report(keys, message, Subtype.IMAGE)
        return ""

    def url(self) -> str:
        """Return the URL of a home page."""
        keys, value = self._find("url")
        text = self._scalar(keys, value).strip()
        if not text or is_web_address(url := whole_url("", text)):
            return text and url
        self._report(keys, f"{short_repr(text)} is not an https: URL. {_IGNORED}")
        return ""

    def social(self) -> tuple[tuple[str, str], ...]:
        """Return the profiles on other sites: those in a separate mapping, and those among the other fields."""
        values: dict[str, tuple[tuple[str, ...], object]] = {}
        for name in _SOCIAL:
            mapping = self._entry.get(name)
            if isinstance(mapping, dict):
                values |= {str(kind): ((name, str(kind)), value) for kind, value in mapping.items()}
            elif mapping is not None:
                self._report((name,), f"{short_repr(mapping)} is not a mapping of names to profiles. {_IGNORED}")
        values |= {kind: ((kind,), value) for kind, value in self._entry.items() if kind in PROFILES}
        profiles: dict[str, str] = {}
        for kind, (keys, value) in values.items():
            text = one_line(self._scalar(keys, value))
            label = one_line(kind)
            if not text or not label:
                continue
            try:
                profiles[label] = profile_url(label.lower(), text)
            except ValueError as error:
                self._report(keys, f"{error}. {_IGNORED}")
        return tuple(profiles.items())


_LINE_DEPTH = 4
"""The depth to which line numbers are stored, as in ``authors: mei: social: github:``."""
_NAME_KEYS = ("label", "name", "key", "id")
"""The keys that can name an entry of a list; the first one in the entry counts."""


@record
class TermFile:
    """The parsed content of a file."""

    value: object = None
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)
    """The line of each key, by its path of keys; list items have numbers from 0."""
    error: str = ""
    """Why the file cannot be read; the value is then None."""
    error_line: int = 1

    def line(self, *keys: str) -> int:
        """Return the line of a key, or of its nearest parent with a known line."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)

    def below(self, key: str) -> TermFile:
        """Return the content below a key of a mapping."""
        lines = {keys[1:]: line for keys, line in self.lines.items() if keys[0] == key and keys[1:]}
        return TermFile(value=self.value[key], lines=lines)  # type: ignore[index]  # called for mappings only


def read_term_file(path: Path) -> TermFile:
    """Return the parsed content of a YAML file; errors are stored in the result."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return TermFile(error="not UTF-8")
    except OSError as error:
        return TermFile(error=error.strerror or str(error))
    return parse_term_text(text)


def parse_term_text(text: str) -> TermFile:
    """Return the parsed content of a YAML text; errors are stored in the result."""
    try:
        loader = ScalarLoader(text)
        try:
            node = loader.get_single_node()
            value = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except YAML_ERRORS as error:
        mark = getattr(error, "problem_mark", None)
        reason = " ".join(str(getattr(error, "problem", None) or error).split())
        return TermFile(error=f"not valid YAML: {reason}", error_line=mark.line + 1 if mark is not None else 1)
    return TermFile(value=value, lines=dict(_lines(node, ())))


def entries_of(file: TermFile, wrapper: str, fields: frozenset[str]) -> tuple[dict[str, Any] | None, TermFile]:
    """Return the entries of a file by name, and their lines; None if it contains neither a mapping nor a list.

    :param wrapper: the optional top-level key that contains all entries, such as ``authors``.
    :param fields: the keys of an entry; a mapping with only these keys is a single entry.
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
    named = [(_name_of(entry, index), entry, str(index)) for index, entry in enumerate(value)]
    lines = {
        (name, *keys[1:]): line
        for name, _, index in named
        for keys, line in file.lines.items()
        if keys[0] == index
    }  # fmt: skip
    entries = {name: entry if isinstance(entry, dict) else None for name, entry, _ in named}
    return entries, TermFile(value=entries, lines=lines)


def _name_of(entry: object, index: int) -> str:
    """Return the name of an entry in a list; its index if it has no name."""
    if isinstance(entry, dict):
        return str(next((entry[key] for key in _NAME_KEYS if entry.get(key)), index))
    return str(entry)


def _lines(node: yaml.Node | None, parents: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the path of keys and the line of each value in a YAML node."""
    if len(parents) >= _LINE_DEPTH or not isinstance(node, (yaml.MappingNode, yaml.SequenceNode)):
        return
    if isinstance(node, yaml.MappingNode):
        children = [(str(key.value), key.start_mark.line, value) for key, value in node.value]
    else:
        children = [(str(index), value.start_mark.line, value) for index, value in enumerate(node.value)]
    for key, line, value in children:
        yield (*parents, key), line + 1
        yield from _lines(value, (*parents, key))


_EFFECTS = {"": "The entry is ignored.", "parent": "The parent is ignored.", "slug": "The slug is ignored."}
"""The effect of a clash on each field, for its message."""


def read_term_data(app: Sphinx) -> None:
    """Read the term data of the site and store it in the domain (event: builder-inited)."""
    domain = blog_domain(app.env)
    folder = Path(app.srcdir)
    vocabularies = {
        taxonomy: read_vocabulary(option, value, folder, app.config)
        for taxonomy, (option, value) in domain.options.term_data().items()
    }
    infos = (info for vocabulary in vocabularies.values() for info in vocabulary.infos.values())
    default_image = _existing_image(domain.options.default_image, folder, app.config)
    paths = [*(info.image for info in infos), default_image]
    images = {path: _digest_of(folder / path) for path in paths if path and ":" not in path}
    domain.store_term_data(TermData(vocabularies=vocabularies, images=images, default_image=default_image))


def _existing_image(text: str, folder: Path, config: Config) -> str:
    """Return the value of ``blog_default_image``: a URL, or the path of an existing file; warn if it is neither."""
    text = text.strip()
    if not text:
        return ""
    image = _image_in(text, folder)
    if not image:
        message = f"blog_default_image: {short_repr(text)} is not a file in the source folder or an https: URL."
        location = location_in_conf(config, "blog_default_image")
        warn(Subtype.IMAGE, f"{message} Posts without a cover have none.", location=location)
    return image


def _image_in(text: str, folder: Path) -> str:
    """Return an image: a URL, or the path of a file relative to the source folder; empty if there is no such file."""
    if is_web_address(url := whole_url("", text)):  # spaces and special characters are encoded
        return url
    path = posixpath.normpath(text.replace("\\", "/").lstrip("/"))
    is_inside = not path.startswith("../") and ":" not in path and path.isprintable()
    return path if is_inside and (folder / path).is_file() else ""


def _digest_of(path: Path) -> str:
    """Return the digest of a file; empty if it cannot be read."""
    try:
        return digest(path.read_bytes().hex())
    except OSError:  # deleted since the check for its existence
        return ""


def read_vocabulary(option: str, value: object, folder: Path, config: Config) -> Vocabulary:
    """Return the terms that an option defines.

    :param value: a mapping or list of entries, or the path of a file relative to the source folder; may be empty.
    """
    source = _Source(option, folder / value if value and isinstance(value, str) else None, config)
    file = read_term_file(source.path) if source.path is not None else TermFile(value=value or None)
    entries, source.file = entries_of(file, option.removeprefix("blog_"), FIELDS)
    if file.error:
        source.report(f"{option}: {value!r} cannot be read ({file.error}). No terms are defined.", file.error_line)
    elif entries is None:
        source.report(f"{option}: unsupported content. Expected a mapping or a list of terms. No terms are defined.", 1)
    infos: dict[str, TermInfo] = {}
    for key, entry in (entries or {}).items():
        try:
            name = read_name(key)
        except ValueError as error:
            source.report_entry(key, (), f"{error}. The entry is ignored.")
            continue
        if (info := read_entry(entry, folder, source.reporter_for(key))) is not None:
            infos[name] = info
    vocabulary, clashes = vocabulary_of(infos)
    for clash in clashes:
        _report_clash(source, clash)
    return vocabulary


def _report_clash(source: _Source, clash: Clash) -> None:
    """Report a clash between two terms."""
    subtype = Subtype.COLLISION if clash.field == "slug" else Subtype.TERM_DATA
    source.report_entry(
        clash.entry, (clash.field,) if clash.field else (), f"{clash.message}. {_EFFECTS[clash.field]}", subtype
    )


class _Source:
    """The source of term data: a file with line numbers, or ``conf.py``."""

    def __init__(self, option: str, path: Path | None, config: Config) -> None:
        self._option, self.path, self._config = option, path, config
        self.file = TermFile()

    def report(self, message: str, line: int, subtype: Subtype = Subtype.TERM_DATA, entry: str = "") -> None:
        """Warn of a problem at a line of the file, or at an entry in ``conf.py``."""
        in_conf = self.path is None
        location = location_in_conf(self._config, self._option, entry) if in_conf else f"{self.path}:{line}"
        warn(subtype, message, location=location)

    def report_entry(
        self, entry: str, field: tuple[str, ...], message: str, subtype: Subtype = Subtype.TERM_DATA
    ) -> None:
        """Warn of a problem in a field of an entry, or in the whole entry."""
        path = self._option + "".join(f"[{key!r}]" for key in (entry, *field))
        self.report(f"{path}: {message}", self.file.line(entry, *field), subtype, entry)

    def reporter_for(self, entry: str) -> ReportProblem:
        """Return the function that reports problems of an entry."""
        return partial(self.report_entry, entry)
