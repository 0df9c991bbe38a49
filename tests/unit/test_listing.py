"""Blocks: plain records that can be pickled and compared."""

from __future__ import annotations

import pickle

import pytest

from sphinxext_blog.core.listing import TAXONOMY_OF, YEAR, Block, Listing, PostArchive, TermList
from sphinxext_blog.core.post import TAXONOMIES
from sphinxext_blog.core.selection import Query


@pytest.mark.parametrize("block", [Listing(query=Query()), TermList(taxonomy="tag"), PostArchive()])
def test_a_block_survives_the_environment(block: Block) -> None:
    """It is stored in the doctree and in the domain, and both are pickled."""
    assert pickle.loads(pickle.dumps(block)) == block


def test_every_taxonomy_has_a_list() -> None:
    """Whatever posts are filed under can be listed by its plural, and years too."""
    assert set(TAXONOMY_OF.values()) == {*TAXONOMIES, YEAR}
