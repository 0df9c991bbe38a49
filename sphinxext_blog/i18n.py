"""Localized texts for visitors: messages of the message catalog, and dates formatted by Babel."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from sphinx.locale import get_translation

from .model.page_plan import PageKind
from .model.post import PostStatus
from .model.text import Mark, join_lines
from .sphinx_compat import get_translator

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from .config import BlogConfig
    from .model.page_plan import Page
    from .model.post import Measure

__all__ = [
    "MESSAGE_DOMAIN",
    "SEPARATOR",
    "Messages",
    "fill_message",
    "phrases",
    "register_messages",
    "services",
    "translated",
    "update_title",
]

MESSAGE_DOMAIN = "sphinxext_blog"
_BLANK_BESIDE_FIELD = re.compile(r" (?=\{)|(?<=\}) ")

_SHORT_STYLES = {"full": "MMMMd", "long": "MMMMd", "medium": "MMMd", "short": "Md"}
"""The fields of a date without year, in the style of the site."""
_YEAR_AT_START = re.compile(r"[yY]+[\s./-]*(?:年\s*|년\s*)?")
_YEAR_AT_END = re.compile(r"[\s.,/-]*[yY]+[\s.]*")
SEPARATOR = "\u00a0· "
"""The separator of entries in a line; the no-break space keeps it from beginning a line."""

_ = get_translation(MESSAGE_DOMAIN)


def phrases() -> dict[str, str]:
    """Return the fixed messages by key, in the language of the current build."""
    messages: dict[str, object] = {
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
            "A feed notifies you of new posts, without an account or an e-mail address. Copy one of these addresses "
            "into a feed reader. All of them contain the same posts."
        ),
        "moved": _("This page has moved:"),
        "date": _("Date"),
        "title": _("Title"),
        "reading time": _("Reading time"),
        "pager": _("Pages of this list"),
        "to top": _("Back to top"),
        "picture": _("Picture"),
        "enlarge": _("Enlarge the picture"),
        "close": _("Close"),
        "repost": _("Reposted from"),  # a colon and the title of the original follow
        "translation": _("Translated from"),
        "cross-post": _("Originally published as"),
        "superseded": _("Superseded"),
        "successor": _("A newer post replaces this one:"),  # its title follows
        "other version": _("For another version"),
        "applies to": _("This post applies to {version}. The current version is {current}."),
        "outdated": _("Possibly outdated"),
        "as of": _("The information in this post is from {date} and may be outdated."),
        "comma": _(", "),  # between names
        "colon": _(": "),  # between a name and its value
    }
    return {key: str(text) for key, text in messages.items()}


def services() -> dict[str, str]:
    """Return the localized names of services by their English names, if they differ in some languages."""
    return {"E-mail": str(_("E-mail")), "Weibo": str(_("Weibo")), "Zhihu": str(_("Zhihu"))}


def fill_message(pattern: str, **fields: str) -> str:
    """Return a message with its fields filled in, without blanks between wide characters next to a field."""
    return join_lines(_BLANK_BESIDE_FIELD.sub("\n", pattern).format(**fields))


def register_messages(app: Sphinx) -> None:
    """Register the message catalog of the package with Sphinx."""
    app.add_message_catalog(MESSAGE_DOMAIN, str(Path(__file__).with_name("locale")))


def translated(message: str) -> str:
    """Return a message of the catalog in the language of the site."""
    return str(_(message))


def update_title(config: Config, options: BlogConfig, timestamp: datetime | None) -> str:
    """Return the title of an ``update`` note."""
    if timestamp is None:
        return str(_("Updated"))
    return str(_("Updated on {date}")).format(date=Messages(config.language, options).date(timestamp))


def _without_year(pattern: str) -> str:
    """Return a pattern of Babel without the year at its start or end; unchanged if it has literals or only a year."""
    if "'" in pattern:
        return pattern
    start, end = _YEAR_AT_START.match(pattern), _YEAR_AT_END.search(pattern)
    if start is not None:
        return pattern[start.end() :] or pattern
    return (pattern[: end.start()] if end is not None and end.end() == len(pattern) else pattern) or pattern


class Messages:
    """The localized texts and dates of a site."""

    def __init__(self, language: str | None, options: BlogConfig) -> None:
        """Create texts in a language, with English dates if Babel does not support it."""
        self._language, self._options = language or "en", options
        self._days: dict[tuple[date, str], str] = {}
        self._years: dict[int, str] = {}
        self._phrases: dict[str, str] = {}

    @cached_property
    def _locale(self) -> Locale:  # cached and lazy, because loading the data of Babel takes long
        try:
            return Locale.parse(self._language.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            return Locale("en")

    @cached_property
    def territorial(self) -> str:
        """The language with its most likely territory, such as ``en_US``; empty if Babel does not support it."""
        from babel.core import get_global

        try:
            locale = Locale.parse(self._language.replace("-", "_"))
            likely = Locale.parse(get_global("likely_subtags").get(str(locale), str(locale)))
        except (UnknownLocaleError, ValueError):
            return ""
        territory = locale.territory or likely.territory
        return f"{locale.language}_{territory}" if territory else ""

    def date(self, timestamp: datetime, pattern: str = "") -> str:
        """Return a date in its own time zone, formatted by a pattern or by ``blog_date_format``."""
        key = timestamp.date(), pattern
        if key not in self._days:  # formatting is slow, and listings repeat dates
            self._days[key] = format_date(key[0], pattern or self._options.date_format, locale=self._locale)
        return self._days[key]

    def short_date(self, timestamp: datetime) -> str:
        """Return a date without its year, for a line below a heading with the year."""
        pattern = self._options.date_format
        if pattern in _SHORT_STYLES:
            key = timestamp.date(), f"{pattern} without year"
            if key not in self._days:
                self._days[key] = format_skeleton(_SHORT_STYLES[pattern], key[0], locale=self._locale)
            return self._days[key]
        return self.date(timestamp, _without_year(pattern))

    def year(self, year: int) -> str:
        """Return a year: “2026”, “2026年”."""
        if year not in self._years:
            self._years[year] = format_skeleton("y", date(year, 1, 1), locale=self._locale)
        return self._years[year]

    def month(self, year: int, month: int) -> str:
        """Return a month with its year: “January 2026”."""
        return format_skeleton("yMMMM", date(year, month, 1), locale=self._locale)

    def month_name(self, month: int) -> str:
        """Return a month by itself: “January”."""
        # For a language without stand-alone names, Babel 2.18 returns those of the first language used in the process.
        # Languages with such names use them in this pattern.
        has_stand_alone = "LLLL" in str(self._locale.datetime_skeletons["yMMMM"].pattern)
        return str(self._locale.months["stand-alone" if has_stand_alone else "format"]["wide"][month])

    def minutes(self, minutes: int) -> str:
        """Return the reading time of a post; empty for a post without text."""
        if not minutes:
            return ""
        return get_translator(MESSAGE_DOMAIN).ngettext("{n} min read", "{n} min read", minutes).format(n=minutes)

    def length(self, measure: Measure) -> str:
        """Return the reading time of a post, after its length if the site displays that; empty without text."""
        time, count = self.minutes(measure.minutes), measure.words + measure.characters
        if not time or not self._options.show_word_count:
            return time
        from babel.numbers import format_decimal  # imported here because few sites need it

        ngettext = get_translator(MESSAGE_DOMAIN).ngettext
        if measure.characters > measure.words:  # Chinese and Japanese: words of other scripts count as one character
            text = ngettext("{n} character", "{n} characters", count)
        else:
            text = ngettext("{n} word", "{n} words", count)
        return self.joined(text.format(n=format_decimal(count, locale=self._locale)), time)

    def placeholders(self) -> dict[str, str]:
        """Return the placeholders of code, display math, inline math, images and tables in plain text."""
        site = {
            Mark.CODE: str(_("[code]")),
            Mark.EQUATION: str(_("[equation]")),
            Mark.MATH: str(_("[math]")),
            Mark.IMAGE: "",
            Mark.TABLE: str(_("[table]")),
        }
        return {mark.value: self._options.excerpt_placeholders.get(mark.value, text) for mark, text in site.items()}

    def status(self, status: PostStatus) -> str:
        """Return the badge of an unpublished post; empty for other posts."""
        return {PostStatus.DRAFT: str(_("Draft")), PostStatus.SCHEDULED: str(_("Scheduled"))}.get(status, "")

    def taxonomy(self, taxonomy: str) -> str:
        """Return the name of a taxonomy, in the plural."""
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

    def all_terms(self, taxonomy: str) -> str:
        """Return the text of a link to all terms of a taxonomy."""
        texts = {
            "tag": _("All tags"),
            "category": _("All categories"),
            "author": _("All authors"),
            "series": _("All series"),
        }
        return str(texts.get(taxonomy) or self.taxonomy(taxonomy))

    def heading(self, page: Page) -> str:
        """Return the title of a generated page, without its number."""
        fixed = {
            PageKind.HOME: self._options.title or _("Blog"),
            PageKind.ARCHIVE: _("Archive"),
            PageKind.DRAFTS: self.text("drafts"),
            PageKind.SUBSCRIBE: _("Subscribe"),
        }
        if page.kind in fixed:
            return str(fixed[page.kind])
        if page.kind is PageKind.YEAR:
            return self.year(page.year)
        if page.kind is PageKind.MONTH:
            return self.month(page.year, page.month)
        if page.kind is PageKind.TERM_INDEX:
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
        return fill_message(str(titles.get(page.taxonomy, "{term}")), term=page.label)

    def numbered(self, heading: str, number: int) -> str:
        """Return a title with the page number, from page 2 on."""
        return heading if number == 1 else str(_("{title} – page {number}")).format(title=heading, number=number)

    def text(self, key: str) -> str:
        """Return a fixed message by its key."""
        if not self._phrases:
            self._phrases = phrases()
        return self._phrases[key]

    def updated(self, timestamp: datetime) -> str:
        """Return the date of the last update of a post."""
        return str(_("Updated on {date}")).format(date=self.date(timestamp))

    def part(self, number: int, total: int) -> str:
        """Return the position of a post in a series."""
        return str(_("Part {number} of {total}")).format(number=number, total=total)

    def share_on(self, service: str) -> str:
        """Return the label of a link to share on a service."""
        return fill_message(str(_("Share on {service}")), service=service)

    def service(self, name: str) -> str:
        """Return the localized name of a service by its English name."""
        return services().get(name, name)

    def comments_by(self, service: str) -> str:
        """Return the text in place of comments if JavaScript is disabled."""
        return str(_("{service} displays the comments, with JavaScript.")).format(service=service)

    def notice(self, status: PostStatus, timestamp: datetime | None) -> tuple[str, str]:
        """Return the title and text of a notice; two empty strings for a published post.

        :param timestamp: the publication date of a scheduled post, or the expiration date of an expired one.
        """
        date = self.date(timestamp) if timestamp is not None else ""
        pending = _("This post will be published on {date}. Until then, only previews display it.")
        unlisted = _("This post is unlisted. It is intended for visitors who have its address.")
        notices = {
            PostStatus.DRAFT: (_("Draft"), _("This post is not finished. Only previews display it.")),
            PostStatus.SCHEDULED: (_("Scheduled"), pending),
            PostStatus.UNLISTED: (_("Unlisted"), unlisted),
            PostStatus.EXPIRED: (_("Expired"), _("This post was current until {date}.")),
        }
        title, text = notices.get(status, ("", ""))
        return str(title), str(text).format(date=date)

    def feed(self, title: str, form: str) -> str:
        """Return the name of a feed: its title and format."""
        return str(_("{title} ({format})")).format(title=title, format=form)

    def counted(self, term: str, count: int) -> str:
        """Return a term with its number of posts."""
        text = get_translator(MESSAGE_DOMAIN).ngettext("{term}: {n} post", "{term}: {n} posts", count)
        return text.format(term=term, n=count)

    def joined(self, first: str, second: str, *, in_line: bool = True) -> str:
        """Return two texts joined by a separator.

        :param in_line: whether the result is part of a line of a page, which the separator must not begin.
        """
        pattern = str(_("{first} · {second}"))
        return (pattern.replace(" · ", SEPARATOR) if in_line else pattern).format(first=first, second=second)
