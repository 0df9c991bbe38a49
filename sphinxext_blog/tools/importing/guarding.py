"""Guarding: what other Markdown takes for text, and MyST would take for something else."""

from __future__ import annotations

import re

from .codespans import sub_outside

__all__ = ["guard", "loosen_headings"]

_LINE = re.compile(r"^(?P<gap> {0,3})(?=%|\+{3,}[ \t]*(?:\n|\Z|[^+\s])|\([^()\n]+\)=[ \t]*$)", re.MULTILINE)
_ROLE = re.compile(r"(?<![\\$\w])(?=\{[A-Za-z][\w+.:-]{0,60}\}`)")
_FENCE = re.compile(r"^(?P<open>[ \t>]*(?:`{3,}|~{3,}))[ \t]*\{(?P<inner>[^{}\n]*)\}(?P<rest>[^\n`]*)$", re.MULTILINE)
_GLUED = re.compile(r"^(?P<open>[ \t>]*(?:`{3,}|~{3,})[ \t]*[\w+#.-]+)(?P<rest>[{:][^\n`]*)$", re.MULTILINE)
_LANGUAGE = re.compile(r"^(?P<open>[ \t>]*(?:`{3,}|~{3,})[ \t]*)(?P<name>[\w+#.-]+)(?=[^\n`]*$)", re.MULTILINE)
_LANGUAGES = {
    **dict.fromkeys(("txt", "plain", "plaintext", "log", "csv", "input", "output", "none", "raw"), "text"),
    **dict.fromkeys(("assembly", "asm"), "nasm"),
    "vimscript": "vim",
    "jsonc": "json",
    "goat": "text",
    "shell-session": "console",
    "golang": "go",
    "dotenv": "bash",
    "env": "bash",
}
"""Names that highlight.js or Prism have for languages, with those of Pygments."""
_OPTION = re.compile(r"(?<!\S)\w+=(?:\"[^\"]*\"|'[^']*'|[^\s\"']+)")
_LOOSE = re.compile(r"^(#{2,6})(?=[^#\s!])", re.MULTILINE)


def guard(text: str) -> str:
    """Escape the beginnings of MyST's comments, block breaks, targets and roles, and take the braces from fences.

    ``{.python .numberLines}`` behind a fence names a language elsewhere, and a directive in MyST.
    """
    text = _FENCE.sub(_fence, text)
    text = _GLUED.sub(r"\g<open> \g<rest>", text)
    text = _LANGUAGE.sub(lambda match: match["open"] + _LANGUAGES.get(match["name"].lower(), match["name"]), text)
    text = sub_outside(_LINE, lambda match: match["gap"] + "\\", text)
    return sub_outside(_ROLE, lambda _: "\\", text)


def loosen_headings(text: str) -> str:
    """Give ``##Heading`` its space; one sign alone may as well be a hash tag."""
    return sub_outside(_LOOSE, lambda match: f"{match[1]} ", text)


def _fence(match: re.Match[str]) -> str:
    words = re.findall(r"[\w+#-]+", match["inner"].replace("=", " ="))
    named = match["inner"].strip()
    language = words[0] if words and re.match(r"\.?[A-Za-z]", named) and "=" not in named.split()[0] else ""
    options = _OPTION.findall(named) if language or not named.startswith("=") else []
    return " ".join([f"{match['open']}{language}", *options])
