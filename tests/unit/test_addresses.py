"""Addresses: where a site stands, and which of its versions is the original one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.config import Config

from sphinxext_blog.site import base_url, canonical_base

if TYPE_CHECKING:
    from collections.abc import Mapping

RTD = "https://project.readthedocs.io/en/2.0/"


@pytest.mark.parametrize(
    ("baseurl", "environment", "expected"),
    [
        ("https://example.org/docs", {}, "https://example.org/docs/"),
        ("https://example.org/", {"READTHEDOCS_CANONICAL_URL": RTD}, "https://example.org/"),
        ("", {"READTHEDOCS_CANONICAL_URL": RTD}, RTD),
        ("", {}, ""),
        ("/", {}, ""),
        ("docs.example.org", {}, ""),
    ],
)
def test_the_base_is_a_url(baseurl: str, environment: Mapping[str, str], expected: str) -> None:
    """``html_baseurl`` wins; a path, as many have for builds elsewhere, is no address."""
    config = Config({}, {"html_baseurl": baseurl})
    config.add("html_baseurl", "", "html", str)
    assert base_url(config, environment) == expected


@pytest.mark.parametrize(
    ("base", "environment", "version", "expected"),
    [
        (RTD, {"READTHEDOCS_VERSION": "2.0"}, "latest", "https://project.readthedocs.io/en/latest/"),
        (RTD, {"READTHEDOCS_VERSION": "2.0"}, "stable", "https://project.readthedocs.io/en/stable/"),
        (RTD, {"READTHEDOCS_VERSION": "2.0"}, "", RTD),
        (RTD, {"READTHEDOCS_VERSION": "2.0"}, "2.0", RTD),
        (RTD, {}, "latest", RTD),
        ("https://docs.example.org/", {"READTHEDOCS_VERSION": "2.0"}, "latest", "https://docs.example.org/"),
        ("https://p.org/2.0/", {"READTHEDOCS_VERSION": "2.0"}, "latest", "https://p.org/latest/"),
        (
            "https://p--17.org.readthedocs.build/en/17/",
            {"READTHEDOCS_VERSION": "17", "READTHEDOCS_VERSION_TYPE": "external"},
            "latest",
            "https://p--17.org.readthedocs.build/en/17/",
        ),
        ("", {"READTHEDOCS_VERSION": "2.0"}, "latest", ""),
    ],
)
def test_other_versions_name_the_default_one(
    base: str, environment: Mapping[str, str], version: str, expected: str
) -> None:
    """A site without versions in its address has one version; a pull request has a host of its own."""
    assert canonical_base(base, environment, version) == expected
