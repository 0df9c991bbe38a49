"""PyMdown: blocks between slashes, ``/// note | Title`` … ``///``, where ``mkdocs.yml`` turns them on.

Notes, details and tabs become what their indented kin become.  The other blocks are told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from ...source.frontmatter import YAML_ERRORS
from .admonitions import admonition, convert_indented, fenced
from .codespans import CodeSpans, line_at
from .gaps import gap_of, indent_rest, outdent
from .keys import as_list
from .scanning import mapping

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from .notes import Fault

__all__ = ["convert_blocks", "told_blocks"]

_HEAD = re.compile(
    r"^(?P<head>(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*)(?P<whole>(?P<marks>/{3,}) *(?P<name>\w[\w-]*) *"
    r"(?:\|(?P<title>[^\n]*))?)$",
    re.MULTILINE,
)
_LINE = re.compile(r"^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(?P<marks>/{3,})(?P<rest>(?!/)[^\n]*)$", re.MULTILINE)
"""One that begins or ends a block."""
_OPTIONS = re.compile(r"(?: {4,}\S[^\n]*\n)*")
_KIND = re.compile(r"\w[\w-]*")
_PREFIX = "pymdownx.blocks."
_ADMONITIONS = ("note", "attention", "caution", "danger", "error", "tip", "hint", "warning", "important")
"""The names of notes where the settings say no others."""
_CAPTIONS = ("caption", "figure-caption", "table-caption")
_OTHERS = {"html": "html", "definition": "define"}
"""What is told only: names of blocks by their extensions, captions apart."""
_CONVERTED = ("admonition", "details", "tab")
_UNDERSTOOD = {"type", "open", "new", "select"}
_DEEPEST = 20
"""Blocks in blocks."""


class _Shape(NamedTuple):
    """What blocks of a name are."""

    extension: str
    kind: str = ""
    title: str = ""


class _Block(NamedTuple):
    """One that is converted."""

    head: re.Match[str]
    end: int
    shape: _Shape
    title: str
    options: dict[str, Any]
    body: str


def convert_blocks(text: str, extensions: Mapping[str, object], depth: int = 0) -> str:
    """Notes, details and tabs as directives, with all that is in them; others stay.

    :param extensions: those of ``mkdocs.yml``, with their settings.
    """
    shapes = _shapes(extensions)
    if not shapes or "///" not in text or depth > _DEEPEST:
        return text
    found = _Blocks(text, shapes)
    pieces: list[str] = []
    done = 0
    for start in found:
        if start < done or (block := found.at(start)) is None:
            continue
        if block.shape.extension == "tab":
            tabs = _following(text, block, found)
            items = [_tab(tab, convert_indented(convert_blocks(tab.body, extensions, depth + 1))) for tab in tabs]
            new, end = fenced("tab-set", "", "\n\n".join(items)), tabs[-1].end
        else:
            new, end = _note(block, convert_indented(convert_blocks(block.body, extensions, depth + 1))), block.end
        head = block.head["head"]
        pieces += [text[done:start], head, indent_rest(new, gap_of(head))]
        done = end
    return "".join([*pieces, text[done:]])


def told_blocks(text: str, extensions: Mapping[str, object]) -> list[Fault]:
    """Blocks of other kinds and those without an end, which are left in; and options that have no place here."""
    if "///" not in text or not any(name.startswith(_PREFIX) for name in extensions):
        return []
    code, found, faults = CodeSpans(text), _Blocks(text, _shapes(extensions)), []
    for match in _HEAD.finditer(text):
        if match.start() in code:
            continue
        shown, line = match["whole"].strip()[:40], line_at(text, match.start())
        block = found.at(match.start())
        if block is None:
            faults.append((line, f"block '{shown}' is left in as it is"))
        elif left := _left_out(block.options):
            faults.append((line, f"{left} of block '{shown}' has no place in MyST, and is left out"))
    return faults


def _shapes(extensions: Mapping[str, object]) -> dict[str, _Shape]:
    """What is a block, by the name that it begins with."""
    found: dict[str, _Shape] = {}
    for name, usual in (("admonition", _ADMONITIONS), ("details", ()), ("tab", ()), ("caption", _CAPTIONS)):
        if f"{_PREFIX}{name}" not in extensions:
            continue
        found[name] = _Shape(name)
        types = mapping(extensions[f"{_PREFIX}{name}"]).get("types", usual)
        for said in types if isinstance(types, (list, tuple)) else ():
            own = mapping(said) or {"name": said}
            called = str(own.get("name") or "")
            kind = str(own.get("class") or called.removeprefix("details-"))
            found[called] = _Shape(name, kind, str(own.get("title") or ""))
    others = ((called, name) for name, called in _OTHERS.items() if f"{_PREFIX}{name}" in extensions)
    return found | {called: _Shape(name) for called, name in others}


class _Blocks:
    """The blocks of a text, by where their first line begins; each is looked at when it is asked for."""

    def __init__(self, text: str, shapes: Mapping[str, _Shape]) -> None:
        self._text, self._shapes = text, shapes
        self._ends = _ends(text, shapes) if shapes else {}

    def __iter__(self) -> Iterator[int]:
        """Where blocks begin, those in others, too."""
        return iter(sorted(self._ends))

    def at(self, start: int) -> _Block | None:
        """The block that begins there; None for one that is not converted."""
        if start not in self._ends:
            return None
        head, end = self._ends[start]
        return _block(self._text, head, end, self._shapes[head["name"]])


def _block(text: str, head: re.Match[str], end: re.Match[str], shape: _Shape) -> _Block | None:
    """One with its options, which stand right below its first line; None if they are no such, or it stays."""
    if shape.extension not in _CONVERTED:
        return None
    gap = gap_of(head["head"])
    body = text[head.end() + 1 : end.start()]
    inner = outdent(f"\n{body}", gap)[0][1:]
    said = _OPTIONS.match(inner)
    above = said.group() if said is not None else ""
    try:
        options = yaml.safe_load(above) if above else {}
    except YAML_ERRORS:
        return None
    if not isinstance(options, dict):
        return None
    title = (head["title"] or "").strip() or shape.title
    return _Block(head, end.end(), shape, title, options, inner[len(above) :].strip("\n"))


def _ends(text: str, names: Collection[str]) -> dict[int, tuple[re.Match[str], re.Match[str]]]:
    """The lines that begin and end each block, by where it begins; one without an end is not there."""
    code = CodeSpans(text)
    found: dict[int, tuple[re.Match[str], re.Match[str]]] = {}
    waiting: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _LINE.finditer(text):
        if match.start() in code:
            continue
        head = _HEAD.match(text, match.start())
        if head is not None and head["name"] in names:
            waiting[match["marks"]].append(head)
        elif not match["rest"].strip() and waiting[match["marks"]]:
            begun = waiting[match["marks"]].pop()
            found[begun.start()] = begun, match
    return found


def _following(text: str, first: _Block, found: _Blocks) -> list[_Block]:
    """The tabs of one set: nothing stands between them, and none says that it begins a new one."""
    tabs = [first]
    gap = gap_of(first.head["head"])
    between = re.compile(rf"(?:\n(?:{re.escape(gap.rstrip())})?[ \t]*(?=\n))*\n(?={re.escape(gap)}/)")
    while (blank := between.match(text, tabs[-1].end)) is not None:
        block = found.at(blank.end())
        if block is None or block.shape.extension != "tab" or block.head["head"] != gap or block.options.get("new"):
            break
        tabs.append(block)
    return tabs


def _tab(block: _Block, body: str) -> str:
    return fenced("tab-item", block.title or "Tab", body, (":selected:",) if block.options.get("select") else ())


def _note(block: _Block, body: str) -> str:
    """A note or details; of several kinds that it has, the first counts."""
    kinds = as_list(block.options.get("type")) or [block.shape.kind]
    found = _KIND.match(str(kinds[0]).strip()) if kinds else None
    if block.shape.extension == "details":
        folded = not block.options.get("open")
        return admonition(found.group() if found else "details", block.title, body, folded=folded)
    return admonition(found.group() if found else "note", block.title, body)


def _left_out(options: Mapping[str, Any]) -> str:
    """The options that say more than how it looks."""
    names = [str(name) for name in options if name not in _UNDERSTOOD]
    if "attrs" in names and not set(mapping(options["attrs"])) - {"class"}:
        names.remove("attrs")
    return ", ".join(f"'{name}'" for name in names)
