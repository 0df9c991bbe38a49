"""URLs: what an author wrote, whole and harmless."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.urls import media_type_of, whole_url

_PAGE = "https://example.org/site/posts/a.html"


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("", _PAGE),
        ("#x", f"{_PAGE}#x"),
        ("?q=1", f"{_PAGE}?q=1"),
        ("b.html", "https://example.org/site/posts/b.html"),
        ("../_images/a b.png", "https://example.org/site/_images/a%20b.png"),
        ("/about", "https://example.org/about"),
        ("//cdn.example.org/x.js", "https://cdn.example.org/x.js"),
        ("https://example.com/ä?ö#ü", "https://example.com/%C3%A4?%C3%B6#%C3%BC"),
        ("https://example.com/%E4%B8%AD?a=b&c=d#e", "https://example.com/%E4%B8%AD?a=b&c=d#e"),
        ("https://example.com/100% a%20b?c=50%", "https://example.com/100%25%20a%20b?c=50%25"),
        (" \n https://example.com/a\nb\t ", "https://example.com/ab"),
        ('https://example.com/"><script>', "https://example.com/%22%3E%3Cscript%3E"),
        ("mailto:someone@example.org", "mailto:someone@example.org"),
        ("data:image/png;base64,AA==", "data:image/png;base64,AA=="),
        ("javascript:alert(1)", ""),
        ("JaVa\nScRiPt:alert(1)", ""),
        ("\x01 javascript:alert(1)", ""),
        ("vbscript:x", ""),
        ("http://[", ""),
        ("http://", ""),
        ("https://exa mple.org/", ""),
        ("https://example.org/\ud800", "https://example.org/"),
    ],
)
def test_a_url_as_seen_from_a_page(url: str, whole: str) -> None:
    """As a browser would read it, and nothing that it would run."""
    assert whole_url(_PAGE, url) == whole


@given(st.text(max_size=40))
def test_what_comes_out_is_whole_or_nothing(url: str) -> None:
    """Whatever an author writes; and to make it whole again changes nothing."""
    whole = whole_url(_PAGE, url)
    if whole.startswith(("http:", "https:")):
        assert urlsplit(whole).netloc
        assert whole.isascii() or not urlsplit(whole).netloc.isascii()
        assert whole_url(_PAGE, whole) == whole
    assert not whole.lower().startswith("javascript:")


@pytest.mark.parametrize(
    ("url", "media_type"),
    [
        ("https://example.org/a.PNG?x=1#y", "image/png"),
        ("a.b/c.jpeg", "image/jpeg"),
        ("https://example.org/image", ""),
        ("https://example.png/", ""),
        ("a.html", ""),
    ],
)
def test_the_type_of_an_image_by_its_name(url: str, media_type: str) -> None:
    """The same on every machine."""
    assert media_type_of(url) == media_type
