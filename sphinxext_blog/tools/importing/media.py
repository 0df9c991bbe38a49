"""Media: videos, pictures, snippets and quotes that engines have tags for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .admonitions import fenced

if TYPE_CHECKING:
    from .tags import Tag

__all__ = ["EMBEDS", "embedded", "figure", "quoted"]

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
        url = number if "://" in number else f"https://x.com/{user}/status/{number}"
        return f"[Post on X]({url})" if number else None
    if name not in EMBEDS:
        return None
    address, text = EMBEDS[name]
    value = tag.named.get("id") or tag.named.get("src") or "/".join(ids[:2] if name == "gist" else ids[:1])
    if not value:
        return None
    url = value if value.startswith(("http://", "https://")) else address.format(value)
    return f"[{text}]({url})" if " " not in url and "(" not in url else f"[{text}](<{url}>)"


def figure(tag: Tag, target: str, link: str = "") -> str:
    """A picture with what its tag says of it: a figure where it has a caption."""
    named = tag.named
    alt = " ".join((named.get("alt") or "").split())
    caption = " — ".join(filter(None, (named.get("title"), named.get("caption"))))
    if not caption and not tag.own_line:
        return f"![{alt}]({target})"
    options = [f":alt: {alt}"] if alt else []
    options += [f":{key}: {_length(named[key])}" for key in ("width", "height") if _length(named.get(key, ""))]
    options += [f":target: {link}"] if link else []
    if named.get("attr"):
        page = named.get("attrlink")
        source = f"[{named['attr']}]({page})" if page else named["attr"]
        caption = f"{caption} ({source})".strip()
    return fenced("figure" if caption else "image", target, caption, tuple(options))


def quoted(body: str, source: str = "") -> str:
    """A text as a quotation, with who said it."""
    lines = (body.strip("\n") if body.startswith("\n") else body.lstrip()).rstrip().split("\n")
    if source.strip():
        lines += ["", f"— {source.strip()}"]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _length(value: str) -> str:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(px|%|em|rem|pt|cm|mm|in)?", value.strip())
    return f"{match[1]}{match[2] or 'px'}" if match else ""
