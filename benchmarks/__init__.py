"""Measures a blog build beside plain Sphinx: the same posts, theme and Markdown settings, one process a build.

``python -m benchmarks`` makes a synthetic blog (:mod:`~benchmarks.corpus`), builds it with several engines
(:mod:`~benchmarks.engines`) in the situations an author knows (:mod:`~benchmarks.scenarios`), and prints ratios, since
seconds say more about the machine than about the engine.  Nothing here imports the extension that is measured.
"""
