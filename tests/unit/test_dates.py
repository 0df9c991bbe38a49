"""Dates: every form of the manual is read, everything else is refused with words an author can use."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.dates import date_in_path, read_date

TOKYO = timezone(timedelta(hours=9))
DAY = "2026-01-11T00:00:00+09:00"
TEN = "2026-01-11T10:00:00+09:00"

FORMS = [
    # ISO and its neighbours
    ("2026-01-11", DAY),
    ("2026-1-11", DAY),
    (" 2026-01-11\n", DAY),
    ("20260111", DAY),
    ("20260111T100000", TEN),
    ("20260111T1000Z", "2026-01-11T10:00:00+00:00"),
    ("2026/01/11", DAY),
    ("2026/1/11 10:00", TEN),
    ("2026.01.11", DAY),
    ("2026. 1. 11.", DAY),
    ("2026-01-11 10:00", TEN),
    ("2026-01-11\u300010:00", TEN),
    ("2026-01-11t10:00:00", TEN),
    ("2016-6-21 9:05:03", "2016-06-21T09:05:03+09:00"),
    ("2026-01-11T10:00:00Z", "2026-01-11T10:00:00+00:00"),
    ("2026-01-11 10:00 GMT", "2026-01-11T10:00:00+00:00"),
    ("2026-01-11T10:00:00+08:00", "2026-01-11T10:00:00+08:00"),
    ("2026-01-11 10:00:00 +0800", "2026-01-11T10:00:00+08:00"),
    ("2026-01-11 10:00 -5", "2026-01-11T10:00:00-05:00"),
    ("2026-01-11 10:00-03:30", "2026-01-11T10:00:00-03:30"),
    ("2026-01-11T10:00:00.5", "2026-01-11T10:00:00.500000+09:00"),
    ("2026-01-11T10:00:00,123456789Z", "2026-01-11T10:00:00.123456+00:00"),
    # English
    ("January 11, 2026", DAY),
    ("January 11 2026", DAY),
    ("january 11,2026", DAY),
    ("Jan 11, 2026", DAY),
    ("Jan. 11th, 2026", DAY),
    ("11 Jan 2026", DAY),
    ("11 JANUARY 2026", DAY),
    ("11th of January, 2026", DAY),
    ("11-Jan-2026", DAY),
    ("Sunday, 11 January 2026", DAY),
    ("Sun 11 Jan 2026", DAY),
    ("Mon., January 11, 2026", DAY),
    ("Jan 8th, 2024", "2024-01-08T00:00:00+09:00"),
    ("8th January 2024", "2024-01-08T00:00:00+09:00"),
    ("1st Sept. 2026", "2026-09-01T00:00:00+09:00"),
    ("May 2, 2026", "2026-05-02T00:00:00+09:00"),
    ("January 11, 2026 10:00", TEN),
    ("January 11, 2026 at 10:00", TEN),
    ("January 11, 2026, 10 am", TEN),
    ("January 11, 2026 12:30 a.m.", "2026-01-11T00:30:00+09:00"),
    ("January 11, 2026 12:30 PM", "2026-01-11T12:30:00+09:00"),
    ("January 11, 2026 3:05pm UTC", "2026-01-11T15:05:00+00:00"),
    ("Sun, 11 Jan 2026 10:00:00 +0000", "2026-01-11T10:00:00+00:00"),
    # Chinese, Japanese, Korean
    ("2026年1月11日", DAY),
    ("2026年01月11日 10:00", TEN),
    ("2026年1月11日10:00", TEN),
    ("2026年1月11日 星期日 10时", TEN),
    ("2026年1月11日 下午3点05分", "2026-01-11T15:05:00+09:00"),
    ("2026年1月11日(日)午前10時00分00秒", TEN),
    ("2026年1月11日日曜日", DAY),
    ("2026년 1월 11일", DAY),
    ("2026년 1월 11일 오후 3시 5분", "2026-01-11T15:05:00+09:00"),
    ("2026년 1월 11일 10:00", TEN),
]

NO_DATES = [
    *("", "someday", "today", "March", "January 2026", "January 11", "2024", "2026-01", "2026-W02-1", "1736560800"),
    *("03/04/2024", "03.04.2024", "03-04-2024", "11 Jan 26", "2026-01/11", "2026-01-111", "2026-01-1110:00"),
    *("2026-01-11 10", "2026-01-11 soon", "2026-01-11+09:00", "2026-01-11 10:00 EST", "2026-01-11 10:00:00:00"),
    *("２０２６-01-11", "2026-०१-11", "2026年1月", "11 Janvier 2026"),
    *(None, True, 2024, 20260111, 1.5, ["2026-01-11"], b"2026-01-11", timedelta(1), time(10)),
]

NEVER = [
    *("2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "31 June 2026", "2026年2月30日"),
    *("2026-01-11 24:00", "2026-01-11 10:60", "2026-01-11 13 pm", "2026-01-11 0:30 am"),
    *("2026-01-11 10:00+25:00", "2026-01-11 10:00+08:75"),
]


@pytest.mark.parametrize(("text", "moment"), FORMS)
def test_every_written_form_of_the_manual_is_read(text: str, moment: str) -> None:
    """Each form gives the moment it says, in the site's zone where it names none."""
    assert read_date(text, TOKYO).isoformat() == moment


@pytest.mark.parametrize("value", NO_DATES)
def test_what_is_no_date_is_refused_by_name(value: object) -> None:
    """Nothing is completed or guessed; the message shows the value and a form that would do."""
    with pytest.raises(
        ValueError, match=r"is not a recognized date\. Expected a form such as 2026-01-11 or 2026-01-11 10:00"
    ) as refused:
        read_date(value, TOKYO)
    assert str(refused.value).startswith(repr(value))


@pytest.mark.parametrize("text", NEVER)
def test_moments_that_do_not_exist_are_refused(text: str) -> None:
    """An impossible day, time or zone is neither moved to a possible one nor taken for another form."""
    with pytest.raises(ValueError, match="contains a day, time or time zone that does not exist"):
        read_date(text, TOKYO)


def test_long_values_are_shortened_in_the_message() -> None:
    """A page of text given for a date does not become a page of warning."""
    with pytest.raises(ValueError, match="is not a recognized date") as refused:
        read_date("x" * 100_000, TOKYO)
    assert len(str(refused.value)) < 150


def test_a_date_is_its_midnight_in_the_zone() -> None:
    """YAML's dates have no time; the day begins where the site is."""
    assert read_date(date(2026, 1, 11), TOKYO).isoformat() == DAY


def test_a_naive_datetime_is_in_the_zone_and_an_aware_one_is_unchanged() -> None:
    """Only what has no zone gets one, also where a zone object knows no offset."""

    class Nowhere(tzinfo):
        def utcoffset(self, _when: datetime | None) -> None:
            return None

        tzname = dst = utcoffset

    naive, aware = datetime.fromisoformat("2026-01-11T10:00"), datetime(2026, 1, 11, 10, tzinfo=UTC)
    assert read_date(naive, TOKYO).isoformat() == TEN
    assert read_date(naive.replace(tzinfo=Nowhere()), TOKYO).isoformat() == TEN
    assert read_date(aware, TOKYO) is aware


@pytest.mark.parametrize(
    ("value", "zone"),
    [
        ("0001-01-01", TOKYO),
        (date.min, TOKYO),
        ("0001-01-01 00:00", ZoneInfo("Asia/Shanghai")),
        ("9999-12-31 23:59", ZoneInfo("America/New_York")),
        ("9999-12-31T23:00:00-05:00", TOKYO),
        (datetime.max.replace(tzinfo=UTC), TOKYO),
    ],
)
def test_the_ends_of_the_calendar_are_refused(value: object, zone: tzinfo) -> None:
    """A moment that has no time in UTC, or none in the site's zone, would break the pages made of it later."""
    with pytest.raises(ValueError, match="is outside of the supported years"):
        read_date(value, zone)


@given(moment=st.datetimes(timezones=st.timezones() | st.just(UTC)), sep=st.sampled_from("T "))
def test_python_s_own_iso_form_is_read_or_refused(moment: datetime, sep: str) -> None:
    """What ``isoformat`` writes comes back as the same moment; no other error than ValueError is possible."""
    offset = moment.utcoffset()
    assert offset is not None
    if offset.seconds % 60:
        return  # local mean times before standard time: no form of ours has seconds in a zone
    try:
        read = read_date(moment.isoformat(sep), UTC)
    except ValueError:
        assert moment.year in {1, 9999}
    else:
        assert read == moment.replace(tzinfo=timezone(offset))


@given(day=st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31)))
def test_all_forms_of_a_day_agree(day: date) -> None:
    """However it is written, a day is the same day."""
    months = "January,February,March,April,May,June,July,August,September,October,November,December"
    name = months.split(",")[day.month - 1]
    forms = [
        f"{day.year:04}-{day.month}-{day.day}",
        f"{day.year:04}{day.month:02}{day.day:02}",
        f"{day.year:04}/{day.month:02}/{day.day:02}",
        f"{name} {day.day}, {day.year:04}",
        f"{day.day} {name[:3]} {day.year:04}",
        f"{day.year:04}年{day.month}月{day.day}日",
    ]
    assert {read_date(form, UTC).date() for form in forms} == {day}


@given(
    day=st.sampled_from(["", "2026-01-11", "20260111", "1/1", "Sun, 11 Jan 2026", "January 11, 2026", "2026年1月11日"]),
    rest=st.text() | st.text(alphabet="0123456789 :-/.,TZapm+年月日時分午後"),
)
def test_any_text_is_a_date_or_a_value_error(day: str, rest: str) -> None:
    """No text of an author's stops the build."""
    with suppress(ValueError):
        assert read_date(day + rest, TOKYO).utcoffset() is not None


@pytest.mark.parametrize(
    ("docname", "found"),
    [
        ("2026-01-11-title", date(2026, 1, 11)),
        ("2026_01_11_title", date(2026, 1, 11)),
        ("2026-1-1-title", date(2026, 1, 1)),
        ("2026-01-11", date(2026, 1, 11)),
        ("2026-01-11标题", date(2026, 1, 11)),
        ("posts/2026-01-11-title", date(2026, 1, 11)),
        ("posts/2026-01-11-title/index", date(2026, 1, 11)),
        ("2026/01/11/title", date(2026, 1, 11)),
        ("blog/2026/1/11/title", date(2026, 1, 11)),
        ("blog/2026/01-11-title", date(2026, 1, 11)),
        ("2026/01/11/2025-12-31-title", date(2025, 12, 31)),
        ("2026-01-11-trip/2025-12-31-title", date(2025, 12, 31)),
        ("2026/01/11/2025-13-31-title", date(2026, 1, 11)),
        ("2026-02-30-title", None),
        ("title-2026-01-11", None),
        ("2026-01-111", None),
        ("2026-01-1st", None),
        ("2026-01", None),
        ("12026-01-11", None),
        ("２０２６-01-11", None),
        ("posts/title", None),
        ("", None),
    ],
)
def test_a_date_in_a_path_is_found_at_the_start_of_a_name(docname: str, found: date | None) -> None:
    """The nearest to the file's name counts, a day that does not exist does not."""
    assert date_in_path(docname) == found


@given(day=st.dates(), before=st.sampled_from(["", "posts/", "a/b/"]), after=st.sampled_from(["", "-title", "/title"]))
def test_any_day_in_a_path_is_found(day: date, before: str, after: str) -> None:
    """What ``isoformat`` writes is found, alone, in a name and as a folder."""
    assert date_in_path(f"{before}{day.isoformat()}{after}") == day
    assert date_in_path(f"{before}{day.isoformat().replace('-', '/')}{after}") == day
