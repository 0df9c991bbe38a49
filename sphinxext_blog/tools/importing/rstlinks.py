"""Links in reStructuredText: roles where docutils' targets lead to no file of a Sphinx project."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from .codespans import line_at
from .rstcode import LITERAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from .notes import Fault
    from .targets import Surroundings

__all__ = ["follow_links"]

_EMBEDDED = re.compile(r"`(?P<text>[^`<>]*?)\s*<(?P<target>(?:\{\w+\}|\|\w+\|)[^<>`]+)>`(?P<end>__?)")
_NAMED = re.compile(
    r"^[ \t]*\.\. _(?P<name>`[^`\n]+`|[^_`:\n][^:\n]*):[ \t]+(?P<target>\S[^\n]*?)[ \t]*$", re.MULTILINE
)
_ANONYMOUS = re.compile(r"^[ \t]*(?:\.\. __:|__)[ \t]+(?P<target>\S[^\n]*?)[ \t]*$", re.MULTILINE)
_REFERENCE = re.compile(
    r"``[^\n]{1,1000}?``|:[\w:-]{1,60}:`[^`]{0,1000}`|^[ \t]*(?::target:|\.\. _)[^\n]*"
    r"|`(?P<phrase>[^`<>]{1,500}?)(?:\s{0,9}<(?P<alias>[^`<>]{1,500})_>)?`(?P<end>__?)(?!\w)"
    r"|(?<![\w`])(?P<word>\w[\w.+:-]{0,100}?)(?P<tail>__?)(?![\w`])",
    re.MULTILINE,
)
"""References, and the places where none is looked for, in which case it has no ``phrase`` and no ``word``."""
_IMAGE = re.compile(
    r"^(?P<open>[ \t]*\.\. (?:\|[^|\n]+\| )?(?:image|figure)::[ \t]+)(?P<target>\S[^\n]*?)[ \t]*$", re.MULTILINE
)
_TARGET = re.compile(r"^[ \t]+:target:[ \t]+(?P<target>\S[^\n]*?)[ \t]*(?:\n|\Z)", re.MULTILINE)


def follow_links(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """A text whose links and images lead to where posts and files are now; the number of lines may change."""
    follower = _Follower(text, around)
    text = _EMBEDDED.sub(follower.embedded, text)
    text = _IMAGE.sub(lambda match: match["open"] + follower.to(match), text)
    text = follower.named(text)
    text = follower.anonymous(text)
    return _TARGET.sub(follower.picture, text), follower.faults


class _Follower:
    """Follows one kind of link after the other; lines are those of the text that it begins with until some are gone."""

    def __init__(self, text: str, around: Surroundings) -> None:
        self.faults: list[Fault] = []
        self._around = around
        self._text = text

    def to(self, match: re.Match[str]) -> str:
        """What a match is to lead to instead."""
        new, fault = self._around.resolve(match["target"])
        path, sign, fragment = new.partition("#")
        if sign and new != match["target"].strip() and path.endswith((".md", ".rst")):
            fault = f"the link leads to the page, not to '#{fragment}' in it"
        if fault:
            self._tell(match, fault)
        return new

    def embedded(self, match: re.Match[str]) -> str:
        """``text <target>`` in one."""
        new = self.to(match)
        if new == match["target"].strip():
            return match.group()
        return self._role(new, match["text"]) or f"`{match['text']} <{new}>`{match['end']}"

    def named(self, text: str) -> str:
        """References to ``.. _name: target``, and the targets away that nothing needs then."""
        found: dict[str, str] = {}

        def target(match: re.Match[str]) -> str:
            new = self.to(match)
            if new == match["target"] or not self._role(new, "x"):
                return match.group()
            found[_name(match["name"].strip("`"))] = new
            return ""

        def reference(match: re.Match[str]) -> str | None:
            words = match["phrase"] or match["word"]
            new = found.get(_name(match["alias"] or words))
            return None if new is None or _is_anonymous(match) else self._role(new, words)

        text = _NAMED.sub(target, text)
        return _referred(text, reference) if found else text

    def anonymous(self, text: str) -> str:
        """References to ``__ target``, which are told apart by their order alone."""
        targets = [(match, self.to(match)) for match in _ANONYMOUS.finditer(text)]
        roles = [self._role(new, "x") if new != match["target"] else "" for match, new in targets]
        if not any(roles):
            return text
        references: list[bool] = []
        _referred(text, lambda match: references.append(_is_anonymous(match)))
        if references.count(True) != len(targets):
            self._tell(targets[0][0], "these links without names do not match what they lead to; they are left in")
            return text
        left = iter([new if role else "" for (_, new), role in zip(targets, roles, strict=True)])

        def reference(match: re.Match[str]) -> str | None:
            new = next(left) if _is_anonymous(match) else ""
            return self._role(new, match["phrase"] or match["word"]) if new else None

        text = _referred(text, reference)
        numbered = iter(roles)
        return _ANONYMOUS.sub(lambda match: "" if next(numbered) else match.group(), text)

    def picture(self, match: re.Match[str]) -> str:
        """What a picture leads to: Sphinx knows URLs only."""
        new = self.to(match)
        if new == match["target"]:
            return match.group()
        self._tell(match, f"the picture led to '{match['target']}'; in Sphinx it can lead to URLs only")
        return ""

    def _role(self, new: str, words: str) -> str:
        """A role for a path; nothing for a URL."""
        path, _, _ = new.partition("#")
        if not path or "://" in path:
            return ""
        if path.endswith((".md", ".rst")):
            return (
                f":doc:`{words} <{posixpath.splitext(path)[0]}>`" if words else f":doc:`{posixpath.splitext(path)[0]}`"
            )
        return f":download:`{words or posixpath.basename(path)} <{path}>`"

    def _tell(self, match: re.Match[str], message: str) -> None:
        """Note something at the line where a match stood at first."""
        place = self._text.find(match.group().strip())
        self.faults.append((line_at(self._text, max(place, 0)), message))


def _referred(text: str, replace: Callable[[re.Match[str]], str | None]) -> str:
    """A text with its references replaced, but for those in literal blocks; None keeps one."""
    literal = [match.span("body") for match in LITERAL.finditer(text)]

    def one(match: re.Match[str]) -> str:
        if not (match["phrase"] or match["word"]) or any(start <= match.start() < end for start, end in literal):
            return match.group()
        new = replace(match)
        return match.group() if new is None else new

    return _REFERENCE.sub(one, text)


def _is_anonymous(reference: re.Match[str]) -> bool:
    return (reference["end"] or reference["tail"]) == "__" and not reference["alias"]


def _name(text: str) -> str:
    """A name as docutils compares it."""
    return " ".join(text.split()).casefold()
