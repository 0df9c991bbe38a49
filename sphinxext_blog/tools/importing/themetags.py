"""Tags that themes of Hexo bring along: NexT, Butterfly, Volantis and their kin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .admonitions import fenced

if TYPE_CHECKING:
    from .tags import Converted, Tag
    from .targets import Surroundings

__all__ = ["theme_block", "theme_inline"]

_LABEL = re.compile(r"[\w-]*\s*@\s*(?P<text>.+)")
_COLOURS = {"default", "blue", "pink", "red", "purple", "orange", "green", "yellow", "cyan", "primary", "success"}
_COLOURS |= {"info", "warning", "danger", "gray", "grey", "black", "white"}
_URL = re.compile(r"https?://|mailto:|[/#]|\S+\.\w{2,5}(?:[?#]\S*)?\Z")
_SPOKEN = {
    "u": "u",
    "wavy": "u",
    "del": "del",
    "kbd": "kbd",
    "emp": "em",
    "psw": "",
    "span": "",
    "p": "",
    "hideinline": "",
}
"""Tags around a few words, with the element of HTML that does the same; colours and sizes are the theme's."""
_FOLDED = ("hidetoggle", "hideblock", "folding", "fold", "spoiler", "collapse", "details")


def theme_inline(tag: Tag, around: Surroundings) -> Converted:
    """What stands for a tag without an end."""
    name, parts = tag.name.lower(), _parts(tag.args)
    if name == "label":
        return _label(tag)
    if name in ("button", "btn") and parts:
        return _button(parts, around)
    if name in _SPOKEN and tag.args:
        return _spoken(name, tag.args)
    if not parts or not tag.positional:
        return None
    if name in ("fullimage", "fi", "lq", "inlineimg"):
        target, fault = around.resolve(tag.positional[0].rstrip(",") if name == "inlineimg" else parts[0])
        return f"![{parts[1] if len(parts) > 1 else ''}]({target})", fault
    target, fault = around.resolve(tag.positional[0])
    return (f"[{name.capitalize()}]({target})", fault) if name in ("video", "audio") else None


def theme_block(tag: Tag, body: str) -> Converted:
    """What stands for a tag with an end."""
    if tag.name.lower() not in _FOLDED:
        return None
    args = re.sub(r"^[\w-]*\s*@\s*", "", tag.args)  # a colour, in Fluid
    parts = [part for part in _parts(args) if not set(part.split()) <= {*_COLOURS, "open"}]
    return fenced("dropdown", parts[0] if parts else "Details", body)


def _spoken(name: str, args: str) -> str:
    first, comma, rest = args.partition(",")
    words = rest if comma and name in ("span", "p") else first if name == "hideinline" else args
    element = _SPOKEN[name]
    return f"<{element}>{words.strip()}</{element}>" if element else words.strip()


def _label(tag: Tag) -> str | None:
    """``class@text`` of NexT, ``text colour`` of Butterfly."""
    if match := _LABEL.fullmatch(tag.args):
        text = match["text"]
    else:
        words = list(tag.positional)
        text = " ".join(words[:-1] if len(words) > 1 and words[-1] in _COLOURS else words)
    if not text:
        return None
    return f"*{text}*" if re.fullmatch(r"\w(?:[^*_]*\w)?", text) else f"<em>{text}</em>"


def _button(parts: list[str], around: Surroundings) -> Converted:
    """``url, text, icon`` of NexT and Butterfly; ``text, url`` of Volantis; an icon is left out."""
    place = next((at for at, part in enumerate(parts[:2]) if _URL.match(part)), 0)
    target, fault = around.resolve(parts[place].split()[0])
    others = [part for at, part in enumerate(parts[:2]) if at != place and part]
    title = re.sub(r"\[[^\]]*\]", "", parts[3]).strip() if len(parts) > 3 else ""  # noqa: PLR2004 - the fourth of them
    text = (others[0] if others else title or parts[place]).replace("[", "").replace("]", "")
    return f"[{text}]({target})", fault


def _parts(args: str) -> list[str]:
    """The arguments between commas, or between the double colons of old themes."""
    parts = [part.strip().strip("\"'").strip() for part in re.split(r"::|,", args)]
    return parts if any(parts) else []
