"""The ``sphinx-blog`` command: tools for a blog besides the build.

Each subcommand is a module with ``add_arguments(parser)`` and ``run(arguments) -> int``; :mod:`.main` lists them.
"""

from __future__ import annotations
