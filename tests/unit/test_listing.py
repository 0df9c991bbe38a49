"""Blocks: plain records that can be pickled and compared."""

from __future__ import annotations

import pickle

import pytest

from sphinxext_blog.model.listing import (
    Block,
    Listing,
    PostArchive,
    TermList,
    paginate_first_only,
    pagination_of,
    replaces_page,
)
from sphinxext_blog.model.page_plan import Page, PageKind
from sphinxext_blog.model.selection import Query, Sort


@pytest.mark.parametrize("block", [Listing(query=Query()), TermList(taxonomy="tag"), PostArchive()])
def test_a_block_survives_the_environment(block: Block) -> None:
    """It is stored in the doctree and in the domain, and both are pickled."""
    assert pickle.loads(pickle.dumps(block)) == block


def test_the_first_listing_with_pages_is_paginated() -> None:
    """Later ones, and those that are shown at once, have no pages of their own."""
    oldest = Query(sort=Sort.OLDEST)
    blocks: list[Block] = [
        PostArchive(),
        Listing(query=Query()),
        Listing(query=oldest, page_size=5),
        Listing(query=Query(), page_size=9),
    ]
    assert pagination_of(blocks) == (oldest, 5)
    assert pagination_of(blocks[:2]) is None
    assert paginate_first_only(blocks) == (*blocks[:3], Listing(query=Query()))
    assert paginate_first_only([blocks[2], Listing(query=oldest, page_size=5)]) == (blocks[2], Listing(query=oldest))


@pytest.mark.parametrize(
    ("block", "kind", "stands"),
    [
        (Listing(query=Query()), PageKind.HOME, True),
        (Listing(query=Query()), PageKind.ARCHIVE, True),
        (Listing(query=Query()), None, True),
        (PostArchive(), PageKind.ARCHIVE, True),
        (PostArchive(), PageKind.HOME, False),
        (TermList(taxonomy="tag"), PageKind.TERM_INDEX, True),
        (TermList(taxonomy="tag"), PageKind.TERM, False),
        (TermList(taxonomy="tag"), None, False),
    ],
)
def test_a_document_of_the_author_overrides_a_page(block: Block, kind: PageKind | None, stands: bool) -> None:
    """Posts anywhere; an archive or a list of terms where that is what the page shows."""
    page = Page(docname="x", first="x", kind=kind) if kind is not None else None
    assert replaces_page([block], page) is stands
    assert not replaces_page([], page)
