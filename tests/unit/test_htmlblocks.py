"""Blocks of raw HTML: what they show, and which of them can stand in an excerpt."""

from __future__ import annotations

import time

import pytest

from sphinxext_blog.model.html import find_unbalanced, is_visible_html, remove_invisible, visible_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>t</b>wo</p><p>three</p>", "One two three"),
        ("<table><tr><td>a</td><td>b &amp; c</td></tr></table>", "a b & c"),
        ("<!-- no --><style>p{}</style><SCRIPT>x()</SCRIPT>yes", "yes"),
        ("<iframe src='x'></iframe>", ""),
        ("<!-- never ended", ""),
        ("", ""),
    ],
)
def test_the_words_that_readers_see(html: str, text: str) -> None:
    """Apart where a block ends."""
    assert " ".join(visible_text(html).split()) == text


@pytest.mark.parametrize(
    ("html", "shows"),
    [
        ("<p>x</p>", True),
        ("<iframe src='x'></iframe>", True),
        ("<img src='x'>", True),
        ("<img src='x'/>", True),
        ("<div id='map'></div>", True),
        ("<div id='map'> </div>", True),
        ("<my-map></my-map>", True),
        ("<hr>", True),
        ("<div>", False),
        ("</div>", False),
        ("<a name='x'></a>", False),
        ("<!-- x -->", False),
        ("<script>x()</script>", False),
        ("<style>p{}</style>\n", False),
        ("<br><wbr>", False),
        (" \n", False),
    ],
)
def test_whether_a_piece_shows_anything(html: str, shows: bool) -> None:
    """Words, or a thing that is seen without words."""
    assert is_visible_html(html) == shows


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<!-- a --> <script>b</script>\n", ""),
        ("<div>a</div><script src='x'></script>", "<div>a</div>"),
        ("<script>a", "<script>a"),
        ("<scripts>a</scripts>", "<scripts>a</scripts>"),
    ],
)
def test_comments_scripts_and_styles_are_taken_out(html: str, left: str) -> None:
    """With all that is in them."""
    assert remove_invisible(html) == left


@pytest.mark.parametrize(
    ("pieces", "left_out"),
    [
        (["<div>", "</div>"], set()),
        (["<div>", "<p>x</p>"], {0}),
        (["<p>x</p>", "</div>"], {1}),
        (["<div>", "<section>", "</div>"], {1}),
        (["<div><section>", "</section>", "<p>x</p>"], {0, 1}),
        (["<p>one<p>two", "<ul><li>a<li>b</ul>"], set()),
        (["<table><tr><td>x</table>"], set()),
        (["<img src='x'><br><hr><input>"], set()),
        (["x</br>"], set()),
        (["<div/>"], {0}),
        (["<svg><path d='x'/></svg>"], set()),
        (["<b><i></b></i>"], {0}),
        (["<script>x"], {0}),
        (["<iframe>", "<p>x</p>"], {0}),
        (["a < b, </ x"], set()),
        ([], set()),
    ],
)
def test_an_excerpt_contains_only_complete_elements(pieces: list[str], left_out: set[int]) -> None:
    """All else would have the rest of the listing in it, or end what the listing began."""
    assert find_unbalanced(pieces) == left_out


def test_many_tags_take_little_time() -> None:
    """Whatever is wrong with them."""
    start = time.perf_counter()
    find_unbalanced(["<b>" * 20_000 + "</i>" * 20_000, "<div>" * 1_000])
    find_unbalanced(["<b>"] * 5_000 + ["</i>"] * 5_000)
    assert time.perf_counter() - start < 5
