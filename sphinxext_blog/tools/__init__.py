"""The ``sphinx-blog`` command: tools for authors; nothing here is part of a build."""
