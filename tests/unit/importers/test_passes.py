"""Passes: what becomes of the syntax of each engine, text by text, and what is reported of it."""

# ruff: noqa: E501, Q000 -- texts of other engines are written as their authors write them
from __future__ import annotations

import pytest

from tests.unit.importers.conversions import Site, convert_text


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ('hexo', '````markdown\n```\n{% post_link other %}\n```\n{% post_link other %}\n````\n', '````markdown\n```\n{% post_link other %}\n```\n{% post_link other %}\n````'),
        ('hexo', '~~~\n{% post_link other %}\n```\n{% post_link other %}\n~~~\n\n{% post_link other %}\n', '~~~\n{% post_link other %}\n```\n{% post_link other %}\n~~~\n\n[](other.md)'),
        ('hexo', '```\nunclosed {% post_link other %}\n', '```\nunclosed {% post_link other %}'),
        ('hexo', '> ```\n> unclosed {% post_link other %}\n\nafter {% post_link other %}\n', '> ```\n> unclosed {% post_link other %}\n\nafter [](other.md)'),
        ('hexo', '- a\n\n      code {% post_link other %}\n\n  {% post_link other %}\n', '- a\n\n      code {% post_link other %}\n\n  [](other.md)'),
        ('hexo', '    indented {% post_link other %}\n\n{% post_link other %}\n', '    indented {% post_link other %}\n\n[](other.md)'),
        ('hexo', '`{% post_link other %}` and ``a ` {% post_link other %}`` {% post_link other %}\n', '`{% post_link other %}` and ``a ` {% post_link other %}`` [](other.md)'),
        ('hexo', '`unclosed {% post_link other %}\n', '`unclosed [](other.md)'),
        ('hexo', '\\`{% post_link other %}\\`\n', '\\`[](other.md)\\`'),
        ('hexo', 'text\n```\n[a](other)\n```\n[a](other)\n', 'text\n```\n[a](other)\n```\n[a](other.md)'),
        ('hexo', '1. a\n   ```\n   [a](other)\n   ```\n2. [a](other)\n', '1. a\n   ```\n   [a](other)\n   ```\n2. [a](other.md)'),
        ('hexo', '```\n[a](other)\n~~~\n[a](other)\n```\n[a](other)\n', '```\n[a](other)\n~~~\n[a](other)\n```\n[a](other.md)'),
        ('hexo', '<!-- [a](other) -->\n\n[a](other)\n', '<!-- [a](other) -->\n\n[a](other.md)'),
        ('hexo', 'x <!-- [a](other) --> [a](other)\n', 'x <!-- [a](other) --> [a](other.md)'),
        ('hexo', '<pre>\n[a](other)\n\n[a](other)\n</pre>\n', '<pre>\n[a](other)\n\n[a](other)\n</pre>'),
        ('hexo', "<script>\nvar x = '[a](other)';\n</script>\n", "<script>\nvar x = '[a](other)';\n</script>"),
    ],
)  # fmt: skip
def test_code_is_never_touched(engine: str, text: str, expected: str) -> None:
    assert convert_text(text, engine).text.rstrip() == expected.rstrip()


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ('hexo', '[a](other \'it\\\'s "x"\')\n', '[a](other.md \'it\\\'s "x"\')'),
        ('hexo', '[a](other "say \\"hi\\" (x)")\n', '[a](other.md "say \\"hi\\" (x)")'),
        ('hexo', '[a](<other>)\n', '[a](other.md)'),
        ('hexo', '[a](  other  )\n', '[a](  other.md  )'),
        ('hexo', "[a](\nother\n'title')\n", "[a](\nother.md\n'title')"),
        ('hexo', '[a\\]b](other)\n', '[a\\]b](other.md)'),
        ('hexo', '\\[a](other)\n', '\\[a](other)'),
        ('hexo', '[a [b] c](other)\n', '[a [b] c](other.md)'),
        ('hexo', '[`]`](other)\n', '[`]`](other.md)'),
        ('hexo', '[![i](x.png)](other)\n', '[![i](img/x.png)](other.md)'),
        ('hexo', '[a](other#x%20y)\n', '[a](other.md#x%20y)'),
        ('hexo', '![a](x%20y.png)\n', '![a](img/x%20y.png)'),
        ('hexo', '![a](x y.png)\n', '![a](<img/x y.png>)'),
        ('hexo', '![a](<x y.png>)\n', '![a](<img/x y.png>)'),
        ('hexo', '![a](x(1).png)\n', '![a](img/x(1).png)'),
        ('hexo', '![a](x\\(1.png)\n', '![a](<img/x(1.png>)'),
        ('hexo', '![a](a&amp;b.png)\n', '![a](img/a&b.png)'),
        ('hexo', '![图 片](图/片.png)，[链](other)。\n', '![图 片](img/图/片.png)，[链](other.md)。'),
        ('hexo', '[a](https://old.example.net/2020/other/)\n', '[a](other.md)'),
        ('hexo', '<https://old.example.net/x/other/>\n', '[https://old.example.net/x/other/](other.md)'),
        ('hexo', '[about](/about/)\n', '[about](https://old.example.net/about/)'),
        ('hexo', "[a][r] ![b][r]\n\n[r]: other 'T'\n", "[a][r] ![b][r]\n\n[r]: other.md 'T'"),
        ('hexo', "> [r]:\n>   other\n>   'T'\n\n[r]\n", "> [r]:\n>   other.md\n>   'T'\n\n[r]"),
        ('hexo', '- x\n\n  [r]: <other>\n', '- x\n\n  [r]: other.md'),
        ('hexo', '[r]: other\n[q]: /about/ (t)\n', '[r]: other.md\n[q]: https://old.example.net/about/ (t)'),
        ('hexo', '[^1]: see [a](other)\n    and [b](other)\n\nx[^1]\n', '[^1]: see [a](other.md)\n    and [b](other.md)\n\nx[^1]'),
        ('hexo', 'x^[note [a](other) ![i](j.png)] y\n', 'x^[note [a](other.md) ![i](img/j.png)] y'),
        ('hexo', '![al [t](other) ![n](m.png)](p.png)\n', '![al [t](other.md) ![n](img/m.png)](img/p.png)'),
        ('hexo', '[a](other){x} [b](/about/)(other)\n', '[a](other.md){x} [b](https://old.example.net/about/)(other)'),
        ('hexo', '# H [a](other) ##\n\nS [a](other)\n===\n', '# H [a](other.md) ##\n\nS [a](other.md)\n---'),
        ('hexo', '| [a](other) | `x\\|y` [b](other) |\n|--|--|\n| a\\|b [c](other) ||\n', '| [a](other.md) | `x\\|y` [b](other.md) |\n|--|--|\n| a\\|b [c](other.md) ||'),
        ('hexo', '> a | [b](other)\n> --|--\n> [c](other) | d\n', '> a | [b](other.md)\n> --|--\n> [c](other.md) | d'),
        ('hexo', 'term\n: def [a](other)\n', 'term\n: def [a](other.md)'),
        ('hexo', '- [ ] [a](other)\n', '- [ ] [a](other.md)'),
        ('hexo', '![a](x.png =100x20)\n', '![a](img/x.png){width="100px" height="20px"}'),
    ],
)  # fmt: skip
def test_links_lead_to_where_posts_and_images_are(engine: str, text: str, expected: str) -> None:
    assert convert_text(text, engine).text.rstrip() == expected.rstrip()


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ('hexo', '> [a](other)\nlazy [b](other)\n> > c\nlazy ![d](e.png)\n', '> [a](other.md)\nlazy [b](other.md)\n> > c\nlazy ![d](img/e.png)'),
        ('hexo', '>- a\n>\n>\t[b](other)\n', '>- a\n>\n>\t[b](other.md)'),
        ('hexo', '-\ta\n\n\t[b](other)\n\n\t-\t![c](d.png)\n', '-\ta\n\n\t[b](other.md)\n\n\t-\t![c](img/d.png)'),
        ('hexo', 'a\r\n\r\n> [b](other)\r\n> c [d](other)\r\n', 'a\r\n\r\n> [b](other.md)\r\n> c [d](other.md)'),
        ('hexo', "1. a\n\n   > - [b](other\n   >   'x')\n", "1. a\n\n   > - [b](other.md\n   >   'x')"),
        ('hexo', '  [a](other)  \n   [b](other)\\\n[c](other)\n', '  [a](other.md)  \n   [b](other.md)\\\n[c](other.md)'),
        ('hexo', 'a\x00[b](other)\n', 'a\x00[b](other.md)'),
        ('hexo', 'a\u2028[b](other)\x0b[c](other)\n', 'a\u2028[b](other.md)\x0b[c](other.md)'),
        ('hexo', '* * *\n[a](other)\n\n***\n\n> a\n> ***\n> b\n', '<hr />\n\n[a](other.md)\n\n***\n\n> a\n> <hr />\n>\n> b'),
    ],
)  # fmt: skip
def test_edits_are_made_within_quotes_lists_and_odd_lines(engine: str, text: str, expected: str) -> None:
    assert convert_text(text, engine).text.rstrip() == expected.rstrip()


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ('jekyll', '<div align="center">\n<img src="../images/a.png" width="60%">\n</div>\n', '```{image} img/images/a.png\n:width: 60%\n:align: center\n```'),
        ('jekyll', "<center><img src='a.png' alt='x'></center>\nText **b**\n", '```{image} img/a.png\n:alt: x\n:align: center\n```\n\nText **b**'),
        ('jekyll', '<figure>\n  <a href="/about/"><img src="a.png"></a>\n  <figcaption>Cap *x*</figcaption>\n</figure>\n', '```{figure} img/a.png\n:target: https://old.example.net/about/\n\nCap *x*\n```'),
        ('jekyll', 'x <img style="float:right;height:5em" src=a.png> y\n', 'x ![](img/a.png){height="5em" align="right"} y'),
        ('jekyll', 'x <a href="other.html">y</a>\n', 'x [y](other.md)'),
        ('jekyll', 'x <a class="b" href="/a/other/" target=_blank>y *z* <img src="a.png"></a> <a name="q"></a>\n', 'x [y *z* ![](img/a.png)](other.md) <a name="q"></a>'),
        ('jekyll', '> <p align="center">\n> <img src="a.png"/>\n> </p>\n', '> ```{image} img/a.png\n> :align: center\n> ```'),
        ('jekyll', '- x\n\n  <img src="a.png"\n    width="50">\n', '- x\n\n  ![](img/a.png){width="50px"}'),
        ('jekyll', '> <center><img src="a.png"></center>\n> next **b**\n', '> ```{image} img/a.png\n> :align: center\n> ```\n>\n> next **b**'),
        ('jekyll', '<div class="x">\ntext <img src="a.png">\n</div>\n', '<div class="x">\ntext \n\n![](img/a.png)\n\n</div>'),
        ('jekyll', '<div>a</div>\n[b](other) *c*\n', '<div>a</div>\n\n[b](other.md) *c*'),
        ('jekyll', '<video src="/v.mp4"></video>\n', '<video src="/v.mp4"></video>'),
        ('jekyll', '<p align="center">\n  <img src="a.png" width=300><br>\n  <em>Fig 1: *x*</em>\n</p>\nText', '```{figure} img/a.png\n:width: 300px\n:align: center\n\n<em>Fig 1: *x*</em>\n```\n\nText'),
        ('jekyll', '<table>\n<tr>\n    <td><a href="/about/"><img src="a.png" alt="A"></a></td>\n    <td>x <img src="b.png"> y</td>\n</tr>\n</table>', '<table>\n<tr>\n    <td>\n\n[![A](img/a.png)](https://old.example.net/about/)\n\n</td>\n    <td>x \n\n![](img/b.png)\n\n y</td>\n</tr>\n</table>'),
        ('jekyll', '<div style="display:flex">\n<img src="a.png" style="width:40%">\n<img src="b.png" style="width:40%">\n</div>', '![](img/a.png){width="40%"}\n![](img/b.png){width="40%"}'),
        ('hexo', '<figure class="half">\n<img src="a.png">\n<img src="b.png">\n<figcaption>Two <a href="/about/">pics</a></figcaption>\n</figure>', '```{image} img/a.png\n```\n\n```{figure} img/b.png\n:figclass: half\n\nTwo [pics](https://old.example.net/about/)\n```'),
        ('hexo', '<img src="a.png" width="50%" />\n<img src="b.png" width="50%" />\n\ntext', '![](img/a.png){width="50%"}\n![](img/b.png){width="50%"}\n\ntext'),
        ('jekyll', '<div>\n\n![x](a.png)\n\n</div>\n## Heading\ntext', '<div>\n\n![x](img/a.png)\n\n</div>\n\n## Heading\ntext'),
        ('jekyll', '<br>\n## Heading\ntext', '<br>\n\n## Heading\ntext'),
        ('hexo', '<details><summary>S</summary>\n\n```js\nx\n```\n</details>\nafter', '````{dropdown} S\n\n```js\nx\n```\n````\nafter'),
        ('hexo', '<!--more--> and more\n\n<!-- more -->\n', '<!-- more -->\n\n and more'),
        ('hexo', "<video src='a.mp4'></video>\n\n<iframe src='//x'></iframe>\n\n<script>\nvar x = '{{ y }}';\n</script>", "<video src='a.mp4'></video>\n\n<iframe src='//x'></iframe>\n\n<script>\nvar x = '{{ y }}';\n</script>"),
        ('jekyll', '<a id=\'x\'></a>\n\n## H\n\nsee [l](#x) <a name="y"></a> [m](#y)\n', '(x)=\n\n## H\n\nsee [l](#x) []{#y} [m](#y)'),
        ('hexo', '<p>text <img src="a.png"></p>\n\n<a href="/about/">x</a>\n\ntext<a href="#sec">y</a>\n\n<a id="sec"></a>\n\n## S\n', '<p>text \n\n![](img/a.png)\n\n</p>\n\n[x](https://old.example.net/about/)\n\ntext<a href="#sec">y</a>\n\n(sec)=\n\n## S'),
        ('jekyll', '<div class="x" markdown="1">\n\n## H\n\n<img src="a.png">\n\n</div>\n', '<!-- <div class="x"> -->\n\n\n## H\n\n```{image} img/a.png\n```\n\n\n<!-- </div> -->'),
        ('jekyll', '<center>\n**bold** text\n</center>\n\n<p align="center">\n[link](other)\n</p>\n', '<center>\n**bold** text\n</center>\n\n<p align="center">\n[link](other)\n</p>'),
        ('hexo', '<b>a</b>\n\n<br/>\n\n<hr>\n\ntext <br> more\n', '<b>a</b>\n\n<br/>\n\n<hr>\n\ntext <br> more'),
        ('hexo', '<https://x.example/{id}> https://x.example/{id} `https://y`\n', '<https://x.example/{id}> <https://x.example/>{id} `https://y`'),
        ('jekyll', '<figure style="width: 150px" class="align-left">\n  <img src="{{ site.url }}{{ site.baseurl }}/a.jpg" alt="">\n  <figcaption>Itty.</figcaption>\n</figure> \n\ntext', '```{figure} img/a.jpg\n:align: left\n:width: 150px\n\nItty.\n``` \n\ntext'),
        ('jekyll', '<div style="width:50%" class="c"><img src="a.png" width=100></div>\n\n<p style="text-align:center;"><img src="a.png"/></p>\n\n<div class="row"><div class="col"><img src="a.png"></div><div class="col"><img src="b.png"></div></div>', '```{image} img/a.png\n:width: 100px\n```\n\n```{image} img/a.png\n:align: center\n```\n\n```{image} img/a.png\n```\n\n```{image} img/b.png\n```'),
        ('hexo', '<table><tr><td>a</td></tr></table>\n\n<b>x</b> <u>y</u><br/>z <font color=red>r</font>\n', '<table><tr><td>a</td></tr></table>\n\n<b>x</b> <u>y</u><br/>z <font color=red>r</font>'),
    ],
)  # fmt: skip
def test_images_and_links_in_html(engine: str, text: str, expected: str) -> None:
    assert convert_text(text, engine).text.rstrip() == expected.rstrip()


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ('jekyll', '{% highlight python %}\n[a](other)\n{% endhighlight %}\n', '```python\n[a](other)\n```'),
        ('jekyll', '- a\n\n  {% highlight sh linenos %}\n  x\n  {% endhighlight %}\n', '- a\n\n  ```{code-block} sh\n  :linenos:\n\n  x\n  ```'),
        ('jekyll', '{% highlight sh %}x{% endhighlight %}\n', '```sh\nx\n```'),
        ('jekyll', 'text\n{% highlight md %}\n```\nx\n```\n{% endhighlight %}\n', 'text\n````md\n```\nx\n```\n````'),
        ('jekyll', '[a]({% post_url 2020-01-02-other %})\n', '[a](other.md)'),
        ('jekyll', '[a]({{ site.baseurl }}{% post_url 2020-01-02-other %}#f)\n', '[a](other.md#f)'),
        ('jekyll', "![a]({{ site.url }}/a.png) ![b]({{ '/b.png' | relative_url }})\n", '![a](img/a.png) ![b](img/b.png)'),
        ('jekyll', '<img src="{{ site.baseurl }}/a.png">\n', '```{image} img/a.png\n```'),
        ('jekyll', '{% include\n  foo.html x=1 %}\n', '<!-- {% include\n  foo.html x=1 %} -->'),
        ('jekyll', '![a](a.png){: width="40%" .c}\n', '![a](img/a.png){width="40%" .c}'),
        ('jekyll', '![a](a.png)\n{: style="width: 40%"}\n', '![a](img/a.png){width="40%"}'),
        ('jekyll', '> para\n> {: .lead}\n', '> {.lead}\n> para'),
        ('jekyll', '# T\n{: .no_toc}\n\n`{: .x}`\n', '# T\n\n`{: .x}`'),
        ('jekyll', '\\\\(a_b\\\\) \\\\[c\\\\] `\\(x\\)`\n', '$a_b$\n\n$$c$$\n\n`\\(x\\)`'),
        ('jekyll', '| a | b |\n| c | d |\n', '|  |  |\n|--|--|\n| a | b |\n| c | d |'),
        ('jekyll', '| a | b |\n|---|---|\n| c | d |\n{: .table}\n\n| a | b |\n| c | d |\n{: .t}', '{.table}\n| a | b |\n|---|---|\n| c | d |\n\n\n{.t}\n|  |  |\n|--|--|\n| a | b |\n| c | d |'),
        ('jekyll', '|---+---|\n| a | b |\n|===+===|\n| c | d |\n', '|  |  |\n|--|--|\n| a | b |\n| c | d |'),
        ('jekyll', '* TOC\n{:toc}\n\n# A\n## B\n', '# A\n## B'),
        ('jekyll', '1. TOC\n{:toc}\n\ntext\n{: .lead .x}\n\n> quote\n{: .prompt-info}\n', '{.lead .x}\ntext\n\n{.prompt-info}\n> quote'),
        ('jekyll', '```ruby\nx\n```\n{: file="a.rb" }\n', '```{code-block} ruby\n:caption: a.rb\n\nx\n```'),
        ('jekyll', 'a {: .x} b', 'a  b'),
        ('jekyll', '*em*{: .red} `c`{:.lang} [l](other){:target="_blank"}', '[*em*]{.red} `c`{.lang} [l](other.md)'),
        ('jekyll', '{{ content }} and {% if x %}a{% endif %}', '<!-- {{ content }} -->\nand <!-- {% if x %} -->a<!-- {% endif %} -->'),
        ('jekyll', '{% if x %}\npara [a](other)\n\n{% else %}\nb\n{% endif %}\n', '<!-- {% if x %} -->\npara [a](other.md)\n\n<!-- {% else %} -->\nb\n<!-- {% endif %} -->'),
        ('jekyll', 'see {% raw %}{{ x }}{% endraw %} and `{% raw %}{{ y }}{% endraw %}`\n\n```\n{% raw %}\n{{ z }}\n{% endraw %}\n```', 'see {{ x }} and `{{ y }}`\n\n```\n{{ z }}\n```'),
        ('jekyll', '![a]({{ site.baseurl }}/a b.png) ![b]({{ \'/b.png\' | relative_url }} "T")', '![a](<img/a b.png>) ![b](img/b.png "T")'),
        ('jekyll', '[a]({% post_url\n2020-01-02-other %})', '[a](other.md)'),
        ('jekyll', '| a |\n|---|\n| c |\n{: .table}\n', '{.table}\n| a |\n|---|\n| c |'),
        ('jekyll', '> quote\n{: .prompt-info}\n\ntext', '{.prompt-info}\n> quote\n\ntext'),
        ('jekyll', "text\n<div markdown='1' class='a'>\n*b* [x](other)\n\n- c\n</div>\nd\n", "text\n<div class='a'>\n\n*b* [x](other.md)\n\n- c\n\n</div>\n\nd"),
        ('jekyll', '- item\n\n  ```ruby\n  {% raw %}{{ x }}{% endraw %}\n  ```\n\n  {% highlight js %}\n  a\n  {% endhighlight %}\n  text\n', '- item\n\n  ```ruby\n  {{ x }}\n  ```\n\n  ```js\n  a\n  ```\n  text'),
        ('jekyll', 'Table:\n\nFirst|Second\n-----|------\na | b\n{: .t}\n\n| only |\n| rows |\n', 'Table:\n\n{.t}\nFirst|Second\n-----|------\na | b\n\n\n|  |\n|--|\n| only |\n| rows |'),
        ('jekyll', 'a\n{: .x}\nb\n\n1. x\n{: .list}\n\n   para\n   {: #id .y}\n', 'a\nb\n\n{.list}\n1. x\n\n   {.y #id}\n   para'),
        ('jekyll', '## Heading\n{: #custom .c}\n\n### Other {#o}\n\n[l](#custom)\n', '(custom)=\n## Heading\n\n\n(o)=\n### Other\n\n[l](#custom)'),
        ('jekyll', '![a](a.png)\n*caption*\n{: .center}\n', '{.center}\n![a](img/a.png)\n*caption*'),
        ('jekyll', '[![a](a.png){: width="10"}](other){: .b}\n', '[![a](img/a.png){width="10px" .no-scaled-link}](other.md){.b}'),
        ('jekyll', '[![a](a.png){: width="10"}](other){: .b}\n\n1. x\n2. y\n{: .list}\n\ntext\n{: .x}\nmore\n', '[![a](img/a.png){width="10px" .no-scaled-link}](other.md){.b}\n\n{.list}\n1. x\n2. y\n\ntext\nmore'),
        ('jekyll', 'a **b**{: .c} *d*{: #e} ~~f~~{:.g} `h`{:.i}\n', 'a [**b**]{.c} [*d*]{#e} [~~f~~]{.g} `h`{.i}'),
        ('jekyll', 'Term\n: Def\n\nTerm2\n:   Def2\n    more\n\n*[HTML]: x y\nHTML is\n', 'Term\n: Def\n\nTerm2\n:   Def2\n    more\n\n\n{abbr}`HTML (x y)` is'),
        ('jekyll', '{% capture n %}\n#### New\n\n* a\n{% endcapture %}\n\n<div class="notice">\n  {{ n | markdownify }}\n</div>\n', '<!-- {% capture n %} -->\n## New\n\n* a\n<!-- {% endcapture %} -->\n\n<div class="notice">\n  {{ n | markdownify }}\n</div>'),
        ('jekyll', '![a](a.png){: width="972" .w-50 .left}\nPraesent\n\n![b](b.png){: .dark w=\'12\' h=\'66\' }\n![c](c.png){: .light }\n', '![a](img/a.png){width="972px" align="left" .w-50 .left}\nPraesent\n\n\n![c](img/c.png){.light}'),
        ('jekyll', '![a](a.png){: style="width: 40%; border-radius: 4px"}\n\n<img src=a.png style="border:1px solid;width:3em">', '![a](img/a.png){width="40%"}\n\n```{image} img/a.png\n:width: 3em\n```'),
        ('jekyll', '*[HTML]: x y\nHTML is HTML', '{abbr}`HTML (x y)` is {abbr}`HTML (x y)`'),
    ],
)  # fmt: skip
def test_liquid_and_kramdown(engine: str, text: str, expected: str) -> None:
    assert convert_text(text, engine).text.rstrip() == expected.rstrip()


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ('jekyll', 'a\n$$\nx\n$$\nb\n', 'a\n\n$$\nx\n$$\n\nb'),
        ('jekyll', 'a $$x$$ b\n', 'a $x$ b'),
        ('jekyll', '| a |\n|--|\n| $$x$$ |\n', '| a |\n|--|\n| $x$ |'),
        ('hexo', '- a $$x\n  y$$\n', '- a\n\n  $$x\n  y$$'),
        ('hexo', '> a $$x$$ b\n', '> a\n>\n> $$x$$\n>\n> b'),
        ('jekyll', '$$\na \\\\ b \\tag{1}\n$$\n', '\\begin{gather*}\na \\\\ b \\tag{1}\n\\end{gather*}'),
        ('jekyll', '$$\n\\begin{aligned}a&\\\\b\\end{aligned} \\tag{1}\n$$\n', '\\begin{gather*}\n\\begin{aligned}a&\\\\b\\end{aligned} \\tag{1}\n\\end{gather*}'),
        ('jekyll', 't\n$$\n\\begin{align}\na &= \\text{with $x$}\n\\end{align}\n$$\n', 't\n\n\\begin{align*}\na &= \\text{with $x$}\n\\end{align*}'),
        ('jekyll', 'costs $5 and $6\n', 'costs \\$5 and \\$6'),
        ('mkdocs', '\\[\nx\n\\]\ny\n', '$$\nx\n$$\n\ny'),
        ('hexo', '$$\n\\begin{align}\na\n\\end{align}\n$$\n- $$x$$\n- a $$y$$ b\n\nUS$5 and $6 but $x_1$ [a](other) $y$', '\\begin{align*}\na\n\\end{align*}\n\n- $$x$$\n\n- a\n\n  $$y$$\n\n  b\n\nUS\\$5 and \\$6 but $x_1$ [a](other.md) $y$'),
        ('mkdocs', '\\(a_b\\) text \\[ c \\] more\n\n\\[\nx \\\\ y \\tag{2}\n\\]\n', '$a_b$ text\n\n$$ c $$\n\nmore\n\n\\begin{gather*}\nx \\\\ y \\tag{2}\n\\end{gather*}'),
        ('jekyll', 'a \\\\\nb\\\\\n\n$$\nc \\\\\nd\n$$', 'a \\\\\nb\\\\\n\n$$\nc \\\\\nd\n$$'),
        ('hexo', '$$\nx\n$$text after\n\ntext $$y$$, more $z$.\n\n$$a$$ (1)\n', '$$\nx\n$$\n\ntext after\n\ntext\n\n$$y$$\n\n, more $z$.\n\n$$a$$ (1)'),
        ('hugo', '$x_1$ \\\\(y\\\\) and \\$5 \\\\[z\\\\]\n\n```math\nq\n```\n', '$x_1$ $y$ and \\$5\n\n$$z$$\n\n```{math}\nq\n```'),
        ('hexo', '{% quote A %}\n%x\n\n{% img a.png "T" %}\n\n{% note %}\ny\n{% endnote %}\n\ntext $$z$$ more\n{% endquote %}\nafter\n', '> \\%x\n>\n> ![](img/a.png)\n>\n> ```{note}\n> y\n> ```\n>\n> text\n>\n> $$z$$\n>\n> more\n>\n> — A\n\nafter'),
    ],
)  # fmt: skip
def test_math(engine: str, text: str, expected: str) -> None:
    assert convert_text(text, engine).text.rstrip() == expected.rstrip()


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ('hugo', '{{< figure src="a.png" title="T" alt="A" >}}\n', '```{image} img/a.png\n:alt: A\n```'),
        ('hugo', 'x {{< figure src="a.png" >}} y\n', 'x ![](img/a.png) y'),
        ('hugo', '[a]({{< ref "other.md" >}}) [b]({{% relref "other#x" %}})\n', '[a](other.md) [b](other.md#x)'),
        ('hugo', '`{{< figure src="a.png" >}}`\n', '`{{< figure src="a.png" >}}`'),
        ('hugo', '- a\n\n  {{< figure\n    src="a.png"\n    alt="x" >}}\n', '- a\n\n  ```{image} img/a.png\n  :alt: x\n  ```'),
        ('hugo', '{{< highlight go "linenos=table" >}}\nx\n{{< /highlight >}}\n', '```{code-block} go\n:linenos:\n\nx\n```'),
        ('hugo', '{{< notice tip >}}\n[a](other)\n{{< /notice >}}\n', '```{tip}\n[a](other.md)\n```'),
        ('hugo', '{{< gist a b >}}\n', '<!-- {{< gist a b >}} -->'),
        ('hugo', '{{< notice tip >}}text{{< /notice >}}\n\n{{% notice warning "T" %}}\nmulti\n\n[a](other)\n{{% /notice %}}', '```{tip}\ntext\n```\n\n```{admonition} T\n:class: warning\n\nmulti\n\n[a](other.md)\n```'),
        ('hugo', '- a\n\n  {{< notice tip >}}\n  text\n  {{< /notice >}}\n', '- a\n\n  ```{tip}\n  text\n  ```'),
        ('hugo', '{{< figure\n  src="a.png"\n\n  alt="x" >}}\n', '```{image} img/a.png\n:alt: x\n```'),
        ('hugo', '# H {#id}\n\ntext\n{.cls}\n\n[a](#id)', '(id)=\n# H\n\n{.cls}\ntext\n\n[a](#id)'),
        ('hugo', '{{< gist a b >}} text **b**\n\nfoo {{< x >}} bar {{< y >}}z{{< /y >}}', '<!-- {{< gist a b >}} -->\ntext **b**\n\nfoo <!-- {{< x >}} --> bar <!-- {{< y >}} -->z<!-- {{< /y >}} -->'),
        ('hugo', "<div>\n{{< figure src='a.png' >}}\n</div>\n", '<div>\n\n```{image} img/a.png\n```\n\n</div>'),
        ('hugo', '> quote {{< x >}}\n> more\n\n1. {{< notice tip >}}\n   a\n   {{< /notice >}}\n2. b\n', '> quote <!-- {{< x >}} -->\n> more\n\n1. ```{tip}\n   a\n   ```\n2. b'),
        ('hugo', '{{< tabs >}}{{< tabitem label="A" >}}a{{< /tabitem >}}{{< /tabs >}}', '````{tab-set}\n```{tab-item} A\na\n```\n\n````'),
        ('hugo', '{{% notice tip %}}\n- a\n- b\n{{% /notice %}}\n{{% notice note %}}\nc\n{{% /notice %}}', '```{tip}\n- a\n- b\n```\n```{note}\nc\n```'),
        ('hugo', '{{< highlight go >}}x{{< /highlight >}}\n\ninline {{< highlight go >}}y{{< /highlight >}} z\n', '```go\nx\n```\n\ninline \n\n```go\ny\n```\n\n z'),
        ('hugo', '<!--more-->\n\n{{<toc>}}\n\n{{- x -}}\n\n{{ .Site.Title }}\n', '<!-- more -->\n\n<!-- {{<toc>}} -->\n\n{{- x -}}\n\n{{ .Site.Title }}'),
        ('hugo', '[a]({{< relref path="other" lang="de" >}}) [b]({{< ref "other.md#x" >}}) [c]({{% ref `other` %}}) [d]({{< ref "nope.md" >}})', '[a](other.md) [b](other.md#x) [c](other.md) [d](nope.md)'),
        ('hugo', '{{< quote >}}\n{{< figure src="a.png" caption="C" >}}\n{{< /quote >}}', '> ```{figure} img/a.png\n> C\n> ```'),
    ],
)  # fmt: skip
def test_shortcodes(engine: str, text: str, expected: str) -> None:
    assert convert_text(text, engine).text.rstrip() == expected.rstrip()


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ('hexo', '{% img a.png "T" %}\n{% img class b.jpg 10 20 "t \'alt\'" %}\n', '![](img/a.png)\n![](img/class)'),
        ('hexo', "{% post_link other 'A title' %}\n", '[A title](other.md)'),
        ('hexo', '{% note info %}\n{% note tip %}\n[a](other)\n{% endnote %}\n{% endnote %}\n', '````{note}\n```{tip}\n[a](other.md)\n```\n````'),
        ('hexo', '{% note %}\n```\n{% endnote %}\n```\n{% endnote %}\n', '````{note}\n```\n{% endnote %}\n```\n````'),
        ('hexo', '{% raw %}{{ x }}{% endraw %}\n', '{{ x }}'),
        ('hexo', 'a\n<!-- more -->\nb\n<!--more-->\n', 'a\n\n<!-- more -->\n\nb'),
        ('hexo', '{% codeblock lang:js %}\n{% note %}\n{% endcodeblock %}\n', '```js\n{% note %}\n```'),
        ('hexo', '- a\n  <center>\n  ![x](a.png)\n  </center>\n', '- a\n  <center>\n  ![x](a.png)\n  </center>'),
        ('hexo', '> [!NOTE]\n> a [b](other)\n> - c\n> > [!TIP] Titel\n> > d\n\n> [!WARNING] x\nlazy\n', '````{note}\na [b](other.md)\n- c\n```{admonition} Titel\n:class: tip\n\nd\n```\n````\n\n```{admonition} x\n:class: warning\n\nlazy\n```'),
        ('hexo', '%comment\ntext\n+++\n(a)=\n{abbr}`x`\n', '\\%comment\ntext\n\\+++\n\\(a)=\n\\{abbr}`x`'),
        ('hexo', '~~~·~~~\ntext [a](other)\n\n```{.python .numberLines}\nx\n```\n', '\\~\\~\\~·\\~\\~\\~\ntext [a](other.md)\n\n```{code-block} python\n:linenos:\n\nx\n```'),
        ('hexo', 'a[^1]\n\n[^1]: see [a](other)\n    more\n\n    {% note %}\n    x\n    {% endnote %}\n', 'a[^1]\n\n[^1]: see [a](other.md)\n    more\n\n    ```{note}\n    x\n    ```'),
        ('hexo', '{% quote A, B %}\nq1\n\nq2\n{% endquote %}\ntext\n\n- {% quote %}b{% endquote %} c', '> q1\n>\n> q2\n>\n> — A, B\n\ntext\n\n- > b\n\n   c'),
        ('hexo', '~~~·~~~\ntext [a](other)\n~~~·~~~\n', '\\~\\~\\~·\\~\\~\\~\ntext [a](other.md)\n\\~\\~\\~·\\~\\~\\~'),
        ('hexo', '# H {#id}\n\n[a](#id) [b](#else)', '(id)=\n# H\n\n[a](#id) [b](#else)'),
        ('hexo', 'intro\n\n# H {#id}\n\n[a](#id) [b](#else)', '(id)=\n# H\n\nintro\n\n\n[a](#id) [b](#else)'),
        ('hexo', 'text {{ x }} `{{ y }}`\n\n{{ z }}\n\n[a]({{ u }})\n', 'text \\{{ x }} `{{ y }}`\n\n\\{{ z }}\n\n[a]({{ u }})'),
        ('hexo', '- item\n\n  {% note %}\ntext dedented\n  {% endnote %}\n', '- item\n\n  ```{note}\n  text dedented\n  ```'),
        ('hexo', 'Setext\n===\n\nTwo\nlines\n---\n\n#### Four\n\n## Two ##\n', 'Setext\n===\n\nTwo\nlines\n---\n\n### Four\n\n## Two ##'),
        ('hexo', '| a | {% img x.png %} |\n|---|---|\n| $5 | $6 |\n', '| a | ![](img/x.png) |\n|---|---|\n| $5 | $6 |'),
        ('hexo', '[wiki]: http://a.b "T"\n[other]: other\n\n[x][wiki] ![p](p.png "ti(t)le") <https://old.example.net/a/other/> www\n', '[wiki]: http://a.b "T"\n[other]: other.md\n\n[x][wiki] ![p](img/p.png "ti(t)le") [https://old.example.net/a/other/](other.md) www'),
        ('hexo', '见https://x.example.net/a_b_c。后 **https://x.example.net/q?a=1&b=2**\n', '见<https://x.example.net/a_b_c>。后 **<https://x.example.net/q?a=1&b=2>**'),
        ('hexo', '# A\n\n# B\n\n### C\n', '# A\n\n## B\n\n### C'),
        ('hexo', '| a | b |\n|---|---|\n| `x\\|y` | {{ z }} |\n', '| a | b |\n|---|---|\n| `x\\|y` | \\{{ z }} |'),
        ('hexo', '`code {{ x }}` and ```` ``` ```` {% raw %}`{{ y }}`{% endraw %}\n', '`code {{ x }}` and ```` ``` ```` `{{ y }}`'),
        ('hexo', '{% note %}\n\n{% endnote %}\n\ntext\n', '```{note}\n\n<!-- empty -->\n```\n\ntext'),
        ('hexo', 'Text:\n{% codeblock %}\na\n{% endcodeblock %}\n{% note %}x{% endnote %}\nmore\n', 'Text:\n```\na\n```\n```{note}\nx\n```\nmore'),
        ('hexo', '1. a\n{% note %}\nb\n{% endnote %}\n2. c\n', '1. a\n```{note}\nb\n```\n2. c'),
        ('hexo', '![](a.png)\n![](b.png)\n![a b](<c d.png> "t")\n![x]( https://e.example/a.png )\n', '![](img/a.png)\n![](img/b.png)\n![a b](<img/c d.png> "t")\n![x]( https://e.example/a.png )'),
        ('hexo', '[a](/x y.pdf)\n[b](mailto:x@y.example) [c](tel:1) [d](javascript:void(0))\n', '[a](<https://old.example.net/x y.pdf>)\n[b](mailto:x@y.example) [c](tel:1) [d](javascript:void(0))'),
        ('hexo', '@[toc](x)\n\ntext', 'text'),
        ('hexo', '\n\n\nText', 'Text'),
        ('hexo', '![]({% asset_path "p q.png" %}) [a]({% post_path other %})', '![](<img/p q.png>) [a](other.md)'),
        ('hexo', '- a\n\n  {% quote %}\n  b\n\n  - c\n  {% endquote %}\n  d\n', '- a\n\n  \n  > b\n  >\n  > - c\n  \n  d'),
        ('hexo', '> {% quote %}\n> a\n> {% endquote %}\n> b', '> \n> > a\n> \n> b'),
    ],
)  # fmt: skip
def test_nunjucks_and_texts_of_hexo(engine: str, text: str, expected: str) -> None:
    assert convert_text(text, engine).text.rstrip() == expected.rstrip()


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ('mkdocs', '!!! note "T"\n\n    [a](other)\n', '```{admonition} T\n:class: note\n\n[a](other.md)\n```'),
        ('mkdocs', '!!! note "Only"\n\ntext\n', '```{note}\nOnly\n```\n\ntext'),
        ('mkdocs', '> !!! tip\n>     a\n>\n>     b\n>\n> c\n', '> ```{tip}\n> a\n>\n> b\n> ```\n>\n> c'),
        ('mkdocs', '??? note "F"\n\ta\n', '```{dropdown} F\na\n```'),
        ('mkdocs', '!!! note\n    !!! tip\n        a\n    b\n', '````{note}\n```{tip}\na\n```\nb\n````'),
        ('mkdocs', '```\n!!! note\n    a\n```\n', '```\n!!! note\n    a\n```'),
        ('mkdocs', '!!! note\r\n    a\r\n\r\nb\r\n', '```{note}\r\na\r\n```\r\n\r\nb'),
        ('mkdocs', '/// note | T\n//// tip\na\n////\n///\n', '````{admonition} T\n:class: note\n\n```{tip}\na\n```\n````'),
        ('mkdocs', 'text\n!!! note\n    a\n', 'text\n```{note}\na\n```'),
        ('mkdocs', '!!! note "Only a title"\n!!! tip\n\n    text\n', '```{note}\nOnly a title\n```\n```{tip}\n\ntext\n```'),
        ('mkdocs', '=== "A"\n\n    a\n\n    ```py\n    x\n    ```\n\n=== "B"\n    b\n\ntext', '`````{tab-set}\n````{tab-item} A\n\na\n\n```py\nx\n```\n````\n\n```{tab-item} B\nb\n```\n`````\n\ntext'),
        ('mkdocs', '![x](a.png){ width="300" .c } [l](other){ .md-button }\n\n# H { #id data-x=1 }\n', '(id)=\n# H\n\n![x](img/a.png){width="300px" .c} [l](other.md){.md-button}'),
        ('mkdocs', '!!! note "Only a title"\n\n??? tip\n\n=== "A"\n\ntext', '```{note}\nOnly a title\n```\n\n```{dropdown} Tip\n<!-- empty -->\n```\n\n````{tab-set}\n```{tab-item} A\n<!-- empty -->\n```\n````\n\ntext'),
        ('mkdocs', 'Abbr HTML in *HTML* and [HTML](x)\n\n*[HTML]: Hyper Text\n', 'Abbr {abbr}`HTML (Hyper Text)` in *{abbr}`HTML (Hyper Text)`* and [HTML](x)'),
        ('mkdocs', '1. a\n\n    !!! note\n        b\n\n        - c\n\n    d\n2. e\n', '1. a\n\n    ```{note}\n    b\n\n    - c\n    ```\n\n    d\n2. e'),
        ('mkdocs', '!!! note\n\n    === "A"\n        a\n    === "B"\n        b\n', '`````{note}\n\n````{tab-set}\n```{tab-item} A\na\n```\n```{tab-item} B\nb\n```\n````\n`````'),
        ('mkdocs', 'text\n\n    code\n    !!! note\n        x\n', 'text\n\n    code\n    !!! note\n        x'),
        ('mkdocs', '!!! info inline end "Title"\n    text\n\n!!! quote ""\n    no title\n\n??? example "Ex"\n    a\n\n???+ bug\n    b\n', '```{admonition} Title\n:class: note inline end\n\ntext\n```\n\n```{note}\nno title\n```\n\n```{dropdown} Ex\na\n```\n\n```{dropdown} Bug\n:open:\n\nb\n```'),
        ('mkdocs', '```py hl_lines="1" linenums="5"\na\n```\n\n``` { .yaml .no-copy title="x.yml" }\nb\n```\n\n```mermaid\ng\n```\n', '```{code-block} py\n:linenos:\n:lineno-start: 5\n:emphasize-lines: 1\n\na\n```\n\n```{code-block} yaml\n:caption: x.yml\n\nb\n```\n\n```mermaid\ng\n```'),
        ('mkdocs', '/// note | T\n    type: warning\n    open: true\n\na\n///', '```{admonition} T\n:class: note\n\na\n```'),
        ('mkdocs', '/// tab | A\na\n///\n\n/// tab | B\n    new: false\nb\n///\n\n/// tab | C\n    new: true\n\nc\n///\n', '````{tab-set}\n```{tab-item} A\na\n```\n\n```{tab-item} B\nb\n```\n````\n\n````{tab-set}\n```{tab-item} C\n\nc\n```\n````'),
        ('mkdocs', '/// note\na\n/// tip\n///\n', '```{note}\na\n/// tip\n```'),
        ('mkdocs', "## H { data-toc-label='x' #y }\n", '(y)=\n## H'),
        ('mkdocs', '_a_\n{ style="display: inline" }\n\n[:octicons-x: y][q=z]\n\n  [q=z]: ?q=z\n', '_a_\n\n[:octicons-x: y][q=z]\n\n  [q=z]: ?q=z'),
        ('mkdocs', '_a_\n{ style="color: red" }', '_a_'),
    ],
)  # fmt: skip
def test_boxes_and_attributes_of_python_markdown(engine: str, text: str, expected: str) -> None:
    assert convert_text(text, engine).text.rstrip() == expected.rstrip()


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ('docusaurus', ':::note[Title *x*]\n[a](other)\n:::\n', '```{admonition} Title *x*\n:class: note\n\n[a](other.md)\n```'),
        ('docusaurus', '::::tip\n:::note\na\n:::\n::::\n', '````{tip}\n```{note}\na\n```\n````'),
        ('docusaurus', ':::note\n```\n:::\n```\n:::\n', '````{note}\n```\n:::\n```\n````'),
        ('docusaurus', ':::note\nunclosed\n', ':::note\nunclosed'),
        ('docusaurus', 'a\n\n{/* truncate */}\n\nb {/* x */}\n', 'a\n\n<!-- more -->\n\nb <!-- x -->'),
        ('docusaurus', '```js title="a.js" {1,3-4} showLineNumbers\nx\n```\n', '```{code-block} js\n:caption: a.js\n:linenos:\n:emphasize-lines: 1\n\nx\n```'),
        ('docusaurus', 'import Tabs from \'@theme/Tabs\';\nimport X from \'./x\';\n\n<Tabs groupId="a">\n<TabItem value="x" label="X y">\n[a](other)\n:::note\nb\n:::\n</TabItem>\n  <TabItem value=\'z\'>\n\n```js\n</TabItem>\n```\n\n  </TabItem>\n</Tabs>\n', '`````{tab-set}\n````{tab-item} X y\n[a](other.md)\n```{note}\nb\n```\n````\n  ````{tab-item} z\n\n```js\n</TabItem>\n```\n\n  ````\n`````'),
        ('docusaurus', '<Tabs\n  defaultValue="a"\n  values={[\n    {label: \'A\', value: \'a\'},\n  ]}>\n<TabItem value="a">\n\ntext\n\n</TabItem>\n</Tabs>\n', '````{tab-set}\n```{tab-item} a\n\ntext\n\n```\n````'),
        ('docusaurus', '<Foo a={{b: 1}} />\n\ntext <Bar/> [a](other)\n', '<!-- <Foo a={{b: 1}} /> -->\n\ntext <!-- <Bar/> --> [a](other.md)'),
        ('docusaurus', '<details>\n<summary>Toggle *me*</summary>\n\n  [a](other)\n\n</details>\n', '```{dropdown} Toggle *me*\n\n[a](other.md)\n\n```'),
        ('docusaurus', '<Tabs>\n  <TabItem value="a" label="A">\n\n    ```js\n    x\n    ```\n\n  </TabItem>\n  <TabItem value="b">b</TabItem>\n</Tabs>\n', '`````{tab-set}\n````{tab-item} A\n\n```js\nx\n```\n\n````\n```{tab-item} b\nb\n```\n`````'),
        ('docusaurus', 'text <Foo a={1}>in [a](other)</Foo> {props.x} {"lit"}\n\n<Bar>\n\npara\n\n</Bar>\n\n<Baz\n x={1}\n/>\n', 'text <!-- <Foo a={1}> -->in [a](other.md)<!-- </Foo> --> {props.x} lit\n\n<!-- <Bar> -->\n\npara\n\n<!-- </Bar> -->\n\n<!-- <Baz\n x={1}\n/> -->'),
        ('docusaurus', ':::note\n\n:::tip Nested title\nx\n:::\n\n:::\n', '````{note}\n\n```{admonition} Nested title\n:class: tip\n\nx\n```\n\n````'),
        ('docusaurus', '# Title\n\n{/* truncate */}\n\n```js title="x"\na // highlight-line\n// highlight-next-line\nb\n```\n\nimport X from \'y\'\n\nexport const a = 1\n', '# Title\n\n<!-- more -->\n\n```{code-block} js\n:caption: x\n:emphasize-lines: 2\n\na // highlight-line\nb\n```'),
        ('docusaurus', ':::note\n\n<Tabs>\n<TabItem value="a">\n\n:::tip\nx\n:::\n\n</TabItem>\n</Tabs>\n\n:::\n', '``````{note}\n\n`````{tab-set}\n````{tab-item} a\n\n```{tip}\nx\n```\n\n````\n`````\n\n``````'),
        ('docusaurus', '- a\n\n  :::note\n  b\n  :::\n\n  <details>\n  <summary>S</summary>\n  c\n  </details>\n', '- a\n\n  ```{note}\n  b\n  ```\n\n  ```{dropdown} S\n  c\n  ```'),
        ('docusaurus', '{/* multi\nline */}\n\ntext {/* a */} b\n\n{\n  1 + 1\n}\n', '<!-- multi\nline -->\n\ntext <!-- a --> b\n\n{\n  1 + 1\n}'),
        ('docusaurus', 'export const X = () => {\n  return 1;\n};\n\ntext <X/>\n', 'text <!-- <X/> -->'),
        ('docusaurus', '<div className="a">\n\n![x](a.png)\n\n</div>\n\n<br />\n\n<Foo>\n  text *b*\n</Foo>\n', '<div class="a">\n\n![x](img/a.png)\n\n</div>\n\n<br />\n\n<!-- <Foo> -->\ntext *b*\n<!-- </Foo> -->'),
        ('docusaurus', '{\'{\'}a{"}"}', '{a}'),
        ('docusaurus', "import A from 'b'\n\n\n\n\nText", 'Text'),
        ('docusaurus', '<Link to="/news/b">to b</Link> [b](other) <img src={require(\'./p.png\').default} width="50" /> ![](@site/static/img/a.png) ![](./p.png)', '<!-- <Link to="/news/b"> -->\nto b<!-- </Link> --> [b](other.md) <img src={require(\'./p.png\').default} width="50" /> ![](img/@site/static/img/a.png) ![](img/p.png)'),
        ('docusaurus', '```js title="a.js" {1,3-4} showLineNumbers\na\n// highlight-next-line\nb\nc\n```', '```{code-block} js\n:caption: a.js\n:linenos:\n:emphasize-lines: 1,3-4\n\na\n// highlight-next-line\nb\nc\n```'),
        ('docusaurus', '<img src={pic} alt="P" />\n\ntext <img src={pic}/>', '<img src={pic} alt="P" />\n\ntext <img src={pic}/>'),
        ('docusaurus', '<div className="a" style={{textAlign: \'center\'}}>\n\ntext\n\n</div>\n\n{\n 1+1\n}', '<div class="a" style="text-align: center">\n\ntext\n\n</div>\n\n{\n 1+1\n}'),
    ],
)  # fmt: skip
def test_mdx(engine: str, text: str, expected: str) -> None:
    assert convert_text(text, engine).text.rstrip() == expected.rstrip()


@pytest.mark.parametrize(
    ("engine", "text", "remarks"),
    [
        ('jekyll', '<video src="/v.mp4"></video>\n', [(1, "'/v.mp4' is in HTML, where Sphinx does not look for files; copy it to a folder of html_extra_path")]),
        ('hexo', "<video src='a.mp4'></video>\n\n<iframe src='//x'></iframe>\n\n<script>\nvar x = '{{ y }}';\n</script>", [(1, "'a.mp4' is in HTML, where Sphinx does not look for files; copy it to a folder of html_extra_path"), (6, "unsupported tag '{{ y }}' in HTML; left as it is")]),
        ('jekyll', '<center>\n**bold** text\n</center>\n\n<p align="center">\n[link](other)\n</p>\n', [(2, "Markdown in HTML stays visible in '**bold** text'"), (6, "Markdown in HTML stays visible in '[link](other)'")]),
        ('jekyll', '{% include\n  foo.html x=1 %}\n', [(1, "unsupported tag '{% include foo.html x=1 %}'; preserved as a comment")]),
        ('jekyll', 'a {: .x} b', [(1, "attributes '{: .x}' belong to nothing; removed")]),
        ('jekyll', '{{ content }} and {% if x %}a{% endif %}', [(1, "unsupported tag '{% if x %}'; preserved as a comment"), (1, "unsupported tag '{{ content }}'; preserved as a comment")]),
        ('jekyll', '{% if x %}\npara [a](other)\n\n{% else %}\nb\n{% endif %}\n', [(1, "unsupported tag '{% if x %}'; preserved as a comment"), (4, "unsupported tag '{% else %}'; preserved as a comment")]),
        ('jekyll', 'a\n{: .x}\nb\n\n1. x\n{: .list}\n\n   para\n   {: #id .y}\n', [(2, "attributes '{: .x}' belong to nothing; removed")]),
        ('jekyll', '[![a](a.png){: width="10"}](other){: .b}\n\n1. x\n2. y\n{: .list}\n\ntext\n{: .x}\nmore\n', [(8, "attributes '{: .x}' belong to nothing; removed")]),
        ('jekyll', '{% capture n %}\n#### New\n\n* a\n{% endcapture %}\n\n<div class="notice">\n  {{ n | markdownify }}\n</div>\n', [(1, "unsupported tag '{% capture n %}'; preserved as a comment"), (8, "unsupported tag '{{ n | markdownify }}' in HTML; left as it is")]),
        ('jekyll', '![a](a.png){: style="width: 40%; border-radius: 4px"}\n\n<img src=a.png style="border:1px solid;width:3em">', [(1, "style 'border-radius: 4px' has no counterpart; removed"), (3, "style 'border:1px solid' of an image has no counterpart; removed")]),
        ('hugo', '{{< gist a b >}}\n', [(1, "unsupported tag '{{< gist a b >}}'; preserved as a comment")]),
        ('hugo', '{{< gist a b >}} text **b**\n\nfoo {{< x >}} bar {{< y >}}z{{< /y >}}', [(1, "unsupported tag '{{< gist a b >}}'; preserved as a comment"), (3, "unsupported tag '{{< x >}}'; preserved as a comment"), (3, "unsupported tag '{{< y >}}'; preserved as a comment")]),
        ('hugo', '> quote {{< x >}}\n> more\n\n1. {{< notice tip >}}\n   a\n   {{< /notice >}}\n2. b\n', [(1, "unsupported tag '{{< x >}}'; preserved as a comment")]),
        ('hugo', '<!--more-->\n\n{{<toc>}}\n\n{{- x -}}\n\n{{ .Site.Title }}\n', [(3, "unsupported tag '{{<toc>}}'; preserved as a comment"), (5, "{{ stays visible in '{{- x -}}'"), (7, "{{ stays visible in '{{ .Site.Title }}'")]),
        ('hexo', '- a\n  <center>\n  ![x](a.png)\n  </center>\n', [(3, "Markdown in HTML stays visible in '![x](a.png)'")]),
        ('hexo', 'text {{ x }} `{{ y }}`\n\n{{ z }}\n\n[a]({{ u }})\n', [(1, "unknown variable '{{ x }}'; kept as text"), (3, "unknown variable '{{ z }}'; kept as text"), (5, "{{ stays visible in '[a]({{ u }})'")]),
        ('hexo', '| a | b |\n|---|---|\n| `x\\|y` | {{ z }} |\n', [(3, "unknown variable '{{ z }}'; kept as text")]),
        ('mkdocs', '![x](a.png){ width="300" .c } [l](other){ .md-button }\n\n# H { #id data-x=1 }\n', [(3, "attributes '{ #id data-x=1 }' of a heading: only its identifier is kept")]),
        ('mkdocs', '/// note\na\n/// tip\n///\n', [(3, "/// stays visible in '/// tip'")]),
        ('mkdocs', "## H { data-toc-label='x' #y }\n", [(1, "attributes '{ data-toc-label='x' #y }' of a heading: only its identifier is kept")]),
        ('mkdocs', '_a_\n{ style="color: red" }', [(2, "style 'color: red' has no counterpart; removed")]),
        ('docusaurus', ':::note\nunclosed\n', [(1, "::: stays visible in ':::note'")]),
        ('docusaurus', 'import Tabs from \'@theme/Tabs\';\nimport X from \'./x\';\n\n<Tabs groupId="a">\n<TabItem value="x" label="X y">\n[a](other)\n:::note\nb\n:::\n</TabItem>\n  <TabItem value=\'z\'>\n\n```js\n</TabItem>\n```\n\n  </TabItem>\n</Tabs>\n', [(1, "'import X from './x';' was removed")]),
        ('docusaurus', '<Foo a={{b: 1}} />\n\ntext <Bar/> [a](other)\n', [(1, "unsupported component '<Foo a={{b: 1}} />'; preserved as a comment"), (3, "unsupported component '<Bar/>'; preserved as a comment")]),
        ('docusaurus', 'text <Foo a={1}>in [a](other)</Foo> {props.x} {"lit"}\n\n<Bar>\n\npara\n\n</Bar>\n\n<Baz\n x={1}\n/>\n', [(1, "unsupported component '<Foo a={1}>'; preserved as a comment"), (1, "unsupported expression '{props.x}'; left as it is"), (3, "unsupported component '<Bar>'; preserved as a comment"), (9, "unsupported component '<Baz x={1} />'; preserved as a comment")]),
        ('docusaurus', '# Title\n\n{/* truncate */}\n\n```js title="x"\na // highlight-line\n// highlight-next-line\nb\n```\n\nimport X from \'y\'\n\nexport const a = 1\n', [(11, "'import X from 'y'' was removed"), (13, "'export const a = 1' was removed")]),
        ('docusaurus', '{/* multi\nline */}\n\ntext {/* a */} b\n\n{\n  1 + 1\n}\n', [(6, "unsupported expression '{ 1 + 1 }'; left as it is")]),
        ('docusaurus', 'export const X = () => {\n  return 1;\n};\n\ntext <X/>\n', [(1, "'export const X = () => {' was removed"), (5, "unsupported component '<X/>'; preserved as a comment")]),
        ('docusaurus', '<div className="a">\n\n![x](a.png)\n\n</div>\n\n<br />\n\n<Foo>\n  text *b*\n</Foo>\n', [(9, "unsupported component '<Foo>'; preserved as a comment")]),
        ('docusaurus', "import A from 'b'\n\n\n\n\nText", [(1, "'import A from 'b'' was removed")]),
        ('docusaurus', '<Link to="/news/b">to b</Link> [b](other) <img src={require(\'./p.png\').default} width="50" /> ![](@site/static/img/a.png) ![](./p.png)', [(1, 'unsupported component \'<Link to="/news/b">\'; preserved as a comment'), (1, "unsupported expression '{require('./p.png').default}'; left as it is")]),
        ('docusaurus', '<img src={pic} alt="P" />\n\ntext <img src={pic}/>', [(1, 'the image of \'<img src={pic} alt="P" />\' is named by a script; left as it is'), (3, "the image of '<img src={pic}/>' is named by a script; left as it is")]),
        ('docusaurus', '<div className="a" style={{textAlign: \'center\'}}>\n\ntext\n\n</div>\n\n{\n 1+1\n}', [(7, "unsupported expression '{ 1+1 }'; left as it is")]),
    ],
)  # fmt: skip
def test_what_is_not_converted_is_reported(engine: str, text: str, remarks: list[tuple[int, str]]) -> None:
    assert [(remark.line, remark.message) for remark in convert_text(text, engine).remarks] == remarks


def test_a_page_of_an_unknown_site_is_linked_as_html() -> None:
    """Sphinx would make an anchor of this page of a link in Markdown."""
    conversion = convert_text('[about](/about/ "T") and ![x](/p.png)', "hexo", site=Site(""))
    assert conversion.text == '<a href="/about/" title="T">about</a> and ![x](img/p.png)\n'
    assert [remark.message for remark in conversion.remarks] == ["'/about/' was a page of the old site"]


@pytest.mark.parametrize(
    ("engine", "text", "feature"),
    [
        ("plain", "a ~~b~~", "strikethrough"),
        ("plain", "- [x] a", "tasklist"),
        ("plain", "term\n: text", "deflist"),
        ("plain", "$x_1$", "dollarmath"),
        ("plain", "\\begin{align}\nx\n\\end{align}", "amsmath"),
        ("plain", "[a](#b)", "heading_anchors"),
        ("plain", "<details><summary>S</summary>\n\na\n\n</details>", "sphinx_design"),
        ("plain", "```mermaid\ng\n```", "mermaid"),
        ("hexo", "{% mermaid %}\ng\n{% endmermaid %}", "mermaid"),
        ("jekyll", "`a`{: .b}", "attrs_inline"),
        ("jekyll", "a\n{: .b}", "attrs_block"),
    ],
)
def test_extensions_that_a_text_needs(engine: str, text: str, feature: str) -> None:
    assert convert_text(text, engine).features == {feature}


@pytest.mark.parametrize("text", ["`~~a~~` \\~~b~~", "```\n- [x] a\n$x_1$\n```", "costs $5 and $6", "(a)=\n\n[a](b)"])
def test_texts_that_need_no_extension(text: str) -> None:
    assert convert_text(text).features == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text", "# T\n\nText"),
        ("# T\n\nText", "# T\n\nText"),
        ("## A\n\n### B", "# T\n\n## A\n\n### B"),
        ("### A\n\n#### B", "# T\n\n## A\n\n### B"),
        ("# A\n\n# B", "# T\n\n## A\n\n## B"),
        ("# T\n\n# B\n\n## C", "# T\n\n## B\n\n### C"),
        ("a\n\n# T\n\nb", "# T\n\na\n\n\nb"),
        ("A\n===\n\nB\n---", "# T\n\nA\n---\n\n### B"),
        ("A\nb\n---\n\n# C", "# T\n\nA\nb\n---\n\n## C"),
        ("## A\n\nB\nb\n===\n\nC\nc\n---", "# T\n\n## A\n\nB\nb\n---\n\n### C c"),
        ("## A\n\n#### B\n\n### C\n\n## D", "# T\n\n## A\n\n### B\n\n### C\n\n## D"),
        ("> # Q\n\n# A", "# T\n\n> # Q\n\n## A"),
        ("###### A", "# T\n\n## A"),
        ("", "# T"),
    ],
)
def test_the_title_is_the_only_heading_of_the_first_level(text: str, expected: str) -> None:
    assert convert_text(text, title="T").text == f"{expected}\n"


def test_the_first_heading_is_the_title_of_some_engines() -> None:
    assert convert_text("# H\n\n# I", title="T", heading_is_title=True).text == "# H\n\n## I\n"
    assert convert_text("##H", "hexo", title="T").text == "# T\n\n## H\n"
    assert convert_text("a", title="*T* [x] `y` a_b _c").text == "# \\*T\\* \\[x\\] \\`y\\` a_b \\_c\n\na\n"


@pytest.mark.parametrize(
    ("marker", "separator"),
    [
        ("<!--more-->", ""),
        ("<!---more-->", ""),
        ("<!-- more --->", ""),
        ("<!-- truncate -->", ""),
        ("<!-- PELICAN_END_SUMMARY -->", ""),
        ("<!--cut-->", "<!--cut-->"),
        ("~cut~", "~cut~"),
    ],
)
def test_every_spelling_of_the_marker(marker: str, separator: str) -> None:
    text = f"a\n\n{marker}\n\nb `{marker}`\n"
    assert convert_text(text, excerpt_separator=separator).text == f"a\n\n<!-- more -->\n\nb `{marker}`\n"


def test_there_is_one_marker() -> None:
    text = "a\n<!--more-->\nb\n\n<!-- PELICAN_BEGIN_SUMMARY -->\n\n<!-- more -->\n"
    assert convert_text(text).text == "a\n\n<!-- more -->\n\nb\n"


def test_emoji_are_signs_if_the_old_blog_displayed_them() -> None:
    text = "a :tada: [:bug:](other) `:tada:` 10:30:00 :nobody:"
    conversion = convert_text(text, emoji=True)
    assert conversion.text == "a 🎉 [🐛](other.md) `:tada:` 10:30:00 :nobody:\n"
    assert [remark.message for remark in conversion.remarks] == ["unsupported emoji ':nobody:'; left as it is"]
    assert ":tada: [" in convert_text(text).text


@pytest.mark.parametrize(
    ("text", "math", "expected"),
    [
        ("costs $5 and $6", None, "costs \\$5 and \\$6"),
        ("US$5\nor $6, and $x$", None, "US\\$5\nor \\$6, and $x$"),
        ("$HOME and $PATH are set", None, "\\$HOME and \\$PATH are set"),
        ("$x$, $n log n$, $ a $, $a = b or c$", None, "$x$, $n log n$, $ a $, $a = b or c$"),
        ("$5\n\n$6 and `$7 to $8`", None, "$5\n\n$6 and `$7 to $8`"),
        ("$$5 and 6$$ text", None, "$$5 and 6$$\n\ntext"),
        ("from $5 to $6", True, "from $5 to $6"),
        ("$x$ and $$y$$", False, "\\$x\\$ and \\$\\$y\\$\\$"),
        ("a $5 [b](other) $6 `$`", None, "a \\$5 [b](other.md) \\$6 `$`"),
    ],
)
def test_dollars_in_prose_are_escaped(text: str, math: bool | None, expected: str) -> None:
    assert convert_text(text, dollar_math=math).text == f"{expected}\n"


def test_includes_are_converted_and_never_go_round() -> None:
    assert convert_text("{% include part.md %}", "jekyll").text == "in *it* [a](other.md)\n"
    conversion = convert_text("{% include round.md %}", "jekyll")
    assert [(remark.file, remark.line) for remark in conversion.remarks] == [("round.md", 1)]


def test_pairs_of_tags() -> None:
    assert convert_text('a {{< button href="x" >}}b *c*{{< /button >}} d', "hugo").text == "a [b *c*](x) d\n"
    text = "{{< tabs >}}\n{{< tabitem >}}\na\n{{< /tabitem >}}\n{{< tabitem >}}\nb\n{{< /tabitem >}}\n{{< /tabs >}}"
    assert "{tab-item} Tab 0\na" in convert_text(text, "hugo").text
    assert "{tab-item} Tab 1\nb" in convert_text(text, "hugo").text
    text = "{{< codetab >}}\n[a](other)\n{{< /codetab >}}"
    assert convert_text(text, "hugo").text == "````{tab-item} Code\n```py\n[a](other)\n```\n````\n"


def test_a_title_with_code_has_a_fence_of_tildes() -> None:
    text = ":::note[Use `x`]\n\n~~~py\n1\n~~~\n\n:::"
    assert convert_text(text, "docusaurus").text == "~~~~{admonition} Use `x`\n:class: note\n\n~~~py\n1\n~~~\n\n~~~~\n"


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        (
            "hexo",
            "$$\n\\begin{aligned}\na &= b\n\nc &= d\n\\end{aligned}\n$$",
            "$$\n\\begin{aligned}\na &= b\nc &= d\n\\end{aligned}\n$$",
        ),
        ("hexo", "> $$\n> \\a\n>\n> \\b\n> $$", "> $$\n> \\a\n> \\b\n> $$"),
        ("hugo", "\\\\[y\\\\] $$a \\tag{1} b$$", "$$y$$\n\n$$a \\tag{1} b$$"),
        ("hexo", "a $$\n\\x\n$$\n\nprose\n\n$$\ny\n$$", "a\n\n$$\n\\x\n$$\n\nprose\n\n$$\ny\n$$"),
    ],
)
def test_formulas_with_blank_lines_and_side_by_side(engine: str, text: str, expected: str) -> None:
    conversion = convert_text(text, engine)
    assert (conversion.text, conversion.remarks) == (f"{expected}\n", ())


def test_dollars_without_their_end_are_reported() -> None:
    conversion = convert_text("a\n\n$$\n\nlonely")
    assert conversion.text == "a\n\n\\$\\$\n\nlonely\n"
    assert [(remark.line, remark.message) for remark in conversion.remarks] == [
        (3, "'$$' does not mark math here; escaped")
    ]
