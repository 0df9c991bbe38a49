"""Raw HTML on another page: its addresses fit there, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.html import rewrite_urls


@pytest.mark.parametrize(
    ("html", "moved"),
    [
        ('<a href="x">', '<a href="[x]">'),
        ("<A HREF='x' title=\"a>b\">t</A>", '<A HREF="[x]" title="a>b">t</A>'),
        ("<img src=x alt=y>", '<img src="[x]" alt=y>'),
        ('<a\n  href = "x&amp;y"\n>', '<a\n  href = "[x&amp;y]"\n>'),
        ('<video src="a"poster="b"><source src="c"/>', '<video src="[a]"poster="[b]"><source src="[c]"/>'),
        ('<a data-href="x" href="y">', '<a data-href="x" href="[y]">'),
        ('</p>é\n<a href="x">\n\t<i>b</i><a href="y">', '</p>é\n<a href="[x]">\n\t<i>b</i><a href="[y]">'),
        ("<a title=' href=\"x\"' href=y/z>", '<a title=\' href="x"\' href="[y/z]">'),
        ('<form action=""><input formaction="?q"></form>', '<form action="[]"><input formaction="[?q]"></form>'),
        ("<a href=\"\"></a><a href='#x'></a>", '<a href="[]"></a><a href="[#x]"></a>'),
        ('<img src="a.png" srcset="a.png, b.png  2x">', '<img src="[a.png]" srcset="[a.png], [b.png] 2x">'),
        ('<img srcset="data:x,y 1x, b.png 2x">', '<img srcset="[data:x,y] 1x, [b.png] 2x">'),
        (
            "<p style='a: url(x.png); b: url( \"y\" )'>",
            '<p style="a: url(&quot;[x.png]&quot;); b: url(&quot;[y]&quot;)">',
        ),
        # what stands beside it is no other page
        (
            '<svg><use href="#a" xlink:href="#a"/><p style="fill: url(#a)"><a href="#b"></svg><img src="">',
            '<svg><use href="#a" xlink:href="#a"/><p style="fill: url(#a)"><a href="[#b]"></svg><img src="">',
        ),
        # what is no tag
        ('<!-- <a href="x"> -->', '<!-- <a href="x"> -->'),
        ("<script>a = '<a href=\"x\">'</script>", "<script>a = '<a href=\"x\">'</script>"),
        ('<![if a]><a href="x"><![endif]>', '<![if a]><a href="[x]"><![endif]>'),
        ('a < b href="x" &lt;a href="x"&gt;', 'a < b href="x" &lt;a href="x"&gt;'),
        ('<a href="x', '<a href="x'),
    ],
)
def test_addresses_in_start_tags_move(html: str, moved: str) -> None:
    assert rewrite_urls(html, lambda address: f"[{address}]") == moved


def test_lists_without_a_change_are_preserved() -> None:
    html = "<img srcset='/a.png  1x ,/b.png 2x' style=\"x: url( '/c' )\">"
    assert rewrite_urls(html, lambda address: address) == html


@given(st.text("<>/!-[]=\"' \nahref&;é\r") | st.text())
def test_values_without_a_change_are_preserved(html: str) -> None:
    assert rewrite_urls(html, lambda address: address) == html


@given(st.lists(st.sampled_from(['<a href="x">', "</a>", "<!--", "-->", "<script>", "</script>", "\n", "é<", "'"])))
def test_only_addresses_change(pieces: list[str]) -> None:
    html = "".join(pieces)
    assert rewrite_urls(html, lambda address: f"{address}y").replace('"xy"', '"x"') == html
