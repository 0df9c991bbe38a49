"""The ``sphinx-blog`` command: what is done to a blog beside building it.

Each subcommand is a module with ``add_arguments(parser)`` and ``run(arguments) -> int``; :mod:`.main` names them.
"""

from __future__ import annotations
