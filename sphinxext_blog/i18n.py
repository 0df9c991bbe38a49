"""The text that visitors see, in the site's language: messages of the catalog, and dates by Babel."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from sphinx.locale import get_translation, get_translator

from .model.page_plan import PageKind
from .model.post import State
from .model.text import Mark, join_lines

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from .config import BlogConfig
    from .model.page_plan import Page
    from .model.post import Measure

__all__ = ["CATALOGUE", "Wording", "filled", "phrases", "register_catalogue", "services", "translated", "update_title"]

CATALOGUE = "sphinxext_blog"
_BLANK_BESIDE_FIELD = re.compile(r" (?=\{)|(?<=\}) ")

_ = get_translation(CATALOGUE)


def phrases() -> dict[str, str]:
    """All of them, in the language of the build that runs."""
    said: dict[str, object] = {
        "read more": _("Read more"),
        "no posts": _("No posts yet."),
        "newer": _("Newer posts"),
        "older": _("Older posts"),
        "all": _("All"),
        "pinned": _("Pinned"),
        "pages": _("Pages"),
        "posts": _("Posts"),
        "undated": _("Undated"),
        "page": _("Page"),
        "newer post": _("Newer post"),
        "older post": _("Older post"),
        "previous part": _("Previous part"),
        "next part": _("Next part"),
        "all parts": _("All parts"),
        "related": _("Related posts"),
        "license": _("License"),
        "share": _("Share"),
        "by e-mail": _("Send by e-mail"),
        "comments": _("Comments"),
        "recent": _("Recent posts"),
        "archive": _("Archive"),
        "subscribe": _("Subscribe"),
        "drafts": _("Drafts and scheduled posts"),
        "about feeds": _(
            "A feed tells you of new posts, without an account or an e-mail address. Copy any one of these "
            "addresses into a feed reader: they hold the same posts."
        ),
        "moved": _("This page has moved:"),
        "date": _("Date"),
        "title": _("Title"),
        "reading time": _("Reading time"),
        "pager": _("Pages of this list"),
        "comma": _(", "),  # between names
        "colon": _(": "),  # between what is named and what is said of it
    }
    return {name: str(text) for name, text in said.items()}


def services() -> dict[str, str]:
    """Services that are called otherwise in some languages, by their names in English."""
    return {"E-mail": str(_("E-mail")), "Weibo": str(_("Weibo")), "Zhihu": str(_("Zhihu"))}


def filled(pattern: str, **fields: str) -> str:
    """A phrase with its fields filled in; two wide characters that meet there have no blank between them."""
    return join_lines(_BLANK_BESIDE_FIELD.sub("\n", pattern).format(**fields))


def register_catalogue(app: Sphinx) -> None:
    """Make our messages known to Sphinx, which chooses the language."""
    app.add_message_catalog(CATALOGUE, str(Path(__file__).with_name("locale")))


def translated(word: str) -> str:
    """A word of the catalogue, in the site's language."""
    return str(_(word))


def update_title(config: Config, options: BlogConfig, moment: datetime | None) -> str:
    """The title of an ``update`` note."""
    if moment is None:
        return str(_("Updated"))
    return str(_("Updated on {date}")).format(date=Wording(config.language, options).date(moment))


class Wording:
    """The words and dates of one site."""

    def __init__(self, language: str | None, options: BlogConfig) -> None:
        """Words in a language (one that Babel does not know has dates in English), shaped by the options."""
        self._language, self._options = language or "en", options
        self._days: dict[tuple[date, str], str] = {}
        self._years: dict[int, str] = {}
        self._phrases: dict[str, str] = {}

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

    def date(self, moment: datetime, pattern: str = "") -> str:
        """A day, as ``blog_date_format`` has it or a pattern: on the clock of the zone that the moment is in."""
        key = moment.date(), pattern
        if key not in self._days:  # Babel takes its time, and a listing names the same days again and again
            self._days[key] = format_date(key[0], pattern or self._options.date_format, locale=self._locale)
        return self._days[key]

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

    def minutes(self, minutes: int) -> str:
        """How long a post takes to read; empty for one without text."""
        if not minutes:
            return ""
        return get_translator(CATALOGUE).ngettext("{n} min read", "{n} min read", minutes).format(n=minutes)

    def length(self, measure: Measure) -> str:
        """How long a post takes to read, and how long it is if the site shows that; empty for one without text."""
        time, count = self.minutes(measure.minutes), measure.words + measure.characters
        if not time or not self._options.show_word_count:
            return time
        from babel.numbers import format_decimal  # which few sites need

        ngettext = get_translator(CATALOGUE).ngettext
        if measure.characters > measure.words:  # as Chinese and Japanese count, words of other scripts are one each
            text = ngettext("{n} character", "{n} characters", count)
        else:
            text = ngettext("{n} word", "{n} words", count)
        return self.joined(text.format(n=format_decimal(count, locale=self._locale)), time)

    def placeholders(self) -> dict[str, str]:
        """What stands for code, display math, inline math and images in plain text."""
        site = {
            Mark.CODE: str(_("[code]")),
            Mark.EQUATION: str(_("[equation]")),
            Mark.MATH: str(_("[math]")),
            Mark.IMAGE: "",
        }
        return {mark.value: self._options.excerpt_placeholders.get(mark.value, text) for mark, text in site.items()}

    def state(self, state: State) -> str:
        """The badge of a post that readers do not see yet; empty for the others."""
        return {State.DRAFT: str(_("Draft")), State.SCHEDULED: str(_("Scheduled"))}.get(state, "")

    def taxonomy(self, taxonomy: str) -> str:
        """The name of a kind of term, in the plural."""
        names = {
            "tag": _("Tags"),
            "category": _("Categories"),
            "author": _("Authors"),
            "series": _("Series"),
            "location": _("Locations"),
            "language": _("Languages"),
            "year": _("Years"),
        }
        added = {kind.name: kind.heading for kind in self._options.kinds if kind.heading}
        return str(names.get(taxonomy) or added.get(taxonomy, taxonomy))

    def heading(self, page: Page) -> str:
        """The title of a page of a collection, without its number."""
        fixed = {
            PageKind.HOME: self._options.title or _("Blog"),
            PageKind.ARCHIVE: _("Archive"),
            PageKind.DRAFTS: self.said("drafts"),
            PageKind.SUBSCRIBE: _("Subscribe"),
        }
        if page.kind in fixed:
            return str(fixed[page.kind])
        if page.kind is PageKind.YEAR:
            return self.year(page.year)
        if page.kind is PageKind.MONTH:
            return self.month(page.year, page.month)
        if page.kind is PageKind.OVERVIEW:
            return self.taxonomy(page.taxonomy)
        titles = {
            "tag": _("Posts tagged “{term}”"),
            "category": _("Posts in “{term}”"),
            "author": _("Posts by {term}"),
            "series": _("Series: {term}"),
            "location": _("Posts from {term}"),
            "language": _("Posts in {term}"),
        }
        added = {kind.name: kind.singular or kind.heading for kind in self._options.kinds if kind.heading}
        if page.taxonomy in added:
            return str(_("{taxonomy}: {term}")).format(taxonomy=added[page.taxonomy], term=page.label)
        return filled(str(titles.get(page.taxonomy, "{term}")), term=page.label)

    def numbered(self, heading: str, number: int) -> str:
        """A title with the number of the page, from page 2 on."""
        return heading if number == 1 else str(_("{title} – page {number}")).format(title=heading, number=number)

    def said(self, name: str) -> str:
        """A fixed phrase, by its name."""
        if not self._phrases:
            self._phrases = phrases()
        return self._phrases[name]

    def updated(self, moment: datetime) -> str:
        """When a post was last changed."""
        return str(_("Updated on {date}")).format(date=self.date(moment))

    def part(self, number: int, total: int) -> str:
        """Which part of its series a post is."""
        return str(_("Part {number} of {total}")).format(number=number, total=total)

    def share_on(self, service: str) -> str:
        """What a link to a service does."""
        return filled(str(_("Share on {service}")), service=service)

    def service(self, name: str) -> str:
        """What a service is called in the language of the site, by its name in English."""
        return services().get(name, name)

    def comments_by(self, service: str) -> str:
        """What is said of comments where no scripts run."""
        return str(_("The comments are shown by {service}, with JavaScript.")).format(service=service)

    def notice(self, state: State, moment: datetime | None) -> tuple[str, str]:
        """The title and text of a notice; two empty strings for a post that is plainly published.

        :param moment: the date of a scheduled post, the end of an expired one.
        """
        date = self.date(moment) if moment is not None else ""
        notices = {
            State.DRAFT: (_("Draft"), _("This post is not finished. Only previews show it.")),
            State.SCHEDULED: (_("Scheduled"), _("This post will appear on {date}. Until then only previews show it.")),
            State.UNLISTED: (_("Unlisted"), _("This post is in no listing. It is for those who have its address.")),
            State.EXPIRED: (_("Expired"), _("This post was current until {date}.")),
        }
        title, text = notices.get(state, ("", ""))
        return str(title), str(text).format(date=date)

    def feed(self, title: str, form: str) -> str:
        """The name of a feed: its title, and its format."""
        return str(_("{title} ({format})")).format(title=title, format=form)

    def counted(self, term: str, count: int) -> str:
        """A term with its number of posts, in a line."""
        text = get_translator(CATALOGUE).ngettext("{term}: {n} post", "{term}: {n} posts", count)
        return text.format(term=term, n=count)

    def joined(self, first: str, second: str) -> str:
        """Two phrases in one line."""
        return str(_("{first} · {second}")).format(first=first, second=second)
