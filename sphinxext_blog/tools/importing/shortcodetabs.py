"""Tabs of Hugo's themes, as tabs of sphinx-design: Docsy, Hextra, Relearn, Book and their kin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .admonitions import fenced
from .tags import code_block

if TYPE_CHECKING:
    from .tags import Tag

__all__ = ["TAB_SETS", "tab_item", "tab_set"]

TAB_SETS = ("tabpane", "tabs", "tabgroup", "tabbed")
_UNNAMED = "Tab"
_HEAD = re.compile(rf"^(?P<mark>[`~]{{3,}}\{{tab-item\}} ){_UNNAMED}$", re.MULTILINE)


def tab_set(tag: Tag, body: str) -> str | None:
    """A set of tabs around those that stand in its body; None where there are none."""
    if "{tab-item}" not in body:
        return None
    names = iter([name.strip() for name in tag.named.get("items", "").split(",") if name.strip()])
    body = _HEAD.sub(lambda match: match["mark"] + next(names, _UNNAMED), body)
    return fenced("tab-set", "", body.strip("\n"))


def tab_item(tag: Tag, body: str) -> str | None:
    """A tab; None for one in no set.  In Docsy it holds code, unless it is said to be text."""
    if tag.outer is None or tag.outer.name.lower() not in TAB_SETS:
        return None
    named, outer = tag.named, tag.outer.named
    if named.get("disabled") in ("true", "1"):  # a heading beside the tabs
        return ""
    title = named.get("header") or named.get("title") or named.get("name") or named.get("label")
    if tag.outer.name.lower() == "tabpane" and (named.get("text") or outer.get("text") or "false") == "false":
        body = code_block(body, named.get("lang") or named.get("highlight") or outer.get("lang", ""))
    return fenced("tab-item", title or " ".join(tag.positional) or _UNNAMED, body) + "\n"
