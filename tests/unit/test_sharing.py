"""Sharing: whatever a title holds, it stays in its place of the address."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.services import SERVICES, share_url

_URL = "https://blog.example.org/posts/a.html#part?x=1&y=2"


@pytest.mark.parametrize("service", SERVICES)
@given(title=st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_a_link_leads_to_the_service_with_the_address_of_the_post(service: str, title: str) -> None:
    template = SERVICES[service][1]
    link = share_url(template, _URL, title)
    assert urlsplit(link)[:3] == urlsplit(template)[:3]
    assert link.isascii()
    assert not set(link) & set("<>\"' {}")
    assert _URL in unquote(link)


@given(title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_a_title_comes_back_as_it_was(title: str) -> None:
    """Also one that looks like a place of the address."""
    said = title + " {url} & {text}"
    values = parse_qs(urlsplit(share_url(SERVICES["reddit"][1], _URL, said)).query, strict_parsing=True)
    assert values == {"url": [_URL], "title": [said]}
