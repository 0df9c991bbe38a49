"""Term data: what a site says of its terms, from ``conf.py`` or a file, read once at the start of a build."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Subtype, warn
from ..domain import blog_domain
from ..model.terms import TermData, TermInfo, vocabulary_of
from ..model.views import digest
from .termentries import FIELDS, read_entry, read_name
from .termfile import TermFile, entries_of, read_term_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..model.terms import Clash, Vocabulary
    from .termentries import Tell

__all__ = ["read_term_data", "read_vocabulary"]

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
