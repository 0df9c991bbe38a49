"""reStructuredText: posts that stay what they are, while edits change links, pictures, code and a few directives.

docutils resolves a path in a link to nothing: links to posts become ``:doc:``, links to files ``:download:``.  Text in
literal blocks, in comments and in inline literals is never edited.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from ..sphinx_compat import column_width
from .front_matter import Header
from .old_blog import NoteKind
from .source import Edit, Spans, apply_edits
from .tags import EMBEDS
from .work import Conversion, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .old_blog import OldPost
    from .work import Site

__all__ = ["RstPost", "convert_rst", "split_fields", "split_rst"]


# -------------------------------------------------------------------------------------------------------------- headers

_ADORNMENT = r"[!-/:-@\[-`{-~]"
_TITLE = re.compile(
    rf"(?:[ \t]*\n)*(?:(?P<over>{_ADORNMENT})(?P=over)*[ \t]*\n)?[ \t]*(?P<title>\S[^\n]*)\n"
    rf"(?P<line>{_ADORNMENT})(?P=line)+[ \t]*(?:\n|\Z)"
)
_FIELDS = re.compile(r"\s*(?P<fields>(?::[^:\n]+:(?:[ \t][^\n]*)?(?:\n|\Z)(?:[ \t]+\S[^\n]*(?:\n|\Z))*)+)")
_FIELD = re.compile(r"^:(?P<name>[^:\n]+):[ \t]*(?P<value>[^\n]*(?:\n[ \t]+\S[^\n]*)*)", re.MULTILINE)


def split_rst(text: str) -> Header:
    """Return the title and the fields below or above it, which end where the text of a post begins.

    A heading between the title and the fields is a subtitle, which docutils does not count as text.
    """
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    offset = _take_fields(text, 0, values, lines)
    title = _TITLE.match(text, offset)
    if title is not None:
        values, lines = (
            {"title": title["title"].strip(), **values},
            {"title": _line(text, title.start("title")), **lines},
        )
        offset = title.end()
    below = _TITLE.match(text, offset)
    if below is not None and _FIELDS.match(text, below.end()):
        values["subtitle"], lines["subtitle"] = below["title"].strip(), _line(text, below.start("title"))
        offset = below.end()
    offset = _take_fields(text, offset, values, lines)
    return Header(values=dict(values), lines=lines, body_start=offset)


def split_fields(text: str) -> Header:
    """Return the fields at the top of a text that stays as it is, with its title."""
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    offset = _take_fields(text, 0, values, lines)
    return Header(values=dict(values), lines=lines, body_start=offset)


def _take_fields(text: str, offset: int, values: dict[str, str], lines: dict[str, int]) -> int:
    """Add the fields that begin at an offset to two mappings; return where the text goes on."""
    match = _FIELDS.match(text, offset)
    if match is None:
        return offset
    for field in _FIELD.finditer(text, match.start("fields"), match.end()):
        name = field["name"].strip().lower()
        values.setdefault(name, " ".join(field["value"].split()))
        lines.setdefault(name, _line(text, field.start()))
    return match.end()


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


# ------------------------------------------------------------------------------------------------------------- the post

_BODY = r"(?:[ \t]*\n|(?P=indent)[ \t]+[^\n]*(?:\n|\Z))"
_LITERAL = re.compile(
    r"^(?P<indent>[ \t]*)(?![ \t])(?:\.\. (?:code|code-block|sourcecode|math|raw|parsed-literal)::[^\n]*"
    rf"|(?!\.\. )[^\n]*::|\.\.(?:[ \t]+(?![ \t_|\[]|[\w:+-]+::)[^\n]*)?)[ \t]*\n(?P<body>{_BODY}+)",
    re.MULTILINE,
)
"""A block of which the body is not markup: code, a literal block or a comment."""


class RstPost:
    """A post in reStructuredText while its edits are collected."""

    def __init__(self, post: OldPost, site: Site) -> None:
        self.text, self.base, self.site = post.text, post.body_start, site
        self.edits: list[Edit] = []
        self._remarks: list[Remark] = []
        spans = [match.span("body") for match in _LITERAL.finditer(self.text, self.base)]
        self._starts, self._spans = [start for start, _ in spans], spans

    def is_literal(self, offset: int) -> bool:
        """Return whether an offset is in a block that is not markup."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._spans[index][1]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern below the header that are markup."""
        return (match for match in pattern.finditer(self.text, self.base) if not self.is_literal(match.start()))

    def put(self, span: tuple[int, int], text: str, reason: str) -> None:
        """Replace a span of the text."""
        if self.text[span[0] : span[1]] != text:
            self.edits.append(Edit(span[0], span[1], text, reason))

    def report(self, offset: int, kind: NoteKind, message: str) -> None:
        """Add a remark on an offset."""
        self._remarks.append(Remark(line=_line(self.text, offset), kind=kind, message=message))

    def target(self, match: re.Match[str], *, image: bool = False) -> str:
        """Return the new target of what a match links to or displays, and report what is wrong with it."""
        old = " ".join(match["target"].split())
        new, problem = self.site.resolve(old, image=image)
        path, sign, fragment = new.partition("#")
        if sign and new != old and path.endswith((".md", ".rst")):
            problem = f"the link leads to the page, not to '#{fragment}' in it."
        if problem:
            self.report(match.start("target"), NoteKind.IMAGE if image else NoteKind.LINK, problem)
        return new

    def result(self, head: str = "", features: frozenset[str] = frozenset()) -> Conversion:
        """Apply all edits, and return the text below a head."""
        shift = self.base
        edits = [Edit(edit.start - shift, edit.end - shift, edit.text, edit.reason) for edit in self.edits]
        text, lost = apply_edits(self.text[shift:], edits)
        for edit in lost:
            self.report(
                edit.start + shift, NoteKind.DIRECTIVE, f"a {edit.reason} within another conversion is unchanged."
            )
        body = text.strip("\n").rstrip()
        whole = "\n\n".join(filter(None, (head, body))) + "\n"
        return Conversion(text=whole, remarks=tuple(sorted(set(self._remarks))), features=features)


def convert_rst(post: OldPost, site: Site) -> Conversion:
    """Return a post below its title and fields, converted, with the title above it again."""
    rst = RstPost(post, site)
    convert_pictures(rst)
    convert_links(rst)
    _convert_code(rst)
    _convert_math(rst)
    _report_html(rst)
    _convert_directives(rst)
    for match in rst.matches(_SUMMARY_END):
        rst.put(match.span(), ".. more", "marker")
    for match in rst.matches(_SUMMARY_BEGIN):
        rst.put(match.span(), "", "marker")
    return rst.result(_heading(post.title or post.file.stem.rpartition("/")[2], rst.text[rst.base :]))


_SUMMARY_END = re.compile(r"^\.\. (?:PELICAN_END_SUMMARY|more)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_SUMMARY_BEGIN = re.compile(r"^\.\. PELICAN_BEGIN_SUMMARY[ \t]*\n?", re.MULTILINE | re.IGNORECASE)


def _heading(title: str, text: str) -> str:
    """Return a title with an adornment that no heading of the text has."""
    line = "=" * max(column_width(title), 4)
    is_used = re.search(r"^[^\s=][^\n]*\n={3,}[ \t]*$", text, re.MULTILINE) is not None
    return f"{line}\n{title}\n{line}" if is_used else f"{title}\n{line}"


# ------------------------------------------------------------------------------------------------- pictures, directives

_PICTURE = re.compile(
    r"^[ \t]*\.\. (?:\|[^|\n]+\| )?(?:image|figure)::[ \t]+(?P<target>\S[^\n]*?)[ \t]*$", re.MULTILINE
)
_PICTURE_LINK = re.compile(r"^[ \t]+:target:[ \t]+(?P<target>\S[^\n]*?)[ \t]*(?:\n|\Z)", re.MULTILINE)
_CODE = re.compile(
    r"^(?P<indent>[ \t]*)\.\. (?P<name>code-block|sourcecode)::[^\n]*\n(?P<options>(?:[ \t]+:\w+:[^\n]*\n)*)",
    re.MULTILINE,
)
_OPTION = re.compile(r"^(?P<indent>[ \t]+):(?P<name>\w+):[ \t]*(?P<value>[^\n]*?)[ \t]*\n", re.MULTILINE)
_MATH = re.compile(
    rf"^(?P<indent>[ \t]*)\.\. math::[ \t]*\n(?P<options>(?:[ \t]+:\w+:[^\n]*\n)*)(?:[ \t]*\n)*(?P<body>{_BODY}+)",
    re.MULTILINE,
)
_HTML = re.compile(rf"^(?P<indent>[ \t]*)\.\. raw::[ \t]+html[^\n]*\n(?P<body>{_BODY}+)", re.MULTILINE)
_FILE = re.compile(
    r"<(?:img|video|audio|source|embed)\s[^<>]*?\bsrc\s*=\s*[\"']?(?P<src>(?![\w+.-]+:|//)[^\s\"'<>]+)", re.IGNORECASE
)
_SHARED_OPTIONS = ("caption", "name", "class", "dedent", "force")
"""Options of code that Sphinx has as well."""
_DIRECTIVE = re.compile(
    r"^(?P<indent>[ \t]*)\.\. (?P<name>[\w+-]+)::[ \t]*(?P<args>[^\n]*)"
    r"(?P<options>(?:\n(?P=indent)[ \t]+:\w+:[^\n]*)*)",
    re.MULTILINE,
)
_NAMES = """
attention caution danger error hint important note tip warning admonition sidebar topic parsed-literal code math rubric
epigraph highlights pull-quote compound container table csv-table list-table contents sectnum section-numbering header
footer meta image figure include raw replace unicode date class role default-role title target-notes line-block
code-block sourcecode highlight literalinclude glossary only toctree versionadded versionchanged deprecated
versionremoved seealso centered hlist index acks tabularcolumns codeauthor sectionauthor moduleauthor productionlist
graphviz digraph graph inheritance-diagram todo todolist autoclass autofunction automodule automethod autodata doctest
testcode testoutput testsetup testcleanup plot mermaid ipython function class method module data exception attribute
envvar option program tab-set tab-item dropdown grid card button-link button-ref post postlist update more
"""
_DIRECTIVES = frozenset(_NAMES.split())
"""Directives of docutils, of Sphinx and its widespread extensions, and of this extension."""


def convert_pictures(rst: RstPost) -> None:
    """Resolve the paths of images and figures, and of what they link to."""
    for match in rst.matches(_PICTURE):
        rst.put(match.span("target"), rst.target(match, image=True), "image")
    for match in rst.matches(_PICTURE_LINK):
        new = rst.target(match)
        if new == match["target"]:
            continue
        if "://" in new:
            rst.put(match.span("target"), new, "link")
            continue
        rst.put(match.span(), "", "link")
        message = f"the image linked to '{match['target']}'. In Sphinx images link to URLs only."
        rst.report(match.start(), NoteKind.LINK, message)


def _convert_code(rst: RstPost) -> None:
    """Convert the options of code in Pelican to those of Sphinx; options of Pygments without a counterpart go."""
    for match in rst.matches(_CODE):
        rst.put(match.span("name"), "code-block", "code")
        for option in _OPTION.finditer(rst.text, match.start("options"), match.end("options")):
            new = _code_option(option)
            if new != option.group():
                rst.put(option.span(), new, "code")


def _code_option(option: re.Match[str]) -> str:
    name, value, indent = option["name"].lower(), option["value"], option["indent"]
    if name == "linenos":
        return f"{indent}:linenos:\n" if value != "none" else ""
    if name == "linenostart":
        return f"{indent}:lineno-start: {value}\n"
    if name == "hl_lines":
        return f"{indent}:emphasize-lines: {','.join(value.replace(',', ' ').split())}\n"
    return option.group() if name in _SHARED_OPTIONS or "-" in name else ""


def _convert_math(rst: RstPost) -> None:
    """Write numbered lines of a formula as an environment: Sphinx would split the formula, where no number may be."""
    for match in rst.matches(_MATH):
        body = match["body"]
        if "\\tag" not in body or "\\\\" not in body or ":nowrap:" in match["options"]:
            continue
        rst.put((match.start("options"), match.start("options")), f"{match['indent']}   :nowrap:\n", "math")
        if not re.match(r"\s*\\begin\{(?:align|gather|multline|equation)", body):
            blank = body[: len(body) - len(body.lstrip())].rpartition("\n")[2]
            start, end = match.start("body"), match.start("body") + len(body.rstrip())
            rst.put((start, start), f"{blank}\\begin{{gather*}}\n", "math")
            rst.put((end, end), f"\n{blank}\\end{{gather*}}", "math")


def _report_html(rst: RstPost) -> None:
    """Report files in HTML, where Sphinx does not look for them."""
    for match in rst.matches(_HTML):
        for tag in _FILE.finditer(rst.text, match.start("body"), match.end("body")):
            message = f"'{tag['src']}' is in HTML, where Sphinx does not look for files"
            rst.report(tag.start(), NoteKind.HTML, f"{message}; copy it to a folder of html_extra_path")


def _convert_directives(rst: RstPost) -> None:
    """Replace players by links; report directives that Sphinx does not have."""
    for match in rst.matches(_DIRECTIVE):
        name = match["name"].lower()
        if name in _DIRECTIVES:
            continue
        words = match["args"].split()
        if name in EMBEDS and words:
            pattern, text = EMBEDS[name]
            url = words[0] if "://" in words[0] else pattern.format(words[0])
            rst.put((match.start() + len(match["indent"]), match.end()), f"`{text} <{url}>`__", "embed")
        else:
            message = f"unsupported directive '{match['name']}'; unchanged"
            rst.report(match.start(), NoteKind.DIRECTIVE, message)


# ---------------------------------------------------------------------------------------------------------------- links

_EMBEDDED = re.compile(r"(?<![`:\w])`(?P<text>[^`<>]{0,500}?)\s*<(?P<target>[^<>`]{1,500}[^<>`_])>`(?P<end>__?)(?!\w)")
_NAMED = re.compile(
    r"^(?P<indent>[ \t]*)\.\. _(?P<name>`[^`\n]+`|[^_`:\n][^:\n]*):[ \t]+(?P<target>\S[^\n]*?)[ \t]*$", re.MULTILINE
)
_ANONYMOUS = re.compile(r"^[ \t]*(?:\.\. __:|__)[ \t]+(?P<target>\S[^\n]*?)[ \t]*$", re.MULTILINE)
_REFERENCE = re.compile(
    r"``[^\n]{1,1000}?``|:[\w:-]{1,60}:`[^`]{0,1000}`|^[ \t]*(?::target:|\.\. _)[^\n]*"
    r"|`(?P<phrase>[^`<>]{1,500}?)(?:\s{0,9}<(?P<alias>[^`<>]{1,500})_>)?`(?P<end>__?)(?!\w)"
    r"|(?<![\w`])(?P<word>\w[\w.+:-]{0,100}?)(?P<tail>__?)(?![\w`])",
    re.MULTILINE,
)
"""References, and the texts in which there are none; those have neither a ``phrase`` nor a ``word``."""
_EXTERNAL = re.compile(r"[A-Za-z][\w+.-]*:|//|#")


def convert_links(rst: RstPost) -> None:
    """Convert links to posts and files to roles."""
    literals = [match.span() for match in re.finditer(r"``[^\n]{1,1000}?``", rst.text)]
    for match in rst.matches(_EMBEDDED):
        if any(start <= match.start() < end for start, end in literals) or _EXTERNAL.match(match["target"]):
            continue
        new = rst.target(match)
        if new != " ".join(match["target"].split()):
            words = " ".join(match["text"].split())
            rst.put(match.span(), role_for(new, words) or f"`{words} <{new}>`{match['end']}", "link")
    references = [match for match in rst.matches(_REFERENCE) if match["phrase"] or match["word"]]
    _convert_named(rst, references)
    _convert_anonymous(rst, references)


def _convert_named(rst: RstPost, references: list[re.Match[str]]) -> None:
    """Convert references to ``.. _name: target``; a target that is a role then is removed."""
    roles: dict[str, str] = {}
    for match in rst.matches(_NAMED):
        if _EXTERNAL.match(match["target"]) or match["target"].endswith("_"):
            continue
        new = rst.target(match)
        if new == match["target"]:
            continue
        if role_for(new, "x"):
            roles[_name(match["name"].strip("`"))] = new
            rst.put(match.span(), "", "link")
        else:
            rst.put(match.span("target"), new, "link")
    for match in references if roles else ():
        new = roles.get(_name(match["alias"] or match["phrase"] or match["word"]), "")
        if new and not _is_anonymous(match):
            rst.put(match.span(), role_for(new, match["phrase"] or match["word"]), "link")


def _convert_anonymous(rst: RstPost, references: list[re.Match[str]]) -> None:
    """Convert references to ``__ target``, which only their order tells apart."""
    targets = [(match, rst.target(match)) for match in rst.matches(_ANONYMOUS)]
    roles = [new if new != match["target"] and role_for(new, "x") else "" for match, new in targets]
    if not any(roles):
        return
    lines = Spans(target.span() for target, _ in targets)
    anonymous = [match for match in references if _is_anonymous(match) and not lines.contain(*match.span())]
    if len(anonymous) != len(targets):
        message = "the number of anonymous links does not match that of their targets. They are unchanged."
        rst.report(targets[0][0].start(), NoteKind.LINK, message)
        return
    for match, (target, _), new in zip(anonymous, targets, roles, strict=True):
        if new:
            rst.put(match.span(), role_for(new, match["phrase"] or match["word"]), "link")
            rst.put(target.span(), "", "link")


def role_for(target: str, text: str) -> str:
    """Return a role for a path; nothing for a URL."""
    path = target.partition("#")[0]
    if not path or "://" in path or path.startswith("/"):
        return ""
    if path.endswith((".md", ".rst")):
        name = posixpath.splitext(path)[0]
        return f":doc:`{text} <{name}>`" if text else f":doc:`{name}`"
    return f":download:`{text or posixpath.basename(path)} <{path}>`"


def _is_anonymous(reference: re.Match[str]) -> bool:
    return (reference["end"] or reference["tail"]) == "__" and not reference["alias"]


def _name(text: str) -> str:
    """Return a name as docutils compares it."""
    return " ".join(text.split()).casefold()
