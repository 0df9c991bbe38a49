"""Code of Hexo: a title and a link that stand behind the language of a block."""

from __future__ import annotations

import re

from .codespans import CodeSpans

__all__ = ["linked_title", "title_fences"]

_FENCE = re.compile(
    r"^(?P<head>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+#.-]+))"
    r"[ \t]+(?P<said>[^\n`{}=\"]*[^\n`{}=\"\s])[ \t]*$",
    re.MULTILINE,
)
_OPTION = re.compile(r"[a-z_]+:(?!//)\S*")


def linked_title(words: list[str]) -> str:
    """A title with what follows it: an address, and what the link is called."""
    at = next((place for place, word in enumerate(words) if re.match(r"https?://", word)), None)
    if at is None:
        return " ".join(words)
    return " ".join([*words[:at], f"[{' '.join(words[at + 1 :]) or 'link'}]({words[at]})"])


def title_fences(text: str) -> str:
    """Fenced code whose title is named as one; a block within another is the text of that."""

    def titled(match: re.Match[str]) -> str:
        words = match["said"].split()
        title = linked_title([word for word in words if not _OPTION.fullmatch(word)])
        options = [word for word in words if _OPTION.fullmatch(word)]
        opens = match.start() not in code or (match.start() - 1) not in code
        return " ".join([match["head"], f'title="{title}"', *options]) if title and opens else match.group()

    code = CodeSpans(text) if _FENCE.search(text) else CodeSpans("")
    return _FENCE.sub(titled, text)
