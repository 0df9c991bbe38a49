"""Labels: the terms that a value of front matter or an option names, and what of it names none.

What may live here: how a value becomes one line of text, and how lines become labels.  How labels are compared is the
model's business (:mod:`..model.slugs`), where they belong the declaration's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category

from ..diagnostics import Subtype
from ..model.slugs import label_key
from ..model.text import join_lines, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LONGEST", "faults_in", "labels_of", "one_line", "pieces_of"]

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
