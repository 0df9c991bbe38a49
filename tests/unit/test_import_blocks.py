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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n    :::python\n    a\n\n      b\n\ntext", "```python\na\n\n  b\n```\n\ntext"),
        ("    ::C++ hl_lines=\"1 2\"\n    a\n    b", "```{code-block} c++\n:emphasize-lines: 1,2\n\na\nb\n```"),
        ("a\n\n    #!python\n    b\n", "a\n\n```{code-block} python\n:linenos:\n\nb\n```"),
        ("a\n\n    #!/bin/sh\n    b\n", "a\n\n```{code-block} sh\n:linenos:\n\n#!/bin/sh\nb\n```"),
        ("- a\n\n        :::js\n        b\n\n- c", "- a\n\n    ```js\n    b\n    ```\n\n- c"),
        ("```\n:::js\na\n```\n\n```py\n:::js\n```", "```js\na\n```\n\n```py\n:::js\n```"),
        ("~~~\na\n\n    :::js\n    b\n~~~", "~~~\na\n\n    :::js\n    b\n~~~"),
        ("a\n    :::js\n    b", "a\n    :::js\n    b"),
    ],
)  # fmt: skip
def test_code_of_pelican_says_its_language(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("pelican", tmp_path, text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".. code-block:: py\n   :linenos: table\n   :linenostart: 5\n   :hl_lines: 1 3\n   :anchorlinenos: x\n\n   a", ".. code-block:: py\n   :linenos:\n   :lineno-start: 5\n   :emphasize-lines: 1,3\n\n   a"),
        (".. sourcecode:: py\n   :linenos: none\n\n   a", ".. code-block:: py\n\n   a"),
        (".. _b: {filename}two.md\n\nSee b_, B_ and `the b <b_>`_, not ``b_``, a_b_ or b__\n\n::\n\n  b_", "\n\nSee :doc:`b <two>`, :doc:`B <two>` and :doc:`the b <two>`, not ``b_``, a_b_ or b__\n\n::\n\n  b_"),
        (".. _`b c`: {static}/b.pdf\n.. _d: https://x.example.net\n\n`b c`_ d_", "\n.. _d: https://x.example.net\n\n:download:`b c <images/b.pdf>` d_"),
        ("`a`__ b__ `c d`__\n\n__ {filename}two.md\n__ https://x.example.net\n\n.. __: {static}/b.pdf", ":doc:`a <two>` b__ :download:`c d <images/b.pdf>`\n\n\n__ https://x.example.net"),
    ],
)  # fmt: skip
def test_restructuredtext_of_pelican(tmp_path: Path, text: str, expected: str) -> None:
    new, notes = converted("pelican", tmp_path, text, ".rst")
    assert (new.partition("====\n\n")[2].strip(), notes) == (expected.strip(), [])


def test_what_sphinx_has_no_way_for_is_told(tmp_path: Path) -> None:
    text = "`a <{filename}two.md#x>`_\n\n.. image:: /a.png\n   :target: {static}/b.pdf\n\n`b`__ `c`__\n\n__ {filename}two.md"
    new, notes = converted("pelican", tmp_path, text, ".rst")
    assert new.endswith(":doc:`a <two>`\n\n.. image:: images/a.png\n\n`b`__ `c`__\n\n__ {filename}two.md\n")
    assert [(line, message.partition(";")[0]) for line, message in notes] == [
        (1, "the link leads to the page, not to '#x' in it"),
        (4, "the picture led to '{static}/b.pdf'"),
        (8, "these links without names do not match what they lead to"),
    ]


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("mkdocs", '```py title="a b.py" linenums="1" hl_lines="2 3-9"\na\nb\nc\n```', "```{code-block} py\n:caption: a b.py\n:linenos:\n:emphasize-lines: 2,3\n\na\nb\nc\n```"),
        ("mkdocs", '``` { .yaml .annotate title="x" linenums="7" }\na\n```', "```{code-block} yaml\n:caption: x\n:linenos:\n:lineno-start: 7\n\na\n```"),
        ("mkdocs", '- x\n\n    !!! note\n\n        ```py hl_lines="1"\n        a\n        ```\n', "- x\n\n    ````{note}\n    ```{code-block} py\n    :emphasize-lines: 1\n\n    a\n    ```\n    ````"),
        ("mkdocs", "a `#!python b()` `:::js c` `#!d`\n\n```\n`#!python b`\n```", "a `b()` `c` `#!d`\n\n```\n`#!python b`\n```"),
        ("mkdocs", "``` mermaid\ng\n```", "```mermaid\ng\n```"),
        ("mkdocs", "``` py\na\n```\n\n````md\n```py title='x'\n```\n````", "``` py\na\n```\n\n````md\n```py title='x'\n```\n````"),
        ("hugo", '```go {linenos=table,hl_lines=[1,"2-3"],linenostart=199}\na\nb\nc\n```', "```{code-block} go\n:linenos:\n:lineno-start: 199\n:emphasize-lines: 1,2-3\n\na\nb\nc\n```"),
        ("hugo", "- ```go {linenos=false, hl_lines=9}\n  a\n  ```", "- ```go {linenos=false, hl_lines=9}\n  a\n  ```"),
        ("hugo", '{{< highlight go "linenos=inline,hl_lines=1 3-4,linenostart=2" >}}\na\nb\nc\n{{< /highlight >}}', "```{code-block} go\n:linenos:\n:lineno-start: 2\n:emphasize-lines: 1,3\n\na\nb\nc\n```"),
        ("docusaurus", '- ```js title="/a.js" {1,3-4} showLineNumbers\n  a\n  b\n  c\n  d\n  ```', "- ```{code-block} js\n  :caption: /a.js\n  :linenos:\n  :emphasize-lines: 1,3-4\n\n  a\n  b\n  c\n  d\n  ```"),
        ("jekyll", '{% highlight ruby linenos mark_lines="1 3" %}\na\nb\nc\n{% endhighlight %}', "```{code-block} ruby\n:linenos:\n:emphasize-lines: 1,3\n\na\nb\nc\n```"),
        ("hexo", "{% codeblock lang:js first_line:5 mark:1,2-3 %}\na\nb\nc\n{% endcodeblock %}", "```{code-block} js\n:linenos:\n:lineno-start: 5\n:emphasize-lines: 1,2-3\n\na\nb\nc\n```"),
        ("hexo", "{% codeblock A title lang:js line_number:false %}\na\n{% endcodeblock %}", "```{code-block} js\n:caption: A title\n\na\n```"),
        ("docusaurus", "> ~~~js {1}\n> a\n> ~~~", "> ~~~{code-block} js\n> :emphasize-lines: 1\n>\n> a\n> ~~~"),
    ],
)  # fmt: skip
def test_options_of_code(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    assert converted(engine, tmp_path, text) == (expected, [])


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("mkdocs", "a\n<div class=\"x\" markdown=\"1\">\n  *b*\n\n  - c\n</div>\nd", "a\n<div class=\"x\">\n\n*b*\n\n- c\n\n</div>\n\nd"),
        ("jekyll", "<div markdown='1' id='y'><div markdown=block>\n*b*\n</div></div>", "<div id='y'>\n\n<div>\n\n*b*\n\n</div>\n\n</div>"),
        ("jekyll", "<p markdown=\"span\">*b*</p>\n\nc <span markdown>*d*</span> <div markdown=\"0\">\n\n`<div markdown>`", "*b*\n\nc <span>*d*</span> <div>\n\n`<div markdown>`"),
        ("mkdocs", "!!! note\n\n    <div markdown>\n    ```py title=\"x\"\n    a\n    ```\n    </div>", "````{note}\n<div>\n\n```{code-block} py\n:caption: x\n\na\n```\n\n</div>\n````"),
        ("mkdocs", "<figure markdown=\"span\">\n  ![A](/a.png){ width=\"300\" }\n  <figcaption>Of\n  *it*</figcaption>\n</figure>", "```{figure} images/a.png\n:alt: A\n:width: 300px\n\nOf *it*\n```"),
        ("hexo", "- a\n\n  <figure>\n  <a href=\"https://x.example.net\"><img src='/a.png' alt=\"A\" /></a>\n  </figure>", "- a\n\n  ```{image} images/a.png\n  :alt: A\n  :target: https://x.example.net\n\n\n  ```"),
        ("hexo", "<figure><video src=\"x\"></video></figure>", "<figure><video src=\"x\"></video></figure>"),
        ("jekyll", "<div class=\"a markdown b\">\n*c*\n</div>", "<div class=\"a markdown b\">\n*c*\n</div>"),
        ("mkdocs", "HTML, `HTML` and [HTML](x) in HTMLX\n\n*[HTML]: Hyper Text\n*[CSS]:\n\nb", "{abbr}`HTML (Hyper Text)`, `HTML` and [HTML](x) in HTMLX\n\n\n\n\nb"),
        ("jekyll", "The W3C.\n\n*[W3C]: World Wide `Web`", "The W3C.\n\n*[W3C]: World Wide `Web`"),
    ],
)  # fmt: skip
def test_html_that_holds_markdown(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    assert converted(engine, tmp_path, text) == (expected, [])


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("hexo", "<details><summary>S <b>b</b></summary>\n*a*\n</details>\nb", "```{dropdown} S b\n*a*\n```\nb"),
        ("hugo", "<details open>\n  <summary>S</summary> *a*\n  - b\n</details>", "```{dropdown} S\n:open:\n\n*a*\n- b\n```"),
        ("jekyll", "<details markdown='1'>\n<summary>S</summary>\n*a* </details>", "```{dropdown} S\n*a*\n```"),
        ("mkdocs", "!!! note\n\n    <details><summary>S</summary>\n    *a*\n    </details>", "````{note}\n```{dropdown} S\n*a*\n```\n````"),
        ("hexo", "- a\n\n  {% note %}\n  > [!TIP]\n  > b\n  {% endnote %}", "- a\n\n  ````{note}\n  ```{tip}\n  b\n  ```\n  ````"),
        ("pelican", "<details><summary>S</summary>\n<details><summary>T</summary>\n\n    :::js\n    a\n\n</details>\n</details>", "`````{dropdown} S\n````{dropdown} T\n```js\na\n```\n````\n`````"),
        ("hugo", "<div>\n<details><summary>S</summary>a</details>\n</div>", "<div>\n<details><summary>S</summary>a</details>\n</div>"),
        ("hugo", "`<details>`\n\n```html\n<details><summary>S</summary>\na\n</details>\n```", "`<details>`\n\n```html\n<details><summary>S</summary>\na\n</details>\n```"),
    ],
)  # fmt: skip
def test_what_is_folded_is_markdown(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    assert converted(engine, tmp_path, text) == (expected, [])


def test_what_is_indented_in_a_note_is_no_code(tmp_path: Path) -> None:
    text = '!!! note\n\n    [x](/2020/two/) ![](/a.png) \\(x\\)\n\n=== "A"\n\n    [x](/2020/two/)\n\n[^1]: a\n\n    [x](/2020/two/)\n\nb\n\n    [x](/2020/two/)'
    new = converted("mkdocs", tmp_path, text)[0]
    assert "```{note}\n[x](two.md) ![](images/a.png) $x$\n```" in new
    assert "```{tab-item} A\n[x](two.md)\n```" in new
    assert new.endswith("[^1]: a\n\n    [x](two.md)\n\nb\n\n    [x](/2020/two/)")
