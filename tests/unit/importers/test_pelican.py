"""Pelican: what becomes of its syntax, case by case, and what is reported."""

# ruff: noqa: E501 -- texts of other engines stand as their authors write them, each in one piece
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.importers.one_post import converted

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% youtube abc %} {% img left /a.png 20 %} {% own %}", '[Video on YouTube](https://www.youtube.com/watch?v=abc) ![](images/a.png){width="20px" align="left"} <!-- {% own %} -->'),
        ('!!! note "T"\n    x', "```{admonition} T\n:class: note\n\nx\n```"),
        ("![]({static}/a.png) [t]({filename}two.md) [u](|filename|/two.md)", "![](images/a.png) [t](two.md) [u](two.md)"),
    ],
)  # fmt: skip
def test_tags_and_links(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("pelican", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n    :::python\n    a\n\n      b\n\ntext", "```python\na\n\n  b\n```\n\ntext"),
        ('    ::C++ hl_lines="1 2"\n    a\n    b', "```{code-block} c++\n:emphasize-lines: 1,2\n\na\nb\n```"),
        ("a\n\n    #!python\n    b\n", "a\n\n```{code-block} python\n:linenos:\n\nb\n```"),
        ("a\n\n    #!/bin/sh\n    b\n", "a\n\n```{code-block} sh\n:linenos:\n\n#!/bin/sh\nb\n```"),
        ("- a\n\n        :::js\n        b\n\n- c", "- a\n\n    ```js\n    b\n    ```\n\n- c"),
        ("```\n:::js\na\n```\n\n```py\n:::js\n```", "```js\na\n```\n\n```py\n:::js\n```"),
        ("~~~\na\n\n    :::js\n    b\n~~~", "~~~\na\n\n    :::js\n    b\n~~~"),
        ("a\n    :::js\n    b", "a\n    :::js\n    b"),
    ],
)  # fmt: skip
def test_code_names_its_language(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("pelican", tmp_path, text)[0] == expected
