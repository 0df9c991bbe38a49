"""MkDocs: what the settings turn on, and what stays text without them."""

# ruff: noqa: E501 -- texts of other engines stand as their authors write them, each in one piece
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.importers.test_settings import Imported, imported

if TYPE_CHECKING:
    from pathlib import Path


def text_of(engine: str, folder: Path, settings: str, text: str, capsys: pytest.CaptureFixture[str]) -> Imported:
    """Return the text of a post below its title, and the notes on it."""
    name = "docs/blog/posts/one.md"
    head = "---\ntitle: T\ndate: 2020-01-01\nown: 4\n---\n"
    files = {
        "mkdocs.yml": settings,
        name: head + text,
        "parts/i.md": "in *it*\n",
        "parts/x.py": CODE,
        "end.md": "*[W3C]: Web\n",
    }
    made, lines = imported(engine, folder, files, capsys)
    notes = [line.removeprefix(f"{name}:") for line in lines if line.startswith(name)]
    return {"text": made["one.md"].partition("# T\n\n")[2].rstrip("\n")}, notes


CODE = "# --8<-- [start:a]\nx = 1\n# --8<-- [end:a]\ny = 2\n"
ALL = (
    "markdown_extensions:\n  - pymdownx.snippets:\n      base_path: [parts]\n      auto_append: [end.md]\n"
    + "".join(f"  - pymdownx.{name}\n" for name in ("keys", "mark", "caret", "tilde", "critic"))
    + "plugins:\n  - macros\n  - blog\nextra:\n  v: 3.1\n  a: {b: c}\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('--8<-- "i.md"', "in *it*"),
        ('> x\n\n```py\n--8<-- "x.py"\n```', "> x\n\n```py\nx = 1\ny = 2\n```"),
        ('```py\n--8<-- "x.py:a"\n```', "```py\nx = 1\n```"),
        ('```py\n--8<-- "x.py:4:4"\n```', "```py\ny = 2\n```"),
        ("--8<--\ni.md\n\nparts/i.md\n--8<--", "in *it*\n\nin *it*"),
        (';--8<-- "i.md"', '--8<-- "i.md"'),
        ('!!! note "N"\n\n    --8<-- "i.md"', "```{admonition} N\n:class: note\n\nin *it*\n```"),
        ("The W3C.", "The {abbr}`W3C (Web)`."),
        ('++ctrl+alt+"ä"++ `++a++` C++ and C++', "{kbd}`Ctrl+Alt+ä` `++a++` C++ and C++"),
        ("==a b== and 1 == 2 == 3, ^^c^^ H~2~O 2^10^ ~~d~~", "<mark>a b</mark> and 1 == 2 == 3, <ins>c</ins> H<sub>2</sub>O 2<sup>10</sup> ~~d~~"),
        ("{++a++}{--b--}{==c==}{~~d~>e~~}{>>f -- g<<}", "<ins>a</ins><del>b</del><mark>c</mark><del>d</del><ins>e</ins><!-- f - - g -->"),
        ("{% raw %}{{ v }}{% endraw %}", "{{ v }}"),
    ],
)  # fmt: skip
def test_extensions_of_mkdocs(tmp_path: Path, text: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert text_of("mkdocs", tmp_path, ALL, text, capsys) == ({"text": expected}, [])


@pytest.mark.parametrize(
    ("text", "expected", "notes"),
    [
        ('--8<-- "x.py:none"', '--8<-- "x.py:none"', "6: snippet 'x.py:none' not found. The line is unchanged."),
        ("a {{ f(1) }}", "a <!-- {{ f(1) }} -->", "6: unsupported tag '{{ f(1) }}'; preserved as a comment"),
        ("```\n{{ z }}\n```", "```\n{{ z }}\n```", "7: unsupported tag '{{ z }}' in code; left as it is"),
        ("```py\nx # (1)!\n```\n\n1.  y", "```py\nx # (1)\n```\n\n1.  y", "7: code annotation '# (1)!' is not supported. It is written as a comment."),
    ],
)  # fmt: skip
def test_what_sphinx_has_not_is_reported(
    tmp_path: Path, text: str, expected: str, notes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert text_of("mkdocs", tmp_path, ALL, text, capsys) == ({"text": expected}, [notes])


BLOCKS = (
    "markdown_extensions:\n  - pymdownx.blocks.admonition:\n      types: [note, tip, {name: bug, class: danger, title: A bug}]\n"
    "  - pymdownx.blocks.details:\n      types: [{name: details-tip}]\n  - pymdownx.blocks.tab\n"
    "  - pymdownx.blocks.caption\n  - pymdownx.blocks.html\n"
)
"""Settings that turn blocks on."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/// note | Of *a/b*\nText\n\n```py\n/// tip\n```\n///\n\n    code", "````{admonition} Of *a/b*\n:class: note\n\nText\n\n```py\n/// tip\n```\n````\n\n    code"),
        ("Before\n///tip\nText\n///\nAfter", "Before\n```{tip}\nText\n```\nAfter"),
        ("/// bug\n    attrs: {class: inline end}\n\nText\n///", "```{admonition} A bug\n:class: danger inline end\n\nText\n```"),
        ("/// admonition | A\n    type: warning\n\nText\n///", "```{admonition} A\n:class: warning\n\nText\n```"),
        ("/// admonition | A\nText\n///", "```{admonition} A\n:class: note\n\nText\n```"),
        ("/// details | More\n    open: true\n    type: warning\nText\n///", "```{dropdown} More\n:open:\n\nText\n```"),
        ("/// details-tip\nText\n///\n\n/// details\n///", "```{dropdown} Tip\nText\n```\n\n```{dropdown} Details\n<!-- empty -->\n```"),
        ('/// tab | A\na\n///\n\n/// tab | B "b"\n    select: true\n\nb\n///\n\n/// tab | C\n    new: true\n\nc\n///\nEnd', '````{tab-set}\n```{tab-item} A\na\n```\n\n```{tab-item} B "b"\n:selected:\n\nb\n```\n````\n\n````{tab-set}\n```{tab-item} C\n\nc\n```\n````\nEnd'),
        ("//// note\n/// tab | A\n!!! tip\n\n    a\n///\n////", "``````{note}\n`````{tab-set}\n````{tab-item} A\n```{tip}\n\na\n```\n````\n`````\n``````"),
        ("!!! note\n\n    /// tip\n    a\n    ///", "````{note}\n\n```{tip}\na\n```\n````"),
        ("1. x\n\n    /// tip | T\n        attrs: {class: y}\n\n    a\n    ///\n\n2. y", "1. x\n\n    ```{admonition} T\n    :class: tip y\n\n    a\n    ```\n\n2. y"),
        ("> /// tip\n> a\n>\n> b\n> ///\n> c", "> ```{tip}\n> a\n>\n> b\n> ```\n> c"),
        ("- /// tab | A\n  a\n  ///\n\n  /// tab | B\n  b\n  ///", "- ````{tab-set}\n  ```{tab-item} A\n  a\n  ```\n\n  ```{tab-item} B\n  b\n  ```\n  ````"),
        ("/// note\na\n/// b\n///\n\n////// tip\nc\n//////", "```{note}\na\n/// b\n```\n\n```{tip}\nc\n```"),
        ("```\n/// note\na\n///\n```", "```\n/// note\na\n///\n```"),
    ],
)  # fmt: skip
def test_blocks_of_mkdocs(tmp_path: Path, text: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Notes, details and tabs between slashes, with the names that the settings give them."""
    new, notes = text_of("mkdocs", tmp_path, BLOCKS, text, capsys)
    assert new == {"text": expected}
    assert notes == (["8: /// stays visible in '/// b'"] if "/// b\n" in text else [])


def test_names_of_admonitions_without_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The names are those of the extension."""
    text, settings = "/// important\na\n///", "markdown_extensions: [pymdownx.blocks.admonition]\n"
    assert text_of("mkdocs", tmp_path, settings, text, capsys) == ({"text": "```{important}\na\n```"}, [])
    text, notes = "/// tab | A\na\n///", ["6: /// stays visible in '/// tab | A'"]
    assert text_of("mkdocs", tmp_path / "2", settings, text, capsys) == ({"text": text}, notes)


@pytest.mark.parametrize(
    ("text", "expected", "notes"),
    [
        ("a\n\n/// caption\nOf *it*\n///", "a\n\n/// caption\nOf *it*\n///", ["8: unsupported block '/// caption'; left as it is"]),
        ("//// html | div\n/// tip\na\n///\n////", "//// html | div\n```{tip}\na\n```\n////", ["6: unsupported block '//// html | div'; left as it is"]),
        ("/// note\na", "/// note\na", ["6: /// stays visible in '/// note'"]),
        ("/// html | div.a\na\n///", "/// html | div.a\na\n///", ["6: unsupported block '/// html | div.a'; left as it is"]),
        ("/// warning\na\n///", "/// warning\na\n///", ["6: /// stays visible in '/// warning'"]),
        ("/// note\n    a: [\n\na\n///", "/// note\n    a: [\n\na\n///", ["6: unsupported block '/// note'; left as it is"]),
        ("/// note\n    attrs: {id: x}\n\na\n///", "```{note}\n\na\n```", ["6: block '/// note': the options attrs are not supported. They are ignored."]),
    ],
)  # fmt: skip
def test_blocks_that_are_reported(
    tmp_path: Path, text: str, expected: str, notes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Other kinds, names that the settings do not have, no end, and what is lost."""
    assert text_of("mkdocs", tmp_path, BLOCKS, text, capsys) == ({"text": expected}, notes)


def test_slashes_are_text_where_no_block_is_turned_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "/// note | A\na\n///"
    assert text_of("mkdocs", tmp_path, ALL, text, capsys) == ({"text": text}, [])


def test_what_is_not_turned_on_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "==a== ++b++ ^^c^^ {{ v }} W3C"
    assert text_of("mkdocs", tmp_path, "plugins: [blog]\n", text, capsys) == ({"text": text}, [])
