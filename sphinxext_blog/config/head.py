"""Options of the head of pages: search engines and previews of links."""

from __future__ import annotations

from dataclasses import dataclass

from . import checks
from .option import option

__all__ = ["HeadOptions"]


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class HeadOptions:
    """What pages say to those who do not read them."""

    head: bool = option(
        check=checks.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether posts and pages of the blog tell search engines and previews of links what they are: "
        "description, Open Graph, Twitter card, JSON-LD, canonical link. What is not for everybody has its `noindex` "
        "whatever you say here.",
        rebuild="html",
    )
    canonical_version: str = option(
        "latest",
        checks.is_str,
        "a string",
        "On Read the Docs: the slug of the default version. The pages of other versions say that theirs are the "
        "original ones. Empty: each version is an original.",
        rebuild="html",
    )
