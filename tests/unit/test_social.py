"""Social links: handles become addresses, and nothing becomes an address that a browser should not follow."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.services import PROFILES, is_web_address, profile_name, profile_url


@pytest.mark.parametrize(
    ("kind", "said", "url"),
    [
        ("github", "mei", "https://github.com/mei"), ("github", "@mei", "https://github.com/mei"),
        ("github", "https://github.com/mei", "https://github.com/mei"), ("x", "mei", "https://x.com/mei"),
        ("twitter", "@mei", "https://x.com/mei"), ("linkedin", "mei-example", "https://www.linkedin.com/in/mei-example"),
        ("mastodon", "@mei@example.social", "https://example.social/@mei"),
        ("mastodon", "mei@example.social", "https://example.social/@mei"),
        ("bluesky", "mei.example.org", "https://bsky.app/profile/mei.example.org"),
        ("orcid", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("youtube", "@mei", "https://www.youtube.com/@mei"), ("email", "mei@example.org", "mailto:mei@example.org"),
        ("email", "mailto:mei+blog@example.org", "mailto:mei+blog@example.org"),
        ("zhihu", "小明", "https://www.zhihu.com/people/%E5%B0%8F%E6%98%8E"),
        ("website", "http://example.org", "http://example.org"), ("Forum", "https://example.org/u", "https://example.org/u"),
    ],
)  # fmt: skip
def test_a_handle_becomes_an_address(kind: str, said: str, url: str) -> None:
    """A whole URL stays, also for places that nobody here knows."""
    assert profile_url(kind, said) == url


@pytest.mark.parametrize(
    ("kind", "said", "why"),
    [
        ("github", "javascript:alert(1)", "Expected a user name or an https: URL"),
        ("github", "a/../b", "Expected a user name or an https: URL"),
        ("website", "example.org", "Expected an https: URL"), ("forum", "mei", "Expected an https: URL"),
        ("email", "javascript:a@b", "not an e-mail address"), ("email", "a@b?subject=x", "not an e-mail address"),
        ("mastodon", "mei", "Expected @name@server or an https: URL"),
        ("x", "", "Expected a user name or an https: URL"), ("website", "https://", "Expected an https: URL"),
        ("website", "https://[x", "Expected an https: URL"), ("website", "https://a b", "Expected an https: URL"),
    ],
)  # fmt: skip
def test_what_is_no_profile(kind: str, said: str, why: str) -> None:
    """It says what was expected."""
    with pytest.raises(ValueError, match=why):
        profile_url(kind, said)


def test_links_have_names() -> None:
    """That of the place; the address where there is none."""
    assert profile_name("github", "https://github.com/mei") == "GitHub"
    assert profile_name("forum", "https://example.org/u") == "Forum"
    assert profile_name("email", "mailto:mei@example.org") == "mei@example.org"
    assert profile_name("website", "https://www.example.org/mei/") == "example.org/mei"


@given(kind=st.sampled_from([*PROFILES, "other"]), said=st.text() | st.text("javascript:/@.\t%x"))
def test_no_address_is_code(kind: str, said: str) -> None:
    """Whatever is said: a web address or mail, in one line, without what could end an attribute."""
    try:
        url = profile_url(kind, said)
    except ValueError:
        return
    assert urlsplit(url).scheme in ("http", "https", "mailto")
    assert is_web_address(url) or url.startswith("mailto:")
    assert not set(url) & set(' \t\n"<>')
