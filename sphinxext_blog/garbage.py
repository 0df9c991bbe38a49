"""Garbage: the collector of Python looks seldom, and never at what lives as long as the build.

A doctree is tens of thousands of objects that point at each other, so that collecting makes an eighth of the time of a
build where Python's own thresholds hold: a round for each few paragraphs.  Loading the environment takes two and a half
times as long with them.  The environment and the search index are hundreds of thousands of objects that live to the
end; a full round over them takes a tenth of a second.  Freezing is the use that Python made ``gc.freeze`` for
(https://docs.python.org/3/library/gc.html#gc.freeze); both change nothing but time, and memory by less than 1 %.

Nothing is done at the end of the process, though the last rounds take a third of a build without changes: what is not
collected there is not closed either, such as the report of Sphinx's doctest builder.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["look_seldom", "spare_environment", "spare_what_lives", "take_back"]

_SELDOM = (20_000, 10, 20)
"""Objects before a round over the youngest, and rounds before one over older ones (see ``gc.set_threshold``)."""

_before: WeakKeyDictionary[Sphinx, tuple[int, int, int]] = WeakKeyDictionary()
"""The thresholds that held before, of each application that looks seldom now."""


def look_seldom(app: Sphinx, *_: object) -> list[str]:
    """Let the collector look seldom, if it looks at all (events: config-inited, env-get-outdated).

    So it is while the environment is loaded, and while documents are read and written.  A project that has set
    thresholds as high, or no collector, keeps them.  No document is outdated by that.
    """
    now = gc.get_threshold()
    if 0 < now[0] < _SELDOM[0]:
        _before[app] = now
        gc.set_threshold(*_SELDOM)
    return []


def spare_environment(app: Sphinx) -> None:
    """Let the collector pass over the environment, which is now loaded (event: builder-inited).

    Its thresholds are as they were until the build begins, for not every application builds.
    """
    spare_what_lives()
    _restore(app)


def spare_what_lives(*_: object) -> None:
    """Let the collector pass over all that there is now (event: write-started)."""
    gc.freeze()


def take_back(app: Sphinx, _exception: Exception | None) -> None:
    """Leave the collector as it was: one process may build several sites (event: build-finished)."""
    gc.unfreeze()
    _restore(app)


def _restore(app: Sphinx) -> None:
    if app in _before:
        gc.set_threshold(*_before.pop(app))
