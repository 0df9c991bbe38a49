"""Tags of Hexo and its NexT theme."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .admonitions import admonition, fenced
from .codeoptions import options_in
from .codespans import line_at
from .comments import comment, is_in_comment
from .hexocode import linked_title, title_fences
from .marker import MORE
from .media import embedded, quoted
from .tags import LIQUID, Converted, Tag, code_block, convert_tags, expand_tags, words
from .themetags import theme_block, theme_inline

if TYPE_CHECKING:
    from .notes import Fault
    from .targets import Surroundings

__all__ = ["convert_hexo", "expand_hexo", "picture"]

_PATH = re.compile(r"\{%-?[ \t]*(?P<name>asset_path|post_path)[ \t]+(?P<args>[^%\n]+?)[ \t]*-?%\}")
_OUTPUT = re.compile(r"\{\{-?[ \t]*[\w.]+[ \t]*(?:\|[^{}\n]{0,200})?\}\}|\{#(?P<said>[ \t\n](?s:.{0,5000}?)[ \t\n])#\}")
_TAB = re.compile(
    r"<!--[ \t]*tab[ \t]*(?P<title>[^\n]*?)(?:@[\w-]*)?[ \t]*-->(?P<body>(?s:.*?))<!--[ \t]*endtab[ \t]*-->"
)
_LOOKS = ("no-icon", "simple", "modern", "flat")
"""How a note looks in NexT and Butterfly; not what it is."""
_ICON = re.compile(r"(?:fa[a-z]{0,2} )?fa-|icon-|anzhiyu-icon")
_ALT = re.compile(r"(?:^|\s)([\"'])(?P<alt>(?:(?!\1\s+\1).)*?)\1\s*$")
"""The last text in quotes."""
_CITED = re.compile(r"(?P<author>\S.*?)\s+(?P<link>https?://\S+)(?:\s+(?P<title>.+))?")
"""Who is quoted, with an address and what that is called."""
_LITERAL = ("codeblock", "code", "mermaid", "raw", "pre")


def expand_hexo(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """``asset_path`` and ``post_path``, which stand where a link's target does."""

    def expand(match: re.Match[str]) -> str | None:
        name = words(match["args"])[0]
        if match["name"] == "asset_path":
            return name
        post = around.index.named(name)
        return around.link_to(post) if post is not None else None

    def output(match: re.Match[str]) -> str:
        if is_in_comment(match.string, match.start()):
            return match.group()
        if match["said"] is not None:
            return comment(match["said"])
        faults.append((line_at(match.string, match.start()), f"'{match.group()}' was filled in by Hexo; it is left in"))
        return match.group()

    faults: list[Fault] = []
    text = expand_tags(text, _OUTPUT, output, raw=False)
    return expand_tags(text, _PATH, expand, raw=False), faults


def convert_hexo(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """All other tags."""
    faults: list[Fault] = []

    def convert(tag: Tag) -> Converted:
        return _convert(tag, around)

    text, faults = convert_tags(title_fences(text), LIQUID, convert, _LITERAL)
    return re.sub(
        r"^[ \t]*\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}[ \t]*\n|\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}",
        "",
        text,
        flags=re.MULTILINE,
    ), faults


def _convert(tag: Tag, around: Surroundings) -> Converted:
    if tag.body is not None:
        return _block(tag, tag.body)
    inline = {"asset_link": _asset_link, "post_link": _post_link, "link": _link}
    if tag.name == "more":
        return MORE
    if tag.name in ("asset_img", "img", "image"):
        return picture(list(tag.positional), around)
    if tag.name in ("include_code", "pdf") and tag.positional:
        return _file(tag, around)
    if tag.name in inline:
        return inline[tag.name](list(tag.positional), around) if tag.positional else None
    return embedded(tag) or theme_inline(tag, around)


def _block(tag: Tag, body: str) -> Converted:
    """A tag with an end."""
    name = tag.name
    if name == "raw":
        return body.strip("\n") if tag.own_line else body
    if name in ("codeblock", "code", "mermaid"):
        return code_block(f"{tag.args}\n{body.strip(chr(10))}", "mermaid") if name == "mermaid" else _code(tag, body)
    if name in ("blockquote", "quote", "pullquote", "cq", "centerquote"):
        return quoted(body, _source(tag.args) if name in ("blockquote", "quote") else "")
    if name in ("note", "subnote"):
        said = [word for word in tag.positional if word not in _LOOKS and not _ICON.match(word)]
        return admonition(said[0] if said else "note", " ".join(said[1:]), body.strip("\n"))
    if name in ("tabs", "subtabs"):
        tabs = [(match["title"].strip(), match["body"].strip("\n")) for match in _TAB.finditer(body)]
        items = (fenced("tab-item", title or str(number), inner) for number, (title, inner) in enumerate(tabs, 1))
        return fenced("tab-set", "", "\n\n".join(items)) if tabs else None
    return embedded(tag) or theme_block(tag, body)


def _source(args: str) -> str:
    """Who said it, where: the address with its title, as a link, or the address alone."""
    cited = _CITED.fullmatch(args)
    if cited is None:
        return args
    author, link, title = cited.group("author", "link", "title")
    return f"{author}, [{title}]({link})" if title else f"{author}, <{link}>"


def _asset_link(args: list[str], around: Surroundings) -> Converted:
    target, fault = around.resolve(args[0])
    return f"[{' '.join(args[1:]) or args[0]}]({target})", fault


def _link(args: list[str], around: Surroundings) -> str | None:
    args = [word.strip(",") for word in args]  # of Butterfly, which parts them so
    at = next((i for i, word in enumerate(args) if re.match(r"https?://|/", word)), None)
    return None if at is None else f"[{' '.join(args[:at]) or args[at]}]({around.resolve(args[at])[0]})"


def _code(tag: Tag, body: str) -> str:
    language = next((value for word in tag.positional if (value := _after(word, "lang:"))), "")
    title = [word for word in tag.positional if not re.match(r"[a-z_]+:(?!//)", word)]
    return code_block(
        body, tag.named.get("lang", language), linked_title(title), options_in(tag.args, body.strip("\n"))
    )


def _after(word: str, start: str) -> str:
    return word[len(start) :] if word.startswith(start) else ""


def picture(args: list[str], around: Surroundings) -> Converted:
    """``[class names] /path/to/image [width] [height] ["title text 'alt text'"]``; the quotes may be the other way."""
    at = next((i for i, word in enumerate(args) if re.search(r"\.\w{2,5}(?:[?#]|$)|^https?:|/", word)), None)
    if at is None:
        return None
    target, fault = around.resolve(args[at])
    rest = args[at + 1 :]
    while rest and re.fullmatch(r"\d+(?:px|%|x\d+)?", rest[0]):
        rest.pop(0)
    said = " ".join(rest)
    alt = _ALT.search(said)
    text = (alt["alt"] if alt else said).replace("[", "").replace("]", "")
    return f"![{text}]({target})", fault


def _post_link(args: list[str], around: Surroundings) -> Converted:
    name, _, fragment = args[0].partition("#")
    post = around.index.named(name)
    title = " ".join(word for word in args[1:] if word not in ("true", "false"))
    if post is not None and post.is_draft:
        title = title or str(post.values.get("title", name))  # where the draft is not, nothing else says it
    if post is None:
        return title or name, f"'{name}' is no post that is imported; its title is no link"
    return f"[{title}]({around.link_to(post, f'#{fragment}' if fragment else '')})", around.doubt(post)


def _file(tag: Tag, around: Surroundings) -> Converted:
    """A file of the old blog: its code put in, or a link to it."""
    name = next((word for word in reversed(tag.positional) if "." in word), "")
    if tag.name == "pdf":
        target, fault = around.resolve(name)
        return (f"[{name.rpartition('/')[2]}]({target})", fault) if name else None
    code_dir = str(around.blog.facts.get("code_dir") or "downloads/code").strip("/")
    path = around.assets.find(around.post, f"/{code_dir}/{name}")
    if path is None:
        return None
    from .scanning import text_in

    language = next((value for word in tag.positional if (value := _after(word, "lang:"))), path.suffix.lstrip("."))
    return code_block(text_in(path), language, name)
