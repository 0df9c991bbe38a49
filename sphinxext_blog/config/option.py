"""An option: declared once, on a field of a record."""

from __future__ import annotations

from dataclasses import MISSING, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field

__all__ = ["default_of", "option"]


def option(default: Any, check: Callable[[object], bool], expects: str, help_text: str, *, rebuild: str = "env") -> Any:
    """Declare an option: its default, the check of a value, what the check expects in words, and its meaning.

    :param rebuild: what is made again when its value changes: ``env`` (every document is read again), ``html`` (every
        page is written again) or the empty string.
    """
    metadata = {"check": check, "expects": expects, "help": help_text, "rebuild": rebuild}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


def default_of(declared: Field[Any]) -> Any:
    """The default of an option, a fresh copy where it is mutable."""
    if declared.default_factory is not MISSING:
        return declared.default_factory()
    return declared.default
