"""Small functions behind the look of listings: attributes of excerpts, natural order, short dates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sphinxext_blog.config import BlogConfig
from sphinxext_blog.i18n import Messages
from sphinxext_blog.model.html import complete_excerpt
from sphinxext_blog.model.terms import natural_key

SIZES = {"a.png": (640, 480)}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>text</p>", "<p>text</p>"),
        ("<pre>x</pre>", '<pre tabindex="0">x</pre>'),
        ('<pre tabindex="-1">x</pre>', '<pre tabindex="-1">x</pre>'),
        ('<img src="a.png" />', '<img src="a.png" loading="lazy" width="640" height="480" />'),
        ('<img src="b.png">', '<img src="b.png" loading="lazy">'),
        ('<img src="a.png" width="10">', '<img src="a.png" width="10" loading="lazy">'),
        (
            '<img loading="eager" src="a.png" style="width: 1em">',
            '<img loading="eager" src="a.png" style="width: 1em">',
        ),
        ('<table class="highlighttable"><td>', '<table class="highlighttable"><td>'),
        ('<div class="linenodiv"><pre>1</pre></div>', '<div class="linenodiv"><pre>1</pre></div>'),
        ("<script>'<pre>'</script><table>", "<script>'<pre>'</script><table tabindex=\"0\">"),
        ("<!-- <pre> -->", "<!-- <pre> -->"),
    ],
)
def test_an_excerpt_gets_what_it_lacks(html: str, expected: str) -> None:
    """Nothing that its author wrote is replaced."""
    assert complete_excerpt(html, SIZES, is_lazy=True) == expected


def test_images_of_the_first_post_are_loaded_at_once() -> None:
    assert complete_excerpt('<img src="b.png">', SIZES, is_lazy=False) == '<img src="b.png">'


def test_numbers_sort_by_their_value() -> None:
    """Numbers before letters, as in other sorted lists; a number of any length is possible."""
    names = ["tag-10", "tag-2", "tag", "2024", "b", "٣", "9" * 30, "10", "tag-02"]
    assert sorted(names, key=natural_key) == ["10", "2024", "9" * 30, "b", "tag", "tag-2", "tag-02", "tag-10", "٣"]


@pytest.mark.parametrize(
    ("language", "pattern", "expected"),
    [
        ("en", "medium", "Feb 11"), ("en", "long", "February 11"), ("en", "short", "2/11"),
        ("zh_CN", "medium", "2月11日"),
        ("en", "yyyy-MM-dd", "02-11"), ("zh_CN", "yyyy年M月d日", "2月11日"), ("de", "dd.MM.yyyy", "11.02"),
        ("en", "d MMMM y", "11 February"), ("en", "yyyy", "2026"),
        ("es", "d 'de' MMMM 'de' y", "11 de febrero de 2026"),
    ],
)  # fmt: skip
def test_a_short_date_is_that_of_the_site_without_its_year(language: str, pattern: str, expected: str) -> None:
    """A pattern with literals is used as it is."""
    messages = Messages(language, BlogConfig(date_format=pattern))
    assert messages.short_date(datetime(2026, 2, 11, tzinfo=UTC)) == expected
