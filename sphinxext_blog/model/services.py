"""Services that pages link to: profiles of authors, share links, and licenses."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from .citations import orcid_url, parse_orcid
from .record import record

__all__ = [
    "PROFILES",
    "SERVICES",
    "License",
    "is_web_address",
    "license_named",
    "profile_name",
    "profile_url",
    "share_url",
]

PROFILES = {
    "bilibili": ("bilibili", "https://space.bilibili.com/{}"),
    "bluesky": ("Bluesky", "https://bsky.app/profile/{}"),
    "codeberg": ("Codeberg", "https://codeberg.org/{}"),
    "email": ("", "mailto:{}"),
    "facebook": ("Facebook", "https://www.facebook.com/{}"),
    "github": ("GitHub", "https://github.com/{}"),
    "gitlab": ("GitLab", "https://gitlab.com/{}"),
    "instagram": ("Instagram", "https://www.instagram.com/{}"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/{}"),
    "mastodon": ("Mastodon", ""),
    "medium": ("Medium", "https://medium.com/@{}"),
    "orcid": ("ORCID", "https://orcid.org/{}"),
    "stackoverflow": ("Stack Overflow", "https://stackoverflow.com/users/{}"),
    "telegram": ("Telegram", "https://t.me/{}"),
    "threads": ("Threads", "https://www.threads.net/@{}"),
    "twitch": ("Twitch", "https://www.twitch.tv/{}"),
    "twitter": ("X", "https://x.com/{}"),
    "website": ("", ""),
    "weibo": ("Weibo", "https://weibo.com/{}"),
    "x": ("X", "https://x.com/{}"),
    "youtube": ("YouTube", "https://www.youtube.com/@{}"),
    "zhihu": ("Zhihu", "https://www.zhihu.com/people/{}"),
}
"""(name, URL template for a handle) of each service; without a name, the URL is the text of the link."""

_MAIL = re.compile(r"[^\s@<>,;:?&\"]+@[^\s@<>,;:?&\"]+")
_FEDERATED = re.compile(r"@?([^\s@/]+)@([^\s@/]+\.[^\s@/]+)")
_HANDLE = re.compile(r"@?([^\s/@:?#]+)")


def is_web_address(text: str) -> bool:
    """Return whether a text is an absolute ``https:`` or ``http:`` URL with a host."""
    if re.search(r"[\s\x00-\x1f<>\"\\]", text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets without an IPv6 address
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def profile_url(kind: str, value: str) -> str:
    """Return the URL of a profile.

    :param kind: a key of :data:`PROFILES`, or another name, for which the value must be a URL.
    :param value: a handle, with or without ``@``, or a URL; for Mastodon ``@name@server``; for ORCID an iD or its URL.
    :raises ValueError: for a value that is neither.
    """
    if kind == "orcid":
        return orcid_url(parse_orcid(value))
    if is_web_address(value):
        return value
    if kind == "email":
        address = value.removeprefix("mailto:")
        if _MAIL.fullmatch(address):
            return f"mailto:{quote(address, safe='@+-._')}"
        raise ValueError(f"{value!r} is not an e-mail address")
    if kind == "mastodon":
        if match := _FEDERATED.fullmatch(value):
            return f"https://{match[2]}/@{quote(match[1])}"
        raise ValueError(f"{value!r} is not valid. Expected @name@server or an https: URL")
    _, pattern = PROFILES.get(kind, ("", ""))
    handle = _HANDLE.fullmatch(value) if pattern else None
    if handle is None:
        raise ValueError(f"{value!r} is not valid. Expected {'a user name or ' if pattern else ''}an https: URL")
    return pattern.format(quote(handle[1]))


def profile_name(kind: str, url: str) -> str:
    """Return the text of a link to a profile: the name of the service, or else the URL without scheme."""
    name, _ = PROFILES.get(kind, (kind[:1].upper() + kind[1:], ""))
    return name or re.sub(r"^(?:mailto:|https?://(?:www\.)?)", "", url).rstrip("/")


SERVICES: dict[str, tuple[str, str]] = {
    "mastodon": ("Mastodon", "https://share.joinmastodon.org/#text={text}"),
    "bluesky": ("Bluesky", "https://bsky.app/intent/compose?text={text}"),
    "threads": ("Threads", "https://www.threads.net/intent/post?text={text}"),
    "x": ("X", "https://x.com/intent/post?text={title}&url={url}"),
    "facebook": ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={url}"),
    "reddit": ("Reddit", "https://www.reddit.com/submit?url={url}&title={title}"),
    "hackernews": ("Hacker News", "https://news.ycombinator.com/submitlink?u={url}&t={title}"),
    "weibo": ("Weibo", "https://service.weibo.com/share/share.php?url={url}&title={title}"),
    "telegram": ("Telegram", "https://t.me/share/url?url={url}&text={title}"),
    "whatsapp": ("WhatsApp", "https://wa.me/?text={text}"),
    "email": ("E-mail", "mailto:?subject={title}&body={url}"),
}
"""(name, URL template) of each service for sharing."""


def share_url(template: str, url: str, title: str) -> str:
    """Return the share URL of a service with ``{url}``, ``{title}`` and ``{text}`` (title and URL) filled in.

    All characters except letters, digits and ``_.-~`` are encoded, so that a title cannot change the URL.
    """
    fields = {"{url}": url, "{title}": title, "{text}": f"{title} {url}"}
    for field, value in fields.items():
        template = template.replace(field, quote(value, safe=""))
    return template


_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -]([1234]\.0|2\.5)", re.IGNORECASE)
_ZERO = re.compile(r"CC0[ -]1\.0", re.IGNORECASE)


@record
class License:
    """A license as it is displayed."""

    text: str
    url: str = ""
    """The URL of its text; empty if unknown."""


def license_named(name: str) -> License:
    """Return the license with a name; SPDX names (https://spdx.org/licenses/) of Creative Commons get a URL."""
    name = name.strip()
    if match := _CREATIVE_COMMONS.fullmatch(name):
        kind, version = match[1].upper(), match[2]
        url = f"https://creativecommons.org/licenses/{kind.lower()}/{version}/"
        return License(text=f"CC {kind} {version}", url=url)
    if _ZERO.fullmatch(name):
        return License(text="CC0 1.0", url="https://creativecommons.org/publicdomain/zero/1.0/")
    return License(text=name)
