"""Mending: what is safe is put right in place, what is not is left alone, and nothing else ever changes."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.cli.fix import corrected_key, fields_of, fix_fields, fix_front_matter, iso_date, remove_duplicates
from sphinxext_blog.model.dates import read_date
from sphinxext_blog.source.frontmatter import read_front_matter
from sphinxext_blog.source.metadata import TERM_KEYS
from tests.unit.test_dates import FORMS

TOKYO = ZoneInfo("Asia/Tokyo")
BODY = "# Title\n\ntgas: [a, a]\n\n---\ndate: January 1, 2026\n---\n"


def mended(block: str, *, bare: bool = False) -> str:
    """The block of a file after mending; the rest of the file has to be as it was."""
    after, _ = fix_front_matter(f"---\n{block}---\n{BODY}", bare=bare)
    assert after.startswith("---\n")
    assert after.endswith(f"---\n{BODY}")
    return after.removeprefix("---\n").removesuffix(f"---\n{BODY}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tgas: [a]\n", "tags: [a]\n"),
        ("Date: 2026-01-11\n", "date: 2026-01-11\n"),
        ("catgeory:   NLP   # mine\n", "category:   NLP   # mine\n"),
        ("image-alt: a cover\n", "image_alt: a cover\n"),
        ("date: January 11, 2026\n", "date: 2026-01-11\n"),
        ("date: 'January 11, 2026' # a day\n", "date: 2026-01-11 # a day\n"),
        ('updated: "2026/01/11 10:30"\n', "updated: 2026-01-11 10:30\n"),
        ("expires: 11 Jan 2026 10:30 +0800\n", "expires: 2026-01-11 10:30 +08:00\n"),
        ("date: 20260111\n", "date: 2026-01-11\n"),
        ("date: 2026年1月11日\n", "date: 2026-01-11\n"),
        ("Date: January 11, 2026\nx: 1\n", "date: 2026-01-11\nx: 1\n"),
        ("tags: [a, b, A]\n", "tags: [a, b]\n"),
        ("tags: [a, a, a, b]\n", "tags: [a, b]\n"),
        ("tags: [\n  a,\n  'b c', \"b c\"\n]\n", "tags: [\n  a,\n  'b c'\n]\n"),
        ("tags:\n  - a\n  - b # why\n  - a\n  - c\n", "tags:\n  - a\n  - b # why\n  - c\n"),
        ("tags:\n- a\n- Ａ\n", "tags:\n- a\n"),
        ("tags: a, b,  a\n", "tags: a, b\n"),
        ('tags: "a, b, a"\n', 'tags: "a, b"\n'),
        ("tags: [机器学习, a, 机器学习]\n", "tags: [机器学习, a]\n"),
        ("authors: [Mei, Bo, Mei]\ncustom: [x, x]\n", "authors: [Mei, Bo]\ncustom: [x, x]\n"),
        ("# 😀 first\ntgas: [a]\ndate: Jan 1, 2026\n", "# 😀 first\ntags: [a]\ndate: 2026-01-01\n"),
    ],
)
def test_what_is_safe_is_mended(before: str, after: str) -> None:
    """And mending again changes nothing."""
    assert mended(before) == after
    assert mended(after) == after


@pytest.mark.parametrize(
    "block",
    [
        "date: 2026-01-11\n",
        "date: 2026-01-11T10:00:00Z\n",
        "date: yesterday\n",
        "date: 03/04/2026\n",
        "date: |\n  January 11, 2026\n",
        "date: &day January 11, 2026\nexpires: *day\n",
        "date: !!str January 11, 2026\n",
        "tgas: [a]\ntags: [b]\n",  # which of them is meant?
        "catgeory: a\ncategories: [b]\n",
        "'tgas': [a]\n",
        "created: 2026-01-11\n",
        "tags: [a, # first\n  a]\n",
        "tags:\n  - a\n  - a # again\n",
        "tags: [a, {name: a}]\n",
        "tags: 'a, \"a\"'\n",
        "title: 'a, a'\ndescription: January 11, 2026\n",
        "tags: [a, a\ndate: January 11, 2026\n",  # not YAML
        "other:\n  tgas: [a, a]\n  date: January 11, 2026\n",
        "date: {{ day }}\n",
    ],
)
def test_what_is_not_safe_is_left_alone(block: str) -> None:
    assert mended(block) == block


def test_a_missing_opening_is_put_there() -> None:
    """Below a byte order mark, and with the line ends of the file."""
    assert fix_front_matter("date: 2026-01-11\n---\n\n# T\n", bare=True)[0] == "---\ndate: 2026-01-11\n---\n\n# T\n"
    after, edits = fix_front_matter("\ufeffdate: Jan 1, 2026\r\ntgas: a\r\n---\r\n# T\r\n", bare=True)
    assert after == "\ufeff---\r\ndate: 2026-01-01\r\ntags: a\r\n---\r\n# T\r\n"
    assert [edit.line for edit in edits] == [1, 1, 2]


@pytest.mark.parametrize("text", ["date: 2026-01-11\n---\n# T\n", "# T\n", "", "---\n# T\n", "---\n- a\n---\n# T\n"])
def test_files_without_front_matter_are_not_changed(text: str) -> None:
    assert fix_front_matter(text, bare=False) == (text, ())


def test_edits_have_a_position_and_a_text() -> None:
    _, edits = fix_front_matter("---\n# x\ntgas: [a, A]\ndate: Jan 1, 2026\n---\n", bare=False)
    assert [(edit.line, edit.message) for edit in edits] == [
        (3, "tgas: renamed to 'tags'"),
        (3, "tags: removed the duplicate 'A'"),
        (4, "date: 'Jan 1, 2026' rewritten as 2026-01-01"),
    ]


@given(st.text(alphabet=" \t\n\r:#-'\"[]{},&*!|>abtgsde0123456789.月年日😀", max_size=80), st.booleans())
def test_any_front_matter_gets_only_meaningful_changes(block: str, bare: bool) -> None:
    """The body stays; values stay but for dates and terms, and those say the same."""
    text = f"---\ndate: Jan 2, 2026\n{block}\n---\nBody, tgas: x\r\n"
    after, edits = fix_front_matter(text, bare=bare)
    assert after.endswith("\n---\nBody, tgas: x\r\n")
    assert (after == text) == (not edits)
    before, now = read_front_matter(text), read_front_matter(after)
    assert before is not None
    assert now is not None
    assert len(before.values) == len(now.values)
    assert fix_front_matter(after, bare=bare)[0] == after


@pytest.mark.parametrize(("text", "moment"), FORMS)
def test_iso_dates_are_the_same_moments(text: str, moment: str) -> None:
    """In any zone, for a date that names none."""
    iso = iso_date(text)
    assert read_date(iso or text, TOKYO) == read_date(text, TOKYO)
    assert read_date(iso or text, TOKYO).isoformat()[:-6] == moment[:-6]
    assert iso is None or iso_date(iso) is None


@pytest.mark.parametrize(
    ("key", "others", "meant"),
    [
        ("tgas", ["tgas"], "tags"),
        ("tags", [], ""),
        ("autor", ["autor"], "author"),
        ("autor", ["autor", "authors"], ""),
        ("descripton", [], "description"),
        ("colour", [], ""),
        ("TITLE", [], "title"),
    ],
)
def test_a_key_is_put_right_where_one_is_near(key: str, others: list[str], meant: str) -> None:
    assert corrected_key(key, others, TERM_KEYS) == meant


def test_the_keys_of_a_site_are_known_too() -> None:
    """Neither taken for a slip of the pen, nor left with one."""
    site = {**TERM_KEYS, "serie": "serie", "projects": "project"}
    assert corrected_key("serie", [], TERM_KEYS) == "series"
    assert corrected_key("serie", [], site) == ""
    assert corrected_key("porjects", [], site) == "projects"
    before = "---\nporjects: [a, a]\nserie: b, b\n---\n"
    assert fix_front_matter(before, bare=False, term_keys=site)[0] == "---\nprojects: [a]\nserie: b\n---\n"
    assert fix_fields(":porjects: a, a\n\n", term_keys=site)[0] == ":projects: a\n\n"


@pytest.mark.parametrize(
    ("text", "fewer"),
    [("a, b, a", "a, b"), ("a,b", None), ("a, , ,b", None), ("[a, a]", None), ("'a', 'a'", None), ("x, X, ｘ", "x")],
)
def test_repeats_go_from_plain_texts(text: str, fewer: str | None) -> None:
    assert remove_duplicates(text) == fewer


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (":date: January 11, 2026\n:tgas: a, b, a\n\nT\n=\n", ":date: 2026-01-11\n:tags: a, b\n\nT\n=\n"),
        ("\n\n:Date: 11 Jan 2026  \r\n\r\nT\r\n=\r\n", "\n\n:date: 2026-01-11  \r\n\r\nT\r\n=\r\n"),
        (":tags: a,\n  a\n:date: 20260111\n", ":tags: a,\n  a\n:date: 2026-01-11\n"),
        (":tgas: a\n:tags: b\n\n", ":tgas: a\n:tags: b\n\n"),
        (":orphan:\n:date: yesterday\n\n", ":orphan:\n:date: yesterday\n\n"),
        ("T\n=\n\n:date: January 11, 2026\n", "T\n=\n\n:date: January 11, 2026\n"),
    ],
)
def test_fields_are_mended_too(before: str, after: str) -> None:
    assert fix_fields(before)[0] == after
    assert fix_fields(after)[0] == after


def test_fields_are_read() -> None:
    assert fields_of(":date: 2026-01-11\n:tags: a,\n  b\n:orphan:\n\n:not: this\n") == {
        "date": "2026-01-11",
        "tags": "a,",
        "orphan": "",
    }
