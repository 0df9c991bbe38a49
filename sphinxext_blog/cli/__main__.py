"""``python -m sphinxext_blog.cli``, for systems on which the script is not on the path."""

from __future__ import annotations

import sys

from .main import main

__all__: list[str] = []

if __name__ == "__main__":
    sys.exit(main())
