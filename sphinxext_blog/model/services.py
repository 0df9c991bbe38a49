"""Services that pages link to: profiles of people, share links, and licenses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

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
"""What each is called, and the address of a handle there; without a name the address stands for it."""

_MAIL = re.compile(r"[^\s@<>,;:?&\"]+@[^\s@<>,;:?&\"]+")
_FEDERATED = re.compile(r"@?([^\s@/]+)@([^\s@/]+\.[^\s@/]+)")
_HANDLE = re.compile(r"@?([^\s/@:?#]+)")


def is_web_address(text: str) -> bool:
    """Whether a text is a whole ``https:`` or ``http:`` URL with a host."""
    if re.search(r"[\s\x00-\x1f<>\"\\]", text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets that hold no IPv6 address
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def profile_url(kind: str, said: str) -> str:
    """The address of a profile.

    :param kind: one of :data:`PROFILES`, or any name, for which only a whole URL does.
    :param said: a handle, with or without ``@``, or a URL; for Mastodon ``@name@server``.
    :raises ValueError: for what is neither.
    """
    if is_web_address(said):
        return said
    if kind == "email":
        address = said.removeprefix("mailto:")
        if _MAIL.fullmatch(address):
            return f"mailto:{quote(address, safe='@+-._')}"
        raise ValueError(f"{said!r} is no e-mail address")
    if kind == "mastodon":
        if found := _FEDERATED.fullmatch(said):
            return f"https://{found[2]}/@{quote(found[1])}"
        raise ValueError(f"{said!r} is neither @name@server nor an https: URL")
    _, pattern = PROFILES.get(kind, ("", ""))
    handle = _HANDLE.fullmatch(said) if pattern else None
    if handle is None:
        raise ValueError(f"{said!r} is {'neither a handle nor an' if pattern else 'no'} https: URL")
    return pattern.format(quote(handle[1]))


def profile_name(kind: str, url: str) -> str:
    """The text of a link to a profile; of what has no name of its own the address, without what all addresses have."""
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
"""The name and the address of each service, with places for the post's."""


def share_url(template: str, url: str, title: str) -> str:
    """An address of a service, filled in: ``{url}``, ``{title}`` and ``{text}``, which is both.

    Nothing in a title can end its place: every character but letters, digits and ``_.-~`` is encoded.
    """
    places = {"{url}": url, "{title}": title, "{text}": f"{title} {url}"}
    for place, value in places.items():
        template = template.replace(place, quote(value, safe=""))
    return template


_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -]([1234]\.0|2\.5)", re.IGNORECASE)
_ZERO = re.compile(r"CC0[ -]1\.0", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """A license, as readers see it."""

    text: str
    url: str = ""
    """Where it is explained; empty where that is not known."""


def license_named(name: str) -> License:
    """The license with an SPDX name (https://spdx.org/licenses/) of Creative Commons; any other name is just a text."""
    name = name.strip()
    if found := _CREATIVE_COMMONS.fullmatch(name):
        kind, version = found[1].upper(), found[2]
        url = f"https://creativecommons.org/licenses/{kind.lower()}/{version}/"
        return License(text=f"CC {kind} {version}", url=url)
    if _ZERO.fullmatch(name):
        return License(text="CC0 1.0", url="https://creativecommons.org/publicdomain/zero/1.0/")
    return License(text=name)
