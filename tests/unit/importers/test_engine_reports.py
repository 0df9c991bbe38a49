"""What is reported: everything that an engine had and nothing here has, with its line."""

# ruff: noqa: E501 -- texts of other engines stand as their authors write them, each in one piece
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.importers.one_post import converted

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("engine", "text", "line", "message"),
    [
        # files
        ("hexo", "a\n\n{% asset_img none.png %}", 3, "image 'none.png' not found. The target is unchanged."),
        ("hexo", "{% img /none.png %}", 1, "image '/none.png' not found. The target is unchanged."),
        ("hexo", "{% asset_link gone.zip x %}", 1, "'gone.zip' not found. The target is unchanged."),
        ("hexo", "[x](data/gone.zip)", 1, "'data/gone.zip' not found. The target is unchanged."),
        ("jekyll", '{% include figure.html src="/none.png" caption="C" %}', 1, "image '/none.png' not found. The target is unchanged."),
        ("hugo", '\n{{< figure src="none.png" >}}', 2, "image 'none.png' not found. The target is unchanged."),
        ("mkdocs", '\n--8<-- "none.md"', 2, "snippet 'none.md' not found. The line is unchanged."),
        ("docusaurus", "import Part from './_none.mdx';\n\n<Part />", 3, "unsupported component '<Part />'; preserved as a comment"),
        # posts
        ("hexo", "{% post_link none %}", 1, "post_link: no post named 'none'. The text is written without a link."),
        ("hexo", "[x](gone.md)", 1, "'gone.md' is not an imported post. The target is unchanged."),
        ("hugo", '[x]({{< ref "none.md" >}})', 1, "'none.md' is not an imported post. The target is unchanged."),
        ("jekyll", "{% post_url 2020-01-01-none %}", 1, "unsupported tag '{% post_url 2020-01-01-none %}'; preserved as a comment"),
        # tags
        ("hexo", "a\n{% own %}b", 2, "unsupported tag '{% own %}'; preserved as a comment"),
        ("hexo", "[a]({% own %})", 1, "{% stays visible in '[a]({% own %})'"),
        ("hexo", "a\n{% own %}\nb\n{% endown %}", 2, "unsupported tag '{% own %}'; preserved as a comment"),
        ("hexo", "a\n{{ site.title }}", 2, "unsupported tag '{{ site.title }}'; preserved as a comment"),
        ("hexo", "{% kbd Ctrl %}", 1, "unsupported tag '{% kbd Ctrl %}'; preserved as a comment"),
        ("jekyll", "a\n{% if x %}\nb\n{% endif %}", 2, "unsupported tag '{% if x %}'; preserved as a comment"),
        ("jekyll", "\n{% assign x = site.posts | first %}", 2, "unsupported tag '{% assign x = site.posts | first %}'; preserved as a comment"),
        ("jekyll", "{{ page.none | date: '%Y' }}", 1, "unsupported tag '{{ page.none | date: '%Y' }}'; preserved as a comment"),
        ("jekyll", "a\n\n{{ site.none }}", 3, "unsupported tag '{{ site.none }}'; preserved as a comment"),
        ("jekyll", "{% include logic.html %}", 1, "unsupported tag '{% include logic.html %}'; preserved as a comment"),
        ("jekyll", "{% include gone.html %}", 1, "unsupported tag '{% include gone.html %}'; preserved as a comment"),
        ("jekyll", "> a\n{: .prompt-tip }\n\n{% own %}", 4, "unsupported tag '{% own %}'; preserved as a comment"),
        ("jekyll", "a\n\n{: .own }\n", 3, "attributes '{: .own }' belong to nothing; removed"),
        ("hugo", "```\n{{< own >}}\n```\n{{< own >}}", 4, "unsupported tag '{{< own >}}'; preserved as a comment"),
        ("hugo", "a {{% p %}}*b*{{% /p %}}", 1, "unsupported tag '{{% p %}}'; preserved as a comment"),
        ("pelican", "a {% own %}", 1, "unsupported tag '{% own %}'; preserved as a comment"),
        # what is not evaluated
        ("mkdocs", "a :material-x: b", 1, "icon ':material-x:' is not supported. It is displayed as text."),
        ("mkdocs", "```py\nx # (1)!\n```\n\n1. Why", 2, "code annotation '# (1)!' is not supported. It is written as a comment."),
        ("docusaurus", "a\n\n<Own x={1}>y</Own>", 3, "unsupported component '<Own x={1}>'; preserved as a comment"),
        ("docusaurus", "a\n\nb {props.x} c", 3, "unsupported expression '{props.x}'; left as it is"),
        ("docusaurus", "{1 + 1}", 1, "unsupported expression '{1 + 1}'; left as it is"),
        ("docusaurus", "{new Date().getFullYear()}", 1, "unsupported expression '{new Date().getFullYear()}'; left as it is"),
        ("docusaurus", "a\n\nexport const a = 1\n", 3, "'export const a = 1' was removed"),
        ("docusaurus", "<Tabs>\n<TabItem value='a'>a</TabItem>\n", 1, "unsupported component '<Tabs>'; preserved as a comment"),
    ],
)  # fmt: skip
def test_what_is_not_supported_is_reported(tmp_path: Path, engine: str, text: str, line: int, message: str) -> None:
    assert (line, message) in converted(engine, tmp_path, text)[1]


@pytest.mark.parametrize(
    ("engine", "text"),
    [
        ("docusaurus", "`{x}` \\{x} $\\frac{a}{b}$\n\n$$\n{a}\n$$\n\n```\n{x}\n```"),
        ("hexo", "a <!-- {% own %} {{ site.none }} -->\n\n<!--\n{% own %}\n{% endown %}\n-->"),
        ("jekyll", "a <!-- {% own %} {{ site.none }} -->\n\n<!--\n{% own %}\n{% endown %}\n-->"),
        ("hugo", "`{{< x >}}` and {{</* y */>}}\n\n```\n{{</* z */>}}\n```"),
        ("hexo", "{% raw %}\n{% own %} {{ x }}\n{% endraw %}\n\n`{{ x }}`"),
        (
            "jekyll",
            "{% raw %}{{ x }} {% post_url y %}{% endraw %}\n\n{% highlight html %}\n{{ x }}\n{% endhighlight %}",
        ),
        ("mkdocs", ';--8<-- "x"\n\n```\n{{ x }}\n```\n\na {{ x }} {% y %}'),
    ],
)
def test_what_is_meant_to_be_displayed_is_not_reported(tmp_path: Path, engine: str, text: str) -> None:
    assert converted(engine, tmp_path, text)[1] == []


@pytest.mark.parametrize("engine", ["hexo", "jekyll"])
def test_comments_stay(tmp_path: Path, engine: str) -> None:
    text = "a <!-- {% own %} {{ site.none }} -->\n\n<!--\n{% own %}\n{% endown %}\n-->"
    assert converted(engine, tmp_path, text) == (text, [])


def test_hyphens_of_a_tag_do_not_end_the_comment_around_it(tmp_path: Path) -> None:
    new = converted("hexo", tmp_path, "{% own a--b %}\nx\n{% endown %}\n\n{% other --c %}")[0]
    assert new == "<!-- {% own a- -b %} -->\nx\n<!-- {% endown %} -->\n\n<!-- {% other - -c %} -->"


def test_an_image_that_is_missing_twice_is_reported_twice(tmp_path: Path) -> None:
    text = "a\n\n{% img /none.png %}\n\n{% note %}\n{% img /none.png %}\n{% endnote %}"
    assert [line for line, _ in converted("hexo", tmp_path, text)[1]] == [3, 6]


def test_indented_text_in_a_box_is_not_code(tmp_path: Path) -> None:
    text = '!!! note\n\n    [x](/2020/two/) ![](/a.png) \\(x\\)\n\n=== "A"\n\n    [x](/2020/two/)\n\n[^1]: a\n\n    [x](/2020/two/)\n\nb\n\n    [x](/2020/two/)'
    new = converted("mkdocs", tmp_path, text)[0]
    assert "[x](two.md) ![](images/a.png) $x$\n```" in new
    assert "```{tab-item} A\n\n[x](two.md)\n```" in new
    assert new.endswith("[^1]: a\n\n    [x](two.md)\n\nb\n\n    [x](/2020/two/)")
