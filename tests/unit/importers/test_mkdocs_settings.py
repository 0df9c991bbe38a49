"""MkDocs: what the settings turn on, and what stays text without them."""

# ruff: noqa: E501 -- texts of other engines stand as their authors write them, each in one piece
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.importers.test_settings import Imported, imported

if TYPE_CHECKING:
    from pathlib import Path


def text_of(engine: str, folder: Path, settings: str, text: str, capsys: pytest.CaptureFixture[str]) -> Imported:
    """The text of a post below its title, and what the report says of its lines from the first."""
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
    told = [line.removeprefix(f"{name}:") for line in lines if line.startswith(name)]
    return {"text": made["one.md"].partition("# T\n\n")[2].rstrip("\n")}, told


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
        ('!!! note inline end "N"\n\n    --8<-- "i.md"', "```{admonition} N\n:class: note\n\nin *it*\n```"),
        ("The W3C.", "The {abbr}`W3C (Web)`."),
        ('++ctrl+alt+"ä"++ `++a++` C++ and C++', "{kbd}`Ctrl+Alt+ä` `++a++` C++ and C++"),
        ("==a b== and 1 == 2 == 3, ^^c^^ H~2~O 2^10^ ~~d~~", "<mark>a b</mark> and 1 == 2 == 3, <ins>c</ins> H<sub>2</sub>O 2<sup>10</sup> ~~d~~"),
        ("{++a++}{--b--}{==c==}{~~d~>e~~}{>>f -- g<<}", "<ins>a</ins><del>b</del><mark>c</mark><del>d</del><ins>e</ins><!-- f - - g -->"),
        ("v{{ v }} {{ a.b }} {{ own }}\n\n```\npip {{ v }}\n```\n\n{% raw %}{{ v }}{% endraw %}", "v3.1 c 4\n\n```\npip 3.1\n```\n\n{{ v }}"),
    ],
)  # fmt: skip
def test_extensions_of_mkdocs(tmp_path: Path, text: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert text_of("mkdocs", tmp_path, ALL, text, capsys) == ({"text": expected}, [])


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ('--8<-- "x.py:none"', '--8<-- "x.py:none"', "6: snippet 'x.py:none' was not put in"),
        ("a {{ f(1) }}", "a <!-- {{ f(1) }} -->", "6: '{{ f(1) }}' was not understood; it is kept in a comment"),
        ("```\n{{ z }}\n```", "```\n{{ z }}\n```", "7: '{{ z }}' was not understood; it is left in"),
        ("```py\nx # (1)!\n```\n\n1.  y", "```py\nx # (1)\n```\n\n1.  y", "7: annotation '# (1)!' is left in as a comment of the code, with its list below"),
        ("a (1)\n{ .annotate }\n\n1.  b", "a (1)\n<!-- { .annotate } -->\n\n1.  b", "7: attributes '{ .annotate }' have no place in MyST; they are left in a comment"),
        ("## H { data-toc-label='x' }", "## H <!-- { data-toc-label='x' } -->", "6: attributes '{ data-toc-label='x' }' have no place in MyST; they are left in a comment"),
    ],
)  # fmt: skip
def test_what_is_told_of_mkdocs(
    tmp_path: Path, text: str, expected: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert text_of("mkdocs", tmp_path, ALL, text, capsys) == ({"text": expected}, [told])


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
        ("/// bug\n    attrs: {class: inline end}\n\nText\n///", "```{admonition} A bug\n:class: danger\n\nText\n```"),
        ("/// admonition | A\n    type: warning\n\nText\n///", "```{admonition} A\n:class: warning\n\nText\n```"),
        ("/// admonition | A\nText\n///", "```{admonition} A\n:class: note\n\nText\n```"),
        ("/// details | More\n    open: true\n    type: warning\nText\n///", "```{dropdown} More\n:open:\n\nText\n```"),
        ("/// details-tip\nText\n///\n\n/// details\n///", "```{dropdown} Tip\nText\n```\n\n```{dropdown} Details\n\n```"),
        ('/// tab | A\na\n///\n\n/// tab | B "b"\n    select: true\n\nb\n///\n\n/// tab | C\n    new: true\n\nc\n///\nEnd', '````{tab-set}\n```{tab-item} A\na\n```\n\n```{tab-item} B "b"\n:selected:\n\nb\n```\n````\n\n````{tab-set}\n```{tab-item} C\nc\n```\n````\nEnd'),
        ("//// note\n/// tab | A\n!!! tip\n\n    a\n///\n////", "``````{note}\n`````{tab-set}\n````{tab-item} A\n```{tip}\na\n```\n````\n`````\n``````"),
        ("!!! note\n\n    /// tip\n    a\n    ///", "````{note}\n```{tip}\na\n```\n````"),
        ("1. x\n\n    /// tip | T\n        attrs: {class: y}\n\n    a\n    ///\n\n2. y", "1. x\n\n    ```{admonition} T\n    :class: tip\n\n    a\n    ```\n\n2. y"),
        ("> /// tip\n> a\n>\n> b\n> ///\n> c", "> ```{tip}\n> a\n>\n> b\n> ```\n> c"),
        ("- /// tab | A\n  a\n  ///\n\n  /// tab | B\n  b\n  ///", "- ````{tab-set}\n  ```{tab-item} A\n  a\n  ```\n\n  ```{tab-item} B\n  b\n  ```\n  ````"),
        ("/// note\na\n/// b\n///\n\n////// tip\nc\n//////", "```{note}\na\n/// b\n```\n\n```{tip}\nc\n```"),
        ("```\n/// note\na\n///\n```", "```\n/// note\na\n///\n```"),
    ],
)  # fmt: skip
def test_blocks_of_mkdocs(tmp_path: Path, text: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Notes, details and tabs between slashes, with the names that the settings give them."""
    new, told = text_of("mkdocs", tmp_path, BLOCKS, text, capsys)
    assert new == {"text": expected}
    assert told == (["8: block '/// b' is left in as it is"] if "/// b\n" in text else [])


def test_names_of_notes_where_the_settings_say_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those that the extension has itself."""
    text, settings = "/// important\na\n///", "markdown_extensions: [pymdownx.blocks.admonition]\n"
    assert text_of("mkdocs", tmp_path, settings, text, capsys) == ({"text": "```{important}\na\n```"}, [])
    text, told = "/// tab | A\na\n///", ["6: block '/// tab | A' is left in as it is"]
    assert text_of("mkdocs", tmp_path / "2", settings, text, capsys) == ({"text": text}, told)


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ("a\n\n/// caption\nOf *it*\n///", "a\n\n/// caption\nOf *it*\n///", ["8: block '/// caption' is left in as it is"]),
        ("//// html | div\n/// tip\na\n///\n////", "//// html | div\n```{tip}\na\n```\n////", ["6: block '//// html | div' is left in as it is"]),
        ("/// note\na", "/// note\na", ["6: block '/// note' is left in as it is"]),
        ("/// html | div.a\na\n///", "/// html | div.a\na\n///", ["6: block '/// html | div.a' is left in as it is"]),
        ("/// warning\na\n///", "/// warning\na\n///", ["6: block '/// warning' is left in as it is"]),
        ("/// note\n    a: [\n\na\n///", "/// note\n    a: [\n\na\n///", ["6: block '/// note' is left in as it is"]),
        ("/// note\n    attrs: {id: x}\n\na\n///", "```{note}\na\n```", ["6: 'attrs' of block '/// note' has no place in MyST, and is left out"]),
    ],
)  # fmt: skip
def test_blocks_that_are_told(
    tmp_path: Path, text: str, expected: str, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Other kinds, names that the settings do not have, no end, and what is lost."""
    assert text_of("mkdocs", tmp_path, BLOCKS, text, capsys) == ({"text": expected}, told)


def test_slashes_are_text_where_no_block_is_turned_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "/// note | A\na\n///"
    assert text_of("mkdocs", tmp_path, ALL, text, capsys) == ({"text": text}, [])


def test_what_is_not_turned_on_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "==a== ++b++ ^^c^^ {{ v }} W3C"
    assert text_of("mkdocs", tmp_path, "plugins: [blog]\n", text, capsys) == ({"text": text}, [])
