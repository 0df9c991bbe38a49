"""The clock: which moment a build is given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from sphinxext_blog import site

if TYPE_CHECKING:
    from sphinxext_blog.diagnostics import Subtype

Told = list[tuple[str, str, object]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What is warned of: the subtype, the message and the place."""
    found: Told = []

    def warn(subtype: Subtype, message: str, *, location: object) -> None:
        found.append((subtype.value, message, location))

    monkeypatch.setattr(site, "warn", warn)
    return found


def _moment(said: str) -> datetime:
    return site.build_time({"SOURCE_DATE_EPOCH": said})


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
def test_seconds_are_a_moment(said: str, expected: datetime, told: Told) -> None:
    assert (_moment(said), told) == (expected, [])


def test_the_default_is_the_current_time(told: Told) -> None:
    """Empty or not there at all."""
    assert _is_now(site.build_time({}))
    assert _is_now(_moment(""))
    assert told == []


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
def test_what_is_no_moment_is_a_warning_and_now(said: str, told: Told) -> None:
    """Milliseconds, and all else that would date the blog otherwise than its author thinks."""
    assert _is_now(_moment(said))
    message = f"SOURCE_DATE_EPOCH: '{said[:40]}' is not valid. Expected seconds since 1970. The current time is used."
    assert told == [("config", message, None)]
