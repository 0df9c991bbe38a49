"""Posts in HTML: Markdown where it has the same, HTML elsewhere, and no text that is read as Markdown."""

# ruff: noqa: E501, Q003 -- posts stand as their authors write them, each in one piece
from __future__ import annotations

import time
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinxext_blog.importers.html_posts import markdown_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # text
        ("<p>a *b* _c_ `d` $e [f] \\g ~h</p>", "a \\*b\\* \\_c\\_ \\`d\\` \\$e \\[f\\] \\\\g \\~h"),
        ("a &lt;b&gt; &amp;amp; &amp; c", "a &lt;b> &amp;amp; & c"),
        ("<p>- a</p><p>1. b</p><p># c</p><p>+++</p><p>% d</p><p>(e)=</p>", "\\- a\n\n1\\. b\n\n\\# c\n\n\\+++\n\n\\% d\n\n\\(e)="),
        ("<p>a\n  b</p>c<p>d", "a b\n\nc\n\nd"),
        ("a<br>- b<br/>c", "a\\\n\\- b\\\nc"),
        # inline elements
        ("<p><em>a</em><strong>b c</strong> <i class='x'>d</i></p>", "*a***b c** <i class='x'>d</i>"),
        ("<p>x <b>\"q\"</b>y <em> z </em></p>", "x <strong>\"q\"</strong>y *z* "),
        ("<p><code>a_b</code> <code>`</code> <code>a<b>c</b></code></p>", "`a_b` `` ` `` <code>a**c**</code>"),
        ('<a href="/x y">t [u]</a> <a name="n"></a>', '[t \\[u\\]](</x y>) <a name="n"></a>'),
        ('<p>a <img src="b.png" style="width: 50%"> c</p>', 'a <img src="b.png" style="width: 50%"> c'),
        ("<p>H<sub>2</sub>O</p>", "H<sub>2</sub>O"),
        # blocks
        ('<h2 id="here">Head <em>it</em></h2><h3>x<br>y</h3>', "## Head *it* {#here}\n\n### x y"),
        ("<pre class='brush: python'>\nif a &lt; b:\n\n  <b>x</b>\n</pre>", "```python\nif a < b:\n\n  x\n```"),
        ('<pre><code class="language-c++">a</code></pre>', "```c++\na\n```"),
        ("<pre>a\n```\nb</pre>", "````\na\n```\nb\n````"),
        ("<blockquote><p>q</p>r</blockquote>", "> q\n>\n> r"),
        ("<ul><li>a<li>b <ul><li>c</ul></ul>", "- a\n- b\n  - c"),
        ('<ol start="3"><li>a</li><li><p>b</p><p>c</p></li></ol>', "3. a\n\n4. b\n\n   c"),
        ("<ul><li><p>a</p><pre>b</pre></li></ul>", "- a\n\n  ```\n  b\n  ```"),
        ("a<hr>b", "a\n\n---\n\nb"),
        # what stays
        ("<table><tr><td><pre>a\n\nb</pre></td></tr></table>", "<table><tr><td><pre>a\n<!-- -->\nb</pre></td></tr></table>"),
        ("<div><p>a</p></div><div class='x'><p>b</p><p>c</p></div>", "a\n\n<div class='x'>\n\nb\n\nc\n\n</div>"),
        ('<div align="center"><img src="a.png"></div>', '<div align="center"><img src="a.png"></div>'),
        ("<details><summary>S</summary><p>a</p></details>", "<details>\n<summary>S</summary>\n\na\n\n</details>"),
        ("<script>\nif (a < b && c) {}\n\n</script>", "<script>\nif (a < b && c) {}\n</script>"),
        ("<p>a</p><!-- b --><p>c</p>", "a\n\n<!-- b -->\n\nc"),
        # the engine's own
        ("<p>a</p><!--more--><p>b</p>", "a\n\n<!--more-->\n\nb"),
        ("<p>{% img /a_b.png %} {{ x_y }} $$a_b$$</p>", "{% img /a_b.png %} {{ x_y }} $$a_b$$"),
        ("a {% highlight html %}<p>\n\nx</p>{% endhighlight %} b", "a\n\n{% highlight html %}<p>\n\nx</p>{% endhighlight %}\n\nb"),
        # what authors leave out
        ("<p>a<p>b</b></p></div>c", "a\n\nb\n\nc"),
        ("<b><p>a</p></b>", "a"),
        ("<p>a < b <3</p>", "a &lt; b &lt;3"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(text: str, expected: str) -> None:
    assert markdown_of(text) == expected.strip()


_TEXTS = st.text(alphabet="ab *_`$[]<>&\\-+#1.)|:=~!(){}%中\n", max_size=40)


@given(text=_TEXTS)
@settings(max_examples=300, deadline=None)
def test_text_is_displayed_as_it_is(text: str) -> None:
    """Whatever signs it has: what Markdown makes of it is one paragraph with the same text."""
    if "{%" in text or "{{" in text or "$$" in text:
        return
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    bare = escape(" ".join(text.split()), quote=False).replace('"', "&quot;")
    assert parser.render(markdown_of(f"<p>{escape(text)}</p>")).strip() == (f"<p>{bare}</p>" if bare else "")


_PIECES = ("<p>", "</p>", "<pre>", "</pre>", "<blockquote>", "<h2 id=a>", "<a '", "<ul>", "<li>", "</ul>", "<b>", "</b>", "a", "\n\n", "{% raw %}", "{% endraw %}", "{{ x }}", "<!--", "-->", "<img src=x>", "<script>", "&lt;", "\x00", "\ufdd0", "<table>", "<td>", "</div>", "<div class=x>")  # fmt: skip


@given(text=st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
@settings(max_examples=200, deadline=None)
def test_no_html_is_too_odd(text: str) -> None:
    new = markdown_of(text)
    assert "\ufdd0" not in new


@pytest.mark.parametrize(
    "piece", ["<p>", "</p>", "<div>", "<a '", "<pre>", "<!--", "{{", "{% raw %}", "<blockquote>", "\n", "x ", "<ul><li>", "<b>"]
)  # fmt: skip
def test_long_html_takes_no_long_time(piece: str) -> None:
    started = time.monotonic()
    markdown_of(piece * (20_000 // len(piece)))
    assert time.monotonic() - started < 20
