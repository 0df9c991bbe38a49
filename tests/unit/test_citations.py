"""Citations: four forms of one record, identifiers with check digits, and keys that stay as they are."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.citations import (
    CITATION_FORMATS,
    Citation,
    CitedPerson,
    bibliography,
    bibtex,
    citation_keys,
    csl_json,
    doi_url,
    formatted,
    orcid_url,
    parse_doi,
    parse_orcid,
    plain_citation,
    ris,
)
from tests.unit.records import post

if TYPE_CHECKING:
    from sphinxext_blog.model.post import Post

MEI = CitedPerson(name="Mei Lin", given="Mei", family="Lin")
CITATION = Citation(
    key="instead-of-recurrence",
    title="Instead of Recurrence",
    authors=(MEI, CitedPerson(name="Ada")),
    site="Notes",
    published=datetime(2026, 1, 9, tzinfo=UTC),
    url="https://example.org/posts/a.html",
    doi="10.5281/zenodo.1234567",
    language="en",
)
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


def test_a_citation_as_text() -> None:
    assert plain_citation(CITATION) == (
        "Mei Lin, Ada. Instead of Recurrence. Notes, 2026-01-09. https://doi.org/10.5281/zenodo.1234567"
    )


def test_a_citation_as_bibtex() -> None:
    assert bibtex(CITATION) == (
        "@misc{instead-of-recurrence,\n"
        "  author = {{Lin}, Mei and {Ada}},\n"
        "  title = {{Instead of Recurrence}},\n"
        "  howpublished = {Notes},\n"
        "  year = {2026},\n"
        "  month = jan,\n"
        "  day = {9},\n"
        "  doi = {10.5281/zenodo.1234567},\n"
        "  url = {https://example.org/posts/a.html},\n"
        "  language = {en}\n"
        "}"
    )


def test_a_citation_as_ris() -> None:
    assert ris(CITATION).splitlines() == [
        "TY  - BLOG", "AU  - Lin, Mei", "AU  - Ada", "TI  - Instead of Recurrence", "T2  - Notes", "PY  - 2026",
        "DA  - 2026/01/09/", "DO  - 10.5281/zenodo.1234567", "UR  - https://example.org/posts/a.html", "LA  - en",
        "ID  - instead-of-recurrence", "ER  - ",
    ]  # fmt: skip


def test_a_citation_as_csl_json() -> None:
    assert json.loads(csl_json(CITATION)) == [
        {
            "id": "instead-of-recurrence",
            "type": "post-weblog",
            "title": "Instead of Recurrence",
            "container-title": "Notes",
            "author": [{"family": "Lin", "given": "Mei"}, {"literal": "Ada"}],
            "issued": {"date-parts": [[2026, 1, 9]]},
            "DOI": "10.5281/zenodo.1234567",
            "URL": "https://example.org/posts/a.html",
            "language": "en",
        }
    ]


@pytest.mark.parametrize("name", CITATION_FORMATS)
def test_what_is_unknown_is_omitted(name: str) -> None:
    """A post without authors, date, address and DOI still has a citation."""
    bare = formatted(Citation(key="a", title="A"), name)
    expected = {
        "text": "A.",
        "bibtex": "@misc{a,\n  title = {{A}}\n}",
        "ris": "TY  - BLOG\nTI  - A\nID  - a\nER  - ",
        "csl": '[\n  {\n    "id": "a",\n    "type": "post-weblog",\n    "title": "A"\n  }\n]',
    }
    assert bare == expected[name]


def test_a_title_with_a_question_mark_gets_no_full_stop() -> None:
    cited = plain_citation(Citation(key="a", title="Why?", url="https://example.org/"))
    assert cited == "Why? https://example.org/"


def test_special_characters_are_escaped_for_bibtex() -> None:
    """A brace is written without one, because BibTeX counts braces even after a backslash."""
    title = replace(CITATION, title="50% of C# & R_1, $x$, ~^\\ and an open {", url="https://example.org/{x}\\_%20")
    written = bibtex(title)
    expected = (
        r"{{50\% of C\# \& R\_1, \$x\$, \textasciitilde{}\textasciicircum{}\textbackslash{} and an open "
        r"\textbraceleft{}}}"
    )
    assert expected in written
    assert "{https://example.org/%7Bx%7D%5C_%20}" in written


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (CitedPerson(name="ACME, Inc. and Sons"), "{ACME, Inc. and Sons}"),
        (CitedPerson(name="Ludwig van B", given="Ludwig", family="van B"), "{van B}, Ludwig"),
        (CitedPerson(name="Rock and Roll", given="Rock and", family="Roll"), "{Roll}, {Rock and}"),
        (CitedPerson(name="Plato", family="Plato"), "{Plato}"),
    ],
)
def test_names_are_not_split_by_bibtex(person: CitedPerson, expected: str) -> None:
    assert f"author = {{{expected}}}" in bibtex(replace(CITATION, authors=(person,)))


@pytest.mark.parametrize(
    ("person", "expected", "inverted"),
    [
        (CitedPerson(name="ACME, Inc."), "ACME Inc.", "ACME, Inc."),
        (CitedPerson(name="Mei Lin", given="Mei, A.", family="Lin"), "Lin, Mei A.", "Lin, Mei, A."),
        (CitedPerson(name="Plato", family="Plato"), "Plato", "Plato"),
    ],
)
def test_a_comma_in_ris_separates_family_and_given_names(person: CitedPerson, expected: str, inverted: str) -> None:
    assert f"AU  - {expected}" in ris(replace(CITATION, authors=(person,))).splitlines()
    assert person.inverted == inverted


def test_a_family_name_alone_in_csl() -> None:
    cited = json.loads(csl_json(replace(CITATION, authors=(CitedPerson(name="Plato", family="Plato"),))))
    assert cited[0]["author"] == [{"family": "Plato"}]


@given(title=_TEXTS, name=_TEXTS, site=_TEXTS)
def test_the_forms_keep_their_structure(title: str, name: str, site: str) -> None:
    """Whatever a title, a name or a site contains: lines, braces and quotation marks do not end a field."""
    citation = replace(CITATION, title=title, site=site, authors=(CitedPerson(name=name), replace(MEI, given=name)))
    written = bibtex(citation)
    depth = 0
    for char in written:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    fields = [line.split(" = ")[0].strip() for line in written.splitlines()[1:-1]]
    assert len(fields) == len(set(fields))
    lines = ris(citation).splitlines()
    assert (lines[0], lines[-1]) == ("TY  - BLOG", "ER  - ")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert len(json.loads(csl_json(citation))) == 1
    assert len(plain_citation(citation).splitlines()) == 1


def test_a_bibliography_separates_entries() -> None:
    written = bibliography([CITATION, Citation(key="b", title="B")])
    assert written == f"{bibtex(CITATION)}\n\n@misc{{b,\n  title = {{{{B}}}}\n}}\n"
    assert bibliography([]) == ""


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.5281/zenodo.1234567", "10.5281/zenodo.1234567"),
        ("https://doi.org/10.5281/zenodo.1", "10.5281/zenodo.1"),
        (" http://dx.doi.org/10.1000/a%3Cb%3E?x=1#y ", "10.1000/a<b>"),
        ("doi: 10.1000/182", "10.1000/182"),
        ("DOI:10.1000.10/182", "10.1000.10/182"),
        ("info:doi/10.1000/182", "10.1000/182"),
        ("doi.org/10.1000/182", "10.1000/182"),
    ],
)
def test_dois_and_their_urls(text: str, doi: str) -> None:
    assert parse_doi(text) == doi


@pytest.mark.parametrize(
    "text",
    [
        *("", "11.1000/182", "10.1/182", "10.1000/", "10.1000/a b", "10.1000/{", "10.1000/é", "10.1000/%41"),
        *("https://example.org/10.1000/182", "javascript:10.1000/1" * 9),
    ],
)
def test_what_is_not_a_doi(text: str) -> None:
    with pytest.raises(ValueError, match="is not a DOI"):
        parse_doi(text)


def test_a_doi_is_encoded_in_its_url() -> None:
    assert doi_url("10.1002/(SICI)1<1::AID#1>3.0;2-1") == "https://doi.org/10.1002/(SICI)1%3C1::AID%231%3E3.0;2-1"


@pytest.mark.parametrize(
    "text",
    ["0000-0002-1825-0097", "0000000218250097", "https://orcid.org/0000-0002-1825-0097/", "ORCID: 0000 0002 1825 0097"],
)
def test_orcid_ids_and_their_urls(text: str) -> None:
    assert parse_orcid(text) == "0000-0002-1825-0097"
    assert orcid_url(parse_orcid(text)) == "https://orcid.org/0000-0002-1825-0097"


def test_the_check_digit_of_an_orcid_id_may_be_x() -> None:
    assert parse_orcid("0000-0002-1694-233x") == "0000-0002-1694-233X"


def test_a_wrong_check_digit_is_named() -> None:
    with pytest.raises(ValueError, match=r"check digit of the ORCID iD '0000-0002-1825-0098' is '8'\. Expected '7'"):
        parse_orcid("0000-0002-1825-0098")


@pytest.mark.parametrize("text", ["", "0000-0002-1825", "x" * 90, "https://example.org/0000-0002-1825-0097"])
def test_what_is_not_an_orcid_id(text: str) -> None:
    with pytest.raises(ValueError, match="is not an ORCID iD"):
        parse_orcid(text)


def _keys(*posts: Post) -> list[str]:
    return list(citation_keys(posts).values())


@pytest.mark.parametrize(
    ("docname", "anchor", "key"),
    [
        ("posts/2026-01-11-instead-of-recurrence", "", "instead-of-recurrence"),
        ("posts/instead/index", "", "instead"),
        ("index", "", "index"),
        ("posts/a b_c", "", "a-b-c"),
        ("posts/Über-Größe", "", "Uber-Grosse"),
        ("posts/news", "part-two", "news-part-two"),
        ("posts/2026-01-11", "", "post-2026-01-11"),
        ("posts/3d-models", "", "post-3d-models"),
    ],
)
def test_a_key_is_made_from_the_slug(docname: str, anchor: str, key: str) -> None:
    assert _keys(post(docname, anchor=anchor)) == [key]


def test_a_key_of_a_name_without_ascii_letters_does_not_depend_on_other_posts() -> None:
    (one,), (other,), (undated,) = (
        _keys(post(*about)) for about in (("机器学习", 3), ("深度学习", 3), ("机器学习", None))
    )
    assert re.fullmatch(r"post-2026\d{4}-[0-9a-f]{6}", one)
    assert re.fullmatch(r"post-[0-9a-f]{6}", undated)
    assert one != other
    assert sorted(_keys(post("机器学习", 3), post("深度学习", 3))) == sorted([one, other])


def test_of_equal_keys_the_oldest_post_keeps_its_own() -> None:
    """So that a new post does not change what others have cited; BibTeX does not distinguish letter case."""
    old, new, draft = post("b/Title", 9), post("a/title", 2), post("0/title", None)
    keys = citation_keys([new, draft, old])
    assert keys["b/Title"] == "Title"
    assert re.fullmatch(r"title-[0-9a-f]{6}", keys["a/title"])
    assert citation_keys([new, old]) == {key: keys[key] for key in ("b/Title", "a/title")}
    assert citation_keys([old]) == {"b/Title": "Title"}


@given(st.lists(st.builds(post, docname=_TEXTS, age=st.none() | st.integers(0, 9)), unique_by=lambda one: one.key))
def test_keys_are_unique_and_ascii(posts: list[Post]) -> None:
    keys = citation_keys(posts)
    assert len({key.lower() for key in keys.values()}) == len(posts)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", key) for key in keys.values())
