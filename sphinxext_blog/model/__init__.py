"""Ideas of a blog, as plain data and pure functions.

What lives here knows neither Sphinx nor docutils, neither the clock nor the disk: the standard library and
sibling modules only (a test reads the imports).  What comes from outside is an argument; what an author got
wrong is a ``ValueError``, and the adapter that stands beside the author's line turns it into a warning.
"""

from __future__ import annotations
