"""Services of comments: what each needs to be told, and the check of it."""

from __future__ import annotations

import re

__all__ = ["EXPECTED", "is_address", "is_comments"]

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
    """A URL of the web, or a path on the site's own server."""
    return isinstance(value, str) and (value.startswith(("https://", "http://", "/")) and not re.search(r"\s", value))


def is_comments(value: object) -> bool:
    """Empty, or a service with all that it needs and nothing that it does not know."""
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        return False
    provider = value.get("provider", "")
    if not value or not isinstance(provider, str) or provider not in _NEEDED:
        return not value
    known = {"provider", "thread", *_NEEDED[provider], *_POSSIBLE[provider]}
    has_needed = all(isinstance(value.get(key), str) and value[key].strip() for key in _NEEDED[provider])
    return value.keys() <= known and has_needed and all(_is_setting(key, found) for key, found in value.items())


def _is_setting(key: str, value: object) -> bool:
    """Whether a key can have a value."""
    if key == "url":
        return is_address(value)
    if key in ("reactions", "strict"):
        return isinstance(value, bool)
    if key == "options":
        return isinstance(value, dict) and all(isinstance(part, str) for pair in value.items() for part in pair)
    return isinstance(value, str) and (key not in _FORMS or _FORMS[key].fullmatch(value) is not None)
