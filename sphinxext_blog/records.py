"""Records: what the domain keeps from build to build, pickled with the environment.

A change of their form means a new ``BlogDomain.data_version``.
"""

from __future__ import annotations

from typing import Any

__all__ = ["BY_DOCNAME", "RECORDS"]

RECORDS: dict[str, Any] = {
    "posts": {},  # docname -> (Post, …)
    "tagged": {},  # docname -> TaggedPage
    "blocks": {},  # docname -> (Block, …)
    "refs": {},  # docname -> ((type, target), …): what its links show of the blog
    "leads": {},  # docname -> {anchor: the nodes of an excerpt, pickled}
    "untitled": {},  # docname -> {anchor: the pieces of a plain text with links that show the titles of others}
    "left_out": {},  # docname -> (date or None, …) of sections that are not published yet
    "figures": {},  # docname -> {kind: [id, …]} of what numfig numbers
    "numbers": {},  # docname -> the numbers that Sphinx did not give
    "bodies": {},  # docname -> {anchor: digest of a whole post}, of those that a listing shows whole
    "withheld": {},  # docname -> (time of reading, posts): documents that are not published yet
    "pages": {},  # docname -> Page: the generated documents there are
    "titles": {},  # docname -> what the title of a generated document was made of when it was read
    "adopted": {},  # docname -> Page: an author's documents that carry a page of ours
    "objects": [],  # what get_objects() gives
    "signatures": {},  # docname -> what each document showed of others when all was read
    "settled": None,  # (from, until): the moments between which the posts' states stay as they are
    "preview": False,  # whether drafts were shown when the documents were read
}

BY_DOCNAME = ("posts", "tagged", "blocks", "refs", "leads", "untitled", "left_out", "bodies", "figures")
"""Those that each document fills with its own, so that clearing and merging are a matter of keys."""
