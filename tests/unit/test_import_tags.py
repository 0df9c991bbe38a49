"""Importing: the tags of each engine, one by one, and links by all the names that things have."""

# ruff: noqa: E501, Q003 -- texts of other engines stand as their authors write them, each in one piece
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sphinxext_blog.tools.importing.blog import OldPost, SourceFile
from sphinxext_blog.tools.importing.keys import as_flag, as_list, as_moment, split_names
from sphinxext_blog.tools.importing.permalinks import (
    alias_of,
    date_tokens,
    expand_braces,
    expand_colons,
    hexo_hash,
    key_of,
)
from sphinxext_blog.tools.importing.placing import Names, file_name, post_path
from sphinxext_blog.tools.importing.restructured import split_rst
from sphinxext_blog.tools.importing.vocabularies import authors_of, categories_of
from tests.unit.old_blogs import converted

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("hexo", "{% asset_path x.png %}", "x.png"),
        ("hexo", "![]({% asset_path a.png %})", "![](images/a.png)"),
        ("hexo", "[x]({% post_path two %})", "[x](two.md)"),
        ("hexo", "{% post_link two#h 'A title' %}", "[A title](two.md#h)"),
        ("hexo", "{% asset_link a.png The picture %}", "[The picture](images/a.png)"),
        ("hexo", "{% img left /a.png 300 200 \"Title 'Alt'\" %}", "![Alt](images/a.png)"),
        ("hexo", """{% asset_img "a.png" 300 200 '"title" "an alt"' %}""", "![an alt](images/a.png)"),
        ("hexo", """{% asset_img a.png "T 'It's'" %}""", "![It's](images/a.png)"),
        ("hexo", """{% img left /images/x.png 200 100 '"T" "Alt"' %}""", "![Alt](/images/x.png)"),
        ("hexo", "{% link Site https://x.example.net %}", "[Site](https://x.example.net)"),
        ("hexo", "{% include_code Code lang:python x.py %}", "```{code-block} python\n:caption: x.py\n\nprint(1)\n```"),
        ("hexo", "{% pdf /b.pdf %}", "[b.pdf](images/b.pdf)"),
        ("hexo", "{% blockquote Mei, Book %}\nSaid\n{% endblockquote %}", "> Said\n>\n> — Mei, Book"),
        ("hexo", "{% blockquote Mei, Book https://b.example.net/x?y The whole title %}\nSaid\n{% endblockquote %}", "> Said\n>\n> — Mei, Book, [The whole title](https://b.example.net/x?y)"),
        ("hexo", "{% blockquote @Mei https://b.example.net/x %}\nSaid\n{% endblockquote %}", "> Said\n>\n> — @Mei, <https://b.example.net/x>"),
        ("hexo", "a {% label primary@some text %}, {% label @b %} {% label warning@(c) %} {% label d blue %}", "a *some text*, *b* <em>(c)</em> *d*"),
        ("hexo", "{% button https://x.example.net, Go there, home fa-fw %} {% btn '/2020/two/',Two,, %} {% btn #a, B, i, T %}", "[Go there](https://x.example.net) [Two](two.md) [B](#a)"),
        ("hexo", "{% btn Two, /2020/two/ %} {% btn /a.png::Pic::icon %} {% button #, , download fa-lg [Tip], Its title %}", "[Two](two.md) [Pic](images/a.png) [Its title](#)"),
        ("hexo", "{% kbd Ctrl %} {% u a b %} {% span red, c d %} {% psw e %}", "<kbd>Ctrl</kbd> <u>a b</u> c d e"),
        ("hexo", "{% fullimage /a.png, An alt %} {% inlineImg /a.png 20px %} {% video /b.pdf %}", "![An alt](images/a.png) ![](images/a.png) [Video](images/b.pdf)"),
        ("hexo", "{% hideToggle Show,#fff %}\nx\n{% endhideToggle %}\n\n{% folding blue open, T t %}\ny\n{% endfolding %}", "```{dropdown} Show\nx\n```\n\n```{dropdown} T t\ny\n```"),
        ("hexo", "{% post_link none#x 'Words' %} {% post_link none %}", "Words none"),
        ("hexo", "{% fold info @A title %}\nx\n{% endfold %}\n\n{% hideInline a b,show,#fff %}", "```{dropdown} A title\nx\n```\n\na b"),
        ("hexo", "{% codeblock _.compact https://x.example.net/#c The docs lang:js %}\na\n{% endcodeblock %}", "```{code-block} js\n:caption: _.compact [The docs](https://x.example.net/#c)\n\na\n```"),
        ("hexo", "{% mermaid graph TD %}\nA-->B\n{% endmermaid %}", "```mermaid\ngraph TD\nA-->B\n```"),
        ("hexo", "{% note blue 'fas fa-bullhorn' modern %}x{% endnote %}", "```{note}\nx\n```"),
        ("hexo", "{% link The title, https://x.example.net, /a.png %}", "[The title](https://x.example.net)"),
        ("hexo", "``` bash Some title https://x.example.net It first_line:3\nx\n```\n\n```js {.a}\n```", "```{code-block} bash\n:caption: Some title [It](https://x.example.net)\n:linenos:\n:lineno-start: 3\n\nx\n```\n\n```js {.a}\n```"),
        ("hexo", "````md\n```bash a title\n```\n````", "````md\n```bash a title\n```\n````"),
        ("hexo", '[a](#x) [b](#y)\n\n<a id="x"></a>\n\n## <a name=y></a>H\n\n<a id="z"></a> `<a id="x"></a>`', '[a](#x) [b](#y)\n\n(x)=\n\n## []{#y}H\n\n<a id="z"></a> `<a id="x"></a>`'),
        ("hexo", "a {# of nobody -- #} b {#x} `{# y #}`", "a <!-- of nobody - - --> b {#x} `{# y #}`"),
        ("hexo", "[toc]\n\n@[toc](x)\n\na [toc]", "a [toc]"),
        ("hexo", "a {% own x %} b {% own2 %}c{% endown2 %}", "a <!-- {% own x %} --> b <!-- {% own2 %} -->c<!-- {% endown2 %} -->"),
        ("hexo", "- {% own %} *a*\n- b", "- <!-- {% own %} -->\n  *a*\n- b"),
        ("hexo", '[x]({% own %}) <b title="{% own %}">y</b>', '[x]({% own %}) <b title="{% own %}">y</b>'),
        ("hexo", "{% note info no-icon Mind %}\nx\n{% endnote %}", "```{admonition} Mind\n:class: note\n\nx\n```"),
        ("hexo", "{% tabs T %}\n<!-- tab A -->\na\n<!-- endtab -->\n<!-- tab -->\nb\n<!-- endtab -->\n{% endtabs %}", "````{tab-set}\n```{tab-item} A\na\n```\n\n```{tab-item} 2\nb\n```\n````"),
        ("hexo", "{% mermaid %}\ngraph\n{% endmermaid %}", "```mermaid\ngraph\n```"),
        ("hexo", "{% code %}\n```\n{% endcode %}", "````\n```\n````"),
        ("hexo", "a {% raw %}{{ x }}{% endraw %} b", "a {{ x }} b"),
        ("hexo", "{% gist 12 a.py %}", "[Code on GitHub Gist](https://gist.github.com/12/a.py)"),
        ("hexo", "`{% gist 12 %}`", "`{% gist 12 %}`"),
        ("hexo", "a\n\n{% more %}\n\nb", "a\n\n<!-- more -->\n\nb"),
        ("jekyll", "{% include i.md %}", "in *it*"),
        ("jekyll", '{% include figure.html src="/a.png" caption="Cap" %}', "```{figure} images/a.png\nCap\n```"),
        ("jekyll", '{% include figure image_path="/a.png" alt="A" caption="C *d*" %}', "```{figure} images/a.png\n:alt: A\n\nC *d*\n```"),
        ("jekyll", '{% include figure image_path="/a.png" alt="A" %}', "![A](images/a.png)"),
        ("hugo", 'a {{< figure src="/a.png" title="T" caption="C" >}} b', "a \n\n```{figure} images/a.png\nT — C\n```\n\n b"),
        ("jekyll", '{% include youtube.html id="abc" %}', "[Video on YouTube](https://www.youtube.com/watch?v=abc)"),
        ("jekyll", "{{ site.v }} {{ page.title }} {{ '/x' | relative_url }}", "3 T /x"),
        ("jekyll", '{{ "/a.png" | prepend: site.baseurl | append: "?x" }} {{ site.v | default: 4 }} {{ page.none | default: "d" }} {{ "a" | upcase }}', "/a.png?x 3 d A"),
        ("jekyll", "{% assign x = 'y' %}\n{{ x }} a", "<!-- {% assign x = 'y' %} -->\ny a"),
        ("jekyll", "{% capture x %}*y*{% endcapture %} {{ x | markdownify }}", "<!-- {% capture x %}*y*{% endcapture %} -->\n*y*"),
        ("jekyll", "a {{ none }} {% unless x %}b{% endunless %}", "a <!-- {{ none }} --> <!-- {% unless x %} -->b<!-- {% endunless %} -->"),
        ("jekyll", "{% include own.html text='a *b*' url=site.v %}", '<p class="x">a *b*</p>\n<a href="3">a *b*</a>, small'),
        ("jekyll", "{% include own.html TEXT='c' size='big' %}", '<p class="x">c</p>\nbig, big'),
        ("jekyll", "{% capture n-2 %}\n- *a*\n{% endcapture %}\n<div class='x'>{{ n-2 | markdownify }}</div>", "<!-- {% capture n-2 %}\n- *a*\n{% endcapture %} -->\n<div class='x'>\n\n- *a*\n\n</div>"),
        ("jekyll", "a \\\\\nb\\\\\n\n$$\nc \\\\\nd\n$$", "a\\\nb\\\\\n\n$$\nc \\\\\nd\n$$"),
        ("jekyll", "{% include toc %}{% include video id='1' provider='vimeo' %}", "[Video on Vimeo](https://vimeo.com/1)"),
        ("jekyll", "{% include both.html own='a' %}", '<p class="x">a</p>\n, small'),
        ("jekyll", "{% include block.html text='a *b*' %}", "<div>\n\na *b*\n\n</div>"),
        ("jekyll", "{% include embed/bilibili.html id='BV1' %} {% include embed/video.html src='/b.pdf' %}", "[Video on Bilibili](https://www.bilibili.com/video/BV1) [Video](images/b.pdf)"),
        ("jekyll", "{% twitter https://x.com/a/1 %}", "[Post on X](https://x.com/a/1)"),
        ("jekyll", "`a/b`{: .filepath} and *c*{:.d}", "`a/b`{.filepath} and *c*{.d}"),
        ("jekyll", "{% include tip.html content='Do *it*' %}", "```{tip}\nDo *it*\n```"),
        ("jekyll", "{% include alert.html type='danger' title='T' text='x' %}", "```{admonition} T\n:class: danger\n\nx\n```"),
        ("jekyll", "{% comment %}gone{% endcomment %}", "<!--gone-->"),
        ("jekyll", "{% comment %}a --b---{% endcomment %}", "<!--a - -b- - - -->"),
        ("jekyll", "a\n\n{::comment}\nb -- [x](gone.md)\n{: .own }\n{% own %}\n\nc\n{:/comment}\n\nd {::comment}e{:/} f", "a\n\n<!--\nb - - [x](gone.md)\n{: .own }\n{% own %}\n\nc\n-->\n\nd <!--e--> f"),
        ("jekyll", "`{::comment}a{:/}` {::comment /} {::nomarkdown}<b>x</b>{:/}", "`{::comment}a{:/}` {::comment /} <b>x</b>"),
        ("jekyll", "a\n\n{::nomarkdown}\n<p>x</p>\n{:/nomarkdown}", "a\n\n\n<p>x</p>"),
        ("jekyll", "{% raw %}\n{{ x }}\n{% endraw %}", "{{ x }}"),
        ("jekyll", "a {% raw %}{{ x }} {% post_url y %} [u](/2020/two/){% endraw %} `{% raw %}{{ x }}{% endraw %}`", "a {{ x }} {% post_url y %} [u](two.md) `{{ x }}`"),
        ("hexo", "{% raw %}{% asset_path x.png %}{% endraw %}", "{% asset_path x.png %}"),
        ("docusaurus", "{/* a -- b */}", "<!-- a - - b -->"),
        ("docusaurus", "{/* a */} *b*\n> {/* c */} d", "<!-- a -->\n*b*\n> <!-- c -->\n> d"),
        ("jekyll", "[x]({% link _posts/two.md %})", "[x](two.md)"),
        ("jekyll", "* toc\n{:toc}\n\nText", "Text"),
        ("jekyll", "{: .warning }\n> Hot\n> x", "```{warning}\nHot\nx\n```"),
        ("jekyll", "> a\n>\n> b\n{: .prompt-tip }\n\nc", "```{tip}\na\n\nb\n```\n\nc"),
        ("jekyll", "```yaml\na: 1\n\nb: 2\n```\n{: file='x/_config.yml' .nolineno }", "```{code-block} yaml\n:caption: x/_config.yml\n\na: 1\n\nb: 2\n```"),
        ("jekyll", "![](/sub/a.png){: width='50%' .big}", '![](images/a.png){width="50%" .big}'),
        ("hugo", '{{< figure src="/a.png" >}}', "```{image} images/a.png\n\n```"),
        ("hugo", 'x {{< figure src="/a.png" alt="A" >}} y', "x ![A](images/a.png) y"),
        ("hugo", '{{< figure src="/a.png" caption="C" attr="Mei" attrlink="https://x.example.net" link="/2020/two/" >}}', "```{figure} images/a.png\n:target: two.md\n\nC ([Mei](https://x.example.net))\n```"),
        ("hugo", "{{< notice warning >}}\nx\n{{< /notice >}}", "```{warning}\nx\n```"),
        ("hugo", '{{< alert type="info" title="T" >}}x{{< /alert >}}', "```{admonition} T\n:class: note\n\nx\n```"),
        ("hugo", "{{% details summary=\"More\" %}}\nx\n{{% /details %}}", "```{dropdown} More\nx\n```"),
        ("hugo", '{{< notice tip "Do `x`" >}}\ny\n{{< /notice >}}', "~~~{admonition} Do `x`\n:class: tip\n\ny\n~~~"),
        ("hugo", "{{< figure src=`/a.png` caption=`it's c` >}}", "```{figure} images/a.png\nit's c\n```"),
        ("hugo", '{{< figure src="/a.png" caption=`a "b" c` >}}', '```{figure} images/a.png\na "b" c\n```'),
        ("hugo", "{{< mermaid >}}\ngraph\n{{< /mermaid >}}", "```mermaid\ngraph\n```"),
        ("hugo", "{{< math >}}\nx\n{{< /math >}} ", "$$\nx\n$$"),
        ("hugo", "{{< math >}}\n$$\nx\n$$\n{{< /math >}}", "$$\nx\n$$"),
        ("hugo", "a {{< math >}}$x$ {{< /math >}} {{< katex >}}y{{< /katex >}}", "a $x$ $y$"),
        ("hugo", "{{< rawhtml >}}\n<b>x</b> {{< a >}}\n{{< /rawhtml >}}", "<b>x</b> {{< a >}}"),
        ("hugo", "a {{< own >}} {{< o />}} {{% p %}}*b*{{% /p %}}", "a <!-- {{< own >}} --> <!-- {{< o />}} --> <!-- {{% p %}} -->*b*<!-- {{% /p %}} -->"),
        ("hugo", '{{< tabpane text=true >}}\n{{% tab header="A b" %}}\n*x*\n{{% /tab %}}\n{{< tab header="B" >}}\n{{< notice tip >}}\ny\n{{< /notice >}}\n{{< /tab >}}\n{{< /tabpane >}}', "`````{tab-set}\n```{tab-item} A b\n*x*\n```\n\n````{tab-item} B\n```{tip}\ny\n```\n````\n`````"),
        ("hugo", '{{< tabpane lang="sh" >}}\n{{< tab header="Of:" disabled=true />}}\n{{< tab header="A" lang="py" >}}\n# x $1 $2\n{{< /tab >}}\n{{< tab "B" >}}\ny\n{{< /tab >}}\n{{< /tabpane >}}', "`````{tab-set}\n````{tab-item} A\n```py\n# x $1 $2\n```\n````\n\n````{tab-item} B\n```sh\ny\n```\n````\n`````"),
        ("hugo", '{{< tabs items="A, B" >}}\n{{< tab >}}a{{< /tab >}}\n{{< tab >}}b{{< /tab >}}\n{{< /tabs >}}', "````{tab-set}\n```{tab-item} A\na\n```\n\n```{tab-item} B\nb\n```\n````"),
        ("hugo", '{{< button href="/2020/two/" >}}Go{{< /button >}} {{< badge >}}New{{< /badge >}}', "[Go](two.md) New"),
        ("hugo", '{{< spoiler text="See" >}}x{{< /spoiler >}}\n{{< comment >}}a {{< b >}}{{< /comment >}}', "```{dropdown} See\nx\n```\n<!--a {{< b >}}-->"),
        ("hugo", '{{% alert title="W" color="warning" %}}x{{% /alert %}}\n\n{{% pageinfo color="primary" %}}\ny\n{{% /pageinfo %}}', "```{admonition} W\n:class: warning\n\nx\n```\n\n```{note}\ny\n```"),
        ("hugo", '[x]({{< ref "none.md#h" >}})', "[x](none.md#h)"),
        ("hugo", '{{< admonition note "N b" false >}}x{{< /admonition >}}', "```{admonition} N b\n:class: note\n\nx\n```"),
        ("hugo", '{{< link "/2020/two/" "Words" >}} {{< link href="https://x.example.net" >}}', "[Words](two.md) [https://x.example.net](https://x.example.net)"),
        ("hugo", '{{< quote author="Mei" >}}\nx\n{{< /quote >}}', "> x\n>\n> — Mei"),
        ("hugo", '{{< details summary="S" open=true >}}x{{< /details >}}', "```{dropdown} S\n:open:\n\nx\n```"),
        ("hugo", '{{% include "_includes/i.md" %}}', "in *it*"),
        ("hugo", '{{< figure src="/a.png" >}}A *c*{{< /figure >}}', "```{figure} images/a.png\nA *c*\n```"),
        ("hugo", "{{< param v >}}{{< toc >}}", "3"),
        ("hugo", '{{< tweet user="mei" id="1" >}}', "[Post on X](https://x.com/mei/status/1)"),
        ("hugo", "`{{< x >}}` and {{</* y */>}}", "`{{< x >}}` and {{< y >}}"),
        ("hugo", '[x]({{< relref path="two.md#h" >}})', "[x](two.md#h)"),
        ("hugo", '[x]({{< ref "./two" >}})', "[x](two.md)"),
        ("hugo", "![](/a.png#center) [b](/b.pdf#page=2)", "![](images/a.png) [b](images/b.pdf#page=2)"),
        ("mkdocs", '--8<-- "pub/snip.py"', "```py\nx = 1\n```"),
        ("mkdocs", '--8<-- "_includes/i.md"', "in *it*"),
        ("mkdocs", "[x](https://x.example.net){ data-preview .y }", "[x](https://x.example.net){.y}"),
        ("mkdocs", "## H { #name }", "(name)=\n## H"),
        ("docusaurus", ":::info\nx\n:::", "```{note}\nx\n```"),
        ("docusaurus", "::::note\n:::tip\nx\n:::\n::::", "````{note}\n```{tip}\nx\n```\n````"),
        ("docusaurus", "<details>\n<summary>S <b>b</b></summary>\nx\n</details>", "```{dropdown} S b\nx\n```"),
        ("docusaurus", '<Admonition type="tip" title="T">\n\n*x*\n\n</Admonition>', "```{admonition} T\n:class: tip\n\n*x*\n```"),
        ("docusaurus", 'See <Link className="x" to="/2020/two/">it</Link>.', "See [it](two.md)."),
        ("docusaurus", "<b style={{fontSize: '2em', \"color\": 'red'}}>x</b> {'{'}a{\"}\"}", '<b style="font-size: 2em; color: red">x</b> {a}'),
        ("docusaurus", "import Part from '@site/_includes/i.md';\n\n<Part />", "in *it*"),
        ("docusaurus", "```js\na\n// highlight-next-line\nb\n/* highlight-start */\nc\nd\n# highlight-end\n```", "```{code-block} js\n:emphasize-lines: 2,3-4\n\na\nb\nc\nd\n```"),
        ("docusaurus", "- ```\n  <!-- highlight-next-line -->\n  a\n  ```", "- ```{code-block} text\n  :emphasize-lines: 1\n\n  a\n  ```"),
        ("docusaurus", "```js {1}\na\n// highlight-next-line\nb\n```", "```{code-block} js\n:emphasize-lines: 1\n\na\n// highlight-next-line\nb\n```"),
        ("docusaurus", '<YouTube id="abc" />', "[Video on YouTube](https://www.youtube.com/watch?v=abc)"),
        ("docusaurus", "import X from '@theme/Tabs';\n\nText", "Text"),
        ("pelican", "{% youtube abc %} {% img left /a.png 20 %} {% own %}", "[Video on YouTube](https://www.youtube.com/watch?v=abc) ![](images/a.png) <!-- {% own %} -->"),
        ("pelican", '!!! note "T"\n    x', "```{admonition} T\n:class: note\n\nx\n```"),
        ("pelican", "![]({static}/a.png) [t]({filename}two.md) [u](|filename|/two.md)", "![](images/a.png) [t](two.md) [u](two.md)"),
        ("hexo", "[x](https://old.example.net/sub/2020/two/#h)", "[x](two.md#h)"),
        ("hexo", "[x](http://old.example.net/sub/2020/two) [y](//old.example.net/sub/a.png)", "[x](two.md) [y](images/a.png)"),
        ("hexo", "[x](/sub/2020/two/) [y](https://old.example.net/other)", "[x](two.md) [y](https://old.example.net/other)"),
        ("hexo", "[x][r]\n\n[r]: /2020/two.html \"T\"", "[x][r]\n\n[r]: two.md \"T\""),
        ("hexo", 'See <a href="/2020/two/">it</a>.', "See [it](two.md)."),
        ("hexo", 'See <a href="/a.png"><img src="/a.png"></a>', 'See [<img src="images/a.png">](images/a.png)'),
        ("hexo", '<p>See <a href="/2020/two/">it</a></p>', '<p>See <a href="/2020/two/">it</a></p>'),
        ("hexo", '<a href="/2020/two/">it</a> and', "[it](two.md) and"),
        ("hexo", '<img class="x" src="/a.png">', '<img class="x" src="images/a.png">'),
        ("hexo", "[`c`](two.md) `[x](two.md)` [y](<two.md>)", "[`c`](two.md) `[x](two.md)` [y](two.md)"),
        ("hexo", "![](/a.png =10x20)", "![](images/a.png)"),
        ("hexo", "[a](mailto:x) [b](#c) [d](https://e.example.net/(f)) ![](data:x)", "[a](mailto:x) [b](#c) [d](https://e.example.net/(f)) ![](data:x)"),
    ],
)  # fmt: skip
def test_what_stands_for_what(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    assert converted(engine, tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("engine", "text", "expected"),
    [
        ("hugo", "1. a\n\n   {{< highlight bash >}}\n   ls\n\n     x\n   {{< /highlight >}}\n\n2. b", "1. a\n\n   ```bash\n   ls\n\n     x\n   ```\n\n2. b"),
        ("hugo", '1. a\n\n   {{< figure src="/a.png" caption="C" >}}\n', "1. a\n\n   ```{figure} images/a.png\n   C\n   ```"),
        ("hugo", '- {{< figure src="/a.png" caption="C" >}}\n- b', "- ```{figure} images/a.png\n  C\n  ```\n- b"),
        ("hugo", "- a\n\n    {{< notice tip >}}\n    x\n\n    {{< mermaid >}}\n    g\n    {{< /mermaid >}}\n    {{< /notice >}}\n\n- b", "- a\n\n    ````{tip}\n    x\n\n    ```mermaid\n    g\n    ```\n    ````\n\n- b"),
        ("hugo", '- a\n  {{% details "T" %}}\n  x\n  {{% /details %}}\n', "- a\n  ```{dropdown} T\n  x\n  ```"),
        ("jekyll", "- a\n\n  {% highlight py %}\n  x\n  {% endhighlight %}\n- b", "- a\n\n  ```py\n  x\n  ```\n- b"),
        ("jekyll", "- a\n\n  {% highlight py %}\nx\n  y\n  {% endhighlight %}", "- a\n\n  ```py\n  x\n    y\n  ```"),
        ("hexo", "- a\n\t{% codeblock lang:js %}\n\tif\n\t\tx\n\t{% endcodeblock %}", "- a\n\t```js\n\tif\n\t\tx\n\t```"),
        ("hexo", "> {% note info %}\n> a\n>\n> b\n> {% endnote %}", "> ```{note}\n> a\n>\n> b\n> ```"),
        ("hexo", "1. a\n   {% own %}\n   b\n   {% endown %}", "1. a\n   <!-- {% own %} -->\n   b\n   <!-- {% endown %} -->"),
        ("hexo", "  {% own %}\n \nb\n  {% endown %}", "  <!-- {% own %} -->\n \nb\n  <!-- {% endown %} -->"),
    ],
)  # fmt: skip
def test_what_stands_in_a_list_stays_in_it(tmp_path: Path, engine: str, text: str, expected: str) -> None:
    """Whatever a tag becomes has the indent of the line that it stands in, and so has its body."""
    assert converted(engine, tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% blockquote %}\na\n{% endblockquote %}\nb", "> a\n\nb"),
        ("{% cq %}\na\n{% endcq %}\n\nb", "> a\n\nb"),
        ("{% cq %}\na\n{% endcq %}\n{% quote X %}\nb\n{% endquote %}\nc", "> a\n\n> b\n>\n> — X\n\nc"),
        ("> a\n{% cq %} b {% endcq %} c", "> a\n\n> b\n\n c"),
        ("a {% cq %}b{% endcq %}", "a \n\n> b"),
        ("- a\n  {% cq %}\n  b\n  {% endcq %}\n  c", "- a\n  > b\n\n  c"),
        ("- a\n\n  {% cq %}b{% endcq %} c", "- a\n\n  > b\n\n   c"),
        ("- a\n\n  {% note %}b{% endnote %} c", "- a\n\n  ```{note}\n  b\n  ```\n\n   c"),
        ("> {% cq %}\n> a\n> {% endcq %}\n> b", "> > a\n>\n> b"),
        ("{% raw %}\n> a\n{% endraw %}\nb", "> a\nb"),
    ],
)
def test_quotes_take_in_nothing_around_them(tmp_path: Path, text: str, expected: str) -> None:
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
def test_rules_that_docutils_has_no_place_for_are_html(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("hexo", tmp_path, text)[0].replace("## d\n", "d\n---\n") == expected


@pytest.mark.parametrize(
    ("engine", "text", "line", "said"),
    [
        ("hexo", "a\n\n{% asset_img none.png %}", 3, "image 'none.png' was not found"),
        ("hexo", "a\n{% own %}b", 2, "'{% own %}' was not understood; it is kept in a comment"),
        ("hexo", "[a]({% own %})", 1, "'{% own %}' was not understood; it is left in"),
        (
            "jekyll",
            "\n{% assign x = site.posts | first %}",
            2,
            "'{% assign x = site.posts | first %}' was not understood; it is kept in a comment",
        ),
        ("jekyll", "{{ page.none | date: '%Y' }}", 1, "was not understood; it is kept in a comment"),
        ("jekyll", '{% include figure.html src="/none.png" caption="C" %}', 1, "image '/none.png' was not found"),
        ("jekyll", "{% include round.html %}", 1, "'{% include round.html %}' was not understood"),
        ("jekyll", "> a\n{: .prompt-tip }\n\n{% own %}", 4, "'{% own %}'"),
        ("hexo", "a\n{{ site.title }}", 2, "'{{ site.title }}' was filled in by Hexo; it is left in"),
        ("hugo", "a\n{.lead}\n\n{{< youtube x >}}", 2, "attributes '{.lead}' have no place in MyST"),
        ("hugo", '[x]({{< ref "none.md" >}})', 1, "'none.md' is no post that is imported"),
        ("docusaurus", "{1 + 1}", 1, "'{1 + 1}' is left in"),
        ("hexo", "{% post_link none %}", 1, "'none' is no post that is imported"),
        ("hugo", '\n{{< figure src="none.png" >}}', 2, "image 'none.png' was not found"),
        ("hexo", "{% img /none.png %}", 1, "image '/none.png' was not found"),
        ("hexo", "a\n{% own %}\nb\n{% endown %}", 2, "'{% own %}'"),
        ("jekyll", "a\n{% if x %}\nb\n{% endif %}", 2, "'{% if x %}'"),
        ("jekyll", "a\n\n{{ site.none }}", 3, "'{{ site.none }}'"),
        ("jekyll", "{% post_url 2020-01-01-none %}", 1, "is no post that is imported"),
        ("jekyll", "a\n\n{: .own }\n", 3, "have no place in MyST"),
        ("hugo", "```\n{{< own >}}\n```\n{{< own >}}", 4, "'{{< own >}}'"),
        ("mkdocs", '\n--8<-- "none.md"', 2, "snippet 'none.md' was not put in"),
        ("mkdocs", "a :material-x: b", 1, "':material-x:' is left in"),
        ("docusaurus", "export const a = 1\n\n<Own />", 1, "was taken out"),
        ("docusaurus", "a\n\n<Own x={1}>y</Own>", 3, "component '<Own>'"),
        ("docusaurus", "a\n\nb {props.x} c", 3, "'{props.x}' is left in as it is"),
        ("docusaurus", "{new Date().getFullYear()}", 1, "'{new Date().getFullYear()}' is left in"),
        ("hexo", "[x](data/gone.zip)", 1, "'data/gone.zip' was not found; the link is left as it was"),
        ("hexo", "{% pdf /gone.pdf %}", 1, "'/gone.pdf' was a page of the old site"),
        ("hexo", "{% asset_link gone.zip x %}", 1, "'gone.zip' was not found"),
        ("hexo", "[x](gone.md)", 1, "'gone.md' is no post that is imported"),
        ("hexo", "\n[x](/tags/a/)", 2, "'/tags/a/' was a page of the old site"),
        ("hexo", "![](/a.png =10x20)", 1, "the size =10x20"),
        ("hexo", 'a\n\n<p>\n<img src="/a.png">\n</p>', 4, "image '/a.png' stands in HTML"),
    ],
)
def test_what_is_told(tmp_path: Path, engine: str, text: str, line: int, said: str) -> None:
    found = converted(engine, tmp_path, text)[1]
    assert any(at == line and said in message for at, message in found), found


def test_what_stands_in_braces_and_is_no_code_is_not_told(tmp_path: Path) -> None:
    text = "## H {#id}\n\n`{x}` \\{x} $\\frac{a}{b}$ <b x={y}>a</b>\n\n$$\n{a}\n$$\n\n```\n{x}\n```"
    assert converted("docusaurus", tmp_path, text)[1] == []


@pytest.mark.parametrize("engine", ["hexo", "jekyll"])
def test_what_is_a_comment_already_stays_one(tmp_path: Path, engine: str) -> None:
    text = "a <!-- {% own %} {{ site.none }} -->\n\n<!--\n{% own %}\n{% endown %}\n-->"
    assert converted(engine, tmp_path, text) == (text, [])


def test_what_is_raw_is_not_told(tmp_path: Path) -> None:
    assert converted("jekyll", tmp_path, "{% raw %}{{ x }} {% post_url y %}{% endraw %}")[1] == []


def test_unknown_tags_with_hyphens_are_hidden_all_the_same(tmp_path: Path) -> None:
    new = converted("hexo", tmp_path, "{% own a--b %}\nx\n{% endown %}\n\n{% other --c %}")[0]
    assert new == "<!-- {% own a- -b %} -->\nx\n<!-- {% endown %} -->\n\n<!-- {% other - -c %} -->"


def test_a_picture_that_is_missing_twice_is_told_twice(tmp_path: Path) -> None:
    text = "a\n\n{% img /none.png %}\n\n{% note %}\n{% img /none.png %}\n{% endnote %}"
    assert [line for line, _ in converted("hexo", tmp_path, text)[1]] == [3, 6]


def test_unknown_blocks_are_hidden_and_not_lost(tmp_path: Path) -> None:
    assert (
        converted("hexo", tmp_path, "{% own a %}\n*x*\n{% endown %}")[0]
        == "<!-- {% own a %} -->\n*x*\n<!-- {% endown %} -->"
    )


def test_restructuredtext_stays_so(tmp_path: Path) -> None:
    text = (
        "See `two <{filename}two.md>`_ and `file <{static}/b.pdf>`_ and `web <https://x.example.net>`_.\n\n"
        ".. sourcecode:: py\n\n   x\n\n.. figure:: {static}/a.png\n\n.. youtube:: abc\n"
    )
    new, notes = converted("pelican", tmp_path, text, ".rst")
    assert new.startswith(
        "T\n====\n\nSee :doc:`two <two>` and :download:`file <images/b.pdf>` and `web <https://x.example.net>`_."
    )
    assert ".. code-block:: py" in new
    assert ".. figure:: images/a.png" in new
    assert [message for _, message in notes] == ["Sphinx has no directive 'youtube'; it is left in"]


def test_titles_and_fields_of_restructuredtext() -> None:
    title, values, lines, text, line = split_rst("=====\nTitle\n=====\n\n:date: 2020-01-01\n:tags: a,\n   b\n\nText\n")
    assert (title, values, lines) == ("Title", {"date": "2020-01-01", "tags": "a, b"}, {"date": 5, "tags": 6})
    assert (text.strip(), line) == ("Text", 8)
    assert split_rst("")[:2] == ("", {})
    title, values, lines, text, line = split_rst("Title\n=====\n\nMore of it\n----------\n\n:tags: a\n\nText\n")
    assert (title, values, lines) == ("Title", {"subtitle": "More of it", "tags": "a"}, {"subtitle": 4, "tags": 7})
    assert split_rst("Title\n=====\n\nPart\n----\n\nText\n")[3].startswith("\nPart")


def test_patterns_are_filled_in() -> None:
    moment = datetime(2013, 7, 14, 17, 1, 34, tzinfo=UTC)
    tokens = date_tokens(moment) | {"title": "hello-world", "category": "", "own": ""}
    assert expand_colons(":year-:i_month-:title.html", tokens).path == "2013-7-hello-world.html"
    assert expand_colons(":category/:title/", tokens).path == "/hello-world/"
    assert expand_colons(":id/:own/:title_en", tokens).unknown == (":id", ":own", ":title_en")
    assert hexo_hash("hello-world", moment) == "a2c8ac003b43"  # of Hexo's manual
    assert date_tokens(None) == {}
    assert expand_braces("{date:%Y}/{slug}", {"slug": "x"}, moment).path == "2013/x"
    assert expand_braces("{date:%Y}/{slug}", {}, None).unknown == ("{date:%Y}", "{slug}")


def test_spellings_of_an_address() -> None:
    assert alias_of("//a//b/index.html") == "a/b/"
    assert alias_of("/c#/100%/a?b") == "c%23/100%25/a%3Fb"
    assert alias_of("a%20b") == "a%20b"
    assert alias_of("/../../a/./b..c/../") == "a/b..c/"
    assert {key_of(path) for path in ("/a/b/", "a/b", "a/b.html", "/a/b/index.html", "//a/b/index")} == {"a/b"}


def test_names_are_safe_everywhere() -> None:
    assert post_path("A/C++ [x] #1/中文：名.markdown") == "a/cplusplus-x-sharp1/中文-名.md"
    assert post_path("a.rst") == "a.rst"
    assert post_path("\u200d.md").startswith("post-")
    assert file_name("a b/图.png").startswith("a-b/")
    assert file_name("图.png") != file_name("表.png")
    assert file_name("../../x.png") == "x.png"
    assert file_name("a" * 300 + ".png") == file_name("a" * 300 + ".png")
    assert len(file_name("a" * 300 + ".png")) < 120
    names = Names(["A.md"])
    assert [names.free("a.md"), names.free("a.md"), names.free("x/b.tar.gz"), names.free("x/B.tar.gz")] == [
        "a-2.md",
        "a-3.md",
        "x/b.tar.gz",
        "x/B-2.tar.gz",
    ]


ANY: tuple[object, ...] = (True, "Yes", 0, "maybe", [])


def test_values_of_all_kinds() -> None:
    ring: list[object] = ["a"]
    ring.append(ring)
    assert as_list(ring) == ["a"]
    assert as_list("a, b ,a") == ["a", "b"]
    assert as_list(["a, b", 3, None, {"label": "c"}]) == ["a, b", "3", "c"]
    assert as_list("a b", " ") == ["a", "b"]
    assert as_list("a, b", "") == ["a, b"]
    assert split_names('Mei (A, B), <a href="x,y">Bo</a>') == ["Mei (A, B)", '<a href="x,y">Bo</a>']
    assert split_names("Last, First; Other") == ["Last, First", "Other"]
    assert [as_flag(value) for value in ANY] == [True, True, False, None, None]
    assert as_moment("2020-01-02").isoformat() == "2020-01-02"
    assert as_moment("2020-01-02 03:04:05").isoformat() == "2020-01-02T03:04:05"
    assert as_moment("2020-01-02 03:04 +0800").isoformat() == "2020-01-02T03:04:00+08:00"


def test_categories_have_one_place_and_never_stand_in_a_circle(tmp_path: Path) -> None:
    file = SourceFile(path=tmp_path / "a.md", name="a.md")
    post = OldPost(
        file=file, values={"authors": ["mei", '<a href="https://x.example.net">Bo</a>']}, body="", first_line=1
    )
    paths = (("a", "b"), ("a", "b"), ("c", "b"), ("b", "a"))
    entries, clashes = categories_of([replace(post, paths=paths)])
    assert entries == {"c": {"label": "c"}, "b": {"label": "b"}, "a": {"parent": "b"}} or entries["b"] == {
        "parent": "a"
    }
    assert any(name == "b" for name, _, _ in clashes)
    assert categories_of([replace(post, paths=(("a",), ("b",)))]) == ({}, [])
    authors = authors_of([post], {"mei": {"title": "Writer", "twitter": "mei", "picture": "a.png"}})
    assert authors["mei"] == {"avatar": "a.png", "description": "Writer", "social": {"twitter": "mei"}}
    assert authors['<a href="https://x.example.net">Bo</a>'] == {"name": "Bo", "url": "https://x.example.net"}
