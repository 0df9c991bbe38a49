"""Material for MkDocs: what becomes of its syntax, case by case, and what is reported."""

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
        ('--8<-- "pub/snip.py"', "```py\nx = 1\n```"),
        ('--8<-- "_includes/i.md"', "in *it*"),
        ("[x](https://x.example.net){ data-preview .y }", "[x](https://x.example.net){.y}"),
        ("## H { #name }", "(name)=\n## H"),
    ],
)  # fmt: skip
def test_tags_and_links(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("mkdocs", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('```py title="a b.py" linenums="1" hl_lines="2 3-9"\na\nb\nc\n```', "```{code-block} py\n:caption: a b.py\n:linenos:\n:emphasize-lines: 2,3\n\na\nb\nc\n```"),
        ('``` { .yaml .annotate title="x" linenums="7" }\na\n```', "```{code-block} yaml\n:caption: x\n:linenos:\n:lineno-start: 7\n\na\n```"),
        ('- x\n\n    !!! note\n\n        ```py hl_lines="1"\n        a\n        ```\n', "- x\n\n    ````{note}\n\n    ```{code-block} py\n    :emphasize-lines: 1\n\n    a\n    ```\n    ````"),
        ("a `#!python b()` `:::js c` `#!d`\n\n```\n`#!python b`\n```", "a `b()` `c` `#!d`\n\n```\n`#!python b`\n```"),
        ("``` mermaid\ng\n```", "``` mermaid\ng\n```"),
        ("``` py\na\n```\n\n````md\n```py title='x'\n```\n````", "``` py\na\n```\n\n````md\n```py title='x'\n```\n````"),
    ],
)  # fmt: skip
def test_options_of_code(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("mkdocs", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a\n<div class="x" markdown="1">\n  *b*\n\n  - c\n</div>\nd', 'a\n<div class="x">\n\n*b*\n\n- c\n\n</div>\n\nd'),
        ('!!! note\n\n    <div markdown>\n    ```py title="x"\n    a\n    ```\n    </div>', "````{note}\n\n<div>\n\n```{code-block} py\n:caption: x\n\na\n```\n\n</div>\n````"),
        ('<figure markdown="span">\n  ![A](/a.png){ width="300" }\n  <figcaption>Of\n  *it*</figcaption>\n</figure>', "```{figure} images/a.png\n:alt: A\n:width: 300px\n\nOf *it*\n```"),
        ("HTML, `HTML` and [HTML](x) in HTMLX\n\n*[HTML]: Hyper Text\n*[CSS]:\n\nb", "{abbr}`HTML (Hyper Text)`, `HTML` and [HTML](https://old.example.net/sub/2020/one/x) in HTMLX\n\n\n\n\nb"),
    ],
)  # fmt: skip
def test_html_that_contains_markdown(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("mkdocs", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!!! note\n\n    <details><summary>S</summary>\n    *a*\n    </details>", "````{note}\n\n```{dropdown} S\n*a*\n```\n````"),
    ],
)  # fmt: skip
def test_folded_text_is_markdown(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("mkdocs", tmp_path, text)[0] == expected
