"""Entries on terms: every field of every engine's files, and what is wrong told and left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.diagnostics import Subtype
from sphinxext_blog.model.terms import TermInfo
from sphinxext_blog.source.term_data import FIELDS, TermFile, entries_of, read_entry, read_name, read_term_file
from tests.unit.test_labels import YAML

Told = list[tuple[tuple[str, ...], str, str]]


def _read(value: object, folder: Path = Path("/nowhere")) -> tuple[TermInfo | None, Told]:
    told: Told = []

    def tell(field: tuple[str, ...], message: str, subtype: Subtype = Subtype.TERM_DATA) -> None:
        told.append((field, message, subtype.value))

    return read_entry(value, folder, tell), told


@pytest.mark.parametrize(
    ("value", "info"),
    [
        ("Mei", TermInfo(label="Mei")), (None, TermInfo()), ("", TermInfo()), (2026, TermInfo(label="2026")),
        (("Mei", "https://example.org"), TermInfo(label="Mei", url="https://example.org")),
        (["Pitt", None], TermInfo(label="Pitt")), (("Mei",), TermInfo(label="Mei")), ({}, TermInfo()),
        ({"label": None, "description": None, "social": None}, TermInfo()),
        # Material for MkDocs
        ({"name": "Mei", "description": "Writes", "avatar": "https://example.org/m.png", "slug": "m", "url": "http://a.b"},
         TermInfo(label="Mei", description="Writes", image="https://example.org/m.png", slug="m", url="http://a.b")),
        # Docusaurus
        ({"name": "Mei", "title": "Writer", "description": "Long.", "image_url": "https://example.org/m.png",
          "page": {"permalink": "/about/mei"}, "socials": {"github": "mei"}, "email": "a@b.c"},
         TermInfo(label="Mei", description="Writer", bio="Long.", image="https://example.org/m.png", slug="mei",
                  social=(("github", "https://github.com/mei"), ("email", "mailto:a@b.c")))),
        ({"label": "NLP", "permalink": "/nlp/", "description": "Of\nlanguage.", "page": True},
         TermInfo(label="NLP", slug="nlp", description="Of language.")),
        ({"title": "Writer", "description": "Short.", "bio": "Own."}, TermInfo(description="Writer", bio="Own.")),
        ({"bio": " One\n two. \n\n\n  Three.", "parent": " Up "}, TermInfo(bio="One two.\n\nThree.", parent="Up")),
        ({"image": "data:image/png;base64,AAAA"}, TermInfo(image="data:image/png;base64,AAAA")),
        ({"social": {"Forum": "https://example.org/u", "x": None, "": "https://example.org"}},
         TermInfo(social=(("Forum", "https://example.org/u"),))),
    ],
)  # fmt: skip
def test_the_content_of_entries(value: object, info: TermInfo) -> None:
    """Other engines' fields mean what they mean there."""
    assert _read(value) == (info, [])


@pytest.mark.parametrize(
    ("value", "field", "said"),
    [
        (True, (), "True is not a label or a mapping. The entry is ignored."),
        ((1, 2, 3), (), "(1, 2, 3) is not a label or a mapping. The entry is ignored."),
        ({"name": "\u200b"}, ("name",), "'\\u200b' has no visible character. The field is ignored."),
        ({"label": "x" * 201}, ("label",), "has 201 characters. Expected at most 200. The field is ignored."),
        ({"bio": {"a": 1}}, ("bio",), "{'a': 1} is not text. The field is ignored."),
        ({"slug": "C++"}, ("slug",), "'C++' is not a valid slug. 'cplusplus' is used."),
        ({"slug": "\u200b"}, ("slug",), "is not a valid slug. The field is ignored."),
        ({"url": "/about"}, ("url",), "'/about' is not an https: URL. The field is ignored."),
        ({"social": "mei"}, ("social",), "'mei' is not a mapping of names to profiles. The field is ignored."),
        ({"socials": {"x": ["a"]}}, ("socials", "x"), "['a'] is not text. The field is ignored."),
        ({"github": "a b"}, ("github",), "Expected a user name or an https: URL. The field is ignored."),
        ({"image": "a.png"}, ("image",), "'a.png' is not a file in the source folder or an https: URL. The"),
        ({"image": "data:text/html,x"}, ("image",), "is not a file in the source folder or an https: URL"),
        ({"Descripton": "x"}, ("Descripton",), "unknown field. Did you mean 'description'? The field is ignored."),
        ({"color": "red"}, ("color",), "unknown field. Expected a field such as label, slug, description, parent"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_reported_once(value: object, field: tuple[str, ...], said: str) -> None:
    """And left out."""
    _, ((where, message, _),) = _read(value)
    assert where == field
    assert said in message


def test_pictures_lie_in_the_source_folder(tmp_path: Path) -> None:
    """From its root, with or without a slash; never outside of it."""
    (tmp_path / "src" / "img").mkdir(parents=True)
    for name in ("src/img/a.png", "out.png"):
        (tmp_path / name).write_bytes(b"x")
    for said in ("img/a.png", "/img/a.png", "./img/../img/a.png", "img\\a.png"):
        assert _read({"avatar": said}, tmp_path / "src") == (TermInfo(image="img/a.png"), [])
    for said in ("../out.png", "img/../../out.png", "img", str(tmp_path / "out.png"), "img/a.png\0"):
        info, ((_, _, subtype),) = _read({"avatar": said}, tmp_path / "src")
        assert (info, subtype) == (TermInfo(), "image")


def test_names_of_entries() -> None:
    """One line of something that can be seen."""
    assert read_name(" a\n b ") == "a b"
    for name in ("", "\u200b", None, "x" * 201):
        with pytest.raises(ValueError, match=r"no visible character|at most"):
            read_name(name)


@given(value=YAML | st.dictionaries(st.sampled_from(sorted(FIELDS)), YAML, max_size=4))
def test_no_value_raises(value: Any) -> None:
    """Whatever YAML can say."""
    info, _ = _read(value)
    assert info is None or isinstance(info, TermInfo)


# -- files -------------------------------------------------------------------------------------------------------------


def _file(tmp_path: Path, text: str | bytes) -> TermFile:
    path = tmp_path / "terms.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_term_file(path)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("mei:\n  name: Mei\n", {"mei": {"name": "Mei"}}),
        ("authors:\n  mei:\n    name: Mei\n", {"mei": {"name": "Mei"}}),
        ("authors:\n  name: All the authors\n", {"authors": {"name": "All the authors"}}),
        ("authors: All of us\n", {"authors": "All of us"}), ("- a\n- b\n", {"a": None, "b": None}),
        ("authors:\n- {name: Mei, slug: m}\n", {"Mei": {"name": "Mei", "slug": "m"}}), ("", {}), ("authors: {}\n", {}),
        ("- {slug: m}\n", {"0": {"slug": "m"}}), ("1.10: yes\n", {"1.10": "yes"}), ("text", None), ("# x\n", {}),
        ("authors:\n", {"authors": None}),
    ],
)  # fmt: skip
def test_shapes_of_files(tmp_path: Path, text: str, entries: object) -> None:
    """A mapping, one below the name of its kind, or a list."""
    assert entries_of(_file(tmp_path, text), "authors", FIELDS)[0] == entries


def test_lines_are_known(tmp_path: Path) -> None:
    """Of each entry and field, below a wrapper and in lists, too; of what has none that of what is around it."""
    _, file = entries_of(_file(tmp_path, "authors:\n  mei:\n    social:\n      x: y\n  bo:\n"), "authors", FIELDS)
    assert [file.line(*keys) for keys in (("mei",), ("mei", "social", "x"), ("bo", "name"), ("no",))] == [2, 4, 5, 1]
    _, file = entries_of(_file(tmp_path, "- name: Mei\n  slug: m\n- Bo\n"), "authors", FIELDS)
    assert [file.line(*keys) for keys in (("Mei", "slug"), ("Bo",))] == [2, 3]


@pytest.mark.parametrize(
    ("text", "error", "line"),
    [
        ("a: [b\n", "not valid YAML: ", 2), ("a:\n  b\nc: d: e\n", "not valid YAML: ", 3),
        (b"\xff\xfe", "not UTF-8", 1), ("? [a]\n: b\n", "not valid YAML: ", 1),
        ("x: !!python/object/apply:os.system ['true']\n", "not valid YAML: ", 1),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read(tmp_path: Path, text: str | bytes, error: str, line: int) -> None:
    """Why, and where."""
    found = _file(tmp_path, text)
    assert found.value is None
    assert found.error.startswith(error)
    assert found.error_line == line
    assert read_term_file(tmp_path / "none.yml").error == "No such file or directory"
