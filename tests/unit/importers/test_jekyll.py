"""Jekyll: what becomes of its syntax, case by case, and what is reported."""

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
        ("{% include i.md %}", "in *it*"),
        ('{% include figure.html src="/a.png" caption="Cap" %}', "```{figure} images/a.png\nCap\n```"),
        ('{% include figure image_path="/a.png" alt="A" caption="C *d*" %}', "```{figure} images/a.png\n:alt: A\n\nC *d*\n```"),
        ('{% include figure image_path="/a.png" alt="A" %}', "![A](images/a.png)"),
        ('{% include youtube.html id="abc" %}', "[Video on YouTube](https://www.youtube.com/watch?v=abc)"),
        ("{{ site.v }} {{ page.title }} {{ '/x' | relative_url }}", "3 T /x"),
        ("a {{ none }} {% unless x %}b{% endunless %}", "a \\{{ none }} <!-- {% unless x %} -->b<!-- {% endunless %} -->"),
        ("{% include own.html text='a *b*' url=site.v %}", '<p class="x">a *b*</p>'),
        ("a \\\\\nb\\\\\n\n$$\nc \\\\\nd\n$$", "a\\\nb\\\\\n\n$$\nc \\\\\nd\n$$"),
        ("{% include toc %}{% include video id='1' provider='vimeo' %}", "[Video on Vimeo](https://vimeo.com/1)"),
        ("{% include embed/bilibili.html id='BV1' %} {% include embed/video.html src='/b.pdf' %}", "[Video on Bilibili](https://www.bilibili.com/video/BV1) [Video](images/b.pdf)"),
        ("{% twitter https://x.com/a/1 %}", "[Post on X](https://x.com/a/1)"),
        ("`a/b`{: .filepath} and *c*{:.d}", "`a/b`{.filepath} and [*c*]{.d}"),
        ("{% include tip.html content='Do *it*' %}", "```{tip}\nDo *it*\n```"),
        ("{% include alert.html type='danger' title='T' text='x' %}", "```{admonition} T\n:class: danger\n\nx\n```"),
        ("{% comment %}gone{% endcomment %}", "<!--gone-->"),
        ("{% comment %}a --b---{% endcomment %}", "<!--a - -b- - - -->"),
        ("a\n\n{::comment}\nb -- [x](gone.md)\n{: .own }\n{% own %}\n\nc\n{:/comment}\n\nd {::comment}e{:/} f", "a\n\n<!--\nb - - [x](gone.md)\n{: .own }\n{% own %}\n\nc\n-->\n\nd <!--e--> f"),
        ("`{::comment}a{:/}` {::comment /} {::nomarkdown}<b>x</b>{:/}", "`{::comment}a{:/}` {::comment /} <b>x</b>"),
        ("a\n\n{::nomarkdown}\n<p>x</p>\n{:/nomarkdown}", "a\n\n<p>x</p>"),
        ("{% raw %}\n{{ x }}\n{% endraw %}", "{{ x }}"),
        ("a {% raw %}{{ x }} {% post_url y %} [u](/2020/two/){% endraw %} `{% raw %}{{ x }}{% endraw %}`", "a {{ x }} {% post_url y %} [u](two.md) `{{ x }}`"),
        ("[x]({% link _posts/two.md %})", "[x](two.md)"),
        ("* toc\n{:toc}\n\nText", "Text"),
        ("{: .warning }\n> Hot\n> x", "```{warning}\nHot\nx\n```"),
        ("> a\n>\n> b\n{: .prompt-tip }\n\nc", "```{tip}\na\n\nb\n```\n\nc"),
        ("```yaml\na: 1\n\nb: 2\n```\n{: file='x/_config.yml' .nolineno }", "```{code-block} yaml\n:caption: x/_config.yml\n\na: 1\n\nb: 2\n```"),
        ("![](/sub/a.png){: width='50%' .big}", '![](images/a.png){width="50%" .big}'),
    ],
)  # fmt: skip
def test_tags_and_links(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("jekyll", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n\n  {% highlight py %}\n  x\n  {% endhighlight %}\n- b", "- a\n\n  ```py\n  x\n  ```\n- b"),
        ("- a\n\n  {% highlight py %}\nx\n  y\n  {% endhighlight %}", "- a\n\n  ```py\n  x\n    y\n  ```"),
    ],
)  # fmt: skip
def test_what_is_in_a_list_stays_in_it(tmp_path: Path, text: str, expected: str) -> None:
    """Whatever a tag becomes has the indentation of its line, and so has its body."""
    assert converted("jekyll", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{% highlight ruby linenos mark_lines="1 3" %}\na\nb\nc\n{% endhighlight %}', "```{code-block} ruby\n:linenos:\n:emphasize-lines: 1,3\n\na\nb\nc\n```"),
    ],
)  # fmt: skip
def test_options_of_code(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("jekyll", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div markdown='1' id='y'><div markdown=block>\n*b*\n</div></div>", "<div id='y'>\n\n<div>\n\n*b*\n\n</div>\n\n</div>"),
        ('<p markdown="span">*b*</p>\n\nc <span markdown>*d*</span> <div markdown="0">\n\n`<div markdown>`', "*b*\n\nc <span>*d*</span> <div>\n\n`<div markdown>`"),
        ('<div class="a markdown b">\n*c*\n</div>', '<div class="a markdown b">\n*c*\n</div>'),
        ("The W3C.\n\n*[W3C]: World Wide `Web`", "The W3C.\n\n*[W3C]: World Wide `Web`"),
    ],
)  # fmt: skip
def test_html_that_contains_markdown(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("jekyll", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<details markdown='1'>\n<summary>S</summary>\n*a* </details>", "```{dropdown} S\n*a* \n```"),
    ],
)  # fmt: skip
def test_folded_text_is_markdown(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("jekyll", tmp_path, text)[0] == expected
