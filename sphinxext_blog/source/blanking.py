"""Blanking: replaces the lines of unpublished sections in a source text by empty lines.

Draft sections are found when the document has been parsed.  The document is then read again with empty lines in place
of these sections.  All other lines keep their numbers, and no domain, index or transform processes the sections.

A section extends from the labels before its heading to the labels before the next heading outside of it.  Definitions
that the rest of the document uses are kept (footnotes, substitutions, targets).  Footnotes that only the section uses
are removed, wherever they are.  A section may begin in one file and end in another file that includes it.  The lines
of a document are therefore processed in the order in which the parser reads them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, cast

from docutils import nodes

from ..model.record import record
from ..model.views import digest
from ..sphinx_compat import notebook_position
from .frontmatter import cell_source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from ..model.post import Blanking

__all__ = ["SourceText", "Sources", "apply_blanking", "find_blanking", "without_lines"]

_MAIN = ""
"""The key of the document's own file among its texts."""


class SourceText:
    """A text divided into lines as its parser counts them: those of a file, or of all cells of a notebook.

    :param kind: ``rst``, ``md`` or ``ipynb``.
    """

    def __init__(self, text: str, kind: str) -> None:
        """Divide the text into lines."""
        self.text, self.kind = text, kind
        self._cells = _cells_of(text) if kind == "ipynb" else []
        if kind == "ipynb":
            self.lines = [line for cell in self._cells for line in cell]
        else:
            self.lines = [line.removesuffix(_end_of(line, kind)) for line in _divided(text, kind)]

    def index_of(self, node: nodes.Element) -> int | None:
        """Return the index of the first line of a node as the parser reports it, which may be off by a few."""
        if node.line is None:
            return None
        position = notebook_position(node.line) if self.kind == "ipynb" else None
        if position is None:
            return node.line - 1
        cell, row = position
        return sum(map(len, self._cells[:cell])) + row


def apply_blanking(blanking: Blanking, path: str, text: str, kind: str) -> str:
    """Return a text with the lines of a blanking emptied, if the text has not changed since.

    :param path: the path of an included file; empty for the document's own text.
    """
    expected, indices = (blanking.lines or {}).get(path, ("", ()))
    return without_lines(text, indices, kind) if expected == digest(text) else text


def without_lines(text: str, indices: Collection[int], kind: str) -> str:
    """Return a text in which the lines with the given indices are empty."""
    if kind == "ipynb":
        return _notebook_without(text, indices)
    result = ""
    for number, line in enumerate(_divided(text, kind)):
        end = _end_of(line, kind) or "\n"
        if kind == "rst" and end == "\n" and result.endswith("\r"):
            end = "\r"  # a line feed after a carriage return would make one line of two
        result += end if number in indices else line
    return result


_ENDS = {"rst": re.compile(r"(?:\r\n|[\n\r\x1c-\x1e\x85\u2028\u2029])\Z"), "md": re.compile(r"\r?\n\Z")}


def _end_of(line: str, kind: str) -> str:
    """Return the line end of a line; empty for a last line without one."""
    match = _ENDS[kind].search(line)
    return match[0] if match is not None else ""


def _divided(text: str, kind: str) -> list[str]:
    """Return the lines with their ends; docutils recognizes more line ends than Markdown, but no page breaks."""
    if kind != "rst":
        return re.findall(r"[^\n]*\n|[^\n]+\Z", text)
    lengths = map(len, re.sub(r"[\v\f]", " ", text).splitlines(keepends=True))
    lines, start = [], 0
    for length in lengths:
        lines.append(text[start : start + length])
        start += length
    return lines


def _cells_of(text: str) -> list[list[str]]:
    """Return the lines of each cell of a notebook."""
    return [cell_source(cell).split("\n") for cell in json.loads(text)["cells"]]


def _notebook_without(text: str, indices: Collection[int]) -> str:
    """Return a notebook without the given lines; an emptied cell is kept, so that all cells keep their numbers."""
    notebook = json.loads(text)
    start = 0
    for cell in notebook["cells"]:
        lines = cell_source(cell).split("\n")
        removed = [number for number in range(len(lines)) if start + number in indices]
        start += len(lines)
        if len(removed) == len(lines):
            cell_id = {"id": cell["id"]} if "id" in cell else {}
            cell.clear()
            cell.update(cell_id, cell_type="markdown", metadata={}, source="\n" * (len(lines) - 1))
        elif removed:
            cell["source"] = "\n".join("" if number in removed else line for number, line in enumerate(lines))
    return json.dumps(notebook)


# -- the lines of a document, in the order in which they are parsed ----------------------------------------------------

_INCLUDE = {
    "rst": re.compile(r"\s*\.\.[ \t]+include::[ \t]+(?P<path>\S.*)"),
    "md": re.compile(r"\s*(?P<fence>[`:~]{3,})\{include\}[ \t]+(?P<path>\S.*)"),
}


@dataclass(slots=True)
class _Include:
    """A directive that includes a file: its lines and those of the file, as positions."""

    directive: range
    content: range = field(default_factory=lambda: range(0))


class _Lines:
    """The lines of a document, with included files in place of the directives that include them.

    :param texts: the texts by path; the document's own text has an empty path.
    :param resolve: returns the path for the argument of a directive.
    """

    def __init__(self, texts: Mapping[str, SourceText], resolve: Callable[[str], str]) -> None:
        self._texts, self._resolve = texts, resolve
        self.locations: list[tuple[str, int]] = []
        self.includes: list[_Include] = []
        self._seen: list[str] = []
        self._expand(_MAIN)
        self.lines = [self._texts[path].lines[index] for path, index in self.locations]
        self._positions = {location: number for number, location in enumerate(self.locations)}
        self.markup = "rst" if texts[_MAIN].kind == "rst" else "md"

    def _expand(self, path: str) -> None:
        """Append the lines of a file, and of the files that it includes."""
        self._seen.append(path)
        text = self._texts[path]
        index = 0
        while index < len(text.lines):
            match = _INCLUDE["rst" if text.kind == "rst" else "md"].match(text.lines[index])
            included = self._resolve(match["path"].strip()) if match is not None else ""
            end = index + 1
            if match is not None and included in self._texts and len(self._seen) < 100:  # noqa: PLR2004 - limits recursive includes
                end = _end_of_fence(text.lines, index) if text.kind != "rst" else _end_of_block(text.lines, index)
            start = len(self.locations)
            self.locations += [(path, number) for number in range(index, end)]
            if end > index + 1 or (match is not None and included in self._texts):
                include = _Include(range(start, len(self.locations)))
                begin = len(self.locations)
                self._expand(included)
                include.content = range(begin, len(self.locations))
                self.includes.append(include)
            index = end

    def position_of(self, node: nodes.Element, path: str) -> int | None:
        """Return the position of the line of a node in a file; None if the file occurs never or more than once."""
        index = self._texts[path].index_of(node) if self._seen.count(path) == 1 else None
        return self._positions.get((path, index)) if index is not None else None

    def positions_in(self, path: str) -> list[int]:
        """Return the positions of all lines of a file."""
        return [number for number, (owner, _) in enumerate(self.locations) if owner == path]


def _indent(line: str) -> int:
    """Return the width of the indentation of a line."""
    expanded = line.expandtabs(8)
    return len(expanded) - len(expanded.lstrip())


def _end_of_block(lines: Sequence[str], start: int) -> int:
    """Return the end of explicit markup in reStructuredText: the next line that is not indented more."""
    end, depth = start + 1, _indent(lines[start])
    for number in range(start + 1, len(lines)):
        if lines[number].strip():
            if _indent(lines[number]) <= depth:
                break
            end = number + 1
    return end


def _end_of_fence(lines: Sequence[str], start: int) -> int:
    """Return the end of a directive in Markdown: the line after the closing fence."""
    fence = re.match(r"\s*([`:~]{3,})", lines[start])
    assert fence is not None  # guaranteed by the caller
    closing = re.compile(rf"\s*{re.escape(fence[1])}{re.escape(fence[1][0])}*\s*")
    return next((n + 1 for n in range(start + 1, len(lines)) if closing.fullmatch(lines[n])), len(lines))


# -- the start of a section --------------------------------------------------------------------------------------------

_ADORNMENT = re.compile(r"\s*([!-/:-@[-`{-~])\1*\s*")
_SETEXT = re.compile(r" {0,3}(=+|-+)\s*")
_ATX = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_LABEL = {
    "rst": re.compile(r"\s*\.\. _(?:\\.|[^:`\\])+:\s*|\s*\.\. _`[^`]+`:\s*"),
    "md": re.compile(r"\s*\(.+\)=\s*|\s*\{[#.][^}]*\}\s*"),
}
_INDEX = {"rst": re.compile(r"\s*\.\. index::"), "md": re.compile(r"\s*[`:~]{3,}\{index\}")}
_COMMENT = {"rst": re.compile(r"\s*\.\.(?:\s+(?!\S+::)(?![_|\[])|\s*$)"), "md": re.compile(r"\s*%|\s*<!--.*-->\s*$")}
_NEAR = (0, -1, 1, -2, 2)


def _heading_of(lines: _Lines, section: nodes.section, path: str) -> int | None:
    """Return the position of the first line of a section's heading; None if it is not found."""
    title = section.next_node(nodes.title)
    words = (title.rawsource if title is not None else "").split("\n")[0].strip()
    expected = lines.position_of(section, path)
    if expected is not None:
        for offset in _NEAR:
            position = _heading_at(lines, expected + offset - (lines.markup == "rst"), words)
            if position is not None:
                return position
    candidates = {
        position for number in lines.positions_in(path) if (position := _heading_at(lines, number, words)) is not None
    }
    return candidates.pop() if len(candidates) == 1 else None


def _heading_at(lines: _Lines, number: int, words: str) -> int | None:
    """Return the position of the heading with the given words, if they are in this line; otherwise None."""
    if not 0 <= number < len(lines.lines) or words not in lines.lines[number] or not lines.lines[number].strip():
        return None
    below = lines.lines[number + 1] if number + 1 < len(lines.lines) else ""
    if lines.markup == "md":
        return number if _ATX.match(lines.lines[number]) or _is_setext(lines.lines, number) else None
    if not _ADORNMENT.fullmatch(below) or _ADORNMENT.fullmatch(lines.lines[number]):
        return None
    above = lines.lines[number - 1] if number else ""
    return number - 1 if above.strip() == below.strip() else number


def _is_setext(lines: Sequence[str], number: int) -> bool:
    """Return whether a line begins a setext heading."""
    for line in lines[number + 1 : number + 9]:
        if not line.strip():
            return False
        if _SETEXT.fullmatch(line):
            return True
    return False


def _with_labels(lines: _Lines, heading: int) -> int:
    """Return the position of the first label or index entry that belongs to a heading."""
    begin = number = heading
    depth = _indent(lines.lines[heading])
    while number:
        number -= 1
        line = lines.lines[number]
        if not line.strip() or _COMMENT[lines.markup].match(line):
            continue
        if lines.markup == "md":
            number = _start_of_fence(lines.lines, number)
        elif _indent(line) > depth:
            number = _start_of_block(lines.lines, number, depth)
        line = lines.lines[number]
        if _LABEL[lines.markup].fullmatch(line) or _INDEX[lines.markup].match(line):
            begin = number
        elif not _COMMENT[lines.markup].match(line):
            break
    return begin


def _start_of_block(lines: Sequence[str], number: int, depth: int) -> int:
    """Return the line that an indented line belongs to."""
    while number and (not lines[number].strip() or _indent(lines[number]) > depth):
        number -= 1
    return number


def _start_of_fence(lines: Sequence[str], number: int) -> int:
    """Return the line that opens an index fence closed in this line; otherwise this line."""
    closing = re.fullmatch(r"\s*([`:~]{3,})\s*", lines[number])
    if closing is None:
        return number
    for start in range(number - 1, -1, -1):
        if re.match(r"\s*[`:~]{3,}", lines[start]):
            return start if _INDEX["md"].match(lines[start]) else number
    return number


def _end_of_directive(lines: _Lines, start: int) -> int:
    """Return the end of the directive that contains a section, such as ``only``; otherwise the end of the text."""
    if lines.markup == "rst":
        depth = _indent(lines.lines[start])
        rest = range(start, len(lines.lines))
        return next((n for n in rest if lines.lines[n].strip() and _indent(lines.lines[n]) < depth), len(lines.lines))
    fences: list[str] = []
    outer = 0
    for number, line in enumerate(lines.lines):
        if number == start:
            outer = len(fences)
        match = re.match(r"\s*([`:~]{3,})(.*)", line)
        if match is None:
            continue
        if fences and not match[2].strip() and match[1].startswith(fences[-1]):
            fences.pop()
            if number > start and len(fences) < outer:
                return number
        else:
            fences.append(match[1])
    return len(lines.lines)


# -- definitions -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Definition:
    """A definition with its key in the text, its position and the nodes that refer to it."""

    node: nodes.Element
    key: tuple[str, str]
    users: list[nodes.Element]
    needs_user: bool
    """Whether the definition is visible, so that it has to be removed with its last user."""
    position: int | None = None


_DEFINITION = {
    "rst": re.compile(
        r"\s*(?:\.\. (?:\[(?P<note>[^\]]+)\](?:\s|$)|\|(?P<sub>[^|]+)\|\s"
        r"|_(?P<target>`[^`]+`|(?![_`])(?:\\.|[^:\\])+):(?=\s+\S)|(?P<anonymous>__):)|(?P<short>__)\s)"
    ),
    "md": re.compile(r"[\s>]*\[\^(?P<note>[^\]]+)\]:"),
}
_LINK = re.compile(r" {0,3}\[(?!\^)(?P<label>(?:\\.|[^\]\\])+)\]:\s*\S")


def _definitions(document: nodes.document) -> Iterator[_Definition]:
    """Yield the definitions of a document: footnotes, citations, substitutions and link targets."""
    notes = cast("Iterable[nodes.Element]", chain(document.footnotes, document.autofootnotes, document.citations))
    for note in notes:
        if note["names"]:
            refs: Mapping[str, Iterable[nodes.Element]] = (
                document.citation_refs if isinstance(note, nodes.citation) else document.footnote_refs
            )
            users = [ref for name in note["names"] for ref in refs.get(name, ())]
            yield _Definition(note, ("note", note["names"][0]), users, needs_user=True)
    numbered = [note for note in cast("list[nodes.Element]", document.autofootnotes) if not note["names"]]
    numbers = [ref for ref in cast("list[nodes.Element]", document.autofootnote_refs) if "refname" not in ref]
    yield from _by_order("#", numbered, numbers)
    symbols = cast("list[nodes.Element]", document.symbol_footnotes)
    yield from _by_order("*", symbols, cast("list[nodes.Element]", document.symbol_footnote_refs))
    yield from _definitions_of_links(document)


def _definitions_of_links(document: nodes.document) -> Iterator[_Definition]:
    """Yield invisible definitions: substitutions and link targets."""
    substitutions: dict[str, list[nodes.Element]] = {}
    for reference in document.findall(nodes.substitution_reference):
        substitutions.setdefault(reference["refname"].lower(), []).append(reference)
    for name, node in document.substitution_defs.items():
        yield _Definition(node, ("sub", _normalized(name)), substitutions.get(name.lower(), []), needs_user=False)
    for target in document.findall(nodes.target):
        if target["names"] and ("refuri" in target or "refname" in target):
            users = [ref for name in target["names"] for ref in document.refnames.get(name, ())]
            yield _Definition(target, ("target", target["names"][0]), users, needs_user=False)
    anonymous = [target for target in document.findall(nodes.target) if target.get("anonymous")]
    links = [link for link in document.findall(nodes.reference) if link.get("anonymous")]
    for target, link in zip(anonymous, links, strict=False):
        yield _Definition(target, ("anonymous", ""), [link], needs_user=True)


def _by_order(key: str, notes: Iterable[nodes.Element], refs: Iterable[nodes.Element]) -> Iterator[_Definition]:
    """Yield footnotes without a name, which docutils assigns to their references by order."""
    for note, ref in zip(notes, refs, strict=False):
        yield _Definition(note, ("note", key), [ref], needs_user=True)


def _normalized(name: str) -> str:
    """Return a name as docutils compares it."""
    return nodes.fully_normalize_name(name)


def _key_at(line: str, markup: str) -> tuple[str, str] | None:
    """Return the key of the definition that a line begins; None for any other line."""
    match = _DEFINITION[markup].match(line)
    if match is None:
        return None
    groups = match.groupdict()
    if note := groups.get("note"):
        return "note", _normalized(note) if note in "#*" else _normalized(
            note.removeprefix("#") if markup == "rst" else note
        )
    if name := groups.get("sub"):
        return "sub", _normalized(name)
    if name := groups.get("target"):
        return "target", _normalized(name.strip("`").replace("\\", ""))
    return "anonymous", ""


def _locate_definitions(lines: _Lines, definitions: list[_Definition]) -> None:
    """Set the position of each definition: below an include, parser line numbers differ from those of the file."""
    numbers_by_key: dict[tuple[str, str], list[int]] = {}
    for number, line in enumerate(lines.lines):
        if (key := _key_at(line, lines.markup)) is not None:
            numbers_by_key.setdefault(key, []).append(number)
    by_key: dict[tuple[str, str], list[_Definition]] = {}
    for definition in definitions:
        by_key.setdefault(definition.key, []).append(definition)
    for key, group in by_key.items():
        numbers = numbers_by_key.get(key, [])
        if len(numbers) == len(group):
            for definition, number in zip(group, numbers, strict=True):
                definition.position = number
        else:  # one of the lines is an example in a literal block
            for definition in group:
                number = (definition.node.line or 0) - 1
                definition.position = number if number in numbers else None


def _end_of_note(lines: _Lines, start: int) -> int:
    """Return the end of a definition."""
    if lines.markup == "rst":
        return _end_of_block(lines.lines, start)
    end, is_blank = start + 1, False
    for number in range(start + 1, len(lines.lines)):
        line = lines.lines[number]
        if not line.strip():
            is_blank = True
        elif (is_blank and _indent(line) <= _indent(lines.lines[start])) or _begins_block(line):
            break
        else:
            end = number + 1
    return end


def _begins_block(line: str) -> bool:
    """Return whether a line of Markdown ends the paragraph above it without an empty line."""
    return bool(
        _ATX.match(line) or _LABEL["md"].fullmatch(line) or _DEFINITION["md"].match(line) or re.match(r"[`:~]{3}", line)
    )


def _adjust_for_definitions(lines: _Lines, document: nodes.document, hidden: set[int], removed_lines: set[int]) -> None:
    """Keep the definitions that the remaining text uses, and remove notes that only removed text uses.

    :param hidden: the ids of all nodes of the removed sections.
    :param removed_lines: the removed positions.
    """
    definitions = list(_definitions(document))
    _locate_definitions(lines, definitions)
    placed = [definition for definition in definitions if definition.position is not None]
    removed_nodes = set(hidden)
    for _ in range(len(placed) + 1):
        before = len(removed_nodes), len(removed_lines)
        for definition in placed:
            assert definition.position is not None  # see above
            block = set(range(definition.position, _end_of_note(lines, definition.position)))
            is_used = any(id(user) not in removed_nodes for user in definition.users)
            inside = {id(node) for node in definition.node.findall()}
            if is_used and definition.position in removed_lines:
                removed_lines -= block
                removed_nodes -= inside
            elif (
                definition.users and definition.needs_user and not is_used and definition.position not in removed_lines
            ):
                removed_lines |= block
                removed_nodes |= inside
        if (len(removed_nodes), len(removed_lines)) == before:
            break
    if lines.markup == "md":
        _keep_link_definitions(lines, removed_lines)


def _keep_link_definitions(lines: _Lines, removed_lines: set[int]) -> None:
    """Keep the link definitions that the remaining text uses; Markdown has no nodes for them."""
    rest = "\n".join(line for number, line in enumerate(lines.lines) if number not in removed_lines)
    labels = {_normalized(label) for label in re.findall(r"\[((?:\\.|[^\[\]\\])+)\](?!:)", rest)}
    defined = {_normalized(match["label"]) for line in rest.split("\n") if (match := _LINK.match(line))}
    for number in sorted(removed_lines):
        match = _LINK.match(lines.lines[number])
        if match is not None and (label := _normalized(match["label"])) in labels and label not in defined:
            removed_lines.discard(number)
            defined.add(label)


# -- the entire process ------------------------------------------------------------------------------------------------


@record
class Sources:
    """The texts that a document was parsed from."""

    texts: Mapping[str, str]
    """The texts by the path of an included file; the document's own text has an empty path."""
    kind: str
    """The kind of the document's own text; see :class:`SourceText`."""
    path_of: Callable[[str | None], str]
    """Returns the path for a node's source."""
    resolve: Callable[[str], str]
    """Returns the path for the argument of a directive that includes a file."""


def find_blanking(
    document: nodes.document, sections: Sequence[nodes.section], sources: Sources
) -> dict[str, tuple[str, tuple[int, ...]]] | None:
    """Return the lines of sections in the texts of their document; None if they cannot be determined."""
    kind_of_included = "rst" if sources.kind == "rst" else "md"  # included texts have the markup of the document
    parsed = {
        path: SourceText(text, sources.kind if path == _MAIN else kind_of_included)
        for path, text in sources.texts.items()
    }
    lines = _Lines(parsed, sources.resolve)
    removed: set[int] = set()
    for section in sections:
        follower = _section_after(document, section)
        start = _start_of(lines, section, sources.path_of, parsed)
        end = _start_of(lines, follower, sources.path_of, parsed) if follower is not None else len(lines.lines)
        if start is None or end is None or end <= start:
            return None
        removed.update(range(start, min(end, _end_of_directive(lines, start))))
    hidden = {id(node) for section in sections for node in section.findall()}
    _adjust_for_definitions(lines, document, hidden, removed)
    for include in lines.includes:
        if any(number not in removed for number in include.content):
            removed.difference_update(include.directive)
    indices_by_path: dict[str, list[int]] = {}
    for number in sorted(removed):
        path, index = lines.locations[number]
        indices_by_path.setdefault(path, []).append(index)
    return {path: (digest(sources.texts[path]), tuple(indices)) for path, indices in indices_by_path.items()}


def _section_after(document: nodes.document, section: nodes.section) -> nodes.section | None:
    """Return the next section outside of this one."""
    within = {id(node) for node in section.findall(nodes.section)}
    is_after = False
    for candidate in document.findall(nodes.section):
        is_after = is_after or candidate is section
        if is_after and id(candidate) not in within:
            return candidate
    return None


def _start_of(
    lines: _Lines, section: nodes.section, path_of: Callable[[str | None], str], texts: Mapping[str, SourceText]
) -> int | None:
    """Return the first position of a section, including its labels."""
    path = path_of(section.source)
    heading = _heading_of(lines, section, path) if path in texts else None
    return _with_labels(lines, heading) if heading is not None else None
