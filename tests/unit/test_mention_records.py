"""Targets of mentions, and the pages that list them."""

from __future__ import annotations

import pytest

from sphinxext_blog.model.catalog import build_catalog
from sphinxext_blog.model.mentions import MentionTarget
from sphinxext_blog.model.page_plan import Layout, PageKind, is_page_name, plan_pages
from tests.unit.records import NOW


@pytest.mark.parametrize(
    ("name", "start"),
    [("example.run", "example-run-"), ("--fast", "fast-"), ("类", "object-"), ("", "object-"), ("a b", "a-b-")],
)
def test_anchors_are_readable_and_distinct(name: str, start: str) -> None:
    target = MentionTarget(domain="py", type="function", name=name)
    assert target.is_object
    assert target.page_anchor.startswith(start)
    assert target.page_anchor != MentionTarget(domain="py", type="class", name=name).page_anchor
    assert not MentionTarget(docname="a").is_object


def _kinds(layout: Layout, projects: dict[str, str]) -> dict[str, PageKind]:
    catalog = build_catalog([], [], now=NOW, preview=False)
    pages = plan_pages(catalog, layout, documents=(), paginated={}, projects=projects).generated
    return {name: page.kind for name, page in pages.items() if "objects" in name}


def test_each_project_has_a_page() -> None:
    expected = {"blog/objects/index": PageKind.OBJECTS, "blog/objects/numpy": PageKind.PROJECT}
    assert _kinds(Layout(), {"NumPy": "numpy"}) == expected
    assert _kinds(Layout(), {}) == {}
    assert is_page_name("blog/objects/numpy", Layout(objects=True))
    assert not is_page_name("blog/objects/numpy", Layout())


def test_a_taxonomy_of_that_name_takes_precedence() -> None:
    assert _kinds(Layout(taxonomies=("objects",)), {"NumPy": "numpy"}) == {}
