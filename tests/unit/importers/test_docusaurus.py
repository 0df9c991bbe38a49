"""Docusaurus: what becomes of its syntax, case by case, and what is reported."""

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
        ("{/* a -- b */}", "<!-- a - - b -->"),
        ("{/* a */} *b*\n> {/* c */} d", "<!-- a -->\n*b*\n> <!-- c -->\n> d"),
        (":::info\nx\n:::", "```{note}\nx\n```"),
        ("::::note\n:::tip\nx\n:::\n::::", "````{note}\n```{tip}\nx\n```\n````"),
        ("<details>\n<summary>S <b>b</b></summary>\nx\n</details>", "```{dropdown} S b\nx\n```"),
        ('<Admonition type="tip" title="T">\n\n*x*\n\n</Admonition>', "```{admonition} T\n:class: tip\n\n*x*\n\n```"),
        ('See <Link className="x" to="/2020/two/">it</Link>.', "See [it](two.md)."),
        ("import Part from '@site/_includes/i.md';\n\n<Part />", "in *it*"),
        ("```js\na\n// highlight-next-line\nb\n/* highlight-start */\nc\nd\n# highlight-end\n```", "```{code-block} js\n:emphasize-lines: 2,3-4\n\na\nb\nc\nd\n```"),
        ("- ```\n  <!-- highlight-next-line -->\n  a\n  ```", "- ```{code-block} text\n  :emphasize-lines: 1\n\n  a\n  ```"),
        ("```js {1}\na\n// highlight-next-line\nb\n```", "```{code-block} js\n:emphasize-lines: 1\n\na\n// highlight-next-line\nb\n```"),
        ('<YouTube id="abc" />', "[Video on YouTube](https://www.youtube.com/watch?v=abc)"),
        ("import X from '@theme/Tabs';\n\nText", "Text"),
    ],
)  # fmt: skip
def test_tags_and_links(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("docusaurus", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<Tabs>\n  <TabItem value='a' label='A'>\n\n  a\n\n      code\n  </TabItem>\n  <TabItem value=\"b\">b</TabItem>\n</Tabs>", "````{tab-set}\n```{tab-item} A\n\na\n\n    code\n```\n```{tab-item} b\nb\n```\n````"),
        ("<Tabs\n  groupId=\"os\"\n  defaultValue=\"b\"\n  values={[\n    {label: 'A b', value: 'a'},\n    {value: \"b\", label: \"B > c\"},\n  ]}>\n<TabItem value=\"a\">a</TabItem>\n<TabItem value=\"b\">b</TabItem>\n</Tabs>", "````{tab-set}\n:sync-group: os\n\n```{tab-item} A b\n:sync: a\n\na\n```\n```{tab-item} B > c\n:selected:\n:sync: b\n\nb\n```\n````"),
        ('<Tabs>\n<TabItem value="a">a</TabItem>\n<TabItem value="b" default>b</TabItem>\n</Tabs>', "````{tab-set}\n```{tab-item} a\na\n```\n```{tab-item} b\n:selected:\n\nb\n```\n````"),
        ('1. x\n\n   <Tabs>\n   <TabItem value="a">\n\n   ```js\n   a\n   ```\n\n   </TabItem>\n   </Tabs>\n2. y', "1. x\n\n   `````{tab-set}\n   ````{tab-item} a\n\n   ```js\n   a\n   ```\n\n   ````\n   `````\n2. y"),
        ('<Tabs>\n<TabItem value="a">\n\n:::tip\nx <Youtube id="y" />\n:::\n\n<details>\n<summary>See <code>a</code></summary>\nb\n</details>\n\n</TabItem>\n</Tabs>', "`````{tab-set}\n````{tab-item} a\n\n```{tip}\nx [Video on YouTube](https://www.youtube.com/watch?v=y)\n```\n\n~~~{dropdown} See `a`\nb\n~~~\n\n````\n`````"),
        ('<details open>\n<summary>S</summary>\n\n<Tabs>\n<TabItem value="a">\n<Tabs>\n<TabItem value="b">b</TabItem>\n</Tabs>\n</TabItem>\n</Tabs>\n\n</details>', "```````{dropdown} S\n:open:\n\n``````{tab-set}\n`````{tab-item} a\n````{tab-set}\n```{tab-item} b\nb\n```\n````\n`````\n``````\n\n```````"),
        (":::note[Use `x`]\n\n~~~py\n1\n~~~\n\n:::", "~~~~{admonition} Use `x`\n:class: note\n\n~~~py\n1\n~~~\n\n~~~~"),
        ('```jsx\n<Tabs>\n<TabItem value="a">a</TabItem>\n</Tabs>\n```', '```jsx\n<Tabs>\n<TabItem value="a">a</TabItem>\n</Tabs>\n```'),
    ],
)  # fmt: skip
def test_tabs_and_folded_text(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("docusaurus", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('- ```js title="/a.js" {1,3-4} showLineNumbers\n  a\n  b\n  c\n  d\n  ```', "- ```{code-block} js\n  :caption: /a.js\n  :linenos:\n  :emphasize-lines: 1,3-4\n\n  a\n  b\n  c\n  d\n  ```"),
        ("> ~~~js {1}\n> a\n> ~~~", "> ~~~{code-block} js\n> :emphasize-lines: 1\n>\n> a\n> ~~~"),
    ],
)  # fmt: skip
def test_options_of_code(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("docusaurus", tmp_path, text)[0] == expected
