"""Showing: a value of an author's YAML in the text of a warning."""

from __future__ import annotations

from reprlib import Repr

__all__ = ["shown"]

_LONGEST = 60


def shown(value: object) -> str:
    """A value as a warning shows it: short, whatever it holds."""
    show = Repr()  # its numbers may be set in the constructor from Python 3.12 on
    show.maxstring = show.maxother = _LONGEST
    text = show.repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
