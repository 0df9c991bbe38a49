"""A blog in each language that it speaks: its words, its dates, its plurals, in one process and in any order."""

from __future__ import annotations

import gettext
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date

import sphinxext_blog
from tests.builds.site import Build, Site, differences

LANGUAGES = {
    # language: "Read more", the month of February by itself
    "en": ("Read more", "February"),
    "zh_CN": ("阅读全文", "二月"),
    "zh_TW": ("閱讀全文", "2月"),
    "ja": ("続きを読む", "2月"),
    "ko": ("더 읽기", "2월"),
    "de": ("Weiterlesen", "Februar"),
    "fr": ("Lire la suite", "février"),
    "es": ("Leer más", "febrero"),
    "pt_BR": ("Leia mais", "fevereiro"),
    "ru": ("Читать далее", "февраль"),
    "it": ("Continua a leggere", "febbraio"),
    "nl": ("Verder lezen", "februari"),
    "pl": ("Czytaj dalej", "luty"),
    "tr": ("Devamını oku", "Şubat"),
    "uk": ("Читати далі", "лютий"),
}
POST = "---\ndate: 2025-02-03\ntags: [example]\n---\n# Example\n\nThe start.\n\n<!-- more -->\n\nThe rest.\n"
FILES = {"index.md": "# Home\n", "posts/a.md": POST}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """A language."""
    return str(request.param)


def test_a_blog_speaks_its_language(site: Site, language: str) -> None:
    # two posts in a month, which has a heading then
    build = site.write({**FILES, "posts/b.md": POST}).build(language=language)
    assert [warning for warning in build.warnings if "Docutils-generated" not in warning] == []  # it has no Turkish
    home = build.main("blog/index.html")
    more, month = LANGUAGES[language]
    assert [str(tag.contents[0]) for tag in home.select(".blog-read-more a")] == [more, more]
    shown = home.select_one(".blog-date")
    assert shown is not None
    assert shown.get_text() == format_date(date(2025, 2, 3), "medium", locale=language)
    assert build.page("blog/index.html").select_one(f'html[lang="{language.replace("_", "-")}"]') is not None
    headings = [tag.get_text() for tag in build.main("blog/archive.html").select("li, p, h2, h3, .rubric")]
    assert any(heading.startswith(month) for heading in headings), headings


_LISTED = {"list.md": "# List\n\nText.\n\n```{postlist}\n```\n", "index.md": "# Home\n\n```{toctree}\nlist\n```\n"}


@pytest.mark.parametrize("language", ["ar", "he", "fa"])
def test_a_language_from_right_to_left_has_its_direction(site: Site, language: str) -> None:
    """On posts and generated pages, and in listings on other pages, whose text is the author's."""
    build = site.write({**FILES, **_LISTED}).build(language=language, blog_overline="Notes")
    for name in ("posts/a", "blog/index", "blog/archive", "blog/tag/example"):
        assert build.main(f"{name}.html").select_one("section")["dir"] == "rtl", name  # type: ignore[index]
    assert build.main("blog/index.html").select_one(".blog-overline")["dir"] == "rtl"  # type: ignore[index]
    page = build.main("list.html")
    assert not page.select_one("section").has_attr("dir")  # type: ignore[union-attr]
    assert page.select_one('[dir="rtl"] > .blog-entry') is not None
    assert build.main("posts/a.html").select_one('[dir="rtl"] > .blog-byline') is not None


def test_other_languages_have_the_direction_of_the_page(site: Site) -> None:
    build = site.write({**FILES, **_LISTED}).build(language="de", blog_overline="Notes")
    for name in ("posts/a", "blog/index", "list"):
        assert 'dir="rtl"' not in build.text(f"{name}.html"), name


def test_plurals_follow_the_rules_of_the_language(language: str) -> None:
    """Numbers of one kind have one form: 1, 21 and 31 minutes in Russian, but 11 with 5."""
    if language == "en":
        return
    path = Path(sphinxext_blog.__path__[0]) / "locale" / language / "LC_MESSAGES" / "sphinxext_blog.mo"
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    rule = Locale.parse(language).plural_form
    forms: dict[str, set[int]] = {}
    for number in range(1, 200):
        forms.setdefault(rule(number), set()).add(catalogue.plural(number))  # type: ignore[attr-defined]
    assert all(len(found) == 1 for found in forms.values())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "1,204 words\xa0· 5 min read"),
        ("de", "1.204"),
        ("fr", "1\u202f204"),
        ("zh_CN", "1,204"),
    ],
)
def test_the_number_of_words_is_shown_where_a_site_wants_it(site: Site, language: str, text: str) -> None:
    post = POST + "word " * 1200
    build = site.write({**FILES, "posts/a.md": post}).build(language=language, blog_show_word_count=True)
    for name in ("blog/index.html", "posts/a.html"):
        shown = build.main(name).select_one(".blog-reading-time")
        assert shown is not None
        assert shown.get_text().startswith(text)
    plain = site.build(language=language).main("blog/index.html").select_one(".blog-reading-time")
    assert plain is not None
    assert "204" not in plain.get_text()


def test_chinese_counts_characters(site: Site) -> None:
    post = POST.replace("The start.", "开始" * 500 + " Python").replace("The rest.", "完")
    build = site.write({**FILES, "posts/a.md": post}).build(blog_show_word_count=True)
    assert _length(build) == "1,002 characters\xa0· 2 min read"


def test_names_are_separated_as_in_the_language(site: Site) -> None:
    """In listings, in the byline and in other formats; lines of label and text likewise."""
    front = "author: [梅, 林]\nseries: 系列\n"
    files = {f"posts/{name}.md": POST.replace("tags:", f"{front}tags:").replace("Example", name) for name in "ab"}
    site.write({**FILES, **files})
    options: dict[str, Any] = {"html_baseurl": "https://example.org/", "blog_license": "CC0-1.0"}
    options["blog_share"] = ["weibo", "email"]
    chinese = site.build(language="zh_CN", **options)
    assert {found.get_text() for found in chinese.main("blog/index.html").select(".blog-author")} == {"梅、林"}
    page = chinese.main("posts/a.html")
    assert [found.get_text() for found in page.select(".blog-author, .blog-license, .blog-share")] == [
        "梅、林", "许可协议：CC0 1.0", "分享：微博 邮件"
    ]  # fmt: skip
    assert [found["aria-label"] for found in page.select(".blog-share a")] == ["分享到微博", "通过邮件发送"]
    text = (site.build("text", language="zh_CN").out / "posts/a.txt").read_text(encoding="utf-8")
    assert "梅、林" in text
    assert "系列：第 1 篇，共 2 篇" in text
    french = site.build(language="fr", **options).main("posts/a.html")
    assert [found.get_text() for found in french.select(".blog-author, .blog-license")] == [
        "梅, 林", "Licence\xa0: CC0 1.0"
    ]  # fmt: skip


def test_a_chinese_title_contains_no_space(site: Site) -> None:
    """But beside a name in other letters."""
    files = {f"posts/{name}.md": POST.replace("tags:", f"author: {name}\ntags:") for name in ("林", "mei")}
    site.write({**FILES, **files})
    for language, titles in (
        ("zh_CN", ["mei 的文章", "林的文章"]),
        ("ja", ["mei の記事", "林の記事"]),
        ("ko", ["mei 님의 글", "林 님의 글"]),
        ("en", ["Posts by mei", "Posts by 林"]),
    ):
        build = site.build(language=language)
        names = ("blog/author/mei.html", "blog/author/林.html")
        assert [build.page(name).select_one("h1").get_text().strip("¶") for name in names] == titles  # type: ignore[union-attr]


def test_a_new_number_of_words_is_in_the_listings(site: Site) -> None:
    site.write(FILES).build(blog_show_word_count=True)
    site.replace("posts/a.md", "The rest.", "The rest of it.")
    build = site.build(blog_show_word_count=True)
    assert _length(build) == "6 words\xa0· 1 min read"
    assert differences(build.out, site.fresh(blog_show_word_count=True).out) == {}


def test_the_number_of_words_is_in_a_table_too(site: Site) -> None:
    site.write(FILES).build(blog_show_word_count=True, blog_listing="table")
    site.replace("posts/a.md", "The rest.", "The rest of it.")
    build = site.build(blog_show_word_count=True, blog_listing="table")
    assert differences(build.out, site.fresh(blog_show_word_count=True, blog_listing="table").out) == {}


def _length(build: Build) -> str:
    found = build.main("blog/index.html").select_one(".blog-reading-time")
    return found.get_text() if found is not None else ""
