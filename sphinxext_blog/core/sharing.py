"""Sharing: addresses at which a reader can tell others of a post; plain links, no scripts."""

from __future__ import annotations

from urllib.parse import quote

__all__ = ["SERVICES", "share_url"]

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
