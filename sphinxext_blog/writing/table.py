"""Table: posts in rows, with a column for each thing that at least one of them has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.post import Post
    from .entries import EntryMaker

__all__ = ["table"]

_COLUMNS = (("date", 13), ("title", 37), ("author", 13), ("category", 13), ("tag", 13), ("minutes", 11))
"""Each with its share of the width, where a format does not find that by itself."""
_ALWAYS = "title"


def table(maker: EntryMaker, posts: Sequence[Post]) -> nodes.container:
    """Posts as a table, in a frame whose width the style sheet can ask for."""
    rows = [_cells(maker, post) for post in posts]
    columns = [(name, width) for name, width in _COLUMNS if name == _ALWAYS or any(row[name] for row in rows)]
    group = nodes.tgroup(cols=len(columns))
    group += [nodes.colspec(colwidth=width) for _, width in columns]
    headings: dict[str, list[nodes.Node]] = {name: [nodes.Text(text)] for name, text in _headings(maker).items()}
    group += nodes.thead("", _row(headings, columns))
    group += nodes.tbody("", *(_row(row, columns) for row in rows))
    found = nodes.table("", group, classes=["colwidths-auto"])
    return nodes.container("", found, classes=["blog-table", "no-search"])


def _headings(maker: EntryMaker) -> dict[str, str]:
    words = maker.words
    terms = {name: words.taxonomy(name) for name in ("author", "category", "tag")}
    return {"date": words.said("date"), "title": words.said("title"), "minutes": words.said("reading time"), **terms}


def _cells(maker: EntryMaker, post: Post) -> dict[str, list[nodes.Node]]:
    return {
        "date": maker.date(post),
        "title": maker.title(post),
        "author": maker.terms(post, "author"),
        "category": maker.terms(post, "category"),
        "tag": maker.few_tags(post),
        "minutes": maker.minutes(post),
    }


def _row(cells: dict[str, list[nodes.Node]], columns: Sequence[tuple[str, int]]) -> nodes.row:
    row = nodes.row()
    for name, _ in columns:
        classes = [f"blog-cell-{name}"] if cells[name] else ["blog-cell-empty"]
        row += nodes.entry("", nodes.paragraph("", "", *cells[name]), classes=classes)
    return row
