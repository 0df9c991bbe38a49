"""Slugs: readable in every script, safe in every path, one for each term."""

from __future__ import annotations

import re
from unicodedata import category, normalize

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sphinxext_blog.model.slugs import distinct_slugs, label_key, slugify

LABELS = st.text(alphabet=st.characters(codec=None), min_size=1, max_size=12) | st.text(min_size=40, max_size=200)
FEW_LABELS = st.lists(
    st.sampled_from(
        ["C", "C#", "C++", "c-2", "csharp", ".", "..", "con", "CON-term", "foo", "foo-2", "foo!", "foo?", "index"]
    )
)


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("NLP", "nlp"),
        ("Machine Learning", "machine-learning"),
        ("C", "c"),
        ("C++", "cplusplus"),
        ("C#", "csharp"),
        ("Ｃ＃", "csharp"),
        ("C / C++", "c-cplusplus"),
        (".NET", "dot-net"),
        (" .NET ", "dot-net"),
        ("...and more", "and-more"),
        ("node.js", "node-js"),
        ("snake_case", "snake-case"),
        ("--a--b--", "a-b"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
        ("Straße", "strasse"),
        ("Été", "été"),
        ("E\u0301te\u0301", "été"),
        ("Ελλάς", "ελλάσ"),
        ("Русский язык", "русский-язык"),
        ("ガイド", "ガイド"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("한국어", "한국어"),
        (normalize("NFD", "한국어"), "한국어"),
        ("机器学习", "机器学习"),
        ("हिन्दी", "हिन्दी"),
        ("العربية", "العربية"),
        ("می\u200cخواهم", "می-خواهم"),
        ("x²", "x2"),
        ("½", "1-2"),
        ("soft\u00adhyphen", "softhyphen"),
        ("❤\ufe0f love", "love"),
        ("a \u0301b", "a-b"),
        ("+\u0323", "pluṣ"),
        ("#", "sharp"),
        ("🚀", "u1f680"),
        ("👍🏽", "u1f44d-u1f3fd"),
        ("..", "u2e-u2e"),
        ("? !", "u3f-u21"),
        ("\ud800", "ud800"),
        ("CON", "con-term"),
        ("Aux.", "aux-term"),
        ("lpt9", "lpt9-term"),
        ("com10", "com10"),
        ("console", "console"),
    ],
)
def test_labels_become_readable_names(label: str, slug: str) -> None:
    """Letters of every script stay; what has a name in the field's tongue is spelled out."""
    assert slugify(label) == slug


@pytest.mark.parametrize("label", ["", " ", "\u3000\n", "\u200b", "\u00ad\ufeff", "\u3164"])
def test_a_label_with_nothing_to_see_is_refused(label: str) -> None:
    """There is no honest name for nothing, nor for fillers and joiners only."""
    with pytest.raises(ValueError, match="has no visible character"):
        slugify(label)


def _slug(label: str) -> str:
    try:
        return slugify(label)
    except ValueError:
        assume(condition=False)
        raise


@given(label=LABELS)
@example(label="ͅ")
@example(label="a" * 119 + "-bc")
def test_a_slug_is_its_own_slug(label: str) -> None:
    """Idempotence has no exception: a term's address can be given as its label."""
    assert slugify(_slug(label)) == _slug(label)


@given(label=LABELS)
def test_a_slug_is_a_safe_name(label: str) -> None:
    """Not empty, at most 120 bytes, in normal form; only letters, marks, digits and single inner hyphens."""
    slug = _slug(label)
    assert slug
    assert len(slug.encode()) <= 120
    assert normalize("NFKC", slug) == slug
    assert "--" not in slug
    assert slug == slug.strip("-")
    assert all(char == "-" or category(char)[0] in "LMN" for char in slug)
    assert category(slug[0])[0] != "M"


@given(label=LABELS)
def test_labels_of_one_term_have_one_slug(label: str) -> None:
    """Case, width and blanks around change neither key nor slug."""
    slug = _slug(label)
    for other in (f" {label}\n", normalize("NFKC", label), normalize("NFD", label), label_key(label)):
        assert label_key(other) == label_key(label)
        assert slugify(other) == slug


@pytest.mark.parametrize("tail", ["x", "学", "한", "🚀"])
def test_long_labels_are_cut_and_remain_different(tail: str) -> None:
    """Two labels that differ only beyond the cut have two slugs, each valid UTF-8 without a hanging hyphen."""
    one, two = (slugify(tail * 200 + end) for end in "ab")
    assert one != two
    assert max(len(one.encode()), len(two.encode())) <= 120
    assert re.fullmatch("a{110}-[0-9a-f]{8}", slugify("a" * 110 + " " + "b" * 50))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NLP", "nlp"),
        ("Ｎｌｐ", "NLP"),
        ("machine  learning", " Machine\u3000Learning\n"),
        ("STRASSE", "straße"),
        ("e\u0301", "É"),
        ("ﬁx", "FIX"),
        ("soft\u00adhyphen", "softhyphen"),
        ("❤", "❤\ufe0f"),
        ("葛\U000e0100", "葛"),
        ("zero\u200bwidth", "zero width"),
    ],
)
def test_labels_that_look_alike_are_one_term(one: str, other: str) -> None:
    """What a reader cannot tell apart, or tells apart by case or width only, is one term."""
    assert label_key(one) == label_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("C", "C#"), ("foo-bar", "foo bar"), ("foo", "foo!"), ("🏴\U000e0067\U000e007f", "🏴"), ("が", "か")],
)
def test_labels_that_look_different_are_two_terms(one: str, other: str) -> None:
    """Punctuation, marks and flags tell terms apart, also where their slugs are alike."""
    assert label_key(one) != label_key(other)


@given(label=LABELS)
def test_a_key_is_its_own_key(label: str) -> None:
    """Folding once is folding for good."""
    assert label_key(label_key(label)) == label_key(label)


def test_the_earlier_label_keeps_its_slug() -> None:
    """The later one gets the first number that is no label's own slug."""
    labels = ["foo", "foo!", "foo?", "foo-2", "bar"]
    assert distinct_slugs(labels) == (
        {"foo": "foo", "foo!": "foo-3", "foo?": "foo-4", "foo-2": "foo-2", "bar": "bar"},
        (("foo!", "foo", "foo-3"), ("foo?", "foo", "foo-4")),
    )


def test_reserved_slugs_are_never_given() -> None:
    """A term called as a page of the blog gives way, and its number is not reserved either."""
    slugs, collisions = distinct_slugs(["Index", "index."], reserved=("index", "index-2"))
    assert slugs == {"Index": "index-3", "index.": "index-4"}
    assert collisions == (("Index", "", "index-3"), ("index.", "", "index-4"))


def test_a_label_given_twice_is_one_label() -> None:
    """A repetition collides with nothing."""
    assert distinct_slugs(["foo", "foo"]) == ({"foo": "foo"}, ())


@given(labels=FEW_LABELS, reserved=st.sets(st.sampled_from(["index", "foo", "foo-3", "csharp"])))
def test_no_two_labels_share_a_slug(labels: list[str], reserved: set[str]) -> None:
    """Slugs are one to one, free of the reserved, and a changed one is reported."""
    slugs, collisions = distinct_slugs(labels, reserved=reserved)
    assert list(slugs) == list(dict.fromkeys(labels))
    assert len(set(slugs.values())) == len(slugs)
    assert not reserved & set(slugs.values())
    assert {(label, slug) for label, slug in slugs.items() if slug != slugify(label)} == {
        (later, slug) for later, _, slug in collisions
    }
    assert all(
        slugs[earlier] == slugify(later) if earlier else slugify(later) in reserved for later, earlier, _ in collisions
    )
