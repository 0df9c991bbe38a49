"""Text: links and their fragments, formulas, and what other Markdown takes for text and MyST for something else.

Fragments follow the names that MyST gives to headings.  Most engines name a heading as GitHub does, and so does MyST;
Hexo keeps case, and Python-Markdown joins hyphens.  Formulas get dollars; dollars of prose are escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from unicodedata import category, normalize
from urllib.parse import unquote

from markdown_it.common.utils import unescapeAll

from .old_blog import NoteKind
from .source import Spans
from .structure import has_title
from .work import (
    DARK,
    DARK_IMAGE,
    attributes_in,
    guard_start,
    resolve,
    short,
    unscaled,
    write_attributes,
    write_length,
    write_link,
    write_target,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markdown_it.token import Token

    from .parsing import Leaf, ParsedPost, Piece
    from .source import Place
    from .work import Pass, Work

__all__ = [
    "EMOJI",
    "HeadingNames",
    "HeadingStyle",
    "convert_abbreviations",
    "convert_emoji",
    "convert_links",
    "convert_math",
    "escape_dollars",
    "follow_links",
    "github_name",
    "guard_text",
    "heading_links",
    "heading_names",
    "heading_text",
    "link_addresses",
    "part_emphasis",
    "python_markdown_name",
    "replace_abbreviations",
]

_SIDE = re.compile(r"#(?:pic_|float-?|align-?)?(left|right|center|mid)>?$", re.IGNORECASE)
"""The end of a target by which the style of an old theme knows where an image stands."""
_SIZE = re.compile(r"[ \t]+=(\d*%?)x(\d*%?)[ \t]*\)$")
_TITLE = re.compile(r"\s+(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)')\s*\)$", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:|//|#|\{|\||$")


def convert_links(work: Work) -> None:
    """Resolve the targets of links and images."""
    for leaf, place, piece in work.pieces("link", "image"):
        if piece.target is None:
            if piece.rule == "link" and place.content.endswith("()", 0, piece.end):
                text = short(place.content[piece.start : piece.end])
                work.report(place.at(piece.start), NoteKind.LINK, f"the link '{text}' has no target")
                work.put(place.span(piece.start, piece.start + 1), '<a href="">', "link")
                work.put(place.span(piece.label_end, piece.end), "</a>", "link")
        elif piece.rule == "image":
            _image(work, leaf, place, piece, piece.target)
        elif not _as_html(work, place, piece, piece.target):
            _retarget(work, place, piece.target, image=False)
    _definitions(work)
    for _, place, piece in work.pieces("autolink"):
        url = place.content[piece.start + 1 : piece.end - 1]
        new, fault = work.site.resolve(url)
        if new != url:
            work.put(place.span(piece.start, piece.end), write_link(url, new), "link")
        elif fault:
            work.report(place.at(piece.start), NoteKind.LINK, fault)


def _definitions(work: Work) -> None:
    """Resolve the targets of links that are defined elsewhere in the text."""
    paragraph_ends = {leaf.token.map[1] for leaf in work.parsed.leaves if leaf.token.map}
    images = _labels(work, "image") - _labels(work, "link")
    for definition in work.parsed.definitions:
        if definition.place is not None:
            if definition.first in paragraph_ends and work.dialect.attribute_lists:  # it would be a line of that
                start = definition.place.at(0)
                work.insert(start, f"\n{work.source.prefix(start)}", "definition")
            label = definition.content.partition("]:")[0].strip(" [").casefold()
            _retarget(work, definition.place, definition.target, image=label in images)


def follow_links(work: Work) -> None:
    """Resolve the targets of links and images in a post that is written for Sphinx."""
    for _, place, piece in work.pieces("link", "image"):
        if piece.target is not None:
            _retarget(work, place, piece.target, image=piece.rule == "image")
    for definition in work.parsed.definitions:
        if definition.place is not None:
            _retarget(work, definition.place, definition.target, image=False)


def _labels(work: Work, rule: str) -> set[str]:
    """Return the labels of definitions that images or links use."""
    labels = set()
    for _, place, piece in work.pieces(rule):
        if piece.target is None:
            text = place.content[piece.start : piece.end]
            labels.add(re.sub(r".*\[([^\[\]]+)\](?:\[\])?$", r"\1", text, flags=re.DOTALL).casefold())
    return labels


def _retarget(work: Work, place: Place, span: tuple[int, int], *, image: bool) -> None:
    raw = place.content[span[0] : span[1]]
    is_angled = raw.startswith("<") and raw.endswith(">")
    bare = unescapeAll(raw[1:-1] if is_angled else raw)
    new, fault = resolve(work.site, bare, image=image)
    if new != bare or (" " in bare and not is_angled and "{" not in raw):
        work.put(place.span(*span), write_target(new), "link")
    if fault:
        work.report(place.at(span[0]), NoteKind.IMAGE if image else NoteKind.LINK, fault)


_TOP = ("#", "#top")
_DOCUMENT = re.compile(r"\.(?:md|mdx|markdown|rst|ipynb)(?:#|$)")
"""What Sphinx warns of, rightly."""


def _as_html(work: Work, place: Place, piece: Piece, target: tuple[int, int]) -> bool:
    """Write a link to what is not known as HTML: Sphinx makes an anchor of this page of a path that leads nowhere.

    The top of a page has no name in Sphinx, so a link to it is HTML, too.
    """
    raw = place.content[target[0] : target[1]]
    bare = unescapeAll(raw[1:-1] if raw.startswith("<") and raw.endswith(">") else raw)
    new, fault = resolve(work.site, bare, image=False)
    is_kept = not fault or new != bare or _SCHEME.match(bare) or _DOCUMENT.search(bare) or '"' in bare
    if is_kept and new not in _TOP:
        return False
    title = _TITLE.search(place.content, target[1], piece.end)
    text = (title["double"] or title["single"] or "").replace('"', "&quot;") if title else ""
    opening = f'<a href="{new}"' + (f' title="{text}"' if text else "") + ">"
    work.put(place.span(piece.start, piece.start + 1), opening, "link")
    work.put(place.span(piece.label_end, piece.end), "</a>", "link")
    if fault:
        work.report(place.at(target[0]), NoteKind.LINK, fault)
    return True


def _image(work: Work, leaf: Leaf, place: Place, piece: Piece, target: tuple[int, int]) -> None:
    if DARK.search(place.content[slice(*target)].strip("<>")) or _is_dark(leaf, place, piece):
        _remove_image(work, leaf, place, piece)
        return
    _retarget(work, place, target, image=True)
    _size(work, leaf, place, piece, target)


def _size(work: Work, leaf: Leaf, place: Place, piece: Piece, target: tuple[int, int]) -> None:
    """Write the size of ``![a](b.png =100x20)`` and the side of ``![a](b.png#center)`` as attributes."""
    size, side = _SIZE.search(place.content, target[1], piece.end), _SIDE.search(place.content, *target)
    pairs = {}
    if size is not None:
        pairs = {key: write_length(value) for key, value in (("width", size[1]), ("height", size[2])) if value}
    if side is not None:
        pairs["align"] = "center" if side[1].lower() == "mid" else side[1].lower()
    if pairs:
        classes = unscaled(pairs) if leaf.is_in(piece.start, "link") else []
        work.features.add("attrs_inline")
        begin = piece.end if size is None else size.start()
        text = ("" if size is None else ")") + write_attributes(pairs, classes)
        work.put(place.span(begin, piece.end), text, "size")


def _is_dark(leaf: Leaf, place: Place, piece: Piece) -> bool:
    """Return whether an image has the class of those for dark pages, and another in the text that for light pages."""
    classes = {
        other.start: set(attributes_in(place.content[other.start : other.end])[1])
        for other in leaf.pieces
        if other.rule == "attributes"
    }
    return "dark" in classes.get(piece.end, ()) and any("light" in words for words in classes.values())


def _remove_image(work: Work, leaf: Leaf, place: Place, piece: Piece) -> None:
    """Remove an image for dark pages, with its attributes: beside it is one for light pages."""
    end = piece.end
    for other in [other for other in leaf.pieces if other.rule == "attributes" and other.start == end]:
        leaf.pieces.remove(other)
        end = other.end
    work.report(place.at(piece.start), NoteKind.IMAGE, DARK_IMAGE)
    work.put(place.span(piece.start, end), "", "dark")


_DROPPED = re.compile(r"[^\w\u4e00-\u9fff\- ]")
_ANCHOR = re.compile(r"<[A-Za-z][^<>]*?\s(?:id|name)\s*=\s*[\"']?([^\s\"'<>]+)")
_TARGET = re.compile(r"^[ \t>]*\(([^()\n]+)\)=[ \t]*$", re.MULTILINE)
_PLAIN = ("", "top")
"""Fragments that every page has."""


def github_name(text: str) -> str:
    """Return the name of a heading on GitHub, and in MyST."""
    return _DROPPED.sub("", text.strip().lower().replace(" ", "-"))


def python_markdown_name(text: str) -> str:
    """Return the name of a heading in Python-Markdown; an empty one for scripts without Latin letters."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """How an engine names headings."""

    name: Callable[[str], str] = github_name
    """Returns the name of a heading by its text."""
    separator: str = "-"
    """What parts a name from the number that tells equal names apart."""


@dataclass(frozen=True, slots=True)
class HeadingNames:
    """The names of the headings of one post."""

    old: Mapping[str, str]
    """The names in MyST by those that the engine gave them, without those that are still in use."""
    own: Mapping[str, str]
    """The names in MyST by those that the post itself gives them (``{#name}``)."""
    new: frozenset[str]
    """All names in MyST."""
    anchors: frozenset[str]
    """The names of elements of HTML, and of targets."""

    def follow(self, fragment: str) -> tuple[str, bool]:
        """Return the fragment of a link from another post, and whether it leads somewhere."""
        name = unquote(fragment)
        new = self.old.get(name) or self.own.get(name)
        return (new or fragment), bool(new) or name in self.new or name in self.anchors or name in _PLAIN


def heading_names(
    parsed: ParsedPost, style: HeadingStyle, title: str = "", *, heading_is_title: bool = False
) -> HeadingNames:
    """Return the names of the headings of a post.

    :param title: what becomes a heading above all others, unless the first heading is the title.
    """
    is_above = bool(title) and not has_title(parsed.tokens, title, heading_is_title=heading_is_title)
    pairs: dict[str, str] = {}
    own: dict[str, str] = {}
    old_names: set[str] = set()
    above = {github_name(title)} if is_above else set()
    new_names = set(above)
    last = "", -1
    for leaf in parsed.leaves:
        if leaf.holder != "heading_open":
            if (leaf.token.map or (0,))[0] == last[1]:  # attributes right below the heading
                own.update(dict.fromkeys(_own_names(leaf), last[0]))
            continue
        text = heading_text(leaf.token)
        old = _unique(style.name(text), old_names, style.separator)
        new = _unique(github_name(text), new_names, "-")
        pairs.setdefault(old, new)
        own.update(dict.fromkeys(_own_names(leaf), new))
        last = new, (leaf.token.map or (0, 0))[1]
    kept = {old: new for old, new in pairs.items() if old and new and old not in new_names - above}
    return HeadingNames(kept, own, frozenset(new_names), frozenset(_anchors(parsed)))


def heading_links(style: HeadingStyle) -> Pass:
    """Return the pass that changes the fragments of links to headings of the same post."""

    def convert(work: Work) -> None:
        links = [(place, piece.target) for _, place, piece in work.pieces("link") if piece.target is not None]
        links = [(place, target) for place, target in links if place.content.startswith("#", target[0])]
        if not links:
            return
        names = heading_names(work.parsed, style, work.title, heading_is_title=work.heading_is_title)
        for place, target in links:
            fragment = place.content[target[0] + 1 : target[1]]
            new = names.old.get(unquote(fragment))
            if fragment.lower() in work.repeated:  # it is no label
                new = names.own.get(unquote(fragment), new)
            if new is not None and new != fragment:
                work.put(place.span(*target), f"#{new}", "fragment")
            elif new is None and unquote(fragment) not in names.own and not names.follow(fragment)[1]:
                message = f"'#{fragment}' is the name of no heading of the post. The target is unchanged."
                work.report(place.at(target[0]), NoteKind.LINK, message)

    return convert


def _own_names(leaf: Leaf) -> Iterator[str]:
    for piece in leaf.pieces:
        if piece.rule == "attributes" and (name := attributes_in(leaf.token.content[piece.start : piece.end])[2]):
            yield name


def _anchors(parsed: ParsedPost) -> Iterator[str]:
    for token in parsed.tokens:
        if token.type == "html_block":
            yield from _ANCHOR.findall(token.content)
        for child in token.children or ():
            if child.type == "html_inline":
                yield from _ANCHOR.findall(child.content)
    yield from _TARGET.findall(parsed.source.body)
    for leaf in parsed.leaves:
        if leaf.holder != "heading_open":
            yield from _own_names(leaf)


def heading_text(token: Token) -> str:
    """Return the text of a heading as MyST reads it: without markup and images."""
    return "".join(child.content for child in token.children or () if child.type in ("text", "code_inline"))


def _unique(name: str, names: set[str], separator: str) -> str:
    unique, number = name, 1
    while unique in names:
        unique, number = f"{name}{separator}{number}", number + 1
    names.add(unique)
    return unique


_WHOLE = re.compile(
    r"\s*(\\begin\{(align|alignat|flalign|gather|multline|equation|eqnarray)(\*?)\}.*\\end\{\2\3\})\s*", re.DOTALL
)
"""An environment that is an equation of its own, within which there may be no dollars around it."""
_INNER = re.compile(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.DOTALL)
_EQUATIONS = re.compile(r"\\(begin|end)\{(align|gather)(?:at|ed)?\*?\}")
_LONE = re.compile(r"^[ \t]*(?P<sign>\$\$)[ \t]*$", re.MULTILINE)
_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")


_ENTITY = re.compile(r"&(?:lt|gt|amp);")


def _decoded(text: str) -> str:
    """Return math without entities of HTML, which a browser decodes before MathJax reads it."""
    return _ENTITY.sub(lambda match: unescape(match.group()), text)


def convert_math(work: Work) -> None:
    """Convert math in the text and in blocks."""
    ends: dict[int, int] = {}
    for leaf, place, piece in work.pieces("tex", "math_inline"):
        if piece.token is None:
            continue
        work.features.add("dollarmath")
        if piece.token.type == "math_inline":
            for match in _ENTITY.finditer(place.content, piece.start, piece.end):
                work.put(place.span(*match.span()), unescape(match.group()), "math")
        else:
            ends[id(leaf)] = _inline(work, leaf, place, piece, ends.get(id(leaf), 0))
    for token in work.parsed.tokens:
        if token.type in ("math_block", "math_block_label"):
            _block(work, token)
        elif token.type == "amsmath":
            work.features.add("amsmath")
            start, end = work.lines(token)
            for match in _ENTITY.finditer(work.source.text, start, end):
                work.put(match.span(), unescape(match.group()), "math")
            _set_apart(work, token, start + _lead(work, start), end)


def _inline(work: Work, leaf: Leaf, place: Place, piece: Piece, done: int) -> int:
    """Convert math between backslashes or two dollars; display math leaves the paragraph if it can.

    :param done: where display math before it ends, with the blanks behind it.
    :returns: where this one ends.
    """
    token = piece.token
    assert token is not None
    is_display = token.markup.endswith("[") if token.type == "tex" else not work.dialect.inline_double_dollars
    span = place.span(piece.start, piece.end)
    is_nested, content = leaf.is_in(piece.start, "link", "image"), _decoded(token.content)
    if not is_display or leaf.holder != "paragraph_open" or is_nested:
        inner = _EQUATIONS.sub(r"\\\1{\2ed}", " ".join(content.split())) if is_display else content.strip()
        work.put(span, f"${' '.join(inner.split())}$", "math")
        return piece.end
    prefix = work.source.prefix(place.at(0))
    blank = f"\n{prefix.rstrip()}\n{prefix}"
    before, after = place.content[: piece.start].rstrip(" \t"), place.content[piece.end :].lstrip(" \t")
    lead = "" if not before else blank
    tail = "" if not after else f"\n{prefix.rstrip()}" if after.startswith("\n") else blank + guard_start(after)
    start = piece.start if before.endswith("\n") else len(before)
    end = len(place.content) - len(after)
    display = _display(work, re.sub(r"\n[ \t]*", "\n", content)).replace("\n", f"\n{prefix}")
    if before.endswith("\n"):
        line = work.source.lines[work.source.number(span[0])][0]
        lead = f"{_blank_end(work.source.text[line : span[0]], prefix)}\n{prefix}"
    if start < done:  # what is before it is display math, and set apart already
        start, lead = done, ""
    work.put(place.span(start, end), f"{lead}{display}{tail}", "math")
    return end


def _block(work: Work, token: Token) -> None:
    work.features.add("dollarmath")
    start, end = work.lines(token)
    start += _lead(work, start)
    raw = work.source.text[start:end]
    end = start + len(raw.rstrip())
    mark, prefix = token.markup, work.source.prefix(start)
    content = re.sub(r"\n(?:[ \t]*\n)+", "\n", token.content)  # Sphinx makes several formulas of one with blank lines
    content = _decoded(content)
    new = _display(work, content) if token.type == "math_block" else f"$${_decoded(token.content)}$$"
    if new != f"$${token.content}$$":
        work.put((start, end), new.replace("\n", f"\n{prefix}"), "math")
    elif mark != "$$":
        work.put((start, start + len(mark)), "$$", "math")
        work.put((end - len(mark), end), "$$", "math")
    _set_apart(work, token, start, end)


def _lead(work: Work, start: int) -> int:
    """Return the length of the signs of containers before a block of math."""
    match = re.search(r"\\|\$", work.source.text[start : start + 1000])
    return match.start() if match else 0


def _set_apart(work: Work, token: Token, start: int, end: int) -> None:
    """Put blank lines around a block, where MyST would take it for a part of a paragraph."""
    source, (first, last) = work.source, token.map or [0, 0]
    prefix = source.prefix(start)
    line = source.line(first)
    head = source.text[source.lines[first][0] : start]
    above = source.line(first - 1)
    if above.strip(" \t>") and not _MARKER.search(head) and line.strip():
        work.insert(start, f"{_blank_end(head, prefix)}\n{prefix}", "gap")
    if source.line(last).strip(" \t>"):
        work.insert(end, f"\n{prefix.rstrip()}", "gap")


def _blank_end(head: str, prefix: str) -> str:
    """Return what completes a blank line that already begins with the signs of containers."""
    return "" if head.strip() or not prefix.strip() else prefix.strip()


def _display(work: Work, inner: str) -> str:
    r"""Return display math.

    An environment that is an equation loses its dollars.  Sphinx wraps what has lines, be they within, in ``split``,
    which takes no ``\tag``; math with a tag and lines becomes an environment of its own.
    """
    if match := _WHOLE.fullmatch(inner):
        work.features.add("amsmath")
        if match[3] or "\\label" in inner:
            return match[1]
        return match[1].replace(f"{{{match[2]}}}", f"{{{match[2]}*}}")
    outside = _INNER.sub("", inner)
    if "\\tag" in outside and "\\\\" in inner:
        work.features.add("amsmath")
        name = "align*" if re.search(r"(?<!\\)&", outside) else "gather*"
        return f"\\begin{{{name}}}\n{inner.strip()}\n\\end{{{name}}}"
    return f"$${inner}$$"


def escape_dollars(work: Work) -> None:
    """Escape dollars in prose, which MyST takes for math once the posts have some."""
    for leaf in work.parsed.leaves:
        if leaf.place is None or leaf.token.content.count("$") <= 1:
            continue
        spans = list(leaf.prose(in_links=True))
        dollars = [at for start, end in spans for at in range(start, end) if leaf.token.content[at] == "$"]
        if len(dollars) > 1 or any("math" in piece.rule or piece.rule == "tex" for piece in leaf.pieces):
            for at in dollars:  # one alone is no math
                work.insert(leaf.place.at(at), "\\", "dollar")
        prose = set(dollars)
        lone = next((match for match in _LONE.finditer(leaf.token.content) if match.start("sign") in prose), None)
        if lone is not None:
            message = "'$$' does not mark math here; escaped"
            work.report(leaf.place.at(lone.start()), NoteKind.MATH, message)
    for token in work.parsed.tokens:
        if token.type == "html_block" and token.content.count("$$") > 1:
            line = (token.map or [0, 0])[0]
            work.report(work.source.lines[line][0], NoteKind.MATH, "math in HTML is not converted")


_LINE = re.compile(
    r"^[ \t]*(?=%|~{3}|`{3}|\{[ \t]*(?:[.#%]|[\w:-]+=)[^\n]*\}"
    r"|\+{3,}[ \t]*(?:\n|\Z|[^+\s])|\([^()\n]+\)=[ \t]*$)",
    re.MULTILINE,
)
_ROLE = re.compile(r"(?<![\\$\w])\{[A-Za-z][\w+.:-]{0,60}\}\Z")
_LONGEST_ROLE = 64
_ADDRESS = re.compile(
    r"(?<![^\s*_~(\u2e80-\uffef])https?://[A-Za-z0-9][\w.-]*(?::\d+)?"
    r"(?:[/?#][^\s<>\"|`\\\[\]{}\u2018-\u201d\u3000-\u303f\uff00-\uff0f\uff1a-\uff1f]*)?",
    re.ASCII,
)
_OPAQUE = (
    "backticks",
    "link",
    "image",
    "html_inline",
    "autolink",
    "math_inline",
    "tex",
    "tag",
    "tag_code",
    "component",
)
"""Rules that match over several lines."""
_HOLDERS = ("paragraph_open", "dt_open", "heading_open", "th_open", "td_open")
_SAFE = {"heading_open": "#", "th_open": "|", "td_open": "|"}
"""Signs before a text that keep it from being misread, by what holds the text."""
_TAG_BEHIND = re.compile(r"(?<=[)\]`])\{[ \t]*(?=%)")
"""A tag that MyST would take for a comment among the attributes of what is before it."""
_BRACES = ("tag", "tag_code", "attributes", "expression")
_BEHIND = "?!.,:*_~'\";"
"""What ends a sentence or an emphasis, and is not part of an address."""
_EMOJI = re.compile(r"(?<![\w:/.\"'=&}-]):(?P<name>\+1|-1|[a-z][a-z0-9_]{1,40}):(?![\w:`])")
_MEANING = re.compile(r"^\*\[(?P<name>[^\[\]\n`]+)\][ \t]?:[ \t]*(?P<text>[^\n`]*)$", re.MULTILINE)


def _prose(work: Work, sign: str, *, in_links: bool = False) -> Iterator[tuple[Place, int, int]]:
    """Yield the texts that no rule matched, of those with a sign."""
    for leaf in work.parsed.leaves:
        if leaf.place is not None and sign in leaf.place.content:
            yield from ((leaf.place, start, end) for start, end in leaf.prose(in_links=in_links))


def guard_text(work: Work) -> None:
    """Escape what begins comments, block breaks, targets, attributes and roles in MyST, and nothing elsewhere."""
    for leaf in work.parsed.leaves:
        place = leaf.place
        if place is None or leaf.holder not in _HOLDERS:
            continue
        starts = {piece.start for piece in leaf.pieces if piece.rule in _BRACES}
        starts -= {at for at in starts if place.content.startswith("{%", at) and work.dialect.mdx}
        for match in _LINE.finditer(place.content):
            position = match.end()
            before = work.source.lines[work.source.number(place.at(position))][0]
            signs_before = work.source.text[before : place.at(position)]
            if _SAFE.get(leaf.holder, "\n") in signs_before:
                continue
            if position in starts or leaf.is_in(position, *_OPAQUE):
                continue
            line_end = place.content.find("\n", position)
            line = place.content[position : line_end if line_end >= 0 else None]
            signs = [at for at, sign in enumerate(line) if sign == "~"] if line.startswith("~") else [0]
            for at in signs:  # the others could strike text through
                work.insert(place.at(position + at), "\\", "guard")
    _guard_braces(work)


_STRONG = re.compile(r"(?<![*\\])\*\*(?!\*)")


def part_emphasis(work: Work) -> None:
    """Part strong text from letters beside it by empty comments, where a sign would keep CommonMark from ending it.

    Chinese has no blanks around words: ``**Note：**text`` is strong in other Markdown.
    """
    if not work.dialect.loose_emphasis:
        return
    for leaf in work.parsed.leaves:
        if leaf.place is None or leaf.token.content.count("**") < 2:  # noqa: PLR2004 - a pair
            continue
        content = f" {leaf.token.content} "
        opening: int | None = None
        for match in _STRONG.finditer(leaf.token.content):
            at = match.start()
            if leaf.is_in(at, *_OPAQUE):
                continue
            before, after = content[at], content[at + 3]
            if opening is None:
                opening = at if _can_touch(work, after, before) else None
            elif _can_touch(work, before, after):
                if _is_stuck(content[opening + 3], content[opening]):
                    work.insert(leaf.place.at(opening), "<!-- -->", "emphasis")
                if _is_stuck(before, after):
                    work.insert(leaf.place.at(at + 2), "<!-- -->", "emphasis")
                opening = None


def _can_touch(work: Work, inner: str, outer: str) -> bool:
    """Return whether signs of emphasis count for the old engine between two characters."""
    if inner.isspace():
        return False
    return work.dialect.loose_emphasis == "all" or not (inner.isascii() and _is_stuck(inner, outer))


def _is_stuck(inner: str, outer: str) -> bool:
    """Return whether signs of emphasis between two characters do not count in CommonMark."""
    return category(inner)[0] in "PS" and category(outer)[0] not in "PSZ" and not outer.isspace()


def _guard_braces(work: Work) -> None:
    """Escape what MyST reads as attributes of what is before it, or as the name of a role."""
    for leaf in work.parsed.leaves:
        if leaf.place is not None and "{" in leaf.place.content:
            tags = {piece.start for piece in leaf.pieces if piece.rule in _BRACES}
            for match in _TAG_BEHIND.finditer(leaf.place.content):
                if match.start() not in tags and not leaf.is_in(match.start(), *_OPAQUE):
                    work.insert(leaf.place.at(match.start()), "\\", "guard")
    for _, place, piece in work.pieces("backticks"):
        role = _ROLE.search(place.content, max(0, piece.start - _LONGEST_ROLE), piece.start)
        if role is not None:
            work.insert(place.at(role.start()), "\\", "guard")


def link_addresses(work: Work) -> None:
    """Put addresses in the text in angle brackets, if the engine makes links of them."""
    if not work.dialect.bare_links:
        return
    for place, start, end in _prose(work, "://"):
        for match in _ADDRESS.finditer(place.content, start, end):
            bare = match.group().rstrip(_BEHIND)
            while bare.endswith(")") and bare.count(")") > bare.count("("):
                bare = bare[:-1].rstrip(_BEHIND)
            if bare.partition("://")[2]:
                new, _ = work.site.resolve(bare)
                span = place.span(match.start(), match.start() + len(bare))
                work.put(span, f"<{bare}>" if new == bare else f"[{bare}]({new})", "address")


def convert_emoji(work: Work) -> None:
    """Write signs for the names of emoji, if the old blog displayed pictures for them."""
    if not work.emoji:
        return
    for place, start, end in _prose(work, ":", in_links=True):
        for match in _EMOJI.finditer(place.content, start, end):
            sign = EMOJI.get(match["name"])
            if sign is None:
                message = f"unsupported emoji '{match.group()}'; left as it is"
                work.report(place.at(match.start()), NoteKind.TAG, message)
            else:
                work.put(place.span(*match.span()), sign, "emoji")


def convert_abbreviations(work: Work) -> None:
    """Write the role ``abbr`` for abbreviations that the post defines: ``*[HTML]: Hyper Text Markup Language``.

    Only kramdown and Python-Markdown have them; elsewhere they are text.
    """
    if not work.dialect.attribute_lists:
        return
    meanings: dict[str, str] = {}
    spans: list[tuple[int, int]] = []
    for leaf in work.parsed.leaves:
        if leaf.place is None or leaf.holder != "paragraph_open" or "*[" not in leaf.place.content:
            continue
        for match in _MEANING.finditer(leaf.place.content):
            meanings[match["name"]] = " ".join(match["text"].split())
            spans.append(leaf.place.span(*match.span()))
    work.discard_edits_in(spans)
    for span in spans:
        work.put(span, "", "abbreviation")
    replace_abbreviations(work, meanings, Spans(spans))


def replace_abbreviations(work: Work, meanings: Mapping[str, str], apart: Spans | None = None) -> None:
    """Write the role ``abbr`` for abbreviations in the text.

    :param apart: where they are defined.
    """
    names = "|".join(re.escape(name) for name in sorted(meanings, key=len, reverse=True) if meanings[name])
    if not names:
        return
    pattern = re.compile(rf"(?<![\w&{{\[-])(?:{names})(?![\w-])")
    for leaf in work.parsed.leaves:
        if leaf.place is None or leaf.holder == "heading_open":
            continue
        for start, end in leaf.prose():
            for match in pattern.finditer(leaf.place.content, start, end):
                new = f"{{abbr}}`{match.group()} ({meanings[match.group()]})`"
                span = leaf.place.span(*match.span())
                if apart is None or not apart.contain(*span):
                    work.put(span, new, "abbreviation")


EMOJI = {
    "+1": "👍", "-1": "👎", "100": "💯", "alarm_clock": "⏰", "arrow_down": "⬇\ufe0f", "arrow_left": "⬅\ufe0f",
    "arrow_right": "➡\ufe0f", "arrow_up": "⬆\ufe0f", "art": "🎨", "beer": "🍺", "beers": "🍻",
    "blue_heart": "💙", "blush": "😊", "book": "📖", "bookmark": "🔖", "books": "📚", "boom": "💥", "bug": "🐛",
    "bulb": "💡", "cat": "🐱", "clap": "👏", "coffee": "☕", "computer": "💻", "confused": "😕",
    "construction": "🚧", "cry": "😢", "date": "📅", "dog": "🐶", "email": "📧", "exclamation": "❗",
    "eyes": "👀", "fire": "🔥", "gear": "⚙\ufe0f", "gift": "🎁", "globe_with_meridians": "🌐",
    "green_heart": "💚", "grin": "😁", "grinning": "😀", "hammer": "🔨", "heart": "❤\ufe0f", "heart_eyes": "😍",
    "heavy_check_mark": "✔\ufe0f", "house": "🏠", "information_source": "ℹ\ufe0f", "joy": "😂", "key": "🔑",
    "kissing_heart": "😘", "laughing": "😆", "link": "🔗", "lock": "🔒", "mag": "🔍",
    "man_raising_hand": "🙋\u200d♂\ufe0f", "memo": "📝", "moneybag": "💰", "muscle": "💪", "musical_note": "🎵",
    "ok_hand": "👌", "package": "📦", "party": "🎉", "pencil": "📝", "pencil2": "✏\ufe0f", "point_down": "👇",
    "point_left": "👈", "point_right": "👉", "point_up": "☝\ufe0f", "pray": "🙏", "pushpin": "📌",
    "question": "❓", "rainbow": "🌈", "raised_hands": "🙌", "recycle": "♻\ufe0f", "relaxed": "☺\ufe0f",
    "robot": "🤖", "rocket": "🚀", "rofl": "🤣", "rose": "🌹", "scream": "😱", "skull": "💀",
    "slightly_smiling_face": "🙂", "smile": "😄", "smiley": "😃", "smirk": "😏", "snake": "🐍",
    "snowflake": "❄\ufe0f", "sob": "😭", "sparkles": "✨", "speech_balloon": "💬", "star": "⭐", "star2": "🌟",
    "sun_with_face": "🌞", "sunglasses": "😎", "sunny": "☀\ufe0f", "sweat_smile": "😅", "tada": "🎉",
    "thinking": "🤔", "thumbsdown": "👎", "thumbsup": "👍", "trophy": "🏆", "umbrella": "☔", "unlock": "🔓",
    "v": "✌\ufe0f", "warning": "⚠\ufe0f", "wave": "👋", "white_check_mark": "✅", "wink": "😉",
    "woman_raising_hand": "🙋\u200d♀\ufe0f", "wrench": "🔧", "x": "❌", "zap": "⚡", "zzz": "💤",
}  # fmt: skip
"""Signs by their names."""
