"""Taxonomies: those that every blog has, and those that a site adds."""

from __future__ import annotations

import pytest

from sphinxext_blog.config import BlogConfig
from sphinxext_blog.config.content import added_taxonomies
from sphinxext_blog.model.page_plan import Layout, is_page_name
from sphinxext_blog.model.post import TAXONOMIES
from sphinxext_blog.model.taxonomy import BUILT_IN, Taxonomy, class_of, custom, plural_of, plurals, term_keys
from sphinxext_blog.source.metadata import KEYS, TERM_KEYS


def test_every_blog_has_these() -> None:
    """By the names and keys that they always had."""
    assert TAXONOMIES == ("tag", "category", "author", "series", "location", "language")
    assert term_keys(BUILT_IN) == TERM_KEYS
    assert plurals(BUILT_IN)["categories"] == "category"


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("project", "projects"),
        ("country", "countries"),
        ("key", "keys"),
        ("box", "boxes"),
        ("branch", "branches"),
        ("ideas", "ideas"),
        ("campus", "campuses"),
        ("class", "classes"),
    ],
)
def test_plurals(name: str, plural: str) -> None:
    """As far as spelling tells."""
    assert plural_of(name) == plural


def test_classes() -> None:
    """A site's own kind may be called as something else of a blog is."""
    assert (class_of("tag"), class_of("card")) == ("blog-tag", "blog-taxonomy-card")


def test_a_kind_of_term_of_a_site() -> None:
    """It goes by its name and its plural."""
    assert custom("project", "Projects", "Project") == Taxonomy(
        name="project", plural="projects", keys=("project", "projects"), heading="Projects", singular="Project"
    )


@pytest.mark.parametrize("name", ["", "2026", "A", "a-b", "a b", "é", "_a", "a/b"])
def test_names_that_are_none(name: str) -> None:
    """What could not stand in an address and a role."""
    with pytest.raises(ValueError, match="is not a valid name"):
        custom(name, "Things")


def test_names_that_have_a_meaning() -> None:
    """Every key of a post, every kind of term there is, and what each of them is called."""
    taken = {
        *KEYS,
        *TERM_KEYS,
        *TAXONOMIES,
        *BlogConfig().taxonomy_of,
        "page",
        "archive",
        "drafts",
        "subscribe",
        "post",
    }
    found, faults = added_taxonomies(dict.fromkeys(sorted(taken), "X"))
    assert found == ()
    assert len(faults) == len(taken)


def test_a_plural_that_is_taken_is_no_name() -> None:
    """The kind of term is called by its name alone."""
    found, faults = added_taxonomies({"ideas": "Ideas", "idea": {"label": "Thoughts"}})
    assert [(kind.name, kind.plural, kind.keys) for kind in found] == [
        ("ideas", "ideas", ("ideas",)), ("idea", "idea", ("idea",))
    ]  # fmt: skip
    assert faults == ()


def test_options_know_the_kinds_of_a_site() -> None:
    """The layout, the keys, the names of overviews and the data of each."""
    options = BlogConfig(
        taxonomies={"project": {"label": "Projects", "terms": {"a": "A"}}, "topic": "Topics"}, tags="t"
    )
    assert options.added() == ("project", "topic")
    assert options.layout().taxonomies == (*TAXONOMIES, "project", "topic")
    assert options.term_keys["projects"] == "project"
    assert options.taxonomy_of["topics"] == "topic"
    data = options.term_data()
    assert data["project"] == ("blog_taxonomies['project']['terms']", {"a": "A"})
    assert data["tag"] == ("blog_tags", "t")
    assert data["topic"][1] == data["author"][1] == ""


def test_a_page_name_of_a_kind_of_term() -> None:
    """Only in a site that has it."""
    assert not is_page_name("blog/project/x", Layout())
    assert is_page_name("blog/project/x", Layout(taxonomies=(*TAXONOMIES, "project")))
