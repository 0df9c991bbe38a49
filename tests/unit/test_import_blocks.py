"""Importing: blocks of one engine or another, and what they become."""

# ruff: noqa: E501, Q003 -- texts of other engines stand as their authors write them, each in one piece
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.old_blogs import converted

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<Tabs>\n  <TabItem value='a' label='A'>\n\n  a\n\n      code\n  </TabItem>\n  <TabItem value=\"b\">b</TabItem>\n</Tabs>", "````{tab-set}\n```{tab-item} A\na\n\n    code\n```\n\n```{tab-item} b\nb\n```\n````"),
        ("<Tabs\n  groupId=\"os\"\n  defaultValue=\"b\"\n  values={[\n    {label: 'A b', value: 'a'},\n    {value: \"b\", label: \"B > c\"},\n  ]}>\n<TabItem value=\"a\">a</TabItem>\n<TabItem value=\"b\">b</TabItem>\n</Tabs>", "````{tab-set}\n:sync-group: os\n\n```{tab-item} A b\n:sync: a\n\na\n```\n\n```{tab-item} B > c\n:selected:\n:sync: b\n\nb\n```\n````"),
        ("<Tabs>\n<TabItem value=\"a\">a</TabItem>\n<TabItem value=\"b\" default>b</TabItem>\n</Tabs>", "````{tab-set}\n```{tab-item} a\na\n```\n\n```{tab-item} b\n:selected:\n\nb\n```\n````"),
        ("1. x\n\n   <Tabs>\n   <TabItem value=\"a\">\n\n   ```js\n   a\n   ```\n\n   </TabItem>\n   </Tabs>\n2. y", "1. x\n\n   `````{tab-set}\n   ````{tab-item} a\n   ```js\n   a\n   ```\n   ````\n   `````\n2. y"),
        ("<Tabs>\n<TabItem value=\"a\">\n\n:::tip\nx <Youtube id=\"y\" />\n:::\n\n<details>\n<summary>See <code>a</code></summary>\nb\n</details>\n\n</TabItem>\n</Tabs>", "`````{tab-set}\n````{tab-item} a\n```{tip}\nx [Video on YouTube](https://www.youtube.com/watch?v=y)\n```\n\n~~~{dropdown} See `a`\nb\n~~~\n````\n`````"),
        ("<details open>\n<summary>S</summary>\n\n<Tabs>\n<TabItem value=\"a\">\n<Tabs>\n<TabItem value=\"b\">b</TabItem>\n</Tabs>\n</TabItem>\n</Tabs>\n\n</details>", "```````{dropdown} S\n:open:\n\n``````{tab-set}\n`````{tab-item} a\n````{tab-set}\n```{tab-item} b\nb\n```\n````\n`````\n``````\n```````"),
        (":::note[Use `x`]\n\n~~~py\n1\n~~~\n\n:::", "~~~~{admonition} Use `x`\n:class: note\n\n~~~py\n1\n~~~\n~~~~"),
        ("```jsx\n<Tabs>\n<TabItem value=\"a\">a</TabItem>\n</Tabs>\n```", "```jsx\n<Tabs>\n<TabItem value=\"a\">a</TabItem>\n</Tabs>\n```"),
    ],
)  # fmt: skip
def test_tabs_and_details_of_docusaurus(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("docusaurus", tmp_path, text) == (expected, [])


def test_tabs_without_their_end_are_told(tmp_path: Path) -> None:
    text = "a\n\n<Tabs>\n<TabItem value='a'>a</TabItem>\n\n<Own />"
    assert converted("docusaurus", tmp_path, text)[1] == [
        (3, "component '<Tabs>' is left in as it is"),
        (6, "component '<Own>' is left in as it is"),
    ]
