"""Vocabularies: declared terms by every name they have, and what in the data cannot be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.post import TaggedPage
from sphinxext_blog.model.selection import Query, select, unknown_in
from sphinxext_blog.model.slugs import label_key
from sphinxext_blog.model.terms import Clash, Collision, TermData, TermInfo, Vocabulary, terms_of, vocabulary_of
from tests.unit.records import catalog_of, post


def _declared(**entries: TermInfo | str) -> Vocabulary:
    found, clashes = vocabulary_of({n: TermInfo(label=e) if isinstance(e, str) else e for n, e in entries.items()})
    assert clashes == ()
    return found


SCIENCE = _declared(sci="Science", phys=TermInfo(label="Physics", parent="sci"), Optics=TermInfo(parent="PHYSICS"))


def test_a_term_goes_by_its_name_and_its_label() -> None:
    """Whatever the case; what is not declared goes by its own label."""
    assert [SCIENCE.key_of(name) for name in ("phys", "Physics", "ＰＨＹＳ", "Other")] == [
        "physics", "physics", "physics", "other"
    ]  # fmt: skip
    assert SCIENCE.info("physics").label == "Physics"
    assert SCIENCE.info("other") == TermInfo()
    assert SCIENCE.info("optics").label == "Optics"


def test_terms_can_have_parents() -> None:
    """The nearest first; a post is filed under all of them, each once."""
    assert list(SCIENCE.ancestors("optics")) == ["physics", "science"]
    assert list(SCIENCE.ancestors("other")) == []
    assert SCIENCE.filed_under(["optics", "phys", "Other", "Optics"]) == ("optics", "physics", "other", "science")


def test_of_two_entries_with_one_name_the_first_counts() -> None:
    """Two labels, a name that is another's label, or a label that is another's name."""
    found, clashes = vocabulary_of(
        {"a": TermInfo(label="X"), "b": TermInfo(label="x"), "X ": TermInfo(), "c": TermInfo(label="A")}
    )
    assert [info.label for info in found.infos.values()] == ["X"]
    assert clashes == tuple(
        Clash(entry=name, field="", message="the term 'X' already has this name or label") for name in ("b", "X ", "c")
    )


def test_equal_entries_are_names_of_one_term() -> None:
    """A site may name a person in two ways."""
    mei = TermInfo(label="Mei", url="https://example.org/")
    found, clashes = vocabulary_of({"mei": mei, "mli": mei, "m": TermInfo(label="Mei")})
    assert [found.key_of(name) for name in ("mei", "MLI", "Mei")] == ["mei", "mei", "mei"]
    assert list(found.infos) == ["mei"]
    assert [clash.entry for clash in clashes] == ["m"]


def test_of_two_entries_with_one_slug_the_first_keeps_it() -> None:
    """Entries without a slug are no clash."""
    found, clashes = vocabulary_of(
        {"a": TermInfo(slug="s"), "b": TermInfo(), "c": TermInfo(slug="s"), "d": TermInfo(slug="t")}
    )
    assert [info.slug for info in found.infos.values()] == ["s", "", "", "t"]
    assert clashes == (Clash(entry="c", field="slug", message="the term 'a' already has the slug 's'"),)


def test_parents_that_cannot_be() -> None:
    """Unknown ones, the term itself, and the one that closes a circle."""
    found, clashes = vocabulary_of(
        {
            "a": TermInfo(parent="c"), "b": TermInfo(parent="a"), "c": TermInfo(parent="b"), "d": TermInfo(parent="d"),
            "e": TermInfo(parent="z"),
        }
    )  # fmt: skip
    assert [found.parent(key) for key in "abcde"] == ["c", "a", "", "", ""]
    assert [(clash.entry, clash.field, clash.message) for clash in clashes] == [
        ("c", "parent", "'b' is the term itself, or below it"),
        ("d", "parent", "'d' is the term itself, or below it"),
        ("e", "parent", "'z' is not defined"),
    ]


def test_term_data_have_a_digest() -> None:
    """Another one when anything else is said, or a picture was replaced."""
    same = [TermData(vocabularies={"tag": SCIENCE}).digest() for _ in range(2)]
    other = TermData(vocabularies={"tag": _declared(sci="Sciences")}).digest()
    image = TermData(vocabularies={"tag": SCIENCE}, images={"a.png": "1"}).digest()
    assert len({*same, other, image}) == 3


def test_terms_have_what_is_declared() -> None:
    """Label, slug and data; the ones above have the posts and pages below, and exist by them."""
    vocabulary = _declared(ml=TermInfo(label="ML", slug="m", parent="ai"), ai="AI", nothing="Nothing")
    pages = [TaggedPage(docname="p", title="P", tags=("ML",))]
    posts = [post("b", 1, tag=("ml", "other")), post("a", 2, tag=("Ai", "ai"))]
    terms, clashes = terms_of("tag", posts, pages, vocabulary=vocabulary)
    assert clashes == ()
    assert [(term.label, term.slug, term.parent, term.count) for term in terms] == [
        ("AI", "ai", "", 3), ("ML", "m", "ai", 2), ("other", "other", "", 1)
    ]  # fmt: skip
    assert [found.docname for found in terms[0].posts] == ["b", "a"]
    assert terms[1].info.slug == "m"


def test_a_declared_slug_comes_before_one_that_is_made() -> None:
    """Even if the other post is older; so what is declared can be relied on."""
    vocabulary = _declared(new=TermInfo(label="New", slug="old"))
    terms, clashes = terms_of("tag", [post("b", 1, tag=("new",)), post("a", 9, tag=("Old",))], vocabulary=vocabulary)
    assert {term.label: term.slug for term in terms} == {"New": "old", "Old": "old-2"}
    assert clashes == (Collision(taxonomy="tag", later="Old", earlier="New", slug="old-2"),)


def test_a_catalogue_knows_what_is_above_and_below() -> None:
    """And finds a term by each of its names."""
    catalog = catalog_of(post("a", category=("optics",)), vocabularies={"category": SCIENCE, "tag": Vocabulary()})
    optics, science = catalog.term("category", "Optics"), catalog.term("category", "sci")
    assert optics is not None
    assert science is not None
    assert [term.label for term in catalog.above(optics)] == ["Science", "Physics"]
    assert [term.label for term in catalog.below(science)] == ["Physics"]
    assert catalog.below(optics) == catalog.above(science) == ()
    assert catalog.taxonomies == ("category", "tag")
    assert [term.label for term in catalog.terms_for(catalog.listed[0], "category")] == ["Optics"]
    assert catalog.vocabulary("no such") == Vocabulary()


def test_filters_know_names_and_what_is_below() -> None:
    """A filter for a term takes what is below; a minus leaves that out, too."""
    catalog = catalog_of(
        post("a", 1, category=("optics",)), post("b", 2, category=("phys",)), vocabularies={"category": SCIENCE}
    )

    def selected(*labels: str) -> list[str]:
        return [found.docname for found in select(catalog, Query(terms=(("category", labels),)))]

    assert selected("sci") == selected("Physics") == ["a", "b"]
    assert selected("science", "-Optics") == ["b"]
    assert selected("-phys") == []
    assert unknown_in(catalog, Query(terms=(("category", ("sci", "no")),))) == (("category", "no"),)


_names = st.sampled_from(["a", "A", "b", "c", "d", "e"])
_entries = st.dictionaries(
    _names,
    st.builds(
        TermInfo,
        label=st.sampled_from(["", "a", "B", "x"]),
        parent=st.just("") | _names,
        slug=st.sampled_from(["", "s"]),
    ),
)


@given(declared=_entries)
def test_whatever_is_declared_is_a_tree(declared: dict[str, TermInfo]) -> None:
    """No circle, every parent there, no slug and no name twice."""
    found, clashes = vocabulary_of(declared)
    for key, info in found.infos.items():
        assert label_key(info.label) == key == found.names[key]
        assert set(found.ancestors(key)) <= found.infos.keys() - {key}
    slugs = [info.slug for info in found.infos.values() if info.slug]
    assert len(slugs) == len(set(slugs))
    left_out = {clash.entry for clash in clashes if not clash.field}
    assert [name for name in declared if label_key(name) not in found.names and name not in left_out] == []
    assert len(found.infos) <= len(declared) - len(left_out)
