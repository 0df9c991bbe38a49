"""Conversion: all passes over a post, its edits applied once, and the check that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .work import Conversion, Pass, Work

__all__ = ["PASSES", "convert", "convert_fragment", "include"]

PASSES: tuple[Pass, ...] = ()


def convert(work: Work, passes: tuple[Pass, ...] = ()) -> Conversion:
    """Return the converted post.

    :param passes: those of the engine, which run before the passes of all engines.
    """
    raise NotImplementedError


def convert_fragment(work: Work, text: str, file: str = "") -> str:
    """Return a text that becomes part of a post, converted; remarks on it name the file that it is from."""
    raise NotImplementedError


def include(work: Work, name: str) -> str | None:
    """Return the converted text of an included file; None if there is none, or it is being included already."""
    raise NotImplementedError
