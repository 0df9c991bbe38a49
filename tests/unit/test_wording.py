"""Messages: what readers see, in four languages, from the catalogues as they are shipped."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sphinx.locale
from sphinx.config import Config

import sphinxext_blog
from sphinxext_blog.config import BlogConfig
from sphinxext_blog.i18n import MESSAGE_DOMAIN, Messages, update_title
from sphinxext_blog.model.page_plan import Page, PageKind
from sphinxext_blog.model.post import TAXONOMIES, Measure, PostStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = datetime(2026, 1, 11, 23, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _translators() -> Iterator[None]:
    """Sphinx keeps the language in a global."""
    kept = dict(sphinx.locale.translators)
    yield
    sphinx.locale.translators.clear()
    sphinx.locale.translators.update(kept)


def _words(language: str | None, **options: Any) -> Messages:
    locale = Path(sphinxext_blog.__path__[0]) / "locale"
    sphinx.locale.translators.pop(("general", MESSAGE_DOMAIN), None)
    sphinx.locale.init([locale], language, MESSAGE_DOMAIN)
    return Messages(language, BlogConfig(**options))


def _page(kind: PageKind, **said: Any) -> Page:
    return Page(docname="x", first="x", kind=kind, **said)


@pytest.mark.parametrize(
    ("language", "code", "equation", "math", "table"),
    [
        ("en", "[code]", "[equation]", "[math]", "[table]"),
        (None, "[code]", "[equation]", "[math]", "[table]"),
        ("zh_CN", "[代码]", "[公式]", "[公式]", "[表格]"),
        ("ja", "[コード]", "[数式]", "[数式]", "[表]"),
        ("de", "[Code]", "[Gleichung]", "[Formel]", "[Tabelle]"),
    ],
)
def test_placeholders_are_in_the_language_of_the_site(
    language: str | None, code: str, equation: str, math: str, table: str
) -> None:
    """Nothing for images; what the site says itself wins."""
    same = {"code": code, "equation": equation, "table": table}
    assert _words(language).placeholders() == same | {"math": math, "image": ""}
    own = _words(language, excerpt_placeholders={"math": "[Math]", "image": "▣"}).placeholders()
    assert own == same | {"math": "[Math]", "image": "▣"}


@pytest.mark.parametrize(
    ("language", "date", "year", "month"),
    [
        ("en", "Jan 11, 2026", "2026", "January 2026"),
        ("zh_CN", "2026年1月11日", "2026年", "2026年1月"),
        ("ja", "2026/01/11", "2026年", "2026年1月"),
        ("de", "11.01.2026", "2026", "Januar 2026"),
        ("nonsense", "Jan 11, 2026", "2026", "January 2026"),
        ("zh-CN", "2026年1月11日", "2026年", "2026年1月"),
    ],
)
def test_dates_are_babels(language: str, date: str, year: str, month: str) -> None:
    """On the clock of the post's own zone; a language that Babel does not know has English dates."""
    words = _words(language)
    assert (words.date(DAY), words.year(2026), words.month(2026, 1)) == (date, year, month)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "January"), ("tr", "Ocak"), ("ru", "январь"), ("fr", "janvier"), ("pl", "styczeń"), ("ko", "1월"),
        ("zh_CN", "一月"), ("zh_TW", "1月"), ("ja", "1月"), ("it", "gennaio"), ("uk", "січень"), ("de", "Januar"),
    ],
)  # fmt: skip
def test_a_month_by_itself(language: str, name: str) -> None:
    """In the case in which it stands alone, and in its own language whatever the process was asked before."""
    assert _words(language).month_name(1) == name


@pytest.mark.parametrize(
    ("words", "characters", "shown"),
    [
        (1204, 0, "1,204 words\u00a0· 5 min read"),
        (1, 0, "1 word\u00a0· 5 min read"),
        (20, 3100, "3,120 characters\u00a0· 5 min read"),
        (3100, 20, "3,120 words\u00a0· 5 min read"),
    ],
)
def test_the_length_of_a_post(words: int, characters: int, shown: str) -> None:
    """Before the reading time, where a site wants it; a post without text has neither."""
    measure = Measure(words=words, characters=characters, minutes=5)
    assert _words("en", show_word_count=True).length(measure) == shown
    assert _words("en").length(measure) == "5 min read"
    assert _words("en", show_word_count=True).length(Measure()) == ""


@pytest.mark.parametrize(
    ("style", "date"), [("yyyy-MM-dd", "2026-01-11"), ("full", "Sunday, January 11, 2026"), ("short", "1/11/26")]
)
def test_the_site_may_choose_the_form_of_dates(style: str, date: str) -> None:
    """A style of Babel's or a pattern."""
    assert _words("en", date_format=style).date(DAY) == date


@pytest.mark.parametrize(
    ("language", "one", "five"),
    [
        ("en", "1 min read", "5 min read"),
        ("zh_CN", "阅读约 1 分钟", "阅读约 5 分钟"),
        ("ja", "読了時間 約1分", "読了時間 約5分"),
        ("de", "1 Min. Lesezeit", "5 Min. Lesezeit"),
    ],
)
def test_reading_time(language: str, one: str, five: str) -> None:
    """Nothing for a post without text."""
    words = _words(language)
    assert (words.minutes(0), words.minutes(1), words.minutes(5)) == ("", one, five)


@pytest.mark.parametrize(
    ("page", "english", "chinese"),
    [
        (_page(PageKind.HOME), "Blog", "博客"),
        (_page(PageKind.ARCHIVE), "Archive", "归档"),
        (_page(PageKind.DRAFTS), "Drafts and scheduled posts", None),
        (_page(PageKind.YEAR, year=2026), "2026", "2026年"),
        (_page(PageKind.MONTH, year=2026, month=1), "January 2026", "2026年1月"),
        (_page(PageKind.TERM_INDEX, taxonomy="tag"), "Tags", "标签"),
        (_page(PageKind.TERM, taxonomy="tag", label="{x} <b>"), "Posts tagged “{x} <b>”", "标签“{x} <b>”下的文章"),
        (_page(PageKind.TERM, taxonomy="author", label="Mei"), "Posts by Mei", None),
        (_page(PageKind.TERM, taxonomy="project", label="Own"), "Own", "Own"),
        (_page(PageKind.TERM_INDEX, taxonomy="project"), "project", "project"),
    ],
)
def test_headings_of_pages(page: Page, english: str, chinese: str | None) -> None:
    """What an author writes, braces too, is put in as it is."""
    assert _words("en").heading(page) == english
    translated = _words("zh_CN").heading(page)
    assert translated == chinese if chinese is not None else translated != english


def test_the_site_may_name_its_blog() -> None:
    """In one language only, which is then the site's."""
    assert _words("zh_CN", title="随笔").heading(_page(PageKind.HOME)) == "随笔"


@pytest.mark.parametrize("language", ["en", "zh_CN", "ja", "de"])
def test_every_phrase_is_there(language: str) -> None:
    """And has no place left unfilled; only what is hidden from readers is badged."""
    words = _words(language)
    phrases = [
        words.text(name)
        for name in ("read more", "no posts", "newer", "older", "all", "pinned", "pages", "posts", "undated", "page")
    ]
    phrases += [words.taxonomy(kind) for kind in (*TAXONOMIES, "year")]
    phrases += [words.heading(_page(PageKind.TERM, taxonomy=kind, label="L")) for kind in TAXONOMIES]
    phrases += [
        words.status(PostStatus.DRAFT),
        words.status(PostStatus.SCHEDULED),
        words.joined("a", "b"),
        words.numbered("T", 2),
    ]
    assert all(phrase and "{" not in phrase for phrase in phrases)
    assert words.status(PostStatus.PUBLISHED) == words.status(PostStatus.UNLISTED) == ""
    assert words.numbered("T", 1) == "T"


@pytest.mark.parametrize(
    ("language", "dated", "undated"), [("en", "Updated on Jan 11, 2026", "Updated"), ("de", None, None)]
)
def test_the_title_of_a_note(language: str, dated: str | None, undated: str | None) -> None:
    """With its date, if that could be read."""
    _words(language)
    config = Config({}, {"language": language})
    with_date, without = update_title(config, BlogConfig(), DAY), update_title(config, BlogConfig(), None)
    assert (with_date == dated, without == undated) == (dated is not None, undated is not None)
    assert "2026" in with_date
    assert "{" not in with_date
