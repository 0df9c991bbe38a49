"""The model of a blog, as plain data and pure functions.

The modules depend on the standard library and on each other only, which a test of the imports checks.  They use
neither Sphinx nor docutils, neither the clock nor the disk.  External data are arguments; a mistake in a source is a
``ValueError``, which the caller, who has the source location, turns into a warning.
"""

from __future__ import annotations
