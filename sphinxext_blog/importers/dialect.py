"""Dialects: how the Markdown of an engine differs from CommonMark, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

__all__ = ["Dialect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How the Markdown of one engine differs from CommonMark."""

    tags: re.Pattern[str] | None = None
    """A tag, with the groups ``name`` and ``args`` (see ``foreign.LIQUID`` and ``foreign.HUGO``)."""
    tag_end: str = ""
    """A pattern of the end of a block tag, with ``{}`` for its name."""
    literal: frozenset[str] = frozenset()
    """Names of block tags whose bodies are not Markdown; all other tags with an end contain Markdown."""
    boxes: tuple[tuple[str, str], ...] = ()
    """Signs of fenced boxes (``:`` or ``/``), each with a pattern of what follows its fence."""
    indented_boxes: bool = False
    """Whether ``!!! note``, ``??? note`` and ``=== "Tab"`` are boxes."""
    attribute_lists: bool = False
    """Whether ``{: .class }`` are attributes, as in kramdown and Python-Markdown."""
    tex: str = ""
    r"""What math in ``(x)`` and ``[x]`` is marked with: one backslash, or two where one is an escape."""
    inline_double_dollars: bool = False
    """Whether ``$$x$$`` within a line is math in the text, as in kramdown."""
    dollars: bool = True
    """Whether ``$x$`` is math."""
    inline_html: bool = True
    """Whether ``<img>`` or ``<b>`` alone in a line begins a paragraph, if text follows; CommonMark has HTML there."""
    html_resumes: bool = False
    """Whether Markdown goes on in the line below the end of an HTML block, as in kramdown."""
    mdx: bool = False
    """Whether there are components and ``import`` lines."""
    names_with_blanks: bool = False
    """Whether the names of images may have blanks."""
    headless_tables: bool = False
    """Whether tables need no head row, as in kramdown."""
    loose_headings: bool = False
    """Whether ``##Heading`` without a blank is a heading."""
    bare_links: bool = False
    """Whether an address in the text is a link."""
    html_markdown: bool = False
    """Whether ``<div markdown>`` contains Markdown."""
