"""Fixes of front matter and directives that have exactly one safe result, as edits of source lines."""

from __future__ import annotations

import json
import re
from datetime import time, timedelta, timezone
from difflib import SequenceMatcher, unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from yaml.reader import Reader

from ..model.dates import read_date
from ..model.record import record
from ..model.slugs import label_key
from ..source.frontmatter import open_front_matter, read_front_matter
from ..source.metadata import KINDS, TERM_KEYS, Kind, labels_of, suggested_key
from ..source.prediction import is_post, is_reserved_docname, matches
from ..sphinx_compat import column_width
from .problems import Problem, display_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from .site import Site

__all__ = [
    "Edit",
    "FixedFile",
    "apply_edits",
    "changes_of",
    "corrected_key",
    "fields_of",
    "fix_fields",
    "fix_front_matter",
    "fix_posts",
    "is_date_key",
    "iso_date",
    "markdown_heading",
    "remove_duplicates",
    "rst_heading",
    "yaml_scalar",
]

_MARKDOWN = re.compile(r"[\\`*<\[\]${}~]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|#(?=#*$)")
_RST = re.compile(r"[\\`*|]|(?<![^\W_])_|_(?![^\W_])")


def markdown_heading(title: str) -> str:
    """Return the heading of a Markdown document."""
    return "# " + _MARKDOWN.sub(r"\\\g<0>", title)


def rst_heading(title: str) -> str:
    """Return the heading of a reStructuredText document, with an underline of the same width in any script."""
    text = _RST.sub(r"\\\g<0>", title)
    if not text[0].isalnum() and text[0] != "\\":  # a dash would start a list
        text = f"\\{text}"
    return f"{text}\n{'=' * max(column_width(text), 4)}"


def yaml_scalar(text: str) -> str:
    """Return a text as a YAML value or item of a flow sequence, quoted only if necessary."""
    try:
        is_plain = yaml.safe_load(f"key: {text}") == {"key": text} and yaml.safe_load(f"[{text}]") == [text]
    except (yaml.YAMLError, ValueError):  # a date that does not exist is a ValueError
        is_plain = False
    quoted = json.dumps(text, ensure_ascii=False)
    return text if is_plain else Reader.NON_PRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


_CONTINUATION = r"(?:[ \t]+[^\s][^\r\n]*\r?\n)*"
_FIELD_LIST = re.compile(
    rf"\A\ufeff?(?:[ \t]*\r?\n)*(?P<fields>(?::[^\s:][^:\r\n]*:(?:[ \t][^\r\n]*)?\r?\n{_CONTINUATION})+)"
)
_FIELD = re.compile(
    rf"^:(?P<name>[^\s:][^:\r\n]*):(?:[ \t]+(?P<value>[^\s](?:[^\r\n]*[^\s])?))?[ \t]*\r?\n(?P<more>{_CONTINUATION})",
    re.MULTILINE,
)


def fields_of(text: str) -> dict[str, str]:
    """Return the first field list of a reStructuredText file without conversion; empty if there is none."""
    match = _FIELD_LIST.match(text)
    return {field["name"]: field["value"] or "" for field in _FIELD.finditer(match["fields"])} if match else {}


def fix_fields(text: str, *, term_keys: Mapping[str, str] = TERM_KEYS) -> tuple[str, tuple[Edit, ...]]:
    """Return a reStructuredText file with a fixed field list, and the edits."""
    match = _FIELD_LIST.match(text)
    if match is None:
        return text, ()
    edits = tuple(_field_edits(text, match.start("fields"), match.end("fields"), term_keys))
    return apply_edits(text, edits), edits


def _field_edits(text: str, start: int, end: int, term_keys: Mapping[str, str]) -> Iterator[Edit]:
    fields = list(_FIELD.finditer(text, start, end))
    names = [field["name"] for field in fields]
    for field in fields:
        key = field["name"]
        line = text.count("\n", 0, field.start()) + 1
        if (correct := corrected_key(key, names, term_keys)) and names.count(key) == 1:
            message = f"{key}: renamed to '{correct}'"
            yield Edit(start=field.start("name"), end=field.end("name"), text=correct, line=line, message=message)
            names.append(correct)
            key = correct
        value = field["value"]
        if not value or field["more"]:
            continue
        if is_date_key(key) and (iso := iso_date(value)):
            new, message = iso, f"{key}: '{value}' rewritten as {iso}"
        elif key in term_keys and (unique := remove_duplicates(value)) is not None:
            new, message = unique, f"{key}: removed duplicate terms"
        else:
            continue
        yield Edit(start=field.start("value"), end=field.end("value"), text=new, line=line, message=message)


_OPENING = re.compile(r"\A\ufeff?---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)


def fix_front_matter(
    text: str, *, bare: bool, term_keys: Mapping[str, str] = TERM_KEYS
) -> tuple[str, tuple[Edit, ...]]:
    """Return a Markdown file with fixed front matter, and the edits.

    :param term_keys: the keys for terms, with their taxonomy.
    :param bare: whether front matter may lack its opening line, as in files that match ``blog_posts``.
    """
    source, edits = _with_opening_line(text) if bare else (text, ())
    opening = _OPENING.match(source)
    closing = _CLOSING.search(source, opening.end()) if opening is not None else None
    front = read_front_matter(source)
    if opening is None or closing is None or front is None or front.error:
        return source, edits
    block = source[opening.end() : closing.start()]
    values = dict(front.values)
    block_edits = tuple(_yaml_edits(block, values, 2 - len(edits), term_keys))
    result = source[: opening.end()] + apply_edits(block, block_edits) + source[closing.start() :]
    result_front = read_front_matter(result)
    if result_front is None or result_front.error or result_front.values != values:
        return source, edits
    return result, (*edits, *block_edits)


def _with_opening_line(text: str) -> tuple[str, tuple[Edit, ...]]:
    if open_front_matter(text) == text:
        return text, ()
    start = len(text) - len(text.removeprefix("\ufeff"))
    newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    message = "front matter: added the opening line '---'"
    edit = Edit(start=start, end=start, text=f"---{newline}", line=1, message=message)
    return apply_edits(text, (edit,)), (edit,)


def _yaml_edits(block: str, values: dict[str, Any], first: int, term_keys: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits of a YAML block, and change its values accordingly.

    :param first: the line of the file in which the block starts.
    """
    try:
        root = yaml.compose(block, yaml.SafeLoader)  # the implementation in C counts bytes, not characters
    except yaml.YAMLError:
        return
    for key_node, value_node in root.value if isinstance(root, yaml.MappingNode) else ():
        key, line = key_node.value, first + key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode) or key_node.style is not None or key not in values:
            continue
        if correct := corrected_key(key, values, term_keys):
            message = f"{key}: renamed to '{correct}'"
            yield _edit(key_node, correct, line, message)
            values[correct] = values.pop(key)
            key = correct
        if isinstance(value_node, yaml.ScalarNode) and _is_plain(block, value_node):
            yield from _scalar_edits(block, value_node, key, values, line, has_terms=key in term_keys)
        elif isinstance(value_node, yaml.SequenceNode) and key in term_keys:
            yield from _sequence_edits(block, value_node, key, values, first)


def _edit(node: yaml.Node, text: str, line: int, message: str) -> Edit:
    return Edit(start=node.start_mark.index, end=node.end_mark.index, text=text, line=line, message=message)


def _source(block: str, node: yaml.Node) -> str:
    return block[node.start_mark.index : node.end_mark.index]


def _is_plain(block: str, node: yaml.ScalarNode) -> bool:
    """Return whether the source of a scalar is its value, with or without quotes."""
    return _source(block, node) in (node.value, f"'{node.value}'", f'"{node.value}"')


def _scalar_edits(
    block: str, node: yaml.ScalarNode, key: str, values: dict[str, Any], line: int, *, has_terms: bool
) -> Iterator[Edit]:
    if is_date_key(key) and (iso := iso_date(node.value)):
        values[key] = iso
        yield _edit(node, iso, line, f"{key}: '{node.value}' rewritten as {iso}")
    elif has_terms and (unique := remove_duplicates(node.value)) is not None:
        values[key] = unique
        text = _source(block, node).replace(node.value, unique)
        yield _edit(node, text, line, f"{key}: removed duplicate terms")


def _sequence_edits(
    block: str, node: yaml.SequenceNode, key: str, values: dict[str, Any], first: int
) -> Iterator[Edit]:
    seen: set[str] = set()
    remaining = []
    for index, item in enumerate(node.value):
        labels = {label_key(label) for label in labels_of(values[key][index])}
        span = _span(block, node, index) if labels and labels <= seen and isinstance(item, yaml.ScalarNode) else None
        seen |= labels
        if span is None:
            remaining.append(values[key][index])
            continue
        message = f"{key}: removed the duplicate '{item.value}'"
        yield Edit(start=span[0], end=span[1], text="", line=first + item.start_mark.line, message=message)
    values[key] = remaining


def _span(block: str, node: yaml.SequenceNode, index: int) -> tuple[int, int] | None:
    """Return (start, end) of the text to remove with an item other than the first; None if it contains a comment."""
    item = node.value[index]
    if node.flow_style:
        before = node.value[index - 1].end_mark.index
        between = block[before : item.start_mark.index]
        return (before, item.end_mark.index) if re.fullmatch(r"\s*,\s*", between) else None
    start = block.rfind("\n", 0, item.start_mark.index) + 1
    end = block.find("\n", item.end_mark.index) + 1
    alone = re.fullmatch(rf"[ \t]*-[ \t]+{re.escape(_source(block, item))}[ \t]*\r?\n", block[start:end])
    return (start, end) if alone else None


_ZONELESS = timezone(timedelta(0), "none")
"""The time zone of a date without one, recognized by identity."""
_MIN_SIMILARITY = 0.8
"""The minimum similarity of a misspelled key; a key with two such candidates is not fixed."""


@record
class Edit:
    """A replacement of a piece of text."""

    start: int
    end: int
    text: str
    line: int
    """The line in the unchanged file, from 1."""
    message: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits to a text; they must not overlap."""
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def is_date_key(key: str) -> bool:
    """Return whether the value of a key is a date."""
    return KINDS.get(key) is Kind.DATE


def corrected_key(key: str, others: Collection[str], term_keys: Mapping[str, str]) -> str:
    """Return the correct key for a misspelled one; empty if it is not unique.

    :param others: all keys in the front matter; if a synonym is among them, the intended value is ambiguous.
    :param term_keys: the keys for terms, with their taxonomy, including those that the site defines.
    """
    known_keys = {**KINDS, **term_keys}
    suggestion = suggested_key(key, term_keys) if key not in known_keys else ""
    if not suggestion:
        return ""
    synonyms = {known for known in known_keys if term_keys.get(known, known) == term_keys.get(suggestion, suggestion)}
    name = key.strip().lower().replace("-", "_")
    similar = {known for known in known_keys if SequenceMatcher(None, known, name).ratio() >= _MIN_SIMILARITY}
    return suggestion if not synonyms & set(others) and similar <= synonyms else ""


def iso_date(value: str) -> str | None:
    """Return a date in ISO form, with a time zone only if it has one; None if it has that form or is not a date."""
    try:
        timestamp = read_date(value, _ZONELESS)
    except ValueError:
        return None
    zone = "" if timestamp.tzinfo is _ZONELESS else " " + timestamp.isoformat()[-6:]
    clock = timestamp.time()
    iso = timestamp.date().isoformat()
    if zone or clock != time():
        iso += " " + clock.isoformat("auto" if clock.second or clock.microsecond else "minutes") + zone
    return iso if not _is_iso(value) else None


def _is_iso(value: str) -> bool:
    """Return whether a date starts with the day in ISO form."""
    return len(value.strip()) >= 10 and value.strip()[4] == value.strip()[7] == "-"  # noqa: PLR2004 - 2026-01-11


def remove_duplicates(text: str) -> str | None:
    """Return comma-separated labels without repetitions; None if none is repeated, or if the text contains quotes."""
    if set(text) & set("\"'[]\\\n"):
        return None
    pieces = text.split(",")
    first = {label_key(piece): index for index, piece in reversed(list(enumerate(pieces)))}
    remaining = [
        piece for index, piece in enumerate(pieces) if not label_key(piece) or first[label_key(piece)] == index
    ]
    return ",".join(remaining) if len(remaining) < len(pieces) else None


@record
class FixedFile:
    """A fixed file."""

    path: Path
    before: str
    after: str
    fixes: tuple[Problem, ...]
    """The edits, with the lines of the unchanged file."""


def fix_posts(site: Site, *, write: bool) -> list[FixedFile]:
    """Fix the posts of a site that has not been read yet.

    :param write: whether to change the files.
    """
    site.env.find_files(site.config, site.builder)
    fixed_files = []
    for docname in sorted(site.env.found_docs):
        path = Path(site.env.doc2path(docname))
        try:
            before = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):  # the check reports it
            continue
        after, edits = _fix_text(site, docname, path, before)
        if not edits:
            continue
        fixes = tuple(
            Problem(file=str(path), line=edit.line, type="fixed", message=edit.message, level="info") for edit in edits
        )
        fixed_files.append(FixedFile(path=path, before=before, after=after, fixes=fixes))
        if write:
            path.write_bytes(after.encode("utf-8"))
    return fixed_files


def _fix_text(site: Site, docname: str, path: Path, text: str) -> tuple[str, tuple[Edit, ...]]:
    options = site.domain.options
    is_reserved = is_reserved_docname(docname, site.config.root_doc, options.layout())
    listed = matches(docname, options)
    suffix = next((suffix for suffix in site.config.source_suffix if path.name.endswith(suffix)), path.suffix)
    if suffix == ".ipynb":
        return text, ()
    if site.config.source_suffix.get(suffix) == "restructuredtext":
        post = is_post(fields_of(text), docname, options, is_reserved=is_reserved)
        return fix_fields(text, term_keys=options.term_keys) if post else (text, ())
    front = read_front_matter(open_front_matter(text) if listed else text)
    post = is_post(front.values if front is not None else {}, docname, options, is_reserved=is_reserved)
    return fix_front_matter(text, bare=listed, term_keys=options.term_keys) if post else (text, ())


def changes_of(files: Iterable[FixedFile]) -> str:
    """Return the changes in the form of ``diff -u``."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for file in files
        for line in unified_diff(
            _lines(file.before), _lines(file.after), display_path(file.path), display_path(file.path)
        )
    )


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)
