"""Garbage collection runs less often during a build.

A doctree is tens of thousands of objects that refer to each other.  With Python's own thresholds, collecting takes an
eighth of the time of a build, and loading the environment takes two and a half times as long.  The thresholds are the
only state of the process that the extension changes; they are restored after each build.

Nothing is done at the end of the process, though the last rounds take a third of a build without changes: an object
that is not collected there is not closed either, such as the report of Sphinx's doctest builder.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["connect_thresholds"]

_THRESHOLDS = (20_000, 10, 20)
"""Objects before a round over the youngest, and rounds before one over older ones (see ``gc.set_threshold``)."""


def connect_thresholds(app: Sphinx) -> None:
    """Raise the thresholds while the environment is loaded, and from the search for changed files to the end."""
    thresholds = _Thresholds()
    app.connect("config-inited", thresholds.raise_them)  # the environment is loaded next
    app.connect("builder-inited", thresholds.restore, priority=900)  # for not every application builds
    app.connect("env-get-outdated", thresholds.raise_them, priority=900)
    app.connect("build-finished", thresholds.restore)


class _Thresholds:
    """The thresholds of one application."""

    def __init__(self) -> None:
        self._before: tuple[int, int, int] | None = None
        """Those to restore; None if they are not raised now."""

    def raise_them(self, _app: Sphinx, *_: object) -> list[str]:
        """Raise the thresholds (events: config-inited, env-get-outdated); no document is outdated by that.

        A project that has set thresholds as high, or disabled collection, keeps its choice.
        """
        now = gc.get_threshold()
        if 0 < now[0] < _THRESHOLDS[0]:
            self._before = now
            gc.set_threshold(*_THRESHOLDS)
        return []

    def restore(self, _app: Sphinx, *_: object) -> None:
        """Restore the thresholds: one process may build several sites (events: builder-inited, build-finished)."""
        if self._before is not None:
            gc.set_threshold(*self._before)
            self._before = None
