"""Mentions: the documents and objects that posts refer to, resolved when all documents are read.

The index contains every post, so that it depends neither on the time nor on options that hide posts.  The views select
the posts that are listed.
"""

from __future__ import annotations

from .record import record

__all__ = ["MentionIndex", "MentionTarget"]


@record
class MentionTarget:
    """A document, a place in it, or an object of another project."""

    docname: str = ""
    """Empty for another project."""
    anchor: str = ""
    project: str = ""
    """The name of the other project in ``intersphinx_mapping``."""
    domain: str = ""
    """The domain of the object; empty if it is only a place in a document."""
    type: str = ""
    name: str = ""
    url: str = ""
    """The URL of the object of another project."""


@record
class MentionIndex:
    """The targets that the posts of a site refer to."""

    targets: tuple[MentionTarget, ...] = ()
    """Each target once."""
    posts: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """(key of a post, the indices of its targets), sorted; posts without targets are omitted."""
