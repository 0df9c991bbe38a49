"""Social links: from a handle to the address of a profile, and what a link to it is called."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

__all__ = ["PROFILES", "is_web_address", "profile_name", "profile_url"]

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
