"""Prose: what other Markdown takes for text and MyST for something else, addresses, emoji and abbreviations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .records import NoteKind
from .source import Spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .source import Place
    from .work import Work

__all__ = ["EMOJI", "convert_abbreviations", "convert_emoji", "guard_text", "link_addresses", "replace_abbreviations"]

_LINE = re.compile(
    r"^[ \t]*(?=%|~{3}|`{3}|\{[ \t]*(?:[.#%]|[\w:-]+=)[^\n]*\}"
    r"|\+{3,}[ \t]*(?:\n|\Z|[^+\s])|\([^()\n]+\)=[ \t]*$)",
    re.MULTILINE,
)
_ROLE = re.compile(r"(?<![\\$\w])\{[A-Za-z][\w+.:-]{0,60}\}\Z")
_LONGEST_ROLE = 64
_ADDRESS = re.compile(
    r"(?<![^\s*_~(\u2e80-\uffef])https?://[A-Za-z0-9][\w.-]*(?::\d+)?"
    r"(?:[/?#][^\s<>\"|`\\\[\]{}\u2018-\u201d\u3000-\u303f\uff00-\uff0f\uff1a-\uff1f]*)?",
    re.ASCII,
)
_OPAQUE = (
    "backticks",
    "link",
    "image",
    "html_inline",
    "autolink",
    "math_inline",
    "tex",
    "tag",
    "tag_code",
    "component",
)
"""Rules that match over several lines."""
_HOLDERS = ("paragraph_open", "dt_open", "heading_open", "th_open", "td_open")
_SAFE = {"heading_open": "#", "th_open": "|", "td_open": "|"}
"""Signs before a text that keep it from being misread, by what holds the text."""
_TAG_BEHIND = re.compile(r"(?<=[)\]`])\{[ \t]*(?=%)")
"""A tag that MyST would take for a comment among the attributes of what is before it."""
_BRACES = ("tag", "tag_code", "attributes", "expression")
_BEHIND = "?!.,:*_~'\";"
"""What ends a sentence or an emphasis, and is not part of an address."""
_EMOJI = re.compile(r"(?<![\w:/.\"'=&}-]):(?P<name>\+1|-1|[a-z][a-z0-9_]{1,40}):(?![\w:`])")
_MEANING = re.compile(r"^\*\[(?P<name>[^\[\]\n`]+)\][ \t]?:[ \t]*(?P<text>[^\n`]*)$", re.MULTILINE)


def _prose(work: Work, sign: str, *, in_links: bool = False) -> Iterator[tuple[Place, int, int]]:
    """Yield the texts that no rule matched, of those with a sign."""
    for leaf in work.parsed.leaves:
        if leaf.place is not None and sign in leaf.place.content:
            yield from ((leaf.place, start, end) for start, end in leaf.prose(in_links=in_links))


def guard_text(work: Work) -> None:
    """Escape what begins comments, block breaks, targets, attributes and roles in MyST, and nothing elsewhere."""
    for leaf in work.parsed.leaves:
        place = leaf.place
        if place is None or leaf.holder not in _HOLDERS:
            continue
        starts = {piece.start for piece in leaf.pieces if piece.rule in _BRACES}
        starts -= {at for at in starts if place.content.startswith("{%", at) and work.dialect.mdx}
        for match in _LINE.finditer(place.content):
            position = match.end()
            before = work.source.lines[work.source.number(place.at(position))][0]
            signs_before = work.source.text[before : place.at(position)]
            if _SAFE.get(leaf.holder, "\n") in signs_before:
                continue
            if position in starts or leaf.is_in(position, *_OPAQUE):
                continue
            line_end = place.content.find("\n", position)
            line = place.content[position : line_end if line_end >= 0 else None]
            signs = [at for at, sign in enumerate(line) if sign == "~"] if line.startswith("~") else [0]
            for at in signs:  # the others could strike text through
                work.insert(place.at(position + at), "\\", "guard")
    _guard_braces(work)


def _guard_braces(work: Work) -> None:
    """Escape what MyST reads as attributes of what is before it, or as the name of a role."""
    for leaf in work.parsed.leaves:
        if leaf.place is not None and "{" in leaf.place.content:
            tags = {piece.start for piece in leaf.pieces if piece.rule in _BRACES}
            for match in _TAG_BEHIND.finditer(leaf.place.content):
                if match.start() not in tags and not leaf.is_in(match.start(), *_OPAQUE):
                    work.insert(leaf.place.at(match.start()), "\\", "guard")
    for _, place, piece in work.pieces("backticks"):
        role = _ROLE.search(place.content, max(0, piece.start - _LONGEST_ROLE), piece.start)
        if role is not None:
            work.insert(place.at(role.start()), "\\", "guard")


def link_addresses(work: Work) -> None:
    """Put addresses in the text in angle brackets, if the engine makes links of them."""
    if not work.dialect.bare_links:
        return
    for place, start, end in _prose(work, "://"):
        for match in _ADDRESS.finditer(place.content, start, end):
            bare = match.group().rstrip(_BEHIND)
            while bare.endswith(")") and bare.count(")") > bare.count("("):
                bare = bare[:-1].rstrip(_BEHIND)
            if bare.partition("://")[2]:
                new, _ = work.site.resolve(bare)
                span = place.span(match.start(), match.start() + len(bare))
                work.put(span, f"<{bare}>" if new == bare else f"[{bare}]({new})", "address")


def convert_emoji(work: Work) -> None:
    """Write signs for the names of emoji, if the old blog displayed pictures for them."""
    if not work.emoji:
        return
    for place, start, end in _prose(work, ":", in_links=True):
        for match in _EMOJI.finditer(place.content, start, end):
            sign = EMOJI.get(match["name"])
            if sign is None:
                message = f"unsupported emoji '{match.group()}'; left as it is"
                work.report(place.at(match.start()), NoteKind.TAG, message)
            else:
                work.put(place.span(*match.span()), sign, "emoji")


def convert_abbreviations(work: Work) -> None:
    """Write the role ``abbr`` for abbreviations that the post defines: ``*[HTML]: Hyper Text Markup Language``.

    Only kramdown and Python-Markdown have them; elsewhere they are text.
    """
    if not work.dialect.attribute_lists:
        return
    meanings: dict[str, str] = {}
    spans: list[tuple[int, int]] = []
    for leaf in work.parsed.leaves:
        if leaf.place is None or leaf.holder != "paragraph_open" or "*[" not in leaf.place.content:
            continue
        for match in _MEANING.finditer(leaf.place.content):
            meanings[match["name"]] = " ".join(match["text"].split())
            spans.append(leaf.place.span(*match.span()))
    work.discard_edits_in(spans)
    for span in spans:
        work.put(span, "", "abbreviation")
    replace_abbreviations(work, meanings, Spans(spans))


def replace_abbreviations(work: Work, meanings: Mapping[str, str], apart: Spans | None = None) -> None:
    """Write the role ``abbr`` for abbreviations in the text.

    :param apart: where they are defined.
    """
    names = "|".join(re.escape(name) for name in sorted(meanings, key=len, reverse=True) if meanings[name])
    if not names:
        return
    pattern = re.compile(rf"(?<![\w&{{\[-])(?:{names})(?![\w-])")
    for leaf in work.parsed.leaves:
        if leaf.place is None or leaf.holder == "heading_open":
            continue
        for start, end in leaf.prose():
            for match in pattern.finditer(leaf.place.content, start, end):
                new = f"{{abbr}}`{match.group()} ({meanings[match.group()]})`"
                span = leaf.place.span(*match.span())
                if apart is None or not apart.contain(*span):
                    work.put(span, new, "abbreviation")


EMOJI = {
    "+1": "👍", "-1": "👎", "100": "💯", "alarm_clock": "⏰", "arrow_down": "⬇\ufe0f", "arrow_left": "⬅\ufe0f",
    "arrow_right": "➡\ufe0f", "arrow_up": "⬆\ufe0f", "art": "🎨", "beer": "🍺", "beers": "🍻",
    "blue_heart": "💙", "blush": "😊", "book": "📖", "bookmark": "🔖", "books": "📚", "boom": "💥", "bug": "🐛",
    "bulb": "💡", "cat": "🐱", "clap": "👏", "coffee": "☕", "computer": "💻", "confused": "😕",
    "construction": "🚧", "cry": "😢", "date": "📅", "dog": "🐶", "email": "📧", "exclamation": "❗",
    "eyes": "👀", "fire": "🔥", "gear": "⚙\ufe0f", "gift": "🎁", "globe_with_meridians": "🌐",
    "green_heart": "💚", "grin": "😁", "grinning": "😀", "hammer": "🔨", "heart": "❤\ufe0f", "heart_eyes": "😍",
    "heavy_check_mark": "✔\ufe0f", "house": "🏠", "information_source": "ℹ\ufe0f", "joy": "😂", "key": "🔑",
    "kissing_heart": "😘", "laughing": "😆", "link": "🔗", "lock": "🔒", "mag": "🔍",
    "man_raising_hand": "🙋\u200d♂\ufe0f", "memo": "📝", "moneybag": "💰", "muscle": "💪", "musical_note": "🎵",
    "ok_hand": "👌", "package": "📦", "party": "🎉", "pencil": "📝", "pencil2": "✏\ufe0f", "point_down": "👇",
    "point_left": "👈", "point_right": "👉", "point_up": "☝\ufe0f", "pray": "🙏", "pushpin": "📌",
    "question": "❓", "rainbow": "🌈", "raised_hands": "🙌", "recycle": "♻\ufe0f", "relaxed": "☺\ufe0f",
    "robot": "🤖", "rocket": "🚀", "rofl": "🤣", "rose": "🌹", "scream": "😱", "skull": "💀",
    "slightly_smiling_face": "🙂", "smile": "😄", "smiley": "😃", "smirk": "😏", "snake": "🐍",
    "snowflake": "❄\ufe0f", "sob": "😭", "sparkles": "✨", "speech_balloon": "💬", "star": "⭐", "star2": "🌟",
    "sun_with_face": "🌞", "sunglasses": "😎", "sunny": "☀\ufe0f", "sweat_smile": "😅", "tada": "🎉",
    "thinking": "🤔", "thumbsdown": "👎", "thumbsup": "👍", "trophy": "🏆", "umbrella": "☔", "unlock": "🔓",
    "v": "✌\ufe0f", "warning": "⚠\ufe0f", "wave": "👋", "white_check_mark": "✅", "wink": "😉",
    "woman_raising_hand": "🙋\u200d♀\ufe0f", "wrench": "🔧", "x": "❌", "zap": "⚡", "zzz": "💤",
}  # fmt: skip
"""Signs by their names."""
