"""Importing: posts of other engines, as posts of this one.

The way of a post: :mod:`.decoding` (bytes to text) -> :mod:`.headers` (front matter) -> its engine (:mod:`.hexo` …:
what the front matter means, and the old address) -> :mod:`.placing` (where it goes) -> :mod:`.converting` (its text) ->
:mod:`.rendering` -> :mod:`.saving`.  Everything before the last is text to text, or looks at the old blog without
touching it; what cannot be done by a program is a :class:`.notes.Note`.
"""
