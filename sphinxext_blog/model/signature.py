"""Signatures: the hash of exactly what a page shows of other documents.

It is the whole of dependency tracking: a page is rewritten when its signature differs from the one it was last
written with.  Too little in a signature leaves a page stale, too much rewrites it without need.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from .post import update_shown

if TYPE_CHECKING:
    from .catalog import Catalog
    from .post import Post
    from .terms import Term

__all__ = [
    "digest",
    "entry_facts",
    "line_facts",
    "point_facts",
    "profile_facts",
    "row_facts",
    "term_facts",
    "title_facts",
]

_encode = json.JSONEncoder(sort_keys=True, default=str, check_circular=False).encode  # made once: a quarter faster


def digest(facts: object) -> str:
    """A short hash of plain data (lists, tuples, dicts with string keys, strings, numbers, None)."""
    text = facts if isinstance(facts, str) else _encode(facts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def title_facts(post: Post | None) -> object:
    """What a link to a post shows of it."""
    return None if post is None else (post.docname, post.anchor, post.title, post.external_link)


def line_facts(catalog: Catalog, post: Post) -> object:
    """What one line of a compact listing shows of a post."""
    return _head_facts(catalog, post), _term_facts(catalog, post, "tag")


def row_facts(catalog: Catalog, post: Post) -> object:
    """What a row of a table shows of a post."""
    terms = [_term_facts(catalog, post, taxonomy) for taxonomy in ("author", "category", "tag")]
    return _head_facts(catalog, post), terms, post.measure.minutes


def point_facts(catalog: Catalog, post: Post, *, text: str) -> object:
    """What a point of a timeline shows of a post, with the text beside it."""
    return _head_facts(catalog, post), text


def entry_facts(catalog: Catalog, post: Post, *, body: str) -> object:
    """What an entry of a listing shows of a post.

    :param body: the digest of what is shown of its body.
    """
    return (
        _head_facts(catalog, post),
        update_shown(post),
        [(taxonomy, _term_facts(catalog, post, taxonomy)) for taxonomy, _ in post.terms],
        post.measure.minutes,
        (post.image, post.image_alt, post.image_digest),
        body,
    )


def term_facts(term: Term) -> tuple[str, str, int]:
    """What a link to a term with its count shows."""
    return term.label, term.slug, term.count


def profile_facts(catalog: Catalog, term: Term, picture: object) -> object:
    """What the first page of a term shows above its listing.

    :param picture: what tells its picture from another one.
    """
    info = term.info
    return (
        (info.description, info.bio, info.url, info.social),
        picture,
        [term_facts(found) for found in catalog.above(term)],
        [term_facts(found) for found in catalog.below(term)],
    )


def _head_facts(catalog: Catalog, post: Post) -> object:
    """What every style shows: title, date and marks."""
    return title_facts(post), post.date, catalog.states[post.key], post.pinned


def _term_facts(catalog: Catalog, post: Post, taxonomy: str) -> object:
    return [(term.label, term.slug) for term in catalog.terms_for(post, taxonomy)]
