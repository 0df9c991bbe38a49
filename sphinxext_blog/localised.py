"""Localised: dates and numbers in the site's language, by Babel."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Localised"]


class Localised:
    """The dates and numbers of one site."""

    def __init__(self, language: str, date_format: str) -> None:
        """Those of a language; one that Babel does not know has those of English.

        :param date_format: a style of Babel's, or a pattern.
        """
        self._language, self._date_format = language, date_format
        self._days: dict[date, str] = {}
        self._years: dict[int, str] = {}

    @cached_property
    def _locale(self) -> Locale:  # not before it is needed: Babel's data take long to load
        try:
            return Locale.parse(self._language.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            return Locale("en")

    @cached_property
    def territorial(self) -> str:
        """The language with the territory of most of its readers: ``en_US``; empty for one Babel does not know."""
        from babel.core import get_global

        try:
            locale = Locale.parse(self._language.replace("-", "_"))
            likely = Locale.parse(get_global("likely_subtags").get(str(locale), str(locale)))
        except (UnknownLocaleError, ValueError):
            return ""
        territory = locale.territory or likely.territory
        return f"{locale.language}_{territory}" if territory else ""

    def date(self, moment: datetime) -> str:
        """A day, as ``blog_date_format`` has it: on the clock of the zone that the moment is in."""
        day = moment.date()
        if day not in self._days:  # Babel takes its time, and a listing names the same days again and again
            self._days[day] = format_date(day, self._date_format, locale=self._locale)
        return self._days[day]

    def year(self, year: int) -> str:
        """A year: “2026”, “2026年”."""
        if year not in self._years:
            self._years[year] = format_skeleton("y", date(year, 1, 1), locale=self._locale)
        return self._years[year]

    def month(self, year: int, month: int) -> str:
        """A month with its year: “January 2026”."""
        return format_skeleton("yMMMM", date(year, month, 1), locale=self._locale)

    def month_name(self, month: int) -> str:
        """A month by itself: “January”."""
        # Where a language has no such form of its own, Babel 2.18 gives that of the first language it was asked for in
        # the process. Those that have one name months by it beside a year, too.
        own = "LLLL" in str(self._locale.datetime_skeletons["yMMMM"].pattern)
        return str(self._locale.months["stand-alone" if own else "format"]["wide"][month])

    def number(self, number: int) -> str:
        """A number, its digits grouped: “3,120”."""
        from babel.numbers import format_decimal  # few sites need it

        return format_decimal(number, locale=self._locale)
