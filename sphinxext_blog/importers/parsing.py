"""Parsing: one pass of markdown-it over a post, in which every piece of its text knows where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from .source import Place, Source

__all__ = ["Definition", "Dialect", "Leaf", "ParsedPost", "Piece", "parse", "parser_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How the Markdown of one engine differs from CommonMark: data, no code."""

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


class Piece(NamedTuple):
    """What one inline rule matched; positions are those of the content of its leaf."""

    rule: str
    """``link``, ``image``, ``autolink``, ``backticks``, ``html_inline``, ``emphasis``, ``tag``, ``attributes``…"""
    start: int
    end: int
    token: Token | None
    """The first token that the rule pushed that is not text."""
    target: tuple[int, int] | None = None
    """Of the target of an inline link or image; None for a reference."""


@dataclass(slots=True)
class Leaf:
    """The text of a paragraph, a heading or a cell, with its pieces in their order."""

    token: Token
    place: Place | None
    """None if the text could not be placed in the file; then no edits are made in it."""
    pieces: list[Piece]
    holder: str
    """The type of the token before it: ``paragraph_open``, ``heading_open``, ``th_open``."""


@dataclass(slots=True)
class Definition:
    """The definition of a link: ``[label]: target``."""

    content: str
    first: int
    target: tuple[int, int]
    place: Place | None = None


@dataclass(slots=True)
class ParsedPost:
    """A parsed post."""

    source: Source
    tokens: list[Token]
    leaves: list[Leaf] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)


def parser_for(dialect: Dialect) -> MarkdownIt:
    """Return a parser of a dialect; it can parse any number of posts."""
    raise NotImplementedError


def parse(parser: MarkdownIt, source: Source) -> ParsedPost:
    """Parse the body of a post."""
    raise NotImplementedError
