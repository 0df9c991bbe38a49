"""Validity of posts: durations, versions, and the moment at which a post may be outdated."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.config.components import is_current, is_duration
from sphinxext_blog.model.catalog import outdated_at, status_interval, text_date
from sphinxext_blog.model.dates import date_after, read_duration
from sphinxext_blog.model.post import Post
from sphinxext_blog.source import metadata
from sphinxext_blog.source.metadata import PostMetadata, read_metadata
from sphinxext_blog.versions import check_specifier, check_version, current_versions, includes, project_key

DATE = datetime(2026, 1, 31, 10, tzinfo=UTC)


def _read(values: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> tuple[PostMetadata, list[str]]:
    warnings: list[str] = []
    monkeypatch.setattr(metadata, "warn", lambda subtype, message, **_: warnings.append(f"{message} [{subtype}]"))
    return read_metadata(values, zone=ZoneInfo("UTC"), location=("a", 1), lines={}), warnings


# -- durations ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2y", "2y"), ("6 months", "6m"), (" 8W ", "8w"), ("1 year", "1y"), ("090d", "90d"), ("1 Day", "1d")],
)
def test_a_duration_has_a_number_and_a_unit(text: str, expected: str) -> None:
    assert read_duration(text) == expected


@pytest.mark.parametrize(
    "value", ["", "2", "y", "0y", "-1y", "1.5y", "2 yrs", "12345d", "1y6m", 6, None, True, ["2y"], "٢y"]
)
def test_anything_else_is_no_duration(value: object) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        read_duration(value)


@pytest.mark.parametrize(
    ("duration", "end"),
    [
        ("1d", (2026, 2, 1)), ("2w", (2026, 2, 14)), ("1m", (2026, 2, 28)), ("2m", (2026, 3, 31)),
        ("11m", (2026, 12, 31)), ("12m", (2027, 1, 31)), ("25m", (2028, 2, 29)), ("2y", (2028, 1, 31)),
    ],
)  # fmt: skip
def test_a_duration_ends_on_the_same_day_of_the_calendar(duration: str, end: tuple[int, int, int]) -> None:
    assert date_after(DATE, duration) == datetime(*end, 10, tzinfo=UTC)


@pytest.mark.parametrize("duration", ["9999y", "9999m", "8000y"])
def test_a_duration_beyond_the_calendar_never_ends(duration: str) -> None:
    assert date_after(datetime(9990, 1, 1, tzinfo=UTC), duration) is None


def test_days_beyond_the_calendar_never_end() -> None:
    assert date_after(datetime(9999, 12, 1, tzinfo=UTC), "9999d") is None


@given(
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-5))])),
    st.integers(1, 9999),
    st.sampled_from("dwmy"),
)
def test_a_duration_ends_later(timestamp: datetime, number: int, unit: str) -> None:
    end = date_after(timestamp, f"{number}{unit}")
    assert end is None or (end > timestamp and end.tzinfo is timestamp.tzinfo)


@pytest.mark.parametrize(("value", "is_valid"), [("2y", True), ("", True), (False, True), (True, False), (2, False)])
def test_the_option_takes_a_duration_or_nothing(value: object, is_valid: bool) -> None:
    assert is_duration(value) is is_valid


# -- the age of a post -------------------------------------------------------------------------------------------------


def _post(**fields: Any) -> Post:
    return Post(docname="a", title="A", **{"date": DATE, **fields})


def test_age_is_counted_from_the_last_update() -> None:
    later = datetime(2026, 6, 1, tzinfo=UTC)
    assert text_date(_post()) == DATE
    assert text_date(_post(updated=later)) == later
    assert text_date(_post(date=later, updated=DATE)) == later
    assert text_date(_post(date=None)) is None


@pytest.mark.parametrize(
    ("key", "option", "end"),
    [
        (None, "", None), (None, "1y", datetime(2027, 1, 31, 10, tzinfo=UTC)), ("", "1y", None),
        ("1m", "", datetime(2026, 2, 28, 10, tzinfo=UTC)), ("1m", "1y", datetime(2026, 2, 28, 10, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_the_key_of_a_post_overrides_the_option(key: str | None, option: str, end: datetime | None) -> None:
    assert outdated_at(_post(outdated_after=key), option) == end


def test_a_post_without_date_has_no_age() -> None:
    assert outdated_at(_post(date=None), "1y") is None


def test_a_build_looks_at_the_moment_at_which_a_post_is_outdated() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    end = datetime(2027, 1, 31, 10, tzinfo=UTC)
    assert status_interval([_post()], now) == (DATE, None)
    assert status_interval([_post()], now, "1y") == (DATE, end)
    assert status_interval([_post()], end, "1y") == (end, None)


# -- versions ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["<2", ">=1.20,<2", "==2.*", "~=1.4", "!=1.3", "===legacy"])
def test_a_specifier_follows_pep_440(text: str) -> None:
    check_specifier(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2.0", "Expected an operator before the version, such as '==2.0.*'"), ("", "Expected a form such as '<2'"),
        ("<", "is not a version specifier"), ("new", "is not a version specifier"), ("<2" * 999, "is not a version"),
        ("9" * 999, "Expected a form such as '<2'"), ("=>2", "is not a version specifier"),
    ],
)  # fmt: skip
def test_any_other_specifier_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match="is not a version specifier") as error:
        check_specifier(text)
    assert problem in str(error.value)
    assert len(str(error.value)) < 400


@pytest.mark.parametrize("value", [2.4, None, "", "new", "<2", "1" * 500 + "x"])
def test_a_version_is_a_valid_string(value: object) -> None:
    with pytest.raises(ValueError, match="is not a version"):
        check_version(value)


def test_current_versions_are_found_by_any_spelling_of_the_project() -> None:
    versions = dict(current_versions({"Scikit_Learn": "1.8", "python": 3.1, "bad": "x"}))  # type: ignore[dict-item]
    assert versions == {project_key("scikit-learn"): "1.8"}
    assert is_current({"numpy": 2})
    assert not is_current({1: "2"})
    assert not is_current("numpy")


@pytest.mark.parametrize(
    ("specifier", "version", "expected"),
    [
        ("<2", "1.9", True),
        ("<2", "2.4", False),
        (">=2", "2.5rc1", True),
        ("<2", "2.0rc1", False),
        ("==2.*", "2.1", True),
    ],
)  # fmt: skip
def test_a_specifier_includes_versions(specifier: str, version: str, expected: bool) -> None:
    assert includes(specifier, version) is expected


# -- keys --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"numpy": "<2"}, (("numpy", "<2"),)),
        ({"numpy": " >=1.20, <2 ", "Our server": ">3"}, (("numpy", ">=1.20,<2"), ("Our server", ">3"))),
        ("numpy<2", (("numpy", "<2"),)),
        ("numpy >=1.20, <2, python>=3.10,!=3.11", (("numpy", ">=1.20,<2"), ("python", ">=3.10,!=3.11"))),
        (["numpy>=1.20,<2", "python ~= 3.10"], (("numpy", ">=1.20,<2"), ("python", "~= 3.10"))),
        ("numpy<2,,", (("numpy", "<2"),)),
        (None, ()), ("", ()), ([], ()), ({}, ()),
    ],
)  # fmt: skip
def test_projects_and_versions_are_a_mapping_a_text_or_a_list(
    value: object, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (_read({"applies_to": value}, monkeypatch)[0].applies_to, _read({"applies_to": value}, monkeypatch)[1]) == (
        expected,
        [],
    )


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"numpy": "2"}, "applies_to: numpy: '2' is not a version specifier."),
        ({"numpy": None}, "applies_to: numpy: '' is not a version specifier."),
        ("numpy", "applies_to: numpy: '' is not a version specifier."),
        ({"numpy": ["<2"]}, "applies_to: numpy: ['<2'] is not valid."),
        ({"numpy": True}, "applies_to: numpy: True is not valid."),
        ({" ": "<2"}, "applies_to: '<2' is not valid."),
        ("<2", "applies_to: '<2' is not valid."),
        (["<2"], "applies_to: '<2' is not valid."),
        ([{"numpy": "<2"}], "applies_to: {'numpy': '<2'} is not valid."),
        (2, "applies_to: 2 is not a mapping."),
        (True, "applies_to: True is not a mapping."),
    ],
)
def test_an_invalid_entry_is_reported_and_ignored(value: object, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found, (warning,) = _read({"applies_to": value}, monkeypatch)
    assert found.applies_to == ()
    assert warning.startswith(problem)
    assert "ignored." in warning


def test_valid_entries_beside_an_invalid_one_count(monkeypatch: pytest.MonkeyPatch) -> None:
    found, warnings = _read({"applies_to": {"numpy": "<2", "python": "3"}}, monkeypatch)
    assert found.applies_to == (("numpy", "<2"),)
    assert len(warnings) == 1


@pytest.mark.parametrize(
    ("value", "expected"), [("6m", "6m"), ("2 years", "2y"), (False, ""), ("off", ""), (None, None), ("", None)]
)
def test_a_post_may_have_a_duration(value: object, expected: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    found, warnings = _read({"outdated_after": value}, monkeypatch)
    assert (found.outdated_after, warnings) == (expected, [])


@pytest.mark.parametrize("value", ["soon", True, 6, "6", ["6m"]])
def test_an_invalid_duration_is_reported_and_ignored(value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    found, (warning,) = _read({"outdated_after": value}, monkeypatch)
    assert found.outdated_after is None
    assert (
        "is not a duration. Expected a form such as 90d, 8w, 6m or 2y, or false. The key is ignored. [value]" in warning
    )
