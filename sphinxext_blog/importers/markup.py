"""Markup: the MyST Markdown that conversions write."""

from __future__ import annotations

import re
import shlex
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "attributes_in",
    "code_block",
    "comment",
    "directive",
    "guard_start",
    "html_attributes",
    "lost_styles",
    "one_line",
    "short",
    "split_words",
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


def code_block(body: str, language: str = "", caption: str = "", options: Iterable[str] = ()) -> str:
    """Return fenced code; the directive ``code-block`` if it has a caption or options."""
    body = body.strip("\n").rstrip()
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
    """Return the words of a tag's arguments; those in quotes or backticks are one."""
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
    widths = (styles.get("width"), styles.get("max-width"), pairs.get("width"), zoom if "%" in zoom else "")
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
