"""The search as readers have it: Chinese, Japanese, Korean, English and mixed queries, on themes' search pages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from sphinxext_blog.search import search_words
from tests.browser.conftest import ADDRESS
from tests.builds.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.browser.conftest import Reader, Readers

_POST = "---\ndate: 2025-01-0{day}\ntags: [{tag}]\n---\n# {title}\n\n{text}\n"
_POSTS = {
    "zh_CN": {
        "训练模型": "我们讨论机器**学习**模型，用 PyTorch 和 C++ 写。这里换\n行。编译器。API设计的原则。",
        "学习笔记": "买了一台机器，正在学习怎么用。树上有鸟。PyTorch 很好用。Running the tests.",
        "C 语言": "用 C 语言写一个编译的程序，器具。",
    },
    "ja": {
        "機械学習の話": "東京都でテストを行う。PyTorch を使う。",
        "旅": "京都タワーへ行く。機械の学習。PyTorch。",
    },
    "ko": {
        "기계학습": "서울에서 책을 읽었다. PyTorch 를 쓴다.",
        "다른 글": "학습은 기계가 한다. PyTorch.",
    },
}
_FOUND = [
    ("zh_CN", "机器学习", {"训练模型"}),
    ("zh_CN", "机器", {"训练模型", "学习笔记"}),
    ("zh_CN", "训练", {"训练模型"}),  # in a title only
    ("zh_CN", "换行", {"训练模型"}),
    ("zh_CN", "树", {"学习笔记"}),
    ("zh_CN", "编译器", {"训练模型"}),
    ("zh_CN", "学习机器", set()),
    ("zh_CN", "PyTorch", {"训练模型", "学习笔记"}),
    ("zh_CN", "pytorch 机器学习", {"训练模型"}),
    ("zh_CN", "PyTorch 编译", {"训练模型"}),
    ("zh_CN", "API设计", {"训练模型"}),
    ("zh_CN", "C++", {"训练模型"}),
    ("zh_CN", "C语言", {"C 语言"}),
    ("zh_CN", "runs 机器", {"学习笔记"}),
    ("zh_CN", "没有的词", set()),
    ("ja", "機械学習", {"機械学習の話"}),
    ("ja", "テスト", {"機械学習の話"}),
    ("ja", "ﾃｽﾄ", {"機械学習の話"}),
    ("ja", "東京都", {"機械学習の話"}),
    ("ja", "京都", {"機械学習の話", "旅"}),
    ("ja", "pytorch 京都タワー", {"旅"}),
    ("ko", "학습", {"기계학습", "다른 글"}),
    ("ko", "기계학습", {"기계학습"}),
    ("ko", "책", {"기계학습"}),
]
THEMES = ("alabaster", "furo", "sphinx_rtd_theme")


def write_site(folder: Path, language: str) -> Site:
    """A blog of a few sentences in a language."""
    site = Site(folder, {"language": language})
    posts = {
        f"posts/{day}.md": _POST.format(day=day, tag="x", title=title, text=text)
        for day, (title, text) in enumerate(_POSTS[language].items(), 1)
    }
    return site.write({"index.md": "# Home\n\nWelcome.\n", **posts})


@pytest.fixture(scope="session")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The output of the blog in a language and a theme, built when it is first read."""

    @cache
    def build(language: str, theme: str) -> Path:
        pytest.importorskip(theme)
        build = write_site(tmp_path_factory.mktemp(f"{language}-{theme}"), language).build(html_theme=theme)
        assert build.warnings == []
        return build.out

    return build


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    """One of the themes with a search page of their own kind."""
    return str(request.param)


@pytest.fixture(params=list(_POSTS))
def language(request: pytest.FixtureRequest) -> str:
    """A language of the blog."""
    return str(request.param)


@pytest.fixture
def seeker(readers: Readers, searched: Callable[[str, str], Path], language: str, theme: str) -> Iterator[Reader]:
    """A reader who looks for something."""
    with readers(searched(language, theme)) as found:
        yield found


def search(reader: Reader, query: str) -> dict[str, str]:
    """What a reader finds: the summary of each result by its title."""
    page = reader.page
    page.goto(f"{ADDRESS}/search.html?q={quote(query)}")
    page.wait_for_selector("#search-results > h2:not(:has(span))")  # the dots of a search that goes on
    page.wait_for_load_state("networkidle")  # each result fetches its page for the summary
    results = page.locator("#search-results ul.search > li").all()
    return {found.locator("a").first.inner_text(): found.inner_text() for found in results}


def test_a_query_finds_the_posts_that_have_it_and_no_others(seeker: Reader, language: str) -> None:
    for its_language, query, expected in _FOUND:
        if its_language == language:
            posts = {title for title in search(seeker, query) if title in _POSTS[language]}
            assert posts == expected, query
    assert [said for said in seeker.said if "favicon" not in said] == []
    assert [url for url in seeker.fetched if "fonts" not in url] == []


def test_what_was_asked_for_is_marked_as_a_whole(seeker: Reader, language: str) -> None:
    query = {"zh_CN": "编译器", "ja": "東京都", "ko": "기계학습"}[language]
    (summary,) = (text for title, text in search(seeker, query).items() if title in _POSTS[language])
    assert query in summary
    marked = seeker.page.locator("#search-results .highlighted").all_inner_texts()
    assert query in marked


def test_the_page_that_is_opened_marks_it_too(seeker: Reader, language: str) -> None:
    query = {"zh_CN": "编译器", "ja": "東京都", "ko": "서울에서"}[language]
    search(seeker, f"PyTorch {query}")
    seeker.page.locator("#search-results ul.search > li a").first.click()
    seeker.page.wait_for_selector(".highlighted")
    assert {"PyTorch", query} == set(seeker.page.locator(".highlighted").all_inner_texts())


@pytest.mark.parametrize(("language", "theme"), [("zh_CN", "alabaster")])
def test_the_browser_divides_as_the_index_was_divided(seeker: Reader) -> None:
    texts = [text for posts in _POSTS.values() for post in posts.items() for text in post]
    texts += ["ＡＰＩ ﾃｽﾄ の 𠮷野家 abc++ C#, F# i++ 用C++写 snake_case 3.14", "々〆〇ー ゟ ㍿ é ñ Привет", "哈哈哈"]
    seeker.page.goto(f"{ADDRESS}/search.html")
    for text in texts:
        text = text.replace("*", "").replace("\n", "")  # noqa: PLW2901 - what readers see
        divided = seeker.page.evaluate("text => splitQuery(text)", text)
        assert set(search_words(text)) >= {word for word in divided if word.strip() and len(word) < 3}, text
        whole = {word for word in search_words(text) if word.isascii()} - {"C", "F", "i"}
        assert whole <= set(divided), text
        pairs = {word for word in search_words(text) if len(word) == 2 and not word.isascii()}
        assert pairs <= set(divided), text


@pytest.mark.parametrize(("language", "theme"), [("zh_CN", "alabaster")])
def test_words_are_reduced_as_those_of_the_index(seeker: Reader) -> None:
    """The stemmer of the browser is that of the index, and there is one: Sphinx 9.0 has none for Chinese."""
    from sphinxext_blog.search import BigramSearch

    words = ["running", "tests", "c++", "c#", "ios", "as", "机器", "generously", "テス", "programs", "data"]
    seeker.page.goto(f"{ADDRESS}/search.html")
    stems = seeker.page.evaluate("words => words.map(word => new Stemmer().stemWord(word))", words)
    assert stems == [BigramSearch({}).stem(word) for word in words]
