"""Titles: every post has one, and its sections stay where they are."""

from __future__ import annotations

import pytest
from docutils import nodes

from sphinxext_blog.source.declarations import ensure_title, title_from_docname
from tests.unit.doctrees import md, rst


@pytest.mark.parametrize(
    ("docname", "name"),
    [
        ("posts/hello-world", "Hello world"),
        ("posts/2026-01-11-hello-world", "Hello world"),
        ("posts/2026_1_1_hello", "Hello"),
        ("posts/hello/index", "Hello"),
        ("posts/2026-01-11-hello/index", "Hello"),
        ("posts/2026-01-11", "2026-01-11"),
        ("index", "Index"),
        ("posts/My Post", "My Post"),
        ("posts/iPhone", "IPhone"),
        ("posts/你好-世界", "你好 世界"),
        ("posts/-", "-"),
        ("posts/___", "___"),
    ],
)
def test_a_file_name_can_be_read(docname: str, name: str) -> None:
    """Without its date, hyphens as spaces; never empty."""
    assert title_from_docname(docname) == name


def _outline(document: nodes.document) -> list[str]:
    return [title.astext() for title in document.findall(nodes.title)]


@pytest.mark.parametrize(
    ("text", "title", "outline"),
    [
        ("# H\n\nText.\n", "", ["H"]),
        ("# H\n\nText.\n", "Given", ["H"]),
        ("Text.\n", "", ["File"]),
        ("Text.\n", "Given", ["Given"]),
        ("", "", ["File"]),
        ("# One\n\nA\n\n# Two\n\nB\n", "", ["One", "Two"]),
        ("# One\n\nA\n\n# Two\n\nB\n", "Given", ["Given", "One", "Two"]),
        ("Text.\n\n# One\n", "Given", ["Given", "One"]),
        ("Text.\n\n# One\n", "", ["One"]),
        ("<!-- comment -->\n\n# H\n", "Given", ["H"]),
    ],
)
def test_a_document_gets_the_heading_it_lacks(text: str, title: str, outline: list[str]) -> None:
    """A title of front matter stands above several headings, not above the only one."""
    document = md(text)
    ensure_title(document, title, "File")
    assert _outline(document) == outline


def test_the_new_heading_can_be_linked_to() -> None:
    """It has an id, a source and a line; a field list stays before it."""
    document = rst(":date: 2026-01-11\n\nText.\n")
    ensure_title(document, "My Title", "File")
    fields, section = document.children
    assert isinstance(fields, nodes.field_list | nodes.docinfo)
    assert isinstance(section, nodes.section)
    assert section["ids"] == ["my-title"]
    assert section[0].line == 1
    assert section.astext() == "My Title\n\nText."


def test_a_field_list_further_down_is_text() -> None:
    """Only the first is front matter."""
    document = rst("Text.\n\n:field: body\n")
    ensure_title(document, "", "File")
    assert len(document.children) == 1
