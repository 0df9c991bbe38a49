"""The thresholds of garbage collection, which runs less often during a build.

A doctree consists of tens of thousands of objects that reference each other.  With Python's default thresholds,
collection takes an eighth of the time of a build, and loading the environment takes two and a half times as long.  The
thresholds are the only state of the process that the extension changes; they are restored after each build.

Collection at the end of the process is not changed, although it takes a third of a build without changes.  Otherwise
some files would not be closed, such as the report of Sphinx's doctest builder.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["connect_thresholds"]

_THRESHOLDS = (20_000, 10, 20)
"""The numbers of objects before a collection of the youngest generation, and of collections before the older ones."""


def connect_thresholds(app: Sphinx) -> None:
    """Raise the thresholds while the environment is loaded, and from the search for changed files to the end."""
    thresholds = _Thresholds()
    app.connect("config-inited", thresholds.increase)  # the environment is loaded next
    app.connect("builder-inited", thresholds.restore, priority=900)  # not every application starts a build
    app.connect("env-get-outdated", thresholds.increase, priority=900)
    app.connect("build-finished", thresholds.restore)


class _Thresholds:
    """The original thresholds of one application while they are raised."""

    def __init__(self) -> None:
        self._original: tuple[int, int, int] | None = None
        """The thresholds to restore; None if they are not raised."""

    def increase(self, _app: Sphinx, *_: object) -> list[str]:
        """Raise the thresholds, and return no outdated documents (events: config-inited, env-get-outdated).

        The thresholds of a project are not changed if they are higher, or if it has disabled collection.
        """
        current = gc.get_threshold()
        if 0 < current[0] < _THRESHOLDS[0]:
            self._original = current
            gc.set_threshold(*_THRESHOLDS)
        return []

    def restore(self, _app: Sphinx, *_: object) -> None:
        """Restore the thresholds: one process may build several sites (events: builder-inited, build-finished)."""
        if self._original is not None:
            gc.set_threshold(*self._original)
            self._original = None
