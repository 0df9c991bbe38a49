"""Dates of sites that were written for ABlog: read as ABlog reads them, where there is only one reading."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.ablog.conventions import ABlogConfig
from sphinxext_blog.ablog.dates import read_any_order
from sphinxext_blog.ablog.options import ABlogOptions

_parser = pytest.importorskip("dateutil.parser")  # what ABlog reads dates with
parse, ParserError = _parser.parse, _parser.ParserError
_DAY = datetime(2026, 4, 10)  # noqa: DTZ001 - what names no zone has none
_SEVEN = _DAY.replace(hour=7)
_ZONE = ZoneInfo("Asia/Tokyo")


def _at(hours: float) -> datetime:
    return _SEVEN.replace(tzinfo=timezone(timedelta(hours=hours)))


_FORMS: dict[str, datetime] = {
    # the time first
    "07:00, Apr 10, 2026": _SEVEN,
    "07:00 2026-04-10": _SEVEN,
    "7am, Apr 10, 2026": _SEVEN,
    "7 am Apr 10 2026": _SEVEN,
    "7 a.m. on April 10th, 2026": _SEVEN,
    "07:00:00 Fri 10-Apr-2026": _SEVEN,
    "07:00:00 UTC 10 April 2026": _SEVEN.replace(tzinfo=UTC),
    "12am 10 Apr 2026": _DAY,
    "12:30 am 10 Apr 2026": _DAY.replace(minute=30),
    # the time last
    "10 Apr 2026 07:00": _SEVEN,
    "10 Apr 2026, 7:00pm": _DAY.replace(hour=19),
    "10 Apr 2026 7p": _DAY.replace(hour=19),
    "10 Apr 2026; 07:00": _SEVEN,
    "10 Apr 2026 and 07:00": _SEVEN,
    "10 Apr 2026 07": _SEVEN,
    "10 Apr 2026 0700": _SEVEN,
    "April 10, 2026 at 7:00 PM": _DAY.replace(hour=19),
    "Apr 10 2026 10h": _DAY.replace(hour=10),
    "10h36 Apr 10 2026": _DAY.replace(hour=10, minute=36),
    "10h36m28s Apr 10 2026": _DAY.replace(hour=10, minute=36, second=28),
    "10 hours 36 minutes Apr 10 2026": _DAY.replace(hour=10, minute=36),
    "2026/04/10 07:00:00.5": _SEVEN.replace(microsecond=500_000),
    "2026-04-10 07:00:00,123": _SEVEN.replace(microsecond=123_000),
    # the time in between
    "Apr 10 07:00 2026": _SEVEN,
    "Fri Apr 10 07:00:00 2026": _SEVEN,
    # ISO and its kin
    "2026-04-10T07:00": _SEVEN,
    "2026-04-10T07": _SEVEN,
    "2026-04-10T0700": _SEVEN,
    "2026/4/10T7:5": _SEVEN.replace(minute=5),
    "20260410": _DAY,
    "20260410T0700": _SEVEN,
    "20260410 0700": _SEVEN,
    "202604100700": _SEVEN,
    "20260410070000": _SEVEN,
    "2026/4/10": _DAY,
    "2026.4.10": _DAY,
    "2026 4 10": _DAY,
    # the month by its name
    "April 10th, 2026": _DAY,
    "Apr. 10, 2026": _DAY,
    "10th of April, 2026": _DAY,
    "Fri, 10 Apr 2026": _DAY,
    "Friday, April 10, 2026": _DAY,
    "10-Apr-2026": _DAY,
    "10/Apr/2026": _DAY,
    "10.Apr.2026": _DAY,
    "Apr-10-2026": _DAY,
    "Apr/10/2026": _DAY,
    "10Apr2026": _DAY,
    "10APR2026": _DAY,
    "2026-Apr-10": _DAY,
    "2026, April 10": _DAY,
    "April 2026 10": _DAY,
    "10 Apr 2026 AD": _DAY,
    "Sept 10 2026": _DAY.replace(month=9),
    # only one of two numbers can be the month, or both say the same
    "13/04/2026": _DAY.replace(day=13),
    "04/13/2026": _DAY.replace(day=13),
    "13.04.2026": _DAY.replace(day=13),
    "04/04/2026": _DAY.replace(day=4),
    # zones; an abbreviation that is not UTC counts for nothing, as in ABlog
    "2026-04-10T07:00Z": _at(0),
    "20260410T070000Z": _at(0),
    "Fri, 10 Apr 2026 07:00:00 GMT": _at(0),
    "Fri Apr 10 07:00:00 UTC 2026": _at(0),
    "2026-04-10T07:00+02:00": _at(2),
    "2026-04-10 07:00 +0200": _at(2),
    "2026-04-10 07:00:00 +05:30": _at(5.5),
    "10 Apr 2026 07:00-03": _at(-3),
    "Fri, 10 Apr 2026 07:00:00 -0300": _at(-3),
    "Fri, 10 Apr 2026 07:00:00 -0300 (BRST)": _at(-3),
    "Fri Apr 10 07:00:00 2026 +0200": _at(2),
    "Fri Apr 10 07:00:00 2026 +02:00": _at(2),
    "Fri Apr 10 07:00:00 CET 2026": _SEVEN,
    "Fri 10 Apr 2026 07:00:00 AM EST": _SEVEN,
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:tzname")
@pytest.mark.parametrize("text", _FORMS)
def test_a_date_that_ablog_reads_is_read_alike(text: str) -> None:
    """The table is right of ABlog's parser, too, and the site reads the form in whatever way comes first."""
    assert parse(text) == _FORMS[text]
    expected = _FORMS[text] if _FORMS[text].tzinfo else _FORMS[text].replace(tzinfo=_ZONE)
    assert ABlogConfig().date_of(text, _ZONE) == expected
    assert read_any_order(text) == _FORMS[text]


@pytest.mark.parametrize(
    "text",
    [
        "the 10th of April 2026", "07:00 on Friday the 10th of April, 2026", "Tues, 10 Apr 2026", "2026Apr10",
    ],
)  # fmt: skip
def test_a_date_at_which_ablog_stops_is_read_if_it_is_plain(text: str) -> None:
    with pytest.raises(ParserError):
        parse(text)
    assert read_any_order(text) in (_DAY, _SEVEN)


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2026", "10 04 2026", "3.4.2026",  # day or month first
        "10 Apr 26", "10 Apr 99", "Apr 10 '26", "260410", "10/4/26",  # of which century, and which is the year
        "2026-04-10 07:00 GMT+3", "2026-04-10 07:00 UTC-5",  # ahead or behind
        "April 2026", "Apr 10", "2026", "2026-04", "07:00", "Friday", "7am", "",  # the rest would be today's
        "10 Apr 11 Apr 2026", "10 Apr 2026 07:00 08:00", "10 11 Apr 2026",  # twice
        "10 Apr 2026 07:00 EST CET", "10 Apr 2026 07:00 +0200 UTC",
    ],
)  # fmt: skip
def test_what_has_several_readings_or_misses_a_part_is_refused(text: str) -> None:
    assert read_any_order(text) is None
    with pytest.raises(ValueError, match=r"is not a recognized date|contains a day"):
        ABlogConfig().date_of(text, _ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "2026-13-04", "31 Apr 2026", "02/30/2026", "31/11/2026", "13:00 pm 10 Apr 2026", "24:00 10 Apr 2026",
        "10 Apr 2026 07:60", "10 avril 2026", "2026-W15-5", "2026-100", "tomorrow", "4/2026/10", "10 Apr 2026 (Fri)",
        "EST 10 Apr 2026", "10 Apr 2026 +0200", "10 Apr 2026 10:00:00:00", "x" * 200, "1 " * 50, "\u0661 Apr 2026",
        "10 Apr 2026 07:00 +99:00", "10 Apr 0000", "10 Apr 2026 7.30pm",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    assert read_any_order(text) is None


@pytest.mark.parametrize(("number", "expected"), [(20260410, _DAY), (202604100700, _SEVEN)])
def test_a_number_of_yaml_is_read_by_its_digits(number: int, expected: datetime) -> None:
    assert ABlogConfig().date_of(number, UTC) == expected.replace(tzinfo=UTC)


@pytest.mark.parametrize("value", [True, 2026, 1.5, [2026, 4, 10], {"year": 2026}])
def test_a_value_that_is_no_text_stays_refused(value: object) -> None:
    with pytest.raises(ValueError, match="is not a recognized date"):
        ABlogConfig().date_of(value, UTC)


def test_the_form_of_the_site_goes_first() -> None:
    site = ABlogConfig(ablog=ABlogOptions(post_date_format="%d/%m/%Y"))
    assert site.date_of("03/04/2026", UTC) == datetime(2026, 4, 3, tzinfo=UTC)
    assert site.date_of("04/13/2026", UTC) == datetime(2026, 4, 13, tzinfo=UTC)


_DAYS = st.sampled_from([
    "%d %b %Y", "%d %B, %Y", "%b %d, %Y", "%A, %B %d %Y", "%a %d %b %Y", "%d-%b-%Y", "%b-%d-%Y", "%Y-%m-%d", "%Y/%m/%d",
    "%Y.%m.%d", "%Y %b %d", "%dth of %B, %Y", "%d.%m.%Y", "%m/%d/%Y", "%Y%m%d",
])  # fmt: skip
_TIMES = st.sampled_from(["", "%H:%M", "%H:%M:%S", "%I:%M %p", "%I%p", "%Hh%M", "%I:%M:%S %p", "%H:%M:%S.%f"])
_ZONES = st.sampled_from(["", " UTC", "Z", " +0200", "-03:00", " EST"])
_MOMENTS = st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9998, 12, 31))  # noqa: DTZ001
_JOINTS = st.sampled_from([" ", ", ", " at ", " on ", "T"])


@given(moment=_MOMENTS, day=_DAYS, hour=_TIMES, zone=_ZONES, joint=_JOINTS, time_first=st.booleans())
def test_what_is_read_is_what_ablog_reads(
    *, moment: datetime, day: str, hour: str, zone: str, joint: str, time_first: bool
) -> None:
    """Whatever the pieces and their order, unless it is refused."""
    glued = hour.endswith("%p") and zone == "Z"  # "12AMZ": a zone of that name, to ABlog
    timed = moment.strftime(hour) + (zone if hour and not glued else "")
    parts = [moment.strftime(day), timed] if hour else [moment.strftime(day)]
    text = joint.join(reversed(parts) if time_first else parts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            theirs = parse(text)
        except (ParserError, OverflowError):
            theirs = None
    ours = read_any_order(text)
    numeric = day in ("%d.%m.%Y", "%m/%d/%Y")
    is_ambiguous = numeric and moment.day <= 12 and moment.day != moment.month
    if theirs is None or is_ambiguous:
        assert ours is None or not numeric
    elif joint != "T":
        assert ours is not None, text
    assert ours is None or theirs is None or ours == theirs, text
