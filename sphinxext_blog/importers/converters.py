"""Converters that engines share: what becomes of pictures, players, quotations, notes, tabs and links of tags.

A converter gets a tag and the work on its post, and returns Markdown, a frame for the two ends of a block, or None if
it cannot convert the tag; the tag is then reported.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .boxes import admonition
from .code import options_in
from .markup import code_block, directive, one_line, short, write_attributes, write_image, write_length, write_link
from .records import NoteKind
from .work import Code, Frame

if TYPE_CHECKING:
    from .work import BlockConverter, LiteralConverter, Tag, Work

__all__ = [
    "EMBEDS",
    "NOTES",
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


def image(work: Work, offset: int, source: str, alt: str, options: dict[str, str] | None = None) -> str:
    """Return an image within a line, with its size as attributes.

    :param offset: where the image is in the file.
    """
    target = work.target(source, offset, image=True)
    attributes = write_attributes({key: value for key, value in (options or {}).items() if value})
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
    if tag.inline and not text:
        return image(work, tag.offset, source, alt, options)
    target = work.target(source, tag.offset, image=True)
    page = named.get("link") if named.get("src") else None
    options |= {"target": work.target(page, tag.offset) if page else ""}
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
        kind = next(filter(None, (tag.named.get(key) for key in ("type", "color", "kind", "status"))), "")
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
    args = tag.named.get("author") or " ".join(tag.positional)
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
