"""Importing, text by text: what each conversion makes of it, and that none raises or takes long."""

# ruff: noqa: E501, Q003 -- texts of other engines stand as their authors write them, each in one piece
from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_blog.source.metadata import labels_of
from sphinxext_blog.tools.importing.addresses import link_addresses
from sphinxext_blog.tools.importing.admonitions import convert_alerts, convert_colons, convert_indented
from sphinxext_blog.tools.importing.anchors import convert_anchors
from sphinxext_blog.tools.importing.assets import Assets
from sphinxext_blog.tools.importing.blog import Blog, OldPost, SourceFile
from sphinxext_blog.tools.importing.codespans import CodeSpans
from sphinxext_blog.tools.importing.converting import convert_fragment, convert_post
from sphinxext_blog.tools.importing.decoding import decode
from sphinxext_blog.tools.importing.engines import ENGINES
from sphinxext_blog.tools.importing.extras import extras_of
from sphinxext_blog.tools.importing.guarding import guard, loosen_headings
from sphinxext_blog.tools.importing.headers import split_header
from sphinxext_blog.tools.importing.headings import as_heading, first_heading, with_title
from sphinxext_blog.tools.importing.htmltext import markdown_of
from sphinxext_blog.tools.importing.marker import convert_marker, set_apart, with_separator
from sphinxext_blog.tools.importing.mathblocks import set_math_apart
from sphinxext_blog.tools.importing.mathmarks import convert_math, math_features
from sphinxext_blog.tools.importing.prosedollars import escape_prose_dollars
from sphinxext_blog.tools.importing.rendering import as_yaml, render
from sphinxext_blog.tools.importing.targets import Index, Surroundings

if TYPE_CHECKING:
    from sphinxext_blog.tools.importing.blog import Engine

_PIECES = (
    "text", " ", "\n", "\n\n", "# ", "## H\n", "```\n", "~~~\n", "`", "``", "    code\n", "- item\n", "> ", "> [!NOTE]\n", "$", "$$",
    "\\(", "\\)", "\\\\(", "\\\\)", "\\[", "{% raw %}", "{% endraw %}", "{% note %}", "{% endnote %}", "{% if x %}", "{{ x }}",
    "{% include a.md %}", '{% asset_img "a b.png" %}', "{{< figure src=a.png >}}", "{{< note >}}", "{{< /note >}}",
    "{{</* x */>}}", "!!! note\n", '=== "Tab"\n', "??? tip \"T\"\n", ":::note\n", ":::\n", "::::", "![a](b c.png)", "[x](/y/#z)",
    "[a]: /b\n", "https://x.example.net/a_(b).", "<img src='x.png'>", "<a href='/x'>y</a>", "<Tabs>", "</Tabs>", "<TabItem value=\"a\">", "</TabItem>", "<C />",
    "{/* truncate */}", "<!--more-->", "<!-- more -->", "{: .note }", "{:width=\"3\"}", "%", "+++\n", "(a)=\n", "{role}`x`", "===\n",
    "---\n", "中文", "\u2028", "\x00", "{filename}a.md", "--8<-- \"a.md\"\n", "import X from 'y'\n", "export const a = 1\n", ".. more\n",
    "<div markdown>\n", "</div>", "<figure>", "<img src=x>", "*[text]: b\n", '```py title="x" {1}\n', "    :::python\n", "b_ ", ".. _b: {filename}a.md\n",
    "`x`__", "__ {static}x.png\n",
)  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)


def _around(engine: Engine, text: str, suffix: str = ".md") -> Surroundings:
    root = Path("/nowhere/old")
    file = SourceFile(path=root / f"a{suffix}", name=f"a{suffix}")
    values = {"title": "A title"}
    post = OldPost(file=file, values=values, body=text, first_line=1, addresses=("2020/a/",), target=f"a{suffix}")
    blog = Blog(root=root, files=(file,))
    return Surroundings(
        engine=engine, blog=blog, post=post, index=Index([post]), assets=Assets(blog, [post]), convert=convert_fragment
    )


@pytest.mark.parametrize("name", ENGINES)
@given(text=_TEXTS)
@settings(max_examples=60, deadline=None)
def test_no_text_is_too_odd(name: str, text: str) -> None:
    """Every engine's conversion gives a text, with lines for what it could not do."""
    new, notes = convert_post(_around(ENGINES[name], text))
    assert first_heading(new)
    assert all(1 <= note.line <= text.count("\n") + 1 for note in notes)


@given(text=_TEXTS)
@settings(max_examples=60, deadline=None)
def test_no_restructuredtext_is_too_odd(text: str) -> None:
    assert convert_post(_around(ENGINES["pelican"], text, ".rst"))[0]


@given(
    text=st.lists(
        st.sampled_from((*_PIECES, "<p>", "</p>", "<pre>", "</pre>", "<blockquote>", "<h2 id=a>", "<a '"))
    ).map("".join)
)
@settings(max_examples=60, deadline=None)
def test_no_html_is_too_odd(text: str) -> None:
    assert markdown_of(text).count("\x00") <= text.count("\x00")


@pytest.mark.parametrize(
    "piece", ["<p>", "</p>", "<div>", "<a '", "<pre>", "<!--", "{{", "{% raw %}", "<blockquote>", "\n", "x "]
)
def test_long_html_takes_no_long_time(piece: str) -> None:
    started = time.monotonic()
    markdown_of(piece * (20_000 // len(piece)))
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    "piece", [*_PIECES, "a", "x_", "[", "{% a ", "{{< a ", "<img ", "<a ", "<pre>", "{{ a | b ", "{% codeblock "]
)
def test_long_texts_take_no_long_time(name: str, piece: str) -> None:
    """No pattern looks at a long line again and again: 20,000 characters of one thing are done in a few seconds."""
    text = piece * (20_000 // len(piece))
    started = time.monotonic()
    convert_post(_around(ENGINES[name], text))
    assert time.monotonic() - started < 20


@given(text=_TEXTS)
@settings(max_examples=150, deadline=None)
@pytest.mark.parametrize(
    "convert",
    [
        guard,
        loosen_headings,
        convert_marker,
        set_apart,
        convert_math,
        escape_prose_dollars,
        set_math_apart,
        link_addresses,
        convert_anchors,
        convert_alerts,
        convert_colons,
        convert_indented,
    ],
)
def test_what_is_converted_is_not_converted_again(convert: object, text: str) -> None:
    assert callable(convert)
    once = convert(text)
    assert convert(once) == once


@given(st.text())
def test_headers_never_raise(text: str) -> None:
    for fence in ("---", "+++", ";;;", ""):
        for plain in (True, False):
            found = split_header(f"{fence}\n{text}\n{fence}\nBody\n", plain=plain)
            assert found.first_line >= 1


@given(st.binary(max_size=200))
def test_every_file_is_text_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except ValueError:
        return
    assert "\r" not in text
    assert "\0" not in text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "中文 é"), ("utf-8-sig", "中文"), ("utf-16", "中文 text"), ("utf-32", "中文"), ("gbk", "今天天气很好，我们去爬山。"),
        ("utf-16-le", "plain text in two bytes"), ("utf-16-be", "plain text in two bytes"),
        ("latin-1", "Déjà vu à la crème brûlée, où ça ?"), ("cp1252", "“quotes” – and dashes"),
    ],
)  # fmt: skip
def test_encodings_are_guessed(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding))[0] == text
    assert decode(b"") == ("", "")


def test_a_few_broken_bytes_do_not_make_a_file_another_encoding() -> None:
    text, remark = decode("很多中文很多中文".encode() + b"\n\xff\n")
    assert text == "很多中文很多中文\n\ufffd\n"
    assert "the first in line 2" in remark


@pytest.mark.parametrize(
    ("text", "values", "body", "line"),
    [
        ("---\na: 1\n---\nB", {"a": "1"}, "B", 4),
        ("\n\n---\na: 1\n---\nB", {"a": "1"}, "B", 6),
        ("a: 1\n---\n\nB", {"a": "1"}, "B", 4),
        ('+++\na = "x"\n+++\nB', {"a": "x"}, "B", 4),
        ('{\n"a": "x"\n}\nB', {"a": "x"}, "B", 4),
        ('"a": "x"\n;;;\nB', {"a": "x"}, "B", 3),
        ("Only: text\n\nB", {}, "Only: text\n\nB", 1),
        ("{% x %}\nB", {}, "{% x %}\nB", 1),
        ("", {}, "", 1),
    ],
)
def test_headers_of_all_kinds(text: str, values: dict[str, str], body: str, line: int) -> None:
    found = split_header(text)
    assert (found.values, found.body, found.first_line, found.error) == (values, body, line, "")


@pytest.mark.parametrize(
    ("text", "values", "line"),
    [
        ('+++\na = "x"\nb =\n+++\nB', {"a": "x"}, 3),
        ("---\na: x\nb: [y\n---\nB", {"a": "x", "b": "[y"}, 4),
        ('{\n"a": "x",\n}\nB', {}, 3),
    ],
)
def test_broken_headers_say_where(text: str, values: dict[str, str], line: int) -> None:
    found = split_header(text)
    assert (found.values, found.error_line) == (values, line)
    assert found.error


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a `b` c", "b"), ("a ``b ` c`` d", "b ` c"), ("```\nx\n```\ny", "x"), ("~~~ py\nx\n~~~~\ny", "x"), ("a\n\n    x\n\nb", "x"),
        ("- ```\n  x\n  ```\ny", "x"), ("> ```\n> x\n> ```\ny", "x"), ("```\nx", "x"), ("<pre>\nx\n</pre>", "x"),
        ("{% highlight py %}\nx\n{% endhighlight %}", "x"), ("{{< highlight py >}}\nx\n{{< /highlight >}}", "x"),
    ],
)  # fmt: skip
def test_code_is_seen(text: str, code: str) -> None:
    assert text.index(code) in CodeSpans(text, verbatim=True)


@pytest.mark.parametrize("text", ["\\`x`", "`x", "a `b\n\nx`", "- a\n\n    x", "```x``` y", "<pre> x", "para\n    x"])
def test_what_is_no_code(text: str) -> None:
    assert text.rindex("x") not in CodeSpans(text, verbatim=True) or text == "```x``` y"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%note", "\\%note"), ("+++", "\\+++"), ("(a)=", "\\(a)="), ("see {py}`x`", "see \\{py}`x`"), ("`{a}`", "`{a}`"), ("100 %", "100 %"),
        ("```{.python .x}\n%a\n```", "```python\n%a\n```"), ("``` {python}\n```", "``` python\n```"), ("```js{1,2}\n```", "```js {1,2}\n```"),
        ("```txt\n```", "```text\n```"), ("```vimscript\n```", "```vim\n```"), ("```{=html}\n```", "```\n```"),
    ],
)  # fmt: skip
def test_what_myst_would_misread_is_guarded(text: str, expected: str) -> None:
    assert guard(text).replace("``` python", "```python") == expected.replace("``` python", "```python")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"a \\(x\\) b", "a $x$ b"), (r"\\[x\\]", "$$x$$"), ("`\\\\(x\\\\)`", "`\\\\(x\\\\)`"), (r"\(not\)", r"\(not\)"),
        ("```math\nx\n```", "```{math}\nx\n```"), ("a $$x$$ b", "a $$x$$ b"),
    ],
)  # fmt: skip
def test_math_gets_dollars(text: str, expected: str) -> None:
    assert convert_math(text) == expected


def test_math_that_only_some_engines_have() -> None:
    assert convert_math(r"\(x\) and \[y\]", single=True) == "$x$ and $$y$$"
    assert convert_math("a $$x$$ b\n\n$$y$$\n", double_inline=True) == "a $x$ b\n\n$$y$$\n"
    assert math_features("a $x$ b") == {"dollarmath"}
    assert math_features("\\begin{align}x\\end{align}") == {"amsmath"}
    assert math_features("`$x$` costs $5 and $6") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://x.example.net/a?b=c#d.", "See <https://x.example.net/a?b=c#d>."),
        ("见https://x.example.net。后", "见<https://x.example.net>。后"),
        ("（https://x.example.net/中文）", "（<https://x.example.net/中文>）"),
        ("(https://x.example.net/a_(b))", "(<https://x.example.net/a_(b)>)"),
        ("**https://x.example.net**", "**<https://x.example.net>**"),
        ("| https://x.example.net |", "| <https://x.example.net> |"),
        ("[^1]: https://x.example.net", "[^1]: <https://x.example.net>"),
        ("<https://a.example.net>\nhttps://x.example.net", "<https://a.example.net>\n<https://x.example.net>"),
        ("- http://localhost:4000/", "- <http://localhost:4000/>"),
    ],
)  # fmt: skip
def test_addresses_in_the_text_are_links(text: str, expected: str) -> None:
    assert link_addresses(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<https://x.example.net>", "[a](https://x.example.net)", "[https://x.example.net](y)", "[see https://x.example.net][r]",
        "[r]: https://x.example.net", "`https://x.example.net`", "```\nhttps://x.example.net\n```", '<a href="https://x.example.net">https://x.example.net</a>',
        "<!-- https://x.example.net -->", "{% link a https://x.example.net %}", "{{< a https://x.example.net >}}", "a\n<p>\nhttps://x.example.net\n</p>",
        "[![a](b.png)](https://x.example.net)", "xhttps://x.example.net", "https://", "![](https://x.example.net/a.png)", "[a](<https://x.example.net>)",
        "{% codeblock %}\nhttps://x.example.net\n{% endcodeblock %}", '<img src="https://x.example.net/a.png">', '"https://x.example.net"',
    ],
)  # fmt: skip
def test_what_is_no_address_in_the_text(text: str) -> None:
    assert link_addresses(text) == text


@pytest.mark.parametrize("name", ENGINES)
def test_engines_that_link_addresses(name: str) -> None:
    new = convert_post(_around(ENGINES[name], "see https://x.example.net"))[0]
    assert ("<https://" in new) == (name in ("hexo", "hugo", "docusaurus"))


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("a ~~b c~~ d", {"strikethrough"}),
        ("- [x] a\n1. [ ] b", {"tasklist"}),
        ("Term\n: text", {"deflist"}),
        ("Term\n\n:   text $x$", {"deflist", "dollarmath"}),
        ("`~~a~~` ~~ a ~~ b \\~~c~~", set()),
        ("```\n- [x] a\nTerm\n: text\n```", set()),
        ("[x] a\n- [x](y)\n\n\n: text\na: b", set()),
        ("{% codeblock %}\na ~~b~~ $x$\n{% endcodeblock %}", set()),
    ],
)
def test_extensions_that_a_text_needs(text: str, features: set[str]) -> None:
    assert extras_of(text) == features


def test_extensions_that_the_text_of_a_note_needs() -> None:
    around = _around(ENGINES["hexo"], "{% note %}\n~~a~~ and $x$\n\n- [x] b\n{% endnote %}")
    convert_post(around)
    assert around.features == {"dollarmath", "strikethrough", "tasklist"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文字\n$$\nE = mc^2\n$$\n后文", "文字\n\n$$\nE = mc^2\n$$\n\n后文"),
        ("a\n$$x$$\nb", "a\n\n$$x$$\n\nb"),
        ("a $$x$$ b\n", "a \n\n$$x$$\n\nb\n"),
        ("文字$$\nx\n$$后文", "文字\n\n$$\nx\n$$\n\n后文"),
        ("$$\nx\n$$", "$$\nx\n$$"),
        ("$$\nx\n$$ (eq)\n# H", "$$\nx\n$$ (eq)\n# H"),
        ("- a\n  $$\n  x\n  $$\n- b", "- a\n  \n  $$\n  x\n  $$\n- b"),
        ("- $$x$$\n- a $$y$$", "- $$x$$\n- a \n\n  $$y$$"),
        ("- a\n$$x$$\n- b", "- a\n$x$\n- b"),
        ("- a\n$$\nx\n= y\n$$", "- a\n$x = y$"),
        ("- a\n  $$\nx % y\nz\n  $$", "- a\n  $$\nx % y\nz\n  $$"),
        ("> a\n> $$\n> x\n> $$\n> b", "> a\n> \n> $$\n> x\n> $$\n>\n> b"),
        ("a\n      $$x$$", "a\n      $x$"),
        ("| a | b |\n|---|---|\n| $$x$$ | y |", "| a | b |\n|---|---|\n| $x$ | y |"),
        ("a | b\n--- | ---\n$$x$$ | y", "a | b\n--- | ---\n$x$ | y"),
        ("# H $$x$$", "# H $x$"),
        ("<p>a $$x$$</p>", "<p>a $$x$$</p>"),
        ("```\na\n$$\nx\n$$\n```\n`a $$x$$`", "```\na\n$$\nx\n$$\n```\n`a $$x$$`"),
        ("costs $$ and \\$$x$$", "costs $$ and \\$$x$$"),
        ("$$\n\\begin{align}\nx\n\\end{align}\n$$", "\\begin{align*}\nx\n\\end{align*}"),
        ("a\n$$\\begin{gather*}x\\end{gather*}$$\nb", "a\n\n\\begin{gather*}x\\end{gather*}\n\nb"),
        (
            "> $$\n> \\begin{equation}\\label{a}\n> x\n> \\end{equation}\n> $$",
            "> \\begin{equation}\\label{a}\n> x\n> \\end{equation}",
        ),
        ("$$\\begin{aligned}x\\end{aligned}$$", "$$\\begin{aligned}x\\end{aligned}$$"),
        ("$$\\begin{align}x\\end{align} y$$", "$$\\begin{align}x\\end{align} y$$"),
        ("# $$\\begin{align}x\\end{align}$$", "# $\\begin{aligned}x\\end{aligned}$"),
    ],
)
def test_math_with_lines_of_its_own_is_set_apart(text: str, expected: str) -> None:
    assert set_math_apart(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("costs $5 and $6", "costs \\$5 and $6"),
        ("US$5\nor $6, and $x$", "US\\$5\nor \\$6, and $x$"),
        ("from $5/$6 or 7$", "from \\$5/\\$6 or 7$"),
        ("$HOME and $PATH are set", "\\$HOME and $PATH are set"),
        (
            "$x$ and $y$, $n log n$, $ a $, $a = b or c$, $\\text{a b}$",
            "$x$ and $y$, $n log n$, $ a $, $a = b or c$, $\\text{a b}$",
        ),
        ("$5\n\n$6 and `$7 to $8`", "$5\n\n$6 and `$7 to $8`"),
        ("$$5 and 6$$ [a $](/$b) <a href='$'> \\$5 and $6", "$$5 and 6$$ [a $](/$b) <a href='$'> \\$5 and $6"),
    ],
)
def test_dollars_in_prose_are_no_math(text: str, expected: str) -> None:
    assert escape_prose_dollars(text) == expected


def test_dollars_of_a_site_without_math() -> None:
    assert escape_prose_dollars("$x$ and $$y$$, $", all_of_them=True) == "\\$x\\$ and \\$\\$y\\$\\$, $"


@pytest.mark.parametrize(("said", "is_math"), [(True, True), (None, False), (False, False)])
def test_sites_and_posts_that_say_whether_dollars_are_math(said: bool | None, is_math: bool) -> None:
    around = _around(ENGINES["mkdocs"], "from $x_1 to $x_2, $y_3$")
    around = replace(around, blog=replace(around.blog, dollar_math=said))
    assert ("\\$" in convert_post(around)[0]) == (said is False)
    prose = replace(around, post=replace(around.post, body="from $5 to $6", values={"title": "T", "mathjax": is_math}))
    assert ("\\$" in convert_post(prose)[0]) == (not is_math)


def test_math_is_set_apart_in_posts_and_in_their_notes() -> None:
    text = "text\n\\[\nx = y\n\\]\n\n> [!NOTE]\n> a\n> $$\n> z\n> $$\n\n{{< own >}}"
    new, notes = convert_post(_around(ENGINES["hugo"], text))
    assert "text\n\n$$\nx = y\n$$\n\n```{note}\na\n\n$$\nz\n$$\n```\n" in new
    assert [note.line for note in notes] == [12]


@pytest.mark.parametrize(
    "marker",
    [
        "<!--more-->",
        "<!-- more -->",
        "<!---more-->",
        "<!-- more --->",
        "<!-- truncate -->",
        "{/* truncate */}",
        "<!-- PELICAN_END_SUMMARY -->",
    ],
)
def test_every_spelling_of_the_marker(marker: str) -> None:
    assert convert_marker(f"a\n{marker}\nb\n{marker}\n`{marker}`") == f"a\n<!-- more -->\nb\n\n`{marker}`"


def test_a_marker_stands_alone() -> None:
    assert set_apart("a\n<!-- more -->\nb") == "a\n\n<!-- more -->\n\nb"
    assert set_apart("a <!-- more --> b") == "a <!-- more --> b"
    assert with_separator("a\n<!--cut-->\nb", "<!--cut-->") == "a\n<!-- more -->\nb"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text", "# T\n\nText"),
        ("# T\n\nText", "# T\n\nText"),
        ("## A\n\n### B", "# T\n\n## A\n\n### B"),
        ("### A\n\n#### B", "# T\n\n## A\n\n### B"),
        ("# A\n\n# B", "# T\n\n## A\n\n## B"),
        ("# T\n\na\n\n# B\n\n## C", "# T\n\na\n\n## B\n\n### C"),
        ("intro\n\n# T\n\nb", "# T\n\nintro\n\n\n\nb"),
        ("A\n===\n\nB\n---\n", "# T\n\n## A\n\n\n### B\n\n"),
        ("```\n# no\n```", "# T\n\n```\n# no\n```"),
        ("###### deep\n\n# A", "# T\n\n###### deep\n\n## A"),
    ],
)
def test_one_title_and_no_rank_left_out(text: str, expected: str) -> None:
    assert with_title(text, "T") == expected


def test_labels_in_fields_are_read_again() -> None:
    labels = ["Last, First", '"so" it, is', "[a", "'x'", "b", "C++"]
    field = render({"title": "T", "tags": labels}, "B", rst=True).partition(":tags: ")[2].split("\n")[0]
    assert labels_of(field) == tuple(labels)


def test_titles_are_shown_to_the_letter() -> None:
    assert as_heading("__init__ *a* `b` <c> $d 3_4") == r"\_\_init\_\_ \*a\* \`b\` \<c> \$d 3_4"


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.recursive(st.text() | st.integers() | st.booleans() | st.none(), lambda x: st.lists(x, max_size=3)),
    )
)
def test_yaml_can_be_read_again(values: dict[str, object]) -> None:
    found = split_header(f"---\n{as_yaml(values)}---\nB") if values else None
    assert found is None or (found.body, found.error) == ("B", "")
