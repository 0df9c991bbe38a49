"""Properties of all engines: no text is too odd, none takes long, and the code of posts is never changed."""

# ruff: noqa: E501 -- pieces of other engines stand as their authors write them
from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_blog.importers.conversion import convert
from sphinxext_blog.importers.engines import load_engine
from sphinxext_blog.importers.leftovers import visible_signs
from sphinxext_blog.importers.parsing import parse, parser_for
from sphinxext_blog.importers.source import Source
from sphinxext_blog.importers.work import Work
from tests.unit.importers.conversions import Site

if TYPE_CHECKING:
    from sphinxext_blog.importers.work import Conversion

ENGINES = ("hexo", "jekyll", "hugo", "pelican", "mkdocs", "docusaurus")
PIECES = (
    "text", " ", "\n", "\n\n", "# ", "## H\n", "```\n", "~~~\n", "`", "``", "    code\n", "- item\n", "1. ", "> ", "> [!NOTE]\n", "$", "$$",
    "\\(", "\\)", "\\\\(", "\\\\)", "\\[", "\\\\\n", "{% raw %}", "{% endraw %}", "{% note %}\n", "{% endnote %}\n", "{% if x %}", "{{ x }}",
    "{% include part.md %}", '{% asset_img "a b.png" %}', "{% codeblock lang:js %}\n", "{% endcodeblock %}", "{% tabs %}\n", "<!-- tab A -->",
    "<!-- endtab -->", "{% endtabs %}", "{% blockquote A, B https://x.example.net %}\n", "{% endblockquote %}\n", "{% post_link other 'T' %}",
    "{% highlight py linenos %}\n", "{% endhighlight %}", "{::comment}", "{:/comment}", "{::nomarkdown}", "{:/}", "{: .note }\n", '{:width="3"}',
    '{{< figure src="/a.png" caption="C" >}}', "{{< note >}}\n", "{{< /note >}}\n", "{{</* x */>}}", '{{< ref "other" >}}', "{{< math >}}x{{< /math >}}",
    '{{< tabs items="A, B" >}}\n', "{{< tab >}}\n", "{{< /tab >}}\n", "{{< /tabs >}}\n", '{{< highlight go "linenos=table" >}}\n', "{{< /highlight >}}",
    "{{% details %}}\n", "{{% /details %}}\n", "!!! note\n", '=== "Tab"\n', '??? tip "T"\n', "/// note | T\n", "///\n", ":::note[T]\n", ":::\n",
    "![a](b c.png)", "[x](/y/#z)", "[a]: /b\n", "https://x.example.net/a_(b).", "<img src='/x.png'>", "<a href='/x'>y</a>", "<Tabs>\n",
    '<TabItem value="a">\n', "</TabItem>\n", "</Tabs>\n", "<C />", "{/* truncate */}", "<!--more-->", "%", "+++\n", "(a)=\n", "{role}`x`",
    "===\n", "---\n", "中文", "\u2028", "\x00", "{filename}a.md", '--8<-- "part.md"\n', "import X from 'y'\n", "export const a = 1\n",
    "<div markdown>\n", "</div>\n", "<figure>", "</figure>", "*[text]: b\n", '```py title="x" {1}\n', "``` js A title first_line:2\n", "    :::python\n",
    "<details><summary>S</summary>\n", "</details>\n", "++ctrl++", "==a==", "{==b==}", "{~~a~>b~~}", "~x~", "<b style={{a: 'b'}}>",
    "<img src={require('/p.png').default} />", "| a | b |\n", "|---|---|\n", "[^1]", "[^1]: n\n",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=22).map("".join)


class _Site(Site):
    """The site of the other tests, with all extensions of PyMdown on."""

    def setting(self, name: str) -> str | None:
        extensions = ("keys", "mark", "caret", "tilde", "critic")
        return " ".join(f"pymdownx.{each}" for each in extensions) if name == "__extensions" else super().setting(name)


def _converted(name: str, text: str) -> Conversion:
    engine = load_engine(name)
    parser = parser_for(engine.dialect)
    work = Work(
        parsed=parse(parser, Source(text)),
        parser=parser,
        dialect=engine.dialect,
        site=_Site(),
        tags=engine.tags,
        blocks=engine.blocks,
        literals=engine.literals,
        title="T",
        heading_is_title=engine.heading_is_title,
    )
    return convert(work, engine.passes)


@pytest.mark.parametrize("name", ENGINES)
@given(text=TEXTS)
@settings(max_examples=60, deadline=None)
def test_no_text_is_too_odd(name: str, text: str) -> None:
    """Each engine gives a text, with lines for what it could not convert; the same text always gives the same."""
    conversion = _converted(name, text)
    lines = text.count("\n") + text.count("\r") + 1
    assert all(0 <= remark.line <= lines for remark in conversion.remarks if not remark.file)
    is_text = "raw" in text or "/*" in text or (name == "mkdocs" and "{" in text)  # meant to be displayed
    assert conversion.remarks or is_text or not list(visible_signs(conversion.text))
    assert _converted(name, text) == conversion


LONG = (
    "{{ x }}", "{% raw %}", "{% note %}\n", "{% tabs %}\n", "<!-- tab A -->", "{% a ", "{::comment}", "{: .note }\n", "{::a ",
    '{{< tabs items="A" >}}\n', "{{< tab >}}\n", "{{< a ", "{{</* x */>}}", "    :::python\n", "++a++", "{==b==}", "==", '--8<-- "part.md"\n',
    "/// note\n", ":::note\n", "<Tabs>\n", "<b a={", "<img src={x} />", "import X from 'y'\n", "\\\\\n",
)  # fmt: skip
"""Pieces that the passes and converters of engines look for."""


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("piece", LONG)
def test_long_texts_take_no_long_time(name: str, piece: str) -> None:
    """10,000 characters of one piece take less than a second; quadratic time would be minutes for a larger text."""
    text = piece * (10_000 // len(piece))
    started = time.monotonic()
    _converted(name, text)
    assert time.monotonic() - started < 20


CODE = (
    "{% note %}", "{{< x >}}", "[a](other)", "![a](b.png)", "!!! note", ":::tip", "$x$ \\(y\\)", "<Tabs>", "<img src='/a.png'>", "{: .a}",
    "==a== ++b++", "--- \n\n***", "| a |\n|--|", "a\tb  c", "https://x.example.net", "<!-- more -->", "{{ x }}",
)  # fmt: skip


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("code", CODE)
@pytest.mark.parametrize(
    "form",
    ["```\n{}\n```", "~~~ text\n{}\n~~~", "    {}", "- x\n\n  ```\n  {}\n  ```", "> ```\n> {}\n> ```", "`` {} ``"],
)
def test_code_is_never_changed(name: str, code: str, form: str) -> None:
    prefix = form.partition("{}")[0].rpartition("\n")[2].replace("`` ", "")
    if "\n" in code and form.startswith("``"):
        return
    text = f"a\n\n{form.format(code.replace(chr(10), chr(10) + prefix))}\n\nb\n"
    new = _converted(name, text).text
    assert new.endswith(text[text.index("\n") :]), new
