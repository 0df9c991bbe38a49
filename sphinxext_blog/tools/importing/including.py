"""Including: a file of the old blog put into a post, unless it goes round in circles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .scanning import MARKDOWN, text_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .targets import Surroundings

__all__ = ["included"]

_LOGIC = re.compile(r"\{%-?\s*(?!\s|-|(?:include\w*|(?:end)?(?:raw|highlight|comment)|link|post_url)\b)")
_LONGEST = 200_000
"""Characters; what is longer was not written to be put into a post."""


def included(path: Path, around: Surroundings, prepare: Callable[[str], str | None] = str) -> str | None:
    """The text of a file, converted as the post is; None where it is not there, not a text, or includes itself.

    :param prepare: what is done to the text before it is converted; None from it is None of this.
    """
    name = str(path.resolve())
    root = around.blog.root.resolve()
    if not path.is_file() or not path.resolve().is_relative_to(root) or name in around.including:
        return None
    if path.suffix.lower() not in (*MARKDOWN, ".txt", ".html", ".htm", ""):
        return None
    text = prepare(text_in(path))
    if text is None or len(text) > _LONGEST or (path.suffix.lower() not in (*MARKDOWN, ".txt") and _LOGIC.search(text)):
        return None  # a template with a logic of its own
    return around.fragment(text.strip("\n"), name)
