"""Unreadable: front matter at which MyST before version 5 stops with a traceback, where later ones warn.

They catch what PyYAML's parser and scanner say, but neither its composer and constructors (an alias of nothing, the
30th of February) nor what cannot be written as JSON (a list that holds itself).
"""

from __future__ import annotations

import json

import myst_parser
import yaml

from .frontmatter import BROKEN, block_of

__all__ = ["without_unreadable"]

_STOPS = int(myst_parser.__version__.partition(".")[0]) < 5  # noqa: PLR2004 - the version named above


def without_unreadable(text: str) -> str:
    """The text with empty lines for a front matter that would stop the build; what is said of it is told elsewhere."""
    span = block_of(text) if _STOPS else None
    if span is None:
        return text
    block = text[slice(*span)]
    try:
        json.dumps(yaml.safe_load(block), default=str)
    except (yaml.parser.ParserError, yaml.scanner.ScannerError):
        return text
    except BROKEN:
        return text[: span[0]] + "\n" * block.count("\n") + text[span[1] :]
    return text
