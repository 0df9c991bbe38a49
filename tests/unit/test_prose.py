"""Prose: the words of a doctree, and marks for what has none."""

from __future__ import annotations

import pytest
from docutils import nodes

from sphinxext_blog.model.text import plain_text
from sphinxext_blog.source.plain_text import prose
from tests.unit.doctrees import md, rst

CHINESE = {"code": "[代码]", "equation": "[公式]", "math": "[公式]", "image": ""}
ENGLISH = {"table": "[table]", "code": "[code]", "equation": "[equation]", "math": "[Math]", "image": "[image]"}


def _text(doctree: nodes.Element, placeholders: dict[str, str] | None = None) -> str:
    return plain_text(prose(doctree), ENGLISH if placeholders is None else placeholders)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("# Title\n\nOne *two* **three** `four`.\n", "One two three four."),
        ("# Title\n\nOne.\n\n## Two\n\nThree.\n", "One. Two Three."),
        ("# Title\n\n1. one\n2. two\n\n   more\n3. three\n", "1. one 2. two more 3. three"),
        ("# Title\n\n7. seven\n8. eight\n", "7. seven 8. eight"),
        ("# Title\n\n- one\n- two\n  1. deep\n", "one two 1. deep"),
        ("# Title\n\n一行\n两行\n", "一行两行"),
        ("# Title\n\n中文\nword\n", "中文 word"),
        ("# Title\n\n> quoted\n", "quoted"),
        ("# Title\n\n| a | b |\n|---|---|\n| c | d |\n", "[table]"),
        ("# Title\n\nBefore\n\n| a | b |\n|---|---|\n| c | d |\n\nafter.\n", "Before [table] after."),
        ("# Title\n\nBefore\n\n```python\nx = 1\n```\n\nafter.\n", "Before [code] after."),
        ("# Title\n\nBefore\n\n    indented\n\nafter.\n", "Before [code] after."),
        ("# Title\n\nBefore\n\n$$\nx = 1\n$$\n\nafter.\n", "Before [equation] after."),
        ("# Title\n\nIn $O(n^2)$ time.\n", "In O(n^2) time."),
        ("# Title\n\nThe $\\alpha$ of it.\n", "The [Math] of it."),
        ("# Title\n\nThe$\\alpha$of it.\n", "The [Math] of it."),
        ("# Title\n\n![alt](a.png) Text.\n", "[image] Text."),
        ("# Title\n\nA note [^1] [^2], not [^1] *here* [^2].\n\n[^1]: Not.\n\n[^2]: Seen.\n", "A note, not here."),
        ("# Title\n\nA note.[^1]\n\n[^1]: Not seen.\n", "A note."),
        ("# Title\n\n<div>raw</div>\n\nText <b>bold</b>.\n", "Text bold."),
        ("# Title\n\n<!-- comment -->\n\nText.\n", "Text."),
        ("Text first.\n\n# Title\n\nMore.\n", "Text first. Title More."),
        ("# Title\n", ""),
        ("", ""),
        ("# One\n\nA\n\n# Two\n\nB\n", "A Two B"),
        ("# Title\n\n---\n\nText.\n", "Text."),
        ("# Title\n\n[link](https://example.org) and ``a  b``\n", "link and a b"),
        ("# 标题\n\n先看\n\n```c\nint x;\n```\n\n再看 $\\frac{1}{2}$ 吧\n", "先看 [code] 再看 [Math] 吧"),
    ],
)
def test_markdown_in_plain_text(text: str, plain: str) -> None:
    """What a reader sees below the title, in one line; headings, list numbers and marks stand apart."""
    assert _text(md(text)) == plain


@pytest.mark.parametrize(("start", "plain"), [("3", "3. one 4. two"), ("x", "1. one 2. two"), ("-1", "1. one 2. two")])
def test_the_first_number_of_a_list_may_be_a_text(start: str, plain: str) -> None:
    """Attributes of MyST are texts, whatever they are."""
    doctree = md("# Title\n\n1. one\n2. two\n")
    next(doctree.findall(nodes.enumerated_list))["start"] = start
    assert _text(doctree) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Title\n=====\n\n:Field: body\n\nText.\n", "Field body Text."),
        (":date: 2026-01-11\n\nTitle\n=====\n\nText.\n", "Text."),
        ("Title\n=====\n\n.. note:: Look\n\n   Here.\n", "Look Here."),
        ("Title\n=====\n\n.. admonition:: Head\n\n   Here.\n", "Head Here."),
        ("Title\n=====\n\n.. figure:: a.png\n\n   Caption.\n", "[image] Caption."),
        ("Title\n=====\n\n>>> x = 1\n\nText [1]_ and [Ref]_.\n\n.. [1] Foot.\n.. [Ref] Cited.\n", "[code] Text and."),
        ("Title\n=====\n\n:math:`\\alpha` :math:`x`\n", "[Math] x"),
        ("Title\n=====\n\n.. math:: a\n\nText.\n", "[equation] Text."),
        ("Title\n=====\n\na) one\nb) two\n", "a) one b) two"),
        ("Title\n=====\n\n(iv) four\n(v) five\n", "(iv) four (v) five"),
        ("Title\n=====\n\nY. one\n#. two\n#. three\n", "Y. one Z. two AA. three"),
        ("Title\n=====\n\n.. |x| replace:: y\n.. _target:\n\nText |x|.\n", "Text y."),
        ("Title\n=====\n\nterm\n   definition\n", "term definition"),
        ("Title\n=====\n\n| line one\n| line two\n", "line one line two"),
        ("Title\n=====\n\n.. more\n\n.. raw:: html\n\n   <b>raw</b>\n\nText.\n", "Text."),
    ],
)
def test_restructuredtext_in_plain_text(text: str, plain: str) -> None:
    """Likewise; footnotes and citations are for the page, and field lists before the title are not read."""
    assert _text(rst(text)) == plain


def test_chinese_placeholders_are_separated_by_one_space() -> None:
    """Before and after, never two, and none at the ends; an image without a text leaves nothing."""
    doctree = md("# 题\n\n```c\nx\n```\n\n设$\\alpha$为：\n\n$$\nx\n$$\n\n![图](a.png)\n\n完\n")
    assert _text(doctree, CHINESE) == "[代码] 设 [公式] 为： [公式] 完"


def test_posts_inside_a_post_are_left_out() -> None:
    """A section that is a post itself has its own text."""
    doctree = md("# All\n\nA\n\n## One\n\nB\n\n## Two\n\nC\n")
    one = next(section for section in doctree.findall(nodes.section) if "one" in section["ids"])
    assert plain_text(prose(doctree, without=[one]), ENGLISH) == "A Two C"
    assert plain_text(prose(one), ENGLISH) == "B"


def test_a_very_deep_document_is_read() -> None:
    """Quotes in quotes do not exhaust the stack."""
    deep: nodes.Element = nodes.paragraph("", "deep")
    for _ in range(3000):
        deep = nodes.block_quote("", deep)
    assert _text(nodes.section("", deep)) == "deep"
