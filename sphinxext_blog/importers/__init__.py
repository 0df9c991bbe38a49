"""Importers: posts of other blog engines become posts in MyST Markdown.

Each post is parsed once (:mod:`.parsing`, with the syntax of other engines in :mod:`.foreign`).  Every piece of it has
its offsets in the file (:mod:`.source`).  Passes look at the pieces and only make edits (:mod:`.work`); all edits are
applied once, so what no edit changes stays byte for byte.  What is foreign and not covered by an edit is reported
(:mod:`.leftovers`).
"""
