"""Code in reStructuredText: the directive of Pelican, with the options that Sphinx's has."""

from __future__ import annotations

import re

__all__ = ["LITERAL", "convert_code"]

_BODY = r"(?:[ \t]*\n|(?P=gap)[ \t]+[^\n]*(?:\n|\Z))"
LITERAL = re.compile(
    r"^(?P<gap>[ \t]*)(?:\.\. (?:code|code-block|sourcecode|math|raw|parsed-literal)::[^\n]*|(?!\.\. )[^\n]*::)[ \t]*\n"
    rf"(?P<body>{_BODY}+)",
    re.MULTILINE,
)
"""Text that is shown as it is."""
_CODE = re.compile(
    r"^(?P<gap>[ \t]*)\.\. (?:code-block|sourcecode)::(?P<language>[^\n]*)\n(?P<options>(?:[ \t]+:\w+:[^\n]*\n)*)",
    re.MULTILINE,
)
_OPTION = re.compile(r"^(?P<gap>[ \t]+):(?P<name>\w+):[ \t]*(?P<value>[^\n]*?)[ \t]*$", re.MULTILINE)
_SAME = ("caption", "name", "class", "dedent", "force")
"""Options of Sphinx that are Pelican's, too, or do no harm."""


def convert_code(text: str) -> str:
    """Line numbers and marked lines as Sphinx has them; options of Pygments that are none of Sphinx's go."""
    return _CODE.sub(_block, text) if "::" in text else text


def _block(match: re.Match[str]) -> str:
    options = "".join(_option(option) for option in _OPTION.finditer(match["options"]))
    return f"{match['gap']}.. code-block::{match['language']}\n{options}"


def _option(option: re.Match[str]) -> str:
    name, value, gap = option["name"].lower(), option["value"], option["gap"]
    if name == "linenos":
        return f"{gap}:linenos:\n" if value != "none" else ""
    if name == "linenostart":
        return f"{gap}:lineno-start: {value}\n"
    if name == "hl_lines":
        return f"{gap}:emphasize-lines: {','.join(value.replace(',', ' ').split())}\n"
    return f"{option.group()}\n" if name in _SAME else ""
