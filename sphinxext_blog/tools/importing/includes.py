"""Includes of Jekyll: the parameters that a post gives are filled in, and what hangs on them is decided."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .admonitions import admonition
from .including import included
from .liquidvalues import value_of
from .media import embedded, figure
from .scanning import mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .tags import Converted, Tag
    from .targets import Surroundings

__all__ = ["include"]

_SILENT = ("toc", "base_path", "JB/setup", "mathjax.html", "toc.html", "disqus.html", "comments.html")
"""Includes that show nothing in a post's text."""
_NOTED = {name: name for name in ("note", "tip", "warning", "important", "caution", "danger")}
_NOTED |= {"alert": "", "callout": "", "notice": "", "admonition": ""}
"""Includes that are notes, with their kinds; those without say it."""
_LOGIC = r"\{%-?[ \t]*(?:if|unless|elsif|else|endif|endunless|case|for)\b"
_IF = re.compile(
    r"\{%-?[ \t]*(?P<tag>if|unless)[ \t]+include\.(?P<name>[\w-]+)[ \t]*"
    r"(?:(?P<sign>==|!=)[ \t]*(?P<value>\"[^\"\n]*\"|'[^'\n]*'|\w+)[ \t]*)?-?%\}"
    rf"(?P<then>(?:(?!{_LOGIC})(?s:.)){{0,5000}})"
    rf"(?:\{{%-?[ \t]*else[ \t]*-?%\}}(?P<other>(?:(?!{_LOGIC})(?s:.)){{0,5000}}))?"
    r"\{%-?[ \t]*end(?P=tag)[ \t]*-?%\}[ \t]*"
)
"""A condition that holds no other, of one parameter."""
_OUTPUT = re.compile(r"\{\{-?[ \t]*include\.(?P<name>[\w-]+)[ \t]*(?P<filters>(?:\|[^{}\n|]*){0,20})\}\}")
_DEFAULT = re.compile(r"\|[ \t]*default:[ \t]*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<plain>[\w.]+))")
_PASSED = re.compile(r"(?P<key>\b[\w-]+)=[ \t]*include\.(?P<name>[\w-]+)(?=[ \t\n%-])")
"""A parameter that an include gives to another."""
_COMMENT = re.compile(
    r"\{%-?[ \t]*comment[ \t]*-?%\}(?s:.{0,5000}?)\{%-?[ \t]*endcomment[ \t]*-?%\}\n?|<!--(?s:.{0,5000}?)-->\n?"
)
_STARTS = re.compile(r"<(?:div|aside|section|blockquote)\b[^<>]*>\s*\Z|\n\s*\Z")
"""Where Markdown can begin in HTML, behind a blank line."""
_NAME = re.compile(r"(?:page|site)\.[\w.-]+")
_DEEPEST = 20
"""Conditions in conditions."""


def include(tag: Tag, around: Surroundings) -> Converted:
    """What stands for an include: what it is known to do by its name, or its text with the parameters in it."""
    name = tag.args.split(" ")[0].strip("\"'")
    if name in _SILENT:
        return ""
    if found := _known(tag, name, around):
        return found
    folder = around.post.file.path.parent if tag.name == "include_relative" else around.blog.root / "_includes"
    return included(
        Path(folder, name),
        around,
        lambda text: _with_parameters(text, tag.named, lambda name: value_of(name, around)),
    )


def _known(tag: Tag, name: str, around: Surroundings) -> Converted:
    """What pictures, players and notes are in every theme, whatever its include makes of them."""
    stem = name.rpartition("/")[2].partition(".")[0].lower()
    if re.search(r"(figure|image|img)[\w-]*(\.html)?$", name) and (source := _picture(tag)):
        target, fault = around.resolve(source)
        if tag.named.get("caption"):
            return figure(tag, target), fault
        return f"![{tag.named.get('alt') or tag.named.get('title') or ''}]({target})", fault
    if stem == "gallery" and (pictures := _gallery(tag, around)):
        return pictures
    if stem in ("video", "audio") and (source := tag.named.get("src", "")):
        target, fault = around.resolve(source)
        return f"[{stem.capitalize()}]({target})", fault
    if stem in _NOTED and (text := tag.named.get("content") or tag.named.get("text")):
        return admonition(_NOTED[stem] or tag.named.get("type", "note"), tag.named.get("title", ""), text)
    kind = "youtube" if "youtube" in name.lower() else tag.named.get("provider", stem)
    return embedded(replace(tag, name=kind, positional=()))


def _gallery(tag: Tag, around: Surroundings) -> Converted:
    """The pictures that the front matter has for Minimal Mistakes, one below the other."""
    found = around.post.values.get(tag.named.get("id", "gallery"))
    pictures = [mapping(item) for item in found] if isinstance(found, list) else []
    new, faults = [], []
    for picture in pictures:
        target, fault = around.resolve(str(picture.get("image_path") or picture.get("url") or ""))
        faults += [fault] if fault else []
        new.append(f"![{picture.get('alt') or ''}]({target})")
    caption = [f"*{tag.named['caption']}*"] if tag.named.get("caption") else []
    return ("\n\n".join([*new, *caption]), "; ".join(faults)) if new else None


def _picture(tag: Tag) -> str:
    return next(
        (tag.named[key] for key in ("src", "url", "path", "image_path", "image", "file") if key in tag.named), ""
    )


def _with_parameters(text: str, said: Mapping[str, str], value: Callable[[str], str | None]) -> str:
    """The text of an include with what a post says in it; filters other than defaults leave a value as it is.

    :param said: the parameters by their names in small letters; those in no quotes may be names of values.
    :param value: looks a value up by its name.
    """
    known = {name: (value(one) if _NAME.fullmatch(one) else one) or one for name, one in said.items()}
    text = _COMMENT.sub("", text)

    def passed(match: re.Match[str]) -> str:
        here = known.get(match["name"].lower())
        return "" if here is None else f'{match["key"]}="{here}"'

    def chosen(match: re.Match[str]) -> str:
        here = known.get(match["name"].lower())
        holds = here not in (None, "false", "nil")
        if match["sign"]:
            holds = (here == match["value"].strip("\"'")) is (match["sign"] == "==")
        return (match["then"] if holds is (match["tag"] == "if") else match["other"]) or ""

    def shown(match: re.Match[str]) -> str:
        here = known.get(match["name"].lower())
        if here is None and (default := _DEFAULT.search(match["filters"])):
            plain = default["plain"]
            here = (value(plain) or plain) if plain else default["double"] or default["single"]
        here = here or ""
        is_block = "markdownify" in match["filters"] and _STARTS.search(match.string, 0, match.start())
        return f"\n\n{here}\n\n" if is_block else here

    text = _PASSED.sub(passed, text)
    for _ in range(_DEEPEST):
        new = _IF.sub(chosen, text)
        if new == text:
            break
        text = new
    return _OUTPUT.sub(shown, text)
