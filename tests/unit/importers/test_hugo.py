"""Hugo: what becomes of its syntax, case by case, and what is reported."""

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
        ('a {{< figure src="/a.png" title="T" caption="C" >}} b', "a \n\n```{figure} images/a.png\nT — C\n```\n\n b"),
        ('{{< figure src="/a.png" >}}', "![](images/a.png)"),
        ('x {{< figure src="/a.png" alt="A" >}} y', "x ![A](images/a.png) y"),
        ('{{< figure src="/a.png" caption="C" attr="Mei" attrlink="https://x.example.net" link="/2020/two/" >}}', "```{figure} images/a.png\nC ([Mei](https://x.example.net))\n```"),
        ("{{< notice warning >}}\nx\n{{< /notice >}}", "```{warning}\nx\n```"),
        ('{{< alert type="info" title="T" >}}x{{< /alert >}}', "```{admonition} T\n:class: note\n\nx\n```"),
        ('{{% details summary="More" %}}\nx\n{{% /details %}}', "```{dropdown} More\nx\n```"),
        ('{{< notice tip "Do `x`" >}}\ny\n{{< /notice >}}', "~~~{admonition} Do `x`\n:class: tip\n\ny\n~~~"),
        ("{{< figure src=`/a.png` caption=`it's c` >}}", "```{figure} images/a.png\nit's c\n```"),
        ('{{< figure src="/a.png" caption=`a "b" c` >}}', '```{figure} images/a.png\na "b" c\n```'),
        ("{{< mermaid >}}\ngraph\n{{< /mermaid >}}", "```mermaid\ngraph\n```"),
        ("{{< math >}}\nx\n{{< /math >}} ", "$$\nx\n$$"),
        ("{{< math >}}\n$$\nx\n$$\n{{< /math >}}", "$$\nx\n$$"),
        ("a {{< math >}}$x$ {{< /math >}} {{< katex >}}y{{< /katex >}}", "a $x$ $y$"),
        ("a {{< own >}} {{< o />}} {{% p %}}*b*{{% /p %}}", "a <!-- {{< own >}} --> <!-- {{< o />}} --> <!-- {{% p %}} -->*b*<!-- {{% /p %}} -->"),
        ('{{< tabpane text=true >}}\n{{% tab header="A b" %}}\n*x*\n{{% /tab %}}\n{{< tab header="B" >}}\n{{< notice tip >}}\ny\n{{< /notice >}}\n{{< /tab >}}\n{{< /tabpane >}}', "`````{tab-set}\n```{tab-item} A b\n*x*\n```\n````{tab-item} B\n```{tip}\ny\n```\n````\n`````"),
        ('{{< tabpane lang="sh" >}}\n{{< tab header="Of:" disabled=true />}}\n{{< tab header="A" lang="py" >}}\n# x $1 $2\n{{< /tab >}}\n{{< tab "B" >}}\ny\n{{< /tab >}}\n{{< /tabpane >}}', "`````{tab-set}\n\n````{tab-item} A\n```py\n# x $1 $2\n```\n````\n````{tab-item} B\n```sh\ny\n```\n````\n`````"),
        ('{{< tabs items="A, B" >}}\n{{< tab >}}a{{< /tab >}}\n{{< tab >}}b{{< /tab >}}\n{{< /tabs >}}', "````{tab-set}\n```{tab-item} A\na\n```\n```{tab-item} B\nb\n```\n````"),
        ('{{< button href="/2020/two/" >}}Go{{< /button >}} {{< badge >}}New{{< /badge >}}', "[Go](two.md) New"),
        ('{{< spoiler text="See" >}}x{{< /spoiler >}}\n{{< comment >}}a {{< b >}}{{< /comment >}}', "```{dropdown} See\nx\n```\n<!--a {{< b >}}-->"),
        ('{{% alert title="W" color="warning" %}}x{{% /alert %}}\n\n{{% pageinfo color="primary" %}}\ny\n{{% /pageinfo %}}', "```{admonition} W\n:class: warning\n\nx\n```\n\n```{note}\ny\n```"),
        ('[x]({{< ref "none.md#h" >}})', "[x](none.md#h)"),
        ('{{< admonition note "N b" false >}}x{{< /admonition >}}', "```{admonition} N b\n:class: note\n\nx\n```"),
        ('{{< link "/2020/two/" "Words" >}} {{< link href="https://x.example.net" >}}', "[Words](two.md) [https://x.example.net](https://x.example.net)"),
        ('{{< quote author="Mei" >}}\nx\n{{< /quote >}}', "> x\n>\n> — Mei"),
        ('{{< details summary="S" open=true >}}x{{< /details >}}', "```{dropdown} S\n:open:\n\nx\n```"),
        ('{{% include "_includes/i.md" %}}', "in *it*"),
        ('{{< figure src="/a.png" >}}A *c*{{< /figure >}}', "```{figure} images/a.png\nA *c*\n```"),
        ("{{< param v >}}{{< toc >}}", "3"),
        ('{{< tweet user="mei" id="1" >}}', "[Post on X](https://x.com/mei/status/1)"),
        ("`{{< x >}}` and {{</* y */>}}", "`{{< x >}}` and {{< y >}}"),
        ('[x]({{< relref path="two.md#h" >}})', "[x](two.md#h)"),
        ('[x]({{< ref "./two" >}})', "[x](two.md)"),
        ("![](/a.png#center) [b](/b.pdf#page=2)", '![](images/a.png){align="center"} [b](images/b.pdf#page=2)'),
    ],
)  # fmt: skip
def test_tags_and_links(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("hugo", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. a\n\n   {{< highlight bash >}}\n   ls\n\n     x\n   {{< /highlight >}}\n\n2. b", "1. a\n\n   ```bash\n   ls\n\n     x\n   ```\n\n2. b"),
        ('1. a\n\n   {{< figure src="/a.png" caption="C" >}}\n', "1. a\n\n   ```{figure} images/a.png\n   C\n   ```"),
        ('- {{< figure src="/a.png" caption="C" >}}\n- b', "- ```{figure} images/a.png\n  C\n  ```\n- b"),
        ("- a\n\n    {{< notice tip >}}\n    x\n\n    {{< mermaid >}}\n    g\n    {{< /mermaid >}}\n    {{< /notice >}}\n\n- b", "- a\n\n    ````{tip}\n    x\n\n    ```mermaid\n    g\n    ```\n    ````\n\n- b"),
        ('- a\n  {{% details "T" %}}\n  x\n  {{% /details %}}\n', "- a\n  ```{dropdown} T\n  x\n  ```"),
    ],
)  # fmt: skip
def test_what_is_in_a_list_stays_in_it(tmp_path: Path, text: str, expected: str) -> None:
    """Whatever a tag becomes has the indentation of its line, and so has its body."""
    assert converted("hugo", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('```go {linenos=table,hl_lines=[1,"2-3"],linenostart=199}\na\nb\nc\n```', "```{code-block} go\n:linenos:\n:lineno-start: 199\n:emphasize-lines: 1,2-3\n\na\nb\nc\n```"),
        ("- ```go {linenos=false, hl_lines=9}\n  a\n  ```", "- ```go {linenos=false, hl_lines=9}\n  a\n  ```"),
        ('{{< highlight go "linenos=inline,hl_lines=1 3-4,linenostart=2" >}}\na\nb\nc\n{{< /highlight >}}', "```{code-block} go\n:linenos:\n:lineno-start: 2\n:emphasize-lines: 1,3\n\na\nb\nc\n```"),
    ],
)  # fmt: skip
def test_options_of_code(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("hugo", tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<details open>\n  <summary>S</summary> *a*\n  - b\n</details>", "```{dropdown} S\n:open:\n\n *a*\n- b\n```"),
        ("<div>\n<details><summary>S</summary>a</details>\n</div>", "<div>\n<details><summary>S</summary>a</details>\n</div>"),
        ("`<details>`\n\n```html\n<details><summary>S</summary>\na\n</details>\n```", "`<details>`\n\n```html\n<details><summary>S</summary>\na\n</details>\n```"),
    ],
)  # fmt: skip
def test_folded_text_is_markdown(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("hugo", tmp_path, text)[0] == expected
