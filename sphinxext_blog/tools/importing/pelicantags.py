"""Markdown of Pelican: heads of code, notes, and the tags of its plugin ``liquid_tags``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .admonitions import convert_indented
from .codeheads import convert_code_heads
from .media import embedded
from .nunjucks import picture
from .tags import LIQUID, convert_tags

if TYPE_CHECKING:
    from .notes import Fault
    from .tags import Converted, Tag
    from .targets import Surroundings

__all__ = ["convert_pelican"]


def convert_pelican(text: str, around: Surroundings) -> tuple[str, list[Fault]]:
    """Tags that are none of Pelican's own, and may be a text that only looks so, are told where nothing is known."""

    def convert(tag: Tag) -> Converted:
        return picture(list(tag.positional), around) if tag.name == "img" else embedded(tag)

    text, faults = convert_tags(text, LIQUID, convert)
    return convert_indented(convert_code_heads(text)), faults
