"""HTML that leaves its page: whole addresses, no scripts, nothing that needs the page's style sheet."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.html import make_portable
from tests.feedrules import content_faults

_PAGE = "https://example.org/site/posts/a.html"
_SITE = "https://example.org"
_IMAGES = "https://example.org/site/_images"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        # addresses
        ('<a href="#x">x</a>', f'<a href="{_PAGE}#x">x</a>'),
        ('<a href="b.html#x">x</a>', '<a href="https://example.org/site/posts/b.html#x">x</a>'),
        ('<a href="mailto:a@example.org">x</a>', '<a href="mailto:a@example.org">x</a>'),
        ('<img src="../_images/a.png" alt="A &amp; B">', f'<img src="{_IMAGES}/a.png" alt="A &amp; B">'),
        ('<video poster="/p.png" src=v.mp4 controls></video>',
         '<video poster="https://example.org/p.png" src="https://example.org/site/posts/v.mp4" controls></video>'),
        ('<img srcset="/a.png 1x, b,c.png 2x,\n /d.png" src="/a.png">',
         f'<img srcset="{_SITE}/a.png 1x, {_SITE}/site/posts/b,c.png 2x, {_SITE}/d.png" src="{_SITE}/a.png">'),
        ('<img srcset="/a.png, javascript:x 2x">', '<img srcset="https://example.org/a.png">'),
        ('<img srcset=" , ">', '<img srcset="">'),
        ('<a href="http://[">x</a>', "<a>x</a>"),
        ('<img src="a.png" alt="a.png">', '<img src="https://example.org/site/posts/a.png" alt="">'),
        ('<p style="background: URL( /a.png ) 0 / 1px, url(&quot;/b (1).png&quot;)">x</p>',
         f'<p style="background: url(&quot;{_SITE}/a.png&quot;) 0 / 1px, url(&quot;{_SITE}/b%20(1).png&quot;)">x</p>'),
        ('<p style="list-style: url(\'data:image/svg+xml,<svg a=&quot;b&quot;/>\')">x</p>',
         '<p style="list-style: url(&quot;data:image/svg+xml,&lt;svg a=%22b%22/&gt;&quot;)">x</p>'),
        ('<p style="background: url(javascript:x)">x</p>', '<p style="background: url(&quot;&quot;)">x</p>'),
        ("<p style='clip-path: url( #a)'>x</p>", '<p style="clip-path: url( #a)">x</p>'),
        ("<p style='fill: url(\"#a\")'>x</p>", '<p style="fill: url(&quot;#a&quot;)">x</p>'),
        ('<p style="color: red">curl(a)</p>', '<p style="color: red">curl(a)</p>'),
        # what does not leave the page
        ('<h2>T<a class="headerlink" href="#t" title="x">¶</a></h2>', "<h2>T</h2>"),
        ("a<script>alert('</b>')</script>b", "ab"),
        ("a<SCRIPT src=x></SCRIPT>b<style>p { x: y }</style>c", "abc"),
        ("a<base/>b", "ab"),
        ("a<template><template>x</template>y</template>b", "ab"),
        ('<p onclick="x()" ONLOAD=y>a</p>', "<p>a</p>"),
        ('<a href="javascript:x()">a</a>', "<a>a</a>"),
        ('<base href="//x"><link rel=a><meta name=b><body>a<noscript>b</noscript></body>', "ab"),
        ("a<!-- b --><!DOCTYPE html><?php c ?>d", "ad"),
        ("a<![if !IE]>b<![endif]>c<![CDATA[d]]>e", "abce"),
        # ids, for a page may show many posts
        ('<p id="a">x<a name="b"></a><span id="c"></span></p>', "<p>x<a></a></p>"),
        ('<input id="a" name="b" disabled><label for="a" aria-controls="c">x</label>',
         '<input name="b" disabled><label>x</label>'),
        ('<table aria-describedby="a"><tr><td headers="b" class="c">x</td></tr></table>',
         '<table><tr><td class="c">x</td></tr></table>'),
        # what only a script would show, or make a tab of
        ('<button role="tab" aria-selected="false" tabindex="-1" aria-controls="p">T</button>', "<button>T</button>"),
        ('<div role="tabpanel" hidden="true" id="p" tabindex="0">x</div>', "<div>x</div>"),
        ('<div id="p" hidden>x</div>', "<div>x</div>"),
        ('<div aria-labelledby="t" hidden="until-found" aria-hidden="true">x</div>', "<div>x</div>"),
        ('<div id="p" style="color: red; DISPLAY : none">x</div>', '<div style="color: red;">x</div>'),
        ('<div id="p" style="display:none">x</div>', "<div>x</div>"),
        ('<div id="p" style="visibility: hidden; x-display: none">x</div>', '<div style="x-display: none">x</div>'),
        ('<div id="p" popover>x</div>', "<div>x</div>"),
        ('<input type="radio" checked id="a"><label for="a">A</label><div>x</div>', "<label>A</label><div>x</div>"),
        ('<input type="checkbox" id="a"/><label for="a">A</label>', "<label>A</label>"),
        # what its author keeps from every reader, and what is seen without a script
        ('<i hidden>x</i><i style="display: none">y</i>', '<i hidden>x</i><i style="display: none">y</i>'),
        ('<i aria-hidden="true" tabindex="0" role="img">x</i>', '<i aria-hidden="true" tabindex="0" role="img">x</i>'),
        ('<svg aria-hidden="true" id="a"><g hidden id="b"></g></svg>',
         '<svg aria-hidden="true" id="a"><g hidden id="b"></g></svg>'),
        ('<input type="checkbox" disabled checked>', '<input type="checkbox" disabled checked>'),
        ("<details open><summary>s</summary>x</details>", "<details open><summary>s</summary>x</details>"),
        # code
        ('<pre><span></span><span class="k">if</span> <span class="n">x</span>\n</pre>', "<pre>if x\n</pre>"),
        ('<code><span class="pre">a</span> <span lang="de">b</span></code>', '<code>a <span lang="de">b</span></code>'),
        ('<pre><span class="linenos">1</span><span class="n">x</span>\n<span class="linenos">2</span>y</pre>',
         "<pre>x\ny</pre>"),
        ('<table><tr><td class="linenos"><pre><span>1</span></pre></td><td class="code"><pre>x</pre></td></tr></table>',
         '<table><tr><td class="code"><pre>x</pre></td></tr></table>'),
        ('<span class="x">a</span>', '<span class="x">a</span>'),
        ("a</span></pre></b>", "a</pre></b>"),
        ('<span class="a" />b', '<span class="a" />b'),
        # lines
        ("<p>中文\n第二行</p>", "<p>中文第二行</p>"),
        ("<p>中文\r\n  <em>强\n调</em>\n尾</p>", "<p>中文<em>强调</em>尾</p>"),
        ("<p>中文\n</p>\n<p>中文</p>", "<p>中文\n</p>\n<p>中文</p>"),
        ("<p>中文\nlatin\n中文 中文</p>", "<p>中文\nlatin\n中文 中文</p>"),
        ("<p>中文<br>\n中文</p>", "<p>中文<br>\n中文</p>"),
        ("<pre>中文\n中文</pre><textarea>中\n文</textarea>", "<pre>中文\n中文</pre><textarea>中\n文</textarea>"),
        # what is written stays written
        ("a &lt;b&gt; &amp;amp; &#x3C;c", "a &lt;b&gt; &amp;amp; &lt;c"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ('<p title="&quot;&lt;x">a<br/></p>', '<p title="&quot;&lt;x">a<br /></p>'),
        ("<b\"c>a</b\"c><p a\"b='c'>x</p>", "a<p>x</p>"),
        ("a\0b", "ab"),
        ("", ""),
        # pictures drawn in the text
        ('<svg viewBox="0 0 1 1"><g id="a"/><use href="#a" xlink:href="#a"/><a href="#b">x</a></svg>',
         f'<svg viewbox="0 0 1 1"><g id="a" /><use href="#a" xlink:href="#a" /><a href="{_PAGE}#b">x</a></svg>'),
        ('<svg aria-labelledby="a"><title id="a">x</title></svg>',
         '<svg aria-labelledby="a"><title id="a">x</title></svg>'),
        ('<svg id="a"><image href="a.png"/></svg><p id="b">x</p>',
         '<svg id="a"><image href="https://example.org/site/posts/a.png" /></svg><p>x</p>'),
    ],
)  # fmt: skip
def test_what_leaves_the_page(html: str, found: str) -> None:
    """Each rule by itself."""
    assert make_portable(html, _PAGE) == found


_PIECES = st.sampled_from([
    "<p>", "</p>", "<span>", "</span>", '<span class="a">', "<pre>", "</pre>", "<script>", "</script>", "<style>",
    "<svg>", "</svg>", '<a class="headerlink" href="#x">', "</a>", '<a href="b">',
    '<img src=x srcset="y 2x" onerror=z>', '<p style="a: url(b)">', "<p style='a: url(', b \")'>",
    "<![", "<!", "<!--", "-->", "<?", "&", "&lt;", "&#0;", "]]>", "<", ">", '"', "中", "\n", " ", "a", "</", "<a b=",
    "\0", "<p>", "</p>",
])  # fmt: skip


@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(alphabet="<>/!-[]'\"=&; aspct#\n中", max_size=40))
def test_no_text_breaks_it(html: str) -> None:
    """Not even HTML that is none; what comes out holds anywhere, and going through it again changes nothing."""
    found = make_portable(html, _PAGE)
    assert content_faults(found) == []
    assert make_portable(found, _PAGE) == found


@given(st.text(alphabet="ab <>&中文\n\"'", max_size=40))
def test_text_is_preserved(text: str) -> None:
    """But for line ends between wide characters."""
    html = str(BeautifulSoup("<p></p>", "html.parser").p)
    soup = BeautifulSoup(html, "html.parser")
    assert soup.p is not None
    soup.p.string = text
    shown = BeautifulSoup(make_portable(str(soup), _PAGE), "html.parser").get_text()
    assert "".join(shown.split()) == "".join(text.split())
