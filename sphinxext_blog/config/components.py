"""Options about post components: byline, series, related posts, share links, comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..model.dates import read_duration
from ..model.services import SERVICES
from ..versions import current_versions
from . import validators
from .validators import option

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "COMPONENTS",
    "EXPECTED",
    "ComponentOptions",
    "is_address",
    "is_comments",
    "is_components",
    "is_current",
    "is_duration",
    "is_license",
    "is_services",
]

EXPECTED = (
    "a dict with the key 'provider': 'giscus' (with 'repo', 'repo_id', 'category' and 'category_id'), 'utterances' "
    "('repo'), 'disqus' ('shortname') or 'isso' ('url')"
)

_NEEDED = {
    "giscus": ("repo", "repo_id", "category", "category_id"),
    "utterances": ("repo",),
    "disqus": ("shortname",),
    "isso": ("url",),
}
_POSSIBLE = {
    "giscus": ("light", "dark", "reactions", "input_position", "language", "strict"),
    "utterances": ("light", "dark", "label"),
    "disqus": (),
    "isso": ("options",),
}
_FORMS = {
    "repo": re.compile(r"[\w.-]+/[\w.-]+", re.ASCII),
    "shortname": re.compile(r"[\w-]+", re.ASCII),
    "input_position": re.compile("top|bottom"),
    "thread": re.compile("docname|path"),
}


def is_address(value: object) -> bool:
    """Return whether a value is a web URL, or a path on the server of the site."""
    return isinstance(value, str) and (value.startswith(("https://", "http://", "/")) and not re.search(r"\s", value))


def is_comments(value: object) -> bool:
    """Return whether a value is empty or a comment service with all required and no unknown settings."""
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        return False
    provider = value.get("provider", "")
    if not value or not isinstance(provider, str) or provider not in _NEEDED:
        return not value
    known = {"provider", "thread", *_NEEDED[provider], *_POSSIBLE[provider]}
    has_required = all(isinstance(value.get(key), str) and value[key].strip() for key in _NEEDED[provider])
    return value.keys() <= known and has_required and all(_is_setting(key, item) for key, item in value.items())


def _is_setting(key: str, value: object) -> bool:
    """Return whether a value is valid for a setting."""
    if key == "url":
        return is_address(value)
    if key in ("reactions", "strict"):
        return isinstance(value, bool)
    if key == "options":
        return isinstance(value, dict) and all(isinstance(part, str) for pair in value.items() for part in pair)
    return isinstance(value, str) and (key not in _FORMS or _FORMS[key].fullmatch(value) is not None)


COMPONENTS = ("byline", "cover", "notices", "series", "license", "share", "prev_next", "related", "comments")
"""The post components from top to bottom; the template of each is ``blog/<name>.html``."""


def is_components(value: object) -> bool:
    """Return whether a value is a list of post components."""
    return validators.is_str_list(value) and all(name in COMPONENTS for name in value)  # type: ignore[attr-defined]


def is_services(value: object) -> bool:
    """Return whether a value is a list of services, or of pairs of a name and a URL with ``{url}`` or ``{text}``."""
    return isinstance(value, (list, tuple)) and all(_is_service(item) for item in value)


def _is_service(item: object) -> bool:
    if isinstance(item, str):
        return item in SERVICES
    match item:
        case [str() as name, str() as url]:
            has_field = "{url}" in url or "{text}" in url
            return bool(name.strip()) and url.startswith(("https://", "http://", "mailto:")) and has_field
        case _:
            return False


def is_license(value: object) -> bool:
    """Return whether a value is a name, or a dict of a text and an optional URL."""
    if isinstance(value, str):
        return True
    return (
        isinstance(value, dict)
        and value.keys() <= {"text", "url"}
        and isinstance(value.get("text"), str)
        and is_address(value.get("url", "https://"))
    )


def is_duration(value: object) -> bool:
    """Return whether a value is a duration, or empty or False for none."""
    try:
        return value in ("", False) or bool(read_duration(value))
    except ValueError:
        return False


def is_current(value: object) -> bool:
    """Return whether a value is a dict of versions; invalid versions are reported separately."""
    return isinstance(value, dict) and all(isinstance(name, str) for name in value)


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class ComponentOptions:
    """Options about the components above and below the text of a post."""

    byline: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether date, authors, category, reading time and tags are displayed below the title of a post.",
    )
    notices: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether notices are displayed at the top of draft, scheduled, unlisted, expired, outdated and "
        "superseded posts.",
    )
    outdated_after: str | bool = option(
        "",
        is_duration,
        "a duration such as '2y', '6m', '8w' or '90d', or an empty string",
        "The duration after which a notice states that a post may be outdated, counted from its last update. If it is "
        "empty, there is no such notice. The key `outdated_after` of a post overrides it.",
        rebuild="",
    )
    current: Mapping[str, str] = option(
        {},
        is_current,
        "a dict of version strings",
        'The current versions of projects: `{"numpy": "2.4"}`. If the key `applies_to` of a post excludes one of them, '
        "the post displays a notice.",
        rebuild="",
    )
    series_box: bool = option(
        check=validators.is_bool,
        expects="True or False",
        default=True,
        help_text="Whether posts of a series display “Part 2 of 5” with links to the other parts at the top, and links "
        "to the previous and next part at the end.",
    )
    prev_next: bool | None = option(
        None,
        validators.is_optional_bool,
        "True, False or None",
        "Whether links to the newer and the older post are displayed at the end of a post. `None` displays them if the "
        "theme does not: most themes do unless you disable theirs, and alabaster does if its option `show_relbars` is "
        "set.",
        rebuild="html",
    )
    related: int = option(
        5,
        validators.is_count,
        "a whole number",
        "The maximum number of related posts at the end of a post; `0` disables them. They are older posts that share "
        "the rarest tags and categories. To disable them for one post, set `related: false` in its front matter.",
        rebuild="html",
    )
    license: str | Mapping[str, str] = option(
        "",
        is_license,
        "a string, or a dict with the keys 'text' and 'url'",
        'The license of the posts: the SPDX name of a Creative Commons license, such as `"CC-BY-4.0"`, which is '
        "displayed with its link; any other text; or a `text` with a `url`. The key `license` of a post overrides it.",
        rebuild="html",
    )
    share: tuple[str | tuple[str, str], ...] = option(
        (),
        is_services,
        "a list of names of services, or of pairs of a name and an address with {url} or {text} in it",
        "The services for share links: " + ", ".join(f"`{name}`" for name in SERVICES) + "; or "
        '`("Name", "https://…{url}…{title}…")`. Share links are plain links that load nothing. They require the URL of '
        "the site: `html_baseurl`, or Read the Docs.",
        rebuild="html",
    )
    comments: Mapping[str, object] = option(
        {},
        is_comments,
        EXPECTED,
        "The service for comments below posts, and its settings. If it is empty, comments are disabled. Browsers "
        "request the service only when a visitor scrolls near the comments.",
        rebuild="html",
    )
    manual_components: tuple[str, ...] = option(
        (),
        is_components,
        "a list of " + ", ".join(map(repr, COMPONENTS)),
        "Components that are not added to posts automatically, because your template displays them: "
        '`{{ blog.component("byline") }}`.',
        rebuild="html",
    )
    profile: str = option(
        "",
        validators.is_str,
        "the name or label of an author",
        "The author whom the sidebar `blog/profile.html` presents. If it is empty, it is the first author in "
        "`blog_authors`, else the author with most posts, else the `author` of the project.",
        rebuild="html",
    )
    recent_posts: int = option(
        5,
        validators.is_size,
        "a whole number above 0",
        "The number of posts in the sidebar `blog/recent.html`.",
        rebuild="html",
    )

    @cached_property
    def current_versions(self) -> Mapping[str, str]:
        """The valid versions of ``blog_current`` by the keys of their projects."""
        return dict(current_versions(self.current))

    @property
    def outdated_duration(self) -> str:
        """The duration after which posts may be outdated, in its short form; empty for none."""
        return read_duration(self.outdated_after) if self.outdated_after else ""
