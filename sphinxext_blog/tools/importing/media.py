"""Media: videos, snippets and quotes that engines have tags for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .tags import Tag

__all__ = ["EMBEDS", "embedded", "quoted"]

EMBEDS = {
    "youtube": ("https://www.youtube.com/watch?v={}", "Video on YouTube"),
    "youtubeplaylist": ("https://www.youtube.com/playlist?list={}", "Playlist on YouTube"),
    "vimeo": ("https://vimeo.com/{}", "Video on Vimeo"),
    "bilibili": ("https://www.bilibili.com/video/{}", "Video on Bilibili"),
    "gist": ("https://gist.github.com/{}", "Code on GitHub Gist"),
    "jsfiddle": ("https://jsfiddle.net/{}", "Code on JSFiddle"),
    "asciinema": ("https://asciinema.org/a/{}", "Recording on asciinema"),
    "iframe": ("{}", "Embedded page"),
    "instagram": ("https://www.instagram.com/p/{}", "Post on Instagram"),
}
"""By the tag's name: the address behind it, and what the link says."""


def embedded(tag: Tag) -> str | None:
    """A link in place of something embedded, for it asks nothing of other hosts until it is followed; or None."""
    name = tag.name.lower()
    ids = [*tag.positional]
    if name in ("tweet", "x", "twitter"):
        user, number = tag.named.get("user", "i"), tag.named.get("id", ids[0] if ids else "")
        return f"[Post on X](https://x.com/{user}/status/{number})" if number else None
    if name not in EMBEDS:
        return None
    address, text = EMBEDS[name]
    value = tag.named.get("id") or tag.named.get("src") or "/".join(ids[:2] if name == "gist" else ids[:1])
    if not value:
        return None
    url = value if value.startswith(("http://", "https://")) else address.format(value)
    return f"[{text}]({url})" if " " not in url and "(" not in url else f"[{text}](<{url}>)"


def quoted(body: str, source: str = "") -> str:
    """A text as a quotation, with who said it."""
    lines = (body.strip("\n") if body.startswith("\n") else body.lstrip()).rstrip().split("\n")
    if source.strip():
        lines += ["", f"— {source.strip()}"]
    return "\n".join(f"> {line}".rstrip() for line in lines)
