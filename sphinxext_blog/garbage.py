"""Garbage: what lives as long as the build is kept out of the garbage collector's rounds.

The environment and the search index are hundreds of thousands of objects that live to the end; a full round over them
takes a tenth of a second, and a few objects more decide how many rounds a build has.  This is the use that Python
made ``gc.freeze`` for (https://docs.python.org/3/library/gc.html#gc.freeze); it changes nothing but time, and for the
processes of ``-j`` memory.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["spare_what_lives", "take_back"]


def spare_what_lives(*_: object) -> None:
    """Let the collector pass over all that there is now (events: builder-inited, write-started)."""
    gc.freeze()


def take_back(_app: Sphinx, _exception: Exception | None) -> None:
    """Give it back at the end: one process may build several sites (event: build-finished)."""
    gc.unfreeze()
