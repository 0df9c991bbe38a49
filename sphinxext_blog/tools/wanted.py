"""Labels as a command line names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..reading.labels import labels_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["wanted_labels"]


def wanted_labels(said: Iterable[str] | None) -> tuple[str, ...]:
    """The labels of an option that may be given several times, each time with one label or several with commas."""
    return tuple(dict.fromkeys(label for text in said or () for label in labels_of(text)))
