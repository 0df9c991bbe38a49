"""Signatures: the hash of exactly what a page shows of other documents.

It is the whole of dependency tracking: a page is rewritten when its signature differs from the one it was last
written with.  Too little in a signature leaves a page stale, too much rewrites it without need.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .post import Post

__all__ = ["digest", "title_facts"]

_encode = json.JSONEncoder(sort_keys=True, default=str, check_circular=False).encode  # made once: a quarter faster


def digest(facts: object) -> str:
    """A short hash of plain data (lists, tuples, dicts with string keys, strings, numbers, None)."""
    text = facts if isinstance(facts, str) else _encode(facts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def title_facts(post: Post | None) -> object:
    """What a link to a post shows of it."""
    return None if post is None else (post.docname, post.anchor, post.title, post.external_link)
