"""Mending YAML: front matter of a Markdown file put right in place; comments, quotes and the text stay as they are.

What comes out is read again and compared with what was meant; if that differs, nothing is changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from ..core.slugs import label_key
from ..reading.declaration import TERM_KEYS
from ..reading.frontmatter import open_front_matter, read_front_matter
from ..reading.labels import labels_of
from .mending import Edit, applied, holds_date, iso_date, right_key, without_repeats

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["mend_front_matter"]

_OPENING = re.compile(r"\A\ufeff?---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)


def mend_front_matter(
    text: str, *, bare: bool, term_keys: Mapping[str, str] = TERM_KEYS
) -> tuple[str, tuple[Edit, ...]]:
    """A Markdown file with its front matter mended, and what was changed.

    :param term_keys: those that file a post under terms, with their taxonomy.
    :param bare: whether front matter without an opening line of dashes counts, as it does in ``blog_posts``.
    """
    opened, edits = _opened(text) if bare else (text, ())
    opening = _OPENING.match(opened)
    closing = _CLOSING.search(opened, opening.end()) if opening is not None else None
    front = read_front_matter(opened)
    if opening is None or closing is None or front is None or front.error:
        return opened, edits
    block = opened[opening.end() : closing.start()]
    values = dict(front.values)
    inner = tuple(_edits(block, values, 2 - len(edits), term_keys))
    mended = opened[: opening.end()] + applied(block, inner) + opened[closing.start() :]
    again = read_front_matter(mended)
    if again is None or again.error or again.values != values:
        return opened, edits
    return mended, (*edits, *inner)


def _opened(text: str) -> tuple[str, tuple[Edit, ...]]:
    if open_front_matter(text) == text:
        return text, ()
    start = len(text) - len(text.removeprefix("\ufeff"))
    newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    message = "front matter has its opening line '---' now"
    edit = Edit(start=start, end=start, text=f"---{newline}", line=1, message=message)
    return applied(text, (edit,)), (edit,)


def _edits(block: str, values: dict[str, Any], first: int, term_keys: Mapping[str, str]) -> Iterator[Edit]:
    """The edits of a block; its values are changed to what they will be.

    :param first: the line of the file in which the block begins.
    """
    try:
        root = yaml.compose(block, yaml.SafeLoader)  # in Python: its places are counted in characters
    except yaml.YAMLError:
        return
    for key_node, value_node in root.value if isinstance(root, yaml.MappingNode) else ():
        key, line = key_node.value, first + key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode) or key_node.style is not None or key not in values:
            continue
        if meant := right_key(key, values, term_keys):
            message = f"key '{key}' is '{meant}' now"
            yield _edit(key_node, meant, line, message)
            values[meant] = values.pop(key)
            key = meant
        if isinstance(value_node, yaml.ScalarNode) and _is_plain(block, value_node):
            yield from _scalar(block, value_node, key, values, line, has_terms=key in term_keys)
        elif isinstance(value_node, yaml.SequenceNode) and key in term_keys:
            yield from _sequence(block, value_node, key, values, first)


def _edit(node: yaml.Node, text: str, line: int, message: str) -> Edit:
    return Edit(start=node.start_mark.index, end=node.end_mark.index, text=text, line=line, message=message)


def _source(block: str, node: yaml.Node) -> str:
    return block[node.start_mark.index : node.end_mark.index]


def _is_plain(block: str, node: yaml.ScalarNode) -> bool:
    """Whether a scalar stands there as it is, with quotes or without."""
    return _source(block, node) in (node.value, f"'{node.value}'", f'"{node.value}"')


def _scalar(
    block: str, node: yaml.ScalarNode, key: str, values: dict[str, Any], line: int, *, has_terms: bool
) -> Iterator[Edit]:
    if holds_date(key) and (iso := iso_date(node.value)):
        values[key] = iso
        yield _edit(node, iso, line, f"{key} '{node.value}' is {iso} now")
    elif has_terms and (fewer := without_repeats(node.value)) is not None:
        values[key] = fewer
        text = _source(block, node).replace(node.value, fewer)
        yield _edit(node, text, line, f"{key} names each term once now")


def _sequence(block: str, node: yaml.SequenceNode, key: str, values: dict[str, Any], first: int) -> Iterator[Edit]:
    seen: set[str] = set()
    kept = []
    for place, item in enumerate(node.value):
        labels = {label_key(label) for label in labels_of(values[key][place])}
        span = _span(block, node, place) if labels and labels <= seen and isinstance(item, yaml.ScalarNode) else None
        seen |= labels
        if span is None:
            kept.append(values[key][place])
            continue
        message = f"{key} names '{item.value}' once now"
        yield Edit(start=span[0], end=span[1], text="", line=first + item.start_mark.line, message=message)
    values[key] = kept


def _span(block: str, node: yaml.SequenceNode, place: int) -> tuple[int, int] | None:
    """What has to go for an item to be gone, but for the first; None where a comment would go with it."""
    item = node.value[place]
    if node.flow_style:
        before = node.value[place - 1].end_mark.index
        between = block[before : item.start_mark.index]
        return (before, item.end_mark.index) if re.fullmatch(r"\s*,\s*", between) else None
    start = block.rfind("\n", 0, item.start_mark.index) + 1
    end = block.find("\n", item.end_mark.index) + 1
    alone = re.fullmatch(rf"[ \t]*-[ \t]+{re.escape(_source(block, item))}[ \t]*\r?\n", block[start:end])
    return (start, end) if alone else None
