"""The clock: which moment a build is given."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from sphinxext_blog.clock import moment_of


def _moment(said: str, caplog: pytest.LogCaptureFixture) -> tuple[datetime, list[str]]:
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        found = moment_of({"SOURCE_DATE_EPOCH": said})
    return found, [record.getMessage() for record in caplog.records]


def _is_now(moment: datetime) -> bool:
    return abs(datetime.now(UTC) - moment) < timedelta(minutes=5)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("0", datetime(1970, 1, 1, tzinfo=UTC)),
        ("1772323200", datetime(2026, 3, 1, tzinfo=UTC)),
        ("253370764799", datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_seconds_are_a_moment(said: str, expected: datetime, caplog: pytest.LogCaptureFixture) -> None:
    assert _moment(said, caplog) == (expected, [])


def test_nothing_said_is_now(caplog: pytest.LogCaptureFixture) -> None:
    """Empty or not there at all."""
    assert _is_now(moment_of({}))
    moment, told = _moment("", caplog)
    assert (_is_now(moment), told) == (True, [])


@pytest.mark.parametrize(
    "said",
    [
        "1772323200000",
        "253370764800",
        "253402300799",
        "9" * 5000,
        "-5",
        "1.5",
        " 12 ",
        "1_000",
        "٣",
        "abc",
        "2026-03-01",
    ],
)
def test_what_is_no_moment_is_a_warning_and_now(said: str, caplog: pytest.LogCaptureFixture) -> None:
    """Milliseconds, and all else that would date the blog otherwise than its author thinks."""
    moment, (told,) = _moment(said, caplog)
    assert _is_now(moment)
    assert told == (
        f"SOURCE_DATE_EPOCH is '{said[:40]}', but should be seconds since 1970; the time of the machine is used"
    )
