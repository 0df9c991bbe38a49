"""Garbage: the collector of Python looks seldom, and never at what lives as long as the build.

A doctree is tens of thousands of objects that point at each other, so that collecting makes an eighth of the time of a
build where Python's own thresholds hold: a round for each few paragraphs.  The environment and the search index are
hundreds of thousands of objects that live to the end; a full round over them takes a tenth of a second.  Freezing is
the use that Python made ``gc.freeze`` for (https://docs.python.org/3/library/gc.html#gc.freeze); both change nothing
but time, and memory by less than a hundredth.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from .domain import blog_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["look_seldom", "spare_what_lives", "take_back"]

_SELDOM = (20_000, 10, 20)
"""Objects before a round over the youngest, and rounds before one over older ones (see ``gc.set_threshold``)."""


def spare_what_lives(*_: object) -> None:
    """Let the collector pass over all that there is now (events: builder-inited, write-started)."""
    gc.freeze()


def look_seldom(app: Sphinx, *_: object) -> list[str]:
    """Let the collector look seldom while documents are read and written, if it looks at all.

    A project that has set thresholds as high, or no collector, keeps them.  No document is outdated by that (event:
    env-get-outdated).
    """
    now = gc.get_threshold()
    if 0 < now[0] < _SELDOM[0]:
        blog_domain(app.env).garbage_thresholds = now
        gc.set_threshold(*_SELDOM)
    return []


def take_back(app: Sphinx, _exception: Exception | None) -> None:
    """Leave the collector as it was: one process may build several sites (event: build-finished)."""
    gc.unfreeze()
    domain = blog_domain(app.env)
    if domain.garbage_thresholds is not None:
        gc.set_threshold(*domain.garbage_thresholds)
        domain.garbage_thresholds = None
