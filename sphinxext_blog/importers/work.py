"""Work on one post: what its passes read (the parsed post, the site) and make (edits, remarks, MyST Markdown).

A pass is a function of a :class:`Work`.  It never changes the text and never sees the edits of another pass.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from pygments.lexers import get_all_lexers

from .old_blog import NoteKind
from .source import Edit, Spans
from .syntax import LIQUID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from .parsing import Dialect, Leaf, ParsedPost, Piece
    from .source import Place, Source

__all__ = [
    "DARK",
    "DARK_IMAGE",
    "MORE",
    "BlockConverter",
    "Box",
    "Code",
    "Conversion",
    "Converter",
    "Frame",
    "LiteralConverter",
    "Pass",
    "Remark",
    "Site",
    "Tag",
    "Work",
    "attributes_in",
    "code_block",
    "comment",
    "directive",
    "guard_start",
    "html_attributes",
    "is_local",
    "lexer_name",
    "lost_styles",
    "one_line",
    "resolve",
    "short",
    "side_of",
    "split_words",
    "unscaled",
    "write_attributes",
    "write_image",
    "write_link",
    "write_target",
]

_RUNS = re.compile(r"^[ \t>]*(`{3,}|~{3,})", re.MULTILINE)
_UNSAFE = re.compile(r"[<>\\\n\r\x00-\x08\x0b-\x1f\x7f]")
_HTML_ATTRIBUTE = re.compile(r"([^\s=>\"'/]+)\s*=\s*(\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|[^\s>\"']+)")
_DECLARATION = re.compile(r"[\"']?([\w-]+)[\"']?\s*:\s*[\"'`]?([^\"'`,{}]+)")
_ATTRIBUTE = re.compile(r"[#.](?P<name>[\w:-]+)|(?P<key>[\w:-]+)=(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"']+)")
_MISREAD = re.compile(r"%|\{[ \t]*(?:[.#%]|[\w:-]+=)|\+{3}|~{3}|`{3}|#{1,6}[ \t]|[-*+>][ \t]|=+[ \t]*$|-+[ \t]*$")
_STYLE = re.compile(r"\bstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'{}]+))", re.IGNORECASE)
_KNOWN_STYLES = frozenset(
    (
        *("width", "max-width", "height", "float", "zoom", "text-align", "display"),
        *("margin", "margin-left", "margin-right"),
    )
)
"""Properties that become attributes, or only center an image."""
_SIDE = re.compile(
    r"(?:(?:text|float|pull|image|img|pic)-?|align-?)?(?P<side>left|right|center)|centered|centerimg|mx-auto|m-auto",
    re.IGNORECASE,
)
DARK = re.compile(r"#(?:only-dark|dark-only|gh-dark-mode-only|dark)$", re.IGNORECASE)
"""How the target of an image ends that only dark pages display."""
DARK_IMAGE = "an image for each look: only that for light pages is kept"
"""What is reported of an image that only dark pages display."""
_QUOTE = "\ufdd0"
"""A character that texts cannot have; it stands for a quote that ends nothing."""
_LENGTH = re.compile(r"\d*\.?\d+(?:px|%|em|rem|ex|ch|cm|mm|in|pt|pc|vw)?")
_OF_LINKS = ("target", "rel", "loading", "decoding", "srcset", "sizes")
"""Attributes that browsers need not know in a new site."""
_LONGEST = 60


def one_line(text: str) -> str:
    """Return a text with its whitespace collapsed."""
    return " ".join(text.split())


def short(text: str) -> str:
    """Return a text as a line of the report displays it."""
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def write_target(target: str) -> str:
    """Return a target as a link of Markdown can have it."""
    target = _UNSAFE.sub(lambda match: f"%{ord(match.group()):02X}", target)
    depth = lowest = 0
    for sign in target:
        depth += (sign == "(") - (sign == ")")
        lowest = min(lowest, depth)
    return f"<{target}>" if re.search(r"\s|^$", target) or depth or lowest else target


def is_local(target: str) -> bool:
    """Return whether a target is in the new blog, so that directives cannot link to it."""
    return bool(target) and not re.match(r"[A-Za-z][\w+.-]*:|/|#", target)


def write_link(text: str, target: str) -> str:
    """Return a link."""
    return f"[{text}]({write_target(target)})"


def write_image(alt: str, target: str, attributes: str = "") -> str:
    """Return an image within a line, with attributes in braces."""
    alt = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", one_line(alt))
    return f"![{alt}]({write_target(target)}){attributes}"


def directive(name: str, argument: str = "", body: str = "", options: Iterable[str] = ()) -> str:
    """Return a directive, with a fence longer than any in its body; tildes if the argument has backticks."""
    sign = "~" if "`" in argument else "`"
    longest = max((len(run) for run in _RUNS.findall(body) if run[0] == sign), default=2)
    fence = sign * max(longest + 1, 3)
    head = [f"{fence}{{{name}}} {argument}".rstrip(), *options]
    body = body.strip("\n").rstrip()
    return "\n".join([*head, *([""] if len(head) > 1 and body else []), *([body] if body else []), fence])


_LANGUAGES = {
    name: lexer
    for lexer, names in {
        "bash": "dotenv env shellscript",
        "bat": "cmd",
        "console": "shell-session terminal",
        "cpp": "cc h hpp",
        "css": "stylus",
        "diff": "patch",
        "fsharp": "fs",
        "go": "golang",
        "graphql": "gql",
        "groovy": "gradle",
        "handlebars": "hbs",
        "html": "astro cshtml ejs razor svelte xhtml",
        "jinja": "jinja2 njk nunjucks",
        "js": "cjs mjs",
        "json": "jsonc jsonl ndjson",
        "kotlin": "kt",
        "markdown": "mdx",
        "nasm": "asm assembly armasm x86asm",
        "ocaml": "ml",
        "postgresql": "pgsql",
        "solidity": "sol",
        "sql": "plsql sqlite",
        "text": "code crontab csv git gitignore goat input log none output plain plaintext raw tsv txt",
        "vb.net": "vb vba",
        "vim": "viml vimscript",
        "wast": "wasm",
        "xml": "atom plist rss svg",
    }.items()
    for name in names.split()
}
"""Names that highlight.js or Prism have for languages, with those of Pygments."""
_OF_SPHINX = frozenset(
    ("", "default", "guess", "ipython", "ipython2", "ipython3", "mermaid", "pycon3", "python3", "rest")
)
"""Names that Sphinx or its extensions know, and Pygments alone does not."""


@cache
def _lexers() -> frozenset[str]:
    return frozenset(name for _, names, _, _ in get_all_lexers(plugins=False) for name in names)


def lexer_name(language: str) -> str | None:
    """Return what Pygments calls a language; None for one that it does not know."""
    lower = language.lower()
    if lower in _LANGUAGES:
        return _LANGUAGES[lower]
    return language if lower in _OF_SPHINX or lower in _lexers() or language.startswith("{") else None


def code_block(body: str, language: str = "", caption: str = "", options: Iterable[str] = ()) -> str:
    """Return fenced code; the directive ``code-block`` if it has a caption or options."""
    body = body.strip("\n").rstrip()
    name = lexer_name(language)
    language = "text" if name is None else name
    options = [*([f":caption: {one_line(caption)}"] if caption else []), *options]
    if options:
        return directive("code-block", language or "text", body, options)
    longest = max((len(run) for run in _RUNS.findall(body) if run[0] == "`"), default=2)
    fence = "`" * max(longest + 1, 3)
    return f"{fence}{language}\n{body}\n{fence}"


def comment(text: str) -> str:
    """Return a text as one comment: hyphens in a row would end it, so they are parted."""
    return f"<!--{re.sub('-(?=-|$)', '- ', text)}-->"


def split_words(args: str) -> list[str]:
    """Return the words of a tag's arguments; those in quotes or backticks are one, and may have escaped quotes."""
    if '\\"' in args:
        return [word.replace(_QUOTE, '"') for word in split_words(args.replace('\\"', _QUOTE))]
    try:
        lexer = shlex.shlex(args, posix=True, punctuation_chars="")
        lexer.whitespace_split, lexer.commenters, lexer.escape, lexer.quotes = True, "", "", "\"'`"
        return list(lexer)
    except ValueError:  # a quote without its end
        return args.split()


def html_attributes(tag: str, files: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the attributes of a tag of HTML that have values, by their names in lower case.

    :param files: what scripts name files.
    """
    found = {}
    for match in _HTML_ATTRIBUTE.finditer(tag):
        value = match[2]
        key = "class" if match[1] == "className" else match[1].lower()
        bare = value[1:-1] if value[0] in "\"'" else value
        found[key] = _of_script(value, files or {}) if value.startswith("{") else unescape(bare)
    return found


def _of_script(value: str, files: Mapping[str, str]) -> str:
    """Return the text of an attribute that is a script: ``{require('./a.png').default}``, ``{{width: '50%'}}``."""
    if value.startswith("{{"):
        pairs = _DECLARATION.findall(value)
        return "; ".join(f"{re.sub('(?=[A-Z])', '-', key).lower()}: {text.strip()}" for key, text in pairs)
    if (name := value.strip("{} \t\n").partition(".")[0]) in files:
        return files[name]
    match = re.search(r"([\"'`])([^\"'`]*)\1", value)
    return match[2] if match else value.strip("{}") if value.strip("{}").isdigit() else ""


def attributes_in(text: str) -> tuple[dict[str, str], list[str], str]:
    """Return the pairs, the classes and the identifier of attributes in braces; styles become width and height."""
    pairs: dict[str, str] = {}
    classes: list[str] = []
    name = ""
    inner = re.sub(r"^\{:?|\}$", "", text.strip())
    for match in _ATTRIBUTE.finditer(inner):
        sign = match.group()[0]
        if match["key"]:
            pairs[match["key"].lower()] = match["value"].strip("\"'")
        elif sign == ".":
            classes.append(match["name"])
        else:
            name = match["name"]
    classes += pairs.pop("class", "").split()
    name = pairs.pop("id", name)
    pairs = {**_sizes(pairs), **{key: value for key, value in pairs.items() if key not in ("style", "width", "height")}}
    return {key: value for key, value in pairs.items() if key not in _OF_LINKS}, classes, name


def _sizes(pairs: Mapping[str, str]) -> dict[str, str]:
    """Return the sizes, and the side that text flows around, of the attributes of an image."""
    styles = {}
    for declaration in pairs.get("style", "").split(";"):
        key, _, value = declaration.partition(":")
        styles[key.strip().lower()] = value.strip()
    zoom = styles.get("zoom", "")
    width = styles.get("width") or pairs.get("width") or ""
    limit = styles.get("max-width", "")
    limit = "" if re.fullmatch(r"[1-9]\d{2,}\s*%", limit) else limit  # images are never wider than the text
    widths = (limit if width == "100%" else width, limit, width, zoom if "%" in zoom else "")
    sizes = {"width": widths, "height": (styles.get("height"), pairs.get("height"))}
    found = {}
    for key, values in sizes.items():
        length = next((length for value in values if (length := write_length(value or ""))), "")
        if length and not (key == "height" and length.endswith("%")):  # docutils has no such heights
            found[key] = length
    margins = " ".join(value for key, value in styles.items() if key.startswith("margin"))
    align = styles.get("float") or pairs.get("align") or ("center" if "auto" in margins else "")
    if align in ("left", "right", "center"):
        found["align"] = align
    return found


def unscaled(pairs: Mapping[str, str]) -> list[str]:
    """Return the class of an image in a link, of which Sphinx would make another link in that if it has a size."""
    return ["no-scaled-link"] if any(pairs.get(key) for key in ("width", "height", "w", "h")) else []


def side_of(classes: Iterable[str]) -> str:
    """Return the side that the classes of an image or its box put it on: ``text-center``, ``float-left``."""
    return next((match["side"] or "center" for word in classes if (match := _SIDE.fullmatch(word))), "")


def lost_styles(text: str) -> str:
    """Return the declarations of a style that have no counterpart in MyST, in attributes or a tag of HTML."""
    match = _STYLE.search(text)
    if match is None:
        return ""
    declarations = [one.strip() for one in (match[1] or match[2] or match[3] or "").split(";") if one.strip()]
    lost = []
    for declaration in declarations:
        key, _, value = declaration.partition(":")
        if key.strip().lower() not in _KNOWN_STYLES and value.strip().lower() not in ("", "0", "none", "auto"):
            lost.append(declaration)
    return "; ".join(lost)


def guard_start(text: str) -> str:
    """Return a backslash if a text would begin something else in MyST once it begins a line."""
    return "\\" if _MISREAD.match(text) else ""


def write_length(value: str) -> str:
    """Return a length as docutils reads it; empty for what is not one."""
    bare = re.sub(r"\s+|!important", "", value.lower())
    if not _LENGTH.fullmatch(bare):
        return ""
    return f"{bare}px" if bare[-1].isdigit() else bare


def write_attributes(pairs: Mapping[str, str], classes: Iterable[str] = (), name: str = "") -> str:
    """Return attributes in braces; empty if there are none."""
    words = [f'{key}="{value.replace(chr(34), chr(39))}"' for key, value in pairs.items()]
    words += [f".{word}" for word in classes]
    words += [f"#{name}"] if name else []
    return f"{{{' '.join(words)}}}" if words else ""


_ROOT = re.compile(
    r"(?:\{\{-?\s*(?:site\.(?:base)?url|site\.github\.url|config\.(?:url|root)|SITEURL)\s*(?:\|[^{}]*)?-?\}\}/?)+"
)
"""The root of the site, as an output of Liquid or Nunjucks."""
_FILTERED = re.compile(
    r"\{\{-?\s*['\"](?P<path>[^'\"]+)['\"]\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+|url_for)[^{}]*\}\}"
    r"|\{\{-?\s*(?:url_for|url)\(['\"](?P<call>[^'\"]+)['\"]\)\s*-?\}\}"
)
_POST = re.compile(
    r"\{\{[<%]-?\s*(?:rel)?ref\s+(?P<hugo>(?:\"[^\"]*\"|`[^`]*`|[^\"`<>%])+?)\s*-?[>%]\}\}"
    r"|\{%-?\s*(?P<tag>post_url|link|post_path|asset_path)\s+(?P<liquid>[^%]+?)\s*-?%\}",
    re.DOTALL,
)


class Site(Protocol):
    """What is known of the old blog and the new one, from the point of view of one post."""

    def resolve(self, target: str, *, image: bool = False) -> tuple[str, str]:
        """Return the new target of a link or image, and a message if there is something wrong with it.

        A target that needs no change is returned as it is.
        """

    def post(self, name: str, language: str | None = None) -> str | None:
        """Return the target of a link to the post with a name or path.

        :param language: of several posts with this name; None for the language of the post that links.
        """

    def include(self, name: str) -> str | None:
        """Return the text of a file that a post includes, unconverted; None if there is no such file."""

    def setting(self, name: str) -> str | None:
        """Return the value of a (dotted) key of the old configuration as text; None if there is none."""


def resolve(site: Site, target: str, *, image: bool) -> tuple[str, str]:
    """Return the new target of a link or image that may have tags in it, and what is wrong with it."""
    if "{" not in target:
        new, problem = site.resolve(target, image=image)
        return f"https:{new}" if new.startswith("//") else new, problem  # MyST would look for a document
    bare = _FILTERED.sub(lambda match: match["path"] or match["call"], _ROOT.sub("/", target))
    match = _POST.search(bare)
    if match is None:
        known = site.resolve(bare, image=image)
        return known if bare == target or not LIQUID.search(bare) else (target, _unsupported(bare))
    words = split_words(match["hugo"] or match["liquid"])
    named = dict(word.split("=", 1) for word in words if re.match(r"(?:path|lang|outputFormat)=", word))
    plain = [word for word in words if not re.match(r"(?:path|lang|outputFormat)=", word)]
    name, _, fragment = (named.get("path") or next(iter(plain), "")).partition("#")
    behind = bare[match.end() :]
    if match["tag"] == "asset_path":
        return site.resolve(" ".join(plain), image=image)
    post = site.post(name, named.get("lang")) if name else ""
    if post is None:
        return site.resolve(name + (f"#{fragment}" if fragment else ""), image=image)
    return site.resolve(post + (f"#{fragment}" if fragment else "") + behind)


def _unsupported(target: str) -> str:
    return f"unsupported tag in the target '{target}'"


_DEEPEST = 10
"""Included files in included files."""
MORE = "<!-- more -->"
"""The marker behind the excerpt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag of another engine: ``{% name … %}``, ``{{< name … >}}``, ``<Name …>``, with its arguments parsed."""

    name: str
    args: str = ""
    """The arguments as they were written."""
    positional: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    """Arguments of the form ``key=value``; a component's attribute without a value has an empty text."""
    inline: bool = False
    """Whether other text is in its line."""
    outer: Tag | None = None
    """The block that contains it."""
    text: str = ""
    """The whole tag."""
    offset: int = 0
    """Where it begins in the file."""
    index: int = 0
    """Its number among the blocks of its name within the outer block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What replaces the two ends of a block; the body between them stays Markdown.

    A frame is a directive, a quotation, or two texts.  A frame without any of them only removes the two ends.
    """

    directive: str = ""
    """The head of a directive without its fence: ``{note}``, ``{dropdown} Title``."""
    options: tuple[str, ...] = ()
    """The options of the directive: ``:class: tip``."""
    quote: bool = False
    """Whether the body becomes a quotation; ``after`` is its attribution."""
    code: str | None = None
    """A language, if the body is code: it stays as it is, within a fence."""
    before: str = ""
    """A text before the body."""
    after: str = ""
    """A text behind the body."""


@dataclass(slots=True)
class Box:
    """A block that becomes something else: its two ends, and what replaces them."""

    opening: tuple[int, int]
    closing: tuple[int, int]
    frame: Frame
    before_closing: str = ""
    """What completes the line before the closing fence, if the block has no end of its own."""
    prefix: str | None = None
    """What its lines begin with; None for what the line of its opening begins with."""
    lengths: dict[str, int] = field(default_factory=dict)
    """The longest fence within it, by its character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What becomes of a block with a literal body: fenced code."""

    language: str = ""
    caption: str = ""
    options: tuple[str, ...] = ()
    """Options of ``code-block``: ``:linenos:``."""


Pass: TypeAlias = "Callable[[Work], None]"  # noqa: S105 - not a password
Converter: TypeAlias = "Callable[[Tag, Work], str | None]"
"""Returns the Markdown that replaces a tag; None if the tag cannot be converted, which is reported."""
BlockConverter: TypeAlias = "Callable[[Tag, Work], Frame | None]"
"""Returns what replaces the two ends of a block; None if the block cannot be converted, which is reported."""
LiteralConverter: TypeAlias = "Callable[[Tag, str, Work], Code | str | None]"
"""Gets a block and its literal body; returns code, or the Markdown that replaces the whole block."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Remark:
    """Something in a post that its author has to look at."""

    line: int
    """In the file; 0 for the whole file."""
    kind: NoteKind
    message: str
    file: str = ""
    """The included file that it is about; empty for the post itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """The result of converting one post."""

    text: str
    """The body, without the front matter; it ends with one line break."""
    remarks: tuple[Remark, ...]
    features: frozenset[str]
    """Names of MyST extensions that the text needs, and of Sphinx extensions (``sphinx_design``, ``mermaid``)."""


@dataclass(slots=True, kw_only=True)
class Work:
    """One post that is being converted."""

    parsed: ParsedPost
    parser: MarkdownIt
    """Of the dialect; it parses included texts, too."""
    dialect: Dialect
    site: Site
    tags: Mapping[str, Converter] = field(default_factory=dict)
    """By the name of the tag or component, in lower case."""
    blocks: Mapping[str, BlockConverter] = field(default_factory=dict)
    """For tags and components around Markdown, by their name in lower case."""
    literals: Mapping[str, LiteralConverter] = field(default_factory=dict)
    """For tags around a literal body, by their name in lower case."""
    title: str = ""
    """The title in the front matter."""
    heading_is_title: bool = False
    """Whether a first heading of the first level is the title, whatever the front matter has."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """The front matter by the keys of the engine, for tags that display them."""
    dollar_math: bool | None = None
    """Whether ``$x$`` was math in the old blog; None if that is unknown."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The files that a post imports by names: ``import picture from './a.png'``."""
    emoji: bool = False
    """Whether ``:tada:`` was displayed as a picture."""
    repeated: frozenset[str] = frozenset()
    """Names that elements of several posts have, in lower case: what has a title may not share one in Sphinx."""
    excerpt_separator: str = ""
    """The text that ended the excerpt, if the old blog had one of its own."""
    passes: tuple[Pass, ...] = ()
    """The passes of the engine, for the post and for included texts."""
    convert_fragment: Callable[[Work, str, str], str] | None = None
    """Converts an included text; ``conversion.convert`` sets it."""
    including: tuple[str, ...] = ()
    """The names of the files that are being included, outermost first."""
    _leaves: list[tuple[Leaf, Place]] | None = None
    boxes: list[Box] = field(default_factory=list)
    """Boxes that passes find; the last pass but one writes them."""
    edits: list[Edit] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    features: set[str] = field(default_factory=set)
    literal_text: list[str] = field(default_factory=list)
    """Texts that look foreign, and are meant to be displayed."""

    @property
    def source(self) -> Source:
        """The text of the file."""
        return self.parsed.source

    def put(self, span: tuple[int, int], text: str, reason: str) -> None:
        """Replace a span of the file; line breaks of the text become those of the file."""
        new = text.replace("\n", self.source.newline)
        if self.source.text[span[0] : span[1]] != new:
            self.edits.append(Edit(span[0], span[1], new, reason))

    def insert(self, offset: int, text: str, reason: str) -> None:
        """Insert a text at an offset of the file."""
        self.put((offset, offset), text, reason)

    def discard_edits(self, start: int, end: int) -> None:
        """Remove the edits within a span."""
        self.discard_edits_in([(start, end)])

    def discard_edits_in(self, spans: list[tuple[int, int]]) -> None:
        """Remove the edits within some spans."""
        if spans:
            merged = Spans(spans)
            self.edits = [edit for edit in self.edits if not merged.contain(edit.start, edit.end)]

    def report(self, offset: int, kind: NoteKind, message: str) -> None:
        """Add a remark on an offset of the file."""
        self.remarks.append(Remark(line=self.source.line_number(offset), kind=kind, message=message))

    def pieces(self, *rules: str) -> Iterator[tuple[Leaf, Place, Piece]]:
        """Yield the pieces that some inline rules matched, with their texts; those without a place are left out."""
        if self._leaves is None:
            self._leaves = [(leaf, leaf.place) for leaf in self.parsed.leaves if leaf.place is not None and leaf.pieces]
        for leaf, place in self._leaves:
            for piece in leaf.pieces:
                if piece.rule in rules:
                    yield leaf, place, piece

    def label(self, name: str, offset: int) -> str:
        """Return the name of something with a title; nothing if another post has it, too, which is reported."""
        if name.lower() not in self.repeated:
            return name
        self.report(offset, NoteKind.ATTRIBUTE, f"identifier '{name}' is in several posts; removed")
        return ""

    def lines(self, token: Token) -> tuple[int, int]:
        """Return the span of a block's lines in the file; without the signs before it, if its rule notes its start."""
        source = self.source
        first, last = token.map or [0, 0]
        start = token.meta.get("start")
        begin = source.lines[first][0] if start is None else source.offset(start)
        return begin, source.lines[max(first, last - 1)][1]

    def target(self, target: str, offset: int, *, image: bool = False) -> str:
        """Return the new target of a link or image, unescaped; what is wrong with it is reported at the offset."""
        new, problem = resolve(self.site, target, image=image)
        if problem:
            self.report(offset, NoteKind.IMAGE if image else NoteKind.LINK, problem)
        return new

    def include(self, name: str) -> str | None:
        """Return the converted text of a file that the post includes; None if there is none, or it includes itself."""
        if name in self.including or len(self.including) >= _DEEPEST:
            return None
        text = self.site.include(name)
        return None if text is None else self.fragment(text, name)

    def fragment(self, text: str, file: str = "") -> str:
        """Return a text of the old blog, converted like that of the post; remarks on it name the file."""
        assert self.convert_fragment is not None
        return self.convert_fragment(self, text, file)
