"""Mentions: the documents and objects that posts refer to, resolved when all documents are read.

The index contains every post, so that it depends neither on the time nor on options that hide posts.  The views select
the posts that are listed.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from .record import record

if TYPE_CHECKING:
    from .shared_mentions import SharedPost

__all__ = ["MentionIndex", "MentionTarget"]


@record
class MentionTarget:
    """A document, a place in it, or an object of another project."""

    docname: str = ""
    """Empty for another project."""
    anchor: str = ""
    project: str = ""
    """The name of the other project; empty for this one."""
    domain: str = ""
    """The domain of the object; empty for a document, or a place in it that is not an object."""
    type: str = ""
    name: str = ""
    url: str = ""
    """The URL of the object of another project."""

    @property
    def is_object(self) -> bool:
        """Whether it is an object that a domain describes."""
        return bool(self.domain)

    @property
    def object_key(self) -> tuple[str, str, str]:
        """The identity of an object within its project."""
        return self.domain, self.type, self.name

    @property
    def page_anchor(self) -> str:
        """The anchor of the object on the generated page of its project: readable, and different for any two names."""
        words = re.sub(r"[^0-9A-Za-z]+", "-", self.name).strip("-").lower()
        checksum = zlib.crc32("\0".join(self.object_key).encode("utf-8", "surrogatepass"))
        return f"{words or 'object'}-{checksum:08x}"


@record
class MentionIndex:
    """The targets that the posts of a site refer to."""

    targets: tuple[MentionTarget, ...] = ()
    """Each target once."""
    posts: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """(key of a post, the indices of its targets), sorted; posts without targets are omitted."""
    shared: tuple[tuple[int, tuple[SharedPost, ...]], ...] = ()
    """(index of a target, the posts of other sites that mention it), sorted."""
    named: tuple[tuple[str, str, str, int], ...] = ()
    """(document, role, name, index of the target) of each directive that names an object, sorted; -1 if unknown."""
