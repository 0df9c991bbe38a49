"""The version of the documentation that has the posts, and the titles of posts that are not read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sphinxext_blog.config import BlogConfig
from sphinxext_blog.site import home_base
from sphinxext_blog.source.prediction import first_heading

_RTD = {"READTHEDOCS_VERSION": "2.0"}
_BASE = "https://example.org/en/2.0/"


@pytest.mark.parametrize(
    ("options", "base", "environment", "expected"),
    [
        ({}, _BASE, _RTD, ""),
        ({"only_in": "latest"}, _BASE, {}, ""),
        ({"only_in": "2.0"}, _BASE, _RTD, ""),
        ({"only_in": ("latest", "2.0")}, _BASE, _RTD, ""),
        ({"only_in": ()}, _BASE, _RTD, ""),
        ({"only_in": "latest"}, _BASE, _RTD, "https://example.org/en/latest/"),
        ({"only_in": ("stable", "latest")}, _BASE, _RTD, "https://example.org/en/stable/"),
        ({"only_in": "latest"}, _BASE, {**_RTD, "READTHEDOCS_VERSION_TYPE": "external"}, ""),
        ({"only_in": "latest", "docs_version": "2.0"}, _BASE, {}, "https://example.org/en/latest/"),
        ({"only_in": "latest", "docs_version": "latest"}, _BASE, _RTD, ""),
        ({"only_in": "latest"}, "", _RTD, None),
        ({"only_in": "latest"}, "https://example.org/", _RTD, None),
        ({"only_in": "latest", "only_in_url": "https://b.org/x"}, "", _RTD, "https://b.org/x/"),
    ],
)
def test_the_url_of_the_version_with_the_posts(
    options: dict[str, Any], base: str, environment: dict[str, str], expected: str | None
) -> None:
    assert home_base(replace(BlogConfig(), **options), base, environment) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n# Title\n\nText.\n", "Title"),
        ("Text.\n\n## Second level ##\n", "Second level"),
        ("```python\n# A comment\n```\n\n# Title\n", "Title"),
        ("~~~\n# No\n```\n# No\n~~~\n# Title\n", "Title"),
        ("(label)=\n# The `first` *post*, **bold** [link](a.md) {ref}`x <y>`\n", "The first post, bold link x"),
        ("Setext title\n============\n", "Setext title"),
        ("Setext title\n---\n", "Setext title"),
        ("(label)=\n---\n\n% comment\n---\n", ""),
        ("#No heading\n\n####### Nor this\n", ""),
        ("", ""),
    ],
)
def test_the_first_heading_of_markdown(text: str, expected: str) -> None:
    assert first_heading(text, "md") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Title\n=====\n\nText.\n", "Title"),
        ("=====\nTitle\n=====\n", "Title"),
        (".. _label:\n\n*First* :ref:`post <x>`\n----------------------\n", "First post"),
        ("Title that is too long\n===\n", ""),
        ("Text.\n\n----\n\nText.\n", ""),
        ("", ""),
    ],
)
def test_the_first_heading_of_restructuredtext(text: str, expected: str) -> None:
    assert first_heading(text, "rst") == expected
