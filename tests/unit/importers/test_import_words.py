"""Conversions of made-up posts: each word that was a text of the old post is in the page of the new one."""

# ruff: noqa: E501 -- lists of pieces read best in few lines
from __future__ import annotations

import random
import re

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

from sphinxext_blog.importers.parsing import parse, parser_for
from sphinxext_blog.importers.source import Source
from tests.unit.importers.conversions import DIALECTS, convert_text

_BLOCKS = (
    "W", "W W [W](other) `W` ![W](a.png) *W* W", "# W", "## W ##", "W\n===", "- W\n- W\n\n  W", "1. W\n   W", "> W\nlazy W", "> W\n>\n> - W",
    "```\nW\n```", '~~~ js title="t"\nW\n~~~', "    W", "<div>\nW\n</div>", '<div\nclass="a">\nW <b>W</b>\n</div>', "W | W\n--|--\nW | W",
    '<p align="center"><img src="a.png"></p>', '<center>\n<img src="a.png">\nW\n</center>', '<figure><img src="a.png"><figcaption>W</figcaption></figure>',
    '<iframe src="x"\n  width="3"></iframe>', '<table>\n<tr><td>W</td><td><img src="a.png"></td></tr>\n</table>', '<img src="a.png" width="10">',
    'W <img\nsrc="a.png"> W', "<details>\n<summary>W</summary>\nW\n</details>", "<details><summary>W</summary>\n\nW\n\n</details>", "<!-- c -->", "<!--more-->",
    '<a href="/about/">W</a> W', "<br>", "<hr>", "***", "| W | W |\n|---|---|\n| W | `W` |", "| W | W |\n| W | W |", "W\n: W", "W[^1] W", "$$\nx\n$$",
    "W $$x$$ W", "W $x$ W $5 W $6", "{% note %}\nW\n{% endnote %}", "{% note tip W %}\nW\n\n- W\n{% endnote %}", "{% quote W %}\nW\n{% endquote %}",
    "{% code %}\nW\n{% endcode %}", "{% highlight py %}\nW\n{% endhighlight %}", "{% img a.png %} W", "W {% unknown %} W", "{% raw %}\nW\n{% endraw %}", "{{ x }} W",
    "{% unknown %}\nW\n{% endunknown %}", "{{< notice tip >}}\nW\n{{< /notice >}}", '{{< figure src="a.png" >}}', 'W {{< figure src="a.png" caption="c" >}} W',
    "{{< unknown >}}W{{< /unknown >}} W", "{{< tabs >}}\n{{< tabitem >}}\nW\n{{< /tabitem >}}\n{{< /tabs >}}", ":::note W\nW\n:::", ":::note\n\nW\n\n- W\n\n:::",
    '<Tabs>\n<TabItem value="a">\n\nW\n\n</TabItem>\n</Tabs>', "<Foo>\nW\n</Foo>", "W {/* c */} W", "{x.y} W", '!!! note "W"\n    W\n\n    W', "??? tip\n    W",
    '=== "W"\n    W\n\n=== "W"\n    - W', "/// note | W\nW\n///", "W\n{: .c}", "W\n{: #id}", "## W {#id}", '![W](a.png){: width="10"}', "[W](other){: .b} W", "%W",
    "(W)=", "+++", "> [!NOTE]\n> W", "> [!TIP] W\n> W\n> - W", "*[HTML]: x", "W https://x.example.net/W W", "~~~·~~~", "W \\\\(x\\\\) W", "\\[\nx\n\\]",
    '<div markdown="1">\nW\n</div>',
)  # fmt: skip
_PREFIXES = {"> ": "> ", "- ": "  ", "1. ": "   "}
_CONTENT = re.compile(
    r"\{(?:note|tip|hint|important|warning|caution|danger|error|attention|seealso|admonition|dropdown|tab-set|tab-item|figure)\}(?P<title>.*)"
)
_WORD = re.compile(r"w\d+x")


def _block(choices: random.Random, depth: int = 0) -> str:
    if depth > 2 or choices.random() > 0.25:
        return choices.choice(_BLOCKS)
    inner = choices.choice(("\n", "\n\n")).join(_block(choices, depth + 1) for _ in range(choices.randint(1, 3)))
    sign = choices.choice(list(_PREFIXES))
    first, *rest = inner.split("\n")
    further = [(_PREFIXES[sign] + line).rstrip() if line or sign == "> " else line for line in rest]
    return "\n".join([sign + first, *further])


def _post(seed: int) -> str:
    """Return a post of a few blocks, in which each word is another one."""
    choices = random.Random(seed)
    text = "".join(_block(choices) + choices.choice(("\n", "\n\n", "\n\n")) for _ in range(choices.randint(1, 6)))
    numbers = iter(range(10_000))
    return re.sub(r"\bW\b", lambda _: f"w{next(numbers)}x", text)


def _odd_post(seed: int) -> str:
    """Return a post of a few blocks, in which lines are moved, doubled, indented or joined with others."""
    choices = random.Random(seed)
    ends = ("\n", "\n", "\n\n", "  \n", "\n \n")
    text = "".join(_block(choices) + choices.choice(ends) for _ in range(choices.randint(1, 5)))
    lines = text.split("\n")
    for _ in range(choices.randint(0, 3)):
        kind, at = choices.randrange(5), choices.randrange(len(lines))
        if kind == 0 and len(lines) > 1:
            del lines[at]
        elif kind == 1:
            lines.insert(at, choices.choice(lines))
        elif kind == 2:
            lines[at] = choices.choice(("  ", "    ", "\t", "> ", "- ", " ")) + lines[at]
        elif kind == 3:
            lines[at] = lines[at].lstrip()
        else:
            lines[at] += " " + choices.choice(_BLOCKS).split("\n")[0]
    numbers = iter(range(10_000))
    return re.sub(r"\bW\b", lambda _: f"w{next(numbers)}x", "\n".join(lines))


def _words_of_html(html: str) -> set[str]:
    return set(_WORD.findall(BeautifulSoup(html, "html.parser").get_text(" ")))


def _old_words(text: str, engine: str) -> set[str]:
    """Return the words that are text, by the rules of an engine."""
    tokens = parse(parser_for(DIALECTS[engine]), Source(text)).tokens
    found = {word for token in tokens if token.type in ("fence", "code_block") for word in _WORD.findall(token.content)}
    for token in tokens:
        if token.type == "html_block":
            found |= _words_of_html(token.content)
        for child in token.children or ():
            if child.type in ("text", "code_inline"):
                found.update(_WORD.findall(child.content))
    return found


def _myst() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    md.use(footnote_plugin).use(deflist_plugin).use(myst_block_plugin).use(dollarmath_plugin).use(amsmath_plugin)
    return md.use(attrs_plugin, spans=True).use(attrs_block_plugin)


_MYST = _myst()


def _new_words(text: str, depth: int = 0) -> set[str]:
    """Return the words that MyST displays; the texts of directives are parsed as MyST does."""
    tokens = _MYST.parse(text)
    found = _words_of_html(str(_MYST.renderer.render(tokens, _MYST.options, {})))
    for token in tokens:
        match = _CONTENT.match(token.info.strip()) if token.type == "fence" and depth < 15 else None
        if match is not None:
            found.update(_WORD.findall(match["title"]))
            found |= _new_words(token.content, depth + 1)
    return found


@pytest.mark.parametrize("engine", [engine for engine in DIALECTS if engine != "plain"])
def test_no_word_is_lost(engine: str) -> None:
    for seed in range(150):
        text = _post(seed)
        new = convert_text(text, engine, title="T").text
        assert _old_words(text, engine) <= _new_words(new), text


@pytest.mark.parametrize("engine", [engine for engine in DIALECTS if engine != "plain"])
def test_no_word_of_an_odd_post_is_lost_in_silence(engine: str) -> None:
    """Where a tag of HTML has no end, what is lost is reported; meanings of abbreviations were never displayed."""
    for seed in range(800):
        text = _odd_post(seed)
        if "*[HTML" in text and DIALECTS[engine].attribute_lists:
            continue
        conversion = convert_text(text, engine, title="T")
        is_reported = any("has no end before" in remark.message for remark in conversion.remarks)
        assert is_reported or _old_words(text, engine) <= _new_words(conversion.text), text


@pytest.mark.parametrize(
    ("engine", "text"),
    [
        ("hexo", "<!--more--> {% note tip w1x %}\nw2x"),
        ("hexo", "a\nw1x | w2x\n--|--\n%w3x"),
        ("hexo", "{% code %}\nx\n{% endcode %} <figure></figure>\n1. w1x https://x.example.net/w2x"),
        ("hugo", "*[HTML]: w1x"),
        ("hexo", "- %w1x\n  ==="),
        ("hugo", '{% quote w1x %} <img src="a.png" width="3">'),
        ("hugo", "[a](other){% w1x %} `b`{% w2x %}"),
        ("hugo", "\\[\nx\n\\] {% w1x %}\n"),
        ("docusaurus", '<center>\n<img src="a.png"> %w1x\nw2x\n</center>'),
    ],
)
def test_no_word_is_read_as_a_comment(engine: str, text: str) -> None:
    assert set(_WORD.findall(text)) <= _new_words(convert_text(text, engine, title="T").text)


def test_a_swallowed_word_is_noticed() -> None:
    assert _new_words("w1x\n\n<div>\nw2x\n\n%w3x\n\n```{note}\nw4x\n```") == {"w1x", "w2x", "w4x"}
