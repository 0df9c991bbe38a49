"""Links: the targets of Markdown's links and images, and of those in HTML, rewritten one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .codespans import line_at, sub_outside
from .htmlblocks import is_in_html
from .htmlmarkdown import FIGURE

if TYPE_CHECKING:
    from .notes import Fault
    from .targets import Surroundings

__all__ = ["attributes_of", "convert_links"]

_INLINE = re.compile(
    r"(?P<open>\]\([ \t]*)"
    r"(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))"
    r"(?P<title>[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?(?P<size>[ \t]+=\d*%?x\d*%?)?(?P<close>[ \t]*\))"
    r"(?P<attrs>\{:?[ \t]*[^{}\n]*\})?"
)
_SPACED = re.compile(
    r"(?P<open>!\[[^\[\]\n]*\]\([ \t]*)(?P<plain>[^()<>\n\"\s]+[ \t][^()<>\n\"]*\.\w{2,5})(?P<close>[ \t]*\))"
)
"""An image whose name has spaces, which old renderers took."""
_DEFINITION = re.compile(r"^(?P<open> {0,3}\[[^\]\n]+\]:[ \t]*)(?:<(?P<angled>[^<>\n]+)>|(?P<plain>\S+))", re.MULTILINE)
_HTML = re.compile(
    r"(?P<open><(?P<tag>img|a|source|video|audio|iframe|embed)\b[^<>]*?\s(?:src|href|poster)\s*=\s*)"
    r"(?P<quote>[\"'])(?P<plain>[^\"'<>\n]*)(?P=quote)",
    re.IGNORECASE,
)
_ANCHOR = re.compile(r"<a\s(?P<attrs>[^<>]*)>(?P<text>(?:[^<>\[\]\n]|<img\b[^<>]*>)*)</a>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*[\"']([^\"'<>\n]*)[\"']", re.IGNORECASE)


def convert_links(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """Let links to posts and files of the old blog lead to where these are now."""
    rewriter = _Rewriter(around)
    for pattern, replace in (
        (_INLINE, rewriter.inline),
        (_SPACED, rewriter.spaced),  # after it, which takes none of these
        (_DEFINITION, rewriter.definition),
        (_ANCHOR, rewriter.anchor),
        (_HTML, rewriter.html),
    ):
        text = sub_outside(pattern, replace, text)
    return text, sorted(set(rewriter.faults))


class _Rewriter:
    """Rewrites one kind of link after the other; none of them makes one that the next would take."""

    def __init__(self, around: Surroundings) -> None:
        self.faults: list[Fault] = []
        self._around = around

    def inline(self, match: re.Match[str]) -> str:
        angled = match["angled"]
        target = self._to(match, angled if angled is not None else match["plain"])
        if angled is not None and re.search(r"[\s()<>]", target):
            target = f"<{target}>"
        if match["size"]:
            self._tell(match, f"the size{match['size']} of an image was left out")
        attrs = attributes_of(match["attrs"], self._around)
        return f"{match['open']}{target}{match['title'] or ''}{match['close']}{attrs}"

    def spaced(self, match: re.Match[str]) -> str:
        new = self._to(match, match["plain"])
        return f"{match['open']}{f'<{new}>' if ' ' in new else new}{match['close']}"

    def definition(self, match: re.Match[str]) -> str:
        written = match["angled"] or match["plain"]
        new = self._to(match, written)
        return match.group() if new == written else f"{match['open']}{new}"

    def anchor(self, match: re.Match[str]) -> str:
        href = _HREF.search(match["attrs"])
        if href is None or not match["text"].strip() or is_in_html(match.string, match.start()):
            return match.group()
        new, fault = self._around.resolve(href[1])
        if new == href[1].strip():
            return match.group()
        if fault:
            self._tell(match, fault)
        return f"[{match['text']}]({new})"

    def html(self, match: re.Match[str]) -> str:
        tag = match["tag"].lower()
        if tag in ("a", "iframe", "embed"):  # links that stayed HTML live on by the aliases
            return match.group()
        new = self._to(match, match["plain"])
        if tag == "img":
            self._around.features.add("html_image")
            if new != match["plain"].strip() and _is_lost(match.string, match.start()):
                self._tell(match, f"image '{match['plain']}' stands in HTML, where Sphinx does not look for images")
        return f"{match['open']}{match['quote']}{new}{match['quote']}"

    def _to(self, match: re.Match[str], target: str) -> str:
        new, fault = self._around.resolve(target)
        if fault:
            self._tell(match, fault)
        return new

    def _tell(self, match: re.Match[str], message: str) -> None:
        self.faults.append((line_at(match.string, match.start()), message))


def _is_lost(text: str, place: int) -> bool:
    """Whether an image is in HTML, and not in a figure that becomes a directive."""
    return is_in_html(text, place) and not any(
        found.start() < place < found.end() for found in FIGURE.finditer(text, max(0, place - 2000), place + 4000)
    )


def attributes_of(attrs: str | None, around: Surroundings) -> str:
    """Attributes behind a link, of kramdown and of Python-Markdown, as MyST has them."""
    if not attrs:
        return ""
    if not re.fullmatch(r"\{:?[ \t]*(?:[#.]?[\w-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[\w%.-]+)|[ \t])+\}", attrs):
        return attrs
    around.features.add("attrs_inline")
    inner = re.sub(r"\b(?:target|rel|loading)=(?:\"[^\"]*\"|'[^']*'|\S+)", "", attrs.strip("{}").removeprefix(":"))
    inner = re.sub(r"=(?:'([^'\"]*)'|([\w%.-]+))", lambda match: f'="{match[1] or match[2]}"', inner)
    words = [
        word for word in inner.split() if not re.fullmatch(r"[\w-]+", word)
    ]  # a name without a value is no attribute
    return f"{{{' '.join(words)}}}" if words else ""
