"""The records of the domain, as they are kept from build to build."""

from __future__ import annotations

import pickle
from copy import deepcopy
from dataclasses import replace

from sphinxext_blog.records import BY_DOCNAME, BlogData
from tests.unit.records import days_ago, post

TEXT = "Words of a post that its excerpt, its description and the nodes of its excerpt have in common. " * 3


def _data(count: int) -> BlogData:
    data = BlogData(removed=("gone",), has_resolved_links=True)
    for number in range(count):
        name = f"posts/{number}"
        data.posts[name] = (replace(post(name, tag=("one",)), text=f"{number} {TEXT}", summary=TEXT[:150]),)
        data.excerpts[name] = {"": f"paragraph {number} {TEXT}".encode()}
    data.removed_sections["elsewhere"] = (days_ago(-1), None)
    return data


def test_all_fields_are_there_again() -> None:
    """After a build, in a parallel process, and in a copy."""
    data = _data(20)
    for again in (pickle.loads(pickle.dumps(data)), deepcopy(data)):
        assert again == data
        assert [*again.posts] == [*data.posts]
    assert set(BY_DOCNAME) <= set(BlogData.__slots__)


def test_a_copy_shares_nothing() -> None:
    """Sphinx copies the first records for each environment."""
    first = BlogData()
    deepcopy(first).posts["a"] = ()
    assert first == BlogData()


def test_equal_words_are_stored_once() -> None:
    """A post adds about as much to the environment as it has words, although several records hold them."""
    few, many = (len(pickle.dumps(_data(count))) for count in (10, 110))
    assert (many - few) / 100 < len(TEXT)
