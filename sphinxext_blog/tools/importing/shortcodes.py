"""Shortcodes: those that come with Hugo, and a few that many themes have."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .admonitions import admonition, fenced
from .codeoptions import options_in
from .codespans import line_at, sub_outside
from .comments import comment
from .including import included
from .media import embedded, figure, quoted
from .scanning import mapping
from .shortcodetabs import TAB_SETS, tab_item, tab_set
from .tags import HUGO, Converted, Tag, code_block, convert_tags, expand_tags, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from .blog import OldPost
    from .notes import Fault
    from .targets import Surroundings

__all__ = ["convert_hugo", "expand_hugo"]

_REF = re.compile(
    r"\{\{[<%]-?[ \t]*(?:rel)?ref[ \t]+(?P<args>(?:\"[^\"\n]{0,500}\"|[^\"<>%\n]){1,500}?)[ \t]*-?[>%]\}\}"
)
_SHOWN = re.compile(r"\{\{(?P<sign>[<%])/\*(?P<inner>(?s:.*?))\*/[>%]\}\}")
_ATTRIBUTES = re.compile(r"^\{[ \t]*[.#][\w-][^{}\n]*\}$", re.MULTILINE)
"""Those of the block above."""
_NOTES = ("notice", "admonition", "callout", "alert", "hint", "note", "tip", "warning", "info", "danger", "important")
_HTML = ("rawhtml", "raw-html", "raw_html", "html", "unsafe", "raw", "safehtml")
"""What themes call a shortcode around HTML, which MyST takes as it is."""
_LITERAL = ("highlight", "mermaid", "katex", "math", "comment", *_HTML)


def expand_hugo(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """``ref`` and ``relref``, which stand where a link's target does."""

    def expand(match: re.Match[str]) -> str | None:
        said = words(match["args"])
        path = next((word.partition("=")[2] for word in said if word.startswith("path=")), said[0])
        name, sign, fragment = path.partition("#")
        language = next((word.partition("=")[2] for word in said if word.startswith("lang=")), around.post.language)
        post = _named(name, language, around) if name else around.post
        if post is None and match.string[: match.start()].endswith("]("):
            return name.replace(" ", "%20") + sign + fragment  # it is told of as any link
        return around.link_to(post, sign + fragment) if post is not None else None

    return expand_tags(text, _REF, expand), []


def _named(name: str, language: str, around: Surroundings) -> OldPost | None:
    """The post of a name, or of a path from the folder of this one; in a language, if it is there."""
    near = posixpath.normpath(posixpath.join(posixpath.dirname(around.post.file.name), name))
    return around.index.named(name, language) or around.index.named(near, language)


def convert_hugo(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """All other shortcodes; those that are only shown, ``{{</* x */>}}``, lose the stars."""

    def convert(tag: Tag) -> Converted:
        return _convert(tag, around)

    def attributes(match: re.Match[str]) -> str:
        message = f"attributes '{match.group()}' have no place in MyST; they are left in a comment"
        faults.append((line_at(match.string, match.start()), message))
        return comment(f" {match.group()} ")

    faults: list[Fault] = []
    text = sub_outside(_ATTRIBUTES, attributes, text)
    text, found = convert_tags(text, HUGO, convert, _LITERAL)
    faults += found

    def shown(match: re.Match[str]) -> str:
        end = ">" if match["sign"] == "<" else "%"
        return f"{{{{{match['sign']}{match['inner']}{end}}}}}"

    return (_SHOWN.sub(shown, text) if "/*" in text else text), faults


def _convert(tag: Tag, around: Surroundings) -> Converted:
    name = tag.name.lower().rpartition("/")[2].removesuffix(".html")
    if tag.body is not None:
        return _block(name, tag, tag.body, around)
    if name in _INLINE:
        return _INLINE[name](tag, around)
    return embedded(tag)


def _block(name: str, tag: Tag, body: str, around: Surroundings) -> Converted:
    """A shortcode with an end."""
    if name in _HTML:
        return body.strip("\n") if tag.own_line else body
    if name in ("button", "btn"):
        return _button(tag, body, around)
    if name in _NOTES:
        return _note(name, tag, body)
    if name in _BLOCKS:
        return _BLOCKS[name](tag, body)
    said = {"caption": " ".join(body.split())} if body.strip() else {}
    return _convert(replace(tag, body=None, named={**said, **tag.named}), around)


def _param(tag: Tag, around: Surroundings) -> str | None:
    name = next(iter(tag.positional), "")
    places = (around.post.values, mapping(around.post.values.get("params")), around.blog.facts)
    value = next((values[name] for values in places if name in values), None)
    return str(value) if isinstance(value, (str, int, float)) else None


def _file(tag: Tag, around: Surroundings) -> str | None:
    """The text of a file of the old blog, named from its root, its content or the post."""
    name = (tag.named.get("file") or " ".join(tag.positional)).lstrip("/")
    folders = (around.post.file.path.parent, *around.blog.content, around.blog.root) if name else ()
    found = (included(folder / name, around) for folder in folders)
    return next((text for text in found if text is not None), None)


def _played(tag: Tag, around: Surroundings) -> Converted:
    source = tag.named.get("src") or " ".join(tag.positional)
    target, fault = around.resolve(source)
    return (f"[{tag.name.capitalize()}]({target})", fault) if source else None


def _button(tag: Tag, body: str, around: Surroundings) -> Converted:
    link = tag.named.get("href") or tag.named.get("link") or tag.named.get("url")
    target, fault = around.resolve(link or "")
    return (f"[{' '.join(body.split())}]({target})", fault) if link else None


def _link(tag: Tag, around: Surroundings) -> Converted:
    """``"address" "text"``, of LoveIt."""
    words = [*tag.positional, "", ""]
    link, text = tag.named.get("href") or words[0], tag.named.get("content") or words[1]
    target, fault = around.resolve(link)
    return (f"[{text or link}]({target})", fault) if link else None


def _code(tag: Tag, body: str) -> str:
    return code_block(body, (tag.positional or ("",))[0], options=_options(tag, body.strip("\n")))


def _folded(tag: Tag, body: str) -> str:
    named = (tag.named.get(name) for name in ("summary", "title", "text"))
    title = next(filter(None, named), " ".join(tag.positional))
    return fenced("dropdown", title or "Details", body, (":open:",) if tag.named.get("open") == "true" else ())


def _math(tag: Tag, body: str) -> str:
    """Math in dollars, which some write into the shortcode, too."""
    if "$" in body:
        return body.strip("\n") if tag.own_line else body.strip()
    return f"$${body}$$" if tag.own_line or "display" in tag.args else f"${body.strip()}$"


def _options(tag: Tag, body: str) -> tuple[str, ...]:
    """Those of code, which stand in one text: ``"linenos=table,hl_lines=1 3-4"``."""
    said = tag.args.partition(" ")[2].strip()
    if said[:1] in ("'", '"'):
        said = re.sub(r"(\w+)=([^,\"'\[]+)", r'\1="\2"', said.strip("\"'"))
    return options_in(said, body)


def _note(name: str, tag: Tag, body: str) -> str:
    kind = tag.named.get("type") or tag.named.get("color") or (name if name not in _NOTES[:5] else "")
    rest = [word for word in tag.positional if word not in ("true", "false")]  # whether it is open
    if not kind and rest:
        kind = rest.pop(0)
    title = tag.named.get("title") or " ".join(rest)
    return admonition(kind or "note", title, body.strip("\n"))


def _figure(tag: Tag, around: Surroundings) -> Converted:
    source = tag.named.get("src") or tag.named.get("link") or next(iter(tag.positional), "")
    if not source:
        return None
    target, fault = around.resolve(source)
    if fault and not tag.own_line:
        return f"![{tag.named.get('alt', '')}]({target})", fault
    link = tag.named.get("link") if tag.named.get("src") else None
    return figure(tag, target, around.resolve(link)[0] if link else ""), fault


_INLINE: dict[str, Callable[[Tag, Surroundings], Converted]] = {
    **dict.fromkeys(("figure", "img", "image"), _figure),
    **dict.fromkeys(("include", "readfile", "include-file"), _file),
    **dict.fromkeys(("video", "audio"), _played),
    **dict.fromkeys(("toc", "table_of_contents"), lambda *_: ""),
    "param": _param,
    "link": _link,
    "tab": lambda tag, _: tab_item(tag, ""),
}
_BLOCKS: dict[str, Callable[[Tag, str], Converted]] = {
    **dict.fromkeys(TAB_SETS, tab_set),
    **dict.fromkeys(("katex", "math"), _math),
    **dict.fromkeys(("details", "expand", "collapse", "spoiler", "accordion"), _folded),
    "comment": lambda _, body: comment(body),
    "pageinfo": lambda _, body: admonition("note", "", body.strip("\n")),
    "mermaid": lambda _, body: code_block(body, "mermaid"),
    "highlight": _code,
    "tab": tab_item,
    **dict.fromkeys(
        ("quote", "blockquote"), lambda tag, body: quoted(body, tag.named.get("author") or " ".join(tag.positional))
    ),
    "badge": lambda _, body: body.strip(),
}
