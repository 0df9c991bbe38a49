"""Tags: ``{% name %}``, ``{{< name >}}`` and ``<Name>`` are converted by the functions of the engine.

What has no function, or one that returns None, stays; :mod:`.leftovers` reports it.  The functions that engines share
come first: what becomes of pictures, players, quotations, notes, tabs and links.  Such a function gets a tag and the
work on its post, and returns Markdown, a frame for the two ends of a block, or None if it cannot convert the tag.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from .attributes import options_in, remove_raw, tag_fence, without_raw
from .boxes import admonition
from .html_blocks import set_apart
from .old_blog import NoteKind
from .structure import MARKER
from .syntax import raw_spans
from .work import (
    Box,
    Code,
    Frame,
    Tag,
    code_block,
    comment,
    directive,
    guard_start,
    is_local,
    one_line,
    short,
    side_of,
    split_words,
    unscaled,
    write_attributes,
    write_image,
    write_length,
    write_link,
    write_target,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

    from .parsing import Leaf, Piece
    from .source import Place
    from .work import BlockConverter, LiteralConverter, Work

__all__ = [
    "EMBEDS",
    "NOTES",
    "convert_tags",
    "dropdown",
    "embed",
    "embed_named",
    "figure",
    "figure_markdown",
    "file_link",
    "html",
    "image",
    "link",
    "literal",
    "mermaid",
    "note",
    "nothing",
    "picture",
    "post_link",
    "put_comment",
    "quotation",
    "tab_set",
]

EMBEDS = {
    "youtube": ("https://www.youtube.com/watch?v={}", "Video on YouTube"),
    "youtubeplaylist": ("https://www.youtube.com/playlist?list={}", "Playlist on YouTube"),
    "vimeo": ("https://vimeo.com/{}", "Video on Vimeo"),
    "bilibili": ("https://www.bilibili.com/video/{}", "Video on Bilibili"),
    "gist": ("https://gist.github.com/{}", "Code on GitHub Gist"),
    "jsfiddle": ("https://jsfiddle.net/{}", "Code on JSFiddle"),
    "asciinema": ("https://asciinema.org/a/{}", "Recording on asciinema"),
    "iframe": ("{}", "Embedded page"),
    "instagram": ("https://www.instagram.com/p/{}", "Post on Instagram"),
    "tweet": ("https://x.com/i/status/{}", "Post on X"),
    "twitter": ("https://x.com/i/status/{}", "Post on X"),
    "x": ("https://x.com/i/status/{}", "Post on X"),
}
"""For each tag that embeds something of another host: the URL behind it, and the text of the link that replaces it.

A link requests nothing from the other host until a visitor follows it.
"""
NOTES = ("note", "tip", "hint", "info", "important", "warning", "caution", "danger", "attention", "success", "error")
"""Tags that are named for the kind of note that they are."""
_IMAGE_NAME = re.compile(r"\.\w{2,5}(?:[?#]|$)|^https?:|/")
_KIND_KEYS = ("type", "style", "color", "kind", "status", "theme")
_SIZE = re.compile(r"\d+(?:px|%|x\d+)?")
_ALT = re.compile(r"(?:^|\s)([\"'])(?P<alt>(?:(?!\1\s+\1).)*?)\1\s*$")
"""The last text in quotes."""


# --------------------------------------------------------------------------------------------------------------- inline


def nothing(tag: Tag, work: Work) -> str:  # noqa: ARG001 - the interface of converters
    """Remove a tag that displayed nothing in the text of a post."""
    return ""


def link(text: str, target: str) -> str:
    """Return a link; brackets in its text are left out, since a converter does not know whether they match."""
    return write_link(re.sub(r"[][]", "", one_line(text)), target)


def embed(tag: Tag, work: Work) -> str | None:  # noqa: ARG001 - the interface of converters
    """Replace something embedded by a link to it."""
    name = tag.name.lower().rpartition("/")[2].removesuffix(".html")
    return embed_named(name, tag)


def embed_named(name: str, tag: Tag) -> str | None:
    """Replace something embedded by a link to it, if a name is that of a known host."""
    if name not in EMBEDS:
        return None
    pattern, text = EMBEDS[name]
    keys = ("id", "videoid", "src", "url")
    value = next(filter(None, (tag.named.get(key) for key in keys)), "")
    value = value or "/".join(tag.positional[: 2 if name == "gist" else 1])
    if not value:
        return None
    if "user" in tag.named and pattern.startswith("https://x.com/"):
        pattern = f"https://x.com/{tag.named['user']}/status/{{}}"
    return link(text, value if value.startswith(("http://", "https://")) else pattern.format(value))


def picture(tag: Tag, work: Work) -> str | None:
    """Convert ``[class names] /path/to/image [width] [height] ["title text 'alt text'"]`` (Hexo, Octopress)."""
    words = list(tag.positional)
    at = next((index for index, word in enumerate(words) if _IMAGE_NAME.search(word)), None)
    if at is None:
        return None
    rest, sizes = words[at + 1 :], []
    while rest and _SIZE.fullmatch(rest[0]):
        sizes += rest.pop(0).split("x")
    text = " ".join(rest)
    match = _ALT.search(text)
    options = dict(zip(("width", "height"), map(write_length, sizes), strict=False))
    if (align := next(iter(words[:at]), "")) in ("left", "right", "center"):
        options["align"] = align
    return image(work, tag.offset, words[at], match["alt"] if match else text, options)


def image(
    work: Work,
    offset: int,
    source: str,
    alt: str,
    options: dict[str, str] | None = None,
    *,
    classes: Iterable[str] = (),
) -> str:
    """Return an image within a line, with its size as attributes.

    :param offset: where the image is in the file.
    """
    target = work.target(source, offset, image=True)
    attributes = write_attributes({key: value for key, value in (options or {}).items() if value}, classes)
    if attributes:
        work.features.add("attrs_inline")
    return write_image(re.sub(r"[][\\]", "", alt), target, attributes)


def figure(tag: Tag, work: Work) -> str | None:
    """Convert ``figure src="…" alt="…" caption="…"`` (Hugo, and includes of Jekyll's themes)."""
    keys = ("src", "image_path", "url", "path", "image", "file", "link")
    source = next(filter(None, (tag.named.get(key) for key in keys)), next(iter(tag.positional), ""))
    return figure_markdown(tag, work, source) if source else None


def figure_markdown(tag: Tag, work: Work, source: str, caption: str = "") -> str:
    """Return a picture with what the arguments of its tag define: a figure if it has a caption."""
    named = tag.named
    alt = one_line(named.get("alt", ""))
    captions = (named.get("title", ""), named.get("caption", "") or caption)
    text = " — ".join(work.fragment(part).strip() if part.strip() else "" for part in captions if part.strip())
    if named.get("attr"):
        page = named.get("attrlink")
        origin = link(named["attr"], work.target(page, tag.offset)) if page else named["attr"]
        text = f"{text} ({origin})".strip()
    options = {key: write_length(named.get(key, "")) for key in ("width", "height")}
    classes = named.get("class", "").split()
    side = side_of([named.get("align", ""), *classes])
    options["align"] = side
    page = named.get("link") if named.get("src") else None
    page = work.target(page, tag.offset) if page else ""
    if not text and (tag.inline or is_local(page)):
        classes += unscaled(options) if page else []
        written = image(work, tag.offset, source, alt, options, classes=classes)
        return f"[{written}]({write_target(page)})" if page else written
    target = work.target(source, tag.offset, image=True)
    if is_local(page):
        message = f"the link of a figure to '{short(page)}' has no counterpart; removed"
        work.report(tag.offset, NoteKind.LINK, message)
        page = ""
    options |= {"target": page, "figclass" if text else "class": " ".join(classes), "name": named.get("id", "")}
    options["name"] = work.label(options["name"], tag.offset) if text else options["name"]
    lines = [f":{key}: {value}" for key, value in {"alt": alt, **options}.items() if value]
    if not text and not lines[(1 if alt else 0) :]:
        return write_image(re.sub(r"[][\\]", "", alt), target)
    return directive("figure" if text else "image", target, text, lines)


def post_link(tag: Tag, work: Work) -> str | None:
    """Convert ``post_link name [title] [escape]`` (Hexo); without such a post the title remains."""
    if not tag.positional:
        return None
    name, sign, fragment = tag.positional[0].partition("#")
    title = " ".join(word for word in tag.positional[1:] if word not in ("true", "false"))
    target = work.site.post(name)
    if target is None:
        message = f"{tag.name}: no post named '{name}'. The text is written without a link."
        work.report(tag.offset, NoteKind.LINK, message)
        return title or name
    return link(title, work.target(target + sign + fragment, tag.offset))


def file_link(tag: Tag, work: Work) -> str | None:
    """Replace a tag with the name of a file by a link to the file."""
    words = [word.strip(",") for word in tag.positional]
    source = tag.named.get("src") or tag.named.get("url") or next(iter(words), "")
    if not source:
        return None
    name = tag.name.lower().rpartition("/")[2].removesuffix(".html")
    text = name.capitalize() if name in ("video", "audio") else " ".join(words[1:]) or source.rpartition("/")[2]
    return link(text, work.target(source, tag.offset))


# --------------------------------------------------------------------------------------------------------------- blocks


def note(*looks: str) -> BlockConverter:
    """Return a converter of notes: ``note kind title``, or a tag that is named for its kind.

    :param looks: words that only define how the note is displayed.
    """

    def convert(tag: Tag, work: Work) -> Frame:  # noqa: ARG001 - the interface of converters
        words = [word for word in tag.positional if word not in ("true", "false", *looks) and not _is_icon(word)]
        name = tag.name.lower()
        kind = next(filter(None, map(tag.named.get, _KIND_KEYS)), "") or ""
        if not kind and name in NOTES and not (name == "note" and words):
            kind = name
        if not kind and words:
            kind = words.pop(0)
        folded = {"false": True, "true": False}.get(tag.named.get("open", ""))
        return admonition(kind or "note", tag.named.get("title") or " ".join(words), folded=folded)

    return convert


def _is_icon(word: str) -> bool:
    return re.match(r"(?:fa[a-z]{0,2} )?fa-|icon-", word) is not None


def dropdown(tag: Tag, work: Work) -> Frame:  # noqa: ARG001 - the interface of converters
    """Convert a block that visitors unfold."""
    named = (tag.named.get(name) for name in ("summary", "title", "text"))
    words = [word for word in tag.positional if word not in ("true", "false", "open")]
    title = next(filter(None, named), " ".join(words))
    is_open = tag.named.get("open") == "true" or "open" in tag.positional
    return Frame(directive=f"{{dropdown}} {title or 'Details'}", options=(":open:",) if is_open else ())


def quotation(tag: Tag, work: Work) -> Frame:  # noqa: ARG001 - the interface of converters
    """Convert a quotation; its arguments are the attribution, with a URL and the title of the source."""
    named = tag.named
    source, page = named.get("source", ""), named.get("url") or named.get("link") or ""
    if source and page:
        source = link(source, page)
    args = ", ".join(filter(None, (named.get("author", ""), source or page))) or " ".join(tag.positional)
    cited = re.fullmatch(r"(?P<author>\S.*?)\s+(?P<link>https?://\S+)(?:\s+(?P<title>.+))?", args)
    if cited is not None:
        author, url, title = cited.group("author", "link", "title")
        args = f"{author}, {link(title, url)}" if title else f"{author}, <{url}>"
    return Frame(quote=True, after=args.strip())


def tab_set(tag: Tag, work: Work) -> Frame:  # noqa: ARG001 - the interface of converters
    """Convert the block around tabs."""
    return Frame(directive="{tab-set}")


def html(tag: Tag, work: Work) -> Frame:  # noqa: ARG001 - the interface of converters
    """Remove the two ends of a block, of which the body is HTML."""
    return Frame()


# ------------------------------------------------------------------------------------------------------------- literals


def literal(language: str = "") -> LiteralConverter:
    """Return a converter of code; without a language its first argument is the language."""

    def convert(tag: Tag, body: str, work: Work) -> Code:  # noqa: ARG001 - the interface of converters
        words = tag.positional
        name = language or tag.named.get("lang", "") or next(iter(words), "")
        options = options_in(tag.args.partition(" ")[2] if not language else tag.args, body)
        return Code(language=name.lower(), options=options)

    return convert


def mermaid(tag: Tag, body: str, work: Work) -> Code | str:
    """Convert a diagram, of which the first line may be in the arguments; looks (``theme="dark"``) are reported."""
    work.features.add("mermaid")
    if tag.named:
        message = f"options '{short(tag.args)}' of a diagram are not supported; removed"
        work.report(tag.offset, NoteKind.ATTRIBUTE, message)
    first = " ".join(tag.positional) if tag.named else tag.args.strip()
    if not first:
        return Code(language="mermaid")
    return code_block(f"{first}\n{body.strip(chr(10))}", "mermaid")


_ENDED = re.compile(r"(?:\A|[\s\"'`])/\s*\Z")
"""How the arguments of a tag end that is its own end: ``{{< x />}}``."""
_SPACED_EQUALS = re.compile(r"\s*=\s*(?=[\"'`\w])")
_KEY = re.compile(r"[A-Za-z][\w-]*")
_JSX_ATTRIBUTE = re.compile(
    r"(?P<key>[A-Za-z][\w-]*)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'"
    r"|\{(?P<braces>(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}))?"
)
_STRING = re.compile(r"\{\s*(?P<quote>[\"'`])(?P<text>[^\"'`\n{}]*|[{}])(?P=quote)\s*\}")
_KNOWN_MODULE = re.compile(
    r"import\s+(?:\{?\s*)?(?:Tabs?|TabItem|useBaseUrl|React|CodeBlock|Admonition|Link|Head|BrowserOnly)\b"
    r"|import\s.*\.mdx?[\"']"
)
_DEFAULT_NAME = re.compile(r"import\s+([A-Za-z_$][\w$]*)\s+from\b")
_BLOCK_START = ("```", "~~~", ":::", "> ", "$$")


def convert_tags(work: Work) -> None:
    """Convert all tags, blocks and components."""
    outer: list[tuple[Tag, Counter[str]]] = []
    counts: Counter[str] = Counter()
    leaves = {id(leaf.token): leaf for leaf in work.parsed.leaves}
    for token in work.parsed.tokens:
        holder, numbers = outer[-1] if outer else (None, counts)
        if token.type in ("tag_open", "component_open"):
            tag = _block(work, token, holder, numbers)
            outer.append((tag, Counter()))
        elif token.type in ("tag_close", "component_close"):
            outer.pop()
        elif token.type == "tag_code":
            _literal_block(work, token, holder)
        elif token.type in ("tag_block", "component"):
            _lone_block(work, token, holder)
        elif token.type == "esm":
            _module(work, token)
        elif token.type == "html_block" and work.dialect.tags is not None and "{" in token.content:
            _in_html(work, token, holder)
        elif token.type == "inline" and id(token) in leaves:
            _leaf(work, leaves[id(token)], holder, numbers)


def _tag_of(match: re.Match[str], offset: int, *, inline: bool = False, outer: Tag | None = None) -> Tag:
    """Return the tag that a pattern matched, with its arguments."""
    groups = match.groupdict()
    args = groups.get("args") or ""
    text = match.group()
    if text.startswith("<") and "alone" in groups:
        named = _jsx(args)
        return Tag(name=groups["name"], args=args, named=named, inline=inline, outer=outer, text=text, offset=offset)
    if groups.get("name") is None:
        args = (groups.get("out") or "").strip()
        return Tag(name="{{", args=args, inline=inline, outer=outer, text=text, offset=offset)
    args = " ".join(args.split())
    args = args[:-1].rstrip() if _ENDED.search(args) and text.startswith("{{") else args
    named, positional = {}, []
    for word in split_words(_SPACED_EQUALS.sub("=", args)):
        key, sign, value = word.partition("=")
        if sign and _KEY.fullmatch(key):
            named[key.lower()] = value
        else:
            positional.append(word)
    return Tag(
        name=groups["name"],
        args=args,
        positional=tuple(positional),
        named=named,
        inline=inline,
        outer=outer,
        text=text,
        offset=offset,
    )


def _counted(tag: Tag, counts: Counter[str]) -> Tag:
    """Return a tag with its number among those of its name."""
    counts[tag.name] += 1
    return replace(tag, index=counts[tag.name] - 1)


def _jsx(args: str) -> dict[str, str]:
    named = {}
    for match in _JSX_ATTRIBUTE.finditer(args):
        braces = match["braces"]
        if braces is not None and (string := _STRING.fullmatch(f"{{{braces}}}")):
            braces = string["text"]
        values = (match["double"], match["single"], braces)
        named[match["key"]] = next((value for value in values if value is not None), "")
    return named


def _name(tag: Tag) -> str:
    """Return the name by which the functions of an engine are found."""
    return tag.name.lower().rpartition("/")[2].removesuffix(".html") if tag.text.startswith("{{") else tag.name.lower()


def _frame(work: Work, tag: Tag) -> Frame | None:
    if tag.name == "raw" and tag.text.startswith("{%"):
        return Frame()
    convert = work.blocks.get(_name(tag))
    return None if convert is None else convert(tag, work)


# Blocks


def _block(work: Work, token: Token, outer: Tag | None, counts: Counter[str]) -> Tag:
    source, match = work.source, token.meta["match"]
    tag = _counted(_tag_of(match, source.offset(match.start()), outer=outer), counts)
    opening = source.offset(match.start()), source.offset(match.end())
    closing = source.offset(token.meta["close"][0]), source.offset(token.meta["close"][1])
    if tag.name == "raw" and tag.text.startswith("{%"):
        work.literal_text.append(source.text[opening[1] : closing[0]])
    frame = _frame(work, tag)
    if frame is not None:
        work.boxes.append(Box(opening, closing, frame))
    return tag


def _literal_block(work: Work, token: Token, outer: Tag | None) -> None:
    source, match = work.source, token.meta["match"]
    start, end = source.offset(match.start()), source.offset(match.end())
    close = source.offset(token.meta["close"][0]), source.offset(token.meta["close"][1])
    tag = _tag_of(match, start, outer=outer)
    prefix = source.prefix(start)
    body = source.text[end : close[0]].replace("\r\n", "\n")
    bare = "\n".join(_without(line, prefix) for line in body.split("\n"))
    new = _literal(work, tag, without_raw(bare))
    if isinstance(new, Code):
        tag_fence(work, new, ((start, end), close), token.meta["rest"])
        remove_raw(work, end, close[0])
    elif new is not None:
        _replace_lines(work, (start, close[1]), new, prefix)


def _without(line: str, prefix: str) -> str:
    return line.removeprefix(prefix) if line.startswith(prefix) else line.removeprefix(prefix.rstrip())


def _literal(work: Work, tag: Tag, body: str) -> Code | str | None:
    convert = work.literals.get(_name(tag))
    if convert is not None:
        return convert(tag, body, work)
    return comment(body) if tag.name == "comment" else None


def _lone_block(work: Work, token: Token, outer: Tag | None) -> None:
    match = token.meta["match"]
    start, end = work.source.offset(match.start()), work.source.offset(match.end())
    tag = _tag_of(match, start, outer=outer)
    convert = work.tags.get(_name(tag))
    new = None if convert is None else convert(tag, work)
    if new is not None:
        _replace_lines(work, (start, end), new, work.source.prefix(start))


_HTML_TAG = re.compile(r"<!--.*?-->|<[A-Za-z/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_MARKDOWN_LINE = re.compile(r"^[ \t]*(?:[-*+>]|\d{1,9}[.)]|#{1,6})[ \t]", re.MULTILINE)
_CODE_ELEMENT = re.compile(r"\s*<(?:pre|script|style|textarea|!)", re.IGNORECASE)


def _in_html(work: Work, token: Token, outer: Tag | None) -> None:
    """Set what replaces a tag amid HTML apart by blank lines: there Markdown begins."""
    pattern, source = work.dialect.tags, work.source
    place = source.place(token.content.rstrip("\n"), (token.map or [0, 0])[0])
    if pattern is None or place is None or _CODE_ELEMENT.match(token.content) or _MARKDOWN_LINE.search(token.content):
        return
    text = place.content
    prefix = source.prefix(place.at(len(text) - len(text.lstrip())))
    hidden = [match.span() for match in _HTML_TAG.finditer(text)]
    for match in pattern.finditer(text):
        if any(start < match.start() < end for start, end in hidden):
            continue
        tag = _tag_of(match, place.at(match.start()), outer=outer)
        convert = work.tags.get(_name(tag)) if tag.name != "{{" else None
        new = None if convert is None else convert(tag, work)
        if new is not None:
            apart = _indented(new, prefix)
            span, written = set_apart(apart, text, match.span(), prefix)
            work.put(place.span(*span), written, "tag")


def _replace_lines(work: Work, span: tuple[int, int], new: str, prefix: str) -> None:
    """Replace whole lines; a quotation is set apart from what follows it at once."""
    source = work.source
    rest = source.text[span[1] : source.lines[source.number(span[1])][1]].strip()
    below = source.line(source.number(span[1]) + 1).strip(" \t>")
    text = _indented(new, prefix)
    if rest and _is_block(new):
        text += f"\n{prefix.rstrip()}\n{prefix}"
    elif below and new.startswith("> "):
        text += f"\n{prefix.rstrip()}"
    work.put(span, text, "tag")


def _module(work: Work, token: Token) -> None:
    """Remove ``import`` and ``export``; report what is not a component that is known, nor a file of Markdown."""
    start, end = work.lines(token)
    for line in work.source.text[start:end].split("\n"):
        name = _DEFAULT_NAME.match(line)
        is_known = _KNOWN_MODULE.match(line) or (name is not None and name[1] in work.files)
        if re.match(r"(?:import|export)\s", line) and not is_known:
            work.report(start, NoteKind.COMPONENT, f"'{short(line)}' was removed")
    work.put((start, end), "", "esm")


def _indented(text: str, prefix: str) -> str:
    lines = text.split("\n")
    return "\n".join([lines[0], *((prefix + line if line else prefix.rstrip()) for line in lines[1:])])


def _is_block(text: str) -> bool:
    return "\n" in text or text.startswith(_BLOCK_START)


# Tags within lines


def _leaf(work: Work, leaf: Leaf, outer: Tag | None, counts: Counter[str]) -> None:
    place = leaf.place
    if place is None or leaf.is_raw:
        return
    pairs, singles = _pairs(leaf)
    for opening, closing in pairs:
        _pair(work, leaf, (opening, closing), outer, counts)
    for piece in singles:
        span = place.span(piece.start, piece.end)
        token = piece.token
        if piece.rule == "expression":
            if string := _STRING.fullmatch(place.content[piece.start : piece.end]):
                work.put(span, string["text"], "expression")
        elif token is None:
            continue
        elif piece.rule == "tag_code":
            _inline_literal(work, leaf, piece, outer)
        else:
            inline = leaf.holder != "paragraph_open" or not _has_line(place, piece)
            tag = _tag_of(token.meta["match"], span[0], inline=inline, outer=outer)
            new = _single(work, tag)
            if new is not None:
                _put(work, leaf, piece, new)
    _raw_tags(work, leaf, place)


def _pairs(leaf: Leaf) -> tuple[list[tuple[Piece, Piece]], list[Piece]]:
    """Return the pairs of tags within a text, and the other tags."""
    opened: list[tuple[str, Piece]] = []
    pairs: list[tuple[Piece, Piece]] = []
    singles = [piece for piece in leaf.pieces if piece.rule in ("tag_code", "expression")]
    for piece in leaf.pieces:
        if piece.rule not in ("tag", "component") or piece.token is None:
            continue
        groups = piece.token.meta["match"].groupdict()
        name = groups.get("name") or ""
        ends = _ends(name, groups, piece.token.content)
        at = next((at for at in range(len(opened) - 1, -1, -1) if opened[at][0] == ends), -1) if ends else -1
        if at >= 0:
            pairs.append((opened[at][1], piece))
            singles += [other for _, other in opened[at + 1 :]]
            del opened[at:]
        elif ends or not name or groups.get("alone"):
            singles.append(piece)
        else:
            opened.append((name, piece))
    return pairs, singles + [piece for _, piece in opened]


def _ends(name: str, groups: dict[str, str | None], text: str) -> str:
    """Return the name of the block that a tag ends; empty for one that ends none."""
    if "end" in groups:
        return name if groups["end"] else ""
    if text.startswith("{%"):
        return re.sub(r"^end_?", "", name) if name.startswith("end") else ""
    return name.removeprefix("/") if name.startswith("/") else ""


def _has_line(place: Place, piece: Piece) -> bool:
    line = place.content.rfind("\n", 0, piece.start) + 1
    before, after = place.content[line : piece.start], place.content[piece.end : _line_end(place.content, piece.end)]
    return not (before + after).strip()


def _pair(work: Work, leaf: Leaf, pair: tuple[Piece, Piece], outer: Tag | None, counts: Counter[str]) -> None:
    place, (opening, closing) = leaf.place, pair
    assert place is not None
    assert opening.token is not None
    tag = _tag_of(opening.token.meta["match"], place.at(opening.start), inline=True, outer=outer)
    tag = _counted(tag, counts)
    frame = _frame(work, tag)
    if frame is None:
        return
    spans = place.span(opening.start, opening.end), place.span(closing.start, closing.end)
    if tag.name == "raw":
        work.literal_text.append(place.content[opening.end : closing.start])
    if not frame.directive and frame.code is None and not frame.quote:
        work.put(spans[0], frame.before, "tag")
        work.put(spans[1], frame.after, "tag")
        return
    if leaf.holder != "paragraph_open":
        return
    prefix = work.source.prefix(place.at(0))
    before = place.content[place.content.rfind("\n", 0, opening.start) + 1 : opening.start]
    if before.strip():
        work.insert(spans[0][0], f"\n{prefix.rstrip()}\n{prefix}", "tag")
    work.boxes.append(Box(spans[0], spans[1], frame, prefix=prefix))


def _single(work: Work, tag: Tag) -> str | None:
    if tag.name == "{{" and tag.text.startswith(("{/*", "{#")):
        inner = tag.text[3:-3] if tag.text.startswith("{/*") else tag.text[2:-2]
        return None if MARKER.fullmatch(tag.text) else comment(inner)
    convert = work.tags.get(_name(tag))
    return None if convert is None else convert(tag, work)


def _inline_literal(work: Work, leaf: Leaf, piece: Piece, outer: Tag | None) -> None:
    place, token = leaf.place, piece.token
    assert place is not None
    assert token is not None
    match = token.meta["match"]
    tag = _tag_of(match, place.at(piece.start), inline=True, outer=outer)
    new = _literal(work, tag, place.content[match.end() : token.meta["close"][0]])
    if isinstance(new, Code):
        body = place.content[match.end() : token.meta["close"][0]]
        new = None if leaf.holder != "paragraph_open" else _fenced(new, body)
    if new is not None:
        _put(work, leaf, piece, new)


def _fenced(code: Code, body: str) -> str:
    return code_block(body, code.language, code.caption, code.options)


def _put(work: Work, leaf: Leaf, piece: Piece, new: str) -> None:
    """Replace a tag; a block is set apart from the text around it."""
    place = leaf.place
    assert place is not None
    span = place.span(piece.start, piece.end)
    prefix = work.source.prefix(place.at(0))
    if new.startswith("<!--"):
        put_comment(work, leaf, piece, new)
        return
    if not _is_block(new):
        work.put(span, new, "tag")
        return
    if leaf.holder != "paragraph_open":
        return
    before = place.content[place.content.rfind("\n", 0, piece.start) + 1 : piece.start]
    after = place.content[piece.end : _line_end(place.content, piece.end)]
    has_more = len(place.content) > piece.end + len(after)
    blank = f"\n{prefix.rstrip()}\n{prefix}"
    lead = blank if before.strip() else ""
    tail = blank if after.strip() else ""
    if not tail and new.startswith("> ") and has_more:
        tail = f"\n{prefix.rstrip()}"
    work.put(span, f"{lead}{_indented(new, prefix)}{tail}", "tag")


def put_comment(work: Work, leaf: Leaf, piece: Piece, new: str) -> None:
    """Replace a tag with a comment, which must not begin a block of HTML: that would take the rest of its line, too."""
    place = leaf.place
    assert place is not None
    start, end = piece.start, piece.end
    line = place.content.rfind("\n", 0, start) + 1
    tags = leaf.tags()
    first, last = bisect_left(tags, (line,)), bisect_left(tags, (start,))
    before = "".join(place.content[left:right] for left, right in _between(tags[first:last], line, start))
    after = place.content[end : _line_end(place.content, end)]
    if not before.strip() and after.strip():
        if leaf.first_text() < line:
            while place.content[start - 1] in " \t\n":
                start -= 1
            new = f" {new}"
        else:
            end += len(after) - len(after.lstrip())
            guard = "" if leaf.is_replaced_at(end) else guard_start(after.lstrip())
            new += f"\n{work.source.prefix(place.at(0))}{guard}"
    work.put(place.span(start, end), new, "tag")


def _between(spans: list[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what is between some spans."""
    for left, right in spans:
        yield start, left
        start = right
    yield start, end


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _raw_tags(work: Work, leaf: Leaf, place: Place) -> None:
    """Note what is between ``{% raw %}`` and its end as text that is meant to be displayed."""
    work.literal_text += [place.content[start:end] for start, end in raw_spans(leaf.token.content)]
