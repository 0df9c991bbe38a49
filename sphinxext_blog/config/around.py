"""Options of what stands around a post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core.sharing import SERVICES
from . import checks, commenting
from .option import option

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PARTS", "AroundOptions", "is_licence", "is_parts", "is_services"]

PARTS = ("byline", "notices", "series", "licence", "share", "neighbours", "related", "comments")
"""The parts that can stand around a post, from top to bottom; each is the template ``blog/<name>.html``."""


def is_parts(value: object) -> bool:
    """A list of names of parts."""
    return checks.is_str_list(value) and all(name in PARTS for name in value)  # type: ignore[attr-defined]


def is_services(value: object) -> bool:
    """A list of names of services, or pairs of a name and an address that holds ``{url}`` or ``{text}``."""
    return isinstance(value, (list, tuple)) and all(_is_service(item) for item in value)


def _is_service(item: object) -> bool:
    if isinstance(item, str):
        return item in SERVICES
    match item:
        case [str() as name, str() as address]:
            has_place = "{url}" in address or "{text}" in address
            return bool(name.strip()) and address.startswith(("https://", "http://", "mailto:")) and has_place
        case _:
            return False


def is_licence(value: object) -> bool:
    """A name, or a dict of a text and maybe a URL."""
    if isinstance(value, str):
        return True
    return (
        isinstance(value, dict)
        and value.keys() <= {"text", "url"}
        and isinstance(value.get("text"), str)
        and commenting.is_address(value.get("url", "https://"))
    )


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class AroundOptions:
    """What readers find above and below the text of a post."""

    byline: bool = option(
        check=checks.is_bool,
        expects="True or False",
        default=True,
        help_text="The line below a post's title: date, authors, category, reading time, tags.",
    )
    notices: bool = option(
        check=checks.is_bool,
        expects="True or False",
        default=True,
        help_text="Boxes at the top of a post that is a draft, scheduled, unlisted or expired.",
    )
    series_box: bool = option(
        check=checks.is_bool,
        expects="True or False",
        default=True,
        help_text="“Part 2 of 5” at the top of a post in a series, with links to the other parts; and links to the "
        "part before and after at its end.",
    )
    neighbours: bool | None = option(
        None,
        checks.is_optional_bool,
        "True, False or None",
        "Links to the newer and the older post at the end of a post. `None` shows them where the theme does not: most "
        "themes do, unless you switch theirs off; alabaster does with its option `show_relbars`.",
        rebuild="html",
    )
    related: int = option(
        5,
        checks.is_count,
        "a whole number",
        "How many related posts are shown at the end of a post, at most; `0` for none. They share the rarest tags and "
        "categories with it, and are older. `related: false` in front matter leaves them out.",
        rebuild="html",
    )
    licence: str | Mapping[str, str] = option(
        "",
        is_licence,
        "a string, or a dict with the keys 'text' and 'url'",
        'What your texts may be used for: the SPDX name of a Creative Commons licence, such as `"CC-BY-4.0"`, which '
        "gets its link; any other text; or a text and its `url`. `licence` in front matter changes it for a post.",
        rebuild="html",
    )
    share: tuple[str | tuple[str, str], ...] = option(
        (),
        is_services,
        "a list of names of services, or of pairs of a name and an address with {url} or {text} in it",
        "Links by which readers tell others of a post: any of " + ", ".join(f"`{name}`" for name in SERVICES) + "; or "
        '`("Name", "https://…{url}…{title}…")`. They are plain links and load nothing. They need the address of your '
        "site, `html_baseurl`.",
        rebuild="html",
    )
    comments: Mapping[str, object] = option(
        {},
        commenting.is_comments,
        commenting.EXPECTED,
        "The service that shows comments below posts, and what it needs to know; empty for no comments. Nothing is "
        "asked of the service before a reader gets there.",
        rebuild="html",
    )
    manual: tuple[str, ...] = option(
        (),
        is_parts,
        "a list of " + ", ".join(map(repr, PARTS)),
        'Parts that do not stand in posts by themselves, since a template of yours shows them: `{{ blog.part("byline") '
        "}}`.",
        rebuild="html",
    )
    recent: int = option(
        5,
        checks.is_size,
        "a whole number above 0",
        "How many posts the sidebar `blog/recent.html` shows.",
        rebuild="html",
    )
