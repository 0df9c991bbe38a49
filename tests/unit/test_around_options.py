"""Options of what stands around a post: what each accepts, and that nothing else gets through."""

from __future__ import annotations

import pytest

from sphinxext_blog.config.components import COMPONENTS, is_address, is_comments, is_components, is_license, is_services
from sphinxext_blog.config.validators import is_count, is_optional_bool

_GISCUS = {"provider": "giscus", "repo": "example/blog", "repo_id": "R_1", "category": "Posts", "category_id": "DIC_1"}
_UTTERANCES = {"provider": "utterances", "repo": "example/blog"}
_DISQUS = {"provider": "disqus", "shortname": "example-blog"}
_ISSO = {"provider": "isso", "url": "https://comments.example.org/isso"}


@pytest.mark.parametrize(
    "value",
    [
        {}, _GISCUS, _UTTERANCES, _DISQUS, _ISSO,
        {**_GISCUS, "thread": "path", "light": "light_protanopia", "dark": "dark_dimmed", "reactions": False},
        {**_GISCUS, "strict": True, "input_position": "top", "language": "zh-CN"},
        {**_UTTERANCES, "label": "comments"}, {**_ISSO, "url": "/isso"}, {**_ISSO, "options": {"vote": "false"}},
    ],
)  # fmt: skip
def test_services_of_comments(value: object) -> None:
    assert is_comments(value)


@pytest.mark.parametrize(
    "value",
    [
        None, "giscus", [], [_GISCUS], {"provider": "facebook"}, {"provider": []}, {"repo": "example/blog"}, {1: 2},
        {key: value for key, value in _GISCUS.items() if key != "repo_id"}, {**_GISCUS, "repo_id": " "},
        {**_GISCUS, "repo": "https://github.com/example/blog"}, {**_GISCUS, "repo": "example"}, {**_GISCUS, "repo": 5},
        {**_GISCUS, "typo": "x"}, {**_GISCUS, "reactions": "no"}, {**_GISCUS, "input_position": "left"},
        {**_GISCUS, "thread": "title"}, {**_GISCUS, "light": None}, {**_UTTERANCES, "repo_id": "R_1"},
        {**_DISQUS, "shortname": "example.org/x"}, {**_DISQUS, "shortname": 'a"b'}, {**_ISSO, "url": "isso"},
        {**_ISSO, "url": "javascript:alert(1)"}, {**_ISSO, "url": "https://a b"}, {**_ISSO, "options": {"vote": True}},
        {**_ISSO, "options": "vote"},
    ],
)  # fmt: skip
def test_no_services_of_comments(value: object) -> None:
    assert not is_comments(value)


def test_an_address_runs_no_code() -> None:
    assert all(map(is_address, ("https://a.example", "http://a.example", "/isso")))
    assert not any(map(is_address, ("javascript:x", "data:x", "a.example", "", None, 5)))


@pytest.mark.parametrize(
    "value", [[], (), ["mastodon", "email"], [("Lobsters", "https://lobste.rs/stories/new?url={url}&title={title}")]]
)
def test_services_to_share_by(value: object) -> None:
    assert is_services(value)


@pytest.mark.parametrize(
    "value",
    [
        None, "mastodon", ["myspace"], [5], [("X", "https://example.org/")], [("X", "javascript:alert('{url}')")],
        [(" ", "https://example.org/{url}")], [("X", "https://example.org/{url}", "more")], {"X": "https://x/{url}"},
    ],
)  # fmt: skip
def test_no_services_to_share_by(value: object) -> None:
    assert not is_services(value)


def test_licenses() -> None:
    assert all(map(is_license, ("", "CC-BY-4.0", {"text": "Mine"}, {"text": "Mine", "url": "https://example.org/"})))
    bad: tuple[object, ...] = (
        None,
        5,
        {},
        {"url": "https://example.org/"},
        {"text": 5},
        {"text": "x", "url": "javascript:x"},
        {"name": ""},
    )
    assert not any(map(is_license, bad))


def test_parts() -> None:
    assert is_components(list(COMPONENTS))
    assert is_components(())
    assert not any(map(is_components, (None, "byline", ["bylines"], [5])))


def test_counts_and_choices() -> None:
    assert is_count(0)
    assert is_count(3)
    assert not any(map(is_count, (-1, True, "3", None, 1.5)))
    assert all(map(is_optional_bool, (True, False, None)))
    assert not is_optional_bool("yes")
