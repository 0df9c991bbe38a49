"""Hexo: what becomes of its syntax, case by case, and what is reported."""

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
        ("{% asset_path x.png %}", "x.png"),
        ("![]({% asset_path a.png %})", "![](images/a.png)"),
        ("[x]({% post_path two %})", "[x](two.md)"),
        ("{% post_link two#h 'A title' %}", "[A title](two.md#h)"),
        ("{% asset_link a.png The picture %}", "[The picture](images/a.png)"),
        ("{% img left /a.png 300 200 \"Title 'Alt'\" %}", '![Alt](images/a.png){width="300px" height="200px" align="left"}'),
        ("{% asset_img \"a.png\" 300 200 '\"title\" \"an alt\"' %}", '![an alt](images/a.png){width="300px" height="200px"}'),
        ("{% asset_img a.png \"T 'It's'\" %}", "![It's](images/a.png)"),
        ("{% img left /images/x.png 200 100 '\"T\" \"Alt\"' %}", '![Alt](/images/x.png){width="200px" height="100px" align="left"}'),
        ("{% link Site https://x.example.net %}", "[Site](https://x.example.net)"),
        ("{% include_code Code lang:python x.py %}", "```{code-block} python\n:caption: x.py\n\nprint(1)\n```"),
        ("{% pdf /b.pdf %}", "[b.pdf](images/b.pdf)"),
        ("{% blockquote Mei, Book %}\nSaid\n{% endblockquote %}", "> Said\n>\n> — Mei, Book"),
        ("{% blockquote Mei, Book https://b.example.net/x?y The whole title %}\nSaid\n{% endblockquote %}", "> Said\n>\n> — Mei, Book, [The whole title](https://b.example.net/x?y)"),
        ("{% blockquote @Mei https://b.example.net/x %}\nSaid\n{% endblockquote %}", "> Said\n>\n> — @Mei, <https://b.example.net/x>"),
        ("a {% label primary@some text %}, {% label @b %} {% label warning@(c) %} {% label d blue %}", "a *some text*, *b* <em>(c)</em> *d*"),
        ("{% button https://x.example.net, Go there, home fa-fw %} {% btn '/2020/two/',Two,, %} {% btn #a, B, i, T %}", "[Go there](https://x.example.net) [Two](two.md) [B](#a)"),
        ("{% hideToggle Show,#fff %}\nx\n{% endhideToggle %}\n\n{% folding blue open, T t %}\ny\n{% endfolding %}", "```{dropdown} Show\nx\n```\n\n```{dropdown} T t\ny\n```"),
        ("{% post_link none#x 'Words' %} {% post_link none %}", "Words none"),
        ("{% codeblock _.compact https://x.example.net/#c The docs lang:js %}\na\n{% endcodeblock %}", "```{code-block} js\n:caption: _.compact [The docs](https://x.example.net/#c)\n\na\n```"),
        ("{% mermaid graph TD %}\nA-->B\n{% endmermaid %}", "```mermaid\ngraph TD\nA-->B\n```"),
        ("{% note blue 'fas fa-bullhorn' modern %}x{% endnote %}", "```{note}\nx\n```"),
        ("{% link The title, https://x.example.net, /a.png %}", "[The title](https://x.example.net)"),
        ("``` bash Some title https://x.example.net It first_line:3\nx\n```\n\n```js {.a}\n```", "```{code-block} bash\n:caption: Some title [It](https://x.example.net)\n:linenos:\n:lineno-start: 3\n\nx\n```\n\n```js {.a}\n```"),
        ("````md\n```bash a title\n```\n````", "````md\n```bash a title\n```\n````"),
        ('[a](#x) [b](#y)\n\n<a id="x"></a>\n\n## <a name=y></a>H\n\n<a id="z"></a> `<a id="x"></a>`', '[a](#x) [b](#y)\n\n(x)=\n\n## []{#y}H\n\n<a id="z"></a> `<a id="x"></a>`'),
        ("a {# of nobody -- #} b {#x} `{# y #}`", "a <!-- of nobody - - --> b {#x} `{# y #}`"),
        ("[toc]\n\n@[toc](x)\n\na [toc]", "a [toc]"),
        ("a {% own x %} b {% own2 %}c{% endown2 %}", "a <!-- {% own x %} --> b <!-- {% own2 %} -->c<!-- {% endown2 %} -->"),
        ("- {% own %} *a*\n- b", "- <!-- {% own %} -->\n  *a*\n- b"),
        ('[x]({% own %}) <b title="{% own %}">y</b>', '[x]({% own %}) <b title="{% own %}">y</b>'),
        ("{% note info no-icon Mind %}\nx\n{% endnote %}", "```{admonition} Mind\n:class: note\n\nx\n```"),
        ("{% tabs T %}\n<!-- tab A -->\na\n<!-- endtab -->\n<!-- tab -->\nb\n<!-- endtab -->\n{% endtabs %}", "````{tab-set}\n```{tab-item} A\na\n```\n\n```{tab-item} 2\nb\n```\n````"),
        ("{% mermaid %}\ngraph\n{% endmermaid %}", "```mermaid\ngraph\n```"),
        ("{% code %}\n```\n{% endcode %}", "````\n```\n````"),
        ("a {% raw %}{{ x }}{% endraw %} b", "a {{ x }} b"),
        ("{% gist 12 a.py %}", "[Code on GitHub Gist](https://gist.github.com/12/a.py)"),
        ("`{% gist 12 %}`", "`{% gist 12 %}`"),
        ("a\n\n{% more %}\n\nb", "a\n\n<!-- more -->\n\nb"),
        ("{% raw %}{% asset_path x.png %}{% endraw %}", "\\{% asset_path x.png %}"),
        ("[x](https://old.example.net/sub/2020/two/#h)", "[x](two.md#h)"),
        ("[x](http://old.example.net/sub/2020/two) [y](//old.example.net/sub/a.png)", "[x](two.md) [y](images/a.png)"),
        ("[x](/sub/2020/two/) [y](https://old.example.net/other)", "[x](two.md) [y](https://old.example.net/other)"),
        ('[x][r]\n\n[r]: /2020/two.html "T"', '[x][r]\n\n[r]: two.md "T"'),
        ('See <a href="/2020/two/">it</a>.', "See [it](two.md)."),
        ('See <a href="/a.png"><img src="/a.png"></a>', "See [![](images/a.png)](images/a.png)"),
        ('<p>See <a href="/2020/two/">it</a></p>', '<p>See <a href="/2020/two/">it</a></p>'),
        ('<a href="/2020/two/">it</a> and', "[it](two.md) and"),
        ('<img class="x" src="/a.png">', "```{image} images/a.png\n:class: x\n```"),
        ("[`c`](two.md) `[x](two.md)` [y](<two.md>)", "[`c`](two.md) `[x](two.md)` [y](<two.md>)"),
        ("![](/a.png =10x20)", '![](images/a.png){width="10px" height="20px"}'),
        ("[a](mailto:x) [b](#c) [d](https://e.example.net/(f)) ![](data:x)", "[a](mailto:x) [b](#c) [d](https://e.example.net/(f)) ![](data:x)"),
    ],
)  # fmt: skip
def test_tags_and_links(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("hexo", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n\t{% codeblock lang:js %}\n\tif\n\t\tx\n\t{% endcodeblock %}", "- a\n\t```js\n\tif\n\t\tx\n\t```"),
        ("> {% note info %}\n> a\n>\n> b\n> {% endnote %}", "> ```{note}\n> a\n>\n> b\n> ```"),
        ("1. a\n   {% own %}\n   b\n   {% endown %}", "1. a\n   <!-- {% own %} -->\n   b\n   <!-- {% endown %} -->"),
        ("  {% own %}\n \nb\n  {% endown %}", "  <!-- {% own %} -->\n \nb\n  <!-- {% endown %} -->"),
    ],
)  # fmt: skip
def test_what_is_in_a_list_stays_in_it(tmp_path: Path, text: str, expected: str) -> None:
    """Whatever a tag becomes has the indentation of its line, and so has its body."""
    assert converted("hexo", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% blockquote %}\na\n{% endblockquote %}\nb", "> a\n\nb"),
        ("{% cq %}\na\n{% endcq %}\n\nb", "> a\n\n\nb"),
        ("{% cq %}\na\n{% endcq %}\n{% quote X %}\nb\n{% endquote %}\nc", "> a\n\n\n> b\n>\n> — X\n\nc"),
        ("> a\n{% cq %} b {% endcq %} c", "> a\n>  b \n>\n>  c"),
        ("a {% cq %}b{% endcq %}", "a \n\n> b"),
        ("- a\n  {% cq %}\n  b\n  {% endcq %}\n  c", "- a\n  \n  > b\n  \n  c"),
        ("- a\n\n  {% cq %}b{% endcq %} c", "- a\n\n  > b\n\n   c"),
        ("- a\n\n  {% note %}b{% endnote %} c", "- a\n\n  ```{note}\n  b\n  ```\n   c"),
        ("> {% cq %}\n> a\n> {% endcq %}\n> b", "> \n> > a\n> \n> b"),
        ("{% raw %}\n> a\n{% endraw %}\nb", "> a\n\nb"),
    ],
)  # fmt: skip
def test_a_quotation_contains_nothing_around_it(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("hexo", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\n\na\n\n---\n\nb", "<hr />\n\na\n\n---\n\nb"),
        ("a\n\n## H\n***\nb\n\n---", "a\n\n## H\n<hr />\n\nb\n\n<hr />"),
        ("- a\n\n  ---\n  b\n\n> c\n>\n> ---\n> d", "- a\n\n  <hr />\n\n  b\n\n> c\n>\n> <hr />\n>\n> d"),
        ("a\n\n---\n___\n\nb", "a\n\n---\n<hr />\n\nb"),
        ("a\n\n{% note %}\nb\n\n---\n\nc\n{% endnote %}\n\nd\n---\n\n```\n---\n```", "a\n\n```{note}\nb\n\n<hr />\n\nc\n```\n\nd\n---\n\n```\n---\n```"),
    ],
)  # fmt: skip
def test_rules_that_docutils_does_not_take_are_html(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("hexo", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% codeblock lang:js first_line:5 mark:1,2-3 %}\na\nb\nc\n{% endcodeblock %}", "```{code-block} js\n:linenos:\n:lineno-start: 5\n:emphasize-lines: 1,2-3\n\na\nb\nc\n```"),
        ("{% codeblock A title lang:js line_number:false %}\na\n{% endcodeblock %}", "```{code-block} js\n:caption: A title\n\na\n```"),
    ],
)  # fmt: skip
def test_options_of_code(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("hexo", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n\n  <figure>\n  <a href=\"https://x.example.net\"><img src='/a.png' alt=\"A\" /></a>\n  </figure>", "- a\n\n  ```{image} images/a.png\n  :alt: A\n  :target: https://x.example.net\n  ```"),
        ('<figure><video src="x"></video></figure>', '<figure><video src="x"></video></figure>'),
    ],
)  # fmt: skip
def test_html_that_contains_markdown(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("hexo", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<details><summary>S <b>b</b></summary>\n*a*\n</details>\nb", "```{dropdown} S b\n*a*\n```\nb"),
        ("- a\n\n  {% note %}\n  > [!TIP]\n  > b\n  {% endnote %}", "- a\n\n  ````{note}\n  ```{tip}\n  b\n  ```\n  ````"),
    ],
)  # fmt: skip
def test_folded_text_is_markdown(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("hexo", tmp_path, text)[0] == expected
